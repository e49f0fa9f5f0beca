"""What a template calls to set names around a pupil. Lengths in mm."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from math import cos, degrees, hypot, pi, sin
from typing import TYPE_CHECKING

from letterpress.base import bidi
from letterpress.layout import typography
from letterpress.layout.desk.galley import SLACK, Galley
from letterpress.layout.drawings import device
from letterpress.layout.type.eye import rays, strokes
from letterpress.layout.type.eye.frame import Frame
from letterpress.layout.type.eye.rays import Name
from letterpress.layout.type.eye.strokes import Strokes
from letterpress.layout.type.wood import Line
from letterpress.manuscript import locales
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.layout.type.ink import Face, Ink

KUFI = 0.84  # of the size of Latin names: so Arabic ones look as large beside them
BODY = 'Hdpg'  # as tall and as deep as names are, but for accents
STROKE = 0.2  # em: how thick a stroke is that stands for a name,
LONE = 12.0  # and how long where no name stands beside it
SHOWN = 40  # characters of a text that a finding quotes


@dataclass(frozen=True)
class Ray:
    """A name around a pupil: its line, and how it is turned about the corner it is placed by."""

    line: Line
    left: float
    top: float
    turn: float  # degrees, clockwise
    stroke: str = ''  # the declarations of one that stands for a name too long for the sheet

    @property
    def parts(self) -> tuple[tuple[str, bool], ...]:
        """The name, as the filter `wood` takes it."""
        return self.line.parts

    @property
    def size(self) -> float:
        """Of its type."""
        return self.line.size

    @property
    def css(self) -> str:
        """The declarations that put it into its place."""
        wide = 1.1 * self.line.ink.advance * self.size  # the engine rounds
        return (
            f'left:{self.left:.3f}mm;top:{self.top:.3f}mm;width:{wide:.2f}mm;'
            f'{self.line.ink.face.font(self.size)};transform:rotate({self.turn:.3f}deg)'
        )


@dataclass(frozen=True)
class Iris:
    """Names around a pupil: its frame as it suits them, and the names in their places."""

    frame: Frame
    rays: tuple[Ray, ...]

    @property
    def names(self) -> tuple[Ray, ...]:
        """The rays that are names."""
        return tuple(ray for ray in self.rays if not ray.stroke)

    @property
    def strokes(self) -> tuple[Ray, ...]:
        """The rays that stand for names which are too long."""
        return tuple(ray for ray in self.rays if ray.stroke)


class Rays(Galley):
    """Sets names as rays, and words in the pupil."""

    def eye(
        self,
        x: float,
        y: float,
        pupil: float,
        inset: float,
        edges: tuple[float, float, float, float],
    ) -> Frame:
        """Return the frame of an eye; edges: left, top, right, bottom."""
        return Frame(x, y, pupil, inset, *edges)

    def in_circle(self, text: str, face: Face, x: float, y: float, radius: float) -> Line:
        """Return a line whose ink fills a circle about (x, y), and has it in its middle."""
        (ink,) = self._ruler.measure([(self._whole(text), face, self._language)])
        size = 2 * radius / max(hypot(ink.width, ink.bottom - ink.top), 1e-6)
        line = Line(ink, size, x - ink.width * size / 2)
        return line.at(y=y - (ink.top + ink.bottom) / 2 * size)

    def centred(self, lines: Sequence[Line], x: float, y: float) -> tuple[Line, ...]:
        """Return lines about the middle `x`, each with its baseline at `y`."""
        return tuple(line.at(x=x - line.width / 2, y=y) for line in lines)

    def iris(
        self,
        names: Iterable[str],
        face: Face,
        frame: Frame,
        lang: str,
        widest: float,
        largest: float,
        smallest: float,
        gap: float,
        least: float,
        slot: str = 'signatories',
    ) -> Iris:
        """Return names around a pupil (eye.rays.around), in type of `smallest` at least.

        gap: em between two of them. A few that are too long may be as small as `least`; one that
        has no room then is a stroke in its place. Where they cannot stand at all none is returned,
        and each signatory is a stroke. Of whom there is a stroke is said (LP376).
        """
        texts = list(names)
        holds = 2 * (frame.right - frame.left) * (frame.bottom - frame.top) / smallest**2
        made, left_out = rays.Iris(frame, ()), 0
        longest: list[int] = []
        shapes: list[_Shape] = []
        if 0 < len(texts) < holds:
            body, *inks = self._ruler.measure(
                [(typography.words_of(text), face, lang) for text in (BODY, *texts)]
            )
            shapes = [_shape(ink, body, runs_against(ink.text)) for ink in inks]

            def stood(count: int, spoked: bool) -> rays.Iris:
                names = _as_strokes([shape.name for shape in shapes], longest[:count])
                return rays.around(names, frame, widest, largest, smallest, gap, least, spoked)

            longest = sorted(range(len(shapes)), key=lambda one: -shapes[one].name.width)
            most = max(1, rays.some(shapes))
            made = stood(0, True)
            for spoked in (False, True):
                if not made.rays:
                    made, left_out = _fewest(partial(stood, spoked=spoked), most)
            for number in longest[:left_out]:
                self._note(
                    'LP376',
                    slot,
                    f'“{quoted(texts[number])}” has no room around the pupil in type of '
                    f'{least:.1f} mm: a stroke stands in its place',
                    'nothing needs to be done; a larger sheet may hold it',
                )
        if texts and not made.rays:
            self._note(
                'LP376',
                slot,
                f'{len(texts)} names have no room around the pupil in type of {smallest:.1f} mm: '
                'each signatory is a stroke, and the sheet says how many they are',
                'nothing needs to be done; a larger sheet holds more names',
            )
        strokes = longest[:left_out]
        long = _as_strokes([shape.name for shape in shapes], strokes)
        return Iris(
            made.frame,
            tuple(
                _placed(
                    ray,
                    shapes[ray.number],
                    made.frame,
                    long[ray.number].width if ray.number in strokes else 0.0,
                )
                for ray in made.rays
            ),
        )

    def strokes(
        self,
        names: Iterable[str],
        frame: Frame,
        pitch: float,
        least: float,
        gap: float,
        over: float = 0.0,
    ) -> Strokes:
        """Return a stroke for each who signed (eye.strokes.strokes), as long as the names are."""
        lengths = device.lengths(list(names))
        return strokes.strokes(lengths, frame, pitch, least, gap, over)

    def cap(self, face: Face) -> float | None:
        """Return the height of capitals (em) of a face; None in a script that has none."""
        if locales.direction(self._language) == 'rtl':
            return None
        return -self._ruler.measure([('H', face, 'en')])[0].top

    def _not_below(self, lines: Iterable[Line], smallest: float, slot: str) -> None:
        """Note each line that is smaller than may be (LP340)."""
        for line in lines:
            if line.size < smallest - SLACK:
                self._note(
                    'LP340',
                    slot,
                    f'the line “{line.ink.text}” would have to be set {line.size:.1f} mm high, and '
                    f'{smallest:.1f} mm is the least that can be read there',
                    'shorten it, or break it into more lines',
                )

    def _whole(self, text: str) -> str:
        return bidi.isolate(text, locales.direction(self._language))


@dataclass(frozen=True)
class _Shape:
    """A name's ink, its share of the common size, the em from its axis down to its baseline."""

    ink: Ink
    share: float
    rise: float
    name: Name


