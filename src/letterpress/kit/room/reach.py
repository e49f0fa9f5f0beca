"""What a page says to machines once the kit has an address (campaign.yaml: site_url).

Search engines learn which pages say the same in other languages, who shares a page sends a picture
along, feed readers find a feed, and a server finds headers to send. Without an address there is
none of it: pages on a disk have no names by which others could find them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from html import escape
from typing import Any

from letterpress.kit.artifact import Artifact
from letterpress.kit.picture import SCREEN, Picture, Shown
from letterpress.layout import environment
from letterpress.manuscript.model import Edition
from letterpress.values import dataclass

FEED, HEADERS = 'feed.atom', '_headers'
CARD = 1200, 630  # pixels of the picture that goes with a page that is shared
DEFAULT = 'x-default'  # of hreflang: the page for who speaks none of the languages


@dataclass(frozen=True)
class Site:
    """The kit as it stands on the web."""

    url: str  # with a slash at its end
    source: str  # the language that the others are translations of
    editions: Mapping[str, Edition]
    pictures: Mapping[str, Sequence[Picture]]

    def page(self, language: str) -> str:
        """Return the address of the page of a language; '' is the door."""
        return f'{self.url}{language}/index.html' if language else f'{self.url}index.html'

    def head(self, edition: Edition, path: str) -> dict[str, Any]:
        """Return what stands in the head of the page at a path of the kit."""
        room = path == f'{edition.language}/index.html'
        card = self._card(edition.language)
        return {
            'canonical': self.url + path,
            'feed': self.url + FEED,
            'alternates': [
                *((code, self.page(code)) for code in self.editions),
                (DEFAULT, self.page('')),
            ]
            if room or path == 'index.html'
            else [],
            'locale': edition.language.replace('-', '_'),
            'card': card
            and {
                'href': self.url + card[1].path,
                'width': card[1].width,
                'height': card[1].height,
                'alt': card[0].alt,
            },
            'data': environment.as_it_is(self._article(edition)) if room else '',
        }

    def _card(self, language: str) -> tuple[Picture, Shown] | None:
        """Return the picture to share: the card of the usual shape, else the first of all."""
        found = [(one, file) for one in self.pictures.get(language, ()) for file in one.files]
        png = [pair for pair in found if pair[1].media_type == 'image/png'] or found
        cards = [
            pair
            for pair in png
            if pair[0].kind == SCREEN and (pair[1].width, pair[1].height) == CARD
        ]
        return next(iter(cards or png), None)

    def _article(self, edition: Edition) -> str:
        """Return the release as schema.org has it (NewsArticle), as JSON-LD."""
        language, facts = edition.language, edition.facts
        card = self._card(language)
        said: dict[str, Any] = {
            '@context': 'https://schema.org',
            '@type': 'NewsArticle',
            '@id': self.page(language),
            'url': self.page(language),
            'headline': edition.release.title,
            'description': edition.release.standfirst,
            'inLanguage': language,
            'datePublished': _moment(edition).isoformat(),
            'publisher': {
                '@type': 'Organization',
                'name': facts.publisher.name.to(language),
                'url': facts.publisher.url,
            },
        }
        if card:
            said['image'] = self.url + card[1].path
        if language != self.source:
            said['translationOfWork'] = self._work(self.source)
            if edition.letter.translator:
                said['translator'] = {'@type': 'Person', 'name': edition.letter.translator}
        elif others := [self._work(code) for code in self.editions if code != self.source]:
            said['workTranslation'] = others
        text = json.dumps(said, ensure_ascii=False, separators=(',', ':'))
        return text.replace('<', '\\u003c')

    def _work(self, language: str) -> dict[str, str]:
        return {'@type': 'NewsArticle', '@id': self.page(language), 'inLanguage': language}

    def files(self, held: bool, events: bool = False) -> list[Artifact]:
        """Return the feed and the headers.

        `held`: search engines are to stay away; `events`: there are files for calendars.
        """
        made = {
            FEED: ('application/atom+xml', self._feed()),
            HEADERS: ('text/plain', _headers(held, events)),
        }
        return [
            Artifact(path, 'page-asset', '', '', None, '', media, text.encode())
            for path, (media, text) in made.items()
        ]

    def _feed(self) -> str:
        """Return the feed of the kit (RFC 4287): an entry for each language."""
        source = self.editions[self.source]
        name = escape(source.facts.publisher.name.to(self.source))
        updated, url = _moment(source).isoformat(), escape(self.url)
        entries = ''.join(
            f'<entry xml:lang="{code}"><id>{escape(self.page(code))}</id>'
            f'<title>{escape(one.release.title)}</title>'
            f'<updated>{_moment(one).isoformat()}</updated>'
            f'<link rel="alternate" type="text/html" hreflang="{code}" '
            f'href="{escape(self.page(code))}"/>'
            f'<summary>{escape(one.release.standfirst)}</summary></entry>\n'
            for code, one in self.editions.items()
        )
        return (
            '<?xml version="1.0" encoding="utf-8"?>\n'
            f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{self.source}">\n'
            f'<id>{url}</id><title>{escape(source.facts.title.to(self.source))}</title>\n'
            f'<updated>{updated}</updated><author><name>{name}</name></author>\n'
            f'<link rel="self" type="application/atom+xml" href="{url}{FEED}"/>\n'
            f'<link rel="alternate" type="text/html" href="{escape(self.page(""))}"/>\n'
            f'{entries}</feed>\n'
        )


def _moment(edition: Edition) -> datetime:
    """Return from when on it may be told: the day of the edition."""
    return datetime.combine(edition.facts.date, time(), UTC)


def _headers(held: bool, events: bool) -> str:
    """Return a sample of headers, as several hosts read them (Netlify, Cloudflare Pages)."""
    calendars = '/*.ics\n  Content-Type: text/calendar; charset=utf-8\n' if events else ''
    robots = '  X-Robots-Tag: noindex\n' if held else ''
    return (
        '# Headers for the server that shows this folder; pages say the rest themselves.\n'
        '/*\n'
        '  X-Content-Type-Options: nosniff\n'
        '  Referrer-Policy: no-referrer\n'
        "  Content-Security-Policy: frame-ancestors 'none'\n"
        f'{robots}'
        '/*.txt\n  Content-Type: text/plain; charset=utf-8\n'
        '/*.csv\n  Content-Type: text/csv; charset=utf-8\n'
        f'{calendars}'
        '/*.atom\n  Content-Type: application/atom+xml; charset=utf-8\n'
    )
