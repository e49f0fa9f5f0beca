"""content/brand.yaml: the brand of a campaign in one place, read and judged.

Three colours, the faces, the logo, the device. Without the file the house's look stays. What each
colour becomes on which ground is the layout's affair (layout/look.py); here it is asked whether
people could read it at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import field
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

from letterpress.base import colours
from letterpress.base.nearest import near
from letterpress.findings import NOWHERE, Finding, Place
from letterpress.manuscript.yaml.shapes import (
    Choice,
    Decimal,
    Either,
    Field,
    Language,
    List,
    Record,
    Report,
    Slug,
    Table,
    Typed,
    Values,
    matching,
    optional,
)
from letterpress.manuscript.yaml.tree import Node, Scalar
from letterpress.values import dataclass

PATH = 'content/brand.yaml'
# One red, one cream, one black: the red carries black type of any size (4.6 to 1) and cream type
# that is large (3.4 to 1).
ACCENT, TYPE, PAPER = '#e83c17', '#14110e', '#f4e9d4'
DEVICES = ('comb', 'iris', 'none')
LOGOS = ('.svg', '.png')
INK = 300.0  # per cent of ink, of four, above which presses smear (print shops' own limits)
ALIKE = 1.25  # contrast below which two colours look like one

_EXAMPLE = 'write red, green and blue in quotes: "#00573f"'
_RELATIVE = r'(?!/)[^\\:]+'


class Colour:
    """A colour as #rrggbb, in quotes: without them YAML takes what follows the # for a comment."""

    def read(self, node: Node, report: Report) -> str | None:
        """Return it as #rrggbb in lower case. Code: LP309."""
        value = node.value.strip() if isinstance(node, Scalar) else ''
        try:
            return colours.parse(value if value.startswith('#') else f'#{value}')
        except ValueError:
            said = f'{value} is no colour' if value else 'there is no colour here'
            report.add(node.place, 'LP309', said, _EXAMPLE)
            return None

    def json(self) -> dict[str, Any]:
        """Return it for editors: a pattern."""
        return {'type': 'string', 'pattern': '^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$'}


_Ink = Either(
    Colour(),
    Record(
        {
            'rgb': Field(Colour(), about='as screens and home printers show it'),
            'cmyk': optional(
                List(Decimal(0, 100), 4, 4),
                None,
                'cyan, magenta, yellow and black in per cent, as a print shop prints it',
            ),
        }
    ),
)
_Picture = Typed(
    matching(_RELATIVE),
    'LP124',
    'the name of a file in content/',
    'write its path below content/: logo.svg',
    {'type': 'string'},
)
_Folders = Either(Slug, List(Slug, 1, 9, distinct=True))

SHAPE = Record(
    {
        'logo': optional(
            Either(_Picture, Table(Language, _Picture)),
            None,
            'the file of the logo in content/, SVG or PNG; or one for each language',
        ),
        'colours': optional(
            Record(
                {
                    'accent': Field(_Ink, about='the colour of the campaign: what stands out'),
                    'type': optional(_Ink, TYPE, 'what is read: near black as a rule'),
                    'paper': optional(_Ink, PAPER, 'the ground of posters and pages'),
                }
            ),
            None,
            'two colours and a paper',
        ),
        'faces': optional(
            Record(
                {
                    'display': optional(
                        _Folders, (), 'the folder in fonts/ of headlines and labels'
                    ),
                    'text': optional(_Folders, (), 'the folder in fonts/ of all that is read'),
                }
            ),
            None,
            'own typefaces; several are tried in this order',
        ),
        'device': optional(
            Choice(DEVICES),
            '',
            'what is drawn of the roll: a comb below the head, an iris in the seal, or none; '
            'without this key both',
        ),
    },
    'how everything looks that is printed and shown: logo, colours, typefaces',
)


@dataclass(frozen=True)
class Brand:
    """A brand, checked. Colours are #rrggbb; `cmyk` has those that say how they are printed.

    `logos` are paths below the project by language ('' for all others), `display` and `text` names
    of folders in fonts/. `device` is '' where nothing is said.
    """

    accent: str = ACCENT
    type: str = TYPE
    paper: str = PAPER
    cmyk: Mapping[str, tuple[float, ...]] = field(default_factory=lambda: MappingProxyType({}))
    logos: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    display: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    device: str = ''
    places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}), repr=False)

    def where(self, key: str) -> Place:
        """Return where a key stands: 'accent', 'display', 'logo' or 'logo.fr'."""
        return self.places.get(key, Place(PATH) if self.places else NOWHERE)


def read(node: Node, report: Report, files: Collection[str]) -> Brand:
    """Return the brand that a file declares; where it is wrong, as much of it as is right.

    `files` are the paths of content/. Codes: those of the shape, LP309 to LP312, LP317.
    """
    values = SHAPE.read(node, report)
    if values is None:
        return Brand()
    inks, cmyk, places = _inks(values)
    logos: dict[str, str] = {}
    stated = values['logo']
    if isinstance(stated, str):
        stated = {'': stated}
    for language, name in (stated or {}).items():
        path = f'content/{PurePosixPath(name)}'
        key = f'logo.{language}' if language else 'logo'
        places[key] = values.where('logo')
        wrong = list(_logo(path, places[key], files))
        report.findings += wrong
        if not wrong:
            logos[language] = path
    faces = values['faces']
    for role in ('display', 'text'):
        if faces:
            places[role] = faces.where(role)
    made = Brand(
        **inks,
        cmyk=MappingProxyType(cmyk),
        logos=MappingProxyType(logos),
        display=_several(faces['display']) if faces else (),
        text=_several(faces['text']) if faces else (),
        device=values['device'],
        places=MappingProxyType(places),
    )
    report.findings += judged(made)
    return made


