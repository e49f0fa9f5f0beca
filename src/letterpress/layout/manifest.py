"""layout.yaml: what a folder of layouts/ says of itself, and no Python says of it.

A layout is found by this file. layouts/README.md describes every declaration.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import field, replace
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from letterpress.base import decoding
from letterpress.base.lengths import Size
from letterpress.findings import Finding, Place, Rejected
from letterpress.layout.declared import (
    contradictions,
    imposed,
    larger,
    pictured,
    versions,
    ways_out,
)
from letterpress.layout.declared.pictured import Pictured
from letterpress.layout.declared.versions import Versions
from letterpress.layout.declared.ways_out import WayOut
from letterpress.layout.measures import Declared
from letterpress.manuscript.text import press_texts
from letterpress.manuscript.yaml import declared, tree
from letterpress.manuscript.yaml.shapes import Report, Values
from letterpress.remembered import of_files
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.manuscript.model import Edition, PhraseValue

_NOT_SEEN: Mapping[str, Any] = MappingProxyType(
    {'letter': None, 'posters': {}, 'quotes': (), 'release': None, 'signatories': ()}
)
BORROWED = 'posters/'  # begins what a layout reads of the words of another one
Value = TypeVar('Value')
HOUSE_SHELVES = ('documents', 'posters', 'texts', 'data')  # in the order of the kit's page
OWN = 1000  # the rank on its shelf of what says nothing of it


@dataclass(frozen=True)
class Shelf:
    """Where the kit shows a document: under which heading, at which place of it, in whose words.

    The heading is the phrase kit.<heading>. Where `words` are named, kit.<words> names the document
    and kit.<words>_what describes it; without them it goes by its own title.
    """

    heading: str
    rank: int = OWN
    words: str = ''

    @property
    def title(self) -> str:
        """The key of the phrase that names it, '' where its own title does."""
        return self.words and f'kit.{self.words}'

    @property
    def what(self) -> str:
        """The key of the phrase that describes it, '' for none."""
        return self.words and f'kit.{self.words}_what'


@dataclass(frozen=True)
class Layout:
    """A folder of layouts/: what it is for, on which paper, and what of the edition it reads.

    `seal` is the id of the element that becomes the signature field, '' where there is none;
    `co_signers` are those of further ones, in the order of sealing. `phrases` are its own, by
    language. layouts/README.md says what each declaration means.
    """

    name: str
    stem: str
    sizes: tuple[Size, ...] = ()
    target: str = ''
    shelf: Shelf | None = None
    folder: str = 'pdf'
    by: tuple[str, ...] = ('language', 'size')
    reads: tuple[str, ...] = ()
    most_pages: int | None = None
    copies: tuple[str, ...] = ('sealed',)
    encloses: tuple[str, ...] = ()
    groups: bool = False
    filed: bool = False
    mailed: bool = False
    # made only where content/posters has words for it; and which of them
    spoken: bool = False
    needed: tuple[str, ...] = ()
    variant: str = ''  # 'pdf/a-3a' or ''
    ua: bool = False
    seal: str = ''
    co_signers: tuple[str, ...] = ()
    builds_on: str = ''  # the layout whose template and style this one takes over
    place: Place = Place()
    phrases: Mapping[str, Mapping[str, PhraseValue]] = field(default_factory=dict)
    wordless: tuple[str, ...] = ()  # languages of the campaign in which it lacks its own phrases
    measures: Declared = field(default_factory=dict)
    ways_out: tuple[WayOut, ...] = ()
    larger: tuple[Declared, ...] = ()  # measures, where its text leaves a hole
    pictures: Mapping[str, int] = field(default_factory=dict)  # sizes for screens: pixels across
    pictured: Pictured = Pictured()  # of which print there is a picture besides
    browser: bool = False  # one file of HTML, no PDF
    kit: tuple[str, ...] = ()  # sizes made without being asked for; () for all
    scaled: Mapping[str, str] = field(default_factory=dict)  # sizes that are others made larger
    # by size, the scheme by which its pages are placed on larger sheets
    imposed: Mapping[str, str] = field(default_factory=dict)
    versions: Versions | None = None  # None where it cannot be coloured anew

    @property
    def template(self) -> str:
        """The path of its template in layouts/: 'letter/page.html'."""
        return f'{self.name}/page.html'

    @property
    def style(self) -> str:
        """The path of its stylesheet in layouts/: 'letter/style.css'."""
        return f'{self.name}/style.css'

    @property
    def in_kit(self) -> bool:
        """Whether its documents belong to the press kit."""
        return self.shelf is not None

    @property
    def for_groups(self) -> bool:
        """Whether it is a page that local groups find beside what they print."""
        return self.groups and not self.sizes

    @property
    def of_screens(self) -> bool:
        """Whether all of it are pictures for screens: a card."""
        return bool(self.sizes) and all(one.name in self.pictures for one in self.sizes)

    @property
    def tells_embargo(self) -> bool:
        """Whether its documents say until when nothing of them may be published."""
        return 'embargo' in self.reads

    @property
    def press(self) -> tuple[str, ...]:
        """The names of the press texts of its own that it reads: 'factsheet' of press/factsheet."""
        return tuple(
            part.removeprefix(press_texts.OWN)
            for part in self.reads
            if part.startswith(press_texts.OWN)
        )

    def speaks(self, spoken: Mapping[str, Collection[str]]) -> bool:
        """Tell whether it is made with these words of content/posters: slots by layout."""
        slots = spoken.get(self.name, spoken.get(self.builds_on))
        return not self.spoken or (slots is not None and all(one in slots for one in self.needed))

    def told(self, edition: Edition) -> bool:
        """Tell whether an edition has the press texts and the quotations that this layout prints.

        What the house asks of nobody is not missed.
        """
        quoted = edition.quotes or 'quotes' not in self.reads
        return bool(quoted) and all(name in edition.press for name in self.press)

    def sees(self, edition: Edition) -> Edition:
        """Return the edition with nothing but the parts that this layout reads, and its phrases.

        What it does not see it cannot print, and need not be made anew for. Where the campaign has
        a phrase of its own by the same key, that counts.
        """
        hidden = {part: empty for part, empty in _NOT_SEEN.items() if part not in self.reads}
        press = {name: text for name, text in edition.press.items() if name in self.press}
        if 'posters' in self.reads:
            hidden['posters'] = self._own(edition.posters, *self.borrows)
        hidden['opened'] = self._own(edition.opened)
        hidden['all_posters'] = MappingProxyType(
            {
                language: self._own(texts)
                for language, texts in edition.all_posters.items()
                if 'posters/all' in self.reads
            }
        )
        if not self.tells_embargo:
            hidden['facts'] = replace(edition.facts, embargo=None)
        own = self.phrases.get(edition.language, {})
        phrases = MappingProxyType({**own, **edition.phrases}) if own else edition.phrases
        return replace(edition, **hidden, press=MappingProxyType(press), phrases=phrases)

    @property
    def borrows(self) -> tuple[str, ...]:
        """The layouts whose words of content/posters it prints besides its own."""
        named = (part.removeprefix(BORROWED) for part in self.reads if part.startswith(BORROWED))
        return tuple(name for name in named if name != 'all')

    def _own(self, texts: Mapping[str, Value], *others: str) -> Mapping[str, Value]:
        """Return of what content/posters says, by layout, what it says to this one and `others`."""
        mine = (self.name, self.builds_on, *others)
        return MappingProxyType({name: said for name, said in texts.items() if name in mine})

    def words(self, texts: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
        """Return its own words of content/posters, or those of the layout that it builds on."""
        return texts.get(self.name) or texts.get(self.builds_on) or {}

    def size(self, name: str) -> Size:
        """Return the size of this name. Raises KeyError."""
        for size in self.sizes:
            if size.name == name:
                return size
        raise KeyError(name)

    @property
    def made(self) -> tuple[str, ...]:
        """The names of the sizes that are made where nobody asks for one."""
        return self.kit or tuple(size.name for size in self.sizes)

    @property
    def offered(self) -> tuple[str, ...]:
        """The names of all sizes that it can be asked for."""
        return *(size.name for size in self.sizes), *self.scaled


@of_files('layouts/')
def discover(files: Mapping[str, bytes]) -> tuple[tuple[Layout, ...], tuple[Finding, ...]]:
    """Return the layouts among the files, by name, and what is wrong with them.

    `files`: POSIX paths relative to the project to their bytes. A folder `layouts/<name>/` with a
    layout.yaml is a layout; names with a leading underscore are shared parts. A folder that has a
    template and no layout.yaml would be passed over: it is a finding (LP301).
    """
    layouts: list[Layout] = []
    findings: list[Finding] = []
    for path in sorted(files):
        if _folder_of(path, 'layout.yaml'):
            try:
                layouts.append(read(files[path], path, files))
            except Rejected as rejected:
                findings += rejected.findings
    findings += _without_manifest(files)
    findings += _same_stem(layouts)
    return tuple(layouts), tuple(findings)


def press_texts_of(layouts: Iterable[Layout]) -> dict[str, list[str]]:
    """Return the press texts that layouts read for themselves, each with the layouts that do."""
    found: dict[str, list[str]] = {}
    for layout in layouts:
        for name in layout.press:
            found.setdefault(name, []).append(layout.name)
    return found


def _folder_of(path: str, file: str) -> str:
    """Return the name of the layout whose file of this name has the path, '' for any other path."""
    parts = PurePosixPath(path).parts
    if len(parts) != 3 or parts[0] != 'layouts' or parts[2] != file:
        return ''
    return '' if parts[1].startswith('_') else parts[1]


def _without_manifest(files: Mapping[str, bytes]) -> Iterator[Finding]:
    for path in sorted(files):
        name = _folder_of(path, 'page.html')
        if name and f'layouts/{name}/layout.yaml' not in files:
            yield Finding(
                Place(f'layouts/{name}'),
                'LP301',
                f'the layout “{name}” has no file layout.yaml',
                f'add layouts/{name}/layout.yaml; layouts/letter shows what it holds',
            )


def _same_stem(layouts: Iterable[Layout]) -> Iterator[Finding]:
    seen: dict[str, Layout] = {}
    for layout in layouts:
        first = seen.setdefault(layout.stem, layout)
        if first is not layout:
            yield Finding(
                layout.place,
                'LP302',
                f'the stem “{layout.stem}” is already that of {first.place.path}',
                'the files of both would have the same names: give one of them another stem',
            )


def read(data: bytes, path: str, files: Mapping[str, bytes]) -> Layout:
    """Return the layout that a layout.yaml declares.

    Raises Rejected with all findings: its YAML and shape, LP301, LP303 to LP306, LP308, LP367,
    LP383, LP564.
    """
    node = tree.parse(decoding.decode(data, path), path)
    report = Report()
    values = declared.LAYOUT.read(node, report)
    if values is None:
        raise Rejected(report.findings)
    name = PurePosixPath(path).parent.name
    measures = _measures(values, files)
    findings = [
        *report.findings,
        *contradictions.found(values, name, path, files),
        *ways_out.contradictions(values, measures),
        *larger.contradictions(values, measures),
        *versions.contradictions(values),
        *imposed.contradictions(values),
        *pictured.contradictions(values),
    ]
    if findings:
        raise Rejected(findings)
    seal = values['seal']
    return Layout(
        name=name,
        stem=values['stem'],
        sizes=tuple(
            Size(key, size['width'], size['height']) for key, size in values['sizes'].items()
        ),
        target=values['target'],
        shelf=_shelf(values['shelf']),
        folder=values['folder'],
        by=values['by'],
        reads=values['reads'],
        most_pages=values['most_pages'],
        copies=values['copies'],
        encloses=values['encloses'],
        groups=values['groups'],
        filed=values['filed'],
        mailed=values['mailed'],
        spoken=bool(values['spoken']),
        needed=values['spoken'] if isinstance(values['spoken'], tuple) else (),
        variant=values['variant'],
        ua=values['ua'],
        seal=seal['anchor'] if seal else '',
        co_signers=seal['co_signers'] if seal else (),
        builds_on=values['builds_on'],
        place=values.where('stem'),
        measures=measures,
        ways_out=ways_out.read(values['ways_out']),
        larger=larger.read(values['larger']),
        pictures=dict(values['pictures']),
        pictured=pictured.read(values['picture']),
        browser=values['browser'],
        kit=values['kit'],
        scaled=dict(values['scaled']),
        imposed=dict(values['imposed']),
        versions=versions.read(values['versions']),
    )


def _measures(values: Values, files: Mapping[str, bytes]) -> Declared:
    """Return the measures of a layout, over those that it shares or builds on."""
    found: dict[str, Any] = {}
    shared = f'layouts/_shared/{values["shares"]}.yaml'
    if values['shares'] and shared in files:
        held = tree.parse(decoding.decode(files[shared], shared), shared)
        found |= (declared.SHARED.read(held, Report()) or {'measures': {}})['measures']
    path = f'layouts/{values["builds_on"]}/layout.yaml'
    if values['builds_on'] and path in files:
        base = declared.LAYOUT.read(tree.parse(decoding.decode(files[path], path), path), Report())
        found |= _measures(base, files) if base else {}
    return found | dict(values['measures'])


def _shelf(stated: str | Values | None) -> Shelf | None:
    if stated is None or isinstance(stated, str):
        return Shelf(stated) if stated else None
    return Shelf(stated['heading'], stated['rank'], stated['words'])
