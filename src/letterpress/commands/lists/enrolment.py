"""What an import writes into content/: the roll with new entries, and how the list was read.

It is made, and read back, before anybody is asked whether to write it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import takewhile
from types import MappingProxyType

from letterpress.base import decoding
from letterpress.commands.lists import long_rolls
from letterpress.findings import Finding, Place, Rejected, errors, ordered
from letterpress.manuscript import facts
from letterpress.manuscript.model import Signatory
from letterpress.manuscript.roll import files as roll_files
from letterpress.manuscript.roll import signatories as roll
from letterpress.manuscript.roll.consent import Asks
from letterpress.manuscript.roll.lists import forms
from letterpress.manuscript.roll.lists.columns import ASKING, Told
from letterpress.manuscript.roll.lists.imports import Imported
from letterpress.manuscript.roll.lists.merging import Filled, Merged
from letterpress.manuscript.text import unwritten
from letterpress.manuscript.yaml import tree as yamltext
from letterpress.manuscript.yaml.shapes import Report


def without_examples(
    files: dict[str, bytes], present: tuple[Signatory, ...]
) -> tuple[dict[str, bytes], tuple[Signatory, ...]]:
    """Return files and roll without the signatories that `letterpress init` wrote.

    They give way to the first list. Where anybody else stands in the roll all of it stays.
    """
    if not present or any(
        one.place.path != roll.FILE or not unwritten.is_scaffold(one.name) for one in present
    ):
        return files, present
    lines = decoding.decode(files[roll.FILE], roll.FILE).splitlines(keepends=True)
    head = ''.join(takewhile(lambda line: line.startswith('#'), lines))
    return {**files, roll.FILE: head.encode()}, ()


def changes(files: Mapping[str, bytes], merged: Merged) -> tuple[dict[str, bytes], Merged]:
    """Return the files of the roll that change, and the import with what could not be filled in.

    Raises Rejected LP726 where they would not be read back as what they should say.
    """
    merged, made = _filled(files, merged)
    path = roll.FILE
    if roll.FILE not in files and any(name.startswith(roll.FOLDER) for name in files):
        number = 1
        while f'{roll.FOLDER}import-{number}.yaml' in files:
            number += 1
        path = f'{roll.FOLDER}import-{number}.yaml'
    old = made.get(path, files.get(path, b''))
    alone = path == roll.FILE and not made.keys() - {path}
    if alone and (whole := long_rolls.extended(old, merged)):
        return {path: whole}, merged
    if merged.added:
        made[path] = _extended(path, old, merged)
    if made:
        _readable({**files, **made}, merged, path)
    return made, merged


def _filled(files: Mapping[str, bytes], merged: Merged) -> tuple[Merged, dict[str, bytes]]:
    """Return the roll's files with what was empty filled in; LP226 where that cannot be done."""
    made, findings, left = dict[str, bytes](), list[Finding](), set[str]()
    by_path: dict[str, list[Filled]] = {}
    for one in merged.filled:
        by_path.setdefault(one.entry.place.path, []).append(one)
    for path, several in by_path.items():
        text = decoding.decode(files[path], path, decoding.ROLL_BYTES)
        filled, undone = roll_files.fill(
            text, ((one.entry, one.values, one.private) for one in several)
        )
        left |= {entry.id for entry in undone}
        made[path] = filled.encode()
    for one in merged.filled:
        if one.entry.id in left:
            findings.append(
                Finding(
                    one.entry.place,
                    'LP226',
                    f'the list knows more of {one.entry.name} ({", ".join(one.keys)}), and the '
                    'entry is not written a key a line: nothing was filled in',
                    'write the entry a key a line and import the list again, or add it by hand',
                )
            )
    if not left:
        return merged, made
    whole = {one.entry.id: one.entry for one in merged.filled if one.entry.id in left}
    return (
        replace(
            merged,
            roll=tuple(whole.get(entry.id, entry) for entry in merged.roll),
            filled=tuple(one for one in merged.filled if one.entry.id not in left),
            ambiguous=ordered((*merged.ambiguous, *findings)),
        ),
        {
            path: made[path]
            for path in made
            if any(one.entry.id not in left for one in by_path[path])
        },
    )


def kept(
    files: Mapping[str, bytes], imported: Imported, name: str, kind: str, basis: str, called: str
) -> tuple[str, bytes]:
    """Return path and content of the file that says how a list was read, and on what consent.

    `name` is the list's, `kind` what somebody said of its rows. The file is `called` so; where that
    is '', after the list, and one that says something else stays: the new one gets a number.
    """
    columns = imported.columns
    by_field: dict[str, tuple[str, ...]] = {}
    asks = {value: key for key, value in ASKING.items()}
    for column in columns:
        field = column.field or asks.get(column.asks, '')
        if field and column.heading and field not in by_field:
            by_field[field] = (column.heading,)
    told = Told(
        MappingProxyType(by_field),
        tuple(
            dict.fromkeys(
                column.heading
                for column in columns
                if column.heading
                and not column.field
                and column.asks in (Asks.NOTHING, Asks.LETTERS)
            )
        ),
        rows=kind,
    )
    first = called or forms.name_for(name)
    number, own = 1, first
    while True:
        headings = [column.heading for column in columns]
        made = forms.written(own, told, basis, headings, name.rpartition('/')[2])
        path = f'{forms.FOLDER}{own}.yaml'
        if called or path not in files or files[path] == made:
            return path, made
        number += 1
        own = f'{first}-{number}'


def _readable(files: Mapping[str, bytes], merged: Merged, path: str) -> None:
    """Refuse a roll that would not be read back as what was to be written (LP726).

    The old one stays.
    """
    again, found = roll.read(files)
    wrong = errors(found)
    read, meant = list(map(roll.bare, again)), list(map(roll.bare, merged.roll))
    if wrong or (read != meant and Counter(read) != Counter(meant)):  # of a folder in its order
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


def since(files: Mapping[str, bytes]) -> Callable[[Signatory], Signatory]:
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


def _extended(path: str, old: bytes, merged: Merged) -> bytes:
    """Return the file with the new entries at its end.

    Comments and order are kept where its form allows it.
    """
    text = decoding.decode(old, path, decoding.ROLL_BYTES)
    tree = yamltext.parse(text, path) if text.strip() else None
    return roll_files.extend(text, tree, merged.added) or roll_files.to_yaml(merged.roll)
