"""How wide a text is about, by the advances of its letters: to find the widest of many at once.

Nothing is kerned or shaped, so it decides nothing but which text is to be set first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import BytesIO

from fontTools.ttLib import TTFont

from letterpress.press.typefaces.manifest import Family, stack_for

UNKNOWN = 1.0  # of its size: a character that no face has


def of(families: Iterable[Family], language: str, role: str) -> Callable[[str], float]:
    """Return what tells the width of a text in a role's faces, in parts of its size."""
    known: dict[str, float] = {}
    for family in reversed(stack_for(families, language, role)):
        for face in family.faces:
            font = TTFont(BytesIO(face.data), lazy=True)
            units, metrics = font['head'].unitsPerEm, font['hmtx']
            for point, glyph in font.getBestCmap().items():
                known[chr(point)] = metrics[glyph][0] / units
    return lambda text: sum(known.get(one, UNKNOWN) for one in text)
