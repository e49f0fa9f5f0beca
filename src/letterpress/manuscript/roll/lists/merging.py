"""Add a list to the roll: what is new at its end, what was empty filled in, nothing changed.

Importing a list again changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import field, fields, replace
from types import MappingProxyType

from letterpress.findings import Finding, ordered
from letterpress.manuscript.model import PrivateRecord, Signatory
from letterpress.manuscript.roll import names, slugs
from letterpress.manuscript.roll.consent import Stand
from letterpress.manuscript.roll.lists.imports import Imported
from letterpress.manuscript.yaml.shapes import Report
from letterpress.values import dataclass, with_value

FILLED = ('sort_as', 'url', 'country', 'joined', 'role', 'affiliation')
PRIVATE = tuple(one.name for one in fields(PrivateRecord))

_NO_STANDS: Mapping[str, Stand] = MappingProxyType({})
_NONE_PRIVATE: Mapping[str, int] = MappingProxyType({})
_AGAINST = (
    Stand.REFUSED,
    Stand.ANONYMOUS,
    Stand.UNCONFIRMED,
    Stand.UNSUBSCRIBED,
    Stand.WITHDRAWN,
    Stand.CONTRADICTED,
    Stand.PRIVATE,
)


@dataclass(frozen=True)
class Filled:
    """An entry of the roll with what was empty in it: the entry as it was, and the new values.

    `values` by key; those of the private part stand under `private`.
    """

    entry: Signatory
    values: Mapping[str, object]
    private: Mapping[str, str]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that were filled in, in the schema's order."""
        return (*self.values, *(f'private {key}' for key in self.private))

    @property
    def whole(self) -> Signatory:
        """The entry with all of it."""
        values: dict[str, object] = {**self.values}
        if self.private:
            values['private'] = replace(self.entry.private, **self.private)
        return replace(self.entry, **values)  # type: ignore[arg-type]  # keys of `FILLED` with their own values


@dataclass(frozen=True)
class Merged:
    """A roll with an import added.

    The whole, the entries that are new, those that were filled in, and what a person must look at.
    `known` counts the entries of the list that were there; `private` the new ones that are not
    public, by the reason; `stands` the reason of each, by its id.
    """

    roll: tuple[Signatory, ...]
    added: tuple[Signatory, ...]
    ambiguous: tuple[Finding, ...]
    known: int = 0
    private: Mapping[str, int] = field(default_factory=lambda: _NONE_PRIVATE)
    filled: tuple[Filled, ...] = ()
    stands: Mapping[str, Stand] = field(default_factory=lambda: _NO_STANDS)


def merge(present: tuple[Signatory, ...], imported: Imported) -> Merged:
    """Return the roll with the new entries at its end.

    Entries that are there keep their order and every field that is not empty; what is empty is
    filled in where the list says it. A signatory is there when the id is
    given and taken, or when name (case and normal form aside) and kind are equal; persons who both
    gave an e-mail address must share it too. Codes: LP238 listed twice, LP239 nearly there, LP240
    id taken, LP247 public in the roll and not by the list, LP248 the other way round, LP347 persons
    who share an e-mail address.
    """
    known: dict[str, list[str]] = {}  # ids by name
    for entry in present:
        known.setdefault(names.same(entry.name), []).append(entry.id)
    alike = {names.skeleton(entry.name): entry.id for entry in present}
    ids = {entry.id: entry for entry in present}
    added: dict[str, Signatory] = {}
    stands: dict[str, Stand] = {}
    filled: dict[str, Filled] = {}
    reached: dict[str, int] = {}  # by slug
    there, willing = 0, []
    mails, shared = dict[str, Signatory](), list[tuple[Signatory, Signatory]]()
    report = Report()
    for entry in imported.entries:
        stand = None if entry.public else imported.stands.get(entry.place)
        twins = known.setdefault(names.same(entry.name), [])
        twin = near = None
        if twins:
            twin = next((ids[other] for other in twins if _one_signatory(ids[other], entry)), None)
            near = next((ids[other] for other in twins if ids[other].kind != entry.kind), None)
        elif alike:
            near = ids.get(alike.get(names.skeleton(entry.name), ''))
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
            if stand not in _AGAINST and (more := _more(twin, entry)):
                filled[twin.id] = more
                ids[twin.id] = more.whole
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
            entry = (
                entry
                if entry.id
                else with_value(entry, 'id', slugs.fresh(entry.name, ids, reached))
            )
            ids[entry.id] = added[entry.id] = entry
            twins.append(entry.id)
            if entry.private.email and entry.kind == 'person':
                first = mails.setdefault(entry.private.email.casefold(), entry)
                if first is not entry and first.name != entry.name:
                    shared.append((first, entry))
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
    if shared:
        report.add(
            shared[0][1].place,
            'LP347',
            f'{len(shared)} of the list gave the e-mail address of another, the first is '
            f'{shared[0][1].name}, after {shared[0][0].name}: all were taken over',
            'look whether somebody signed twice under two names; if so, take one entry out',
        )
    private = Counter(
        stands.get(entry.id, Stand.NOT_ASKED).value for entry in added.values() if not entry.public
    )
    return Merged(
        (*(ids[entry.id] for entry in present), *added.values()),
        tuple(added.values()),
        ordered([*imported.ambiguous, *report.findings]),
        there,
        MappingProxyType(dict(private)),
        tuple(filled.values()),
        MappingProxyType(stands),
    )


def _more(present: Signatory, entry: Signatory) -> Filled | None:
    """Return what a list says of an entry where that is empty, or None.

    What is printed of a person who is public is filled in only by a list in which that person
    agreed to be printed too.
    """
    printable = entry.public or not present.public or entry.kind == 'organisation'
    values = {
        key: value
        for key in FILLED
        if printable and (value := getattr(entry, key)) and not getattr(present, key)
    }
    private = {
        key: value
        for key in PRIVATE
        if (value := getattr(entry.private, key)) and not getattr(present.private, key)
    }
    if 'consent' in private and not entry.public:
        del private['consent']
    if not values and not private:
        return None
    return Filled(present, values, private)


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
