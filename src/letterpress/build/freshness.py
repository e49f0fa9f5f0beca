"""The first question of a build: is there anything to do at all?

Answered by hashes of all that goes in (content, layouts, typefaces, wishes, key, engines, code) and of all that came
out last time, before anything is parsed or composed.
"""
from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from letterpress.findings import Finding
from letterpress.world import versions
from letterpress.world.files import ownership
from letterpress.build.store import write


@dataclass(frozen=True)
class Row:
    """A line of the closing table."""

    path: str
    pages: int
    bytes: int
    seconds: float
    fresh: bool         # made in this run, not taken from the cache


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
    found = {}
    for folder in folders:
        for path in sorted((build / folder).rglob('*')):
            if path.is_file():
                found[path.relative_to(build).as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def unchanged(cache: Path, build: Path, wishes: str, now: str) -> State | None:
    """Return what the last build left, if nothing went in that was not in it and all that came out still stands."""
    try:
        data = json.loads(ownership.read(_file(cache, wishes), cache) or b'')
        state = State(data['inputs'], data['outputs'],
                      tuple(map(Finding.from_plain, data['findings'])),
                      tuple(Row(**row) for row in data['rows']), tuple(data['notes']))
        if state.inputs != now:
            return None
        for path, digest in state.outputs.items():
            if hashlib.sha256((build / path).read_bytes()).hexdigest() != digest:
                return None
        kit = {path for path in state.outputs if path.startswith('kit/')}
        if kit and kit != {p.relative_to(build).as_posix() for p in (build / 'kit').rglob('*') if p.is_file() or p.is_symlink()}:
            return None         # a file or a link too many in the kit
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return state


def remember(cache: Path, wishes: str, state: State) -> None:
    """Keep what this build left. Failing to is no reason to fail the build."""
    data = {'inputs': state.inputs, 'outputs': dict(state.outputs), 'notes': list(state.notes),
            'findings': [f.plain() for f in state.findings],
            'rows': [asdict(row) for row in state.rows]}
    write(_file(cache, wishes), json.dumps(data, ensure_ascii=False).encode(), cache)
