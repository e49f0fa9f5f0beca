"""The cells of a table: what is written in one, and what it means. A meaning is never guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from letterpress.manuscript.roll.lists.vocabulary import folded, words
from letterpress.manuscript.yaml.shapes import SLUG


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


def kind(cell: str) -> str:
    """Return the kind of signatory that a word says. Raises KeyError."""
    return words().kinds[folded(cell)]


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
