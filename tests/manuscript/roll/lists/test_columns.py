"""What columns are taken for: headings and questions in many languages, cells under no heading."""

from __future__ import annotations

import pytest

from letterpress.manuscript.roll.lists import columns, vocabulary
from letterpress.manuscript.roll.lists.imports import Imported, read_any


def codes(found: Imported) -> list[str]:
    return [one.code for one in found.ambiguous]


@pytest.mark.parametrize(
    'heading, field',
    [
        ('What is the name of your organisation?', 'organisation'),
        ('Name of your association (required)', 'organisation'),
        ('Quel est le nom de votre association ?', 'organisation'),
        ('Veuillez indiquer le nom de votre organisation', 'organisation'),
        ('¿Cuál es el nombre de su organización?', 'organisation'),
        ('Wie heißt Ihre Organisation?', 'organisation'),
        ('Qual è il nome della vostra associazione?', 'organisation'),
        ('Ποιο είναι το όνομα της οργάνωσής σας;', 'organisation'),
        ('Как се казва организацията ви?', ''),
        ('Име на вашата организация', 'organisation'),
        ('ما هو اسم منظمتك؟', 'organisation'),
        ('Jak nazywa się Twoja organizacja?', 'organisation'),
        ('Qual é o nome da sua organização?', 'organisation'),
        ('Wat is de naam van uw organisatie?', 'organisation'),
        ('Your first name', 'given'),
        ('Please enter your last name', 'family'),
        ('Votre prénom', 'given'),
        ('Your full name', 'person'),
        ('First and last name *', 'person'),
        ('Bitte geben Sie Ihren Vornamen an', 'given'),
        ('Your e-mail address', 'email'),
        ('Votre adresse e-mail', 'email'),
        ('Indique su correo electrónico', ''),
        ('In which country are you based?', 'country'),
        ('Dans quel pays êtes-vous ?', ''),
        ('In welchem Land?', 'country'),
        ('Pays de l’organisation', 'country'),
        ('Website of your organisation', 'url'),
        ('Your role in the organisation', 'role'),
        ('Votre fonction', 'role'),
        ('Ihre Funktion', 'role'),
        ('Zawód / funkcja', 'role'),
        ('Your university or institution', 'affiliation'),
        ('Affiliation (optional)', 'affiliation'),
        ('Name of the contact person', ''),
        ('Name of your dog', ''),
        ('How did you hear of us?', ''),
        ('Organisation you work against', ''),
    ],
)
def test_a_question_is_known_by_its_words(heading, field):
    found = columns.taken([heading])[0]
    assert found.field == field


def test_every_field_of_the_vocabulary_is_one_of_the_roll():
    known = set(vocabulary.words().headings.values())
    assert known <= {*columns.FIELDS, 'program'}
    for language in ('en', 'fr', 'es', 'de', 'it', 'el', 'bg', 'ar', 'pl'):
        text = vocabulary.resources.files(vocabulary.__package__).joinpath('vocabulary.toml')
        data = vocabulary.tomllib.loads(text.read_text(encoding='utf-8'))
        fields = {name for name, languages in data['headings'].items() if language in languages}
        assert {'name', 'organisation', 'given', 'family', 'country', 'email', 'role'} <= fields


def test_columns_that_are_let_go_are_named():
    found = read_any(b'Organisation,City,Shoe size\nAttac,Paris,42\n', 'list.csv')
    assert [(one.heading, str(one)) for one in found.columns] == [
        ('Organisation', 'organisation'),
        ('City', 'let go'),
        ('Shoe size', 'let go'),
    ]


def test_numbers_are_no_ids_of_the_roll():
    found = read_any(b'id,Organisation\n1,Attac\n2,FDN\n', 'list.csv')
    assert [one.id for one in found.entries] == ['', ''] and codes(found) == []


@pytest.mark.parametrize(
    'state, public',
    [
        ('subscribed', True),
        ('confirmed', True),
        ('', True),
        ('unsubscribed', False),
        ('withdrawn', False),
        ('pending', False),
        ('deleted', False),
        ('spam complaint', False),
        ('révoqué', False),
        ('anonymised', False),
    ],
)
def test_a_signature_that_does_not_stand_stays_private(state, public):
    text = f'Organisation,Status\nAttac,confirmed\nFDN,{state}\n'
    found = read_any(text.encode(), 'list.csv')
    assert codes(found) == [] and found.entries[1].public is public
    text = 'Full name,Public,Withdrawn at\nAna Sol,yes,\nBea Luna,yes,2026-11-03\n'
    found = read_any(text.encode(), 'list.csv')
    assert [(one.public, one.confirmed) for one in found.entries] == [(True, True), (False, False)]


def test_a_state_of_something_else_is_let_go():
    found = read_any(b'Organisation,Status\nAttac,member\nFDN,guest\n', 'list.csv')
    assert [one.public for one in found.entries] == [True, True] and codes(found) == []


# ---- cells ----


def test_a_cell_under_no_heading_is_left_out_and_said():
    for row in ('FDN;FR;', 'FDN;FR'):
        text = f'Organisation;Country;\nAttac;FR;call them\n{row}\n'
        found = read_any(text.encode(), 'list.csv')
        assert len(found.entries) == 2 and codes(found) == ['LP222']
    text = 'Organisation;;Country\nAttac;call them;FR\nFDN;;FR\n'
    found = read_any(text.encode(), 'list.csv')
    assert [(one.name, one.country) for one in found.entries] == [('Attac', 'FR'), ('FDN', 'FR')]
    assert codes(found) == ['LP222'] and 'call them' in found.ambiguous[0].message


def test_answers_under_no_heading_are_asked_about():
    text = 'Full name;Public;;Town\nAna Sol;yes;no;Paris\nBea Luna;yes;yes;Lyon\n'
    found = read_any(text.encode(), 'list.csv')
    assert found.entries == () and 'LP244' in codes(found)
    assert '--let-go "#3"' in next(one for one in found.ambiguous if one.code == 'LP244').hint


@pytest.mark.parametrize(
    'name, meant',
    [('FÃ©dÃ©ration', 'Fédération'), ('PaweÅ‚', 'Paweł'), ('Soci\ufffdt\ufffd', '')],
)
def test_a_name_that_was_spoilt_is_a_question(name, meant):
    found = read_any(f'Organisation\nAttac\n{name}\n"Łódź, São Ângelo"\n'.encode(), 'list.csv')
    assert [one.name for one in found.entries] == ['Attac', 'Łódź, São Ângelo']
    assert codes(found) == ['LP221'] and meant in found.ambiguous[0].message


def test_many_bad_cells_of_a_column_are_said_together():
    rows = ''.join(f'Org {n},{n}/11/2026\n' for n in range(1, 31))
    found = read_any(f'Organisation,Date\n{rows}'.encode(), 'list.csv')
    assert len(found.entries) == 30 and len(codes(found)) == 6
    assert any('25 more cells of the column joined' in one.message for one in found.ambiguous)
