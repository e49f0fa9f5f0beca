"""A letter on its pages, and its roll, at the edges: nobody, one, a short roll's most, many."""

from __future__ import annotations

from typing import Any

import pytest

from fixtures.type import FlatRuler, house_files
from letterpress.findings import Rejected
from letterpress.layout import manifest
from letterpress.layout import measures as declared
from letterpress.layout.desk import letter, roll
from letterpress.layout.desk.compositor import LONG, Compositor
from letterpress.layout.faces import faces
from letterpress.layout.type.ink import Face
from letterpress.layout.typography import paragraph
from letterpress.manuscript.census import Group
from letterpress.manuscript.model import PublicSignatory

LETTER = next(one for one in manifest.discover(house_files())[0] if one.name == 'letter')
LANGUAGES = ['en', 'ar']


def compositor(language: str) -> Compositor:
    return Compositor(FlatRuler(), language, faces(language), '', 'layouts/letter/page.html')


def measures(language: str = 'en') -> Any:
    return declared.measures(LETTER.measures, language)


def group(count: int, unnamed: str = '', kind: str = 'person') -> Group:
    named = (
        PublicSignatory(f's-{n}', f'Name {n:05}', kind, initial='N') for n in range(1, count + 1)
    )
    return Group(kind, count, f'{count} persons', tuple(named), unnamed)


def made(*groups: Group, elsewhere: str = '', language: str = 'en') -> roll.Roll:
    headed = len(groups) > 1
    return roll.roll(compositor(language), measures(language), groups, elsewhere, headed, language)


@pytest.mark.parametrize('language', LANGUAGES)
def test_a_roll_of_nobody_has_no_page_but_says_what_there_is_to_say(language: str) -> None:
    assert made(language=language) == roll.Roll((), (), 0)
    assert made(elsewhere='The list is on the site', language=language) == roll.Roll((), (), 0)
    unnamed = made(group(0, '3 more'), elsewhere='on the site', language=language)
    assert unnamed == roll.Roll((), (('3 more', 'on the site'),), 0)
    assert not unnamed.brief and not unnamed.marked


@pytest.mark.parametrize('language', LANGUAGES)
@pytest.mark.parametrize(
    ('count', 'brief', 'marked'),
    [
        (1, True, False),
        (roll.BRIEF, True, False),
        (roll.BRIEF + 1, False, False),
        (roll.MARKED, False, False),
        (roll.MARKED + 1, False, True),
        (400, False, True),
    ],
)
def test_a_roll_names_all_and_knows_how_long_it_is(
    count: int, brief: bool, marked: bool, language: str
) -> None:
    found = made(group(count), language=language)
    names = [
        name
        for page in found.pages
        for part in page
        for column in part.columns
        for lines in column
        for name in lines.names
    ]
    assert names == [one.name for one in group(count).names] and found.names == count
    assert (found.brief, found.marked) == (brief, marked)
    deepest = measures()['column_lines']
    assert all(part.lines <= deepest for page in found.pages for part in page)


@pytest.mark.parametrize('language', LANGUAGES)
def test_a_roll_from_a_thousand_on_is_left_to_the_press(language: str) -> None:
    type = compositor(language)
    found = roll.roll(type, measures(language), [group(LONG)], '', False, language)
    assert found.names == LONG and found.marked and not found.brief
    places = [part.place for page in found.pages for part in page]
    assert len(set(places)) == len(places) == len(found.pages)


def test_where_all_others_stand_is_said_below_the_last_kind_only() -> None:
    found = made(group(2, '1 more', 'organisation'), group(3), elsewhere='The list: a.org')
    assert found.below == (('1 more',), ('The list: a.org',))
    assert found.names == 5 and found.brief


def test_what_stands_below_takes_lines_from_the_names() -> None:
    """As many names as a page holds need a second one when something must stand below them."""
    full = measures()['column_lines'] * measures()['columns']
    count = next(n for n in range(full, 0, -1) if len(made(group(n)).pages) == 1)
    assert len(made(group(count, 'and so on')).pages) == 2


# ---- the annex -----------------------------------------------------------------------------------


PACKET = {
    'annex_line': 4.5,
    'request_room': 20,
    'request_lead': 9,
    'request_edge': 5,
    'annex_name': 9,
    'annex_width': 60,
    'name_hang': 4,
    'columns': 2,
    'column_lines': 20,
    'kind_lines': 2,
    'kind_gap': 2,
    'unnamed_lines': 2,
}


@pytest.mark.parametrize(('lines', 'given'), [(1, 0), (2, 1), (3, 3)])
def test_names_give_way_to_a_long_request_line_by_line(lines: int, given: int) -> None:
    """9 mm a line and 5 around them, where there are 20: two lines lack 3 mm, three lack 12."""
    type = compositor('en')
    request = type.rows(['we ask'] * lines, Face('Book'), 100, 20)
    full = 2 * (20 - given)
    annexes = [
        roll.annex(type, PACKET, [group(count)], request, False, 'en') for count in (full, full + 1)
    ]
    assert [len(annex.leaves) for annex in annexes] == [1, 2]
    assert {annex.head for annex in annexes} == {20 + given * 4.5}


# ---- the letter and its seal ---------------------------------------------------------------------


@pytest.mark.parametrize('language', LANGUAGES)
@pytest.mark.parametrize('words', [0, 1, 300, 4000])
def test_a_letter_is_set_in_a_size_of_its_layout_with_or_without_a_call(
    words: int, language: str
) -> None:
    m, type = measures(language), compositor(language)
    text, said = paragraph('word ' * words), paragraph('Yours')
    call = type.title('A ban now', Face('Book'), 160, 20)
    called = letter.pages(type, m, text, said, said, said, call, 20)
    plain = letter.pages(type, m, text, said, said, said, None, 20)
    assert called.size in m['body'] and plain.size in m['body']
    assert called.call > 0 and called.call % m['grid'] == pytest.approx(0)
    assert plain.call == -m['grid'], 'what is free above a call is not there without one'
    assert called.rest == plain.rest == 0, 'a letter without notes ends on its last page'


@pytest.mark.parametrize('language', LANGUAGES)
def test_the_words_of_a_seal_shrink_and_an_unsaid_one_keeps_its_room(language: str) -> None:
    m, type, face = measures(language), compositor(language), Face('Book')
    what, short, long = paragraph('What'), paragraph('said'), paragraph('said ' * 60)
    terms = ('By', 'Verified in a very long term')
    roomy = letter.seal_words(type, m, what, [(terms[0], short)], 'Text', face)
    drafted = letter.seal_words(type, m, what, [(terms[0], short), (terms[1], '')], 'Text', face)
    assert (roomy.size, roomy.lead) == m['seal_steps'][0] == (drafted.size, drafted.lead)
    assert drafted.indent == type.longest(terms[1:], face, m['term']) + m['term_gap']
    assert drafted.indent > roomy.indent
    with pytest.raises(Rejected) as caught:
        letter.seal_words(type, m, what, [(terms[0], long * 9)], 'Text', face)
    assert caught.value.findings[0].code == 'LP328'
