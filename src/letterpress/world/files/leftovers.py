"""What a run that was killed left half written: known by its name, swept when nobody writes it.

A file that is being written is called `.NAME.PID.tmp` and locked by whoever writes it; the lock
ends with them. So a file of such a name that can be locked is a leftover, and it may hold what the
file itself holds: of the roll, the private fields of everybody.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

UNFINISHED = '.tmp'  # how the name of a file ends that is not yet in its place
_NAME = re.compile(r'\..+\.[0-9]+\.tmp')


def beside(path: Path) -> Path:
    """Return where a file is written before it is renamed."""
    return path.with_name(f'.{path.name}.{os.getpid()}{UNFINISHED}')


def begin(path: Path, mode: int) -> BinaryIO:
    """Open a file that `beside` named, empty, and hold it against `sweep`."""
    import fcntl

    while True:
        file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), 'wb')
        with suppress(OSError):  # a drive that knows no locks
            fcntl.flock(file, fcntl.LOCK_EX)
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(file.fileno()), os.stat(path)):
                return file
        file.close()  # swept between the two steps: once more


def sweep(folder: Path, deep: bool = True) -> tuple[Path, ...]:
    """Remove the leftovers in a folder, with `deep` in those below too; return them, sorted.

    Links are not followed.
    """
    return tuple(sorted(path for path in _named(folder, deep) if _removed(path)))


def _named(folder: Path, deep: bool) -> Iterator[Path]:
    if folder.is_symlink():
        return
    for where, _, names in os.walk(folder):
        yield from (Path(where, name) for name in names if _NAME.fullmatch(name))
        if not deep:
            return


def _removed(path: Path) -> bool:
    """Remove a leftover; False for what is being written, or is no file of ours."""
    import fcntl

    try:
        if path.is_symlink() or not path.is_file():
            return False
        with open(path, 'rb') as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            except OSError:  # a drive that knows no locks: the number in the name must do
                if _alive(int(path.name.split('.')[-2])):
                    return False
            path.unlink()
        return True
    except OSError:
        return False


def _alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass
    return True
