"""What a build works with, as values: the bench, who listens, and the times that go on a seal."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from letterpress.build.freshness import Row
from letterpress.finishing.sealing.services import Terms
from letterpress.values import dataclass
from letterpress.world import clock, machine

if TYPE_CHECKING:
    from letterpress.build.project import Project
    from letterpress.finishing.keys.key import SealKey


class Listener(Protocol):
    """Who is told how a build goes."""

    def begin(self, total: int) -> None:
        """Hear how many documents there are to make."""

    def made(self, row: Row) -> None:
        """Hear of a document that is ready."""

    def step(self, text: str) -> None:
        """Hear what is done next."""


class Quiet:
    """A listener that says nothing."""

    def begin(self, total: int) -> None:
        """Take no notice."""

    def made(self, row: Row) -> None:
        """Take no notice."""

    def step(self, text: str) -> None:
        """Take no notice."""


def _nothing(step: str) -> None:
    """Take no notice of a checkpoint."""


@dataclass(frozen=True)
class Bench:
    """What a build works with: where it is, how many hands, which key, who listens."""

    base: Path
    signer: SealKey
    workers: int = 0  # 0: one for each core
    deadline: float = 60.0
    listener: Listener = field(default_factory=Quiet)
    checkpoint: Callable[[str], None] = _nothing  # told each step; the tests kill the process there
    terms: Terms = field(default_factory=Terms)  # how long the seals shall last
    field: str = 'Seal'
    executor: str = 'local'  # who sets and prints: see workers.executor
    place: Path | None = None  # of the cache, where it is not where it was named

    @property
    def sealing(self) -> str:
        """Return what makes a seal another one, besides the document: who seals, and how."""
        if self.terms.level == 'B-B' and self.field == 'Seal':
            return self.signer.sha256
        return f'{self.signer.sha256} {self.terms.level} {self.field}'

    @property
    def build(self) -> Path:
        """The folder of what is made."""
        return self.base / 'build'

    @property
    def cache(self) -> Path:
        """The folder of what earlier builds made."""
        return self.place or machine.cache_folder(self.base)


def seal_time(project_date: datetime, signer: SealKey) -> datetime:
    """Return when a seal says it was made.

    A draft's is the edition's date (equal bytes everywhere), a real one's is now.
    """
    return project_date if signer.draft else clock.now()


def edition_time(project: Project) -> datetime:
    """Return the edition's date as a time: midnight UTC."""
    assert project.campaign is not None
    day = project.campaign.facts.date
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def digest(*parts: str) -> str:
    """Return the SHA-256 of parts, kept apart."""
    return hashlib.sha256('\0'.join(parts).encode()).hexdigest()
