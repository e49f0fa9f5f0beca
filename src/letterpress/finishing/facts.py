"""Read what a finished PDF is, with pypdf, which only reads here.

Writing with pypdf would drop tags, XMP and seal; nothing here returns a PDF.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from letterpress.base.lengths import mm
from letterpress.values import dataclass

DEEPEST = (
    8  # forms in forms in …: deeper than any layout, and an end for those that turn in a circle
)


@dataclass(frozen=True)
class Facts:
    """What a PDF says of itself.

    Sizes are of the trim (the page as read) in millimetres, width first.
    """

    pages: int
    sizes: tuple[tuple[float, float], ...]  # of each page
    fonts: tuple[str, ...]  # by name, without the tag of a subset
    loose: tuple[str, ...]  # fonts that are named and not embedded
    tagged: bool
    language: str
    title: str
    pdfa: str  # '3a', or '' when it does not claim PDF/A
    pdfua: str  # '1', or ''
    fields: tuple[str, ...]  # of the form
    encrypted: bool = False


class Unreadable(ValueError):
    """Raised when bytes cannot be read as a PDF."""


def facts(pdf: bytes) -> Facts:
    """Return the facts of a PDF. Raises Unreadable, with the reason in one line."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(pdf), strict=False)
        if reader.is_encrypted:
            return Facts(0, (), (), (), False, '', '', '', '', (), encrypted=True)
        return _facts(reader)
    except (
        PyPdfError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        RecursionError,
        OSError,
    ) as error:
        # pypdf meets a damaged structure with any of these
        raise Unreadable((str(error) or type(error).__name__).splitlines()[0][:120]) from None


def keywords(pdf: bytes) -> str:
    """Return the keywords of a PDF (Info dictionary).

    '' where there are none or they cannot be read. Raises MemoryError alone.
    """
    from pypdf import PdfReader

    try:
        reader: Any = PdfReader(io.BytesIO(pdf), strict=False)
        return str((reader.metadata or {}).get('/Keywords', ''))
    except MemoryError:
        raise
    except Exception:  # a hostile structure: pypdf meets it with nearly any type
        return ''


def _facts(reader: Any) -> Facts:
    root = reader.trailer['/Root']
    sizes: list[tuple[float, float]] = []
    fonts: dict[str, bool] = {}  # whether each is embedded
    for page in reader.pages:
        box = page.trimbox
        sizes.append((round(mm(float(box.width)), 2), round(mm(float(box.height)), 2)))
        fonts |= dict(_fonts(page.get('/Resources'), DEEPEST))
    packet = ''
    if '/Metadata' in root:
        packet = root['/Metadata'].get_object().get_data().decode('utf-8', 'replace')
    return Facts(
        pages=len(sizes),
        sizes=tuple(sizes),
        fonts=tuple(sorted(fonts)),
        loose=tuple(sorted(name for name, embedded in fonts.items() if not embedded)),
        tagged=bool(root.get('/MarkInfo', {}).get('/Marked')) and '/StructTreeRoot' in root,
        language=str(root.get('/Lang', '')),
        title=str((reader.metadata or {}).get('/Title', '')),
        pdfa=_claim(packet, 'pdfaid:part') + _claim(packet, 'pdfaid:conformance').lower(),
        pdfua=_claim(packet, 'pdfuaid:part'),
        fields=tuple(reader.get_fields() or ()),
    )


def _claim(packet: str, name: str) -> str:
    """Return a value of the XMP packet, written as an attribute or as an element."""
    found = re.search(rf'\b{name}\s*(?:=\s*["\']|>)\s*(\w+)', packet)
    return found[1] if found else ''


def _fonts(resources: Any, depth: int) -> Iterator[tuple[str, bool]]:
    """Give name and "is embedded" of each font of a page, also of the forms drawn on it.

    ISO 32000-1, 9.9.
    """
    if resources is None or depth == 0:
        return
    resources = resources.get_object()
    for font in resources.get('/Font', {}).values():
        font = font.get_object()
        carriers = [one.get_object() for one in font.get('/DescendantFonts', [])] or [font]
        described = [one.get('/FontDescriptor', {}) for one in carriers]
        name = str(font.get('/BaseFont', '/Type3')).lstrip('/')
        yield (
            re.sub(r'^[A-Z]{6}\+', '', name),
            font.get('/Subtype') == '/Type3'
            or all(
                any(key in one for key in ('/FontFile', '/FontFile2', '/FontFile3'))
                for one in described
            ),
        )
    for form in resources.get('/XObject', {}).values():
        form = form.get_object()
        if form.get('/Subtype') == '/Form':
            yield from _fonts(form.get('/Resources'), depth - 1)
