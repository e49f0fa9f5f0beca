"""Put the kit together: every file by its path, ready to be written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from letterpress.base.lengths import HOME, PAPERS
from letterpress.kit import archive, checksums, manifest, picture, places
from letterpress.kit.artifact import Artifact
from letterpress.kit.formats import lines, offered
from letterpress.kit.room import events, pages, words
from letterpress.kit.room.whole import Shelf
from letterpress.layout.brand import look
from letterpress.layout.brand.look import Look
from letterpress.layout.declared.versions import COLOUR, PRINT_SHOP
from letterpress.manuscript.model import Campaign, Edition
from letterpress.manuscript.roll import files as roll_files
from letterpress.manuscript.text.phrases import say

if TYPE_CHECKING:
    from letterpress.layout.manifest import Layout

Sign = Callable[[bytes], bytes]
PRESS, POSTERS = 'press-kit', 'posters'  # the kinds of ZIPs, and how their names begin
_TITLES = {PRESS: 'kit.title', POSTERS: 'kit.posters'}


def bundle(
    campaign: Campaign,
    editions: Mapping[str, Edition],
    documents: Sequence[Artifact],
    layouts: Mapping[str, bytes],
    fonts: Mapping[str, bytes],
    tool: Mapping[str, Any],
    seal: Mapping[str, Any],
    sign: Sign,
    ready: Sequence[Artifact] | None = None,
    left_out: Sequence[tuple[str, str]] = (),
    shown: Sequence[Layout] = (),
    seen: Look = look.HOUSE,
    faces: Shelf | None = None,
    only: str = '',
    packed: Sequence[Artifact] | None = None,
) -> dict[str, bytes]:
    """Return all files of the kit by their path relative to it.

    `documents` are the finished PDFs, `layouts` and `fonts` the sources of the pages and their
    typefaces, `sign` makes a detached seal (CMS, DER) of bytes; `ready` are the texts (`texts_of`)
    where they were made before; `left_out` are the paths of the sheets, each with its language,
    that their text did not fit: manifest and pages say that they are not there. `shown` are the
    layouts, which say on which shelf of the page their documents stand, and so in which folder
    they lie; `seen` is how the campaign looks, `faces` keeps the pages' typefaces for later builds.
    `only`: what the room of this language shows, for whoever looks at it; `packed` are ZIPs that
    were made before, None to make them.
    """
    source = editions[campaign.facts.source_language]

    def sealed(artifacts: Iterable[Artifact]) -> dict[str, bytes]:
        return _sealed(campaign, source, artifacts, tool, seal, sign, left_out)

    shelf = [
        *_one_for_shops(_documents(documents, shown)),
        *(
            texts_of(editions, layouts, bool(seal['draft']), seen, fonts)
            if ready is None
            else ready
        ),
        _roll(source),
        *events.files(events.listed(campaign), editions, words.worded(source, shown, layouts)),
    ]
    pictures = {
        code: (
            *picture.own(campaign, edition, shelf),
            *picture.pictures(words.worded(edition, shown, layouts), shelf, shown),
        )
        for code, edition in editions.items()
    }
    for code, edition in editions.items():
        shelf += picture.listed(edition, pictures[code])
    zips = list(packed or ())
    if packed is None:
        zips = [
            _zip(edition, kind, sealed(held))
            for code, edition in editions.items()
            if only in ('', code)
            for kind, held in zips_of(
                shelf, code, {file.path for one in pictures[code] for file in one.files}
            ).items()
        ]
    everything, draft = [*shelf, *zips], bool(seal['draft'])
    room = pages.press_room(
        campaign,
        editions,
        everything,
        layouts,
        fonts,
        draft,
        left_out,
        shown,
        seen,
        pictures,
        faces,
        only,
    )
    return sealed([one for one in (*everything, *room) if not places.packed_only(one)])


def zips_of(
    shelf: Sequence[Artifact], language: str, pictured: Collection[str] = ()
) -> dict[str, list[Artifact]]:
    """Return what is in each ZIP of a language, by its kind (PRESS, POSTERS); none is empty.

    For the press: what is read, the pictures to print from, the roll, each poster in colour on the
    smallest paper that is none of printers at home. All that is printed is in the other one.
    `pictured` are the paths of the pictures that the language has words for. Events of local groups
    are there once, all in one file.
    """
    own = [a for a in shelf if a.language == language]
    printed = [a for a in own if _is_printed(a)]
    press = [a for a in own if not _is_printed(a) and a.media_type != 'image/webp']
    common = [
        a
        for a in shelf
        if not a.language
        and a.kind != events.ONE
        and (not picture.is_own(a) or (a.path in pictured and a.media_type != 'image/webp'))
    ]
    found = {PRESS: [*press, *_seen(printed), *common], POSTERS: printed}
    return {kind: held for kind, held in found.items() if held}


def _is_printed(artifact: Artifact) -> bool:
    folder = artifact.path.split('/')[1:-1]
    return bool(artifact.version) or folder == [places.POSTERS]


def _seen(printed: Sequence[Artifact]) -> list[Artifact]:
    """Return each poster once: in colour, on the smallest of the larger papers."""
    by_kind: dict[str, dict[str, list[Artifact]]] = {}
    for one in printed:
        if one.version == COLOUR and one.paper in PAPERS and one.paper not in HOME:
            by_kind.setdefault(one.kind, {}).setdefault(one.paper, []).append(one)

    return [
        one
        for papers in by_kind.values()
        for one in min(papers.values(), key=lambda found: _area(found[0]))
    ]


def _sealed(
    campaign: Campaign,
    source: Edition,
    artifacts: Iterable[Artifact],
    tool: Mapping[str, Any],
    seal: Mapping[str, Any],
    sign: Sign,
    left_out: Sequence[tuple[str, str]],
) -> dict[str, bytes]:
    """Return the files with the manifest that lists them, its seal, and the checksums of it all."""
    artifacts = list(artifacts)
    listed = manifest.write(
        campaign.facts.title.to(campaign.facts.source_language),
        {'number': campaign.facts.edition, 'date': campaign.facts.date.isoformat()},
        tool,
        {
            'signatories': source.counts.signatories,
            **source.counts.by_kind,
            'named': source.counts.named,
        },
        seal,
        artifacts,
        [path for path, _ in left_out],
        campaign.facts.embargo,
    )
    files = {artifact.path: artifact.data for artifact in artifacts}
    files |= {manifest.NAME: listed, manifest.SEAL: sign(listed)}
    return files | {checksums.NAME: checksums.write(files)}


def _documents(documents: Iterable[Artifact], shown: Iterable[Layout]) -> list[Artifact]:
    """Return what was made of layouts at its place in the kit; all else is there already."""
    layouts = {layout.name: layout for layout in shown}
    found = []
    for one in documents:
        if one.kind in layouts:
            name = one.path.rpartition('/')[2]
            inside = places.folder(layouts[one.kind], name)
            one = replace(one, path=places.path(one.language, inside, name))
        found.append(one)
    return found


def _one_for_shops(documents: Sequence[Artifact]) -> list[Artifact]:
    """Leave of each poster one file for print shops in the kit, the largest: each holds a profile.

    Copy shops print the smaller papers from the files in colour.
    """
    largest: dict[tuple[str, str, str], Artifact] = {}
    for one in documents:
        if one.version == PRINT_SHOP:
            key = one.language, one.kind, one.title
            largest[key] = max(largest.get(key, one), one, key=_area)
    kept = {id(one) for one in largest.values()}
    return [one for one in documents if one.version != PRINT_SHOP or id(one) in kept]


def _area(artifact: Artifact) -> float:
    size = PAPERS.get(artifact.paper)
    return size.width * size.height if size else 0.0


def texts_of(
    editions: Mapping[str, Edition],
    layouts: Mapping[str, bytes],
    draft: bool,
    seen: Look = look.HOUSE,
    fonts: Mapping[str, bytes] = MappingProxyType({}),
) -> list[Artifact]:
    """Return the letter and the release of each language in every format but PDF.

    That is all of a kit that needs no document. `fonts` are the files of fonts/ by path.
    """
    return [
        artifact
        for edition in editions.values()
        for artifact in offered.of(edition, layouts, draft, seen, fonts)
    ]


def _roll(source: Edition) -> Artifact:
    data = roll_files.to_csv(source.signatories, held=lines.held(source))
    title = say(source, 'kit.signatories')
    return Artifact('signatories.csv', 'signatories', '', title, None, '', 'text/csv', data)


def _zip(edition: Edition, kind: str, files: Mapping[str, bytes]) -> Artifact:
    return named(edition, kind, archive.write(files))


def zip_name(edition: Edition, kind: str) -> str:
    """Return the name of a ZIP of a kind (PRESS, POSTERS): under an embargo it says so."""
    held = '.embargoed' if edition.facts.embargo is not None else ''
    return f'{kind}.{edition.language}{held}.zip'


def named(edition: Edition, kind: str, packed: bytes) -> Artifact:
    """Return a packed ZIP of a kind (PRESS, POSTERS) as the artefact that a page tells of."""
    name, said = zip_name(edition, kind), say(edition, _TITLES[kind])
    return Artifact(name, 'zip', edition.language, said, None, '', 'application/zip', packed)
