"""A typeface made to stand in one line with the house's: a private copy, for the engine alone.

Each maker gives a face an ascent and a descent of their own, and the engine puts the baseline by
them: a line would stand higher or lower than the layout reckons, and one letter from another face
would move its line. So the engine is shown a copy with the em box of the house. The file in fonts/
stays as its makers released it, and what a PDF embeds are the outlines, which are not touched.
"""

from __future__ import annotations

import io
from copy import deepcopy
from typing import Any

from fontTools.ttLib import TTFont

from letterpress.press.typefaces import glyphs

# Characters that must not share their glyph with another: a PDF maps each glyph to one character,
# and all blanks or hyphens of a document would be copied as one kind. With the character that each
# looks like, and the part of its advance.
_TWINS = ((0xA0, 0x20, 1.0), (0x202F, 0x20, 0.5), (0x2010, 0x2D, 1.0), (0x2011, 0x2D, 1.0))
_DROPPED = ('DSIG', 'LTSH', 'VDMX', 'hdmx')  # what would no longer be true


def fitted(data: bytes, role: str, family: str, weight: int, italic: bool) -> bytes:
    """Return the copy of a font that the engine sees: same outlines, the house's em box.

    It is called by its family, weight and slope and by nothing else. Same bytes for same bytes.
    """
    font = TTFont(io.BytesIO(data), recalcTimestamp=False, lazy=False)
    for tag in _DROPPED:
        if tag in font:
            del font[tag]
    for code, model, share in _TWINS:
        _twin(font, code, model, share)
    scale = font['head'].unitsPerEm / 1000
    ascent, descent = (round(length * scale) for length in glyphs.BOXES[role])
    hhea, os2 = font['hhea'], font['OS/2']
    hhea.ascent, hhea.descent, hhea.lineGap = ascent, descent, 0
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ascent, descent, 0
    if os2.version >= 4:  # the bit has no meaning before
        os2.fsSelection |= 1 << 7
    _name(font, family, f'{weight}{" Italic" if italic else ""}')
    out = io.BytesIO()
    font.save(out, reorderTables=False)
    return out.getvalue()


def compressed(data: bytes) -> bytes:
    """Return a font as pages bring it along (WOFF2): the same font, packed."""
    font, out = TTFont(io.BytesIO(data), recalcTimestamp=False), io.BytesIO()
    font.flavor = 'woff2'
    font.save(out)
    return out.getvalue()


def _name(font: Any, family: str, style: str) -> None:
    names = font['name']
    for number in (3, 18, 21, 22, 25):
        names.removeNames(nameID=number)
    for number, text in {
        1: family,
        2: style,
        4: f'{family} {style}',
        6: f'{family}-{style}'.replace(' ', ''),
        16: family,
        17: style,
    }.items():
        names.removeNames(nameID=number)
        names.setName(text, number, 3, 1, 0x409)


def _twin(font: Any, code: int, model: int, share: float) -> None:
    """Give a character a glyph of its own that looks like another's."""
    cmap = font.getBestCmap()
    if model not in cmap or (code in cmap and cmap[code] != cmap[model]):
        return
    source, name = cmap[model], f'twin{code:04X}'
    if not _copied(font, source, name):
        return
    advance, bearing = font['hmtx'][source]
    font['hmtx'][name] = round(advance * share), bearing
    for table in font['cmap'].tables:
        if table.isUnicode() and table.format != 14:
            table.cmap[code] = name


def _copied(font: Any, source: str, name: str) -> bool:
    """Copy an outline under a new name; False for a font whose glyphs have numbers, not names."""
    order = [*font.getGlyphOrder(), name]
    if 'glyf' in font:
        shape = deepcopy(font['glyf'][source])
        font.setGlyphOrder(order)
        font['glyf'].setGlyphOrder(order)
        font['glyf'][name] = shape
        return True
    if 'CFF ' not in font:
        return False
    top = font['CFF '].cff.topDictIndex[0]
    if hasattr(top, 'ROS'):
        return False
    strings = top.CharStrings
    strings.charStringsIndex.append(deepcopy(strings[source]))
    strings.charStrings[name] = len(strings.charStringsIndex) - 1
    if name not in top.charset:
        top.charset.append(name)
    font.setGlyphOrder(order)
    return True
