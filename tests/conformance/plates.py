"""What plates show of a file for the press: four rasters that Ghostscript separates, measured.

Nothing of letterpress is asked: only the boxes that the file itself names, and dots.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from pypdf import PdfReader

from fixtures import shops

DPI = 100
MM = DPI / 25.4
INKS = ('Cyan', 'Magenta', 'Yellow', 'Black')
CELL = 5.0  # mm
CORE = 3  # cells either way: where so much is full of four inks, it is an area and no letter
AROUND = 15.0  # mm from such an area, within which islands in it may lie (the inside of an 8)


@dataclass(frozen=True)
class Plates:
    """The four plates of a page (rows from the top, 255 for full ink), and its boxes in dots.

    A box is left, top, right, bottom.
    """

    wide: int
    high: int
    inks: tuple[bytes, bytes, bytes, bytes]
    trim: tuple[float, float, float, float]
    bleed: tuple[float, float, float, float]

    def total(self, x: int, y: int) -> float:
        """Return the ink at a dot, in per cent of one."""
        return sum(one[y * self.wide + x] for one in self.inks) / 2.55


def of(pdf: bytes) -> Plates:
    """Separate the first page."""
    page = PdfReader(io.BytesIO(pdf)).pages[0]
    found = shops.plates(pdf, DPI)
    wide = found['Black'][0]
    inks = [found[name][1] for name in INKS]
    high = len(inks[0]) // wide
    top = float(page.mediabox.top)

    def dots(box) -> tuple[float, float, float, float]:
        scale = DPI / 72
        return (
            float(box.left) * scale,
            (top - float(box.top)) * scale,
            float(box.right) * scale,
            (top - float(box.bottom)) * scale,
        )

    return Plates(wide, high, tuple(inks), dots(page.trimbox), dots(page.bleedbox))


def coverage(seen: Plates, most: float) -> str:
    """Return a fault where there is more ink inside the bleed than a shop allows (per cent)."""
    left, top, right, bottom = (round(side) for side in seen.bleed)
    worst = 0
    for y in range(max(0, top), min(seen.high, bottom)):
        row = slice(y * seen.wide + max(0, left), y * seen.wide + min(seen.wide, right))
        worst = max(worst, max(map(sum, zip(*(one[row] for one in seen.inks), strict=True))))
    return f'{worst / 2.55:.0f} % of ink' if worst / 2.55 > most + 1.5 else ''


def four_inks(seen: Plates) -> str:
    """Return a fault where black lies with all three colours inside the bleed.

    Large areas may, with what hangs together with them or is cut out of them.
    """
    rich = bytearray(
        k > 140 and c > 26 and m > 26 and y > 26 for c, m, y, k in zip(*seen.inks, strict=True)
    )
    left, top, right, bottom = (round(side) for side in seen.bleed)
    for y in range(seen.high):
        start = y * seen.wide
        if not top < y < bottom - 1:
            rich[start : start + seen.wide] = bytes(seen.wide)
        rich[start : start + left + 1] = bytes(left + 1)
        rich[start + right - 1 : start + seen.wide] = bytes(seen.wide - right + 1)
    if 1 not in rich:
        return ''
    cell = round(CELL * MM)
    full, some = set(), set()
    for y in range(seen.high // cell):
        rows = [rich[n * seen.wide : (n + 1) * seen.wide] for n in range(y * cell, (y + 1) * cell)]
        for x in range(seen.wide // cell):
            dots = sum(sum(row[x * cell : (x + 1) * cell]) for row in rows)
            if dots:
                some.add((x, y))
            if dots == cell * cell:
                full.add((x, y))
    square = [(dx, dy) for dx in range(CORE) for dy in range(CORE)]
    waiting = [(x, y) for x, y in full if all((x + dx, y + dy) in full for dx, dy in square)]
    areas = set(waiting)
    while waiting:  # what hangs together with a core is of its area
        x, y = waiting.pop()
        for one in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
            if one in some and one not in areas:
                areas.add(one)
                waiting.append(one)
    reach = round(AROUND / CELL)
    allowed = {
        (x + dx, y + dy)
        for x, y in areas
        for dx in range(-reach, reach + 1)
        for dy in range(-reach, reach + 1)
    }
    found = re.compile(b'\1+')
    for y in range(seen.high):
        for run in found.finditer(rich[y * seen.wide : (y + 1) * seen.wide]):
            if (run.start() // cell, y // cell) not in allowed:
                return (
                    f'four inks {run.start() / MM:.0f} mm from the left, {y / MM:.0f} from the top'
                )
    return ''


def bleeds(seen: Plates) -> str:
    """Return a fault where what is inked at the trim does not go on to the end of the bleed."""
    left, top, right, bottom = (round(side) for side in seen.trim)
    out = [round(side) for side in seen.bleed]
    inside = 3  # dots from the trim
    sides = {
        'left': [((left + inside, y), (out[0] + 2, y)) for y in range(top + 9, bottom - 9, 3)],
        'right': [((right - inside, y), (out[2] - 3, y)) for y in range(top + 9, bottom - 9, 3)],
        'upper': [((x, top + inside), (x, out[1] + 2)) for x in range(left + 9, right - 9, 3)],
        'lower': [((x, bottom - inside), (x, out[3] - 3)) for x in range(left + 9, right - 9, 3)],
    }
    for name, places in sides.items():
        bare = sum(
            seen.total(*here) > 8 and seen.total(*there) < 0.5 * seen.total(*here)
            for here, there in places
        )
        if bare > len(places) * 0.01:
            return f'{bare * 3 / MM:.0f} mm of the {name} edge have no bleed'
    return ''


def size(seen: Plates, wide: float, high: float, bleed: float) -> str:
    """Return a fault where the crop marks, or the ink, say another size than was asked for (mm).

    The marks of a side stand in a row of dots beyond the bleed; the ink ends with the bleed.
    """
    row = round(seen.bleed[1] - 3.5 * MM)
    column = round(seen.bleed[0] - 3.5 * MM)
    black = seen.inks[3]
    across = [x for x in range(seen.wide) if black[row * seen.wide + x] > 40]
    down = [y for y in range(seen.high) if black[y * seen.wide + column] > 40]
    if not across or not down:
        return 'there are no crop marks'
    measured = (across[-1] - across[0]) / MM, (down[-1] - down[0]) / MM
    if abs(measured[0] - wide) > 0.6 or abs(measured[1] - high) > 0.6:
        return f'the crop marks measure {measured[0]:.1f} × {measured[1]:.1f} mm'
    y = round(seen.trim[1] + 0.31 * (seen.trim[3] - seen.trim[1]))
    inked = [x for x in range(round(seen.trim[0] - 9 * MM), seen.wide) if seen.total(x, y) > 8]
    past = (seen.trim[0] - inked[0]) / MM if inked else 0.0
    if abs(past - bleed) > 0.6:
        return f'the ink goes {past:.1f} mm past the trim'
    return ''
