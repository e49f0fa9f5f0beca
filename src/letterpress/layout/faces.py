"""The faces of a campaign: which stack of families sets which role in which language.

The ruler measures with these faces what stylesheets print with: both read the same `Stacks`. Those
of the house stand here; those of a campaign with faces of its own come from the press, which knows
the files (typefaces/manifest.stacks).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from letterpress.layout.type.ink import Face
from letterpress.manuscript import locales
from letterpress.values import dataclass


@dataclass(frozen=True)
class Stacks:
    """The families of each role, as CSS lists them, for one direction of writing or language."""

    book: str
    wood: str
    latin: str  # the reading faces of what is set from the left, also in a text from the right
    names: str  # the headline faces of names in any script
    cuts: tuple[str, ...] = ()  # wider cuts of the first headline face, the narrowest first

    def css(self) -> str:
        """Return the declarations that give a stylesheet these lists."""
        return ' '.join(
            f'--{role}: {getattr(self, role)};' for role in ('book', 'wood', 'latin', 'names')
        )


# A script's own face comes first: the first family gives a line its height.
_LATIN, _NAMES = '"LP Book", "LP Book Fallback"', '"LP Wood", "LP Kufi", "LP Wood Fallback"'
HOUSE_STACKS: Mapping[str, Stacks] = MappingProxyType(
    {
        'ltr': Stacks(
            '"LP Book", "LP Naskh", "LP Book Fallback"',
            _NAMES,
            _LATIN,
            _NAMES,
            ('"LP Wood Broad"', '"LP Wood Broader"', '"LP Wood Wide"'),
        ),
        'rtl': Stacks(
            '"LP Naskh", "LP Book", "LP Book Fallback"',
            '"LP Kufi", "LP Wood", "LP Wood Fallback"',
            _LATIN,
            _NAMES,
        ),
    }
)


# The blank of LP Wood is an eighth of an em. Readers of PDF (poppler among them) take less than
# .15 em for no blank at all: copied, a headline would be one word.
SPREAD = 'word-spacing:.045em'

# In a wall of names the blanks between names are half an em: those inside a name need more than
# elsewhere, or a name of two words reads as one beside its neighbours.
PARTED = 'word-spacing:.085em'


@dataclass(frozen=True)
class Faces:
    """The faces of a language as the ruler takes them."""

    wood: Face  # headlines as written
    bold: Face  # small lines of posters
    names: Face  # walls of names, in any script
    strong: Face  # running text that leads
    italic: Face  # running heads; upright where the script has no italics
    caps: Face  # headlines in capitals
    label: Face  # labels: capitals, tracked
    book: Face  # running text
    latin: Face  # names


def cuts(language: str, stacks: Mapping[str, Stacks] = HOUSE_STACKS) -> tuple[Face, ...]:
    """Return the headline face of a language and its wider cuts, the narrowest first.

    What a cut lacks the face itself sets.
    """
    own = stacks.get(language) or stacks[locales.direction(language)]
    style = '' if locales.direction(language) == 'rtl' else SPREAD
    families = (own.wood, *(f'{cut}, {own.wood}' for cut in own.cuts))
    return tuple(Face(family, 900, style) for family in families)


def faces(language: str, stacks: Mapping[str, Stacks] = HOUSE_STACKS) -> Faces:
    """Return the faces of a language; a script without capitals has no tracking either.

    `stacks` are those of either direction, and of languages that have their own.
    """
    direction = locales.direction(language)
    own = stacks.get(language) or stacks[direction]
    wood, book, latin = own.wood, Face(own.book), Face(own.latin)
    shared = {
        'bold': Face(wood, 700),
        'names': Face(own.names, 900, PARTED),
        'strong': replace(book, weight=600),
    }
    if direction == 'rtl':
        return Faces(
            wood=Face(wood, 900),
            caps=Face(wood, 900),
            label=Face(wood, 700),
            book=book,
            latin=latin,
            italic=book,
            **shared,
        )
    capitals = f'{SPREAD};text-transform:uppercase'
    tracked = f'{SPREAD};letter-spacing:.06em;text-transform:uppercase'
    return Faces(
        wood=Face(wood, 900, SPREAD),
        caps=Face(wood, 900, capitals),
        label=Face(wood, 700, tracked),
        book=book,
        latin=latin,
        italic=replace(book, style='font-style:italic'),
        **shared,
    )
