"""Breaking: where the lines of a text end.

Every breaker takes the words, with their widths, and the measure, and gives the lines (`Breaker`).
Which of them is right is a matter of what is set: `readably` a title, `evenly` a few lines that are
to be equally long. Words are never broken here: running text is a matter of `total_fit`. Widths
and measure are in one unit, any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, combinations, pairwise
from math import inf
from typing import NamedTuple, Protocol

Lines = tuple[tuple[int, int], ...]  # of each line its first and its past-the-last word

FEW, MANY = 3, 30  # lines and words up to which every way to break a title is tried
STOPS = ':.,;!?—–،؛'  # a title breaks well after one of these
STOP, SHORT_END, SHORT_LINE, LONELY, MORE = 1.02, 0.93, 0.97, 0.94, 0.01  # what a way is worth

SLACK = 1e-9  # what sums of the same widths may differ by


class Word(NamedTuple):
    """A word: its width and that of the blank before it.

    Without a blank it is the rest of the word before, which should rather stay whole. The text
    tells the breaker of titles where a line reads well.
    """

    width: float
    blank: float
    text: str = ''


class Breaker(Protocol):
    """Chooses where lines end."""

    def __call__(self, words: Sequence[Word], measure: float) -> Lines:
        """Return the lines of at least one word, all words in their order."""


def words(widths: Sequence[float], blank: float, texts: Sequence[str] = ()) -> tuple[Word, ...]:
    """Return words between which all blanks have one width."""
    if not texts:
        return tuple(Word(width, blank) for width in widths)
    return tuple(Word(width, blank, text) for width, text in zip(widths, texts, strict=True))


def natural(line: Sequence[Word]) -> float:
    """Return the width of words in a line whose blanks are as wide as they are."""
    return sum(word.width for word in line) + sum(word.blank for word in line[1:])


def every(count: int, most: int) -> Iterator[Lines]:
    """Yield every way to cut `count` words into at most `most` lines, the fewest lines first."""
    for cuts in range(min(most, count)):
        for inner in combinations(range(1, count), cuts):
            yield tuple(pairwise((0, *inner, count)))


# ---- a few lines, equally long -------------------------------------------------------------------


def evenly(words: Sequence[Word], measure: float, most: int = 4) -> Lines:
    """Return the fewest lines that fit the measure, as even as can be.

    Where `most` lines do not fit it, there are `most`, the longest as short as can be.
    """
    lines = shortest(words, 1)
    for count in range(2, most + 1):
        if _longest(words, lines) <= measure:
            break
        lines = shortest(words, count)
    return lines


def shortest(words: Sequence[Word], most: int) -> Lines:
    """Return at most `most` lines whose longest is as short as can be.

    Of equal ways the one with the longer first lines, so that the last is not the longest.
    """
    longest = max(word.width for word in words)
    span = spans(words)
    ends = range(1, len(words) + 1)
    limits = sorted({span(first, last) for last in ends for first in range(last)})
    limits = [limit for limit in limits if limit >= longest - SLACK]
    low, high = 0, len(limits) - 1
    while low < high:
        middle = (low + high) // 2
        if len(_filled(words, limits[middle] + SLACK)) <= most:
            high = middle
        else:
            low = middle + 1
    return _filled(words, limits[low] + SLACK)


def _filled(words: Sequence[Word], limit: float) -> Lines:
    """Return lines of which each takes as many words as it can hold."""
    lines, first, used = [], 0, words[0].width
    for number, word in enumerate(words[1:], 1):
        if used + word.blank + word.width > limit:
            lines.append((first, number))
            first, used = number, word.width
        else:
            used += word.blank + word.width
    return (*lines, (first, len(words)))


def _longest(words: Sequence[Word], lines: Lines) -> float:
    return max(natural(words[first:last]) for first, last in lines)


# ---- titles --------------------------------------------------------------------------------------


def readably(words: Sequence[Word], measure: float, most: int = 2) -> Lines:
    """Return the way to break a title into at most `most` lines that reads best.

    It is large, does not end a line in a short word, does not leave a word or two alone, and
    breaks after a stop where it can. `measure` is what fits at the largest size: a longer line
    makes the whole title smaller. Of many words or lines the longest is as short as can be.
    """
    if most > FEW or len(words) > MANY:
        return _of_many(words, most)
    span = spans(words)

    def merit(lines: Lines) -> float:
        widths = [span(first, last) for first, last in lines]
        longest = max(widths)
        worth = min(1.0, measure / longest)
        for (_, last), width in zip(lines[:-1], widths[:-1], strict=True):
            worth *= _ending(words[last - 1].text)
            if width < 0.5 * longest:
                worth *= SHORT_LINE
        if len(lines) > 1 and widths[-1] < 0.4 * longest:
            worth *= LONELY
        return worth * (1 - MORE * (len(lines) - 1))

    return max(every(len(words), most), key=merit)


def _of_many(words: Sequence[Word], most: int) -> Lines:
    """Return the cut into `most` lines whose longest is shortest, the first ones short.

    For titles with too many ways to try them all.
    """
    count, span = len(words), spans(words)
    nowhere: tuple[float, tuple[int, ...]] = (inf, ())
    best = [(0.0, (0,)), *[nowhere] * count]  # of each number of words: the longest line, the cuts
    for _ in range(min(most, count)):
        reached = [nowhere] * (count + 1)
        for end in range(1, count + 1):
            ways = [
                (max(longest, span(start, end)), (*cuts, end))
                for start, (longest, cuts) in enumerate(best[:end])
                if cuts
            ]
            reached[end] = min(ways, default=nowhere)
        best = reached
    return tuple(pairwise(best[count][1]))


def _ending(word: str) -> float:
    """Return what it is worth that a line of a title ends in this word."""
    if word[-1:] in STOPS:
        return STOP
    return SHORT_END if len(word.strip('«“"(')) <= 3 else 1.0


def spans(words: Sequence[Word]) -> Callable[[int, int], float]:
    """Return the natural width of a line, by its first and its past-the-last word."""
    widths = list(accumulate((word.width for word in words), initial=0.0))
    blanks = list(accumulate((word.blank for word in words), initial=0.0))

    def span(first: int, last: int) -> float:
        return (widths[last] - widths[first]) + (blanks[last] - blanks[first + 1])

    return span
