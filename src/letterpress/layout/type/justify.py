"""The lines of a note, chosen together without hyphens and handed on one by one.

A long note goes on at the foot of the next page, and the engine parts no note: so its lines are
chosen here, and each is held together. Small type in a wide measure does without hyphens; a long
word in Latin letters, and an address, may be broken after its signs, one wider than the measure
anywhere. Widths in mm, type sizes in points.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, islice
from math import inf
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
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.layout.faces import Faces
    from letterpress.layout.runs import Word
    from letterpress.layout.type.ink import Gauge
    from letterpress.manuscript.model import Run

RUNT = 0.15  # of the measure: a shorter last line costs as much as a line with holes
TORN = 0.5  # what it costs to break a word
HOLE = 1000.0  # what a short line costs that has no blank to widen
SAFE = 0.998  # of the measure: what a line may add up to, so that the engine never breaks it again
LONG = 0.3  # of the measure: a longer word in Latin letters may be broken after its signs
BROKEN = Markup('\u200b')  # where a word is broken: a blank would part it when it is copied
LATINS = (LATIN, LATIN_FIGURES)
LATIN_SIZE = 0.84  # of the size: Latin letters inside Arabic (class "la" of _shared/house.css)
RAISED_SIZE = 0.66  # of the size: the number of a note in Arabic (class "ref"), which has none
RAISED = 'font-variant-position:super'  # the face's own raised figures, elsewhere


# An address never ends a line in its hyphen (press/reaches/lines/address_breaks), a word does.
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


def each_line(
    runs: Sequence[Run],
    gauge: Gauge,
    faces: Faces,
    size: float,
    width: float,
    indent: float = 0.0,
    marks: typography.Marks | None = None,
) -> list[Markup]:
    """Return the lines of a text one by one; all but the first begin with a blank."""
    measured = _measured(runs, gauge, faces, size, width * SAFE)
    made = []
    for start, end in _justified(measured.words, width * SAFE, indent):
        line = measured.parts[start:end]
        before = Markup('') if not start else BROKEN if line[0].joined else Markup(' ')
        stretches = joining.join((part.pieces, '' if part.joined else ' ') for part in line)
        held = typography.set_stretches(stretches, gauge.language, marks)
        last = end == len(measured.parts)
        made.append(before + (held if last else Markup('<span class="nb">{}</span>').format(held)))
    return made


def _measured(
    runs: Sequence[Run], gauge: Gauge, faces: Faces, size: float, measure: float
) -> _Measured:
    """Return the words of a text with their widths, long ones in parts."""

    def widths(pieces: Sequence[Piece]) -> Iterator[float]:
        faced = [(piece.run.text, *_face(piece, faces, gauge.language)) for piece in pieces]
        inks = gauge.ruler.measure(faced)
        for ink, piece in zip(inks, pieces, strict=True):
            yield ink.advance * size * _scale(piece, gauge.language) * POINT

    apart, close = gauge.inks(['1 1', '11'], faces.book)
    runs = joining.referred(runs, gauge.language)
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

    After its signs if it is long and in Latin letters or an address, anywhere if it fits no line.
    """
    fits = word.width <= measure
    divisible = any(_divisible(piece) for piece in word.pieces)
    if word.width <= LONG * measure or (fits and not divisible):
        return [word]
    for cut in (_at_signs, _LETTERS.findall):
        parts = [
            Part(pieces, sum(widths(pieces)), joined=number > 0)
            for number, pieces in enumerate(_cut(word.pieces, cut))
        ]
        if all(part.width <= measure for part in parts):
            break
    return parts


def _divisible(piece: Piece) -> bool:
    """Say whether a piece may be broken after its signs: against the text, and an address."""
    return bool(piece.kind) or any(addresses.spans(piece.run.text))


def _at_signs(text: str) -> list[str]:
    return (_IN_ADDRESS if any(addresses.spans(text)) else _IN_WORD).split(text)


def _cut(pieces: Word, cut: Callable[[str], list[str]]) -> list[Word]:
    """Return pieces in parts; a bracket or quotation mark of another piece stays at its word."""
    parts: list[list[Piece]] = [[]]
    for piece in pieces:
        divides = _divisible(piece) or len(pieces) == 1
        texts = cut(piece.run.text) if divides else [piece.run.text]
        for number, text in enumerate(filter(None, texts)):
            if number:
                parts.append([])
            parts[-1].append(piece._replace(run=replace(piece.run, text=text)))
    return [tuple(part) for part in parts]


def _scale(piece: Piece, language: str) -> float:
    """Return the size of a piece as a part of the text's, as house.css sets it."""
    if piece.run.note is not None and locales.direction(language) == 'rtl':
        return RAISED_SIZE
    return LATIN_SIZE if piece.kind in LATINS else 1.0


def _face(piece: Piece, faces: Faces, language: str) -> tuple[Face, str]:
    """Return face and language of a piece: as house.css sets emphasis, in either direction."""
    run = piece.run
    if locales.direction(language) != 'rtl':
        if run.note is not None:
            return replace(faces.book, style=RAISED), language
        style = 'font-style:italic' if run.emphasis else ''
        return replace(faces.book, weight=700 if run.strong else 400, style=style), (
            run.lang or language
        )
    if piece.kind in LATINS:
        style = 'font-style:italic' if run.emphasis else ''
        return Face(faces.latin.family, 700 if run.strong else 400, style), 'en'
    weight = 700 if run.strong else 600 if run.emphasis else 400
    return replace(faces.book, weight=weight), language


def _justified(
    words: Sequence[breaking.Word], measure: float, indent: float = 0.0
) -> breaking.Lines:
    """Return the lines whose blanks are widened least, all of a paragraph chosen together.

    As Knuth and Plass do ("Breaking paragraphs into lines", 1981), but blanks only widen: the
    cubes of how much are summed. The first line is shorter by `indent`, the last is not widened. A
    word wider than the measure stands on a line of its own.
    """
    count = len(words)
    span, cost = breaking.spans(words), _costs(words, measure, indent)
    best: list[tuple[float, int]] = [(0.0, 0)] + [(inf, 0)] * count
    for end in range(1, count + 1):
        torn = TORN if end < count and not words[end].blank else 0.0
        for start in range(end - 1, -1, -1):
            room = measure - (indent if start == 0 else 0.0)
            if span(start, end) > room and end - start > 1:
                break
            total = best[start][0] + torn + cost(start, end)
            if total < best[end][0]:
                best[end] = total, start
    lines, end = [], count
    while end:
        lines.append((best[end][1], end))
        end = best[end][1]
    return tuple(reversed(lines))


def _costs(
    words: Sequence[breaking.Word], measure: float, indent: float
) -> Callable[[int, int], float]:
    """Return what a line costs, by its first and its past-the-last word."""
    span = breaking.spans(words)
    blanks = list(accumulate((word.blank for word in words), initial=0.0))

    def cost(first: int, last: int) -> float:
        width = span(first, last)
        if last == len(words):
            return 3.0 if width < RUNT * measure else 0.0
        slack = measure - (0.0 if first else indent) - width
        if slack <= 0:
            return 0.0
        blank = blanks[last] - blanks[first + 1]
        return (slack / blank) ** 3 + 0.01 if blank > breaking.SLACK else HOLE

    return cost
