"""Cross-reference sections (ISO 32000-2, 7.5.4 and 7.5.8): where each object of a PDF lies.

Only the plain forms are read: a table with its trailer, or a cross-reference stream. A hybrid file,
which shows one document to old readers and another to new ones, is none of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import field
from typing import Any, NamedTuple, TypeGuard

from letterpress.finishing.syntax import objects
from letterpress.finishing.syntax.objects import BLANK, Name, Object, Stream, Unreadable
from letterpress.values import dataclass

MOST = 1 << 20  # bytes of a cross-reference stream, inflated, where the caller says no other number
NUMBERS = 8_388_608  # object numbers, by the limits of ISO 32000-1, annex C
_HEAD = re.compile(rb'xref(?:\r\n|\n|\r| \n)')
_RANGE = re.compile(rb'(\d{1,10}) (\d{1,10}) ?(?:\r\n|\n|\r)')
_ROWS = re.compile(rb'(?:\d{10} \d{5} [nf](?: \r| \n|\r\n))*')
_TRAILER = re.compile(rb'trailer(?=%s|<<)' % BLANK)
FREE, PLAIN, PACKED = range(3)


class Entry(NamedTuple):
    """Where an object lies.

    FREE; PLAIN at byte `place` with generation `more`; PACKED in stream `place` as number `more`.
    """

    kind: int
    place: int
    more: int


@dataclass(frozen=True)
class Section:
    """One cross-reference: its bytes [start, end), its trailer, its entries, row by row."""

    start: int
    end: int
    trailer: dict[str, Any]
    # first number, how many, index of the first row; in order
    ranges: tuple[tuple[int, int, int], ...]
    rows: bytes = field(repr=False)  # as they are written
    widths: tuple[int, ...]  # bytes of the three fields; () in a table
    own: Object | None = None  # the stream, where it is one

    def get(self, number: int) -> Entry | None:
        """Return the entry of a number, None when this section has none."""
        at = bisect_right(self.ranges, number, key=lambda one: one[0]) - 1
        first, many, index = self.ranges[at] if at >= 0 else (0, 0, 0)
        return self._row(index + number - first) if first <= number < first + many else None

    def entries(self) -> Iterator[tuple[int, Entry]]:
        """Yield number and entry of every row."""
        for first, many, index in self.ranges:
            for number in range(many):
                yield first + number, self._row(index + number)

    @property
    def highest(self) -> int:
        """The highest number that has an entry; 0 where none has."""
        return self.ranges[-1][0] + self.ranges[-1][1] - 1 if self.ranges else 0

    def _row(self, index: int) -> Entry:
        if not self.widths:
            row = self.rows[20 * index : 20 * index + 18]
            return Entry(PLAIN if row[17:18] == b'n' else FREE, int(row[:10]), int(row[11:16]))
        kind, place, _ = self.widths
        start = index * sum(self.widths)
        row = self.rows[start : start + sum(self.widths)]
        return Entry(
            int.from_bytes(row[:kind], 'big') if kind else PLAIN,
            int.from_bytes(row[kind : kind + place], 'big'),
            int.from_bytes(row[kind + place :], 'big'),
        )


def read(data: bytes, place: int, most: int = MOST) -> Section:
    """Read the section at a place: `xref`, or the object that is a cross-reference stream.

    Raises Unreadable.
    """
    section = _table(data, place) if data.startswith(b'xref', place) else _stream(data, place, most)
    if 'XRefStm' in section.trailer:
        raise Unreadable('a cross-reference that shows different readers different objects', place)
    behind = 0
    for first, many, _ in section.ranges:
        if first < behind or first + many > NUMBERS:
            raise Unreadable('a cross-reference with numbers that cannot be', place)
        behind = first + many
    return section


def _table(data: bytes, place: int) -> Section:
    found = _HEAD.match(data, place)
    if not found:
        raise Unreadable('no cross-reference', place)
    ranges, rows, index = [], [], 0
    behind = found.end()
    while begun := _RANGE.match(data, behind):
        first, many = int(begun[1]), int(begun[2])
        block = data[begun.end() : begun.end() + 20 * many]
        if len(block) != 20 * many or not _ROWS.fullmatch(block):
            raise Unreadable('a cross-reference table with rows of another form', begun.end())
        ranges.append((first, many, index))
        rows.append(block)
        index, behind = index + many, begun.end() + len(block)
    named = _TRAILER.match(data, behind)
    trailer, end = objects.value(data, named.end()) if named else (None, behind)
    if not ranges or not isinstance(trailer, dict):
        raise Unreadable('a cross-reference table without its trailer', behind)
    return Section(place, end, trailer, tuple(sorted(ranges)), b''.join(rows), ())


def _stream(data: bytes, place: int, most: int) -> Section:
    own = objects.indirect(data, place)
    if not isinstance(own.value, Stream) or own.value.entries.get('Type') != Name('XRef'):
        raise Unreadable('no cross-reference', place)
    trailer = own.value.entries
    widths, size = trailer.get('W'), trailer.get('Size')
    index = trailer.get('Index', [0, size])
    if not _are_widths(widths) or type(size) is not int or not _counts(index) or len(index) % 2:
        raise Unreadable('a cross-reference stream of another form', place)
    rows = objects.decoded(own.value, most)
    ranges, behind = [], 0
    for first, many in zip(index[::2], index[1::2], strict=True):
        ranges.append((first, many, behind))
        behind += many
    if behind * sum(widths) != len(rows):
        raise Unreadable('a cross-reference stream of another length than it says', place)
    return Section(place, own.end, trailer, tuple(sorted(ranges)), rows, tuple(widths), own)


def _are_widths(given: Any) -> TypeGuard[list[int]]:
    """Tell whether these are the bytes of the three fields of a row, as writers give them."""
    return _counts(given, 3) and given[0] <= 1 and 1 <= given[1] <= 8 and given[2] <= 4


def _counts(given: Any, many: int | None = None) -> TypeGuard[list[int]]:
    """Tell whether something is a list of (so many) numbers from 0 up."""
    return (
        isinstance(given, list)
        and all(type(one) is int and one >= 0 for one in given)
        and many in (None, len(given))
    )
