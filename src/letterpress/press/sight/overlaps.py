"""Find text over text (LP359), by its ink: of lines first and then of single glyphs.

Lines are taken from the top of the page downwards, each against those that it may still meet, so
that ten thousand names are as many steps and not their square.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from letterpress.findings import Finding
from letterpress.press.proof import MM
from letterpress.press.reaches.boxes import Rectangle
from letterpress.press.records import Sources
from letterpress.press.sight.overset import place, short
from letterpress.press.sight.seen import around, glyphs
from letterpress.press.sight.stretches import TEXT, Path, Stretch

# By how much glyphs lie over each other, both ways, to be said: the sum of the two.
HAIR = 0.2 / MM  # px
KISS = 0.05  # em of the smaller type


class Inked(Protocol):
    """What blackens a rectangle of the page."""

    ink: Rectangle


Thing = TypeVar('Thing', bound=Inked)


def findings(texts: Sequence[Stretch], where: str, sources: Sources) -> Iterator[Finding]:
    """Yield LP359 for each two elements whose text lies over each other; it names both texts."""
    known: dict[int, list[Rectangle]] = {}
    said: dict[tuple[Path, Path], list[tuple[Stretch, Stretch]]] = {}
    by_ink = {id(text.seen): text for text in texts if TEXT not in text.over}
    for one, other in meeting((text.seen for text in by_ink.values()), HAIR):
        upper, lower = sorted(
            (by_ink[id(one)], by_ink[id(other)]), key=lambda text: -text.seen.order
        )
        if upper.line is not lower.line and _touch(upper, lower, known):
            said.setdefault((upper.path, lower.path), []).append((upper, lower))
    for pairs in said.values():
        (upper, lower), more = pairs[0], ' and more of the text' if len(pairs) > 1 else ''
        yield Finding(
            place(upper, sources),
            'LP359',
            f'{where}: “{short(upper.text)}”{_of(upper.path)} lies over '
            f'“{short(lower.text)}”{_of(lower.path)}{more}',
            'shorten one of them, or let the layout push one away; text that is meant to lie over '
            'other text says so in the template: data-over="text"',
        )


def _of(path: Path) -> str:
    return f' ({path[0]} “{path[1]}”)' if path[1] else ''


def meeting(things: Iterable[Thing], hair: float) -> Iterator[tuple[Thing, Thing]]:
    """Yield each two things whose rectangles lie over each other by more than `hair` both ways."""
    near: list[Thing] = []
    for thing in sorted(things, key=lambda one: one.ink[1]):
        left, top, right, _ = thing.ink
        near = [one for one in near if one.ink[3] > top + hair]
        for one in near:
            if one.ink[0] + hair < right and left + hair < one.ink[2]:
                yield one, thing
        near.append(thing)


def _touch(one: Stretch, other: Stretch, known: dict[int, list[Rectangle]]) -> bool:
    """Say whether a glyph of a stretch lies over one of another."""
    least = HAIR + KISS * min(one.seen.size, other.seen.size)
    here, there = (_glyphs(text, one.matrix is not other.matrix, known) for text in (one, other))
    return any(
        min(a[2], b[2]) - max(a[0], b[0]) > least and min(a[3], b[3]) - max(a[1], b[1]) > least
        for a in here
        for b in there
    )


def _glyphs(text: Stretch, on_page: bool, known: dict[int, list[Rectangle]]) -> list[Rectangle]:
    found = known.get(id(text))
    if found is None:
        found = known[id(text)] = glyphs(text.seen.box)
    if on_page and text.seen.matrix:
        return [around(glyph, text.seen.matrix) for glyph in found]
    return found
