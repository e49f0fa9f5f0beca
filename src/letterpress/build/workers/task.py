"""Work as values: what is to be done, where, what became of it; and what every executor can do."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from dataclasses import field
from typing import Any, Protocol, Self

from letterpress.build.workers.depot import Depot
from letterpress.findings import Finding, Place
from letterpress.values import dataclass


@dataclass(frozen=True)
class Here:
    """What a task finds where it is done: the depot, and what the lane's workers hold."""

    depot: Depot
    held: Any = None


@dataclass(frozen=True)
class Task:
    """A piece of work that any process can do which has the same letterpress and what it `needs`.

    `function` names one of a module, as 'letterpress.build.stages.sheets:printed': it is called
    with a `Here` and the `arguments`, which are values that pickle. `needs` are the digests of what
    it takes from the depot. `name` is what a person is told, `lane` says who does it.
    """

    name: str
    lane: str
    function: str
    arguments: tuple[Any, ...] = ()
    needs: tuple[str, ...] = ()
    place: Place = field(default_factory=Place)


@dataclass(frozen=True)
class Outcome:
    """What became of a task: its value, or the findings that stopped it."""

    task: Task
    value: Any
    findings: tuple[Finding, ...]
    seconds: float


@dataclass(frozen=True)
class Lane:
    """A kind of worker: `count` processes, each of which first calls the function `prepare` names.

    `patience` is how many seconds longer a task may take by the clock: for work that waits for
    others. `held` is what the workers hold and no task may carry, such as a key: the tasks of such
    a lane are done by forked processes of this machine, whatever the executor.
    """

    name: str
    count: int
    prepare: str = ''
    patience: float = 0.0
    held: Any = None


class Executor(Protocol):
    """Who does tasks. Open lanes, submit tasks, take outcomes, which may cause further tasks."""

    @property
    def depot(self) -> Depot:
        """What tasks may read; put there what they need before they are submitted."""

    @property
    def said(self) -> tuple[Finding, ...]:
        """What there is to say of the executor itself, once the outcomes were taken."""

    def __enter__(self) -> Self:
        """Begin; workers end with the context."""

    def __exit__(self, *exception: object) -> None:
        """End every worker."""

    def open(self, lane: Lane) -> None:
        """Begin a lane."""

    def submit(self, task: Task) -> None:
        """Queue a task; tasks of a lane start in the order they came."""

    def start(self) -> None:
        """Let workers begin, for a caller who does something else before taking outcomes."""

    def outcomes(self) -> Iterator[Outcome]:
        """Yield outcomes as they come, until nothing waits and nothing runs."""


def function(name: str) -> Callable[..., Any]:
    """Return the function of a module that a task or a lane names."""
    module, _, attribute = name.partition(':')
    found: Callable[..., Any] = getattr(importlib.import_module(module), attribute)
    return found
