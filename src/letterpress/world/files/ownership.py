"""What belongs to the user alone: a cache feeds a seal, so nobody else may have filled it.

A folder or file counts when it belongs to whoever runs letterpress and nobody else may write it;
the folders above must be theirs or root's, and not open to others either (but for one with the
sticky bit, such as /tmp, in which nobody moves what is another's). A group that is the user's own,
as most systems give each user one, is the user.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

_POSIX = hasattr(os, 'geteuid')
_NO_LINK = getattr(os, 'O_NOFOLLOW', 0)
_NO_WAIT = getattr(os, 'O_NONBLOCK', 0)
ALONE = 0o700  # of a folder: its owner's alone


def mine(about: os.stat_result) -> bool:
    """Say whether a file or folder belongs to the user and nobody else may write it."""
    return not _POSIX or (about.st_uid == os.geteuid() and not _open(about))


def _open(about: os.stat_result) -> bool:
    mode = about.st_mode
    return bool(mode & stat.S_IWOTH or (mode & stat.S_IWGRP and not _own_group(about.st_gid)))


@cache
def _own_group(number: int) -> bool:
    """Say whether a group is the user's private one: of the user's name, with no other member."""
    import grp
    import pwd

    try:
        name, group = pwd.getpwuid(os.geteuid()).pw_name, grp.getgrgid(number)
    except KeyError:
        return False
    return group.gr_name == name and set(group.gr_mem) <= {name}


def exposed(folder: Path) -> Path | None:
    """Return the first of a folder, and of those above it, that somebody else may change.

    None where there is none. Folders that are not there yet are made by us. Links are looked at on
    both sides.
    """
    folder = Path(os.path.abspath(folder))
    if not _POSIX:
        return None
    for place in dict.fromkeys((folder, folder.resolve())):
        for one in (place, *place.parents):
            try:
                about = one.stat()
            except FileNotFoundError:
                continue
            except OSError:
                return one
            above = one != place
            guarded = above and about.st_mode & stat.S_ISVTX
            owned = about.st_uid == os.geteuid() or (above and about.st_uid == 0)
            if not guarded and (not owned or _open(about)):
                return one
    return None


def keep(folder: Path, root: Path) -> None:
    """Make a folder below `root` the user's alone, whatever the umask, and those on the way.

    `root` too, where it is not there yet. One that others could write until now is emptied first:
    what they may have put there must not count as ours. Raises OSError where that cannot be.
    """
    on_the_way = [one for one in folder.parents if one.is_relative_to(root)]
    for place in (*reversed(on_the_way), folder):
        if not os.path.lexists(place):
            place.parent.mkdir(parents=True, exist_ok=True)
            place.mkdir(ALONE, exist_ok=True)
            place.chmod(ALONE)  # a umask may have taken from it what its owner needs
        elif place != root:
            tighten(place, partial(_empty, place))


def tighten(folder: Path, empty: Callable[[], object]) -> None:
    """Take every right on a folder of the user's from all others; `empty` it first where needed.

    That is where they could write in it.
    """
    about = folder.lstat()
    if not _POSIX or not stat.S_ISDIR(about.st_mode) or about.st_uid != os.geteuid():
        return
    if about.st_mode & 0o077:
        if _open(about):
            empty()
        folder.chmod(ALONE)


def _empty(folder: Path) -> None:
    for inside in sorted(folder.iterdir()):
        discard(inside)


def discard(path: Path) -> None:
    """Remove a file, a link (never what it leads to) or a folder with all that is in it."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def read(path: Path, root: Path) -> bytes | None:
    """Return the bytes of a file that is the user's alone, as are its folders up to `root`.

    None for any other, or none.
    """
    try:
        folders = [one.lstat() for one in path.parents if one != root and one.is_relative_to(root)]
        if not all(mine(about) and stat.S_ISDIR(about.st_mode) for about in folders):
            return None
        with open(os.open(path, os.O_RDONLY | _NO_LINK | _NO_WAIT), 'rb') as file:
            about = os.fstat(file.fileno())
            return file.read() if stat.S_ISREG(about.st_mode) and mine(about) else None
    except OSError:
        return None
