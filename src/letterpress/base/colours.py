"""Colours as print and pages share them: sRGB, written #rrggbb; how far apart two of them are.

Contrast is that of WCAG 2.2 (1.4.3 and "relative luminance"): from 1, the same, to 21, black on
white. Small text needs 4.5 to 1, large type 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

TEXT, LARGE = 4.5, 3.0
WHITE, BLACK = '#ffffff', '#000000'
MARGIN = 1.02  # a colour that was mixed to be read is rounded to 8 bits afterwards
STEPS = 24  # of halving: far below what 8 bits tell apart

_HEX = re.compile('#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})')
Light = tuple[float, float, float]  # red, green, blue, each from 0 to 1, as light adds up


def parse(text: str) -> str:
    """Return a colour as #rrggbb in lower case. Raises ValueError for what is none."""
    if not _HEX.fullmatch(text):
        raise ValueError(text)
    digits = text[1:].lower()
    return '#' + (digits if len(digits) == 6 else ''.join(digit * 2 for digit in digits))


def channels(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue of #rrggbb, each from 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def written(red: float, green: float, blue: float) -> str:
    """Return channels from 0 to 255 as #rrggbb; what lies outside is the nearest that there is."""
    return '#' + ''.join(f'{min(255, max(0, round(c))):02x}' for c in (red, green, blue))


def light(colour: str) -> Light:
    """Return a colour as light (IEC 61966-2-1, with the limit that WCAG gives)."""
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (channel / 255 for channel in channels(colour))
    )
    return red, green, blue


def luminance(colour: str) -> float:
    """Return the relative luminance, from 0 (black) to 1 (white)."""
    red, green, blue = light(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def least(colour: str, grounds: Iterable[str]) -> float:
    """Return the contrast of a colour with the nearest of some grounds."""
    return min(contrast(colour, ground) for ground in grounds)


def over(colour: str, alpha: float, ground: str) -> str:
    """Return what is seen of a colour that covers a ground by `alpha`, as screens and PDF mix."""
    above, below = channels(colour), channels(ground)
    red, green, blue = (a * alpha + b * (1 - alpha) for a, b in zip(above, below, strict=True))
    return written(red, green, blue)


def mixed(colour: str, towards: str, share: float) -> str:
    """Return a colour mixed as light, `share` of it the other."""
    one, other = light(colour), light(towards)
    red, green, blue = (
        255 * (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055)
        for c in (a * (1 - share) + b * share for a, b in zip(one, other, strict=True))
    )
    return written(red, green, blue)


def readable(colour: str, grounds: Iterable[str], wanted: float) -> str:
    """Return the colour, or the nearest darker or lighter one that is read on all of the grounds.

    It keeps its hue. Where neither black nor white is read on all, the better of them.
    """
    grounds = tuple(grounds)
    if least(colour, grounds) >= wanted:
        return colour
    found = []
    for end in (BLACK, WHITE):
        if least(end, grounds) < wanted * MARGIN:
            continue
        low, high = 0.0, 1.0
        for _ in range(STEPS):
            half = (low + high) / 2
            if least(mixed(colour, end, half), grounds) >= wanted * MARGIN:
                high = half
            else:
                low = half
        found.append((abs(luminance(mixed(colour, end, high)) - luminance(colour)), end, high))
    if not found:
        return max((BLACK, WHITE), key=lambda end: least(end, grounds))
    _, end, share = min(found)
    return mixed(colour, end, share)
