"""Files appear whole or not at all, also when the process is killed between any two steps."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from letterpress.findings import Exit, Rejected
from letterpress.world.files import leftovers, workshop

OLD, NEW = {'a.txt': b'old', 'sub/b.txt': b'old'}, {'a.txt': b'new', 'c/d.txt': b'new'}
STEPS = ('build', 'check', 'exchange', 'clear', 'done')
FALLBACK = ('build', 'check', 'exchange', 'rename', 'clear', 'done')

SCRIPT = """
import os, sys
from pathlib import Path
from letterpress.world.files import workshop
final, at, exchange = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == 'True'
if not exchange:
    workshop._exchange = lambda one, other: False
def step(name):
    if name == at:
        os.kill(os.getpid(), 9)
workshop.replace_tree(final, {'a.txt': b'new', 'c/d.txt': b'new'}, lambda folder: None, step)
"""


def tree(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob('*') if p.is_file()
    }


@pytest.mark.parametrize('exchange', [True, False], ids=['renameat2', 'two renames'])
@pytest.mark.parametrize('at', sorted(set(STEPS + FALLBACK)))
def test_killed_at_any_step_the_folder_is_the_old_or_the_new_one(
    tmp_path: Path, at: str, exchange: bool
) -> None:
    final = tmp_path / 'kit'
    workshop.replace_tree(final, OLD, lambda folder: None)
    done = subprocess.run(
        [sys.executable, '-c', SCRIPT, str(final), at, str(exchange)], check=False
    )
    assert done.returncode == (-9 if at in (STEPS if exchange else FALLBACK) else 0)
    if exchange:  # without recovery: at no moment is there no kit
        assert tree(final) in (OLD, NEW)
    workshop.recover(final)
    assert tree(final) in (OLD, NEW)
    assert tree(final) == (NEW if at in ('clear', 'done') or (at == 'rename' and exchange) else OLD)
    assert [p.name for p in tmp_path.iterdir()] == ['kit']
    workshop.replace_tree(final, NEW, lambda folder: None)
    assert tree(final) == NEW


def test_a_check_that_fails_leaves_the_old_folder(tmp_path: Path) -> None:
    final = tmp_path / 'kit'
    workshop.replace_tree(final, OLD, lambda folder: None)

    def refuse(folder: Path) -> None:
        assert tree(folder) == NEW
        raise ValueError('no')

    with pytest.raises(ValueError):
        workshop.replace_tree(final, NEW, refuse)
    assert tree(final) == OLD
    assert [p.name for p in tmp_path.iterdir()] == ['kit']


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / 'letter.pdf'
    workshop.write(path, b'old')
    with pytest.raises(TypeError):
        workshop.write(path, 'no bytes')  # type: ignore[arg-type]
    assert path.read_bytes() == b'old' and [p.name for p in tmp_path.iterdir()] == ['letter.pdf']


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    """RLIMIT_FSIZE stands in for the full disk: the write fails halfway."""
    path = tmp_path / 'letter.pdf'
    path.write_bytes(b'old')
    code = (
        'import resource, signal, sys\nfrom pathlib import Path\nfrom letterpress.world.files import workshop\n'
        'signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\nresource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n'
        'try:\n    workshop.write(Path(sys.argv[1]), b"x" * 5000)\nexcept OSError:\n    sys.exit(7)'
    )
    assert subprocess.run([sys.executable, '-c', code, str(path)], check=False).returncode == 7
    assert path.read_bytes() == b'old' and [p.name for p in tmp_path.iterdir()] == ['letter.pdf']


HOLD = (
    'import sys\nfrom pathlib import Path\nfrom letterpress.world.files import workshop\n'
    'with workshop.locked(Path(sys.argv[1])):\n    print("held", flush=True)\n    sys.stdin.read()'
)


def test_a_second_build_is_told_that_one_is_running(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, '-c', HOLD, str(tmp_path / 'build')],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout.readline() == 'held\n'
        with pytest.raises(Rejected) as refused, workshop.locked(tmp_path / 'build'):
            pass
        assert (
            refused.value.findings[0].code == 'LP703'
            and str(other.pid) in refused.value.findings[0].message
        )
        other.kill()  # however it ends, its lock ends with it
    with workshop.locked(tmp_path / 'build'):
        pass


FORK = """
import os, sys
from pathlib import Path
from letterpress.world.files import workshop
with workshop.locked(Path(sys.argv[1])):
    if os.fork() == 0:          # as a killed build leaves its workers behind
        os.close(1)
        sys.stdin.read()
        os._exit(0)
    os.kill(os.getpid(), 9)
