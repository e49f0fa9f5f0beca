"""Local worker processes: forked warm, one task at a time each, killed at a deadline, recycled.

The parent must stay without threads as long as a pool lives: a fork copies the locks other threads hold. (That is why
progress is drawn by hand, see console.py.)
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
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait

from letterpress.findings import Finding, Place, Rejected
from letterpress.world import passphrases

DEADLINE = 60.0  # seconds of computing that a task may take: on a busy machine honest work waits, and is not stopped for it
STOP = 10  # how many times as long by the clock, for work that waits for what never comes
RECYCLE = 200  # tasks a process does before a fresh one takes its place: leaks stay small
MEMORY = 8 << 30  # bytes of address space a worker may take


@dataclass(frozen=True)
class Task:
    """A piece of work: `name` is what a person is told, `lane` who does it, `payload` what the lane's work is called with."""

    name: str
    lane: str
    payload: object
    place: Place = Place()


@dataclass(frozen=True)
class Outcome:
    """What became of a task: its value, or the findings that stopped it."""

    task: Task
    value: object
    findings: tuple[Finding, ...]
    seconds: float


@dataclass(frozen=True)
class Lane:
    """A kind of worker: `count` processes that call `work(payload)`; `prepare` runs first in each.

    `patience` is how many seconds longer a task may take by the clock: for work that waits for others.
    """

    name: str
    work: Callable[[object], object]
    count: int
    prepare: Callable[[], None] | None = None
    patience: float = 0.0


@dataclass
class _Worker:
    lane: Lane
    process: multiprocessing.process.BaseProcess
    pipe: Connection
    done: int = 0
    task: Task | None = None
    started: float = 0.0


def _start(process: multiprocessing.process.BaseProcess) -> None:
    """Start a process that no Ctrl-C reaches before it can ignore it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _leave_interrupts() -> None:
    """Ignore Ctrl-C from now on: it is the parent's business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _serve(
    pipe: Connection, lane: Lane, deadline: float, stop: float, inherited: Sequence[Connection]
) -> None:
    """Be a worker: answer each payload with ('value', …), ('findings', …) or ('crash', traceback).

    `inherited` are the parent's ends of all pipes: as long as a worker held one of them, the parent's death would not
    close that pipe, and workers would wait for orders for ever.
    """
    for end in inherited:
        end.close()
    _leave_interrupts()
    passphrases.forget()
    _collect_seldom()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        if hard == resource.RLIM_INFINITY or hard > MEMORY:
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, hard))
    except (ValueError, OSError):  # macOS refuses
        pass
    unfit: tuple[str, object] | None = None
    try:
        if lane.prepare:
            lane.prepare()
    except Exception:  # told when it is asked to work, so that a task and its document name it
        unfit = 'crash', traceback.format_exc()
    while True:
        try:
            payload = pipe.recv()
        except (EOFError, OSError):
            return
        if payload is None:
            return
        signal.setitimer(
            signal.ITIMER_PROF, deadline
        )  # computing, not waiting; nothing of ours could end a loop in the engine's C
        signal.alarm(
            int(stop) + 5
        )  # if the parent is gone nobody else would stop a task that hangs
        try:
            answer = unfit or ('value', lane.work(payload[0]))
        except Rejected as rejected:
            answer = 'findings', rejected.findings
        except BaseException:
            answer = 'crash', traceback.format_exc()
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.alarm(0)
        try:
            pipe.send(answer)
        except OSError:  # the parent is gone: nobody wants it any more
            return


def _collect_seldom() -> None:
    """Let the collector leave alone what was inherited, and look less often for what a layout leaves behind.

    A layout makes boxes by the hundred thousand and frees most of them by counting: looking for cycles at Python's
    pace is a fifth of its time. At this one a worker is some 30 MB larger.
    """
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


def aside(work: Callable[[], object]) -> Callable[[], object]:
    """Do something in a forked process while the caller goes on; calling what is returned waits for its value.

    The value crosses a pipe (it must pickle). A Rejected is raised where the value is asked for; a fault of the work is
    a RuntimeError.
    """
    context = multiprocessing.get_context('fork')
    ours, theirs = context.Pipe(duplex=False)

    def answer() -> None:
        ours.close()
        _leave_interrupts()
        passphrases.forget()
        try:
            said = 'value', work()
        except Rejected as rejected:
            said = 'rejected', rejected
        except BaseException:
            said = 'crash', traceback.format_exc()
        try:
            theirs.send(said)
        except OSError:  # the parent is gone
            pass

    process = context.Process(target=answer, daemon=True)
    _start(process)
    theirs.close()

    def value() -> object:
        try:
            kind, said = ours.recv()
        except EOFError:
            kind, said = (
                'rejected',
                Rejected(
                    Finding(
                        Place(),
                        'LP412',
                        'the process that read the project died',
                        'Build again; if it dies again, is there enough memory? letterpress doctor',
                    )
                ),
            )
        ours.close()
        process.join()
        if kind == 'rejected':
            raise said
        if kind == 'crash':
            raise RuntimeError(said)
        return said

    return value


