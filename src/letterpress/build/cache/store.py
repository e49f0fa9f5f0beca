"""A cache whose entries are used only when they are what this user put there; all else is a miss.

What is in it is sealed, so whoever can write to it could have the user's key seal another letter.
Its folders are their owner's alone, an entry is read only while it and its folders are (see
`ownership`), and its checksum binds it to its place. A cache that was named (LETTERPRESS_CACHE:
shared, restored by a service) feeds drafts alone: a seal by a real key is made from build/.cache.
"""

from __future__ import annotations

import hashlib
import json
import os
import shlex
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from letterpress.build.cache.contents import MAGIC, SHELVES, emptied
from letterpress.findings import Finding, Place
from letterpress.world import machine
from letterpress.world.files import ownership, writing

Note = dict[str, Any]  # what JSON can hold


class Cache:
    """Entries by shelf and key. An entry is a small JSON-able note and bytes.

    A shelf that is none of `contents.SHELVES` is a LookupError.
    """

    def __init__(self, folder: Path):
        self.folder = folder

    def _path(self, shelf: str, key: str) -> Path:
        if shelf not in SHELVES:  # who withdraws would be told that nothing is left
            raise LookupError(f'nobody empties a shelf {shelf}: name it in contents.SHELVES')
        return self.folder / shelf / key[:2] / key

    def holds(self, shelf: str, key: str) -> bool:
        """Say whether there is a whole entry."""
        return self.get(shelf, key) is not None

    def get(self, shelf: str, key: str) -> tuple[Note, bytes] | None:
        """Return the note and the bytes, or None when there is no whole entry of the user's own."""
        try:
            data = ownership.read(self._path(shelf, key), self.folder)
            if data is None:
                return None
            magic, digest, body = data.split(b'\n', 2)
            if magic != MAGIC or _digest(shelf, key, body) != digest:
                return None
            note, payload = body.split(b'\n', 1)
            return json.loads(note), payload
        except ValueError:
            return None

    def keys(self, shelf: str) -> list[str]:
        """Return the keys of a shelf, sorted; whether an entry is whole shows when it is taken."""
        try:
            return sorted(path.name for path in (self.folder / shelf).glob('*/*'))
        except OSError:
            return []

    def put(self, shelf: str, key: str, note: Note, payload: bytes) -> None:
        """Keep an entry. A cache that cannot be written is no reason to fail a build."""
        body = json.dumps(note, ensure_ascii=False, sort_keys=True).encode() + b'\n' + payload
        write(
            self._path(shelf, key),
            b'\n'.join((MAGIC, _digest(shelf, key, body), body)),
            self.folder,
        )

    def forget_all_but(self, shelf: str, keys: set[str], most: int = 400) -> None:
        """Drop entries not in `keys`, oldest first, until at most `most` are left."""
        try:
            entries = sorted(
                (p for p in (self.folder / shelf).glob('*/*') if p.name not in keys),
                key=lambda p: p.stat().st_mtime_ns,
            )
            for path in entries[: max(0, len(entries) + len(keys) - most)]:
                path.unlink(missing_ok=True)
        except OSError:
            pass


def _digest(shelf: str, key: str, body: bytes) -> bytes:
    return hashlib.sha256(f'{shelf}/{key}\n'.encode() + body).hexdigest().encode()


def write(path: Path, data: bytes, root: Path) -> None:
    """Write a file of a cache that lies in `root`: it and its folders are the user's alone.

    Failing is no fault.
    """
    with suppress(OSError):
        ownership.keep(path.parent, root)
        writing.write(path, data, durable=False, private=True)


@contextmanager
def opened(base: Path, draft: bool) -> Iterator[tuple[Path, tuple[Finding, ...]]]:
    """Give the folder of the cache that a build may use, and what is to be said of it (LP724).

    The one that LETTERPRESS_CACHE names for a draft, else build/.cache; where others may write
    there, a fresh one that is gone at the end.
    """
    own = base / 'build' / '.cache'
    found: list[Finding] = []
    for folder in dict.fromkeys((machine.cache_folder(base), own) if draft else (own,)):
        if folder == own and folder.is_dir():
            _tightened(folder)
        if (place := ownership.exposed(folder)) is None:
            ownership.keep(folder / 'fontconfig', folder)
            yield folder, tuple(found)
            return
        found.append(_refusal(folder, place, base))
    import tempfile  # late: most builds need none

    with tempfile.TemporaryDirectory(prefix='letterpress-') as aside:
        yield Path(aside), tuple(found)


def _tightened(folder: Path) -> None:
    """Make our own cache the user's alone, with what it lies in.

    What others may have put there does not count.
    """
    with suppress(OSError):
        build = folder.parent
        if (about := build.stat()).st_uid == os.geteuid() and not ownership.mine(about):
            emptied(folder)
            build.chmod(about.st_mode & 0o7755)
        if folder.is_dir():
            ownership.tighten(folder, lambda: emptied(folder))


def _refusal(folder: Path, place: Path, base: Path) -> Finding:
    shown = folder.relative_to(base).as_posix() if folder.is_relative_to(base) else str(folder)
    try:
        ours = place.stat().st_uid == os.geteuid()
    except OSError:
        ours = False
    return Finding(
        Place(shown),
        'LP724',
        f'others may write in {place}: nothing is taken from this cache',
        f'take the right from them: chmod go-w {shlex.quote(str(place))}'
        if ours
        else 'that folder belongs to somebody else: work in one of your own',
    )
