"""Local worker processes: forked warm, one task at a time each, killed at a deadline, recycled.

The parent must stay without threads as long as a pool lives: a fork copies the locks other threads
hold. (That is why progress is drawn by hand, see console.py.)
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import resource
import signal
import time
import traceback
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from typing import Any, Self

from letterpress.build.workers.aside import DIED, leave_to_the_parent, start
from letterpress.build.workers.depot import Depot
from letterpress.build.workers.task import Here, Lane, Outcome, Task, function
from letterpress.findings import Finding, Rejected
from letterpress.values import dataclass

# Seconds of computing that a task may take: on a busy machine honest work waits, and is not
# stopped for it.
DEADLINE = 60.0
STOP = 10  # how many times as long by the clock, for work that waits for what never comes
RECYCLE = 200  # tasks a process does before a fresh one takes its place: leaks stay small
MEMORY = 8 << 30  # bytes of address space a worker may take


@dataclass
class _Worker:
    lane: Lane
    process: ForkProcess
    pipe: Connection
    done: int = 0
    task: Task | None = None
    started: float = 0.0


@dataclass(frozen=True)
class _Bounds:
    """How long a task may take: seconds of computing, and seconds by the clock."""

    deadline: float
    stop: float


def _serve(
    pipe: Connection, lane: Lane, here: Here, bounds: _Bounds, inherited: Sequence[Connection]
) -> None:
    """Be a worker: answer each task with ('value', …), ('findings', …) or ('crash', traceback).

    `inherited` are the parent's ends of all pipes: as long as a worker held one of them, the
    parent's death would not close that pipe, and workers would wait for orders for ever.
    """
    for end in inherited:
        end.close()
    leave_to_the_parent()
    _collect_seldom()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _bound_memory()
    unfit: tuple[str, object] | None = None
    try:
        if lane.prepare:
            function(lane.prepare)()
    except Exception:  # told when it is asked to work, so that a task and its document name it
        unfit = 'crash', traceback.format_exc()
    while True:
        try:
            order = pipe.recv()
        except (EOFError, OSError):
            return
        if order is None:
            return
        # computing, not waiting; nothing of ours could end a loop in the engine's C
        signal.setitimer(signal.ITIMER_PROF, bounds.deadline)
        # if the parent is gone nobody else would stop a task that hangs
        signal.alarm(int(bounds.stop) + 5)
        answer = unfit or _answer(here, *order)
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.alarm(0)
        try:
            pipe.send(answer)
        except OSError:  # the parent is gone: nobody wants it any more
            return


def _answer(here: Here, name: str, arguments: tuple[Any, ...]) -> tuple[str, object]:
    try:
        return 'value', function(name)(here, *arguments)
    except Rejected as rejected:
        return 'findings', rejected.findings
    except BaseException:  # WeasyPrint raises bare ones; whatever it is, the parent must hear of it
        return 'crash', traceback.format_exc()


def _bound_memory() -> None:
    """Let this process take so much memory and no more, and leave no core behind."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError, OSError):  # macOS refuses
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        if hard == resource.RLIM_INFINITY or hard > MEMORY:
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, hard))


def _collect_seldom() -> None:
    """Let the collector leave alone what was inherited, and look less often for what is left.

    A layout makes boxes by the hundred thousand and frees most of them by counting: looking for
    cycles at Python's pace is a fifth of its time. At this one a worker is some 30 MB larger.
    """
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


