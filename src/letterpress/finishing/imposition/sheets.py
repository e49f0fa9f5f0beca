"""Write sheets as a PDF: each page once, as a form that all sheets share."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from letterpress import __version__
from letterpress.base.lengths import points
from letterpress.finishing.imposition import objects, packing, source
from letterpress.finishing.imposition.lettering import Faces, Setter
from letterpress.finishing.imposition.placing import Placement, Sheet, Stroke

MAKER = f'letterpress {__version__}'


def write(pdf: source.Source, sheets: Iterable[Sheet], faces: Faces, duplex: str) -> bytes:
    """Return the PDF of these sheets; `duplex` is Simplex or how both sides meet (ISO 32000-1).

    Printers are told to scale nothing and to take the paper of the sheet's size. Same input, same
    bytes.
    """
    from pypdf import PdfWriter
    from pypdf.generic import TextStringObject

    writer = PdfWriter()
    setter = Setter(faces)
    forms: dict[int, Any] = {}
    pages = []
    for sheet in sheets:
        for one in sheet.placements:
            if one.page not in forms:
                forms[one.page] = source.form(writer, pdf.pages[one.page])
        page = writer.add_blank_page(points(sheet.width), points(sheet.height))
        drawn = '\n'.join(_drawn(pdf.pages, sheet, setter))
        page[objects.name('Contents')] = objects.stream(writer, drawn.encode())
        pages.append(page)
    resources = objects.held(
        writer,
        objects.dictionary(
            XObject=objects.dictionary(**{f'P{number}': one for number, one in forms.items()}),
            Font=objects.dictionary(**setter.fonts(writer)),
        ),
    )
    for page in pages:
        page[objects.name('Resources')] = resources
    prefer(writer, duplex, bool(pdf.title))
    if pdf.language:
        writer.root_object[objects.name('Lang')] = TextStringObject(pdf.language)
    writer.metadata = {**dict(pdf.facts), '/Producer': MAKER}
    return packed(writer)


def kept(pdf: bytes, duplex: str) -> bytes:
    """Return a PDF whose pages are the sheets: all of it stays, printers are told as in `write`."""
    from pypdf import PdfReader, PdfWriter

    reader = PdfReader(io.BytesIO(pdf))
    writer = PdfWriter(clone_from=reader)
    prefer(writer, duplex, bool(reader.metadata and reader.metadata.title))
    return packed(writer)


def prefer(writer: Any, duplex: str, titled: bool) -> None:
    """Have printers scale nothing, take the paper of the page's size, and turn it by `duplex`."""
    from pypdf.generic import BooleanObject

    writer.root_object[objects.name('ViewerPreferences')] = objects.dictionary(
        PrintScaling=objects.name('None'),
        Duplex=objects.name(duplex),
        PickTrayByPDFSize=BooleanObject(True),
        DisplayDocTitle=BooleanObject(titled),
    )


def packed(writer: Any) -> bytes:
    """Return the PDF of a pypdf writer, small; same input, same bytes."""
    out = io.BytesIO()
    writer.write(out)
    return packing.packed(out.getvalue())


def _drawn(pages: Sequence[source.Page], sheet: Sheet, setter: Setter) -> Iterator[str]:
    for one in sheet.placements:
        yield from _placed(one, pages[one.page])
    for stroke in sheet.strokes:
        yield from _stroked(stroke)
    for label in sheet.labels:
        yield from setter.label(label)


def _placed(one: Placement, page: source.Page) -> Iterator[str]:
    a, b, c, d, e, f = one.matrix(page.width, page.height)
    yield 'q'
    if (window := one.window) is not None:
        edges = window.x, window.y, window.width, window.height
        yield ' '.join(f'{points(v):.4f}' for v in edges) + ' re W n'
    yield f'{a:.7g} {b:.7g} {c:.7g} {d:.7g} {points(e):.4f} {points(f):.4f} cm /P{one.page} Do Q'


def _stroked(stroke: Stroke) -> Iterator[str]:
    dash = ' '.join(f'{points(v):.2f}' for v in stroke.dash)
    ends = [f'{points(v):.2f}' for v in (stroke.x0, stroke.y0, stroke.x1, stroke.y1)]
    path = f'{ends[0]} {ends[1]} m {ends[2]} {ends[3]} l S'
    if stroke.seen:
        yield f'q 1 G {stroke.width + 0.6:.2f} w {path} Q'
    yield f'q 0 G {stroke.width:.2f} w [{dash}] 0 d {path} Q'
