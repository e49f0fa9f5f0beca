"""The download page: one for each language and a door in front of them.

Works from disk, without JavaScript.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from letterpress.base import bidi
from letterpress.findings import Finding, Place, Rejected
from letterpress.kit import shelves
from letterpress.kit.artifact import Artifact
from letterpress.kit.formats import lines, mark
from letterpress.layout import environment, typography
from letterpress.layout.brand import look
from letterpress.layout.brand.look import Look
from letterpress.layout.declared import own_phrases
from letterpress.layout.drawings import device
from letterpress.manuscript import census, locales
from letterpress.manuscript.model import Campaign, Edition
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.layout.manifest import Layout

ROOM = 'press-room'  # the layout of the pages

FAVICON = 'assets/favicon.svg'

MEDIA = {
    'application/pdf': 'PDF',
    'image/png': 'PNG',
    'text/plain': 'TXT',
    'text/html': 'HTML',
    'text/csv': 'CSV',
    'application/zip': 'ZIP',
}


@dataclass(frozen=True)
class File:
    """A file as the page tells of it: everything in the words of the page's language."""

    href: str  # relative to the page
    kind: str
    title: str
    what: str
    language: str  # its name; '' where the file has none
    media: str  # 'PDF', 'ZIP' …
    paper: str  # 'A3'; '' where it has none
    facts: tuple[str, ...]  # format, paper, pages, size
    sha256: str
    heading: str = ''  # of its card, where the title is that of others, too


def prepare(layouts: Mapping[str, bytes], languages: Iterable[str]) -> None:
    """Compile the templates of the pages, and look languages up, while there is time."""
    environment.prepare(layouts, ROOM)
    for language in languages:
        _own_name(language)


def press_room(
    campaign: Campaign,
    editions: Mapping[str, Edition],
    artifacts: Sequence[Artifact],
    layouts: Mapping[str, bytes],
    fonts: Mapping[str, bytes],
    draft: bool,
    left_out: Sequence[tuple[str, str]] = (),
    shown: Sequence[Layout] = (),
    seen: Look = look.HOUSE,
) -> list[Artifact]:
    """Return the pages, their stylesheet and their typefaces as artefacts."""
    templates = environment.environment(layouts)
    editions = {code: _worded(edition, shown) for code, edition in editions.items()}
    brought = {face.file for face in seen.web}
    faces = {
        path: data
        for path, data in fonts.items()
        if '/web/' in path and path.rpartition('/')[2] in brought
    }
    source = editions[campaign.facts.source_language]
    languages = [
        {
            'code': code,
            'name': _own_name(code),
            'dir': edition.direction,
            'hero': bidi.isolate(edition.facts.title.to(code), edition.direction),
        }
        for code, edition in editions.items()
    ]
    found = [
        Artifact(
            f'assets/fonts/{path.rsplit("/", 1)[-1]}',
            'page-asset',
            '',
            '',
            None,
            '',
            'font/woff2',
            data,
        )
        for path, data in sorted(faces.items())
    ]
    style = layouts.get(f'layouts/{ROOM}/style.css')
    if style is None:
        raise Rejected(
            Finding(
                Place(f'layouts/{ROOM}'),
                'LP602',
                'the layout of the download page has no style.css',
                f'put it back, or remove your own layouts/{ROOM} to use the one that letterpress '
                'brings',
            )
        )
    logos = {code: mark.of(seen, code) for code in editions}
    plates = [one.css(f':root:lang({code})') for code, one in logos.items() if one]
    style = (seen.room_css() + ''.join(plates)).encode() + style
    found.append(Artifact('assets/style.css', 'page-asset', '', '', None, '', 'text/css', style))
    found.append(_favicon(source, seen))
    files = {_path(one): _asset(one) for one in logos.values() if one}
    found += files.values()  # one for all languages, as a rule
    everything = next(a for a in artifacts if a.path == 'press-kit.zip')
    for code, edition in editions.items():
        own = next(a for a in artifacts if a.kind == 'zip' and a.language == code)
        html = environment.render(
            templates,
            f'{ROOM}/page.html',
            {
                'edition': edition,
                'logo': _placed(logos[code], '../'),
                'say': partial(say, edition),
                'rtl': edition.direction == 'rtl',
                'languages': languages,
                'shelves': _shelves(edition, artifacts, shown),
                'own': _file(edition, own, say(edition, 'kit.all'), '', '../'),
                'everything': _file(
                    edition, everything, say(edition, 'kit.all_languages'), '', '../'
                ),
                'embargo': bidi.isolate(lines.embargo(edition), edition.direction),
                'left_out': [name for name, language in left_out if language == code],
                'embargoed': edition.facts.embargo is not None,
                'status': lines.status(edition),
                'draft': draft,
                'hero': edition.facts.title.to(code),
                'wide': lines.wide(edition.facts.title.to(code)),
                'date': locales.long_date(edition.facts.date, code),
                'quote': next(
                    (block for block in edition.release.blocks if block.kind == 'quote'), None
                ),
            },
        )
        found.append(
            Artifact(
                f'{code}/index.html',
                'page',
                code,
                say(edition, 'kit.title'),
                None,
                '',
                'text/html',
                html.encode(),
            )
        )
    door = environment.render(
        templates,
        f'{ROOM}/index.html',
        {
            'edition': source,
            'logo': _placed(logos[source.language], ''),
            'say': partial(say, source),
            'rtl': source.direction == 'rtl',
            'languages': languages,
            'everything': _file(source, everything, say(source, 'kit.all_languages'), '', ''),
            'embargo': bidi.isolate(lines.embargo(source), source.direction),
            'embargoed': source.facts.embargo is not None,
            'draft': draft,
            'hero': source.facts.title.to(source.language),
            'wide': lines.wide(source.facts.title.to(source.language)),
            'date': locales.long_date(source.facts.date, source.language),
        },
    )
    found.append(
        Artifact(
            'index.html',
            'page',
            source.language,
            say(source, 'kit.title'),
            None,
            '',
            'text/html',
            door.encode(),
        )
    )
    return found


