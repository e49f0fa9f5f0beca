"""Markdown as a letter takes it: CommonMark less what swallows words, each sign with its place.

Notes and tables are read too.

Reference links, HTML entities and headings made by a line of hyphens are not read as such: their
signs stay in the text, where `leftovers` finds them. A star or underscore between two letters or
inside an address is a sign of the text, never emphasis: Bürger*innen, 2*3*4, https://a.org/_b_.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from letterpress.base.reaches import guard
from letterpress.manuscript.text import addresses
from letterpress.manuscript.text.structure import notes

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

HIDDEN = '\0'  # stands for a sign that was read as markup: no text may hold it

# `reference` takes lines out of the text, `lheading` makes a heading of a paragraph that a line of
# hyphens follows
_UNREAD = ('reference', 'lheading', 'entity', 'text_join')


class Part(NamedTuple):
    """A token of a paragraph, and where in the paragraph's source it was typed."""

    token: Token
    start: int
    end: int


def parse(text: str) -> list[Token]:
    """Return the tokens of a text."""
    return _parser().parse(text)


def parts(inline: Token) -> tuple[list[Part], bool]:
    """Return the tokens of a paragraph with their places, and whether they account for all of it.

    Places are offsets in `inline.content`.
    """
    found, at, whole = [], 0, True
    for token in inline.children or ():
        end = token.meta.get(
            'end', at + (1 if token.type == 'link_open' else len(token.markup or token.content))
        )
        if token.type == 'text':
            end = at + len(token.content)
            whole = whole and inline.content[at:end] == token.content
        found.append(Part(token, at, end))
        at = end
    return found, whole and at == len(inline.content)


def visible(found: list[Part], content: str) -> str:
    """Return a paragraph's source with only the signs left that stand for themselves, in place."""
    signs = list(content)
    for token, start, end in found:
        if token.type != 'text' and token.type != 'softbreak':
            signs[start:end] = HIDDEN * (end - start)
    return ''.join(signs)


class Lines:
    """Where the characters of a paragraph stand in its file."""

    def __init__(self, inline: Token, source: list[str]):
        assert inline.map is not None  # markdown-it says it of every paragraph
        first, _ = inline.map
        contents = inline.content.split('\n')
        self._first = first
        self._starts: list[int] = []
        self._columns: list[int] = []
        at = 0
        for number, content in enumerate(contents):
            line = source[first + number] if first + number < len(source) else ''
            self._starts.append(at)
            self._columns.append(
                max(line.rfind(content.strip()), 0) - (len(content) - len(content.lstrip()))
            )
            at += len(content) + 1

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column (both from 0) of the character at an offset of the paragraph."""
        number = bisect(self._starts, offset) - 1
        return self._first + number, max(self._columns[number] + offset - self._starts[number], 0)


# ---- the parser ----------------------------------------------------------------------------------


@cache
def _parser() -> MarkdownIt:
    guard.check('markdown_it')
    from markdown_it import MarkdownIt  # late: takes a fortieth of a second
    from markdown_it.rules_inline import (
        autolink,
        backtick,
        escape,
        html_inline,
        image,
        link,
        newline,
    )

    class Parser(MarkdownIt):
        """The parser with links as they were typed, and all of them."""

        def validateLink(self, url: str) -> bool:
            """Take any: the default leaves a refused link in the text in silence."""
            return True

        def normalizeLinkText(self, link: str) -> str:
            """Print what was typed."""
            return link

    # reads HTML, so that it can be refused by name instead of being printed
    parser = Parser('commonmark')
    parser.disable(list(_UNREAD))
    for name, rule in (
        ('newline', newline),
        ('escape', escape),
        ('backticks', backtick),
        ('link', link),
        ('image', image),
        ('autolink', autolink),
        ('html_inline', html_inline),
    ):
        parser.inline.ruler.at(name, _noting_its_end(rule))
    parser.inline.ruler.at('emphasis', _emphasis)
    parser.inline.ruler.before('link', 'note', notes.reference)
    parser.enable('table')
    parser.block.ruler.before('reference', 'note', notes.definition, {'alt': ['paragraph']})
    return parser


def _noting_its_end(
    rule: Callable[[StateInline, bool], bool],
) -> Callable[[StateInline, bool], bool]:
    def noting(state: StateInline, silent: bool) -> bool:
        before = len(state.tokens)
        done = rule(state, silent)
        if done and not silent and len(state.tokens) > before:
            state.tokens[-1].meta['end'] = state.pos
        return done

    return noting


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Do what markdown-it's rule does, where stars or underscores are not the text's own signs."""
    from markdown_it.rules_inline.state_inline import Delimiter

    marker = state.src[state.pos]
    if silent or marker not in '*_':
        return False
    scanned = state.scanDelims(state.pos, _unspaced(state.src, state.pos))
    inside = any(start <= state.pos < end for start, end in _addresses(state))
    for _ in range(scanned.length):
        token = state.push('text', '', 0)
        token.content = marker
        state.delimiters.append(
            Delimiter(
                ord(marker),
                scanned.length,
                len(state.tokens) - 1,
                -1,
                scanned.can_open and not inside,
                scanned.can_close and not inside,
            )
        )
    state.pos += scanned.length
    return True


def _unspaced(text: str, at: int) -> bool:
    """Say whether stars stand in a script that puts no blanks between words.

    Emphasis may begin anywhere in it.
    """
    around = text[max(at - 1, 0) : at] + re.sub(r'^[*_]+', '', text[at : at + 4])[:1]
    return any(unicodedata.east_asian_width(character) in 'WF' for character in around)


def _addresses(state: StateInline) -> list[tuple[int, int]]:
    known: dict[str, list[tuple[int, int]]] = state.env.setdefault('addresses', {})
    if state.src not in known:
        known[state.src] = list(addresses.spans(state.src))
    return known[state.src]


def texts(found: list[Part]) -> Iterator[Part]:
    """Yield the parts that are printed."""
    return (part for part in found if part.token.type in ('text', 'text_special'))
