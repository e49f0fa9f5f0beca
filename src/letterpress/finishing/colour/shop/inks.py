"""The inks of a print: what each of its colours is printed with.

Black type is black alone, and prints over what lies under it; a black flat is four inks where the
shop allows so much. The campaign's colours are the inks that content/brand.yaml names, or the
house's. A darker tone of the accent keeps its hue: its inks and those of the shade are laid over
each other. Greys are black alone; of any other colour cyan, magenta and yellow are what it lacks of
red, green and blue, without black, so that no type is printed with black and colours together.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from letterpress.base import colours
from letterpress.finishing.colour.paints import Cmyk, Paint
from letterpress.manuscript import brand as brands
from letterpress.manuscript.brand import Brand
from letterpress.manuscript.print_shops import PrintShop

BLACK: Cmyk = (0, 0, 0, 100)
SOLID: Cmyk = (40, 30, 30, 100)  # of large black areas
HOUSE: Mapping[str, Cmyk] = {
    brands.TYPE: BLACK,
    brands.ACCENT: (0, 88, 95, 0),
    brands.PAPER: (5, 9, 25, 0),
}
SAME = 6  # of 255 in each channel: roles of one colour are told apart in its last bits
NEUTRAL = 24  # of 255 between the channels of a grey
HUE = 0.06  # of the share of each channel, within which a darker tone is one of the accent


def anchors(brand: Brand | None) -> dict[str, tuple[str, Cmyk]]:
    """Return the campaign's own colours: by '#rrggbb' their role and their inks."""
    own = brand or Brand()
    found: dict[str, tuple[str, Cmyk]] = {}
    for role in ('type', 'accent', 'paper'):
        colour = getattr(own, role)
        if role in own.cmyk:
            c, m, y, k = own.cmyk[role]
            ink: Cmyk = (c, m, y, k)
        else:
            ink = HOUSE.get(colour) or _mixed(colour)
        found.setdefault(colour, (role, _clean(ink)))
    return found


def paints(found: Collection[str], brand: Brand | None, shop: PrintShop) -> dict[str, Paint]:
    """Return a paint for every colour of a print ('#rrggbb')."""
    own = anchors(brand)
    return {colour: _paint(_ink(colour, own), shop) for colour in found}


def _paint(ink: Cmyk, shop: PrintShop) -> Paint:
    over = shop.overprint_black
    if ink[:3] == (0, 0, 0) and ink[3] >= 90:
        solid = SOLID if sum(SOLID) <= shop.tac else None
        return Paint(ink, solid=solid, overprint=over)
    # small black type is printed over this
    most = shop.tac - (100 if over else 0)
    total = sum(ink)
    if total > most:
        ink = tuple(int(one * most / total) for one in ink)  # type: ignore[assignment]
    return Paint(ink)


def _ink(colour: str, own: Mapping[str, tuple[str, Cmyk]]) -> Cmyk:
    channels = colours.channels(colour)
    near = min(own, key=lambda one: _apart(one, colour))
    if _apart(near, colour) <= SAME:
        return own[near][1]
    for one, (role, ink) in own.items():
        if role == 'accent' and _is_shade(channels, colours.channels(one)):
            shade = [
                100 * (1 - min(1.0, a / b)) if b else 0.0
                for a, b in zip(channels, colours.channels(one), strict=True)
            ]
            c, m, y = (_over(part, more) for part, more in zip(ink[:3], shade, strict=True))
            return c, m, y, 0
    return _mixed(colour)


def _is_shade(dark: tuple[int, ...], full: tuple[int, ...]) -> bool:
    """Tell whether a colour is a darker tone of another: as much of each channel, about."""
    most, whole = max(dark), max(full)
    if not most or most > whole + SAME or max(full) - min(full) <= NEUTRAL:
        return False
    return all(
        abs(a / most - b / whole) <= HUE + 0.1 * (1 - most / whole)
        for a, b in zip(dark, full, strict=True)
    )


def _over(ink: float, shade: float) -> int:
    return round(100 - (100 - ink) * (100 - shade) / 100)


def _apart(one: str, other: str) -> int:
    pairs = zip(colours.channels(one), colours.channels(other), strict=True)
    return max(abs(a - b) for a, b in pairs)


def _mixed(colour: str) -> Cmyk:
    red, green, blue = colours.channels(colour)
    if max(red, green, blue) - min(red, green, blue) <= NEUTRAL:
        grey = (red + green + blue) / 3
        # what is as dark as printed black is black
        return 0, 0, 0, 100 if grey < 40 else round(100 - grey / 2.55)
    c, m, y = (round(100 - channel / 2.55) for channel in (red, green, blue))
    return c, m, y, 0


def _clean(ink: Cmyk) -> Cmyk:
    """Return an ink without black beside colours: of a near black the black, else colours alone."""
    c, m, y, k = ink
    if not k or not (c or m or y):
        return ink
    if k >= 80:
        return BLACK
    return _over(c, k), _over(m, k), _over(y, k), 0


def plates(
    found: Collection[str], brand: Brand | None, shop: PrintShop
) -> dict[str, dict[str, Paint]]:
    """Return the paints of grey files, one for each ink: 'black' and 'accent'.

    What an ink has no part in knocks it out, as paper does, but for black, which is printed over
    the other. Large areas hold no more than the machine bears. Pictures of pixels are black's.
    """
    own = anchors(brand)
    made: dict[str, dict[str, Paint]] = {'black': {}, 'accent': {}}
    for colour in found:
        shares = _shares(colour, own)
        for ink, given in made.items():
            share = shares.get(ink, 0.0)
            if share:
                flat = min(share, shop.flats)
                given[colour] = Paint((share,), solid=(flat,))
            elif ink == 'accent' and shares.get('black', 0.0) >= 90 and shop.overprint_black:
                given[colour] = Paint(None)
            else:
                given[colour] = Paint((0.0,))
    return {
        ink: given
        for ink, given in made.items()
        if ink == 'black' or any(one.fill not in (None, (0.0,)) for one in given.values())
    }


def _shares(colour: str, own: Mapping[str, tuple[str, Cmyk]]) -> dict[str, float]:
    near = min(own, key=lambda one: _apart(one, colour))
    role = own[near][0] if _apart(near, colour) <= SAME else ''
    if role == 'paper':
        return {}
    channels = colours.channels(colour)
    accent = next(one for one, (role, _) in own.items() if role == 'accent')
    if role == 'accent' or _is_shade(channels, colours.channels(accent)):
        return {'accent': 100.0}
    dark = 100.0 if role == 'type' else round(100 - sum(channels) / 7.65)
    return {'black': 100.0 if dark > 85 else float(dark)} if dark > 2 else {}
