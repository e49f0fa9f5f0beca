"""The roll of a project as files: take names in, hand the public ones out."""

from __future__ import annotations

import operator
import sys
from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from letterpress.base import decoding
from letterpress.base.unswept import unswept
from letterpress.build.cache import compared
from letterpress.findings import Exit, Finding, Place, Rejected, errors, ordered
from letterpress.manuscript import facts
from letterpress.manuscript.model import KINDS, PublicSignatory, Signatory
from letterpress.manuscript.roll import files as roll_files
from letterpress.manuscript.roll import signatories as roll
from letterpress.manuscript.roll import withdrawals
from letterpress.manuscript.roll.lists import imports as roll_import
from letterpress.manuscript.roll.lists import sources, spreadsheets
from letterpress.manuscript.roll.lists.sources import Source
from letterpress.manuscript.yaml import tree as yamltext
from letterpress.manuscript.yaml.shapes import Report
from letterpress.world import child
from letterpress.world.files import apart, inside, writing


@dataclass(frozen=True)
class Result:
    """What an import did: the entries added, those already there, what a person must look at.

    `path` is the file. `private` counts the added ones that are not public, by the reason;
    `columns` says what each column was taken for.
    """

    added: tuple[Signatory, ...]
    known: int
    doubts: tuple[Finding, ...]
    path: str
    private: Mapping[str, int]
    columns: tuple[tuple[str, str], ...]

    @property
    def public(self) -> int:
        """How many of the added ones are public."""
        return sum(entry.public for entry in self.added)

    def summary(self) -> str:
        """Return the line that says what was done.

        All added, public or why not, those that were there, the questions.
        """
        parts = [f'{self.public} public'] if self.public else []
        if self.private:
            parts.append(
                f'{len(self.added) - self.public} not public: '
                + ', '.join(f'{count} {why}' for why, count in sorted(self.private.items()))
            )
        said = f' ({"; ".join(parts)})' if parts else ''
        return (
            f'{len(self.added)} added{said}, {self.known} already there, '
            f'{len(self.doubts)} for a person to decide'
        )


def read(base: Path) -> tuple[tuple[Signatory, ...], dict[str, bytes]]:
    """Return the roll and its files.

    Raises Rejected where the roll itself is wrong: an import must not bury that.
    """
    files = inside.read_tree(base, 'content')
    present, findings = roll.read(files)
    if faults := errors(findings):
        raise Rejected(faults)
    return present, files


@dataclass(frozen=True)
class Asked:
    """What somebody says of a list that it does not say itself.

    `kind` of its signatories; `encoding` of a text, `sheet` of a spreadsheet.
    """

    kind: str | None = None
    encoding: str = ''
    sheet: str = ''


_NOTHING = Asked()


def _opened(source: Path, asked: Asked) -> Source:
    """Return what a file holds; a name of `-` is standard input.

    A spreadsheet is read in a child: what it unpacks to is known afterwards only (LP220).
    """
    try:
        data = sys.stdin.buffer.read() if str(source) == '-' else source.read_bytes()
    except OSError:
        raise Rejected(
            Finding(Place(str(source)), 'LP707', 'there is no such file', 'check the path'),
            Exit.USAGE,
        ) from None
    name = 'standard input' if str(source) == '-' else source.as_posix()

    def work() -> Source:
        return sources.read(data, name, asked.encoding, asked.sheet)

    if not spreadsheets.is_packed(data):
        return work()
    try:
        return child.only(work, spreadsheets.SECONDS, spreadsheets.MEMORY)
    except child.Stopped as stopped:
        raise Rejected(
            Finding(
                Place(name),
                'LP220',
                f'the spreadsheet cannot be read: {stopped.words.replace("letter", "list")}',
                'open it in a spreadsheet, keep the list alone, and save it as CSV',
            )
        ) from None


def import_file(base: Path, source: Path, asked: Asked = _NOTHING) -> Result:
    """Add what a file lists to content/signatories.yaml.

    Where the roll is a file for each entry, they get one file of their own.
    """
    opened = _opened(source, asked)
    with unswept():
        return _imported(base, source, opened, asked)


