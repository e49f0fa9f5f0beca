"""A proof: what the engine made of a composition, and what it measured on the way."""

from __future__ import annotations

from letterpress.findings import Finding
from letterpress.values import dataclass

MM = 25.4 / 96  # millimetres in a CSS pixel


@dataclass(frozen=True)
class Anchor:
    """Where an element with an id came to lie.

    Pages count from 1; x and y are of its top left corner, all lengths in mm.
    """

    name: str
    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Proof:
    """A finished PDF, not yet imposed or sealed, and its facts.

    `findings` are warnings: an error leaves no proof.
    """

    pdf: bytes
    pages: int
    fonts: tuple[str, ...]
    anchors: tuple[Anchor, ...]
    findings: tuple[Finding, ...]

    def anchor(self, name: str) -> Anchor | None:
        """Return the first place of the element with this id, or None."""
        return next((anchor for anchor in self.anchors if anchor.name == name), None)
