"""The courier: the one process that talks to a Dask cluster; `python -m` starts it.

It hands each Dask worker one task at a time, so that it is known whose task killed a worker; brings
what a worker's depot lacks, once to each; and gives what a lost worker was at to another. A task
under which two workers died is quarantined. It has Dask's threads, which the build must not have,
and is no fork of the build: no key was ever in its memory, which Dask fills from the network.
"""

from __future__ import annotations

import logging
import pickle
import queue
import sys
import threading
import time
import warnings
from collections import deque
from collections.abc import Mapping
from dataclasses import field
from multiprocessing.connection import Connection
from typing import Any

from letterpress.build.workers import local, remote
from letterpress.build.workers.remote import Answer, Call
from letterpress.values import dataclass

LOOK = 0.5  # seconds between two looks at who is there
CONNECT = 10  # seconds that a scheduler may take to answer
FETCH = 10.0  # seconds that an answer may take to come, before it is seen who is there
WAIT = 20.0  # seconds without any worker, until it is given up
TWICE = 2  # workers that die under a task, until it is quarantined

_Events = queue.Queue[tuple[str, Any]]

# What the courier tells the build, first in each message.
ANSWER, QUARANTINED, REFUSED, FAILED = 'answer', 'quarantined', 'refused', 'failed'


@dataclass(frozen=True)
class Order:
    """A task as the build hands it over; `things` are those that it needs and the courier lacks."""

    number: int
    call: Call
    things: Mapping[str, bytes]


@dataclass
class _Job:
    """An order on its way: when it was handed out, and to whom it was when they died."""

    order: Order
    started: float = 0.0
    died: list[str] = field(default_factory=list)


class _Failed(Exception):
    """Raised when the cluster is of no use any more; says why."""


def run(pipe: Connection, address: str) -> None:
    """Be the courier to the scheduler at this address, until the build ends."""
    logging.disable(logging.CRITICAL)  # Dask's log is no answer to a person; ours are findings
    warnings.simplefilter('ignore')
    events: _Events = queue.Queue()
    threading.Thread(target=_listen, args=(pipe, events), daemon=True).start()
    try:
        import dask
        from distributed import Client, Security

        dask.config.set({'distributed.comm.timeouts.connect': f'{CONNECT}s'})
        security = Security() if address.startswith('tls') else None
        with Client(
            address, timeout=CONNECT, security=security, set_as_default=False, name='letterpress'
        ) as client:
            _Courier(client, pipe, events).serve()
    except _Failed as failed:
        _tell(pipe, FAILED, str(failed))
    except (OSError, TimeoutError, ValueError, TypeError) as error:
        words = str(error).splitlines()
        _tell(pipe, FAILED, f'no scheduler answers there ({words[0] if words else "no reason"})')


def _listen(pipe: Connection, events: _Events) -> None:
    """Take orders as they come, so that the build never waits for us to take one."""
    while True:
        try:
            order = pipe.recv()
        except (EOFError, OSError):
            events.put(('end', None))
            return
        events.put(('order', order))


def _tell(pipe: Connection, *message: object) -> None:
    try:
        pipe.send_bytes(pickle.dumps(message, protocol=5))
    except OSError:  # the build is gone: nobody wants it any more
        raise SystemExit from None


