"""Tables: a head, a line of hyphens below it, and rows of as many cells: up to four columns.

Markdown's reader fills a short row up and cuts a long one off in silence; both are found here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from letterpress.manuscript.model import Block, Run

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.token import Token

    from letterpress.findings import Place

    Say = Callable[[int, int, str, str, str], None]  # line, column, code, message, hint

MOST = 4  # columns
_ALIGN = {'left': 'start', 'center': 'center', 'right': 'end'}


class Table:
    """A table that is being read: at which cell of which row it is."""

    def __init__(self, opened: Token, source: Sequence[str], say: Say):
        assert opened.map is not None  # markdown-it says it of every block
        self.head = opened.map[0]
        self._source, self._say = source, say
        self._row, self._column = -1, -1
        self._columns = len(cells(source[self.head]))
        if self._columns > MOST:
            say(
                self.head,
                0,
                'LP117',
                f'a table of {self._columns} columns is too wide for a letter',
                f'at most {MOST} columns stand beside each other: leave some out, or make two '
                'tables',
            )

    def begin_row(self, line: int) -> None:
        """Go to the next row, at a line (from 0). Code: LP117 (other cells than the head)."""
        self._row, self._column = self._row + 1, -1
        count = len(cells(self._source[line]))
        if count != self._columns:
            self._say(
                line,
                0,
                'LP117',
                f'this row of the table has {_counted(count)}, its head {_counted(self._columns)}',
                'give each row as many cells, empty ones too; text that is no row needs an empty '
                'line before it',
            )

    def end(self) -> None:
        """Close the table. Code: LP117 (it has a head and nothing else)."""
        if self._row < 1:
            self._say(
                self.head,
                0,
                'LP117',
                'the table has a head and no row',
                'write its rows below the line of hyphens, without an empty line between them',
            )

    def cell(self, opened: Token, runs: tuple[Run, ...], place: Place) -> Block:
        """Return the next cell of the row."""
        self._column += 1
        style = str(opened.attrs.get('style', '')).removeprefix('text-align:')
        return Block(
            'cell',
            runs,
            place=place,
            row=self._row,
            column=self._column,
            align=_ALIGN.get(style, ''),
        )


def cells(line: str) -> list[str]:
    """Return the cells of a row as they were typed, as markdown-it parts them."""
    found, begun, escaped = [], 0, False
    line = line.strip()
    for at, sign in enumerate(line):
        if sign == '|' and not escaped:
            found.append(line[begun:at])
            begun = at + 1
        escaped = sign == '\\'
    found.append(line[begun:])
    if found[0] == '':
        found.pop(0)
    if found and found[-1] == '':
        found.pop()
    return found


def _counted(count: int) -> str:
    return f'{count} cell{"" if count == 1 else "s"}'
