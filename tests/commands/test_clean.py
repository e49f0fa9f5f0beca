"""Cleaning takes what builds made and nothing else, wherever the cache lies."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from letterpress.build import clean
from letterpress.build.cache.store import Cache
from letterpress.findings import Rejected
from letterpress.world.files import writing

# What a person may have under the very names that the cache uses.
PRECIOUS = (
    'photo.jpg',
    'memory/grandma.jpg',
    'memory/88/grandma.jpg',
    'state/taxes.json',
    'proofs/en/letter.txt',
    'fontconfig/fonts.conf',
    'fonts.conf.bak',
    'build.txt',
    'pdf/x.pdf',
)


def fill(folder: Path) -> None:
    """Put into a folder what builds put there."""
    cache = Cache(folder)
    for shelf, key in (('proofs', 'ab' * 32), ('sealed', 'cd' * 32), ('memory', 'compositions')):
        cache.put(shelf, key, {}, b'x')
    for name in (
        'state/0123456789abcdef01234567.json',
        'fonts-0123456789abcdef.conf',
        'fontconfig/CACHEDIR.TAG',
        'fontconfig/0123456789abcdef0123456789abcdef-le64.cache-9',
    ):
        writing.write(folder / name, b'')


def files(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob('*') if p.is_file()}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    base = tmp_path / 'letter'
    for name in ('content/campaign.yaml', 'build/kit/index.html', 'build/pdf/en/letter.en.pdf'):
        writing.write(base / name, b'')
    return base


@pytest.mark.parametrize('where', ['.', 'home', 'letter', 'letter/content'])
def test_a_folder_that_the_cache_shares_keeps_everything_else(
    project: Path, tmp_path: Path, monkeypatch, where: str
) -> None:
    shared = tmp_path / where
    for name in PRECIOUS:
        writing.write(shared / name, b'precious')
    before = files(tmp_path) - {'letter/build/kit/index.html', 'letter/build/pdf/en/letter.en.pdf'}
    fill(shared)
    monkeypatch.setenv('LETTERPRESS_CACHE', str(shared))
    assert shared in clean.clean(project, everything=True)
    assert files(tmp_path) - {'letter/build/.lock'} == before
    assert not (shared / 'sealed').exists()


def test_a_cache_folder_of_its_own_goes_whole(project: Path, tmp_path: Path, monkeypatch) -> None:
    fill(tmp_path / 'cache')
    monkeypatch.setenv('LETTERPRESS_CACHE', str(tmp_path / 'cache'))
    clean.clean(project, everything=False)
    assert (tmp_path / 'cache').is_dir() and files(project / 'build') == {'.lock'}
    clean.clean(project, everything=True)
    assert not (tmp_path / 'cache').exists()


@pytest.mark.parametrize('where', ['', 'build/deep/cache', 'build'])
def test_without_all_the_cache_stays_wherever_it_lies_in_build(
    project: Path, monkeypatch, where: str
) -> None:
    cache = project / where if where else project / 'build/.cache'
    fill(cache)
    if where:
        monkeypatch.setenv('LETTERPRESS_CACHE', str(cache))
    before = files(cache) - {'kit/index.html', 'pdf/en/letter.en.pdf'}
    clean.clean(project, everything=False)
    assert files(cache) - {'.lock'} == before and not (project / 'build/kit').exists()


def test_without_build_there_is_nothing_to_clean_and_nothing_is_made(tmp_path: Path) -> None:
    assert clean.clean(tmp_path, everything=True) == () and list(tmp_path.iterdir()) == []


def test_nothing_is_cleaned_under_a_running_build(project: Path) -> None:
    code = (
        'import sys\nfrom pathlib import Path\nfrom letterpress.world.files import lock\n'
        'with lock.locked(Path(sys.argv[1])):\n    print("held", flush=True)\n    sys.stdin.read()'
    )
    with subprocess.Popen(
        [sys.executable, '-c', code, str(project / 'build')],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as build:
        assert build.stdout.readline() == b'held\n'
        with pytest.raises(Rejected) as refused:
            clean.clean(project, everything=True)
        build.communicate()
    assert refused.value.findings[0].code == 'LP703' and (project / 'build/kit/index.html').exists()