def _shape(ink: Ink, body: Ink, against: bool) -> _Shape:
    """Return a name as it spreads about its axis: the middle of Latin letters, or of its own."""
    like = ink if against else body
    share, middle = KUFI if against else 1.0, (like.top + like.bottom) / 2
    half = (body.bottom - body.top) / 2
    above, below = (middle - ink.top) * share, (ink.bottom - middle) * share
    name = Name(max(ink.width, 0.01) * share, max(above, half), max(below, half))
    return _Shape(ink, share, -middle, name)


def _placed(ray: rays.Ray, shape: _Shape, frame: Frame, long: float = 0.0) -> Ray:
    """Return a name with the corner by which its box is placed, and turned.

    long: of the stroke (em) that stands for it, if one does.
    """
    ink, size = shape.ink, ray.size * shape.share
    turn = ray.turn + (pi if ray.turned and not long else 0.0)
    x = -ray.start - ink.x1 * size if ray.turned else ray.start - ink.x0 * size
    y = (shape.rise - ink.drop) * size
    if long:
        x, y = ray.start, -STROKE * ray.size / 2
    left = frame.x + x * cos(turn) - y * sin(turn)
    top = frame.y + x * sin(turn) + y * cos(turn)
    placed = Ray(Line(ink, size), left, top, degrees(turn) % 360)
    if not long:
        return placed
    css = (
        f'left:{left:.3f}mm;top:{top:.3f}mm;width:{long * ray.size:.3f}mm;'
        f'height:{STROKE * ray.size:.3f}mm;transform:rotate({placed.turn:.3f}deg)'
    )
    return replace(placed, stroke=css)


def _as_strokes(names: Sequence[Name], which: Sequence[int]) -> list[Name]:
    """Return the names, of some of them a stroke each: longer than most names that are none."""
    others = sorted(name.width for number, name in enumerate(names) if number not in which)
    long = others[len(others) * 3 // 4] if others else LONE
    return [
        replace(name, width=long) if number in which else name for number, name in enumerate(names)
    ]


def _fewest(stood: Callable[[int], rays.Iris], most: int) -> tuple[rays.Iris, int]:
    """Return names around a pupil, as few of them strokes as can be, and how many those are."""
    made, low = stood(most), 0
    if not made.rays:
        return made, 0
    while most - low > 1:
        middle = (low + most) // 2
        if (tried := stood(middle)).rays:
            made, most = tried, middle
        else:
            low = middle
    return made, most


def quoted(text: str) -> str:
    """Return a text as a finding quotes it: its first words, if it is long."""
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + '…'


def runs_against(text: str) -> bool:
    """Tell whether a name is written from right to left."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ('L', 'R', 'AL'):
            return kind != 'L'
    return False
