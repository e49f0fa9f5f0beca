"""A kit of the sample campaign as its pages see it: a few files, and the house's typefaces."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from letterpress.kit.artifact import Artifact
from letterpress.kit.room import events, pages, words
from letterpress.layout import manifest
from letterpress.manuscript import edition, reading
from letterpress.manuscript.model import Campaign
from letterpress.world.files import inside

PROJECT = Path(__file__).parents[3]
LAYOUTS = inside.read_house(PROJECT, 'layouts')
FONTS = inside.read_house(PROJECT, 'fonts')
SHOWN = manifest.discover(LAYOUTS)[0]

Made = dict[str, bytes]
Make = Callable[..., Made]


@pytest.fixture(scope='session')
def campaign() -> Campaign:
    found, findings = reading.read(inside.read_tree(PROJECT, 'content'))
    assert found is not None, findings
    return found


def files_of(language: str) -> list[Artifact]:
    """Return a few files of a language, each with bytes of its own."""

    def one(path: str, kind: str, media: str, paper: str = '', version: str = '') -> Artifact:
        return Artifact(path, kind, language, kind, 1, paper, media, path.encode(), False, version)

    pdf, own = 'application/pdf', f'{language}/'
    return [
        one(f'{own}letter.{language}.pdf', 'letter', pdf),
        one(f'{own}letter.{language}.html', 'letter-html', 'text/html'),
        one(f'{own}texts/press-release.{language}.pdf', 'press-release', pdf),
        one(f'{own}texts/press-release.{language}.txt', 'release-text', 'text/plain'),
        one(f'{own}posters/s-a3.{language}.pdf', 'suspects', pdf, 'a3', 'colour'),
        one(f'{own}posters/s-a4.{language}.home.pdf', 'suspects', pdf, 'a4', 'home'),
        one(f'{own}posters/s-a4.{language}.outline.pdf', 'suspects', pdf, 'a4', 'outline'),
        one(f'{own}posters/s-a3.{language}.print-shop.pdf', 'suspects', pdf, 'a3', 'print-shop'),
        one(f'press-kit.{language}.zip', 'zip', 'application/zip'),
        one(f'posters.{language}.zip', 'zip', 'application/zip'),
    ]


@pytest.fixture
def make(campaign: Campaign) -> Make:
    """Return what makes the pages of a campaign in some languages, by their paths."""

    def made(
        *languages: str, given: Campaign = campaign, draft: bool = False, fonts: bool = True
    ) -> Made:
        editions = {code: edition.edition(given, code) for code in languages}
        first = languages[0]
        given = replace(given, facts=replace(given.facts, source_language=first))
        roll = Artifact('signatories.csv', 'signatories', '', 'All', None, '', 'text/csv', b'all')
        files = [roll, *(one for code in languages for one in files_of(code))]
        files += events.files(
            events.listed(given),
            editions,
            words.worded(editions[first], SHOWN, LAYOUTS),
        )
        found = pages.press_room(
            given, editions, files, LAYOUTS, FONTS if fonts else {}, draft, (), SHOWN
        )
        return {one.path: one.data for one in found}

    return made
