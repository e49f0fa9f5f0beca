"""Withdrawal: the name leaves the roll, the cache and every later edition.

It comes back by no import, and where it still is is told.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import zipfile
import zlib
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from fixtures.sample import keep, letterpress
from letterpress.cli import main as cli
from letterpress.commands import withdraw
from letterpress.finishing import search
from letterpress.manuscript import reading
from letterpress.manuscript.model import Signatory
from letterpress.manuscript.roll import signatories as roll
from letterpress.manuscript.roll import withdrawals
from letterpress.world.files import inside

ROOT = Path(__file__).resolve().parents[2]
GONE, ID = 'La Quadrature du Net', 'la-quadrature-du-net'


@pytest.fixture
def campaign(tmp_path, monkeypatch):
    shutil.copytree(ROOT / 'content', tmp_path / 'content')
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv('LETTERPRESS_CACHE', raising=False)
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding='utf-8')
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding='utf-8')


def read(base: Path):
    return reading.read(inside.read_tree(base, 'content'))


def raw(data: bytes) -> bytes:
    """Return a file's bytes with every compressed stream in them opened."""
    opened = [data]
    for match in re.finditer(rb'stream\r?\n', data):
        with suppress(zlib.error):
            opened.append(zlib.decompressobj().decompress(data[match.end() :]))
    return b'\n'.join(opened)


def test_the_entry_goes_and_everything_around_it_stays(campaign, capsys):
    path = campaign / 'content/signatories.yaml'
    change(
        path,
        '- id: la-quadrature-du-net\n',
        '# a comment of the next entry\n- id: la-quadrature-du-net\n',
    )
    before = path.read_text(encoding='utf-8')
    assert cli.run(['signatories', 'withdraw', ID]) == 0
    lines = [
        line
        for line in before.splitlines()
        if line not in path.read_text(encoding='utf-8').splitlines()
    ]
    assert lines == [f'- id: {ID}', f'  name: {GONE}']
    stones = (campaign / 'content/withdrawn.yaml').read_text(encoding='utf-8')
    assert 'quadrature' not in stones.casefold() and len(re.findall('[0-9a-f]{64}', stones)) == 1
    found, findings = read(campaign)
    assert len(found.roll) == 80 and not [one for one in findings if one.severity == 'error']


def test_a_second_withdrawal_keeps_the_salt_and_the_first(campaign):
    withdraw.withdraw(campaign, ID)
    first = (campaign / 'content/withdrawn.yaml').read_text(encoding='utf-8')
    withdraw.withdraw(campaign, 'abilian')
    assert (campaign / 'content/withdrawn.yaml').read_text(encoding='utf-8').startswith(first)
    assert len(read(campaign)[0].roll) == 79


@pytest.mark.parametrize(
    'text, left',
    [
        (
            '[{id: a, name: Anna, kind: organisation}, {id: b, name: Berta, kind: organisation}]\n',
            ['b'],
        ),
        (
            '- id: b\n  name: Berta\n  kind: organisation\n'
            '# about Anna\n- id: a\n  name: Anna\n  kind: organisation\n',
            ['b'],
        ),
        (
            '- {id: a, name: Anna, kind: organisation}\n'
            '- {id: b, name: Berta, kind: organisation}\n',
            ['b'],
        ),
        ('- id: a\n  name: Anna\n  kind: organisation\n', []),
    ],
)
def test_every_form_of_a_roll(campaign, text, left):
    (campaign / 'content/signatories.yaml').write_text(text, encoding='utf-8')
    withdraw.withdraw(campaign, 'a')
    files = inside.read_tree(campaign, 'content')
    assert [one.id for one in roll.read(files)[0]] == left
    assert b'Anna' not in b''.join(
        data
        for path, data in files.items()
        if path.endswith('signatories.yaml') and b'# about' not in data
    )


def test_a_file_of_its_own_goes_whole(campaign):
    (campaign / 'content/signatories.yaml').unlink()
    folder = campaign / 'content/signatories'
    folder.mkdir()
    for ident, name in (('a', 'Anna'), ('b', 'Berta')):
        (folder / f'{ident}.yaml').write_text(
            f'id: {ident}\nname: {name}\nkind: organisation\n', encoding='utf-8'
        )
    withdraw.withdraw(campaign, 'a')
    assert [path.name for path in folder.iterdir()] == ['b.yaml']


