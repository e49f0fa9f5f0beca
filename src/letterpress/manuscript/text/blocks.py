"""The blocks of a Markdown text, and all of it that would not be printed as it was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from letterpress.findings import Finding, Place
from letterpress.manuscript.model import Block, Run
from letterpress.manuscript.text import foreign_markup, markdown
from letterpress.manuscript.text.markdown import Part

if TYPE_CHECKING:
    from markdown_it.token import Token

Say = Callable[[int, str, str, str], None]  # place in the paragraph, code, message, hint

SCHEMES = ('https', 'http', 'mailto')

_REFUSED = {  # token of markdown-it: code, message, hint
    'html_block': ('LP140', 'HTML is not allowed here', 'write plain text; *stars* for emphasis'),
    'html_inline': (
        'LP140',
        'HTML is not allowed here',
        'write plain text; to print the sign itself, write \\<',
    ),
    'image': ('LP141', 'a picture cannot stand in this text', 'remove it'),
    'code_inline': (
        'LP142',
        'backquotes mark program code, which this text cannot hold',
        'remove the backquotes',
    ),
    'code_block': (
        'LP142',
        'a paragraph indented by four blanks is program code, which this text cannot hold',
        'start its lines in the first column',
    ),
    'fence': (
        'LP142',
        'a fence marks program code, which this text cannot hold',
        'remove the fence',
    ),
    'hardbreak': (
        'LP148',
        'a forced line break cannot stand in this text',
        'remove the backslash or the blanks at the end of the line, or start a new paragraph',
    ),
    'hr': (
        'LP148',
        'a rule cannot stand in this text',
        'remove the line; a heading begins with # and a blank',
    ),
}
_OPEN = {
    'bullet_list_open': 'a list',
    'ordered_list_open': 'a list',
    'blockquote_open': 'a quotation',
    'heading_open': 'a heading',
}
_AROUND = {'item': 'a list', 'quote': 'a quotation'}
_CLOSING, _OPENING = ')]}.,;:!?', '([{'  # signs that stress may not begin with, and not end in


class Reader:
    """One reading of one Markdown text, whose first line is line `line` of `path`."""

    def __init__(self, text: str, path: str, line: int):
        self.findings: list[Finding] = []
        self._source = text.split('\n')
        self._path, self._first = path, line
        self._tokens = markdown.parse(text)
        self._read: set[int] = set()  # the lines (from 0) that some block accounts for
        self._around: list[str] = []  # what the next paragraph stands in: 'item', 'quote'
        self._lists: list[list[Token]] = []  # of each open list its token, and those of its entries
        self._begun = 0  # paragraphs of the open entry or quotation

    def read(self) -> Iterator[Block]:
        """Yield the blocks; `findings` is complete after the last."""
        heading = 0
        for token in self._tokens:
            if token.map and not token.nesting:
                self._read.update(range(*token.map))
            if token.type in _REFUSED:
                self._say(_first_line(token), 0, *_REFUSED[token.type])
            elif token.type == 'inline':
                yield from self._block(token, heading)
                self._begun += 1
            elif token.type == 'heading_open':
                heading = int(token.tag[1])
                self._not_inside(token)
            elif token.type == 'heading_close':
                heading = 0
            else:
                self._structure(token)
        for number, line in enumerate(self._source):
            if number not in self._read and line.strip(' \t>'):
                self._say(
                    number,
                    0,
                    'LP155',
                    f'this line would not be printed: {line.strip()[:40]}',
                    'write it as a paragraph of its own, or remove it',
                )

    def _structure(self, token: Token) -> None:
        """Note where lists, their entries and quotations begin and end."""
        if token.type in ('bullet_list_open', 'ordered_list_open'):
            self._not_inside(token)
            self._lists.append([token])
        elif token.type in ('bullet_list_close', 'ordered_list_close'):
            opened, *entries = self._lists.pop()
            if opened.markup == '+' or (opened.markup == '*' and len(entries) == 1):
                self._say(
                    _first_line(opened),
                    0,
                    'LP148',
                    f'the sign {opened.markup} at the beginning would be printed as a dash',
                    'begin the entries of a list with a hyphen; to print the sign, write '
                    f'\\{opened.markup}',
                )
        elif token.type == 'list_item_open':
            self._lists[-1].append(token)
            self._around.append('item')
            self._read.add(_first_line(token))
            self._begun = 0
            if token.info and token.info != str(int(token.info)):
                self._say(
                    _first_line(token),
                    0,
                    'LP154',
                    f'the number {token.info} would be printed as {int(token.info)}',
                    'write it without the zero, or with a backslash before the point',
                )
        elif token.type == 'blockquote_open':
            self._not_inside(token)
            self._around.append('quote')
            self._read.add(_first_line(token))
            self._begun = 0
        elif token.type in ('list_item_close', 'blockquote_close'):
            what = self._around.pop()
            if not self._begun:
                line = (
                    _first_line(self._lists[-1][-1])
                    if what == 'item'
                    else len(self._read) and max(self._read)
                )
                self._say(
                    line,
                    0,
                    'LP155',
                    f'{"an entry of a list" if what == "item" else "a quotation"} is empty: its '
                    'sign would not be printed',
                    'write its text, or remove the line; a backslash before the sign prints it',
                )

    def _not_inside(self, token: Token) -> None:
        if self._around:
            self._say(
                _first_line(token),
                0,
                'LP148',
                f'{_OPEN[token.type]} cannot stand inside {_AROUND[self._around[-1]]}',
                'start its lines in the first column',
            )

    def _block(self, inline: Token, heading: int) -> Iterator[Block]:
        runs = tuple(joined(run for run in self._runs(inline) if run.text))
        inside = self._around[-1] if self._around else ''
        number, point = 0, ''
        if heading:
            self._heading(inline)
        elif inside == 'item':
            item = self._lists[-1][-1]
            number, point = (int(item.info), item.markup) if item.info else (0, '')
            if self._begun:
                self._say(
                    _first_line(inline),
                    0,
                    'LP148',
                    'an entry of a list cannot hold a second paragraph',
                    'join it to the one above, or start a new entry',
                )
        if runs:
            place = Place(self._path, _first_line(inline) + self._first, 1)
            yield Block(
                'heading' if heading else inside or 'paragraph', runs, heading, place, number, point
            )

    def _heading(self, inline: Token) -> None:
        line = self._source[_first_line(inline)].rstrip()
        if not inline.content:
            self._say(
                _first_line(inline),
                0,
                'LP155',
                'a heading is empty: its sign would not be printed',
                'write its words, or remove the line; a backslash before the sign prints it',
            )
        elif not line.endswith(inline.content):
            self._say(
                _first_line(inline),
                len(line) - 1,
                'LP155',
                'the sign # at the end of a heading would not be printed',
                'remove it; to print it, write a backslash before it',
            )

    # ---- what stands in a paragraph --------------------------------------------------------------

    def _runs(self, inline: Token) -> Iterator[Run]:
        found, whole = markdown.parts(inline)
        lines = markdown.Lines(inline, self._source)
        self._judge(found, inline.content, lines)
        if not whole:
            self._say(
                _first_line(inline),
                0,
                'LP155',
                'a part of this paragraph would not be printed as it was typed',
                'write it in plain words',
            )
        style = Run('')
        for token, _, _ in found:
            if token.type in ('text', 'text_special'):
                yield replace(style, text=token.content)
            elif token.type == 'softbreak':
                yield replace(style, text=' ')
            elif token.type in ('em_open', 'em_close'):
                style = replace(style, emphasis=token.nesting > 0)
            elif token.type in ('strong_open', 'strong_close'):
                style = replace(style, strong=token.nesting > 0)
            elif token.type in ('link_open', 'link_close'):
                style = replace(style, href=str(token.attrs['href']) if token.nesting > 0 else '')

    def _judge(self, found: list[Part], content: str, lines: markdown.Lines) -> None:
        """Find what is refused, and what was typed as markup and is none."""

        def say(at: int, code: str, message: str, hint: str) -> None:
            self._say(*lines.place(at), code, message, hint)

        for number, (token, start, end) in enumerate(found):
            if token.type in _REFUSED:
                say(start, *_REFUSED[token.type])
            elif token.type == 'link_open':
                closes = next(part for part in found[number:] if part.token.type == 'link_close')
                self._link(
                    token,
                    content[end : closes.start],
                    start + 1 if token.markup else closes.start + 2,
                    say,
                )
            elif token.type == 'text_special' and token.content == token.markup:
                say(
                    start,
                    'LP158',
                    'a backslash stands before nothing that it could make print',
                    'remove it; to print one, write two',
                )
            elif (
                token.type in ('em_open', 'strong_open') and content[end : end + 1] in _CLOSING
            ) or (
                token.type in ('em_close', 'strong_close')
                and content[start - 1 : start] in _OPENING
            ):
                say(
                    start,
                    'LP151',
                    f'the sign {token.markup} would stress words and not be printed',
                    f'to print it, write a backslash before it: \\{token.markup[0]}',
                )
        for one in foreign_markup.in_prose(markdown.visible(found, content)):
            say(one.at, one.code, one.message, one.hint)

    def _link(self, token: Token, words: str, at: int, say: Say) -> None:
        href = str(token.attrs['href'])
        if href.partition(':')[0].lower() not in SCHEMES or ':' not in href:
            say(
                at,
                'LP143',
                f'the link {href} is not allowed',
                f'begin it with https:// (allowed: {", ".join(SCHEMES)})',
            )
        if 'title' in token.attrs:
            say(
                at,
                'LP153',
                f'the words {token.attrs["title"]} behind the address of a link would not be '
                'printed',
                'write them in the text, or remove them',
            )
        if not words.strip():
            say(
                at,
                'LP153',
                f'the link {href} has no words to print',
                'write words between the brackets: [words](https://…)',
            )

    def _say(self, line: int, column: int, code: str, message: str, hint: str) -> None:
        """Note a finding at a line and column that are counted from 0."""
        self.findings.append(
            Finding(Place(self._path, line + self._first, column + 1), code, message, hint)
        )


def _first_line(token: Token) -> int:
    """Return the first line (from 0) of a block; markdown-it says it of every block that opens."""
    assert token.map is not None
    return token.map[0]


def joined(runs: Iterator[Run]) -> Iterator[Run]:
    """Join neighbours of one style."""
    last: Run | None = None
    for run in runs:
        if last is not None and replace(run, text='') == replace(last, text=''):
            last = replace(last, text=last.text + run.text)
        else:
            if last is not None:
                yield last
            last = run
    if last is not None:
        yield last
