"""Logos of local groups: strangers' files, opened in a child that may be stopped.

For the desk on which groups hand in, and for whoever reads content/groups. What came of a file is
kept by its bytes while a process keeps what it read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from letterpress.findings import Finding, Place
from letterpress.remembered import keeping
from letterpress.world import child, resources

if TYPE_CHECKING:
    from letterpress.layout.brand.picture import Picture
    from letterpress.press.artwork.strangers import Cleaned

SECONDS = 20.0  # of processor time: a logo takes less than one
MEMORY = 1 << 30  # bytes: forty million pixels, read, turned and converted
INKS = 'content/print-shops/FOGRA39L_coated.icc'  # of the house: of inks that say nothing
SMALLER = 'bring a simpler drawing, or an image with fewer pixels'

Made = TypeVar('Made')
_KNOWN: dict[str, Picture | list[Finding]] = {}  # what was read before, where it is kept
_MOST = 200


def cleaned(data: bytes, name: str) -> Cleaned | list[Finding]:
    """Return a stranger's file made safe (SVG or PNG, at most 200 kB), or all that is in its way.

    `name` is its file's, for findings. Given what it returns, it returns that. Takes seconds at
    most, and a gigabyte. Codes: LP318, LP319, LP329, LP850 to LP854.
    """
    from letterpress.press.artwork import strangers

    inks = _inks()
    (made,) = _apart([name], lambda _: strangers.cleaned(data, name, inks))
    return made


def read_all(
    paths: Collection[str], files: Mapping[str, bytes]
) -> tuple[dict[str, Picture], list[Finding]]:
    """Return the logos of groups as they are printed, by path, and what was found.

    `files` are those of the project, by path; a path that is not among them is passed over, which
    whoever read the groups has said (LP832). What is wrong with one keeps no other from being read.
    Codes: those of `cleaned`, and the doubts LP290, LP330 and LP331.
    """
    from letterpress.press.artwork import logos, strangers

    made: dict[str, Picture] = {}
    found: list[Finding] = []
    for path, one in _read(sorted({*paths} & files.keys()), files).items():
        if isinstance(one, list):
            found += one
        else:
            made[path] = one
            found += logos.doubts(one, path, strangers.FOOT, strangers.WHERE)
    return made, found


def _read(paths: Sequence[str], files: Mapping[str, bytes]) -> dict[str, Picture | list[Finding]]:
    from letterpress.press.artwork import strangers

    keys = {path: f'{hashlib.sha256(files[path]).hexdigest()} {path}' for path in paths}
    found = {path: _KNOWN[keys[path]] for path in paths if keys[path] in _KNOWN}
    unread = [path for path in paths if path not in found]
    if unread:
        inks = _inks()
        made = _apart(unread, lambda path: strangers.picture(files[path], path, inks))
        found |= dict(zip(unread, made, strict=True))
    if keeping():
        for path in unread:
            while len(_KNOWN) >= _MOST:
                del _KNOWN[next(iter(_KNOWN))]
            _KNOWN[keys[path]] = found[path]
    return {path: found[path] for path in paths}


def _apart(
    names: Sequence[str], work: Callable[[str], Made | list[Finding]]
) -> Iterator[Made | list[Finding]]:
    """Do something with files in a child, by their names; findings where it cannot be done."""
    for name, said in zip(names, child.each(work, names, lambda _: SECONDS, MEMORY), strict=True):
        if not isinstance(said, child.Stopped):
            yield said
        elif said.why in ('slow', 'large'):
            what = f'reading it takes more than {SECONDS:.0f} seconds, or a gigabyte'
            yield [Finding(Place(name), 'LP851', what, SMALLER)]
        else:
            what = 'the file is damaged, or made to mislead'
            yield [Finding(Place(name), 'LP851', what, 'export it again')]


def _inks() -> bytes:
    return (resources.root() / INKS).read_bytes()