class Pool:
    """The local executor: workers in lanes, forked when a lane opens or one must be replaced."""

    def __init__(
        self,
        deadline: float = DEADLINE,
        recycle: int = RECYCLE,
        depot: Depot | None = None,
        inherited: Sequence[Connection] = (),
    ):
        self._context = multiprocessing.get_context('fork')
        self._deadline, self._recycle = deadline, recycle
        self._depot = depot or Depot()
        self._inherited = tuple(inherited)  # pipes of others, which no worker may hold open
        self._waiting: dict[str, deque[Task]] = {}
        self._workers: list[_Worker] = []
        self._again: list[Task] = []  # tasks whose first worker died before it had them

    @property
    def depot(self) -> Depot:
        """What tasks may read: workers have in memory what was in it when they were forked."""
        return self._depot

    @property
    def said(self) -> tuple[Finding, ...]:
        """What there is to say of the executor itself: nothing."""
        return ()

    def open(self, lane: Lane) -> None:
        """Fork a lane's workers: they inherit what this process has imported and warmed by now."""
        self._waiting[lane.name] = deque()
        for _ in range(lane.count):  # each is told of those before it, whose pipes it inherits
            self._workers.append(self._fork(lane))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        for worker in self._workers:
            if worker.task is None and exception[0] is None:
                try:
                    worker.pipe.send(None)
                    continue
                except OSError:
                    pass
            worker.process.kill()
        for worker in self._workers:
            worker.process.join(2)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()

    def submit(self, task: Task) -> None:
        """Queue a task; tasks of a lane start in the order they came."""
        self._waiting[task.lane].append(task)

    def outcomes(self) -> Iterator[Outcome]:
        """Yield outcomes as they come, until nothing waits and nothing runs."""
        while True:
            self.start()
            ends = self.ends()
            if not ends:
                return
            yield from self.settle(wait(ends, timeout=self.left()))

    def start(self) -> None:
        """Give each idle worker its next task."""
        for worker in list(self._workers):
            waiting = self._waiting[worker.lane.name]
            if worker.task is not None or not waiting:
                continue
            task = waiting.popleft()
            worker.task, worker.started = task, time.monotonic()
            try:
                worker.pipe.send((task.function, task.arguments))
            except OSError:  # it died while it was idle: its successor takes the task, once
                if task in self._again:
                    continue  # `settle` finds the pipe closed and says that the process died
                self._again.append(task)
                worker.task = None
                waiting.appendleft(task)
                worker.process.join()
                self._replace(worker)
                self.start()
                return

    def ends(self) -> list[Connection]:
        """Return the pipes on which an answer may come: those of busy workers."""
        return [worker.pipe for worker in self._workers if worker.task]

    def left(self) -> float:
        """Return the seconds until the first busy worker must have answered."""
        ends = [worker.started + self._stop(worker.lane) for worker in self._workers if worker.task]
        return max(0.0, min(ends) - time.monotonic())

    def settle(self, ready: Collection[object]) -> Iterator[Outcome]:
        """Yield what became of the tasks of workers whose pipe is ready, or whose time is up."""
        for worker in [one for one in self._workers if one.task]:
            if worker.pipe in ready:
                yield self._receive(worker)
            elif time.monotonic() - worker.started >= self._stop(worker.lane):
                yield self._give_up(worker)

    def drop(self, name: str) -> None:
        """Stop whoever is at the task of this name: nobody wants it any more."""
        for worker in [one for one in self._workers if one.task and one.task.name == name]:
            worker.process.kill()
            worker.process.join()
            self._replace(worker)

    def _stop(self, lane: Lane) -> float:
        """Return the seconds by the clock after which a task is stopped, even if it only waited."""
        return STOP * self._deadline + lane.patience

    def _fork(self, lane: Lane) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_serve,
            args=(
                theirs,
                lane,
                Here(self._depot, lane.held),
                _Bounds(self._deadline, self._stop(lane)),
                (ours, *self._inherited, *(worker.pipe for worker in self._workers)),
            ),
            daemon=True,
        )
        start(process)
        theirs.close()  # else the death of the worker would not close the pipe
        return _Worker(lane, process, ours)

    def _replace(self, worker: _Worker) -> None:
        worker.pipe.close()
        self._workers[self._workers.index(worker)] = self._fork(worker.lane)

    def _receive(self, worker: _Worker) -> Outcome:
        task, seconds = worker.task, time.monotonic() - worker.started
        assert task is not None
        try:
            kind, value = worker.pipe.recv()
        except (EOFError, OSError):
            return self._bury(worker, task, seconds)
        worker.task = None
        worker.done += 1
        if worker.done >= self._recycle:
            worker.pipe.close()  # which ends it
            worker.process.join()
            self._replace(worker)
        if kind == 'value':
            return Outcome(task, value, (), seconds)
        found = value if kind == 'findings' else (_crashed(task, value),)
        return Outcome(task, None, found, seconds)

    def _bury(self, worker: _Worker, task: Task, seconds: float) -> Outcome:
        """Say how a worker died, and replace it."""
        worker.process.join()
        code = worker.process.exitcode or 0
        self._replace(worker)
        if code == -signal.SIGPROF:
            return _too_slow(task, seconds, f'{self._deadline:g} seconds of computing')
        how = f'signal {-code}' if code < 0 else f'exit code {code}'
        finding = Finding(
            task.place,
            DIED,
            f'the process that made {task.name} died ({how})',
            'The other documents are not affected. Build again; if it dies again, take the last '
            'picture or layout you changed out of this document.',
        )
        return Outcome(task, None, (finding,), seconds)

    def _give_up(self, worker: _Worker) -> Outcome:
        task, seconds = worker.task, time.monotonic() - worker.started
        assert task is not None
        worker.process.kill()
        worker.process.join()
        self._replace(worker)
        return _too_slow(task, seconds, f'{self._stop(worker.lane):g} seconds')


def _crashed(task: Task, trace: str) -> Finding:
    last = trace.strip().splitlines()[-1]
    return Finding(
        task.place,
        'LP413',
        f'{task.name} could not be made: {last}',
        trace
        if os.environ.get('LETTERPRESS_DEBUG')
        else 'if a line of your own layout is named, look there first: it may give a function what '
        'it cannot use; otherwise this is a fault of letterpress or of its engine: build again '
        'with LETTERPRESS_DEBUG=1, and report what it says',
    )


def _too_slow(task: Task, seconds: float, after: str) -> Outcome:
    finding = Finding(
        task.place,
        'LP411',
        f'{task.name} was not ready after {after} and was stopped',
        'a picture with very deep nesting or a layout that never settles does this; take out what '
        'was added last',
    )
    return Outcome(task, None, (finding,), seconds)
