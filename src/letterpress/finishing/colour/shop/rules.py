"""The rules of a print shop, each on one thing that is drawn; `judging` goes through a file.

A fault is told once a page, with the first place where it was met and how often it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot

from letterpress.base.lengths import POINT
from letterpress.findings import Finding, Place
from letterpress.finishing.colour import matrices, paints
from letterpress.finishing.colour.drawn import Colour, Pattern, Spot
from letterpress.finishing.colour.matrices import Box, Point
from letterpress.manuscript.print_shops import PrintShop
from letterpress.values import dataclass

NEAR = 0.3 / POINT  # points: a bleed that is so much short is one
TOUCHES = 0.15  # points: what ends so near to the trim ends there
ROUNDING = 0.5  # per cent of ink
RIM = 20.0  # mm that a machine may leave unprinted around a sheet of its own
THIN = 0.01  # points, by which a line may be thinner than asked
RGB = 'LP760'
BOXES = 'LP761'
BLEED = 'LP762'
MIXED = 'LP763'
TAC = 'LP764'
SMALL = 'LP765'
SAFE = 'LP766'
FACES = 'LP767'
THROUGH = 'LP768'
UNJUDGED = 'LP769'
SIZE = 'LP618'
MARKS = 'LP619'
CLAIMS = 'LP620'

HINTS = {
    RGB: 'build the file again with --print-shop; a PDF from elsewhere needs its colours in CMYK',
    BOXES: 'build the file again with --print-shop; the trim is the sheet as it is cut',
    BLEED: 'in the layout, draw what goes to the edge past it: shops cut half a millimetre off',
    MIXED: 'black type is black alone: plates that lie beside each other make it blurred',
    TAC: 'name lighter inks under colours in content/brand.yaml',
    SMALL: 'set it larger or thicker, or print on a larger sheet: it would break off',
    SAFE: 'in the layout, move it further in: sheets are cut that much apart',
    FACES: 'build the file again with --print-shop',
    THROUGH: 'draw it in a colour of its own: this standard knows nothing that shines through',
    UNJUDGED: 'ask the shop for its own judgement of this file',
    SIZE: 'choose another size of the poster, or another shop',
    MARKS: 'build the file again with --print-shop',
    CLAIMS: 'build the file again with --print-shop',
}


@dataclass(frozen=True)
class Sheet:
    """A page as it is judged: its number, the trim and the bleed in points."""

    number: int
    trim: Box
    bleed: Box


class Faults:
    """The faults of a file, each kind once a page."""

    def __init__(self, name: str):
        self._name = name
        self._met: dict[tuple[str, int, str], tuple[str, int]] = {}

    def add(self, code: str, page: int, what: str, where: str = '') -> None:
        """Remember a fault; those that differ in `where` alone are told together."""
        first, count = self._met.get((code, page, what), (where, 0))
        self._met[code, page, what] = first, count + 1

    def findings(self) -> Iterator[Finding]:
        """Yield the faults as findings."""
        for (code, page, what), (where, count) in self._met.items():
            at = f' {where}' if where else ''
            more = f', {count} times' if count > 1 and not where else ''
            more = f', and {count - 1} more like it' if count > 1 and where else more
            of = f'page {page}: ' if page else ''
            yield Finding(Place(self._name), code, f'{of}{what}{at}{more}', HINTS[code])


def inks(colour: Colour) -> tuple[float, ...]:
    """Return cyan, magenta, yellow and black of a colour, in per cent; () for others."""
    if isinstance(colour, (str, Pattern, Spot)) or colour is None:
        return ()
    return colour if len(colour) == 4 else (0, 0, 0, *colour)


def space(colour: Colour, shop: PrintShop) -> str:
    """Return what is wrong with the kind of a colour, '' where nothing is."""
    if isinstance(colour, str):
        return f'the colour {colour} is red, green and blue'
    if isinstance(colour, Spot) and colour.space != 'All':
        return f'a colour is of the space {colour.space}'
    four = isinstance(colour, tuple) and not isinstance(colour, (Pattern, Spot)) and len(colour) > 1
    return 'a colour is of four inks, where there is one' if four and shop.format == 'grey' else ''


def mixed(colour: Colour, thick: float, is_type: bool) -> str:
    """Return what is wrong where black is printed together with colours; `thick` in mm."""
    c, m, y, k = inks(colour) or (0, 0, 0, 0)
    if not k or not (c or m or y):
        return ''
    if is_type:
        return f'type is printed in {_said((c, m, y, k))}'
    return f'a thin shape is printed in {_said((c, m, y, k))}' if thick <= paints.FLAT else ''


def coverage(colour: Colour, under: Colour, over: bool, thick: float, shop: PrintShop) -> str:
    """Return what is wrong where there is too much ink; `under` is what an overprint lies on."""
    here = inks(colour)
    if shop.format == 'grey':
        flat = here[3] if here else 0
        if thick > paints.FLAT and flat > shop.flats + ROUNDING:
            return f'a large area holds {flat:.0f} % of its ink, where {shop.flats:g} % is the most'
        return ''
    below = inks(under) if over else ()
    # what is overprinted leaves each ink that it does not hold as it was
    total = sum(a or b for a, b in zip(here, below, strict=True)) if below else sum(here)
    if total <= shop.tac + ROUNDING:
        return ''
    laid = f'{_said(here)} printed over {_said(below)}' if below else _said(here)
    return f'{laid} is {total:.0f} % of ink, where {shop.tac:g} % is the most'


def short(parts: list[list[Point]], sheet: Sheet) -> str:
    """Return what is wrong with a shape that reaches the trim and does not fill the bleed."""
    trim, bleed = sheet.trim, sheet.bleed
    across = (bleed[0], trim[1] + 1, bleed[2], trim[3] - 1)
    up = (trim[0] + 1, bleed[1], trim[2] - 1, bleed[3])
    for part in parts:
        if ends := _line(part):
            if wrong := _short_line(ends, sheet):
                return wrong
            continue
        for side, band in enumerate((across, up, across, up)):
            held = matrices.cut(part, band)
            if not held:
                continue
            out = 1 if side > 1 else -1
            reach = out * matrices.around(held)[side]
            if out * trim[side] - TOUCHES <= reach < out * bleed[side] - NEAR:
                return _ends_short(side, out * bleed[side] - reach)
    return ''


def _ends_short(side: int, lacks: float) -> str:
    word = ('left', 'lower', 'right', 'upper')[side]
    return f'an area at the {word} edge ends {lacks * POINT:.1f} mm before the bleed does'


def _short_line(ends: list[Point], sheet: Sheet) -> str:
    """Return what is wrong with a line that ends between the trim and the end of the bleed.

    It is judged by its ends: beside a corner it leaves by one side what it crosses on the other.
    """
    trim, bleed = sheet.trim, sheet.bleed
    if not matrices.cut(ends, trim):
        return ''
    for end in ends:
        past = []  # how far beyond the trim, how far before the end of the bleed, on which side
        for side in range(4):
            out, at = (1 if side > 1 else -1), end[side % 2]
            past.append((out * (at - trim[side]), out * (bleed[side] - at), side))
        if min(lacks for _, lacks, _ in past) >= NEAR and max(past)[0] >= -TOUCHES:
            _, lacks, side = max(past)
            return _ends_short(side, lacks)
    return ''


def _line(part: list[Point]) -> list[Point]:
    """Return both ends of a shape that is a straight line, else nothing."""
    one, other = min(part), max(part)
    wide, high = other[0] - one[0], other[1] - one[1]
    long = hypot(wide, high)
    aside = (abs(wide * (y - one[1]) - high * (x - one[0])) for x, y in part)
    return [one, other] if long and all(gap <= TOUCHES * long for gap in aside) else []


def unsafe(box: Box, sheet: Sheet, shop: PrintShop) -> tuple[str, str]:
    """Return what is wrong with type that stands too near to the edge, and where it stands."""
    trim, gap = sheet.trim, shop.safe / POINT
    ways = (
        (box[0] - trim[0], 'left'),
        (box[1] - trim[1], 'lower'),
        (trim[2] - box[2], 'right'),
        (trim[3] - box[3], 'upper'),
    )
    nearest, word = min(ways)
    if shop.print_area:
        wide, high = (trim[2] - trim[0]) * POINT, (trim[3] - trim[1]) * POINT
        asked = sorted(shop.print_area)
        area = asked if wide <= high else asked[::-1]
        rims = [
            max(0.0, (side - room) / 2) / POINT
            for side, room in zip((wide, high), area, strict=True)
        ]
        # of a sheet that the machine does not print at all, this would be said of half the type
        own = max(rims) * POINT <= RIM
        for (free, name), rim in zip(ways, (*rims, *rims), strict=True):
            if own and free < rim - TOUCHES:
                return f'type stands where the machine does not print, at the {name} edge', ''
    if nearest >= gap - TOUCHES:
        return '', ''
    where = f'({nearest * POINT:.1f} mm, {(trim[3] - box[3]) * POINT:.0f} mm from the top)'
    return f'type stands nearer than {shop.safe:g} mm to the {word} edge', where


def _said(ink: tuple[float, ...]) -> str:
    return '/'.join(f'{one:.0f}' for one in ink)
