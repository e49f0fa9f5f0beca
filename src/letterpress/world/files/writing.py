"""One file, written whole or not at all: beside its place, then renamed."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from letterpress.world.files import leftovers


def write(path: Path, data: bytes, durable: bool = True, private: bool = False) -> None:
    """Write a file whole or not at all: beside its place, flushed, then renamed.

    Who may read the old one may read the new, nobody else where it is `private`.
    """
    if not path.name:
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if _takes_bytes(path):
        path.write_bytes(data)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = leftovers.beside(path)
    try:
        with leftovers.begin(beside, 0o600 if private else 0o666) as file:
            if private:
                os.fchmod(file.fileno(), 0o600)  # a umask may have taken that from us
            elif path.is_file():
                os.fchmod(file.fileno(), stat.S_IMODE(path.stat().st_mode))
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _takes_bytes(path: Path) -> bool:
    """Tell whether a path is /dev/stdout or a named pipe: never replaced by a file."""
    return path.exists() and not (path.is_file() or path.is_dir())
