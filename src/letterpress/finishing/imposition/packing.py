"""Write a PDF small: what is no stream goes into one, compressed (ISO 32000-1, 7.5.7 and 7.5.8).

pypdf writes every object by itself; half of the sheets of a poster would be that.
"""

from __future__ import annotations

import hashlib
import io
import zlib
from typing import Any

# The comment after the version is for programs that ask whether a file is text (7.5.2); the one
# after that says that letterpress may write the file again.
HEAD = b'%PDF-1.7\n%\xe2\xe3\xcf\xd3\n%letterpress sheets\n'


def made_here(pdf: bytes) -> bool:
    """Tell whether a PDF was written by `packed`."""
    return pdf.startswith(HEAD)


def packed(pdf: bytes) -> bytes:
    """Return the same PDF, its objects in an object stream where they may be.

    Its identity (14.4) follows from what it holds: same input, same bytes.
    """
    from pypdf import PdfReader
    from pypdf.generic import IndirectObject, StreamObject

    reader = PdfReader(io.BytesIO(pdf))
    trailer: Any = reader.trailer
    size = int(trailer['/Size'])
    out = bytearray(HEAD)
    rows = [b'\0' + bytes(6)] * (size + 2)  # of the cross-reference: kind, place, index
    loose: list[tuple[int, bytes]] = []
    for number in range(1, size):
        one = IndirectObject(number, 0, reader).get_object()
        if one is None:
            continue
        written = _written(one)
        if isinstance(one, StreamObject):
            rows[number] = _row(1, len(out))
            out += b'%d 0 obj\n%b\nendobj\n' % (number, written)
        else:
            rows[number] = _row(2, size, len(loose))
            loose.append((number, written))
    head, body = bytearray(), bytearray()
    for number, written in loose:
        head += b'%d %d ' % (number, len(body))
        body += written + b'\n'
    rows[size] = _row(1, len(out))
    out += _stream(
        size, b'/Type /ObjStm /N %d /First %d' % (len(loose), len(head)), bytes(head + body)
    )
    start = len(out)
    rows[size + 1] = _row(1, start)
    ends = b' '.join(
        b'/%b %b' % (key.encode(), _written(trailer.raw_get(f'/{key}')))
        for key in ('Root', 'Info')
        if f'/{key}' in trailer
    )
    identity = hashlib.sha256(pdf).hexdigest()[:32].upper().encode()
    ends += b' /ID [<%b> <%b>]' % (identity, identity)
    entries = b'/Type /XRef /W [1 4 2] /Size %d %b' % (size + 2, ends)
    out += _stream(size + 1, entries, b''.join(rows))
    out += b'startxref\n%d\n%%%%EOF\n' % start
    return bytes(out)


def _row(kind: int, place: int, index: int = 0) -> bytes:
    return bytes([kind]) + place.to_bytes(4, 'big') + index.to_bytes(2, 'big')


def _written(one: Any) -> bytes:
    stream = io.BytesIO()
    one.write_to_stream(stream)
    return stream.getvalue()


def _stream(number: int, entries: bytes, content: bytes) -> bytes:
    data = zlib.compress(content, 9)
    return (
        b'%d 0 obj\n<< %b /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream\nendobj\n'
        % (number, entries, len(data), data)
    )
