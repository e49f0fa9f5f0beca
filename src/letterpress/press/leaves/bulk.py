"""Very many objects of a PDF as bytes, packed as they come (ISO 32000-1, 7.5.7 and 7.5.8).

A structure of a hundred thousand names is three hundred thousand objects: as values of Python they
would fill half a gigabyte. Here those of a page are one object stream as soon as they are made, and
the file gets them and a cross-reference stream of all behind what pydyf has written.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable
from typing import Any

LEVEL = 6  # of compression: the last 2 % of size take twice the time

_IDENTIFIER = re.compile(rb'\(([0-9a-f]{32})\)')


class Bulk:
    """Objects that are added to a file which pydyf writes; it is asked when that has no more."""

    def __init__(self, pdf: Any):
        self._pdf = pdf
        # pydyf adds three when it writes: information, object stream, cross-reference stream
        self._first = self._next = len(pdf.objects) + 3
        self._streams: list[tuple[int, bytes]] = []
        self._packed: list[tuple[int, tuple[int, ...]]] = []  # object streams and what is in each

    def number(self) -> int:
        """Return the number of an object to come."""
        self._next += 1
        return self._next - 1

    def numbers(self, count: int) -> int:
        """Return the first of as many numbers in a row."""
        self._next += count
        return self._next - count

    def stream(self, content: bytes, extra: bytes = b'') -> int:
        """Add a stream; return its number."""
        number = self.number()
        self._streams.append((number, _stream(number, content, extra)))
        return number

    def pack(self, objects: Iterable[tuple[int, bytes]]) -> None:
        """Add objects that are no streams, together."""
        numbers, offsets, bodies, position = [], [], [], 0
        for number, body in objects:
            numbers.append(number)
            offsets.append(f'{number} {position}')
            bodies.append(body)
            position += len(body) + 1
        head = ' '.join(offsets).encode() + b'\n'
        extra = b'/Type/ObjStm/N %d/First %d' % (len(numbers), len(head))
        held = self.stream(head + b'\n'.join(bodies), extra)
        self._packed.append((held, tuple(numbers)))

    def appended(self, written: bytes) -> bytes:
        """Return a file that pydyf wrote, with these objects."""
        pdf = self._pdf
        *objects, packed, table = pdf.objects
        if len(pdf.objects) != self._first or not table.extra.get('Type') == '/XRef':
            raise ValueError(f'{len(pdf.objects)} objects were written, {self._first} expected')
        parts = [written[: pdf.xref_position]]
        position = len(parts[0])
        entries: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
        index = 0
        for one in (*objects, packed):
            if one.compressible:
                entries[one.number] = (2, packed.number, index)
                index += 1
            elif one.number:
                entries[one.number] = (1, one.offset, one.generation)
        digest = hashlib.md5(usedforsecurity=False)
        for number, data in self._streams:
            entries[number] = (1, position, 0)
            parts.append(data)
            digest.update(data)
            position += len(data)
        for holder, numbers in self._packed:
            entries.update((number, (2, holder, at)) for at, number in enumerate(numbers))
        entries[table.number] = (1, position, 0)
        sizes = 1, (position.bit_length() + 7) // 8, 2
        above, width = 8 * (sizes[1] + sizes[2]), sum(sizes)
        rows = b''.join(
            (kind << above | place << 16 | index).to_bytes(width, 'big')
            for kind, place, index in map(entries.__getitem__, range(self._next))
        )
        first, second = _IDENTIFIER.findall(table.extra['ID'].data)
        own = hashlib.md5(second + digest.digest(), usedforsecurity=False).hexdigest().encode()
        start = own if first == second else first
        extra = b'/Type/XRef/Index[0 %d]/W[%d %d %d]/Size %d/Root %s/Info %s/ID [(%s) (%s)]' % (
            self._next,
            *sizes,
            self._next,
            pdf.catalog.reference,
            pdf.info.reference,
            start,
            own,
        )
        parts.append(_stream(table.number, rows, extra))
        parts.append(b'startxref\n%d\n%%%%EOF\n' % position)
        return b''.join(parts)


def _stream(number: int, content: bytes, extra: bytes) -> bytes:
    data = zlib.compress(content, LEVEL)
    return b'%d 0 obj\n<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n' % (
        number,
        extra,
        len(data),
        data,
    )
