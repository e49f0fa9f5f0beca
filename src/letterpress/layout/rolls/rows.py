"""The lines of names: broken at blanks as the engine breaks them, each line measured.

Text is that of `typography.name`: its apostrophes, its bound last word, its hyphenated words whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

from letterpress.base.bidi import FSI, PDI
from letterpress.base.lengths import POINT
from letterpress.layout import typography
from letterpress.layout.runs import WHOLE

if TYPE_CHECKING:
    from letterpress.layout.rolls.leaves import Row
    from letterpress.layout.type.columns import Style
    from letterpress.layout.type.ink import Gauge

_TAGS = re.compile('<[^>]*>')
_MARKS = str.maketrans('', '', FSI + PDI)
_HYPHEN = re.compile('(?<=-)(?=[^-])')
FIGURES = 'font-variant-numeric:proportional-nums lining-nums'  # those of the house's stylesheet
SLACK = 0.002  # mm: what the engine may measure otherwise in its last digit


def printed(name: str) -> str:
    """Return a name as it is printed, without markup: what `typography.name` makes of it."""
    if typography.is_plain(name):
        return name
    return unescape(_TAGS.sub('', typography.name(name))).translate(_MARKS)


def broken(names: Sequence[str], gauge: Gauge, style: Style) -> list[Row]:
    """Return the rows of names in a column of a style.

    A row whose second line is empty is of a name that cannot be broken at blanks alone, or whose
    type the engine has to choose: it takes that many lines.
    """
    em = style.size * POINT
    texts = [printed(name) for name in names]
    room = (style.width - SLACK) / em
    face = replace(style.face, style=FIGURES)
    lengths = gauge.advances(texts, face)
    rows: list[Row] = [(text,) for text in texts]
    long = [n for n, length in enumerate(lengths) if length is None or length > room]
    parts = {part for n in long for part in _parts(texts[n])}
    measured = dict(zip(parts, gauge.advances(list(parts), face), strict=True))
    blank = gauge.blank(face) if long else 0.0
    hard: list[int] = []
    for n in long:
        row = _broken(texts[n], measured, blank, room, (style.width - style.hang - SLACK) / em)
        # of two scripts, or with a letter of another face: only the engine knows where it breaks
        if row is None or (lengths[n] is None and len(row) > 1):
            hard.append(n)
        else:
            rows[n] = row
    for n, count in zip(hard, _counted([names[n] for n in hard], gauge, style), strict=True):
        rows[n] = (texts[n], *[''] * (count - 1))
    return rows


def _broken(
    text: str, lengths: dict[str, float | None], blank: float, first: float, other: float
) -> Row | None:
    """Return the lines of a text; None where a part of it has no length or is too long."""
    lines: list[str] = []
    line, used, room = '', 0.0, first
    for word in text.split(' '):
        before = blank if line else 0.0
        for number, part in enumerate(_pieces(word)):
            length = lengths[part]
            if length is None:
                return None
            gap = before if number == 0 else 0.0
            if line and used + gap + length > room:
                lines.append(line)
                line, used, room = part, length, other
            else:
                line += (' ' if gap else '') + part
                used += gap + length
            if used > room:
                return None
    return (*lines, line)


def _parts(text: str) -> Iterable[str]:
    for word in text.split(' '):
        yield from _pieces(word)


def _pieces(word: str) -> list[str]:
    """Return what a word may be broken into: a long one after its hyphens."""
    return [word] if len(word) <= WHOLE or '-' not in word else _HYPHEN.split(word)


def _counted(names: Sequence[str], gauge: Gauge, style: Style) -> list[int]:
    """Return how many lines the engine sets each name in."""
    if not names:
        return []
    hang = f'{style.hang:.4f}mm'
    box = (
        f'padding-left:{hang};text-indent:-{hang};overflow-wrap:anywhere;hyphens:none;'
        f'width:{style.width - style.hang:.4f}mm;font-family:{style.face.family}'
    ).replace('"', '&quot;')
    markup = ''.join(f'<p dir="ltr" style="{box}">{typography.name(name)}</p>' for name in names)
    flow = gauge.flow(markup, style.width, style.size, 2 * style.size * POINT)
    counts = [0] * len(names)
    for line in flow.lines:
        counts[line.paragraph] += 1
    return [max(1, count) for count in counts]
