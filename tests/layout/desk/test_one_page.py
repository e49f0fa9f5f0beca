"""One page: the first way that fits, as if every way had been laid out, in both directions."""

from __future__ import annotations

import random
from typing import Any

import pytest
from markupsafe import Markup

from fixtures.type import FlatRuler, house_files
from letterpress.layout import manifest
from letterpress.layout import measures as declared
from letterpress.layout.desk import one_page
from letterpress.layout.desk.compositor import Compositor
from letterpress.layout.faces import faces

RELEASE = next(one for one in manifest.discover(house_files())[0] if one.name == 'press-release')
SEEDS = range(80)


def compositor(language: str) -> Compositor:
    return Compositor(FlatRuler(), language, faces(language), '', 'layouts/press-release/page.html')


def measures(language: str) -> Any:
    return declared.measures(RELEASE.measures, language)


def text(chance: random.Random, paragraphs: int, words: int) -> Markup:
    """Return paragraphs of so many words each at most, of one letter to fourteen."""
    made = (
        ' '.join('x' * chance.randint(1, 14) for _ in range(chance.randint(1, words)))
        for _ in range(paragraphs)
    )
    return Markup('').join(Markup('<p>{}</p>').format(one) for one in made)


def copy(seed: int) -> one_page.Copy:
    """Return a release of any length, from a few words to more than a page."""
    chance = random.Random(seed)
    lead_in = text(chance, chance.randint(0, 2), 60)
    quotations = [text(chance, 1, 25) for _ in range(chance.randint(0, 2))]
    return one_page.Copy(
        head=chance.choice((10, 20, 30)),
        standfirst=text(chance, 1, 40),
        body=lead_in + text(chance, chance.randint(0, 6), 70),
        lead_in=lead_in,
        beside=chance.uniform(20, 60),
        quotations=quotations,
        last=chance.random() < 0.3,
        by=[chance.uniform(5, 15) for _ in quotations],
        about=text(chance, 1, 60),
        imprint=text(chance, 1, 10),
        notes=text(chance, chance.randint(0, 2), 40),
    )


def every_way(type: Compositor, m: Any, told: one_page.Copy) -> list[one_page.Page]:
    """Lay out every way there is."""
    parts = (m[name] for name in ('standfirst', 'foot', 'band', 'quotation', 'body'))
    return [one_page._set(type, m, told, *way) for way in zip(*parts, strict=True)]


@pytest.mark.parametrize('language', ['en', 'ar'])
def test_it_is_the_first_way_that_fits_or_the_last(language: str) -> None:
    m, found = measures(language), set()
    for seed in SEEDS:
        pages = every_way(compositor(language), m, copy(seed))
        fitting = [number for number, page in enumerate(pages) if page.fits]
        chosen = fitting[0] if fitting else len(pages) - 1
        assert one_page.one_page(compositor(language), m, copy(seed)) == pages[chosen], seed
        found.add((chosen, bool(fitting)))
    last = len(m['body']) - 1
    assert {(0, True), (last, False)} <= found and len(found) > 3, 'the copies say too little'


@pytest.mark.parametrize('language', ['en', 'ar'])
def test_a_way_that_is_not_laid_out_would_not_have_fitted(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    m, really, ruled_out = measures(language), one_page._set, 0
    for seed in SEEDS:
        pages = every_way(compositor(language), m, copy(seed))
        laid_out = []

        def watched(type: Any, *given: Any, seen: list[Any] = laid_out) -> one_page.Page:
            page = really(type, *given)
            if isinstance(type, Compositor):
                seen.append(page)
            return page

        with monkeypatch.context() as patch:
            patch.setattr(one_page, '_set', watched)
            made = one_page.one_page(compositor(language), m, copy(seed))
        left_out = [page for page in pages[: pages.index(made)] if page not in laid_out]
        assert not any(page.fits for page in left_out), seed
        ruled_out += len(left_out)
    assert ruled_out > len(SEEDS) // 4, 'hardly a way was ruled out'


@pytest.mark.parametrize('language', ['en', 'ar'])
def test_the_least_of_a_text_is_no_more_than_it_takes(language: str) -> None:
    type, sizes = compositor(language), [12, 11.5, 11, 10, 9, 8]
    for seed in SEEDS:
        markup = text(random.Random(seed), 3, 80)
        least = one_page._Least(type)
        least.learn([(markup, 120, (sizes[0], 5), '')])
        for size in sizes:
            assert least.lines(markup, 120, size, 5) <= type.lines(markup, 120, size, 5), seed
            assert least.tall(markup, 120, size, 4) == 4 * least.lines(markup, 120, size, 4)


def test_a_release_of_nothing_is_set_in_the_roomiest_way() -> None:
    m, nothing = measures('en'), Markup('')
    empty = one_page.Copy(0, nothing, nothing, nothing, 0, (), False, (), nothing, nothing, nothing)
    page = one_page.one_page(compositor('en'), m, empty)
    assert page.fits and page.quotations == ()
    assert (page.standfirst, page.foot) == (m['standfirst'][0], m['foot'][0])
    assert page.standfirst_height == 0 and page.text.height == 0


def test_a_quotation_is_as_high_as_its_speakers_name() -> None:
    m = measures('en')
    none, short = Markup(''), [Markup('<p>x</p>')] * 2
    told = one_page.Copy(0, none, none, none, 0, short, False, [60, 0], none, none, none)
    first, second = one_page.one_page(compositor('en'), m, told).quotations
    assert first.height == 60 > second.height == second.set.grid
