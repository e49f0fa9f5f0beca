"""Parity of a translation with its source: what can be compared without knowing the language."""

from dataclasses import replace

import pytest

from letterpress.findings import Place
from letterpress.manuscript.model import Letter
from letterpress.manuscript.text import parity, prose

SOURCE = 'Since 2012, *PARAFE* gates scan 10,000 faces.\n\nBan **it**: *now* and *always*.'


def letter(markdown, language='de', status='unofficial', source_hash='', title='Titel'):
    found, wrong = prose.blocks(markdown, f'content/letter/{language}.md', 6)
    assert wrong == ()
    return Letter(
        language,
        title,
        status,
        '',
        source_hash,
        (),
        found,
        prose.letter_hash(found),
        Place('letter', 1),
    )


EN = letter(SOURCE, 'en', 'source')


def codes(markdown, names=(), foreign=(), release=False, source=EN, **changes):
    translation = replace(letter(markdown, source_hash=source.hash), **changes)
    return [
        (one.code, one.place.line)
        for one in parity.letter(translation, source, names, foreign, release)
    ]


GOOD = 'Seit 2012 erfasst *PARAFE* 10.000 Gesichter.\n\nVerbietet **das**: *jetzt* und *immer*.'


def test_a_faithful_translation_has_no_finding():
    assert codes(GOOD, ['PARAFE'], ['PARAFE']) == []
    assert codes(GOOD, None) == []


@pytest.mark.parametrize(
    'markdown, expected',
    [
        (GOOD.replace('\n\n', '\n'), [('LP165', 1)]),
        (GOOD + '\n\nMehr.', [('LP165', 1)]),
        (GOOD.replace('Verbietet', '> Verbietet'), [('LP165', 8)]),
        (GOOD.replace('*immer*', 'immer'), [('LP166', 8)]),
        (GOOD.replace('**das**', '*das*'), [('LP166', 8), ('LP166', 8)]),
        (GOOD.replace('2012', '2021'), [('LP167', 6)]),
        (GOOD.replace('10.000', '10.00'), [('LP167', 6)]),
        (GOOD.replace('10.000', 'zehntausend'), [('LP168', 6)]),
        (GOOD.replace('jetzt', 'seit 3 Jahren'), [('LP168', 8)]),
        (GOOD.replace('PARAFE', 'Parafe'), [('LP169', 1)]),
    ],
)
def test_each_departure_is_found_in_its_paragraph(markdown, expected):
    assert codes(markdown, ['PARAFE']) == expected


def test_names_may_stand_in_the_title():
    assert codes(GOOD.replace('PARAFE', 'Parafe'), ['PARAFE'], title='PARAFE!') == []


def test_words_in_capitals_are_guessed_to_be_names_only_where_none_are_declared():
    assert codes(GOOD.replace('PARAFE', 'Parafe'), None) == [('LP178', 1)]
    assert codes(GOOD.replace('PARAFE', 'Parafe'), []) == []
    assert parity.capitals(letter('The UN, the NATO, PARAFE and *PARAFE* 12345 Ελλάς ΕΛΛΗΝΕΣ')) == (
        'PARAFE',
        'ΕΛΛΗΝΕΣ',
    )


def test_foreign_words_must_survive_even_where_names_are_guessed():
    assert codes(GOOD, None, ['Traitement']) == [('LP169', 1)]


def test_a_stale_translation_is_a_warning_in_a_draft_and_an_error_in_a_release():
    assert codes(GOOD, source_hash='0' * 64) == codes(GOOD, source_hash='') == [('LP170', 1)]
    assert codes(GOOD, source_hash='0' * 64, release=True) == [('LP171', 1)]
    changed = letter(SOURCE.replace('gates', 'doors'), 'en', 'source')
    assert codes(GOOD, source=changed, source_hash=EN.hash) == [('LP170', 1)]
    assert codes(GOOD, source=changed, source_hash=changed.hash) == []


def test_a_translation_is_not_the_source():
    assert codes(GOOD, status='source') == [('LP175', 1)]


@pytest.mark.parametrize(
    'text, expected',
    [
        (
            "10,000 10.000 10 000 10\u202f000 10\u00a0000 10'000 10’000 10000 ١٠٬٠٠٠ ١٠٠٠٠ १०,०००",
            {'10000': 11},
        ),
        ('1,5 1.5 ١٫٥', {'15': 3}),
        ('2012 300', {'2012': 1, '300': 1}),
        ('in 2012, 300', {'2012': 1, '300': 1}),
        ('1.234.567,89', {'123456789': 1}),
        ('G7 and B2B', {'7': 1, '2': 1}),
        ('x² ½ Ⅻ', {}),
    ],
)
def test_numbers_are_compared_by_value_in_every_script(text, expected):
    assert parity.numbers(text) == expected


def test_arabic_indic_digits_equal_western_ones():
    arabic = 'منذ ٢٠١٢ *PARAFE* ١٠٬٠٠٠.\n\n**هذا** *الآن* *دائما*'
    assert codes(arabic) == []
    assert codes(arabic.replace('٢٠١٢', '٢٠٢١')) == [('LP167', 6)]


