"""The kit of a build: what its languages said before is taken from the cache, and is the same."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from letterpress.build import bundling, project
from letterpress.build.bench import Bench
from letterpress.build.project import Project
from letterpress.finishing.keys import draft
from letterpress.kit import bundle

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope='module')
def read() -> Project:
    return project.read(project.gather(ROOT))


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(ROOT, draft.draft_key(), place=tmp_path)


def texts_of(bench: Bench, one: Project):
    [texts] = bundling.texts(bench, [one])
    return texts


@pytest.fixture
def made(monkeypatch) -> list[str]:
    """Give the languages whose texts are made, as they are made."""
    languages: list[str] = []
    ordinary = bundle.texts_of

    def counted(editions, *more, **named):
        languages.extend(editions)
        return ordinary(editions, *more, **named)

    monkeypatch.setattr(bundle, 'texts_of', counted)
    return languages


def test_texts_are_made_once_and_those_of_the_cache_are_the_same(read, bench, made) -> None:
    first = texts_of(bench, read)
    assert made == list(read.editions)
    assert texts_of(bench, read) == first and len(made) == len(read.editions)
    sources = read.sources
    assert first == bundle.texts_of(read.editions, sources.layouts, True, fonts=sources.fonts)


def test_only_the_language_that_says_something_else_is_made_again(read, bench, made) -> None:
    texts_of(bench, read)
    made.clear()
    german = read.editions['de']
    changed = replace(german, letter=replace(german.letter, title='Anders'))
    texts = texts_of(bench, replace(read, editions={**read.editions, 'de': changed}))
    assert made == ['de']
    assert [one.title for one in texts if one.kind == 'letter-text' and one.language == 'de'] == [
        'Anders'
    ]


@pytest.mark.parametrize('what', ['a layout', 'a typeface', 'the key'])
def test_another_layout_typeface_or_key_makes_all_of_them_again(read, bench, made, what) -> None:
    texts_of(bench, read)
    made.clear()
    if what == 'a layout':
        layouts = {**read.sources.layouts, 'layouts/twin/style.css': b'p { margin: 0 }'}
        read = replace(read, sources=replace(read.sources, layouts=layouts))
    elif what == 'a typeface':
        fonts = {**read.sources.fonts, 'fonts/README.md': b''}
        read = replace(read, sources=replace(read.sources, fonts=fonts))
    else:
        bench = replace(bench, signer=replace(bench.signer, draft=False))
    texts = texts_of(bench, read)
    assert made == list(read.editions)
    sources = read.sources
    assert texts == bundle.texts_of(
        read.editions, sources.layouts, what != 'the key', fonts=sources.fonts
    )


def test_a_zip_that_no_mailbox_takes_is_found(monkeypatch) -> None:
    monkeypatch.setattr(bundling, 'HEAVY', 1000)
    kit = {'press-kit.en.zip': b'x' * 1001, 'posters.en.zip': b'x' * 1000, 'en/a.pdf': b'x' * 2000}
    [found] = bundling.heavy(kit)
    assert (found.code, found.severity) == ('LP631', 'warning')
    assert found.place.path == 'build/kit/press-kit.en.zip'


def test_the_kit_has_a_note_for_the_print_shop_where_it_has_files_for_one(read, bench) -> None:
    notes = bundling._shop_notes(bench, read)
    assert [one.path for one in notes] == [
        f'{language}/posters/print-shop.{language}.txt' for language in read.editions
    ]
    assert 'PDF/X-4' in notes[0].data.decode() and notes[0].title
    facts = replace(read.campaign.facts, layouts=('letter',))
    # of what is a picture there is no file for a print shop
    english = next(note for note in notes if note.language == 'en').data.decode()
    assert re.findall(r'([A-Z0-9]+) \d+ × \d+', english) == ['A3', 'A2']
    without = replace(read, campaign=replace(read.campaign, facts=facts))
    assert bundling._shop_notes(bench, without) == []
