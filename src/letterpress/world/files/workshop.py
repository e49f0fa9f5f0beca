"""The one room with windows: files, clock, environment.

Everything written appears whole or not at all: it is made beside its place and renamed. Everything read is given on as
bytes under POSIX paths relative to the project, so that the rooms behind stay pure.
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import os
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.world import resources
from letterpress.world.files import leftovers
from letterpress.world.files.inside import read_house, read_tree, utf8
from letterpress.world.files.ownership import discard

__all__ = [
    'cache_folder',
    'cores',
    'discard',
    'font_folders',
    'locked',
    'now',
    'project',
    'read_house',
    'read_tree',
    'recover',
    'replace_tree',
    'secret_file',
    'settings',
    'use_fonts',
    'write',
    'write_secret',
    'write_tree',
]

LARGEST_SECRET = 1 << 20
LOCK = '.lock'
# What the environment could tell Pango's libraries: other fonts, another shaper, and so other bytes (or a crash).
_MEDDLERS = (
    'FONTCONFIG_SYSROOT',
    'FONTCONFIG_PATH',
    'FC_LANG',
    'PANGO_LANGUAGE',
    'HB_SHAPER_LIST',
    'HB_OPTIONS',
    'HB_FONT_FUNCS',
    'HB_FACE_LOADER',
    'FREETYPE_PROPERTIES',
)
_RENAME_EXCHANGE = 2  # linux/fs.h
_AT_FDCWD = -100  # fcntl.h


# ---- reading -------------------------------------------------------------------------------------------------------


def project(folder: Path) -> Path:
    """Return the project: the working folder, which must hold content/campaign.yaml."""
    if not os.path.lexists(folder / 'content' / 'campaign.yaml'):  # what it is, `inside` finds
        raise Rejected(
            Finding(
                Place('content/campaign.yaml'),
                'LP701',
                'there is no letter here',
                'Go to the folder of your letter, or start one: letterpress init my-letter',
            ),
            Exit.USAGE,
        )
    return folder


def font_folders(base: Path) -> tuple[Path, ...]:
    """Return the folders fontconfig may see: one for each family, the project's own in place of the house's."""
    folders = {
        path.name: path
        for place in (resources.root(), base)
        for path in sorted((place / 'fonts').glob('*'))
        if (path / 'family.yaml').is_file()
    }
    return tuple(folders[name] for name in sorted(folders))


# ---- writing -------------------------------------------------------------------------------------------------------


def write(path: Path, data: bytes, durable: bool = True, private: bool = False) -> None:
    """Write a file whole or not at all: beside its place, flushed, then renamed.

    Who may read the old one may read the new, nobody else where it is `private`.
    """
    if not path.name:
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if path.exists() and not (
        path.is_file() or path.is_dir()
    ):  # /dev/stdout, a named pipe: never replaced by a file
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


def write_secret(path: Path, data: bytes) -> None:
    """Write a file that is its owner's alone from its first byte on (mode 0600), whole or not at all. Raises FileExistsError."""
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


def write_tree(folder: Path, files: Mapping[str, bytes], before: Path | None = None) -> None:
    """Fill a fresh folder and see it on the disk. What is the same in the folder `before` is linked, not written again."""
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
    """Give a file that holds these bytes, and is nobody else's, a second name; False where that cannot be."""
    try:
        about = old.lstat()
        if (
            not stat.S_ISREG(about.st_mode)
            or about.st_nlink > 1
            or about.st_size != len(data)
            or old.read_bytes() != data
        ):
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
    if ctypes.get_errno() in (
        errno.ENOSYS,
        errno.EINVAL,
        errno.ENOTSUP,
    ):  # an old kernel, a network drive
        return False
    raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(one))


def _silent(step: str) -> None:
    """Take no notice of a step."""


def replace_tree(
    final: Path,
    files: Mapping[str, bytes],
    check: Callable[[Path], None],
    step: Callable[[str], None] = _silent,
) -> None:
    """Put a folder in place of another: built aside, checked there, then exchanged. The old one stays until then.

    `step` is told the name of each step before it is taken (the tests kill the process there).
    """
    recover(final)
    fresh = final.with_name(f'.{final.name}.new')
    step('build')
    try:
        write_tree(
            fresh, files, None if final.is_symlink() else final
        )  # what a link leads to is somebody else's
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
    """Clear up after a run that was killed: put the old folder back if the new one had not come, drop what is half made."""
    old, fresh = (final.with_name(f'.{final.name}.{state}') for state in ('old', 'new'))
    if os.path.lexists(old) and not os.path.lexists(final):
        os.rename(old, final)
    for left in (old, fresh):
        if os.path.lexists(left):
            discard(left)


