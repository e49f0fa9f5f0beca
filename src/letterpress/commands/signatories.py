"""The roll of a project as files: read it, hand the public names out."""

from __future__ import annotations

from pathlib import Path

from letterpress.findings import Rejected, errors
from letterpress.manuscript.model import PublicSignatory, Signatory
from letterpress.manuscript.roll import disclosure
from letterpress.manuscript.roll import files as roll_files
from letterpress.manuscript.roll import signatories as roll
from letterpress.world.files import inside


def read(base: Path) -> tuple[tuple[Signatory, ...], dict[str, bytes]]:
    """Return the roll and its files.

    Raises Rejected where the roll itself is wrong: an import must not bury that.
    """
    files = inside.read_tree(base, 'content')
    present, findings = roll.read(files)
    if faults := errors(findings):
        raise Rejected(faults)
    return present, files


def public(base: Path) -> tuple[PublicSignatory, ...]:
    """Return the public signatories in printing order."""
    present, _ = read(base)
    return disclosure.published(present)


def export(base: Path) -> bytes:
    """Return the public roll as CSV, which an import takes back as it is.

    Every row says that it may be printed.
    """
    return roll_files.to_csv(public(base), said=True)
