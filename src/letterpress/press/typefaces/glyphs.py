"""What a font file holds, read with HarfBuzz: names, characters, the glyphs of a shaped text."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from functools import lru_cache

import uharfbuzz as hb

from letterpress.values import dataclass

DOTTED_CIRCLE = 0x25CC
# Ascent and descent in thousandths of the size (fonts/README.md).
BOXES = {'book': (1036, -335), 'wood': (900, -300)}


@dataclass(frozen=True)
class Facts:
    """What a file says of itself."""

    family: str
    weight: int
    italic: bool
    variable: bool


@lru_cache(maxsize=128)
def _face(data: bytes) -> hb.Face:
    return hb.Face(data)


@lru_cache(maxsize=128)
def _font(data: bytes) -> hb.Font:
    return hb.Font(_face(data))


def facts(data: bytes) -> Facts | None:
    """Return what a font says of itself, or None for something that is no font.

    The family is name 16 where there is one, else 1; weight and slope are usWeightClass and
    fsSelection bit 0 of the table OS/2 (OpenType 1.9.1): what fontconfig goes by.
    """
    face = _face(data)
    tags = face.table_tags if face.glyph_count else ()
    if 'OS/2' not in tags or 'cmap' not in tags:
        return None
    table = face.reference_table('OS/2').data
    if len(table) < 64:
        return None
    weight, selection = struct.unpack_from('>4xH56xH', table)
    return Facts(
        face.get_name(16) or face.get_name(1) or '', weight, bool(selection & 1), 'fvar' in tags
    )


@lru_cache(maxsize=128)
def characters(data: bytes) -> frozenset[int]:
    """Return the code points that a font maps to a glyph."""
    return frozenset(_face(data).unicodes)


def fits(data: bytes) -> bool:
    """Tell whether a font has the em box of the house already."""
    return box(data) in BOXES.values()


def by_character(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield each code point of a font with its glyph, in order."""
    font = _font(data)
    return ((code, font.get_nominal_glyph(code) or 0) for code in sorted(characters(data)))


@dataclass(frozen=True)
class Glyph:
    """A glyph of a shaped text. Lengths are in font units, from the text's left end.

    `number` is 0 where the font has none; `index` is that of the character it begins at; `mark`
    says that it is an accent by the font's own account (GDEF), `moved` that the font has put it
    somewhere.
    """

    number: int
    index: int
    mark: bool
    moved: bool
    origin: int
    advance: int
    middle: float  # of its ink


def shape(
    data: bytes, text: str, lang: str = '', features: Sequence[str] = ()
) -> tuple[Glyph, ...]:
    """Shape a text of one script with one font, as Pango does it.

    Characters that are never drawn give no glyph.
    """
    buffer = _shaped(data, text, lang, features)
    face, font = _face(data), _font(data)
    glyphs, pen = [], 0
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        extents = font.get_glyph_extents(info.codepoint)
        middle = pen + position.x_offset + (extents.x_bearing + extents.width / 2 if extents else 0)
        mark = face.get_layout_glyph_class(info.codepoint) == hb.OTLayoutGlyphClass.MARK
        moved = bool(position.x_offset or position.y_offset)
        glyphs.append(
            Glyph(info.codepoint, info.cluster, mark, moved, pen, position.x_advance, middle)
        )
        pen += position.x_advance
    return tuple(glyphs)


def plainly(data: bytes, text: str, lang: str = '', but: int = 0) -> bool:
    """Tell whether a font sets a text and no accent can have missed its letter in it.

    Every glyph is there, none is number `but`, and the font has placed every accent of a letter.
    What `shape` returns says more, and takes three times as long.
    """
    buffer, face = _shaped(data, text, lang), _face(data)
    infos = buffer.glyph_infos
    clusters = [-1, *(info.cluster for info in infos), -1]
    for n, (info, position) in enumerate(zip(infos, buffer.glyph_positions, strict=True), 1):
        if info.codepoint in (0, but):
            return False
        if (
            clusters[n] in (clusters[n - 1], clusters[n + 1])
            and not (position.x_offset or position.y_offset)
            and face.get_layout_glyph_class(info.codepoint) == hb.OTLayoutGlyphClass.MARK
        ):
            return False
    return True


def _shaped(data: bytes, text: str, lang: str, features: Sequence[str] = ()) -> hb.Buffer:
    buffer = hb.Buffer()
    buffer.add_codepoints([ord(character) for character in text])
    buffer.guess_segment_properties()
    if lang:
        buffer.language = lang
    buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    hb.shape(_font(data), buffer, dict.fromkeys(features, True))
    return buffer


def box(data: bytes) -> tuple[int, int]:
    """Return ascent and descent in thousandths of the size, as the engine reads them (hhea)."""
    face = _face(data)
    ascent, descent = struct.unpack_from('>4xhh', face.reference_table('hhea').data)
    return round(ascent * 1000 / face.upem), round(descent * 1000 / face.upem)


def outlines(data: bytes) -> str:
    """Return the table that a font keeps its outlines in: 'glyf' or 'CFF '."""
    return 'glyf' if 'glyf' in _face(data).table_tags else 'CFF '


def embeddable(data: bytes) -> bool:
    """Tell whether its makers allow a font to be embedded (OS/2 fsType, OpenType 1.9.1).

    Bit 1 set, and none of bits 2 and 3, forbids it; bit 9 allows pictures of it only.
    """
    (kind,) = struct.unpack_from('>8xH', _face(data).reference_table('OS/2').data)
    return not (kind & 0xE == 0x2 or kind & 0x200)


def named(data: bytes, number: int) -> str:
    """Return a name that a font bears: 0 copyright, 5 version, 6 PostScript, 13, 14 licence."""
    return str(_face(data).get_name(number) or '')


def number(data: bytes, code: int) -> int:
    """Return the glyph of a character before any shaping, 0 where there is none."""
    return _font(data).get_nominal_glyph(code) or 0
