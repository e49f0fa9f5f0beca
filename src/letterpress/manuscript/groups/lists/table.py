"""Groups read from a table: each row is a group as its file will say it, or a question."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field
from types import MappingProxyType

from letterpress.base import tables
from letterpress.base.characters import bare
from letterpress.base.tables import unguarded
from letterpress.findings import Finding, Place, Rejected, errors, ordered
from letterpress.manuscript import locales
from letterpress.manuscript.groups import days, reading
from letterpress.manuscript.groups.lists import columns, when
from letterpress.manuscript.groups.lists.columns import PUBLIC, TOWN, WHEN, Column
from letterpress.manuscript.groups.model import Group
from letterpress.manuscript.roll import consent, names, slugs
from letterpress.manuscript.roll.consent import Asks, Stand
from letterpress.manuscript.roll.lists import cells as cells_
from letterpress.manuscript.roll.lists.cells import short, trimmed
from letterpress.manuscript.roll.lists.sources import Source
from letterpress.manuscript.roll.lists.table import refuse_hidden
from letterpress.manuscript.yaml import tree
from letterpress.manuscript.yaml.shapes import Report
from letterpress.manuscript.yaml.tree import Node, Scalar
from letterpress.values import dataclass

MOST_CELL = 100_000
# of a group that a list brings: what its file lacks is told by `letterpress check`
_LATER = ('LP834', 'LP836')


@dataclass(frozen=True)
class Asked:
    """What somebody says of a list that it does not say itself.

    `settings`, as --set has them, for all rows; what columns are `told` to be, by field; headings
    to `let_go`; the `order` of dates, one of `when.ORDERS` or ''.
    """

    settings: tuple[str, ...] = ()
    told: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    let_go: tuple[str, ...] = ()
    order: str = ''


NOTHING = Asked()


@dataclass(frozen=True)
class Imported:
    """What a list says: groups that are new, and what a person must look at.

    `known` counts rows that content/groups/ has already; `rows` all of them.
    """

    groups: tuple[Group, ...]
    findings: tuple[Finding, ...]
    columns: tuple[Column, ...] = ()
    rows: int = 0
    known: int = 0
    read_as: str = ''


def read(
    source: Source,
    asked: Asked,
    languages: Sequence[str],
    present: Collection[Group],
    taken: Collection[str],
    files: Collection[str],
) -> Imported:
    """Return the groups of a table, in its order.

    `languages` are the campaign's, `present` its groups, `taken` ids that are in use, `files` the
    paths of its content. Raises Rejected: LP229 rows that nobody sees, LP839 a setting that says
    nothing, LP840 headings that are not known, missing, or twice. Findings: LP841 days and times
    that can be read in two ways, LP842 what a row does not say, LP843 what it says and nobody
    understands, LP844 a group that content/ has otherwise, LP846 an answer about being listed,
    LP847 what stands above the headings, LP848 a column that may ask about being
    listed, and those of a group's file.
    """
    given, wrong = reading.settled(asked.settings)
    if wrong:
        raise Rejected(wrong)
    found = (
        tables.rows(source.text, source.name, 'LP840', MOST_CELL, columns.is_heading)
        if source.rows is None
        else list(source.rows)
    )
    refuse_hidden(found, source)
    at = columns.headed(found, asked.told)
    if at is None:
        raise Rejected(_no_headings(source.name, found))
    (line, headings), body = found[at], found[at + 1 :]
    place = Place(source.name, line)
    headings = trimmed(headings)
    meant = columns.taken(headings, asked.told, asked.let_go, place)
    _refuse_lacking(meant, given, languages, place)
    rows = _Rows(source, place, meant, given, languages, present, taken, files)
    rows.prepare([cells for _, cells in body], asked.order)
    if at:
        above = ', '.join(f'“{short(" ".join(filter(None, own)))}”' for _, own in found[:at])
        rows.report.add(
            Place(source.name, found[0][0]),
            'LP847',
            f'what stands above the headings in line {line} was left out: {above}',
            'look whether a group is among it',
        )
    for number, cells in body:
        rows.take(Place(source.name, number), [unguarded(cell) for cell in cells])
    return Imported(
        tuple(rows.groups),
        ordered((*source.findings, *rows.report.findings)),
        meant,
        len(body),
        rows.known,
        source.read_as,
    )


def _no_headings(name: str, found: Sequence[tuple[int, list[str]]]) -> Finding:
    first = found[0][1] if found else []
    shown = ', '.join(f'“{short(cell)}”' for cell in first[:8] if cell)
    return Finding(
        Place(name, found[0][0] if found else 0),
        'LP840',
        f'no row of headings is known: {shown}' if shown else 'the table is empty',
        'write a first row with headings, such as group, place, address, date, time; or say which '
        'column is what: --column name="…" --column event.place="…" --column event.day="…"',
    )


def _refuse_lacking(
    meant: Sequence[Column], given: Collection[str], languages: Sequence[str], place: Place
) -> None:
    """Raise Rejected LP840 with everything that every group needs and no column says."""
    held = {column.field for column in meant} | set(given)
    if WHEN in held:
        held |= {'event.day'}
    if len(languages) == 1:
        held |= {'language'}
    lacking = [
        key
        for key in ('name', 'event.place', 'event.day', 'country', 'language')
        if key not in held
    ]
    if lacking:
        raise Rejected(
            [
                Finding(
                    place,
                    'LP840',
                    f'no column says the {key} of the groups',
                    f'say which one does: --column {key}="…"'
                    + (
                        f'; or what it is for all: --set {key}={_example(key, languages)}'
                        if key in ('country', 'language')
                        else ''
                    ),
                )
                for key in lacking
            ]
        )


def _example(key: str, languages: Sequence[str]) -> str:
    return 'FR' if key == 'country' else next(iter(languages), 'fr')


class _Rows:
    """The rows of one table, read one after the other."""

    def __init__(
        self,
        source: Source,
        place: Place,
        meant: Sequence[Column],
        given: Mapping[str, Node],
        languages: Sequence[str],
        present: Collection[Group],
        taken: Collection[str],
        files: Collection[str],
    ):
        self.whole, self.place = source.rows is not None, place
        self.columns, self.given, self.languages, self.files = meant, given, languages, files
        self.present, self.taken = tuple(present), set(taken)
        self.report = Report()
        self.groups: list[Group] = []
        self.known = 0
        self.asks = [n for n, one in enumerate(meant) if one.asks in (Asks.PUBLISH, Asks.HIDE)]
        self.order, self.to_24 = '', False

    def prepare(self, body: Sequence[Sequence[str]], order: str) -> None:
        """Look what columns prove together: the order of dates, hours that count to 24."""

        def all_of(*fields: str) -> list[str]:
            return [
                unguarded(cells[n])
                for n, column in enumerate(self.columns)
                if column.field in fields
                for cells in body
                if n < len(cells)
            ]

        self.order = order or when.proven(all_of('event.day', WHEN))
        self.to_24 = when.counts_to_24(all_of('event.time', 'event.ends', WHEN))
        for column in self.columns:
            if column.asks == Asks.UNCLEAR:
                self.report.add(
                    self.place,
                    'LP848',
                    f'the column “{short(column.heading)}” may be about being listed, and is not '
                    'understood: no group is listed by it',
                    f'say what it is: --column public="{short(column.heading)}" where yes means '
                    f'that the group may be listed, or --let-go "{short(column.heading)}"',
                )

    def take(self, place: Place, cells: list[str]) -> None:
        """Take over one row, or report why not."""
        if not self._fits(place, cells):
            return
        said = {
            column.field: cell
            for column, cell in zip(self.columns, cells, strict=False)
            if column.field and cell
        }
        if not said:
            return
        before = len(self.report.findings)
        for key, cell in said.items():
            if cells_.is_computed(cell):
                self._ask(place, key, cell, 'is a formula, or its error')
        if errors(self.report.findings[before:]):
            return
        values = self._values(place, said)
        for key in ('name', 'event.place', 'event.day', 'country', 'language'):
            if key not in values and not errors(self.report.findings[before:]):
                self.report.add(
                    place,
                    'LP842',
                    f'the row does not say the {key} of the group: it was not taken over',
                    'write it into the list and import that again',
                )
        if errors(self.report.findings[before:]):
            return
        values[PUBLIC] = Scalar('true' if self._listed(place, cells) else 'false', place)
        self._add(place, values)

    def _fits(self, place: Place, cells: list[str]) -> bool:
        """Say whether the row's cells stand under the headings they belong to (else LP843)."""
        stray = next(filter(None, cells[len(self.columns) :]), '')
        few = not self.whole and 0 < len(cells) < len(self.columns)
        if stray or few:
            self.report.add(
                place,
                'LP843',
                f'the row has a cell without a heading, “{short(stray)}”: it was not taken over'
                if stray
                else f'the row has {len(cells)} of {len(self.columns)} cells: it was not taken '
                'over',
                'put a cell that holds the separator in quotation marks, and write every cell, the '
                'empty ones too',
            )
        return not (stray or few)

    def _values(self, place: Place, said: Mapping[str, str]) -> dict[str, Node]:
        """Return what a row says, by the keys of a group's file; what is not clear is reported."""
        values: dict[str, Node] = dict(self.given)
        for key, cell in said.items():
            if key in reading.LISTS:
                items = [one.strip().casefold() for one in cell.replace(';', ',').split(',')]
                values[key] = tree.Sequence(
                    tuple(Scalar(one, place) for one in items if one), place
                )
            elif key.startswith('private.'):
                values[key] = Scalar(bare(cell), place)
            elif key in ('url', 'event.link') and '://' not in cell and '.' in cell:
                values[key] = Scalar(f'https://{cell}', place)
            elif key not in (WHEN, TOWN, 'event.day', 'event.time', 'event.ends', 'language'):
                values[key] = Scalar(' '.join(cell.split()), place)
        if TOWN in said:
            parts = [one for one in (said.get('event.address'), said[TOWN]) if one]
            values['event.address'] = Scalar(', '.join(dict.fromkeys(parts)), place)
        self._when(place, said, values)
        if cell := said.get('language', ''):
            code = _language(cell, self.languages)
            if code:
                values['language'] = Scalar(code, place)
            else:
                self._ask(
                    place,
                    'language',
                    cell,
                    'is no language of the campaign: ' + ', '.join(self.languages),
                )
        elif len(self.languages) == 1:
            values.setdefault('language', Scalar(self.languages[0], place))
        return values

    def _when(self, place: Place, said: Mapping[str, str], values: dict[str, Node]) -> None:
        """Put day and times into the values, or ask what is meant (LP841, LP843)."""
        told: dict[str, str] = {}
        for key in ('event.day', WHEN, 'event.time', 'event.ends'):
            if not (cell := said.get(key, '')):
                continue
            if key == 'event.day' and days.weekday(said.get('event.weekday', '')) is not None:
                cell = f'{said["event.weekday"]} {cell}'  # it proves the order of a date
            try:
                found = when.read(cell, self.order, self.to_24)
            except when.Doubt as doubt:
                self.report.add(
                    place,
                    'LP841',
                    f'{doubt}: the row was not taken over',
                    'say how the list writes dates: --dates day-first or --dates month-first'
                    if ' or ' in str(doubt) and 'evening' not in str(doubt)
                    else 'write days as 2026-12-05 and times as 18:00 into the list',
                )
                continue
            if key == 'event.ends':
                told['event.ends'] = f'{found.starts:%H:%M}' if found.starts else ''
                continue
            if found.day is not None:
                told['event.day'] = found.day.isoformat()
            if found.weekday is not None and found.day is not None:
                told['event.weekday'] = locales.weekday_name(found.weekday, 'en')
            if found.starts is not None:
                told['event.time'] = f'{found.starts:%H:%M}'
            if found.ends is not None:
                told.setdefault('event.ends', f'{found.ends:%H:%M}')
        values |= {key: Scalar(value, place) for key, value in told.items() if value}

    def _ask(self, place: Place, key: str, cell: str, why: str) -> None:
        self.report.add(
            place,
            'LP843',
            f'“{short(cell)}” under {key} {why}: the row was not taken over',
            'write what is meant into the list as a plain value, and import that again',
        )

    def _listed(self, place: Place, cells: Sequence[str]) -> bool:
        """Say whether a row clearly says that the press room may list the group."""
        asked = [(self.columns[n].asks, cells[n] if n < len(cells) else '') for n in self.asks]
        stand = consent.stand(asked) if asked else Stand.NOT_ASKED
        if asked and stand is None:
            self.report.add(
                place,
                'LP846',
                'the answer whether the group may be listed is not clear: it is not listed',
                'ask the group, then write "public: true" into its file',
            )
        return stand == Stand.PUBLIC

    def _add(self, place: Place, values: Mapping[str, Node]) -> None:
        """Add the group of a row, unless it is there already or its file would be refused."""
        report = Report()
        node = reading.assembled(values, place)
        name = values['name'].value if isinstance(values['name'], Scalar) else ''
        made = reading.of_tree(
            node, slugs.fresh(name, self.taken), report, self.languages, self.files
        )
        found = [one for one in report.findings if one.code not in _LATER]
        self.report.findings += found
        if made is None or errors(found):
            return
        if any(_key(one) == _key(made) for one in (*self.present, *self.groups)):
            self.known += 1
            return
        if other := next((one for one in self.present if _same(one, made)), None):
            self.report.add(
                place,
                'LP844',
                f'{made.name} stands in {other.place.path} with {other.event.place} on '
                f'{other.event.day.isoformat()}; the list has {made.event.place} on '
                f'{made.event.day.isoformat()}: it was not taken over',
                'change the file by hand; for a second event of the group copy the file under '
                'another name',
            )
            return
        self.taken.add(made.id)
        self.groups.append(made)


def _same(one: Group, other: Group) -> bool:
    return names.same(one.name) == names.same(other.name)


def _key(group: Group) -> tuple[str, str, str]:
    return names.same(group.name), names.same(group.event.place), group.event.day.isoformat()


def _language(cell: str, languages: Iterable[str]) -> str:
    """Return the campaign's language that a cell names: by code, or in one of the languages."""
    said = cell.strip().casefold()
    codes = tuple(languages)
    for code in codes:
        if said == code.casefold():
            return code
    found = {
        code
        for code in codes
        for spoken in dict.fromkeys((code, *codes, *locales.SUPPORTED))
        if locales.language_name(code, spoken).casefold() == said
    }
    return found.pop() if len(found) == 1 else ''
