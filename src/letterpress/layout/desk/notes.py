"""The notes of a letter as they stand at the foot of its pages, line by line.

Their lines are chosen here, so that a long note can go on at the foot of the next page: each of its
parts is a note to the engine, which fills a page with lines and with the notes that they refer to.
How deep a page is then, is measured on pages (type/pages). Lengths in mm, sizes in points.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from letterpress.layout.typography import raised
from letterpress.manuscript import locales
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.layout.desk.compositor import Compositor
    from letterpress.manuscript.model import Block

TOGETHER = 2  # lines: no page keeps or gets fewer of a note


@dataclass(frozen=True)
class Notes:
    """Notes as they are set: what stands in the text for each, with the note itself."""

    marks: dict[int, Markup]


def at_foot(type: Compositor, m: Any, blocks: Iterable[Block], language: str) -> Notes:
    """Return the notes that blocks refer to.

    Of the measures `foot_note` is their size and lead, `foot_indent` what hangs before their lines,
    `text` the measure.
    """
    size, lead = m['foot_note'][0]
    measure = m['text'] - m['foot_indent']
    style = f'width: {measure}mm; font-size: {size}pt; line-height: {lead}mm'
    marks = {}
    for note in (note for block in blocks for note in block.notes):
        lines = type.each_line(note.runs, size, measure)
        parts = _parts(lines)
        digits = locales.digits(str(note.number), language)
        held = Markup('').join(
            _set(part, note.number, digits, style, first=not at, then=then)
            for at, (part, then) in enumerate(zip_longest(parts, parts[1:]))
        )
        # the note first: what stands behind the number is lost where a line ends at it
        marks[note.number] = held + raised(note.number, digits)
    return Notes(marks)


def _parts(lines: Sequence[Markup]) -> list[Sequence[Markup]]:
    """Return lines in the parts that pages may part."""
    if len(lines) < 2 * TOGETHER:
        return [lines]
    last = len(lines) - TOGETHER
    cuts = [*range(0, last, TOGETHER), last, len(lines)]
    if last - cuts[-3] < TOGETHER:
        del cuts[-3]
    return [lines[start:end] for start, end in pairwise(cuts)]


def _set(
    lines: Sequence[Markup],
    number: int,
    digits: str,
    style: str,
    first: bool,
    then: Sequence[Markup] | None,
) -> Markup:
    """Return a part of a note; `then` is the next one, whose first line shows no blank."""
    names = 'fn' + ('' if first else ' on') + (' on-and-on' if then else '')
    if then and then[0].startswith(' '):
        names += ' parted'
    label = Markup('<span class="n">{} </span>').format(digits) if first else Markup('')
    return Markup('<span class="{}" data-note="{}" style="{}">{}{}</span>').format(
        names, number, style, label, Markup('').join(lines).lstrip(' \u200b')
    )