class _Courier:
    def __init__(self, client: Any, pipe: Connection, events: _Events):
        self._client, self._pipe, self._events = client, pipe, events
        self._waiting: deque[_Job] = deque()
        self._running: dict[str, _Job] = {}  # by the address of a worker
        self._futures: dict[str, Any] = {}  # by the same: what is awaited of it
        self._idle: set[str] = set()
        self._unfit: dict[str, tuple[str, ...]] = {}
        self._things: dict[str, bytes] = {}
        self._looked = 0.0
        self._alone_since: float | None = None

    def serve(self) -> None:
        """Hand out orders and bring answers home."""
        while True:
            try:
                kind, event = self._events.get(timeout=LOOK)
            except queue.Empty:
                kind, event = '', None
            if kind == 'end':
                return
            if kind == 'order':
                self._things |= event.things
                self._waiting.append(_Job(event))
            elif kind == 'done':
                self._done(*event)
            if time.monotonic() - self._looked >= LOOK:
                self._look()
            self._hand_out()

    # ---- who is there -----------------------------------------------------------------------

    def _look(self) -> None:
        """See which workers are there; whoever is gone was at something that others do now."""
        try:
            there = set(self._client.scheduler_info()['workers'])
        except Exception as error:  # whatever Dask raises when its scheduler is gone
            raise _Failed(f'the scheduler is gone ({type(error).__name__})') from None
        self._looked = now = time.monotonic()
        for address in [one for one in self._running if one not in there]:
            self._lost(address)
        for address, job in list(self._running.items()):
            limit = local.STOP * job.order.call.deadline + CONNECT
            if now - job.started > limit:
                self._unfit[address] = ('it does not answer any more',)
                self._lost(address)
        self._idle = there - self._running.keys() - self._unfit.keys()
        if self._idle or self._running or not self._waiting:
            self._alone_since = None
            return
        if there and there <= self._unfit.keys():
            raise _Failed('none of its workers can do this work')
        self._alone_since = self._alone_since or now
        if now - self._alone_since > WAIT:
            raise _Failed(f'it had no worker for {WAIT:g} seconds')

    def _lost(self, address: str) -> None:
        """Give what a lost worker was at to another, or quarantine it."""
        job = self._running.pop(address)
        self._futures.pop(address).cancel()
        self._died(job, address)

    def _died(self, job: _Job, address: str) -> None:
        job.died.append(address)
        if len(job.died) >= TWICE:
            _tell(self._pipe, QUARANTINED, job.order.number, tuple(job.died))
        else:
            self._waiting.appendleft(job)

    # ---- what they do -----------------------------------------------------------------------

    def _hand_out(self) -> None:
        """Give each idle worker a task: one that killed a worker goes to another if it can."""
        for address in sorted(self._idle):
            others = self._idle | self._running.keys()
            job = next(
                (
                    one
                    for one in self._waiting
                    if address not in one.died or others <= set(one.died)
                ),
                None,
            )
            if job is None:
                continue
            self._waiting.remove(job)
            self._idle.remove(address)
            self._running[address] = job
            self._send(address, remote.answer, job.order.call)

    def _send(self, address: str, function: Any, argument: object) -> None:
        """Have a function of `remote` called in a worker, and nowhere else."""
        self._running[address].started = time.monotonic()
        future = self._client.submit(
            function, argument, workers=[address], allow_other_workers=False, pure=False, retries=0
        )
        self._futures[address] = future
        future.add_done_callback(lambda done: self._events.put(('done', (address, done))))

    def _done(self, address: str, future: Any) -> None:
        """Take what a worker answered."""
        if address not in self._futures or self._futures[address] is not future:
            return  # it was lost, and another is at it
        job = self._running[address]
        if future.status == 'cancelled':
            raise _Failed('the scheduler gave the work up; is letterpress installed where it runs?')
        if future.status in ('pending', 'lost'):
            return  # its worker died with the answer: `_look` sees that
        try:
            error = future.exception(FETCH) if future.status != 'finished' else None
            answered = None if error else future.result(FETCH)
        except TimeoutError:  # as above, or the way is long: both are seen at another look
            self._events.put(('done', (address, future)))
            return
        if error is not None and type(error).__name__ == 'KilledWorker':
            self._lost(address)
            return
        if error is not None:
            self._refuse(address, (f'{type(error).__name__}: {error}',))
            return
        if answered is None:  # it was supplied: now it can do it
            self._send(address, remote.answer, job.order.call)
            return
        self._take(address, job, answered)

    def _take(self, address: str, job: _Job, answered: Answer) -> None:
        if answered.kind == remote.UNFIT:
            self._refuse(address, answered.words)
            return
        if answered.kind == remote.LACKS:
            things = {digest: self._things[digest] for digest in answered.words}
            self._send(address, remote.supply, things)
            return
        seconds = time.monotonic() - job.started
        self._free(address)
        if answered.kind == remote.DIED or not answered.whole:
            self._died(job, address)
            return
        _tell(self._pipe, ANSWER, job.order.number, answered.kind, answered.data, seconds, address)

    def _refuse(self, address: str, why: tuple[str, ...]) -> None:
        """Ask nothing of a worker any more: others do what it was given."""
        self._waiting.appendleft(self._running[address])
        self._free(address)
        self._unfit[address] = why
        self._idle.discard(address)
        _tell(self._pipe, REFUSED, address, why)

    def _free(self, address: str) -> None:
        del self._running[address], self._futures[address]
        self._idle.add(address)


def main(argv: list[str]) -> None:
    """Be the courier on the pipe with this number, to the scheduler at this address."""
    number, address = argv
    run(Connection(int(number)), address)


if __name__ == '__main__':
    main(sys.argv[1:])
