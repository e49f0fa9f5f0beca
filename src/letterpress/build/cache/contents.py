"""The files that builds leave in a cache: how they are known, and how they are taken out again.

LETTERPRESS_CACHE may name a folder that holds other things too, and those stay.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from letterpress.world.files import leftovers

MAGIC = b'letterpress-cache-2'  # an entry begins so
# of entries; the store puts nothing on any other, so that whoever empties it knows them all
SHELVES = ('proofs', 'finished', 'sealed', 'texts', 'memory', 'names', 'brought', 'faces')
FOLDERS = (*SHELVES, 'state', 'fontconfig')

# By their path in the cache. Those on shelves must show their first bytes as well.
_SHELF = re.compile(rf'({"|".join(SHELVES)})/[^/]{{1,2}}/[^/]+')
_OTHER = re.compile(
    r'state/[0-9a-f]{24}\.json'
    r'|fonts(-[0-9a-f]{16})?\.conf'
    r'|faces/[0-9a-f]{32}/[^/]+\.(ttf|otf)'
    r'|fontconfig/([0-9a-f]{32}-[^/]*cache-[^/]*|CACHEDIR\.TAG|\.uuid)'
)


def emptied(cache: Path) -> tuple[Path, ...]:
    """Take a cache out of a folder that may be anybody's. Returns the folder if one was in it."""
    leftovers.sweep(cache)
    entries = list(_entries(cache))
    for path in entries:
        path.unlink(missing_ok=True)
    for name in FOLDERS:
        for folder in (*(cache / name).glob('*'), cache / name, cache):
            with suppress(OSError):  # not there, or something else is in it
                os.rmdir(folder)
    return (cache,) if entries else ()


def _entries(cache: Path) -> Iterator[Path]:
    """Yield the files of a cache, those that lie in no folder of it first."""
    yield from _ours(cache, cache.glob('*'))
    for name in FOLDERS:
        folder = cache / name
        yield from _ours(cache, (*folder.glob('*'), *folder.glob('*/*')))


def _ours(cache: Path, paths: Iterable[Path]) -> Iterator[Path]:
    for path in sorted(paths):
        name = path.relative_to(cache).as_posix()
        known = _OTHER.fullmatch(name) or (_SHELF.fullmatch(name) and _has_magic(path))
        if path.is_file() and known:
            yield path


def _has_magic(path: Path) -> bool:
    """Say whether a file begins as an entry does, of whatever version."""
    if not path.is_file():
        return False
    with open(path, 'rb') as file:
        return file.read(len(MAGIC)).rstrip(b'0123456789') == MAGIC.rstrip(b'0123456789')
