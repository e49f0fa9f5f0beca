"""The package has a name of its own, and no word of ours leads to the stranger's."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
NAME = 'open-letterpress'
# `pip install letterpress`, with or without an extra, a version, options in front of it; paths,
# files and addresses that end in letterpress are ours
STRANGER = re.compile(
    r'\b(?:pip|pipx|uv|uvx)3?\b[^\n`]*?[ \t]["\']?letterpress(?:\[[^\]]*\])?(?=["\'\s`=<>~!,;)]|$)'
)
# what follows a package of our own: `pipx run --spec … letterpress` names the command
COMMAND = re.compile(r'--(?:spec|from)\s+\S+\s+letterpress\b|tool run --from \S+ letterpress\b')


def strangers(text: str) -> list[str]:
    """Return what in a text would have somebody install the stranger's package."""
    return [found[0] for found in STRANGER.finditer(COMMAND.sub('', text))]


@pytest.mark.parametrize(
    'line',
    [
        'pip install letterpress',
        'install it: pip install "letterpress[pkcs11]"',
        "pip install 'letterpress[cluster]==1.0'",
        '.venv/bin/python -m pip install --upgrade letterpress',
        'uv tool install letterpress',
        'uvx letterpress build',
        'pipx install letterpress==0.1.0,',
    ],
)
def test_a_line_that_leads_to_the_stranger_is_seen(line: str) -> None:
    assert strangers(line)


@pytest.mark.parametrize(
    'line',
    [
        'pipx install git+https://git.example.org/coalition/letterpress',
        'pipx install ./open_letterpress-0.1.0-py3-none-any.whl',
        'pip install --no-deps .',
        'uvx --from git+https://git.example.org/letterpress letterpress init my-letter',
        'install python-pkcs11 beside letterpress',
    ],
)
def test_a_line_that_leads_to_ours_is_not(line: str) -> None:
    assert not strangers(line)


def test_nothing_that_we_print_or_write_leads_to_the_stranger() -> None:
    listed = subprocess.run(
        ['git', 'ls-files', '-z'], cwd=PROJECT, capture_output=True, text=True
    ).stdout.split('\0')
    files = [PROJECT / name for name in listed if name] or [
        path for folder in ('src', 'docs') for path in (PROJECT / folder).rglob('*.*')
    ]
    read = 0
    for path in files:
        if path == Path(__file__) or not path.is_file():
            continue
        try:
            text = path.read_text(encoding='utf-8')
        except UnicodeDecodeError:  # typefaces, pictures
            continue
        read += 1
        assert not strangers(text), path
    assert read > 300


def test_the_package_has_a_name_of_its_own_and_the_command_keeps_its() -> None:
    project = tomllib.loads((PROJECT / 'pyproject.toml').read_text(encoding='utf-8'))['project']
    assert project['name'] == NAME
    assert list(project['scripts']) == ['letterpress']
