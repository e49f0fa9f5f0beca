"""DER, the one way to write ASN.1 down: a strict reader and a small writer (ITU-T X.690, 8 and 10).

Strictness is the point. A seal must not survive a changed byte, so whatever could be written in a
second way (long forms of short lengths, indefinite lengths, leftovers behind a value) is refused
instead of understood. Every fault is Malformed, and none takes longer to find than the bytes are
long: what no signature has is bounded (MOST, LONGEST).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from letterpress.values import dataclass

INTEGER, BIT_STRING, OCTET_STRING, NULL, OID = 0x02, 0x03, 0x04, 0x05, 0x06
UTC_TIME, GENERALIZED_TIME, SEQUENCE, SET = 0x17, 0x18, 0x30, 0x31
MOST = 10_000  # values beside each other: a signature has some forty
LONGEST = 64  # bytes of an object identifier: the longest in use have a third


class Malformed(ValueError):
    """Raised when bytes are not the DER that is expected at this place."""


class Absurd(Malformed):
    """Raised for what no change of a byte makes of a signature: it never was one."""


@dataclass(frozen=True)
class Item:
    """One value: its tag, what it holds, and the whole of it with tag and length."""

    tag: int
    body: bytes
    raw: bytes


def context(number: int, constructed: bool = True) -> int:
    """Return the tag of the context-specific class: [0], [1] and so on."""
    return (0xA0 if constructed else 0x80) | number


def first(data: bytes) -> Item:
    """Read the value that `data` begins with; whatever follows is not looked at."""
    return _at(data, 0)


def items(data: bytes) -> tuple[Item, ...]:
    """Read values until the data ends, which must be exactly behind the last one."""
    found: list[Item] = []
    at = 0
    while at < len(data):
        if len(found) == MOST:
            raise Absurd('more values than a signature has')
        found.append(_at(data, at))
        at += len(found[-1].raw)
    return tuple(found)


def _at(data: bytes, at: int) -> Item:
    """Read the value that begins at `at`."""
    if len(data) < at + 2:
        raise Malformed('the data ends before a value')
    tag, length, body = data[at], data[at + 1], at + 2
    if tag & 0x1F == 0x1F:
        raise Malformed('a tag in the long form')
    if length >= 0x80:
        size = length & 0x7F
        if not 1 <= size <= 4 or len(data) < body + size:
            raise Malformed('a length that cannot be')
        body, length = body + size, int.from_bytes(data[body : body + size], 'big')
        if length < 0x80 or length.bit_length() <= 8 * (size - 1):
            raise Malformed('a length written longer than needed')
    if body + length > len(data):
        raise Malformed('a value longer than the data')
    return Item(tag, data[body : body + length], data[at : body + length])


def only(data: bytes, tag: int) -> Item:
    """Read the one value of this tag that `data` consists of."""
    item = first(data)
    if item.tag != tag or len(item.raw) != len(data):
        raise Malformed(f'tag {item.tag:#04x} where {tag:#04x} alone belongs')
    return item


def inside(item: Item, *tags: int) -> tuple[Item, ...]:
    """Read the values inside `item`: exactly one of each tag, in this order."""
    found = items(item.body)
    if tuple(one.tag for one in found) != tags:
        raise Malformed('not the parts that belong here')
    return found


def dotted(item: Item) -> str:
    """Return an object identifier as text, '1.2.840…'."""
    if item.tag == OID and len(item.body) > 127:
        raise Absurd('an object identifier longer than any')
    if item.tag != OID or not 1 <= len(item.body) <= LONGEST or item.body[-1] & 0x80:
        raise Malformed('not an object identifier')
    arcs, arc = [], 0
    for byte in item.body:
        if arc == 0 and byte == 0x80:
            raise Malformed('an object identifier written longer than needed')
        arc = arc << 7 | byte & 0x7F
        if not byte & 0x80:
            arcs.append(arc)
            arc = 0
    top = min(arcs[0] // 40, 2)
    return '.'.join(map(str, [top, arcs[0] - 40 * top, *arcs[1:]]))


def number(item: Item) -> int:
    """Return an integer that is not negative."""
    body = item.body
    if (
        item.tag != INTEGER
        or not body
        or body[0] & 0x80
        or (len(body) > 1 and body[0] == 0 and not body[1] & 0x80)
    ):
        raise Malformed('not a number')
    return int.from_bytes(body, 'big')


def moment(item: Item) -> datetime:
    """Return a time in UTC.

    RFC 5652, 11.3: UTCTime until 2049, GeneralizedTime from 2050, both with seconds and Z.
    """
    form = {UTC_TIME: '%y%m%d%H%M%SZ', GENERALIZED_TIME: '%Y%m%d%H%M%SZ'}.get(item.tag)
    try:
        text = item.body.decode('ascii')
        if form is None or len(text) != (13 if item.tag == UTC_TIME else 15):
            raise ValueError
        year = int(text[:2]) if item.tag == UTC_TIME else None
        if year is not None:  # strptime turns the century at 69; RFC 5280, 4.1.2.5.1 turns it at 50
            form, text = '%Y%m%d%H%M%SZ', f'{2000 + year if year < 50 else 1900 + year}{text[2:]}'
        return datetime.strptime(text, form).replace(tzinfo=UTC)
    except ValueError:
        raise Malformed('not a time') from None


def value(tag: int, *parts: bytes) -> bytes:
    """Write one value that holds the parts one after the other."""
    body = b''.join(parts)
    if len(body) < 0x80:
        return bytes([tag, len(body)]) + body
    size = (len(body).bit_length() + 7) // 8
    return bytes([tag, 0x80 | size]) + len(body).to_bytes(size, 'big') + body


def sequence(*parts: bytes) -> bytes:
    """Write a SEQUENCE."""
    return value(SEQUENCE, *parts)


def set_of(parts: Iterable[bytes], tag: int = SET) -> bytes:
    """Write a SET OF: X.690, 11.6 wants the members sorted by their bytes."""
    return value(tag, *sorted(parts))


def integer(n: int) -> bytes:
    """Write a number that is not negative."""
    return value(INTEGER, n.to_bytes(n.bit_length() // 8 + 1, 'big'))


def identifier(text: str) -> bytes:
    """Write an object identifier given as '1.2.840…'."""
    one, two, *rest = map(int, text.split('.'))
    body = bytearray()
    for arc in (40 * one + two, *rest):
        groups = [arc & 0x7F]
        while arc := arc >> 7:
            groups.append(arc & 0x7F | 0x80)
        body += bytes(reversed(groups))
    return value(OID, bytes(body))


def time(when: datetime) -> bytes:
    """Write a time to the second, in UTC."""
    utc = when.astimezone(UTC)
    if 1950 <= utc.year < 2050:
        return value(UTC_TIME, utc.strftime('%y%m%d%H%M%SZ').encode())
    return value(GENERALIZED_TIME, f'{utc.year:04}{utc:%m%d%H%M%S}Z'.encode())
