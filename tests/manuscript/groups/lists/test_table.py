"""Groups from tables: columns recognised, rows taken over or asked about, nobody listed unasked."""

from __future__ import annotations

from datetime import date

import pytest

from fixtures import spreadsheets
from letterpress.findings import Rejected, errors
from letterpress.manuscript.groups import writing
from letterpress.manuscript.groups.lists import columns, table
from letterpress.manuscript.roll.lists import sources
from manuscript.groups.test_reading import read as read_files

GERMAN = [
    ['Unsere Ortsgruppen', '', '', '', '', '', '', ''],
    ['Ortsgruppe', 'Treffpunkt', 'Straße', 'Stadt', 'Datum', 'Uhrzeit', 'Land', 'E-Mail'],
    [
        'Marburg',
        'Marktplatz',
        'Markt 1',
        '35037 Marburg',
        date(2026, 12, 5),
        '18 Uhr',
        'DE',
        'a@b.de',
    ],
    ['Köln', 'Dom', '', 'Köln', 'Sa, 12.12.2026', '18:00–20:00', 'Deutschland', ''],
]
FRENCH = """Groupe;Lieu;Ville;Date;Heure;Site;Téléphone
Comité de Béziers;Place Jean-Jaurès;Béziers;05/12/2026;18h30;beziers.fr;06 00 00 00 00
Collectif « Été »;Vieux-Port;Marseille;28/11/2027;14h;;
"""
SAID = ('country=FR', 'language=fr')
HEAD = 'name,place,day,time\n'


def read(given, name='list.csv', languages=('de', 'fr'), present=(), settings=(), **asked):
    data = given if isinstance(given, bytes) else given.encode()
    source = sources.read(data, name)
    wanted = table.Asked(settings, **asked)
    return table.read(source, wanted, languages, present, {one.id for one in present}, ())


def rows(text: str, **asked):
    return read(HEAD + text, settings=SAID, **asked)


def codes(found) -> list[str]:
    return [one.code for one in found.findings]


def test_a_german_spreadsheet():
    data = spreadsheets.xlsx({'Gruppen': GERMAN})
    found = read(data, 'gruppen.xlsx', settings=('language=de',))
    assert codes(found) == ['LP847'] and found.rows == 2
    assert [column.field for column in found.columns] == [
        *('name', 'event.place', 'event.address', 'town', 'event.day', 'event.time'),
        *('country', 'private.email'),
    ]
    marburg, koeln = found.groups
    assert (marburg.id, marburg.language, marburg.country) == ('marburg', 'de', 'DE')
    assert marburg.event.address == 'Markt 1, 35037 Marburg'
    assert str(marburg.event.begins) == '2026-12-05 18:00:00+01:00'
    assert marburg.private.email == 'a@b.de' and not marburg.public
    assert (koeln.id, koeln.country, koeln.event.address) == ('koln', 'DE', 'Köln')
    assert str(koeln.event.finishes) == '2026-12-12 20:00:00+01:00'
    ods = read(spreadsheets.ods({'Gruppen': GERMAN}), 'g.ods', settings=('language=de',))
    assert ods.groups == found.groups


def test_a_french_table_with_semicolons_in_windows_1252():
    # the œ tells the code page from Central Europe's
    text = FRENCH.replace('Vieux-Port', 'Place du Cœur')
    found = read(text.encode('cp1252'), settings=SAID)
    assert codes(found) == ['LP219'] and '1252' in found.read_as
    first, second = found.groups
    assert (first.name, first.event.place) == ('Comité de Béziers', 'Place Jean-Jaurès')
    # 28/11 proves the order of the column
    assert first.event.day == date(2026, 12, 5) and str(first.event.starts) == '18:30:00'
    assert (first.url, first.private.phone) == ('https://beziers.fr', '06 00 00 00 00')
    assert (second.id, second.event.place) == ('collectif-ete', 'Place du Cœur')


