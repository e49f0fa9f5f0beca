"""The first question of a build, whether there is anything to do at all.

It is answered by hashes of all that goes in (content, layouts, typefaces, wishes, key, engines,
code) and of all that came out last time, before anything is parsed or composed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from letterpress.build.cache.store import write
from letterpress.build.kits import where
from letterpress.findings import Finding
from letterpress.values import dataclass
from letterpress.world import versions
from letterpress.world.files import ownership


@dataclass(frozen=True)
class Row:
    """A line of the closing table."""

    path: str
    pages: int
    bytes: int
    seconds: float
    fresh: bool  # made in this run, not taken from the cache


@dataclass(frozen=True)
class State:
    """What a build left behind: the hash of what went in, what came out, and what it had to say."""

    inputs: str
    outputs: Mapping[str, str]
    findings: tuple[Finding, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]


def inputs(files: Mapping[str, bytes], wishes: str, key: str) -> str:
    """Return the hash of everything that a build reads."""
    digest = hashlib.sha256()
    for part in (wishes, key, versions.tools()):
        digest.update(part.encode() + b'\0')
    for path, data in files.items():
        digest.update(path.encode() + b'\0' + hashlib.sha256(data).digest())
    return digest.hexdigest()


def fonts(files: Mapping[str, bytes]) -> str:
    """Return the hash of the typefaces: names and bytes."""
    digest = hashlib.sha256()
    for path, data in files.items():
        if path.startswith('fonts/'):
            digest.update(path.encode() + b'\0' + hashlib.sha256(data).digest())
    return digest.hexdigest()


def _file(cache: Path, wishes: str) -> Path:
    return cache / 'state' / f'{hashlib.sha256(wishes.encode()).hexdigest()[:24]}.json'


def outputs(build: Path, folders: tuple[str, ...]) -> dict[str, str]:
    """Return the SHA-256 of every file below these folders of build/."""
    return {
        path.relative_to(build).as_posix(): _sha256(path)
        for folder in folders
        for path in sorted((build / folder).rglob('*'))
        if path.is_file()
    }


def unchanged(cache: Path, build: Path, wishes: str, now: str) -> State | None:
    """Return what the last build left: nothing else went in, and all that came out still stands.

    None otherwise, and where the memory of it is spoilt.
    """
    try:
        state = _recalled(cache, wishes)
        if state.inputs != now:
            return None
        if any(_sha256(build / path) != digest for path, digest in state.outputs.items()):
            return None
        kit = {path for path in state.outputs if where.of_a_kit(path)}
        if kit and kit != _in_kits(build):
            return None  # a file, a link or a kit too many
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return state


def _recalled(cache: Path, wishes: str) -> State:
    """Return what was remembered of the last build with these wishes. Raises what it may."""
    data = json.loads(ownership.read(_file(cache, wishes), cache) or b'')
    return State(
        data['inputs'],
        data['outputs'],
        tuple(map(Finding.from_plain, data['findings'])),
        tuple(Row(**row) for row in data['rows']),
        tuple(data['notes']),
    )


def _in_kits(build: Path) -> set[str]:
    """Return the files and links that lie in kits, by path below build/."""
    return {
        path.relative_to(build).as_posix()
        for folder in where.standing(build)
        for path in (build / folder).rglob('*')
        if path.is_file() or path.is_symlink()
    }


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def remember(cache: Path, wishes: str, state: State) -> None:
    """Keep what this build left. Failing to is no reason to fail the build."""
    data = {
        'inputs': state.inputs,
        'outputs': dict(state.outputs),
        'notes': list(state.notes),
        'findings': [finding.plain() for finding in state.findings],
        'rows': [asdict(row) for row in state.rows],
    }
    write(_file(cache, wishes), json.dumps(data, ensure_ascii=False).encode(), cache)
