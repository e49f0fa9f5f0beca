"""The cells of a table: what is written in one, and what it means. A meaning is never guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from letterpress.manuscript.roll.lists.vocabulary import folded, words
from letterpress.manuscript.roll.wording import plain
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


def nothing(cell: str) -> bool:
    """Say whether a cell says in words or signs that there is nothing to say: N/A, none, -."""
    return cell.casefold() in words().nothing


def is_total(name: str) -> bool:
    """Say whether a name is a row that adds the others up: "Total", "Razem: 4 osoby"."""
    known = words()
    if known.totals.isdisjoint(_WORDS(name.casefold())):
        return False
    spoken = [word for word in plain(name).split() if not word.isdigit()]
    return all(word in known.totals or word in known.counted for word in spoken)


_WORDS = re.compile(r'[^\W\d_]+').findall
# What a spreadsheet shows where it cannot compute (#REF!, #¡VALOR!, #ИМЯ?, #N/A), and a formula
# that came as text
_ERROR = re.compile(r'#(?:[^\W\d_a-zß-ÿ]|[/_0¡.])+[!?]|#(?:N/A|N/D|NV|NA|Н/Д|Δ/Υ|DIV/0)')
_FORMULA = re.compile(
    r'=\s*(?:["(+-]|\$?[A-Z]{1,3}\$?\d+\b|[^\W\d_][\w.]*\(|\'?[^!]{1,40}\'?!\$?[A-Z])',
    re.IGNORECASE,
)


def is_computed(cell: str) -> bool:
    """Say whether a cell holds a formula, or what a spreadsheet shows where one failed."""
    return cell[:1] in '#=' and bool(_ERROR.fullmatch(cell) or _FORMULA.match(cell))


def _whole(pattern: str, cell: str) -> str:
    if not re.fullmatch(pattern, cell):
        raise ValueError
    return cell