def test_an_arabic_table():
    text = 'المجموعة,المكان,التاريخ,الوقت\nلجنة طرابلس,ساحة النور,٥/١٢/٢٠٢٧ الأحد,٧ مساءً\n'
    found = read(text, languages=('ar',), settings=('country=LB',))
    assert codes(found) == []
    (group,) = found.groups
    assert (group.name, group.event.zone) == ('لجنة طرابلس', 'Asia/Beirut')
    assert str(group.event.begins) == '2027-12-05 19:00:00+02:00'


# ---- columns -------------------------------------------------------------------------------------


def test_headings_that_are_not_known_are_asked_about():
    with pytest.raises(Rejected) as rejected:
        read('a,b\n1,2\n')
    assert [one.code for one in rejected.value.findings] == ['LP840']
    with pytest.raises(Rejected) as rejected:
        read('name,place\nLyon,Bellecour\n')
    said = ' '.join(one.message for one in rejected.value.findings)
    assert all(key in said for key in ('event.day', 'country', 'language'))
    assert '--set country=FR' in ''.join(one.hint for one in rejected.value.findings)


def test_what_a_column_is_may_be_said():
    text = 'A,B,C,D\nLyon,Bellecour,2026-12-05,x\n'
    told = {'name': 'A', 'event.place': '#2', 'event.day': 'c'}
    found = read(text, settings=SAID, told=told, let_go=('D',))
    assert codes(found) == [] and found.groups[0].event.place == 'Bellecour'
    with pytest.raises(Rejected) as rejected:
        read(text, settings=SAID, told={**told, 'url': 'Website'})
    assert [one.code for one in rejected.value.findings] == ['LP840']


def test_two_columns_of_one_meaning_are_asked_about():
    text = 'name,group,place,day\nLyon,Lyon Nord,Bellecour,2026-12-05\n'
    with pytest.raises(Rejected) as rejected:
        read(text, settings=SAID)
    assert '2 columns mean “name”' in rejected.value.findings[0].message
    assert codes(read(text, settings=SAID, let_go=('name',))) == []


@pytest.mark.parametrize('key', columns.FIELDS)
def test_each_field_is_known_by_its_own_name(key):
    assert columns.field(key) == key


def test_hidden_rows_are_refused():
    data = spreadsheets.xlsx({'G': GERMAN[1:]}, hidden_rows=[2])
    with pytest.raises(Rejected) as rejected:
        read(data, 'g.xlsx', settings=('language=de',))
    assert [one.code for one in rejected.value.findings] == ['LP229']


def test_a_setting_that_says_nothing_is_refused():
    with pytest.raises(Rejected) as rejected:
        read(HEAD, settings=('contry=FR',))
    assert [one.code for one in rejected.value.findings] == ['LP839']


# ---- rows ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    'row, code',
    [
        ('Lyon,Bellecour,03/04/2026,18:00', 'LP841'),
        ('Lyon,Bellecour,2026-12-05,6:30', 'LP841'),
        ('Lyon,Bellecour,soon,', 'LP841'),
        ('Lyon,,2026-12-05,', 'LP842'),
        ('Lyon,Bellecour,,18:00', 'LP842'),
        ('"=HYPERLINK(""https://x.example"")",Bellecour,2026-12-05,', 'LP843'),
        ('#REF!,Bellecour,2026-12-05,', 'LP843'),
        ('Lyon,Bellecour,2026-12-05,18:00,more', 'LP843'),
        ('Lyon,Bellecour,2026-12-05', 'LP843'),
        ('Ly\u202eon,Bellecour,2026-12-05,', 'LP201'),
        ('Lyon,"Bellecour, a@b.fr",2026-12-05,', 'LP284'),
        (f'{"x" * 10_000},Bellecour,2026-12-05,', 'LP203'),
        ('Lyon,Bellecour,2027-03-28,02:30', 'LP824'),
        ('Lyon,Bellecour,dimanche 2026-12-05,', 'LP828'),
        ('Lyon,Bellecour,1826-12-05,', 'LP125'),
    ],
)
def test_a_row_that_is_not_understood_is_a_question(row, code):
    found = rows(f'{row}\nGood,Somewhere,2026-12-06,\n')
    assert [one.name for one in found.groups] == ['Good']
    (wrong,) = errors(found.findings)
    assert (wrong.code, wrong.place.path, wrong.place.line) == (code, 'list.csv', 2)
    assert len(str(wrong)) < 600


