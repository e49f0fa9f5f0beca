"""Addressees: the tables, the forms of address, and the edition that one of them gets."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from fixtures import tiny
from letterpress.manuscript import edition, reading
from letterpress.manuscript.filing import profiles, recipients
from letterpress.manuscript.filing import table as recipients_table
from letterpress.manuscript.model import Recipient
from letterpress.manuscript.yaml import tree
from letterpress.manuscript.yaml.shapes import Report

HEAD = ','.join(recipients_table.COLUMNS)
FORMS = """
deputy:
  call:
    unsaid: Madame la Députée, Monsieur le Député,
    Madame: Madame la Députée,
    Monsieur: Monsieur le Député,
  title: {unsaid: "Madame la Députée, Monsieur le Député /", Madame: Députée, Monsieur: Député}
  closing: Nous vous prions d’agréer, {call}, l’expression de notre haute considération.
minister:
  call:
    unsaid: "Madame, Monsieur,"
    Madame: "Madame la Ministre,"
    Monsieur: "Monsieur le Ministre,"
  closing: {unsaid: À vous., Madame: "À vous, {call}.", Monsieur: À lui.}
"""
SEAT = (
    'senat,{id},{civility},{{title}} de la 1re circonscription / de l’Ain,{name},Sénat / 75291 '
    'PARIS CEDEX 06,fr,fr,{rank},,,,,,'
)


def seat(id='a-1', civility='', name='', rank='deputy'):
    return SEAT.format(id=id, civility=civility, name=name, rank=rank)


def read(
    *rows, head=HEAD, forms=FORMS, languages=('en', 'fr'), path='content/recipients/seats.csv'
):
    report = Report()
    files = {path: '\n'.join([head, *rows, '']).encode(), 'content/forms/fr.yaml': forms.encode()}
    return recipients.read(files, languages, report), report.findings


def good(*rows, **options):
    found, wrong = read(*rows, **options)
    assert wrong == []
    return found


def test_a_seat_without_a_name_is_addressed_by_its_office():
    (one,) = good(seat())
    assert one.lines == (
        'Madame la Députée, Monsieur le Député',
        'de la 1re circonscription',
        'de l’Ain',
        'Sénat',
        '75291 PARIS CEDEX 06',
    )
    assert one.salutation == 'Madame la Députée, Monsieur le Député,'
    assert one.closing == (
        'Nous vous prions d’agréer, Madame la Députée, Monsieur le Député, l’expression de notre '
        'haute considération.'
    )
    assert (one.delivery, one.place.line, one.place.path) == (
        'post',
        2,
        'content/recipients/seats.csv',
    )


@pytest.mark.parametrize(
    'civility, title, call',
    [('Madame', 'Députée', 'Madame la Députée'), ('Monsieur', 'Député', 'Monsieur le Député')],
)
def test_a_name_brings_the_feminine_or_masculine_form(civility, title, call):
    (one,) = good(seat(civility=civility, name='Claude Ici'))
    assert one.lines[:2] == (f'{civility} Claude Ici', f'{title} de la 1re circonscription')
    assert one.office == f'{title} de la 1re circonscription de l’Ain'
    assert one.salutation == f'{call},' and f'agréer, {call}, l’' in one.closing


def test_the_closing_may_differ_by_civility_and_repeats_the_call():
    one, two = good(
        'gouvernement,a,,Ministère,,Paris,fr,fr,minister,,,,,,',
        'gouvernement,b,Madame,Ministère,,Paris,fr,fr,minister,,,,,,',
    )
    assert (one.closing, two.closing) == ('À vous.', 'À vous, Madame la Ministre.')


def test_what_the_row_says_goes_before_the_rule():
    (one,) = good('senat,a,Madame,Bureau,,Paris,fr,fr,deputy,"Madame la Doyenne,",,,,,')
    assert one.salutation == 'Madame la Doyenne,' and 'agréer, Madame la Doyenne, l’' in one.closing
    (two,) = good('senat,a,,Bureau,,Paris,fr,en,,Dear all:,"Yours, {call}.",,,,', forms='')
    assert (two.salutation, two.closing, two.lines_language) == (
        'Dear all:',
        'Yours, Dear all.',
        'fr',
    )


def test_a_table_may_be_separated_by_semicolons_and_hold_line_breaks_in_cells():
    rows = (
        'senat;a;;Bureau;;Rue, 1 / Paris;fr;fr;deputy;;;;;;',
        'senat;b;;Bureau;;"Rue, 2 /',
        'Paris";fr;fr;deputy;;;;;;',
        'senat;c;;Bureau;;Paris;fr;fr;deputy',
    )
    one, two, three = good(*rows, head=HEAD.replace(',', ';'))
    assert one.lines == ('Bureau', 'Rue, 1', 'Paris') and two.lines == ('Bureau', 'Rue, 2', 'Paris')
    assert (two.place.line, three.place.line) == (3, 5)


def test_a_project_without_addressees_needs_nothing():
    report = Report()
    assert recipients.read({}, ('en',), report) == () and report.findings == []


def test_the_campaign_holds_them_and_an_edition_is_addressed_to_one():
    files = tiny.files() | {
        'content/recipients/seats.csv': f'{HEAD}\n{seat()}\n'.encode(),
        'content/forms/fr.yaml': FORMS.encode(),
    }
    campaign, findings = reading.read(files)
    assert findings == () and campaign is not None
    (one,) = campaign.recipients
    plain = edition.edition(campaign, 'fr')
    addressed = edition.addressed(plain, one)
    assert addressed.facts.addressee == one.lines and addressed.facts.addressee_language == 'fr'
    assert addressed.phrases['letter.salutation'] == one.salutation
    assert addressed.phrases['letter.closing'] == one.closing
    assert (
        plain.facts.addressee == ('La directrice de la gare',) and addressed.letter is plain.letter
    )


# ---- what is wrong ----

PLAIN = 'senat,a,,Bureau,,Paris,fr,fr,deputy,,,,,,'


@pytest.mark.parametrize(
    'row, code, line, said',
    [
        ('senat,a,,"Bureau,,Paris', 'LP250', 2, 'quotation mark'),
        (PLAIN + 'x,y', 'LP250', 2, '16 cells'),
        (PLAIN.replace('Paris', ''), 'LP252', 2, 'address'),
        ('senat,,,Bureau,,Paris,fr,fr,deputy,,,,,,', 'LP252', 2, 'id'),
        (PLAIN + '\n' + PLAIN, 'LP253', 3, 'line 2'),
        (PLAIN.replace('Paris', ' / '.join('abcdefgh')), 'LP254', 2, '9 lines'),
        (PLAIN.replace('senat', 'senate'), 'LP255', 2, 'senate'),
        ('senat,a,,Bureau,,Paris,fr,fr,deputy,,,dove,,,', 'LP256', 2, 'dove'),
        ('senat,a,,Bureau,,Paris,fr,fr,deputy,,,portal,,,', 'LP257', 2, 'portal'),
        ('senat,a,,Bureau,,Paris,fr,fr,deputy,,,email,,,', 'LP258', 2, 'email'),
        (PLAIN.replace('deputy', 'duke'), 'LP259', 2, 'duke in fr'),
        (PLAIN.replace('deputy', ''), 'LP259', 2, 'without a rank'),
        ('senat,a,,{title} de l’Ain,,Paris,fr,fr,minister,,,,,,', 'LP259', 2, 'no title'),
        ('senat,A b,,Bureau,,Paris,fr,fr,deputy,,,,,,', 'LP260', 2, 'A b'),
        ('senat,a,Mme,Bureau,,Paris,fr,fr,deputy,,,,,,', 'LP260', 2, 'Mme'),
        ('senat,a,,Bureau,,Paris,fr,de,deputy,,,,,,', 'LP260', 2, 'language de'),
        ('senat,a,,Bureau,,Paris,fr,fr,deputy,,,,not an address,,', 'LP260', 2, 'e-mail'),
        ('senat,a,,Bureau,,Paris,fr,fr,deputy,Madame {x},,,,,', 'LP261', 2, 'salutation'),
    ],
)
def test_each_mistake_is_found_at_its_line(row, code, line, said):
    _, findings = read(row)
    assert {one.code for one in findings} == {code}
    one = findings[0]
    assert one.place.line == line and one.place.path == 'content/recipients/seats.csv'
    assert said in one.message and one.hint


def test_a_column_that_is_not_known_is_one_mistake():
    findings = read(PLAIN, head=HEAD.replace('rank', 'rang'))[1]
    assert [(one.code, one.place.line) for one in findings] == [
        ('LP251', 1)
    ] and 'rank?' in findings[0].hint
    findings = read(PLAIN, head=HEAD.replace('office', 'name'))[1]
    assert [one.code for one in findings] == ['LP251'] and 'twice' in findings[0].message
    findings = read(
        PLAIN, head=HEAD.replace('address,', 'portal,').replace('email,portal', 'email,office')
    )[1]
    assert 'LP252' in {one.code for one in findings}


def test_a_misspelt_form_is_found_in_its_file():
    for forms, code in (
        (FORMS.replace('call:', 'cal:', 1), 'LP121'),
        (FORMS.replace('{call}', '{cal}', 1), 'LP261'),
        (FORMS.replace('Madame: Députée', 'Madame: "{call}"'), 'LP261'),
    ):
        found = read(seat(), forms=forms)[1]
        assert [(one.code, one.place.path) for one in found] == [(code, 'content/forms/fr.yaml')]


def test_another_body_is_one_with_a_table_of_its_own():
    (one,) = good(PLAIN.replace('senat', 'bundestag'), path='content/recipients/bundestag.csv')
    assert one.body == 'bundestag'
    wrong = read(PLAIN.replace('senat', '..'), path='content/recipients/...csv')[1]
    assert [one.code for one in wrong] == ['LP255']


def test_a_file_that_nothing_reads_is_said():
    report = Report()
    files = {'content/recipients/seats.xlsx': b'', 'content/recipients/README.md': b''}
    assert recipients.read(files, ('fr',), report) == ()
    assert [(one.code, one.place.path) for one in report.findings] == [
        ('LP137', 'content/recipients/seats.xlsx')
    ]


# ---- what ships ----

HOUSE = Path(__file__).parents[3]
LANGUAGES = ('en', 'fr', 'es', 'de', 'it', 'el', 'bg', 'ar')


@cache
def shipped() -> dict[str, Recipient]:
    files = {
        path.relative_to(HOUSE).as_posix(): path.read_bytes()
        for folder in ('recipients', 'forms')
        for path in (HOUSE / 'content' / folder).iterdir()
    }
    report = Report()
    found = recipients.read(files, LANGUAGES, report)
    assert report.findings == []
    return {one.id: one for one in found}


def seats(prefix: str) -> Counter:
    """Return how many seats ship for each department, by the code in their ids."""
    return Counter(
        id.split('-')[1]
        for id, one in shipped().items()
        if id.startswith(f'{prefix}-') and one.constituency
    )


def test_every_seat_of_both_chambers_ships_once():
    deputies, senators = seats('an'), seats('senat')
    assert (deputies.total(), senators.total()) == (577, 348)
    metropolitan = {code for code in deputies if len(code) == 2}
    assert len(metropolitan) == 96 == len({code for code in senators if len(code) == 2})
    # ordonnance 2009-935: 539 in metropolitan France; loi organique 2011-410 and art. L.O. 274: 328
    # in all departments
    assert sum(deputies[code] for code in metropolitan) == 539 and deputies['etranger'] == 11
    assert sum(senators[code] for code in (*metropolitan, '971', '972', '973', '974', '976')) == 328
    assert senators['etranger'] == 12
    assert (deputies['59'], deputies['75'], deputies['48'], deputies['974']) == (21, 18, 1, 7)
    assert (senators['75'], senators['59'], senators['48'], senators['974']) == (12, 11, 1, 4)


def test_the_seats_of_a_department_are_numbered_without_a_gap():
    for prefix in ('an', 'senat'):
        for code, count in seats(prefix).items():
            assert all(f'{prefix}-{code}-{n}' in shipped() for n in range(1, count + 1))


def test_nobody_is_named_and_every_address_fits_six_lines():
    for one in shipped().values():
        assert not one.name and not one.civility and not one.email and 3 <= len(one.lines) <= 6, (
            one.id
        )
        assert all(len(line) <= 47 for line in one.lines), one.lines


@pytest.mark.parametrize(
    'id, lines',
    [
        ('an-01-1', ('de la 1re circonscription', 'de l’Ain')),
        ('an-01-2', ('de la 2e circonscription', 'de l’Ain')),
        ('an-2a-1', ('de la 1re circonscription', 'de la Corse-du-Sud')),
        ('an-48-1', ('de la circonscription unique', 'de la Lozère')),
        ('an-35-3', ('de la 3e circonscription', 'd’Ille-et-Vilaine')),
        ('an-977-1', ('de Saint-Barthélemy', 'et Saint-Martin')),
        ('an-etranger-11', ('de la 11e circonscription', 'des Français établis hors de France')),
        ('senat-75-12', ('de Paris',)),
        ('senat-13-8', ('des Bouches-du-Rhône',)),
        ('senat-84-1', ('de Vaucluse',)),
        ('senat-974-4', ('de La Réunion',)),
        ('senat-etranger-12', ('des Français établis hors de France',)),
    ],
)
def test_a_seat_is_said_in_good_french(id, lines):
    said = shipped()[id].lines
    assert said[1 : 1 + len(lines)] == lines and said[1 + len(lines)] in (
        'Assemblée nationale',
        'Sénat',
    )


@pytest.mark.parametrize('rank', ['president', 'committee-chair'])
@pytest.mark.parametrize('language', LANGUAGES)
def test_the_presidents_are_addressed_in_every_language(language, rank):
    report = Report()
    path = f'content/forms/{language}.yaml'
    rows = [
        f'senat,x-{n},{civility},{{title}},,Rue,{language},{language},{rank},,,,,,'
        for n, civility in enumerate(('', 'Madame', 'Monsieur'))
    ]
    files = {
        path: (HOUSE / path).read_bytes(),
        'content/recipients/x.csv': '\n'.join([HEAD, *rows]).encode(),
    }
    both, she, he = recipients.read(files, (language,), report)
    assert report.findings == [] and she.salutation != he.salutation
    assert both.salutation not in (she.salutation, he.salutation)
    for one in (both, she, he):
        assert one.salutation[-1] in ',:!،' and '{' not in one.closing + one.lines[0]


def test_the_feminine_and_the_masculine_form_of_every_french_rank():
    forms = (HOUSE / 'content/forms/fr.yaml').read_text()
    for rank, she, he, warm in (
        ('president', 'Madame la Présidente', 'Monsieur le Président', 'très haute'),
        ('committee-chair', 'Madame la Présidente', 'Monsieur le Président', 'haute'),
        ('deputy', 'Madame la Députée', 'Monsieur le Député', 'haute'),
        ('senator', 'Madame la Sénatrice', 'Monsieur le Sénateur', 'haute'),
        ('mep', 'Madame la Députée européenne', 'Monsieur le Député européen', 'haute'),
        (
            'prime-minister',
            'Madame la Première ministre',
            'Monsieur le Premier ministre',
            'très haute',
        ),
        ('minister', 'Madame la Ministre', 'Monsieur le Ministre', 'très haute'),
    ):
        for civility, call in (('', f'{she}, {he}'), ('Madame', she), ('Monsieur', he)):
            (one,) = good(seat(civility=civility, rank=rank), forms=forms)
            assert one.salutation == f'{call},'
            assert (
                one.closing
                == f'Nous vous prions d’agréer, {call}, l’expression de notre {warm} considération.'
            )


def test_a_name_without_a_civility_has_both_titles_under_it():
    (one,) = good(seat(name='Claude Ici'), forms=(HOUSE / 'content/forms/fr.yaml').read_text())
    assert one.lines[:2] == ('Claude Ici', 'Députée ou Député de la 1re circonscription')


# ---- civilities of any language ------------------------------------------------------------------

POLISH = """
{civilities}
deputy:
  call:
    unsaid: "Szanowni Państwo,"
    {she}: "Szanowna Pani Posłanko,"
    {he}: "Szanowny Panie Pośle,"
  title: {{unsaid: Poseł, {she}: Posłanka, {he}: Poseł}}
  closing: Z poważaniem
