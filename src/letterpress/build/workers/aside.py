"""Begin a forked process, and do one thing in one while the caller goes on."""

from __future__ import annotations

import multiprocessing
import signal
import traceback
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from typing import Generic, TypeVar

from letterpress.findings import Finding, Place, Rejected
from letterpress.world import passphrases

DIED = 'LP412'

Value = TypeVar('Value')


def start(process: ForkProcess) -> None:
    """Start a process that no Ctrl-C reaches before it can ignore it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave_to_the_parent() -> None:
    """Ignore Ctrl-C from now on, which is the parent's business, and forget every pass phrase."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    passphrases.forget()


class Answer(Generic[Value]):
    """What a process will say; calling it waits.

    A Rejected is raised where the value is asked for; a fault of the work is a RuntimeError.
    """

    def __init__(self, pipe: Connection, process: ForkProcess, died: Finding):
        self._pipe, self._process, self._died = pipe, process, died

    @property
    def ready(self) -> bool:
        """Whether nobody would have to wait."""
        return self._pipe.poll()

    def fileno(self) -> int:
        """Return what `multiprocessing.connection.wait` waits for."""
        return self._pipe.fileno()

    def stop(self) -> None:
        """End the process: nobody wants the value any more."""
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def __call__(self) -> Value:
        """Return the value."""
        try:
            kind, said = self._pipe.recv()
        except (EOFError, OSError):  # OSError: it died amid what it said
            kind, said = 'rejected', Rejected(self._died)
        self._pipe.close()
        self._process.join()
        if kind == 'rejected':
            raise said
        if kind == 'crash':
            raise RuntimeError(said)
        answered: Value = said
        return answered


def aside(
    work: Callable[[], Value], what: str = 'the project', again: str = 'build again'
) -> Answer[Value]:
    """Do something in a forked process while the caller goes on.

    The value crosses a pipe (it must pickle). Where the process dies (LP412), `what` is what it
    read, and `again` what to try.
    """
    context = multiprocessing.get_context('fork')
    ours, theirs = context.Pipe(duplex=False)

    def answer() -> None:
        ours.close()
        leave_to_the_parent()
        said: tuple[str, object]
        try:
            said = 'value', work()
        except Rejected as rejected:
            said = 'rejected', rejected
        except BaseException:  # the parent must hear of it, whatever it is
            said = 'crash', traceback.format_exc()
        with suppress(OSError):  # the parent is gone
            theirs.send(said)

    process = context.Process(target=answer, daemon=True)
    start(process)
    theirs.close()
    return Answer(ours, process, _died(what, again))


def _died(what: str, again: str) -> Finding:
    return Finding(
        Place(),
        DIED,
        f'the process that read {what} died',
        f'{again}; if it dies again, is there enough memory? letterpress doctor',
    )
