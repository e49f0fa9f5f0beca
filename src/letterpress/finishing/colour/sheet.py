"""One page while it is recoloured: its paints, what was met without one, what has to be refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from letterpress.findings import Finding, Place, Rejected
from letterpress.finishing.colour.document import Document, Page
from letterpress.finishing.colour.faces import Face, Unknown
from letterpress.finishing.colour.paints import Paint
from letterpress.finishing.syntax.objects import NULL, Ref


class Sheet:
    """One page while it is recoloured."""

    def __init__(
        self,
        document: Document,
        page: Page,
        number: int,
        given: Mapping[str, Paint],
        made: dict[int, bytes],
        pictures: str = 'refused',
    ):
        """`pictures` is what happens to those of pixels: they are 'refused', 'kept', or 'grey'."""
        self.pictures = pictures
        self.document, self.given, self.made, self.number = document, given, made, number
        self.resources = document.dictionary(page.entries.get('Resources', NULL))
        box = document.box(page, 'MediaBox')
        # what is drawn outside the sheet is not cut here: it is the bleed of a larger one
        self.reach = (box[0] - 1e5, box[1] - 1e5, box[2] + 1e5, box[3] + 1e5)
        self._missing: dict[str, None] = {}
        self._faces: dict[Any, Face] = {}

    def whole(self) -> None:
        """Raise Rejected LP613 with all colours that were met and have no paint."""
        if self._missing:
            raise Rejected(map(self._unpainted, self._missing))

    def paint(self, colour: str) -> Paint:
        """Return what stands for a colour; what has none is remembered."""
        found = self.given.get(colour)
        if found is None:
            self._missing[colour] = None
            return Paint(colour)
        return found

    def _unpainted(self, colour: str) -> Finding:
        return Finding(
            Place(self.document.name),
            'LP613',
            f'page {self.number} is printed in {colour}, and no paint is given for it',
            'layouts take colours from roles alone: colours.paper, var(--paper)',
        )

    def refuse(self, what: str) -> Rejected:
        """Return what to raise for a thing that cannot be recoloured."""
        return Rejected(
            Finding(
                Place(self.document.name),
                'LP614',
                f'page {self.number} holds {what}, which cannot be printed in other colours',
                'draw it in plain shapes and type, in the colours of roles',
            )
        )

    def face(self, resources: dict[str, Any], name: str) -> Face:
        """Return a face by its name among resources. Raises Rejected for one not of the engine."""
        try:
            return self._face(resources, name)
        except Unknown as wrong:
            raise self.refuse(str(wrong)) from None

    def known(self, resources: dict[str, Any], name: str) -> Face | None:
        """Return a face by its name among resources, None for one not of the engine."""
        try:
            return self._face(resources, name)
        except Unknown:
            return None

    def _face(self, resources: dict[str, Any], name: str) -> Face:
        key = self.document.dictionary(resources.get('Font', NULL)).get(name, NULL)
        at = key if isinstance(key, Ref) else name
        if at not in self._faces:
            self._faces[at] = Face(self.document, self.document.dictionary(key))
        return self._faces[at]
