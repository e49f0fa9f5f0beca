"""What is not understood never becomes public.

Titles, rows taken for names, addresses in names, odd rows.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from letterpress.cli import main as cli
from letterpress.commands import signatories
from letterpress.findings import Place, Rejected
from letterpress.manuscript.model import PrivateRecord, PublicSignatory
from letterpress.manuscript.roll import disclosure
from letterpress.manuscript.roll import files as roll_files
from letterpress.manuscript.roll.lists import rows as rows_of_tables
from letterpress.manuscript.roll.lists.imports import Imported, read_any
from letterpress.manuscript.roll.lists.merging import merge


def read(text: str, name: str = 'list.csv', kind: str | None = 'organisation') -> Imported:
    return read_any(text.encode(), name, kind)


def names(imported: Imported) -> list[str]:
    return [entry.name for entry in imported.entries]


def found(imported: Imported) -> list[tuple[str, int]]:
    return [(finding.code, finding.place.line) for finding in imported.ambiguous]


def refused(text: str, name: str = 'list.csv', kind: str | None = 'organisation') -> str:
    with pytest.raises(Rejected) as caught:
        read(text, name, kind)
    (finding,) = caught.value.findings
    assert finding.hint
    return finding.code


def test_answers_that_are_remembered_say_what_each_of_them_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every answer beside every other, and a remark among them: as read one by one."""
    answers = ['yes', 'no', '', 'perhaps', 'yes, but not my name', 'please stay anonymous', 'ja']
    rows = [
        f'Ana {a}{b}{c},{first},{second},{remark}\n'
        for a, first in enumerate(answers)
        for b, second in enumerate(answers)
        for c, remark in enumerate(['', 'keep my name secret, do not publish it', 'hello'])
        for _ in range(2)
    ]
    rows = [row.replace('secret, do', 'secret do').replace('yes, but', 'yes but') for row in rows]
    text = 'name,publish my name,anonymous,comment\n' + ''.join(rows)
    remembered = read(text, kind='person')
    monkeypatch.setattr(rows_of_tables, '_REMEMBERED', 0)
    assert read(text, kind='person') == remembered
    assert {entry.public for entry in remembered.entries} == {True, False}
    assert 'LP245' in {one.code for one in remembered.ambiguous}


# ---- titles and headings ----


@pytest.mark.parametrize(
    'text, line',
    [
        (
            'Signataires au 3 mars\n\nNom;Courriel;Public\nJeanne Roy;jeanne.roy@courriel.fr;non\n',
            3,
        ),
        (
            'Signataires au 3 mars;;\nNom;Courriel;Public\nJeanne Roy;jeanne.roy@courriel.fr;non\n',
            2,
        ),
        (
            '"Signataires; au 3 mars";;\nétat provisoire;;\nNom;Courriel;Public\nJeanne Roy;;non\n',
            3,
        ),
        ('Signatories | 3 March\n\nName|E-mail|Public\nJeanne Roy|jeanne.roy@courriel.fr|no\n', 3),
        ('Export\nsep\n\n\nName\tPublic\nJeanne Roy\tno\n', 5),
        ('sep=;\nListe, Stand 3. März\nName;Öffentlich\nJeanne Roy;nein\n', 3),
    ],
)
def test_a_title_above_the_headings_is_seen_and_said(text, line):
    imported = read(text, kind='person')
    assert [(entry.name, entry.public) for entry in imported.entries] == [('Jeanne Roy', False)]
    assert found(imported)[0][0] == 'LP243' and f'in line {line} ' in imported.ambiguous[0].message


@pytest.mark.parametrize(
    'text',
    [
        'Signataires au 3 mars\n\nJeanne Roy;jeanne.roy@courriel.fr;non\n',
        'Nom\nJeanne Roy;non\nPaul Petit;oui\n',
        'Nom;\nJeanne Roy;non\n',
        'Nom\nJeanne Roy|non\n',
        'Nom\nJeanne Roy\nPaul Petit;non\n',
        'Teilnehmende;Willst du?\nJeanne Roy;nein\n',
        'A|B\nJeanne Roy|non\n',
        'Jeanne Roy\nPaul Petit\n',
        'Teilnehmende\nJeanne Roy\n',
        'Prénom\nJeanne\n',
        'Courriel;Public\njeanne.roy@courriel.fr;non\n',
        'x\n',
    ],
)
@pytest.mark.parametrize('kind', [None, 'organisation', 'person'])
def test_headings_that_are_not_known_are_no_names(text, kind):
    assert refused(text, kind=kind) == 'LP235'


