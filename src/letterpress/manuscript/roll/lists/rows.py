"""The rows of a table of signatories, judged one after the other.

What is not understood is a question to a person; what many rows have in common is said once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from letterpress.base.tables import unguarded
from letterpress.findings import Place, errors
from letterpress.manuscript import countries
from letterpress.manuscript.model import PrivateRecord, Signatory
from letterpress.manuscript.roll import consent, contacts, names
from letterpress.manuscript.roll.consent import Asks, Stand
from letterpress.manuscript.roll.lists import cells
from letterpress.manuscript.roll.lists.columns import Column, is_no_name
from letterpress.manuscript.yaml.shapes import Report

Value = TypeVar('Value')

_SAY = (
    'rename its heading to “public” if it says whether the name may be printed, or remove the '
    'column; then import the table again'
)
_UNCLEAR = 'write yes or no into the cell, and import the table again'
_REMARK = (
    'if the name may not be printed, write no into a column “public”; then empty this cell and '
    'import the table again'
)


def say_silent(persons: Sequence[Signatory], report: Report) -> None:
    """Report persons of whom a list does not say that they may be printed.

    Consent is never taken for granted.
    """
    report.add(
        persons[0].place,
        'LP236',
        f'the list does not say whether its persons ({len(persons)}) may be printed: '
        'they were taken over as not public',
        'import a table with a column "public" (yes or no), or change the entries',
    )


def say_unsaid(count: int, what: str, place: Place, report: Report) -> None:
    """Report that nobody said whether the rows or names of a list are organisations or persons."""
    report.add(
        place,
        'LP242',
        f'nobody says whether the {what} ({count}) are organisations or persons: none of them '
        'was taken over',
        'import the list again with --kind organisation or --kind person; a table may say it '
        'row by row in a column “kind”',
    )


def divided(name: str) -> str:
    """Return the sign by which a name looks like a row of a table, or a name and an answer.

    '' for none. "Ligue, section du Nord" and "Narcotics Anonymous" are names; "Roy,Paris,non",
    "Roy: yes" and "Roy (anonymous)" are not.
    """
    if found := re.search(r'[;|\t]', name):
        return found[0]
    if name.count(',') > 1 and not re.search(r',\s', name):
        return ','
    first, *parts = re.split(r'([,:=(\[])', re.sub(r'[)\]]', '', name))
    if ':' in name and is_no_name(first):
        return ':'
    signs = zip(parts[::2], parts[1::2], strict=True)
    return next((sign for sign, part in signs if _answers(part.strip())), '')


def _answers(part: str) -> bool:
    if len(part) > 1 and consent.answer(part) in (consent.Answer.YES, consent.Answer.NO):
        return True
    return consent.refuses(part)


@dataclass
class Rows:
    """The rows of one table, read one after the other.

    What they have in common is said once, at the end.
    """

    columns: tuple[Column, ...]
    path: str
    kind: str | None
    report: Report
    entries: list[Signatory] = field(default_factory=list)
    stands: dict[Place, Stand] = field(default_factory=dict)
    unsaid: list[Place] = field(default_factory=list)
    # heading and answer: the lines
    questions: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def judge_columns(self, body: Sequence[tuple[int, list[str]]], place: Place) -> bool:
        """Report columns that may be about consent and are not understood (LP244).

        Returns whether there is none.
        """
        before = len(self.report.findings)
        judged = []
        for n, column in enumerate(self.columns):
            said = [row[n] for _, row in body if n < len(row) and row[n]]
            if column.asks == Asks.CONFIRMED and said and all('@' in cell for cell in said):
                column = Column(column.heading)  # "Confirm your e-mail address": typed twice
            if what := _unclear(column, said):
                self.report.add(
                    place,
                    'LP244',
                    f'the column “{cells.short(column.heading)}” {what}: nobody was taken over',
                    _SAY,
                )
                column = Column(column.heading, asks=Asks.UNCLEAR)
            judged.append(column)
        self.columns = tuple(judged)
        return len(self.report.findings) == before

    def take(self, place: Place, given: list[str]) -> None:
        """Take over one row, or report why not."""
        before = len(self.report.findings)
        if stray := _stray(given, self.columns):
            self.report.add(
                place,
                'LP246',
                f'the row has a cell without a heading, “{cells.short(stray)}”: it was not taken '
                'over',
                'put a cell that holds the separator in quotation marks, or give each column a '
                'heading',
            )
            return
        if len(given) < len(self.columns):
            self.report.add(
                place,
                'LP246',
                f'the row has {len(given)} of {len(self.columns)} cells: it was not taken over',
                'write every cell, the empty ones too, and import the table again',
            )
            return
        row = [
            (column, unguarded(cell)) for column, cell in zip(self.columns, given, strict=False)
        ]  # cells beyond the headings are empty
        entry = self._entry({column.field: cell for column, cell in row if column.field}, place)
        stand = self._stand(row, place, entry.kind if entry else '')
        if entry is None or stand is None or errors(self.report.findings[before:]):
            return
        if not entry.kind:
            self.unsaid.append(place)
            return
        silent_yes = stand == Stand.NOT_ASKED and entry.kind == 'organisation'
        public = silent_yes or stand == Stand.PUBLIC
        if not public:
            self.stands[place] = stand
        private = replace(entry.private, consent=_recorded(row))
        self.entries.append(
            replace(entry, public=public, private=private, confirmed=stand != Stand.UNCONFIRMED)
        )

    def _entry(self, values: dict[str, str], place: Place) -> Signatory | None:
        def read(column: str, parse: Callable[[str], Value], expected: str) -> Value | None:
            return cells.read(values, column, parse, expected, place, self.report)

        kind = read('kind', cells.kind, 'a kind of signatory') or self.kind or ''
        named, beside = _named(values, kind)
        name, mail = contacts.parted(names.normal(named))
        if not name:
            if any(values.values()):
                self.report.add(
                    place,
                    'LP202',
                    'the row has no name: it was not taken over',
                    'write it, or remove the row',
                )
            return None
        own_table = {'id', 'kind'} <= values.keys()  # there a cell is a cell
        if not own_table and (sign := divided(name)):
            self.report.add(
                place,
                'LP241',
                f'the name “{cells.short(name)}” holds “{sign}” and may be a whole row: it was '
                'not taken over',
                'mend the row; if it is one name, add it to the roll by hand',
            )
            return None
        self.report.findings += names.check(name, place)
        if mail and values.get('email', mail) not in ('', mail):
            self.report.add(
                place,
                'LP237',
                'the row gives two e-mail addresses, one beside the name: it was not taken over',
                'remove one of them and import the table again',
            )
        given, family = values.get('given', ''), values.get('family', '')
        by_family = f'{family} {given}' if given and family and kind == 'person' else ''
        private = {key: values.get(key, '') for key in PrivateRecord.__dataclass_fields__}
        private['note'] = '; '.join(filter(None, (values.get('note', ''), beside)))
        private['email'] = private['email'] or mail
        return Signatory(
            name=name,
            kind=kind,
            joined=read('joined', cells.day, 'a date such as 2026-12-01'),
            country=read('country', countries.code, 'a country of ISO 3166') or '',
            url=read('url', cells.url, 'a web address that starts with https://') or '',
            id=read('id', cells.slug, 'an id of small letters, digits and hyphens') or '',
            sort_as=names.normal(values.get('sort_as') or by_family),
            private=PrivateRecord(**private),
            place=place,
        )

    def _stand(self, row: Sequence[tuple[Column, str]], place: Place, kind: str) -> Stand | None:
        """Return whether the row says that its name may be printed.

        None where an answer is not understood (LP245).
        """
        asked = [(column, cell) for column, cell in row if column.asks != Asks.NOTHING]
        wrong = [
            (column, cell) for column, cell in asked if consent.stand([(column.asks, cell)]) is None
        ]
        if kind == 'person' and wrong and all(column.record for column, _ in wrong):
            # "consent: by web form" tells how somebody agreed, not to what: kept, and the person is
            # not public
            row = [(column, cell) for column, cell in row if not column.record]
            wrong = []
        wrong += [(column, cell) for column, cell in row if _remarks(column, cell)]
        for column, cell in wrong:
            self.questions.setdefault((column.heading, cells.short(cell)), []).append(place.line)
        return None if wrong else consent.stand((column.asks, cell) for column, cell in row)

    def say_together(self, place: Place) -> None:
        """Report once what many rows have in common."""
        asked = {column.heading for column in self.columns if column.asks != Asks.NOTHING}
        for (heading, cell), lines in self.questions.items():
            more = f' and {len(lines) - 5} more' if len(lines) > 5 else ''
            where = f' (lines {", ".join(map(str, lines[:5]))}{more})' if len(lines) > 1 else ''
            self.report.add(
                Place(self.path, lines[0]),
                'LP245',
                f'“{cell}” in the column “{cells.short(heading)}” is no clear answer to whether '
                f'the name may be printed{where}: not taken over',
                _UNCLEAR if heading in asked else _REMARK,
            )
        if self.unsaid:
            say_unsaid(len(self.unsaid), 'rows', place, self.report)
        silent = [
            entry
            for entry in self.entries
            if entry.kind == 'person' and self.stands.get(entry.place) == Stand.NOT_ASKED
        ]
        if silent:
            say_silent(silent, self.report)


def _is_open(column: Column) -> bool:
    """Say whether somebody may have written about publication though the heading does not ask."""
    return column.asks == Asks.NOTHING and not column.by_program


def _unclear(column: Column, said: Sequence[str]) -> str:
    """Return why a column is a question to a person, '' where it is none."""
    if column.asks == Asks.UNCLEAR:
        return 'may be about consent to publication'
    unread = _is_open(column) and not column.field and column.heading
    if unread and consent.answers(said):
        such = cells.short(said[0])
        return f'holds answers such as “{such}”, which may be about consent to publication'
    return ''


def _remarks(column: Column, cell: str) -> bool:
    """Say whether a cell speaks against publication under a heading that does not ask for it."""
    if not cell or column.field not in ('', 'note') or not _is_open(column):
        return False
    return consent.refuses(cell)


def _named(values: dict[str, str], kind: str) -> tuple[str, str]:
    """Return the name in a row, and what stands beside it: whom it speaks for, or who speaks."""
    full = f'{values.get("given", "")} {values.get("family", "")}'.strip()
    person = values.get('person') or full
    if 'organisation' not in values:
        return values.get('name') or person, ''
    if kind == 'person':
        return person or values.get('name', ''), values['organisation']
    return values['organisation'], values.get('name') or person


def _recorded(row: Iterable[tuple[Column, str]]) -> str:
    """Return what the row says about publication, to be kept as the proof of it."""
    said = []
    for column, cell in row:
        question = column.asks in (Asks.PUBLISH, Asks.HIDE) and ' ' in column.heading
        if cell and column.record:
            said.append(cell)
        elif cell and question:
            said.append(f'{column.heading}: {cell}')
    return '; '.join(said)


def _stray(row: Sequence[str], columns: Sequence[Column]) -> str:
    """Return the first cell that has no heading, '' for none."""
    for n, cell in enumerate(row):
        if cell and (n >= len(columns) or not columns[n].heading):
            return cell
    return ''
