"""Seal a document, or many: with the key that the lane's workers hold and no task carries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from letterpress.build.workers.task import Lane
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.build.bench import Bench
    from letterpress.build.stages.letters import Letter
    from letterpress.build.workers.task import Here
    from letterpress.finishing.keys.key import SealKey
    from letterpress.finishing.sealing.services import Terms

LANE = 'seal'
WAITING = 4  # letters that wait for authorities at a time
ASKED = 12  # requests that one letter may need of each, at worst
_ALONE = 'B-B'  # the level at which no authority is asked


@dataclass(frozen=True)
class Sealing:
    """What seals: the key, how long the seal shall last, the field it goes into."""

    signer: SealKey
    terms: Terms
    field: str

    def seal(self, pdf: bytes, when: datetime) -> bytes:
        """Return a document sealed at the level that the terms name."""
        if self.terms.level == _ALONE:
            from letterpress.finishing.sealing import seal

            return seal.seal(pdf, self.signer, when, self.field)
        from letterpress.finishing.sealing import lasting
        from letterpress.world import network

        return lasting.seal_to_last(
            pdf, self.signer, when, self.terms, network.outside(), self.field
        )


def lane(bench: Bench, letters: int, hands: int = 1) -> Lane:
    """Return the lane in which a bench's letters are sealed, by so many hands.

    Who asks authorities mostly waits for them: that is patience, and no work of a core.
    """
    sealing = Sealing(bench.signer, bench.terms, bench.field)
    prepare = f'{__name__}:warm'
    if bench.terms.level == _ALONE:
        return Lane(LANE, hands, prepare, held=sealing)
    patience = bench.terms.timeout * ASKED * max(1, len(bench.terms.authorities))
    return Lane(LANE, min(WAITING, letters), prepare, patience, held=sealing)


def asks(bench: Bench) -> bool:
    """Say whether authorities are asked for each seal: that takes seconds."""
    return bench.terms.level != _ALONE


def warm() -> None:
    """Import what seals."""
    from letterpress.finishing.sealing import seal

    seal.warm()


def sealed(here: Here, pdf: bytes, when: datetime) -> bytes:
    """Return a document sealed."""
    sealing: Sealing = here.held
    return sealing.seal(pdf, when)


def letters(here: Here, some: Sequence[Letter], when: datetime) -> list[Letter]:
    """Return letters to addressees sealed."""
    return [replace(letter, pdf=sealed(here, letter.pdf, when)) for letter in some]
