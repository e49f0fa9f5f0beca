"""Typefaces that a page for the browser brings along inside itself: each reduced to one alphabet.

Whoever opens the page may type what they like: the alphabet is all that the script of its language
has, Latin, figures and signs, and what the page says itself. Forms that letters take beside each
other (Arabic) stay with their letters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import uharfbuzz as hb

from letterpress.manuscript import locales
from letterpress.press.typefaces import fitted, glyphs, manifest
from letterpress.press.typefaces.manifest import Face, Family
from letterpress.values import dataclass

Span = tuple[int, int]  # the first and the last of a row of characters
# Latin of Europe, Vietnam and names from elsewhere; dashes, quotation marks, money, arrows.
_COMMON: tuple[Span, ...] = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x18F, 0x18F), (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x1CD, 0x1D4),
    (0x1E6, 0x1E7), (0x1EA, 0x1EB), (0x218, 0x21B), (0x2BB, 0x2BC), (0x300, 0x304), (0x306, 0x30C),
    (0x323, 0x328), (0x1E80, 0x1E85), (0x1E9E, 0x1E9E), (0x1EA0, 0x1EF9), (0x2009, 0x2015),
    (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026), (0x202F, 0x2030), (0x2032, 0x2033),
    (0x2039, 0x203A), (0x2044, 0x2044), (0x20AC, 0x20AC), (0x2116, 0x2116), (0x2122, 0x2122),
    (0x2190, 0x2193), (0x2212, 0x2212), (0x2300, 0x2300),
)  # fmt: skip
_OF_SCRIPT: Mapping[str, tuple[Span, ...]] = {
    'Latn': (),
    'Grek': ((0x370, 0x3FF), (0x1F00, 0x1FFF)),
    'Cyrl': ((0x400, 0x45F), (0x462, 0x463), (0x46A, 0x46B), (0x490, 0x4FF)),
    'Arab': ((0x600, 0x6FF), (0x750, 0x77F)),
    'Hebr': ((0x590, 0x5FF),),
}
_EVERY: tuple[Span, ...] = ((0x20, 0x10FFFF),)  # of a script that is not in the table


@dataclass(frozen=True)
class Embedded:
    """A face as a page brings it along: its family, weight, WOFF2 and the characters it sets."""

    family: str
    weight: int
    data: bytes
    characters: frozenset[int]
    italic: bool = False


def faces(
    stack: Sequence[str],
    weights: Sequence[int],
    language: str,
    text: str,
    files: Mapping[str, bytes],
) -> tuple[Embedded, ...]:
    """Return the faces by which a page is set that anything may be typed into.

    `stack` are names of families in the order of trying, `weights` those that the page asks for,
    `files` those of fonts/ by path. What a family has, those after it do not bring.
    """
    return _faces(stack, weights, {*_characters(language), *map(ord, text)}, files)


def said(
    stack: str,
    weights: Sequence[int],
    text: str,
    files: Mapping[str, bytes],
    italic: bool = False,
) -> tuple[Embedded, ...]:
    """Return the faces by which a page is set into which nothing is typed: with its letters alone.

    `stack` are families as CSS lists them; `italic` asks for the faces that slant, where there are
    any.
    """
    return _faces(names(stack), weights, set(map(ord, text)), files, italic)


def names(stack: str) -> list[str]:
    """Return the names of the families that CSS lists."""
    return [one.strip().strip('"') for one in stack.split(',')]


def of_stack(stack: str, weight: int, files: Mapping[str, bytes]) -> tuple[bytes, ...]:
    """Return the upright faces of families as CSS lists them, as their makers drew them."""
    return tuple(_nearest(family, weight).data for family in _families(names(stack), files))


def _brought(stack: Sequence[str], files: Mapping[str, bytes]) -> list[Family]:
    """Return those families that a page may bring along: with it everybody gets their files."""
    return [family for family in _families(stack, files) if family.publishable]


def _families(stack: Sequence[str], files: Mapping[str, bytes]) -> list[Family]:
    families = {family.name: family for family in _listed(tuple(sorted(files.items())))}
    return [families[name] for name in stack if name in families]


@lru_cache(maxsize=2)
def _listed(files: tuple[tuple[str, bytes], ...]) -> tuple[Family, ...]:
    """Return the families of fonts/; that their files are what they say is proved once."""
    return manifest.families(dict(files)) if files else ()


def _faces(
    stack: Sequence[str],
    weights: Sequence[int],
    characters: set[int],
    files: Mapping[str, bytes],
    italic: bool = False,
) -> tuple[Embedded, ...]:
    own = _brought(stack, files)
    found = []
    for weight in weights:
        left = set(characters)
        for family in own:
            face = _nearest(family, weight, italic)
            if italic and not face.italic:
                continue
            data = _seen(face, files)
            mine = left & glyphs.characters(data)
            left -= mine
            if mine - _SHARED:
                brought = frozenset(mine | _SHARED & glyphs.characters(data))
                found.append(_embedded(family.name, face.weight, data, brought, italic))
    return tuple(dict.fromkeys(found))


# Blanks, signs that are not drawn, and punctuation stand in every face, and bring none along.
_SHARED = frozenset((0x20, 0xA0, *b'!(),-./:;?', *range(0x200C, 0x2010)))


def _characters(language: str) -> Iterator[int]:
    """Yield what may be typed in a language."""
    for first, last in (*_OF_SCRIPT.get(locales.script(language), _EVERY), *_COMMON):
        yield from range(first, last + 1)


def _nearest(family: Family, weight: int, italic: bool = False) -> Face:
    """Return the face that a browser takes for a weight, of one slope where there are any."""
    sloped = [face for face in family.faces if face.italic == italic] or list(family.faces)
    return min(sloped, key=lambda face: (abs(face.weight - weight), -face.weight))


def _seen(face: Face, files: Mapping[str, bytes]) -> bytes:
    """Return a face as the engine sees it: in the em box of the house."""
    folder = face.path.rpartition('/')[0] + '/'
    held = tuple(
        (path[len(folder) :], data)
        for path, data in sorted(files.items())
        if path.startswith(folder)
    )
    return _fitted(held).get(face.path[len(folder) :], face.data)


@lru_cache(maxsize=16)
def _fitted(held: tuple[tuple[str, bytes], ...]) -> Mapping[str, bytes]:
    return manifest.fitted(dict(held))


@lru_cache(maxsize=32)
def _embedded(
    family: str, weight: int, data: bytes, characters: frozenset[int], italic: bool
) -> Embedded:
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.UNICODE).update(characters)
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    made = bytes(hb.subset(hb.Face(data), wanted).blob.data)
    return Embedded(family, weight, fitted.compressed(made), characters, italic)
