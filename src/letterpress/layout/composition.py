"""The composition: what the layout hands to the press, and what a build decides about it.

Values only, all frozen; `compose` makes them, the press prints them, the finishing seals them.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from letterpress.layout.rolls.leaves import NO_LEAVES, Leaves
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.base.lengths import Size
    from letterpress.findings import Finding

FIELD = 'Seal'  # the name of the signature field; finishing/seal fills the field of this name


@dataclass(frozen=True)
class Options:
    """What a build decides and content does not: how the letter is sealed.

    draft: with the public draft key, and DRAFT is printed. unsealed: not yet; the frame waits.
    Otherwise `subject` names the certificate that will seal it. paper: never; it is printed and
    signed by hand. duplex: an odd number of pages is made even by an empty one. names: the kinds
    of signatories whom the letter names; None: those that the campaign wants named.
    """

    draft: bool = True
    unsealed: bool = False
    subject: str = ''
    paper: bool = False
    duplex: bool = False
    names: tuple[str, ...] | None = None

    @property
    def state(self) -> str:
        """Return 'paper', 'pending', 'draft' or 'sealed': what is printed in the seal's frame."""
        if self.paper:
            return 'paper'
        if self.unsealed:
            return 'pending'
        return 'draft' if self.draft else 'sealed'


@dataclass(frozen=True)
class Asset:
    """A picture that a composition names `asset:<name>`."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True)
class Enclosure:
    """A file that travels inside the PDF (PDF/A-3, relationship Data), dated like the edition."""

    name: str
    media_type: str
    data: bytes
    description: str
    day: str  # ISO date

    @property
    def sha256(self) -> str:
        """Return the SHA-256 of its bytes, in hex."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class SealField:
    """The signature field to prepare: over the element with the id `anchor`.

    `tooltip` is what a screen reader says of it.
    """

    anchor: str
    name: str
    tooltip: str


@dataclass(frozen=True)
class Composition:
    """One document for the engine: complete HTML with its stylesheet inside, and its pictures.

    The other fields say what is to be made of it.
    """

    stem: str
    layout: str
    size: Size
    language: str
    title: str
    html: str
    assets: tuple[Asset, ...] = ()
    variant: str = ''
    ua: bool = False
    seal: SealField | None = None
    max_pages: int | None = None
    enclosures: tuple[Enclosure, ...] = ()
    co_seals: tuple[SealField, ...] = ()  # of further signers, in the order of sealing
    duplex: bool = False  # printed on both sides, together with others
    said: tuple[Finding, ...] = ()  # warnings of whoever set it; no part of the document
    leaves: Leaves = NO_LEAVES  # names that are written into the pages, and repeat them

    def key(self) -> str:
        """Return the SHA-256 (hex) of everything in it: equal compositions, equal documents."""
        fields = {
            **vars(replace(self, assets=(), enclosures=(), leaves=NO_LEAVES)),
            'assets': [
                [asset.name, asset.media_type, hashlib.sha256(asset.data).hexdigest()]
                for asset in self.assets
            ],
            'enclosures': [
                [file.name, file.media_type, file.sha256, file.description, file.day]
                for file in self.enclosures
            ],
            'seal': self.seal and _field(self.seal),
            'size': [self.size.name, self.size.width, self.size.height],
            'co_seals': [_field(seal) for seal in self.co_seals],
            'leaves': self.leaves.digest(),
        }
        del fields['said']
        text = json.dumps(fields, sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()


def _field(seal: SealField) -> list[str]:
    return [seal.anchor, seal.name, seal.tooltip]
