"""Odd machines and odd wishes: each gets one clear finding, never a traceback."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fixtures.sample import letterpress


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    letterpress('init', 'letter', cwd=tmp_path)
    return tmp_path / 'letter'


def test_a_key_is_not_named_like_its_certificate(letter: Path) -> None:
    done = letterpress(
        'key',
        'new',
        'seal.pem',
        '--name',
        'N',
        cwd=letter,
        env={'LETTERPRESS_PASSPHRASE': 'a long one'},
        check=2,
    )
    assert 'LP517' in done.stderr and not (letter / 'seal.pem').exists()


def test_a_file_name_that_is_not_utf8(letter: Path) -> None:
    try:
        with open(os.fsencode(letter / 'content' / 'letter') + b'/\xff.md', 'wb'):
            pass
    except OSError:
        pytest.skip('this file system knows no such names')
    assert 'LP715' in letterpress('check', cwd=letter, check=1).stderr


def test_a_source_date_epoch_that_is_no_time(letter: Path) -> None:
    env = {'LETTERPRESS_PASSPHRASE': 'a long one'}
    letterpress('key', 'new', 'seal.p12', '--name', 'N', cwd=letter, env=env)
    done = letterpress(
        'build',
        '--key',
        'seal.p12',
        cwd=letter,
        env={**env, 'SOURCE_DATE_EPOCH': 'yesterday'},
        check=2,
    )
    assert 'LP716' in done.stderr and 'yesterday' in done.stderr


def test_a_layout_of_another_kind_than_the_target(letter: Path) -> None:
    assert (
        'LP717'
        in letterpress('build', 'letter', '--layout', 'suspects', cwd=letter, check=2).stderr
    )


def test_python_without_assertions(letter: Path) -> None:
    assert 'LP718' in letterpress('build', cwd=letter, env={'PYTHONOPTIMIZE': '1'}, check=1).stderr


def test_a_key_that_ends_soon_is_said_at_every_build_also_when_nothing_is_to_be_done(
    letter: Path,
) -> None:
    env = {
        'LETTERPRESS_PASSPHRASE': 'a long one',
        'SOURCE_DATE_EPOCH': '1800000000',
    }  # January 2027
    letterpress('key', 'new', 'seal.p12', '--name', 'N', '--years', '1', cwd=letter, env=env)
    late = {**env, 'SOURCE_DATE_EPOCH': str(1800000000 + 350 * 86400)}
    for expected in ('1 document\n', 'Nothing to do'):
        done = letterpress('build', 'letter', '--key', 'seal.p12', cwd=letter, env=late)
        assert 'LP509 warning' in done.stderr and expected in done.stderr
    assert (
        'LP509'
        not in letterpress('build', 'letter', '--key', 'seal.p12', cwd=letter, env=env).stderr
    )