"""


def test_the_lock_ends_with_the_build_that_was_killed_though_its_workers_live_on(
    tmp_path: Path,
) -> None:
    killed = subprocess.Popen(
        [sys.executable, '-c', FORK, str(tmp_path / 'build')], stdin=subprocess.PIPE
    )
    try:
        assert killed.wait(20) == -9
        with workshop.locked(tmp_path / 'build'):
            pass
    finally:
        killed.stdin.close()  # ends the child


def test_a_file_that_is_written_again_keeps_its_rights(tmp_path: Path) -> None:
    """The roll holds private data: an import must not open it to others."""
    path = tmp_path / 'signatories.yaml'
    path.write_bytes(b'old')
    path.chmod(0o600)
    workshop.write(path, b'new')
    assert path.read_bytes() == b'new' and path.stat().st_mode & 0o777 == 0o600


def test_half_a_secret_is_not_left_in_the_way(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        workshop.write_secret(tmp_path / 'seal.p12', 'no bytes')  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []
    workshop.write_secret(tmp_path / 'seal.p12', b'secret')
    assert (tmp_path / 'seal.p12').stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        workshop.write_secret(tmp_path / 'seal.p12', b'other')
    assert (tmp_path / 'seal.p12').read_bytes() == b'secret'


@pytest.mark.parametrize('exchange', [True, False], ids=['renameat2', 'two renames'])
@pytest.mark.parametrize('target', ['folder', 'nothing'])
def test_a_link_in_the_place_of_the_folder_is_replaced_and_what_it_leads_to_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str, exchange: bool
) -> None:
    if not exchange:
        monkeypatch.setattr(workshop, '_exchange', lambda one, other: False)
    elsewhere = tmp_path / 'elsewhere'
    if target == 'folder':
        elsewhere.mkdir()
        (elsewhere / 'precious').write_bytes(b'x')
    final = tmp_path / 'build' / 'kit'
    final.parent.mkdir()
    final.symlink_to(elsewhere)
    for _ in range(2):
        workshop.replace_tree(final, NEW, lambda folder: None)
        assert tree(final) == NEW and not final.is_symlink()
    assert [p.name for p in final.parent.iterdir()] == ['kit']
    assert target == 'nothing' or tree(elsewhere) == {'precious': b'x'}


def test_hidden_files_are_no_input_and_a_closed_folder_is_not_an_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (
        'content/signatories/a.yaml',
        'content/signatories/more/b.yaml',
        'content/.git/c.yaml',
        'content/.d.yaml',
        'content/__pycache__/e.pyc',
        '.content/f.yaml',
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b'x')
    assert list(workshop.read_tree(tmp_path, 'content')) == [
        'content/signatories/a.yaml',
        'content/signatories/more/b.yaml',
    ]
    assert workshop.read_tree(tmp_path, 'layouts') == {}
    scandir = os.scandir

    def refuse(folder):
        if Path(folder).name == 'more':
            raise PermissionError(13, 'Permission denied', str(folder))
        return scandir(folder)

    monkeypatch.setattr(os, 'scandir', refuse)
    with pytest.raises(PermissionError):
        workshop.read_tree(tmp_path, 'content')


def test_what_killed_runs_left_unfinished_is_swept(tmp_path: Path) -> None:
    for name in ('en/.letter.en.pdf.123.tmp', 'en/letter.en.pdf'):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b'')
    leftovers.sweep(tmp_path)
    assert [p.name for p in (tmp_path / 'en').iterdir()] == ['letter.en.pdf']


@pytest.mark.parametrize('name', [b'content/letter/\xff.md', b'content/\xe9/en.md'])
def test_a_name_that_is_not_utf8_is_a_finding(tmp_path: Path, name: bytes) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b'/' + name))
    path.parent.mkdir(parents=True)
    path.write_bytes(b'')
    with pytest.raises(Rejected) as refused:
        workshop.read_tree(tmp_path, 'content')
    (finding,) = refused.value.findings
    assert finding.code == 'LP715' and finding.place.path.isascii()


def test_the_typefaces_that_fontconfig_sees_are_those_of_this_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two projects may share a cache; the environment must not bend fontconfig, Pango or HarfBuzz."""
    monkeypatch.setenv('FONTCONFIG_FILE', os.environ['FONTCONFIG_FILE'])
    monkeypatch.setenv('FONTCONFIG_SYSROOT', '/nowhere')
    monkeypatch.setenv('HB_SHAPER_LIST', 'fallback')
    files = []
    for name in ('one', 'two'):
        workshop.use_fonts((tmp_path / name / 'fonts' / 'book',), tmp_path / 'cache')
        files.append(Path(os.environ['FONTCONFIG_FILE']))
    assert 'one/fonts/book' in files[0].read_text() and 'two/fonts/book' in files[1].read_text()
    assert 'FONTCONFIG_SYSROOT' not in os.environ and 'HB_SHAPER_LIST' not in os.environ
    with pytest.raises(Rejected) as refused:
        workshop.use_fonts(
            (Path(os.fsdecode(os.fsencode(tmp_path) + b'/\xff')),), tmp_path / 'cache'
        )
    assert refused.value.findings[0].code == 'LP715'


