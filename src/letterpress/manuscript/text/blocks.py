"""The blocks of a Markdown text, and all of it that would not be printed as it was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from letterpress.findings import Finding, Place
from letterpress.manuscript.model import Block, Run
from letterpress.manuscript.text import foreign_markup, markdown
from letterpress.manuscript.text.markdown import Part
from letterpress.manuscript.text.structure.lists import Lists
from letterpress.manuscript.text.structure.notes import Notes
from letterpress.manuscript.text.structure.places import first_line
from letterpress.manuscript.text.structure.refused import REFUSED
from letterpress.manuscript.text.structure.tables import Table

if TYPE_CHECKING:
    from markdown_it.token import Token

Say = Callable[[int, str, str, str], None]  # place in the paragraph, code, message, hint

SCHEMES = ('https', 'http', 'mailto')

_OPEN = {
    'bullet_list_open': 'a list',
    'ordered_list_open': 'a list',
    'blockquote_open': 'a quotation',
    'heading_open': 'a heading',
    'table_open': 'a table',
    'note_open': 'a note',
}
_AROUND = {'item': 'a list', 'quote': 'a quotation'}
_OPEN_LIST = ('bullet_list_open', 'ordered_list_open')
_CLOSE_LIST = ('bullet_list_close', 'ordered_list_close')
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
        self._lists = Lists(self._say)
        self._notes = Notes()
        self._table: Table | None = None
        self._begun = [0]  # paragraphs of each open entry and quotation

    def read(self) -> Iterator[Block]:
        """Yield the blocks, and after them the notes; `findings` is complete after the last."""
        opened, before = None, ''
        for token in self._tokens:
            if token.map and not token.nesting:
                self._read.update(range(*token.map))
            if token.type in REFUSED:
                self._refuse(token, before)
            elif token.type == 'inline':
                assert opened is not None  # what holds a text has opened before it
                yield from self._block(token, opened)
                self._begun[-1] += 1
            else:
                self._structure(token)
            opened, before = token, token.type
        yield from self._notes.blocks()
        self.findings += self._notes.findings
        for number, line in enumerate(self._source):
            if number not in self._read and line.strip(' \t>'):
                self._say(
                    number,
                    0,
                    'LP155',
                    f'this line would not be printed: {line.strip()[:40]}',
                    'write it as a paragraph of its own, or remove it',
                )

    def _refuse(self, token: Token, before: str) -> None:
        if token.type == 'code_block' and before == 'note_close':
            self._say(
                first_line(token),
                0,
                'LP148',
                'a note cannot hold a second paragraph',
                'join it to the one above',
            )
        else:
            self._say(first_line(token), 0, *REFUSED[token.type])

    def _structure(self, token: Token) -> None:
        """Note where lists, their entries, quotations, tables and notes begin and end."""
        if token.type in _OPEN_LIST:
            if self._around != ['item'] * len(self._around):
                self._not_inside(token)
            self._lists.begin(token)
        elif token.type in _CLOSE_LIST:
            self._lists.end()
        elif token.type == 'list_item_open':
            self._lists.entry(token)
            self._begin('item', token)
        elif token.type == 'blockquote_open':
            self._not_inside(token)
            self._begin('quote', token)
        elif token.type in ('list_item_close', 'blockquote_close'):
            self._end(self._around.pop())
        elif token.type == 'heading_open':
            self._not_inside(token)
        elif token.type == 'table_open':
            self._not_inside(token)
            self._table = Table(token, self._source, self._say)
            self._read.add(self._table.head + 1)
        elif token.type == 'table_close':
            assert self._table is not None
            self._table.end()
        elif token.type == 'tr_open':
            assert self._table is not None
            self._table.begin_row(first_line(token))
        elif token.type == 'note_open':
            self._not_inside(token)

    def _begin(self, what: str, token: Token) -> None:
        self._around.append(what)
        self._read.add(first_line(token))
        self._begun.append(0)

    def _end(self, what: str) -> None:
        """Close an entry or a quotation. Code: LP155 (nothing stands in it)."""
        if self._begun.pop():
            if self._around and 'quote' in (what, self._around[-1]):
                self._begun[-1] += 1  # it may not stand there, which was found; it is not empty
        else:
            line = (
                self._lists.last_entry() if what == 'item' else len(self._read) and max(self._read)
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
                first_line(token),
                0,
                'LP148',
                f'{_OPEN[token.type]} cannot stand inside {_AROUND[self._around[-1]]}',
                'start its lines in the first column',
            )

    def _block(self, inline: Token, opened: Token) -> Iterator[Block]:
        """Yield what a text is, by what opened before it; a note is kept for the end."""
        heading = int(opened.tag[1]) if opened.type == 'heading_open' else 0
        note = opened.info if opened.type == 'note_open' else ''
        within = 'a heading' if heading else 'a note' if note else ''
        runs = tuple(joined(run for run in self._runs(inline, within) if run.text or run.note))
        place = Place(self._path, first_line(inline) + self._first, 1)
        if heading:
            self._heading(inline)
        if note:
            self._told(note, runs, inline, place)
        elif opened.type in ('th_open', 'td_open'):
            assert self._table is not None
            yield self._table.cell(opened, runs, place)
        elif runs:
            yield self._paragraph(inline, runs, heading, place)

    def _paragraph(self, inline: Token, runs: tuple[Run, ...], heading: int, place: Place) -> Block:
        inside = self._around[-1] if self._around and not heading else ''
        if inside == 'item':
            if self._begun[-1]:
                self._say(
                    first_line(inline),
                    0,
                    'LP148',
                    'an entry of a list cannot hold a second paragraph',
                    'join it to the one above, or start a new entry',
                )
            number, point = self._lists.label
            depth = self._lists.depth
            return Block('item', runs, 0, place, number, point, depth=depth)
        if inside == 'quote':
            return Block('quote', runs, 0, place, goes_on=self._begun[-1] > 0)
        return Block('heading' if heading else 'paragraph', runs, heading, place)

    def _told(self, name: str, runs: tuple[Run, ...], inline: Token, place: Place) -> None:
        """Take a note. Code: LP155 (nothing stands in it)."""
        self._notes.tell(name, runs, place)
        if not runs:
            self._say(
                first_line(inline),
                0,
                'LP155',
                f'the note [^{name}] is empty: its sign would not be printed',
                'write its words behind the colon, or remove the line',
            )

    def _heading(self, inline: Token) -> None:
        line = self._source[first_line(inline)].rstrip()
        if not inline.content:
            self._say(
                first_line(inline),
                0,
                'LP155',
                'a heading is empty: its sign would not be printed',
                'write its words, or remove the line; a backslash before the sign prints it',
            )
        elif not line.endswith(inline.content):
            self._say(
                first_line(inline),
                len(line) - 1,
                'LP155',
                'the sign # at the end of a heading would not be printed',
                'remove it; to print it, write a backslash before it',
            )

    # ---- what stands in a paragraph --------------------------------------------------------------

    def _runs(self, inline: Token, within: str) -> Iterator[Run]:
        """Yield the runs of a text; `within`: what it is, where it cannot hold a note."""
        found, whole = markdown.parts(inline)
        lines = markdown.Lines(inline, self._source)
        self._judge(found, inline.content, lines)
        if not whole:
            self._say(
                first_line(inline),
                0,
                'LP155',
                'a part of this paragraph would not be printed as it was typed',
                'write it in plain words',
            )
        style = Run('')
        for token, start, _ in found:
            if token.type in ('text', 'text_special'):
                yield replace(style, text=token.content)
            elif token.type == 'softbreak':
                yield replace(style, text=' ')
            elif token.type == 'note':
                yield self._refer(token, lines.place(start), within or (style.href and 'a link'))
            elif token.type in ('em_open', 'em_close'):
                style = replace(style, emphasis=token.nesting > 0)
            elif token.type in ('strong_open', 'strong_close'):
                style = replace(style, strong=token.nesting > 0)
            elif token.type in ('link_open', 'link_close'):
                style = replace(style, href=str(token.attrs['href']) if token.nesting > 0 else '')

    def _refer(self, token: Token, at: tuple[int, int], within: str) -> Run:
        """Return the reference to a note. Code: LP148 (where it cannot stand)."""
        line, column = at
        if within:
            self._say(
                line,
                column,
                'LP148',
                f'a note cannot stand in {within}',
                'refer to it from a sentence beside it; to print the brackets, write '
                f'\\{token.content}',
            )
        return self._notes.refer(token.info, Place(self._path, line + self._first, column + 1))

    def _judge(self, found: list[Part], content: str, lines: markdown.Lines) -> None:
        """Find what is refused, and what was typed as markup and is none."""

        def say(at: int, code: str, message: str, hint: str) -> None:
            self._say(*lines.place(at), code, message, hint)

        for number, (token, start, end) in enumerate(found):
            if token.type in REFUSED:
                say(start, *REFUSED[token.type])
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
