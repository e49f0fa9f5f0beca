"""The faces of the house: which stack of families sets which role in which language.

The one place of the layout that says so: the ruler measures with these faces what
layouts/_shared/house.css prints with, and a test holds the two side by side.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from letterpress.layout.type.ink import Face
from letterpress.manuscript import locales

# A script's own face comes first: the first family gives a line its height.
WOOD = {
    'ltr': '"LP Wood", "LP Kufi", "LP Wood Fallback"',
    'rtl': '"LP Kufi", "LP Wood", "LP Wood Fallback"',
}
BOOK = {
    'ltr': '"LP Book", "LP Naskh", "LP Book Fallback"',
    'rtl': '"LP Naskh", "LP Book", "LP Book Fallback"',
}
LATIN = '"LP Book", "LP Book Fallback"'

# The blank of LP Wood is an eighth of an em. Readers of PDF (poppler among them) take less than
# .15 em for no blank at all: copied, a headline would be one word.
SPREAD = 'word-spacing:.045em'


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


def faces(language: str) -> Faces:
    """Return the faces of a language; a script without capitals has no tracking either."""
    direction = locales.direction(language)
    wood, book, latin = WOOD[direction], Face(BOOK[direction]), Face(LATIN)
    shared = {
        'bold': Face(wood, 700),
        'names': Face(WOOD['ltr'], 900),
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