def test_a_guarded_cell_is_the_text_that_it_was():
    (group,) = rows("'+Europe,Place,2026-12-05,18:00\n").groups
    assert group.name == '+Europe'
    (again,), _ = read_files(one=writing.to_yaml(group).decode())
    assert again.name == '+Europe'


def test_code_of_templates_and_styles_is_text():
    (group,) = rows('{{ 7*7 }},"} body { color: red }",2026-12-05,18:00\n').groups
    assert (group.name, group.event.place) == ('{{ 7*7 }}', '} body { color: red }')


def test_a_zone_is_asked_for_where_a_country_has_several():
    text = HEAD + 'Las Palmas,Plaza,2026-12-05,18:00\n'
    found = read(text, settings=('country=ES', 'language=fr'))
    assert codes(found) == ['LP823'] and not found.groups
    settings = ('country=ES', 'language=fr', 'event.time_zone=Atlantic/Canary')
    (group,) = read(text, settings=settings).groups
    assert group.event.zone == 'Atlantic/Canary'


def test_languages_are_known_by_code_and_by_name():
    text = 'name,place,day,language\n' + ''.join(
        f'{n},P,2026-12-05,{said}\n' for n, said in enumerate(['DE', 'français', 'German', 'suomi'])
    )
    found = read(text, settings=('country=DE',))
    assert [one.language for one in found.groups] == ['de', 'fr', 'de']
    assert codes(found) == ['LP843']


# ---- listed, or not ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    'heading, answers',
    [
        ('public', 'yes|no||perhaps'),
        ('Dürfen wir die Gruppe öffentlich nennen?', 'ja|nein||vielleicht'),
        ('Pouvons-nous publier le nom de votre groupe ?', 'oui|non||peut-être'),
    ],
)
def test_a_group_is_listed_only_where_it_clearly_says_so(heading, answers):
    lines = [f'Group {n},P,2026-12-05,{said}' for n, said in enumerate(answers.split('|'))]
    found = read('\n'.join([f'name,place,day,{heading}', *lines]), settings=SAID)
    assert [one.public for one in found.groups] == [True, False, False, False]
    assert codes(found) == ['LP846']


def test_a_column_that_may_ask_for_it_is_a_question():
    text = 'name,place,day,Publish the contact?\nLyon,P,2026-12-05,yes\n'
    found = read(text, settings=SAID)
    assert codes(found) == ['LP848'] and not found.groups[0].public
    assert codes(read(text, settings=SAID, let_go=('Publish the contact?',))) == []
    told = read(text, settings=SAID, told={'public': 'Publish the contact?'})
    assert codes(told) == [] and told.groups[0].public


# ---- what is there already -----------------------------------------------------------------------


def test_a_list_that_comes_again_adds_nothing():
    text = 'Lyon,Bellecour,2026-12-05,18:00\nLyon,Perrache,2026-12-12,18:00\n'
    first = rows(text)
    assert [one.id for one in first.groups] == ['lyon', 'lyon-2']
    again = rows(text, present=first.groups)
    assert (again.groups, again.known, codes(again)) == ((), 2, [])
    twice = rows(text + 'Lyon,Bellecour,2026-12-05,18:00\n')
    assert (len(twice.groups), twice.known) == (2, 1)


def test_what_a_file_says_otherwise_is_never_changed():
    first = rows('Lyon,Bellecour,2026-12-05,18:00\n')
    again = rows('Lyon,Perrache,2026-12-05,18:00\n', present=first.groups)
    assert codes(again) == ['LP844'] and not again.groups
