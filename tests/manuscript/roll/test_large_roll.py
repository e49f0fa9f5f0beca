"""A roll of a hundred thousand names is read in seconds.

An import reads back what it writes, and a withdrawal costs once per name.
"""

from __future__ import annotations

import random
import re
import shutil
import time
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

import effort
from letterpress.base import decoding
from letterpress.build.cache import compared
from letterpress.cli import main as cli
from letterpress.commands import withdraw
from letterpress.commands.lists import enrolment, imports
from letterpress.findings import Place, Rejected, errors
from letterpress.manuscript import reading
from letterpress.manuscript.model import PrivateRecord, Signatory
from letterpress.manuscript.roll import duplicates, names, quick, withdrawals
from letterpress.manuscript.roll import files as roll_files
from letterpress.manuscript.roll import signatories as roll
from letterpress.manuscript.yaml import plain_lists, tree
from letterpress.manuscript.yaml.shapes import Report
from letterpress.world.files import inside

GOOD = Path(__file__).parents[2] / 'findings' / '_good'


@pytest.fixture
def letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(GOOD, tmp_path / 'letter')
    monkeypatch.chdir(tmp_path / 'letter')
    monkeypatch.delenv('LETTERPRESS_CACHE', raising=False)
    return tmp_path / 'letter'


def many(count: int, first: int = 0) -> list[Signatory]:
    return [
        Signatory(f'org-{n}', f'Org number {n}', 'organisation')
        for n in range(first, first + count)
    ]


# ---- size ----


def read_seconds(letter: Path, count: int) -> float:
    """Import names of a hundred characters and read them back; return the CPU seconds of that."""
    (letter / 'content/signatories.yaml').write_text('[]\n')
    long = 'Association of those who live beside the river and of all who want to swim in it again'
    rows = ''.join(f'{n} {long} as they did in {n},organisation\n' for n in range(count))
    (letter / 'names.csv').write_text('name,kind\n' + rows)
    assert cli.run(['signatories', 'import', 'names.csv']) == 0
    started = time.process_time()
    campaign, _ = reading.read(inside.read_tree(letter, 'content'))
    taken = time.process_time() - started
    assert campaign is not None and len(campaign.roll) == count
    return taken


