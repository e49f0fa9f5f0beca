"""The roll: read, checked, ordered, counted, made public, written."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from fixtures.signatories import CANARY, FULL, organisation, read
from letterpress.base import tables
from letterpress.manuscript.model import PrivateRecord, PublicSignatory, Signatory
from letterpress.manuscript.roll import disclosure
from letterpress.manuscript.roll import files as roll_files
from letterpress.manuscript.roll import signatories as roll
from letterpress.manuscript.yaml import tree


def found(text: str) -> list[tuple[str, int]]:
    return [(finding.code, finding.place.line) for finding in read(text)[1]]


# ---- reading ----


def test_every_field_is_read():
    people, findings = read(FULL)
    assert findings == ()
    assert (people[0].id, people[0].name, people[0].kind, people[0].public) == (
        'abilian',
        'Abilian',
        'organisation',
        True,
    )
    assert people[0].place.line == 1
    assert replace(people[1], place=people[0].place) == Signatory(
        'marie',
        'Marie Curie',
        'person',
        'Curie Marie',
        'https://example.org/marie',
        'FR',
        date(2026, 12, 1),
        True,
        PrivateRecord(email='marie@example.org', consent='web form, 2026-11-30'),
        people[0].place,
    )


def test_a_folder_is_read_like_a_file_in_the_order_of_its_names():
    people, findings = roll.read(
        {
            'content/signatories/b.yaml': b'id: b\nname: Bee-home\nkind: organisation\n',
            'content/signatories/a.yaml': b'id: a\nname: Abilian\nkind: organisation\n',
        }
    )
    assert findings == ()
    assert [person.name for person in people] == ['Abilian', 'Bee-home']
    assert people[1].place.path == 'content/signatories/b.yaml'


def test_file_and_folder_together():
    _, findings = roll.read(
        {
            roll.FILE: FULL.encode(),
            'content/signatories/a.yaml': b'id: a\nname: A\nkind: organisation\n',
        }
    )
    assert [finding.code for finding in findings] == ['LP217']


def test_what_nothing_reads_in_the_folder():
    _, findings = roll.read(
        {
            'content/signatories/a.yaml': b'id: a\nname: A\nkind: organisation\n',
            'content/signatories/b.txt': b'Bee-home',
            'content/signatories/README.md': b'',
        }
    )
    assert [(finding.code, finding.place.path) for finding in findings] == [
        ('LP137', 'content/signatories/b.txt')
    ]


def test_nobody_and_nothing():
    assert [finding.code for finding in roll.read({})[1]] == ['LP120']
    assert [(finding.code, finding.severity) for finding in read('# nobody yet\n')[1]] == [
        ('LP218', 'warning')
    ]
    assert [finding.code for finding in read('[]\n')[1]] == ['LP218']
    assert [finding.code for finding in read('name: Abilian\n')[1]] == ['LP123']


def test_a_name_is_stored_composed():
    people, findings = read('- {id: v, name: Ve\u0301lorution, kind: organisation}\n')
    assert findings == () and people[0].name == 'V\u00e9lorution'
    people, findings = read(
        '- {id: o, name: O\ufb03ce du livre \u00adancien, kind: organisation}\n'
    )
    assert findings == () and people[0].name == 'Office du livre ancien'


def test_a_name_with_an_override_is_one_error_at_its_line():
    text = FULL.replace('Abilian\n', 'Abi\u202elian\n', 1)
    assert [(code, line) for code, line in found(text)] == [('LP103', 2)]
    closed = FULL.replace('name: Abilian\n', 'name: "Abi\\u202eli\\u202can"\n')
    assert found(closed) == [('LP201', 2), ('LP201', 2)]
    assert found(FULL.replace('name: Abilian\n', 'name: Abi\u2060lian\n')) == [('LP201', 2)]


def test_all_that_is_wrong_is_found_at_once():
    text = (
        '- {id: a, name: "A ", kind: organisation}\n- {id: b, name: B, kind: club}\n'
        '- {id: c, nam: C, kind: organisation}\n'
        '- {id: d, name: D, kind: person}\n'
        '- {id: e, name: E, kind: organisation, sort_as: "e\u2060"}\n'
    )
    assert found(text) == [('LP202', 1), ('LP124', 2), ('LP121', 3), ('LP214', 4), ('LP201', 5)]
    assert read(text)[0] == ()


def test_a_person_says_whether_the_name_may_be_printed():
    text = '- {id: a, name: Ana, kind: person%s}\n'
    assert found(text % '') == [('LP214', 1)]
    assert found(text % ', public: false') == []
    assert read(text % ', public: false')[0][0].public is False


# ---- files ----


def test_yaml_is_read_back_as_it_was():
    awkward = [
        organisation(name, id=f'n{n}')
        for n, name in enumerate(
            [
                'no',
                'Null',
                '12:30',
                '1e3',
                '2026-12-01',
                '07',
                '~x',
                'a: b',
                'c #d',
                '"quoted"',
                "it's",
                '- dash',
                '[list]',
                '{map}',
                '*star',
                '&and',
                '!tag',
                '%per',
                '@at',
                '`tick`',
                'back\\slash',
                'colon:',
                '#1',
                '<b>',
                'Ligue\u00a0X',
                'C++',
                '東京',
                'می‌خواهم',
                '(ADC)',
                'true',
            ]
        )
    ]
    people = [
        *awkward,
        replace(CANARY, private=replace(CANARY.private, note='two\nlines: "x"')),
        replace(CANARY, id='b', name='Bea', public=False),
    ]
    read_back, findings = roll.read(
        {roll.FILE: roll_files.to_yaml(people, 'A header\nof two lines')}
    )
    assert findings == ()
    assert [replace(entry, place=CANARY.place) for entry in read_back] == people


def test_yaml_means_the_same_to_other_readers():
    import yaml

    names = ['no', 'Null', '12:30', '1e3', '2026-12-01', '07', 'true', '1_000', '0x1f', 'Abilian']
    data = yaml.safe_load(
        roll_files.to_yaml([organisation(name, id=f'n{n}') for n, name in enumerate(names)])
    )
    assert [entry['name'] for entry in data] == names


def test_yaml_of_nobody():
    assert roll_files.to_yaml([], 'Nobody yet') == b'# Nobody yet\n[]\n'


@pytest.mark.parametrize(
    'text',
    [
        '# kept\n- id: a   # kept too\n  name: Abilian\n  kind: organisation\n',
        '  - id: a\n    name: Abilian\n    kind: organisation',
        '- {id: a, name: Abilian, kind: organisation}\n\n# last words\n',
    ],
)
def test_entries_are_added_below_and_nothing_else_is_touched(text):
    new = roll_files.extend(text, tree.parse(text, roll.FILE), [organisation('Bee-home')])
    assert new.decode().startswith(text.rstrip('\n'))
    people, findings = roll.read({roll.FILE: new})
    assert findings == () and [entry.name for entry in people] == ['Abilian', 'Bee-home']


def test_adding_to_an_empty_file_and_to_a_list_in_brackets():
    text = '# nobody yet'
    new = roll_files.extend(text, tree.parse(text, roll.FILE), [organisation('Bee-home')])
    assert new == b'# nobody yet\n- id: bee-home\n  name: Bee-home\n  kind: organisation\n'
    assert (
        roll_files.extend('[]\n', tree.parse('[]\n', roll.FILE), [organisation('Bee-home')]) is None
    )
    assert roll_files.extend('[]\n', tree.parse('[]\n', roll.FILE), []) == b'[]\n'


def test_csv_for_everybody():
    data = roll_files.to_csv(
        [
            PublicSignatory(
                'a', 'Sursiendo (Chiapas, México)', 'organisation', joined='2026-12-01'
            ),
            PublicSignatory('b', 'The "B"', 'person'),
        ]
    )
    assert data.decode() == (
        '\ufeffid,name,kind,url,country,joined\r\n'
        'a,"Sursiendo (Chiapas, México)",organisation,,,2026-12-01\r\nb,"The ""B""",person,,,\r\n'
    )


