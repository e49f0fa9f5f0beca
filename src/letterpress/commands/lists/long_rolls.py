"""A long roll with new entries at its end, made and read back by two processes.

Each entry of such a file is read by itself, so that of a file cut between two entries either part
says what it says in the whole. Where that is not sure, or anything is not as it was meant, nothing
is returned, and whoever asked does all of it in one piece, and hears what is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence

from letterpress.base import decoding
from letterpress.findings import Rejected
from letterpress.manuscript.model import Signatory
from letterpress.manuscript.roll import duplicates
from letterpress.manuscript.roll import files as roll_files
from letterpress.manuscript.roll import signatories as roll
from letterpress.manuscript.roll.lists.merging import Merged
from letterpress.manuscript.yaml import plain_lists
from letterpress.manuscript.yaml import tree as yamltext
from letterpress.world import machine

LONG = 20_000  # new entries from which another process is worth its beginning


def extended(old: bytes, merged: Merged) -> bytes | None:
    """Return content/signatories.yaml with the new entries of an import at its end.

    It reads back as `merged.roll`. None where that must be made, and found out, in one piece.
    """
    present, added = len(merged.roll) - len(merged.added), merged.added
    cut = (len(merged.roll) - present) // 2
    if len(added) < LONG or machine.cores() < 2:
        return None
    from letterpress.build.workers import aside  # late: short lists need no other process

    later = aside.aside(lambda: _last(added[cut:]), 'the roll', 'import the list again')
    first = _first(old, merged.roll[: present + cut], added[:cut])
    twice = duplicates.stand_twice(merged.roll)
    try:
        rest = later()
    except Rejected:  # the other process died
        rest = None
    if first is None or rest is None or twice or len(first) + len(rest) > decoding.ROLL_BYTES:
        return None
    return first + rest


def _first(old: bytes, meant: Sequence[Signatory], added: Sequence[Signatory]) -> bytes | None:
    """Return the file with the first of its new entries; None where it does not say `meant`."""
    text = decoding.decode(old, roll.FILE, decoding.ROLL_BYTES)
    tree = yamltext.parse(text, roll.FILE) if text.strip() else None
    made = roll_files.extend(text, tree, added) or roll_files.to_yaml(meant)
    return (
        made
        if plain_lists.begin(made.decode()) is not None and roll.says(roll.FILE, made, meant)
        else None
    )


def _last(added: Sequence[Signatory]) -> bytes | None:
    """Return the last entries of a file; None where they do not say what was meant."""
    made = roll_files.to_yaml(added)
    return made if made.startswith(b'- ') and roll.says(roll.FILE, made, added) else None
