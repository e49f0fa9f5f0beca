"""Read a stranger's file in a child process that may be stopped.

Nobody's file may hang this process, or fill its memory. What is made to deceive is judged
elsewhere; here is what is made to hang. Whoever reads such a file does it in steps: a function that
yields values, each saying more than the one before. It runs in a forked child with a budget of
processor time for each step, and a limit on its memory. When the child is stopped, what it had said
by then stands, and why it went no further. Budgets count the child's own processor time, so that an
honest file is read on a busy machine as on an idle one; a longer stop by the clock stands behind
them. What other libraries print while they read is nobody's answer: it is lost.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import resource
import select
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from letterpress.findings import Rejected

# Seconds of processor time for the verdict on a file's bytes; again for what was added after its
# seal.
VERDICT = 2.0
DEEP = 10.0  # for what lies inside: tags, files, what a change is called
LONGER = 15  # times as long by the clock: a machine may do so many other things
# Bytes of address space a child may take besides what it was forked with: less than 500 MB in all.
MEMORY = 400 << 20
# An honest file that is larger takes longer and needs more: a letter of 100,000 names, six
# megabytes, a minute and a gigabyte. Both grow with the size; one that no letter has gets no more.
PACE = 100_000  # bytes that are looked into in a second of processor time, at least
ROOM = 200  # bytes of memory for each byte of a file
LARGE = 12 << 20
WORDS = {
    'slow': 'reading it takes longer than any letter does',
    'large': 'reading it takes more memory than any letter does',
    'deep': 'its parts lie deeper in each other than those of any letter',
    'failed': 'it is damaged, or made to mislead',
}
_HEAD = 8  # bytes that say how long a message is

Given = TypeVar('Given')
Said = TypeVar('Said')


class Stopped(Exception):
    """Raised where a child was stopped, and why.

    `why` is 'slow', 'large' (its memory), 'deep' (nesting) or 'failed' (anything else).
    """

    def __init__(self, why: str, detail: str = ''):
        super().__init__(f'{why}: {detail}' if detail else why)
        self.why, self.detail = why, detail

    @property
    def words(self) -> str:
        """Why, as a finding says it."""
        return WORDS[self.why]


def patience(size: int) -> float:
    """Return the seconds for what lies inside a file of `size` bytes."""
    return DEEP + (size / PACE if size <= LARGE else 0.0)


def room(size: int) -> int:
    """Return the bytes of address space in which a file of `size` bytes is read."""
    return MEMORY + (size * ROOM if size <= LARGE else 0)


def read(
    steps: Callable[[], Iterable[tuple[Said, float]]], seconds: float, memory: int = MEMORY
) -> Iterator[Said]:
    """Run `steps` in a child and yield its values as they come; each must pickle.

    `seconds` is the budget up to the first value; with each value comes that of what follows it.
    Raises Stopped, and Rejected where a step raises that. Leaving the iterator stops the child.
    """
    with _Child(steps, seconds, memory) as child:
        while True:
            kind, said = child.hear(seconds * LONGER)
            if kind == 'end':
                return
            if isinstance(said, Rejected):
                raise said
            if kind != 'value':
                raise Stopped(kind, str(said or ''))
            value: Said
            value, seconds = said
            yield value


def last(
    steps: Callable[[], Iterable[tuple[Said, float]]], seconds: float, memory: int = MEMORY
) -> tuple[Said | None, Stopped | None]:
    """Return the best that can be said: the last value of `read`, and why it is not the last."""
    said: Said | None = None
    try:
        for value in read(steps, seconds, memory):
            said = value
    except Stopped as stopped:
        return said, stopped
    return said, None


def only(work: Callable[[], Said], seconds: float, memory: int = MEMORY) -> Said:
    """Return what `work` returns, done in a child. Raises Stopped and Rejected."""
    return next(read(lambda: iter([(work(), seconds)]), seconds, memory))


def each(
    work: Callable[[Given], Said],
    items: Sequence[Given],
    seconds: Callable[[Given], float],
    memory: int = MEMORY,
) -> Iterator[Said | Stopped]:
    """Yield what `work` returns for each item, or Stopped in place of it.

    `seconds` tells an item's budget. After a stop a fresh child goes on.
    """
    at = 0

    def steps() -> Iterator[tuple[Said, float]]:
        budgets = [*(seconds(item) for item in items[at + 1 :]), VERDICT]
        for item, following in zip(items[at:], budgets, strict=True):
            yield work(item), following

    while at < len(items):
        try:
            for said in read(steps, seconds(items[at]), memory):
                at += 1
                yield said
        except Stopped as stopped:
            at += 1
            yield stopped


# ---- the child ----


def _serve(
    steps: Callable[[], Iterable[tuple[object, float]]], seconds: float, memory: int, pipe: int
) -> None:
    """Be the child: never returns."""
    code = 1
    try:
        _confine(memory)
        _send(pipe, *_said(steps, seconds, pipe))
        code = 0
    finally:
        # whatever was raised: nothing of the parent (its buffers, its `finally`) may run twice
        os._exit(code)


def _said(
    steps: Callable[[], Iterable[tuple[object, float]]], seconds: float, pipe: int
) -> tuple[str, object]:
    """Do the steps, sending each value; return how it ended."""
    try:
        _arm(seconds)
        for value in steps():
            _send(pipe, 'value', value)
            _arm(value[1])
        return 'end', None
    except Rejected as rejected:
        return 'rejected', rejected
    except MemoryError:
        return 'large', None
    except RecursionError:
        return 'deep', None
    except Exception as error:
        if os.environ.get('LETTERPRESS_DEBUG'):
            import traceback

            return 'failed', traceback.format_exc()
        return 'failed', f'{type(error).__name__}: {error}'[:400]


def _confine(memory: int) -> None:
    """Leave the parent's group of processes, its terminal and its signals, and set the limits."""
    os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is the parent's business
    for number in (signal.SIGPROF, signal.SIGALRM, signal.SIGTERM, signal.SIGPIPE):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGPROF, signal.SIGALRM})
    if not os.environ.get('LETTERPRESS_DEBUG'):
        _silence()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError, OSError):  # macOS refuses
        most, hard = _taken() + memory, resource.getrlimit(resource.RLIMIT_AS)[1]
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _silence() -> None:
    """Send to nowhere what is printed, by Python or by a library of C."""
    faulthandler.disable()
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    sys.stdout = sys.stderr = os.fdopen(null, 'w', encoding='utf-8')


