"""What lies inside the project's own folders: read whole, and nothing that is outside of them.

A project comes from many hands (a pull request, an archive, a shared drive), and what is in
`content/` is published. So a symbolic link is followed only where it leads to another file or
folder of the three that a project is made of, never to the private half of the campaign; a device
or a pipe is never opened. All else is a finding, all of them at once.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.world import resources

LIMIT = 64 << 20  # bytes of one input file
FOLDERS = ('content', 'layouts', 'fonts')
# What holds private data: a link to it from a text that is printed would print it.
PRIVATE = (
    'content/signatories.yaml',
    'content/signatories',
    'content/recipients',
    'content/groups',
    'content/withdrawn.yaml',
)
_NO_LINK = getattr(os, 'O_NOFOLLOW', 0)
_NO_WAIT = getattr(os, 'O_NONBLOCK', 0)  # a pipe that has taken a file's place must not hold us
# What opening a socket, or a device that is not there, ends in.
_NOT_OPENED = (errno.ENXIO, errno.ENODEV, errno.EOPNOTSUPP)


def project(folder: Path) -> Path:
    """Return the project: the working folder, which must hold content/campaign.yaml.

    Raises Rejected (LP701) where it does not. What the file is, `read_tree` finds.
    """
    if not os.path.lexists(folder / 'content' / 'campaign.yaml'):
        raise Rejected(
            Finding(
                Place('content/campaign.yaml'),
                'LP701',
                'there is no letter here',
                'go to the folder of your letter, or start one: letterpress init my-letter',
            ),
            Exit.USAGE,
        )
    return folder


def read_tree(base: Path, folder: str, own: bool = True) -> dict[str, bytes]:
    """Return the files below base/folder by their path relative to base. Hidden files are no input.

    With `own` false the folder is one that letterpress brings, however it was installed: its links
    are followed. Raises Rejected with every file that must not be read: LP702 too large, LP715 a
    name that is not UTF-8, LP721 a link that leads outside or nowhere, LP722 a device or a pipe.
    Raises OSError where it may not look: no name may be lost silently.
    """
    files: dict[str, bytes] = {}
    walk = _Walk(base, own)
    for relative, path in sorted(walk.below(folder)):
        data = _read(relative, path, walk.wrong)
        if data is not None:
            files[relative] = data
    if walk.wrong:
        raise Rejected(sorted(walk.wrong))
    return files


def read_house(base: Path, folder: str) -> dict[str, bytes]:
    """Return layouts/ or fonts/: the project's own first, then what letterpress brings.

    A subfolder of the project's replaces the one of the same name as a whole.
    """
    own = read_tree(base, folder)
    if base == resources.root():
        return own
    taken = {path.split('/')[1] for path in own}
    brought = {
        path: data
        for path, data in read_tree(resources.root(), folder, own=False).items()
        if path.split('/')[1] not in taken
    }
    return dict(sorted({**brought, **own}.items()))


def of_the_house(base: Path, folder: str) -> bool:
    """Say whether all that `read_house` returns is what letterpress brings."""
    return base == resources.root() or not (base / folder).exists()


def utf8(path: Path | str) -> str:
    """Return the path as text. Raises Rejected (LP715) for a name in another encoding.

    Such a name could not be written into any list.
    """
    try:
        return str(path).encode().decode()
    except UnicodeEncodeError:
        shown = os.fsencode(path).decode('utf-8', 'backslashreplace')
        raise Rejected(
            Finding(
                Place(shown),
                'LP715',
                'the name of this file or folder is not UTF-8',
                'give it another name',
            )
        ) from None


def _read(relative: str, path: str, wrong: list[Finding]) -> bytes | None:
    """Return the bytes of a file; None, and a finding more, where they must not be read."""
    try:
        descriptor = os.open(path, os.O_RDONLY | _NO_LINK | _NO_WAIT)
    except OSError as error:
        if error.errno not in _NOT_OPENED:
            raise
        wrong.append(_odd(relative))
        return None
    with open(descriptor, 'rb') as file:
        about = os.fstat(descriptor)
        if not stat.S_ISREG(about.st_mode):
            wrong.append(_odd(relative))
        elif about.st_size > LIMIT:
            wrong.append(
                Finding(
                    Place(relative),
                    'LP702',
                    f'the file is larger than {LIMIT >> 20} MB',
                    'make it smaller, or move it out of the folder',
                )
            )
        else:
            return file.read()
    return None


class _Walk:
    """One walk through a folder: what is to be read, and what is wrong on the way."""

    def __init__(self, base: Path, own: bool):
        self._base, self._own = base.resolve(), own
        self.wrong: list[Finding] = []

    def below(self, folder: str) -> Iterator[tuple[str, str]]:
        """Yield each file that is not hidden: its path below the project, and where it lies."""
        waiting: list[tuple[str, str, bool]] = []  # relative, where, reached by a link
        top = self._base / folder
        if top.is_symlink():
            if (target := self._led(folder, str(top), False)) and os.path.isdir(target):
                waiting.append((folder, target, True))
        elif top.is_dir():
            waiting.append((folder, str(top), False))
        while waiting:
            relative, where, linked = waiting.pop()
            with os.scandir(where) as entries:
                for entry in entries:
                    if entry.name.startswith('.') or entry.name == '__pycache__':
                        continue
                    try:
                        name = utf8(f'{relative}/{entry.name}')
                    except Rejected as rejected:
                        self.wrong += rejected.findings
                        continue
                    if entry.is_symlink():
                        target = self._led(name, entry.path, linked)
                        if target and os.path.isdir(target):
                            waiting.append((name, target, True))
                        elif target:
                            yield name, target
                    elif entry.is_dir(follow_symlinks=False):
                        waiting.append((name, entry.path, linked))
                    elif entry.is_file(follow_symlinks=False):
                        yield name, entry.path
                    else:
                        self.wrong.append(_odd(name))

    def _led(self, name: str, link: str, linked: bool) -> str | None:
        """Return what a link leads to; None, and a finding more, where it must not be followed."""
        try:
            real = Path(link).resolve(strict=True)
        except (OSError, RuntimeError):  # RuntimeError: a circle, before Python 3.13
            hint = 'remove it, or put the file itself in its place'
            self.wrong.append(_link(name, 'leads nowhere', hint))
            return None
        if self._own and (refused := self._refused(name, link, real, linked)):
            self.wrong.append(refused)
            return None
        return str(real)

    def _refused(self, name: str, link: str, real: Path, linked: bool) -> Finding | None:
        """Return what is wrong with following a link to `real`, None for nothing."""
        inside = real.relative_to(self._base).as_posix() if real.is_relative_to(self._base) else ''
        parts = PurePosixPath(inside).parts
        if not parts or parts[0] not in FOLDERS or any(part.startswith('.') for part in parts):
            return _link(
                name,
                'leads out of ' + ', '.join(f'{folder}/' for folder in FOLDERS),
                'put a copy of the file itself here, if it may be published',
            )
        if linked or Path(link).parent.resolve().is_relative_to(real):
            return _link(
                name,
                'leads in a circle, or from one linked folder to the next',
                'put a copy of what is meant in its place',
            )
        if any(_within(inside, private) and not _within(name, private) for private in PRIVATE):
            return _link(
                name,
                f'leads to {inside}, which holds what nobody may read',
                'remove it: what is printed never comes from there',
            )
        return None


def _link(name: str, why: str, hint: str) -> Finding:
    return Finding(Place(name), 'LP721', f'this is a link, and it {why}', hint)


def _within(path: str, folder: str) -> bool:
    """Say whether a path is in a folder, is it, or holds it."""
    return path == folder or path.startswith(f'{folder}/') or folder.startswith(f'{path}/')


def _odd(relative: str) -> Finding:
    return Finding(
        Place(relative),
        'LP722',
        'this is no file: it is a device, a pipe or a socket',
        'remove it, or put a file in its place',
    )
