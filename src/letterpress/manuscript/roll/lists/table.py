"""Read signatories from a table: CSV with a row of headings in any of several languages.

A row is taken over where all of it is understood. Everything else is a question to a person:
headings that are not known, a column or an answer that may be about consent, a row that has more or
fewer cells than there are headings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from letterpress.base import tables
from letterpress.findings import Finding, Place, Rejected
from letterpress.manuscript.model import Signatory
from letterpress.manuscript.roll.consent import Stand
from letterpress.manuscript.roll.lists.cells import short, trimmed
from letterpress.manuscript.roll.lists.columns import (
    Column,
    has_names,
    is_heading,
    is_name_heading,
    says,
    taken,
)
from letterpress.manuscript.roll.lists.rows import Rows
from letterpress.manuscript.roll.lists.sources import Source
from letterpress.manuscript.yaml.shapes import Report

MAX_CELL = 100_000
_MARKDOWN_RULE = re.compile('(:?-{3,}:?)?')
_ABOVE = 10  # rows among which the headings are looked for


@dataclass(frozen=True)
class Table:
    """What a table says: its entries, and why some are not public (by place).

    `columns`: what each was taken for.
    """

    entries: tuple[Signatory, ...]
    stands: dict[Place, Stand]
    columns: tuple[Column, ...]


def headed(rows: Sequence[tuple[int, list[str]]]) -> int | None:
    """Return which row holds the headings, or None.

    Below a title it must be sure: two headings, or a single column.
    """
    wide = max((len(cells) for _, cells in rows), default=0)
    for n, (_, cells) in enumerate(rows[:_ABOVE]):
        if not any(map(is_name_heading, cells)):
            continue
        alone = wide == 1 and n < 4
        if n == 0 or alone or sum(map(is_heading, cells)) > 1:
            return n
    return None


def read(source: Source, kind: str | None, report: Report) -> Table:
    """Return the signatories of a table, in its order.

    `kind` is what those are of whom the table does not say it. Raises Rejected: LP235 no known
    headings, or not to be read as CSV at all, LP286 `kind` is not what the headings say. Reports
    LP236 persons of whom the table does not say whether they are public, LP237 a cell that means
    nothing, LP241 a separator in a name, LP242 nobody says what the rows are, LP243 rows above the
    headings, LP244 a column, LP245 an answer that may be about consent, LP246 more or fewer cells
    than headings, and what is wrong with names.
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
    at = headed(found)
    (line, headings), body = found[at or 0], found[(at or 0) + 1 :]
    columns, place = taken(trimmed(headings)), Place(path, line)
    _judge_headings(columns, at is not None, [cells for _, cells in body], place)
    if at:
        above = ', '.join(f'“{short(" ".join(filter(None, cells)))}”' for _, cells in found[:at])
        report.add(
            Place(path, found[0][0]),
            'LP243',
            f'what stands above the headings in line {place.line} was left out: {above}',
            'look whether a name is among it',
        )
    rows = Rows(columns, path, _kind(columns, kind, place), report)
    sound = rows.judge_columns(body, place)
    for line, cells in body:
        rows.take(Place(path, line), cells)
    if not sound:
        rows.entries.clear()
    rows.say_together(place)
    return Table(tuple(rows.entries), rows.stands, columns)


def _kind(columns: Sequence[Column], kind: str | None, place: Place) -> str | None:
    """Return what the rows are by the headings, else `kind`.

    Raises Rejected LP286 where both say something else.
    """
    said = says(columns)
    if said not in ('organisation', 'person'):
        return kind
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
        raise Rejected(
            Finding(
                place,
                'LP235',
                f'the table has no heading for the names: {listed} is none that is known',
                'write a first row with headings, such as name, kind, public, country; a list '
                'without headings is read from a file whose name ends in .txt',
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
