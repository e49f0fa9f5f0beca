"""The phrases that a layout brings along: layouts/<name>/phrases/<language>.yaml.

They are read, and compared with those of the source language. They belong to the layout as its
template does; a campaign may say any of them otherwise in its own file of phrases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from letterpress.base import decoding
from letterpress.findings import Finding, Place, Rejected
from letterpress.layout.manifest import HOUSE_SHELVES
from letterpress.manuscript import locales
from letterpress.manuscript.text import parity, phrases, prose
from letterpress.manuscript.yaml import declared, tree
from letterpress.manuscript.yaml.shapes import Report
from letterpress.remembered import remembered
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.layout.manifest import Layout
    from letterpress.manuscript.model import Campaign, PhraseValue


Said = Mapping[str, Mapping[str, 'PhraseValue']]  # language, key


@dataclass(frozen=True)
class _File:
    """A file of phrases as it was read: each by its key, and where each stands."""

    said: Mapping[str, PhraseValue]
    places: Mapping[str, Place]


def path_of(layout: str, language: str) -> str:
    """Return where the phrases of a layout stand in a language."""
    return f'layouts/{layout}/phrases/{language}.yaml'


def heading_key(heading: str) -> str:
    """Return the key of the phrase that is the heading of a shelf of the kit."""
    return f'kit.{heading.replace("-", "_")}'


def of_all(layouts: Iterable[Layout]) -> dict[str, dict[str, PhraseValue]]:
    """Return what all layouts say, by language: what the pages of the kit take headings from."""
    found: dict[str, dict[str, PhraseValue]] = {}
    for layout in layouts:
        for language, said in layout.phrases.items():
            found.setdefault(language, {}).update(said)
    return found


def read(
    layouts: Sequence[Layout], campaign: Campaign, files: Mapping[str, bytes]
) -> tuple[tuple[Layout, ...], tuple[Finding, ...]]:
    """Return the layouts with their phrases in the languages of a campaign, and what is wrong.

    Only layouts that the campaign makes are looked at, and pages for local groups where it has
    some. Codes: LP120 (no file in a language), LP388 (none in one that does not ship: it is not
    made in it), LP161 to LP164, LP173, LP176, those of a YAML file; LP161 too where the words of a
    shelf of their own are said nowhere.
    """
    report = Report()
    made = campaign.facts.layouts
    own = {
        layout.name: _in_languages(layout, campaign, files, report)
        for layout in layouts
        if (campaign.groups if layout.for_groups else not made or layout.name in made)
    }
    found = tuple(
        replace(
            layout, phrases=_with_base(layout, own), wordless=_wordless(layout, campaign, files)
        )
        for layout in layouts
    )
    looked_at = [layout for layout in found if layout.name in own]
    report.findings += _headings(looked_at, campaign)
    return found, tuple(report.findings)


def _wordless(layout: Layout, campaign: Campaign, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the campaign's languages in which a layout that brings words has none (LP388)."""
    if not any(path.startswith(f'layouts/{layout.name}/phrases/') for path in files):
        return ()
    return tuple(
        language
        for language in campaign.facts.languages
        if path_of(layout.name, language) not in files
    )


def _with_base(layout: Layout, own: Mapping[str, Said]) -> Said:
    """Return the phrases of a layout, over those of the layout that it builds on."""
    base, ours = own.get(layout.builds_on, {}), own.get(layout.name, {})
    return MappingProxyType(
        {
            language: MappingProxyType({**base.get(language, {}), **ours.get(language, {})})
            for language in (*base, *ours)
        }
    )


def _in_languages(
    layout: Layout, campaign: Campaign, files: Mapping[str, bytes], report: Report
) -> Said:
    """Return the phrases of a layout by the languages of the campaign, after comparing them."""
    if not any(path.startswith(f'layouts/{layout.name}/phrases/') for path in files):
        return {}
    facts = campaign.facts
    folder = f'layouts/{layout.name}/phrases/'
    own = tuple(one for one in files.items() if one[0].startswith(folder))
    spoken = tuple(sorted(facts.languages, key=lambda one: one != facts.source_language))
    said, found = _compared(layout.name, bool(layout.sizes), spoken, facts.source_language, own)
    report.findings += found
    return said


@remembered
def _compared(
    layout: str,
    sized: bool,
    languages: tuple[str, ...],
    source: str,
    own: tuple[tuple[str, bytes], ...],
) -> tuple[Said, tuple[Finding, ...]]:
    """Return what the files of a layout say in these languages, and what is wrong with them."""
    files, report = dict(own), Report()
    read_in: dict[str, _File] = {}
    for language in languages:
        path = path_of(layout, language)
        if path not in files and language not in locales.SUPPORTED:
            made = 'is not made in it' if sized else 'says there in English what it adds'
            report.add(
                Place(path),
                'LP388',
                f'the layout “{layout}” has no words in '
                f'{locales.language_name(language, "en")}, and {made}',
                f'copy layouts/{layout} into the project and write the file; those of other '
                'languages show what belongs in it',
            )
            continue
        file = _file(path, language, files, report)
        if file is None:
            continue
        read_in[language] = file
        if language != source and source in read_in:
            theirs = read_in[source].said
            report.findings += parity.phrase_file(file.said, theirs, file.places, language, path)
    said = {language: file.said for language, file in read_in.items()}
    return said, tuple(report.findings)


def _file(path: str, language: str, files: Mapping[str, bytes], report: Report) -> _File | None:
    """Return the phrases of a file, or None after reporting what is wrong."""
    if path not in files:
        report.add(
            Place(path),
            'LP120',
            'the file is missing',
            'write it; those of other languages show what belongs in it',
        )
        return None
    try:
        node = tree.parse(decoding.decode(files[path], path), path)
    except Rejected as rejected:
        report.findings += rejected.findings
        return None
    said = declared.PHRASES.read(node, report)
    if said is None or not isinstance(node, tree.Mapping):
        return None
    places = {key.value: key.place for key, _ in node.entries}
    for key, value in said.items():
        report.findings += phrases.check(value, key, places[key], language)
        for text in phrases.texts(value):
            report.findings += prose.check_line(text, places[key])
    return _File(MappingProxyType(said), places)


def _headings(layouts: Sequence[Layout], campaign: Campaign) -> Iterator[Finding]:
    """Find what the kit's page says of a shelf of a layout's own, and nobody says in a language."""
    own = of_all(layouts)
    for layout in layouts:
        if layout.shelf is None or layout.shelf.heading in HOUSE_SHELVES:
            continue  # what the house's shelves say is asked for when the kit is made
        heading = heading_key(layout.shelf.heading)
        for language in campaign.facts.languages:
            if layout.phrases and language not in layout.phrases:
                continue  # the whole file is missing, or could not be read: that is said
            known = {**own.get(language, {}), **campaign.phrases[language]}
            place = Place(path_of(layout.name, language))
            for key in (heading, layout.shelf.title, layout.shelf.what):
                if key and key not in known:
                    yield phrases.missing(place, key, known)


def said(layout: str, language: str, files: Mapping[str, bytes]) -> Mapping[str, PhraseValue]:
    """Return the phrases of a layout in a language, none where it has no file that can be read.

    For pages, which are made in every language; what is wrong with a file `read` finds.
    """
    file = _file(path_of(layout, language), language, files, Report())
    return file.said if file else {}
