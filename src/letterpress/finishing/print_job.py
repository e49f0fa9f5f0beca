"""A print job: many finished documents one behind the other, each on sheets of its own.

Documents that were made in one mould differ in a few streams of their pages; everything else,
typefaces above all, is written once for all of them. Tags, links and fields stay behind: the job is
for paper. A document of an odd number of pages gets an empty one, so that printing on both sides
the next begins on a front side.
"""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from collections.abc import Iterable
from typing import Any

from letterpress.base.lengths import points
from letterpress.finishing.imposition import objects, sheets
from letterpress.values import dataclass

_KEPT = ('/MediaBox', '/CropBox', '/BleedBox', '/TrimBox', '/Rotate', '/UserUnit', '/Group')
_IDENTITY = re.compile(rb'/ID \[\([0-9a-f]{32}\) ?\([0-9a-f]{32}\)\]')
_STREAM = re.compile(rb'\d+ 0 obj\s*<<(.*?)>>\s*stream\r?\n', re.DOTALL)
_LENGTH = re.compile(rb'/Length (\d+)(?! \d+ R)')
_SAID = '/Title', '/Author', '/CreationDate', '/ModDate'


@dataclass(frozen=True)
class Bound:
    """A document of the job: what its bookmark says, and its bytes. No sealed one: see `bind`."""

    name: str
    pdf: bytes


def bind(documents: Iterable[Bound], language: str, title: str) -> bytes:
    """Return the documents as one PDF, in their order, each with a bookmark; one must be there.

    Printers are told to print on both sides and to scale nothing. Same input, same bytes. Raises
    ValueError for a sealed document: paper has no seal, and what is printed would claim one.
    """
    from pypdf import PdfWriter
    from pypdf.generic import TextStringObject

    writer = PdfWriter()
    streams: dict[bytes, Any] = {}
    moulds: list[_Mould] = []
    for document in documents:
        if b'/ByteRange' in document.pdf:
            raise ValueError(f'{document.name} is sealed')
        mould = next((one for one in moulds if one.made(document.pdf)), None)
        if mould is None:
            mould = _Mould(document.pdf, writer)
            moulds.append(mould)
        first = len(writer.pages)
        for page in mould.pages:
            _add(writer, page, document.pdf, streams)
        if len(mould.pages) % 2:
            box = writer.pages[-1].mediabox
            writer.add_blank_page(float(box.width), float(box.height))
        writer.add_outline_item(title=document.name, page_number=first)
    sheets.prefer(writer, 'DuplexFlipLongEdge', titled=True)
    writer.root_object[objects.name('Lang')] = TextStringObject(language)
    writer.metadata = {**moulds[0].said, '/Title': title, '/Producer': sheets.MAKER}
    return sheets.packed(writer)


@dataclass(frozen=True)
class _Part:
    """A stream of a page's content: where its bytes lie in the file, and whether deflated."""

    start: int
    stop: int
    packed: bool


@dataclass(frozen=True)
class _Page:
    """A page: what is kept of it, what it draws with (written already), its content."""

    kept: tuple[tuple[str, Any], ...]
    resources: Any
    parts: tuple[_Part, ...]


class _Mould:
    """What documents have in common that differ in the contents of their pages alone."""

    def __init__(self, pdf: bytes, writer: Any):
        from pypdf import PdfReader

        reader = PdfReader(io.BytesIO(pdf))
        said: Any = reader.metadata or {}
        self.said = {key: str(said[key]) for key in _SAID if key in said}
        resources: dict[Any, Any] = {}
        self.pages = tuple(_page(page, pdf, reader, writer, resources) for page in reader.pages)
        spans = {(part.start, part.stop) for page in self.pages for part in page.parts}
        self._spans = sorted(spans)
        self._length, self._digest = len(pdf), self._around(pdf)

    def made(self, pdf: bytes) -> bool:
        """Tell whether a document has everything but the contents of its pages from here."""
        return len(pdf) == self._length and self._around(pdf) == self._digest

    def _around(self, pdf: bytes) -> bytes:
        """Return the digest of all but the contents of pages and the document's own identity."""
        digest, end = hashlib.sha256(), 0
        for start, stop in self._spans:
            digest.update(_IDENTITY.sub(b'', pdf[end:start]))
            end = stop
        digest.update(_IDENTITY.sub(b'', pdf[end:]))
        return digest.digest()


def _page(page: Any, pdf: bytes, reader: Any, writer: Any, known: dict[Any, Any]) -> _Page:
    from pypdf.generic import ArrayObject, IndirectObject

    held = page.raw_get('/Resources')
    key = held.idnum if isinstance(held, IndirectObject) else id(held)
    if key not in known:
        known[key] = objects.held(writer, held.get_object())
    contents = page.raw_get('/Contents') if '/Contents' in page else ArrayObject()
    several = contents.get_object()
    found = several if isinstance(several, ArrayObject) else [contents]
    parts = tuple(_part(one, pdf, reader) for one in found)
    kept = tuple((name, page[name].clone(writer)) for name in _KEPT if name in page)
    return _Page(kept, known[key], parts)


def _part(reference: Any, pdf: bytes, reader: Any) -> _Part:
    head = _STREAM.search(pdf, reader.xref[reference.generation][reference.idnum])
    assert head is not None
    length = _LENGTH.search(head[1])
    packed = reference.get_object().get('/Filter')
    if length is None or packed not in (None, '/FlateDecode'):
        raise ValueError(f'the content of a page is written in another way: {packed}')
    return _Part(head.end(), head.end() + int(length[1]), packed is not None)


def _add(writer: Any, page: _Page, pdf: bytes, streams: dict[bytes, Any]) -> None:
    """Add a page with the content that it has in this document."""
    from pypdf.generic import ArrayObject, NameObject

    made = writer.add_blank_page(points(1), points(1))
    for name, value in page.kept:
        made[NameObject(name)] = value
    made[NameObject('/Resources')] = page.resources
    made[NameObject('/Contents')] = ArrayObject(
        _stream(writer, pdf[part.start : part.stop], part.packed, streams) for part in page.parts
    )


def _stream(writer: Any, data: bytes, packed: bool, streams: dict[bytes, Any]) -> Any:
    """Return the reference to a stream of these bytes, which the PDF holds once."""
    key = hashlib.sha256(data).digest()
    if key not in streams:
        content = zlib.decompress(data) if packed else data.rstrip(b' ')
        streams[key] = objects.stream(writer, content)
    return streams[key]
