"""Read signatories from a table: CSV with a row of headings in any of several languages.

A row is taken over where all of it is understood. Everything else is a question to a person: headings that are not
known, a column or an answer that may be about consent, a row that has more or fewer cells than there are headings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from letterpress.base import tables
from letterpress.findings import Finding, Place, Rejected, errors
from letterpress.manuscript import countries
from letterpress.manuscript.model import PrivateRecord, Signatory
from letterpress.manuscript.roll import columns as roll_columns
from letterpress.manuscript.roll import consent, contacts, names
from letterpress.manuscript.roll.columns import Column, folded
from letterpress.manuscript.roll.consent import Asks, Stand
from letterpress.manuscript.roll.files import unguarded
from letterpress.manuscript.yaml.shapes import SLUG, Report

_KINDS = {
    'organisation': 'organisation organization organizacion organizzazione association collectif verein οργανωση '
    'организация منظمة',
    'person': 'person personne persona individual individu particulier einzelperson προσωπο лице شخص',
}
_KIND = {folded(word): kind for kind, words in _KINDS.items() for word in words.split()}

MAX_CELL = 100_000
_MARKDOWN_RULE = re.compile('(:?-{3,}:?)?')
_ABOVE = 10  # rows among which the headings are looked for
_SAY = (
    'rename its heading to “public” if it says whether the name may be printed, or remove the column; then import '
    'the table again'
)
_UNCLEAR = 'write yes or no into the cell, and import the table again'
_REMARK = (
    'if the name may not be printed, write no into a column “public”; then empty this cell and import the table '
    'again'
)


@dataclass(frozen=True)
class Table:
    """What a table says: its entries, why some are not public (by place), and what each column was taken for."""

    entries: tuple[Signatory, ...]
    stands: dict[Place, Stand]
    columns: tuple[Column, ...]


def headed(rows: Sequence[tuple[int, list[str]]]) -> int | None:
    """Return which row holds the headings, or None. Below a title it must be sure: two headings, or a single column."""
    wide = max((len(cells) for _, cells in rows), default=0)
    for n, (_, cells) in enumerate(rows[:_ABOVE]):
        if any(map(roll_columns.is_name_heading, cells)) and (
            n == 0 or (wide == 1 and n < 4) or sum(map(roll_columns.is_heading, cells)) > 1
        ):
            return n
    return None


def read(text: str, path: str, kind: str | None, report: Report) -> Table:
    """Return the signatories of a table, in its order; `kind` is what those are of whom the table does not say it.

    Raises Rejected: LP235 no known headings, or not to be read as CSV at all, LP286 `kind` is not what the headings
    say. Reports LP236 persons of whom the table does not say whether they are public, LP237 a cell that means nothing,
    LP241 a separator in a name, LP242 nobody says what the rows are, LP243 rows above the headings, LP244 a column,
    LP245 an answer that may be about consent, LP246 more or fewer cells than headings, and what is wrong with names.
    """
    rows = tables.rows(text, path, 'LP235', MAX_CELL, roll_columns.is_heading)
    rows = [row for row in rows if not all(map(_MARKDOWN_RULE.fullmatch, row[1]))]
    if not rows:
        return Table((), {}, ())
    at = headed(rows)
    columns = roll_columns.taken(_trimmed(rows[at or 0][1]))
    place = Place(path, rows[at or 0][0])
    _judge_headings(columns, at is not None, [cells for _, cells in rows[(at or 0) + 1 :]], place)
    if at:
        above = ', '.join(f'“{_short(" ".join(filter(None, cells)))}”' for _, cells in rows[:at])
        report.add(
            Place(path, rows[0][0]),
            'LP243',
            f'what stands above the headings in line {place.line} was left out: {above}',
            'look whether a name is among it',
        )
    body = [(line, cells) for line, cells in rows[(at or 0) + 1 :]]
    said = roll_columns.says(columns)
    if kind and said in ('organisation', 'person') and said != kind:
        raise Rejected(
            Finding(
                place,
                'LP286',
                f'the headings say that the rows are {said}s, --kind says {kind}s',
                'leave --kind out, or rename the heading of the names to “name”',
            )
        )
    reading = _Reading(columns, path, said if said in ('organisation', 'person') else kind, report)
    sound = reading.judge_columns(body, place)
    for line, cells in body:
        reading.row(Place(path, line), cells)
    if not sound:
        reading.entries.clear()
    reading.say_together(place)
    return Table(tuple(reading.entries), reading.stands, columns)


def _judge_headings(
    columns: Sequence[Column], found: bool, body: Sequence[list[str]], place: Place
) -> None:
    """Raise Rejected LP235 where the headings cannot be those of the rows below."""
    fields = [column.field for column in columns if column.field]
    twice = next((name for name in fields if fields.count(name) > 1), '')
    if 'name' in fields and 'person' in fields:
        twice = 'name'
    wider = sum(len(_trimmed(cells)) > len(columns) for cells in body)
    if not found or not roll_columns.has_names(columns):
        listed = ', '.join(
            f'“{_short(column.heading)}”' for column in columns[:8] if column.heading
        )
        raise Rejected(
            Finding(
                place,
                'LP235',
                f'the table has no heading for the names: {listed} is none that is known',
                'write a first row with headings, such as name, kind, public, country; a list without '
                'headings is read from a file whose name ends in .txt',
            )
        )
    if twice:
        raise Rejected(
            Finding(
                place,
                'LP235',
                f'two columns of the table mean “{twice}”',
                'rename the heading of the one that does not',
            )
        )
    if wider and (len(columns) == 1 or wider == len(body) > 1):
        raise Rejected(
            Finding(
                place,
                'LP235',
                f'the headings name {len(columns)} of the columns, and rows have more',
                'write a heading above each column; “public” is that of who may be printed',
            )
        )


def say_silent(persons: Sequence[Signatory], report: Report) -> None:
    """Report persons of whom a list does not say that they may be printed: consent is never taken for granted."""
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
    """Return the sign for which a name looks like a whole row of a table, or like a name and an answer; else ''.

    "Ligue, section du Nord" and "Narcotics Anonymous" are names; "Roy,Paris,non", "Roy: yes", "Roy (anonymous)" not.
    """
    if found := re.search(r'[;|\t]', name):
        return found[0]
    if name.count(',') > 1 and not re.search(r',\s', name):
        return ','
    parts = re.split(r'([,:=(\[])', re.sub(r'[)\]]', '', name))
    if ':' in name and roll_columns.is_no_name(parts[0]):
        return ':'
    return next(
        (sign for sign, part in zip(parts[1::2], parts[2::2]) if _answers(part.strip())), ''
    )


def _answers(part: str) -> bool:
    said = consent.answer(part)
    return (len(part) > 1 and said in (consent.Answer.YES, consent.Answer.NO)) or consent.refuses(
        part
    )


@dataclass
class _Reading:
    """The rows of one table, read one after the other; what they have in common is said once, at the end."""

    columns: tuple[Column, ...]
    path: str
    kind: str | None
    report: Report
    entries: list[Signatory] = field(default_factory=list)
    stands: dict[Place, Stand] = field(default_factory=dict)
    unsaid: list[Place] = field(default_factory=list)
    questions: dict[tuple[str, str], list[int]] = field(
        default_factory=dict
    )  # heading and answer: lines

    def judge_columns(self, body: Sequence[tuple[int, list[str]]], place: Place) -> bool:
        """Report columns that may be about consent and are not understood (LP244); say whether there is none."""
        before = len(self.report.findings)
        judged = []
        for n, column in enumerate(self.columns):
            cells = [cells[n] for _, cells in body if n < len(cells) and cells[n]]
            if column.asks == Asks.CONFIRMED and cells and all('@' in cell for cell in cells):
                column = Column(column.heading)  # "Confirm your e-mail address": typed twice
            what = ''
            if column.asks == Asks.UNCLEAR:
                what = 'may be about consent to publication'
            elif (
                _is_open(column) and not column.field and column.heading and consent.answers(cells)
            ):
                what = f'holds answers such as “{_short(cells[0])}”, which may be about consent to publication'
            if what:
                self.report.add(
                    place,
                    'LP244',
                    f'the column “{_short(column.heading)}” {what}: nobody was taken over',
                    _SAY,
                )
                column = Column(column.heading, asks=Asks.UNCLEAR)
            judged.append(column)
        self.columns = tuple(judged)
        return len(self.report.findings) == before

    def row(self, place: Place, cells: list[str]) -> None:
        """Take over one row, or report why not."""
        before = len(self.report.findings)
        count = len(_trimmed(cells))
        if count > len(self.columns) or any(
            cell and not column.heading for cell, column in zip(cells, self.columns)
        ):
            stray = _short(_stray(cells, self.columns))
            self.report.add(
                place,
                'LP246',
                f'the row has a cell without a heading, “{stray}”: it was not taken over',
                'put a cell that holds the separator in quotation marks, or give each column a heading',
            )
            return
        if len(cells) < len(self.columns):
            self.report.add(
                place,
                'LP246',
                f'the row has {len(cells)} of {len(self.columns)} cells: it was not taken over',
                'write every cell, the empty ones too, and import the table again',
            )
            return
        cells = [unguarded(cell) for cell in cells]
        values = {column.field: cell for column, cell in zip(self.columns, cells) if column.field}
        entry = self._entry(values, place)
        stand = self._stand(cells, place, entry.kind if entry else '')
        if entry is None or stand is None or errors(self.report.findings[before:]):
            return
        if not entry.kind:
            self.unsaid.append(place)
            return
        if stand == Stand.NOT_ASKED:
            public = entry.kind == 'organisation'
        else:
            public = stand == Stand.PUBLIC
        if not public:
            self.stands[place] = stand
        private = replace(entry.private, consent=self._recorded(cells))
        self.entries.append(
            replace(entry, public=public, private=private, confirmed=stand != Stand.UNCONFIRMED)
        )

    def _entry(self, cells: dict[str, str], place: Place) -> Signatory | None:
        kind = (
            _read(cells, 'kind', _kind, 'a kind of signatory', place, self.report)
            or self.kind
            or ''
        )
        given, family = cells.get('given', ''), cells.get('family', '')
        person = cells.get('person') or f'{given} {family}'.strip()
        organisation = cells.get('organisation', '')
        if 'organisation' in cells and kind == 'person':
            name, beside = person or cells.get('name', ''), organisation
        elif 'organisation' in cells:
            name, beside = organisation, cells.get('name') or person
        else:
            name, beside = cells.get('name') or person, ''
        name, mail = contacts.parted(names.normal(name))
        if not name:
            if any(cells.values()):
                self.report.add(
                    place,
                    'LP202',
                    'the row has no name: it was not taken over',
                    'write it, or remove the row',
                )
            return None
        if (
            sign := '' if {'id', 'kind'} <= cells.keys() else divided(name)
        ):  # in our own table a cell is a cell
            self.report.add(
                place,
                'LP241',
                f'the name “{_short(name)}” holds “{sign}” and may be a whole row: it was '
                'not taken over',
                'mend the row; if it is one name, add it to the roll by hand',
            )
            return None
        self.report.findings += names.check(name, place)
        if mail and cells.get('email', mail) not in ('', mail):
            self.report.add(
                place,
                'LP237',
                'the row gives two e-mail addresses, one beside the name: it was not taken over',
                'remove one of them and import the table again',
            )
        by_family = f'{family} {given}' if given and family and kind == 'person' else ''
        note = '; '.join(filter(None, (cells.get('note', ''), beside)))
        private = {key: cells.get(key, '') for key in PrivateRecord.__dataclass_fields__} | {
            'note': note
        }
        return Signatory(
            name=name,
            kind=kind,
            joined=_read(cells, 'joined', _day, 'a date such as 2026-12-01', place, self.report),
            country=_read(
                cells, 'country', countries.code, 'a country of ISO 3166', place, self.report
            )
            or '',
            url=_read(
                cells, 'url', _url, 'a web address that starts with https://', place, self.report
            )
            or '',
            id=_read(
                cells, 'id', _slug, 'an id of small letters, digits and hyphens', place, self.report
            )
            or '',
            sort_as=names.normal(cells.get('sort_as') or by_family),
            private=PrivateRecord(**private | {'email': private['email'] or mail}),
            place=place,
        )

    def _stand(self, cells: Sequence[str], place: Place, kind: str) -> Stand | None:
        """Return whether the row says that its name may be printed; None where an answer is not understood (LP245)."""
        row = list(zip(self.columns, cells))
        wrong = [
            (column, cell)
            for column, cell in row
            if column.asks != Asks.NOTHING and consent.stand([(column.asks, cell)]) is None
        ]
        if kind == 'person' and wrong and all(column.record for column, _ in wrong):
            # "consent: by web form" tells how somebody agreed, not to what: kept, and the person is not public
            row = [(column, cell) for column, cell in row if not column.record]
            wrong = []
        wrong += [
            (column, cell)
            for column, cell in row
            if cell and column.field in ('', 'note') and _is_open(column) and consent.refuses(cell)
        ]
        for column, cell in wrong:
            self.questions.setdefault((column.heading, _short(cell)), []).append(place.line)
        return None if wrong else consent.stand([(column.asks, cell) for column, cell in row])

    def _recorded(self, cells: Sequence[str]) -> str:
        """Return what the row says about publication, to be kept as the proof of it."""
        said = [
            (cell if column.record else f'{column.heading}: {cell}')
            for column, cell in zip(self.columns, cells)
            if cell
            and (
                column.record
                or (column.asks in (Asks.PUBLISH, Asks.HIDE) and ' ' in column.heading)
            )
        ]
        return '; '.join(said)

    def say_together(self, place: Place) -> None:
        """Report once what many rows have in common."""
        asked = {column.heading for column in self.columns if column.asks != Asks.NOTHING}
        for (heading, cell), lines in self.questions.items():
            more = f' and {len(lines) - 5} more' if len(lines) > 5 else ''
            where = f' (lines {", ".join(map(str, lines[:5]))}{more})' if len(lines) > 1 else ''
            self.report.add(
                Place(self.path, lines[0]),
                'LP245',
                f'“{cell}” in the column “{_short(heading)}” is no clear answer to whether the name may be '
                f'printed{where}: not taken over',
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
    """Say whether somebody may have written about publication under a heading that does not ask for it."""
    return column.asks == Asks.NOTHING and not column.by_program


def _trimmed(cells: Sequence[str]) -> list[str]:
    """Return the cells without the empty ones at the end."""
    cells = list(cells)
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _stray(cells: Sequence[str], columns: Sequence[Column]) -> str:
    return next(
        cell
        for n, cell in enumerate(cells)
        if cell and (n >= len(columns) or not columns[n].heading)
    )


def _short(text: str) -> str:
    text = ' '.join(text.split())
    return text if len(text) <= 60 else text[:59] + '…'


def _read(
    cells: dict[str, str],
    column: str,
    parse: Callable[[str], Any],
    expected: str,
    place: Place,
    report: Report,
) -> Any:
    """Return a cell's value, or None where it is empty or means nothing (then it is reported)."""
    cell = cells.get(column, '')
    if not cell:
        return None
    try:
        return parse(cell)
    except (ValueError, KeyError):
        report.add(
            place,
            'LP237',
            f'“{_short(cell)}” in the column {column} is not {expected}: the row was not taken '
            'over',
            (f'{countries.advice(cell)}; ' if column == 'country' else '')
            + 'mend the cell and import the table again',
        )
        return None


def _kind(cell: str) -> str:
    return _KIND[folded(cell)]


def _day(cell: str) -> date:
    """Return the day of a date or time that begins with its year: no other order of the numbers is clear."""
    found = re.match(r'(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)', cell)
    if not found:
        raise ValueError
    return date(*map(int, found.groups()))


def _slug(cell: str) -> str:
    return _whole(SLUG, cell)


def _url(cell: str) -> str:
    return _whole(r'https?://[^\s/?#@<>"\\]+([/?#][^\s<>"\\]*)?', cell)


def _whole(pattern: str, cell: str) -> str:
    if not re.fullmatch(pattern, cell):
        raise ValueError
    return cell
