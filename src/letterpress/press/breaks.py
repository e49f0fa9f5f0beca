"""Mend bad hyphenation, which the engine cannot avoid: it has neither hyphenate-limit-lines nor hyphenate-limit-last.

After a layout the broken words are looked at; those that make a ladder, stand at a page's end, or leave a fragment
alone on a paragraph's last line are set whole, and the document is laid out again. Words are wrapped, never changed.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from letterpress.press.boxtree import Box, children, descend

LADDER = 2      # hyphens that may end consecutive lines
PASSES = 3      # layouts that mending may cost; each takes about as long as the first

_WHOLE = 'hyphens: none'
_HEAD = re.compile(r"[\w’']+$")     # the part of a word before its break …
_TAIL = re.compile(r"^[\w’']+")     # … and after it
_REST = re.compile(r"[\w’']*")


@dataclass(frozen=True)
class _Line:
    """A line of a block that asks for hyphenation."""

    block: Box
    last: Box       # its last stretch of text
    text: str
    broken: bool    # it ends in a hyphen that the engine put there


def mend(html: Any, document: Any, again: Callable[[], Any]) -> Any:
    """Return the document with bad breaks mended as far as three more layouts allow.

    `html` is the parsed weasyprint.HTML, whose tree is changed; `again` lays it out once more.
    """
    for _ in range(PASSES):
        words = bad_breaks(document)
        if not any([keep_whole(element, word) for element, word in words]):
            break
        from cssselect2 import ElementWrapper       # the style matcher walks its own copy of the tree's shape
        html.wrapper_element = ElementWrapper.from_html_root(html.etree_element, content_language=None)
        document = again()
    return document


def bad_breaks(document: Any) -> list[tuple[Any, str]]:
    """Return the words to set whole, each with the element that holds it."""
    found, seen = [], set()
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
                if word and (id(line.last.element), word) not in seen:
                    seen.add((id(line.last.element), word))
                    found.append((line.last.element, word))
    return found


def keep_whole(element: Any, word: str) -> bool:
    """Wrap each occurrence of the word in the element's own text so that it is not hyphenated; say if there was one."""
    pattern = re.compile(rf'(?<!\w){re.escape(word)}')
    holds = any(pattern.search(text or '') for text in (element.text, *(child.tail for child in element)))
    if not holds or _WHOLE in element.get('style', ''):
        return False
    if element.tag == 'a':      # PDF/UA: a link holds bare text, no span (capabilities.md, section 2)
        element.set('style', f'{element.get("style", "")};{_WHOLE}'.lstrip(';'))
        return True
    for child in reversed(list(element)):
        child.tail = _wrap(element, list(element).index(child) + 1, child.tail, pattern)
    element.text = _wrap(element, 0, element.text, pattern)
    return True


def _wrap(element: Any, position: int, text: str | None, pattern: re.Pattern[str]) -> str | None:
    """Insert spans for the words of a text, from a position among the children; return what stays before them."""
    pieces = []
    for match in pattern.finditer(text or ''):
        pieces.append((match.start(), _REST.match(text or '', match.end()).end()))
    if not pieces:
        return text
    assert text is not None
    for number, (start, end) in enumerate(pieces):
        span = element.makeelement('span', {'style': _WHOLE})
        span.text = text[start:end]
        span.tail = text[end:pieces[number + 1][0] if number + 1 < len(pieces) else len(text)]
        element.insert(position + number, span)
    return text[:pieces[0][0]]


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
