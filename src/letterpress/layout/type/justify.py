"""Justified text without hyphens: the lines of a paragraph are chosen together.

The engine fills each line as far as it goes, and pays in the next one. With hyphens that is good
enough; Arabic has none, and its long words then leave rivers. So for right-to-left text the breaks
are found here (breaking.justified). Each line is handed on as one piece that does not break. A long
word in Latin letters, an address most of all, may be broken after its signs, one wider than the
measure anywhere; no hyphen is added. Widths in mm, type sizes in points.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from markupsafe import Markup

from letterpress.base.lengths import POINT
from letterpress.layout import runs as joining
from letterpress.layout import typography
from letterpress.layout.runs import LATIN, LATIN_FIGURES, Piece
from letterpress.layout.type import breaking
from letterpress.layout.type.ink import Face
from letterpress.manuscript import locales
from letterpress.manuscript.text import addresses

if TYPE_CHECKING:
    from letterpress.layout.faces import Faces
    from letterpress.layout.runs import Word
    from letterpress.layout.type.ink import Gauge
    from letterpress.manuscript.model import Block, Run

SAFE = 0.998  # of the measure: what a line may add up to, so that the engine never breaks it again
LONG = 0.3  # of the measure: a longer word in Latin letters may be broken after its signs
BROKEN = Markup('\u200b')  # where a word is broken: a blank would part it when it is copied
LATINS = (LATIN, LATIN_FIGURES)
LATIN_SIZE = 0.84  # of the size: Latin letters inside Arabic (class "la" of _shared/house.css)


# An address never ends a line in its hyphen (press/reaches/address_breaks), a word does.
_IN_ADDRESS = re.compile(r'(?<=[/_?&=#@.:+])(?<!://)(?=[^/_?&=#@.:+-])|(?<=\w)(?=-\w)')
_IN_WORD = re.compile(r'(?<=\w[-–/])(?=\w)')
_LETTERS = re.compile(r'\w[\u0300-\u036f\u064b-\u065f\u0670]*|.')


@dataclass(frozen=True)
class Part:
    """What may stand on a line of its own: a word, or a part of a long one, and its width (mm).

    `joined` says that there is no blank before it: it is the rest of a word.
    """

    pieces: Word
    width: float
    joined: bool = False


@dataclass(frozen=True)
class _Measured:
    """A paragraph in its parts, with the width of a blank, ready to be broken."""

    parts: tuple[Part, ...]
    blank: float

    @property
    def words(self) -> tuple[breaking.Word, ...]:
        return tuple(
            breaking.Word(part.width, 0.0 if part.joined else self.blank) for part in self.parts
        )


def lines(
    runs: Sequence[Run],
    gauge: Gauge,
    faces: Faces,
    size: float,
    width: float,
    indent: float = 0.0,
) -> Markup:
    """Return a paragraph as markup, each line held together.

    `indent` is what the first line has less.
    """
    measured = _measured(runs, gauge, faces, size, width * SAFE)
    made = Markup('')
    for start, end in breaking.justified(measured.words, width * SAFE, indent):
        line = measured.parts[start:end]
        if start:
            made += BROKEN if line[0].joined else Markup(' ')
        stretches = joining.join((part.pieces, '' if part.joined else ' ') for part in line)
        held = typography.set_stretches(stretches, gauge.language)
        last = end == len(measured.parts)
        made += held if last else Markup('<span class="nb">{}</span>').format(held)
    return made


def best_size(
    blocks: Sequence[Block],
    gauge: Gauge,
    faces: Faces,
    sizes: Sequence[float],
    width: float,
    indent: float = 0.0,
) -> float:
    """Return the size (points) at which the text has the fewest holes.

    Every paragraph but the first is indented. Of equal sizes the largest is taken.
    """
    measure = width * SAFE

    def looseness(size: float) -> float:
        total = 0.0
        for number, block in enumerate(blocks):
            words = _measured(block.runs, gauge, faces, size, measure).words
            short = indent if number else 0.0
            chosen = breaking.justified(words, measure, short)
            total += breaking.looseness(words, chosen, measure, short)
        return total

    return min(sizes, key=lambda size: (looseness(size), -size))


def _measured(
    runs: Sequence[Run], gauge: Gauge, faces: Faces, size: float, measure: float
) -> _Measured:
    """Return the words of a text with their widths, long ones in parts."""

    def widths(pieces: Sequence[Piece]) -> Iterator[float]:
        faced = [(piece.run.text, *_face(piece, faces, gauge.language)) for piece in pieces]
        inks = gauge.ruler.measure(faced)
        for ink, piece in zip(inks, pieces, strict=True):
            yield ink.advance * size * (LATIN_SIZE if piece.kind in LATINS else 1.0) * POINT

    apart, close = gauge.inks(['1 1', '11'], faces.book)
    words = joining.words(joining.stretches(runs, locales.direction(gauge.language)))
    measured = widths([piece for word in words for piece in word])
    parts: list[Part] = []
    for word in words:
        whole = Part(word, sum(islice(measured, len(word))))
        parts += _parts(whole, widths, measure)
    return _Measured(tuple(parts), (apart.advance - close.advance) * size * POINT)


def _parts(
    word: Part, widths: Callable[[Sequence[Piece]], Iterator[float]], measure: float
) -> list[Part]:
    """Return a word in the parts it may be broken into.

    After its signs if it is long and in Latin letters, anywhere if it fits no line.
    """
    fits = word.width <= measure
    turned = any(piece.kind for piece in word.pieces)
    if word.width <= LONG * measure or (fits and not turned):
        return [word]
    for cut in (_at_signs, _LETTERS.findall):
        parts = [
            Part(pieces, sum(widths(pieces)), joined=number > 0)
            for number, pieces in enumerate(_cut(word.pieces, cut))
        ]
        if all(part.width <= measure for part in parts):
            break
    return parts


def _at_signs(text: str) -> list[str]:
    return (_IN_ADDRESS if any(addresses.spans(text)) else _IN_WORD).split(text)


def _cut(pieces: Word, cut: Callable[[str], list[str]]) -> list[Word]:
    """Return pieces in parts; a bracket or quotation mark of another piece stays at its word."""
    parts: list[list[Piece]] = [[]]
    for piece in pieces:
        divisible = piece.kind or len(pieces) == 1
        texts = cut(piece.run.text) if divisible else [piece.run.text]
        for number, text in enumerate(filter(None, texts)):
            if number:
                parts.append([])
            parts[-1].append(piece._replace(run=replace(piece.run, text=text)))
    return [tuple(part) for part in parts]


def _face(piece: Piece, faces: Faces, language: str) -> tuple[Face, str]:
    """Return face and language of a piece: as house.css sets emphasis in right-to-left text."""
    run = piece.run
    if piece.kind in LATINS:
        style = 'font-style:italic' if run.emphasis else ''
        return Face(faces.latin.family, 700 if run.strong else 400, style), 'en'
    weight = 700 if run.strong else 600 if run.emphasis else 400
    return replace(faces.book, weight=weight), language
