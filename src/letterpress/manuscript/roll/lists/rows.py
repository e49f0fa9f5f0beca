"""The rows of a table of signatories, judged one after the other.

What is not understood is a question to a person; a cell that cannot be used is dropped, not its
row; what many rows have in common is said once. Nobody is public who did not clearly say yes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field
from datetime import date
from typing import Any, NamedTuple, TypeVar

from letterpress.base.characters import bare
from letterpress.base.tables import unguarded
from letterpress.findings import Finding, Place, errors
from letterpress.manuscript import countries
from letterpress.manuscript.model import PrivateRecord, Signatory
from letterpress.manuscript.roll import consent, contacts, names, quick
from letterpress.manuscript.roll.consent import Asks, Stand
from letterpress.manuscript.roll.lists import cells
from letterpress.manuscript.roll.lists.columns import Column
from letterpress.manuscript.roll.lists.doubts import asking, named, together
from letterpress.manuscript.roll.order import families
from letterpress.manuscript.yaml.shapes import Report
from letterpress.values import dataclass

Value = TypeVar('Value')

_PRIVATE = ('email', 'phone', 'address', 'note')
_NOT_COUNTED = (Stand.UNCONFIRMED, Stand.WITHDRAWN)


class _Entry(NamedTuple):
    """What a row says of a signatory, but whether it is public, and why."""

    id: str
    name: str
    kind: str
    sort_as: str
    url: str
    country: str
    joined: date | None
    role: str
    affiliation: str
    private: dict[str, str]


# Entries, line and stand of those not public, rows that do not say what they are, doubts, findings
Packed = tuple[
    quick.Columns, list[tuple[int, Stand]], list[Place], together.Together, list[Finding]
]


@dataclass
class Rows:
    """The rows of one table, read one after the other.

    `kind` is what they are where no cell says it, `basis` on what consent persons are printed whom
    no column asks; `whole`: the rows are those of a spreadsheet, none has a cell too few.
    """

    columns: tuple[Column, ...]
    path: str
    kind: str | None
    report: Report
    basis: str = ''
    whole: bool = False
    entries: list[Signatory] = field(default_factory=list)
    stands: dict[Place, Stand] = field(default_factory=dict)
    unsaid: list[Place] = field(default_factory=list)
    said: together.Together = field(default_factory=together.Together)

    def judge_columns(self, body: Sequence[tuple[int, list[str]]], place: Place) -> bool:
        """Report columns that may be about consent and are not understood (LP244).

        Returns whether there is none.
        """
        before = len(self.report.findings)
        self.columns = asking.judged(self.columns, body, place, self.report)
        self._asking = [n for n, column in enumerate(self.columns) if column.asks != Asks.NOTHING]
        self._filled = [(n, column.field) for n, column in enumerate(self.columns) if column.field]
        self._open = [n for n, column in enumerate(self.columns) if asking.may_remark(column)]
        self._headless = [
            n for n, column in enumerate(self.columns) if not column.heading and not column.told
        ]
        # by the cells of those that ask: what follows, and what is kept as the proof of it
        self._answered: dict[tuple[str, ...], Stand] = {}
        self._proofs: dict[tuple[str, ...], str] = {}
        self._meant: dict[tuple[str, str], Any] = {}  # by column and cell
        self._told = {column.field for column in self.columns if column.told}
        self._own = {'id', 'kind'} <= {column.field for column in self.columns}  # there a cell is
        fields = {column.field for column in self.columns}
        self._may_be_nothing = () if self._own else tuple(sorted(fields & _MAY_BE_NOTHING))
        questions = [column for column in self.columns if column.asks == Asks.PUBLISH]
        self._for_name_alone = [
            column.heading for column in questions if not consent.covers_role(column.heading)
        ]
        return len(self.report.findings) == before

    def take(self, place: Place, given: list[str]) -> None:
        """Take over one row, or report why not."""
        before = len(self.report.findings)
        if not self._fits(place, given):
            return
        row = [unguarded(cell) if cell[:1] == "'" else cell for cell in given]
        entry = self._entry({name: cell for n, name in self._filled if (cell := row[n])}, place)
        asked = tuple([row[n] for n in self._asking])
        stand = self._stand(row, asked, place, entry.kind if entry else '')
        found = self.report.findings
        if entry is None or (len(found) > before and errors(found[before:])):
            return
        if not entry.kind:
            self.unsaid.append(place)
            return
        may_be = entry.kind == 'person' and stand in (Stand.PUBLIC, Stand.NOT_ASKED)
        if may_be and consent.refuses(entry.name):  # "Anonymous", "Anonyme"
            stand = Stand.ANONYMOUS
        by_basis = stand == Stand.NOT_ASKED and (entry.kind == 'organisation' or bool(self.basis))
        public = by_basis or stand == Stand.PUBLIC
        if not public:
            self.stands[place] = stand
        recorded = self._recorded(asked)
        if by_basis and entry.kind == 'person' and self.basis:
            recorded = '; '.join(filter(None, (recorded, self.basis)))
        private = (
            PrivateRecord(consent=recorded, **entry.private)
            if recorded or entry.private
            else _NO_RECORD
        )
        self.entries.append(
            Signatory(
                entry.id,
                entry.name,
                entry.kind,
                entry.sort_as,
                entry.url,
                entry.country,
                entry.joined,
                public,
                private,
                place,
                confirmed=stand not in _NOT_COUNTED,
                role=entry.role,
                affiliation=entry.affiliation,
            )
        )

    def packed(self) -> Packed:
        """Return what the rows say, as it crosses to another process."""
        stands = [(place.line, stand) for place, stand in self.stands.items()]
        entries = quick.packed(self.entries)
        return entries, stands, self.unsaid, self.said, self.report.findings

    def join(self, later: Packed) -> None:
        """Add what later rows say, which were taken by themselves."""
        entries, stands, unsaid, said, findings = later
        self.entries += quick.unpacked(entries)
        self.stands |= {Place(self.path, line): stand for line, stand in stands}
        self.unsaid += unsaid
        self.said.join(said)
        self.report.findings += findings

    def _fits(self, place: Place, given: list[str]) -> bool:
        """Say whether the row's cells stand under the headings they belong to (else LP246).

        A cell under no heading is left out, and said (LP222); one beyond the last heading may have
        pushed all others aside.
        """
        count = len(self.columns)
        if len(given) == count and not self._headless:
            return True
        if len(given) > count:
            if stray := next(filter(None, given[count:]), ''):
                if not self.whole:
                    named.stray(stray, place, self.report)
                    return False
                self.said.headless.setdefault(place.line, stray)
            del given[count:]
        if len(given) < count:
            if not self.whole and any(column.heading for column in self.columns[len(given) :]):
                named.short(len(given), count, place, self.report)
                return False
            given += [''] * (count - len(given))
        for n in self._headless:
            if given[n]:
                self.said.headless.setdefault(place.line, given[n])
        return True

    def _read(
        self,
        column: str,
        values: dict[str, str],
        parse: Callable[[str], Value],
        expected: str,
        place: Place,
    ) -> Value | None:
        """Return what a cell means; None for an empty one, and for one that is dropped (LP237)."""
        cell = values.get(column, '')
        if not cell:
            return None
        known: Value | None = self._meant.get((column, cell))
        if known is not None:
            return known
        try:
            meant = parse(cell)
            if len(self._meant) < _REMEMBERED:
                self._meant[column, cell] = meant
            return meant
        except (ValueError, KeyError):
            self.said.dropped.setdefault((column, cells.short(cell), expected), []).append(
                place.line
            )
            return None

    def _entry(self, values: dict[str, str], place: Place) -> _Entry | None:
        kind = self.kind or ''
        if 'kind' in values:
            try:
                kind = cells.kind(values['kind'])
            except KeyError:
                self.said.kinds.setdefault(cells.short(values['kind']), []).append(place.line)
                return None
        for key in self._may_be_nothing:
            if key in values and cells.nothing(values[key]):
                del values[key]
        name, beside = _named(values, kind)
        mail, sound = '', names.is_sound(name)  # nearly every name: words of letters, as they are
        if not sound:
            name, mail = contacts.parted(names.normal(name).strip(_MARKS))
        if not self._own and (
            named.no_name(name, place, self.report)
            or (kind == 'person' and named.two_persons(name, place, self.report))
        ):
            return None
        if not name:
            if values:
                named.nameless(place, self.report)
            return None
        if not sound and not self._own and (sign := named.divided(name)):
            named.whole_row(name, sign, place, self.report)
            return None
        if spoilt := named.spoilt(name):
            named.say_spoilt(name, spoilt, place, self.report)
            return None
        if not sound:
            self.report.findings += names.check(name, place)
        if mail and values.get('email', mail) != mail:
            self.said.dropped.setdefault(
                ('email', cells.short(values['email']), 'the address beside the name'), []
            ).append(place.line)
        role, affiliation, kept = self._beside(values, kind, beside, place)
        given, family = values.get('given', ''), values.get('family', '')
        private = {key: bare(values[key]) for key in _PRIVATE if key in values}
        if kept:
            private['note'] = '; '.join(filter(None, (private.get('note', ''), bare(kept))))
        if mail:
            private['email'] = mail
        joined, country, url, ident = self._more(values, place)
        by_family = (
            families.turned(given, family, country) if given and family and kind == 'person' else ''
        )
        sort_as = self._printable('sort_as', values.get('sort_as') or by_family, place)
        return _Entry(ident, name, kind, sort_as, url, country, joined, role, affiliation, private)

    def _more(self, values: dict[str, str], place: Place) -> tuple[date | None, str, str, str]:
        """Return when somebody joined, from which country, with which address and id."""
        if _MORE.isdisjoint(values):
            return None, '', '', ''
        a_day, a_code = 'a date such as 2026-12-01', 'a country of ISO 3166'
        an_address = 'a web address that starts with https://'
        an_id = 'an id of small letters, digits and hyphens'
        return (
            self._read('joined', values, cells.day, a_day, place),
            self._read('country', values, countries.code, a_code, place) or '',
            self._read('url', values, cells.url, an_address, place) or '',
            self._read('id', values, cells.slug, an_id, place) or '',
        )

    def _beside(
        self, values: dict[str, str], kind: str, beside: str, place: Place
    ) -> tuple[str, str, str]:
        """Return role and affiliation as they are printed, and what is kept private instead.

        What a question asks for the name alone says nothing of what stands beside it (LP228).
        """
        role, affiliation = values.get('role', ''), values.get('affiliation', '')
        if not (role or affiliation or beside):
            return '', '', ''
        role = names.normal(role)
        affiliation = names.normal(affiliation or beside * (kind == 'person'))
        if kind != 'person':
            return '', '', '; '.join(filter(None, (beside, role, affiliation)))
        kept = []
        if self._for_name_alone:
            if role and 'role' not in self._told:
                kept.append(role)
                role = ''
            if affiliation and not {'affiliation', 'organisation'} & self._told:
                kept.append(affiliation)
                affiliation = ''
            if kept:
                self.said.beside.append(place.line)
        return (
            self._printable('role', role, place),
            self._printable('affiliation', affiliation, place),
            '; '.join(kept),
        )

    def _printable(self, column: str, text: str, place: Place) -> str:
        """Return a text that may be printed, else '' (then LP237)."""
        if not text or names.is_sound(text):
            return text
        text = names.normal(' '.join(text.split()))
        if text and (cells.is_computed(text) or errors(names.check(text, place, column))):
            self.said.dropped.setdefault(
                (column, cells.short(text), 'what can be printed'), []
            ).append(place.line)
            return ''
        return text

    def _stand(self, row: list[str], answers: tuple[str, ...], place: Place, kind: str) -> Stand:
        """Return whether the row says that its name may be printed, by its `answers` to those.

        UNCLEAR where an answer is not understood (then LP245).
        """
        known = self._answered.get(answers)
        if known and not any(row[n] and consent.speaks_against(row[n]) for n in self._open):
            return known
        columns = [self.columns[n] for n in self._asking]
        asked = [(column, column.said(cell)) for column, cell in zip(columns, answers, strict=True)]
        asked = [
            (column, '' if column.asks == Asks.STATE and asking.stands(cell) else cell)
            for column, cell in asked
        ]
        wrong = [
            (column, cell) for column, cell in asked if consent.stand([(column.asks, cell)]) is None
        ]
        if kind == 'person' and wrong and all(column.record for column, _ in wrong):
            # "consent: by web form" tells how somebody agreed, not to what: kept, and the person is
            # not public
            asked = [(column, cell) for column, cell in asked if not column.record]
            wrong = []
        wrong += [
            (self.columns[n], row[n])
            for n in self._open
            if row[n] and consent.speaks_against(row[n])
        ]
        for column, cell in wrong:
            self.said.questions.setdefault((column.heading, cells.short(cell)), []).append(
                place.line
            )
        if wrong:
            return Stand.UNCLEAR
        stand = consent.stand((column.asks, cell) for column, cell in asked) or Stand.UNCLEAR
        if asked and len(asked) == len(self._asking) and len(self._answered) < _REMEMBERED:
            self._answered[answers] = stand
        return stand

    def _recorded(self, answers: tuple[str, ...]) -> str:
        """Return what the row says about publication, to be kept as the proof of it."""
        known = self._proofs.get(answers)
        if known is not None:
            return known
        said = []
        for n, cell in zip(self._asking, answers, strict=True):
            column = self.columns[n]
            question = column.asks in (Asks.PUBLISH, Asks.HIDE) and ' ' in column.heading
            if cell and column.record:
                said.append(cell)
            elif cell and question:
                said.append(f'{column.heading}: {cell}')
        proof = bare('; '.join(said)) if said else ''
        if len(self._proofs) < _REMEMBERED:
            self._proofs[answers] = proof
        return proof

    def say_together(self, place: Place) -> None:
        """Report once what many rows have in common."""
        asked = {column.heading for column in self.columns if column.asks != Asks.NOTHING}
        self.said.report(self.path, asked, self._for_name_alone, self.columns, self.report)
        if self.unsaid:
            together.say_unsaid(len(self.unsaid), 'rows', place, self.report)
        silent = [
            entry
            for entry in self.entries
            if entry.kind == 'person' and self.stands.get(entry.place) == Stand.NOT_ASKED
        ]
        if silent:
            together.say_silent(silent, self.report)


_NO_RECORD = PrivateRecord()
_MARKS = ' \u200e\u200f\u061c'  # of direction, which come with names pasted from other texts
_REMEMBERED = 10_000  # answers of a list, and cells that mean something
_MAY_BE_NOTHING = frozenset(('name', 'organisation', 'person', 'role', 'affiliation'))
_MORE = frozenset(('joined', 'country', 'url', 'id'))


def _named(values: dict[str, str], kind: str) -> tuple[str, str]:
    """Return the name in a row, and what stands beside it: whom it speaks for, or who speaks."""
    given, family = values.get('given', ''), values.get('family', '')
    person = values.get('person') or f'{given} {family}'.strip()
    if 'organisation' not in values:
        return values.get('name') or person, ''
    if kind == 'person':
        return person or values.get('name', ''), values['organisation']
    return values['organisation'], values.get('name') or person
