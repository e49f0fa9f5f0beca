"""A folder in place of another: built aside, checked there, exchanged in one step.

At no moment is there no folder, or half a one; what a killed run left is cleared at the next start.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import stat
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from letterpress.world.files.ownership import discard

_RENAME_EXCHANGE = 2  # linux/fs.h
_AT_FDCWD = -100  # fcntl.h
_CANNOT = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)  # an old kernel, a network drive


def _silent(step: str) -> None:
    """Take no notice of a step."""


def replace_tree(
    final: Path,
    files: Mapping[str, bytes],
    check: Callable[[Path], None],
    step: Callable[[str], None] = _silent,
) -> None:
    """Put a folder in place of another: built aside, checked there, then exchanged.

    The old one stays until then. `step` is told the name of each step before it is taken (the
    tests kill the process there).
    """
    recover(final)
    fresh = final.with_name(f'.{final.name}.new')
    before = None if final.is_symlink() else final  # what a link leads to is somebody else's
    step('build')
    try:
        _fill(fresh, files, before)
        step('check')
        check(fresh)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)  # the disk may be full: give the space back
        raise
    step('exchange')
    if not os.path.lexists(final):
        os.rename(fresh, final)
    elif _exchange(fresh, final):
        step('clear')
        discard(fresh)
    else:
        old = final.with_name(f'.{final.name}.old')
        os.rename(final, old)
        step('rename')
        os.rename(fresh, final)
        step('clear')
        discard(old)
    step('done')


def recover(final: Path) -> None:
    """Clear up after a run that was killed.

    The old folder is put back if the new one had not come; what is half made is dropped.
    """
    old, fresh = (final.with_name(f'.{final.name}.{state}') for state in ('old', 'new'))
    if os.path.lexists(old) and not os.path.lexists(final):
        os.rename(old, final)
    for left in (old, fresh):
        if os.path.lexists(left):
            discard(left)


def _fill(folder: Path, files: Mapping[str, bytes], before: Path | None) -> None:
    """Fill a fresh folder and see it on the disk.

    What is the same in the folder `before` is linked, not written again.
    """
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if before and _linked(before / name, path, data):
            continue
        with open(path, 'xb') as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())


def _linked(old: Path, new: Path, data: bytes) -> bool:
    """Give a file that holds these bytes, and is nobody else's, a second name; False where not."""
    try:
        about = old.lstat()
        if not stat.S_ISREG(about.st_mode) or about.st_nlink > 1:
            return False
        if about.st_size != len(data) or old.read_bytes() != data:
            return False
        os.link(old, new)
        return True
    except OSError:  # it is not there, or the drive knows no links
        return False


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step; False where the system cannot."""
    if sys.platform != 'linux':
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    if ctypes.get_errno() in _CANNOT:
        return False
    raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(one))
