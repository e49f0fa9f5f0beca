"""Remove what builds made, and nothing else: LETTERPRESS_CACHE may name a folder that holds other things too."""
from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from letterpress.world.files import leftovers, workshop
from letterpress.build.store import MAGIC

# The files that builds leave in a cache, by their path in it. Those on shelves must show their first bytes as well.
_SHELF = re.compile(r'(proofs|sealed|memory|names)/[^/]{1,2}/[^/]+')
_OTHER = re.compile(r'state/[0-9a-f]{24}\.json|fonts(-[0-9a-f]{16})?\.conf|fontconfig/([0-9a-f]{32}-[^/]*cache-[^/]*|CACHEDIR\.TAG|\.uuid)')
_FOLDERS = ('proofs', 'sealed', 'memory', 'names', 'state', 'fontconfig')


def clean(base: Path, everything: bool) -> tuple[Path, ...]:
    """Remove build/ but for the cache, or with `everything` the cache too. Returns what is gone.

    Raises Rejected while a build is running here.
    """
    build, cache = base / 'build', workshop.cache_folder(base)
    if not build.is_dir():
        return emptied(cache) if everything else ()
    with workshop.locked(build):
        own = cache == build / '.cache'
        keep = {build / workshop.LOCK, *((cache, *cache.parents, build / '.cache') if not (everything and own) else ())}
        if cache == build:
            keep |= {build / name for name in _FOLDERS} | set(build.glob('fonts*.conf'))
        gone = tuple(path for path in sorted(build.iterdir()) if path not in keep)
        for path in gone:
            workshop.discard(path)
        return gone + (emptied(cache) + emptied(build / '.cache') if everything and not own else ())


def emptied(cache: Path) -> tuple[Path, ...]:
    """Take a cache out of a folder that may be anybody's. Returns the folder if there was one in it."""
    leftovers.sweep(cache)
    entries = list(_entries(cache))
    for path in entries:
        path.unlink(missing_ok=True)
    for name in _FOLDERS:
        for folder in (*(cache / name).glob('*'), cache / name, cache):
            try:
                os.rmdir(folder)
            except OSError:     # not there, or something else is in it
                pass
    return (cache,) if entries else ()


def _entries(cache: Path) -> Iterator[Path]:
    for folder in (cache, *(cache / name for name in _FOLDERS)):
        for path in sorted((*folder.glob('*'), *folder.glob('*/*')) if folder != cache else folder.glob('*')):
            name = path.relative_to(cache).as_posix()
            if path.is_file() and (_OTHER.fullmatch(name) or _SHELF.fullmatch(name) and _magic(path)):
                yield path


def _magic(path: Path) -> bool:
    with open(path, 'rb') as file:
        return file.read(len(MAGIC)).rstrip(b'0123456789') == MAGIC.rstrip(b'0123456789')     # of any version
