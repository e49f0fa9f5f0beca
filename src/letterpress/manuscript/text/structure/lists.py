"""Lists while they are read: which entry is open, how deep it stands, and what is wrong with them.

A list may stand in an entry of another one, and no deeper.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from letterpress.manuscript.text.structure.places import first_line

if TYPE_CHECKING:
    from markdown_it.token import Token

    Say = Callable[[int, int, str, str, str], None]  # line, column, code, message, hint

DEEPEST = 2  # lists in each other


class Lists:
    """The lists that are open, each as its token and those of its entries."""

    def __init__(self, say: Say):
        self._say = say
        self._open: list[list[Token]] = []

    @property
    def depth(self) -> int:
        """How deep the open entry stands: 0 in a list, 1 in a list in an entry of another."""
        return len(self._open) - 1

    @property
    def label(self) -> tuple[int, str]:
        """The number of the open entry and what stands behind it; (0, '') where it has a dash."""
        entry = self._open[-1][-1]
        return (int(entry.info), entry.markup) if entry.info else (0, '')

    def begin(self, token: Token) -> None:
        """Open a list. Code: LP148 (in a list that stands in a list)."""
        self._open.append([token])
        if len(self._open) == DEEPEST + 1:
            self._say(
                first_line(token),
                0,
                'LP148',
                'a list cannot stand in a list that itself stands in a list',
                'say it in the entry, or begin the entry further to the left',
            )

    def end(self) -> None:
        """Close the list. Code: LP148 (a sign that would be printed as a dash)."""
        opened, *entries = self._open.pop()
        if opened.markup == '+' or (opened.markup == '*' and len(entries) == 1):
            self._say(
                first_line(opened),
                0,
                'LP148',
                f'the sign {opened.markup} at the beginning would be printed as a dash',
                'begin the entries of a list with a hyphen; to print the sign, write '
                f'\\{opened.markup}',
            )

    def entry(self, token: Token) -> None:
        """Open an entry. Code: LP154 (a number that would be printed otherwise)."""
        self._open[-1].append(token)
        if token.info and token.info != str(int(token.info)):
            self._say(
                first_line(token),
                0,
                'LP154',
                f'the number {token.info} would be printed as {int(token.info)}',
                'write it without the zero, or with a backslash before the point',
            )

    def last_entry(self) -> int:
        """Return the line (from 0) of the entry that is open."""
        return first_line(self._open[-1][-1])
