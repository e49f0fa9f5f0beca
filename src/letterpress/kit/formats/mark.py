"""The logo as pages show it: by day on the paper, at night on the dark, or on a plate."""

from __future__ import annotations

from base64 import b64encode

from letterpress.base.colours import WHITE
from letterpress.layout.brand.look import Look
from letterpress.values import dataclass

BOX = 220.0, 64.0, 6600.0  # CSS pixels of its box, and its area
EDGE = 8  # CSS pixels of a plate beyond it


@dataclass(frozen=True)
class Shown:
    """The logo of a page: its file, how large it stands in CSS pixels, what lies behind it.

    The plates are '' where it stands on the page itself: by day, at night, printed on white.
    """

    data: bytes
    suffix: str
    media_type: str
    width: int
    height: int
    plate: str
    plate_at_night: str
    plate_in_print: str

    def css(self, root: str = ':root') -> str:
        """Return the rules by which a stylesheet knows the plate."""
        day, night, print_ = (
            f'{root} {{ {_plated(plate)} }}'
            for plate in (self.plate, self.plate_at_night, self.plate_in_print)
        )
        dark = '@media (prefers-color-scheme: dark)'
        return f'{day}\n{dark} {{ {night} }}\n@media print {{ {print_} }}\n'

    @property
    def address(self) -> str:
        """Return an address that holds the whole file, for a page that fetches nothing."""
        return f'data:{self.media_type};base64,{b64encode(self.data).decode()}'


def _plated(plate: str) -> str:
    return f'--plate: {plate or "transparent"}; --plate-edge: {EDGE if plate else 0}px;'


def of(seen: Look, language: str) -> Shown | None:
    """Return the logo of a language as its pages show it, None where the campaign has none."""
    picture = seen.logo(language)
    if picture is None:
        return None
    day, night = seen.colours.paper, seen.night.paper
    ground = picture.ground(day, seen.plates)

    def plate(other: str) -> str:
        if picture.veiled:
            return '' if ground == other else ground
        return '' if picture.seen_on(other) else ground

    width, height = picture.box(*BOX)
    return Shown(
        picture.small or picture.on(ground),
        picture.suffix,
        picture.media_type,
        max(1, round(width)),
        max(1, round(height)),
        '' if ground == day else ground,
        plate(night),
        plate(WHITE),
    )
