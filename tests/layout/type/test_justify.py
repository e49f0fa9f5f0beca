"""The lines of a note: chosen together, each held, none wider than the measure, no word lost."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixtures.type import FlatRuler
from letterpress.base.lengths import POINT
from letterpress.layout.faces import faces
from letterpress.layout.type import breaking, justify
from letterpress.layout.type.ink import Gauge
from letterpress.manuscript.model import Block, Run

SIZE = 10.0
LETTER = 0.5 * SIZE * POINT  # mm: how wide every character is
TEXT = (
    'Among them the file of criminal records, which was never meant for it, as the report of '
    'the supervisory authority found in the year 2019, and as nobody has denied since.'
)
ADDRESS = (
    'https://www.example.org/reports/2019/recognition-of-faces?chapter=criminal_records&page=12'
)


def lines(*runs: Run, letters: int = 40, language: str = 'en', indent: float = 0.0) -> list[str]:
    gauge = Gauge(FlatRuler(), language)
    made = justify.each_line(
        runs, gauge, faces(language), SIZE, (letters + 0.5) * LETTER / justify.SAFE, indent
    )
    return [str(line) for line in made]


def words(line: str) -> str:
    return unescape(re.sub('<[^>]+>', '', line))


def joined(made: list[str]) -> str:
    return ''.join(map(words, made)).replace('\u200b', '').replace('\u2060', '')


# ---- what every text can say ---------------------------------------------------------------------


def test_no_word_is_lost_and_no_line_is_wider_than_the_measure() -> None:
    made = lines(Run(TEXT))
    assert joined(made) == TEXT and len(made) > 3
    assert all(len(words(line).strip()) <= 40 for line in made)
    assert not made[0].startswith(' ') and all(line.startswith(' ') for line in made[1:])


def test_all_lines_but_the_last_are_held_together() -> None:
    made = lines(Run(TEXT))
    assert all(re.fullmatch(r' ?<span class="nb">.*</span>', line) for line in made[:-1])
    assert 'class="nb"' not in made[-1]


def test_a_text_of_one_line_and_one_of_no_words() -> None:
    assert lines(Run('A note.')) == ['A note.']
    assert lines(Run('')) == []


def test_the_first_line_makes_room_for_what_stands_before_it() -> None:
    made = lines(Run(TEXT), indent=20 * LETTER)
    assert len(words(made[0])) <= 20 < max(len(words(line)) for line in made[1:])
    assert joined(made) == TEXT


def test_the_last_line_is_no_runt_where_another_way_is_as_good() -> None:
    """First fit would leave “end.” alone: 4 of 40 letters."""
    text = 'one word after another word is set in it now end.'
    made = [words(line).strip() for line in lines(Run(text), letters=45)]
    assert len(made) == 2 and len(made[1]) >= 7


@given(
    st.lists(st.integers(1, 12), min_size=1, max_size=11),
    st.integers(12, 30),
    st.sampled_from([0.0, 3.0]),
)
def test_no_other_breaks_cost_less(sizes: list[int], measure: int, indent: float) -> None:
    given_words = [breaking.Word(float(size), 1.0) for size in sizes]
    cost = justify._costs(given_words, measure, indent)
    span = breaking.spans(given_words)

    def total(chosen: tuple[tuple[int, int], ...]) -> float:
        return sum(cost(first, last) for first, last in chosen)

    def fits(chosen: tuple[tuple[int, int], ...]) -> bool:
        return all(
            last - first == 1 or span(first, last) <= measure - (0 if first else indent)
            for first, last in chosen
        )

    count = len(sizes)
    ways = (
        tuple(zip((0, *cuts), (*cuts, count), strict=True))
        for some in range(count)
        for cuts in combinations(range(1, count), some)
    )
    made = justify._justified(given_words, measure, indent)
    assert fits(made)
    assert total(made) == pytest.approx(min(total(way) for way in ways if fits(way)))


# ---- long words ----------------------------------------------------------------------------------


def test_an_address_is_broken_after_its_signs_and_copied_whole() -> None:
    made = lines(Run(f'See {ADDRESS} and what it says.'))
    assert joined(made) == f'See {ADDRESS} and what it says.'
    assert all(len(words(line).strip(' \u200b')) <= 40 for line in made)
    broken = [words(a).rstrip() for a, b in pairwise(made) if b.startswith('\u200b')]
    assert broken and all(line[-1] in '/_?&=#@.:+' for line in broken if line[-1] != '-')
    assert all(line[-1] != '-' for line in broken), 'a hyphen at a line’s end is not the address’s'


def test_an_address_is_not_broken_where_another_way_is_nearly_as_good() -> None:
    """Five letters too short with eight blanks; where there are three it is broken."""
    text = 'a b c d e f g h i www.ab.org/cd nine ten'
    assert words(lines(Run(text), letters=22)[1]).strip() == 'www.ab.org/cd nine ten'
    text = 'abcde fgh ijk lmn www.ab.org/cd nine ten'
    assert words(lines(Run(text), letters=22)[0]).endswith(' www.')


def test_a_word_is_whole_where_it_fits_a_line() -> None:
    compound = 'Grenzkontrollschleusen-Verwaltungsbehörde'  # 41 letters
    made = lines(Run(f'Die {compound} sagt nein.'), letters=44)
    assert any(compound in words(line) for line in made)


def test_a_word_wider_than_the_measure_is_broken_anywhere_and_not_lost() -> None:
    made = lines(Run('x ' + 'y' * 130 + ' z'))
    assert joined(made) == 'x ' + 'y' * 130 + ' z'
    assert all(len(words(line).strip(' \u200b')) <= 40 for line in made)


def test_accents_stay_with_their_letters() -> None:
    made = lines(Run('e\u0301' * 60))
    assert not any(words(line).lstrip(' \u200b').startswith('\u0301') for line in made)
    assert joined(made) == 'e\u0301' * 60


# ---- what runs carry -----------------------------------------------------------------------------


def test_emphasis_goes_on_over_the_lines() -> None:
    made = lines(Run('Now '), Run(TEXT, emphasis=True), Run(' then.'))
    assert sum('<em>' in line for line in made) == len(made)
    assert all(line.count('<em>') == line.count('</em>') for line in made)
    assert joined(made) == f'Now {TEXT} then.'


def test_latin_words_in_arabic_are_measured_as_small_as_they_are_set() -> None:
    """At .84 of the size more of them fit a line."""
    latin = 'report ' * 12 + 'end'
    arabic = lines(Run(f'قال {latin}'), language='ar')
    own = lines(Run(f'ccc {latin}'))
    assert len(arabic) < len(own)
    assert [line.count('class="la"') for line in arabic] == [1] * len(arabic)


def test_a_note_in_a_note_is_measured_by_its_number() -> None:
    note = Block('note', (Run('Else.'),), number=12)
    made = lines(Run('said'), replace(Run(''), note=note), Run(' and done.'))
    assert '12' in words(made[0])
