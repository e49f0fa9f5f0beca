"""Take a signatory out for good: the entry, and what the cache holds.

The files that still carry the name are listed.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from letterpress.base import decoding
from letterpress.base.nearest import did_you_mean
from letterpress.build.cache import compared, contents, store
from letterpress.commands import signatories
from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.finishing import search as carriers
from letterpress.kit import archive
from letterpress.manuscript import reading
from letterpress.manuscript.model import Signatory
from letterpress.manuscript.roll import files as roll_files
from letterpress.manuscript.roll import signatories as roll
from letterpress.manuscript.roll import withdrawals
from letterpress.manuscript.yaml.shapes import Report
from letterpress.values import dataclass
from letterpress.world import child, clock, machine
from letterpress.world.files import given, lock, writing

SHOWN = 20  # things in one file that could not be looked into
SPARED = ('.git', '.venv', 'node_modules', '__pycache__')  # folders that are not looked into


@dataclass(frozen=True)
class Withdrawal:
    """What was done: files changed, whether a cache was emptied, files that carry the name still.

    `unread` are those that could not be looked into (LP725).
    """

    name: str
    changed: tuple[str, ...]
    emptied: bool
    carriers: tuple[str, ...] = ()
    unread: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Carrying:
    """The files that carry a name, sorted, and those that could not be looked into.

    Those of the project are POSIX paths in it.
    """

    files: tuple[str, ...]
    unread: tuple[Finding, ...] = ()


def _nothing(done: Withdrawal) -> None:
    """Take no notice."""


def withdraw(
    base: Path,
    ident: str,
    look_in: tuple[Path, ...] = (),
    told: Callable[[Withdrawal], None] = _nothing,
    comparing: compared.Told = compared.nobody,
) -> Withdrawal:
    """Take the signatory with this id out of the roll and leave a tombstone without personal data.

    `told` hears what was done before the search for the files that still carry the name begins:
    that takes minutes, and whatever becomes of it, it can be made again (`carrying`). `comparing`
    hears how many names will be compared with those who withdrew, where that takes seconds.

    Nothing is changed when the roll would not be good afterwards. `look_in` are folders besides
    build/ that may hold earlier files. Raises Rejected: LP280 (no such id), and what is wrong with
    the roll or campaign.yaml.
    """
    with lock.locked(base / 'build'), store.opened(base, draft=True) as (folder, _):
        memory = compared.Tested(folder, machine.cores(), comparing)
        present, files = signatories.read(base)
        entry = next((one for one in present if one.id == ident), None)
        if entry is None:
            raise Rejected(
                Finding(
                    Place(),
                    'LP280',
                    f'nobody in the roll has the id “{ident}”',
                    'if it withdrew already, look for the files that carry the name still: '
                    'letterpress signatories trace NAME; '
                    + did_you_mean(ident, [one.id for one in present]),
                ),
                Exit.USAGE,
            )
        caches = {machine.cache_folder(base), base / 'build' / '.cache'}
        written = {
            withdrawals.FILE: _tombstone(files, entry, memory),
            entry.place.path: _without(files, entry, present),
        }
        emptied = [contents.emptied(one) for one in caches]  # all of them, then the question
        for (
            path,
            data,
        ) in (
            written.items()
        ):  # the tombstone before the entry goes: stopped in between, it can be done again
            if data is None:
                (base / path).unlink()
            else:
                writing.write(base / path, data)
        done = Withdrawal(entry.name, tuple(written), any(emptied))
        told(done)
        _compared(base, memory)
    found = carrying(base, entry.name, look_in)
    return replace(done, carriers=found.files, unread=found.unread)


def _compared(base: Path, memory: compared.Tested) -> None:
    """Compare those who still sign with those who withdrew, so that the next check need not.

    Who withdrew is forgotten.
    """
    present, files = signatories.read(base)
    withdrawals.read(files, Report(), memory).among([one for one in present if not one.namesake])
    memory.keep(anew=True)


def carrying(base: Path, name: str, look_in: tuple[Path, ...] = ()) -> Carrying:
    """Look for the files of build/ and of further folders that carry a name.

    One that cannot be read does not end the search.

    They may be anybody's: they are read where a file that is made to hang or to fill the memory is
    stopped.
    """
    found: list[str] = []
    unread: list[Finding] = []
    paths = [
        path
        for folder in (base / 'build', *look_in)
        for path in _files(
            folder,
            lambda error: unread.append(_closed(base, Path(error.filename or ''), _why(error))),
        )
    ]
    search = carriers.Search(name)

    def look(path: Path) -> carriers.Look:
        try:
            return search.look(given.read(path, archive.LARGEST), path.name)
        except (given.Unfit, OSError) as error:
            return carriers.Look(False, (_why(error),))

    carriers.warm()
    for path, seen in zip(paths, child.each(look, paths, _patience), strict=True):
        if isinstance(seen, child.Stopped):
            unread.append(_closed(base, path, seen.words))
            continue
        if seen.found:
            found.append(_shown(base, path))
        unread += (_closed(base, path, why) for why in seen.unread[:SHOWN])
    return Carrying(tuple(dict.fromkeys(found)), tuple(dict.fromkeys(unread)))


def _patience(path: Path) -> float:
    """Return the seconds of processor time for a file: an archive may hold a thousand letters."""
    try:
        return child.DEEP + path.lstat().st_size / child.PACE
    except OSError:
        return child.DEEP


def _files(folder: Path, refused: Callable[[OSError], None]) -> list[Path]:
    """Return the files below a folder, sorted; what leads elsewhere is not followed."""
    found: list[Path] = []
    for where, folders, names in os.walk(folder, onerror=refused) if folder.is_dir() else ():
        folders[:] = [name for name in folders if name not in SPARED]
        found += (
            path
            for name in names
            if not (path := Path(where, name)).is_symlink() and path.is_file()
        )
    return sorted(found)


def _shown(base: Path, path: Path) -> str:
    return path.relative_to(base).as_posix() if path.is_relative_to(base) else path.as_posix()


def _why(error: Exception) -> str:
    return error.strerror if isinstance(error, OSError) and error.strerror else f'it {error}'


def _closed(base: Path, path: Path, why: str) -> Finding:
    return Finding(
        Place(_shown(base, path)),
        'LP725',
        f'this could not be looked into: {why}',
        'it may carry the name: look yourself, or mend it and ask again: '
        'letterpress signatories trace NAME',
    )


def _tombstone(files: dict[str, bytes], entry: Signatory, memory: compared.Tested) -> bytes:
    report = Report()
    known = withdrawals.read(files, report, memory)
    if report.findings:
        raise Rejected(report.findings)
    if known.of(entry):  # an earlier try got as far as this
        return files[withdrawals.FILE]
    campaign, findings = reading.read(files, marks=memory)
    if campaign is None:
        raise Rejected(findings)
    salt = known.salt or secrets.token_hex(16)
    stone = withdrawals.Tombstone(
        withdrawals.fingerprint(salt, entry.kind, entry.name),
        clock.now().date(),
        campaign.facts.edition,
    )
    return withdrawals.added(
        decoding.decode(files.get(withdrawals.FILE, b''), withdrawals.FILE), stone, salt
    )


def _without(
    files: dict[str, bytes], entry: Signatory, present: tuple[Signatory, ...]
) -> bytes | None:
    """Return the file that held an entry without it, all else as it was.

    None where nothing would be left of a file in the folder.
    """
    path = entry.place.path
    left = tuple(one for one in present if one is not entry and one.place.path == path)
    if not left and path != roll.FILE:
        return None
    lines = decoding.decode(files[path], path, decoding.ROLL_BYTES).split('\n')
    start = entry.place.line - 1
    after = min(
        (one.place.line - 1 for one in left if one.place.line > entry.place.line), default=None
    )
    end = len(lines) if after is None else after
    while (
        after is not None and end > start + 1 and lines[end - 1].lstrip().startswith('#')
    ):  # the next entry's comment
        end -= 1
    text = '\n'.join([*lines[:start], *lines[end:]])
    if after is None:
        text = text.rstrip('\n') + '\n'
    if left:
        again, _ = roll.read({path: text.encode()})
        if [roll.bare(one) for one in again] == [roll.bare(one) for one in left]:
            return text.encode()
    return roll_files.to_yaml(
        left
    )  # a form in which an entry has no lines of its own: a list in brackets
