"""What the process that makes and the one that serves tell each other, as values that pickle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from letterpress.findings import Finding
from letterpress.values import dataclass

GOOD, WRONG, UNKNOWN = 'good', 'wrong', 'unknown'  # what became of what was asked for


@dataclass(frozen=True)
class Saved:
    """Something in the project's folders changed; `polling`: they have to be looked into."""

    polling: bool = False


@dataclass(frozen=True)
class Asked:
    """A browser wants something: a file by its path, or a picture of a page of it.

    `page` counts from 1, 0 is the file itself; `width` is in pixels.
    """

    number: int
    path: str
    page: int = 0
    width: int = 0


@dataclass(frozen=True)
class Looking:
    """What browsers look at now: it is made first."""

    paths: tuple[str, ...]


@dataclass(frozen=True)
class Given:
    """The answer to what was asked. `tag` is another one for other bytes."""

    number: int
    outcome: str
    media: str = ''
    data: bytes = b''
    tag: str = ''
    pages: int = 0


@dataclass(frozen=True)
class Renewed:
    """A file is made: what a browser shows of it is another where the tag is."""

    path: str
    tag: str
    pages: int
    findings: tuple[Finding, ...] = ()
    seconds: float = 0.0  # since the save that asked for it, 0 where none did


@dataclass(frozen=True)
class State:
    """What there is to look at, and what is wrong.

    `number` counts the readings; `contents` are those of `contents.told`, of the last sound one.
    """

    number: int
    findings: tuple[Finding, ...] = ()
    contents: Mapping[str, Any] = field(default_factory=dict)
    reading: bool = False
