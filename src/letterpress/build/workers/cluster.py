"""The executor `dask://HOST:PORT`: Dask workers set and print; what needs a key stays here."""

from __future__ import annotations

import multiprocessing
import pickle
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib.util import find_spec
from multiprocessing.connection import Connection, wait
from typing import Any, Self

from letterpress.build.workers import courier, remote, values
from letterpress.build.workers.courier import Order
from letterpress.build.workers.depot import Depot
from letterpress.build.workers.local import Pool
from letterpress.build.workers.remote import Call
from letterpress.build.workers.task import Lane, Outcome, Task
from letterpress.findings import Exit, Finding, Place, Rejected

REFUSED = 'LP416'  # a warning about the cluster of today, not about what was built


class Cluster:
    """Tasks go to a courier; those of lanes that hold something stay in a local pool."""

    def __init__(self, address: str, deadline: float, fonts: Mapping[str, bytes]):
        self._address, self._deadline = address, deadline
        self._depot = Depot()
        self._fonts = self._depot.keep_files(fonts)
        self._stays: set[str] = set()  # the names of lanes
        self._away: dict[int, Task] = {}
        self._number = 0
        self._brought: set[str] = set()  # the digests of things that the courier has
        self._refused: list[Finding] = []
        self._pipe, self._theirs = multiprocessing.Pipe()
        self._local = Pool(deadline, depot=self._depot, inherited=(self._pipe,))
        self._courier: subprocess.Popen[bytes] | None = None

    @property
    def depot(self) -> Depot:
        """What tasks may read; what a worker lacks of it is brought there, once."""
        return self._depot

    @property
    def said(self) -> tuple[Finding, ...]:
        """What there is to say of the cluster itself: the workers that were refused (LP416)."""
        return tuple(self._refused)

    def __enter__(self) -> Self:
        if find_spec('distributed') is None:
            raise Rejected(
                Finding(
                    Place(),
                    'LP417',
                    'dask.distributed is not installed: there is nothing to reach a cluster with',
                    'install distributed beside it: pipx inject open-letterpress distributed',
                ),
                Exit.MISSING,
            )
        end = self._theirs.fileno()
        self._courier = subprocess.Popen(
            [sys.executable, '-P', '-m', courier.__name__, str(end), self._address],
            pass_fds=[end],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # a Ctrl-C is ours alone
        )
        self._theirs.close()
        self._local.__enter__()
        return self

    def __exit__(self, *exception: object) -> None:
        assert self._courier is not None
        self._pipe.close()  # which ends the courier
        try:
            self._courier.wait(0 if exception[0] else 2)
        except subprocess.TimeoutExpired:
            self._courier.kill()
            self._courier.wait()
        self._local.__exit__(*exception)

    def open(self, lane: Lane) -> None:
        """Begin a lane: what it holds never leaves this machine."""
        if lane.held is not None:
            self._stays.add(lane.name)
            self._local.open(lane)

    def submit(self, task: Task) -> None:
        """Queue a task."""
        if task.lane in self._stays:
            self._local.submit(task)
            return
        needs = (*task.needs, *self._fonts)
        fresh = [digest for digest in dict.fromkeys(needs) if digest not in self._brought]
        self._brought.update(fresh)
        self._number += 1
        self._away[self._number] = task
        call = Call(
            pickle.dumps(task, protocol=5), needs, self._fonts[0], remote.tools(), self._deadline
        )
        things = {digest: self._depot.bytes_of(digest) for digest in fresh}
        with suppress(OSError):  # the courier is gone: `outcomes` hears why
            self._pipe.send(Order(self._number, call, things))

    def start(self) -> None:
        """Let those who stay here begin; the others have."""
        self._local.start()

    def outcomes(self) -> Iterator[Outcome]:
        """Yield outcomes as they come. Raises Rejected LP417 when the cluster is of no use."""
        while True:
            self._local.start()
            ends = self._local.ends()
            if not ends and not self._away:
                return
            listen: list[Connection] = [*ends, *([self._pipe] if self._away else [])]
            ready = wait(listen, timeout=self._local.left() if ends else None)
            yield from self._local.settle(ready)
            if self._pipe in ready:
                yield from self._hear()

    def _hear(self) -> Iterator[Outcome]:
        """Take one message of the courier."""
        try:
            kind, *message = values.loads(self._pipe.recv_bytes())
        except (EOFError, OSError):
            raise self._failure('the process that talks to it died') from None
        if kind == courier.FAILED:
            raise self._failure(message[0])
        if kind == courier.REFUSED:
            self._refused.append(_refusal(*message))
            return
        task = self._away.pop(message[0])
        if kind == courier.QUARANTINED:
            yield Outcome(task, None, (_quarantine(task, message[1]),), 0.0)
            return
        _, form, data, seconds, _ = message
        try:
            made: Any = values.loads(data)
        except pickle.UnpicklingError as error:
            raise self._failure(f'what it sent is not what was asked for ({error})') from None
        if form == remote.VALUE:
            yield Outcome(task, made, (), seconds)
        else:
            yield Outcome(task, None, made, seconds)

    def _failure(self, why: str) -> Rejected:
        finding = Finding(
            Place(),
            'LP417',
            f'the cluster at {self._address} cannot be used: {why}',
            'check that the scheduler runs, and its workers with the same lock file; nothing was '
            'written; without --executor this machine does the work alone',
        )
        return Rejected((*self._refused, finding), Exit.MISSING)


def _refusal(address: str, why: tuple[str, ...]) -> Finding:
    more = f' and {len(why) - 3} more' if len(why) > 3 else ''
    return Finding(
        Place(),
        REFUSED,
        f'the worker {address} was not used: {", ".join(why[:3])}{more}',
        'Install there what this machine has, from the same requirements.lock, and start the '
        'worker again.',
    )


def _quarantine(task: Task, workers: tuple[str, ...]) -> Finding:
    return Finding(
        task.place,
        'LP415',
        f'{task.name} was left alone: {len(workers)} workers died while they made it '
        f'({", ".join(workers)})',
        'the other documents are not affected; build it on this machine, without --executor: '
        'that says more; if it dies there too, take out what was added to it last',
    )
