"""layout.yaml: what a folder of layouts/ says of itself. A layout is found by this file; no Python knows its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from letterpress.base import decoding
from letterpress.base.lengths import Size
from letterpress.findings import Finding, Place, Rejected
from letterpress.layout.measures import Declared
from letterpress.manuscript.yaml import declared, tree
from letterpress.manuscript.yaml.shapes import Report, Values, did_you_mean

if TYPE_CHECKING:
    from letterpress.manuscript.model import Edition

READS = (
    'facts',
    'letter',
    'phrases',
    'posters',
    'release',
    'signatories',
)  # the parts of an edition


@dataclass(frozen=True)
class Layout:
    """A folder of layouts/: what kind of document it sets, at which sizes, and what of the edition it reads.

    `template` and `style` are paths relative to layouts/ ('letter/page.html'); `bleed` is in mm beyond the trim.
    `seal` is the id of the element that becomes the signature field, '' where there is none; `co_signers` are those of
    further ones, in the order of sealing.
    """

    name: str
    kind: str  # 'letter', 'poster', 'release', 'page', 'packet'
    stem: str
    sizes: tuple[Size, ...]
    bleed: float = 0.0
    variant: str = ''  # 'pdf/a-3a' or ''
    ua: bool = False
    reads: tuple[str, ...] = ()
    seal: str = ''
    builds_on: str = ''  # the layout whose template and style this one takes over
    place: Place = Place()
    co_signers: tuple[str, ...] = ()
    measures: Declared = field(default_factory=dict)

    @property
    def template(self) -> str:
        return f'{self.name}/page.html'

    @property
    def style(self) -> str:
        return f'{self.name}/style.css'

    def sees(self, edition: Edition) -> Edition:
        """Return the edition with nothing but the parts that this layout reads: what it does not see it cannot print,
        and need not be made anew for.
        """
        hidden: dict[str, Any] = {
            part: () if part == 'signatories' else {} if part == 'posters' else None
            for part in ('letter', 'posters', 'release', 'signatories')
            if part not in self.reads
        }
        return replace(edition, **hidden)

    def size(self, name: str) -> Size:
        """Return the size of this name. Raises KeyError."""
        for size in self.sizes:
            if size.name == name:
                return size
        raise KeyError(name)


def discover(files: Mapping[str, bytes]) -> tuple[tuple[Layout, ...], tuple[Finding, ...]]:
    """Return the layouts among the files (POSIX paths relative to the project), by name, and what is wrong with them.

    A folder `layouts/<name>/` with a layout.yaml is a layout; names with a leading underscore are shared parts. A
    folder that has a template and no layout.yaml would be passed over: it is a finding (LP301).
    """
    layouts, findings = [], []
    for path in sorted(files):
        parts = PurePosixPath(path).parts
        if (
            len(parts) != 3
            or parts[0] != 'layouts'
            or parts[2] != 'layout.yaml'
            or parts[1].startswith('_')
        ):
            continue
        try:
            layouts.append(read(files[path], path, files))
        except Rejected as rejected:
            findings += rejected.findings
    for path in sorted(files):
        folder, _, file = path.rpartition('/')
        name = folder.removeprefix('layouts/')
        is_layout = file == 'page.html' and path.count('/') == 2 and not name.startswith('_')
        if is_layout and f'{folder}/layout.yaml' not in files:
            findings.append(
                Finding(
                    Place(folder),
                    'LP301',
                    f'the layout “{name}” has no file layout.yaml',
                    f'add {folder}/layout.yaml; layouts/letter shows what it holds',
                )
            )
    seen: dict[str, Layout] = {}
    for layout in layouts:
        first = seen.setdefault(layout.stem, layout)
        if first is not layout:
            findings.append(
                Finding(
                    layout.place,
                    'LP302',
                    f'the stem “{layout.stem}” is already that of {first.place.path}',
                    'the files of both would have the same names: give one of them another stem',
                )
            )
    return tuple(layouts), tuple(findings)


def read(data: bytes, path: str, files: Mapping[str, bytes]) -> Layout:
    """Return the layout that a layout.yaml declares. Raises Rejected with all findings: its YAML and shape, LP301 to LP306."""
    node = tree.parse(decoding.decode(data, path), path)
    report = Report()
    values = declared.LAYOUT.read(node, report)
    if values is None:
        raise Rejected(report.findings)
    name = PurePosixPath(path).parent.name
    folder = f'layouts/{name}'
    findings = list(report.findings)
    for needed in ('page.html', 'style.css'):
        if f'{folder}/{needed}' not in files:
            findings.append(
                Finding(
                    Place(path),
                    'LP301',
                    f'the layout “{name}” has no file {needed}',
                    f'add {folder}/{needed}; layouts/letter shows what it holds',
                )
            )
    for part in values['reads']:
        if part not in READS:
            findings.append(
                Finding(
                    values.where('reads'),
                    'LP303',
                    f'an edition has no part “{part}”',
                    did_you_mean(part, READS),
                )
            )
    if values['builds_on'] and f'layouts/{values["builds_on"]}/style.css' not in files:
        findings.append(
            Finding(
                values.where('builds_on'),
                'LP301',
                f'there is no layout “{values["builds_on"]}” to build on',
                'name a folder of layouts/ that has page.html and style.css',
            )
        )
    seal = values['seal']['anchor'] if values['seal'] else ''
    if seal and values['variant'] != 'pdf/a-3a':
        findings.append(
            Finding(
                values.where('seal'),
                'LP304',
                'a document that is sealed must be archivable',
                'add the lines "variant: pdf/a-3a" and "ua: true"',
            )
        )
    co_signers = values['seal']['co_signers'] if values['seal'] else ()
    if seal in co_signers:
        findings.append(
            Finding(
                values['seal'].where('co_signers'),
                'LP564',
                f'“{seal}” is the place of the first seal already',
                'each signer has an element of its own: give the others other ids',
            )
        )
    if not values['sizes'] and values['kind'] != 'page':
        findings.append(
            Finding(
                Place(path),
                'LP306',
                f'the layout “{name}” has no size to be printed at',
                'add for example "sizes: {a4: {width: 210, height: 297}}"',
            )
        )
    if values['ua'] and not values['variant']:
        findings.append(
            Finding(
                values.where('ua'),
                'LP305',
                'accessible documents are written as PDF/A-3a here',
                'add the line "variant: pdf/a-3a"',
            )
        )
    if findings:
        raise Rejected(findings)
    sizes = tuple(Size(key, size['width'], size['height']) for key, size in values['sizes'].items())
    return Layout(
        name,
        values['kind'],
        values['stem'],
        sizes,
        values['bleed'],
        values['variant'],
        values['ua'],
        tuple(values['reads']),
        seal,
        values['builds_on'],
        values.where('stem'),
        co_signers,
        _measures(values, files),
    )


def _measures(values: Values, files: Mapping[str, bytes]) -> Declared:
    """Return the measures of a layout, over those of the layout that it builds on."""
    path = f'layouts/{values["builds_on"]}/layout.yaml'
    if not values['builds_on'] or path not in files:
        return dict(values['measures'])
    base = declared.LAYOUT.read(tree.parse(decoding.decode(files[path], path), path), Report())
    return dict(base['measures'] if base else {}) | dict(values['measures'])
