"""The cards of the download page: what lies on its shelves, in the words of the page's language.

A document is a card. Of a poster that is made on several papers and in several versions, and of a
press text in several formats, there is one card, with a line for each file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from letterpress.base import bidi
from letterpress.base.lengths import HOME, PAPERS
from letterpress.kit import shelves
from letterpress.kit.artifact import Artifact
from letterpress.kit.formats import offered
from letterpress.layout import typography
from letterpress.layout.declared.versions import COLOUR, PRINT_SHOP, VERSIONS
from letterpress.manuscript import locales
from letterpress.manuscript.model import Edition
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.layout.manifest import Layout

MEDIA = {
    'application/pdf': 'PDF',
    'image/png': 'PNG',
    'image/webp': 'WebP',
    'image/jpeg': 'JPEG',
    'image/svg+xml': 'SVG',
    'text/plain': 'TXT',
    'text/html': 'HTML',
    'text/csv': 'CSV',
    'text/calendar': 'ICS',
    offered.MEDIA['docx']: 'DOCX',
    'application/zip': 'ZIP',
}

_ORDER = (*VERSIONS, PRINT_SHOP, '')


@dataclass(frozen=True)
class File:
    """A file as the page tells of it: everything in the words of the page's language."""

    href: str  # relative to the page
    kind: str
    title: str
    language: str  # its name; '' where the file has none
    media: str  # 'PDF', 'ZIP' …
    paper: str  # 'A3'; '' where it has none
    facts: tuple[str, ...]  # format, paper, pages, size
    sha256: str
    brief: tuple[str, ...] = ()  # of the facts, those in which several on one card differ
    which: str = ''  # of several on one card: on which paper, for whom
    name: str = ''  # of the file
    version: str = ''  # of a poster, in words


@dataclass(frozen=True)
class Card:
    """A document, or a poster in all its versions."""

    kind: str
    title: str
    what: str
    files: tuple[File, ...]

    @property
    def first(self) -> File:
        """The file, or the one of several that people get first."""
        return self.files[0]


def say(edition: Edition, key: str, **values: str | int) -> str:
    """Return a phrase (phrases.say) with what runs against its language isolated."""
    return bidi.isolate(typography.say(edition, key, **values), edition.direction)


def packed(edition: Edition, artifacts: Iterable[Artifact]) -> str:
    """Return what is said of posters that lie in a ZIP alone; '' where there are none."""
    own = sorted((one for one in artifacts if one.language == edition.language), key=_rank)
    found = dict.fromkeys(
        (one.paper.upper() if one.paper in HOME else '', _version(edition, one)) for one in own
    )
    if not found:
        return ''
    which = ' · '.join(
        say(edition, 'kit.which', paper=paper, version=version) if paper else version
        for paper, version in found
    )
    return say(edition, 'room.packed', file=f'posters.{edition.language}.zip', which=which)


def shelved(
    edition: Edition, artifacts: Sequence[Artifact], shown: Sequence[Layout]
) -> list[tuple[str, list[Card]]]:
    """Return the headings with the cards of this language under them.

    Kinds that one phrase would name alike (two headline posters) go by their own titles.
    """
    spoken = (edition.language, '')
    own = [
        one
        for one in sorted(artifacts, key=lambda one: one.path)
        if one.language in spoken and one.pixels is None  # pictures have their own place
    ]
    found = []
    for heading, kinds in shelves.shelves(shown):
        here = {one.kind for one in own}
        told = Counter(kind.title for kind in kinds if kind.kind in here)
        cards = [
            card
            for kind in kinds
            for card in _cards(
                edition,
                [artifact for artifact in own if artifact.kind == kind.kind],
                replace(kind, title='') if told[kind.title] > 1 else kind,
            )
        ]
        if cards:
            found.append((say(edition, heading), _told_apart(cards, edition.direction)))
    return found