@pytest.mark.parametrize('epoch', ['abc', '99999999999999999999', '-', '1.5'])
def test_a_source_date_epoch_that_is_none_is_a_finding(
    monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv('SOURCE_DATE_EPOCH', epoch)
    with pytest.raises(Rejected) as refused:
        workshop.now()
    assert refused.value.findings[0].code == 'LP716'


@pytest.mark.parametrize('mode', [0o640, 0o604, 0o660, 0o644])
def test_a_key_file_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / 'seal.p12'
    path.write_bytes(b'secret')
    path.chmod(mode)
    with pytest.raises(Rejected) as refused:
        workshop.secret_file(str(path))
    assert refused.value.findings[0].code == 'LP511' and refused.value.exit_code == Exit.SEAL
    path.chmod(0o600)
    assert workshop.secret_file(str(path)) == b'secret'


def test_the_clock_obeys_source_date_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1000000000')
    assert workshop.now().isoformat() == '2001-09-09T01:46:40+00:00'


def test_a_project_layout_replaces_the_one_that_letterpress_brings_as_a_whole(
    tmp_path: Path,
) -> None:
    own = tmp_path / 'layouts' / 'letter'
    own.mkdir(parents=True)
    (own / 'layout.yaml').write_bytes(b'kind: letter\n')
    files = workshop.read_house(tmp_path, 'layouts')
    assert [path for path in files if path.startswith('layouts/letter/')] == [
        'layouts/letter/layout.yaml'
    ]
    assert 'layouts/press-room/style.css' in files


def test_a_folder_that_is_no_project_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(Rejected) as refused:
        workshop.project(tmp_path)
    assert (
        refused.value.exit_code == Exit.USAGE
        and 'letterpress init' in refused.value.findings[0].hint
    )


def test_what_is_the_same_is_linked_and_what_is_not_is_written(tmp_path: Path) -> None:
    final = tmp_path / 'kit'
    workshop.replace_tree(
        final, {'same': b'one', 'other': b'two', 'gone': b'three'}, lambda folder: None
    )
    before = (final / 'same').stat().st_ino
    workshop.replace_tree(
        final, {'same': b'one', 'other': b'222', 'new/file': b'four'}, lambda folder: None
    )
    assert (final / 'same').stat().st_ino == before and (final / 'same').stat().st_nlink == 1
    assert {
        path.relative_to(final).as_posix(): path.read_bytes()
        for path in final.rglob('*')
        if path.is_file()
    } == {'same': b'one', 'other': b'222', 'new/file': b'four'}


def test_a_file_that_someone_else_has_too_is_written_anew(tmp_path: Path) -> None:
    final, elsewhere = tmp_path / 'kit', tmp_path / 'elsewhere'
    workshop.replace_tree(final, {'a': b'one'}, lambda folder: None)
    elsewhere.hardlink_to(final / 'a')
    workshop.replace_tree(final, {'a': b'one', 'b': b'two'}, lambda folder: None)
    elsewhere.write_bytes(b'spoilt')
    assert (final / 'a').read_bytes() == b'one'


def test_no_file_is_shared_with_what_a_link_leads_to(tmp_path: Path) -> None:
    elsewhere, final = tmp_path / 'elsewhere', tmp_path / 'kit'
    elsewhere.mkdir()
    (elsewhere / 'a').write_bytes(b'one')
    final.symlink_to(elsewhere)
    workshop.replace_tree(final, {'a': b'one'}, lambda folder: None)
    assert (elsewhere / 'a').stat().st_nlink == 1 and (elsewhere / 'a').read_bytes() == b'one'
    assert not final.is_symlink() and (final / 'a').read_bytes() == b'one'
