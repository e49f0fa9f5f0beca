"""Taking over who sits: the chambers' own lists, and a table that a person has written in."""

import json
import shutil
from pathlib import Path

import pytest

from fixtures.sample import letterpress
from letterpress.findings import Rejected
from letterpress.manuscript.filing import imports as recipients_import
from letterpress.manuscript.filing import members

HOUSE = Path(__file__).parents[3]

# The headings are those of the files as they are published; the persons are not.
ASSEMBLY = (
    '"identifiant";"Prénom";"Nom";"Région";"Département";"Numéro de circonscription";"Profession";'
    '"Groupe politique (complet)";"Groupe politique (abrégé)"'
)
OFFICE = ASSEMBLY.replace(';', ',')
DATAN = (
    'id,legislature,civ,nom,prenom,villeNaissance,naissance,age,groupe,groupeAbrev,'
    'departementNom,departementCode,circo,datePriseFonction,job,mail'
)
SENATE = """% Requête :select senmat as "Matricule", quacod as "Qualité", sennomuse as "Nom usuel",
% \tcase when senautema='OUI' then senema else 'Non public' end as "Courrier électronique",
% Aucun paramètre
Matricule,Qualité,Nom usuel,Prénom usuel,État,Groupe politique,Circonscription,\
Courrier électronique,PCS INSEE
"""

HEAD = (
    'body,id,civility,office,name,address,address_language,language,rank,delivery,email,'
    'constituency'
)


def deputy(id, constituency, civility='', name='', email='', address='Rue'):
    return (
        f'assemblee-nationale,{id},{civility},Office,{name},{address},'
        f'fr,fr,deputy,post,{email},{constituency}'
    )


TWO_LINES = deputy('an-974-2', 'La Réunion 2', address='"Rue /\nVille"')
TABLE = '\n'.join(
    [HEAD, deputy('an-01-1', 'Ain 1'), '', TWO_LINES, deputy('an-986-1', 'Wallis et Futuna 1'), '']
)


def assembly(*rows, head=ASSEMBLY):
    comma = ';' if ';' in head else ','
    lines = [
        head,
        *(
            comma.join(
                f'"{cell}"' for cell in ('1', given, family, 'R', place, number, 'Avocat', 'G', 'G')
            )
            for given, family, place, number in rows
        ),
    ]
    return '\r\n'.join(lines) + '\r\n'


def senators(*rows):
    return SENATE + ''.join(
        f'0{n},{quality},{family},{given},{state},G,{place},{mail},"Cadres, divers"\n'
        for n, (quality, family, given, state, place, mail) in enumerate(rows)
    )


def merged(table, data, replace=False):
    _, found = members.read(data if isinstance(data, bytes) else data.encode(), 'list.csv')
    return recipients_import.merge(table, 'table.csv', found, replace)


def said(result):
    return [(one.code, one.place.path, one.place.line) for one in result.doubts]


# ---- the lists ----


@pytest.mark.parametrize('encoding', ['utf-8', 'utf-8-sig', 'cp1252'])
@pytest.mark.parametrize('head', [ASSEMBLY, OFFICE])
def test_the_list_of_the_assembly_is_read_in_both_forms_and_encodings(encoding, head):
    body, found = members.read(
        assembly(('Gaëlle', "N'Été", 'Réunion', '2'), head=head).encode(encoding), 'list.csv'
    )
    (one,) = found
    assert body == 'assemblee-nationale' and (one.name, one.civility, one.email) == (
        'Gaëlle N’Été',
        '',
        '',
    )
    assert one.seat == members.seat('La Réunion 2') and one.place.line == 2


def test_the_list_made_from_it_says_the_civility_and_the_e_mail():
    row = (
        'PA1,17,Mme,Ici,Claude,Ville,1970-01-01,56,G,G,Wallis-et-Futuna,986,1,2024-07-08,Avocate,'
        'c.ici@example.net'
    )
    body, (one,) = members.read(f'{DATAN}\n{row}\n'.encode(), 'list.csv')
    assert body == 'assemblee-nationale' and one.seat == members.seat('Wallis et Futuna 1')
    assert (one.name, one.civility, one.email) == ('Claude Ici', 'Madame', 'c.ici@example.net')


