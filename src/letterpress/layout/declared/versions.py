"""The versions of a poster: one print, coloured by role for whoever prints it.

`versions` in layout.yaml says that a layout is printed in the roles of posters and nothing else
(brand/roles.ON_POSTERS), and which of them it wants treated otherwise than the house does. Papers
for printers at home are made in every version, any other sheet in full colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from letterpress.base.colours import BLACK, WHITE
from letterpress.base.lengths import HOME
from letterpress.base.nearest import did_you_mean
from letterpress.findings import Finding
from letterpress.layout.brand.roles import ON_POSTERS, Colours, told_apart
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.manuscript.yaml.shapes import Values

COLOUR = 'colour'
VERSIONS = ('home', COLOUR, 'one-ink', 'outline')  # the first is the one people get first
COLOURED = ('home', COLOUR)  # the others are printed in one ink
PRINT_SHOP = 'print-shop'  # no version: the file that a print shop gets
LINE = {'home': 1.0, 'one-ink': 1.0, 'outline': 0.5}  # mm: of what is drawn as an outline

# What each version makes of a role: `none` is not printed, `line` an outline, any other a colour.
TREATMENTS = ('none', 'line', 'white', 'type', 'accent', 'accent-text')
_HOME = {
    'ground': 'none',
    'type_on_ground': 'type',
    'loud_on_ground': 'accent',
    'flat_on_ground': 'line',
    'paper': 'none',
    'type_on_paper': 'type',
    'accent_on_paper': 'accent',
    'accent_text_on_paper': 'accent-text',
    'flat_on_paper': 'line',
    'reverse': 'type',
    'type_on_reverse': 'white',
    'plate': 'white',
    'type_on_plate': 'type',
}
_IN_OUTLINE = {
    'loud_on_ground': 'line',
    'accent_on_paper': 'line',
    'reverse': 'line',
    'type_on_reverse': 'line',
    'type_on_ground': 'line',
    'type_on_paper': 'line',
}
_OF_VERSION: Mapping[str, Mapping[str, str]] = {
    'home': _HOME,
    'one-ink': _HOME,
    'outline': {**_HOME, **_IN_OUTLINE},
}
Versions = Mapping[str, Mapping[str, str]]  # what a layout treats otherwise, by version and role


@dataclass(frozen=True)
class Treatment:
    """What becomes of a role: filled in a colour, drawn as a line of one (mm wide), or neither."""

    fill: str = ''
    line: str = ''
    width: float = 0.0


def of_size(size: str, declared: Versions | None) -> tuple[str, ...]:
    """Return the versions in which a sheet of this name is made; ('',) without any."""
    if declared is None:
        return ('',)
    return VERSIONS if size in HOME else (COLOUR,)


def treatments(version: str, own: Colours, declared: Versions) -> dict[str, Treatment]:
    """Return what becomes of each colour of a print, by the colour it is printed in.

    `own` are the campaign's colours. White on a page is left as it is.
    """
    printed = told_apart(own)
    found = {WHITE: Treatment(WHITE)}
    for role in ON_POSTERS:
        if version == COLOUR:
            made = Treatment(getattr(own, role))
        else:
            said = declared.get(version, {}).get(role) or _OF_VERSION[version][role]
            made = _treated(said, version, own)
        found[getattr(printed, role)] = made
    return found


def unprinted(own: Colours, declared: Versions) -> frozenset[str]:
    """Return the colours of areas that some version leaves white: what lies on them lies on white.

    `own` are those in which a sheet is laid out.
    """
    return frozenset(
        getattr(own, role)
        for version, treated in _OF_VERSION.items()
        for role in ON_POSTERS
        if (declared.get(version, {}).get(role) or treated[role]) in ('none', 'line', 'white')
    )


def css(version: str, own: Colours) -> str:
    """Return the declarations that give a page for the browser the roles as a version has them.

    What a version draws as a line is filled: a stylesheet has no outline of a shape.
    """
    found = []
    for role in ON_POSTERS:
        made = (
            Treatment(getattr(own, role))
            if version == COLOUR
            else _treated(_OF_VERSION[version][role], version, own)
        )
        colour = made.line or made.fill or 'transparent'
        found.append(f'--{role.replace("_", "-")}: {colour};')
    return ' '.join(found)


def _treated(said: str, version: str, own: Colours) -> Treatment:
    if said == 'none':
        return Treatment()
    if said == 'white':
        return Treatment(WHITE)
    inks = {'type': own.type, 'accent': own.accent, 'accent-text': own.accent_text}
    if version not in COLOURED:  # one ink: black, whatever the campaign's own is
        inks = dict.fromkeys(inks, BLACK)
    if said == 'line':
        return Treatment(WHITE, inks['accent'], LINE[version])
    return Treatment(inks[said])


def contradictions(values: Values) -> Iterator[Finding]:
    """Find versions and roles that there are not (LP303)."""
    for version, roles in (values['versions'] or {}).items():
        if version not in VERSIONS or version == COLOUR:
            yield _unknown(values, f'no version “{version}” to change', version, VERSIONS)
        for role in roles:
            if role not in ON_POSTERS:
                yield _unknown(values, f'no role “{role}” on posters', role, ON_POSTERS)


def _unknown(values: Values, what: str, word: str, known: tuple[str, ...]) -> Finding:
    return Finding(values.where('versions'), 'LP303', f'there is {what}', did_you_mean(word, known))


def read(stated: Mapping[str, Mapping[str, Any]] | None) -> Versions | None:
    """Return what a layout.yaml states; None for a layout that has no versions."""
    return None if stated is None else {key: dict(roles) for key, roles in stated.items()}
