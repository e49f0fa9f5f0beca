"""Print shops: what each asks of a file, and where it says so.

They stand in content/print-shops/<name>.yaml, of the project and of the house; the project's own
come first. An ICC profile that one names lies beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from datetime import date

from letterpress.base import decoding
from letterpress.base.nearest import did_you_mean
from letterpress.findings import NOWHERE, Exit, Finding, Place, Rejected, ordered
from letterpress.manuscript.yaml import tree
from letterpress.manuscript.yaml.shapes import (
    SLUG,
    Choice,
    Date,
    Decimal,
    Field,
    Flag,
    Integer,
    List,
    Record,
    Report,
    Text,
    Typed,
    Url,
    Values,
    matching,
    optional,
)
from letterpress.manuscript.yaml.tree import Node
from letterpress.values import dataclass

FOLDER = 'content/print-shops/'
FORMATS = ('x-4', 'x-3', 'x-1a', 'grey')
MARKS = ('required', 'allowed', 'forbidden')
# of each format, the version of PDF that it is as a rule, and the others that it may be
VERSIONS = {'x-4': ('1.6',), 'x-3': ('1.3', '1.4'), 'x-1a': ('1.3', '1.4'), 'grey': ('1.3', '1.4')}

_SIZE = List(Decimal(1, 10_000), 2, 2)
_PART = r'(?:[A-Za-z0-9_.-]|\{(?:stem|width|height|ink)\})*'
_NAME = Typed(
    matching(_PART + r'\{stem\}' + _PART),
    'LP124',
    'a rule for the names of files',
    'letters, digits, _ . - and {stem}, {width}, {height}, {ink}; {stem} must be there',
    {'type': 'string'},
)
_PROFILE = Typed(
    matching(r'[A-Za-z0-9_.-]+\.(?:icc|icm)'),
    'LP124',
    'the name of an ICC profile',
    f'write the name of a file in {FOLDER}: PSOcoated_v3.icc',
    {'type': 'string'},
)

SHAPE = Record(
    {
        'name': Field(Text(most=120), about='the shop, or the kind of shop'),
        'about': optional(Text(), '', 'what whoever orders must know besides'),
        'format': Field(
            Choice(FORMATS), about='PDF/X-4, X-3 or X-1a; grey: one grey file an ink, as a Riso'
        ),
        'pdf_version': optional(Choice(('1.3', '1.4', '1.6')), '', 'of the file'),
        'outlines': optional(Flag(), False, 'whether type must be made paths'),
        'profile': optional(_PROFILE, '', 'the ICC profile of the press, a file beside this one'),
        'condition': optional(Text(most=80), '', 'its name in the registry of the ICC: FOGRA39'),
        'tac': optional(Decimal(100, 400), 300.0, 'per cent of ink, of all four, at most'),
        'flats': optional(Decimal(10, 100), 100.0, 'per cent of one ink in large areas, at most'),
        'overprint_black': optional(Flag(), True, 'whether small black type prints over the rest'),
        'bleed': optional(Decimal(0, 30), 3.0, 'mm on each side'),
        'marks': optional(Choice(MARKS), 'allowed', 'crop marks outside the bleed'),
        'safe': optional(Decimal(0, 50), 3.0, 'mm from the trim within which no type may stand'),
        'print_area': optional(_SIZE, (), 'width and height in mm that the machine prints'),
        'smallest': optional(_SIZE, (), 'width and height in mm of the smallest sheet'),
        'largest': optional(_SIZE, (), 'width and height in mm of the largest sheet'),
        'dpi': optional(Integer(50, 2400), None, 'dots per inch of pictures, at least'),
        'line': optional(Decimal(0, 5), 0.25, 'points of the thinnest line'),
        'type': optional(Decimal(0, 20), 5.0, 'points of the smallest type'),
        'file_name': optional(_NAME, '', 'how files are to be named'),
        'sources': List(
            Record(
                {
                    'title': Text(),
                    'url': optional(Url, ''),
                    'read': Field(Date, about='the day on which somebody read it'),
                }
            ),
            1,
            20,
        ),
    },
    'what a print shop asks of a file, and where it says so',
)


@dataclass(frozen=True)
class Source:
    """Where it was read what a shop asks, and when."""

    title: str
    url: str
    read: date


@dataclass(frozen=True)
class PrintShop:
    """What a shop asks of a file. Lengths in mm, ink in per cent; `line` and `type` in points."""

    slug: str  # the name of its file, and of the shop on the command line
    name: str
    format: str = 'x-4'  # of FORMATS
    version: str = '1.6'
    about: str = ''
    outlines: bool = False
    profile: str = ''  # the name of a file
    condition: str = ''
    tac: float = 300.0
    flats: float = 100.0
    overprint_black: bool = True
    bleed: float = 3.0
    marks: str = 'allowed'  # of MARKS
    safe: float = 3.0
    print_area: tuple[float, ...] = ()
    smallest: tuple[float, ...] = ()
    largest: tuple[float, ...] = ()
    dpi: int | None = None
    line: float = 0.25
    type: float = 5.0
    file_name: str = ''
    sources: tuple[Source, ...] = ()
    place: Place = NOWHERE
    icc: bytes = field(default=b'', repr=False)  # the profile itself

    def file(self, stem: str, width: float, height: float, ink: str = '') -> str:
        """Return the name that a file has here; sizes are in whole mm.

        Without a rule of the shop's it is the house's: `stem.print-shop.pdf`.
        """
        rule = self.file_name or ('{stem}.{ink}.pdf' if ink else '{stem}.print-shop.pdf')
        parts = {'stem': stem, 'width': f'{width:.0f}', 'height': f'{height:.0f}', 'ink': ink}
        made = re.sub(r'\{(\w+)\}', lambda one: parts[one[1]], rule)
        return made if made.endswith('.pdf') else f'{made}.pdf'


def read(
    files: Mapping[str, bytes],
    tree: Callable[[str], Node | None],
    report: Report,
) -> tuple[PrintShop, ...]:
    """Return the print shops of a folder, in the order of their names; what is wrong is reported.

    `tree` reads a YAML file, or reports why not. Codes: LP617, and those of the shapes.
    """
    found = []
    for path in sorted(path for path in files if path.startswith(FOLDER)):
        slug, _, ending = path[len(FOLDER) :].rpartition('.')
        if ending in ('icc', 'icm', 'txt') or slug.startswith(('.', 'README')):
            continue
        if ending != 'yaml' or not re.fullmatch(SLUG, slug):
            report.add(
                Place(path),
                'LP617',
                'this is no name of a print shop',
                'name it in small letters a to z, digits and hyphens: my-shop.yaml',
            )
            continue
        node = tree(path)
        values = None if node is None else SHAPE.read(node, report)
        if values is not None:
            made = _typed(slug, values, files.get(f'{FOLDER}{values["profile"]}', b''))
            if made.version not in VERSIONS[made.format]:
                report.add(
                    values.where('pdf_version'),
                    'LP617',
                    f'a file of the format {made.format} is no PDF {made.version}',
                    f'write {" or ".join(VERSIONS[made.format])}, or leave it out',
                )
                continue
            found.append(made)
    return tuple(found)


def known(
    own: Mapping[str, bytes], house: Mapping[str, bytes]
) -> tuple[tuple[PrintShop, ...], tuple[Finding, ...]]:
    """Return the shops of a project and of the house, by the files in the folders of both.

    One of a name that both have is the project's. A profile that a project's shop names and the
    house has is found there, and the other way round. Also what is wrong with the project's.
    """
    report = Report()

    def tree_of(files: Mapping[str, bytes]) -> Callable[[str], Node | None]:
        def parsed(path: str) -> Node | None:
            try:
                return tree.parse(decoding.decode(files[path], path), path)
            except Rejected as rejected:
                report.findings += rejected.findings
                return None

        return parsed

    profiles = {
        path.rpartition('/')[2]: data
        for files in (house, own)
        for path, data in files.items()
        if path.endswith(('.icc', '.icm'))
    }
    shops = {one.slug: one for one in read(house, tree_of(house), Report())}
    shops |= {one.slug: one for one in read(own, tree_of(own), report)}
    return (
        tuple(replace(one, icc=profiles.get(one.profile, b'')) for _, one in sorted(shops.items())),
        ordered(report.findings),
    )


def named(name: str, shops: Iterable[PrintShop]) -> PrintShop:
    """Return the shop of a name. Raises Rejected LP617 (exit 2), with the nearest name."""
    by_slug = {one.slug: one for one in shops}
    if name in by_slug:
        return by_slug[name]
    raise Rejected(
        Finding(NOWHERE, 'LP617', f'there is no print shop {name}', did_you_mean(name, by_slug)),
        Exit.USAGE,
    )


def _typed(slug: str, values: Values, icc: bytes) -> PrintShop:
    sources = tuple(Source(one['title'], one['url'], one['read']) for one in values['sources'])
    kept = {
        key: values[key]
        for key in (
            *('name', 'format', 'about', 'outlines', 'profile', 'condition', 'tac', 'flats'),
            *('overprint_black', 'bleed', 'marks', 'safe', 'print_area', 'smallest', 'largest'),
            *('dpi', 'line', 'type', 'file_name'),
        )
    }
    version = values['pdf_version'] or VERSIONS[values['format']][0]
    place = Place(values.place.path, 1)
    return PrintShop(slug, **kept, version=version, sources=sources, place=place, icc=icc)
