"""Columns of a list that may be about consent to publication, judged by their cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from letterpress.findings import Place
from letterpress.manuscript.roll import consent, wording
from letterpress.manuscript.roll.consent import Asks
from letterpress.manuscript.roll.lists import cells
from letterpress.manuscript.roll.lists.columns import Column
from letterpress.manuscript.roll.lists.vocabulary import folded, words
from letterpress.manuscript.roll.wording import plain
from letterpress.manuscript.yaml.shapes import Report

_SAY = (
    'say what it is: --column public="{0}" if yes means that the name may be printed, '
    '--column anonymous="{0}" if yes means the opposite, --let-go "{0}" if it is about something '
    'else'
)
_OURS = ('id', 'name', 'kind')  # how a table begins that letterpress wrote (roll/files)


def judged(
    columns: Sequence[Column],
    body: Sequence[tuple[int, list[str]]],
    place: Place,
    report: Report,
) -> tuple[Column, ...]:
    """Return the columns as their cells show them; report those that may be about consent (LP244).

    A column of numbers is no id of the roll, but in a table that the roll was written to; one of
    e-mail addresses confirms nothing; a state is one where each of its words says whether a
    signature stands.
    """
    ours = [column.heading for column in columns][: len(_OURS)] == list(_OURS)
    found = []
    for n, column in enumerate(columns):
        if column.told:
            found.append(column)
            continue
        said = [row[n] for _, row in body if n < len(row) and row[n]]
        if column.asks == Asks.CONFIRMED and said and all('@' in cell for cell in said):
            column = Column(column.heading)  # "Confirm your e-mail address": typed twice
        if column.asks == Asks.STATE and not any(map(_is_state, said)):
            column = Column(column.heading)  # "Status: member"
        if (
            column.field == 'id'
            and not ours
            and any(re.fullmatch(r'[\d.-]+', cell) for cell in said)
        ):
            column = Column(column.heading, by_program=True)
        if what := _unclear(column, said):
            heading = column.heading or f'#{n + 1}'
            report.add(
                place,
                'LP244',
                f'the column “{cells.short(heading)}” {what}: nobody was taken over',
                _SAY.format(heading.replace('"', "'")),
            )
            column = replace(column, field='', asks=Asks.UNCLEAR)
        found.append(column)
    return tuple(found)


def stands(cell: str) -> bool:
    """Say whether a word for the state of a signature says that it stands."""
    return not cell or folded(cell) in words().stands


def _is_state(cell: str) -> bool:
    """Say whether a cell names a state of a signature: it stands, it waits, it is gone."""
    words = plain(cell)
    kinds = (wording.WAITING, wording.BOUNCED, wording.GONE, wording.CONFIRMED)
    return stands(cell) or any(stems.search(words) for stems in kinds)


def _unclear(column: Column, said: Sequence[str]) -> str:
    """Return why a column is a question to a person, '' where it is none."""
    if column.asks == Asks.UNCLEAR:
        return 'may be about consent to publication'
    other = next((cell for cell in said if not _is_state(cell)), '')
    if column.asks == Asks.STATE and other:
        such = cells.short(other)
        return f'says of some whether their signature stands, and of others “{such}”'
    unread = _is_open(column) and not column.field
    if unread and consent.answers(said):
        such = cells.short(said[0])
        return f'holds answers such as “{such}”, which may be about consent to publication'
    return ''


def _is_open(column: Column) -> bool:
    """Say whether somebody may have written about publication though the heading does not ask."""
    return column.asks == Asks.NOTHING and not column.by_program and not column.told


def may_remark(column: Column) -> bool:
    """Say whether a cell may speak against publication under a heading that does not ask for it."""
    return column.field in ('', 'note') and column.asks == Asks.NOTHING and not column.by_program