def _taken() -> int:
    """Return the bytes of address space that this process has; 0 where nothing tells."""
    try:
        with open('/proc/self/statm', encoding='ascii') as file:
            return int(file.read().split()[0]) * os.sysconf('SC_PAGE_SIZE')
    except OSError:
        return 0


def _arm(seconds: float) -> None:
    """Let the kernel end this process when it has used so much processor time.

    By the clock it has so much longer. Neither is a handler of Python's, which would wait for a
    regular expression or a decompression to come back.
    """
    signal.setitimer(signal.ITIMER_PROF, seconds)
    # if the parent is gone nobody else would
    signal.setitimer(signal.ITIMER_REAL, seconds * LONGER + 5)


def _send(pipe: int, kind: str, value: object) -> None:
    data = pickle.dumps((kind, value), pickle.HIGHEST_PROTOCOL)
    view = memoryview(len(data).to_bytes(_HEAD, 'big') + data)
    while view:
        view = view[os.write(pipe, view) :]


# ---- the parent ----


class _Child:
    """The child as its parent has it: a process in a group of its own, and the pipe from it.

    Use as a context manager.
    """

    def __init__(
        self, steps: Callable[[], Iterable[tuple[object, float]]], seconds: float, memory: int
    ):
        self._held, self._ended = bytearray(), False
        self._pipe, theirs = os.pipe()
        # until the child ignores it
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            self._process = os.fork()
            if self._process == 0:
                _serve(steps, seconds, memory, theirs)
        except OSError:
            os.close(self._pipe)
            raise
        finally:
            os.close(theirs)
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        with suppress(OSError):  # as the child does: whoever comes first
            os.setpgid(self._process, self._process)

    def __enter__(self) -> _Child:
        return self

    def __exit__(self, *exception: object) -> None:
        os.close(self._pipe)
        if not self._ended:
            with suppress(OSError):
                os.killpg(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)

    def hear(self, seconds: float) -> tuple[str, Any]:
        """Return the next message: its kind, and the value that was pickled.

        Without one in this time, or from a dead child, the kind is why.
        """
        until = time.monotonic() + seconds
        while (end := self._end()) is None or len(self._held) < end:
            if not select.select([self._pipe], [], [], max(0.0, until - time.monotonic()))[0]:
                return 'slow', 'by the clock'
            if not (more := os.read(self._pipe, 1 << 20)):
                self._ended = True
                code = os.waitstatus_to_exitcode(os.waitpid(self._process, 0)[1])
                return _cause(code), f'exit code {code}'
            self._held += more
        kind, value = pickle.loads(self._held[_HEAD:end])
        del self._held[:end]
        return kind, value

    def _end(self) -> int | None:
        """Return where the message that is being held ends; None before its length is there."""
        if len(self._held) < _HEAD:
            return None
        return _HEAD + int.from_bytes(self._held[:_HEAD], 'big')


def _cause(code: int) -> str:
    """Return why a child was stopped, by its exit code: negative for a signal."""
    if code in (-signal.SIGPROF, -signal.SIGALRM, -signal.SIGXCPU):
        return 'slow'
    # the system's own keeper of memory kills so
    return 'large' if code == -signal.SIGKILL else 'failed'