class Pool:
    """Workers in lanes. Open lanes, submit tasks, take outcomes; outcomes may cause further tasks. Use as a context manager."""

    def __init__(self, deadline: float = DEADLINE, recycle: int = RECYCLE):
        self._context = multiprocessing.get_context('fork')
        self._deadline, self._recycle = deadline, recycle
        self._waiting: dict[str, deque[Task]] = {}
        self._workers: list[_Worker] = []
        self._again: list[Task] = []  # tasks whose first worker died before it had them

    def open(self, lane: Lane) -> None:
        """Fork the workers of a lane: they inherit what this process has imported and warmed by now."""
        self._waiting[lane.name] = deque()
        self._workers += [self._fork(lane) for _ in range(lane.count)]

    def __enter__(self) -> Pool:
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

    def start(self) -> None:
        """Give each idle worker its first task, for a caller who does something else before taking outcomes."""
        self._hand_out()

    def outcomes(self) -> Iterator[Outcome]:
        """Yield outcomes as they come, until nothing waits and nothing runs."""
        while True:
            self._hand_out()
            busy = [w for w in self._workers if w.task]
            if not busy:
                return
            now = time.monotonic()
            left = min(w.started + self._stop(w.lane) for w in busy) - now
            ready = wait([w.pipe for w in busy], timeout=max(0.0, left))
            for worker in busy:
                if worker.pipe in ready:
                    yield self._receive(worker)
                elif time.monotonic() - worker.started >= self._stop(worker.lane):
                    yield self._give_up(worker)

    def _stop(self, lane: Lane) -> float:
        """Return the seconds by the clock after which a task is stopped, however little it computed."""
        return STOP * self._deadline + lane.patience

    def _fork(self, lane: Lane) -> _Worker:
        ours, theirs = self._context.Pipe()
        inherited = (ours, *(worker.pipe for worker in self._workers))
        process = self._context.Process(
            target=_serve,
            args=(theirs, lane, self._deadline, self._stop(lane), inherited),
            daemon=True,
        )
        _start(process)
        theirs.close()  # else the death of the worker would not close the pipe
        return _Worker(lane, process, ours)

    def _replace(self, worker: _Worker) -> None:
        worker.pipe.close()
        self._workers[self._workers.index(worker)] = self._fork(worker.lane)

    def _hand_out(self) -> None:
        for worker in list(self._workers):
            if worker.task is None and self._waiting[worker.lane.name]:
                task = self._waiting[worker.lane.name].popleft()
                worker.task, worker.started = task, time.monotonic()
                try:
                    worker.pipe.send((task.payload,))
                except OSError:  # it died while it was idle: its successor takes the task, once
                    if task in self._again:
                        continue  # `outcomes` finds the pipe closed and says that the process died
                    self._again.append(task)
                    worker.task = None
                    self._waiting[worker.lane.name].appendleft(task)
                    worker.process.join()
                    self._replace(worker)
                    return self._hand_out()

    def _receive(self, worker: _Worker) -> Outcome:
        task, seconds = worker.task, time.monotonic() - worker.started
        assert task is not None
        try:
            kind, value = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join()
            code = worker.process.exitcode or 0
            if code == -signal.SIGPROF:
                self._replace(worker)
                return self._too_slow(task, seconds, f'{self._deadline:g} seconds of computing')
            how = f'signal {-code}' if code < 0 else f'exit code {code}'
            self._replace(worker)
            return Outcome(
                task,
                None,
                (
                    Finding(
                        task.place,
                        'LP412',
                        f'the process that made {task.name} died ({how})',
                        'The other documents are not affected. Build again; if it dies again, take the last picture or layout '
                        'you changed out of this document.',
                    ),
                ),
                seconds,
            )
        worker.task = None
        worker.done += 1
        if worker.done >= self._recycle:
            worker.pipe.close()  # which ends it
            worker.process.join()
            self._replace(worker)
        if kind == 'value':
            return Outcome(task, value, (), seconds)
        if kind == 'findings':
            return Outcome(task, None, value, seconds)
        last = value.strip().splitlines()[-1]
        return Outcome(
            task,
            None,
            (
                Finding(
                    task.place,
                    'LP413',
                    f'{task.name} could not be made: {last}',
                    'If a line of your own layout is named, look there first: it may give a function what it cannot use. Otherwise '
                    'this is a fault of letterpress or of its engine: build again with LETTERPRESS_DEBUG=1, and report what it says.'
                    if not os.environ.get('LETTERPRESS_DEBUG')
                    else value,
                ),
            ),
            seconds,
        )

    def _give_up(self, worker: _Worker) -> Outcome:
        task, seconds = worker.task, time.monotonic() - worker.started
        assert task is not None
        worker.process.kill()
        worker.process.join()
        self._replace(worker)
        return self._too_slow(task, seconds, f'{self._stop(worker.lane):g} seconds')

    def _too_slow(self, task: Task, seconds: float, after: str) -> Outcome:
        return Outcome(
            task,
            None,
            (
                Finding(
                    task.place,
                    'LP411',
                    f'{task.name} was not ready after {after} and was stopped',
                    'A picture with very deep nesting or a layout that never settles does this. Take out what was added last.',
                ),
            ),
            seconds,
        )