def _cards(edition: Edition, artifacts: Sequence[Artifact], kind: shelves.Kind) -> list[Card]:
    """Return the cards of a kind: one for all versions of a poster, one for each other document.

    The posters of a series have a card each, a press text one for all its formats.
    """
    if kind.kind in offered.DOCUMENTS:
        together = sorted(artifacts, key=lambda one: list(MEDIA).index(one.media_type))
        return [_card(edition, together, kind)] if together else []
    versions = sorted((one for one in artifacts if one.version), key=_rank)
    cards = [_card(edition, [one], kind) for one in artifacts if not one.version]
    series = dict.fromkeys(one.title for one in versions)
    if len(series) > 1:  # each has its own title
        kind = replace(kind, title='')
    return [
        *(
            _card(edition, [one for one in versions if one.title == title], kind)
            for title in series
        ),
        *cards,
    ]


def _rank(artifact: Artifact) -> tuple[float, int]:
    """Return the place of a poster among its kind: small papers first, the home version first."""
    size = PAPERS.get(artifact.paper)
    return size.width * size.height if size else 0.0, _ORDER.index(artifact.version)


def _card(edition: Edition, artifacts: Sequence[Artifact], kind: shelves.Kind) -> Card:
    count = edition.counts.signatories
    title = (
        say(edition, kind.title, count=count)
        if kind.title
        else bidi.whole(artifacts[0].title, edition.direction)
    )
    what = say(edition, kind.what, count=count) if kind.what else ''
    files = [file(edition, artifact, title, '../') for artifact in artifacts]
    if len(files) > 1:
        files = [
            replace(one, which=_which(edition, artifact))
            for one, artifact in zip(files, artifacts, strict=True)
        ]
    return Card(artifacts[0].kind, title, what, tuple(files))


def _which(edition: Edition, artifact: Artifact) -> str:
    """Return which of several files it is: A3; A4, to print at home."""
    if artifact.kind in offered.DOCUMENTS:
        return bidi.whole(MEDIA[artifact.media_type], edition.direction)
    paper = bidi.whole(artifact.paper.upper(), edition.direction)
    if artifact.version == COLOUR and artifact.paper not in HOME:
        return paper
    return say(edition, 'kit.which', paper=paper, version=_version(edition, artifact))


def _version(edition: Edition, artifact: Artifact) -> str:
    if not artifact.version:
        return ''
    return say(edition, f'kit.version_{artifact.version.replace("-", "_")}')


def _told_apart(cards: Sequence[Card], direction: str) -> list[Card]:
    """Return cards, those of one title with their paper behind it: its sizes are several cards."""
    titles = Counter(card.title for card in cards)
    return [
        replace(card, title=f'{card.title} {bidi.whole(card.first.paper, direction)}')
        if titles[card.title] > 1 and card.first.paper and len(card.files) == 1
        else card
        for card in cards
    ]


def file(edition: Edition, artifact: Artifact, title: str, up: str) -> File:
    """Return a file as a page in a folder of the kit tells of it."""
    code = edition.language
    media, paper = MEDIA.get(artifact.media_type, ''), artifact.paper.upper()
    brief = [_ink(edition, artifact), locales.file_size(artifact.size, code)]
    pages = say(edition, 'kit.pages', count=artifact.pages) if artifact.pages else ''

    def told(facts: list[str]) -> tuple[str, ...]:
        return tuple(bidi.whole(fact, edition.direction) for fact in facts if fact)

    return File(
        up + artifact.path,
        artifact.kind,
        title,
        locales.language_name(artifact.language, code) if artifact.language else '',
        media,
        paper,
        told([media, paper, pages, *brief]),
        artifact.sha256,
        brief=told(brief),
        name=artifact.path.rpartition('/')[2],
        version=_version(edition, artifact),
    )


def _ink(edition: Edition, artifact: Artifact) -> str:
    """Return how much ink a file takes; '' where it is not known, or the language has no words."""
    if artifact.ink is None or 'kit.ink' not in edition.phrases:
        return ''
    share = max(1, round(artifact.ink)) / 100
    return say(edition, 'kit.ink', percent=locales.percent(share, edition.language))