@pytest.mark.parametrize('encoding', ['utf-8', 'cp1252'])
def test_the_list_of_the_senate_has_comments_in_front_and_former_senators(encoding):
    text = senators(
        ('M.', 'Là', 'Noël', 'ACTIF', 'Alpes de Haute-Provence', 'Non public'),
        ('Mme', 'Jadis', 'Anne', 'ANCIEN', 'Seine-et-Oise', ''),
        ('Mme', 'Ici', 'Ève', 'ACTIF', "Côte-d'Or", 'e.ici@senat.fr'),
    )
    body, found = members.read(text.encode(encoding), 'list.csv')
    assert body == 'senat' and [
        (one.name, one.civility, one.email, one.place.line) for one in found
    ] == [('Noël Là', 'Monsieur', '', 5), ('Ève Ici', 'Madame', 'e.ici@senat.fr', 7)]
    assert [one.seat for one in found] == [
        members.seat('Alpes-de-Haute-Provence'),
        members.seat('Côte-d’Or'),
    ]


@pytest.mark.parametrize(
    'data',
    [
        b'',
        b'% only\n',
        b'name,country\nA,FR\n',
        ASSEMBLY.encode(),
        SENATE.encode(),
        ASSEMBLY.replace('"Nom"', '"Nome"').encode() + b'\n',
        ASSEMBLY.encode() + b'\n"1;2\n',
    ],
)
def test_what_is_no_list_of_members_is_refused(data):
    with pytest.raises(Rejected) as caught:
        members.read(data, 'list.csv')
    (one,) = caught.value.findings
    assert one.code == 'LP262' and one.place.path == 'list.csv' and one.hint


def test_no_two_seats_that_ship_have_one_key():
    for body, count in (('assemblee-nationale', 577), ('senat', 108)):
        rows = (HOUSE / f'content/recipients/{body}.csv').read_text().splitlines()[1:]
        assert len({members.seat(row.rpartition(',')[2]) for row in rows}) == count


# ---- the table ----


def test_names_go_into_empty_seats_and_everything_else_stays_byte_for_byte():
    result = merged(
        TABLE,
        assembly(
            ('Claude', 'Ici', 'Ain', '1'),
            ('Noël', 'Là', 'Réunion', '2'),
            ('Paul', 'Loin', 'Wallis-et-Futuna', '1'),
        ),
    )
    assert (result.changed, result.known) == (3, 0)
    assert said(result) == [('LP266', 'table.csv', 2)]
    before, after = TABLE.split('\n'), result.text.split('\n')
    assert after[0] == before[0] and after[2] == '' and len(after) == len(before)
    assert after[1] == deputy('an-01-1', 'Ain 1', name='Claude Ici')
    assert '\n'.join(after[3:5]) == '\n'.join(before[3:5]).replace('Office,,', 'Office,Noël Là,')


def test_importing_twice_changes_nothing():
    data = assembly(('Claude', 'Ici', 'Ain', '1'))
    once = merged(TABLE, data)
    again = merged(once.text, data)
    assert again.text == once.text and (again.changed, again.known) == (0, 1)


def test_a_second_list_adds_the_civility_that_the_first_did_not_have():
    once = merged(TABLE, assembly(('Claude', 'Ici', 'Ain', '1')))
    rows = f'{DATAN}\nPA1,17,M.,ICI,Claude,,,,,,Ain,01,1,,,c@example.net\n'
    result = merged(once.text, rows)
    assert result.text.split('\n')[1] == deputy(
        'an-01-1', 'Ain 1', 'Monsieur', 'Claude Ici', 'c@example.net'
    )
    assert 'LP266' not in [code for code, _, _ in said(result)]


