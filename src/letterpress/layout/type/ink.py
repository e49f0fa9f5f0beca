"""Ink: the values of measured type, and the ruler that gives them.

A `Face` is asked for, an `Ink` says what a line in it blackens, a `Flow` how running text breaks.
Who measures is a `Ruler`: an engine in the press, a table in a test. A `Gauge` is the ruler as it
is held for one document.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Protocol

from letterpress.base.lengths import POINT
from letterpress.values import dataclass

Box = tuple[float, float, float, float]  # x0, top, x1, bottom


@dataclass(frozen=True, order=True)
class Face:
    """A typeface as CSS names it: family (or a list), weight, further declarations in `style`."""

    family: str
    weight: int = 400
    style: str = ''

    def font(self, size: float) -> str:
        """Return the CSS that sets this face at `size` mm on a line of its own height."""
        font = f'font:{self.weight} {size:.4f}mm/1 {self.family}'
        return f'{font};{self.style}' if self.style else font


@dataclass(frozen=True)
class Ink:
    """What a line of text blackens at 1 em: the box of each glyph, numbers in em.

    x counts from the start of the line, y from its baseline downwards. drop: from the top of a
    block with line-height 1 down to the baseline. advance: the line's width with its side
    bearings. fonts: the families that were used, the wanted one or what stood in for it.
    """

    text: str
    boxes: tuple[Box, ...]
    drop: float
    advance: float
    face: Face
    lang: str = ''
    fonts: tuple[str, ...] = ()

    @cached_property
    def x0(self) -> float:
        """Return where the first ink stands, in em; 0 for a text without ink."""
        return min((box[0] for box in self.boxes), default=0.0)

    @cached_property
    def x1(self) -> float:
        """Return where the last ink ends, in em; 0 for a text without ink."""
        return max((box[2] for box in self.boxes), default=0.0)

    @cached_property
    def top(self) -> float:
        """Return the height of the highest ink, in em; above the baseline it is negative."""
        return min((box[1] for box in self.boxes), default=0.0)

    @cached_property
    def bottom(self) -> float:
        """Return how deep the lowest ink stands, in em; above the baseline it is negative."""
        return max((box[3] for box in self.boxes), default=0.0)

    @property
    def width(self) -> float:
        """Return the em from the first ink to the last; 0 for a text without ink."""
        return self.x1 - self.x0


@dataclass(frozen=True)
class TextLine:
    """A line of running text as the engine broke it.

    Its paragraph's number, its width as a part of the measure, whether it ends in a hyphen, and
    whether it is its paragraph's last. step: how much further down (mm) it reaches than all before
    it, None for the lead: more below what is free, nothing beside another cell of a table.
    """

    paragraph: int
    width: float
    hyphen: bool
    last: bool
    step: float | None = None


@dataclass(frozen=True)
class Room:
    """What the pages of a text hold of it: the first one, any other; heights in mm."""

    first: float
    full: float


@dataclass(frozen=True)
class Flow:
    """Running text in one column: its lines, the pages they take, and where they end on the last.

    `foot` in mm from the head of the page, and what the notes of that page take; `rest`: pages
    after it that hold the end of its notes. Without a `Room` there is one page without an end.
    """

    lines: tuple[TextLine, ...]
    pages: int = 1
    foot: float = 0.0
    rest: int = 0


@dataclass(frozen=True)
class Column:
    """Markup of block elements to be set in one column: its measure in mm, its type and lead.

    size in mm; leading: the line-height as a part of it; name: the class of the column.
    """

    html: str
    width: float
    size: float
    leading: float
    name: str = ''


Item = tuple[str, Face, str]  # a line's text, its face, its BCP 47 language


class Ruler(Protocol):
    """Measures type as the engine sets it."""

    def measure(self, items: Sequence[Item]) -> tuple[Ink, ...]:
        """Return the ink of each item, in order."""

    def flow(
        self,
        html: str,
        css: str,
        width: float,
        size: float,
        leading: float,
        lang: str,
        name: str = '',
        room: Room | None = None,
    ) -> Flow:
        """Return the lines of running text in one column of `width` mm, set at `size` mm.

        html: markup of block elements, put into <div class="name">; css: all of its stylesheet;
        leading: the line-height; room: what its pages hold.
        """

    def foresee(self, columns: Sequence[Column], css: str, lang: str) -> None:
        """Measure columns that will be asked for one by one (`flow`): together they cost half."""

    def advances(self, texts: Sequence[str], face: Face, lang: str) -> list[float | None]:
        """Return the length of each text in em; None where the engine has to choose its type.

        Many short texts, in a hundredth of the time of `measure`.
        """


# Markup, its measure in mm, its type in points on a lead in mm, the class of its column.
Asked = tuple[str, float, tuple[float, float], str]


@dataclass(frozen=True)
class Gauge:
    """The ruler held for one language and one stylesheet: what type is measured with."""

    ruler: Ruler
    language: str
    css: str = ''

    def inks(self, texts: Sequence[str], face: Face) -> tuple[Ink, ...]:
        """Return the ink of texts in a face."""
        return self.ruler.measure([(text, face, self.language) for text in texts])

    def advances(self, texts: Sequence[str], face: Face) -> list[float | None]:
        """Return how long many texts are in a face, in em; None where nobody knows quickly."""
        return self.ruler.advances(texts, face, self.language)

    def ink(self, text: str, face: Face) -> Ink:
        """Return the ink of a text in a face."""
        (ink,) = self.inks([text], face)
        return ink

    def blank(self, face: Face) -> float:
        """Return the width of a blank between two words, in em."""
        apart, close = self.inks(['n n', 'nn'], face)
        return apart.advance - close.advance

    def foresee(self, asked: Iterable[Asked]) -> None:
        """Measure at once what `flow` will be asked for one by one."""
        columns = [
            Column(html, width, size * POINT, lead / (size * POINT), name)
            for html, width, (size, lead), name in asked
            if html
        ]
        self.ruler.foresee(columns, self.css, self.language)

    def flow(
        self,
        html: str,
        width: float,
        size: float,
        lead: float,
        name: str = '',
        room: Room | None = None,
    ) -> Flow:
        """Return paragraphs of markup as they are set at `width` mm.

        In a type of `size` points on a lead of `lead` mm; name: the class of their column; room:
        what their pages hold.
        """
        em = size * POINT
        return self.ruler.flow(html, self.css, width, em, lead / em, self.language, name, room)