@contextmanager
def locked(build: Path) -> Iterator[None]:
    """Hold the build folder: a second build in the same folder is told who has it.

    The lock is this process's alone (POSIX), not one that forked workers inherit: it ends with the build, however the
    build ends. A drive that knows no locks is used without.
    """
    import fcntl

    from letterpress.world.files import apart

    apart.refuse_build(build)
    build.mkdir(parents=True, exist_ok=True)
    with open(build / LOCK, 'a+') as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in (errno.EACCES, errno.EAGAIN):
                yield
                return
            file.seek(0)
            holder = file.read().strip() or 'another process'
            raise Rejected(
                Finding(
                    Place('build'),
                    'LP703',
                    f'a build is already running here ({holder})',
                    'Wait until it is done, then try again.',
                )
            ) from None
        file.truncate(0)
        file.write(f'process {os.getpid()}')
        file.flush()
        yield


# ---- clock and environment ------------------------------------------------------------------------------------------


def now() -> datetime:
    """Return the time in UTC: SOURCE_DATE_EPOCH where it is set (reproducible-builds.org), else the clock's."""
    epoch = os.environ.get('SOURCE_DATE_EPOCH', '')
    if not epoch:
        return datetime.fromtimestamp(int(time.time()), UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise Rejected(
            Finding(
                Place(),
                'LP716',
                f'SOURCE_DATE_EPOCH is no time: {epoch}',
                'Set it to seconds since 1970, or unset it to take the clock.',
            ),
            Exit.USAGE,
        ) from None


def settings() -> Path | None:
    """Return the reader's own folder of settings (XDG base directories); None where there is no home.

    A container may run as a user without name or home. A relative path is none (the specification says so): it would
    make a source of trust of whatever folder the reader stands in.
    """
    named = Path(os.environ.get('XDG_CONFIG_HOME') or '')
    try:
        place = named if named.is_absolute() else Path.home() / '.config'
    except RuntimeError:  # HOME is not set, and nobody has this number
        return None
    return place / 'letterpress' if place.is_absolute() else None


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, 'sched_getaffinity') else os.cpu_count() or 1


def use_fonts(folders: tuple[Path, ...], cache: Path) -> None:
    """Let fontconfig see these folders and nothing else; must happen before WeasyPrint is imported.

    The file is named by what is in it: projects that share a cache must not read each other's.
    """
    from letterpress.press.typefaces import manifest as typefaces

    for folder in (*folders, cache):
        utf8(folder)
    text = typefaces.fontconfig_xml(folders, cache / 'fontconfig').encode()
    file = cache / f'fonts-{hashlib.sha256(text).hexdigest()[:16]}.conf'
    write(file, text, durable=False)
    for name in _MEDDLERS:
        os.environ.pop(name, None)
    os.environ['FONTCONFIG_FILE'] = str(file)


def cache_folder(base: Path) -> Path:
    """Return build/.cache, or what LETTERPRESS_CACHE names."""
    named = os.environ.get('LETTERPRESS_CACHE')
    return Path(os.path.expanduser(named)).resolve() if named else base / 'build' / '.cache'


def secret_file(name: str, what: str = 'key file', told: str = '--key or LETTERPRESS_KEY') -> bytes:
    """Read a file that nobody else may read: `what` it is, and what `told` of it, for people.

    Raises Rejected when it is missing, or when the group or others have any right on it.
    """
    path = Path(os.path.expanduser(name))
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise Rejected(
                Finding(Place(name), 'LP704', 'this is not a file', f'Name the {what} itself.'),
                Exit.USAGE,
            )
        if os.name == 'posix' and mode & (stat.S_IRWXG | stat.S_IRWXO):
            import shlex

            raise Rejected(
                Finding(
                    Place(name),
                    'LP511',
                    f'others on this machine may read the {what}',
                    f'Make it yours alone: chmod 600 {shlex.quote(name)}',
                ),
                Exit.SEAL,
            )
        with open(path, 'rb') as file:
            return file.read(LARGEST_SECRET)
    except OSError:
        raise Rejected(
            Finding(
                Place(name),
                'LP704',
                f'the {what} does not exist or cannot be read',
                f'Check the path that {told} gives.',
            ),
            Exit.USAGE,
        ) from None
