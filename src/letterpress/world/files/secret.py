"""Files that are their owner's alone: keys, pass phrases, PINs."""

from __future__ import annotations

import errno
import os
import shlex
import stat
from pathlib import Path

from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.world.files import leftovers

LARGEST = 1 << 20  # bytes that are read of a secret


def read(name: str, what: str = 'key file', told: str = '--key or LETTERPRESS_KEY') -> bytes:
    """Read a file that nobody else may read: `what` it is, and what `told` of it, for people.

    Raises Rejected: LP704 when it is missing or no file, LP511 when the group or others have any
    right on it.
    """
    path = Path(os.path.expanduser(name))
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise Rejected(
                Finding(Place(name), 'LP704', 'this is not a file', f'name the {what} itself'),
                Exit.USAGE,
            )
        if os.name == 'posix' and mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise Rejected(
                Finding(
                    Place(name),
                    'LP511',
                    f'others on this machine may read the {what}',
                    f'make it yours alone: chmod 600 {shlex.quote(name)}',
                ),
                Exit.SEAL,
            )
        with open(path, 'rb') as file:
            return file.read(LARGEST)
    except OSError:
        raise Rejected(
            Finding(
                Place(name),
                'LP704',
                f'the {what} does not exist or cannot be read',
                f'check the path that {told} gives',
            ),
            Exit.USAGE,
        ) from None


def write(path: Path, data: bytes) -> None:
    """Write a file that is its owner's alone from its first byte on, whole or not at all.

    Its mode is 0600. Raises FileExistsError: a secret takes nobody's place.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    beside = leftovers.beside(path)
    try:
        with leftovers.begin(beside, 0o600) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(beside, path)  # unlike a renaming, it takes nobody's place
        except OSError as error:
            if error.errno == errno.EEXIST:
                raise
            os.rename(beside, path)  # a drive that knows no links
    finally:
        beside.unlink(missing_ok=True)
