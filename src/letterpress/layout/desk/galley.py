"""The galley: running text that is fitted into a frame, or broken by hand into even lines.

It is held for one sheet: it knows the ruler, the language and the stylesheet, and it notes what
does not fit (LP342, LP344) instead of clipping it. Whoever renders the template reads `findings`
afterwards. Lengths in mm.

`slot` names where a text comes from, for the finding: 'posters/headline', 'letter/body',
'phrases/poster.line', 'signatories'. `face` is an ink.Face.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from letterpress.findings import Finding, Place
from letterpress.layout import runs
from letterpress.layout.runs import Stretch
from letterpress.layout.type import breaking, copyfit
from letterpress.layout.type.ink import Face, Flow
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.layout.type.ink import Ruler
    from letterpress.manuscript.model import Block, Run

SLACK = 1e-6
LEAST = 0.82  # of its ideal size: the smallest at which a short text is set in even lines
FILLED = 0.9  # of its frame: what a text that could not be larger fills at least
ENDLESS = 10_000  # measures: a line that no paragraph fills


@dataclass(frozen=True)
class Even:
    """Running text cut into lines by hand: each line's runs, and the size (mm) of the longest."""

    rows: tuple[tuple[Run, ...], ...]
    size: float


@dataclass(frozen=True)
class Standing:
    """Even lines in their place: `pitch` is their line-height, `baseline` that of the first line.

    `drop` is the em from the top of a line of its own height down to the baseline.
    """

    rows: tuple[tuple[Run, ...], ...]
    size: float
    pitch: float
    drop: float
    baseline: float

    @property
    def top(self) -> float:
        """Where the box of the first line begins."""
        return self.baseline - ((self.pitch - 1) / 2 + self.drop) * self.size

    @property
    def foot(self) -> float:
        """The baseline of the last line."""
        return self.baseline + (len(self.rows) - 1) * self.size * self.pitch


@dataclass(frozen=True)
class Letter:
    """A letter on a sheet: a first paragraph that leads, a last one that calls, text between."""

    lead: Standing | None
    call: Standing | None
    blocks: tuple[Block, ...]  # what is between
    top: float  # of the frame for it
    bottom: float

    @property
    def height(self) -> float:
        """Of the frame."""
        return self.bottom - self.top