def test_times_may_be_written_with_another_sign():
    source = letter('At 9:30', 'en', 'source')
    assert codes('Um 9.30', source=source) == []


def test_emphasis_is_counted_by_stretches_not_by_runs():
    found, _ = prose.blocks('*a [b](https://c.org) d* e *f*', 'a.md', 1, [('b', 'fr')])
    assert parity.spans(found[0], 'emphasis') == 2 and len(found[0].runs) == 5


# ---- phrases and posters -------------------------------------------------------------------------


def compared(ours, theirs, language='fr'):
    places = {key: Place('content/phrases/fr.yaml', n, 1) for n, key in enumerate(ours, 1)}
    return [
        (one.code, one.place.line, one.message)
        for one in parity.phrase_file(ours, theirs, places, language)
    ]


def test_a_missing_phrase_is_one_finding_after_its_neighbour():
    assert compared({'a': 'x', 'c': 'x'}, {'a': 'x', 'b': 'x', 'c': 'x'}) == [
        ('LP161', 1, 'the phrase b is missing')
    ]
    assert compared({'c': 'x'}, {'a': 'x', 'c': 'x'}) == [('LP161', 1, 'the phrase a is missing')]


def test_a_misspelt_phrase_is_one_finding():
    assert [one[:2] for one in compared({'letter.subjet': 'x'}, {'letter.subject': 'x'})] == [
        ('LP162', 1)
    ]
    assert [one[:2] for one in compared({'zzz': 'x'}, {'letter.subject': 'x'})] == [
        ('LP162', 1),
        ('LP161', 1),
    ]


@pytest.mark.parametrize(
    'ours, theirs, language, expected',
    [
        ('{a} {b}', '{b} {a} {a}', 'fr', []),
        ('{a}', '{b}', 'fr', ['LP163']),
        ('x', '{b}', 'fr', ['LP163']),
        ({'one': 'un', 'other': '{count} mots'}, {'one': '{count}', 'other': '{count}'}, 'fr', []),
        ({'one': 'un', 'other': 'mots'}, {'one': '{count}', 'other': '{count}'}, 'fr', ['LP163']),
        ({'one': '{n}', 'other': '{count}'}, '{count}', 'fr', ['LP163']),
        ({'one': '{count}', 'other': '{count}'}, '{count} x', 'fr', []),
        ({'one': 'x', 'other': 'x'}, 'x', 'fr', ['LP173']),
        ('{count}', {'one': '{count}', 'other': '{count}'}, 'fr', ['LP173']),
        ('{count}', {'one': '{count}', 'other': '{count}'}, 'ja', []),
    ],
)
def test_placeholders_and_plurals_are_those_of_the_source(ours, theirs, language, expected):
    assert [one[0] for one in compared({'k': ours}, {'k': theirs}, language)] == expected


def test_posters_have_the_slots_of_the_source():
    source = {'wall': {'headline': ('A', 'B'), 'demand': 'C'}, 'sheet': {'headline': ('D',)}}
    places = {
        key: Place('p', n, 1)
        for n, key in enumerate(
            [
                ('wall',),
                ('wall', 'headline'),
                ('wall', 'demand'),
                ('wall', 'demandd'),
                ('sheet',),
                ('sheet', 'headline'),
                ('roof',),
            ],
            1,
        )
    }

    def found(ours):
        return [(one.code, one.place.line) for one in parity.posters(ours, source, places, 'p')]

    assert (
        found({'wall': {'headline': ('A',), 'demand': 'C'}, 'sheet': {'headline': ('D', 'E', 'F')}})
        == []
    )
    assert found({'wall': source['wall']}) == [('LP174', 0)]
    assert found({'wall': {'headline': ('A',)}, 'sheet': source['sheet']}) == [('LP174', 1)]
    assert found({'wall': {'headline': ('A',), 'demandd': 'C'}, 'sheet': source['sheet']}) == [
        ('LP174', 4)
    ]
    assert found({'wall': {'headline': 'A', 'demand': 'C'}, 'sheet': source['sheet']}) == [
        ('LP174', 2)
    ]
    assert found({**source, 'roof': {}}) == [('LP174', 7)]


def test_an_entry_has_the_number_of_the_source_or_a_dash_like_it():
    def blocks(text):
        return prose.blocks(text, 'a.md')[0]

    source = blocks('1. one\n2. two')
    for other, said in (
        (
            '- eins\n- zwei',
            'here stands a list entry, in the source a list entry with the number 1',
        ),
        ('2. eins\n3. zwei', 'here stands a list entry with the number 2'),
    ):
        found = [
            one
            for ours, theirs in zip(blocks(other), source, strict=True)
            for one in parity._block(ours, theirs)
        ]
        assert [one.code for one in found] == ['LP165', 'LP165'] and said in found[0].message
    assert not [
        one
        for ours, theirs in zip(blocks('1. eins\n2. zwei'), source, strict=True)
        for one in parity._block(ours, theirs)
    ]
