"""What others see of the roll: its order, its public entries, its numbers.

The signatories come in; out comes what may be printed. `publish` is the one door between a private
record and everything that others read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from letterpress.manuscript.model import (
    KINDS,
    Changes,
    Counts,
    Facts,
    PublicSignatory,
    Signatory,
)
from letterpress.manuscript.roll.order import families

if TYPE_CHECKING:
    from letterpress.manuscript.roll.withdrawals import Tombstone


def sorted_by(entry: Signatory) -> str:
    """Return what an entry is sorted by: `sort_as`, else a person's family name, else the name."""
    if entry.sort_as or entry.kind != 'person':
        return entry.sort_as or entry.name
    return families.sorted_by(entry.name, entry.country)


def order(roll: Iterable[Signatory], language: str = '') -> tuple[Signatory, ...]:
    """Return the roll in printing order: by what each is sorted by; equal keys by id.

    The order is that of `collation`, for an edition in a language.
    """
    return tuple(entry for entry, _ in _ordered(roll, language))


def _ordered(roll: Iterable[Signatory], language: str) -> list[tuple[Signatory, str]]:
    """Return the roll in printing order, each entry with the initial of what it is sorted by."""
    # late: the table takes time, and not every command sorts
    from letterpress.manuscript.roll.order import collation

    entries = tuple(roll)
    found = collation.ordered([sorted_by(entry) for entry in entries], language)
    pairs = zip(found, entries, strict=True)
    rows = sorted(pairs, key=lambda row: (row[0][0], row[1].id))
    return [(entry, initial) for (_, initial), entry in rows]


def publish(signatory: Signatory, initial: str = '') -> PublicSignatory:
    """Return what the world may know of a signatory.

    The one function that makes it, field by field. `initial`: of what it is sorted by, where
    somebody has sorted. Raises ValueError for one who is not public: whoever asks for that has
    forgotten to leave them out.
    """
    if not signatory.public:
        raise ValueError(f'the signatory {signatory.id} is not public')
    return PublicSignatory(
        id=signatory.id,
        name=signatory.name,
        kind=signatory.kind,
        url=signatory.url,
        country=signatory.country,
        joined=signatory.joined.isoformat() if signatory.joined else '',
        role=signatory.role,
        affiliation=signatory.affiliation,
        initial=initial,
    )


def published(roll: Iterable[Signatory], language: str = '') -> tuple[PublicSignatory, ...]:
    """Return the public signatories in printing order, for an edition in a language."""
    return published_in(roll, (language,))[language]


def published_in(
    roll: Iterable[Signatory], languages: Iterable[str]
) -> dict[str, tuple[PublicSignatory, ...]]:
    """Return the same for several languages; they share every signatory that is the same in both.

    Where one order holds for all languages they share all of it.
    """
    from letterpress.manuscript.roll.order import by_language

    public = [entry for entry in roll if entry.public]
    made: dict[str, tuple[PublicSignatory, ...]] = {}
    known: dict[tuple[int, str], PublicSignatory] = {}  # by entry and initial
    for language in languages:
        if made and not by_language.installed():
            made[language] = next(iter(made.values()))
            continue
        found = []
        for entry, initial in _ordered(public, language):
            one = known.get((id(entry), initial))
            if one is None:
                known[id(entry), initial] = one = publish(entry, initial)
            found.append(one)
        made[language] = tuple(found)
    return made


def counts(roll: Iterable[Signatory]) -> Counts:
    """Count all who signed, public or not (a count names nobody), and those whom nothing names.

    What nobody confirmed is no signature.
    """
    tally = Counter((entry.kind, entry.public) for entry in roll if entry.confirmed)
    unnamed = {kind: tally[kind, False] for kind in KINDS}
    return Counts(*(tally[kind, True] + unnamed[kind] for kind in KINDS), *unnamed.values())


def changes(
    facts: Facts, roll: Iterable[Signatory], tombstones: Iterable[Tombstone]
) -> Changes | None:
    """Return what changed since the edition before, or None where campaign.yaml names none.

    Counts name nobody.
    """
    if facts.previous is None:
        return None
    number, day = facts.previous
    return Changes(
        number,
        day,
        sum(entry.since > number for entry in roll),
        sum(number <= stone.last_edition < facts.edition for stone in tombstones),
    )