def test_nobody_of_this_id(campaign, capsys):
    before = inside.read_tree(campaign, 'content')
    assert cli.run(['signatories', 'withdraw', 'la-quadrature-du-ne']) == 2
    said = capsys.readouterr().err
    assert 'LP280' in said and ID in said and inside.read_tree(campaign, 'content') == before


def test_no_import_brings_the_name_back(campaign, capsys):
    withdraw.withdraw(campaign, ID)
    kept = (campaign / 'content/signatories.yaml').read_bytes()
    Path('old.csv').write_text('name,kind\nla quadrature du NET,organisation\n', encoding='utf-8')
    assert cli.run(['signatories', 'import', 'old.csv']) == 0
    said = capsys.readouterr().err
    assert 'old.csv:2' in said and 'LP282' in said and 'withdrawn.yaml, line 4' in said
    assert (campaign / 'content/signatories.yaml').read_bytes() == kept


def test_no_import_brings_the_name_back_as_another_kind(campaign, capsys):
    """A list taken over with the wrong --kind."""
    withdraw.withdraw(campaign, ID)
    kept = (campaign / 'content/signatories.yaml').read_bytes()
    Path('old.txt').write_text(f'{GONE}\n', encoding='utf-8')
    for kind in ('person', 'organisation'):
        assert cli.run(['signatories', 'import', 'old.txt', '--kind', kind]) == 0
        assert (
            'LP282' in capsys.readouterr().err
            and (campaign / 'content/signatories.yaml').read_bytes() == kept
        )


def test_a_list_of_the_withdrawn_that_cannot_be_read_stops_an_import(campaign, capsys):
    withdraw.withdraw(campaign, ID)
    change(campaign / 'content/withdrawn.yaml', 'salt: ', 'slat: ')
    kept = (campaign / 'content/signatories.yaml').read_bytes()
    Path('old.txt').write_text(f'{GONE}\nVerein\n', encoding='utf-8')
    assert cli.run(['signatories', 'import', 'old.txt', '--kind', 'organisation']) == 1
    assert (
        'withdrawn.yaml' in capsys.readouterr().err
        and (campaign / 'content/signatories.yaml').read_bytes() == kept
    )


def test_stopped_half_way_it_can_be_done_again(campaign):
    """Tombstone written, entry still there: the same command finishes, with one tombstone."""
    before = (campaign / 'content/signatories.yaml').read_bytes()
    withdraw.withdraw(campaign, ID)
    (campaign / 'content/signatories.yaml').write_bytes(before)
    stones = (campaign / 'content/withdrawn.yaml').read_bytes()
    campaign_found, findings = read(campaign)
    assert campaign_found is None and 'LP281' in {one.code for one in findings}
    withdraw.withdraw(campaign, ID)
    assert (campaign / 'content/withdrawn.yaml').read_bytes() == stones and len(
        read(campaign)[0].roll
    ) == 80


def test_written_by_hand_it_is_an_error_unless_it_is_a_namesake(campaign):
    withdraw.withdraw(campaign, ID)
    path = campaign / 'content/signatories.yaml'
    with path.open('a', encoding='utf-8') as file:
        file.write(f'- id: other\n  name: {GONE}\n  kind: organisation\n')
    _, findings = read(campaign)
    wrong = [one for one in findings if one.code == 'LP281']
    assert (
        len(wrong) == 1
        and wrong[0].place.line == len(path.read_text(encoding='utf-8').splitlines()) - 2
    )
    with path.open('a', encoding='utf-8') as file:
        file.write('  namesake: true\n')
    assert not [one for one in read(campaign)[1] if one.code == 'LP281']


def test_a_fingerprint_holds_for_every_spelling_of_one_name_and_no_other():
    salt = '00' * 16
    mark = withdrawals.fingerprint(salt, 'person', 'Élodie  Martin')
    assert mark == withdrawals.fingerprint(salt, 'person', 'e\u0301lodie MARTIN')
    assert mark not in {
        withdrawals.fingerprint(salt, 'organisation', 'Élodie Martin'),
        withdrawals.fingerprint('01' * 16, 'person', 'Élodie Martin'),
        withdrawals.fingerprint(salt, 'person', 'Élodie Marten'),
    }
    stone = withdrawals.Tombstone(mark, date(2026, 12, 1), 1)
    assert (
        withdrawals.Withdrawn(salt, (stone,)).of(Signatory('x', 'Élodie Martin', 'person')) is stone
    )


