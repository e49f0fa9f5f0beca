"""The composing stick: what a template calls to set type that must fit.

A stick is held for one sheet: it knows the ruler, the language and the stylesheet, and it notes what does not fit
(LP340 to LP344) instead of clipping it. Whoever renders the template reads `findings` afterwards. Lengths in mm.

`slot` names where a text comes from, for the finding: 'posters/headline', 'letter/body', 'phrases/poster.line',
'signatories'. `face` is an ink.Face.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING

from markupsafe import Markup

from letterpress.base import bidi
from letterpress.findings import Finding, Place
from letterpress.layout import runs, typography
from letterpress.layout.runs import Stretch
from letterpress.layout.type import breaking, copyfit, wood
from letterpress.layout.type import wall as walls
from letterpress.layout.type.ink import Face, Flow, Ink
from letterpress.layout.type.wood import Line
from letterpress.manuscript import locales
from letterpress.manuscript.model import Block, Run
from letterpress.manuscript.text import posters

if TYPE_CHECKING:
    from letterpress.layout.type.ink import Ruler

WORDS = 24  # of a text that is broken by trying every way: beyond this it is no slogan any more
SLACK = 1e-6
LEAST = 0.82  # of its ideal size: the smallest at which a short text is set in even lines
ENDLESS = 10_000  # measures: a line that no paragraph fills


@dataclass(frozen=True)
class Even:
    """Running text cut into lines by hand: each line's runs, and the size (mm) at which the longest is fitted."""

    rows: tuple[tuple[Run, ...], ...]
    size: float