@pytest.mark.parametrize(
    'heading',
    [
        '\ufeffOrganisation',
        ' ORGANISATION ',
        '"organisation"',
        'Organización',
        '\u00a0Οργάνωση',
        'organizacion',
        'Nom de l’organisation',
        '"Organi\nsation"',
        'организация:',
    ],
)
def test_headings_have_blanks_case_accents_and_marks(heading):
    assert names(read(f'{heading};Ville\nAttac;Paris\n', kind=None)) == ['Attac']


def test_line_breaks_in_cells_cost_nothing():
    imported = read(
        'Organisation;Comment;Country\nAttac;"one\n\ntwo; three";FR\nFDN;x;FR\n"La\nCimade";;FR\n',
        kind=None,
    )
    assert names(imported) == ['Attac', 'FDN'] and [
        entry.place.line for entry in imported.entries
    ] == [2, 5]
    assert {finding[0] for finding in found(imported)} == {'LP201'} and found(imported)[0][1] == 6
    assert imported.entries[0].private.note == 'one\n\ntwo; three'


# ---- whole rows, addresses and numbers ----


@pytest.mark.parametrize(
    'name, code',
    [
        ('Jeanne Roy;jeanne.roy@courriel.fr;non', 'LP241'),
        ('Jeanne Roy;Paris', 'LP241'),
        ('Jeanne Roy|non', 'LP241'),
        ('Roy,Paris,non', 'LP241'),
        ('Jeanne Roy, yes', 'LP241'),
        ('Jeanne Roy, Paris, нет', 'LP241'),
        ('Jeanne Roy\tParis', 'LP241'),
        ('Jeanne Roy jeanne.roy@courriel.fr', 'LP284'),
        ('Jeanne Roy +33 6 12 34 56 78', 'LP284'),
        ('https://attac.org', 'LP284'),
        ('jeanne.roy@courriel.fr', 'LP284'),
        ('Jeanne Roy: no', 'LP241'),
        ('Jeanne Roy (anonymous)', 'LP241'),
        ('Name: Jeanne Roy', 'LP241'),
        ('Jeanne Roy [ne pas publier]', 'LP241'),
        ('Jeanne Roy = oui', 'LP241'),
    ],
)
@pytest.mark.parametrize('kind', ['organisation', 'person'])
def test_a_row_or_an_address_is_no_name(name, code, kind):
    imported = read(f'name\n"{name}"\nAttac\n', kind=kind)
    assert names(imported) == ['Attac'] and (code, 2) in found(imported)


@pytest.mark.parametrize(
    'name',
    [
        'Ligue, section du Nord',
        'Stop Rodalies, Plataforma d’Usuaris',
        'Sol, Ana',
        'Bündnis 90, Die Grünen',
        'A - B',
        'Federation, International Association under Belgian Law, Secretariat (EPF)',
        '@nighttrains',
        '1000 Züge',
        'Narcotics Anonymous',
        'Anonymous',
        'Vélorution (Paris): le non-lieu',
        'No Borders',
        'Non à la vidéosurveillance',
        'Ja zur Freiheit',
        'Public Eye',
        'Data Privacy Network',
    ],
)
def test_names_with_commas_are_names_where_a_cell_says_so(name):
    assert names(read(f'name\n"{name}"\n')) == [name] and found(read(f'name\n"{name}"\n')) == []


