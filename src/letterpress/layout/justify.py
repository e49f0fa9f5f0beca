"""Justified text without hyphens: all lines of a paragraph are chosen together, so that none has holes.

The engine fills each line as far as it goes, and pays in the next one. With hyphens that is good enough; Arabic has
none, and its long words then leave rivers. So for right-to-left text the breaks are found here, as Knuth and Plass do
("Breaking paragraphs into lines", 1981), with one restriction: the engine can only widen blanks. Each line is
handed on as one piece that does not break. Widths in mm, type sizes in points.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from letterpress.layout import typography
from letterpress.layout.geometry import POINT
from letterpress.layout.setting import Face
from letterpress.manuscript.model import Block, Run

if TYPE_CHECKING:
    from letterpress.layout.compose import Ruler

SAFE = .998         # of the measure: what the parts of a line may add up to, so that the engine never breaks it again
RUNT = .15          # of the measure: a shorter last line costs as much as a line with holes
LATIN = .84         # of the size: words in Latin letters inside Arabic (class "la" of _shared/house.css)


@dataclass(frozen=True)
class Word:
    """What stands between two blanks: pieces of runs, and their width together (mm)."""

    pieces: tuple[Run, ...]
    width: float


def lines(runs: Sequence[Run], ruler: Ruler, book: Face, latin: Face, language: str, size: float, width: float,
          indent: float = 0.0) -> Markup:
    """Return a paragraph as markup, each line held together; `indent` is what the first one has less."""
    words, space = words_of(runs, ruler, book, latin, language, size)
    if not words:
        return Markup('')
    rows = []
    for start, end in breaks([word.width for word in words], space, width * SAFE, indent):
        rows.append(typography.prose(_joined(words[start:end]), language))
    held = [Markup('<span class="nb">{}</span>').format(row) for row in rows[:-1]]
    return Markup(' ').join([*held, rows[-1]])


def best_size(blocks: Sequence[Block], ruler: Ruler, book: Face, latin: Face, language: str, sizes: Sequence[float],
              width: float, indent: float = 0.0) -> float:
    """Return the size (points) at which the text has the fewest holes; every paragraph but the first is indented."""
    def looseness(size: float) -> float:
        total = 0.0
        for number, block in enumerate(blocks):
            words, space = words_of(block.runs, ruler, book, latin, language, size)
            widths, short = [word.width for word in words], indent if number else 0.0
            for start, end in breaks(widths, space, width * SAFE, short):
                natural = sum(widths[start:end]) + space * (end - start - 1)
                room = width * SAFE - (0.0 if start else short)
                total += _cost(room - natural, end - start - 1, space, end == len(widths), natural < RUNT * width)
        return total
    return min(sizes, key=lambda size: (looseness(size), -size))


def words_of(runs: Sequence[Run], ruler: Ruler, book: Face, latin: Face, language: str,
             size: float) -> tuple[list[Word], float]:
    """Return the words of a text with their widths, and the width of a blank."""
    pieces: list[list[Run]] = [[]]
    for run in runs:
        for number, text in enumerate(run.text.split(' ')):
            if number:
                pieces.append([])
            pieces[-1] += [replace(run, text=part) for part in typography.by_script(text) if part]
    asked = [(piece.text, *_face(piece, book, latin, size, language)) for word in pieces for piece in word]
    inks = ruler.measure([('1 1', book, language), ('11', book, language), *((text, face, lang) for text, face, _, lang in asked)])
    advances = iter([ink.advance * points * POINT for ink, (_, _, points, _) in zip(inks[2:], asked)])
    words = [Word(tuple(word), sum(next(advances) for _ in word)) for word in pieces if word]
    return words, (inks[0].advance - inks[1].advance) * size * POINT


def _face(piece: Run, book: Face, latin: Face, size: float, language: str) -> tuple[Face, float, str]:
    """Return face, size and language of a piece: as _shared/house.css sets emphasis in right-to-left text."""
    if typography.is_latin(piece.text):
        style = 'font-style:italic' if piece.emphasis else ''
        return Face(latin.family, 700 if piece.strong else 400, style), size * LATIN, 'en'
    return replace(book, weight=700 if piece.strong else 600 if piece.emphasis else 400), size, language


def breaks(widths: Sequence[float], space: float, measure: float, indent: float = 0.0) -> list[tuple[int, int]]:
    """Return the lines as (first, past the last) word: the ones whose blanks are widened least, cubes summed.

    The last line is not widened. A word wider than the measure stands on a line of its own.
    """
    count, sums = len(widths), [0.0]
    for width in widths:
        sums.append(sums[-1] + width)
    best: list[tuple[float, int]] = [(0.0, 0)] + [(float('inf'), 0)] * count
    for end in range(1, count + 1):
        for start in range(end - 1, -1, -1):
            room = measure - (indent if start == 0 else 0.0)
            natural = sums[end] - sums[start] + space * (end - start - 1)
            if natural > room and end - start > 1:
                break
            cost = best[start][0] + _cost(room - natural, end - start - 1, space, end == count, natural < RUNT * measure)
            if cost < best[end][0]:
                best[end] = (cost, start)
    rows, end = [], count
    while end:
        rows.append((best[end][1], end))
        end = best[end][1]
    return rows[::-1]


def _cost(slack: float, gaps: int, space: float, last: bool, runt: bool) -> float:
    if last:
        return 3.0 if runt else 0.0
    if slack <= 0:
        return 0.0
    return (slack / (space * gaps)) ** 3 + .01 if gaps else 1000.0


def _joined(words: Sequence[Word]) -> list[Run]:
    """Return the runs of a line: neighbours in one style are one run again, with the blank that was between them."""
    runs: list[Run] = []
    for number, word in enumerate(words):
        for first, piece in enumerate(word.pieces):
            blank = ' ' if number and not first else ''
            if runs and replace(runs[-1], text='') == replace(piece, text=''):
                runs[-1] = replace(runs[-1], text=runs[-1].text + blank + piece.text)
            else:
                # a blank between two styles belongs to the plain one of them
                if blank and runs:
                    if runs[-1] == Run(runs[-1].text):
                        runs[-1] = replace(runs[-1], text=runs[-1].text + blank)
                    else:
                        piece, blank = (replace(piece, text=blank + piece.text), '') if piece == Run(piece.text) else (piece, blank)
                        if blank:
                            runs.append(Run(blank))
                runs.append(piece)
    return runs
