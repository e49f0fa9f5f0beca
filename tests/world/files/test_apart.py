"""An output never overwrites an input, whatever name it is called by.

Exit 2, and the input is as it was.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from fixtures.sample import letterpress
from letterpress.findings import Exit, Rejected
from letterpress.world.files import apart, writing

GOOD = Path(__file__).parents[2] / 'findings' / '_good'


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    shutil.copytree(GOOD, tmp_path / 'letter')
    (tmp_path / 'letter' / 'judged.pdf').write_bytes(b'%PDF-1.7 not much of one')
    return tmp_path / 'letter'


def named(path: Path, how: str) -> str:
    """Return another name of a file."""
    other = path.with_name('other-name' + path.suffix)
    if how == 'link':
        other.symlink_to(path.name)
    elif how == 'hard link':
        os.link(path, other)
    elif how == 'dots':
        return f'{path.parent}/../{path.parent.name}/{path.name}'
    elif how == 'folder link':
        (path.parent / 'here').symlink_to('.')
        return str(path.parent / 'here' / path.name)
    else:
        return path.name
    return str(other)


HOW = ['the same', 'link', 'hard link', 'dots', 'folder link']


@pytest.mark.parametrize('how', HOW)
def test_a_report_never_replaces_what_is_judged(letter: Path, how: str) -> None:
    path = letter / 'judged.pdf'
    before = path.read_bytes()
    done = letterpress('verify', 'judged.pdf', '--report', named(path, how), cwd=letter, check=2)
    assert 'LP723' in done.stderr and path.read_bytes() == before


@pytest.mark.parametrize('how', HOW)
def test_sealing_never_replaces_the_unsealed_letter(letter: Path, how: str) -> None:
    path = letter / 'judged.pdf'
    before = path.read_bytes()
    done = letterpress('seal', 'judged.pdf', '--output', named(path, how), cwd=letter, check=2)
    assert 'LP708' in done.stderr and path.read_bytes() == before


@pytest.mark.parametrize(
    'name',
    [
        'content/campaign.yaml',
        'content/letter/en.md',
        'content/../content/signatories.yaml',
        'layouts/card/page.html',
        'linked.csv',
        'seal.toml',
    ],
)
def test_an_export_never_replaces_a_file_of_the_project(letter: Path, name: str) -> None:
    (letter / 'linked.csv').symlink_to('content/campaign.yaml')
    (letter / 'seal.toml').write_text('# mine')
    before = (letter / name).read_bytes()
    assert 'LP723' in letterpress('signatories', 'export', name, cwd=letter, check=2).stderr
    assert (letter / name).read_bytes() == before
    letterpress('signatories', 'export', 'roll.csv', cwd=letter)
    letterpress(
        'signatories', 'export', 'roll.csv', cwd=letter
    )  # its own output it may write again
    assert (letter / 'roll.csv').read_bytes().startswith(b'\xef\xbb\xbfid,')


@pytest.mark.parametrize(
    'target',
    [
        'judged.pdf',
        'trust.pem',
        'content/campaign.yaml',
        'other.pdf',
        'kit/report.html',
        'kit/new/report.html',
    ],
)
def test_a_report_replaces_nothing_but_a_report(letter: Path, target: str) -> None:
    (letter / 'trust.pem').write_text('no certificate')
    (letter / 'other.pdf').write_bytes(b'%PDF of somebody else')
    (letter / 'kit').mkdir()
    before = {path: path.read_bytes() for path in letter.rglob('*') if path.is_file()}
    judged = 'kit' if target.startswith('kit') else 'judged.pdf'
    done = letterpress(
        'verify', judged, '--trust', 'trust.pem', '--report', target, cwd=letter, check=2
    )
    assert 'LP723' in done.stderr
    assert {path: path.read_bytes() for path in letter.rglob('*') if path.is_file()} == before


def test_a_report_may_be_made_again(letter: Path) -> None:
    for _ in range(2):
        letterpress('verify', 'judged.pdf', '--report', 'report.html', cwd=letter, check=4)
    assert (letter / 'report.html').read_bytes().startswith(apart.PAGE)


def test_names_that_differ_in_case_are_one_where_the_system_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Linux tells letters' case apart.

    What macOS and Windows answer is put in the system's place.
    """
    (tmp_path / 'letter.pdf').write_bytes(b'x')
    monkeypatch.setattr(
        os.path, 'samefile', lambda one, other: str(one).casefold() == str(other).casefold()
    )
    with pytest.raises(Rejected) as refused:
        apart.refuse(tmp_path / 'LETTER.PDF', [tmp_path / 'letter.pdf'])
    assert refused.value.exit_code == Exit.USAGE


def test_a_key_never_replaces_anything(letter: Path) -> None:
    env = {'LETTERPRESS_PASSPHRASE': 'a long one'}
    (letter / 'dangling.p12').symlink_to('nowhere.p12')
    for name in ('judged.pdf', 'dangling.p12'):
        assert (
            'LP514'
            in letterpress('key', 'new', name, '--name', 'N', cwd=letter, env=env, check=2).stderr
        )
    assert (
        'LP517'
        in letterpress('key', 'new', 'seal.PEM', '--name', 'N', cwd=letter, env=env, check=2).stderr
    )
    assert not (letter / 'nowhere.p12').exists() and (
        letter / 'judged.pdf'
    ).read_bytes().startswith(b'%PDF')


def test_an_import_never_replaces_the_list_it_reads(letter: Path) -> None:
    roll = letter / 'content/signatories.yaml'
    (letter / 'names.yaml').symlink_to(roll)
    before = roll.read_bytes()
    letterpress('signatories', 'import', 'names.yaml', cwd=letter, check=None)
    assert roll.read_bytes() == before


@pytest.mark.parametrize('target', ['content', '.', 'layouts/card', '..'])
@pytest.mark.parametrize('command', ['build', 'clean'])
def test_a_build_folder_that_is_the_content_is_never_emptied(
    letter: Path, target: str, command: str
) -> None:
    before = {path: path.read_bytes() for path in letter.rglob('*') if path.is_file()}
    (letter / 'build').symlink_to(target)
    assert 'LP723' in letterpress(command, cwd=letter, check=2).stderr
    assert {path: path.read_bytes() for path in before} == before


def test_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / 'pipe')
    reader = os.open(tmp_path / 'pipe', os.O_RDONLY | os.O_NONBLOCK)
    writing.write(tmp_path / 'pipe', b'said')
    assert os.read(reader, 100) == b'said' and not (tmp_path / 'pipe').is_file()
    os.close(reader)
