"""Take over a list of signatories from elsewhere.

A run-on list, one name a line, a table (CSV), or a roll (YAML). What the list does not say is never
guessed: it comes back as a finding for a person to settle. Importing a list again changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from letterpress.findings import Finding, Place, Rejected, ordered
from letterpress.manuscript.model import Signatory
from letterpress.manuscript.roll import names, signatories, slugs
from letterpress.manuscript.roll.consent import Stand
from letterpress.manuscript.roll.lists import plain_text, sources, table
from letterpress.manuscript.roll.lists.columns import Column
from letterpress.manuscript.roll.lists.sources import Source
from letterpress.manuscript.yaml import tree
from letterpress.manuscript.yaml.shapes import Report

_NONE_PRIVATE: Mapping[str, int] = MappingProxyType({})
_NO_STANDS: Mapping[Place, Stand] = MappingProxyType({})
_AGAINST = (Stand.REFUSED, Stand.ANONYMOUS, Stand.UNCONFIRMED, Stand.CONTRADICTED, Stand.PRIVATE)


@dataclass(frozen=True)
class Imported:
    """What a list says: its entries, and what a person must look at.

    The entries have no id unless the list gives one. `stands` tells of each entry that is not
    public why, by its place; `columns` what each column was taken for.
    """

    entries: tuple[Signatory, ...]
    ambiguous: tuple[Finding, ...]
    stands: Mapping[Place, Stand] = field(default_factory=lambda: _NO_STANDS)
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True)
class Merged:
    """A roll with an import added.

    The whole, the entries that are new, and what a person must look at. `known` counts the entries
    of the list that were there; `private` the new ones that are not public, by the reason.
    """

    roll: tuple[Signatory, ...]
    added: tuple[Signatory, ...]
    ambiguous: tuple[Finding, ...]
    known: int = 0
    private: Mapping[str, int] = field(default_factory=lambda: _NONE_PRIVATE)


def read_any(data: bytes, name: str, kind: str | None = None) -> Imported:
    """Return the signatories that the bytes of a file list: `read` of `sources.read`."""
    return read(sources.read(data, name), kind)


def read(source: Source, kind: str | None = None) -> Imported:
    """Return the signatories that a file lists, in its order.

    `kind` is what those signatories are of whom the file does not say it; where nobody does, they
    are not taken over (LP242). A spreadsheet is a table, as is a file whose name ends in .csv or
    .tsv; one ending in .yaml is a roll, anything else text. Raises Rejected where nothing of the
    file can be read (LP230 no list found, and those of `table` and `plain_text`).
    """
    ending = source.name.lower().rpartition('.')[2]
    report = Report()
    report.findings += source.findings
    if ending in ('yaml', 'yml') and source.rows is None:
        node = tree.parse(source.text, source.name)
        nodes = node.items if isinstance(node, tree.Sequence) else (node,)
        entries = tuple(signatories.read_nodes(nodes, report))
        stands = {entry.place: Stand.PRIVATE for entry in entries if not entry.public}
        return Imported(entries, ordered(report.findings), stands)
    if source.rows is not None or ending in ('csv', 'tsv'):
        found: table.Table | plain_text.Names = table.read(source, kind, report)
    else:
        found = plain_text.read(source, kind, report)
    if not found.entries and len(report.findings) == len(source.findings):
        raise Rejected(
            Finding(Place(source.name), 'LP230', 'no name was found', 'write one name on each line')
        )
    return Imported(found.entries, ordered(report.findings), found.stands, found.columns)


# ---- merging ----


def merge(present: tuple[Signatory, ...], imported: Imported) -> Merged:
    """Return the roll with the new entries at its end.

    Entries that are there keep every field and their order. A signatory is there when the id is
    given and taken, or when name (case and normal form aside) and kind are equal; persons who both
    gave an e-mail address must share it too. Codes: LP238 listed twice, LP239 nearly there, LP240
    id taken, LP247 public in the roll and not by the list, LP248 the other way round.
    """
    known: dict[str, list[str]] = {}  # ids by name
    for entry in present:
        known.setdefault(names.same(entry.name), []).append(entry.id)
    alike = {names.skeleton(entry.name): entry.id for entry in present}
    ids = {entry.id: entry for entry in present}
    added: dict[str, Signatory] = {}
    stands: dict[str, Stand] = {}
    there, willing = 0, []
    report = Report()
    for entry in imported.entries:
        stand = imported.stands.get(entry.place)
        twins = known.setdefault(names.same(entry.name), [])
        twin = next((ids[other] for other in twins if _one_signatory(ids[other], entry)), None)
        near = next((ids[other] for other in twins if ids[other].kind != entry.kind), None) or (
            None if twins else ids.get(alike.get(names.skeleton(entry.name), ''))
        )
        if twin and twin.id in added:
            doubt = ''
            if twin.public != entry.public:
                _hide(twin, ids, added, stands)
                doubt = (
                    ', and not as public: one row says that the name may be printed, the other not'
                )
            report.add(
                entry.place,
                'LP238',
                f'{entry.name} stands twice in the list and was taken over once{doubt}',
                'if they are two, add the second one by hand'
                + ('; if it is one, ask' if doubt else ''),
            )
        elif twin:
            there += 1
            if twin.public and stand in _AGAINST:
                report.add(
                    entry.place,
                    'LP247',
                    f'{twin.name} is public in the roll and {stand.value} in this list: '
                    'the roll was not changed',
                    f'write "public: false" into the entry {twin.id}, or take it '
                    f'out for good: letterpress signatories withdraw {twin.id}',
                )
            elif entry.public and entry.kind == 'person' and not twin.public:
                willing.append((twin, entry.place))
        elif entry.id in ids:
            report.add(
                entry.place,
                'LP240',
                f'the id {entry.id} belongs to {ids[entry.id].name}, but to {entry.name} '
                'in this list: nothing was taken over',
                'if the name has changed, change it in the roll by hand',
            )
        elif near:
            report.add(
                entry.place,
                'LP239',
                f'{entry.name} is nearly the same as {near.name} ({near.kind}, {near.id}), '
                'which is in the roll: it was not taken over',
                'if it is another signatory, add it by hand',
            )
            if near.id in added and near.public and stand in _AGAINST:
                _hide(near, ids, added, stands)
        else:
            entry = replace(entry, id=entry.id or slugs.fresh(entry.name, ids))
            ids[entry.id] = added[entry.id] = entry
            twins.append(entry.id)
            if stand:
                stands[entry.id] = stand
    if willing:
        report.add(
            willing[0][1],
            'LP248',
            f'{len(willing)} of the roll are not public, but may be printed by this '
            f'list, the first is {willing[0][0].name}: the roll was not changed',
            'if they have agreed since, write "public: true" into their entries, and take out '
            '"confirmed: false"',
        )
    private = Counter(
        stands.get(entry.id, Stand.NOT_ASKED).value for entry in added.values() if not entry.public
    )
    return Merged(
        (*present, *added.values()),
        tuple(added.values()),
        ordered([*imported.ambiguous, *report.findings]),
        there,
        MappingProxyType(dict(private)),
    )


def _hide(
    entry: Signatory,
    ids: dict[str, Signatory],
    added: dict[str, Signatory],
    stands: dict[str, Stand],
) -> None:
    """Make an entry that was just added private: the list contradicts itself."""
    ids[entry.id] = added[entry.id] = replace(entry, public=False)
    stands[entry.id] = Stand.CONTRADICTED


def _one_signatory(present: Signatory, entry: Signatory) -> bool:
    if present.kind != entry.kind:
        return False
    mails = {mail.casefold() for mail in (present.private.email, entry.private.email) if mail}
    return present.kind != 'person' or len(mails) < 2
