"""The composing stick: what a template calls to set wood type that must fit, and a wall of names.

What does not fit is noted (LP340 to LP343) as the galley notes it. Lengths in mm.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING

from letterpress.base import bidi
from letterpress.findings import Rejected
from letterpress.layout import typography
from letterpress.layout.desk import poster
from letterpress.layout.desk.banner import Banner
from letterpress.layout.desk.poster import Stud, Tick
from letterpress.layout.desk.rays import KUFI, SHOWN, quoted, runs_against
from letterpress.layout.drawings import code
from letterpress.layout.drawings.code import Code
from letterpress.layout.type import wood
from letterpress.layout.type.ink import Face
from letterpress.layout.type.walls import crowd, wall
from letterpress.layout.type.walls.bricks import Brick, Frame, Wall
from letterpress.layout.type.wood import Line
from letterpress.manuscript import locales
from letterpress.manuscript.text import posters
from letterpress.manuscript.text.addresses import in_ascii

if TYPE_CHECKING:
    from letterpress.layout.type.ink import Ruler

WORDS = 24  # of a text that is broken by trying every way: beyond this it is no slogan any more
PORTION = 2000  # names that are measured at a time
FEWER = 50  # of the names, one is left out more where they still do not fit
SHARE = 0.45  # of what is free stands between a headline and what it says


class Stick(Banner):
    """Sets the type of one sheet in one language.

    `others`: where its names do not fit, there is another way to make it.
    """

    def __init__(
        self, ruler: Ruler, language: str, layout: str, size: str, css: str, others: bool = False
    ) -> None:
        super().__init__(ruler, language, layout, size, css)
        self._others = others

    def fit_lines(
        self,
        texts: Iterable[str],
        face: Face,
        width: float,
        x: float = 0.0,
        largest: float = inf,
        smallest: float = 0.0,
        slot: str = '',
    ) -> tuple[Line, ...]:
        """Return each text as a line whose ink is `width` wide; its *stars* are remembered.

        No line is larger than `largest`: it keeps to the start of the measure then. One that must
        be smaller than `smallest` is overset (LP340).
        """
        texts = list(texts)
        inks = self._ruler.measure(
            [(self._isolated(posters.plain(text)), face, self._language) for text in texts]
        )
        lines = []
        for text, ink in zip(texts, inks, strict=True):
            if not ink.width:
                self._note(
                    'LP341',
                    slot,
                    f'“{text}” holds nothing that could be printed',
                    'write at least one word there',
                )
                continue
            line = wood.fit(ink, width, x, largest, text)
            if locales.direction(self._language) == 'rtl':
                line = line.at(x=x + width - line.width)
            lines.append(line)
        self._not_below(lines, smallest, slot)
        return tuple(lines)

    def stack(self, lines: Sequence[Line], top: float, gap: float) -> tuple[Line, ...]:
        """Return fitted lines below each other, `gap` apart, the first's capitals at `top`."""
        return wood.stack(lines, top, gap, self.cap(lines[0].ink.face)) if lines else ()

    def break_lines(
        self,
        text: str,
        face: Face,
        width: float,
        height: float,
        gap: float,
        x: float = 0.0,
        most: int = 4,
        ratio: float = 2.4,
        slot: str = '',
    ) -> tuple[Line, ...]:
        """Return a text broken into the stack of fitted lines that comes nearest to `height`.

        Its first capitals stand at 0. Words that U+00A0 joins stay together. A list of texts is
        taken as broken already.
        """
        if not isinstance(text, str):
            return self.stack(self.fit_lines(text, face, width, x, slot=slot), 0.0, gap)
        if any(starred for _, starred in posters.parts(text)):
            self._note(
                'LP341',
                slot,
                f'nothing can stand out in “{quoted(text)}”: its lines are broken by the layout',
                'remove the stars; to print a star, write a backslash before it: \\*',
            )
        words = [word for word in posters.plain(text).split(' ') if word]
        if not words or len(words) > WORDS:
            shown = text if len(text) <= SHOWN else f'{text[:SHOWN]}…'
            self._note(
                'LP372' if words else 'LP341',
                slot,
                f'{len(words)} words are no line for a poster: “{shown}”',
                f'write between 1 and {WORDS} words there',
            )
            words = words[:WORDS]
        if not words:
            return ()
        spans = [(i, j) for i in range(len(words)) for j in range(i + 1, len(words) + 1)]
        texts = [self._isolated(' '.join(words[i:j])) for i, j in spans]
        measured = self._ruler.measure([(one, face, self._language) for one in texts])
        inks = dict(zip(spans, measured, strict=True))
        return wood.break_lines(
            lambda i, j: inks[i, j], len(words), width, height, gap, self.cap(face), most, ratio, x
        )

    def _isolated(self, text: str) -> str:
        return bidi.isolate(text, locales.direction(self._language))

    def same_size(
        self,
        texts: Iterable[str],
        face: Face,
        width: float,
        largest: float,
        smallest: float = 0.0,
        slot: str = '',
    ) -> tuple[Line, ...]:
        """Return lines of one size, the largest at which the longest is `width` wide.

        All are at 0, to be placed. A text without words gives no line.
        """
        lines = self.fit_lines(
            [text for text in texts if text.strip()], face, width, 0.0, largest, smallest, slot
        )
        size = min((line.size for line in lines), default=0.0)
        return tuple(replace(line, size=size) for line in lines)

    def foot(self, lines: Sequence[Line]) -> float:
        """Return where a stack ends: its last baseline, or its lowest ink without capitals."""
        return wood.foot(lines, self.cap(lines[0].ink.face)) if lines else 0.0

    def moved(self, lines: Sequence[Line], down: float) -> tuple[Line, ...]:
        """Return the lines, all moved down by as much."""
        return tuple(line.at(y=line.y + down) for line in lines)

    def standing(
        self,
        lines: Sequence[str],
        text: str,
        face: Face,
        width: float,
        x: float,
        top: float,
        floor: float,
        gap: float,
        tight: float,
        smallest: float,
        above: float,
        tall: tuple[float, float],
        between: tuple[float, float],
        slot: str,
        text_slot: str,
        what: str,
        largest: float = inf,
        hang: float = inf,
    ) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        """Return a headline and what it says below it, both standing on a floor, in their places.

        gap, tight: between the lines of the one and of the other. The text is broken so that
        `above` mm stay free above the headline, but is `tall` at least and at most. Of what is left
        a part stands between the two, `between` at least and at most; the rest is above them. Tails
        that would hang lower than `hang` below the floor lift them.
        """
        head = self.stack(self.fit_lines(lines, face, width, x, largest, smallest, slot), 0, gap)
        free = floor - top - self.foot(head)
        wanted = min(max(free - above, tall[0]), tall[1])
        below = self.break_lines(text, face, width, wanted, tight, x, slot=text_slot)
        if not head or not below:
            return head, below
        lifted = self._lifted(below, hang)
        floor, free = floor - lifted, free - lifted
        parted = min(max((free - self.foot(below)) * SHARE, between[0]), between[1])
        self.room(self.foot(below) + parted, free, slot, what)
        below = self.moved(below, floor - self.foot(below))
        high = self.foot(below) - below[0].top
        return self.moved(head, floor - high - parted - self.foot(head)), below

    def stand(
        self,
        lines: str | Sequence[str],
        face: Face,
        width: float,
        x: float,
        top: float,
        floor: float,
        gap: float,
        smallest: float,
        slot: str,
        hang: float = inf,
    ) -> tuple[Line, ...]:
        """Return a headline that stands on a floor, as large as fits below `top`.

        Each line fills the width; lines that are too tall together shrink alike, and keep to the
        start. A text that nobody broke into lines is broken so that it fills the height. Tails that
        would hang lower than `hang` below the floor lift it. What would be smaller than `smallest`
        is overset (LP340).
        """
        room = floor - top
        if isinstance(lines, str):
            most = min(8, max(1, len(lines.split())))
            made = self.break_lines(lines, face, width, room, gap, x, most, slot=slot)
        else:
            made = self.stack(self.fit_lines(lines, face, width, x, slot=slot), 0.0, gap)
        tall, tails = self.foot(made), self._lifted(made, 0.0)
        if made and tall + max(tails - hang, 0.0) > room:
            share = min(room / tall, max(room + hang, room) / (tall + tails))
            fitted = [replace(line, size=line.size * share) for line in made]
            if locales.direction(self._language) == 'rtl':
                fitted = [line.at(x=x + width - line.width) for line in fitted]
            made = self.stack(fitted, 0.0, gap * share)
        self._not_below(made, smallest, slot)
        return self._on_floor(made, floor, hang)

    def _on_floor(self, lines: Sequence[Line], floor: float, hang: float) -> tuple[Line, ...]:
        """Return lines that stand on a floor, or are lifted above it for their tails."""
        return self.moved(lines, floor - self._lifted(lines, hang) - self.foot(lines))

    def _lifted(self, lines: Sequence[Line], hang: float) -> float:
        """Return by how much tails of lines hang lower than `hang` below where these end."""
        lowest = max((line.bottom for line in lines), default=0.0)
        return max(lowest - self.foot(lines) - hang, 0.0)

    def in_two(
        self,
        said: str | Sequence[str],
        face: Face,
        width: float,
        x: float,
        floor: float,
        most: float,
        gap: float,
        smallest: float,
        slot: str,
        borrowed: bool = False,
        hang: float = inf,
    ) -> tuple[Line, ...]:
        """Return what a poster says in two lines at most, which stand on a floor.

        Each fills the width; where they are taller than `most` together both shrink, about its
        middle. More lines are joined, and broken anew. Tails that would hang lower than `hang`
        below the floor lift them. A line smaller than `smallest` is overset.
        `borrowed` lines were not written for this poster: what does not fit is left away.
        """
        noted = len(self._findings)
        if not isinstance(said, str) and len(said) > 2:
            said = ' '.join(map(posters.plain, said))
        if isinstance(said, str):
            made = self.break_lines(said, face, width, most, gap, x, most=2, slot=slot)
        else:
            made = self.stack(self.fit_lines(said, face, width, x, slot=slot), 0.0, gap)
        if made and (tall := self.foot(made)) > most:
            share = most / tall
            fitted = [replace(line, size=line.size * share) for line in made]
            middled = [line.at(x=x + (width - line.width) / 2) for line in fitted]
            made = self.stack(middled, 0.0, gap * share)
        self._not_below(made, smallest, slot)
        if borrowed and len(self._findings) > noted:
            del self._findings[noted:]
            return ()
        return self._on_floor(made, floor, hang)

    def capitals(self, text: str) -> str:
        """Return a text in capitals, as the language writes them."""
        return locales.capitals(text, self._language)

    def at_foot(
        self,
        lines: Sequence[Line],
        x: float,
        width: float,
        y: float,
        pitch: float = 0.0,
        at_end: bool = False,
    ) -> tuple[Line, ...]:
        """Return small lines below each other, the last on the baseline `y`.

        They stand at the start of the measure, or at its end.
        """
        right = at_end != (locales.direction(self._language) == 'rtl')
        return tuple(
            line.at(
                x=x + (width - line.width if right else 0),
                y=y - (len(lines) - number) * pitch,
            )
            for number, line in enumerate(lines, 1)
        )

    def outstanding(self, head: Sequence[Line]) -> Line:
        """Return the line of a headline that stands out (poster.outstanding)."""
        return poster.outstanding(head)

    def chart(
        self,
        head: Sequence[Line],
        top: float,
        step: float,
        most: int,
        clear: tuple[float, float],
        thick: float,
        rise: float,
    ) -> tuple[Tick, ...]:
        """Return the rules of a height chart behind a headline (poster.chart)."""
        return poster.chart(head, top, step, most, clear, thick, rise)

    def code(self, address: str, slot: str) -> Code:
        """Return the code of an address; one too long to be read off a wall is noted (LP387).

        It holds ASCII alone: readers take other letters for whatever their system takes them for.
        """
        try:
            return code.code(in_ascii(address))
        except code.TooLong:
            self._note(
                'LP387',
                slot,
                f'“{quoted(address)}” is too long for a code that a telephone reads off a wall',
                'use a shorter address, of a hundred characters at most: one that forwards, '
                'perhaps',
            )
            return code.NONE

    # ---- names ---------------------------------------------------------------------------------

    def studs(self, wall: Wall) -> tuple[Stud, ...]:
        """Return what stands between the names of a wall (poster.studs)."""
        return poster.studs(wall)

    def wall(
        self,
        names: Iterable[str],
        face: Face,
        width: float,
        height: float,
        bottom: float,
        lang: str,
        x: float = 0.0,
        most: float = 0.0,
        largest: float = inf,
        smallest: float = 0.0,
        fewest: int = 0,
        slot: str = 'signatories',
    ) -> Wall:
        """Return the wall of names (wall.wall), which may grow from `height` to `most` mm.

        Where not all names fit, it shows as many as do, `fewest` at least, and says so (LP369).
        Without `fewest` all are shown: what is set smaller than `smallest` is overset (LP343).
        Raises Rejected for it where there are other ways: nothing else need be set on this one.
        """
        texts = list(names)
        cap = -self._ruler.measure([('H', face, 'en')])[0].top
        against = [runs_against(text) for text in texts[:PORTION]]
        rtl = sum(against) * 2 > len(against)
        frame = Frame(x, width, bottom, height, cap, most, largest, smallest, rtl)
        bricks = tuple(self._bricks(texts, face, lang, frame))
        held = len(bricks) == len(texts)
        size = 0.0 if held else frame.at_most(bricks, len(texts))
        made = _wall(bricks, frame) if held and bricks else Wall.none(frame, size)
        shown = 0 if made.lines or not fewest else _holds(bricks, frame)
        while shown >= max(fewest, 1):
            abridged = _wall(bricks[:shown], frame)
            if abridged.lines:
                made = abridged
                self._abridged(shown, len(texts), slot)
                break
            shown -= max(shown // FEWER, 1)
        if texts and not made.lines:
            self._note(
                'LP343',
                slot,
                f'{len(texts)} names would have to be set {made.size:.1f} mm high, and '
                f'{smallest:.1f} mm is the least that can be read there',
                'use a larger sheet, or a layout that prints fewer names',
            )
            if self._others:
                raise Rejected(self.findings)
        self.room(bottom - made.top, frame.highest, slot, 'the names')
        return made

    def _bricks(self, texts: Sequence[str], face: Face, lang: str, frame: Frame) -> list[Brick]:
        """Return names as they are measured, portion by portion: no more than could ever fit."""
        found: list[Brick] = []
        for start in range(0, len(texts), PORTION):
            portion = texts[start : start + PORTION]
            inks = self._ruler.measure(
                [(typography.words_of(text), face, lang) for text in portion]
            )
            found += [
                Brick(ink, KUFI if runs_against(text) else 1.0)
                for text, ink in zip(portion, inks, strict=True)
            ]
            if frame.smallest and sum(one.width for one in found) > frame.holds:
                break
        return found

    def _abridged(self, shown: int, names: int, slot: str) -> None:
        """Note that a sheet does not show all names."""
        self._note(
            'LP369',
            slot,
            f'{shown} of {names} names are on the sheet, which says where the others are',
            'nothing needs to be done; the letter, its page and signatories.csv name all',
        )


# A sheet is drawn again with larger type, and its wall of thousands is the same.
_wall = lru_cache(maxsize=4)(wall.wall)
_holds = lru_cache(maxsize=4)(crowd.holds)
