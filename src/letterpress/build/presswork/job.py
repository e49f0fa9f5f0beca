"""A document on its way: the keys of its job as they become known, what is made of it so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from letterpress.build.cache.store import Note
from letterpress.build.freshness import Row
from letterpress.build.order import Finish, Order
from letterpress.build.stages.finishes import Files
from letterpress.findings import Finding
from letterpress.finishing import pictures
from letterpress.kit.artifact import Artifact
from letterpress.layout.declared import imposed
from letterpress.layout.declared.versions import PRINT_SHOP
from letterpress.values import dataclass

Printed = tuple[Row, Artifact]

MEDIA = {
    'pdf': 'application/pdf',
    'html': 'text/html',
    'png': 'image/png',
    'webp': 'image/webp',
}


@dataclass
class Sheet:
    """A job on its way: its keys as they become known, its proof, the seconds it took.

    `finished` are the documents that are made of the proof; None for one that is not there yet.
    `inks` says of those by name how much ink they take, where somebody prints them at home.
    """

    job: Order
    recipe: str
    proof: tuple[Note, bytes] | None = None
    sealed: bytes | None = None
    finished: dict[Finish, Files | None] = field(default_factory=dict)
    inks: dict[str, float] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    seconds: float = 0.0
    fresh: bool = False

    def __post_init__(self) -> None:
        self.finished = {one: None for one in self.job.finishes if not one.plain}

    @property
    def unfinished(self) -> tuple[Finish, ...]:
        """What is still to be made of its proof."""
        return tuple(one for one, made in self.finished.items() if made is None)

    @property
    def ready(self) -> bool:
        """Whether nothing is left to do."""
        sealed = self.sealed is not None or not self.job.sealed
        return self.proof is not None and sealed and not self.unfinished

    @property
    def made(self) -> Order:
        """The order as it was made: on another sheet, where a way out led there."""
        assert self.proof is not None
        return self.job.on(self.proof[0]['paper'])

    def said(self) -> list[Finding]:
        """Return all that there is to say of it, now and when it was printed."""
        printed = self.proof[0]['findings'] if self.proof else ()
        return [*self.findings, *map(Finding.from_plain, printed)]

    def printed(self) -> Iterator[Printed]:
        """Give each finished document with its line of the closing table."""
        assert self.proof is not None
        note, proof = self.proof
        browser = self.job.layout.browser
        seconds = self.seconds  # what they have in common is counted once
        for finish in self.job.finishes:
            path = self.made.finished(finish)
            folder, _, name = path.rpartition('/')
            pages = note['pages']
            if finish.imposed:
                pages = imposed.sides(finish.imposed, pages)
            files = self.finished.get(finish) or {name: self.sealed or proof}
            for own, data in files.items():
                media = MEDIA[own.rpartition('.')[2]]
                pixels = pictures.size(data) if media.startswith('image/') else None
                row = Row(f'{folder}/{own}', 1 if pixels else pages, len(data), seconds, self.fresh)
                seconds = 0.0
                paper = f'{pixels[0]} × {pixels[1]}' if pixels else self._paper(finish)
                artifact = Artifact(
                    row.path,
                    self.job.layout.name,
                    self.job.edition.language,
                    note['title'],
                    None if pixels or browser else pages,
                    '' if browser else paper,
                    media,
                    data,
                    self.job.sealed,
                    PRINT_SHOP if finish.shop else finish.version,
                    self.inks.get(own),
                    pixels,
                )
                yield row, artifact

    def _paper(self, finish: Finish) -> str:
        """Return the name of its paper."""
        assert self.proof is not None
        return finish.sheet or str(self.proof[0]['paper'])
