"""A folder is replaced whole or not at all, also when the process is killed between two steps."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from letterpress.world.files import exchange

OLD, NEW = {'a.txt': b'old', 'sub/b.txt': b'old'}, {'a.txt': b'new', 'c/d.txt': b'new'}
STEPS = ('build', 'check', 'exchange', 'clear', 'done')
FALLBACK = ('build', 'check', 'exchange', 'rename', 'clear', 'done')


SCRIPT = """
import os, sys
from pathlib import Path
from letterpress.world.files import exchange
final, at, at_once = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == 'True'
if not at_once:
    exchange._exchange = lambda one, other: False
def step(name):
    if name == at:
        os.kill(os.getpid(), 9)
exchange.replace_tree(final, {'a.txt': b'new', 'c/d.txt': b'new'}, lambda folder: None, step)
"""


def tree(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob('*') if p.is_file()
    }


@pytest.mark.parametrize('at_once', [True, False], ids=['renameat2', 'two renames'])
@pytest.mark.parametrize('at', sorted(set(STEPS + FALLBACK)))
def test_killed_at_any_step_the_folder_is_the_old_or_the_new_one(
    tmp_path: Path, at: str, at_once: bool
) -> None:
    final = tmp_path / 'kit'
    exchange.replace_tree(final, OLD, lambda folder: None)
    done = subprocess.run([sys.executable, '-c', SCRIPT, str(final), at, str(at_once)], check=False)
    assert done.returncode == (-9 if at in (STEPS if at_once else FALLBACK) else 0)
    if at_once:  # without recovery: at no moment is there no kit
        assert tree(final) in (OLD, NEW)
    exchange.recover(final)
    assert tree(final) in (OLD, NEW)
    assert tree(final) == (NEW if at in ('clear', 'done') or (at == 'rename' and at_once) else OLD)
    assert [p.name for p in tmp_path.iterdir()] == ['kit']
    exchange.replace_tree(final, NEW, lambda folder: None)
    assert tree(final) == NEW


def test_a_check_that_fails_leaves_the_old_folder(tmp_path: Path) -> None:
    final = tmp_path / 'kit'
    exchange.replace_tree(final, OLD, lambda folder: None)

    def refuse(folder: Path) -> None:
        assert tree(folder) == NEW
        raise ValueError('no')

    with pytest.raises(ValueError, match='no'):
        exchange.replace_tree(final, NEW, refuse)
    assert tree(final) == OLD
    assert [p.name for p in tmp_path.iterdir()] == ['kit']


@pytest.mark.parametrize('at_once', [True, False], ids=['renameat2', 'two renames'])
@pytest.mark.parametrize('target', ['folder', 'nothing'])
def test_a_link_in_the_place_of_the_folder_is_replaced_and_what_it_leads_to_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str, at_once: bool
) -> None:
    if not at_once:
        monkeypatch.setattr(exchange, '_exchange', lambda one, other: False)
    elsewhere = tmp_path / 'elsewhere'
    if target == 'folder':
        elsewhere.mkdir()
        (elsewhere / 'precious').write_bytes(b'x')
    final = tmp_path / 'build' / 'kit'
    final.parent.mkdir()
    final.symlink_to(elsewhere)
    for _ in range(2):
        exchange.replace_tree(final, NEW, lambda folder: None)
        assert tree(final) == NEW and not final.is_symlink()
    assert [p.name for p in final.parent.iterdir()] == ['kit']
    assert target == 'nothing' or tree(elsewhere) == {'precious': b'x'}


def test_what_is_the_same_is_linked_and_what_is_not_is_written(tmp_path: Path) -> None:
    final = tmp_path / 'kit'
    exchange.replace_tree(
        final, {'same': b'one', 'other': b'two', 'gone': b'three'}, lambda folder: None
    )
    before = (final / 'same').stat().st_ino
    exchange.replace_tree(
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
    exchange.replace_tree(final, {'a': b'one'}, lambda folder: None)
    elsewhere.hardlink_to(final / 'a')
    exchange.replace_tree(final, {'a': b'one', 'b': b'two'}, lambda folder: None)
    elsewhere.write_bytes(b'spoilt')
    assert (final / 'a').read_bytes() == b'one'


def test_no_file_is_shared_with_what_a_link_leads_to(tmp_path: Path) -> None:
    elsewhere, final = tmp_path / 'elsewhere', tmp_path / 'kit'
    elsewhere.mkdir()
    (elsewhere / 'a').write_bytes(b'one')
    final.symlink_to(elsewhere)
    exchange.replace_tree(final, {'a': b'one'}, lambda folder: None)
    assert (elsewhere / 'a').stat().st_nlink == 1 and (elsewhere / 'a').read_bytes() == b'one'
    assert not final.is_symlink() and (final / 'a').read_bytes() == b'one'
