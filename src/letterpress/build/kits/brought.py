"""The campaign's own pictures: judged when a project is read, made once for its kits.

Files of strangers' cameras are opened in a child that may be stopped (world/child.py). What came of
them is kept in the cache by their bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from letterpress.build.bench import digest
from letterpress.build.cache.store import Cache, Note
from letterpress.findings import Finding, Rejected
from letterpress.kit import places
from letterpress.kit.artifact import Artifact
from letterpress.manuscript.pictures.described import LOGO, PHOTOGRAPH, STILL, Described
from letterpress.remembered import keeping
from letterpress.world import child, resources

if TYPE_CHECKING:
    from letterpress.build.bench import Bench
    from letterpress.build.project import Project

BYTES = 50_000_000  # of a file
SHORT = {PHOTOGRAPH: 2000, STILL: 1280, LOGO: 1000}  # pixels of the longer side, at least
SHELF = 'brought'  # of the cache
SECONDS = 60.0  # of processor time: a hundred million pixels take ten
MEMORY = 2 << 30  # bytes: so many pixels, read, turned and converted
INKS = 'content/print-shops/FOGRA39L_coated.icc'  # of the house: of inks that say nothing
MEDIA = {'.jpg': 'image/jpeg', '.png': 'image/png', '.webp': 'image/webp'}

Answer = TypeVar('Answer')
_KNOWN: dict[str, tuple[int, int] | Finding] = {}  # what was judged before, where it is kept
_MOST = 400


def judged(pictures: Sequence[Described], files: Mapping[str, bytes]) -> list[Finding]:
    """Return what is wrong with the files of pictures. Codes: LP207, LP208, LP209.

    `files` are those of the project; each picture's is there.
    """
    found = []
    for one in pictures:
        seen = _measures(one, files[one.path])
        if isinstance(seen, Finding):
            found.append(seen)
        elif max(seen) < SHORT[one.kind]:
            found.append(
                Finding(
                    one.place,
                    'LP209',
                    f'{_name(one)} has {seen[0]} × {seen[1]} pixels, and a {one.kind} needs '
                    f'{SHORT[one.kind]} on its longer side to be printed',
                    'ask for the original',
                )
            )
    return found


def artifacts(bench: Bench, project: Project) -> list[Artifact]:
    """Return the files of the campaign's own pictures that some language shows.

    Raises Rejected LP207, LP208.
    """
    assert project.campaign is not None
    facts = project.campaign.facts
    kept = Cache(bench.cache)
    made: list[Artifact] = []
    asked: set[str] = set()
    for one in project.campaign.pictures:
        spoken = [code for code in (facts.source_language, *facts.languages) if one.told(code)]
        if not spoken:
            continue
        data = project.sources.content[one.path]
        key = _key(one, data)
        asked.add(key)
        entry = kept.get(SHELF, key)
        if entry is None:
            entry = _made(one, data)
            kept.put(SHELF, key, *entry)
        note, packed = entry
        start = 0
        for suffix, size, wide, high in note['files']:
            made.append(
                Artifact(
                    f'{places.PICTURES}/{one.id}{suffix}',
                    one.kind,
                    '',
                    one.caption[spoken[0]],
                    None,
                    '',
                    MEDIA[suffix],
                    packed[start : start + size],
                    pixels=(wide, high),
                )
            )
            start += size
    kept.forget_all_but(SHELF, asked)
    return made


def _key(one: Described, data: bytes) -> str:
    """Return a hash of all that a picture is made of."""
    from letterpress.world import versions

    suffix = PurePosixPath(one.path).suffix.lower()
    parts = hashlib.sha256(data).hexdigest(), suffix, str(one.kind == LOGO), versions.tools()
    return digest('brought', *parts)


def _made(one: Described, data: bytes) -> tuple[Note, bytes]:
    """Return the files of a picture as a note and bytes that a cache can keep."""
    from letterpress.press.artwork import rasters

    inks = (resources.root() / INKS).read_bytes()
    suffix = PurePosixPath(one.path).suffix.lower()
    found = _apart(one, lambda: rasters.made(data, suffix, one.kind == LOGO, inks))
    if isinstance(found, Finding):
        raise Rejected(found)
    told = [[file.suffix, len(file.data), file.width, file.height] for file in found]
    return {'files': told}, b''.join(file.data for file in found)


def _measures(one: Described, data: bytes) -> tuple[int, int] | Finding:
    """Return width and height of a picture that is whole, or what is wrong with it."""
    from letterpress.press.artwork import rasters

    if len(data) > BYTES:
        return _wrong(
            one,
            f'the file has {len(data) / 1e6:.0f} MB, more than {BYTES // 1_000_000}',
            f'export it as JPEG: {rasters.LONG} pixels are enough for its longer side',
            large=True,
        )
    suffix = PurePosixPath(one.path).suffix.lower()
    key = f'{hashlib.sha256(data).hexdigest()} {one.path} {one.place}' if keeping() else ''
    if key in _KNOWN:
        return _KNOWN[key]
    found = _apart(one, lambda: rasters.measures(data, suffix))
    if key:
        while len(_KNOWN) >= _MOST:
            del _KNOWN[next(iter(_KNOWN))]
        _KNOWN[key] = found
    return found


def _apart(one: Described, work: Callable[[], Answer]) -> Answer | Finding:
    """Do something with a picture in a child; return a finding where it cannot be done."""
    from letterpress.press.artwork import rasters

    def told() -> Answer | rasters.Unfit:
        try:
            return work()
        except rasters.Unfit as unfit:
            return unfit

    try:
        answer = child.only(told, SECONDS, MEMORY)
    except child.Stopped as stopped:
        hint = 'export it again as JPEG, with fewer pixels'
        if stopped.why == 'failed':
            return _wrong(one, 'the picture is damaged, or made to mislead', hint)
        return _wrong(one, 'reading it takes more than a minute or two gigabytes', hint, large=True)
    if isinstance(answer, rasters.Unfit):
        return _wrong(one, answer.what, answer.hint, answer.large)
    return answer


def _wrong(one: Described, what: str, hint: str, large: bool = False) -> Finding:
    return Finding(one.place, 'LP208' if large else 'LP207', f'{_name(one)}: {what}', hint)


def _name(one: Described) -> str:
    return PurePosixPath(one.path).name
