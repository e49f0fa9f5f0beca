"""The pages of the kit: the room of each language with all its files, and a door in front of them.

The room is what somebody in a hurry wants, and stays below 100 kB: story, pictures, whom to call.
All files, their fingerprints and the place to check one are a page beside it; so are all pictures
and all names, where they are many. They work from a disk and without JavaScript; nothing is fetched
but the pictures beside them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from letterpress.base import bidi
from letterpress.findings import Finding, Place, Rejected
from letterpress.kit import cards, places
from letterpress.kit.artifact import Artifact
from letterpress.kit.formats import lines, mark
from letterpress.kit.picture import CAPTIONS, MOTIF, Picture, Shown
from letterpress.kit.room import check, events, headline, hyphens, tables, wall, whole, words
from letterpress.kit.room.headline import Drawn, Setter
from letterpress.kit.room.reach import Site
from letterpress.kit.room.whole import Shelf
from letterpress.layout import environment, initials
from letterpress.layout.brand import look
from letterpress.layout.brand.look import Look
from letterpress.layout.drawings import device
from letterpress.layout.type import languages
from letterpress.manuscript import census, locales
from letterpress.manuscript.groups.model import PublicGroup
from letterpress.manuscript.model import Campaign, Edition, Quote
from letterpress.press import browser
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.layout.manifest import Layout

ROOM = 'press-room'  # the layout of the pages
SHEETS = ('style.css', 'wall.css', 'files.css', 'print.css')  # joined in this order
EVENTS = 'events.css', 'events.js'  # of the page of events alone
# of a stylesheet that few pages need: which
ONLY = {'files.css': ('files.html', 'index.html'), 'events.css': (events.PAGE,)}
SCRIPT = 'page.js'
TEXTS = 'documents', 'texts', 'data'  # shelves whose files are one table
HERO = 'hero'  # the size of a layout whose picture stands below the head of a page
GALLERY = 4  # pictures in the room; all of them are on a page of their own, where they are more
FAVICON = 'assets/favicon.svg'
_COMMENT = re.compile(r'/\*.*?\*/\s*|^\s+', re.DOTALL | re.MULTILINE)
_REMARK = re.compile(r'^\s*//.*\n|^\s+', re.MULTILINE)  # lines of a script that are remarks
_LOOSE = re.compile(
    r';?\s*([{}])\s*|(;)\s+|(?<=[a-z])(:) |(,) '
)  # blanks that say nothing to a browser


def prepare(layouts: Mapping[str, bytes], languages: Iterable[str]) -> None:
    """Compile the templates of the pages, and look languages up, while there is time."""
    environment.prepare(layouts, ROOM)
    for language in languages:
        _own_name(language)


@dataclass(frozen=True)
class Speech:
    """What a page needs of a language of the kit, its own and all others."""

    edition: Edition
    setter: Setter | None
    cry: Drawn | None
    logo: mark.Shown | None

    @property
    def poster(self) -> str:
        """The path of its little poster, '' where there is none."""
        return f'assets/poster.{self.edition.language}.svg' if self.cry else ''

    def told(self, up: str) -> dict[str, Any]:
        """Return what stands of it in the row of languages, as seen from a page."""
        code = self.edition.language
        return {
            'code': code,
            'name': _own_name(code),
            'dir': self.edition.direction,
            'says': self.edition.facts.title.to(code),
            'poster': up + self.poster if self.poster else '',
            'href': f'{up}{code}/index.html',
        }


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
    shelf: Shelf | None = None,
    only: str = '',
) -> list[Artifact]:
    """Return the pages and what they show as artefacts; `pictures` are those of each language.

    `shelf` keeps the typefaces of pages for later builds. `only`: the room of this language and
    nothing else, for whoever looks at it.

    Raises Rejected LP602: no stylesheet.
    """
    for name in SHEETS:
        if f'layouts/{ROOM}/{name}' not in layouts:
            raise Rejected(_lacking(name))
    own = {
        code: _speech(words.worded(edition, shown, layouts), seen, fonts)
        for code, edition in editions.items()
    }
    made = _Pages(
        campaign, own, artifacts, layouts, fonts, draft, left_out, shown, seen, pictures, shelf
    )
    source = own[campaign.facts.source_language]
    if only:
        return [*_assets(own, source.edition, seen), *made.of(own[only])]
    pages = [page for speech in own.values() for page in made.of(speech)]
    site = made.site
    return [
        *_assets(own, source.edition, seen),
        *pages,
        *made.door(source),
        *(site.files(draft, bool(made.events)) if site else ()),
    ]


def _lacking(name: str) -> Finding:
    return Finding(
        Place(f'layouts/{ROOM}'),
        'LP602',
        f'the layout of the download page has no {name}',
        f'put it back, or remove your own layouts/{ROOM} to use the one that letterpress brings',
    )


def _speech(edition: Edition, seen: Look, fonts: Mapping[str, bytes]) -> Speech:
    setter = headline.setter(edition.language, seen, fonts)
    cry = headline.cry(edition, setter) if setter else None
    return Speech(edition, setter, cry, mark.of(seen, edition.language))


@dataclass(frozen=True)
class _Pages:
    """Makes the pages of one kit."""

    campaign: Campaign
    own: Mapping[str, Speech]
    artifacts: Sequence[Artifact]
    layouts: Mapping[str, bytes]
    fonts: Mapping[str, bytes]
    draft: bool
    left_out: Sequence[tuple[str, str]]
    shown: Sequence[Layout]
    seen: Look
    pictures: Mapping[str, Sequence[Picture]]
    shelf: Shelf | None

    @property
    def site(self) -> Site | None:
        """The kit on the web, None where nobody says where it stands, and under an embargo.

        The address is that of the kit which everybody may see; who has another's is told it.
        """
        facts = self.campaign.facts
        editions = {code: one.edition for code, one in self.own.items()}
        if not facts.site_url or facts.embargo is not None:
            return None
        return Site(facts.site_url, facts.source_language, editions, self.pictures)

    @property
    def events(self) -> tuple[PublicGroup, ...]:
        """The local groups whose events are listed."""
        return events.listed(self.campaign)

    def of(self, speech: Speech) -> list[Artifact]:
        """Return the room of a language, and the pages beside it."""
        edition = speech.edition
        code = edition.language
        ours = [one for one in self.artifacts if one.language in (code, '')]
        zips = [one for one in ours if one.kind == 'zip' and one.language == code]
        named = edition.signatories
        many = len(named) > wall.MOST
        pictures = self.pictures.get(code, ())
        foremost = _foremost(pictures)
        poster = next((one.small for one in pictures if one.kind == MOTIF), None)
        rows = wall.rows(named[: wall.FIRST] if many else named, speech.setter)
        values = {
            'shown': poster,
            # that for the press before the print files
            'zips': [
                cards.file(edition, one, bidi.isolate(one.title, edition.direction), '../')
                for one in sorted(zips, key=lambda one: one.path, reverse=True)
            ],
            'demand': headline.demand(edition, speech.setter) if speech.setter else None,
            'letter': self._texts(edition, 'letter'),
            'texts': self._texts(edition, 'press-release'),
            'release': edition.release,
            'quotes': _beside(edition),
            'rows': rows,
            'row_sizes': sorted({row.size for row in rows}),
            'many': many,
            'census': census.take(edition),
            'picture': _band(pictures, self.shown),
            'pictures': [_told(edition, one) for one in foremost],
            'apart': len(foremost) < len(pictures),
            'events': len(self.events),
        }
        script = words.of_script(edition)
        common = {'whose': _whose(foremost), 'known': check.data((), script, {})}
        beside: dict[str, Mapping[str, Any]] = {
            'index.html': values,
            'files.html': {
                'tables': self._tables(edition),
                'zips': values['zips'],
                'packed': cards.packed(edition, [one for one in ours if places.packed_only(one)]),
                'lacking': [
                    path.rpartition('/')[2] for path, language in self.left_out if language == code
                ],
                'known': check.data(ours, script, self._doors('../', code)),
            },
        }
        if values['apart']:
            beside['pictures.html'] = {
                'whose': _whose(pictures),
                'pictures': [_told(edition, one) for one in pictures],
                'captions': f'../{places.path(code, places.PICTURES, CAPTIONS)}',
            }
        if many:
            taken = census.take(edition)
            groups = [(kind, initials.by_initial(kind.names)) for kind in taken.listed]
            beside['names.html'] = {'kinds': groups, 'census': taken}
        if self.events:
            beside[events.PAGE] = {
                'events': len(self.events),
                'days': events.days(self.events, code),
            }
        pages = {
            f'{code}/{name}': self._page(
                speech,
                'page.html' if name == 'index.html' else name,
                f'{code}/{name}',
                {**common, **own},
            )
            for name, own in beside.items()
        }
        return self._bound(speech, pages, code)

    def door(self, source: Speech) -> list[Artifact]:
        """Return the page in front of all languages."""
        values = {
            'known': check.data(
                self.artifacts, words.of_script(source.edition), self._doors('', '')
            ),
        }
        pages = {'index.html': self._page(source, 'index.html', 'index.html', values)}
        return self._bound(source, pages, 'door')

    def _bound(self, speech: Speech, pages: Mapping[str, str], name: str) -> list[Artifact]:
        """Return pages and their typefaces as artefacts."""
        edition = speech.edition
        script = ' '.join(words.of_script(edition).values())
        made, faces = whole.bound(
            pages, name, edition.language, self.seen, self.fonts, script, self.shelf
        )
        title = cards.say(edition, 'kit.title')
        return [
            *(
                Artifact(path, 'page', edition.language, title, None, '', 'text/html', data)
                for path, data in made.items()
            ),
            *faces,
        ]

    def _doors(self, up: str, but: str) -> dict[str, list[str]]:
        """Return for each language but one the page that knows its files, and its name."""
        return {
            code: [f'{up}{code}/files.html', _own_name(code)] for code in self.own if code != but
        }

    def _tables(self, edition: Edition) -> list[tables.Table]:
        together = {cards.say(edition, f'kit.{heading}') for heading in TEXTS}
        loose = [one for one in self.artifacts if not places.packed_only(one)]
        return tables.tables(cards.shelved(edition, loose, self.shown), together)

    def _texts(self, edition: Edition, stem: str) -> list[cards.File]:
        """Return the files of a text in a language, by format as tables have them."""
        name = f'{stem}.{edition.language}.'
        files = [
            cards.file(edition, one, one.title, '../')
            for one in self.artifacts
            if one.language == edition.language
            and one.path.rpartition('/')[2].startswith(name)
            and one.media_type in cards.MEDIA
        ]
        return sorted(files, key=lambda one: tables.FORMATS.index(one.media))

    def _page(self, speech: Speech, template: str, path: str, values: Mapping[str, Any]) -> str:
        up, site = '../' * path.count('/'), self.site
        edition, facts = speech.edition, speech.edition.facts
        code = edition.language
        html = environment.render(
            environment.environment(self.layouts),
            f'{ROOM}/{template}',
            {
                'edition': edition,
                'facts': facts,
                'language': code,
                'direction': edition.direction,
                'rtl': edition.direction == 'rtl',
                'up': up,
                'site': site.head(edition, path) if site else None,
                'say': partial(cards.say, edition),
                'number': partial(locales.number, lang=code),
                'digits': partial(locales.digits, lang=code),
                'logo': _placed(speech.logo, up),
                'languages': [one.told(up) for one in self.own.values()],
                'poster': up + speech.poster if speech.poster else '',
                'embargo': bidi.isolate(lines.embargo(edition), edition.direction),
                'embargoed': facts.embargo is not None,
                'draft': self.draft,
                'title': facts.title.to(code),
                'status': lines.status(edition),
                'opening': lines.dateline(edition) + languages.rules(code).dash,
                'date': locales.long_date(facts.date, code),
                'phone': facts.contact.phone.replace(' ', ''),
                'breakable': breakable,
                'count': edition.counts.signatories,
                'marks': {},
                'style': environment.as_it_is(self._style(speech, template, values)),
                'script': environment.as_it_is(self._script(template)),
                'head': environment.as_it_is(browser.HEAD),
                **values,
            },
        )
        return hyphens.soften(html, code)

    def _style(self, speech: Speech, template: str, values: Mapping[str, Any]) -> str:
        """Return the stylesheet of a page."""
        sheets = [whole.stylesheet(speech.edition.language, self.seen)]
        for name in (*SHEETS, *EVENTS[:1]):
            if template not in ONLY.get(name, (template,)):
                continue
            path = f'layouts/{ROOM}/{name}'
            sheets.append(environment.decode(self.layouts[path], path))
        sheets.append(
            '@media screen and (min-width: 48em) {\n'
            + ''.join(
                f'.row.s{size} {{ font-size: calc(var(--measure) / {size / 10}); }}\n'
                for size in values.get('row_sizes', ())
            )
            + '}\n'
        )
        if speech.logo:
            sheets.append(speech.logo.css())
        plain = _COMMENT.sub('', ''.join(sheets))
        return _LOOSE.sub(r'\1\2\3\4', plain).replace('</', '<\\/')

    def _script(self, template: str) -> str:
        """Return the script of a page."""
        names = (SCRIPT, EVENTS[1]) if template == events.PAGE else (SCRIPT,)
        paths = [f'layouts/{ROOM}/{name}' for name in names]
        texts = [environment.decode(self.layouts.get(path, b''), path) for path in paths]
        return '\n'.join(_REMARK.sub('', text).strip() for text in texts)


def _beside(edition: Edition) -> list[Quote]:
    """Return the quotations that the release does not hold itself."""
    placed = {block.quote for block in edition.release.blocks}
    return [one for one in edition.quotes if one.id not in placed]


def _band(pictures: Sequence[Picture], shown: Sequence[Layout]) -> Shown | None:
    """Return the picture that stands below the head of a page; None where there is none.

    It is that of the first layout which has a picture of that size.
    """
    stems = [f'{layout.stem}-{HERO}' for layout in shown if HERO in layout.pictures]
    return next((one.small for one in pictures if one.stem in stems), None)


def _foremost(pictures: Sequence[Picture]) -> list[Picture]:
    """Return the pictures that stand in the room: one of each layout, in their order.

    That is its motif, where it has others for screens besides. The campaign's own stand on the page
    of all pictures, unless there are no others.
    """
    held: dict[str, Picture] = {}
    for one in [one for one in pictures if one.layout] or pictures:
        key = one.layout or one.stem
        if key not in held or (one.kind == MOTIF != held[key].kind):
            held[key] = one
    return list(held.values())[:GALLERY]


def _whose(pictures: Sequence[Picture]) -> tuple[str, str] | None:
    """Return credit and licence of all pictures, None where they are not the same for all."""
    said = {(one.credit, one.licence) for one in pictures}
    return said.pop() if len(said) == 1 else None


def _told(edition: Edition, one: Picture) -> dict[str, Any]:
    """Return what a page tells of a picture: the picture, and each file with its measures."""
    files = [
        {
            'href': f'../{file.path}',
            'what': f'{cards.MEDIA[file.media_type]} {file.width} × {file.height}',
            'size': locales.file_size(file.size, edition.language),
        }
        for file in one.files
    ]
    return {'picture': one, 'small': one.small, 'files': files}


def breakable(text: str) -> object:
    """Return an address or the name of a file as markup that may be broken behind its signs."""
    parts: list[str] = []
    for character in text:
        parts.append(str(environment.text(character)))
        if character in '.-_/@:':
            parts.append('<wbr>')
    return environment.as_it_is(''.join(parts))


def _assets(own: Mapping[str, Speech], source: Edition, seen: Look) -> list[Artifact]:
    """Return the pictures of the pages: their sign, the logos, the little posters."""
    found = {FAVICON: _favicon(source, seen)}
    for speech in own.values():
        if speech.cry:
            data = headline.little(speech.cry, seen)
            found[speech.poster] = _asset(speech.poster, 'image/svg+xml', data)
        if speech.logo:  # one for all languages, as a rule
            path = _path(speech.logo)
            found[path] = _asset(path, speech.logo.media_type, speech.logo.data)
    return list(found.values())


def _asset(path: str, media_type: str, data: bytes) -> Artifact:
    return Artifact(path, 'page-asset', '', '', None, '', media_type, data)


def _favicon(edition: Edition, seen: Look) -> Artifact:
    """Return the sign of the pages: who signed as an iris, where the campaign draws one."""
    own = seen.colours
    names = census.take(edition).strokes if 'iris' in seen.drawn else ()
    drawn = device.eye(names, own.ground, own.loud_on_ground, own.reverse)
    return _asset(FAVICON, 'image/svg+xml', drawn.encode())


def _path(logo: mark.Shown) -> str:
    return f'assets/logo-{hashlib.sha256(logo.data).hexdigest()[:8]}{logo.suffix}'


def _placed(logo: mark.Shown | None, up: str) -> dict[str, str | int] | None:
    """Return where a page finds the logo, and how large it stands in the mast, in CSS pixels."""
    if logo is None:
        return None
    return {'href': up + _path(logo), 'width': logo.width, 'height': logo.height}


def _own_name(code: str) -> str:
    """Return a language's name as its readers write it, with a capital where the script has any."""
    name = locales.language_name(code, code)
    return name[:1].upper() + name[1:]