def _favicon(edition: Edition, seen: Look) -> Artifact:
    """Return the sign of the pages: who signed as an iris, where the campaign draws one."""
    own = seen.colours
    names = census.take(edition).strokes if 'iris' in seen.drawn else ()
    drawn = device.eye(names, own.ground, own.loud_on_ground, own.reverse)
    return Artifact(FAVICON, 'page-asset', '', '', None, '', 'image/svg+xml', drawn.encode())


def _path(logo: mark.Shown) -> str:
    return f'assets/logo-{hashlib.sha256(logo.data).hexdigest()[:8]}{logo.suffix}'


def _asset(logo: mark.Shown) -> Artifact:
    return Artifact(_path(logo), 'page-asset', '', '', None, '', logo.media_type, logo.data)


def _placed(logo: mark.Shown | None, up: str) -> dict[str, str | int] | None:
    """Return where a page finds the logo, and how large it stands in the mast, in CSS pixels."""
    if logo is None:
        return None
    return {'href': up + _path(logo), 'width': logo.width, 'height': logo.height}


def say(edition: Edition, key: str, **values: str | int) -> str:
    """Return a phrase (phrases.say) with what runs against its language isolated."""
    return bidi.isolate(typography.say(edition, key, **values), edition.direction)


def _own_name(code: str) -> str:
    """Return a language's name as its readers write it, with a capital where the script has any."""
    name = locales.language_name(code, code)
    return name[:1].upper() + name[1:]


def _shelves(
    edition: Edition, artifacts: Sequence[Artifact], shown: Sequence[Layout]
) -> list[tuple[str, list[File]]]:
    """Return the headings with the files of this language under them.

    Kinds that one phrase would name alike (two headline posters) go by their own titles.
    """
    spoken = (edition.language, '')
    own = [one for one in sorted(artifacts, key=lambda one: one.path) if one.language in spoken]
    found = []
    for heading, kinds in shelves.shelves(shown):
        here = {one.kind for one in own}
        told = Counter(kind.title for kind in kinds if kind.kind in here)
        files = [
            _shown(edition, artifact, replace(kind, title='') if told[kind.title] > 1 else kind)
            for kind in kinds
            for artifact in own
            if artifact.kind == kind.kind
        ]
        if files:
            found.append((say(edition, heading), _told_apart(files, edition.direction)))
    return found


def _told_apart(files: Sequence[File], direction: str) -> list[File]:
    """Return files, those of one title with their paper behind it: its sizes are several cards."""
    titles = Counter(file.title for file in files)
    return [
        replace(file, heading=f'{file.title} {bidi.whole(file.paper, direction)}')
        if titles[file.title] > 1 and file.paper
        else file
        for file in files
    ]


def _shown(edition: Edition, artifact: Artifact, kind: shelves.Kind) -> File:
    """Return a file as its shelf tells of it, from a page in a folder of the kit."""
    count = edition.counts.signatories
    title = (
        say(edition, kind.title, count=count)
        if kind.title
        else bidi.whole(artifact.title, edition.direction)
    )
    what = say(edition, kind.what, count=count) if kind.what else ''
    return _file(edition, artifact, title, what, '../')


def _worded(edition: Edition, shown: Sequence[Layout]) -> Edition:
    """Return the edition with the phrases that layouts bring along, too."""
    own = own_phrases.of_all(shown).get(edition.language)
    if not own:
        return edition
    return replace(edition, phrases=MappingProxyType({**own, **edition.phrases}))


def _file(edition: Edition, artifact: Artifact, title: str, what: str, up: str) -> File:
    code = edition.language
    media, paper = MEDIA.get(artifact.media_type, ''), artifact.paper.upper()
    facts = [
        media,
        paper,
        say(edition, 'kit.pages', count=artifact.pages) if artifact.pages else '',
        locales.file_size(artifact.size, code),
    ]
    return File(
        up + artifact.path,
        artifact.kind,
        title,
        what,
        locales.language_name(artifact.language, code) if artifact.language else '',
        media,
        paper,
        tuple(bidi.whole(fact, edition.direction) for fact in facts if fact),
        artifact.sha256,
    )
