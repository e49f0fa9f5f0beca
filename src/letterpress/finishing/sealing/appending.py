"""Append a revision to a PDF with pyHanko's writer: what was there stays, bytes come out equal.

Only pyHanko's `pdf_utils` are imported: `pyhanko.sign` brings an HTTP client and costs half a
second more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from types import SimpleNamespace
from typing import Any, BinaryIO

from letterpress.base.reaches import guard, late
from letterpress.values import dataclass

DIGITS = 10  # of each number in /ByteRange

Parsed = Any  # an object of pyHanko, which has no types of its own


@dataclass
class Gap:
    """Where /ByteRange and /Contents came to stand; the writer tells when it writes them."""

    size: int  # bytes of signature that fit
    numbers: int = 0
    contents: int = 0


def filled(pdf: bytes, gap: Gap, signature: Callable[[bytes], bytes]) -> bytes:
    """Write the byte range, and into the gap the signature of all but the gap.

    `signature` returns it for the SHA-256 digest of that.
    """
    data = bytearray(pdf)
    rest = gap.contents + 2 * gap.size + 2
    numbers = b'[0 %d %d %d]' % (gap.contents, rest, len(data) - rest)
    data[gap.numbers : gap.numbers + len(numbers)] = numbers
    made = signature(hashlib.sha256(data[: gap.contents] + data[rest:]).digest())
    if len(made) > gap.size:
        raise ValueError(f'{len(made)} bytes do not fit into {gap.size}')
    data[gap.contents + 1 : gap.contents + 1 + 2 * len(made)] = made.hex().upper().encode()
    return bytes(data)


@cache
def tools() -> SimpleNamespace:
    """Import pyHanko's PDF half; return what is used of it and three classes derived from it."""
    late.package('pyhanko_certvalidator')  # it takes more time than all that is used here
    guard.check('pyhanko')
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.extensions import DeveloperExtension, DevExtensionMultivalued
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError

    class Revision(IncrementalPdfFileWriter):
        """A revision that leaves metadata alone and draws no random number.

        Both methods are pyHanko's private ones.
        """

        def _update_meta(self) -> None:
            pass  # it would rewrite XMP (losing the PDF/UA mark) and Info (with the time of day)

        @classmethod
        def _handle_id(cls, prev: Parsed) -> Parsed:
            names: Parsed = ()
            if '/ID' in prev.trailer:
                names = prev.trailer['/ID']
            held = [getattr(one, 'original_bytes', one) for one in names]
            first = held[0] if held else bytes(16)
            second = hashlib.sha256(bytes(first) + b'sealed').digest()[:16]
            if held and held[1] == second:
                second = hashlib.sha256(second + b'%d' % prev.xrefs.total_revisions).digest()[:16]
            return generic.ArrayObject([generic.ByteStringObject(one) for one in (first, second)])

    class Numbers(generic.PdfObject):
        """Room for the four numbers of /ByteRange, which are known when all is written."""

        def __init__(self, gap: Gap):
            self.gap = gap

        def write_to_stream(
            self, stream: BinaryIO, handler: Parsed = None, container_ref: Parsed = None
        ) -> None:
            self.gap.numbers = stream.tell()
            stream.write(b' ' * (4 * DIGITS))

    class Contents(generic.PdfObject):
        """Room for the signature in hex."""

        def __init__(self, gap: Gap):
            self.gap = gap

        def write_to_stream(
            self, stream: BinaryIO, handler: Parsed = None, container_ref: Parsed = None
        ) -> None:
            self.gap.contents = stream.tell()
            stream.write(b'<' + b'0' * (2 * self.gap.size) + b'>')

    # ETSI EN 319 142-1, 5.6: in PDF 1.7, PAdES is a developer extension of ETSI
    esic = DeveloperExtension(
        generic.pdf_name('/ESIC'),
        generic.pdf_name('/1.7'),
        1,
        compare_by_level=True,
        multivalued=DevExtensionMultivalued.NEVER,
    )
    return SimpleNamespace(
        generic=generic,
        Revision=Revision,
        Numbers=Numbers,
        Contents=Contents,
        ESIC=esic,
        PdfError=PdfError,
    )
