"""What a killed run left half written is swept at the next command and said.

What is being written is left alone.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from fixtures.sample import letterpress
from letterpress.world.files import leftovers, writing

GOOD = Path(__file__).parents[2] / 'findings' / '_good'
KILLED = """
import os, signal, sys
from letterpress.cli import main as cli
os.fsync = lambda descriptor: os.kill(os.getpid(), signal.SIGKILL)
cli.run(sys.argv[1:])
"""


def written(folder: Path) -> Path:
    shutil.copytree(GOOD, folder)
    roll = folder / 'content/signatories.yaml'
    roll.write_text(
        roll.read_text()
        + '- id: jane\n  name: Jane Canary\n  kind: person\n  public: true\n  private:\n'
        '    email: jane@example.net\n'
    )
    (folder / 'names.csv').write_text('name,kind\nNew Org,organisation\n')
    return folder


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    return written(tmp_path / 'letter')


@pytest.fixture(scope='module')
def left_by(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Give the folder that a killed command left: the same for every command after it."""

    @cache
    def left(*killed: str) -> Path:
        folder = written(tmp_path_factory.mktemp('killed') / 'letter')
        env = {**os.environ, 'LETTERPRESS_PASSPHRASE': 'a long one'}
        code = [sys.executable, '-c', KILLED, *killed]
        assert subprocess.run(code, cwd=folder, env=env, capture_output=True).returncode == -9
        return folder

    return left


def unfinished(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in sorted(folder.rglob('.*.tmp'))]


@pytest.mark.parametrize(
    'killed',
    [
        ['signatories', 'import', 'names.csv'],
        ['signatories', 'withdraw', 'jane'],
        ['signatories', 'export', 'roll.csv'],
        ['verify', 'names.csv', '--report', 'report.html'],
        ['key', 'new', 'seal.p12', '--name', 'N'],
    ],
    ids=' '.join,
)
@pytest.mark.parametrize(
    'then',
    [
        ['check'],
        ['signatories', 'list'],
        ['build', '--layout', 'card'],
        ['signatories', 'trace', 'Jane Canary'],
    ],
    ids=' '.join,
)
def test_the_next_command_sweeps_what_a_killed_one_left(
    left_by: Callable[..., Path], tmp_path: Path, killed: list[str], then: list[str]
) -> None:
    letter = shutil.copytree(left_by(*killed), tmp_path / 'letter')
    left = unfinished(letter)
    assert left
    done = letterpress(*then, cwd=letter, check=None)
    assert unfinished(letter) == []
    assert all(f'Removed {name}' in done.stderr for name in left), done.stderr
    if killed[-1] == 'jane':  # stopped after nothing but the beginning: it can be done again
        letterpress('signatories', 'withdraw', 'jane', cwd=letter)
    done = letterpress(*then, cwd=letter, check=None)
    assert 'Removed' not in done.stderr


def test_a_half_written_key_is_no_key_and_in_nobodys_way(letter: Path) -> None:
    env = {**os.environ, 'LETTERPRESS_PASSPHRASE': 'a long one'}
    new = ['key', 'new', 'seal.p12', '--name', 'N']
    subprocess.run([sys.executable, '-c', KILLED, *new], cwd=letter, env=env, capture_output=True)
    assert not (letter / 'seal.p12').exists()
    letterpress(*new, cwd=letter, env={'LETTERPRESS_PASSPHRASE': 'a long one'})
    assert (letter / 'seal.p12').stat().st_mode & 0o777 == 0o600


HOLD = """
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from letterpress.world.files import leftovers
with leftovers.begin(leftovers.beside(Path(sys.argv[1])), 0o666) as file:
    print('held', flush=True)
    sys.stdin.read()
"""


def test_what_is_being_written_is_left_alone_and_swept_when_its_writer_is_gone(
    tmp_path: Path,
) -> None:
    with subprocess.Popen(
        [sys.executable, '-c', HOLD, str(tmp_path / 'roll.yaml')],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        assert writer.stdout.readline() == 'held\n'
        assert leftovers.sweep(tmp_path) == () and len(unfinished(tmp_path)) == 1
        writer.kill()
    assert len(leftovers.sweep(tmp_path)) == 1 and unfinished(tmp_path) == []


def test_a_number_that_another_process_has_by_now_protects_nothing(tmp_path: Path) -> None:
    """Numbers of processes come round again: the lock decides, and it ended with the writer."""
    (tmp_path / f'.roll.yaml.{os.getpid()}.tmp').write_bytes(b'private')
    (tmp_path / '.roll.yaml.1.tmp').write_bytes(b'private')
    assert len(leftovers.sweep(tmp_path)) == 2


@pytest.mark.parametrize(
    'name',
    ['.notes.tmp', 'roll.yaml.123.tmp', '.roll.yaml.x.tmp', '.roll.yaml.123.tmp.bak', '.123.tmp'],
)
def test_files_of_other_names_are_not_ours(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b'precious')
    assert leftovers.sweep(tmp_path) == () and (tmp_path / name).exists()


def test_links_are_neither_followed_nor_taken(tmp_path: Path) -> None:
    (tmp_path / 'outside').mkdir()
    (tmp_path / 'outside/.a.1.tmp').write_bytes(b'x')
    (tmp_path / 'letter').mkdir()
    (tmp_path / 'letter/linked').symlink_to('../outside')
    (tmp_path / 'letter/.b.1.tmp').symlink_to('../outside/.a.1.tmp')
    assert leftovers.sweep(tmp_path / 'letter') == () and (tmp_path / 'outside/.a.1.tmp').exists()


def test_a_file_swept_between_two_steps_of_its_writer_is_begun_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    flock, swept = fcntl.flock, []

    def slow(file, how):
        if not swept and how == fcntl.LOCK_EX:
            swept.append(leftovers.beside(tmp_path / 'roll.yaml'))
            swept[0].unlink()
        flock(file, how)

    monkeypatch.setattr(fcntl, 'flock', slow)
    writing.write(tmp_path / 'roll.yaml', b'new')
    assert swept and (tmp_path / 'roll.yaml').read_bytes() == b'new' and unfinished(tmp_path) == []


def test_what_killed_runs_left_unfinished_is_swept(tmp_path: Path) -> None:
    for name in ('en/.letter.en.pdf.123.tmp', 'en/letter.en.pdf'):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b'')
    leftovers.sweep(tmp_path)
    assert [p.name for p in (tmp_path / 'en').iterdir()] == ['letter.en.pdf']
