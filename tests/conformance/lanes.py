"""Several judges at once, each in a process of its own, as many as the machine has processors."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from multiprocessing.connection import wait

Row = Callable[[str, str, str], None]
Judge = Callable[[Row], None]
Counted = tuple[int, tuple[str, ...]]


class Tally:
    """The table, and its last line."""

    def __init__(self) -> None:
        self.passed = 0
        self.faults: list[str] = []

    @property
    def failed(self) -> int:
        """How many rows failed."""
        return len(self.faults)

    def row(self, what: str, name: str, fault: str) -> None:
        """Print one judgement; an empty fault is a pass."""
        line = f'{"FAIL" if fault else "pass"}  {what:<5} {name}{f"    {fault}" if fault else ""}\n'
        if fault:
            self.faults.append(line)
        else:
            self.passed += 1
        os.write(1, line.encode())  # in one piece: others write beside it

    def add(self, counted: Counted) -> None:
        """Count what another table has counted."""
        self.passed += counted[0]
        self.faults += counted[1]

    def close(self) -> int:
        """Print what failed once more, of thousands of rows, and the sum; return the exit code."""
        print(*self.faults, f'{self.passed} passed, {self.failed} failed', sep='')
        return 1 if self.faults else 0


def judge(judges: Sequence[tuple[str, Judge]], tally: Tally, lanes: int = 0) -> None:
    """Let all judges work, those that are named first begin first.

    Each prints its rows as it comes to them. One that ends without having counted is a failure by
    its name: a judge that fell is no pass. `lanes` 0 is as many as there are processors.
    """
    fork = multiprocessing.get_context('fork')
    running = {}
    waiting = list(judges)
    lanes = lanes or os.cpu_count() or 1
    while waiting or running:
        while waiting and len(running) < lanes:
            name, work = waiting.pop(0)
            ours, theirs = fork.Pipe(duplex=False)
            process = fork.Process(target=_work, args=(work, theirs), name=name)
            process.start()
            theirs.close()
            running[ours] = process
        for ours in wait(running):
            process = running.pop(ours)
            try:
                tally.add(ours.recv())
            except EOFError:
                process.join()
                tally.row('judge', process.name, f'fell before it had judged: {process.exitcode}')
            process.join()


def _work(work: Judge, theirs) -> None:
    tally = Tally()
    work(tally.row)
    theirs.send((tally.passed, tuple(tally.faults)))
