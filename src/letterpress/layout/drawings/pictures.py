"""What a template draws with: the campaign's logo, the code of an address, the seal's device.

Each drawing is kept as an asset of the composition and named by its address.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from letterpress.base.colours import TEXT, WHITE, channels, contrast, written
from letterpress.layout.brand.roles import ON_POSTERS
from letterpress.layout.brand.row import Row, row
from letterpress.layout.composition import Asset
from letterpress.layout.drawings import code, device
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.layout.brand.look import Look
    from letterpress.layout.brand.picture import Placed
    from letterpress.layout.desk.scenes import Scenes
    from letterpress.manuscript.model import Edition

MEDIA_TYPES = {
    '.svg': 'image/svg+xml',
    '.png': 'image/png',
    '.jpg': 'image/jpeg',
    '.js': 'text/javascript',  # of pages for the browser
}


_COLOUR = re.compile('#[0-9a-f]{6}')


class Pictures:
    """The assets of one composition as the template draws them."""

    def __init__(self) -> None:
        self.assets: dict[str, Asset] = {}

    def draw(self, name: str, svg: str) -> str:
        """Keep a drawing (SVG) under a name and return its address."""
        self.assets[name] = Asset(name, MEDIA_TYPES['.svg'], svg.encode())
        return f'asset:{name}'


def logo(
    seen: Look,
    language: str,
    pictures: Pictures,
    wide: float,
    high: float,
    area: float = 1e9,
    on: str = WHITE,
) -> Placed | None:
    """Return the campaign's logo as it stands in a box of mm on a ground; None where it has none.

    It is as large as other logos of `area` mm²; unseen on the ground it gets a plate.
    """
    picture = seen.logo(language)
    if picture is None:
        return None
    made = picture.placed(wide, high, area, on, seen.plates, seen.fading)
    return _kept('logo', made, seen, pictures)


def marks(
    seen: Look,
    language: str,
    pictures: Pictures,
    wide: float,
    high: float,
    area: float,
    gap: float,
    on: str = WHITE,
) -> Row | None:
    """Return the campaign's logo and the local group's side by side, as large as each other.

    None where no group has one. Lengths are mm, `wide` is that of all, `area` that of each.
    """
    if seen.beside is None:
        return None
    own = [('logo', seen.logo(language)), ('mark', seen.beside)]
    shown = [(kind, picture) for kind, picture in own if picture]
    made = row([one for _, one in shown], wide, area, gap, high, on, seen.plates, seen.fading)
    placed = (
        replace(one, placed=_kept(kind, one.placed, seen, pictures))
        for (kind, _), one in zip(shown, made.logos, strict=True)
    )
    return replace(made, logos=tuple(placed))


def _kept(kind: str, made: Placed, seen: Look, pictures: Pictures) -> Placed:
    """Return a logo with its address; its bytes are kept as an asset."""
    picture = made.picture
    name = f'{kind}-{made.ground[1:]}{picture.suffix}'
    data = picture.on(made.ground)
    if seen.fading and picture.suffix == '.svg':
        data = own_colours(data, {getattr(seen.colours, role) for role in ON_POSTERS})
    pictures.assets[name] = Asset(name, picture.media_type, data)
    return replace(made, address=f'asset:{name}')


def own_colours(data: bytes, roles: Collection[str]) -> bytes:
    """Return a drawing in colours that are nobody's role, by the last bits of blue.

    A sheet is coloured anew by role: what had one's colour to the bit would change with it.
    """

    def own(found: re.Match[str]) -> str:
        red, green, blue = channels(found[0])
        near = (blue + way * step for step in range(256) for way in (1, -1))
        made = (written(red, green, one) for one in near if 0 <= one <= 255)
        return next(colour for colour in made if colour not in roles)

    return _COLOUR.sub(own, data.decode()).encode()


@dataclass(frozen=True)
class PlacedCode:
    """A code as a template places it: its address, its side in mm, and how far it stays light."""

    address: str
    size: float
    quiet: float  # 0 where it stands on a light ground anyway

    @property
    def high(self) -> float:
        """Return how high it is with the plate around it."""
        return self.size + 2 * self.quiet


def placed_code(
    stick: Scenes, pictures: Pictures, seen: Look, edition: Edition,
    size: float, on: str, address: str = '', slot: str = 'facts/publisher.url',
) -> PlacedCode:  # fmt: skip
    """Return the code of an address, `size` mm on a side; without one, of the campaign's.

    On a ground of colour it has a plate, on paper that is light it needs none. One that is too long
    is noted (LP387).
    """
    address = address or edition.facts.publisher.url
    made, own = stick.code(address, slot), seen.colours
    name = f'code-{hashlib.sha256(address.encode()).hexdigest()[:8]}.svg'
    place = pictures.draw(name, made.svg(own.type_on_plate))
    light = on == own.paper and contrast(own.type_on_plate, on) >= TEXT
    return PlacedCode(place, size, 0.0 if light else size * code.QUIET / made.squares)


def of_the_roll(
    strokes: Sequence[str], rtl: bool, pictures: Pictures, seen: Look
) -> dict[str, Any]:
    """Return what a template draws the roll with, in the campaign's colours."""
    own = seen.colours

    def comb(width: float, height: float, name: str = 'comb.svg', colour: str = '') -> str:
        drawn = device.comb(strokes, width, height, colour or own.accent, rtl)
        return pictures.draw(name, drawn)

    def ring(name: str, title: str = '', size: float = 36.0) -> str:
        if 'iris' not in seen.drawn:
            return pictures.draw(name, device.coin(title, size, own.type, own.accent))
        return pictures.draw(name, device.ring(strokes, title, size, own.type, own.accent))

    shown = len(device.sampled(strokes)) if 'iris' in seen.drawn else 0
    return {'draw_comb': comb, 'draw_ring': ring, 'ring_strokes': shown}
