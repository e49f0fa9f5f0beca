"""A document as a draft, whichever word processor wrote it.

Their files come here as elements of a little HTML (h1 to h6, p, ul, ol, li, blockquote, table, tr,
th, td, em, strong, a, sup, br, and u, s, caps, img for what a letter cannot hold).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from letterpress.findings import Finding, Place
from letterpress.manuscript.intake.draft import (
    LEFT_OUT,
    LET_GO,
    Block,
    Draft,
    Entry,
    Line,
    Listing,
    Table,
    Text,
    Words,
    begins,
    hidden,
    plain,
)

NOTE = re.compile(r'#((?:foot|end)note-.+)')
_COLUMNS = 4
_SCHEMES = ('https:', 'http:', 'mailto:')
_BLOCKS = ('p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'table', 'blockquote')
_HIDDEN = 'hidden'  # words that the document does not show
_FORMS = {'u': 'underlined', 's': 'struck', 'caps': 'set in capitals'}


def read(root: Element, name: str, numbers: Iterator[int] | None = None) -> Draft:
    """Return the draft that the elements below `root` are.

    `numbers` are those of the entries of numbered lists, in the order of the file; without them
    each list counts from 1.
    """
    return _Reader(name, numbers).read(root)


class _Reader:
    def __init__(self, name: str, numbers: Iterator[int] | None):
        self._name, self._numbers = name, numbers
        self._title = ''
        self._blocks: list[Block] = []
        self._notes: dict[str, Line] = {}
        self._doubts: list[Finding] = []
        self._told: set[str] = set()
        self._gone: list[str] = []

    def read(self, root: Element) -> Draft:
        self._walk(root, 'paragraph')
        blocks = self._blocks
        first = blocks[0] if blocks else None
        if not self._title and isinstance(first, Text) and first.kind == 'heading':
            self._title, blocks = _one_line(first.words), blocks[1:]
        return Draft(
            self._name,
            self._title,
            tuple(blocks),
            self._notes,
            tuple(self._doubts),
            tuple(self._gone),
        )

    def _walk(self, parent: Element, kind: str) -> None:
        for element in parent:
            if element.tag == 'h1' and element.get('class') == 'title':
                self._name_it(element)
            elif element.tag[0] == 'h' and element.tag[1:].isdigit():
                self._text(element, 'heading')
            elif element.tag in ('p', 'blockquote') and not _holds_blocks(element):
                self._text(element, 'quote' if element.tag == 'blockquote' else kind)
            elif element.tag == 'blockquote':
                self._walk(element, 'quote')
            elif element.tag in ('ul', 'ol'):
                self._list(element)
            elif element.tag == 'table':
                self._table(element)
            else:
                self._walk(element, kind)

    def _name_it(self, element: Element) -> None:
        words = _one_line(self._line(element))
        if self._title:
            self._blocks.append(Text('heading', (Words(words),)))
        else:
            self._title = words

    def _text(self, element: Element, kind: str) -> None:
        if words := self._line(element):
            self._blocks.append(Text(kind, words))

    # ---- lists, notes, tables ----

    def _list(self, element: Element) -> None:
        notes = [item for item in element if NOTE.fullmatch('#' + item.get('id', ''))]
        if notes:
            for item in notes:
                self._note(item)
            return
        if entries := tuple(self._entries(element)):
            self._blocks.append(Listing(entries))

    def _note(self, item: Element) -> None:
        paragraphs = [
            words
            for part in (item.iter('p') if item.find('p') is not None else [item])
            if (words := self._line(part))
        ]
        joined: Line = ()
        for words in paragraphs:
            joined = (*joined, Words(' '), *words) if joined else words
        self._notes[item.get('id', '')] = joined

    def _entries(self, element: Element, deep: int = 0) -> Iterator[Entry]:
        for number, item in enumerate(element, 1):
            own = number
            if element.tag == 'ol' and self._numbers is not None:
                own = next(self._numbers, number)
            lines, inner = [], []
            direct = Element('p')
            direct.text = item.text
            for part in item:
                if part.tag in ('ul', 'ol'):
                    inner += list(self._entries(part, deep + 1))
                elif part.tag in _BLOCKS:
                    lines.append(self._line(part))
                else:
                    direct.append(part)
            words = self._line(direct)
            for line in lines:
                words = (*words, Words(' '), *line) if words and line else words or line
            entry = Entry(words, own if element.tag == 'ol' else 0)
            if deep:  # a letter's lists have one level more at most
                yield entry
                for one in inner:
                    self._let_go('the levels of a list below its second', plain(one.words))
                    yield one
            else:
                yield replace(entry, inner=tuple(inner))

    def _table(self, element: Element) -> None:
        rows = [
            tuple(self._cell(cell) for cell in row if cell.tag in ('td', 'th'))
            for row in element.iter('tr')
        ]
        rows = [row for row in rows if any(map(plain, row))]
        if not rows:
            return
        width = max(map(len, rows))
        spans = any(
            cell.get(name, '1') != '1'
            for cell in element.iter()
            for name in ('colspan', 'rowspan')
            if cell.tag in ('td', 'th')
        )
        words = begins(' '.join(map(plain, rows[0])))
        if width == 1:  # a frame around paragraphs
            self._blocks += [Text('paragraph', row[0]) for row in rows]
            self._let_go('the frame of a table', words)
        elif width > _COLUMNS or spans or len(rows) < 2:
            why = (
                f'it has {width} columns, a letter takes {_COLUMNS}'
                if width > _COLUMNS
                else 'cells of it run over others'
                if spans
                else 'it has one row only'
            )
            cells = [plain(cell) for row in rows for cell in row]
            self._left_out(f'a table: {why}', ' '.join(cells))
            self._gone += sorted(cells, key=len, reverse=True)
        else:
            empty: Line = ()
            self._blocks.append(Table(tuple((*r, *[empty] * (width - len(r))) for r in rows)))

    def _cell(self, cell: Element) -> Line:
        if not _holds_blocks(cell):
            return self._line(cell)
        words: Line = ()
        for part in cell:
            line = self._line(part)
            words = (*words, Words(' '), *line) if words and line else words or line
        return words

    # ---- words ----

    def _line(self, element: Element) -> Line:
        return _tidy(list(self._words(element, Words(''))))

    def _words(self, element: Element, form: Words) -> Iterator[Words]:
        if element.text:
            yield replace(form, text=element.text)
        for part in element:
            yield from self._part(part, form)
            if part.tail:
                yield replace(form, text=part.tail)

    def _part(self, part: Element, form: Words) -> Iterator[Words]:
        text = ''.join(part.itertext())
        if part.tag == 'br':
            self._let_go('a forced line break', '')
            yield replace(form, text=' ')
        elif part.tag == 'img':
            self._left_out('a picture', part.get('alt', ''))
        elif part.tag in ('em', 'i'):
            yield from self._words(part, replace(form, emphasis=True))
        elif part.tag in ('strong', 'b'):
            yield from self._words(part, replace(form, strong=True))
        elif part.tag in ('sup', 'sub'):
            yield from self._raised(part, form, text)
        elif part.tag == 'a':
            yield from self._link(part, form, text)
        elif part.tag == _HIDDEN:
            if text.strip():
                self._doubts.append(hidden(self._name, text))
            yield from self._words(part, form)
        elif part.tag in _FORMS:
            if part.tag == 's' and text.strip():
                self._left_out('a stretch of struck words', text)
                return
            if text.strip():
                self._let_go(f'that words are {_FORMS[part.tag]}', text)
            yield from self._words(part, form)
        else:
            yield from self._words(part, form)

    def _raised(self, part: Element, form: Words, text: str) -> Iterator[Words]:
        link = part.find('a')
        note = NOTE.fullmatch(link.get('href', '')) if link is not None else None
        if note:
            yield replace(form, text='', href='', note=note[1])
            return
        table = _RAISED if part.tag == 'sup' else _LOWERED
        changed = text.translate(table)
        if any(c.isalnum() and c not in _SMALL for c in changed):
            self._let_go('that words stand above or below their line', text)
            yield from self._words(part, form)
        else:
            yield replace(form, text=changed)

    def _link(self, part: Element, form: Words, text: str) -> Iterator[Words]:
        address = part.get('href', '')
        if address.startswith('#'):
            if text.strip() not in ('↑', ''):  # the way back from a note
                yield from self._words(part, form)
        elif address and not address.lower().startswith(_SCHEMES):
            self._let_go(f'a link to {address}', text)
            yield from self._words(part, form)
        else:
            yield from self._words(part, replace(form, href=address.strip()))

    # ---- doubts ----

    def _left_out(self, what: str, words: str) -> None:
        self._gone.append(words)
        quoted = f' (“{begins(words)}”)' if words.strip() else ''
        self._doubts.append(
            Finding(
                Place(self._name),
                LEFT_OUT,
                f'{what}{quoted} is left out',
                'a letter holds paragraphs, headings, lists, quotations, notes, links and tables '
                'of four columns; take it over without, or change the document first',
            )
        )

    def _let_go(self, what: str, words: str) -> None:
        if what in self._told:
            return
        self._told.add(what)
        quoted = f' (“{begins(words)}”, perhaps more)' if words.strip() else ''
        self._doubts.append(
            Finding(
                Place(self._name),
                LET_GO,
                f'{what}{quoted} is let go, the words are there',
                'a letter stresses by *italics* and **bold**',
            )
        )


_SMALL = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉₊₋ªº'
_RAISED = str.maketrans('0123456789+-', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻')
_LOWERED = str.maketrans('0123456789+-', '₀₁₂₃₄₅₆₇₈₉₊₋')


def _holds_blocks(element: Element) -> bool:
    return any(part.tag in _BLOCKS for part in element)


def _one_line(words: Line) -> str:
    return ' '.join(plain(words).split())


def _tidy(words: list[Words]) -> Line:
    """Return words with single blanks between them, none at the ends, equal forms joined.

    A blank at the edge of stressed words goes outside them: Markdown stresses no blanks.
    """
    parts: list[Words] = []
    for one in words:
        text = re.sub(r'[\t\n\r \u2028\u2029]+', ' ', one.text).replace('\u00ad', '')
        core = text.strip(' ')
        stressed = one.emphasis or one.strong
        if stressed and core and core != text:
            lead, trail = text[: len(text) - len(text.lstrip(' '))], text[len(text.rstrip(' ')) :]
            bare = replace(one, emphasis=False, strong=False)
            parts += [replace(bare, text=lead), replace(one, text=core), replace(bare, text=trail)]
        else:
            if stressed and not core and not one.note:
                one = replace(one, emphasis=False, strong=False)
            parts.append(replace(one, text=text))
    joined: list[Words] = []
    for one in parts:
        if joined and one.text.startswith(' ') and joined[-1].text.endswith(' '):
            one = replace(one, text=one.text[1:])
        if not one.text and not one.note:
            continue
        last = joined[-1] if joined else None
        if last and not last.note and not one.note and replace(last, text=one.text) == one:
            joined[-1] = replace(last, text=last.text + one.text)
        else:
            joined.append(one)
    if joined and not joined[0].note:
        joined[0] = replace(joined[0], text=joined[0].text.lstrip(' '))
    if joined and not joined[-1].note:
        joined[-1] = replace(joined[-1], text=joined[-1].text.rstrip(' '))
    return tuple(one for one in joined if one.text or one.note)