@pytest.mark.slow
def test_after_the_withdrawal_nothing_made_later_has_the_name(campaign, capsys):
    """Build, withdraw, build again: the name is in no file, no cache entry, no stream of them."""
    keep(campaign / 'content', 'en', 'fr', 'el')
    (campaign / 'content/recipients/assemblee-nationale.csv').unlink()
    senate = campaign / 'content/recipients/senat.csv'
    senate.write_text(
        '\n'.join(senate.read_text(encoding='utf-8').splitlines()[:5]) + '\n', encoding='utf-8'
    )

    def build() -> None:
        letterpress('build', 'letter', '--lang', 'fr', '--lang', 'el', cwd=campaign)
        letterpress('build', 'filing', '--lang', 'fr', cwd=campaign)

    build()
    cached = [path for path in (campaign / 'build/.cache').rglob('*') if path.is_file()]
    assert cached
    capsys.readouterr()
    assert cli.run(['signatories', 'withdraw', ID, '--json']) == 0
    said = json.loads(capsys.readouterr().out)
    for path in (
        'build/pdf/fr/letter.fr.pdf',
        'build/pdf/el/letter.el.pdf',
        'build/filing/fr/packet.fr.pdf',
        'build/filing/fr/packet.fr.paper.pdf',
        'build/filing/fr/letter.fr.html',
        'build/filing/fr/signatories.json',
        'build/filing/fr/signatories.csv',
        'build/filing/fr/letters.senat.zip',
    ):
        assert path in said['carriers'], path
    assert 'build/filing/fr/merge-log.csv' not in said['carriers'] and said['cache_emptied']
    for path in (campaign / 'build/.cache').rglob('*'):
        assert not path.is_file() or GONE.encode() not in raw(path.read_bytes())
    build()
    assert withdraw.carrying(campaign, GONE).files == ()
    for path in campaign.rglob('*'):
        assert (
            not path.is_file() or GONE.casefold().encode() not in raw(path.read_bytes()).lower()
        ), path


def test_what_carries_a_name(tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, 'w') as archive:
        archive.writestr('roll.json', json.dumps({'name': 'Élodie Martin'}))
    for name, data, there in (
        ('a.txt', 'signed: Élodie\n Martin.'.encode(), True),
        ('a.txt', b'Elodie Martin', False),
        ('a.txt', 'Élodie Martinez'.encode(), False),
        ('a.html', '<b>Élodie</b>&nbsp;Martin'.encode(), True),
        ('a.html', b'&Eacute;lodie Martin', True),
        ('a.html', '<li>Ana<li><i>Élodie</i> Martin</li><li>Zoé</li>'.encode(), True),
        ('a.html', '<li>Ana</li><li><b>Élo</b>die Mar<wbr>tin</li><li>Zoé'.encode(), True),
        ('a.html', '<i>Ana</i><i>Élodie</i> <i>Martin</i><i>Zoé</i>'.encode(), True),
        ('a.html', b'<img alt="by &Eacute;lodie Martin">', True),
        ('a.html', '<p>Élodie</p><p>Martinez</p>'.encode(), False),
        ('a.xml', '<w:p><w:t>Ana</w:t></w:p><w:p><w:t>Élo</w:t><w:t>die Martin'.encode(), True),
        ('a.csv', 'E\u0301lodie Martin;x'.encode(), True),
        ('a.zip', inner.getvalue(), True),
        ('Élodie Martin.txt', b'', True),
        ('a.pdf', b'%PDF-1.7 broken', False),
        ('a.zip', b'PK\x03\x04 broken', False),
    ):
        assert search.Search('Élodie Martin').look(data, name).found is there, name


def test_folders_besides_the_build_are_looked_into(campaign, tmp_path_factory):
    other = tmp_path_factory.mktemp('earlier')
    (other / 'letter.txt').write_text(f'… {GONE.upper()} …', encoding='utf-8')
    (other / 'other.txt').write_text('…', encoding='utf-8')
    done = withdraw.withdraw(campaign, ID, (other,))
    assert done.carriers == ((other / 'letter.txt').as_posix(),)


