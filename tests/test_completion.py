"""Shells complete the words of letterpress: what they source, and what they are answered."""

from __future__ import annotations

import os
import pty
import select
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from fixtures.sample import SCRIPT, letterpress
from letterpress.cli import house
from letterpress.cli.main import cli


def asked(words: str, cwd: Path, shell: str = 'bash') -> list[str]:
    """Return what a shell is answered for a line of which the last word is begun."""
    env = {
        house.COMPLETE: f'{shell}_complete',
        'COMP_WORDS': words,
        'COMP_CWORD': str(len(words.split(' ')) - 1),
    }
    said = letterpress(cwd=cwd, env=env, check=None).stdout
    return [line.rpartition(',')[2] for line in said.splitlines()]


@pytest.mark.parametrize('shell', house.SHELLS)
def test_each_shell_gets_what_it_sources(tmp_path: Path, shell: str) -> None:
    said = letterpress('completion', shell, cwd=tmp_path, env={'PATH': str(tmp_path)}).stdout
    assert f'{house.COMPLETE}={shell}_complete' in said and said.count('letterpress') > 2
    if shutil.which(shell):
        (tmp_path / 'script').write_text(said, encoding='utf-8')
        subprocess.run([shell, '-n', str(tmp_path / 'script')], check=True)


def test_commands_options_and_words_of_the_letter_are_completed(tmp_path: Path) -> None:
    assert {'build', 'check', 'init', 'language'} <= set(asked('letterpress ', tmp_path))
    assert asked('letterpress comp', tmp_path) == ['completion']
    assert asked('letterpress init --la', tmp_path) == ['--lang']
    assert asked('letterpress init --lang e', tmp_path) == ['el', 'en', 'es']
    assert asked('letterpress explain lp74', tmp_path)[0] == 'LP740'
    assert asked('letterpress schema camp', tmp_path) == ['campaign']
    assert asked('letterpress completion ', tmp_path) == ['bash', 'fish', 'zsh']
    folder = tmp_path / 'content/letter'
    folder.mkdir(parents=True)
    for code in ('de', 'pt-BR'):
        (folder / f'{code}.md').touch()
    assert asked('letterpress build --lang ', tmp_path) == ['de', 'pt-BR']
    assert not list(tmp_path.glob('build'))


def commands(group: click.Command, words: str) -> Iterator[tuple[str, click.Command]]:
    """Give every command with the words that call it."""
    if isinstance(group, click.Group):
        for name, one in group.commands.items():
            yield from commands(one, f'{words} {name}')
    else:
        yield words, group


def test_where_a_file_is_named_the_shell_looks_for_one(tmp_path: Path) -> None:
    paths = ('FILE', 'FOLDER', 'CERT', 'OUT', 'PATH')
    looked_at = 0
    for words, command in commands(cli, 'letterpress'):
        context = click.Context(command)
        for one in command.params:
            called = one.make_metavar(context).upper().strip('[]').split('.')[0]
            if called.startswith(paths) and not isinstance(one.type, click.Choice):
                if (words, one.name) == ('letterpress schema', 'name'):
                    continue  # [FILE] is a name of ours there
                [item] = one.shell_complete(context, 'na')
                kind = 'dir' if called.startswith('FOLDER') else 'file'
                looked_at += 1
                assert (item.type, item.value) == (kind, 'na'), (words, one.name)
    assert looked_at > 15


FILES = ('names of us.csv', 'nähe.docx')  # what is typed with a blank or a letter beyond ASCII


@pytest.mark.skipif(not shutil.which('fish'), reason='there is no fish here')
def test_fish_completes_words_and_files(tmp_path: Path) -> None:
    script = tmp_path / 'script'
    script.write_text(letterpress('completion', 'fish', cwd=tmp_path).stdout, encoding='utf-8')
    for name in FILES:
        (tmp_path / name).touch()

    def completed(line: str) -> list[str]:
        done = subprocess.run(
            ['fish', '--no-config', '-c', f'source {script}; complete -C "{line}"'],
            cwd=tmp_path,
            env=shell_environment(tmp_path),
            capture_output=True,
            text=True,
            check=True,
        )
        assert not done.stderr
        return [found.partition('\t')[0] for found in done.stdout.splitlines()]

    assert completed('letterpress doc') == ['doctor']
    assert completed('letterpress init --lang e') == ['el', 'en', 'es']
    assert 'LP741' in completed('letterpress explain LP74')
    assert completed('letterpress letter import nä') == ['nähe.docx']
    assert completed('letterpress signatories import nam') == ['names of us.csv']


@pytest.mark.skipif(not shutil.which('zsh'), reason='there is no zsh here')
def test_zsh_completes_words_and_files(tmp_path: Path) -> None:
    """As somebody types it: a terminal, a zsh with its completion, a word that is begun, Tab."""
    (tmp_path / '_letterpress').write_text(
        letterpress('completion', 'zsh', cwd=tmp_path).stdout, encoding='utf-8'
    )
    for name in FILES:
        (tmp_path / name).touch()

    def completed(line: str) -> str:
        """Return the line as it stands after Tab, told by what a word in front of it prints."""
        child, terminal = pty.fork()
        if child == 0:
            os.chdir(tmp_path)
            env = {**shell_environment(tmp_path), 'TERM': 'dumb'}
            os.execve(shutil.which('zsh') or '', ['zsh', '-f', '-i'], env)
        try:
            os.write(terminal, b'fpath=($PWD $fpath); autoload -Uz compinit; compinit -u -D\n')
            os.write(terminal, b"letterpress() { print -rl -- '<<' $@ '>>' }; PS1=re'ady'\n")
            until(terminal, b'ready')
            os.write(terminal, line.encode() + b'\t\n')
            seen = until(terminal, b'\r\n>>')
        finally:
            os.close(terminal)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        said = seen.decode('utf-8', 'replace').replace('\r', '')
        return ' '.join(said[said.rindex('<<\n') + 3 :].partition('\n>>')[0].split('\n'))

    assert completed('letterpress doc') == 'doctor'
    assert completed('letterpress letter import --trans') == 'letter import --translator'
    assert completed('letterpress explain LP74') == 'explain LP74'  # several: none is taken
    assert completed('letterpress signatories import nam') == 'signatories import names of us.csv'


def until(terminal: int, end: bytes) -> bytes:
    """Return what a terminal shows until it shows this; fail where it does not within a minute."""
    seen, last = b'', time.monotonic() + 60
    while end not in seen:
        assert time.monotonic() < last, seen
        if select.select([terminal], [], [], 1)[0]:
            seen += os.read(terminal, 4096)
    return seen


def shell_environment(home: Path) -> dict[str, str]:
    return {
        'PATH': f'{SCRIPT.parent}:/usr/local/bin:/usr/bin:/bin',
        'HOME': str(home),
        'LC_ALL': 'C.UTF-8',
    }


@pytest.mark.skipif(not shutil.which('bash'), reason='there is no bash here')
def test_bash_completes_a_word(tmp_path: Path) -> None:
    """The whole way: bash sources the script and asks letterpress."""
    script = tmp_path / 'script'
    script.write_text(letterpress('completion', 'bash', cwd=tmp_path).stdout, encoding='utf-8')
    line = (
        f'source {script}; COMP_WORDS=(letterpress doc); COMP_CWORD=1; '
        '_letterpress_completion letterpress; echo "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        ['bash', '--norc', '-c', line],
        env={'PATH': f'{SCRIPT.parent}:/usr/bin:/bin', 'HOME': str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ['doctor'], done.stderr