def misnamed(files: Collection[str]) -> Iterator[Finding]:
    """Find files that were meant as brand.yaml and that nothing reads. Code: LP137."""
    for path in sorted(files):
        folder, _, name = path.rpartition('/')
        meant = folder == 'content' and name.lower() in ('brand.yml', 'brand.yaml', 'branding.yaml')
        if meant and path != PATH:
            yield Finding(Place(path), 'LP137', 'nothing reads this file', f'rename it to {PATH}')


def _several(stated: str | tuple[str, ...]) -> tuple[str, ...]:
    return (stated,) if isinstance(stated, str) else stated


def _inks(
    values: Values,
) -> tuple[dict[str, str], dict[str, tuple[float, ...]], dict[str, Place]]:
    """Return the colours, those of them that have inks of their own, and where they stand."""
    inks: dict[str, str] = {}
    cmyk: dict[str, tuple[float, ...]] = {}
    places = {'colours': values.where('colours')}
    stated = values['colours']
    for role in ('accent', 'type', 'paper') if stated else ():
        ink = stated[role]
        places[role] = stated.where(role)
        inks[role] = ink if isinstance(ink, str) else ink['rgb']
        if not isinstance(ink, str) and ink['cmyk']:
            cmyk[role] = ink['cmyk']
    return inks, cmyk, places


def _logo(path: str, place: Place, files: Collection[str]) -> Iterator[Finding]:
    suffix = PurePosixPath(path).suffix.lower()
    if suffix not in LOGOS:
        yield Finding(
            place,
            'LP317',
            f'a logo is an SVG or a PNG, and {path} is neither',
            'save it as SVG, with its text as paths; a PNG must be large enough for paper',
        )
    elif path not in files:
        other = near(path, (name for name in files if name.lower().endswith(LOGOS)))
        yield Finding(
            place,
            'LP317',
            f'there is no file {path}',
            f'did you mean {other.removeprefix("content/")}?' if other else 'put it there',
        )


def spoken(brand: Brand, languages: Collection[str]) -> Iterator[Finding]:
    """Find languages that have no logo where others have one, and logos of no language (LP291)."""
    if not brand.logos or '' in brand.logos:
        return
    where = brand.where(f'logo.{next(iter(brand.logos))}')
    if bare := [one for one in languages if one not in brand.logos]:
        yield Finding(
            where,
            'LP291',
            f'there is no logo for {", ".join(bare)}: words stand in its place there',
            f'write {bare[0]}: and its file beside the others; one file for all is logo: logo.svg',
        )
    if strange := [one for one in brand.logos if one not in languages]:
        yield Finding(
            where,
            'LP291',
            f'nobody sees the logo for {", ".join(strange)}: the letter has no such language',
            'take it out, or correct the code of the language',
        )


def judged(brand: Brand) -> Iterator[Finding]:
    """Find colours that cannot be read (LP310) or told apart (LP312), or need another tone (LP311).

    WCAG 2.2, 1.4.3. And inks that no press lays over each other (LP336).
    """
    reads = colours.contrast(brand.type, brand.paper)
    if reads < colours.TEXT:
        yield Finding(
            brand.where('type'),
            'LP310',
            f'type {brand.type} on paper {brand.paper} has a contrast of {reads:.1f} to 1, and '
            f'text needs {colours.TEXT} to 1',
            f'{colours.readable(brand.type, (brand.paper,), colours.TEXT)} would do for type',
        )
    shown = colours.least(brand.accent, (colours.WHITE, brand.paper))
    alike = colours.contrast(brand.accent, brand.type)
    if alike < ALIKE:
        yield Finding(
            brand.where('accent'),
            'LP312',
            f'accent {brand.accent} and type {brand.type} look like one colour (contrast '
            f'{alike:.1f} to 1): nothing stands out from the text',
            'choose an accent that differs, or leave type out: it is near black then',
        )
    elif shown < colours.LARGE:
        grounds = (colours.WHITE, brand.paper)
        least = min(grounds, key=lambda ground: colours.contrast(brand.accent, ground))
        where = 'white' if least == colours.WHITE else f'paper {least}'
        yield Finding(
            brand.where('accent'),
            'LP311',
            f'accent {brand.accent} on {where} has a contrast of {shown:.1f} to 1, and large type '
            f'needs {colours.LARGE:g} to 1: where it is read there, it is set in '
            f'{colours.readable(brand.accent, (least,), colours.LARGE)}',
            'nothing need be done; a stronger accent is printed as it is',
        )
    for role, inks in brand.cmyk.items():
        if sum(inks) > INK:
            yield Finding(
                brand.where(role),
                'LP336',
                f'{role} takes {sum(inks):g} per cent of ink, and presses take {INK:g}',
                'ask your print shop for the same colour with less under it',
            )
