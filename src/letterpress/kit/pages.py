"""The download page: one for each language and a door in front of them.

Works from disk, without JavaScript.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from letterpress.base import bidi
from letterpress.findings import Finding, Place, Rejected
from letterpress.kit import cards, places
from letterpress.kit.artifact import Artifact
from letterpress.kit.formats import lines, mark
from letterpress.kit.picture import CAPTIONS, Picture
from letterpress.layout import environment
from letterpress.layout.brand import look
from letterpress.layout.brand.look import Look
from letterpress.layout.declared import own_phrases
from letterpress.layout.drawings import device
from letterpress.manuscript import census, locales
from letterpress.manuscript.model import Campaign, Edition

if TYPE_CHECKING:
    from letterpress.layout.manifest import Layout

ROOM = 'press-room'  # the layout of the pages

FAVICON = 'assets/favicon.svg'
HERO = 'hero'  # the size of a layout whose picture stands at the head of a page


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
    pictures: Mapping[str, Sequence[Picture]] = MappingProxyType({}),
) -> list[Artifact]:
    """Return the pages, their stylesheet and their typefaces as artefacts.

    `pictures` are those of each language.
    """
    templates = environment.environment(layouts)
    editions = {code: worded(edition, shown) for code, edition in editions.items()}
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
                'say': partial(cards.say, edition),
                'rtl': edition.direction == 'rtl',
                'languages': languages,
                'shelves': cards.shelved(edition, artifacts, shown),
                'own': cards.file(edition, own, cards.say(edition, 'kit.all'), '../'),
                'everything': cards.file(
                    edition, everything, cards.say(edition, 'kit.all_languages'), '../'
                ),
                'embargo': bidi.isolate(lines.embargo(edition), edition.direction),
                'left_out': [
                    path.rpartition('/')[2] for path, language in left_out if language == code
                ],
                'embargoed': edition.facts.embargo is not None,
                'status': lines.status(edition),
                'draft': draft,
                'hero': edition.facts.title.to(code),
                'picture': _picture(pictures.get(code, ()), shown),
                'captions': f'../{places.path(code, places.PICTURES, CAPTIONS)}',
                'pictures': [_told(edition, one) for one in pictures.get(code, ())],
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
                cards.say(edition, 'kit.title'),
                None,
                '',
                'text/html',
                html.encode(),
            )
        )
    everyone = cards.say(source, 'kit.all_languages')
    door = environment.render(
        templates,
        f'{ROOM}/index.html',
        {
            'edition': source,
            'logo': _placed(logos[source.language], ''),
            'say': partial(cards.say, source),
            'rtl': source.direction == 'rtl',
            'languages': languages,
            'everything': cards.file(source, everything, everyone, ''),
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
            cards.say(source, 'kit.title'),
            None,
            '',
            'text/html',
            door.encode(),
        )
    )
    return found


def _picture(pictures: Sequence[Picture], shown: Sequence[Layout]) -> dict[str, str | int] | None:
    """Return the picture at the head of a page, and its size in pixels; None where there is none.

    It is that of the first layout which has a picture of that size.
    """
    stems = [f'{layout.stem}-{HERO}' for layout in shown if HERO in layout.pictures]
    for one in pictures:
        if one.stem in stems:
            file = one.small
            return {'href': f'../{file.path}', 'width': file.width, 'height': file.height}
    return None


def _told(edition: Edition, one: Picture) -> dict[str, Any]:
    """Return what a page tells of a picture: the picture, and each file with its measures."""
    files = [
        {
            'href': f'../{file.path}',
            'name': file.name,
            'what': f'{cards.MEDIA[file.media_type]} {file.width} × {file.height}',
            'size': locales.file_size(file.size, edition.language),
            'sha256': file.sha256,
        }
        for file in one.files
    ]
    return {'picture': one, 'small': one.small, 'files': files}


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


def _own_name(code: str) -> str:
    """Return a language's name as its readers write it, with a capital where the script has any."""
    name = locales.language_name(code, code)
    return name[:1].upper() + name[1:]


def worded(edition: Edition, shown: Sequence[Layout]) -> Edition:
    """Return the edition with the phrases that layouts bring along, too."""
    own = own_phrases.of_all(shown).get(edition.language)
    if not own:
        return edition
    return replace(edition, phrases=MappingProxyType({**own, **edition.phrases}))