@pytest.mark.parametrize(
    'text, name',
    [
        (
            'Jeanne Roy <jeanne.roy@courriel.fr>; Paul Petit <paul.petit@courriel.fr>; Anna Diaz '
            '<anna.diaz@courriel.fr>\n',
            'names.txt',
        ),
        (
            'Jeanne Roy <jeanne.roy@courriel.fr>\n"Paul Petit" <paul.petit@courriel.fr>\n'
            '- Anna Diaz '
            '<anna.diaz@courriel.fr>\n',
            'names.md',
        ),
        (
            'name\nJeanne Roy <jeanne.roy@courriel.fr>\nPaul Petit <paul.petit@courriel.fr>\n'
            'Anna Diaz '
            '<anna.diaz@courriel.fr>\n',
            'names.csv',
        ),
        (
            'name,email\nJeanne Roy <jeanne.roy@courriel.fr>,\n'
            'Paul Petit,paul.petit@courriel.fr\nAnna Diaz '
            '<anna.diaz@courriel.fr>,anna.diaz@courriel.fr\n',
            'names.csv',
        ),
    ],
)
def test_an_address_beside_a_name_stays_private(text, name):
    merged = merge((), read(text, name, 'person'))
    assert [
        (entry.name, entry.private.email, entry.id, entry.public) for entry in merged.added
    ] == [
        ('Jeanne Roy', 'jeanne.roy@courriel.fr', 'jeanne-roy', False),
        ('Paul Petit', 'paul.petit@courriel.fr', 'paul-petit', False),
        ('Anna Diaz', 'anna.diaz@courriel.fr', 'anna-diaz', False),
    ]
    assert b'courriel' not in roll_files.to_csv(disclosure.published(merged.roll))


def test_two_addresses_of_one_row_are_a_question():
    assert found(read('name,email\nAna Sol <a@b.org>,c@d.org\nAttac,\n')) == [('LP237', 2)]


@pytest.mark.parametrize(
    'text',
    [
        'Jeanne Roy;jeanne.roy@courriel.fr;non\nPaul Petit;paul@courriel.fr;oui\n',
        'Jeanne Roy;jeanne.roy@courriel.fr;non\n',
        'Jeanne Roy\tParis\nPaul Petit\tLyon\n',
        'Jeanne Roy|Paris\nPaul Petit|Lyon\n',
        'Jeanne Roy,non\nPaul Petit,oui\n',
        'A;B;C\nD;E;F\n',
        'Jeanne Roy | yes\n',
        'Attac; FDN; +33 6 12 34 56 78\n',
        'Attac – FDN – 2026-11-03\n',
        'Attac; FDN; Public\n',
        'Nom | Ville\nAttac | Paris\n',
        '<table><tr><td>Jeanne Roy</td></tr></table>\n',
        '[{"name": "Jeanne Roy", "public": false}]\n',
        '{\n"name": "Jeanne Roy"\n}\n',
    ],
)
@pytest.mark.parametrize('name', ['list.txt', 'list.md', 'list'])
@pytest.mark.parametrize('kind', [None, 'organisation', 'person'])
def test_a_table_is_no_list(text, name, kind):
    assert refused(text, name, kind) == 'LP249'


@pytest.mark.parametrize(
    'text',
    [
        'Nom;Courriel;Public\nJeanne Roy;j@courriel.fr;non\n',
        '| Name | Public |\n|---|:---|\n| Jeanne Roy | no |\n',
        'Name\tPublic\nJeanne Roy\tno\n',
        'Liste\n\nFull name,Public\nJeanne Roy,no\n',
    ],
)
def test_a_table_with_headings_is_read_as_one_whatever_its_name(text):
    imported = read(text, 'list.txt', 'person')
    assert [(entry.name, entry.public) for entry in imported.entries] == [('Jeanne Roy', False)]


@pytest.mark.parametrize(
    'line',
    [
        'Signataires au 3 mars',
        'Unterzeichnende',
        'Name',
        'Organisation',
        'yes',
        'non',
        'Подписали',
        'Public',
        '12/03/2026',
        'الموقعون',
    ],
)
def test_a_title_or_a_heading_in_a_list_is_no_name(line):
    imported = read(f'{line}\nAttac\nFDN\n', 'list.txt')
    assert names(imported) == ['Attac', 'FDN'] and found(imported) == [('LP249', 1)]


@pytest.mark.parametrize(
    'line, code',
    [
        ('Roy,Jeanne', 'LP233'),
        ('Jeanne Roy, j@courriel.fr', 'LP233'),
        ('Jeanne Roy j@courriel.fr', 'LP284'),
        ('Jeanne Roy\tParis', 'LP241'),
        ('www.attac.org', 'LP284'),
        ('06 12 34 56 78', 'LP284'),
        ('Jeanne Roy: no', 'LP241'),
        ('Jeanne Roy (do not publish)', 'LP241'),
        ('Name: Jeanne Roy', 'LP241'),
    ],
)
def test_a_line_with_more_than_a_name_is_left_out(line, code):
    imported = read(f'Attac\n{line}\nFDN\n', 'list.txt')
    assert names(imported) == ['Attac', 'FDN']
    assert code in {one for one, _ in found(imported)} and found(imported)[0][1] == 2


