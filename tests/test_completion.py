"""Shells complete the words of letterpress: what they source, and what they are answered."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from fixtures.sample import SCRIPT, letterpress
from letterpress.cli import house


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
