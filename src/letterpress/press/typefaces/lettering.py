"""Lines of text for pages that the engine does not lay out: shaped, and their faces cut to them.

A finished PDF is imposed without the engine; what stands beside its pages (labels, an assembly
sheet) is set here, in any script. A line is cut where its direction or its face changes, each part
is shaped by itself, and the parts are put into the order in which they are seen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

import uharfbuzz as hb

from letterpress.base import bidi
from letterpress.press.typefaces import glyphs
from letterpress.values import dataclass

# Arabic-Indic digits and European ones: a number runs from the left wherever it stands.
_NUMBER = re.compile(r'\d+(?:[.,٫٬:/×-]\d+)*')
# Tables that a reader of a PDF has no use for: what shapes a text, and names.
_NOT_PRINTED = ('GSUB', 'GPOS', 'GDEF', 'BASE', 'OS/2', 'name', 'post', 'DSIG', 'STAT', 'cmap')


@dataclass(frozen=True)
class Mark:
    """A glyph of a line: the index of its face, its number, its place in em from the line's left.

    `text` are the characters that it stands for, '' for those that another glyph stands for; `at`
    is where they begin in the line's text.
    """

    face: int
    number: int
    x: float
    y: float
    text: str
    at: int = 0


@dataclass(frozen=True)
class Line:
    """A line as it is drawn, from the left, and its width in em."""

    text: str
    marks: tuple[Mark, ...]
    width: float


def covered(text: str, faces: Sequence[bytes]) -> bool:
    """Tell whether some face has each character of a text that is drawn."""
    return all(
        _face_of(character, faces) is not None
        for character in unicodedata.normalize('NFC', bidi.plain(text))
        if not character.isspace()
    )


@lru_cache(maxsize=1024)
def line(text: str, faces: tuple[bytes, ...], language: str, direction: str) -> Line:
    """Set a line in the first of the faces that has each character; `direction` is 'ltr' or 'rtl'.

    A character that no face has is drawn as the first face draws what it lacks: ask `covered`.
    """
    text = unicodedata.normalize('NFC', bidi.plain(text))
    parts = list(_parts(text, direction))
    marks: list[Mark] = []
    pen = 0.0
    for start, stop, way in reversed(parts) if direction == 'rtl' else parts:
        pieces = list(_by_face(text, start, stop, faces))
        for first, last, face in reversed(pieces) if way == 'rtl' else pieces:
            found, width = _shaped(faces[face], text[first:last], language, way)
            marks += [
                Mark(face, number, pen + x, y, said, first + cluster)
                for number, x, y, said, cluster in found
            ]
            pen += width
    return Line(text, tuple(marks), pen)


def cut(data: bytes, numbers: Collection[int]) -> bytes:
    """Return a face with no other outlines than those of these glyphs, which keep their numbers."""
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(numbers)
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(
        int.from_bytes(tag.encode(), 'big') for tag in _NOT_PRINTED
    )
    wanted.flags = (
        hb.SubsetFlags.RETAIN_GIDS
        | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        | hb.SubsetFlags.NO_HINTING
        | hb.SubsetFlags.NOTDEF_OUTLINE
    )
    return bytes(hb.subset(hb.Face(data), wanted).blob.data)


def advances(data: bytes, numbers: Collection[int]) -> dict[int, int]:
    """Return how wide these glyphs of a face are, in thousandths of an em, by number."""
    font = _font(data)
    return {n: round(font.get_glyph_h_advance(n) * 1000 / font.face.upem) for n in sorted(numbers)}


def _parts(text: str, direction: str) -> Iterator[tuple[int, int, str]]:
    """Yield (first, past-the-last, direction) of what runs one way, in the order of the text."""
    against = 'ltr' if direction == 'rtl' else 'rtl'
    cuts = bidi.spans(text, direction)
    if direction == 'rtl':
        covered = [range(*span) for span in cuts]
        cuts += [
            found.span()
            for found in _NUMBER.finditer(text)
            if not any(found.start() in span for span in covered)
        ]
    place = 0
    for first, last in sorted(cuts):
        if place < first:
            yield place, first, direction
        yield first, last, against
        place = last
    if place < len(text):
        yield place, len(text), direction


def _by_face(
    text: str, start: int, stop: int, faces: Sequence[bytes]
) -> Iterator[tuple[int, int, int]]:
    """Yield (first, past-the-last, face) of what one face sets; accents follow their letter."""
    first, current = start, None
    for place in range(start, stop):
        character = text[place]
        if current is not None and unicodedata.category(character) == 'Mn':
            continue
        face = _face_of(character, faces) or 0
        if current is not None and face != current:
            yield first, place, current
            first = place
        current = face
    yield first, stop, current or 0


def _face_of(character: str, faces: Sequence[bytes]) -> int | None:
    for index, data in enumerate(faces):
        if ord(character) in glyphs.characters(data):
            return index
    return None


def _shaped(
    data: bytes, text: str, language: str, direction: str
) -> tuple[list[tuple[int, float, float, str, int]], float]:
    """Return (glyph, x, y, characters, where they begin) of each glyph and the width, in em."""
    font = _font(data)
    em = font.face.upem
    buffer = hb.Buffer()
    buffer.add_codepoints([ord(character) for character in text])
    buffer.guess_segment_properties()
    buffer.direction = direction
    buffer.language = language or 'und'
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS  # an accent by itself
    buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    hb.shape(font, buffer)
    infos, places = buffer.glyph_infos, buffer.glyph_positions
    starts = sorted({info.cluster for info in infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    found, pen = [], 0
    said: set[int] = set()
    for info, place in zip(infos, places, strict=True):
        own = '' if info.cluster in said else text[info.cluster : ends[info.cluster]]
        said.add(info.cluster)
        x, y = (pen + place.x_offset) / em, place.y_offset / em
        found.append((info.codepoint, x, y, own, info.cluster))
        pen += place.x_advance
    return found, pen / em


@lru_cache(maxsize=32)
def _font(data: bytes) -> hb.Font:
    return hb.Font(hb.Face(data))