# ---- organisations or persons ----


@pytest.mark.parametrize(
    'text, name',
    [
        (
            'Name,Email\nJeanne Roy,jeanne.roy@courriel.fr\nPaul Petit,paul.petit@courriel.fr\n',
            'names.csv',
        ),
        ('Nom\nAttac\nFDN\n', 'n.csv'),
        ('Attac\nFDN\n', 'n.txt'),
        ('Attac; FDN; La Cimade\n', 'n.txt'),
        ('# Signatories\n\nAttac\n', 'n.md'),
        ('Signatory;Public\nAttac;yes\n', 'n.csv'),
        ('First name,Last name,Organisation,Public\nAna,Sol,Attac,yes\n', 'n.csv'),
        ('Name,Organisation\nAna Sol,Attac\n', 'n.csv'),
        ('name,kind\nAna Sol,\n', 'n.csv'),
        ('# Signatory organisations and persons\n\nAttac\n', 'n.md'),
    ],
)
def test_a_list_that_does_not_say_what_it_names_asks(text, name):
    imported = read(text, name, None)
    assert (
        imported.entries == ()
        and {code for code, _ in found(imported)} == {'LP242'}
        and '--kind' in imported.ambiguous[0].hint
    )


@pytest.mark.parametrize(
    'text, name, kind',
    [
        ('Organisation\nAttac\n', 'n.csv', 'organisation'),
        ('Nazwa organizacji;Kraj\nAttac;PL\n', 'n.csv', 'organisation'),
        ('Full name\nAttac\n', 'n.csv', 'person'),
        ('Imię i nazwisko;Kraj\nAttac;PL\n', 'n.csv', 'person'),
        ('Prénom;Nom\n;Attac\n', 'n.csv', 'person'),
        ('name,kind\nAttac,organisation\n', 'n.csv', 'organisation'),
        ('nom,type\nAttac,personne\n', 'n.csv', 'person'),
        ('# Organisations signataires\n\nAttac\n', 'n.md', 'organisation'),
        ('## Первые подписали: организации\nAttac\n', 'n.md', 'organisation'),
        ('# Signataires : personnes\n\nAttac\n', 'n.md', 'person'),
        ('# Unterzeichnende Organisationen\nAttac\n', 'n.md', 'organisation'),
    ],
)
def test_a_list_that_says_it_is_not_asked(text, name, kind):
    (entry,) = read(text, name, None).entries
    assert (entry.name, entry.kind, entry.public) == ('Attac', kind, kind == 'organisation')
    other = 'person' if kind == 'organisation' else 'organisation'
    if 'kind' not in text and 'type' not in text:
        assert refused(text, name, other) == 'LP286'


def test_an_organisation_and_who_speaks_for_it():
    text = (
        'First name,Last name,Organisation,Public,kind\n'
        'Ana,Sol,Attac,yes,person\n'
        'Bea,Luna,FDN,yes,organisation\n'
    )
    entries = read(text, kind=None).entries
    assert [(one.name, one.affiliation, one.private.note, one.sort_as) for one in entries] == [
        ('Ana Sol', 'Attac', '', 'Sol Ana'),
        ('FDN', '', 'Bea Luna', ''),
    ]


@pytest.mark.parametrize(
    'headings',
    [
        'First name;Last name',
        'Prénom;Nom',
        'Nombre;Apellidos',
        'Nome;Cognome',
        'Όνομα;Επώνυμο',
        'Име;Фамилия',
        'Vorname;Name',
        'Imię;Nazwisko',
        'Name;Surname',
        'الاسم;اسم العائلة',
    ],
)
def test_a_name_in_two_columns_is_one_name(headings):
    (entry,) = read(f'{headings}\nAna;Sol\n', kind=None).entries
    assert (entry.name, entry.sort_as, entry.kind, entry.public) == (
        'Ana Sol',
        'Sol Ana',
        'person',
        False,
    )


# ---- odd rows ----


