"""A proof: what the engine made of a composition, and what it measured on the way."""

from __future__ import annotations

from dataclasses import dataclass

from letterpress.findings import Finding

MM = 25.4 / 96  # millimetres in a CSS pixel
POINT = 25.4 / 72  # millimetres in a PDF point


@dataclass(frozen=True)
class Boxes:
    """The boxes of a page in mm as (left, bottom, right, top); the origin is the lower left corner of the trim.

    ISO 32000-2, 14.11.2: the trim is the finished page, the bleed lies around it, the media around
    both.
    """

    media: tuple[float, float, float, float]
    trim: tuple[float, float, float, float]
    bleed: tuple[float, float, float, float]

    @property
    def width(self) -> float:
        """The finished page's width in mm."""
        return self.trim[2] - self.trim[0]

    @property
    def height(self) -> float:
        """The finished page's height in mm."""
        return self.trim[3] - self.trim[1]


@dataclass(frozen=True)
class Anchor:
    """Where an element with an id came to lie: page from 1; x, y of its top left corner and its size, in mm."""

    name: str
    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Proof:
    """A finished PDF, not yet imposed or sealed, and its facts. `findings` are warnings: an error leaves no proof."""

    pdf: bytes
    pages: int
    boxes: tuple[Boxes, ...]
    fonts: tuple[str, ...]
    anchors: tuple[Anchor, ...]
    findings: tuple[Finding, ...]

    def anchor(self, name: str) -> Anchor | None:
        """Return the first place of the element with this id, or None."""
        return next((anchor for anchor in self.anchors if anchor.name == name), None)