def _imported(base: Path, source: Path, opened: Source, asked: Asked) -> Result:
    """Do what `import_file` does with what the file holds."""
    present, files = read(base)
    imported = roll_import.read(opened, asked.kind)
    with compared.remembered(base, files, everything=True) as marks:
        imported, gone = _still_signing(imported, files, marks)
    merged = roll_import.merge(present, imported)
    added = tuple(map(_since(files), merged.added))
    merged = replace(
        merged,
        roll=(*merged.roll[: len(present)], *added),
        added=added,
        ambiguous=ordered((*merged.ambiguous, *gone)),
    )
    path = roll.FILE
    if roll.FILE not in files and any(name.startswith(roll.FOLDER) for name in files):
        number = 1
        while f'{roll.FOLDER}import-{number}.yaml' in files:
            number += 1
        path = f'{roll.FOLDER}import-{number}.yaml'
    if merged.added:
        apart.refuse(base / path, (source,))
        made = _extended(path, files.get(path, b''), merged)
        _readable({**files, path: made}, merged, path)
        writing.write(base / path, made)
    return Result(
        merged.added,
        merged.known,
        merged.ambiguous,
        path,
        merged.private,
        tuple((column.heading, str(column)) for column in imported.columns),
    )


def _still_signing(
    imported: roll_import.Imported, files: dict[str, bytes], marks: withdrawals.Marks
) -> tuple[roll_import.Imported, list[Finding]]:
    """Return the list without those who withdrew, and a finding (LP282) for each of these.

    Whoever withdrew as a person stays away as an organisation too: a list imported with the wrong
    --kind brings nobody back.
    """
    report = Report()
    withdrawn, gone, left = withdrawals.read(files, report, marks), [], []
    if report.findings:  # a list that cannot be read would let everybody back in
        raise Rejected(report.findings)
    if not withdrawn.tombstones:
        return imported, []
    asked = [entry for entry in imported.entries if not entry.namesake]
    stones: dict[int, withdrawals.Tombstone] = {}
    for kind in KINDS:
        turned = [replace(entry, kind=kind) for entry in asked]
        stones |= {
            id(entry): stone
            for entry, stone in zip(asked, withdrawn.among(turned), strict=True)
            if stone
        }
    for entry in imported.entries:
        if stone := stones.get(id(entry)):
            gone.append(
                Finding(
                    entry.place,
                    'LP282',
                    f'this name withdrew on {stone.on.isoformat()}: it was not taken over',
                    f'if it signs again, remove the entry of {stone.place.path}, '
                    f'line {stone.place.line}; if it is another of the same name, '
                    'add it by hand with "namesake: true"',
                )
            )
        else:
            left.append(entry)
    return replace(imported, entries=tuple(left)), gone


def _readable(files: Mapping[str, bytes], merged: roll_import.Merged, path: str) -> None:
    """Refuse a roll that would not be read back as what was to be written (LP726).

    The old one stays.
    """
    again, found = roll.read(files)
    wrong = errors(found)
    if wrong or Counter(map(_bare, again)) != Counter(map(_bare, merged.roll)):
        why = (
            (
                f'{wrong[0].message} (line {wrong[0].place.line} of it)'
                if wrong[0].place.line
                else wrong[0].message
            )
            if wrong
            else f'{len(again)} entries would be read of {len(merged.roll)}'
        )
        raise Rejected(
            Finding(
                Place(path),
                'LP726',
                f'the roll with the new names could not be read any more: {why}',
                'nothing was changed; import less at a time, or take out the rows that cause it',
            )
        )


_SAID = operator.attrgetter(*(one.name for one in fields(Signatory) if one.name != 'place'))


def _bare(entry: Signatory) -> tuple[Hashable, ...]:
    """Return what an entry says, private fields and all, without where it stands."""
    said: tuple[Hashable, ...] = _SAID(entry)
    return said


def _since(files: dict[str, bytes]) -> Callable[[Signatory], Signatory]:
    """Return what notes the edition in which somebody signed.

    From the second one on, for the cover of the packet.
    """
    found = (
        facts.read(
            yamltext.parse(decoding.decode(files[facts.PATH], facts.PATH), facts.PATH), Report()
        )
        if facts.PATH in files
        else None
    )
    number = found.edition if found and found.edition > 1 else 0
    return lambda entry: replace(entry, since=number) if number and not entry.since else entry


def _extended(path: str, old: bytes, merged: roll_import.Merged) -> bytes:
    """Return the file with the new entries at its end.

    Comments and order are kept where its form allows it.
    """
    text = decoding.decode(old, path, decoding.ROLL_BYTES)
    tree = yamltext.parse(text, path) if text.strip() else None
    return roll_files.extend(text, tree, merged.added) or roll_files.to_yaml(merged.roll)


def public(base: Path) -> tuple[PublicSignatory, ...]:
    """Return the public signatories in printing order."""
    present, _ = read(base)
    return roll.published(present)


def export(base: Path) -> bytes:
    """Return the public roll as CSV, which an import takes back as it is.

    Every row says that it may be printed.
    """
    return roll_files.to_csv(public(base), said=True)
