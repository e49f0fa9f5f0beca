"""Read signatories from a table: rows under headings, in any of several languages.

A row is taken over where it is understood. Everything else is a question to a person: headings that
are not known, a column or an answer that may be about consent, a row that has more or fewer cells
than there are headings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from letterpress.base import tables
from letterpress.findings import NOWHERE, Finding, Place, Rejected
from letterpress.manuscript.model import Signatory
from letterpress.manuscript.roll.consent import Asks, Stand
from letterpress.manuscript.roll.lists import forms
from letterpress.manuscript.roll.lists.cells import short, trimmed
from letterpress.manuscript.roll.lists.columns import (
    NOTHING_TOLD,
    Column,
    Told,
    check_told,
    has_names,
    is_heading,
    is_name_heading,
    says,
    taken,
)
from letterpress.manuscript.roll.lists.forms import Form
from letterpress.manuscript.roll.lists.rows import Packed, Rows
from letterpress.manuscript.roll.lists.sources import Source
from letterpress.manuscript.roll.lists.vocabulary import folded
from letterpress.manuscript.yaml.shapes import Report
from letterpress.values import dataclass

MAX_CELL = 100_000
_MARKDOWN_RULE = re.compile('(:?-{3,}:?)?')
_ABOVE = 10  # rows among which the headings are looked for
LONG = 20_000  # rows from which another process is worth its beginning
_OWN = 55  # rows in a hundred that are not taken aside: those of the other process must come back
Later = Callable[[], Packed]
Aside = Callable[[Later], Later]  # begins something in a forked process; its answer waits for it


@dataclass(frozen=True)
class Asked:
    """What somebody says of a list that it does not say itself.

    `kind` of its signatories, '' for nothing; what is `told` of its columns; the `form` it comes
    from; `own` forms of the campaign; the `basis` on which persons agreed to be printed.
    """

    kind: str = ''
    told: Told = NOTHING_TOLD
    form: Form | None = None
    own: Mapping[str, Form] | None = None
    basis: str = ''


NOTHING_ASKED = Asked()


@dataclass(frozen=True)
class Table:
    """What a table says: its entries, and why some are not public (by place).

    `columns`: what each was taken for; `rows` how many there are; `form` which one gave itself
    away; `place` that of the headings.
    """

    entries: tuple[Signatory, ...]
    stands: dict[Place, Stand]
    columns: tuple[Column, ...]
    rows: int = 0
    form: Form | None = None
    place: Place = NOWHERE


def headed(rows: Sequence[tuple[int, list[str]]], told: Told = NOTHING_TOLD) -> int | None:
    """Return which row holds the headings, or None: the one with most headings that are known.

    Below a title it must be sure: two headings, or a single column, or one that somebody named.
    """
    wide = max((len(cells) for _, cells in rows), default=0)
    named, by_number = (
        told.headings(),
        any(heading.startswith('#') for several in told.fields.values() for heading in several),
    )
    found: list[tuple[int, int]] = []
    for n, (_, cells) in enumerate(rows[:_ABOVE]):
        by_name = sum(folded(cell) in named for cell in cells if cell)
        if not by_name and not any(map(is_name_heading, cells)):
            continue
        known = sum(bool(cell) and (folded(cell) in named or is_heading(cell)) for cell in cells)
        if n == 0 or by_name or (wide == 1 and n < 4) or known > 1:
            found.append((known + len(rows) * by_name, -n))
    if found:
        return -max(found)[1]
    return 0 if by_number and rows else None


def read(source: Source, asked: Asked, report: Report, aside: Aside | None = None) -> Table:
    """Return the signatories of a table, in its order. `aside` does a part of a long one.

    Raises Rejected: LP224 a column that is not there, LP227 a basis of consent where a column asks,
    LP229 rows that nobody sees, LP235 no known headings, or not to be read as CSV at all, LP286
    `kind` is not what the headings say. Reports LP221 a spoilt name, LP222 a cell without a
    heading, LP228 what stands beside a name and nobody asked about, LP236 persons of whom the table
    does not say whether they are public, LP237 a cell that means nothing, LP241 a separator in a
    name, LP242 nobody says what the rows are, LP243 rows above the headings, LP244 a column, LP245
    an answer that may be about consent, LP246 more or fewer cells than headings, LP287 no kind, and
    what is wrong with names.
    """
    path = source.name
    found = (
        tables.rows(source.text, path, 'LP235', MAX_CELL, is_heading)
        if source.rows is None
        else list(source.rows)
    )
    found = [row for row in found if not all(map(_MARKDOWN_RULE.fullmatch, row[1]))]
    if not found:
        return Table((), {}, ())
    form = asked.form or forms.recognised([cells for _, cells in found[:_ABOVE]], asked.own or {})
    told = asked.told.over(form.told) if form else asked.told
    if form and form.no_rows:
        found, told = _without_names_of_columns(found, form, told)
    refuse_hidden(found, source)
    at = headed(found, told)
    (line, headings), body = found[at or 0], found[(at or 0) + 1 :]
    headings, place = _under_which(headings, body), Place(path, line)
    check_told(headings, asked.told, place)
    columns = taken(headings, told)
    _judge_headings(columns, at is not None, [cells for _, cells in body], place)
    if at:
        above = ', '.join(f'“{short(" ".join(filter(None, cells)))}”' for _, cells in found[:at])
        report.add(
            Place(path, found[0][0]),
            'LP243',
            f'what stands above the headings in line {place.line} was left out: {above}',
            'look whether a name is among it',
        )
    basis = asked.basis or (asked.form.consent_basis if asked.form else '')
    if basis and (asks := next((c for c in columns if c.asks == Asks.PUBLISH), None)):
        raise Rejected(
            Finding(
                place,
                'LP227',
                f'the column “{short(asks.heading)}” says who may be printed: no other basis of '
                'consent counts beside it',
                'leave --consent-basis out; if the column is about something else, let it go: '
                f'--let-go "{asks.heading}"',
            )
        )
    whole = source.rows is not None
    rows = Rows(columns, path, _kind(columns, asked.kind or told.rows, place), report, basis, whole)
    sound = rows.judge_columns(body, place)
    _take(rows, body, aside)
    if not sound:
        rows.entries.clear()
        rows.unsaid.clear()
    rows.say_together(place)
    return Table(tuple(rows.entries), rows.stands, rows.columns, len(body), form, place)


def _without_names_of_columns(
    found: list[tuple[int, list[str]]], form: Form, told: Told
) -> tuple[list[tuple[int, list[str]]], Told]:
    """Return a form's rows without those in which its program names the columns for itself.

    What it calls a column there counts as much as the heading, which is in somebody's language.
    """
    ours = frozenset(map(folded, form.told.let_go))
    named = [cells for _, cells in found[:_ABOVE] if cells[0] in form.no_rows]
    let_go = tuple(
        f'#{n}' for cells in named for n, cell in enumerate(cells, 1) if folded(cell) in ours
    )
    left = [row for row in found if row[1][0] not in form.no_rows]
    return left, told.over(Told(let_go=let_go, by_program=let_go)) if let_go else told


def refuse_hidden(found: Sequence[tuple[int, list[str]]], source: Source) -> None:
    """Raise Rejected LP229 where a row is hidden: whoever filtered a list meant those left."""
    if unseen := sum(line in source.hidden for line, _ in found) if source.hidden else 0:
        raise Rejected(
            Finding(
                Place(source.name),
                'LP229',
                f'the {source.read_as} hides {unseen} of its rows',
                'show all rows (take the filter off), delete those that are not to come in, and '
                'save the file',
            )
        )


def _take(rows: Rows, body: Sequence[tuple[int, list[str]]], aside: Aside | None) -> None:
    """Take the rows of a table over, the last of many ones `aside`: same entries, same findings."""
    own = len(body)
    if aside and own >= LONG:
        own = own * _OWN // 100
    later = aside(partial(_later, rows, body[own:])) if aside and own < len(body) else None
    for line, cells in body[:own]:
        rows.take(Place(rows.path, line), cells)
    if later:
        try:
            rows.join(later())
        except Rejected:  # the other process died
            for line, cells in body[own:]:
                rows.take(Place(rows.path, line), cells)


def _later(rows: Rows, body: Sequence[tuple[int, list[str]]]) -> Packed:
    """Take over the last rows of a table, in a process that has a copy of all."""
    rows.report = Report(rows.report.source_language)
    for line, cells in body:
        rows.take(Place(rows.path, line), cells)
    return rows.packed()


def _under_which(headings: Sequence[str], body: Sequence[tuple[int, list[str]]]) -> list[str]:
    """Return the headings of a table, the empty ones too under which something stands.

    A cell within the row of headings pushed no other aside; one beyond it may have.
    """
    width = len(trimmed(headings))
    for _, cells in body:
        if len(cells) > width:
            width = max(width, len(trimmed(cells[: len(headings)])))
    return list(headings[:width])


def _kind(columns: Sequence[Column], kind: str, place: Place) -> str | None:
    """Return what the rows are by the headings, else `kind`.

    Raises Rejected LP286 where both say something else.
    """
    said = says(columns)
    if said not in ('organisation', 'person'):
        return kind or None
    if kind and said != kind:
        raise Rejected(
            Finding(
                place,
                'LP286',
                f'the headings say that the rows are {said}s, --kind says {kind}s',
                'leave --kind out, or rename the heading of the names to “name”',
            )
        )
    return said


def _judge_headings(
    columns: Sequence[Column], found: bool, body: Sequence[list[str]], place: Place
) -> None:
    """Raise Rejected LP235 where the headings cannot be those of the rows below."""
    fields = [column.field for column in columns if column.field]
    twice = next((name for name in fields if fields.count(name) > 1), '')
    if 'name' in fields and 'person' in fields:
        twice = 'name'
    wider = sum(len(trimmed(cells)) > len(columns) for cells in body)
    if not found or not has_names(columns):
        headings = [column.heading for column in columns[:8] if column.heading]
        listed = ', '.join(f'“{short(heading)}”' for heading in headings)
        example = short(headings[0]) if headings else 'Name'
        raise Rejected(
            Finding(
                place,
                'LP235',
                f'the table has no heading for the names: {listed} is none that is known',
                'write a first row with headings, such as name, kind, public, country; or say '
                f'which column holds the names: --column name="{example}"; a list without headings '
                'is read from a file whose name ends in .txt',
            )
        )
    if twice:
        raise Rejected(
            Finding(
                place,
                'LP235',
                f'two columns of the table mean “{twice}”',
                'rename the heading of the one that does not, or let it go: --let-go HEADING (or '
                '--let-go "#3" for the third column)',
            )
        )
    headed_ones = sum(bool(column.heading) for column in columns)
    if (wider and (len(columns) == 1 or wider == len(body) > 1)) or headed_ones < min(
        2, len(columns)
    ):
        raise Rejected(
            Finding(
                place,
                'LP235',
                f'the headings name {headed_ones} of the columns, and rows have more',
                'write a heading above each column; “public” is that of who may be printed',
            )
        )