class Stick:
    """Sets the type of one sheet in one language."""

    def __init__(self, ruler: Ruler, language: str, layout: str, size: str, css: str):
        self._ruler, self._language, self._layout, self._size, self._css = (
            ruler,
            language,
            layout,
            size,
            css,
        )
        self.findings: list[Finding] = []

    # ---- wood type -----------------------------------------------------------------------------------------------

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
        """Return each text (its *stars* taken off and remembered) as a line whose ink is `width` wide.

        No line is larger than `largest`; one that must be smaller than `smallest` is overset (LP340).
        """
        texts = list(texts)
        inks = self._ruler.measure(
            [(self._isolated(posters.plain(text)), face, self._language) for text in texts]
        )
        lines = []
        for text, ink in zip(texts, inks):
            if not ink.width:
                self._note(
                    'LP341',
                    slot,
                    f'“{text}” holds nothing that could be printed',
                    'write at least one word there',
                )
                continue
            line = wood.fit(ink, width, x, largest, text)
            if line.size < smallest - SLACK:
                self._note(
                    'LP340',
                    slot,
                    f'the line “{ink.text}” would have to be set {line.size:.1f} mm high, and '
                    f'{smallest:.1f} mm is the least that can be read there',
                    'shorten it, or break it into more lines',
                )
            lines.append(line)
        return tuple(lines)

    def stack(self, lines: Sequence[Line], top: float, gap: float) -> tuple[Line, ...]:
        """Return fitted lines below each other, `gap` apart, the first with its capitals at `top`."""
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
        """Return a text broken into the stack of fitted lines that comes nearest to `height`, its first capitals at 0.

        Words that U+00A0 joins stay together. A list of texts is taken as broken already.
        """
        if not isinstance(text, str):
            return self.stack(self.fit_lines(text, face, width, x, slot=slot), 0.0, gap)
        if any(starred for _, starred in posters.parts(text)):
            self._note(
                'LP341',
                slot,
                f'nothing can stand out in “{text if len(text) <= 40 else text[:39] + "…"}”: its lines are '
                'broken by the layout',
                'remove the stars; to print a star, write a backslash before it: \\*',
            )
        words = [word for word in posters.plain(text).split(' ') if word]
        if not words or len(words) > WORDS:
            shown = text if len(text) <= 40 else f'{text[:40]}…'
            self._note(
                'LP341',
                slot,
                f'{len(words)} words are no line for a poster: “{shown}”',
                f'write between 1 and {WORDS} words there',
            )
            words = words[:WORDS]
        if not words:
            return ()
        runs = [(i, j) for i in range(len(words)) for j in range(i + 1, len(words) + 1)]
        inks = dict(
            zip(
                runs,
                self._ruler.measure(
                    [(self._isolated(' '.join(words[i:j])), face, self._language) for i, j in runs]
                ),
            )
        )
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
        """Return lines of one size, the largest at which the longest is `width` wide: all at 0, to be placed."""
        lines = self.fit_lines(
            [text for text in texts if text.strip()], face, width, 0.0, largest, smallest, slot
        )
        size = min((line.size for line in lines), default=0.0)
        return tuple(replace(line, size=size) for line in lines)

    def cap(self, face: Face) -> float | None:
        """Return the height of capitals (em) of a face; None in a script that has none."""
        if locales.direction(self._language) == 'rtl':
            return None
        return -self._ruler.measure([('H', face, 'en')])[0].top

    def foot(self, lines: Sequence[Line]) -> float:
        """Return where a stack ends: its last baseline, or its lowest ink in a script without capitals."""
        return wood.foot(lines, self.cap(lines[0].ink.face)) if lines else 0.0

    def moved(self, lines: Sequence[Line], down: float) -> tuple[Line, ...]:
        """Return the lines, all moved down by as much."""
        return tuple(line.at(y=line.y + down) for line in lines)

    def room(self, needed: float, given: float, slot: str = '', what: str = 'the lines') -> None:
        """Note as overset (LP342) what needs more height than is given."""
        if needed > given + 0.01:
            self._note(
                'LP342',
                slot,
                f'{what} need {needed:.0f} mm of height, and there are {max(given, 0):.0f} mm',
                'use fewer or longer lines: the wider a line, the smaller its type',
            )

    # ---- names ---------------------------------------------------------------------------------------------------

    def wall(
        self,
        names: Iterable[str],
        face: Face,
        width: float,
        height: float,
        bottom: float,
        lang: str,
        x: float = 0.0,
        space: float = 0.42,
        largest: float = inf,
        smallest: float = 0.0,
        slot: str = 'signatories',
    ) -> walls.Wall:
        """Return the wall of names: see wall.wall. One that is set smaller than `smallest` is overset (LP343)."""
        texts = [Markup(typography.name(name)).striptags() for name in names]
        if not texts:
            return walls.Wall((), (), 0.0, bottom, bottom)
        inks = self._ruler.measure([(text, face, lang) for text in texts])

        def tracked(wanted: Sequence[tuple[int, float]]) -> tuple[Ink, ...]:
            styles = [f'letter-spacing:{track:.3f}em;{face.style}' for _, track in wanted]
            return self._ruler.measure(
                [
                    (texts[n], replace(face, style=style), lang)
                    for (n, _), style in zip(wanted, styles)
                ]
            )

        cap = -self._ruler.measure([('H', face, 'en')])[0].top
        rtl = sum(_first_strong_is_rtl(text) for text in texts) * 2 > len(texts)
        made = walls.wall(
            inks, tracked, cap, width, height, bottom, x, space, largest, smallest, rtl
        )
        if not made.lines:
            self._note(
                'LP343',
                slot,
                f'{len(texts)} names would have to be set {made.size:.1f} mm high, and {smallest:.1f} mm '
                'is the least that can be read there',
                'use a larger sheet, or a layout that prints fewer names',
            )
        self.room(bottom - made.top, height, slot, 'the names')
        return made

    # ---- running text --------------------------------------------------------------------------------------------

    def text(
        self,
        html: str,
        width: float,
        height: float,
        ideal: float,
        smallest: float,
        largest: float,
        columns: int = 1,
        name: str = '',
        slot: str = '',
    ) -> copyfit.Fitted:
        """Return the size and leading at which block markup fills `columns` columns, each `width` by `height`.

        ideal: the line-height that suits the face. name: the class of the box it will stand in. A text that is too
        long at the smallest size is overset (LP344).
        """
        if height < ideal * smallest:
            self.room(ideal * smallest, max(height, 0.0), slot, 'even one line of the text')
            height = ideal * smallest

        def lines_at(size: float) -> Flow:
            return self._ruler.flow(html, self._css, width, size, ideal, self._language, name)

        endless = self._ruler.flow(
            html, self._css, ENDLESS * width, width, ideal, self._language, name
        ).lines
        first = (
            copyfit.estimate(
                [line.width * ENDLESS for line in endless],
                1.0,
                height / width,
                ideal,
                smallest / width,
                largest / width,
                columns,
            )
            * width
        )
        fitted = copyfit.copyfit(lines_at, height, ideal, smallest, largest, columns, first)
        if fitted.over:
            lines = f'{fitted.over} line{"s" if fitted.over > 1 else ""}'
            self._note(
                'LP344',
                slot,
                f'the text is {lines} too long, even at {fitted.size:.1f} mm, the smallest '
                'size that can be read there',
                'shorten the text, or use a layout with more room',
            )
        return fitted

    def even(
        self,
        block: Block,
        face: Face,
        width: float,
        ideal: float,
        most: int = 4,
        slack: float = 1.15,
        emphasis: str = 'font-style:italic',
        slot: str = '',
    ) -> Even:
        """Return a short text in the fewest even lines whose size is near the ideal (mm) or above it.

        Its size lies between .82 and `slack` of the ideal; a text that would be smaller in `most` lines is overset.
        """
        words = runs.words([Stretch('', block.runs)])
        italic = replace(face, style=f'{face.style};{emphasis}'.strip(';'))
        inks = self._ruler.measure(
            [
                (run.text, italic if run.emphasis else face, run.lang or self._language)
                for word in words
                for run, _, _ in word
            ]
            + [('n n', face, 'en'), ('nn', face, 'en')]
        )
        blank = inks[-2].advance - inks[-1].advance
        advances = iter(inks)
        widths = [sum(next(advances).advance for _ in word) for word in words]
        measured = breaking.words(widths, blank)
        lines = breaking.evenly(measured, width / (LEAST * ideal), most)
        longest = max(breaking.natural(measured[a:b]) for a, b in lines)
        size = min(width / longest, ideal * slack)
        if size < LEAST * ideal - SLACK:
            self._note(
                'LP344',
                slot,
                f'“{block.text[:40]}…” does not fit {most} lines: it would have to be set '
                f'{size:.1f} mm high',
                'shorten it',
            )
        rows = (runs.join((word, ' ') for word in words[a:b]) for a, b in lines)
        return Even(tuple(row[0].runs for row in rows), size)

    def _note(self, code: str, slot: str, message: str, hint: str) -> None:
        folder, _, name = slot.partition('/')
        path = {
            'posters': f'content/posters/{self._language}.yaml',
            'letter': f'content/letter/{self._language}.md',
            'phrases': f'content/phrases/{self._language}.yaml',
            'facts': 'content/campaign.yaml',
            'signatories': 'content/signatories.yaml',
        }.get(folder, f'layouts/{self._layout}/page.html')
        where = f'{self._layout} {self._size}, {self._language}' + (f', {name}' if name else '')
        self.findings.append(Finding(Place(path), code, f'{where}: {message}', hint))


def _first_strong_is_rtl(text: str) -> bool:
    import unicodedata

    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ('L', 'R', 'AL'):
            return kind != 'L'
    return False
