"""The cache: what was put in comes out, anything else is a miss and never an error."""
from __future__ import annotations

from pathlib import Path

import pytest

from letterpress.pipeline.cache import Cache

KEY = 'ab' * 32


def entry(folder: Path) -> Path:
    (path,) = [p for p in folder.rglob('*') if p.is_file()]
    return path


def test_what_was_put_in_comes_out(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put('proofs', KEY, {'pages': 3, 'title': 'Ὦ'}, b'%PDF\n\x00\xff')
    assert cache.holds('proofs', KEY) and cache.get('proofs', KEY) == ({'pages': 3, 'title': 'Ὦ'}, b'%PDF\n\x00\xff')
    assert cache.get('sealed', KEY) is None and not cache.holds('sealed', KEY)


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
        import os
        os.utime(cache._path('proofs', key), (n, n))
    cache.forget_all_but('proofs', {keys[0]}, most=4)
    assert [key for key in keys if cache.holds('proofs', key)] == [keys[0], *keys[7:]]
