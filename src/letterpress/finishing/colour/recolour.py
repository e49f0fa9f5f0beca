"""Recolour a finished PDF: the same print, each of its colours in the paint that stands for it.

Only the streams that draw are written anew. Tags, bookmarks, XMP, fonts and metadata stay as they
are, to the byte.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from letterpress.finishing.colour import matrices
from letterpress.finishing.colour.document import Document
from letterpress.finishing.colour.drawn import State
from letterpress.finishing.colour.paints import Paint
from letterpress.finishing.colour.rewriting import Writer
from letterpress.finishing.colour.sheet import Sheet


def recoloured(
    pdf: bytes,
    given: Mapping[str, Paint],
    name: str = '',
    others: Callable[[str], Paint] | None = None,
    pictures: str = 'refused',
) -> bytes:
    """Return a print in other colours; `given` has a paint for each '#rrggbb' that stands in it.

    `others` makes one for colours of no role, those of a campaign's logo; without it they are
    refused. `pictures` of pixels are 'refused', 'kept', or made 'grey'. `name` is the file's, for
    findings. Raises Rejected: a colour without a paint (LP613), something drawn in a way that
    cannot be recoloured (LP614), bytes that are no PDF of ours (LP548).
    """
    document = Document(pdf, name)
    if others is not None:
        given = _And(given, others)
    return document.replaced(streams(document, given, pictures))


def streams(
    document: Document, given: Mapping[str, Paint], pictures: str = 'refused'
) -> dict[int, bytes]:
    """Return the streams of a document that draw, in their paints, by the number of the object."""
    made: dict[int, bytes] = {}
    for number, page in enumerate(document.pages, 1):
        if not page.contents:
            continue
        first, *more = (ref.number for ref in page.contents)
        sheet = Sheet(document, page, number, given, made, pictures)
        writer = Writer(sheet, sheet.resources, State(matrices.NONE, sheet.reach), 0)
        made[first] = writer.written(document.content(page))
        sheet.whole()
        made |= dict.fromkeys(more, b'')
    return made


def colours(document: Document) -> tuple[str, ...]:
    """Return the colours that a document is painted in ('#rrggbb'), sorted. Raises Rejected."""
    met = _Any()
    streams(document, met, 'kept')
    return tuple(sorted(met.found))


class _And(dict[str, Paint]):
    """Paints, and what makes one for any other colour."""

    def __init__(self, given: Mapping[str, Paint], others: Callable[[str], Paint]):
        super().__init__(given)
        self._others = others

    def get(self, colour: str, default: object = None) -> Paint:
        return self[colour] if colour in self else self._others(colour)


class _Any(dict[str, Paint]):
    """Paints that leave every colour as it is, and remember which were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def get(self, colour: str, default: object = None) -> Paint:
        self.found.add(colour)
        return Paint(colour)
