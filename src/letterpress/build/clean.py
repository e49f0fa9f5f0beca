"""Remove what builds made, and nothing else.

LETTERPRESS_CACHE may name a folder that holds other things too.
"""

from __future__ import annotations

from pathlib import Path

from letterpress.build.cache.contents import FOLDERS, emptied
from letterpress.world import machine
from letterpress.world.files import lock, ownership


def clean(base: Path, everything: bool) -> tuple[Path, ...]:
    """Remove build/ but for the cache, or with `everything` the cache too. Returns what is gone.

    Raises Rejected while a build is running here.
    """
    build, cache = base / 'build', machine.cache_folder(base)
    if not build.is_dir():
        return emptied(cache) if everything else ()
    with lock.locked(build):
        own = cache == build / '.cache'
        keep = {
            build / lock.NAME,
            *((cache, *cache.parents, build / '.cache') if not (everything and own) else ()),
        }
        if cache == build:
            keep |= {build / name for name in FOLDERS} | set(build.glob('fonts*.conf'))
        gone = tuple(path for path in sorted(build.iterdir()) if path not in keep)
        for path in gone:
            ownership.discard(path)
        return gone + (emptied(cache) + emptied(build / '.cache') if everything and not own else ())
