"""The depot: what tasks read, each thing once, under the SHA-256 of its bytes.

A process that has a thing in memory (because it put it there, or was forked from one that did) does
not read it again; any other takes it from the depot's folder, where that has one.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from letterpress.world.files import writing

MOST = 600  # files in a depot's folder; the typefaces are some thirty of them


class _Pickler(pickle.Pickler):
    """Pickles a value, and names what stands apart from it by its digest."""

    def __init__(self, file: io.BytesIO, apart: Mapping[int, str]):
        super().__init__(file, protocol=5)
        self._apart = apart

    def persistent_id(self, value: object) -> str | None:
        """Return the digest of what stands apart, None for all else."""
        return self._apart.get(id(value))


class _Unpickler(pickle.Unpickler):
    """Unpickles a value; what stands apart from it is asked of the depot."""

    def __init__(self, file: io.BytesIO, depot: Depot):
        super().__init__(file)
        self._depot = depot

    def persistent_load(self, digest: str) -> Any:
        """Return what stands apart. Raises KeyError where the depot has it not."""
        return self._depot.value(digest)


def _pickled(value: Any, apart: Mapping[int, str]) -> bytes:
    if not apart:
        return pickle.dumps(value, protocol=5)
    data = io.BytesIO()
    _Pickler(data, apart).dump(value)
    return data.getvalue()


class Depot:
    """Values by digest, in memory, and in a folder where it has one."""

    def __init__(self, folder: Path | None = None):
        self.folder = folder
        self._values: dict[str, Any] = {}
        self._bytes: dict[str, bytes] = {}
        self._derived: dict[Hashable, Any] = {}
        self._parts: dict[str, tuple[str, ...]] = {}
        # what stands apart and its digest, by identity: another value cannot come to have it
        self._apart: dict[int, tuple[Any, str]] = {}

    def keep(self, value: Any, *, apart: Sequence[Any] = ()) -> str:
        """Put a value in (it must pickle) and return its digest.

        What stands `apart` is a part of it that other values have too: it lies here once, under a
        digest of its own (`parts`), and the value names it.
        """
        named = {}
        for part in apart:
            if id(part) not in self._apart:
                self._apart[id(part)] = part, self.keep(part)
            named[id(part)] = self._apart[id(part)][1]
        data = _pickled(value, named)
        digest = hashlib.sha256(data).hexdigest()
        self._values[digest], self._bytes[digest] = value, data
        self._parts[digest] = tuple(named.values())
        return digest

    def parts(self, digest: str) -> tuple[str, ...]:
        """Return the digests of what a value that was put in here has apart."""
        return self._parts.get(digest, ())

    def keep_files(self, files: Mapping[str, bytes]) -> tuple[str, ...]:
        """Put files in, each by itself, so that one that changes travels alone.

        Returns the digests; the first is that of their list, which `files` takes.
        """
        parts = {path: self.keep(data) for path, data in sorted(files.items())}
        return self.keep(parts), *parts.values()

    def value(self, digest: str) -> Any:
        """Return a value. Raises KeyError where it is not, or is not what its digest says."""
        if digest not in self._values:
            self._values[digest] = _Unpickler(io.BytesIO(self.bytes_of(digest)), self).load()
        return self._values[digest]

    def files(self, digest: str) -> dict[str, bytes]:
        """Return files by their path."""
        return {path: self.value(part) for path, part in self.value(digest).items()}

    def derived(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """Return what this process made before under a key, or make it: a cache, nothing more."""
        if key not in self._derived:
            self._derived[key] = make()
        return self._derived[key]

    def forget(self) -> None:
        """Forget what is in memory; what is in the folder stays there."""
        for held in (self._values, self._bytes, self._derived, self._parts, self._apart):
            held.clear()

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
