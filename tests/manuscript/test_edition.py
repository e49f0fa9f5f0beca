"""An edition: one language's view, with counts filled in and nothing private."""

from dataclasses import fields, replace

import pytest

from fixtures.tiny import files, tiny
from letterpress.manuscript import reading
from letterpress.manuscript.edition import edition
from letterpress.manuscript.model import PublicSignatory


def test_an_edition_is_one_language_of_the_campaign():
    french = tiny('fr')
    assert (french.language, french.direction, french.source_language) == ('fr', 'ltr', 'en')
    assert french.letter.language == french.release.language == 'fr'
    assert french.phrases['letter.subject'] == 'Objet'
    assert french.posters['suspects']['headline'] == ('DORMIR', '*SUR* RAILS')
    assert french.counts.signatories == 2 and french.counts.by_kind['organisation'] == 2


def test_the_number_of_signatories_is_filled_in_everywhere_in_the_press_texts():
    french = tiny('fr')
    assert french.release.title == '2 groupes veulent dormir'
    assert french.release.about[0].text == 'Les passagers sont 2 groupes.'
    given = files(
        press__fr__notes_md='- *{signatories}* groupes.\n',
        posters__fr_yaml='suspects:\n  headline: ["{signatories}"]\n  demand: NON\n',
    )
    other = edition(reading.read(given)[0], 'fr')
    assert [(run.text, run.emphasis) for run in other.release.notes[0].runs] == [
        ('2', True),
        (' groupes.', False),
    ]
    assert other.posters['suspects']['headline'] == ('2',)


def test_the_number_stands_in_the_digits_of_the_language():
    campaign, _ = reading.read(files())
    arabic = replace(
        campaign,
        **{
            name: {**getattr(campaign, name), 'ar': getattr(campaign, name)['en']}
            for name in ('letters', 'phrases', 'posters', 'releases')
        },
    )
    said = edition(arabic, 'ar')
    assert said.direction == 'rtl' and said.release.title.startswith('٢ ')


def test_nobody_private_is_in_an_edition():
    roll = (
        '- {id: a, name: Aa, kind: person, public: true, private: {email: '
        'canary@night-trains.internal}}\n'
        '- {id: b, name: Bb, kind: person, public: false}\n'
        '- {id: c, name: Cc, kind: organisation, private: {note: canary}}\n'
    )
    campaign, findings = reading.read(files(signatories_yaml=roll))
    assert campaign is not None, findings
    said = edition(campaign, 'en')
    assert [one.name for one in said.signatories] == ['Aa', 'Cc'] and said.counts.signatories == 3
    assert all(type(one) is PublicSignatory for one in said.signatories)
    assert 'canary' not in repr(said) and 'canary' not in repr(
        [getattr(said, one.name) for one in fields(said)]
    )


def test_a_language_that_is_not_there_is_a_key_error():
    campaign, _ = reading.read(files())
    with pytest.raises(KeyError):
        edition(campaign, 'de')
