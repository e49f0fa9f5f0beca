"""Redaction: a text as black bars, one a word, and a place among them that one sentence leaves.

Every bar is as wide as its word was measured, and its lines end where those of the text would,
justified (`total_fit`). Where the sentence begins, the bars of its line stop; where it ended, they
go on, as far along the line as they would have stood. Widths of words in em, all else in mm.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import inf, log

from letterpress.layout.type import breaking, total_fit
from letterpress.values import dataclass

STEPS = 18  # halvings of the range of sizes: further apart than a hundredth of a mm none is
WIDER = 1.2  # of a blank: no more is added to one, the line rather stays short
LOOSEST = 1.12  # of the ideal pitch: rows no further apart fill a frame
# What it costs, beside the squared logarithms of uneven lines, to end a line of display type in a
# word of so many letters; or in one that no comma, point or dash follows.
SHORT_END = {1: 0.09, 2: 0.05, 3: 0.02}
NO_STOP = 0.008
LIMITS = total_fit.Limits(least=0.55, most=1.6)  # bars are not read: their blanks may be narrow
UNEVEN = 2.2  # sizes of display lines may differ so much before it costs
Words = tuple[float, ...]  # the width of each


@dataclass(frozen=True)
class Paragraph:
    """Words that become bars; those from `start` to `end` are the open sentence."""

    words: Words
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Bar:
    """A black bar in its place."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Row:
    """The bars of a line, each from where to where; `first`: of its paragraph."""

    bars: tuple[tuple[float, float], ...]
    first: bool


@dataclass(frozen=True)
class Page:
    """The rows before the open sentence and those after it, for type of one size."""

    before: tuple[Row, ...]
    after: tuple[Row, ...]


@dataclass(frozen=True)
class Style:
    """How bars are set: `pitch` and `bar` as parts of the size, `parted` of the pitch.

    `blank` in em. parted: what is free between two paragraphs besides.
    """

    blank: float
    pitch: float
    bar: float
    parted: float


@dataclass(frozen=True)
class Redacted:
    """Bars in their places, and the place that the sentence got: from `top` to `foot`.

    free: what bars as large as they may be leave of the frame, above and below the sentence.
    """

    bars: tuple[Bar, ...]
    top: float
    foot: float
    size: float
    free: float = 0.0

    @property
    def path(self) -> str:
        """All of them as one SVG path."""
        return ''.join(
            f'M{bar.left:.2f} {bar.top:.2f}h{bar.width:.2f}v{bar.height:.2f}h{-bar.width:.2f}z'
            for bar in self.bars
        )


def level(words: Sequence[breaking.Word], count: int) -> breaking.Lines:
    """Return words in `count` lines of widths as alike as can be; fewer where there are fewer.

    A line rather does not end in a short word.
    """
    count = min(count, len(words))
    span = breaking.spans(words)
    ideal = span(0, len(words)) / count
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, (0,))] + [(inf, ())] * len(words)
    for _ in range(count):
        reached: list[tuple[float, tuple[int, ...]]] = [(inf, ())] * (len(words) + 1)
        for end in range(1, len(words) + 1):
            word = words[end - 1].text
            stopped = end == len(words) or word[-1:] in breaking.STOPS
            torn = 0.0 if stopped else NO_STOP + SHORT_END.get(len(word), 0.0)
            for start, (cost, cuts) in enumerate(best[:end]):
                if cuts:
                    found = cost + torn + log(span(start, end) / ideal) ** 2
                    if found < reached[end][0]:
                        reached[end] = found, (*cuts, end)
        best = reached
    cuts = best[len(words)][1]
    return tuple(pairwise(cuts))


def display(
    words: Sequence[breaking.Word], width: float, height: float, gap: float, cap: float, most: int
) -> breaking.Lines:
    """Return the lines of a sentence whose every line fills the width, near a height together.

    cap: the height of its letters, in em. Sizes are as alike as the words allow.
    """
    span = breaking.spans(words)

    def miss(lines: breaking.Lines) -> float:
        sizes = [width / span(*line) for line in lines]
        tall = cap * sum(sizes) + gap * (len(lines) - 1)
        return abs(log(tall / height)) + max(max(sizes) / min(sizes) - UNEVEN, 0.0)

    return min((level(words, count) for count in range(1, min(most, len(words)) + 1)), key=miss)


