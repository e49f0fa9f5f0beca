"""The census: who signed, in numbers and names, in every language; what a long roll asks for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fixtures.tiny import files, tiny
from letterpress.findings import Rejected
from letterpress.manuscript import census, reading
from letterpress.manuscript.edition import edition
from letterpress.manuscript.model import Counts, PublicSignatory
from letterpress.manuscript.text import phrases


def signed(organisations: int, persons: int, language: str = 'en', unnamed: int = 0, **facts):
    """Return an edition with so many signatories; of the persons `unnamed` are not public."""
    people = tuple(
        PublicSignatory(f'o{n}', f'Choir {n}', 'organisation') for n in range(organisations)
    ) + tuple(PublicSignatory(f'p{n}', f'Ana {n}', 'person') for n in range(persons - unnamed))
    said = tiny('en')
    return replace(
        said,
        language=language,
        signatories=people,
        counts=Counts(organisations, persons, 0, unnamed),
        phrases={**phrases.common(language), **(said.phrases if language == 'en' else {})},
        facts=replace(said.facts, **facts),
    )


def words(text: str) -> str:
    return text.replace('\u00a0', ' ')


SAID = {
    'en': (
        '1 organisation and 1 person',
        '147 organisations and 90 persons',
        '2 organisations',
        '1 person',
    ),
    'fr': (
        '1 organisation et 1 personne',
        '147 organisations et 90 personnes',
        '2 organisations',
        '1 personne',
    ),
    'es': (
        '1 organización y 1 persona',
        '147 organizaciones y 90 personas',
        '2 organizaciones',
        '1 persona',
    ),
    'de': (
        '1 Organisation und 1 Person',
        '147 Organisationen und 90 Personen',
        '2 Organisationen',
        '1 Person',
    ),
    'it': (
        '1 organizzazione e 1 persona',
        '147 organizzazioni e 90 persone',
        '2 organizzazioni',
        '1 persona',
    ),
    'el': (
        '1 οργάνωση και 1 πρόσωπο',
        '147 οργανώσεις και 90 πρόσωπα',
        '2 οργανώσεις',
        '1 πρόσωπο',
    ),
    'bg': ('1 организация и 1 лице', '147 организации и 90 лица', '2 организации', '1 лице'),
    'ar': ('منظمة واحدة وشخص واحد', '١٤٧ منظمة و٩٠ شخصًا', 'منظمتان', 'شخص واحد'),
}


@pytest.mark.parametrize('language', SAID)
def test_who_signed_is_said_with_the_plurals_of_the_language(language):
    said = [census.take(signed(*mix, language)).who for mix in ((1, 1), (147, 90), (2, 0), (0, 1))]
    assert [words(one) for one in said] == list(SAID[language])


def test_arabic_has_six_forms():
    said = [census.take(signed(n, n + 1, 'ar')).who for n in (1, 2, 3, 11, 100)]
    assert said == [
        'منظمة واحدة وشخصان',
        'منظمتان و٣ أشخاص',
        '٣ منظمات و٤ أشخاص',
        '١١ منظمة و١٢ شخصًا',
        '١٠٠ منظمة و١٠١ شخص',
    ]


def test_every_phrase_of_every_shipped_language_is_whole():
    for language in SAID:
        assert set(phrases.common(language)) == set(phrases.common_keys())
        for key, value in phrases.common(language).items():
            assert not list(phrases.check(value, key, None, language)), (language, key)
            assert {
                name for text in phrases.texts(value) for name in phrases.placeholders(text)
            } == {
                name
                for text in phrases.texts(phrases.common('en')[key])
                for name in phrases.placeholders(text)
            }


def test_the_letter_names_all_organisations_first():
    taken = census.take(signed(2, 3))
    assert [(group.said, len(group.names)) for group in taken.listed] == [
        ('2 organisations', 2),
        ('3 persons', 3),
    ]
    assert taken.count == 5 and taken.both and not taken.elsewhere and not taken.some


def test_who_is_not_named_here_is_said_to_stand_elsewhere():
    said = signed(2, 3, letter_names='organisations')
    taken = census.take(said, census.in_letter(said.facts))
    assert [group.kind for group in taken.listed] == [
        'organisation'
    ] and taken.some == '2 organisations'
    assert (
        taken.count == 5
        and taken.elsewhere.startswith('3 persons: ')
        and 'night-trains.internal' in taken.elsewhere
    )
    alone = signed(0, 3, letter_names='organisations')
    assert not census.take(alone, census.in_letter(alone.facts)).listed, (
        'nobody is named against the campaign’s word'
    )
    only = signed(3, 0, letter_names='organisations')
    assert not census.take(only, census.in_letter(only.facts)).elsewhere


def test_who_is_not_public_is_counted_and_said_not_to_be_named():
    taken = census.take(signed(1, 3, unnamed=2))
    assert (
        taken.who == '1 organisation and 3 persons'
        and taken.groups[1].unnamed == 'Name not published: 2 persons'
    )
    assert taken.strokes == ('Choir 0', 'Ana 0', '', '')
    assert taken.groups[0].unnamed == ''


def test_nobody_is_said_to_be_named_elsewhere_who_is_not():
    taken = census.take(signed(1, 5, unnamed=2), ('organisation',))
    assert taken.elsewhere.startswith('3 persons: ') and taken.elsewhere.endswith(
        '. Name not published: 2 persons'
    )
    assert (
        census.take(signed(1, 2, unnamed=2), ('organisation',)).elsewhere
        == 'Name not published: 2 persons'
    )


def test_a_kind_of_which_nobody_is_public_is_a_kind_all_the_same():
    taken = census.take(signed(1, 2, unnamed=2))
    assert taken.both and taken.groups[1].names == () and taken.groups[1].unnamed


# ---- campaign.yaml -------------------------------------------------------------------------------


def roll(organisations: int, persons: int, public: str = 'true') -> str:
    return ''.join(
        f'- {{id: o{n}, name: Choir {n}, kind: organisation}}\n' for n in range(organisations)
    ) + ''.join(
        f'- {{id: p{n}, name: Ana Oak{n}, kind: person, public: {public}}}\n'
        for n in range(persons)
    )


def campaign(text: str, names: str = '', release: bool = False):
    plain = files()['content/campaign.yaml'].decode()
    said = plain + (f'letter_names: {names}\n' if names else '')
    found, findings = reading.read(files(signatories_yaml=text, campaign_yaml=said), release)
    return found, [one for one in findings if one.code in ('LP183', 'LP184', 'LP161', 'LP124')]


def test_a_thousand_names_ask_nothing_and_one_more_asks_for_a_decision():
    assert not campaign(roll(200, 800))[1]
    found, said = campaign(roll(201, 800))
    assert found is not None and [(one.code, one.severity) for one in said] == [
        ('LP183', 'warning')
    ]
    assert '1001' in said[0].message and 'letter_names: organisations' in said[0].hint
    found, said = campaign(roll(201, 800), release=True)
    assert found is None and [(one.code, one.severity) for one in said] == [('LP184', 'error')]
    for decided in ('all', 'organisations'):
        assert not campaign(roll(201, 800), decided)[1]
        assert not campaign(roll(201, 800), decided, release=True)[1]


def test_who_is_not_public_asks_for_no_decision():
    assert not campaign(roll(200, 900, 'false'))[1]


def test_an_unknown_word_is_refused():
    _, said = campaign(roll(1, 1), 'persons')
    assert [one.code for one in said] == ['LP124'] and 'organisations' in said[0].hint


def test_copies_carry_no_list_of_more_than_a_thousand_names():
    found, _ = campaign(roll(201, 800), 'all')
    assert census.in_copies(edition(found, 'en')) == () and census.in_letter(found.facts) == (
        'organisation',
        'person',
    )
    found, _ = campaign(roll(200, 800))
    assert census.in_copies(edition(found, 'en')) == ('organisation', 'person')
    found, _ = campaign(roll(200, 800), 'organisations')
    assert census.in_copies(edition(found, 'en')) == ('organisation',)


def test_a_language_that_does_not_ship_says_what_it_lacks():
    found, _ = campaign(roll(2, 2))
    polish = replace(found, phrases={'pl': {'letter.subject': 'Dotyczy'}})
    assert {one.message for one in census.lacking(polish)} == {
        'the phrase filing.organisations is missing',
        'the phrase filing.persons is missing',
    }
    assert {one.place.path for one in census.lacking(polish)} == {'content/phrases/pl.yaml'}
    many, _ = campaign(roll(500, 501), 'all')
    many = replace(many, phrases=polish.phrases)
    assert 'the phrase seal.device_many is missing' in {one.message for one in census.lacking(many)}
    kept = replace(polish, facts=replace(found.facts, letter_names='organisations'))
    assert 'the phrase roll.elsewhere is missing' in {one.message for one in census.lacking(kept)}


def test_a_text_says_who_signed():
    given = files(
        signatories_yaml=roll(2, 1),
        press__en__notes_md=(
            '- {who} signed: {organisations} and {persons}, {signatories} in all.\n'
        ),
        press__fr__notes_md=(
            '- {who} ont signé : {organisations} et {persons}, {signatories} en tout.\n'
        ),
    )
    found, findings = reading.read(given)
    assert found is not None, findings
    assert (
        edition(found, 'en').release.notes[0].text
        == '2 organisations and 1 person signed: 2 and 1, 3 in all.'
    )
    assert (
        words(edition(found, 'fr').release.notes[0].text)
        == '2 organisations et 1 personne ont signé : 2 et 1, 3 en tout.'
    )


def test_a_phrase_says_who_signed():
    said = signed(2, 1)
    assert (
        phrases.say(
            replace(said, phrases={**said.phrases, 'poster.line': 'signed by {who}'}),
            'poster.line',
            count=3,
        )
        == 'signed by 2 organisations and 1 person'
    )
    with pytest.raises(Rejected):
        phrases.say(
            replace(said, phrases={'poster.line': 'signed by {who}'}), 'poster.line', count=3
        )


@pytest.mark.parametrize(
    ('mix', 'text', 'codes'),
    [
        ((2, 1), '{signatories} organisations sign', ['LP185']),
        ((2, 1), '{signatories} persons sign', ['LP185']),
        ((2, 1), '{who} sign', []),
        ((2, 1), '{signatories} signatories', []),
        ((2, 1), '{organisations} organisations', []),
        ((2, 0), '{signatories} organisations sign', []),
        ((0, 2), '{signatories} organisations sign', ['LP185']),
        ((0, 2), '{signatories} persons sign', []),
    ],
)
def test_a_text_that_counts_persons_among_the_organisations_is_found(mix, text, codes):
    _, findings = reading.read(
        files(signatories_yaml=roll(*mix), press__en__notes_md=f'- {text}.\n')
    )
    assert [one.code for one in findings if one.code == 'LP185'] == codes
    assert all(
        one.place.line == 1 and one.severity == 'warning' for one in findings if one.code == 'LP185'
    )


def test_a_phrase_that_counts_persons_among_the_organisations_is_found_in_every_case_of_the_noun():
    found, _ = campaign(roll(2, 1))
    greek = replace(
        found,
        phrases={
            'el': {**phrases.common('el'), 'poster.line': 'με τις υπογραφές {count} οργανώσεων'}
        },
    )
    assert [one.code for one in census.misnamed(greek, {})] == ['LP185']