def test_a_trace_lists_the_files_and_changes_nothing(campaign, capsys):
    files = {
        campaign / 'build/press/release.txt': f'… signed by {GONE}.',
        campaign / 'sent/other.html': '<p>Somebody else</p>',
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding='utf-8')
    before = inside.read_tree(campaign, 'content')
    assert cli.run(['signatories', 'trace', GONE.upper(), '--look-in', 'sent']) == 1
    assert capsys.readouterr().out.split() == ['build/press/release.txt']
    assert cli.run(['signatories', 'trace', GONE, '--json']) == 1
    assert json.loads(capsys.readouterr().out)['carriers'] == ['build/press/release.txt']
    assert cli.run(['signatories', 'trace', 'Nobody at All']) == 0
    said = capsys.readouterr()  # of pictures it does not say that they carry nothing
    assert said.out == '' and '0 files carry the name. Pictures' in said.err
    assert cli.run(['signatories', 'trace', GONE, '--look-in', 'nowhere']) == 2
    assert inside.read_tree(campaign, 'content') == before


# ---- what changed since the edition before -------------------------------------------------------


def second_edition(base: Path) -> None:
    change(
        base / 'content/campaign.yaml',
        'edition:\n  number: 1\n  date: 2026-12-01\n',
        'edition:\n  number: 2\n  date: 2027-01-15\n  previous: {number: 1, date: 2026-12-01}\n',
    )


def test_the_cover_counts_who_came_and_who_went(campaign):
    withdraw.withdraw(campaign, ID)
    second_edition(campaign)
    Path('late.txt').write_text(
        'Gewerkschaft der Beispiele\nVerein der Beispiele\n', encoding='utf-8'
    )
    assert cli.run(['signatories', 'import', 'late.txt', '--kind', 'organisation']) == 0
    assert (campaign / 'content/signatories.yaml').read_text(encoding='utf-8').count(
        '  since: 2\n'
    ) == 2
    changes = read(campaign)[0].changes
    assert (changes.number, changes.date, changes.added, changes.withdrawn) == (
        1,
        date(2026, 12, 1),
        2,
        1,
    )


def test_a_first_edition_has_nothing_to_say(campaign):
    withdraw.withdraw(campaign, ID)
    assert read(campaign)[0].changes is None


def test_a_withdrawal_of_long_ago_is_not_told_again(campaign):
    withdraw.withdraw(campaign, ID)
    change(
        campaign / 'content/campaign.yaml',
        'edition:\n  number: 1\n  date: 2026-12-01\n',
        'edition:\n  number: 3\n  date: 2027-02-15\n  previous: {number: 2, date: 2027-01-15}\n',
    )
    assert read(campaign)[0].changes.withdrawn == 0


def test_an_edition_before_must_come_before(campaign):
    change(
        campaign / 'content/campaign.yaml',
        'edition:\n  number: 1\n  date: 2026-12-01\n',
        'edition:\n  number: 2\n  date: 2027-01-15\n  previous: {number: 2, date: 2026-12-01}\n',
    )
    found = [one for one in read(campaign)[1] if one.code == 'LP283']
    assert [one.place.path for one in found] == ['content/campaign.yaml'] and found[0].place.line


@pytest.mark.parametrize('trouble', ['no right', 'damaged', 'a crash of a library'])
def test_a_search_that_fails_hides_nothing_of_what_was_done(campaign, capsys, monkeypatch, trouble):
    """The name is out whatever becomes of the search, which can be made again."""
    (campaign / 'build/sent').mkdir(parents=True)
    (campaign / 'build/sent/letter.txt').write_text(GONE, encoding='utf-8')
    (campaign / 'build/sent/closed.zip').write_bytes(b'PK\x03\x04 not much of a ZIP')
    look = search.Search.look
    error = {
        'no right': PermissionError(13, 'Permission denied'),
        'damaged': zipfile.BadZipFile('x'),
        'a crash of a library': RecursionError(),
    }[trouble]

    def refuse(self, data, name):
        if name == 'closed.zip':
            raise error
        return look(self, data, name)

    monkeypatch.setattr(search.Search, 'look', refuse)
    assert cli.run(['signatories', 'withdraw', ID]) == 1
    said = capsys.readouterr()
    assert f'{ID} is out of the roll' in said.err and said.out.split() == ['build/sent/letter.txt']
    assert (
        'build/sent/closed.zip: LP725' in said.err
        and f"letterpress signatories trace '{GONE}'" in said.err
    )
    assert len(read(campaign)[0].roll) == 80
    assert cli.run(['signatories', 'withdraw', ID]) == 2 and 'trace NAME' in capsys.readouterr().err
    assert cli.run(['signatories', 'trace', GONE, '--json']) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer['carriers'] == ['build/sent/letter.txt'] and [
        f['code'] for f in answer['findings']
    ] == ['LP725']


