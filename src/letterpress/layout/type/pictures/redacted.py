"""A page of which one sentence can be read: what the stick sets for it. Lengths in mm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from letterpress.layout.type import breaking
from letterpress.layout.type.pictures import redaction
from letterpress.layout.type.pictures.redaction import Bar, Paragraph, Redacted, Style
from letterpress.manuscript import locales
from letterpress.manuscript.text.structure import opened as opening
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.layout.type.ink import Face, Gauge
    from letterpress.layout.type.wood import Line
    from letterpress.manuscript.model import Block, Opened


SHARED = 0.45  # of what is free stands above
NEAR = 0.5  # of the gap: how near accents and tails may come to bars


@dataclass(frozen=True)
class Redaction:
    """The lines of the sentence and the bars around it; `size`: of the text under the bars.

    `text`: the sentence as it stands in the letter; `free`: the height that nothing fills.
    """

    text: str
    lines: tuple[Line, ...]
    bars: tuple[Bar, ...]
    path: str
    size: float
    free: float


def sentence(blocks: Sequence[Block], opened: Opened, language: str) -> str:
    """Return the words that are open."""
    block = blocks[opened.block - 1]
    return block.text[slice(*opening.span(block, opened, language))]


def broken(
    text: str,
    gauge: Gauge,
    face: Face,
    width: float,
    height: float,
    gap: float,
    cap: float,
    most: int,
) -> tuple[str, ...]:
    """Return a sentence in the lines that fill the width and come nearest to a height.

    In capitals where the script has them.
    """
    texts = locales.capitals(text, gauge.language).split()
    inks = gauge.inks(texts, face)
    words = breaking.words([ink.advance for ink in inks], gauge.blank(face), texts)
    lines = redaction.display(words, width, height, gap, cap, most)
    return tuple(' '.join(texts[first:last]) for first, last in lines)


def paragraphs(
    blocks: Sequence[Block], opened: Opened, gauge: Gauge, face: Face
) -> tuple[Paragraph, ...]:
    """Return the letter as words of measured width, and which of them are open."""
    made = []
    for number, block in enumerate(blocks, 1):
        texts = block.text.split()
        known = gauge.advances(texts, face)
        unknown = [text for text, one in zip(texts, known, strict=True) if one is None]
        inks = iter(gauge.inks(unknown, face)) if unknown else iter(())
        words = tuple(next(inks).advance if one is None else one for one in known)
        if number == opened.block:
            start, end = opening.span(block, opened, gauge.language)
            first = len(block.text[:start].split())
            made.append(Paragraph(words, first, first + len(block.text[start:end].split())))
        else:
            made.append(Paragraph(words))
    return tuple(made)


def placed(
    said: str,
    lines: Sequence[Line],
    tall: float,
    text: Sequence[Paragraph],
    style: Style,
    width: float,
    x: float,
    top: float,
    floor: float,
    gap: float,
    sizes: tuple[float, float],
    rtl: bool,
) -> Redaction:
    """Return the lines and the bars in their places.

    The first line's capitals begin at 0, and the lines are `tall` mm high together; accents and
    tails make room for themselves. What nothing
    fills of the frame is shared: some of it stands above.
    """
    above, below = (
        max(over - NEAR * gap, 0.0)
        for over in (
            max((-line.top for line in lines), default=0.0),
            max((line.bottom for line in lines), default=0.0) - tall,
        )
    )
    made = redaction.fitted(text, style, width, top, floor, above + tall + below, gap, *sizes)
    if made.free > gap:
        down = SHARED * made.free
        bars = tuple(replace(bar, top=bar.top + down) for bar in made.bars)
        made = replace(made, bars=bars, top=made.top + down)
    bars = tuple(
        replace(bar, left=x + (width - bar.left - bar.width if rtl else bar.left))
        for bar in made.bars
    )
    moved = tuple(line.at(y=line.y + made.top + above) for line in lines)
    return Redaction(said, moved, bars, Redacted(bars, 0, 0, 0).path, made.size, made.free)