@pytest.mark.parametrize(
    'row, code',
    [
        ('Attac;FR;yes;more', 'LP246'),
        ('Attac;FR', 'LP246'),
        ('Attac', 'LP246'),
        ('Attac, Paris;FR;yes;', ''),
        ('Attac;Frankistan;yes', 'LP237'),
        (';FR;yes', 'LP202'),
        ('Attac;FR;perhaps', 'LP245'),
        ('Attac;;yes', ''),
        ('Attac;FR;', ''),
        ('"At\ntac";FR;yes', 'LP201'),
    ],
)
def test_an_odd_row_is_a_question_and_costs_no_other(row, code):
    imported = read(f'name;country;public\nFDN;FR;yes\n{row}\nLa Cimade;FR;yes\nritimo;FR;yes\n')
    assert {'FDN', 'La Cimade', 'ritimo'} <= set(names(imported)) and len(imported.entries) == (
        3 if code not in ('', 'LP237', 'LP245') else 4
    )
    assert found(imported) == ([(code, 3)] if code else [])


def test_many_odd_rows_cost_no_other():
    imported = read('name;public\nA1;yes;x\nB1;yes;y\nFDN;yes\nC1\nD1;yes;;z\n')
    assert names(imported) == ['FDN'] and found(imported) == [
        ('LP246', 2),
        ('LP246', 3),
        ('LP246', 5),
        ('LP246', 6),
    ]
    assert refused('name;public\nA1;yes;x\nB1;yes;y\n') == 'LP235'


# ---- there and back ----


def test_the_public_roll_comes_back_equal():
    people = [
        PublicSignatory('a', '=1+1', 'organisation', 'https://example.org/a;b', 'FR', '2026-12-01'),
        PublicSignatory('b', 'A; B | C', 'organisation'),
        PublicSignatory('c', 'Roy,Paris,non', 'organisation', country='GB'),
        PublicSignatory('d', 'Anonymous', 'organisation'),
        PublicSignatory('e', 'yes', 'organisation'),
    ]
    imported = read_any(roll_files.to_csv(people), 'signatories.csv')
    assert (
        imported.ambiguous == ()
        and [disclosure.publish(entry) for entry in imported.entries] == people
    )


def test_persons_of_the_public_roll_ask_again():
    """The press kit's table names persons who agreed, but says nothing of consent.

    It makes nobody public.
    """
    imported = read_any(
        roll_files.to_csv([PublicSignatory('ana', 'Ana Sol', 'person')]), 'signatories.csv'
    )
    assert [entry.public for entry in imported.entries] == [False] and found(imported) == [
        ('LP236', 2)
    ]


def test_an_exported_roll_comes_back_equal(letter):
    roll_file = Path('content/signatories.yaml')
    roll_file.write_text(
        '- {id: ana-sol, name: Ana Sol, kind: person, public: true, country: Ελλάδα}\n'
        '- {id: attac, '
        'name: "A; B, yes", kind: organisation}\n'
        '- {id: bea, name: Bea Luna, kind: person, public: false}\n',
        encoding='utf-8',
    )
    assert cli.run(['signatories', 'export', 'roll.csv']) == 0
    before = signatories.public(letter)
    roll_file.write_text('[]\n')
    assert cli.run(['signatories', 'import', 'roll.csv']) == 0
    assert signatories.public(letter) == before and [one.name for one in before] == [
        'A; B, yes',
        'Ana Sol',
    ]


def test_another_roll_that_keeps_somebody_private_is_a_finding():
    present = read('id,name,kind,public\nana-sol,Ana Sol,person,yes\n', kind=None).entries
    other = read_any(b'- {id: ana-sol, name: Ana Sol, kind: person, public: false}\n', 'other.yaml')
    assert [finding.code for finding in merge(present, other).ambiguous] == ['LP247']


def test_a_roll_of_yaml_comes_back_with_everything():
    entry = replace(
        read('Full name,Public,Email\nAna Sol,yes,a@b.org\n', kind=None).entries[0],
        id='ana-sol',
        place=Place(),
    )
    again = read_any(roll_files.to_yaml([entry]), 'roll.yaml').entries
    assert [replace(one, place=Place()) for one in again] == [
        entry
    ] and entry.private == PrivateRecord(email='a@b.org')


# ---- what the command says ----