def test_what_a_person_wrote_stays_and_is_said():
    own = deputy('an-01-1', 'Ain 1', 'Madame', 'Camille Avant', 'own@example.net')
    table = TABLE.replace(deputy('an-01-1', 'Ain 1'), own)
    result = merged(table, assembly(('Claude', 'Ici', 'Ain', '1')))
    assert result.text == table and result.changed == 0
    assert ('LP265', 'table.csv', 2) in said(result) and 'Camille Avant' in str(result.doubts)
    replaced = merged(table, assembly(('Claude', 'Ici', 'Ain', '1')), replace=True)
    assert replaced.text.split('\n')[1] == deputy('an-01-1', 'Ain 1', name='Claude Ici')


def test_an_e_mail_address_of_ones_own_stays_too():
    table = TABLE.replace(
        deputy('an-01-1', 'Ain 1'), deputy('an-01-1', 'Ain 1', email='own@example.net')
    )
    result = merged(table, f'{DATAN}\nPA1,17,Mme,Ici,Claude,,,,,,Ain,01,1,,,list@example.net\n')
    assert result.text.split('\n')[1] == deputy(
        'an-01-1', 'Ain 1', 'Madame', 'Claude Ici', 'own@example.net'
    )
    assert ('LP265', 'table.csv', 2) in said(result)


def test_what_is_missing_on_either_side_is_said_where_it_stands():
    result = merged(
        TABLE, assembly(('Claude', 'Ici', 'Ain', '1'), ('Noël', 'Là', 'Seine-et-Oise', '3'))
    )
    assert set(said(result)) == {
        ('LP266', 'table.csv', 2),
        ('LP263', 'table.csv', 4),
        ('LP263', 'table.csv', 6),
        ('LP264', 'list.csv', 3),
    }


def test_two_for_one_seat_is_not_for_us_to_decide():
    result = merged(TABLE, assembly(('Claude', 'Ici', 'Ain', '1'), ('Noël', 'Là', 'Ain', '1')))
    assert result.changed == 0 and [
        code for code, path, _ in said(result) if path == 'list.csv'
    ] == ['LP264', 'LP264']


def senate(*rows):
    return '\n'.join(
        [
            HEAD,
            *(
                f'senat,senat-75-{n},{civility},Office,{name},Rue,fr,fr,senator,post,,Paris'
                for n, (civility, name) in enumerate(rows, 1)
            ),
            '',
        ]
    )


def test_senators_of_a_department_keep_their_seats_and_newcomers_take_the_free_ones():
    table = senate(('', ''), ('Madame', 'Anne Ancienne'), ('Monsieur', 'Guy Parti'), ('', ''))
    data = senators(
        ('Mme', 'Neuve', 'Lou', 'ACTIF', 'Paris', ''),
        ('Mme', 'Ancienne', 'Anne', 'ACTIF', 'Paris', ''),
        ('M.', 'Nouveau', 'Max', 'ACTIF', 'Paris', ''),
    )
    result = merged(table, data)
    assert result.text == senate(
        ('Madame', 'Lou Neuve'),
        ('Madame', 'Anne Ancienne'),
        ('Monsieur', 'Guy Parti'),
        ('Monsieur', 'Max Nouveau'),
    )
    assert said(result) == [('LP263', 'table.csv', 4)]
    assert 'Guy Parti is not in the list any more' in result.doubts[0].message
    emptied = merged(table, data, replace=True)
    assert emptied.text == result.text.replace('Monsieur,Office,Guy Parti', ',Office,')


def test_a_table_without_the_columns_to_fill_is_refused():
    for table in (HEAD + '\n', TABLE.replace('constituency', 'portal', 1)):
        with pytest.raises(Rejected) as caught:
            merged(table, assembly(('Claude', 'Ici', 'Ain', '1')))
        assert caught.value.findings[0].code == 'LP252'


# ---- the command ----


@pytest.fixture
def campaign(tmp_path):
    shutil.copytree(HOUSE / 'content', tmp_path / 'content')
    deputies = assembly(('Claude', 'Ici', 'Ain', '1'), ('Noël', 'Là', 'Réunion', '7'))
    (tmp_path / 'deputies.csv').write_text(deputies, encoding='cp1252', newline='')
    paris = senators(('Mme', 'Ici', 'Ève', 'ACTIF', 'Paris', 'e.ici@senat.fr'))
    (tmp_path / 'senators.csv').write_text(paris, encoding='cp1252')
    return tmp_path