@pytest.mark.parametrize(
    'name', ['=1+1', '+33', '-2', '@SUM(A1)', '＝x', "'=x", "''@x", '\tx', '\rx']
)
def test_a_spreadsheet_meets_no_formula(name):
    data = roll_files.to_csv([PublicSignatory('a', name, 'organisation')]).decode('utf-8-sig')
    cell = list(csv.reader(io.StringIO(data, newline='')))[1][1]
    assert cell == "'" + name
    assert tables.unguarded(cell) == name


@pytest.mark.parametrize('name', ["'t Zand", "Entr'ouvert", 'a=b', 'Bee-home', "'", "''"])
def test_other_cells_stay_as_they_are(name):
    assert tables.guarded(name) == name == tables.unguarded(name)


# ---- the sample ----


def test_the_sample_has_81_organisations_and_nothing_wrong(project):
    people, findings = roll.read({roll.FILE: (project / roll.FILE).read_bytes()})
    assert findings == ()
    assert len(people) == 81
    assert {(entry.kind, entry.public, entry.sort_as) for entry in people} == {
        ('organisation', True, '')
    }
    assert [entry.name for entry in disclosure.published(people)][:3] == [
        'Abilian',
        'ACAT France',
        'Access Now',
    ]


def test_editors_get_a_schema_of_an_entry():
    schema = roll.SHAPE.json()
    assert schema['type'] == 'array'
    assert schema['items']['required'] == ['id', 'name', 'kind']
    assert schema['items']['additionalProperties'] is False


def test_what_stands_beside_a_name_is_printed_behind_it():
    ana = PublicSignatory(
        'ana', 'Ana Dupont', 'person', role='Professor of Law', affiliation='Universidade do Porto'
    )
    assert ana.line == 'Ana Dupont, Professor of Law, Universidade do Porto'
    assert replace(ana, role='').line == 'Ana Dupont, Universidade do Porto'
    assert PublicSignatory('a', 'Attac', 'organisation').line == 'Attac'
    laila = PublicSignatory('l', 'ليلى بن علي', 'person', affiliation='جامعة تونس')
    assert laila.line == 'ليلى بن علي، جامعة تونس'
