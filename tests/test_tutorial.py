"""The walk of docs/tutorial.md, typed as it stands there, from an office's files to a kit."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from fixtures.sample import SCRIPT

PROJECT = Path(__file__).parent.parent
WALK = PROJECT / 'docs/tutorial.md'
_FENCE = re.compile(
    r'(?:^`(?P<file>[^`\n]+)`\n\n)?^```(?P<kind>\w+)\n(?P<text>.*?)^```$', re.M | re.S
)


class Block(NamedTuple):
    """A block of the document: lines to type, or a file to write."""

    kind: str
    file: str
    text: str


def blocks() -> list[Block]:
    return [
        Block(found['kind'], found['file'] or '', found['text'])
        for found in _FENCE.finditer(WALK.read_text(encoding='utf-8'))
    ]


def test_every_block_is_of_a_kind_and_every_file_that_it_names_is_there() -> None:
    found = blocks()
    assert {block.kind for block in found} == {'install', 'sh', 'yaml', 'later'}
    assert all((block.kind == 'yaml') == bool(block.file) for block in found)
    for path in re.findall(r'\.\./letterpress/(\S+)', WALK.read_text(encoding='utf-8')):
        assert (PROJECT / path).is_file(), path
    assert 'letterpress/setup.sh kit' in found[0].text and (PROJECT / 'setup.sh').is_file()


def test_the_files_it_begins_with_are_those_that_their_program_writes(tmp_path: Path) -> None:
    folder = PROJECT / 'docs/tutorial'
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    (tmp_path / 'make.py').write_bytes(before['make.py'])
    subprocess.run([sys.executable, str(tmp_path / 'make.py')], check=True)
    after = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    assert after == before


@pytest.mark.slow
def test_the_walk_ends_at_a_kit(tmp_path: Path) -> None:
    (tmp_path / 'letterpress').symlink_to(PROJECT)
    env = {**os.environ, 'PATH': f'{SCRIPT.parent}:{os.environ["PATH"]}', 'NO_COLOR': '1'}
    here = tmp_path
    said = ''
    for block in blocks():
        if block.kind == 'yaml':
            assert (here / block.file).parent.is_dir()
            (here / block.file).write_text(block.text, encoding='utf-8')
        for line in block.text.splitlines() if block.kind == 'sh' else ():
            if line.startswith('cd '):
                here = here / line.removeprefix('cd ')
                continue
            done = subprocess.run(
                ['sh', '-c', line],
                cwd=here,
                env=env,
                capture_output=True,
                text=True,
                stdin=subprocess.DEVNULL,
            )
            assert done.returncode == 0, f'{line}\n{done.stdout}\n{done.stderr}'
            said = done.stdout if line == 'letterpress build' else said
    made = set(said.split())
    for code in ('de', 'en'):
        assert f'build/pdf/{code}/letter.{code}.pdf' in made
        assert (here / 'build/kit' / code / 'index.html').is_file()
        for poster in ('poster-statement-', 'poster-broadside-'):
            assert any(f'/{code}/{poster}' in path for path in made), poster
        assert f'build/pdf/{code}/press-release.{code}.pdf' in made
    manifest = json.loads((here / 'build/kit/manifest.json').read_text(encoding='utf-8'))
    assert manifest['tool']['name'] == 'letterpress'
    letter = subprocess.run(
        ['pdftotext', str(here / 'build/pdf/de/letter.de.pdf'), '-'],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    letter = ' '.join(letter.split())  # a long name takes two lines
    assert letter.count('für den Auwald') == 240 and 'Schutzgebiet' in letter
    assert (here / 'build/filing/de/packet.de.pdf').is_file()
