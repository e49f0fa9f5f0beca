"""The records of published editions, in editions/ beside content/: no command removes them."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.world.files import whole, writing

if TYPE_CHECKING:
    from letterpress.kit.frozen.chain import Record

FOLDER = 'editions'
CHANGES = 'changes.html', 'changes.json'  # beside a record: what is different from the one before
MOST = 1 << 30  # bytes of all records


def folder(base: Path, record: Record) -> Path:
    """Return the folder of a record."""
    return base / FOLDER / record.folder


def read(base: Path) -> tuple[Record, ...]:
    """Return the records of a project. Raises Rejected LP647 (exit 4) where one is not sound."""
    return of(base / FOLDER)


def of(place: Path) -> tuple[Record, ...]:
    """Return the records in a folder, only read. Raises Rejected LP647 (exit 4)."""
    from letterpress.kit.frozen import chain

    if not place.is_dir():
        return ()
    by_folder: dict[str, dict[str, bytes]] = {}
    try:
        for path, data in whole.read(place, MOST).items():
            name, slash, inside = path.partition('/')
            if slash:
                by_folder.setdefault(name, {})[inside] = data
        return chain.read(by_folder)
    except (chain.Broken, whole.Unfit) as broken:
        raise Rejected(
            Finding(
                Place(str(place)),
                'LP647',
                f'the chain of published editions is broken: {broken}',
                'put the folder back as it was, from a copy or the repository: it shows what '
                'was published, and when',
            ),
            Exit.SEAL,
        ) from None


def misplaced(kit: Path, place: Path) -> tuple[Finding, ...]:
    """Find that a kit is not the last one of the records in a folder; () where it is.

    LP647 for records that are not sound, LP650 for a kit that is none of them, or not the last.
    """
    from letterpress.kit import manifest

    try:
        records = of(place)
    except Rejected as rejected:
        return tuple(rejected.findings)
    path = kit / manifest.NAME
    own = path.read_bytes() if path.is_file() else b''
    at = [one for one in records if one.manifest == own]
    if at and at[-1] is records[-1]:
        return ()
    said = (
        f'this kit was published as record {at[-1].folder}; the last one is {records[-1].folder}'
        if at
        else 'this kit is none of those that were published'
        if records
        else 'there is no record of a published edition'
    )
    return (
        Finding(
            Place(str(kit)),
            'LP650',
            f'{said}: {place}',
            'ask the publisher which edition is out, and why it followed on this one',
        ),
    )


def prepare(base: Path, record: Record, beside: Mapping[str, bytes]) -> None:
    """Write a record, and what lies beside it, where it is none yet."""
    fresh = _fresh(base, record)
    shutil.rmtree(fresh, ignore_errors=True)
    for name, data in {**record.files, **beside}.items():
        writing.write(fresh / name, data)


def prepared(base: Path, record: Record) -> Record | None:
    """Return what a killed run prepared for this kit, at this place of the chain; else None."""
    from letterpress.kit.frozen import chain

    fresh = _fresh(base, record)
    if not fresh.is_dir():
        return None
    try:
        found = chain.one(record.folder, whole.read(fresh, MOST))
    except (chain.Broken, whole.Unfit):
        return None
    same = (found.manifest, found.before) == (record.manifest, record.before)
    return found if same else None


def keep(base: Path, record: Record) -> None:
    """Make of what was prepared a record, in one step."""
    _fresh(base, record).rename(folder(base, record))


def _fresh(base: Path, record: Record) -> Path:
    return base / FOLDER / f'.{record.folder}.new'
