"""The compositor: what a template calls `type` to have words set, and measured as they will be set.

It is made for one document and holds what every question needs: the ruler, the language, its faces
and the house's stylesheet. A template says what is set, how wide and how large. Widths and heights
in mm, sizes of type in points, unless a method says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from letterpress.base.lengths import POINT
from letterpress.layout.desk import letter, notes, one_page, roll
from letterpress.layout.initials import initials_of, texts_of
from letterpress.layout.rolls import filling, rows
from letterpress.layout.rolls.leaves import Leaves
from letterpress.layout.type import columns, copyfit, grid, justify, languages, pages, titles
from letterpress.layout.type.ink import Gauge, Room
from letterpress.layout.typography import paragraph
from letterpress.manuscript import census, locales
from letterpress.values import dataclass

if TYPE_CHECKING:
    from markupsafe import Markup

    from letterpress.layout.desk.letter import Pages, Words
    from letterpress.layout.desk.notes import Notes
    from letterpress.layout.desk.one_page import Page
    from letterpress.layout.desk.roll import Annex, Roll
    from letterpress.layout.faces import Faces
    from letterpress.layout.initials import Name
    from letterpress.layout.measures import Measures
    from letterpress.layout.type.columns import Part
    from letterpress.layout.type.ink import Asked, Face, Ruler
    from letterpress.layout.type.pages import Setting, Step
    from letterpress.layout.type.titles import Figure, Title
    from letterpress.manuscript.census import Group
    from letterpress.manuscript.model import Block, Run

# A point in mm as it was once rounded: the exact one would move the figure of a release by two
# millionths of a millimetre, and no release would have the bytes it had.
ROUNDED = 0.352778

LONG = census.MANY + 1  # names: from here on the press writes their lines, not the engine

BLANKS = ('\u00a0', '\u202f')


@dataclass(frozen=True)
class Led:
    """A number that leads a title: its size, its top, and how far its ink stands from its start."""

    text: str
    size: float
    top: float
    start: float


class Compositor:
    """Sets the type of one document in one language; its findings are placed at `template`."""

    def __init__(self, ruler: Ruler, language: str, faces: Faces, style: str, template: str):
        self._gauge = Gauge(ruler, language, style)
        self._faces = faces
        self._template = template
        self._opening = languages.rules(language).opening
        self._rtl = locales.direction(language) == 'rtl'
        self.leaves = Leaves()  # the names that the press writes into the pages

    # ---- titles and figures --------------------------------------------------------------------

    def title(
        self,
        text: str,
        face: Face,
        width: float,
        largest: float,
        smallest: float = 12.0,
        most: int = 2,
    ) -> Title:
        """Return a title in few lines (titles.fit)."""
        return titles.fit(text, self._gauge, face, width, largest, smallest, most)

    def rows(
        self, rows: Sequence[str], face: Face, width: float, largest: float, pitch: float = 0.0
    ) -> Title:
        """Return lines that are given, at the largest size at which all fit (titles.lines)."""
        return titles.lines(rows, self._gauge, face, width, largest, pitch)

    def figure(self, text: str, face: Face, width: float, height: float) -> Figure:
        """Return a number so large that its ink fills a box (titles.figure)."""
        return titles.figure(text, self._gauge, face, width, height)

    def longest(self, texts: Sequence[str], face: Face, size: float) -> float:
        """Return the length of the longest of some short texts."""
        return titles.longest(texts, self._gauge, face, size)

    def cap(self, face: Face, size: float) -> float:
        """Return the height of a capital; in Arabic that of an alef."""
        return titles.height_of(self._gauge, face, size)

    def drop(self, face: Face) -> float:
        """Return how far (em) the baseline of a face lies below the top of a line of its height."""
        return self._styled(lang='en').ink('H', face).drop

    def baseline(self, face: Face, size: float, lead: float) -> float:
        """Return how far the baseline lies below the top of a line of a lead."""
        return lead / 2 + size * POINT * (self.drop(face) - 0.5)

    def shift(self, family: str, size: float, lead: float, on: float, line: float) -> float:
        """Return how far type moves down to stand on the baseline grid (grid.shift)."""
        return grid.shift(family, size, lead, on, line)

    def led(self, text: str, title: Title, face: Face, width: float, pitch: float) -> Led:
        """Return a number as tall as a title, whose lines are `pitch` high, to hang before it."""
        cap = self.cap(face, title.size)
        made = self.figure(text, face, width, (len(title.lines) - 1) * pitch + cap)
        top = pitch / 2 + title.size * ROUNDED * title.rise - cap + made.top
        return Led(made.text, made.size, top, made.right if self._rtl else made.left)

    def hanging(self, text: str, face: Face, size: float) -> float:
        """Return how far a quotation mark (and its blank) that opens a text hangs before it."""
        if self._rtl or not text or text[0] not in self._opening:
            return 0.0
        return self.longest([text[:2] if text[1:2] in BLANKS else text[:1]], face, size)

    def shrunk(self, text: str, face: Face, width: float, size: float) -> float:
        """Return a size, or the smaller one at which a text is no longer than `width`."""
        return min(1, width / self.longest([text], face, size)) * size

    # ---- running text --------------------------------------------------------------------------

    def foresee(self, asked: Iterable[Asked]) -> None:
        """Measure at once texts that will be asked for one by one: together they cost half."""
        self._gauge.foresee(asked)

    def least(self, markup: str, width: float, step: Step, smaller: float, name: str = '') -> int:
        """Return how many lines a text takes at least at a smaller size than one it was set at."""
        flow = self._gauge.flow(markup, width, *step, name)
        return pages.least(flow, smaller / step[0])

    def lines(
        self, markup: str, width: float, size: float, lead: float, name: str = '', style: str = ''
    ) -> int:
        """Return how many lines paragraphs take; `name`: the class of their box, `style`: CSS."""
        return pages.lines(markup, self._styled(style), width, size, lead, name)

    def tall(
        self, markup: str, width: float, size: float, lead: float, name: str = '', style: str = ''
    ) -> float:
        """Return how high paragraphs stand."""
        return lead * self.lines(markup, width, size, lead, name, style)

    def deep(self, markup: str, width: float, size: float, lead: float, name: str = '') -> float:
        """Return how high text with tables stands: cells beside each other are one line."""
        flow = self._gauge.flow(markup, width, size, lead, name)
        return lead * len(list(copyfit.rows(flow.lines, lead)))

    @staticmethod
    def halves(heights: Sequence[float]) -> int:
        """Return how many parts of a text stand in the first of two columns that are even so."""
        cuts = range(1, len(heights) + 1)
        return min(cuts, key=lambda cut: max(sum(heights[:cut]), sum(heights[cut:])), default=0)

    @property
    def hyphenates(self) -> bool:
        """Whether words are broken at the ends of lines: not from right to left."""
        return not self._rtl

    def letter(self, measures: Measures, *given: Any, **named: Any) -> Pages:
        """Return how a letter is set (letter.pages)."""
        return letter.pages(self, measures, *given, **named)

    def seal_words(
        self, measures: Measures, what: Markup, rows: Sequence[tuple[str, Markup]], last: str
    ) -> Words:
        """Return how the words of the seal are set (letter.seal_words)."""
        return letter.seal_words(self, measures, what, rows, last, self._faces.label)

    def one_page(self, measures: Measures, **copy: Any) -> Page:
        """Return how a press release is set on one page (one_page.one_page)."""
        return one_page.one_page(self, measures, one_page.Copy(**copy))

    def stacked(
        self,
        height: float,
        width: float,
        size: float,
        lead: float,
        paragraphs: Sequence[Markup],
        above: float = 0,
        between: float = 0,
    ) -> float:
        """Return how high paragraphs stand below something of a height.

        above: free above each of them; between: free between two.
        """
        texts = [paragraph(text) for text in paragraphs]
        self.foresee((text, width, (size, lead), '') for text in texts)
        for number, text in enumerate(texts):
            gap = above + (between if number else 0)
            height += gap + self.tall(text, width, size, lead)
        return height

    @staticmethod
    def parts(paragraphs: Iterable[str], width: float) -> list[tuple[str, float]]:
        """Return paragraphs of one width, as `frame` takes them."""
        return [(one, width) for one in paragraphs]

    def frame(
        self,
        parts: Sequence[tuple[str, float]],
        steps: Sequence[Step],
        height: float,
        name: str = '',
        style: str = '',
        lang: str = '',
        must: bool = False,
    ) -> Setting:
        """Return the first of some steps at which parts fill no more than a frame (pages.frame).

        must: there is nothing to flow on to; what fits no step is LP328.
        """
        place = self._template if must else ''
        return pages.frame(parts, self._styled(style, lang), steps, height, place, name)

    def display(self, markup: str, width: float, steps: Sequence[Step], height: float) -> Setting:
        """Return a few lines of large type that fill a frame and end well (pages.display)."""
        return pages.display(markup, self._gauge, width, steps, height)

    def letter_size(
        self,
        markup: str,
        width: float,
        sizes: Sequence[float],
        lead: float,
        first: float,
        full: float,
        ends: Sequence[float],
    ) -> tuple[float, float]:
        """Return the size of a letter's text and the height of its last block (pages.size)."""
        room = Room(first, full)
        return pages.size(markup, self._gauge, width, sizes, lead, room, ends)

    def letter_pages(
        self,
        markup: str,
        width: float,
        size: float,
        lead: float,
        first: float,
        full: float,
        end: float,
    ) -> tuple[int, int]:
        """Return how many pages a letter takes, and how many of them the rest of its notes.

        (pages.count, pages.rest)
        """
        room = Room(first, full)
        flow = self._gauge.flow(markup, width, size, lead, 'prose', room)
        return pages.count(flow, room, end), pages.rest(flow, room, end)

    def each_line(self, runs: Sequence[Run], size: float, width: float) -> list[Markup]:
        """Return the lines of a text one by one, without hyphens (justify.each_line)."""
        return justify.each_line(runs, self._gauge, self._faces, size, width)

    def notes(self, measures: Measures, blocks: Iterable[Block]) -> Notes:
        """Return the notes of a letter at the foot of its pages (notes.at_foot)."""
        return notes.at_foot(self, measures, blocks, self._gauge.language)

    # ---- the roll ------------------------------------------------------------------------------

    def roll(
        self,
        measures: Measures,
        groups: Sequence[Group],
        elsewhere: str,
        headed: bool,
        lang: str,
    ) -> Roll:
        """Return the roll of a letter on its pages (roll.roll)."""
        return roll.roll(self, measures, groups, elsewhere, headed, lang)

    def annex(
        self, measures: Measures, groups: Sequence[Group], request: Title, headed: bool, lang: str
    ) -> Annex:
        """Return the leaves of an annex (roll.annex)."""
        return roll.annex(self, measures, groups, request, headed, lang)

    def columns(
        self,
        rolls: Sequence[Sequence[Name]],
        size: float,
        width: float,
        hang: float,
        count: int,
        deep: int,
        lang: str = '',
        heading: int = 0,
        gap: int = 0,
        tails: Sequence[int] = (),
    ) -> tuple[tuple[Part | filling.Part, ...], ...]:
        """Return pages of rolls in even columns, set in the face of names (columns.stacked).

        Long rolls come as the pages of a book (filling.book), and their names in `leaves`.
        """
        style = columns.Style(self._faces.latin, size, width, hang)
        gauge = self._styled(lang=lang)
        if sum(map(len, rolls)) >= LONG:
            sheet = filling.Sheet(count, deep, heading, gap, tails)
            made = filling.book(_names(rolls, gauge, style), sheet)
            self.leaves = made.leaves
            return made.pages
        return columns.stacked(rolls, gauge, style, count, deep, heading, gap, tails)

    def _styled(self, style: str = '', lang: str = '') -> Gauge:
        """Return the gauge with more of a stylesheet, for a text in another language."""
        gauge = self._gauge
        return replace(gauge, css=gauge.css + style, language=lang or gauge.language)


def _names(
    rolls: Sequence[Sequence[Name]], gauge: Gauge, style: columns.Style
) -> list[filling.Names]:
    """Return rolls as they fill pages, numbered through."""
    made, first = [], 1
    for names in rolls:
        lines = rows.broken(texts_of(names), gauge, style)
        made.append(filling.Names(lines, initials_of(names), first))
        first += len(names)
    return made
