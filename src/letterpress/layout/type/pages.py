"""Room: how many pages a letter takes, the type size at which it ends well, the type size that fills a frame.

A letter ends in a block that is not torn apart: call, closing formula, seal. If that block just misses the last page,
it stands on a page almost alone. So the text may be set a little smaller, within limits, where that saves the page.
Lengths in mm, sizes in points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil, floor
from operator import itemgetter
from typing import TYPE_CHECKING

from letterpress.base.lengths import POINT
from letterpress.findings import Finding, Place, Rejected

if TYPE_CHECKING:
    from letterpress.layout.type.ink import Flow, Ruler, TextLine

RUNT = 0.4  # of the measure: a shorter last line of large type looks lost
TURNS = 3  # layouts of a text that words broken over pages may cost
SURE = 0.98  # a text set smaller takes at least this part of the lines that its size foretells


@dataclass(frozen=True)
class Setting:
    """Text as it was set: size in points, lead and the height of all its lines in mm; words kept whole (Flow)."""

    size: float
    lead: float
    height: float
    whole: tuple[str, ...] = ()

    @property
    def grid(self) -> float:
        """The height in whole lines of 5 mm, so that what follows stands on the grid again."""
        return ceil(self.height / 5 - 1e-6) * 5


def count(long: int, lead: float, first: float, full: float, end: float) -> int:
    """Return the pages that `long` lines of text take, with a last block of `end` mm that stays whole.

    `first` is what the first page holds of text, `full` any other.
    """
    room = floor(first / lead + 1e-6)
    pages = 1
    while long > room:
        long -= room
        room = floor(full / lead + 1e-6)
        pages += 1
    return pages + (long * lead + end > (first if pages == 1 else full) + 1e-6)


def size(
    html: str,
    css: str,
    ruler: Ruler,
    lang: str,
    width: float,
    sizes: Sequence[float],
    lead: float,
    first: float,
    full: float,
    ends: Sequence[float],
    name: str = 'prose',
) -> tuple[float, float]:
    """Return the size of a letter's text and the height of its last block: the largest and roomiest that save a page.

    html: the paragraphs of the text; css: the stylesheet they are set with; name: the class of their column. `sizes`
    are tried from the largest on, with the first of `ends`, then with the next, tighter one. If no pair takes fewer
    pages than the first one does, the first it is. A text shrinks about as its size does: sizes that can save no page
    are not laid out at all.
    """
    long = lines(html, css, ruler, lang, width, sizes[0], lead, name)
    most = count(long, lead, first, full, ends[0])
    for end in ends:
        for points in sizes:
            if (
                count(int(long * points / sizes[0] * SURE), lead, first, full, end) < most
                and count(
                    lines(html, css, ruler, lang, width, points, lead, name), lead, first, full, end
                )
                < most
            ):
                return points, end
    return sizes[0], ends[0]


def whole(
    html: str,
    css: str,
    ruler: Ruler,
    lang: str,
    width: float,
    points: float,
    lead: float,
    first: float,
    full: float,
    name: str = 'prose',
) -> tuple[str, ...]:
    """Return the words of a letter's text that must not be broken, so that no hyphen ends a page and none stands badly.

    The engine would find them itself, but only by laying out the whole letter once more.
    """
    found = flow(html, css, ruler, lang, width, points, lead, name)
    for _ in range(TURNS):
        fresh = {
            word
            for word in over_pages(
                found.lines, floor(first / lead + 1e-6), floor(full / lead + 1e-6)
            )
        } - {*found.whole}
        if not fresh:
            break
        found = ruler.flow(
            html,
            css,
            width,
            points * POINT,
            lead / (points * POINT),
            lang,
            name,
            (*found.whole, *sorted(fresh)),
        )
    return found.whole


def over_pages(lines: Sequence[TextLine], first: int, full: int) -> Iterator[str]:
    """Yield the words that are broken over pages of `first` and then `full` lines, where no page keeps or gets a single
    line of a paragraph (orphans and widows of 2).
    """
    end = first
    while 2 < end < len(lines):
        before, after = lines[end - 1], lines[end]
        if not before.last and after.last:
            end -= 1  # the next page would begin with a paragraph's last line
        if not lines[end - 1].last and lines[end - 2].last:
            end -= 1  # this page would end in a paragraph's first line
        if lines[end - 1].word:
            yield lines[end - 1].word
        end += full


def lines(
    html: str,
    css: str,
    ruler: Ruler,
    lang: str,
    width: float,
    points: float,
    lead: float,
    name: str = '',
) -> int:
    """Return how many lines paragraphs of markup take at `width` mm, in a type of `points` on a lead of `lead` mm."""
    return len(flow(html, css, ruler, lang, width, points, lead, name).lines)


def flow(
    html: str,
    css: str,
    ruler: Ruler,
    lang: str,
    width: float,
    points: float,
    lead: float,
    name: str = '',
) -> Flow:
    """Return paragraphs of markup as they are set at `width` mm, in a type of `points` on a lead of `lead` mm."""
    return ruler.flow(html, css, width, points * POINT, lead / (points * POINT), lang, name)


def frame(
    parts: Sequence[tuple[str, float]],
    css: str,
    ruler: Ruler,
    lang: str,
    steps: Sequence[tuple[float, float]],
    height: float,
    place: str = '',
    name: str = '',
) -> Setting:
    """Return the first of `steps` (size in points, lead in mm) at which all parts together are at most `height` mm tall.

    parts: paragraphs of markup, and the width in mm each is set to, one below the other. Where even the last step is
    too large it is returned, and the text flows on; with a `place` (the template's path) there is nothing to flow on
    to, and Rejected is raised: LP328. Nothing is clipped.
    """
    made = None
    for number, (points, lead) in enumerate(steps):
        # a last line may have been all but empty: each part could lose one
        guess = (
            made
            and (made.height - len(parts) * made.lead)
            * (points / made.size)
            * (lead / made.lead)
            * SURE
        )
        if guess and guess > height and number < len(steps) - 1:
            continue
        flows = [
            flow(''.join(html for html, _ in column), css, ruler, lang, width, points, lead, name)
            for width, column in groupby(parts, key=itemgetter(1))
        ]  # one below the other: measured at once
        made = Setting(
            points,
            lead,
            lead * sum(len(found.lines) for found in flows),
            tuple(dict.fromkeys(word for found in flows for word in found.whole)),
        )
        if made.height <= height + 1e-6:
            return made
    if place:
        raise Rejected(
            Finding(
                Place(place),
                'LP328',
                f'the text takes {made.height:.1f} mm of a frame of {height:.1f} mm, in '
                'the smallest type',
                'shorten what stands in this frame: phrases, the name on the certificate, the lines of the address',
            )
        )
    return made


def display(
    html: str,
    css: str,
    ruler: Ruler,
    lang: str,
    width: float,
    steps: Sequence[tuple[float, float]],
    height: float,
    name: str = '',
) -> Setting:
    """Return the setting of a few lines of large type in a frame of `height` mm.

    Of the steps that fit the first is taken whose last line is no runt (under two fifths of the measure); if there is
    none, the first that fits; if none fits, the last.
    """
    fitting = []
    for points, lead in steps:
        found = flow(html, css, ruler, lang, width, points, lead, name)
        rows = found.lines
        made = Setting(points, lead, len(rows) * lead, found.whole)
        if made.height <= height + 1e-6:
            fitting.append(made)
            if len(rows) == 1 or rows[-1].width >= RUNT:
                return made
    return fitting[0] if fitting else made
