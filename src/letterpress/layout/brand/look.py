"""The look of a campaign: every colour by its role, the faces, the device, the logo.

From its content/brand.yaml; for a campaign that has none, from the house's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from letterpress.base.colours import BLACK, WHITE
from letterpress.layout.brand.picture import MIDDLE, Picture
from letterpress.layout.brand.roles import Colours, colours, night, told_apart
from letterpress.layout.faces import HOUSE_STACKS, Stacks
from letterpress.manuscript.brand import Brand
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.layout.manifest import Layout

FLATS = 64  # colours that a picture may be asked to keep: a photograph has more


@dataclass(frozen=True)
class Look:
    """How a campaign looks.

    `stacks` are by direction, and by language where one has its own;
    `logos` by language ('' for all others).
    """

    colours: Colours
    night: Colours
    stacks: Mapping[str, Stacks] = field(default_factory=lambda: HOUSE_STACKS)
    logos: Mapping[str, Picture] = field(default_factory=lambda: MappingProxyType({}))
    device: str = ''
    beside: Picture | None = None  # the logo of the local group whose sheet it is
    fading: frozenset[str] = frozenset()  # grounds that some version of the sheet leaves unprinted

    @property
    def drawn(self) -> tuple[str, ...]:
        """What is drawn of the roll: the comb, the iris, both where nobody decided, or nothing."""
        both = ('comb', 'iris')
        return tuple(one for one in both if self.device in ('', one))

    @property
    def plates(self) -> tuple[str, ...]:
        """What a logo stands on where it is not told from its ground, in the order of trying."""
        own = self.colours
        return own.paper, WHITE, own.type, BLACK, MIDDLE

    def css(self) -> str:
        """Return the rules by which a stylesheet reads roles and faces, in either direction.

        What a stylesheet declares for itself counts, wherever these rules stand (:where).
        """
        ltr, rtl = self.stacks['ltr'], self.stacks['rtl']
        return (
            f':root {{ {self.colours.css()} {ltr.css()} }}\n:root[dir=rtl] {{ {rtl.css()} }}\n'
            + ''.join(
                f':root:lang({language}) {{ {own.css()} }}\n'
                for language, own in self._of_languages()
            )
        )

    def _of_languages(self) -> list[tuple[str, Stacks]]:
        """Return the stacks of languages that are set in others than their direction."""
        return [(one, own) for one, own in self.stacks.items() if one not in ('ltr', 'rtl')]

    def page_css(self) -> str:
        """Return the colours by which pages on a screen are shown, by day and by night."""
        return (
            f':root {{ {self.colours.css()} }}\n'
            f'@media (prefers-color-scheme: dark) {{ :root {{ {self.night.css()} }} }}\n'
        )

    def flats(self, language: str) -> tuple[str, ...]:
        """Return the colours that a picture with few of them keeps: the roles, those of logos."""
        logos = [one for one in (self.logo(language), self.beside) if one]
        inks = (ink for one in logos for mark in one.marks for ink in (mark.ink, *mark.within))
        return tuple(dict.fromkeys((*self.colours.all, *inks)))[:FLATS]

    def logo(self, language: str) -> Picture | None:
        """Return the logo of a language, None where the campaign has none."""
        return self.logos.get(language) or self.logos.get('')


def printed(layout: Layout, seen: Look) -> Look:
    """Return the look in which a layout is printed: by roles told apart where it has versions."""
    if layout.versions is None:
        return seen
    return replace(seen, colours=told_apart(seen.colours))


def of(brand: Brand | None) -> Look:
    """Return the look of a brand, None for the house's; in its faces and without a logo."""
    brand = brand or Brand()
    return Look(colours(brand), night(brand), device=brand.device)


HOUSE = of(Brand())
