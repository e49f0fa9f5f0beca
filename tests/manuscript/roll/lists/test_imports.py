"""Taking over lists from elsewhere: the run-on list of the letter, lines, tables, rolls."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from fixtures.first_signatories import FIRST_SIGNATORIES
from letterpress.findings import Place, Rejected, catalogue
from letterpress.manuscript.model import PrivateRecord, PublicSignatory, Signatory
from letterpress.manuscript.roll import disclosure
from letterpress.manuscript.roll import files as roll_files
from letterpress.manuscript.roll import signatories as roll
from letterpress.manuscript.roll.lists.imports import Imported, read_any
from letterpress.manuscript.roll.lists.merging import merge


@pytest.fixture(scope='module')
def seed() -> bytes:
    return (Path(__file__).parents[3] / 'seed' / 'open-letter.md').read_bytes()


def names(imported: Imported) -> list[str]:
    return [entry.name for entry in imported.entries]


def codes(imported: Imported) -> list[str]:
    return [finding.code for finding in imported.ambiguous]


def text(content: str, name: str = 'list.txt', kind: str | None = 'organisation') -> Imported:
    return read_any(content.encode(), name, kind)


# ---- the letter's own list ----


def test_the_letter_gives_its_81_signatories_in_order(seed):
    assert len(FIRST_SIGNATORIES) == 81
    assert names(read_any(seed, 'open-letter.md', 'organisation')) == FIRST_SIGNATORIES


def test_names_with_a_hyphen_are_kept_whole_and_listed_for_a_person(seed):
    found = read_any(seed, 'open-letter.md', 'organisation').ambiguous
    assert {(finding.code, finding.severity, finding.place.line) for finding in found} == {
        ('LP231', 'warning', 19)
    }
    assert [finding.message.split('”')[0][1:] for finding in found] == [
        'Assodev-Marsnet',
        'Bee-home',
        'CREIS-Terminal',
        'INP-net',
        'Les-Tilleuls.coop',
        'PLOSS Auvergne Rhône-Alpes',
        'Toile-Libre',
        'Vélorution Paris Île-De-France',
    ]


def test_every_name_knows_where_it_stood(seed):
    line = seed.decode().split('\n')[18]
    for entry in read_any(seed, 'open-letter.md', 'organisation').entries:
        assert entry.place.line == 19
        assert line[entry.place.column - 1 :].startswith(entry.name)


def test_the_sample_is_what_the_letter_says(seed, project):
    people, _ = roll.read({roll.FILE: (project / roll.FILE).read_bytes()})
    assert [entry.name for entry in people] == FIRST_SIGNATORIES
    merged = merge(people, read_any(seed, 'open-letter.md', 'organisation'))
    assert merged.added == () and merged.roll == people
    assert {finding.code for finding in merged.ambiguous} == {'LP231'}


@pytest.mark.parametrize(
    'pattern',
    [
        r'\s*-\s*|\s*–\s*',  # every dash separates: splits Bee-home
        r'\s+-\s*|\s*-\s+',  # only hyphens do: joins "Cerveaux non disponible – CECIL"
        r'\s+[-–]\s+',  # only with blanks on both sides: joins "Antanak -Article19"
        r'\s*[-–]\s+',  # only with a blank behind
    ],
)
def test_a_reader_with_another_idea_of_a_separator_is_caught(seed, pattern, monkeypatch):
    from letterpress.manuscript.roll.lists import plain_text

    monkeypatch.setattr(plain_text, '_CUT', re.compile(pattern))
    assert names(read_any(seed, 'open-letter.md', 'organisation')) != FIRST_SIGNATORIES


# ---- text ----


@pytest.mark.parametrize(
    'content',
    [
        'Abilian\nBee-home\nSursiendo (Chiapas, México)\n',
        '- Abilian\n- Bee-home\n- Sursiendo (Chiapas, México)',
        '* Abilian\r\n\r\n* Bee-home\r\n* Sursiendo (Chiapas, México)\r\n',
        '\ufeff1. Abilian\n2. Bee-home\n3) Sursiendo (Chiapas, México)\n',
        '# Signataires\n\n  • Abilian\n  • Bee-home\n  • Sursiendo (Chiapas, México)\n\n'
        '# Contact\n\nnobody\n',
        'Abilian – Bee-home – Sursiendo (Chiapas, México)',
        'Abilian; Bee-home; Sursiendo (Chiapas, México)',
        'Abilian | Bee-home | Sursiendo (Chiapas, México)',
        'Abilian • Bee-home • Sursiendo (Chiapas, México)',
    ],
)
def test_the_same_names_in_many_forms(content):
    imported = text(content)
    assert names(imported) == ['Abilian', 'Bee-home', 'Sursiendo (Chiapas, México)']
    assert set(codes(imported)) <= {'LP231'}


def test_a_run_on_list_over_several_lines():
    imported = text('Abilian - FDN - FFDN -\nGenepi - Hoga – Illyse\n- Mailo')
    assert names(imported) == ['Abilian', 'FDN', 'FFDN', 'Genepi', 'Hoga', 'Illyse', 'Mailo']
    assert codes(imported) == []
    assert [entry.place.line for entry in imported.entries] == [1, 1, 1, 2, 2, 2, 3]


@pytest.mark.parametrize('joint', ['and', 'et', 'y', 'und', 'e', 'και', 'и', 'و', 'i', 'oraz'])
def test_a_run_on_list_ends_with_a_conjunction(joint):
    imported = text(f'Abilian; Bits und Bäume; Hoga; {joint} Illyse')
    assert names(imported) == ['Abilian', 'Bits und Bäume', 'Hoga', 'Illyse']
    assert codes(imported) == []
    imported = text(f'Abilian; Bits und Bäume; Hoga {joint} Illyse')
    assert names(imported) == ['Abilian', 'Bits und Bäume', 'Hoga', 'Illyse']
    assert codes(imported) == ['LP231'] and imported.entries[-1].place.column > 30


def test_a_name_across_the_end_of_a_line_is_not_guessed():
    imported = text('Abilian - FDN - Parti\nPirate - Hoga - Illyse')
    assert names(imported) == ['Abilian', 'FDN', 'Hoga', 'Illyse']
    assert codes(imported) == ['LP232'] and 'Parti Pirate' in imported.ambiguous[0].message


@pytest.mark.parametrize(
    'line, code',
    [
        ('Ana Sol - Abilian', 'LP232'),
        ('Ana Sol – Abilian', 'LP232'),
        ('Ana Sol -Abilian', 'LP232'),
        ('Ana | Sol', 'LP232'),
        ('Sol, Ana', 'LP233'),
        ('Abilian (Paris', 'LP234'),
        ('Abilian) Paris', 'LP234'),
        ('Abi\u2060lian', 'LP201'),
    ],
)
def test_a_line_that_may_mean_two_things_is_left_out_and_listed(line, code):
    imported = text(f'FDN\n  {line}\nFFDN\n')
    assert names(imported) == ['FDN', 'FFDN']
    assert [(finding.code, finding.severity, finding.place) for finding in imported.ambiguous] == [
        (code, 'error', Place('list.txt', 2, 3))
    ]


def test_a_line_of_two_is_never_taken_for_a_run_on_list():
    assert names(text('Abilian - FDN')) == []
    assert codes(text('Abilian - FDN')) == ['LP232']


def test_a_dash_in_brackets_separates_nothing_but_is_listed():
    imported = text('Abilian - FDN (Paris - Lyon) - Hoga')
    assert names(imported) == ['Abilian', 'FDN (Paris - Lyon)', 'Hoga']
    assert codes(imported) == ['LP231']


def test_a_bracket_without_a_partner_does_not_swallow_the_list():
    imported = text('Abilian - FDN (Paris - Hoga - Illyse')
    assert names(imported) == ['Abilian', 'Hoga', 'Illyse']
    assert codes(imported) == ['LP234']


@pytest.mark.parametrize(
    'heading',
    [
        'First signatories',
        'Signataires',
        'Firmantes',
        'Firmatari',
        'Unterzeichnende',
        'Υπογράφοντες',
        'Подписали',
        'الموقعون',
        'الموقّعون الأوائل',
    ],
)
def test_the_list_below_its_heading_in_any_of_our_languages(heading):
    letter = f'# Letter\n\nWords - not names - at all.\n\n## {heading}\n\nAbilian\nFDN\n'
    assert names(text(letter)) == ['Abilian', 'FDN']


@pytest.mark.parametrize(
    'content, line',
    [
        ('', 0),
        ('\n \n', 0),
        ('# Letter\n\nAbilian\n', 0),
        ('# Signatories\nAbilian\n# First signatories\nFDN\n', 3),
    ],
)
def test_a_file_in_which_no_list_is_found(content, line):
    with pytest.raises(Rejected) as caught:
        text(content)
    assert [(finding.code, finding.place.line) for finding in caught.value.findings] == [
        ('LP230', line)
    ]


def test_a_file_that_is_no_text():
    for data in (b'%PDF-1.7\n', b'\x89PNG\r\n\x1a\n\0\0', b'Abilian\n\x81\x8d\x8f\n'):
        with pytest.raises(Rejected, match=r'LP10[12]'):
            read_any(data, 'list.txt', 'organisation')


def test_persons_are_not_public_unless_the_list_says_so():
    imported = text('Ana Sol\nBea Luna\n', kind='person')
    assert [(entry.kind, entry.public) for entry in imported.entries] == [('person', False)] * 2
    assert codes(imported) == ['LP236']


# ---- tables ----


@pytest.mark.parametrize(
    'content',
    [
        'name,country,website\nAbilian,FR,https://abilian.example\n'
        '"Sursiendo (Chiapas, México)",MX,\n',
        'Nom;Pays;Site web\nAbilian;FR;https://abilian.example\nSursiendo (Chiapas, México);MX;\n',
        'País\tNombre\tWeb\r\nFR\tAbilian\thttps://abilian.example\r\n'
        'MX\tSursiendo (Chiapas, México)\t\r\n',
        '\ufeffИМЕ,държава,Сайт,unknown\nAbilian,FR,https://abilian.example,red\n'
        '"Sursiendo (Chiapas, México)",MX,,blue\n',
        'Οργάνωση,Χώρα,Ιστότοπος\nAbilian,FR,https://abilian.example\n,,\n'
        '"Sursiendo (Chiapas, México)",MX,\n',
        'الاسم,البلد,الموقع\nAbilian,FR,https://abilian.example\n'
        '"Sursiendo (Chiapas, México)",MX,\n',
    ],
)
def test_tables_with_headings_in_many_languages(content):
    imported = text(content, 'list.csv')
    assert codes(imported) == []
    assert [(entry.name, entry.country, entry.url, entry.kind) for entry in imported.entries] == [
        ('Abilian', 'FR', 'https://abilian.example', 'organisation'),
        ('Sursiendo (Chiapas, México)', 'MX', '', 'organisation'),
    ]


def test_a_cell_is_taken_as_it_is():
    imported = text('name\nAna Sol - Abilian\n"Sol, Ana"\nBee-home\n', 'list.csv')
    assert names(imported) == ['Ana Sol - Abilian', 'Sol, Ana', 'Bee-home']


def test_one_column_needs_its_heading_too():
    assert names(text('Organisation\nAbilian\nFDN\n', 'list.csv')) == ['Abilian', 'FDN']
    for content in ('Abilian\nFDN\n', 'prenom\nAna\n', 'Teilnehmende\nAbilian\n'):
        with pytest.raises(Rejected, match='LP235'):
            text(content, 'list.csv')


def test_persons_with_first_and_last_names():
    imported = text(
        'Prénom,Nom,Email,Consentement\nMarie,Curie,marie@example.org,web form\n', 'form.csv', None
    )
    entry = imported.entries[0]
    assert (entry.name, entry.sort_as, entry.kind, entry.public) == (
        'Marie Curie',
        'Curie Marie',
        'person',
        False,
    )
    assert entry.private == PrivateRecord(email='marie@example.org', consent='web form')
    assert codes(imported) == ['LP236']


def test_a_table_that_says_who_may_be_printed():
    imported = text('first name,last name,public\nMarie,Curie,yes\nAna,Sol,Non\n', 'form.csv', None)
    assert [(entry.name, entry.public) for entry in imported.entries] == [
        ('Marie Curie', True),
        ('Ana Sol', False),
    ]
    assert codes(imported) == []


@pytest.mark.parametrize(
    'row',
    [
        'Abilian,Frankistan,,,',
        'Abilian,,www.abilian.example,,',
        'Abilian,,javascript:alert(1),,',
        'Abilian,,ftp://abilian.example,,',
    ],
)
def test_a_cell_that_means_nothing_is_dropped_and_not_its_row(row):
    imported = text(f'name,country,url,kind,public\nFDN,FR,,organisation,true\n{row}\n', 'list.csv')
    assert names(imported) == ['FDN', 'Abilian']
    assert (imported.entries[1].country, imported.entries[1].url) == ('', '')
    assert [(one.code, one.severity, one.place.line) for one in imported.ambiguous] == [
        ('LP237', 'warning', 3)
    ]


def test_a_kind_that_is_none_is_a_question():
    imported = text('name,kind\nFDN,organisation\nAbilian,club\nHoga,club\n', 'list.csv', None)
    assert names(imported) == ['FDN'] and codes(imported) == ['LP287']
    assert 'lines 3, 4' in imported.ambiguous[0].message


@pytest.mark.parametrize(
    'content',
    [
        'Abilian,FR\nFDN,FR\n',
        'name,nom\nAbilian,FDN\n',
        'name\n"Abilian\n',
        f'name\n{"x" * 100_001}\n',
    ],
)
def test_tables_that_cannot_be_read(content):
    with pytest.raises(Rejected, match='LP235'):
        text(content, 'list.csv')


def test_our_own_table_comes_back():
    people = [
        PublicSignatory('a', '=1+1', 'organisation', 'https://example.org/a,b', 'FR', '2026-12-01'),
        PublicSignatory('b', 'The "B", (Chiapas – México)', 'organisation'),
        PublicSignatory('c', "'@x", 'organisation'),
    ]
    imported = read_any(roll_files.to_csv(people), 'signatories.csv')
    assert imported.ambiguous == ()
    assert [disclosure.publish(entry) for entry in imported.entries] == people


def test_a_roll_comes_back_with_its_private_part():
    ana = Signatory(
        'ana', 'Ana Sol', 'person', public=True, private=PrivateRecord(email='ana@example.org')
    )
    imported = read_any(roll_files.to_yaml([ana]), 'other/signatories.yaml')
    assert [replace(entry, place=Place()) for entry in imported.entries] == [ana]


# ---- merging ----


def test_importing_twice_changes_nothing(seed):
    once = merge((), read_any(seed, 'open-letter.md', 'organisation'))
    assert len(once.roll) == len(once.added) == 81
    assert len({entry.id for entry in once.roll}) == 81
    twice = merge(once.roll, read_any(seed, 'open-letter.md', 'organisation'))
    assert twice.roll == once.roll and twice.added == ()
    assert roll_files.to_yaml(twice.roll) == roll_files.to_yaml(once.roll)


def test_what_is_there_keeps_its_fields_and_its_place():
    present = (
        Signatory('fdn', 'FDN', 'organisation', url='https://fdn.example', country='FR'),
        Signatory('first', 'ABILIAN', 'organisation', sort_as='Z'),
    )
    merged = merge(present, text('Abilian\nFFDN\nFDN\n'))
    assert merged.roll[:2] == present
    assert [(entry.id, entry.name) for entry in merged.added] == [('ffdn', 'FFDN')]
    assert merged.ambiguous == ()


def test_ids_that_collide_are_numbered():
    added = merge((), text('C\nC++\nC#\nc plus plus\n')).added
    assert [entry.id for entry in added] == ['c', 'c-plus-plus', 'c-2', 'c-plus-plus-2']


def test_a_name_mended_in_the_roll_is_not_added_again():
    present = (Signatory('mouvement-ecologiste', 'Mouvement Écologiste', 'organisation'),)
    merged = merge(present, text('Mouvement Ecologiste\nFDN\n'))
    assert [entry.name for entry in merged.added] == ['FDN']
    assert [(finding.code, finding.place.line) for finding in merged.ambiguous] == [('LP239', 1)]


def test_a_person_and_an_organisation_of_one_name_are_not_joined():
    present = (Signatory('ana-sol', 'Ana Sol', 'person', public=True),)
    merged = merge(present, text('Ana Sol\n'))
    assert merged.added == () and [finding.code for finding in merged.ambiguous] == ['LP239']


def test_a_name_twice_in_one_list_is_one_entry():
    merged = merge((), text('Abilian\nFDN\nabilian\n'))
    assert [entry.name for entry in merged.added] == ['Abilian', 'FDN']
    assert [(finding.code, finding.place.line) for finding in merged.ambiguous] == [('LP238', 3)]


def test_namesakes_with_different_addresses_are_two_people():
    table = text(
        'first name,last name,email,public\n'
        'Ana,Sol,a@example.org,yes\nAna,Sol,b@example.org,yes\nAna,Sol,B@example.org,yes\n',
        'form.csv',
        None,
    )
    once = merge((), table)
    assert [entry.id for entry in once.added] == ['ana-sol', 'ana-sol-2']
    assert [finding.code for finding in once.ambiguous] == ['LP238']
    assert merge(once.roll, table).added == ()


def test_an_id_with_another_name_is_listed():
    present = (Signatory('abilian', 'Abilian', 'organisation'),)
    merged = merge(present, text('id,name\nabilian,Abilian Labs\n', 'list.csv'))
    assert merged.added == () and [finding.code for finding in merged.ambiguous] == ['LP240']


# ---- every finding of an import, one folder a case ----
# tests/findings/import/LPnnn[-what]/ holds list.txt, .md or .csv, `expected`, roll.yaml where there
# is a roll, and `kind` where --kind was said.

CASES = sorted((Path(__file__).parents[3] / 'findings' / 'import').iterdir())


def said(case: Path) -> str:
    listing = next(path for path in case.iterdir() if path.stem == 'list')
    present = (
        roll.read({roll.FILE: (case / 'roll.yaml').read_bytes()})[0]
        if (case / 'roll.yaml').exists()
        else ()
    )
    kind = (case / 'kind').read_text().strip() if (case / 'kind').exists() else None
    try:
        found = merge(present, read_any(listing.read_bytes(), listing.name, kind)).ambiguous
    except Rejected as rejected:
        found = rejected.findings
    return ''.join(f'{finding}\n' for finding in found)


@pytest.mark.parametrize('case', CASES, ids=lambda case: case.name)
def test_a_case_is_found_as_expected(case):
    assert said(case) == (case / 'expected').read_text(encoding='utf-8')
    assert set(re.findall(r' (LP\d{3}) (?:error|warning): ', said(case))) == {case.name[:5]}


def test_every_code_of_an_import_has_a_case():
    assert {code for code in catalogue() if 'LP230' <= code < 'LP250' or code == 'LP286'} == {
        case.name[:5] for case in CASES
    }


if (
    __name__ == '__main__'
):  # writes the `expected` files that are missing: read them before you keep them
    for folder in CASES:
        if not (folder / 'expected').exists():
            (folder / 'expected').write_text(said(folder), encoding='utf-8')
            print(said(folder))


# ---- one address, two persons ----


def test_persons_who_share_an_address_are_said_and_none_is_dropped():
    text = (
        'Full name,Email,Public\nAna Sol,a@example.org,yes\nBen Ruiz,b@example.org,yes\n'
        'A. Sol,A@example.org,yes\nCarla Mar,a@example.org,no\nDan Lee,,yes\nEva Poe,,yes\n'
    )
    merged = merge((), read_any(text.encode(), 'list.csv', 'person'))
    assert [one.name for one in merged.added if one.public] == [
        *('Ana Sol', 'Ben Ruiz', 'A. Sol', 'Dan Lee', 'Eva Poe')
    ]
    (said,) = merged.ambiguous
    assert said.code == 'LP347' and said.severity == 'warning' and said.place.line == 4
    assert '2 of the list' in said.message and 'A. Sol, after Ana Sol' in said.message
    assert '@' not in str(said)  # the address is private
    offices = 'Organisation,Email\nAttac,office@example.org\nOxfam,office@example.org\n'
    assert merge((), read_any(offices.encode(), 'list.csv')).ambiguous == ()
