"""A line-up: words turned upright, as tall as people are, before a height chart.

The longest word is the tallest person. Each stands in the cut of its face that is nearest to the
width of all; what then is left is stretched or squeezed along the word, by DISTORTED at most.
Heights of people in cm, all other lengths in mm.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from letterpress.layout.type.breaking import Lines
from letterpress.layout.type.ink import Ink
from letterpress.layout.type.wood import Line
from letterpress.values import dataclass

SHORTEST, TALLEST = 163.0, 190.0  # cm
ALONE = 176.0  # cm, of one who stands alone
DISTORTED = 1.15  # what a word may be stretched or squeezed by, along its line
NEARER = 1.1  # times larger is who stands a step forward
# Of the height at which every word stands in its widest: a little lower, and the long ones among
# them are as broad as the short ones, instead of thin.
EASE = 0.95
STEPS = 40  # halvings


@dataclass(frozen=True)
class Person:
    """A word in its place: turned against the clock, its first letter at the feet.

    `left` and `width` of its column; `feet`: where it stands; `tall` in mm, `cm` by the chart.
    stretch: along the word, beside the size (mm) of its type. forward: a step nearer.
    """

    ink: Ink
    size: float
    stretch: float
    left: float
    width: float
    feet: float
    tall: float
    cm: float
    forward: bool = False

    @property
    def head(self) -> float:
        """Where it ends above."""
        return self.feet - self.tall

    @property
    def css(self) -> str:
        """The declarations that put it into its place; it needs `white-space: nowrap` too."""
        x = self.left - (self.ink.drop + self.ink.top) * self.size
        y = self.feet + self.ink.x0 * self.size * self.stretch
        return (
            f'left:0;top:0;transform-origin:0 0;'
            f'transform:translate({x:.3f}mm,{y:.3f}mm) rotate(-90deg) scale({self.stretch:.5f},1);'
            f'{self.ink.face.font(self.size)}'
        )


@dataclass(frozen=True)
class Rule:
    """A rule of the chart: the cm that it stands for, its place, and where it is seen, in parts."""

    cm: int
    y: float
    parts: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Chart:
    """Who stands there, and how many mm a cm is."""

    people: tuple[Person, ...]
    unit: float
    floor: float

    def rules(
        self, step: int, top: float, left: float, right: float, clear: float
    ) -> tuple[Rule, ...]:
        """Return the rules above the floor, every `step` cm up to `top`, from `left` to `right`.

        Who stands a step forward hides them, and `clear` mm on each side of it.
        """
        found = []
        cm = step
        while self.floor - cm * self.unit > top:
            y = self.floor - cm * self.unit
            parts, start = [], left
            for one in self.people:
                if one.forward and one.head - clear < y:
                    parts.append((start, one.left - clear))
                    start = one.left + one.width + clear
            found.append(Rule(cm, y, (*parts, (start, right))))
            cm += step
        return tuple(found)


def standing(
    words: Sequence[tuple[Ink, ...]],
    forward: Sequence[bool],
    width: float,
    x: float,
    top: float,
    floor: float,
    gap: float,
    step: float,
) -> Chart:
    """Return the words of a line-up in their places, each given in all the cuts that there are.

    They are as tall as fits below `top`, and so wide that they fill the width with `gap` mm between
    two; where they are too few for that they stand apart, and where they are too many they are
    smaller. `step`: how far down who stands forward has come.
    """
    if not words:
        return Chart((), (floor - top) / TALLEST, floor)
    cms = heights([min(map(ratio, inks)) for inks in words])
    seen = [cm * (NEARER if near else 1) for cm, near in zip(cms, forward, strict=True)]
    room = width - gap * (len(words) - 1)
    unit = min(
        (floor - top + (step if near else 0)) / cm for cm, near in zip(seen, forward, strict=True)
    )
    least = sum(cm * unit / limits(inks)[1] for cm, inks in zip(seen, words, strict=True))
    unit *= min(1.0, EASE * room / least)
    spans = [
        (cm * unit / limits(inks)[1], cm * unit / limits(inks)[0])
        for cm, inks in zip(seen, words, strict=True)
    ]
    wide = _alike(spans, room)
    apart = gap + max(room - sum(wide), 0.0) / (len(words) + 1)
    left = x + max(room - sum(wide), 0.0) / (len(words) + 1)
    people = []
    for inks, cm, near, tall, own in zip(
        words, cms, forward, (cm * unit for cm in seen), wide, strict=True
    ):
        ink = min(inks, key=lambda one: abs(log(tall / own / ratio(one))))
        stretch = tall / own / ratio(ink)
        size = own / (ink.bottom - ink.top)
        feet = floor + (step if near else 0.0)
        people.append(Person(ink, size, stretch, left, own, feet, tall, cm, near))
        left += own + apart
    return Chart(tuple(people), unit, floor)


def ratio(ink: Ink) -> float:
    """Return how many times longer a word is than high."""
    return ink.width / (ink.bottom - ink.top)


def limits(inks: Sequence[Ink]) -> tuple[float, float]:
    """Return the least and the largest ratio in which a word may stand, in any of its cuts.

    None is squeezed to be broader than its narrowest cut: there is room enough then.
    """
    ratios = [ratio(ink) for ink in inks]
    return min(ratios), max(ratios) * DISTORTED


def heights(ratios: Sequence[float]) -> tuple[float, ...]:
    """Return how tall each is in cm: the shortest word the smallest, evenly up to the longest."""
    if len(ratios) == 1:
        return (ALONE,)
    order = sorted(range(len(ratios)), key=lambda number: ratios[number])
    rise = (TALLEST - SHORTEST) / (len(ratios) - 1)
    return tuple(SHORTEST + rise * order.index(number) for number in range(len(ratios)))


def _alike(spans: Sequence[tuple[float, float]], room: float) -> list[float]:
    """Return widths as alike as their limits allow, which fill the room as far as they can."""

    def at(width: float) -> list[float]:
        return [min(max(width, least), most) for least, most in spans]

    low, high = 0.0, max(most for _, most in spans)
    if sum(at(high)) <= room:
        return at(high)
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(at(middle)) <= room else (low, middle)
    return at(low)


def rows(
    inks: Sequence[Ink],
    lines: Lines,
    size: float,
    apart: float,
    pitch: float,
    x: float,
    width: float,
) -> tuple[Line, ...]:
    """Return words in rows of one size, each row in the middle, the first on the baseline 0."""
    found = []
    for number, (first, last) in enumerate(lines):
        row = inks[first:last]
        long = sum(ink.width for ink in row) + apart * (len(row) - 1)
        left = x + (width - long * size) / 2
        for ink in row:
            found.append(Line(ink, size, left, number * pitch * size))
            left += (ink.width + apart) * size
    return tuple(found)
