"""What strangers send: folders and files of every kind are judged without a traceback.

And never by what they say of themselves.
"""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from letterpress.commands import verify
from letterpress.commands.verdicts import answers
from letterpress.findings import Exit, Rejected
from letterpress.finishing.judging.verdict import Answer
from letterpress.finishing.keys.draft import draft_key
from letterpress.finishing.keys.files import load_key
from letterpress.finishing.keys.make import new_key
from letterpress.finishing.sealing import seal
from letterpress.kit import archive, checksums, manifest
from letterpress.kit.artifact import Artifact
from letterpress.world.files import given, writing

WHEN = datetime(2026, 12, 1, tzinfo=UTC)
PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope='module')
def stranger():
    secret, _ = new_key('Somebody', WHEN, 2, b'a pass phrase')
    return load_key(secret, b'a pass phrase', WHEN)


def kit(folder: Path, key, more: dict[str, bytes] | None = None) -> Path:
    """Write a small kit, whole and sealed; `more` are further files that its manifest lists."""
    artifacts = [
        Artifact(path, 'x', '', path, None, '', 'text/plain', data)
        for path, data in {'a.txt': b'a', **(more or {})}.items()
    ]
    listed = manifest.write(
        'A letter',
        {'number': 1, 'date': '2026-12-01'},
        {},
        {},
        {'certificate_sha256': key.sha256},
        artifacts,
    )
    files = {a.path: a.data for a in artifacts} | {
        manifest.NAME: listed,
        manifest.SEAL: seal.seal_detached(listed, key, WHEN),
    }
    for path, data in (files | {checksums.NAME: checksums.write(files)}).items():
        writing.write(folder / path, data)
    return folder


def judge(path: Path) -> tuple[Answer, str]:
    verdict = verify.verify(path, []).verdict
    return verdict.answer, ' '.join(verdict.details)


def test_a_whole_kit(tmp_path: Path) -> None:
    assert judge(kit(tmp_path / 'kit', draft_key()))[0] is Answer.DRAFT


@pytest.mark.parametrize(
    'name', [b'more\nlines', b'\xff\xfe', b'\x1b[2Jx', '\u202egpj.exe'.encode(), b'-rf', b'a  b']
)
def test_an_extra_file_of_any_name_is_told(tmp_path: Path, name: bytes) -> None:
    folder = kit(tmp_path / 'kit', draft_key())
    Path(os.fsdecode(os.fsencode(folder) + b'/' + name)).write_bytes(b'x')
    answer, why = judge(folder)
    assert answer is Answer.CHANGED and 'does not belong to the kit' in why


def test_what_is_no_file_does_not_hide_in_a_kit(tmp_path: Path) -> None:
    folder = kit(tmp_path / 'kit', draft_key())
    os.mkfifo(folder / 'pipe')
    assert judge(folder)[0] is Answer.CHANGED
    (folder / 'pipe').unlink()
    (folder / 'link').symlink_to('a.txt')
    assert judge(folder)[0] is Answer.CHANGED
    (folder / 'link').unlink()
    (folder / 'a.txt').unlink()
    (folder / 'a.txt').mkdir()
    assert (
        judge(folder) == (Answer.CHANGED, judge(folder)[1])
        and 'a.txt is missing' in judge(folder)[1]
    )


def test_what_is_wrong_with_a_kit_is_said_in_the_readers_language(tmp_path: Path) -> None:
    folder = kit(tmp_path / 'kit', draft_key())
    (folder / 'a.txt').unlink()
    (folder / 'more.txt').write_text('x')
    checked = verify.verify(folder, [])
    assert [reason.code for reason in checked.verdict.reasons][:2] == ['file-missing', 'file-extra']
    said = answers.in_words(checked, 'kit', 'fr')
    assert (
        'a.txt manque.' in said
        and 'more.txt ne fait pas partie du dossier.' in said
        and said.startswith('✗ Modifié')
    )
    assert verify.as_json(checked)['reasons'][0] == {'code': 'file-missing', 'path': 'a.txt'}


def test_a_very_deep_folder_is_no_traceback(tmp_path: Path) -> None:
    folder = kit(tmp_path / 'kit', draft_key())
    here = os.open(folder, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir('d', dir_fd=here)
        there = os.open('d', os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = there
    os.close(os.open('x', os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)
    try:
        assert judge(folder)[0] in (Answer.CHANGED, Answer.BROKEN)
    finally:
        subprocess.run(
            ['rm', '-rf', str(folder)], check=True
        )  # too deep for pytest, which clears up by recursion


def test_a_folder_that_is_no_kit_is_not_read_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / 'home').mkdir()
    with open(tmp_path / 'home' / 'huge', 'wb') as file:
        file.truncate(1 << 42)
    assert judge(tmp_path / 'home')[0] is Answer.BROKEN
    folder = kit(tmp_path / 'kit', draft_key())
    (tmp_path / 'home' / 'huge').rename(folder / 'huge')
    answer, why = judge(folder)
    assert answer is Answer.BROKEN and 'larger than' in why
    answer, why = judge(folder / 'huge')
    assert answer is Answer.BROKEN and 'larger than' in why


def test_what_cannot_be_read_is_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / 'letter.pdf'
    path.write_bytes(b'%PDF-1.7')

    def refuse(path: Path, most: int) -> bytes:
        raise PermissionError(13, 'Permission denied', str(path))

    monkeypatch.setattr(given, 'read', refuse)
    answer, why = judge(path)
    assert answer is Answer.BROKEN and 'Permission denied' in why


@pytest.mark.parametrize('name', ['nothing', 'x' * 300, 'a/b/c'])
def test_a_path_that_is_not_there_is_usage(tmp_path: Path, name: str) -> None:
    with pytest.raises(Rejected) as refused:
        judge(tmp_path / name)
    assert refused.value.exit_code == Exit.USAGE and refused.value.findings[0].code == 'LP707'


def test_a_zip_whose_entries_share_their_bytes_is_not_unpacked() -> None:
    """A small file that would fill the memory: every entry names the same megabytes."""
    from fixtures.zips import overlapping

    with pytest.raises(ValueError, match='lie one over'):
        archive.read(overlapping(b'x' * 1_000_000, 500))


@pytest.mark.parametrize('what', ['/dev/zero', '.', 'pipe', 'holes'])
def test_what_is_no_certificate_file_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """LP575: a device has no end, a pipe may never begin."""
    monkeypatch.chdir(tmp_path)
    os.mkfifo('pipe')
    with open('holes', 'wb') as file:
        file.truncate(1 << 40)
    Path('a.pdf').write_bytes(b'%PDF-1.7')
    with pytest.raises(Rejected) as caught:
        verify.verify(Path('a.pdf'), [Path(what)])
    assert [one.code for one in caught.value.findings] == [
        'LP575'
    ] and 'not a certificate file' in str(caught.value)
