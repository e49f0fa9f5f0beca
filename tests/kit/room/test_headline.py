"""Headlines as drawings: every line fills the measure, and what is drawn is what posters set."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from letterpress.kit.room import headline
from letterpress.layout.brand import look
from letterpress.manuscript import edition
from letterpress.manuscript.model import LocalText

from .conftest import FONTS

LANGUAGES = ('en', 'de', 'el', 'bg', 'ar')


def extent(data: str) -> tuple[int, int, int, int]:
    """Return the box of path data: of all points, those that bend a curve too."""
    x = y = 0
    xs, ys = [], []
    for letter, numbers in re.findall(r'([MhvlqcLz])([^MhvlqcLz]*)', data):
        values = [int(one) for one in re.findall(r'-?\d+', numbers)]
        if letter == 'M':
            x, y = values
        elif letter == 'h':
            x += values[0]
        elif letter == 'v':
            y += values[0]
        elif letter in 'lqc':
            for px, py in zip(values[::2], values[1::2], strict=True):
                xs.append(x + px)
                ys.append(y + py)
            x, y = x + values[-2], y + values[-1]
        if letter != 'z':
            xs.append(x)
            ys.append(y)
    return min(xs), min(ys), max(xs), max(ys)


def setter(language: str) -> headline.Setter:
    found = headline.setter(language, look.HOUSE, FONTS)
    assert found
    return found


@pytest.mark.parametrize('language', LANGUAGES)
def test_a_headline_fills_the_measure_and_stays_low(campaign, language: str) -> None:
    drawn = headline.demand(edition.edition(campaign, language), setter(language))
    assert drawn and drawn.loud and drawn.plain
    x0, y0, x1, y1 = extent(drawn.plain + drawn.loud)
    assert abs(x0) <= 3 and abs(x1 - headline.WIDE) <= 3
    assert abs(y0) <= 3 and abs(y1 - drawn.height) <= 3
    assert drawn.height <= headline.TALL * headline.WIDE


@pytest.mark.parametrize('language', LANGUAGES)
def test_a_campaign_without_posters_has_its_title_set_in_lines(campaign, language: str) -> None:
    said = replace(edition.edition(campaign, language), posters={})
    drawn = headline.demand(said, setter(language))
    assert drawn and not drawn.loud
    assert drawn.height <= headline.TALL * headline.WIDE
    if language == 'el':
        assert 'ΑΠΑΓΟΡΕΥΣΤΕ' in drawn.words


@pytest.mark.parametrize('words', [['NO'], ['NO', '*TO*', 'IT'], ['A', 'B', 'C', 'D', 'E', 'F']])
def test_short_lines_are_no_taller_than_the_head_of_a_page(campaign, words: list[str]) -> None:
    said = replace(edition.edition(campaign, 'en'), posters={'broadside': {'headline': words}})
    drawn = headline.demand(said, setter('en'))
    assert drawn and drawn.height <= headline.TALL * headline.WIDE


def test_what_stands_between_stars_is_drawn_apart(campaign) -> None:
    english = edition.edition(campaign, 'en')
    both = replace(english, posters={'broadside': {'headline': ['*BAN* IT']}})
    none = replace(english, posters={'broadside': {'headline': ['BAN IT']}})
    starred, plain = (headline.demand(one, setter('en')) for one in (both, none))
    assert starred and plain and not plain.loud
    assert starred.loud.count('M') + starred.plain.count('M') == plain.plain.count('M')
    assert extent(starred.loud)[2] < extent(starred.plain)[0]


def test_in_arabic_the_first_word_stands_at_the_right(campaign) -> None:
    arabic = replace(
        edition.edition(campaign, 'ar'), posters={'broadside': {'headline': ['*لا* للتعرف']}}
    )
    drawn = headline.demand(arabic, setter('ar'))
    assert drawn and extent(drawn.loud)[0] > extent(drawn.plain)[2] - 5


def test_a_letter_that_no_face_has_leaves_the_headline_to_the_browser(campaign) -> None:
    said = replace(edition.edition(campaign, 'en'), posters={'broadside': {'headline': ['全 BAN']}})
    assert headline.demand(said, setter('en')) is None
    title = LocalText('全')
    bare = replace(said, posters={}, facts=replace(said.facts, title=title))
    assert headline.demand(bare, setter('en')) is None


def test_a_little_poster_keeps_its_margin(campaign) -> None:
    for language in LANGUAGES:
        drawn = headline.cry(edition.edition(campaign, language), setter(language))
        assert drawn
        made = headline.little(drawn, look.HOUSE).decode()
        x, y = map(int, re.search(r'translate\((\d+) (\d+)\)', made).groups())
        assert x >= headline.MARGIN - 1 and y >= headline.MARGIN - 1
        assert f'fill="{look.HOUSE.colours.ground}"' in made
