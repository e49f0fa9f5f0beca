"""Phrases: filling, plurals, and the languages' own counting."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from fixtures.tiny import tiny
from letterpress.findings import Place, Rejected
from letterpress.manuscript import locales
from letterpress.manuscript.text import phrases


def edition(language, **texts):
    return replace(tiny('en'), language=language, phrases=MappingProxyType(texts))


def codes(value, language='en'):
    return [one.code for one in phrases.check(value, 'a.b', Place('x'), language)]


def test_a_phrase_is_filled_with_texts_and_localised_numbers():
    said = edition('fr', a='{place}, le {n} {n}')
    assert phrases.say(said, 'a', place='Paris', n=1234) == 'Paris, le 1\u202f234 1\u202f234'
    assert phrases.say(edition('ar', a='{count}'), 'a', count=81) == '٨١'


def test_what_is_filled_in_is_never_filled_again():
    assert phrases.say(edition('en', a='{x} {y}'), 'a', x='{y}', y='{x}') == '{y} {x}'
    assert (
        phrases.say(edition('en', a='{x}'), 'a', x='<b>{{7*7}}</b> %s \\1')
        == '<b>{{7*7}}</b> %s \\1'
    )


@pytest.mark.parametrize(
    'language, forms',
    [
        ('en', {1: 'one', 0: 'other', 2: 'other', 81: 'other'}),
        ('fr', {0: 'one', 1: 'one', 2: 'other'}),
        (
            'ar',
            {
                0: 'zero',
                1: 'one',
                2: 'two',
                3: 'few',
                11: 'many',
                81: 'many',
                100: 'other',
                103: 'few',
            },
        ),
    ],
)
def test_the_count_chooses_the_plural(language, forms):
    said = edition(
        language, a={name: name for name in ('zero', 'one', 'two', 'few', 'many', 'other')}
    )
    assert {count: phrases.say(said, 'a', count=count) for count in forms} == forms


def test_a_form_that_the_phrase_does_not_have_falls_back_on_other():
    assert (
        phrases.say(edition('fr', a={'one': 'un', 'other': 'autres'}), 'a', count=1_000_000)
        == 'autres'
    )


def test_an_unknown_phrase_is_refused_at_the_file_of_phrases():
    with pytest.raises(Rejected) as caught:
        phrases.say(edition('fr', **{'letter.subject': 'Objet'}), 'letter.subjet')
    (one,) = caught.value.findings
    assert (one.code, one.place.path) == (
        'LP161',
        'content/phrases/fr.yaml',
    ) and 'letter.subject?' in one.hint


@pytest.mark.parametrize('value', ['{count}', {'one': 'a', 'other': '{count}'}])
def test_a_value_that_the_layout_forgot_is_refused(value):
    with pytest.raises(Rejected) as caught:
        phrases.say(edition('fr', a=value), 'a', n=1)
    assert (
        caught.value.findings[0].code == 'LP179' and '{count}' in caught.value.findings[0].message
    )


def test_the_table_of_plural_forms_is_that_of_cldr():
    for language in locales.SUPPORTED:
        assert phrases.categories(language) == phrases.counted(language)
    assert phrases.categories('pl') == ('one', 'few', 'many', 'other')
    assert phrases.categories('ja') == ('other',)


def test_plural_forms_must_be_those_of_the_language():
    assert codes({'one': 'a', 'other': 'b'}) == []
    assert codes({'other': 'b'}) == ['LP164']
    assert codes({'one': 'a', 'few': 'c', 'other': 'b'}) == ['LP164']
    assert (
        codes({'one': 'a', 'many': 'c', 'other': 'b'}, 'fr') == []
    )  # whole millions: allowed, not asked for
    assert codes({'one': 'a', 'other': 'b'}, 'ar') == ['LP164']
    assert codes({'other': 'b'}, 'ja') == []


@pytest.mark.parametrize(
    'text, loose',
    [
        ('{a}', False),
        ('{a_1} b', False),
        ('{', True),
        ('}', True),
        ('{ a }', True),
        ('{}', True),
        ('{{a}}', True),
        ('{a.b}', True),
        ('{é}', True),
        ('a', False),
    ],
)
def test_loose_braces_are_found(text, loose):
    assert codes(text) == (['LP176'] if loose else [])
