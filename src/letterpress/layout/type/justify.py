"""Justified text without hyphens: all lines of a paragraph are chosen together, so that none has holes.

The engine fills each line as far as it goes, and pays in the next one. With hyphens that is good enough; Arabic has
none, and its long words then leave rivers. So for right-to-left text the breaks are found here, as Knuth and Plass do
("Breaking paragraphs into lines", 1981), with one restriction: the engine can only widen blanks. Each line is
handed on as one piece that does not break. A long word in Latin letters, an address most of all, may be broken after
its signs, one wider than the measure anywhere; no hyphen is added. Widths in mm, type sizes in points.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from letterpress.base.lengths import POINT
from letterpress.layout import typography
from letterpress.layout.type.ink import Face
from letterpress.manuscript import locales
from letterpress.manuscript.model import Block, Run
from letterpress.manuscript.text import addresses

if TYPE_CHECKING:
    from letterpress.layout.type.ink import Ruler

SAFE = 0.998  # of the measure: what the parts of a line may add up to, so that the engine never breaks it again
RUNT = 0.15  # of the measure: a shorter last line costs as much as a line with holes
LONG = 0.3  # of the measure: a longer word in Latin letters may be broken after its signs
TORN = 0.5  # what it costs to break one
BROKEN = Markup('\u200b')  # where a word is broken: a blank would part it when it is copied
LATIN = 0.84  # of the size: words in Latin letters inside Arabic (class "la" of _shared/house.css)


# An address never ends a line in its hyphen (press/addresses), a word does.
_IN_ADDRESS = re.compile(r'(?<=[/_?&=#@.:+])(?<!://)(?=[^/_?&=#@.:+-])|(?<=\w)(?=-\w)')
_IN_WORD = re.compile(r'(?<=\w[-–/])(?=\w)')
_LETTERS = re.compile(r'\w[\u0300-\u036f\u064b-\u065f\u0670]*|.')


@dataclass(frozen=True)
class Piece:
    """A part of a word in one style; `stretch` is the number of the typography.Stretch it belongs to, `kind` its kind."""

    run: Run
    kind: str
    stretch: int


@dataclass(frozen=True)
class Word:
    """What may stand on a line of its own: its pieces, and their width together (mm). `joined` says that there is no
    blank before it: it is the rest of a long word.
    """

    pieces: tuple[Piece, ...]
    width: float
    joined: bool = False


def lines(
    runs: Sequence[Run],
    ruler: Ruler,
    book: Face,
    latin: Face,
    language: str,
    size: float,
    width: float,
    indent: float = 0.0,
) -> Markup:
    """Return a paragraph as markup, each line held together; `indent` is what the first one has less."""
    words, space = words_of(runs, ruler, book, latin, language, size, width * SAFE)
    rows = breaks([word.width for word in words], _spaces(words, space), width * SAFE, indent)
    made = Markup('')
    for start, end in rows:
        if start:
            made += BROKEN if words[start].joined else Markup(' ')
        row = typography.set_stretches(_stretches(words[start:end]), language)
        made += row if end == len(words) else Markup('<span class="nb">{}</span>').format(row)
    return made


def best_size(
    blocks: Sequence[Block],
    ruler: Ruler,
    book: Face,
    latin: Face,
    language: str,
    sizes: Sequence[float],
    width: float,
    indent: float = 0.0,
) -> float:
    """Return the size (points) at which the text has the fewest holes; every paragraph but the first is indented."""

    def looseness(size: float) -> float:
        total = 0.0
        for number, block in enumerate(blocks):
            words, space = words_of(block.runs, ruler, book, latin, language, size, width * SAFE)
            widths, short, spaces = (
                [word.width for word in words],
                indent if number else 0.0,
                _spaces(words, space),
            )
            for start, end in breaks(widths, spaces, width * SAFE, short):
                blanks = sum(spaces[start + 1 : end])
                natural = sum(widths[start:end]) + blanks
                room = width * SAFE - (0.0 if start else short)
                total += _cost(room - natural, blanks, end == len(widths), natural < RUNT * width)
        return total

    return min(sizes, key=lambda size: (looseness(size), -size))


def words_of(
    runs: Sequence[Run],
    ruler: Ruler,
    book: Face,
    latin: Face,
    language: str,
    size: float,
    measure: float,
) -> tuple[list[Word], float]:
    """Return the words of a text with their widths, long ones in parts, and the width of a blank."""
    pieces: list[list[Piece]] = [[]]
    for number, stretch in enumerate(typography.stretches(runs, locales.direction(language))):
        for run in stretch.runs:
            parts = [run.text] if stretch.kind in typography.FIGURES else run.text.split(' ')
            for blank, text in enumerate(parts):
                if blank:
                    pieces.append([])
                if text:
                    pieces[-1].append(Piece(replace(run, text=text), stretch.kind, number))

    def widths(asked: Sequence[Piece]) -> Iterator[float]:
        found = [(piece.run.text, *_face(piece, book, latin, size, language)) for piece in asked]
        inks = ruler.measure([(text, face, lang) for text, face, _, lang in found])
        return iter([ink.advance * points * POINT for ink, (_, _, points, _) in zip(inks, found)])

    blank = ruler.measure([('1 1', book, language), ('11', book, language)])
    advances = widths([piece for word in pieces for piece in word])
    words = [Word(tuple(word), sum(next(advances) for _ in word)) for word in pieces if word]
    broken = [part for word in words for part in _parts(word, widths, measure)]
    return broken, (blank[0].advance - blank[1].advance) * size * POINT


def _parts(
    word: Word, widths: Callable[[Sequence[Piece]], Iterator[float]], measure: float
) -> list[Word]:
    """Return a word in the parts it may be broken into: after its signs if it is long, anywhere if it fits no line."""
    if word.width <= LONG * measure or (
        word.width <= measure and all(not piece.kind for piece in word.pieces)
    ):
        return [word]
    signs = _cut_at(
        word.pieces,
        lambda text: (_IN_ADDRESS if any(addresses.spans(text)) else _IN_WORD).split(text),
    )
    parts = list(
        map(Word, signs, [sum(widths(part)) for part in signs], [False] + [True] * (len(signs) - 1))
    )
    if all(part.width <= measure for part in parts):
        return parts
    letters = _cut_at(word.pieces, lambda text: _LETTERS.findall(text))
    return list(
        map(
            Word,
            letters,
            [sum(widths(part)) for part in letters],
            [False] + [True] * (len(letters) - 1),
        )
    )


def _cut_at(pieces: Sequence[Piece], cut: Callable[[str], list[str]]) -> list[tuple[Piece, ...]]:
    """Return pieces in parts; a bracket or a quotation mark of another piece stays with what it stands at."""
    parts: list[list[Piece]] = [[]]
    for piece in pieces:
        texts = (
            [text for text in cut(piece.run.text) if text]
            if piece.kind or len(pieces) == 1
            else [piece.run.text]
        )
        for number, text in enumerate(texts):
            if number:
                parts.append([])
            parts[-1].append(replace(piece, run=replace(piece.run, text=text)))
    return [tuple(part) for part in parts]


def _face(
    piece: Piece, book: Face, latin: Face, size: float, language: str
) -> tuple[Face, float, str]:
    """Return face, size and language of a piece: as _shared/house.css sets emphasis in right-to-left text."""
    run = piece.run
    if piece.kind in ('la', 'latin-figures'):
        style = 'font-style:italic' if run.emphasis else ''
        return Face(latin.family, 700 if run.strong else 400, style), size * LATIN, 'en'
    return replace(book, weight=700 if run.strong else 600 if run.emphasis else 400), size, language


def _spaces(words: Sequence[Word], space: float) -> list[float]:
    """Return the width of the blank before each word."""
    return [0.0 if word.joined else space for word in words]


def breaks(
    widths: Sequence[float], spaces: Sequence[float] | float, measure: float, indent: float = 0.0
) -> list[tuple[int, int]]:
    """Return the lines as (first, past the last) word: the ones whose blanks are widened least, cubes summed.

    spaces: of the blank before each word; 0 where it is the rest of a word that should rather stay whole. The last
    line is not widened. A word wider than the measure stands on a line of its own.
    """
    count, sums, blanks = len(widths), [0.0], [0.0]
    spaces = [float(spaces)] * count if isinstance(spaces, (int, float)) else spaces
    for width, space in zip(widths, spaces):
        sums.append(sums[-1] + width)
        blanks.append(blanks[-1] + space)
    best: list[tuple[float, int]] = [(0.0, 0)] + [(float('inf'), 0)] * count
    for end in range(1, count + 1):
        torn = TORN if end < count and not spaces[end] else 0.0
        for start in range(end - 1, -1, -1):
            room = measure - (indent if start == 0 else 0.0)
            blank = blanks[end] - blanks[start + 1]
            natural = sums[end] - sums[start] + blank
            if natural > room and end - start > 1:
                break
            cost = (
                best[start][0]
                + torn
                + _cost(room - natural, blank, end == count, natural < RUNT * measure)
            )
            if cost < best[end][0]:
                best[end] = (cost, start)
    rows, end = [], count
    while end:
        rows.append((best[end][1], end))
        end = best[end][1]
    return rows[::-1]


def _cost(slack: float, blanks: float, last: bool, runt: bool) -> float:
    if last:
        return 3.0 if runt else 0.0
    if slack <= 0:
        return 0.0
    return (slack / blanks) ** 3 + 0.01 if blanks > 1e-9 else 1000.0


def _stretches(words: Sequence[Word]) -> list[typography.Stretch]:
    """Return the stretches of a line: neighbours in one style are one run again, with the blank that was between them."""
    made: list[tuple[int, str, list[Run]]] = []  # number of the stretch, its kind, its runs
    for number, word in enumerate(words):
        for first, piece in enumerate(word.pieces):
            blank, run = ' ' if number and not first and not word.joined else '', piece.run
            if not made or made[-1][0] != piece.stretch:
                if blank and made[-1][1] == '' and _plain(made[-1][2][-1]):
                    made[-1][2][-1] = replace(made[-1][2][-1], text=made[-1][2][-1].text + blank)
                elif blank and piece.kind == '' and _plain(run):
                    run = replace(run, text=blank + run.text)
                elif blank:
                    made.append((-1, '', [Run(blank)]))
                made.append((piece.stretch, piece.kind, [run]))
                continue
            runs = made[-1][2]
            if replace(runs[-1], text='') == replace(run, text=''):
                runs[-1] = replace(runs[-1], text=runs[-1].text + blank + run.text)
                continue
            if blank and _plain(
                runs[-1]
            ):  # a blank between two styles belongs to the plain one of them
                runs[-1] = replace(runs[-1], text=runs[-1].text + blank)
            elif blank and _plain(run):
                run = replace(run, text=blank + run.text)
            elif blank:
                runs.append(Run(blank))
            runs.append(run)
    return [typography.Stretch(kind, tuple(runs)) for _, kind, runs in made]


def _plain(run: Run) -> bool:
    return run == Run(run.text)
