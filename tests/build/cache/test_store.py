"""The cache: what was put in comes out, anything else is a miss and never an error."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from fixtures.sample import letterpress
from letterpress.build import freshness
from letterpress.build.cache.contents import SHELVES, emptied
from letterpress.build.cache.store import Cache, opened
from letterpress.world.files import ownership

KEY = 'ab' * 32
GOOD = Path(__file__).parents[2] / 'findings' / '_good'


@pytest.fixture(autouse=True)
def _unnamed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv('LETTERPRESS_CACHE', raising=False)


def entry(folder: Path) -> Path:
    (path,) = [p for p in folder.rglob('*') if p.is_file()]
    return path


def test_what_was_put_in_comes_out(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put('proofs', KEY, {'pages': 3, 'title': 'Ὦ'}, b'%PDF\n\x00\xff')
    assert cache.holds('proofs', KEY) and cache.get('proofs', KEY) == (
        {'pages': 3, 'title': 'Ὦ'},
        b'%PDF\n\x00\xff',
    )
    assert cache.get('sealed', KEY) is None and not cache.holds('sealed', KEY)


def test_whatever_was_put_in_goes_when_it_is_emptied(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for shelf in SHELVES:
        cache.put(shelf, KEY, {}, b'the name of somebody who withdraws')
    assert {'finished', 'brought'} <= {path.name for path in tmp_path.iterdir()}
    (tmp_path / 'of somebody else').write_bytes(b'')
    emptied(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ['of somebody else']
    with pytest.raises(LookupError):
        cache.put('a shelf that nobody empties', KEY, {}, b'')


@pytest.mark.parametrize('at', [0, 5, 19, 25, 84, 90, -1])
def test_a_corrupt_entry_is_a_miss_and_then_made_good(tmp_path: Path, at: int) -> None:
    cache = Cache(tmp_path)
    cache.put('proofs', KEY, {}, b'x' * 100)
    path = entry(tmp_path)
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)
    assert cache.get('proofs', KEY) is None
    cache.put('proofs', KEY, {}, b'good')
    assert cache.get('proofs', KEY) == ({}, b'good')


def test_an_entry_cut_off_anywhere_is_a_miss(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put('proofs', KEY, {}, b'payload')
    path = entry(tmp_path)
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert cache.get('proofs', KEY) is None, length


def test_a_cache_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / 'file').write_bytes(b'')
    cache = Cache(tmp_path / 'file')
    cache.put('proofs', KEY, {}, b'x')
    assert cache.get('proofs', KEY) is None


def test_old_entries_go_first_and_wanted_ones_stay(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    keys = [f'{n:02x}' * 32 for n in range(10)]
    for n, key in enumerate(keys):
        cache.put('proofs', key, {}, b'x')
        os.utime(cache._path('proofs', key), (n, n))
    cache.forget_all_but('proofs', {keys[0]}, most=4)
    assert [key for key in keys if cache.holds('proofs', key)] == [keys[0], *keys[7:]]


# ---- whose entries count -------------------------------------------------------------------


@pytest.fixture
def umask(request: pytest.FixtureRequest):
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.mark.parametrize('umask', [0o000, 0o002, 0o022, 0o077, 0o777], indirect=True, ids=oct)
def test_the_folders_are_their_owners_alone_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    (tmp_path / 'build').mkdir(0o755)
    (tmp_path / 'build').chmod(0o755)
    with opened(tmp_path, draft=True) as (folder, said):
        Cache(folder).put('proofs', KEY, {}, b'x')
        freshness.remember(folder, 'wishes', freshness.State('', {}, (), (), ()))
        assert folder == tmp_path / 'build/.cache' and not said
        assert (
            Cache(folder).get('proofs', KEY) == ({}, b'x')
            and freshness.unchanged(folder, tmp_path, 'wishes', '') is not None
        )
    for path in (folder, *folder.rglob('*')):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


def planted(folder: Path) -> None:
    Cache(folder).put('proofs', KEY, {}, b'planted')


@pytest.mark.parametrize('mode', [0o777, 0o707, 0o702, 0o1777])
@pytest.mark.parametrize('place', ['', 'proofs', f'proofs/{KEY[:2]}'])
def test_what_lay_where_others_could_write_does_not_count(
    tmp_path: Path, place: str, mode: int
) -> None:
    folder = tmp_path / 'build/.cache'
    planted(folder)
    (folder / place).chmod(mode)
    with opened(tmp_path, draft=False) as (where, said):
        assert where == folder and not said and Cache(where).get('proofs', KEY) is None
        Cache(where).put('proofs', KEY, {}, b'ours')
        assert Cache(where).get('proofs', KEY) == ({}, b'ours')
    assert all(path.stat().st_mode & 0o077 == 0 for path in (folder, *folder.rglob('*')))


@pytest.mark.parametrize('mode', [0o755, 0o750, 0o744])
def test_our_own_folders_that_others_could_read_are_tightened_and_stay(
    tmp_path: Path, mode: int
) -> None:
    folder = tmp_path / 'build/.cache'
    planted(folder)
    folder.chmod(mode)
    with opened(tmp_path, draft=False) as (where, _):
        assert (
            Cache(where).get('proofs', KEY) == ({}, b'planted')
            and where.stat().st_mode & 0o777 == 0o700
        )


@pytest.mark.parametrize('mode', [0o602, 0o666, 0o606])
def test_an_entry_that_others_could_write_does_not_count(tmp_path: Path, mode: int) -> None:
    planted(tmp_path)
    entry(tmp_path).chmod(mode)
    assert Cache(tmp_path).get('proofs', KEY) is None and not Cache(tmp_path).holds('proofs', KEY)


def test_an_entry_counts_in_its_own_place_only(tmp_path: Path) -> None:
    """Who can only rename could else give one document the bytes of another."""
    planted(tmp_path)
    other = Cache(tmp_path)._path('sealed', KEY)
    other.parent.mkdir(parents=True, mode=0o700)
    other.write_bytes(entry(tmp_path / 'proofs').read_bytes())
    other.chmod(0o600)
    assert Cache(tmp_path).get('sealed', KEY) is None


def test_a_link_is_no_entry(tmp_path: Path) -> None:
    planted(tmp_path)
    path = entry(tmp_path)
    path.rename(tmp_path / 'elsewhere')
    path.symlink_to(tmp_path / 'elsewhere')
    assert Cache(tmp_path).get('proofs', KEY) is None


@pytest.mark.skipif(os.geteuid() != 0, reason='only root can give a file away')
@pytest.mark.parametrize('place', ['', 'proofs', f'proofs/{KEY[:2]}', f'proofs/{KEY[:2]}/{KEY}'])
def test_what_belongs_to_another_user_does_not_count(tmp_path: Path, place: str) -> None:
    folder = tmp_path / 'build/.cache'
    planted(folder)
    os.chown(folder / place, 54321, 54321)
    with opened(tmp_path, draft=False) as (where, said):
        assert Cache(where).get('proofs', KEY) is None
        assert (where != folder) == bool(said) == (place == '')


@pytest.mark.parametrize('above', ['..', '../..', '../../..'])
def test_a_folder_above_that_others_may_write_makes_the_cache_useless(
    tmp_path: Path, above: str
) -> None:
    """Build/ is ours: it is tightened. What is above it is not.

    Then nothing is taken from the cache, and that is said.
    """
    base = tmp_path / 'shared' / 'letter'
    folder = base / 'build/.cache'
    planted(folder)
    place = (folder / above).resolve()
    place.chmod(0o777)
    with opened(base, draft=False) as (where, said):
        assert Cache(where).get('proofs', KEY) is None
        if place == base / 'build':
            assert not said and place.stat().st_mode & 0o777 == 0o755
        else:
            assert where != folder and where.stat().st_mode & 0o777 == 0o700
            assert [f.code for f in said] == ['LP724'] and f'chmod go-w {place}' in said[0].hint
    assert where == folder or not where.exists()
    place.chmod(0o755)
    with opened(base, draft=False) as (where, said):
        assert where == folder and not said
    assert (
        ownership.exposed(Path('/tmp/some/folder')) is None
        or not Path('/tmp').stat().st_mode & 0o1000
    )  # sticky


def test_a_cache_that_was_named_never_feeds_a_real_seal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = tmp_path / 'named'
    monkeypatch.setenv('LETTERPRESS_CACHE', str(named))
    planted(named)
    with opened(tmp_path, draft=True) as (where, said):
        assert where == named and not said and Cache(where).holds('proofs', KEY)
    with opened(tmp_path, draft=False) as (where, said):
        assert where == tmp_path / 'build/.cache' and not Cache(where).holds('proofs', KEY)
    named.chmod(0o777)
    with opened(tmp_path, draft=True) as (where, said):  # shared with others: not even for a draft
        assert where == tmp_path / 'build/.cache' and [f.code for f in said] == ['LP724']
    assert (
        named.stat().st_mode & 0o777 == 0o777
    )  # a folder that was named may hold other things: it is left as it is


def test_poison_in_the_cache_never_reaches_a_seal(tmp_path: Path) -> None:
    """The attack as it was made: a proof replaced in a named cache, its sum made right.

    The sealed ones were taken away.
    """
    shutil.copytree(GOOD, tmp_path / 'letter')
    letter, env = (
        tmp_path / 'letter',
        {'LETTERPRESS_PASSPHRASE': 'a long one', 'LETTERPRESS_CACHE': str(tmp_path / 'named')},
    )
    letterpress('key', 'new', '../seal.p12', '--name', 'N', cwd=letter, env=env)
    letterpress('build', '--layout', 'card', cwd=letter, env=env)
    before = (letter / 'build/pdf/en').glob('*.pdf')
    names = {path.name: path.read_bytes() for path in before}
    kept = Cache(tmp_path / 'named')
    proofs = [path for path in (tmp_path / 'named/proofs').rglob('*') if path.is_file()]
    assert proofs
    for path in proofs:
        note, data = kept.get('proofs', path.name)
        kept.put('proofs', path.name, note, data + b'% POISON')
    (letter / 'content/posters/en.yaml').write_bytes(
        (letter / 'content/posters/en.yaml').read_bytes() + b'# other\n'
    )
    done = letterpress('build', '--layout', 'card', '--key', '../seal.p12', cwd=letter, env=env)
    made = {path.name: path.read_bytes() for path in (letter / 'build/pdf/en').glob('*.pdf')}
    assert made.keys() == names.keys() and not any(b'POISON' in data for data in made.values()), (
        done.stderr
    )
