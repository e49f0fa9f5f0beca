"""A page read from its first element to its last: each text with what it stands in.

Templates of the house close what they open; what is raw (scripts, stylesheets, drawings) is one
part and no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_PART = re.compile(
    r'(<(?P<raw>script|style|svg|title)\b[^>]*>.*?</(?P=raw)>|<!--.*?-->|<[^>]*>)', re.DOTALL
)
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)\b([^>]*?)(/?)>')
_LANG = re.compile(r'\slang="([^"]*)"')
_CLASS = re.compile(r'\sclass="([^"]*)"')
_VOID = frozenset('area base br col embed hr img input link meta source track wbr'.split())


class Inside(NamedTuple):
    """An open element: its name, the language in it, its classes with those of all around it."""

    tag: str
    language: str
    names: frozenset[str]  # classes, and names of elements


class Part(NamedTuple):
    """A piece of a page. `inside` is None for what is no text."""

    words: str
    inside: Inside | None


def parts(html: str, language: str) -> Iterator[Part]:
    """Yield a page piece by piece; joined, they are the page."""
    opened = [Inside('', language, frozenset())]
    place = 0
    for found in _PART.finditer(html):
        if place < found.start():
            yield Part(html[place : found.start()], opened[-1])
        yield Part(found[0], None)
        _follow(found[0], opened)
        place = found.end()
    if place < len(html):
        yield Part(html[place:], opened[-1])


def _follow(part: str, opened: list[Inside]) -> None:
    """Note which element a tag opens or closes."""
    tag = _TAG.fullmatch(part)
    if tag is None:  # a comment, or an element that is one part
        return
    closes, name, said, whole = tag.groups()
    if closes:
        while len(opened) > 1 and opened.pop().tag != name:
            pass
    elif not whole and name not in _VOID:
        language, classes = _LANG.search(said), _CLASS.search(said)
        around = opened[-1]
        names = {name, *(classes[1].split() if classes else ())}
        opened.append(
            Inside(name, language[1] if language else around.language, around.names | names)
        )