def test_the_command_fills_the_table_and_says_what_is_missing(campaign):
    done = letterpress('recipients', 'import', 'deputies.csv', cwd=campaign)
    assert done.stdout.strip() == 'content/recipients/assemblee-nationale.csv'
    assert 'assemblee-nationale: 2 filled or changed, 0 right already' in done.stderr
    assert (
        done.stderr.count('LP263') == 99 and 'and 476 more' in done.stderr
    )  # a hundred findings are shown
    listed = letterpress(
        'recipients', 'list', '--body', 'assemblee-nationale', cwd=campaign
    ).stdout.splitlines()
    assert listed[0] == (
        'an-01-1\tfr\tpost\tClaude Ici · Députée ou Député de la 1re circonscription · de l’Ain · '
        'Assemblée nationale · 126 rue de l’Université · 75355 PARIS 07 SP'
    )
    assert (
        sum('Claude Ici' in line or 'Noël Là' in line for line in listed) == 2
        and len(listed) == 579
    )
    done = letterpress('recipients', 'import', 'senators.csv', '--json', cwd=campaign)
    answer = json.loads(done.stdout)
    assert (answer['body'], answer['changed'], len(answer['doubts'])) == ('senat', 1, 347)
    everyone = {
        one['id']: one
        for one in json.loads(letterpress('recipients', 'list', '--json', cwd=campaign).stdout)
    }
    assert everyone['senat-75-1']['lines'][:2] == ['Madame Ève Ici', 'Sénatrice de Paris']
    assert everyone['senat-75-1']['salutation'] == 'Madame la Sénatrice,'
    assert everyone['senat-75-1']['file'] == 'letter.fr.senat-075-01.pdf'


def test_a_project_without_the_table_gets_the_one_that_ships(campaign):
    shutil.rmtree(campaign / 'content/recipients')
    shutil.rmtree(campaign / 'content/forms')
    done = letterpress('recipients', 'import', 'senators.csv', cwd=campaign)
    assert done.stdout.split() == ['content/forms/fr.yaml', 'content/recipients/senat.csv']
    text = (campaign / 'content/recipients/senat.csv').read_text()
    assert 'Ève Ici' in text and len(text.splitlines()) == 349


def test_a_letter_that_is_not_in_french_has_no_use_for_it(campaign):
    letterpress('init', 'mine', cwd=campaign)
    done = letterpress('recipients', 'import', '../senators.csv', cwd=campaign / 'mine', check=1)
    assert 'LP267' in done.stderr and not (campaign / 'mine/content/recipients').exists()


def test_a_table_that_would_be_wrong_is_not_written(campaign):
    path = campaign / 'content/recipients/senat.csv'
    seven = 'a / b / c / d / e / f'
    path.write_text(
        path.read_text().replace(
            'Sénat / Palais du Luxembourg / 15 rue de Vaugirard / 75291 PARIS CEDEX 06', seven
        )
    )
    before = path.read_bytes()
    (campaign / 'senators.csv').write_text(
        senators(('Mme', 'Ici', 'Ève / Une / Autre', 'ACTIF', 'Paris', ''))
    )
    done = letterpress('recipients', 'import', 'senators.csv', cwd=campaign, check=1)
    assert 'LP254' in done.stderr and path.read_bytes() == before


def test_line_ends_and_the_byte_order_mark_of_a_spreadsheet_stay(campaign):
    path = campaign / 'content/recipients/senat.csv'
    path.write_bytes(b'\xef\xbb\xbf' + path.read_bytes().replace(b'\n', b'\r\n'))
    letterpress('recipients', 'import', 'senators.csv', cwd=campaign)
    data = path.read_bytes()
    assert data.startswith(b'\xef\xbb\xbf') and data.count(b'\r\n') == data.count(b'\n') == 349
    assert 'Ève Ici'.encode() in data


def test_a_file_that_is_not_there_is_a_matter_of_usage(campaign):
    assert (
        'LP707' in letterpress('recipients', 'import', 'nowhere.csv', cwd=campaign, check=2).stderr
    )