"""
OWN = POLISH.format(civilities='', she='Pani', he='Pan')
SHARED = POLISH.format(
    civilities='civilities: {Madame: Pani, Monsieur: Pan}', she='Madame', he='Monsieur'
)
UNEXPLAINED = POLISH.format(civilities='', she='Madame', he='Monsieur')
GERMAN = """
civilities: {Madame: Frau, Monsieur: Herrn}
deputy:
  call: {unsaid: "Sehr geehrte Damen und Herren,", Madame: "Sehr geehrte Frau Abgeordnete,",
    Monsieur: "Sehr geehrter Herr Abgeordneter,"}
  closing: Mit freundlichen Grüßen
"""


def in_polish(civility, forms, language='pl', office='{title} na Sejm', german=GERMAN):
    report = Report()
    row = (
        f'sejm,a,{civility},{office},Szymon Przykładowy,Kancelaria Sejmu / 00-902 WARSZAWA,pl,'
        f'{language},deputy,,,,,,'
    )
    files = {
        'content/recipients/sejm.csv': f'{HEAD}\n{row}\n'.encode(),
        'content/forms/pl.yaml': forms.encode(),
        'content/forms/de.yaml': german.encode(),
    }
    return recipients.read(files, ('pl', 'de'), report), report.findings


@pytest.mark.parametrize('forms, civility', [(OWN, 'Pan'), (SHARED, 'Pan'), (SHARED, 'Monsieur')])
def test_a_civility_is_the_language_s_own(forms, civility):
    (one,), wrong = in_polish(civility, forms)
    assert wrong == []
    assert one.lines[:2] == ('Pan Szymon Przykładowy', 'Poseł na Sejm')
    assert (one.salutation, one.closing) == ('Szanowny Panie Pośle,', 'Z poważaniem')


def test_a_french_word_is_never_printed_in_another_language():
    found, wrong = in_polish('Monsieur', UNEXPLAINED)
    assert (found, [one.code for one in wrong]) == ((), ['LP285'])
    assert 'civilities: {Madame: …, Monsieur: …}' in wrong[0].hint


@pytest.mark.parametrize('civility', ['Pan', 'Mr', 'monsieur'])
def test_a_civility_that_the_forms_do_not_know_is_asked_about(civility):
    found, wrong = in_polish(civility, UNEXPLAINED)
    assert (found, [one.code for one in wrong]) == ((), ['LP260'])
    assert 'content/forms/pl.yaml' in wrong[0].hint


def test_a_letter_in_another_language_knows_a_shared_civility_by_its_word():
    (one,), wrong = in_polish('Pani', SHARED, language='de')
    assert wrong == []
    assert (one.lines[0], one.salutation) == (
        'Pani Szymon Przykładowy',
        'Sehr geehrte Frau Abgeordnete,',
    )


def test_a_letter_in_another_language_does_not_guess_an_own_civility():
    found, wrong = in_polish('Pani', OWN, language='de')
    assert (found, [one.code for one in wrong]) == ((), ['LP260'])
    assert 'not known in de' in wrong[0].message


def test_without_forms_a_civility_is_printed_as_it_stands():
    report = Report()
    row = 'sejm,a,Pan Poseł,,Szymon Przykładowy,00-902 WARSZAWA,pl,pl,,"Szanowny Panie,",Z,,,,'
    files = {'content/recipients/sejm.csv': f'{HEAD}\n{row}\n'.encode()}
    (one,) = recipients.read(files, ('pl',), report)
    assert (report.findings, one.lines[0]) == ([], 'Pan Poseł Szymon Przykładowy')


@pytest.mark.parametrize(
    'title, what',
    [
        ('{unsaid: Poseł}', 'lacks Pani, Pan'),
        ('{unsaid: P, Pani: P, Pan: P, Ms: P}', 'has Ms alone'),
    ],
)
def test_call_title_and_closing_have_the_same_civilities(title, what):
    forms = OWN.replace('{unsaid: Poseł, Pani: Posłanka, Pan: Poseł}', title)
    _, wrong = in_polish('Pan', forms)
    assert [(one.code, what in one.message) for one in wrong] == [('LP269', True)]


@pytest.mark.parametrize('language', LANGUAGES)
def test_the_forms_that_ship_say_what_an_address_prints(language):
    report = Report()
    path = f'content/forms/{language}.yaml'
    rows = [
        f'senat,x-{n},{civility},Bureau,N,Rue,{language},{language},president,,,,,,'
        for n, civility in enumerate(('Madame', 'Monsieur'))
    ]
    files = {
        path: (HOUSE / path).read_bytes(),
        'content/recipients/x.csv': '\n'.join([HEAD, *rows]).encode(),
    }
    she, he = recipients.read(files, (language,), report)
    assert report.findings == [] and she.lines[0] != he.lines[0]
    assert ('Madame' in she.lines[0]) == (language == 'fr')


# ---- addresses by country ------------------------------------------------------------------------

PARTS = (
    'body,id,name,street,postcode,town,region,country,address_language,language,salutation,closing'
)


def by_parts(*parts, home='', language='en', head=PARTS):
    report = Report()
    row = ','.join(['senat', 'a', 'N', *parts, language, language, 'Dear N:', 'Yours'])
    files = {'content/recipients/x.csv': f'{head}\n{row}\n'.encode()}
    return recipients.read(files, ('en', 'pl', 'el', 'de'), report, home), report.findings


@pytest.mark.parametrize(
    'parts, home, language, lines',
    [
        (('ul. Wiejska 4', '00-902', 'Warszawa', '', 'PL'), 'PL', 'pl',
         ('ul. Wiejska 4', '00-902 Warszawa')),
        (('ul. Wiejska 4', '00-902', 'Warszawa', '', 'Polska'), 'DE', 'de',
         ('ul. Wiejska 4', '00-902 Warszawa', 'POLEN')),
        (('House of Commons', 'SW1A 0AA', 'LONDON', '', 'UK'), '', 'en',
         ('House of Commons', 'LONDON', 'SW1A 0AA', 'UNITED KINGDOM')),
        (('Kossuth tér 1-3.', '1055', 'Budapest', '', 'HU'), '', 'de',
         ('Budapest', 'Kossuth tér 1-3.', '1055', 'UNGARN')),
        (('120 Elm Street', '20515', 'Washington', 'DC', 'USA'), 'US', 'en',
         ('120 Elm Street', 'Washington DC 20515')),
        (('Rue Wiertz 60', '1047', 'BRUXELLES', '', 'BE'), 'GR', 'el',
         ('Rue Wiertz 60', '1047 BRUXELLES', 'ΒΕΛΓΙΟ')),
        (('Wing B / 1 Elm Street', '', 'Town', '', ''), '', 'en',
         ('Wing B', '1 Elm Street', 'Town')),
        (('Piazza di Monte Citorio', '00186', 'ROMA', 'RM', 'IT'), 'IT', 'en',
         ('Piazza di Monte Citorio', '00186 ROMA RM')),
        (('Jēkaba iela 11', 'LV-1811', 'Rīga', '', 'LV'), 'LV', 'en',
         ('Jēkaba iela 11', 'Rīga, LV-1811')),
        (('Jēkaba iela 11', '', 'Rīga', '', 'LV'), 'LV', 'en', ('Jēkaba iela 11', 'Rīga')),
    ],
)  # fmt: skip
def test_an_address_stands_in_the_order_of_its_country(parts, home, language, lines):
    (one,), wrong = by_parts(*parts, home=home, language=language)
    assert (wrong, one.lines) == ([], ('N', *lines))


@pytest.mark.parametrize(
    'parts, code, what',
    [
        (('', '', 'Town', '', ''), 'LP206', 'no street'),
        (('Street 1', '', '', '', ''), 'LP206', 'no town'),
        (('', '', '', '', ''), 'LP252', 'address is empty'),
        (('Street 1', '', 'Town', '', 'XX'), 'LP260', 'XX'),
        (('Street 1', '', 'Town', '', 'Utopia'), 'LP260', 'Utopia'),
    ],
)
def test_parts_that_make_no_address_are_found(parts, code, what):
    found, wrong = by_parts(*parts)
    assert found == ()
    assert [(one.code, what in one.message) for one in wrong] == [(code, True)]


def test_an_address_is_said_once():
    head = PARTS.replace('postcode', 'address')
    found, wrong = by_parts('Street 1', 'Street 2 / Town', 'Town', '', 'PL', head=head)
    assert (found, [one.code for one in wrong]) == ((), ['LP206'])


def test_a_table_with_parts_needs_street_and_town():
    head = PARTS.replace('town,', '')
    _, wrong = by_parts('Street 1', '00-902', '', 'PL', head=head)
    assert [(one.code, 'town' in one.message) for one in wrong] == [('LP252', True)]


@pytest.mark.parametrize('profile', sorted((HOUSE / 'docs/bodies').glob('*.yaml')))
def test_the_profiles_of_other_bodies_can_be_used_as_they_are(profile):
    report = Report()
    files = {f'content/filing/{profile.name}': profile.read_bytes()}

    def parsed(path):
        return tree.parse(files[path].decode(), path)

    found = profiles.read(files, parsed, report)
    assert report.findings == [] and len(found) == 1
