"""Mend bad hyphenation, which the engine cannot avoid: it has neither hyphenate-limit-lines nor hyphenate-limit-last.

After a layout the broken words are looked at; those that make a ladder, stand at a page's end, or leave a fragment
alone on a paragraph's last line are set whole, and the document is laid out again. They become exceptions of the
hyphenation dictionary: a span around a word would do too, but makes WeasyPrint 70 break the line before it at random.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from letterpress.press.boxtree import Box, children, descend

LADDER = 2      # hyphens that may end consecutive lines
PASSES = 3      # layouts that mending may cost; each takes about as long as the first

_HEAD = re.compile(r"[\w’']+$")     # the part of a word before its break …
_TAIL = re.compile(r"^[\w’']+")     # … and after it


@dataclass(frozen=True)
class _Line:
    """A line of a block that asks for hyphenation."""

    block: Box
    last: Box       # its last stretch of text
    text: str
    broken: bool    # it ends in a hyphen that the engine put there


def mend(document: Any, again: Callable[[], Any]) -> Any:
    """Return the document with bad breaks mended as far as three more layouts allow; `again` lays it out once more."""
    whole: set[str] = set()
    for _ in range(PASSES):
        fresh = set(bad_breaks(document)) - whole
        if not fresh:
            break
        whole |= fresh
        with _exceptions(frozenset(whole)):
            document = again()
    return document


@contextmanager
def _exceptions(whole: frozenset[str]) -> Iterator[None]:
    """Let the engine hyphenate as its dictionaries say, but for words that begin like these."""
    from weasyprint.text import line_break
    ordinary = line_break.pyphen

    class Excepting:
        """A dictionary of pyphen with exceptions."""

        def __init__(self, **wanted: Any):
            self._dictionary = ordinary.Pyphen(**wanted)

        def iterate(self, word: str) -> Iterable[tuple[str, str]]:
            return () if any(word.startswith(beginning) for beginning in whole) else self._dictionary.iterate(word)
    line_break.pyphen = SimpleNamespace(Pyphen=Excepting, language_fallback=ordinary.language_fallback)
    try:
        yield
    finally:
        line_break.pyphen = ordinary


def bad_breaks(document: Any) -> list[str]:
    """Return the words to set whole; of one that is broken over a page only its beginning is known."""
    found = []
    for page in document.pages:
        lines = list(_hyphenated_lines(page._page_box))
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
                word = _word(line, after)
                if word and word not in found:
                    found.append(word)
    return found


def _word(line: _Line, after: _Line | None) -> str:
    """Return the broken word: from its break backwards, and forwards when the other part stands on the same page."""
    head = _HEAD.search(line.text[:-1])
    tail = _TAIL.search(after.text) if after is not None and after.block is line.block else None
    return (head.group() if head else '') + (tail.group() if tail else '')


def _hyphenated_lines(page_box: Box) -> Iterator[_Line]:
    from weasyprint.formatting_structure import boxes
    for block in descend(page_box):
        if not isinstance(block, boxes.BlockBox) or block.style['hyphens'] != 'auto':
            continue
        for line in children(block):
            if isinstance(line, boxes.LineBox):
                texts = [box for box in descend(line) if isinstance(box, boxes.TextBox)]
                if texts:
                    yield _Line(block, texts[-1], ''.join(box.text for box in texts), inserted_hyphen(texts[-1]) != '')


def inserted_hyphen(box: Box) -> str:
    """Return the hyphen that the engine added at the end of a stretch of text, or ''.

    A word that had a hyphen of its own at this place ("state-of-the-art") was broken after it and gained none.
    """
    hyphen = box.style['hyphenate_character']
    if not hyphen or not box.text.endswith(hyphen) or box.style['hyphens'] == 'none':
        return ''
    words = box.text.split()
    source = ''.join(box.element.itertext()) if hasattr(box.element, 'itertext') else ''
    return '' if words and words[-1] in source else hyphen
