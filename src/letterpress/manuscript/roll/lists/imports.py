"""Read a list of signatories from elsewhere.

A run-on list, one name a line, a table (CSV, a spreadsheet), or a roll (YAML). What the list does
not say is never guessed: it comes back as a finding for a person to settle.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType

from letterpress.findings import Finding, Place, Rejected, ordered
from letterpress.manuscript.model import Signatory
from letterpress.manuscript.roll import signatories
from letterpress.manuscript.roll.consent import Stand
from letterpress.manuscript.roll.lists import plain_text, sources, table
from letterpress.manuscript.roll.lists.columns import Column
from letterpress.manuscript.roll.lists.forms import Form
from letterpress.manuscript.roll.lists.sources import Source
from letterpress.manuscript.roll.lists.table import NOTHING_ASKED, Asked
from letterpress.manuscript.yaml import tree
from letterpress.manuscript.yaml.shapes import Report
from letterpress.values import dataclass

_NO_STANDS: Mapping[Place, Stand] = MappingProxyType({})


@dataclass(frozen=True)
class Imported:
    """What a list says: its entries, and what a person must look at.

    The entries have no id unless the list gives one. `stands` tells of each entry that is not
    public why, by its place; `columns` what each column was taken for; `rows` how many rows or
    names it has; `form` which form gave itself away.
    """

    entries: tuple[Signatory, ...]
    ambiguous: tuple[Finding, ...]
    stands: Mapping[Place, Stand] = field(default_factory=lambda: _NO_STANDS)
    columns: tuple[Column, ...] = ()
    rows: int = 0
    form: Form | None = None
    read_as: str = ''


def read_any(data: bytes, name: str, kind: str | None = None) -> Imported:
    """Return the signatories that the bytes of a file list: `read` of `sources.read`."""
    return read(sources.read(data, name), Asked(kind or ''))


def read(
    source: Source, asked: Asked = NOTHING_ASKED, aside: table.Aside | None = None
) -> Imported:
    """Return the signatories that a file lists, in its order. `aside` does a part of a long table.

    `asked` says what the file does not: where nobody says what its signatories are, they are not
    taken over (LP242). A spreadsheet is a table, as is a file whose name ends in .csv or .tsv; one
    ending in .yaml is a roll, anything else text. Raises Rejected where nothing of the file can be
    read (LP230 no list found, and those of `table` and `plain_text`).
    """
    ending = source.name.lower().rpartition('.')[2]
    report = Report()
    report.findings += source.findings
    if ending in ('yaml', 'yml') and source.rows is None:
        node = tree.parse(source.text, source.name)
        nodes = node.items if isinstance(node, tree.Sequence) else (node,)
        entries = tuple(signatories.read_nodes(nodes, report))
        stands = {entry.place: Stand.PRIVATE for entry in entries if not entry.public}
        return Imported(
            entries, ordered(report.findings), stands, rows=len(nodes), read_as=source.read_as
        )
    if source.rows is not None or ending in ('csv', 'tsv'):
        found: table.Table | plain_text.Names = table.read(source, asked, report, aside)
    else:
        found = plain_text.read(source, asked, report)
    if not found.entries and len(report.findings) == len(source.findings):
        raise Rejected(
            Finding(Place(source.name), 'LP230', 'no name was found', 'write one name on each line')
        )
    listed = found if isinstance(found, table.Table) else None
    return Imported(
        found.entries,
        ordered(report.findings),
        found.stands,
        listed.columns if listed else (),
        listed.rows if listed else len(found.entries),
        listed.form if listed else None,
        source.read_as,
    )
