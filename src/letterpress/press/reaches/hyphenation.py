"""Mend bad hyphenation: the engine has neither hyphenate-limit-lines nor hyphenate-limit-last.

After a layout the broken words are looked at; those that make a ladder, stand at a page's end, or
leave a fragment alone on a paragraph's last line are set whole, and the document is laid out again.
They become exceptions of the hyphenation dictionary: a span around a word would do too, but makes
WeasyPrint 70 break the line before it at random.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from letterpress.press.reaches.boxes import Box, children, descend

LADDER = 2  # hyphens that may end consecutive lines
ATTRIBUTE = 'data-whole'  # of any element: words that the layout knows must not be broken
PASSES = 3  # layouts that mending may cost; each takes about as long as the first

_kept: tuple[str, ...] = ()  # the exceptions in force

_WORD = re.compile(r"[\w’']+")
_HEAD = re.compile(r"[\w’']+$")  # the part of a word before its break …
_TAIL = re.compile(r"^[\w’']+")  # … and after it


@dataclass(frozen=True)
class HyphenatedLine:
    """A line of a block that asks for hyphenation."""

    block: Box
    last: Box  # its last stretch of text
    text: str
    broken: bool  # it ends in a hyphen that the engine put there


def mend(lay_out: Callable[[], Any], whole: Iterable[str] = ()) -> Any:
    """Return the document that `lay_out` makes, with bad breaks mended by up to three more layouts.

    `whole` are words that are known to need it: with them the first layout often is the last.
    """
    kept = set(whole)
    for _ in range(PASSES + 1):
        with exceptions(kept):
            document = lay_out()
        fresh = set(bad_breaks(document)) - kept
        if not fresh:
            break
        kept |= fresh
    return document


def told(tree: Any) -> set[str]:
    """Return the words that a document (its HTML tree) says are to be kept whole."""
    return {word for element in tree.iter() for word in element.get(ATTRIBUTE, '').split()}


def kept_in(text: str) -> tuple[str, ...]:
    """Return the exceptions in force that may concern a text."""
    return tuple(word for word in _kept if word in text)


def begins(text: str, beginnings: Collection[str]) -> bool:
    """Say whether a word of a text begins so."""
    return any(word.startswith(tuple(beginnings)) for word in _WORD.findall(text))


@contextmanager
def exceptions(whole: Collection[str]) -> Iterator[None]:
    """Let the engine hyphenate as its dictionaries say, but for words that begin like these."""
    global _kept
    from weasyprint.text import line_break

    ordinary, before, beginnings = line_break.pyphen, _kept, tuple(sorted(whole))

    class Excepting:
        """A dictionary of pyphen with exceptions."""

        def __init__(self, **wanted: Any):
            self._dictionary = ordinary.Pyphen(**wanted)

        def iterate(self, word: str) -> Iterable[tuple[str, str]]:
            return () if word.startswith(beginnings) else self._dictionary.iterate(word)

    line_break.pyphen = SimpleNamespace(
        Pyphen=Excepting, language_fallback=ordinary.language_fallback
    )
    _kept = beginnings
    try:
        yield
    finally:
        line_break.pyphen, _kept = ordinary, before


def bad_breaks(document: Any) -> list[str]:
    """Return the words to set whole; of one broken over a page only the beginning is known."""
    return list(
        dict.fromkeys(
            word
            for page in document.pages
            for word in bad_in(list(hyphenated_lines(page._page_box)))
        )
    )


def bad_in(lines: Sequence[HyphenatedLine]) -> Iterator[str]:
    """Yield the words to set whole of the lines of one page."""
    run = 0
    for index, line in enumerate(lines):
        run = run + 1 if line.broken else 0
        if not line.broken:
            continue
        after = lines[index + 1] if index + 1 < len(lines) else None
        last_of_block = index + 2 >= len(lines) or lines[index + 2].block is not line.block
        alone = after is not None and last_of_block and ' ' not in after.text.strip()
        if run > LADDER or after is None or alone:
            run = 0
            if word := _word(line, after):
                yield word


def words(lines: Sequence[HyphenatedLine]) -> dict[Box, str]:
    """Return the words broken at the ends of lines, by the last text of each such line."""
    afterwards = [*lines[1:], None]  # one too many where there is no line at all
    return {
        line.last: _word(line, after)
        for line, after in zip(lines, afterwards, strict=False)
        if line.broken
    }


def _word(line: HyphenatedLine, after: HyphenatedLine | None) -> str:
    """Return the broken word: backwards from its break, and forwards on the same page."""
    head = _HEAD.search(line.text[:-1])
    tail = _TAIL.search(after.text) if after is not None and after.block is line.block else None
    return (head.group() if head else '') + (tail.group() if tail else '')


def hyphenated_lines(page_box: Box) -> Iterator[HyphenatedLine]:
    """Yield the lines of the blocks inside a box that ask for hyphenation."""
    from weasyprint.formatting_structure import boxes

    for block in descend(page_box):
        if not isinstance(block, boxes.BlockBox) or block.style['hyphens'] != 'auto':
            continue
        for line in children(block):
            if isinstance(line, boxes.LineBox):
                texts = [box for box in descend(line) if isinstance(box, boxes.TextBox)]
                if texts:
                    yield HyphenatedLine(
                        block,
                        texts[-1],
                        ''.join(box.text for box in texts),
                        inserted_hyphen(texts[-1]) != '',
                    )


def inserted_hyphen(box: Box) -> str:
    """Return the hyphen that the engine added at the end of a stretch of text, or ''.

    A word that had a hyphen of its own at this place ("state-of-the-art") was broken after it and
    gained none.
    """
    hyphen = box.style['hyphenate_character']
    if not hyphen or not box.text.endswith(hyphen) or box.style['hyphens'] == 'none':
        return ''
    words = box.text.split()
    source = ''.join(box.element.itertext()) if hasattr(box.element, 'itertext') else ''
    return '' if words and words[-1] in source else hyphen
