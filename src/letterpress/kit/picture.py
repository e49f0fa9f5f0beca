"""The pictures of a kit: what each shows and says, whose it is, who may print it.

A picture is one motif in one language, in one file or several. Who sees it on a page, in a feed or
in captions.csv finds the same words with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from letterpress.base import tables
from letterpress.kit import places
from letterpress.kit.artifact import Artifact
from letterpress.kit.formats import lines
from letterpress.layout.declared import pictured
from letterpress.layout.desk import imprint
from letterpress.manuscript import edition as editions
from letterpress.manuscript import locales
from letterpress.manuscript.model import Campaign, Edition
from letterpress.manuscript.pictures import described
from letterpress.manuscript.roll.files import EMBARGO
from letterpress.manuscript.text import adoption
from letterpress.manuscript.text.phrases import say
from letterpress.manuscript.text.structure.links import bare
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.layout.manifest import Layout

MOTIF, SCREEN = 'motif', 'screen'  # kinds: of a printed sheet; drawn for screens (cards)
CAPTIONS = 'captions.csv'
_LINE = re.compile('_{2,}')  # to write on; read aloud it would be so many signs
_HEADINGS = ('file', 'width', 'height', 'bytes', 'caption', 'credit', 'licence', 'alt')


@dataclass(frozen=True)
class Shown:
    """A file of a picture: its path in the kit, its measures in pixels, its size in bytes."""

    path: str
    media_type: str
    width: int
    height: int
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.path.rpartition('/')[2]


@dataclass(frozen=True)
class Picture:
    """A picture in a language, with all that is said of it there.

    `stem` is what its files' names have in common, the language apart. `alt` says what is to be
    seen and the words on it. `files`: the largest first. `layout`: the layout that it is made of,
    '' for a campaign's own.
    """

    stem: str
    kind: str  # MOTIF, SCREEN; 'photograph', 'still', 'logo' of the campaign's own
    language: str
    title: str
    caption: str
    credit: str
    licence: str
    alt: str
    files: tuple[Shown, ...]
    layout: str = ''

    @property
    def large(self) -> Shown:
        """The file to print from, or the only one."""
        return self.files[0]

    @property
    def small(self) -> Shown:
        """The file for a page, or the only one."""
        return self.files[-1]


def pictures(
    edition: Edition, artifacts: Iterable[Artifact], layouts: Sequence[Layout]
) -> tuple[Picture, ...]:
    """Return the pictures of a language among the files of a kit, in the order of its shelves.

    `layouts` are those that the files may be made of.
    """
    known = {one.name: one for one in layouts}
    by_stem: dict[str, list[Artifact]] = {}
    for one in artifacts:
        if one.pixels and one.kind in known and one.language == edition.language:
            by_stem.setdefault(one.path.rpartition('.')[0], []).append(one)

    def rank(files: list[Artifact]) -> tuple[int, str, str]:
        layout = known[files[0].kind]
        return layout.shelf.rank if layout.shelf else 0, layout.name, files[0].path

    return tuple(
        _picture(edition, known[files[0].kind], files)
        for files in sorted(by_stem.values(), key=rank)
    )


def own(campaign: Campaign, edition: Edition, artifacts: Iterable[Artifact]) -> tuple[Picture, ...]:
    """Return the campaign's own pictures that a language has words for, in their order."""
    code = edition.language
    filled = editions.filler(campaign, code, edition.counts)
    by_stem: dict[str, list[Artifact]] = {}
    for one in artifacts:
        if is_own(one):
            by_stem.setdefault(one.path.partition('/')[2].rpartition('.')[0], []).append(one)
    return tuple(
        Picture(
            one.id,
            one.kind,
            code,
            filled(one.caption[code]),
            filled(one.caption[code]),
            filled(one.credit.to(code)),
            filled((one.licence or campaign.facts.licence).to(code)),
            filled(one.alt[code]),
            _files(by_stem[one.id]),
        )
        for one in campaign.pictures
        if one.told(code) and one.id in by_stem
    )


def is_own(artifact: Artifact) -> bool:
    """Tell whether a file is one of a campaign's own picture, which all languages share."""
    return artifact.kind in described.KINDS and artifact.path.startswith(f'{places.PICTURES}/')


