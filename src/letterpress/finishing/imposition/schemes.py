"""Schemes: how the pages of a layout are placed on sheets, by the word that its layout.yaml says.

The pages of a proof come in, in the order in which they are read; sheets of a paper go out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from types import MappingProxyType

from letterpress.base.lengths import Size
from letterpress.finishing.imposition import folding, grids, sheets, source
from letterpress.finishing.imposition.lettering import Faces
from letterpress.finishing.imposition.placing import Box, Placement, Sheet
from letterpress.manuscript import locales

PAPER = 0.104  # mm: a sheet of 80 g/m², which a fold pushes out by as much on either side
SIMPLEX, UPRIGHT, LYING = 'Simplex', 'DuplexFlipLongEdge', 'DuplexFlipShortEdge'

Scheme = Callable[[Sequence[Size], Size, bool], list[Sheet]]


def _zine(pages: Sequence[Size], paper: Size, rtl: bool) -> list[Sheet]:
    return _back_last([folding.zine(paper, rtl)], len(pages), folding.ZINE)


def _booklet(pages: Sequence[Size], paper: Size, rtl: bool) -> list[Sheet]:
    whole = 4 * -(-len(pages) // 4)
    sides = folding.booklet(whole, pages[0], paper, rtl, PAPER)
    return _back_last(sides, len(pages), whole)


def _back_last(sides: list[Sheet], count: int, whole: int) -> list[Sheet]:
    """Return sheets for `whole` pages with `count` on them, the last of which is the back.

    What is free stays white, before it.
    """
    pages = {number: number for number in range(count - 1)} | {whole - 1: count - 1}
    return [
        replace(
            side,
            placements=tuple(
                replace(one, page=pages[one.page]) for one in side.placements if one.page in pages
            ),
        )
        for side in sides
    ]


def _beside(columns: int, rows: int, two_sided: bool) -> Scheme:
    def placed(pages: Sequence[Size], paper: Size, rtl: bool) -> list[Sheet]:
        step = 2 if two_sided else 1
        across, down = columns, rows
        if rows < columns and pages[0].width > pages[0].height:  # lying pages: below each other
            across, down = rows, columns
        fronts = range(0, len(pages), step)
        backs = range(1, len(pages), step) if two_sided else ()
        return grids.side_by_side(fronts, backs, pages[0], paper, across, down)

    return placed


def _placard(pages: Sequence[Size], paper: Size, rtl: bool) -> list[Sheet]:
    return grids.placard(len(pages), pages[0])


# Pages of two-sided schemes come in pairs: a front, and what is on its back.
SCHEMES = MappingProxyType[str, Scheme](
    {
        'zine': _zine,
        'booklet': _booklet,
        'two-up': _beside(2, 1, two_sided=True),
        'four-up': _beside(2, 2, two_sided=True),
        'placard': _placard,
    }
)


def imposed(pdf: bytes, scheme: str, paper: Size) -> bytes:
    """Return the pages of a proof on sheets of a paper, in the direction of its language.

    Raises Rejected as `source.read` does.
    """
    read = source.read(pdf, '')
    direction = locales.direction(read.language or 'en')
    pages = [Size('page', page.width, page.height) for page in read.pages]
    placed = SCHEMES[scheme](pages, paper, direction == 'rtl')
    if placed == [Sheet(*page, (Placement(n, Box(0, 0, *page)),)) for n, page in _sizes(pages)]:
        return sheets.kept(pdf, _sides(placed, scheme))  # as they were: their tags stay
    faces = Faces((), (), read.language, direction)
    return sheets.write(read, placed, faces, _sides(placed, scheme))


def _sizes(pages: Sequence[Size]) -> list[tuple[int, tuple[float, float]]]:
    return [(number, (page.width, page.height)) for number, page in enumerate(pages)]


def _sides(placed: Sequence[Sheet], scheme: str) -> str:
    """Return how a printer turns the sheets over: along the upright edge, as `grids` has it."""
    if scheme == 'zine':
        return SIMPLEX
    return LYING if placed[0].width > placed[0].height else UPRIGHT