@pytest.mark.slow
def test_a_roll_beyond_the_size_of_other_files_is_imported_and_read_in_its_proportion(
    letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Twenty thousand take four times as long as five: so a hundred thousand take seconds too."""
    few = read_seconds(letter, 5_000)
    with effort.within(16):  # both: it takes 4
        many = read_seconds(letter, 20_000)
    assert (letter / 'content/signatories.yaml').stat().st_size > decoding.MAX_BYTES
    assert many < 7 * few + 0.2
    before = (letter / 'content/signatories.yaml').read_bytes()
    (letter / 'one.csv').write_text('name,kind\nOne more,organisation\n')
    assert cli.run(['signatories', 'import', 'one.csv']) == 0
    assert (letter / 'content/signatories.yaml').read_bytes().startswith(before)


def test_a_roll_beyond_every_limit_is_refused_before_it_replaces_the_old_one(
    letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoding, 'ROLL_BYTES', 20_000)
    before = (letter / 'content/signatories.yaml').read_bytes()
    (letter / 'names.csv').write_text(
        'name,kind\n' + ''.join(f'Org {n},organisation\n' for n in range(600))
    )
    with pytest.raises(Rejected) as refused:
        imports.import_file(letter, letter / 'names.csv')
    assert [one.code for one in refused.value.findings] == [
        'LP726'
    ] and 'too large' in refused.value.findings[0].message
    assert (letter / 'content/signatories.yaml').read_bytes() == before


@pytest.mark.parametrize(
    'spoilt', [b'', b'- id: [', b'- id: other\n  name: Other\n  kind: organisation\n', b'\xff']
)
def test_an_import_that_would_write_something_else_writes_nothing(
    letter: Path, monkeypatch: pytest.MonkeyPatch, spoilt: bytes
) -> None:
    """A fault of ours, or of the disk's: whatever was made wrongly, the old roll stays."""
    monkeypatch.setattr(enrolment, '_extended', lambda path, old, merged: spoilt)
    before = (letter / 'content/signatories.yaml').read_bytes()
    (letter / 'names.csv').write_text('name,kind\nOne more,organisation\n')
    assert cli.run(['signatories', 'import', 'names.csv']) == 1
    assert (letter / 'content/signatories.yaml').read_bytes() == before and not list(
        (letter / 'content').glob('.*')
    )


# ---- the quick way is the right way ----

VALUES = [
    'a',
    'b c',
    'x: y',
    'x:y',
    'a #b',
    'a#b',
    '"q"',
    '"q: r"',
    '"a\\n"',
    "'s'",
    '',
    '[a]',
    '{a: b}',
    'no',
    '12:30',
    'é',
    'a ',
    'a:',
    '- b',
    '|',
    '>',
    '&a',
    '*a',
    '!t',
    '"open',
    'ab"c',
    'é\u00a0x',
    'a\tb',
    '#c',
    '~',
    '@x',
    '%d',
    '---',
    '0x1',
    '_a',
    '"" ',
]


def read_both(text: str, monkeypatch: pytest.MonkeyPatch) -> tuple[object, object]:
    def read() -> object:
        try:
            return tree.parse(text, 'f')
        except Rejected as rejected:
            return [one.plain() for one in rejected.findings]

    quick = read()
    with monkeypatch.context() as patch:
        patch.setattr(plain_lists, 'read', lambda *_: None)
        return quick, read()


@pytest.mark.parametrize('seed', range(4))
def test_simple_lists_mean_what_the_whole_grammar_says(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance, used = random.Random(seed), 0
    for _ in range(1500):
        lines = []
        for _ in range(chance.randint(1, 7)):
            if chance.random() < 0.1:
                lines.append(
                    chance.choice(['', '# c', '  # c', '---', '...', 'x', '  x', ' ', '"'])
                )
                continue
            indent = chance.choice(
                ['- ', '  ', '    ']
                if chance.random() < 0.9
                else ['   ', '', '-  ', '      ', '-\t']
            )
            key = chance.choice(
                ['id', 'name', 'kind', 'private', 'email']
                if chance.random() < 0.93
                else ['id ', '?', '"id"', 'Id', 'a-b']
            )
            value = chance.choice(VALUES[:2] if chance.random() < 0.6 else VALUES)
            lines.append(f'{indent}{key}:' + (f' {value}' if chance.random() < 0.9 else ''))
        text = '\n'.join(lines) + chance.choice(['\n', '', '\n\n'])
        quick, whole = read_both(text, monkeypatch)
        assert quick == whole, text
        used += plain_lists.read(text, 'f', 1, lambda *_: None) is not None
    assert used > 50


def test_everyday_names_are_judged_as_all_others_are(monkeypatch: pytest.MonkeyPatch) -> None:
    letters = [chr(code) for code in (*range(0x20, 0x7F), *range(0xC0, 0x250), 0x2019)]
    chance = random.Random(7)
    candidates = [
        *letters,
        *(f'a{one}b' for one in letters),
        *(one * 2 for one in letters),
        *(''.join(chance.choices(letters, k=chance.randint(1, 30))) for _ in range(3000)),
        'a' * 200,
        'a' * 201,
    ]
    scripts = [chr(code) for code in (*range(0x370, 0x530), *range(0x600, 0x700), 0x2019, 0x20)]
    candidates += [''.join(chance.choices(scripts, k=chance.randint(1, 12))) for _ in range(3000)]
    candidates += ['www', 'Www-Ana', 'Ana www', 'Ana.', 'Ana.Sol', 'ſi', 'ŀl', 'ŉa', 'Анна Sol']
    quick = [names.check(one, Place('f', 1)) for one in candidates]
    monkeypatch.setattr(names, '_WORDS_ALONE', re.compile('(?!)'))
    monkeypatch.setattr(names, '_PLAIN', re.compile('(?!)'))
    assert quick == [names.check(one, Place('f', 1)) for one in candidates]


def test_entries_read_together_are_read_as_each_by_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Sound ones, faulty ones and strangely written ones by turns: all at their own lines."""
    chance = random.Random(5)
    entries = []
    for _ in range(400):
        best = chance.random() < 0.8
        keys = [key for key in FIELDS if key in ('id', 'name', 'kind') or chance.random() < 0.3]
        keys = [key for key in keys if key != 'unknown' or not best]
        if chance.random() < 0.2:
            chance.shuffle(keys)
        lines = [
            f'  {key}: {chance.choice(FIELDS[key][:1] if best else FIELDS[key])}' for key in keys
        ]
        lines[0] = f'-{lines[0][1:]}'
        lines += chance.choice([[], [], ['# a comment'], ['  private: {email: a@b.org}'], ['']])
        entries.append('\n'.join(lines) + '\n')
    files = {roll.FILE: ('# The roll\n' + ''.join(entries)).encode()}
    read, found = roll.read(files)
    assert len(read) > 50 and len(found) > 50
    monkeypatch.setattr(quick, '_TOGETHER', 7)
    assert roll.read(files) == (read, found)
    monkeypatch.setattr(plain_lists, 'written', lambda _: re.compile('(?!)'))
    monkeypatch.setattr(plain_lists, 'texts', lambda _: None)
    assert roll.read(files) == (read, found)


# ---- withdrawals ----


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names whose fingerprint was made."""
    made, fingerprint = [], withdrawals.fingerprint

    def count(salt: str, kind: str, name: str) -> str:
        made.append(name)
        return fingerprint(salt, kind, name)

    monkeypatch.setattr(withdrawals, 'fingerprint', count)
    return made


def fill(letter: Path, count: int) -> None:
    (letter / 'content/signatories.yaml').write_bytes(roll_files.to_yaml(many(count)))


def test_each_name_is_compared_once(letter: Path, counted: list[str]) -> None:
    fill(letter, 300)
    assert cli.run(['signatories', 'withdraw', 'org-7']) == 0
    assert len(counted) <= 302
    counted.clear()
    for _ in range(2):
        assert cli.run(['check']) == 0
    assert counted == []
    (letter / 'names.csv').write_text(
        'name,kind\nOne more,organisation\nOrg number 7,organisation\n'
    )
    cli.run(['signatories', 'import', 'names.csv'])
    assert sorted(counted) == ['One more'] * 2 + ['Org number 7'] * 2  # as either kind
    counted.clear()
    assert cli.run(['check']) == 0 and counted == []
    assert (
        cli.run(['signatories', 'withdraw', 'org-8']) == 0
    )  # the second withdrawal compares nobody again but the one who goes
    assert set(counted) <= {'Org number 8'}


def test_a_thousand_names_take_no_time_at_the_second_check(letter: Path) -> None:
    fill(letter, 1000)
    withdraw.withdraw(letter, 'org-7')
    files = inside.read_tree(letter, 'content')
    people, _ = roll.read(files)
    with effort.within(0.25), compared.remembered(letter, files) as marks:  # 0.01; 1.7 before
        assert not list(withdrawals.back_again(people, withdrawals.read(files, Report(), marks)))


def test_who_came_back_is_found_with_or_without_memory(letter: Path) -> None:
    fill(letter, 20)
    withdraw.withdraw(letter, 'org-7')
    text = (letter / 'content/signatories.yaml').read_text()
    (letter / 'content/signatories.yaml').write_text(
        text + '- id: again\n  name: ORG number 7\n  kind: organisation\n'
    )
    for _ in range(2):
        files = inside.read_tree(letter, 'content')
        with compared.remembered(letter, files) as marks:
            _, found = reading.read(files, marks=marks)
        assert (
            [one.code for one in found if one.severity == 'error']
            == ['LP281']
            == [one.code for one in reading.read(files)[1] if one.severity == 'error']
        )


def test_what_is_remembered_names_nobody_and_is_the_owners_alone(letter: Path) -> None:
    fill(letter, 20)
    withdraw.withdraw(letter, 'org-7')
    cli.run(['check'])
    (entry,) = [path for path in (letter / 'build/.cache/names').rglob('*') if path.is_file()]
    data = entry.read_bytes()
    assert entry.stat().st_mode & 0o777 == 0o600 and b'Org' not in data and b'org' not in data
    stones = (letter / 'content/withdrawn.yaml').read_text()
    mark = withdrawals.read(inside.read_tree(letter, 'content'), Report()).tombstones[0].fingerprint
    assert mark in stones and bytes.fromhex(mark) not in data  # nobody who withdrew is in it


def test_a_memory_that_was_spoilt_is_made_anew(letter: Path, counted: list[str]) -> None:
    fill(letter, 20)
    withdraw.withdraw(letter, 'org-7')
    (entry,) = [path for path in (letter / 'build/.cache/names').rglob('*') if path.is_file()]
    entry.write_bytes(entry.read_bytes()[:-5])
    counted.clear()
    assert cli.run(['check']) == 0 and len(counted) == 19


def test_without_a_withdrawal_nothing_is_written(letter: Path) -> None:
    assert cli.run(['check']) == 0
    assert not (letter / 'build').exists()


def test_a_person_hears_what_takes_long_and_only_then(
    letter: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    fill(letter, 20)
    (letter / 'more.csv').write_text('name,kind\nOne more,organisation\nTwo more,organisation\n')
    monkeypatch.setattr(compared, '_MANY', 4)
    said = 'names with those who withdrew'
    assert cli.run(['check']) == 0 and said not in capfd.readouterr().err  # nobody has
    assert cli.run(['signatories', 'withdraw', 'org-7']) == 0
    assert f'Comparing 19 {said}' in capfd.readouterr().err
    assert cli.run(['check']) == 0 and said not in capfd.readouterr().err  # they are known
    assert cli.run(['signatories', 'import', 'more.csv']) == 0
    assert f'Comparing 4 {said}' in capfd.readouterr().err  # of either kind, told once
    assert cli.run(['check']) == 0 and said not in capfd.readouterr().err
    shutil.rmtree(letter / 'build/.cache')
    assert cli.run(['check', '--json']) == 0
    out, err = capfd.readouterr()
    assert f'Comparing 21 {said}' in err and said not in out


# ---- entries without places ----

FIELDS = {
    'id': ['a-b', 'c', 'd-2', 'A b', ''],
    'name': [
        'Ana Sol',
        'Иван',
        'Αννα',
        'علي',
        'a@b.org',
        'x\u0301',
        '"Q: r"',
        'Ana  Sol',
        'null',
        '5',
    ],
    'kind': ['person', 'organisation', 'people'],
    'country': ['FR', 'XX', '"DE"', ''],
    'joined': ['2026-11-01', '2026-13-01', 'yesterday'],
    'public': ['true', 'false', 'yes'],
    'url': ['https://a.org/x', 'a.org'],
    'since': ['2', 'x'],
    'unknown': ['x'],
}


@pytest.mark.parametrize('seed', range(3))
def test_an_entry_without_places_is_read_as_one_with_them(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance, plain = random.Random(seed), 0
    for _ in range(400):
        lines = []
        for _ in range(chance.randint(1, 3)):
            keys = ['id', 'name', 'kind', *chance.sample(sorted(FIELDS), 4)]
            if chance.random() < 0.8:
                keys = list(dict.fromkeys(keys))
            for at, key in enumerate(keys):
                best = chance.random() < 0.93
                value = chance.choice(FIELDS[key][:1] if best else FIELDS[key])
                lines.append(f'{"  " if at else "- "}{key}: {value}')
            if chance.random() < 0.3:
                lines += ['  private:', '    email: ana@example.org']
            if chance.random() < 0.1:
                lines.append('# a comment')
        files = {roll.FILE: ('\n'.join(lines) + '\n').encode()}
        read = roll.read(files)
        with monkeypatch.context() as patch:
            patch.setattr(plain_lists, 'written', lambda _: re.compile('(?!)'))
            assert read == roll.read(files), lines
            patch.setattr(plain_lists, 'texts', lambda _: None)
            assert read == roll.read(files), lines
        plain += bool(read[0] and not read[1])
    assert plain > 10


@pytest.mark.parametrize('seed', range(3))
def test_an_entry_in_our_order_is_read_as_one_in_any(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance, ours = random.Random(seed), 0
    pattern = plain_lists.written({key: () for key in FIELDS if key != 'unknown'})
    for _ in range(400):
        best = chance.random() < 0.8
        lines = []
        for at, key in enumerate(one for one in roll.ENTRY.fields if one in FIELDS):
            if at < 3 or chance.random() < 0.5:
                value = chance.choice(FIELDS[key][:1] if best else [*FIELDS[key], *VALUES])
                lines.append(f'{"  " if at else "- "}{key}: {value}')
        if chance.random() < 0.4:
            lines += ['  private:', f'    email: {chance.choice(["ana@example.org", *VALUES])}']
        if chance.random() < 0.2:
            lines.insert(chance.randrange(len(lines)), chance.choice(lines))
        text = '\n'.join(lines) + '\n'
        ours += bool(pattern.fullmatch(text))
        files = {roll.FILE: text.encode()}
        read = roll.read(files)
        with monkeypatch.context() as patch:
            patch.setattr(plain_lists, 'written', lambda _: re.compile('(?!)'))
            assert read == roll.read(files), text
            patch.setattr(plain_lists, 'texts', lambda _: None)
            assert read == roll.read(files), text
    assert ours > 10


# ---- what is written is read back ----

ONE = Signatory(
    'ana-sol',
    'Ana Sol',
    'person',
    'Sol Ana',
    'https://example.org/',
    'FR',
    date(2026, 11, 3),
    True,
    PrivateRecord('a@example.org', '0123', 'Lyon', 'May we?: yes', 'a "note"'),
    role='Professor',
    affiliation='Universität Wien',
)
OTHERS = {
    'id': 'ana-sol-2', 'name': 'Ana Sól', 'kind': 'organisation', 'sort_as': 'Ana', 'url': '',
    'country': 'DE', 'joined': None, 'public': False, 'since': 2, 'namesake': True,
    'confirmed': False, 'role': '', 'affiliation': 'x',
}  # fmt: skip


def test_a_file_says_what_was_meant_and_nothing_else() -> None:
    roll_of = [*many(3), ONE, Signatory('roy', 'Roy "Ray" Doe', 'person', public=False)]
    made = roll_files.to_yaml(roll_of)
    assert roll.says(roll.FILE, made, roll_of)
    assert not roll.says(roll.FILE, made, roll_of[:-1])
    assert not roll.says(roll.FILE, made, [*roll_of[1:], roll_of[0]])
    assert not roll.says(roll.FILE, made.replace(b'public: true', b'public: maybe'), roll_of)
    assert not roll.says(roll.FILE, made.replace(b'  public: true\n', b''), roll_of)
    assert not roll.says(roll.FILE, made + b'\xff', roll_of)
    for key in (one.name for one in fields(Signatory)):
        if key in ('place', 'private'):
            continue
        other = replace(ONE, **{key: OTHERS[key]})  # type: ignore[arg-type]  # of its type each
        assert not roll.says(roll.FILE, made, [*roll_of[:3], other, roll_of[4]]), key
    for key in (one.name for one in fields(PrivateRecord)):
        other = replace(ONE, private=replace(ONE.private, **{key: 'else'}))
        assert not roll.says(roll.FILE, made, [*roll_of[:3], other, roll_of[4]]), key
    elsewhere = replace(ONE, place=Place('list.csv', 7))
    assert roll.says(roll.FILE, made, [*roll_of[:3], elsewhere, roll_of[4]])
    # a name that could not be printed is not said, though it stands there
    spoilt = replace(ONE, name='Ana\u202e Sol')
    assert not roll.says(roll.FILE, roll_files.to_yaml([spoilt]), [spoilt])


def test_entries_cross_to_another_process_whole() -> None:
    entries = [*many(3), replace(ONE, place=Place('list.csv', 7, 3)), Signatory('', 'x', 'person')]
    assert quick.unpacked(quick.packed(entries)) == entries
    assert quick.unpacked(quick.packed([])) == []


@pytest.mark.parametrize('indent', [0, 2])
def test_many_entries_are_written_as_each_alone(indent: int) -> None:
    entries = [
        *many(3),
        ONE,
        replace(ONE, private=PrivateRecord(note='n'), sort_as='', role=''),
        Signatory('roy', 'Roy', 'organisation', public=False, since=3, confirmed=False),
    ]
    alone = b''.join(roll_files.to_yaml([one], indent=indent) for one in entries)
    assert roll_files.to_yaml(entries, indent=indent) == alone
    assert (
        roll_files.to_yaml([], 'Nobody\nyet', indent)
        == b'# Nobody\n# yet\n' + b' ' * indent + b'[]\n'
    )
    assert roll_files.to_yaml([ONE]).decode() == (
        '- id: ana-sol\n  name: Ana Sol\n  kind: person\n  sort_as: Sol Ana\n'
        '  url: https://example.org/\n  country: FR\n  joined: 2026-11-03\n  role: Professor\n'
        '  affiliation: Universität Wien\n  public: true\n  private:\n    email: a@example.org\n'
        '    phone: "0123"\n    address: Lyon\n    consent: "May we?: yes"\n'
        '    note: "a \\"note\\""\n'
    )


@pytest.mark.parametrize('seed', range(3))
def test_whether_an_import_stands_twice_is_what_duplicates_say(seed: int) -> None:
    chance, found = random.Random(seed), set()
    for _ in range(300):
        entries = [
            Signatory(
                chance.choice('abcdefgh'),
                chance.choice(('Ana', 'ANA', 'Bo', 'Cy', 'Élan', 'E\u0301lan')),
                chance.choice(('person', 'person', 'organisation')),
            )
            for _ in range(chance.randint(0, 4))
        ]  # fmt: skip
        wrong = bool(errors(duplicates.findings(entries)))
        assert duplicates.stand_twice(entries) == wrong
        found.add(wrong)
    assert found == {True, False}