def captions(found: Iterable[Picture], held: str = '') -> bytes:
    """Return captions.csv: a row for each file of each picture (base.tables.write).

    `held` is the line of an embargo, which stands in each row, in a column of its own.
    """
    return tables.write(
        (*_HEADINGS, *([EMBARGO] if held else [])),
        (
            (
                file.name,
                str(file.width),
                str(file.height),
                str(file.size),
                one.caption,
                one.credit,
                one.licence,
                one.alt,
                *([held] if held else []),
            )
            for one in found
            for file in one.files
        ),
    )


def listed(edition: Edition, found: Sequence[Picture]) -> list[Artifact]:
    """Return captions.csv as a file of the kit; none where there is no picture."""
    if not found:
        return []
    language = edition.language
    return [
        Artifact(
            places.path(language, places.PICTURES, CAPTIONS),
            'captions',
            language,
            CAPTIONS,
            None,
            '',
            'text/csv',
            captions(found, lines.held(edition)),
        )
    ]


def _said(edition: Edition, layout: Layout) -> str:
    """Return what stands in large letters on a sheet whose title is another text, '' of others."""
    slots = layout.pictured.says
    return ' · '.join(word for slot in slots for word in pictured.words(layout, edition, slot))


def _picture(edition: Edition, layout: Layout, files: Sequence[Artifact]) -> Picture:
    first = files[0]
    name = first.path.rpartition('/')[2].partition('.')[0]
    screen = any(name.endswith(f'-{size}') for size in layout.pictures)
    facts = edition.facts
    return Picture(
        name,
        SCREEN if screen else MOTIF,
        edition.language,
        first.title,
        _caption(edition, layout, first.title),
        facts.publisher.name.to(edition.language),
        facts.licence.to(edition.language),
        _alt(
            edition,
            layout,
            _said(edition, layout) or first.title,
            foot=layout.pictured.foot and not screen,
        ),
        _files(files),
        layout.name,
    )


def _files(files: Iterable[Artifact]) -> tuple[Shown, ...]:
    """Return the files of a picture, that to print from first."""
    # of a small picture both have the same measures: what is for pages comes last
    small = 'image/webp'
    return tuple(
        Shown(one.path, one.media_type, *one.pixels, one.size, one.sha256)
        for one in sorted(
            files, key=lambda one: (one.pixels or (0, 0), one.media_type != small), reverse=True
        )
        if one.pixels
    )


def _caption(edition: Edition, layout: Layout, title: str) -> str:
    """Return what is printed below a picture: what it is, of which letter, of when."""
    key = layout.shelf.title if layout.shelf and 'quote' not in layout.by else ''
    what = say(edition, key, count=edition.counts.signatories) if key else title
    if 'kit.picture_caption' not in edition.phrases:
        return what
    facts, language = edition.facts, edition.language
    date = locales.long_date(facts.date, language)
    return say(edition, 'kit.picture_caption', what=what, title=facts.title.to(language), date=date)


def _alt(edition: Edition, layout: Layout, title: str, foot: bool) -> str:
    """Return what is to be seen on a picture, and the words that stand on it.

    In a language without phrases for it, the words.
    """
    own = layout.pictured.alt or (layout.shelf.words if layout.shelf else '')
    key = f'kit.{own}_alt'
    if key not in edition.phrases:
        key = 'kit.sheet_alt'
    also = [
        word
        for slot in layout.pictured.also
        for word in pictured.words(layout, edition, slot)
        if word not in title
    ]
    last = _foot(edition) if foot else []
    if key not in edition.phrases:
        return '. '.join((title, *also, *last))
    words = title.removesuffix('.')  # the phrase goes on, or ends, behind it
    address, line = _foot(edition)[:2]
    count = edition.counts.signatories
    said = [say(edition, key, words=words, count=count, address=address, line=line)]
    if also:
        said.append(say(edition, 'kit.picture_also', words=', '.join(also)))
    if last:
        said.append(say(edition, 'kit.picture_foot', words=' · '.join(last)))
    return ' '.join(said)


def _foot(edition: Edition) -> list[str]:
    """Return what stands at the foot of a poster, line by line."""
    found = [
        bare(edition.facts.publisher.url),
        say(edition, 'poster.line', count=edition.counts.signatories),
        *filter(None, [adoption.status_line(edition)]),
        *imprint.lines(edition, at_home=False),
    ]
    return [_LINE.sub('…', one) for one in found]