def fitted(
    paragraphs: Sequence[Paragraph],
    style: Style,
    width: float,
    top: float,
    floor: float,
    tall: float,
    gap: float,
    smallest: float,
    largest: float,
) -> Redacted:
    """Return the bars that fill a frame in which a sentence of the height `tall` stands open.

    They are as large as fits, between `smallest` and `largest`. A text too long at the smallest
    loses its first and its last lines, so that the sentence stays where it is in it. Bars stand
    from the left; `gap`: between bars and the sentence.
    """
    room = floor - top - tall
    low, high = smallest, largest
    if _height(page(paragraphs, style, width, largest), style, largest, gap) <= room:
        low = largest
    else:
        for _ in range(STEPS):
            middle = (low + high) / 2
            if _height(page(paragraphs, style, width, middle), style, middle, gap) <= room:
                low = middle
            else:
                high = middle
    made = _cropped(page(paragraphs, style, width, low), style, low, gap, room)
    return _placed(made, style, low, top, room, tall, gap)


def page(paragraphs: Sequence[Paragraph], style: Style, width: float, size: float) -> Page:
    """Return the rows of a text, before and after the sentence that is open."""
    before: list[Row] = []
    after: list[Row] = []
    passed = False
    for one in paragraphs:
        begun = {id(before): False, id(after): False}
        for places in _lines(one, style.blank, width / size):
            parts: tuple[list[tuple[float, float]], ...] = ([], [])
            for number, left, right in places:
                if one.start <= number < one.end:
                    continue
                late = passed or (one.end > 0 and number >= one.end)
                parts[late].append((left * size, right * size))
            for rows, bars in zip((before, after), parts, strict=True):
                if bars:
                    rows.append(Row(tuple(bars), not begun[id(rows)]))
                    begun[id(rows)] = True
        passed = passed or one.end > 0
    return Page(tuple(before), tuple(after))


def _lines(one: Paragraph, blank: float, measure: float) -> list[list[tuple[int, float, float]]]:
    """Return the lines of a paragraph: of each word its number, where it begins and ends (em)."""
    count = len(one.words)
    starts = list(accumulate((word + blank for word in one.words), initial=0.0))
    ends = [start - blank for start in starts[1:]]
    if not count:
        return []
    none = [0.0] * (count + 1)
    places = total_fit.Places(
        ends=[0.0, *ends],
        begins=[*starts[:count], ends[-1]],
        blanks_before=[0.0, *(number * blank for number in range(count))],
        blanks_after=[number * blank for number in range(count + 1)],
        kinds=[total_fit.BLANK] * (count + 1),
        hyphens=none,
        torn=[False] * (count + 1),
    )
    lines, first = [], 0
    for last in total_fit.justified(places, measure, limits=LIMITS):
        slack = measure - places.natural(first, last)
        between = max(last - first - 1, 1)
        wider = min(slack / between, WIDER * blank) if last < count or slack < 0 else 0.0
        lines.append(
            [
                (
                    number,
                    starts[number] - starts[first] + (number - first) * wider,
                    min(ends[number] - starts[first] + (number - first) * wider, measure),
                )
                for number in range(first, last)
            ]
        )
        first = last
    return lines


def _tall(rows: Sequence[Row], style: Style) -> float:
    """Return how many pitches lie between the first row and the last."""
    return len(rows) - 1 + style.parted * sum(row.first for row in rows[1:])


def _height(made: Page, style: Style, size: float, gap: float) -> float:
    """Return how high all rows stand with the gaps between them and the sentence."""
    total = 0.0
    for rows in (made.before, made.after):
        if rows:
            total += (_tall(rows, style) * style.pitch + style.bar) * size + gap
    return total


def _cropped(made: Page, style: Style, size: float, gap: float, room: float) -> Page:
    """Return a page without the first and last rows that find no room, in proportion."""
    before, after = made.before, made.after
    while (before or after) and _height(Page(before, after), style, size, gap) > room:
        if len(before) * len(made.after) > len(after) * len(made.before) or not after:
            before = before[1:]
        else:
            after = after[:-1]
    return Page(before, after)


def _placed(
    made: Page, style: Style, size: float, top: float, room: float, tall: float, gap: float
) -> Redacted:
    """Return the rows in their places, their pitch a little wider where that fills the frame."""
    pitches = sum(_tall(rows, style) for rows in (made.before, made.after) if rows)
    free = room - _height(made, style, size, gap)
    wider = min(free / pitches if pitches else 0.0, style.pitch * size * (LOOSEST - 1))
    pitch = style.pitch * size + max(wider, 0.0)
    high = style.bar * size
    bars: list[Bar] = []

    def put(rows: Sequence[Row], y: float) -> float:
        for number, row in enumerate(rows):
            if number:
                y += pitch * (1 + style.parted * row.first)
            bars.extend(Bar(left, y, right - left, high) for left, right in row.bars)
        return y + high if rows else y

    sides = bool(made.before) + bool(made.after)
    left = max(free - max(wider, 0.0) * pitches, 0.0)
    rest = left / sides if sides else 0.0
    begins = put(made.before, top) + (gap + rest if made.before else 0.0)
    foot = begins + tall
    put(made.after, foot + gap + rest)
    return Redacted(tuple(bars), begins, foot, size, left)
