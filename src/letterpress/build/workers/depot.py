"""The depot: what tasks read, each thing once, under the SHA-256 of its bytes.

A process that has a thing in memory (because it put it there, or was forked from one that did) does
not read it again; any other takes it from the depot's folder, where that has one.
"""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Callable, Hashable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from letterpress.world.files import writing

MOST = 600  # files in a depot's folder; the typefaces are some thirty of them


class Depot:
    """Values by digest, in memory, and in a folder where it has one."""

    def __init__(self, folder: Path | None = None):
        self.folder = folder
        self._values: dict[str, Any] = {}
        self._bytes: dict[str, bytes] = {}
        self._derived: dict[Hashable, Any] = {}

    def keep(self, value: Any) -> str:
        """Put a value in (it must pickle) and return its digest."""
        data = pickle.dumps(value, protocol=5)
        digest = hashlib.sha256(data).hexdigest()
        self._values[digest], self._bytes[digest] = value, data
        return digest

    def keep_files(self, files: Mapping[str, bytes]) -> tuple[str, ...]:
        """Put files in, each by itself, so that one that changes travels alone.

        Returns the digests; the first is that of their list, which `files` takes.
        """
        parts = {path: self.keep(data) for path, data in sorted(files.items())}
        return self.keep(parts), *parts.values()

    def value(self, digest: str) -> Any:
        """Return a value. Raises KeyError where it is not, or is not what its digest says."""
        if digest not in self._values:
            self._values[digest] = pickle.loads(self.bytes_of(digest))
        return self._values[digest]

    def files(self, digest: str) -> dict[str, bytes]:
        """Return files by their path."""
        return {path: self.value(part) for path, part in self.value(digest).items()}

    def derived(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """Return what this process made before under a key, or make it: a cache, nothing more."""
        if key not in self._derived:
            self._derived[key] = make()
        return self._derived[key]

    def bytes_of(self, digest: str) -> bytes:
        """Return the bytes of a value, as they travel."""
        if digest in self._bytes:
            return self._bytes[digest]
        if self.folder is None:
            raise KeyError(digest)
        try:
            data = (self.folder / digest).read_bytes()
        except OSError:
            raise KeyError(digest) from None
        if hashlib.sha256(data).hexdigest() != digest:
            raise KeyError(digest)
        return data

    def lacks(self, digests: Iterable[str]) -> tuple[str, ...]:
        """Return those of the digests that are not in the folder; the others count as just used."""
        assert self.folder is not None
        lacking = []
        for digest in dict.fromkeys(digests):
            try:
                os.utime(self.folder / digest)
            except OSError:
                lacking.append(digest)
        return tuple(lacking)

    def receive(self, things: Mapping[str, bytes]) -> None:
        """Put what came from elsewhere into the folder. Raises ValueError where it is not that.

        Nothing is unpickled here. What was used longest ago goes when there are too many.
        """
        assert self.folder is not None
        for digest, data in things.items():
            if hashlib.sha256(data).hexdigest() != digest:
                raise ValueError(f'what came as {digest[:12]} is something else')
            writing.write(self.folder / digest, data, durable=False, private=True)
        with suppress(OSError):
            kept = sorted(self.folder.glob('?' * 64), key=lambda path: path.stat().st_mtime_ns)
            for path in kept[: max(0, len(kept) - MOST)]:
                path.unlink(missing_ok=True)
