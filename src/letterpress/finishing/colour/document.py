"""A finished PDF by its objects: what a page holds, and the file with other streams in it.

Read by the house's own strict syntax. All objects but the replaced streams are copied to the byte.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from letterpress.findings import Finding, Place, Rejected
from letterpress.finishing.colour.matrices import Box
from letterpress.finishing.syntax import crossref, objects
from letterpress.finishing.syntax.objects import NULL, Name, Ref, Stream, Unreadable
from letterpress.finishing.syntax.states import Sealed
from letterpress.values import dataclass

MOST = 256 << 20  # bytes of all streams of a file, inflated
DEEPEST = 32  # pages in pages in …

INHERITED = ('Resources', 'MediaBox', 'CropBox', 'Rotate')


@dataclass(frozen=True)
class Page:
    """A page: its name, its dictionary with what it inherits, and the names of its contents."""

    ref: Ref
    entries: dict[str, Any]
    contents: tuple[Ref, ...]


class Document:
    """A PDF that nothing was appended to. Raises Rejected LP548 where it cannot be read."""

    def __init__(self, pdf: bytes, name: str = ''):
        self.pdf, self.name = pdf, name
        self.inflated = objects.Inflated(MOST)
        try:
            self._read = Sealed(pdf, len(pdf), self.inflated)
            self.state = self._read.state
            self.pages = tuple(self._pages(self.state.root.get('Pages', NULL), {}, 0))
        except (Unreadable, RecursionError) as wrong:
            raise self.unreadable(str(wrong)) from None

    def unreadable(self, why: str) -> Rejected:
        """Return what to raise where the file is none that this room reads."""
        return Rejected(
            Finding(
                Place(self.name),
                'LP548',
                f'it cannot be read as a PDF: {why}',
                'build or fetch it again',
            )
        )

    def get(self, value: Any) -> Any:
        """Return a value, followed. Raises Rejected LP548."""
        try:
            return self.state.get(value)
        except Unreadable as wrong:
            raise self.unreadable(str(wrong)) from None

    def dictionary(self, value: Any) -> dict[str, Any]:
        """Return a dictionary, followed; {} for what is none."""
        found = self.get(value)
        return found if isinstance(found, dict) else {}

    def data(self, stream: Stream) -> bytes:
        """Return the data of a stream. Raises Rejected LP548."""
        try:
            return self.inflated(stream)
        except Unreadable as wrong:
            raise self.unreadable(str(wrong)) from None

    def content(self, page: Page) -> bytes:
        """Return what a page draws: its streams, one behind the other."""
        streams = [self.get(ref) for ref in page.contents]
        return b'\n'.join(self.data(one) for one in streams if isinstance(one, Stream))

    def box(self, page: Page, name: str) -> Box:
        """Return a box of a page; what is not named is the next larger one (14.11.2)."""
        order = {'TrimBox': 'CropBox', 'BleedBox': 'CropBox', 'CropBox': 'MediaBox'}
        given = self.get(page.entries.get(name, NULL))
        if isinstance(given, list) and len(given) == 4:
            sides = [self.get(one) for one in given]
            if all(isinstance(one, int | float) for one in sides):
                left, bottom, right, top = map(float, sides)
                return min(left, right), min(bottom, top), max(left, right), max(bottom, top)
        if name not in order:
            raise self.unreadable('a page without a size')
        return self.box(page, order[name])

    def _pages(self, node: Any, inherited: dict[str, Any], depth: int) -> Iterator[Page]:
        entries = {**inherited, **self.state.dictionary(node)}
        if depth > DEEPEST:
            raise Unreadable('pages within each other', 0)
        if entries.get('Type') == Name('Pages'):
            kept = {name: entries[name] for name in INHERITED if name in entries}
            for kid in self.state.array(entries.get('Kids', NULL)):
                yield from self._pages(kid, kept, depth + 1)
            return
        if not isinstance(node, Ref):
            raise Unreadable('a page that is no object', 0)
        held = entries.get('Contents', NULL)
        several = held if isinstance(held, list) else self.state.get(held)
        refs = several if isinstance(several, list) else [held]
        yield Page(node, entries, tuple(one for one in refs if isinstance(one, Ref)))

    def replaced(self, streams: Mapping[int, bytes]) -> bytes:
        """Return the file with other data in some streams, by the number of the object.

        Every other object keeps its bytes, also those in object streams; the cross-reference is
        written anew, in one section.
        """
        found: dict[int, crossref.Entry] = {}
        for section in self._read.sections:
            for number, entry in section.entries():
                found.setdefault(number, entry)
        own = {one.own.ref.number for one in self._read.sections if one.own}
        plain = sorted(
            (entry.place, number, entry.more)
            for number, entry in found.items()
            if entry.kind == crossref.PLAIN and number not in own
        )
        out = bytearray(self.pdf[: plain[0][0]] if plain else b'%PDF-1.7\n')
        places: dict[int, int] = {}
        for _, number, generation in plain:
            one = self._read.object(Ref(number, generation))
            if one is None:
                continue
            places[number] = len(out)
            if number in streams and isinstance(one.value, Stream):
                raw = zlib.compress(streams[number], 9)
                entries = {k: v for k, v in one.value.entries.items() if k != 'DecodeParms'}
                entries |= {'Filter': Name('FlateDecode'), 'Length': len(raw)}
                out += b'%d %d obj\n' % (number, generation) + serialised(entries)
                out += b'\nstream\n' + raw + b'\nendstream\nendobj\n'
            else:
                out += self.pdf[one.start : one.end] + b'\n'
        top = max(found) + 1
        free = crossref.Entry(crossref.FREE, 0, 0)
        start = len(out)
        rows = bytearray(b'\0' + bytes(4) + b'\xff\xff')
        for number in range(1, top):
            entry = found.get(number, free)
            if number in places:
                rows += b'\1' + places[number].to_bytes(4, 'big') + entry.more.to_bytes(2, 'big')
            elif entry.kind == crossref.PACKED:
                rows += b'\2' + entry.place.to_bytes(4, 'big') + entry.more.to_bytes(2, 'big')
            else:
                rows += b'\0' + bytes(4) + b'\0\0'
        rows += b'\1' + start.to_bytes(4, 'big') + b'\0\0'
        raw = zlib.compress(bytes(rows), 9)
        trailer = self.state.trailer
        entries = {
            'Type': Name('XRef'),
            'Size': top + 1,
            'W': [1, 4, 2],
            **{key: trailer[key] for key in ('Root', 'Info', 'ID') if key in trailer},
            'Filter': Name('FlateDecode'),
            'Length': len(raw),
        }
        out += b'%d 0 obj\n' % top + serialised(entries)
        out += b'\nstream\n' + raw + b'\nendstream\nendobj\n'
        return bytes(out + b'startxref\n%d\n%%%%EOF\n' % start)


def serialised(value: Any) -> bytes:
    """Return a value as PDF writes it; what `syntax.objects.value` reads back as the same."""
    if isinstance(value, Name):
        held = value.encode('latin-1')
        return b'/' + b''.join(
            b'%c' % byte if 33 <= byte <= 126 and byte not in b'()<>[]{}/%#' else b'#%02X' % byte
            for byte in held
        )
    if isinstance(value, bool):
        return b'true' if value else b'false'
    if isinstance(value, int):
        return b'%d' % value
    if isinstance(value, float):
        text = f'{value:.6f}'.rstrip('0').rstrip('.')
        return b'0' if text in ('', '-0') else text.encode()
    if isinstance(value, bytes):
        return b'<' + value.hex().encode() + b'>'
    if isinstance(value, Ref):
        return b'%d %d R' % value
    if isinstance(value, objects.Word):
        return value.word.encode()
    if isinstance(value, list):
        return b'[' + b' '.join(map(serialised, value)) + b']'
    if isinstance(value, dict):
        return (
            b'<<'
            + b''.join(serialised(Name(k)) + b' ' + serialised(v) for k, v in value.items())
            + b'>>'
        )
    raise TypeError(type(value))