def zipped(*entries: tuple[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, 'w', how) as archive:
        for name, data in entries:
            archive.writestr(zipfile.ZipInfo(name), data, how)
    return made.getvalue()


def spoilt(data: bytes, at: bytes) -> bytes:
    """Spoil the bytes behind a name in a ZIP: its compressed stream."""
    place = data.index(at) + len(at) + 4
    return (
        data[:place] + bytes(byte ^ 0xFF for byte in data[place : place + 12]) + data[place + 12 :]
    )


@pytest.mark.parametrize(
    'how', [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2, zipfile.ZIP_STORED]
)
def test_a_damaged_part_of_an_archive_is_told_and_the_others_are_read(how):
    data = spoilt(zipped(('a.txt', b'Elodie' * 999), ('b.txt', b'Marie Durand'), how=how), b'a.txt')
    seen = search.Search('Jean Dupont').look(data, 'a.zip')
    assert not seen.found and seen.unread == (f'“a.txt” in it: {search.DAMAGED}',)
    assert search.Search('Marie Durand').look(data, 'a.zip').found
    outer = search.Search('Jean Dupont').look(zipped(('inner.zip', data)), 'b.zip')
    assert outer.unread == (f'“inner.zip” in it: “a.txt” in it: {search.DAMAGED}',)


@pytest.mark.parametrize(
    ('data', 'file'),
    [
        (b'PK\x03\x04 not much of a ZIP', 'a.zip'),
        (zipped(('a.txt', b'a' * 99))[:-30], 'a.zip'),
        (b'%PDF-1.7 broken', 'a.pdf'),
        (
            zipped(
                (
                    'a.zip',
                    zipped(
                        ('b.zip', zipped(('c.zip', zipped(('d.zip', zipped(('e.txt', b'e')))))))
                    ),
                )
            ),
            'deep.zip',
        ),
    ],
    ids=['no archive', 'cut off', 'no PDF', 'too deep'],
)
def test_what_cannot_be_read_is_never_silently_clean(data, file):
    seen = search.Search('Jean Dupont').look(data, file)
    assert not seen.found and seen.unread


@pytest.mark.parametrize(
    ('bomb', 'why'),
    [(lambda: zipped(('zeros', bytes(200 << 20))), 'memory'), (lambda: b'loop', 'longer')],
    ids=['memory', 'time'],
)
def test_a_file_that_is_made_to_hang_or_to_fill_the_memory_ends_no_search(
    campaign, capsys, monkeypatch, bomb, why
):
    look = search.Search.look

    def slow(self, data, *more):
        while data == b'loop':
            pass
        return look(self, data, *more)

    monkeypatch.setattr(search.Search, 'look', slow)
    monkeypatch.setattr(withdraw.child, 'DEEP', 0.3 if why == 'longer' else 30)
    (campaign / 'build').mkdir()
    for name, data in {
        'a.txt': GONE.encode(),
        'b.zip': bomb(),
        'c.txt': f'by {GONE}'.encode(),
    }.items():
        (campaign / 'build' / name).write_bytes(data)
    os.mkfifo(campaign / 'build' / 'd.txt')
    assert cli.run(['signatories', 'trace', GONE]) == 1
    said = capsys.readouterr()
    assert (
        said.out.split() == ['build/a.txt', 'build/c.txt']
        and said.err.count('LP725 warning') == 1
        and why in said.err
    )


def test_a_search_that_is_stopped_has_said_what_was_done(campaign, capsys, monkeypatch):
    monkeypatch.setattr(withdraw, 'carrying', lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
    assert cli.run(['signatories', 'withdraw', ID]) == 130
    assert (
        f'{ID} is out of the roll' in capsys.readouterr().err and len(read(campaign)[0].roll) == 80
    )
