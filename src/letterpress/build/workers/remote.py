"""What the courier has called in a Dask worker: whether it can do our work, and the work itself.

Nothing of the engine is loaded into the Dask worker, which has threads and serves others: a
foreman beside it has the engine, with one set of typefaces. Functions travel by name; nothing here
is a closure.
"""

from __future__ import annotations

import hashlib
import os
import platform
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from letterpress import __version__
from letterpress.build.workers.depot import Depot
from letterpress.values import dataclass
from letterpress.world import versions

# What an answer is: the value or the findings of a task (pickled), or why there are none. A foreman
# or a worker of its `died`; the depot `lacks` what the task needs; this worker is `unfit`.
VALUE, FINDINGS, DIED, LACKS, UNFIT = 'value', 'findings', 'died', 'lacks', 'unfit'


@dataclass(frozen=True)
class Call:
    """A task as it travels: pickled, with all that says whether it can be done there."""

    task: bytes
    needs: tuple[str, ...]  # digests, those of the typefaces among them
    typefaces: str  # the digest of their list
    tools: Mapping[str, str]
    deadline: float


@dataclass(frozen=True)
class Answer:
    """What a worker answers: data, and the SHA-256 that they had where they were made."""

    kind: str
    data: bytes = b''
    sha256: str = ''
    words: tuple[str, ...] = ()  # the digests that it lacks, or what makes it unfit

    @property
    def whole(self) -> bool:
        """Whether the data are what was made."""
        return hashlib.sha256(self.data).hexdigest() == self.sha256


def tools() -> dict[str, str]:
    """Return the version of all that shapes bytes by name: this code, engines, libraries."""
    return {
        'letterpress': f'{__version__} (source {versions.own_code()[:12]})',
        'Python': platform.python_version(),
        'system': f'{sys.platform} {platform.machine()}',
        **versions.engines(),
        **versions.natives(),
    }


def differences(theirs: Mapping[str, str]) -> tuple[str, ...]:
    """Return what is another version here than theirs, in words."""
    ours = tools()
    return tuple(
        f'{name} {ours.get(name) or "is missing"} instead of {theirs.get(name) or "none"}'
        for name in dict.fromkeys((*theirs, *ours))
        if ours.get(name) != theirs.get(name)
    )


def supply(things: Mapping[str, bytes]) -> None:
    """Put things into this worker's depot. Raises ValueError for one that is something else."""
    Depot(_folder() / 'depot').receive(things)


def answer(call: Call) -> Answer:
    """Have a task done and return what became of it."""
    if other := differences(call.tools):
        return Answer(UNFIT, words=other)
    folder = _folder()
    if lacking := Depot(folder / 'depot').lacks(call.needs):
        return Answer(LACKS, words=lacking)
    with _one_at_a_time:
        return _foreman(folder, call).ask(call.task)


def _folder() -> Path:
    """Return a folder of this Dask worker's own: it goes when the worker does."""
    from distributed import get_worker

    folder = Path(get_worker().local_directory) / 'letterpress'
    (folder / 'depot').mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


_one_at_a_time = threading.Lock()
_foremen: list[_Foreman] = []  # one at most: it holds the typefaces of one project


def _foreman(folder: Path, call: Call) -> _Foreman:
    wanted = call.typefaces, call.deadline
    for foreman in list(_foremen):
        if foreman.serves == wanted and foreman.alive:
            return foreman
        foreman.end()
        _foremen.remove(foreman)
    _foremen.append(_Foreman(folder, *wanted))
    return _foremen[0]


class _Foreman:
    """The process beside this Dask worker that has the engine: see `foreman`."""

    def __init__(self, folder: Path, typefaces: str, deadline: float):
        self.serves = typefaces, deadline
        ours, theirs = socket.socketpair()
        command = [sys.executable, '-P', '-m', 'letterpress.build.workers.foreman']
        self._process = subprocess.Popen(
            [*command, str(theirs.fileno()), str(folder), typefaces, str(deadline)],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={name: value for name, value in os.environ.items() if name != 'PYTHONOPTIMIZE'},
        )
        theirs.close()
        self._pipe = Connection(ours.detach())

    @property
    def alive(self) -> bool:
        """Whether it can still be asked."""
        return self._process.poll() is None

    def ask(self, task: bytes) -> Answer:
        """Have a task done."""
        try:
            self._pipe.send_bytes(task)
            kind = self._pipe.recv_bytes().decode()
            sha256 = self._pipe.recv_bytes().decode()
            data = self._pipe.recv_bytes()
        except (EOFError, OSError):
            self.end()
            return Answer(DIED)
        if kind == UNFIT:
            return Answer(UNFIT, words=(data.decode(),))
        return Answer(kind, data, sha256)

    def end(self) -> None:
        """End the process."""
        self._pipe.close()
        self._process.kill()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
