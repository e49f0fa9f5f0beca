"""Pass phrases leave the environment before a worker or a template runs.

Os.environ, /proc, and what is started from there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fixtures.sample import letterpress
from letterpress.world import passphrases

GOOD = Path(__file__).parents[1] / 'findings' / '_good'
SECRET = 'correct-horse-battery'

SPY = """
import functools, os, subprocess, sys
from letterpress.cli import main as cli
from letterpress.build import project
from letterpress.build.stages import seals, sheets
from letterpress.world import passphrases
def look(where):
    started = [sys.executable, '-c', 'import os; print(dict(os.environ))']
    seen = [
        repr(dict(os.environ)),
        subprocess.run(started, capture_output=True, text=True).stdout,
        repr(passphrases._taken) if os.getpid() != BOSS else '',
    ]
    for number in ('self', str(os.getppid())) if sys.platform == 'linux' else ():
        if os.getppid() == BOSS or number == 'self':
            with open(f'/proc/{number}/environ', 'rb') as environment:
                seen.append(environment.read().decode('utf-8', 'replace'))
    with open(where, 'a') as file:
        file.write('\\n'.join(seen) + '\\n')
BOSS = os.getpid()
printed, sealed, read = sheets.printed, seals.sealed, project.read
@functools.wraps(printed)
def spy_print(*given):
    look('print.txt')
    return printed(*given)
@functools.wraps(sealed)
def spy_seal(*given):
    look('seal.txt')
    return sealed(*given)
def spy_read(*given, **named):
    look('read.txt')
    return read(*given, **named)
sheets.printed, seals.sealed, project.read = spy_print, spy_seal, spy_read
sys.exit(cli.run(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    'command',
    [
        ['build', '--layout', 'card', '--key', '../seal.p12'],
        ['build', '--layout', 'card'],
        ['check'],
    ],
    ids=' '.join,
)
@pytest.mark.parametrize('name', passphrases.NAMES)
def test_no_worker_and_no_program_sees_the_words(
    tmp_path: Path, command: list[str], name: str
) -> None:
    shutil.copytree(GOOD, tmp_path / 'letter')
    env = {'LETTERPRESS_PASSPHRASE': SECRET}
    letterpress('key', 'new', '../seal.p12', '--name', 'N', cwd=tmp_path / 'letter', env=env)
    if '--key' in command and name != 'LETTERPRESS_PASSPHRASE':
        command = [*command, '--pass-file', '../pass.txt']
        (tmp_path / 'pass.txt').write_text(SECRET)
        (tmp_path / 'pass.txt').chmod(0o600)
    done = subprocess.run(
        [sys.executable, '-c', SPY, *command],
        cwd=tmp_path / 'letter',
        capture_output=True,
        text=True,
        env={**os.environ, name: SECRET},
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr
    seen = {path.name: path.read_text() for path in (tmp_path / 'letter').glob('*.txt')}
    assert {'read.txt', *(['print.txt'] if command[0] == 'build' else [])} <= seen.keys()
    for where, text in seen.items():
        assert 'PATH' in text and SECRET not in text, where


def test_given_once_and_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('LETTERPRESS_PIN', SECRET)
    assert (
        passphrases.given('LETTERPRESS_PIN') == SECRET.encode()
        and 'LETTERPRESS_PIN' not in os.environ
    )
    assert (
        passphrases.given('LETTERPRESS_PIN') == SECRET.encode()
        and passphrases.given('LETTERPRESS_PASSPHRASE') is None
    )
    words = passphrases._taken['LETTERPRESS_PIN']
    passphrases.forget()
    assert passphrases.given('LETTERPRESS_PIN') is None and set(words) == {0}


def test_an_empty_word_is_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('LETTERPRESS_PASSPHRASE', '')
    assert passphrases.given('LETTERPRESS_PASSPHRASE') == b''
    passphrases.forget()
