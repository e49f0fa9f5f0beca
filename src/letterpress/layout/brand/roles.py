"""Every colour by its role: a layout names roles, and three colours of a campaign make them all.

layouts/README.md has the table of roles.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace

from letterpress.base import colours as c
from letterpress.findings import Finding
from letterpress.manuscript.brand import Brand
from letterpress.values import dataclass

LOUD = 1.4  # contrast from which two colours on one ground are told apart at a glance
SMALL = 5.0  # contrast of small type in the accent: a little more than must be, it is coloured
NIGHT = '#17130f'  # the darkest that a page at night may be made of
# the roles that posters are printed in, the ground that most is set on first
ON_POSTERS = (
    'ground', 'type_on_ground', 'loud_on_ground', 'flat_on_ground',
    'paper', 'type_on_paper', 'accent_on_paper', 'accent_text_on_paper', 'flat_on_paper',
    'reverse', 'type_on_reverse', 'plate', 'type_on_plate',
)  # fmt: skip
VEILS = {'soft': 0.26, 'hair': 0.48, 'line': 0.77, 'shade': 0.65}  # of the paper in the type


@dataclass(frozen=True)
class Colours:
    """A colour for each role, as #rrggbb.

    The sheet is white and unprinted; `tint` is an area on it. The paper is a printed ground, the
    ground is the campaign's colour laid on full. What is set on the paper or on the ground has
    roles of its own: on a dark one the same word needs another colour.
    """

    type: str  # what is read, on the sheet and on the tint
    accent: str  # large type and drawings, on the sheet and on the tint
    accent_text: str  # small type in the accent, there
    tint: str
    hair: str  # thin rules
    reverse: str  # a dark area
    type_on_reverse: str
    paper: str
    type_on_paper: str
    accent_on_paper: str
    accent_text_on_paper: str
    ground: str
    type_on_ground: str
    loud_on_ground: str  # large type only: the line that stands out
    # large shapes: what costs ink, and is drawn as an outline where ink is dear
    flat_on_paper: str
    flat_on_ground: str
    # a light area on whatever ground, for what must be dark on light: codes, fields to write in
    plate: str
    type_on_plate: str
    # of pages: text of less weight, lines, a light area, a button on the ground and its words
    soft: str
    line: str
    shade: str
    sheet: str
    button: str
    type_on_button: str

    @property
    def all(self) -> tuple[str, ...]:
        """Every colour that has a role, once."""
        return tuple(dict.fromkeys(getattr(self, one.name) for one in fields(self)))

    def css(self) -> str:
        """Return the declarations that give a stylesheet the roles: --type-on-ground: …;."""
        return ' '.join(
            f'--{one.name.replace("_", "-")}: {getattr(self, one.name)};' for one in fields(self)
        )


def colours(brand: Brand) -> Colours:
    """Return the colours of a campaign, each so far from its ground that it is read there."""
    accent, kind, paper = brand.accent, brand.type, brand.paper
    dark, light = sorted((kind, paper), key=c.luminance)
    ink = c.readable(dark, (c.WHITE,), c.TEXT)
    tint = light if c.contrast(ink, light) >= c.TEXT else c.WHITE
    sheet = (c.WHITE, tint)
    on_ground, loud = _on_ground(accent, kind, paper)
    button = max((on_ground, loud), key=lambda one: c.contrast(one, accent))
    return Colours(
        type=ink,
        accent=c.readable(accent, sheet, c.LARGE),
        accent_text=c.readable(accent, sheet, SMALL),
        tint=tint,
        hair=c.mixed(ink, tint, VEILS['hair'] / 2),
        reverse=ink,
        type_on_reverse=tint,
        paper=paper,
        type_on_paper=c.readable(kind, (paper,), c.TEXT),
        accent_on_paper=c.readable(accent, (paper,), c.LARGE),
        accent_text_on_paper=c.readable(accent, (paper,), SMALL),
        ground=accent,
        type_on_ground=on_ground,
        loud_on_ground=loud,
        flat_on_paper=c.readable(accent, (paper,), c.LARGE),
        flat_on_ground=loud,
        plate=tint,
        type_on_plate=ink,
        soft=c.readable(c.over(paper, VEILS['soft'], kind), (paper,), c.TEXT),
        line=c.over(paper, VEILS['line'], kind),
        shade=c.over(paper, VEILS['shade'], kind),
        sheet=c.over(c.WHITE, 0.8, paper) if paper == light else c.over(kind, 0.85, paper),
        button=button,
        type_on_button=c.readable(_best(button, (paper, kind, accent)), (button,), c.TEXT),
    )


def told_apart(made: Colours) -> Colours:
    """Return colours of which no two roles of a poster have the same: by the last bits of blue.

    What is printed so is coloured anew by role, whatever that role looks like (finishing/colour).
    None has the campaign's own colour to the bit: that is its logo's. White is what is not printed,
    and stays nobody's.
    """
    taken, found = {c.WHITE, *(getattr(made, role) for role in ON_POSTERS)}, {}
    for role in ON_POSTERS:
        red, green, blue = c.channels(getattr(made, role))
        near = (blue + way * step for step in range(1, 256) for way in (1, -1))
        own = (c.written(red, green, one) for one in near if 0 <= one <= 255)
        found[role] = next(colour for colour in own if colour not in taken)
        taken.add(found[role])
    return replace(made, **found)


def night(brand: Brand) -> Colours:
    """Return the colours of a campaign's pages on a screen at night: light on dark."""
    dark, light = sorted((brand.type, brand.paper), key=c.luminance)
    ground = dark if c.luminance(dark) <= c.luminance(NIGHT) * 1.5 else NIGHT
    lit = c.readable(light, (ground,), 12.0)
    made = colours(replace(brand, type=lit, paper=ground))
    return replace(made, sheet=c.over(lit, 0.85, ground))


def judged(brand: Brand) -> Iterator[Finding]:
    """Find an accent on which nothing can stand out from the rest (LP292)."""
    made = colours(brand)
    apart = c.contrast(made.type_on_ground, made.loud_on_ground)
    if apart < LOUD:
        yield Finding(
            brand.where('accent'),
            'LP292',
            f'on accent {brand.accent}, which posters are printed on, nothing stands out from the '
            f'text: what stands between *stars* is set in the tone of the rest ({apart:.1f} to 1)',
            'choose a darker or a lighter accent: one tone is read on this one, not two',
        )


def _on_ground(accent: str, kind: str, paper: str) -> tuple[str, str]:
    """Return what is read on the accent, and what stands out there beside it.

    Where one of the two colours is read in any size and the other as large type, as black and cream
    are on red, these are they. Else the one that is read best stands out, and the rest is set in a
    tone of the ground itself, between the two.
    """
    for small, loud in ((kind, paper), (paper, kind)):
        if c.contrast(small, accent) >= c.TEXT and c.contrast(loud, accent) >= c.LARGE:
            return small, loud
    loud = c.readable(_best(accent, (kind, paper)), (accent,), c.TEXT)
    tone = c.readable(accent, (accent,), c.TEXT)
    return (tone if c.contrast(tone, loud) >= LOUD else loud), loud


def _best(ground: str, choice: tuple[str, ...]) -> str:
    return max(choice, key=lambda one: c.contrast(one, ground))
