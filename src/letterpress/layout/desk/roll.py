"""The roll on its pages: columns of names, and below them what is said of those not named.

Lengths in mm, sizes in points.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING, Any

from letterpress.layout.typography import mixed, paragraph
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.layout.desk.compositor import Compositor
    from letterpress.layout.rolls.filling import Part as Long
    from letterpress.layout.type.columns import Part
    from letterpress.layout.type.titles import Title
    from letterpress.manuscript.census import Group

BRIEF = 24  # names that stand below the seal, with no page of their own
MARKED = 60  # names from which their page has the emblem at its foot


@dataclass(frozen=True)
class Roll:
    """The pages of a roll; what stands `below` each group; how many are named."""

    pages: tuple[tuple[Part | Long, ...], ...]
    below: tuple[tuple[str, ...], ...]
    names: int

    @property
    def brief(self) -> bool:
        """Whether it stands below the seal of the letter."""
        return len(self.pages) == 1 and self.names <= BRIEF

    @property
    def marked(self) -> bool:
        """Whether there is room and reason for the emblem."""
        return self.names > MARKED or len(self.pages) > 1


@dataclass(frozen=True)
class Annex:
    """The leaves of an annex, and the height of the request at the head of each."""

    leaves: tuple[tuple[Part | Long, ...], ...]
    head: float


def roll(
    type: Compositor, m: Any, groups: Sequence[Group], elsewhere: str, headed: bool, lang: str
) -> Roll:
    """Return the roll of a letter. `elsewhere` says where all others stand; '' where none do."""
    below = [(group.unnamed,) if group.unnamed else () for group in groups]
    if below and elsewhere:
        below[-1] = (*below[-1], elsewhere)
    tails = [1 + sum(_lines(type, m, text) for text in texts) if texts else 0 for texts in below]
    names = sum(len(group.names) for group in groups)
    if not names:
        return Roll((), tuple(below), 0)
    pages = type.columns(
        [group.names for group in groups],
        m['name'],
        m['name_width'],
        m['name_hang'],
        m['columns'],
        m['column_lines'],
        lang,
        m['kind_lines'] if headed else 0,
        m['kind_gap'],
        tails,
    )
    return Roll(pages, tuple(below), names)


def _lines(type: Compositor, m: Any, text: str) -> int:
    return type.lines(paragraph(mixed(text, not type.hyphenates)), m['below'], *m['note'][0])


def annex(
    type: Compositor, m: Any, groups: Sequence[Group], request: Title, headed: bool, lang: str
) -> Annex:
    """Return the leaves of an annex: the request stands at the head of each.

    Where it needs more than its room, names give way to it, line by line.
    """
    line, room = m['annex_line'], m['request_room']
    needed = len(request.lines) * m['request_lead'] + m['request_edge'] - room
    given = max(0, ceil(needed / line))
    leaves = type.columns(
        [group.names for group in groups],
        m['annex_name'],
        m['annex_width'],
        m['name_hang'],
        m['columns'],
        m['column_lines'] - given,
        lang,
        m['kind_lines'] if headed else 0,
        m['kind_gap'],
        [m['unnamed_lines'] if group.unnamed else 0 for group in groups],
    )
    return Annex(leaves, room + line * given)
