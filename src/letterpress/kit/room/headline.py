"""The campaign's headline as its posters set it: each line as wide as the measure, drawn.

In a page it is a drawing in the colours of the page's roles (classes `type` and `loud`), by day and
by night; a little poster is a file with colours of its own. Both are decoration: what they say
stands in the page as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from math import inf

from letterpress.base import bidi
from letterpress.layout.brand.look import Look
from letterpress.layout.faces import SPREAD
from letterpress.layout.type import wood
from letterpress.layout.type.ink import Face, Ink
from letterpress.layout.type.wood import Line
from letterpress.manuscript import locales
from letterpress.manuscript.model import Edition
from letterpress.manuscript.text import posters
from letterpress.press.typefaces import embedded, lettering, outlines
from letterpress.values import dataclass

WIDE = 1500  # units of a drawing's measure
DEMAND = 'broadside', 'statement', 'suspects'  # whose headline says what is asked for
CRY = 'suspects', 'statement', 'broadside'  # whose headline is read from afar
TALL = 0.62  # of its width, a headline at the head of a page at most
SIZES = 0.5, 0.42, 0.36, 0.3, 0.26, 0.23, 0.2, 0.17, 0.14, 0.12, 0.1  # of the measure, at most
GAPS = {'ltr': 0.02, 'rtl': 0.0115}  # of the measure, between lines
WORDS = 16  # of a title that is broken by trying every way
SHEET = 900, 1200  # of a little poster, and its margin
MARGIN = 78

_BLANK = float(SPREAD.removeprefix('word-spacing:').removesuffix('em'))


@dataclass(frozen=True)
class Drawn:
    """A headline as a drawing: path data by what it is coloured as, and the size of the view."""

    plain: str
    loud: str
    width: int
    height: int
    words: str  # as they are read


@dataclass(frozen=True)
class Setter:
    """What headlines of a language are set with."""

    language: str
    faces: tuple[bytes, ...]

    @property
    def direction(self) -> str:
        """The direction of the language."""
        return locales.direction(self.language)

    @property
    def cap(self) -> float | None:
        """The height of capitals in em; None in a script that has none."""
        if self.direction == 'rtl':
            return None
        return -outlines.shape('H', self.faces, 'en', 'ltr').boxes[0][1]

    def shape(self, text: str) -> outlines.Shape:
        """Return a text shaped as posters set it."""
        spread = _BLANK if self.direction == 'ltr' else 0.0
        return outlines.shape(text, self.faces, self.language, self.direction, spread)

    def ink(self, text: str) -> Ink:
        """Return what a text blackens."""
        made = self.shape(text)
        return Ink(text, made.boxes, 0.0, made.width, Face('wood', 900), self.language)

    def fitted(self, texts: Iterable[str], width: float, largest: float = inf) -> list[Line]:
        """Return each text with its *stars* as a line as wide as the measure, none larger."""
        found = []
        for text in texts:
            ink = self.ink(posters.plain(text))
            if ink.width:
                line = wood.fit(ink, width, 0.0, largest, text)
                found.append(line.at(x=width - line.width if self.direction == 'rtl' else 0.0))
        return found

    def stacked(self, lines: Sequence[Line], width: float) -> tuple[Line, ...]:
        """Return lines below each other, as near as those of posters."""
        return wood.stack(lines, 0.0, GAPS[self.direction] * width, self.cap)

    def broken(self, text: str, width: float, height: float) -> tuple[Line, ...]:
        """Return a text broken into the stack of fitted lines that comes nearest to a height."""
        words = text.split(' ')[:WORDS]
        return wood.break_lines(
            lambda i, j: self.ink(' '.join(words[i:j])),
            len(words),
            width,
            height,
            GAPS[self.direction] * width,
            self.cap,
            most=6,
        )


def setter(language: str, seen: Look, fonts: Mapping[str, bytes]) -> Setter | None:
    """Return what sets headlines in a language, None where there are no typefaces to draw from."""
    stacks = seen.stacks.get(language) or seen.stacks[locales.direction(language)]
    faces = embedded.of_stack(stacks.wood, 900, fonts)
    return Setter(language, faces) if faces else None


def demand(edition: Edition, own: Setter) -> Drawn | None:
    """Return what is asked for, low enough for the head of a page; None where it cannot be set."""
    return _drawn(own, _lines(edition, own, DEMAND, WIDE, TALL * WIDE), WIDE)


def cry(edition: Edition, own: Setter) -> Drawn | None:
    """Return the words of the poster that is read from afar, for a little sheet."""
    width = SHEET[0] - 2 * MARGIN
    return _drawn(own, _lines(edition, own, CRY, width, SHEET[1] * 0.8), width)


def _lines(
    edition: Edition, own: Setter, names: Sequence[str], width: int, tall: float
) -> tuple[Line, ...]:
    texts = _slot(edition, names)
    if texts:
        if not all(lettering.covered(posters.plain(text), own.faces) for text in texts):
            return ()
        made = own.stacked(own.fitted(texts, width), width)
        for share in SIZES:
            if not made or _high(made) <= tall:
                break
            made = own.stacked(own.fitted(texts, width, share * width), width)
        return made
    title = locales.capitals(edition.facts.title.to(edition.language), edition.language)
    title = ' '.join(bidi.plain(title).split())
    if not title or not lettering.covered(title, own.faces):
        return ()
    return own.broken(title, width, tall * 0.9)


def _slot(edition: Edition, names: Sequence[str]) -> list[str]:
    """Return the headline of the first of these posters that the campaign has words for."""
    for name in names:
        said = edition.posters.get(name, {}).get('headline', ())
        texts = [said] if isinstance(said, str) else list(said)
        if any(text.strip() for text in texts):
            return [text for text in texts if text.strip()]
    return []


def _high(lines: Sequence[Line]) -> float:
    return max(line.bottom for line in lines) - min(line.top for line in lines)


def _drawn(own: Setter, lines: Sequence[Line], width: int) -> Drawn | None:
    if not lines:
        return None
    top = min(line.top for line in lines)
    plain: list[str] = []
    loud: list[str] = []
    for line in lines:
        shape = own.shape(line.ink.text)
        draw = partial(
            outlines.path,
            faces=own.faces,
            size=line.size,
            x=line.x - line.ink.x0 * line.size,
            y=line.y - top,
        )
        starred = _starred(line)
        plain.append(draw([one for one in shape.marks if one.at not in starred]))
        loud.append(draw([one for one in shape.marks if one.at in starred]))
    words = ' '.join(line.ink.text for line in lines)
    return Drawn(''.join(plain), ''.join(loud), width, round(_high(lines)), words)


def _starred(line: Line) -> set[int]:
    """Return where, in the text of a line, characters stand that stand out."""
    found: set[int] = set()
    place = 0
    for text, mark in line.parts:
        if mark:
            found |= set(range(place, place + len(text)))
        place += len(text)
    return found


def little(drawn: Drawn, seen: Look) -> bytes:
    """Return a headline as a little poster: an SVG file in the colours of the posters."""
    own, (wide, high) = seen.colours, SHEET
    scale = min(1.0, (high - 2 * MARGIN) / drawn.height)
    x, y = round((wide - drawn.width * scale) / 2), round(high - MARGIN - drawn.height * scale)
    rule = f'M{MARGIN} {MARGIN}h{wide - 2 * MARGIN}v24H{MARGIN}z'
    place = f'translate({x} {y})' + (f' scale({scale:.3f})' if scale < 1 else '')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}">'
        f'<path fill="{own.ground}" d="M0 0h{wide}v{high}H0z"/>'
        f'<path fill="{own.type_on_ground}" d="{rule}"/>'
        f'<g transform="{place}"><path fill="{own.type_on_ground}" d="{drawn.plain}"/>'
        f'<path fill="{own.loud_on_ground}" d="{drawn.loud}"/></g></svg>\n'
    ).encode()
