"""The PDF that is imposed: read, refused where something of it would be lost, made into forms."""

from __future__ import annotations

import io
from typing import Any

from letterpress.base.lengths import mm
from letterpress.findings import Finding, Place, Rejected
from letterpress.finishing.imposition import objects
from letterpress.values import dataclass

DEEPEST = 8  # forms in forms: deeper than any page, and an end for those that turn in a circle
_NO_LOSS = ('/Link', '/Popup')  # what is on a page and never printed


@dataclass(frozen=True)
class Page:
    """A page as it is read: upright, its trim's width and height in mm; `read` is pypdf's."""

    width: float
    height: float
    read: Any


@dataclass(frozen=True)
class Source:
    """A PDF that may be imposed: its pages, its language ('' where it does not say), its title."""

    pages: tuple[Page, ...]
    language: str
    title: str
    facts: tuple[tuple[str, str], ...]  # of its Info dictionary, but for who wrote it


def read(pdf: bytes, name: str) -> Source:
    """Return a PDF as it is imposed; findings are about the file `name`.

    Raises Rejected: LP541 encrypted, LP548 cannot be read, LP350 sealed, LP351 what would be lost.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(pdf), strict=False)
        if reader.is_encrypted:
            raise _rejected(
                name, 'LP541', 'the PDF is encrypted', 'take it as it was before it was protected'
            )
        return _read(reader, name)
    except (
        PyPdfError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        RecursionError,
        OSError,
    ) as error:  # pypdf meets a damaged structure with any of these
        why = (str(error) or type(error).__name__).splitlines()[0][:120]
        raise _rejected(
            name,
            'LP548',
            f'it cannot be read as a PDF: {why}',
            'build or fetch it again',
        ) from None


def _rejected(name: str, code: str, message: str, hint: str) -> Rejected:
    return Rejected(Finding(Place(name), code, message, hint))


def _read(reader: Any, name: str) -> Source:
    root = reader.trailer['/Root']
    for field in (reader.get_fields() or {}).values():
        if field.get('/FT') == '/Sig' and field.get('/V') is not None:
            raise _rejected(
                name,
                'LP350',
                'the PDF is sealed, and no byte of it may change',
                'print it as it is; posters are not sealed',
            )
    pages = []
    for number, page in enumerate(reader.pages, 1):
        for one in page.get('/Annots') or ():
            kind = str(one.get_object().get('/Subtype', ''))
            if kind not in _NO_LOSS:
                what = 'a field of a form' if kind == '/Widget' else f'a note ({kind.lstrip("/")})'
                raise _rejected(
                    name,
                    'LP351',
                    f'page {number} holds {what}, which would not be printed',
                    'print the file into a PDF first: what is written in it becomes part of the '
                    'page',
                )
        box = page.trimbox
        unit = float(page.get('/UserUnit', 1))
        wide, high = mm(float(box.width)) * unit, mm(float(box.height)) * unit
        if _turned(page) % 180:
            wide, high = high, wide
        pages.append(Page(wide, high, page))
    told = dict(reader.metadata or {})
    kept = tuple(
        (key, str(told[key]))
        for key in ('/Title', '/Author', '/Subject', '/Keywords', '/CreationDate', '/ModDate')
        if told.get(key)
    )
    return Source(tuple(pages), str(root.get('/Lang', '')), str(told.get('/Title', '')), kept)


def _turned(page: Any) -> int:
    """Return by how many degrees a page is turned clockwise to be read."""
    return int(page.get('/Rotate', 0)) % 360


def form(writer: Any, page: Page) -> Any:
    """Return a page as a form in the PDF that `writer` makes: upright, its trim at (0, 0), in pt.

    What lies outside the trim is cut off. Marks that lead into the tree of tags are left out with
    the tree; what stands for a text in reading it aloud (ActualText) and layers stay.
    """
    read = page.read
    box = read.trimbox
    x0, y0, x1, y1 = (float(v) for v in (box.left, box.bottom, box.right, box.top))
    unit = float(read.get('/UserUnit', 1))
    matrix = {
        0: (1, 0, 0, 1, -x0, -y0),
        90: (0, -1, 1, 0, -y0, x1),
        180: (-1, 0, 0, -1, x1, y1),
        270: (0, 1, -1, 0, y1, -x0),
    }[_turned(read)]
    resources = read.get('/Resources')
    held = resources.get_object().clone(writer) if resources is not None else objects.dictionary()
    _untie(held, DEEPEST)
    group = read.get('/Group')
    more = {} if group is None else {'Group': group.get_object().clone(writer)}
    return objects.stream(
        writer,
        _content(read),
        Type=objects.name('XObject'),
        Subtype=objects.name('Form'),
        BBox=objects.numbers((x0, y0, x1, y1)),
        Matrix=objects.numbers(v * unit for v in matrix),
        Resources=held,
        **more,
    )


def _content(page: Any) -> bytes:
    """Return what a page draws, without the marks that tags are hung on."""
    from pypdf.generic import ContentStream, DictionaryObject

    contents = page.get_contents()
    if contents is None:
        return b''
    stream = ContentStream(contents, page.pdf)
    kept, dropped = [], list[bool]()
    for operands, operator in stream.operations:
        if operator in (b'BDC', b'BMC'):
            held = operands[1] if len(operands) > 1 else None
            tied = isinstance(held, DictionaryObject) and held.pop('/MCID', None) is not None
            bare = tied and not {'/ActualText', '/Alt', '/E'} & set(held or ())
            dropped.append(bare or operands[:1] == ['/Artifact'])
            if dropped[-1]:
                continue
        elif operator == b'EMC' and dropped and dropped.pop():
            continue
        kept.append((operands, operator))
    stream.operations = kept
    return bytes(stream.get_data())


def _untie(resources: Any, depth: int) -> None:
    """Take from the forms and pictures of a page what leads into the tree of tags."""
    if depth == 0:
        return
    drawn = resources.get('/XObject')
    for one in (drawn.get_object() if drawn is not None else {}).values():
        one = one.get_object()
        for key in ('/StructParent', '/StructParents'):
            one.pop(key, None)
        inner = one.get('/Resources')
        if inner is not None:
            _untie(inner.get_object(), depth - 1)
