"""A finished PDF, larger or smaller: A1 and A0 are made of A2. All of it stays, its tags too."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from letterpress.finishing.imposition import objects, packing

_BOXES = ('/MediaBox', '/CropBox', '/BleedBox', '/TrimBox', '/ArtBox')
# Which entries of a destination are lengths (ISO 32000-1, 12.3.2.2), and whether across or up.
_PLACES = {
    '/XYZ': (0, 1),
    '/FitH': (1,),
    '/FitV': (0,),
    '/FitR': (0, 1, 0, 1),
    '/FitBH': (1,),
    '/FitBV': (0,),
}


def scaled(pdf: bytes, factor: float) -> bytes:
    """Return a PDF whose pages are `factor` times as wide and high, their boxes from (0, 0) on.

    Text stays text, and tags, bookmarks, links and facts stay; what says a place on a page (a link,
    a bookmark, the box of a picture in the tags) is moved along.
    """
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    corners: dict[int, tuple[float, float]] = {}
    pages: list[Any] = list(writer.pages)
    for page in pages:
        media = page.mediabox
        x, y = float(media.left), float(media.bottom)
        corners[page.indirect_reference.idnum] = x, y
        move = (factor, 0, 0, factor, -x * factor, -y * factor)
        before = 'q ' + ' '.join(f'{v:.7g}' for v in move) + ' cm\n'
        content = page.get_contents()
        drawn = content.get_data() if content is not None else b''
        page[objects.name('Contents')] = objects.stream(writer, before.encode() + drawn + b'\nQ\n')
        for key in _BOXES:
            if key in page:
                page[objects.name(key[1:])] = _moved(page[key], factor, x, y)
        _patterns(page, move)
        for one in page.get('/Annots') or ():
            note = one.get_object()
            for key in ('/Rect', '/QuadPoints'):
                if key in note:
                    note[objects.name(key[1:])] = _moved(note[key], factor, x, y)
    for one in _parts(writer.root_object):
        if isinstance(one, list):
            _destination(one, factor, corners)
        elif '/BBox' in one and one.get('/O') == '/Layout':  # of a picture, in the tags (14.8.5.4)
            at = next(iter(corners.values())) if len(corners) == 1 else (0.0, 0.0)
            one[objects.name('BBox')] = _moved(one['/BBox'], factor, *at)
    out = io.BytesIO()
    writer.write(out)
    return packing.packed(out.getvalue())


def _moved(values: Any, factor: float, x: float, y: float) -> Any:
    return objects.numbers(
        round((float(v) - (x, y)[n % 2]) * factor, 5) for n, v in enumerate(values)
    )


def _patterns(page: Any, move: tuple[float, ...]) -> None:
    """Move the patterns of a page: their matrices start from its corner, not from its content."""
    resources = page.get('/Resources')
    held = resources.get_object().get('/Pattern') if resources is not None else None
    for one in (held.get_object() if held is not None else {}).values():
        pattern = one.get_object()
        a, b, c, d, e, f = (float(v) for v in pattern.get('/Matrix', (1, 0, 0, 1, 0, 0)))
        factor, x, y = move[0], move[4], move[5]
        pattern[objects.name('Matrix')] = objects.numbers(
            (a * factor, b * factor, c * factor, d * factor, e * factor + x, f * factor + y)
        )


def _parts(root: Any) -> Iterator[Any]:
    """Yield every dictionary and array that a PDF's catalog leads to, each once."""
    from pypdf.generic import IndirectObject

    seen: set[int] = set()
    waiting = [root]
    while waiting:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            if one.idnum in seen:
                continue
            seen.add(one.idnum)
            one = one.get_object()
        if isinstance(one, dict | list):
            yield one
            waiting += list.__iter__(one) if isinstance(one, list) else dict.values(one)


def _destination(one: Any, factor: float, corners: dict[int, tuple[float, float]]) -> None:
    """Move a destination, where an array is one: a page, how it is fitted, lengths or null."""
    from pypdf.generic import FloatObject, NullObject

    if len(one) < 3 or not isinstance(one[1], str) or one[1] not in _PLACES:
        return
    page = corners.get(getattr(list.__getitem__(one, 0), 'idnum', 0))
    if page is None:
        return
    for index, axis in enumerate(_PLACES[one[1]], 2):
        if index < len(one) and not isinstance(one[index], NullObject):
            one[index] = FloatObject(round((float(one[index]) - page[axis]) * factor, 5))
