"""The chain of published editions: each record holds a manifest and the hash of the one before.

A record is a folder `NNNN` with the manifest, its seal and `edition.json`. Whoever changes, takes
out or puts in one breaks what follows.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from letterpress.finishing.judging.trust import Trust
from letterpress.finishing.judging.verdict import Answer
from letterpress.finishing.judging.verify import judge_detached
from letterpress.kit import manifest
from letterpress.manuscript import stated
from letterpress.values import dataclass

NAME = 'edition.json'
_FOLDER = re.compile(r'[0-9]{4,}')


class Broken(ValueError):
    """A record that is not what was frozen, or does not follow on the one before it."""


@dataclass(frozen=True)
class Record:
    """A published kit: its number in the chain and that of its edition, when, and its hashes."""

    number: int
    edition: int
    published: datetime
    manifest: bytes
    seal: bytes
    before: str  # SHA-256 of the edition.json before, '' for the first

    @property
    def folder(self) -> str:
        """The name of its folder."""
        return f'{self.number:04}'

    @property
    def told(self) -> bytes:
        """Its edition.json."""
        value = {
            'number': self.number,
            'edition': self.edition,
            'published': self.published.isoformat(),
            'manifest_sha256': hashlib.sha256(self.manifest).hexdigest(),
            'seal_sha256': hashlib.sha256(self.seal).hexdigest(),
            'before': self.before or None,
        }
        return (json.dumps(value, indent=2) + '\n').encode()

    @property
    def files(self) -> dict[str, bytes]:
        """Its files by name."""
        return {NAME: self.told, manifest.NAME: self.manifest, manifest.SEAL: self.seal}

    @property
    def sha256(self) -> str:
        """What the next one holds of it."""
        return hashlib.sha256(self.told).hexdigest()


def follow(chain: tuple[Record, ...], kit: Mapping[str, bytes], published: datetime) -> Record:
    """Return the record of a kit (its files by path) that is published now, behind a chain."""
    before = chain[-1] if chain else None
    listed, seal = kit[manifest.NAME], kit[manifest.SEAL]
    number = before.number + 1 if before else 1
    return Record(
        number, edition_of(listed), published, listed, seal, before.sha256 if before else ''
    )


def edition_of(listed: bytes) -> int:
    """Return the number of the edition that a manifest is of. Raises ValueError."""
    said = stated.of_manifest(manifest.read(listed))
    if said is None:
        raise ValueError('the manifest does not say of which edition it is')
    return said.edition


def read(folders: Mapping[str, Mapping[str, bytes]]) -> tuple[Record, ...]:
    """Return the chain of the records in folders (their files by name), each judged.

    Raises Broken, with the folder and what is wrong with it.
    """
    found: list[Record] = []
    for name in sorted((one for one in folders if _FOLDER.fullmatch(one)), key=int):
        files = folders[name]
        before = found[-1] if found else None
        number = before.number + 1 if before else 1
        if int(name) != number:
            raise Broken(f'{number:04} is not there, and {name} is')
        record = one(name, files)
        if record.number != number or record.before != (before.sha256 if before else ''):
            raise Broken(f'{name} does not follow on {f"{number - 1:04}" if before else "nothing"}')
        if before and record.edition < before.edition:
            raise Broken(f'{name} is of edition {record.edition}, older than the one before it')
        found.append(record)
    return tuple(found)


def one(name: str, files: Mapping[str, bytes]) -> Record:
    """Return the record in a folder of this name, judged by itself. Raises Broken."""
    for wanted in (NAME, manifest.NAME, manifest.SEAL):
        if wanted not in files:
            raise Broken(f'{name} has no {wanted}')
    listed, seal = files[manifest.NAME], files[manifest.SEAL]
    verdict = judge_detached(listed, seal, Trust())
    if verdict.answer in (Answer.CHANGED, Answer.BROKEN, Answer.UNSEALED):
        raise Broken(f'{name}: the seal of its manifest does not hold')
    try:
        value: dict[str, Any] = json.loads(files[NAME])
        record = Record(
            int(value['number']),
            edition_of(listed),
            datetime.fromisoformat(value['published']),
            listed,
            seal,
            value['before'] or '',
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Broken(f'{name}: it cannot be read ({error})') from None
    if record.told != files[NAME]:
        raise Broken(f'{name}: its {NAME} is not the one that was written')
    return record
