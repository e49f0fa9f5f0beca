"""A finished file of the kit: its bytes and what the manifest says of it."""

from __future__ import annotations

import hashlib
from functools import cached_property

from letterpress.values import dataclass


@dataclass(frozen=True)
class Artifact:
    """Finished bytes. `path` is relative to the folder that holds it (POSIX).

    `paper` is 'a4', 'a3' … or '' where there is none.
    """

    path: str
    kind: str  # the layout's name for a PDF; 'letter-text', 'signatories', 'page' … otherwise
    language: str  # BCP 47, '' where it has none
    title: str
    pages: int | None
    paper: str
    media_type: str
    data: bytes
    sealed: bool = False
    version: str = ''  # 'home', 'colour' …, 'print-shop'; '' for what there is one of
    ink: float | None = None  # per cent of the sheet, of all inks; None where it is not said
    pixels: tuple[int, int] | None = None  # width and height of a picture

    @cached_property
    def sha256(self) -> str:
        """Lower-case hex."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.data)
