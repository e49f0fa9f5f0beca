"""Append a revision to a PDF with pyHanko's writer: nothing that was there is touched, and the bytes come out equal.

Only pyHanko's `pdf_utils` are imported: `pyhanko.sign` brings an HTTP client and costs half a
second more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace

from letterpress.base.reaches import guard

DIGITS = 10  # of each number in /ByteRange


@dataclass
class Gap:
    """Where /ByteRange and /Contents came to stand; the writer tells when it writes them."""

    size: int  # bytes of signature that fit
    numbers: int = 0
    contents: int = 0


def filled(pdf: bytes, gap: Gap, signature: Callable[[bytes], bytes]) -> bytes:
    """Write the byte range, and into the gap what `signature` returns for the SHA-256 digest of all but the gap."""
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
    """Import pyHanko's PDF half and return what is used of it, with the three classes that are derived from it."""
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
        def _handle_id(cls, prev):
            first = (
                prev.trailer['/ID'][0]
                if '/ID' in prev.trailer
                else generic.ByteStringObject(bytes(16))
            )
            first = generic.ByteStringObject(getattr(first, 'original_bytes', first))
            second = hashlib.sha256(bytes(first) + b'sealed').digest()[:16]
            if (
                '/ID' in prev.trailer
                and getattr(prev.trailer['/ID'][1], 'original_bytes', prev.trailer['/ID'][1])
                == second
            ):
                second = hashlib.sha256(second + b'%d' % prev.xrefs.total_revisions).digest()[:16]
            return generic.ArrayObject([first, generic.ByteStringObject(second)])

    class Numbers(generic.PdfObject):
        """Room for the four numbers of /ByteRange, which are known when all is written."""

        def __init__(self, gap: Gap):
            self.gap = gap

        def write_to_stream(self, stream, handler=None, container_ref=None) -> None:
            self.gap.numbers = stream.tell()
            stream.write(b' ' * (4 * DIGITS))

    class Contents(generic.PdfObject):
        """Room for the signature in hex."""

        def __init__(self, gap: Gap):
            self.gap = gap

        def write_to_stream(self, stream, handler=None, container_ref=None) -> None:
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
