"""What publishes a kit: the script of both recipes run, the recipes and the Dockerfile read."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from fixtures.sample import SCRIPT, letterpress
from letterpress.commands import init

PROJECT = Path(__file__).parent.parent
PUBLISH = PROJECT / 'ci/publish.sh'
LIBRARIES = ['libpango-1.0-0', 'libpangoft2-1.0-0', 'libharfbuzz-subset0']


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    init.init(tmp_path / 'a letter', False, ('en',))
    return tmp_path / 'a letter'


def publish(letter: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ['sh', str(PUBLISH), str(letter.parent / 'pub lic' / 'kit')],
        cwd=letter,
        env={**os.environ, 'PATH': f'{SCRIPT.parent}:{os.environ["PATH"]}', **more},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.slow
def test_a_draft_is_published_and_an_embargo_kept(letter: Path) -> None:
    done = publish(letter)
    assert done.returncode == 0, done.stderr
    kit = letter.parent / 'pub lic' / 'kit'
    assert 'noindex' in (kit / 'index.html').read_text(encoding='utf-8')
    letterpress('verify', str(kit), cwd=letter, check=4)  # a draft
    path = letter / 'content/campaign.yaml'
    text = path.read_text(encoding='utf-8')
    (kit / 'old.html').touch()
    for end, published in (
        ('2120-01-02T06:00:00+01:00', False),
        ('"2120-01-02 06:00+01:00"   # ours', False),
        ('2027-01-02T06:00:00+01:00', None),  # past when this is run one day
    ):
        path.write_text(text.replace('embargo: none', f'embargo: {end}'), encoding='utf-8')
        if published is False:
            done = publish(letter)
            assert done.returncode == 1 and 'embargo until 2120' in done.stderr
            assert (kit / 'old.html').exists()
    path.write_text(text, encoding='utf-8')
    # a release of words that nobody wrote is none: what was published stays
    phrase = 'correct horse battery staple'
    letterpress('key', 'new', 'seal.p12', cwd=letter, env={'LETTERPRESS_PASSPHRASE': phrase})
    key = base64.b64encode((letter / 'seal.p12').read_bytes()).decode()
    done = publish(letter, LETTERPRESS_KEY_BASE64=key, LETTERPRESS_PASSPHRASE=phrase)
    assert done.returncode == 1 and 'LP181' in done.stderr and (kit / 'old.html').exists()
    assert key[:40] not in done.stderr + done.stdout


def test_the_recipes_do_what_the_script_says(tmp_path: Path) -> None:
    action = yaml.safe_load((PROJECT / 'action.yml').read_text(encoding='utf-8'))
    steps = action['runs']['steps']
    assert action['runs']['using'] == 'composite' and set(action['inputs']) == {
        'folder',
        'key',
        'passphrase',
    }
    scripts = [step['run'] for step in steps if 'run' in step]
    assert all(step['shell'] for step in steps if 'run' in step)
    # what a stranger may choose comes through the environment, never into the script's text
    assert not any('${{' in script for script in scripts)
    gitlab = yaml.safe_load((PROJECT / 'ci/pages.gitlab-ci.yml').read_text(encoding='utf-8'))
    lines = [*gitlab['pages']['before_script'], *gitlab['pages']['script']]
    for script in (scripts, lines):
        assert sum('ci/publish.sh' in line for line in script) == 1
        assert all(library in '\n'.join(script) for library in LIBRARIES)
        for line in script:
            subprocess.run(['sh', '-n', '-c', line], check=True)
    assert gitlab['pages']['artifacts']['paths'] == ['public']


def test_the_page_about_it_shows_recipes_that_are_whole() -> None:
    text = (PROJECT / 'docs/publish.md').read_text(encoding='utf-8')
    found = [yaml.safe_load(block) for block in re.findall(r'```yaml\n(.*?)```', text, re.DOTALL)]
    github, gitlab = found
    uses = [step['uses'] for step in github['jobs']['kit']['steps']]
    assert any('letterpress@' in use for use in uses) and 'deploy-pages' in uses[-1]
    given = next(step for step in github['jobs']['kit']['steps'] if 'with' in step)['with']
    action = yaml.safe_load((PROJECT / 'action.yml').read_text(encoding='utf-8'))
    assert set(given) <= set(action['inputs'])
    assert gitlab['include'][0]['remote'].endswith('ci/pages.gitlab-ci.yml')


def test_the_image_has_what_the_system_line_names() -> None:
    text = (PROJECT / 'Dockerfile').read_text(encoding='utf-8')
    docs = (PROJECT / 'docs/install.md').read_text(encoding='utf-8')
    assert all(library in text and library in docs for library in LIBRARIES)
    copied = re.findall(r'^COPY (.*) \S+$', text, re.MULTILINE)
    ignored = (PROJECT / '.dockerignore').read_text(encoding='utf-8').split('\n')
    for name in ' '.join(copied).split():
        assert (PROJECT / name).exists() and name not in ignored, name


def test_what_only_developers_need_is_told_apart() -> None:
    said = subprocess.run(
        [sys.executable, str(PROJECT / 'ci/unneeded.py')],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert {'pytest', 'hypothesis', 'ruff', 'mypy'} <= set(said)
    assert 'open-letterpress' not in said and 'pip' not in said
