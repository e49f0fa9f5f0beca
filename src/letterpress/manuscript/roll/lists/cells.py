"""The cells of a table: what is written in one, and what it means. A meaning is never guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from letterpress.findings import Place
from letterpress.manuscript import countries
from letterpress.manuscript.roll.lists.columns import folded
from letterpress.manuscript.yaml.shapes import SLUG, Report

Value = TypeVar('Value')

_KINDS = {
    'organisation': 'organisation organization organizacion organizzazione association collectif '
    'verein οργανωση организация منظمة',
    'person': 'person personne persona individual individu particulier einzelperson '
    'προσωπο лице شخص',
}
_KIND = {folded(word): kind for kind, words in _KINDS.items() for word in words.split()}


def trimmed(cells: Sequence[str]) -> list[str]:
    """Return the cells without the empty ones at the end."""
    cells = list(cells)
    while cells and not cells[-1]:
        cells.pop()
    return cells


def short(text: str) -> str:
    """Return a text on one line, of 60 characters at most."""
    text = ' '.join(text.split())
    return text if len(text) <= 60 else text[:59] + '…'


def read(
    cells: dict[str, str],
    column: str,
    parse: Callable[[str], Value],
    expected: str,
    place: Place,
    report: Report,
) -> Value | None:
    """Return a cell's value, or None where it is empty or means nothing (then LP237)."""
    cell = cells.get(column, '')
    if not cell:
        return None
    try:
        return parse(cell)
    except (ValueError, KeyError):
        advice = f'{countries.advice(cell)}; ' if column == 'country' else ''
        report.add(
            place,
            'LP237',
            f'“{short(cell)}” in the column {column} is not {expected}: the row was not taken over',
            advice + 'mend the cell and import the table again',
        )
        return None


def kind(cell: str) -> str:
    """Return the kind of signatory that a word says. Raises KeyError."""
    return _KIND[folded(cell)]


def day(cell: str) -> date:
    """Return the day of a date or time that begins with its year.

    No other order of the numbers is clear. Raises ValueError.
    """
    found = re.match(r'(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)', cell)
    if not found:
        raise ValueError
    return date(*map(int, found.groups()))


def slug(cell: str) -> str:
    """Return an id of the roll. Raises ValueError."""
    return _whole(SLUG, cell)


def url(cell: str) -> str:
    """Return a web address. Raises ValueError."""
    return _whole(r'https?://[^\s/?#@<>"\\]+([/?#][^\s<>"\\]*)?', cell)


def _whole(pattern: str, cell: str) -> str:
    if not re.fullmatch(pattern, cell):
        raise ValueError
    return cell
