"""Take a signatory out for good: the entry, what the cache holds, and a list of the files that still carry the name."""
from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.finishing import carriers
from letterpress.manuscript import reading, roll, roll_files, withdrawals, yamltext
from letterpress.manuscript.model import Signatory
from letterpress.manuscript.schema import Report
from letterpress.pipeline import clean, rolls, workshop
from letterpress.pipeline.words import nearest

SPARED = ('.git', '.venv', 'node_modules', '__pycache__')       # folders that are not looked into


@dataclass(frozen=True)
class Withdrawal:
    """What was done: the files changed, whether a cache was emptied, the files that carry the name still."""

    changed: tuple[str, ...]
    emptied: bool
    carriers: tuple[str, ...]


def withdraw(base: Path, ident: str, look_in: tuple[Path, ...] = ()) -> Withdrawal:
    """Take the signatory with this id out of the roll and leave a tombstone without personal data.

    Nothing is changed when the roll would not be good afterwards. `look_in` are folders besides build/ that may hold
    earlier files. Raises Rejected: LP280 (no such id), and what is wrong with the roll or campaign.yaml.
    """
    with workshop.locked(base / 'build'):
        present, files = rolls.read(base)
        entry = next((one for one in present if one.id == ident), None)
        if entry is None:
            raise Rejected(Finding(Place(), 'LP280', f'nobody in the roll has the id “{ident}”',
                                   nearest(ident, [one.id for one in present])), Exit.USAGE)
        caches = {workshop.cache_folder(base), base / 'build' / '.cache'}
        written = {withdrawals.FILE: _tombstone(base, files, entry), entry.place.path: _without(files, entry, present)}
        emptied = any([clean.emptied(cache) for cache in caches])
        for path, data in written.items():      # the tombstone before the entry goes: stopped in between, it can be done again
            if data is None:
                (base / path).unlink()
            else:
                workshop.write(base / path, data)
    return Withdrawal(tuple(written), emptied, carrying(base, entry.name, look_in))


def carrying(base: Path, name: str, look_in: tuple[Path, ...] = ()) -> tuple[str, ...]:
    """Return the files of build/ and of further folders that carry a name, sorted; those of the project as POSIX paths in it."""
    found, search = [], carriers.Search(name)
    for folder in (base / 'build', *look_in):
        for path in sorted(folder.rglob('*')) if folder.is_dir() else ():
            inner = path.relative_to(folder).parts
            if path.is_symlink() or not path.is_file() or any(part in SPARED for part in inner):
                continue
            if search.found(path.read_bytes(), path.name):
                found.append(path.relative_to(base).as_posix() if path.is_relative_to(base) else path.as_posix())
    return tuple(dict.fromkeys(found))


def _tombstone(base: Path, files: dict[str, bytes], entry: Signatory) -> bytes:
    report = Report()
    known = withdrawals.read(files, report)
    if report.findings:
        raise Rejected(report.findings)
    if known.of(entry):         # an earlier try got as far as this
        return files[withdrawals.FILE]
    campaign, findings = reading.read(files)
    if campaign is None:
        raise Rejected(findings)
    salt = known.salt or secrets.token_hex(16)
    stone = withdrawals.Tombstone(withdrawals.fingerprint(salt, entry.kind, entry.name), workshop.now().date(),
                                  campaign.facts.edition)
    return withdrawals.added(yamltext.decode(files.get(withdrawals.FILE, b''), withdrawals.FILE), stone, salt)


def _without(files: dict[str, bytes], entry: Signatory, present: tuple[Signatory, ...]) -> bytes | None:
    """Return the file that held an entry without it, all else as it was; None where nothing would be left of a file in the folder."""
    path = entry.place.path
    left = tuple(one for one in present if one is not entry and one.place.path == path)
    if not left and path != roll.FILE:
        return None
    lines = yamltext.decode(files[path], path).split('\n')
    start = entry.place.line - 1
    after = min((one.place.line - 1 for one in left if one.place.line > entry.place.line), default=None)
    end = len(lines) if after is None else after
    while after is not None and end > start + 1 and lines[end - 1].lstrip().startswith('#'):     # the next entry's comment
        end -= 1
    text = '\n'.join([*lines[:start], *lines[end:]])
    if after is None:
        text = text.rstrip('\n') + '\n'
    if left:
        again, _ = roll.read({path: text.encode()})
        if [_bare(one) for one in again] == [_bare(one) for one in left]:
            return text.encode()
    return roll_files.to_yaml(left)     # a form in which an entry has no lines of its own: a list in brackets


def _bare(entry: Signatory) -> tuple:
    return entry.id, entry.name, entry.kind, entry.sort_as, entry.url, entry.country, entry.joined, entry.public
