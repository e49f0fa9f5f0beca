"""Who withdrew, without saying who.

`content/withdrawn.yaml` keeps a fingerprint of each name, so that no import brings it back. A
fingerprint is scrypt (RFC 7914) over kind and name with the campaign's own salt: it can be compared
with a name that somebody holds, and takes about a millisecond each time, so that a telephone book
takes hours. Nothing else is kept but the day and the edition that was the last to carry the name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from letterpress.base import decoding
from letterpress.findings import NOWHERE, Finding, Place, Rejected
from letterpress.manuscript.model import Signatory
from letterpress.manuscript.roll import names
from letterpress.manuscript.yaml import tree
from letterpress.manuscript.yaml.shapes import (
    Date,
    Field,
    Integer,
    List,
    Record,
    Report,
    Sha256,
    Typed,
    matching,
)
from letterpress.values import dataclass

FILE = 'content/withdrawn.yaml'
HEADER = """# Signatories who withdrew: fingerprints, no names. \
Remove an entry when that signatory signs again.
salt: {salt}
withdrawn:
"""
_COST, _BLOCK = 2**9, 8  # scrypt's N and r: half a megabyte, about a millisecond

SHAPE = Record(
    {
        'salt': Field(
            Typed(
                matching('[0-9a-f]{32}'),
                'LP133',
                'a salt',
                'put the file back as letterpress wrote it',
                {'type': 'string', 'pattern': '^[0-9a-f]{32}$'},
            ),
            about='makes the fingerprints this campaign’s own',
        ),
        'withdrawn': List(
            Record(
                {
                    'fingerprint': Field(Sha256, about='of kind and name'),
                    'on': Field(Date, about='the day of the withdrawal'),
                    'last_edition': Field(
                        Integer(1), about='number of the last edition that may carry the name'
                    ),
                }
            )
        ),
    },
    'who withdrew, by fingerprint',
)


@dataclass(frozen=True)
class Tombstone:
    """What is kept of a signatory who withdrew. `fingerprint` is lower-case hex."""

    fingerprint: str
    on: date
    last_edition: int
    place: Place = NOWHERE


@dataclass(frozen=True)
class Withdrawn:
    """All who withdrew from a campaign; `salt` is hex, '' as long as nobody did."""

    salt: str = ''
    tombstones: tuple[Tombstone, ...] = ()
    marks: Marks | None = None  # what makes the fingerprints, where it is not `fingerprints`

    def of(self, signatory: Signatory) -> Tombstone | None:
        """Return the tombstone that has this signatory's name and kind, or None.

        Costs a millisecond.
        """
        return self.among((signatory,))[0]

    def among(self, signatories: Sequence[Signatory]) -> list[Tombstone | None]:
        """Return for each signatory the tombstone that has its name and kind, or None."""
        return self.among_names([(one.kind, one.name) for one in signatories])

    def among_names(self, pairs: Sequence[tuple[str, str]]) -> list[Tombstone | None]:
        """Return the same for each kind and name."""
        if not self.tombstones:
            return [None] * len(pairs)
        stones = {one.fingerprint: one for one in reversed(self.tombstones)}
        marks = self.marks or fingerprints
        return [stones.get(mark) for mark in marks(self.salt, pairs)]


def fingerprint(salt: str, kind: str, name: str) -> str:
    """Return the fingerprint of a name.

    Equal for two spellings that `names.same` holds to be one.
    """
    words = f'{kind}\0{" ".join(names.same(name).split())}'.encode()
    return hashlib.scrypt(words, salt=bytes.fromhex(salt), n=_COST, r=_BLOCK, p=1, dklen=32).hex()


def fingerprints(salt: str, pairs: Sequence[tuple[str, str]]) -> list[str]:
    """Return the fingerprint of each kind and name."""
    return [fingerprint(salt, kind, name) for kind, name in pairs]


Marks = Callable[[str, Sequence[tuple[str, str]]], list[str]]


def read(files: Mapping[str, bytes], report: Report, marks: Marks | None = None) -> Withdrawn:
    """Return who withdrew; without the file nobody did.

    `marks` makes the fingerprints, or remembers them.

    Codes: those of `yamltext` and `schema`.
    """
    if FILE not in files:
        return Withdrawn()
    try:
        node = tree.parse(decoding.decode(files[FILE], FILE), FILE)
    except Rejected as rejected:
        report.findings += rejected.findings
        return Withdrawn()
    values = SHAPE.read(node, report)
    if values is None:
        return Withdrawn()
    return Withdrawn(
        values['salt'],
        tuple(
            Tombstone(one['fingerprint'], one['on'], one['last_edition'], one.place)
            for one in values['withdrawn']
        ),
        marks,
    )


def back_again(roll: Iterable[Signatory], withdrawn: Withdrawn) -> Iterator[Finding]:
    """Find entries of the roll that somebody withdrew (LP281); a declared namesake is none."""
    asked = [entry for entry in roll if not entry.namesake]
    for entry, stone in zip(asked, withdrawn.among(asked), strict=True):
        if stone:
            yield Finding(
                entry.place,
                'LP281',
                f'{entry.id} withdrew on {stone.on.isoformat()}',
                f'remove the entry; if it signs again, remove the one of {stone.place.path}, line '
                f'{stone.place.line}; if it is another of the same name, add a line '
                '"namesake: true"',
            )


def added(text: str, stone: Tombstone, salt: str) -> bytes:
    """Return the file with one more tombstone; `text` is what it holds, '' where there is none."""
    begun = text.rstrip('\n') + '\n' if text.strip() else HEADER.format(salt=salt)
    if begun.rstrip().endswith('withdrawn: []'):
        begun = begun.rstrip().removesuffix(' []') + '\n'
    entry = (
        f'  - fingerprint: {stone.fingerprint}\n'
        f'    "on": {stone.on.isoformat()}\n'
        f'    last_edition: {stone.last_edition}\n'
    )
    return (begun + entry).encode()