@pytest.fixture
def letter(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert cli.run(['init', 'p']) == 0
    monkeypatch.chdir(tmp_path / 'p')
    Path('content/signatories.yaml').write_text('[]\n')
    return tmp_path / 'p'


def test_the_review_tells_the_truth(letter, capsys):
    Path('form.csv').write_text(
        'Full name,Public,Confirmed,Country,Town\nAna Sol,yes,1,France,Paris\nBea '
        'Luna,no,1,,\nCarla Mar,,1,,\nDora Vent,yes,0,,\n'
        'Eva Roca,yes,1,XX,\nAna Sol,yes,1,,\n',
        encoding='utf-8',
    )
    capsys.readouterr()
    assert cli.run(['signatories', 'import', 'form.csv']) == 0
    said = capsys.readouterr().err
    assert (
        '5 new (2 public; 3 not public: 1 not confirmed, 1 said no, 1 without an answer), 0 '
        'already there, 0 for a person to decide'
    ) in said
    assert 'form.csv:6: LP237' in said and 'form.csv:7: LP238' in said and said.count('hint: ') == 2
    assert re.search('Public +whether the name may be printed\n', said)
    assert re.search('Town +let go\n', said) and '6 rows' in said
    assert re.search('Ana Sol +person, FR, public\n', said)
    assert re.search('Bea Luna +person, said no\n', said)
    assert cli.run(['signatories', 'import', '--json', 'form.csv']) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (
        answer['added'] == [] and answer['known'] == 6 and answer['columns']['Country'] == 'country'
    )
    assert (
        cli.run(['signatories', 'list']) == 0 and capsys.readouterr().out == 'Eva Roca\nAna Sol\n'
    )


def test_a_question_writes_nothing(letter, capsys):
    Path('names.csv').write_text(
        'Name,Email\nJeanne Roy,jeanne.roy@courriel.fr\n', encoding='utf-8'
    )
    assert cli.run(['signatories', 'import', 'names.csv']) == 1
    assert Path('content/signatories.yaml').read_text() == '[]\n'
    assert '0 new, 0 already there, 1 for a person to decide' in capsys.readouterr().err
    assert cli.run(['signatories', 'import', 'names.csv', '--kind', 'person']) == 0
    assert 'public: false' in Path('content/signatories.yaml').read_text()


# ---- rows of spreadsheets that are nobody ----


@pytest.mark.parametrize(
    'row',
    [
        *('Total', 'TOTAL:', 'Grand total', 'Total: 240 signatories', 'Sum', 'Subtotal 12'),
        *('Nombre total : 12', 'Total général', 'Total de firmas 12', 'Suma', 'Totale firme'),
        *('Summe', 'Gesamt: 3', 'Insgesamt 12 Unterschriften', 'Anzahl 4'),
        *('Gesamtzahl der Personen', 'Razem: 4 osoby', 'Łącznie 12', 'Σύνολο'),
        *('Σύνολο υπογραφών: 12', 'Общо 12', 'Общо подписи'),
        *('المجموع', 'المجموع: ١٢', 'Celkem 12', 'Totaal'),
    ],
)  # fmt: skip
def test_a_row_that_adds_the_others_up_is_nobody(row):
    listed = read(f'Organisation,Country\nAttac,FR\n"{row}",2\n')
    assert names(listed) == ['Attac'] and ('LP345', 3) in found(listed)
    listed = read(f'Attac\nOxfam\n{row}\n', 'list.txt')
    assert names(listed) == ['Attac', 'Oxfam'] and {code for code, _ in found(listed)} <= {
        'LP345',  # or what is said of a heading, of two things on a line
        'LP249',
        'LP241',
    }
    assert found(listed)


@pytest.mark.parametrize(
    'name',
    ['Total Energies Watch', 'Gesamtschule Nord', 'Suma e.V.', 'The Sum of Us', 'Number Ten',
     'Names', 'Organisations for Rights', 'Insgesamt stark'],
)  # fmt: skip
def test_a_name_that_holds_such_a_word_is_one(name):
    assert names(read(f'Organisation,Country\nAttac,FR\n{name},FR\n')) == ['Attac', name]


@pytest.mark.parametrize(
    'cell',
    ['#REF!', '#NAME?', '#WERT!', '#¡VALOR!', '#ИМЯ?', '#DIV/0!', '#N/A', '#NV', '#ΑΝΑΦ!',
     '=A4&" Jugend"', '=CONCATENATE(A1;B1)', '=$B$7', '=SVERWEIS(A2;B:C;2)',
     '=Tabelle1!A3', '=-A2'],
)  # fmt: skip
def test_a_formula_and_its_error_are_no_name_and_stand_beside_none(cell):
    quoted = cell.replace('"', '""')
    listed = read(f'Organisation;Country\nAttac;FR\n"{quoted}";FR\n')
    assert names(listed) == ['Attac'] and found(listed) == [('LP346', 3)]
    listed = read(f'Full name;Affiliation;Public\nAna Sol;"{quoted}";yes\n', kind='person')
    (ana,) = listed.entries
    assert ana.affiliation == '' and found(listed) == [('LP237', 2)]


@pytest.mark.parametrize('name', ['=attac', '#NoPassaran', '#NuitDebout!', '=', '#', 'C# Guild'])
def test_a_name_that_begins_like_one_is_judged_as_any_other(name):
    codes = {code for code, _ in found(read(f'Organisation;Country\nAttac;FR\n{name};FR\n'))}
    assert 'LP346' not in codes


def test_a_roll_that_letterpress_wrote_is_read_back_whatever_its_names():
    listed = tuple(
        PublicSignatory(f'n-{n}', name, 'organisation')
        for n, name in enumerate(('Total', 'Summe', '=SUM(A1)', '#REF!', 'NULL', 'Privat'))
    )
    written = roll_files.to_csv(listed, said=True).decode()
    assert [one.name for one in read(written, kind=None).entries] == [one.name for one in listed]


@pytest.mark.parametrize(
    'cell', ['-', 'N/A', 'n/a', 'none', 'keine', 'Aucune', 'ninguna', 'nessuna', 'brak', 'καμία',
             'няма', 'لا يوجد', 'private person', 'Privatperson', 'osoba prywatna'],
)  # fmt: skip
def test_what_says_that_there_is_nothing_is_not_printed_beside_a_name(cell):
    text = f'Full name;Role;Organisation;Public\nAna Sol;{cell};{cell};yes\n'
    listed = read(text, kind='person')
    (ana,) = listed.entries
    assert (ana.role, ana.affiliation, found(listed)) == ('', '', [])
    assert names(read(f'Organisation;Country\n{cell};FR\nAttac;FR\n')) == ['Attac']


def test_marks_of_direction_around_a_name_do_not_cost_it():
    listed = read('Organisation;Country\n\u200fسمكس\u200f;LB\n\u200eAttac \u200e;FR\n')
    assert names(listed) == ['سمكس', 'Attac'] and found(listed) == []
    inside = read('Organisation;Country\nسم\u200fكس;LB\n')
    assert names(inside) == [] and ('LP201', 2) in found(inside)


@pytest.mark.parametrize('sign', [',', '،', '、'])
def test_commas_of_every_script_may_part_names(sign):
    listed = read(f'منظمة{sign} أكسفام{sign} سمكس\n', 'list.txt')
    assert names(listed) == [] and found(listed) == [('LP233', 1)]


@pytest.mark.parametrize(
    'name',
    ['Ana Sol & Ben Ruiz', 'Ana and Ben Ruiz', 'Anna Maier und Bernd Huber', 'Anne et Luc Petit',
     'Άννα και Νίκος Παππάς', 'Анна и Борис Петрови', 'Anna oraz Jan Kowalscy',
     'Dr. Ana Sol + Ben Ruiz', 'Ana&Ben Ruiz'],
)  # fmt: skip
def test_two_persons_in_the_place_of_one_are_a_question(name):
    listed = read(f'Full name,Public\n{name},yes\nCarla Mar,yes\n', kind='person')
    assert names(listed) == ['Carla Mar'] and found(listed) == [('LP348', 2)]
    listed = read(f'{name}\nCarla Mar\n', 'list.txt', 'person')
    assert names(listed) == ['Carla Mar'] and ('LP348', 1) in found(listed)
    assert names(read(f'Organisation,Country\n{name},FR\n')) == [name]


@pytest.mark.parametrize(
    'name', ['José Ortega y Gasset', 'Artur da Costa e Silva', 'Josep Puig i Cadafalch',
             'Andy Sandler', 'Und Et', 'Etienne Etter', 'Ульяна Ильина', 'Rémi Ott-And'],
)  # fmt: skip
def test_a_family_name_with_a_small_word_is_one_person(name):
    listed = read(f'Full name,Public\n{name},yes\n', kind='person')
    assert names(listed) == [name] and found(listed) == []
