"""Find text that cannot be told from its ground (LP360, LP361): covered, tiny, or of its colour.

Contrast is that of WCAG 2.2 (1.4.3): 4.5 to 1, and 3 for display type (24 px = 18 pt, or bold from
14 pt). What is under a text is taken from the order of painting; paper is white. Pictures are not
judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from letterpress.findings import Finding
from letterpress.press.reaches.boxes import Rectangle
from letterpress.press.records import Sources
from letterpress.press.sight.overlaps import meeting
from letterpress.press.sight.overset import TOLERANCE, inside, place, short
from letterpress.press.sight.seen import Colour, Fill, Page, Text, colour_of
from letterpress.press.sight.stretches import GROUND, Path, Stretch

ENOUGH, DISPLAY = 4.5, 3.0
NOTHING = 2.0  # below, text is as good as not there
LARGE = 24.0  # px from which type is display type
LARGE_BOLD, BOLD = 14 / 0.75, 700  # px from which bold type is, and from which weight on it is bold
TINY = 2.0  # px: type that nobody reads
PAPER = (1.0, 1.0, 1.0, 1.0)

_SAYS_SO = 'says so in the template: data-over="ground"'


def findings(
    texts: Sequence[Stretch], page: Page, where: str, sources: Sources
) -> Iterator[Finding]:
    """Yield LP360 (hidden) and LP361 (hard to read) for a page, once for each element and fault."""
    grounds: dict[int, list[Fill]] = {}
    judged = {id(text.seen): text for text in texts if GROUND not in text.over}
    things: list[Text | Fill] = [*(text.seen for text in judged.values()), *page.fills]
    for one, other in meeting(things, TOLERANCE):
        for seen, fill in ((one, other), (other, one)):
            if isinstance(fill, Fill) and isinstance(seen, Text) and _under(seen.ink, fill.ink):
                grounds.setdefault(id(seen), []).append(fill)
    said: dict[tuple[str, str, str, Path], list[Stretch]] = {}
    for key, text in judged.items():
        if fault := _fault(text, grounds.get(key, ())):
            said.setdefault((*fault, text.path), []).append(text)
    for (code, how, hint, _), lost in said.items():
        more = ' and more of the text' if len(lost) > 1 else ''
        yield Finding(
            place(lost[0], sources), code, f'{where}: “{short(lost[0].text)}”{more} {how}', hint
        )


def _under(ink: Rectangle, fill: Rectangle) -> bool:
    """Say whether an area lies under (or over) so much of a text that it matters.

    That is a letter of it, and a quarter of its height.
    """
    width = min(ink[2], fill[2]) - max(ink[0], fill[0])
    height = min(ink[3], fill[3]) - max(ink[1], fill[1])
    tall = ink[3] - ink[1]
    return height >= tall / 4 and width >= min((ink[2] - ink[0]) / 4, tall / 2)


def _fault(text: Stretch, fills: Sequence[Fill]) -> tuple[str, str, str] | None:
    """Return the code, the fault and the hint of a text that cannot be read, or None."""
    seen = text.seen
    style = seen.box.style
    colour = colour_of(style['color'])
    if seen.size < TINY:
        return (
            'LP360',
            f'is set {seen.size * 0.75:.2g} pt high: nobody can read it',
            'set it larger, or take it out',
        )
    if any(fill.order > seen.order and fill.colour[3] > 0.5 for fill in fills):
        return (
            'LP360',
            'is covered by a filled area',
            'let the area begin below the text, or the text stand in front of it; '
            f'what is meant to be covered {_SAYS_SO}',
        )
    if not fills and colour[3] == 1:
        worst = _ratio(colour, PAPER)
    else:
        worst = min(_ratio(_over(colour, ground), ground) for ground in _grounds(seen.ink, fills))
    size = seen.size + 0.01
    large = size >= LARGE or (size >= LARGE_BOLD and style['font_weight'] >= BOLD)
    wanted = DISPLAY if large else ENOUGH
    if worst >= wanted - 0.005:
        return None
    how = f'has nearly the colour of what it stands on (contrast {worst:.1f} to 1'
    if worst < NOTHING:
        return (
            'LP360',
            f'{how})',
            'give one of them another colour, or let the area begin elsewhere; '
            f'what is meant so {_SAYS_SO}',
        )
    return (
        'LP361',
        f'{how}; {wanted:g} to 1 is wanted)',
        'take a darker or a lighter colour, or set the text larger',
    )


def _grounds(ink: Rectangle, fills: Sequence[Fill]) -> Iterator[Colour]:
    """Yield the colours a text stands on, from the topmost area to one that holds all of it."""
    layers = sorted(fills, key=lambda fill: -fill.order)
    for number, fill in enumerate(layers):
        colour = fill.colour
        for below in layers[number + 1 :]:
            if colour[3] >= 1:
                break
            colour = _over(colour, below.colour)
        yield _over(colour, PAPER)
        if inside(ink, fill.ink):
            return
    yield PAPER


def _over(upper: Colour, lower: Colour) -> Colour:
    """Return the colour of one that is not quite opaque on another."""
    share = upper[3]
    if share >= 1:
        return upper
    red, green, blue, opacity = lower
    rest = 1 - share
    return (
        upper[0] * share + red * rest,
        upper[1] * share + green * rest,
        upper[2] * share + blue * rest,
        share + opacity * rest,
    )


@cache
def _ratio(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours (WCAG 2.2, relative luminance), from 1 to 21."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (min(1.0, max(0.0, value)) for value in colour[:3])
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
