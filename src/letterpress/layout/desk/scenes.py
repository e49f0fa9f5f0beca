"""The stick for posters that are pictures: a redacted letter, a line-up of words, light fields.

Lengths in mm.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from letterpress.layout.desk.rays import runs_against
from letterpress.layout.desk.stick import Stick
from letterpress.layout.type import breaking, wood
from letterpress.layout.type.ink import Gauge
from letterpress.layout.type.pictures import line_up, redacted
from letterpress.layout.type.pictures.redaction import Style
from letterpress.layout.type.wood import Line
from letterpress.manuscript import locales
from letterpress.manuscript.text import posters

if TYPE_CHECKING:
    from letterpress.layout.type.ink import Face, Ink
    from letterpress.layout.type.pictures.line_up import Chart
    from letterpress.layout.type.pictures.redacted import Redaction
    from letterpress.manuscript.model import Block, Opened

FILLS = 3  # times that a sentence is set anew to fill a sheet
SLOT = 'posters/word'
FIELD_PITCH = 1.08  # of the size: between two lines in a field, and what is free between their ink
FIELD_NEAR = 0.08
WORTH = 1.15  # how much larger type must become by a second line


class Scenes(Stick):
    """Sets what stands on a poster that is a picture, besides lines and walls."""

    def redact(
        self,
        blocks: Sequence[Block],
        opened: Opened,
        face: Face,
        text_face: Face,
        width: float,
        x: float,
        top: float,
        floor: float,
        tall: float,
        line_gap: float,
        gap: float,
        style: tuple[float, float, float],
        sizes: tuple[float, float],
        smallest: float,
        most: int = 12,
        slot: str = 'letter/sentence',
    ) -> Redaction:
        """Return a letter as black bars in a frame, and one sentence of it open, in wood type.

        The sentence stands where it stands in the letter, its lines as wide as the frame and about
        `tall` mm high together; line_gap: between them, gap: to the bars. style: pitch and height
        of the bars as parts of the size of their text, which lies between the two of `sizes`, and
        what parts two paragraphs, of the pitch. A line smaller than `smallest` is overset (LP340).
        """
        gauge = Gauge(self._ruler, self._language, self._css)
        rtl = locales.direction(self._language) == 'rtl'
        words = redacted.sentence(blocks, opened, self._language)
        cap, text = self.cap(face), redacted.paragraphs(blocks, opened, gauge, text_face)
        set_so = Style(gauge.blank(text_face), *style)
        for _ in range(FILLS):  # a short letter leaves room, and its sentence takes it
            texts = redacted.broken(words, gauge, face, width, tall, line_gap, cap or 1.0, most)
            inks = gauge.inks([self._isolated(one) for one in texts], face)
            lines = self.stack([wood.fit(one, width, x) for one in inks if one.width], 0, line_gap)
            high = self.foot(lines)
            made = redacted.placed(
                words, lines, high, text, set_so, width, x, top, floor, gap, sizes, rtl
            )
            if made.free < gap:
                break
            tall = high + made.free
        self._not_below(lines, smallest, slot)
        return made

    def line_up(
        self,
        everyone: Sequence[Mapping[str, Any]],
        width: float,
        x: float,
        top: float,
        floor: float,
        gap: float,
        step: float,
        forward: bool = True,
    ) -> Chart:
        """Return the word of each language as a person before a height chart (line_up.standing).

        Each stands turned on the floor, in the cut of its face whose width is nearest to what it
        should have. forward: that of this language is a step nearer, `step` lower and larger. A
        word that has no letters in any cut is overset (LP341).
        """
        people = []
        for one in everyone:
            inks = self._cuts(one)
            if inks:
                people.append((one, inks))
            else:
                self._note(
                    'LP341',
                    SLOT,
                    f'“{one["slots"]["word"]}” holds nothing that could be printed',
                    'write at least one word there',
                )
        return line_up.standing(
            [inks for _, inks in people],
            [forward and one['own'] for one, _ in people],
            width,
            x,
            top,
            floor,
            gap,
            step,
        )

    def _cuts(self, one: Mapping[str, Any]) -> tuple[Ink, ...]:
        """Return the ink of a person's word in each cut that has all its letters."""
        language = one['language']
        return self._in(one['cuts'], locales.capitals(one['slots']['word'], language), language)

    def _in(self, cuts: Sequence[Face], text: str, language: str) -> tuple[Ink, ...]:
        """Return the ink of a text in each cut that has all its letters, the face itself first."""
        inks = self._ruler.measure([(text, face, language) for face in cuts])
        first, *wider = (ink for ink in inks)
        return tuple(
            ink
            for ink in (
                first,
                *(cut for cut in wider if len(cut.fonts) <= 1 and cut.fonts != first.fonts),
            )
            if ink.width
        )

    def filling(
        self,
        text: str,
        cuts: Sequence[Face],
        x: float,
        y: float,
        width: float,
        height: float,
        smallest: float,
        slot: str,
    ) -> tuple[Line, ...]:
        """Return a text as one line in the middle of a frame, in the cut that fills most of it.

        (x, y) is its upper left corner. A line smaller than `smallest` is overset (LP340), one
        without letters is none (LP341).
        """
        inks = self._in(cuts, self._isolated(posters.plain(text)), self._language)
        if not inks:
            self._note(
                'LP341',
                slot,
                f'“{text}” holds nothing that could be printed',
                'write at least one word there',
            )
            return ()

        def size(ink: Ink) -> float:
            return min(width / ink.width, height / (ink.bottom - ink.top))

        ink = max(inks, key=lambda one: one.width * (one.bottom - one.top) * size(one) ** 2)
        line = Line(ink, size(ink), x + (width - ink.width * size(ink)) / 2)
        line = line.at(y=y + height / 2 - (ink.top + ink.bottom) / 2 * line.size)
        self._not_below((line,), smallest, slot)
        return (line,)

    def filled(
        self,
        said: str | Sequence[str],
        cuts: Sequence[Face],
        x: float,
        y: float,
        width: float,
        height: float,
        gap: float,
        smallest: float,
        slot: str,
    ) -> tuple[Line, ...]:
        """Return a text broken into lines that fill a frame, in the cut in which they fill most.

        Lines that somebody broke for another sheet are joined first; their stars are lost. A line
        smaller than `smallest` is overset (LP340).
        """
        said = posters.plain(said if isinstance(said, str) else ' '.join(said))
        most, noted = min(8, max(1, len(said.split()))), len(self._findings)
        found: list[tuple[float, tuple[Line, ...]]] = []
        for ink in self._in(cuts, self._isolated(said), self._language):
            made = self.break_lines(said, ink.face, width, height, gap, x, most, slot=slot)
            found.append((self.foot(made), made))
            if len(self._findings) > noted:  # not a text for a poster, in whatever cut
                break
        tall, lines = max(
            (one for one in found if one[0] <= height),
            default=min(found, default=(0.0, ()), key=lambda one: one[0]),
            key=lambda one: one[0],
        )
        if tall > height:
            share = height / tall
            small = [replace(line, size=line.size * share) for line in lines]
            middled = [line.at(x=x + (width - line.width) / 2) for line in small]
            lines = self.stack(middled, 0.0, gap * share)
        self._not_below(lines, smallest, slot)
        return self.moved(lines, y + (height - self.foot(lines)) / 2)

    def in_field(
        self,
        text: str,
        face: Face,
        x: float,
        width: float,
        top: float,
        height: float,
        edge: float,
        largest: float,
        smallest: float,
        slot: str,
    ) -> tuple[Line, ...]:
        """Return what stands in a field, in the middle of its height, `edge` free above and below.

        In one line, or in two where its type becomes larger by that. Type smaller than `smallest`
        is overset (LP340).
        """
        whole = self.fit_lines([text], face, width, x, largest, slot=slot)
        if not whole:
            return ()
        words = text.split()
        cuts = [(' '.join(words[:at]), ' '.join(words[at:])) for at in range(1, len(words))]
        measured = self._ruler.measure(
            [(self._isolated(one), face, self._language) for cut in cuts for one in cut]
        )
        pairs = list(zip(measured[::2], measured[1::2], strict=True))
        ways = [
            (_filling(inks, width, height - 2 * edge, largest), inks)
            for inks in ((whole[0].ink,), *(two for two in pairs if two[0].width and two[1].width))
        ]
        alone, (size, inks) = ways[0], max(ways, key=_even)
        if size < WORTH * alone[0]:
            size, inks = alone
        bases = [at * size for at in _bases(inks)]
        cap = self.cap(face)
        if cap is None or runs_against(text):
            middle = (inks[0].top * size + bases[-1] + inks[-1].bottom * size) / 2
        else:
            middle = (bases[-1] - cap * size) / 2
        rtl = locales.direction(self._language) == 'rtl'
        lines = [
            Line(ink, size, x, top + height / 2 - middle + base)
            for ink, base in zip(inks, bases, strict=True)
        ]
        self._not_below(lines, smallest, slot)
        return tuple(line.at(x=x + width - line.width) if rtl else line for line in lines)

    def on_the_floor(
        self,
        everyone: Sequence[Mapping[str, Any]],
        width: float,
        x: float,
        largest: float,
        smallest: float,
        apart: float,
        pitch: float,
    ) -> tuple[Line, ...]:
        """Return what is said below a line-up, in all languages, each once, in rows of one size.

        The first row's baseline is 0; `apart`: between two of them, `pitch`: between two rows, as
        parts of the size. As few rows as hold it at `smallest`.
        """
        said: dict[str, tuple[str, Face, str]] = {}
        for one in everyone:
            text = locales.capitals(one['slots']['floor'], one['language'])
            said.setdefault(text, (text, one['cuts'][0], one['language']))
        inks = [ink for ink in self._ruler.measure(list(said.values())) if ink.width]
        words = breaking.words([ink.width for ink in inks], apart)
        for rows in range(1, len(words) + 1):
            lines = breaking.shortest(words, rows)
            size = min(
                largest, *(width / breaking.natural(words[first:last]) for first, last in lines)
            )
            if size >= smallest:
                break
        return line_up.rows(inks, lines, size, apart, pitch, x, width)


def _even(way: tuple[float, Sequence[Ink]]) -> tuple[float, float]:
    """Return by what a way is chosen: its size, and of equal ones how short its longest line is."""
    size, inks = way
    return round(size, 3), -max(ink.width for ink in inks)


def _filling(inks: Sequence[Ink], width: float, height: float, largest: float) -> float:
    """Return the size at which lines below each other fill a field."""
    tall = _bases(inks)[-1] + inks[-1].bottom - inks[0].top
    return min(largest, width / max(ink.width for ink in inks), height / tall)


def _bases(inks: Sequence[Ink]) -> list[float]:
    """Return the baselines of lines below each other, in em: the ink of two does not touch."""
    bases = [0.0]
    for upper, lower in pairwise(inks):
        bases.append(bases[-1] + max(FIELD_PITCH, upper.bottom - lower.top + FIELD_NEAR))
    return bases