class Galley:
    """Sets the running text of one sheet in one language."""

    def __init__(self, ruler: Ruler, language: str, layout: str, size: str, css: str) -> None:
        self._ruler = ruler
        self._language = language
        self._layout = layout
        self._size = size
        self._css = css
        self._findings: list[Finding] = []
        self._hollow, self._largest = False, 0.0

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What did not fit, in the order it was found."""
        return tuple(self._findings)

    @property
    def hollow(self) -> bool:
        """Whether a text was too short for its frame: as large as it may be, it leaves a hole."""
        return self._hollow

    @property
    def text_size(self) -> float:
        """The size (mm) of the text, of several the largest; 0 before there is one."""
        return self._largest

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
        """Return the size and leading at which block markup fills columns of `width` by `height`.

        ideal: the line-height that suits the face. name: the class of the box it will stand in. A
        text that is too long at the smallest size is overset (LP344).
        """
        if height < ideal * smallest:
            self.room(ideal * smallest, max(height, 0.0), slot, 'even one line of the text')
            height = ideal * smallest

        def lines_at(size: float) -> Flow:
            flow = self._ruler.flow(html, self._css, width, size, ideal, self._language, name)
            return replace(flow, lines=tuple(copyfit.rows(flow.lines, ideal * size)))

        long = ENDLESS * width
        endless = self._ruler.flow(html, self._css, long, width, ideal, self._language, name)
        first = copyfit.estimate(
            [line.width * ENDLESS for line in endless.lines],
            1.0,
            height / width,
            ideal,
            smallest / width,
            largest / width,
            columns,
        )
        first *= width
        fitted = copyfit.copyfit(lines_at, height, ideal, smallest, largest, columns, first)
        self._hollow |= fitted.height < FILLED * height
        self._largest = max(self._largest, fitted.size)
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
        smallest: float = 0.0,
    ) -> Even:
        """Return a short text in the fewest even lines whose size is near the ideal or above it.

        Its size (mm) lies between .82 and `slack` of the ideal; a text that would be smaller in
        `most` lines, or smaller than `smallest` where that is named, is overset.
        """
        words = runs.words([Stretch('', runs.referred(block.runs, self._language))])
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
        if size < (smallest or LEAST * ideal) - SLACK:
            self._note(
                'LP344',
                slot,
                f'“{block.text[:40]}…” does not fit {most} lines: it would have to be set '
                f'{size:.1f} mm high',
                'shorten it',
            )
        rows = (runs.join((word, ' ') for word in words[a:b]) for a, b in lines)
        return Even(tuple(row[0].runs for row in rows), size)

    def letter(
        self,
        blocks: Sequence[Block],
        face: Face,
        width: float,
        floor: float,
        ground: float,
        ideal: float,
        pitch: float,
        cap: float,
        lead: tuple[float, float],
        call: tuple[float, float],
        bare: float,
        emphasis: str,
        least: float,
        slack: float = 1.06,
        most: int = 4,
        smallest: float = 0.0,
    ) -> Letter:
        """Return a letter's first and last paragraph by hand, and the frame for what is between.

        floor: what stands above ends there; ground: what stands below begins there. ideal: the size
        of the first paragraph, pitch: the line-height of both, cap: the height (em) of its letters.
        lead, call: what is free above and below each; bare: what is free where one is not there.
        Both have `most` lines at most, and are no smaller than `smallest`. A frame of less than
        `least` mm is overset (LP342).
        """
        led = len(blocks) > 2 and blocks[0].kind == 'paragraph'
        called = led and blocks[-1].kind == 'paragraph'
        drop = self._ruler.measure([('H', face, 'en')])[0].drop
        top, bottom = floor + bare, ground - bare
        first = last = None
        if led:
            one = self.even(
                blocks[0],
                face,
                width,
                ideal,
                most,
                emphasis=emphasis,
                slot='letter/first paragraph',
                smallest=smallest,
            )
            baseline = floor + lead[0] + cap * one.size
            first = Standing(one.rows, one.size, pitch, drop, baseline)
            top = first.foot + lead[1]
        if first and called:
            one = self.even(
                blocks[-1],
                face,
                width,
                first.size,
                most,
                slack=slack,
                emphasis=emphasis,
                slot='letter/last paragraph',
                smallest=smallest,
            )
            baseline = ground - call[1] - (len(one.rows) - 1) * one.size * pitch
            last = Standing(one.rows, one.size, pitch, drop, baseline)
            bottom = baseline - one.size - call[0]
        what = f'headline, opening paragraph and {least:.0f} mm of text'
        self.room(top + least, bottom, 'posters/headline', what)
        between = tuple(blocks[1 if led else 0 : -1 if called else None])
        return Letter(first, last, between, top, bottom)

    def room(self, needed: float, given: float, slot: str = '', what: str = 'the lines') -> None:
        """Note as overset (LP342) what needs more height than is given."""
        if needed > given + 0.01:
            self._note(
                'LP342',
                slot,
                f'{what} need {needed:.0f} mm of height, and there are {max(given, 0):.0f} mm',
                'use fewer or longer lines: the wider a line, the smaller its type',
            )

    def _note(self, code: str, slot: str, message: str, hint: str) -> None:
        folder, _, name = slot.partition('/')
        path = {
            'posters': f'content/posters/{self._language}.yaml',
            'letter': f'content/letter/{self._language}.md',
            'phrases': f'content/phrases/{self._language}.yaml',
            'facts': 'content/campaign.yaml',
            'signatories': 'content/signatories.yaml',
            'quotes': f'content/press/{self._language}/quotes.yaml',
        }.get(folder, f'layouts/{self._layout}/page.html')
        where = f'{self._layout} {self._size}, {self._language}' + (f', {name}' if name else '')
        self._findings.append(Finding(Place(path), code, f'{where}: {message}', hint))
