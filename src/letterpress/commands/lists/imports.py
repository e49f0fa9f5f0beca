"""Take a list of signatories over: first a review of what would be done, then the writing.

What is written is made, and read back, before anybody is asked; nothing is written by halves.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from letterpress.base import decoding
from letterpress.base.unswept import unswept
from letterpress.build.cache import compared
from letterpress.commands import signatories
from letterpress.commands.lists import enrolment
from letterpress.findings import Exit, Finding, Place, Rejected, errors, ordered
from letterpress.manuscript.model import KINDS, Signatory
from letterpress.manuscript.roll import withdrawals
from letterpress.manuscript.roll.lists import forms, imports, merging, sources, spreadsheets, table
from letterpress.manuscript.roll.lists.columns import (
    FIELDS,
    NOTHING_TOLD,
    Column,
    Told,
)
from letterpress.manuscript.roll.lists.imports import Imported
from letterpress.manuscript.roll.lists.merging import Merged
from letterpress.manuscript.roll.lists.sources import Source
from letterpress.manuscript.yaml.shapes import Report
from letterpress.values import dataclass
from letterpress.world import child, machine
from letterpress.world.files import apart, given, writing

SHOWN = 10  # signatories of a list that a review shows
STANDARD_INPUT = '-'
# the files that would be written, by path: what stands in each now, and what would
Changes = Mapping[str, tuple[bytes | None, bytes]]


@dataclass(frozen=True)
class Asked:
    """What somebody says of a list that it does not say itself.

    `kind` of its signatories; `encoding` of a text, `sheet` of a spreadsheet; `columns` such as
    `name=Nom de l’organisation`, headings to `let_go`; the name of a `form`; the `basis` on which
    persons agreed to be printed; the name to `save` all this under, '' for none.
    """

    kind: str = ''
    encoding: str = ''
    sheet: str = ''
    columns: tuple[str, ...] = ()
    let_go: tuple[str, ...] = ()
    form: str = ''
    basis: str = ''
    save: str = ''


NOTHING = Asked()


@dataclass(frozen=True)
class Review:
    """What an import would do, and what a person must look at.

    `name` is the list's; `changes` are the files that would be written, by path, each with what
    stands in it now; `sample` the first signatories, each with why it is not public ('' where it
    is); `examples` how many that `letterpress init` wrote give way to them.
    """

    name: str
    imported: Imported
    merged: Merged
    changes: Changes
    sample: tuple[tuple[Signatory, str], ...]
    examples: int = 0

    @property
    def doubts(self) -> tuple[Finding, ...]:
        """Every finding of the list."""
        return self.merged.ambiguous

    @property
    def doubtful(self) -> tuple[Finding, ...]:
        """The findings that want an answer before anything is taken over."""
        return errors(self.doubts)

    @property
    def public(self) -> int:
        """How many of the new ones are public."""
        return sum(entry.public for entry in self.merged.added)

    def columns(self) -> list[tuple[str, str]]:
        """Return what each column was taken for, by its heading."""
        return [
            (column.heading or f'#{n}', _taken(column))
            for n, column in enumerate(self.imported.columns, 1)
        ]

    def counts(self) -> str:
        """Return what the list holds.

        All that are new, public or why not, those that were there, what was filled in.
        """
        merged = self.merged
        parts = [f'{self.public} public'] if self.public else []
        if merged.private:
            parts.append(
                f'{len(merged.added) - self.public} not public: '
                + ', '.join(f'{count} {why}' for why, count in sorted(merged.private.items()))
            )
        said = f' ({"; ".join(parts)})' if parts else ''
        return (
            f'{len(merged.added)} new{said}, {merged.known} already there'
            f'{f", {len(merged.filled)} of them filled in" if merged.filled else ""}, '
            f'{len(self.doubtful)} for a person to decide'
        )


def _taken(column: Column) -> str:
    return str(column) + (', written by the form’s program' if column.by_program else '')


def review(
    base: Path, source: Path, asked: Asked = NOTHING, told: compared.Told = compared.nobody
) -> Review:
    """Return what taking a list over would do to content/; nothing is written.

    Where the roll is a file for each entry, new ones get one file of their own. Raises Rejected for
    a list that cannot be read at all, and where the roll itself is wrong. `told` hears how many
    names will be compared with those who withdrew, where that takes seconds.
    """
    with unswept():
        return _reviewed(base, source, opened(source, asked.encoding, asked.sheet), asked, told)


def take(base: Path, found: Review, source: Path) -> list[str]:
    """Write what a review found, and return the paths.

    Raises Rejected LP289 where content/ is not as it was when the review was made.
    """
    return put(base, found.changes, source)


def put(base: Path, changes: Changes, source: Path) -> list[str]:
    """Write what a review would change, all of it or nothing, and return the paths.

    Raises Rejected LP289 where content/ is not as it was when the review was made.
    """
    for path, (old, _) in changes.items():
        apart.refuse(base / path, () if str(source) == STANDARD_INPUT else (source,))
        if _held(base / path) != old:
            raise Rejected(
                Finding(
                    Place(path),
                    'LP289',
                    'the file was changed while the review was looked at: nothing was taken over',
                    'import the list again',
                )
            )
    done: list[str] = []
    try:
        for path, (_, new) in changes.items():
            (base / path).parent.mkdir(parents=True, exist_ok=True)
            writing.write(base / path, new)
            done.append(path)
    except BaseException:  # a full disk, an interruption: what was there stands there again
        for path in done:
            old = changes[path][0]
            if old is None:
                (base / path).unlink()
            else:
                writing.write(base / path, old)
        raise
    return done


def _held(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def import_file(base: Path, source: Path, asked: Asked = NOTHING) -> Review:
    """Take a list over at once, doubtful rows left out: a review, and its writing."""
    found = review(base, source, asked)
    take(base, found, source)
    return found


# ---- reading ----


def opened(source: Path, encoding: str = '', sheet: str = '') -> Source:
    """Return what a file holds; a name of `-` is standard input.

    `encoding` is that of a text, `sheet` the name of a spreadsheet's sheet. A spreadsheet is read
    in a child: what it unpacks to is known afterwards only (LP220).
    """
    standard = str(source) == STANDARD_INPUT
    most = decoding.ROLL_BYTES
    data = sys.stdin.buffer.read(most + 1) if standard else given.listed(source, most)
    name = 'standard input' if standard else source.as_posix()

    def work() -> Source:
        return sources.read(data, name, encoding, sheet)

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


def _asked(asked: Asked, own: Mapping[str, forms.Form], name: str) -> table.Asked:
    """Return what is asked as the reader of tables takes it. Raises Rejected LP224, LP225."""
    told: dict[str, tuple[str, ...]] = {}
    for one in asked.columns:
        field, sign, heading = (part.strip() for part in one.partition('='))
        if not sign or not heading or field not in FIELDS:
            raise Rejected(
                Finding(
                    Place(name),
                    'LP224',
                    f'“{one}” does not say what a column is taken for',
                    'write FIELD=HEADING, such as name="Nom de l’organisation"; the fields are '
                    + ', '.join(FIELDS),
                ),
                Exit.USAGE,
            )
        told[field] = (*told.get(field, ()), heading)
    form = forms.named(asked.form, own) if asked.form else None
    return table.Asked(
        asked.kind,
        Told(MappingProxyType(told), asked.let_go) if told or asked.let_go else NOTHING_TOLD,
        form,
        own,
        asked.basis,
    )


def _reviewed(
    base: Path, source: Path, opened: Source, asked: Asked, told: compared.Told
) -> Review:
    """Do what `review` does with what the file holds."""
    held, before = signatories.read(base)
    files, present = enrolment.without_examples(before, held)
    report = Report()
    own = forms.read(files, report)
    if faults := errors(report.findings):
        raise Rejected(faults)
    wanted = _asked(asked, own, opened.name)
    imported = imports.read(opened, wanted, _aside if machine.cores() > 1 else None)
    with compared.remembered(base, files, everything=True, told=told) as marks:
        imported, gone = _still_signing(imported, files, marks)
    merged = merging.merge(present, imported)
    added = tuple(map(enrolment.since(files), merged.added))
    merged = replace(
        merged,
        roll=(*merged.roll[: len(present)], *added),
        added=added,
        ambiguous=ordered((*merged.ambiguous, *gone)),
    )
    changes, merged = enrolment.changes(files, merged)
    sample = tuple(
        (entry, '' if entry.public else _why(merged, entry)) for entry in merged.added[:SHOWN]
    )
    if asked.save or asked.basis:
        path, made = enrolment.kept(
            files, imported, opened.name, asked.kind, asked.basis, asked.save
        )
        if files.get(path) != made:
            changes[path] = made
    return Review(
        opened.name,
        imported,
        merged,
        MappingProxyType({path: (before.get(path), made) for path, made in changes.items()}),
        sample,
        len(held) - len(present) if added else 0,
    )


def _aside(work: table.Later) -> table.Later:
    from letterpress.build.workers import aside  # late: short lists need no other process

    return aside.aside(work, 'the list', 'import it again')


def _why(merged: Merged, entry: Signatory) -> str:
    stand = merged.stands.get(entry.id)
    return stand.value if stand else 'not asked'


def _still_signing(
    imported: Imported, files: dict[str, bytes], marks: withdrawals.Marks
) -> tuple[Imported, list[Finding]]:
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
    of_each = [(kind, entry) for kind in KINDS for entry in asked]
    found = withdrawn.among_names([(kind, entry.name) for kind, entry in of_each])
    stones = {id(entry): stone for (_, entry), stone in zip(of_each, found, strict=True) if stone}
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
