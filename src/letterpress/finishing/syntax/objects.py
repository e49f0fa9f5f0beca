"""PDF objects as they are written (ISO 32000-2, 7.3): one value at one place, nothing is followed.

What readers could understand in two ways is refused: a key that stands twice in a dictionary, a
comment, a stream whose /Length does not end at `endstream`. One regular expression reads the
tokens, in one pass.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from letterpress.values import dataclass

DEEP = 64  # arrays and dictionaries within each other
BLANK = rb'[\0\t\n\f\r ]'
_TOKEN = re.compile(
    rb"""%s*(?:(?P<reference>([1-9]\d{0,6})%s+(\d{1,5})%s+R(?![^\0\t\n\f\r ()<>\[\]{}/%%]))
    |(?P<number>[+-]?(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20}))(?![^\0\t\n\f\r ()<>\[\]{}/%%])
    |/(?P<name>[^\0\t\n\f\r ()<>\[\]{}/%%]*)|(?P<open><<|\[)|(?P<close>>>|\])
    |<(?P<hex>[0-9A-Fa-f\0\t\n\f\r\ ]*)>|(?P<text>\()
    |(?P<word>true|false|null)(?![^\0\t\n\f\r ()<>\[\]{}/%%]))""".replace(b'\n    ', b'')
    % (BLANK, BLANK, BLANK)
)
_TEXT = re.compile(rb'[^()\\]*(?:\\[\s\S][^()\\]*)*([()])')
_ESCAPE = re.compile(rb'\\(?:([0-7]{1,3})|(\r\n|[\s\S]))|\r\n?')
ESCAPED = {  # what a letter after a backslash stands for (ISO 32000-2, 7.3.4.2)
    b'n': b'\n',
    b'r': b'\r',
    b't': b'\t',
    b'b': b'\b',
    b'f': b'\f',
    b'\n': b'',
    b'\r': b'',
    b'\r\n': b'',
}
_HEADER = re.compile(rb'([1-9]\d{0,6}) (\d{1,5}) obj(?=[\0\t\n\f\r <\[(/])')
_STREAM = re.compile(rb'%s*stream(?:\r\n|\n)' % BLANK)
_ENDSTREAM = re.compile(rb'(?:\r\n|\n|\r)?endstream(?=%s)' % BLANK)
_ENDOBJ = re.compile(rb'%s*endobj(?![^\0\t\n\f\r ()<>\[\]{}/%%])' % BLANK)


class Unreadable(ValueError):
    """Raised for bytes that are no object of the strict form.

    `place` is the byte where reading stopped.
    """

    def __init__(self, reason: str, place: int):
        super().__init__(reason)
        self.place = place


class Name(str):
    """A name, decoded, without its slash."""

    __slots__ = ()


class Word(NamedTuple):
    """One of the words true, false and null; no name is equal to it."""

    word: str


class Ref(NamedTuple):
    """A reference to an object, or the object's own name."""

    number: int
    generation: int


@dataclass(frozen=True)
class Stream:
    """A stream: its dictionary, and its data as written."""

    entries: dict[str, Any]
    raw: bytes


@dataclass(frozen=True)
class Object:
    """An indirect object with the bytes [start, end) that it takes, `N G obj` to `endobj`."""

    ref: Ref
    value: Any
    start: int
    end: int


NULL = Word('null')


def value(data: bytes, place: int) -> tuple[Any, int]:
    """Read the value that begins at a place (blanks before it are skipped).

    Return it and the place behind it. Names become `Name`, true, false and null `Word`, strings
    bytes, numbers int or float, references `Ref`. Raises Unreadable.
    """
    waiting: list[list[Any]] = []  # open arrays and dictionaries, the items of each
    opened: list[bytes] = []
    item: Any
    while True:
        found = _TOKEN.match(data, place)
        if not found:
            raise Unreadable('no value of a known form', place)
        kind, begin, place = found.lastgroup, place, found.end()
        if kind == 'open':
            if len(opened) == DEEP:
                raise Unreadable('too many values within each other', begin)
            opened.append(found['open'])
            waiting.append([])
            continue
        if kind == 'close':
            if not opened or (opened[-1] == b'[') is not (found['close'] == b']'):
                raise Unreadable('an end without its beginning', begin)
            items = waiting.pop()
            item = items if opened.pop() == b'[' else _dictionary(items, begin)
        elif kind == 'text':
            item, place = _text(data, place)
        else:
            item = _READ[kind](found, begin)
        if not waiting:
            return item, place
        waiting[-1].append(item)


def _dictionary(items: list[Any], place: int) -> dict[str, Any]:
    keys = items[::2]
    if len(items) % 2 or any(type(key) is not Name for key in keys) or len(set(keys)) != len(keys):
        raise Unreadable('a dictionary that can be read in two ways', place)
    return dict(zip(keys, items[1::2], strict=True))


def _text(data: bytes, place: int) -> tuple[bytes, int]:
    """Read a string in parentheses; `place` is behind the first of them. ISO 32000-2, 7.3.4.2."""
    depth, begin = 1, place
    while depth:
        found = _TEXT.match(data, place)
        if not found:
            raise Unreadable('a string that does not end', begin)
        depth, place = depth + (1 if found[1] == b'(' else -1), found.end()
    held = data[begin : place - 1]
    return (_ESCAPE.sub(_unescaped, held) if b'\\' in held or b'\r' in held else held), place


def _unescaped(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return bytes([int(found[1], 8) & 0xFF])
    return ESCAPED.get(found[2], found[2]) if found[2] is not None else b'\n'


def _hex(found: re.Match[bytes], _: int) -> bytes:
    digits = re.sub(BLANK, b'', found['hex'])
    return bytes.fromhex((digits + b'0' * (len(digits) % 2)).decode())


def _name(found: re.Match[bytes], place: int) -> Name:
    held = found['name']
    if b'#' in held:
        if re.search(rb'#(?![0-9A-Fa-f]{2})|#00', held):
            raise Unreadable('a name that can be read in two ways', place)
        held = re.sub(rb'#(..)', lambda one: bytes.fromhex(one[1].decode()), held)
    return Name(held.decode('latin-1'))


def _number(found: re.Match[bytes], _: int) -> int | float:
    held = found['number']
    return float(held) if b'.' in held else int(held)


_READ: dict[str | None, Callable[[re.Match[bytes], int], Any]] = {
    'reference': lambda found, _: Ref(int(found[2]), int(found[3])),
    'number': _number,
    'name': _name,
    'hex': _hex,
    'word': lambda found, _: Word(found['word'].decode()),
}


def indirect(data: bytes, place: int, length: Callable[[Any], Any] = lambda given: given) -> Object:
    """Read the indirect object that begins at a place.

    `length` follows a /Length that is a reference. Raises Unreadable.
    """
    head = _HEADER.match(data, place)
    if not head:
        raise Unreadable('neither an object nor a cross-reference', place)
    held, behind = value(data, head.end())
    if (begun := _STREAM.match(data, behind)) and isinstance(held, dict):
        size = length(held.get('Length'))
        if type(size) is not int or not 0 <= size <= len(data) - begun.end():
            raise Unreadable('a stream without its length', behind)
        ended = _ENDSTREAM.match(data, begun.end() + size)
        if not ended:
            raise Unreadable('a stream of another length than it says', begun.end())
        held, behind = Stream(held, data[begun.end() : begun.end() + size]), ended.end()
    end = _ENDOBJ.match(data, behind)
    if not end:
        raise Unreadable('an object that does not end', behind)
    return Object(Ref(int(head[1]), int(head[2])), held, place, end.end())


def refs(value: Any) -> Iterator[Ref]:
    """Yield every reference in a value, in the dictionary of a stream too."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Ref):
            yield one
        elif isinstance(one, Stream):
            waiting.append(one.entries)
        elif isinstance(one, dict):
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one


def decoded(stream: Stream, most: int) -> bytes:
    """Return the data of a stream: plain, or deflated (with a PNG predictor, 7.4.4.4).

    Raises Unreadable for any other form, for data behind its end, and for more than `most` bytes.
    """
    filters, parms = (
        [one] if not isinstance(one, list) else one
        for one in (stream.entries.get('Filter', []), stream.entries.get('DecodeParms', []))
    )
    if 'F' in stream.entries or len(parms) > 1 or filters not in ([], [Name('FlateDecode')]):
        raise Unreadable('a stream in a form that is not read', 0)
    if not filters:
        return stream.raw
    try:
        engine = zlib.decompressobj()
        data = engine.decompress(stream.raw, most + 1)
    except zlib.error:
        raise Unreadable('a stream that is damaged', 0) from None
    if len(data) > most or not engine.eof or engine.unused_data:
        raise Unreadable('a stream that is too long, or holds more than it shows', 0)
    given = parms[0] if parms and isinstance(parms[0], dict) else {}
    if given.get('Predictor', 1) == 1:
        return data
    kind, columns = given['Predictor'], given.get('Columns', 1)
    is_known = (
        type(kind) is int
        and 10 <= kind <= 15
        and type(columns) is int
        and 1 <= columns <= 64
        and given.get('Colors', 1) == 1
        and given.get('BitsPerComponent', 8) == 8
    )
    if not is_known or len(data) % (columns + 1):
        raise Unreadable('a stream in a form that is not read', 0)
    return _undone(data, columns)


class Inflated:
    """The data of streams, each inflated once; all together they have no more than `most` bytes."""

    def __init__(self, most: int):
        self._left = most
        # by place in memory; the stream is held with its data, so that the place stays its own
        self._held: dict[int, tuple[Stream, bytes]] = {}

    def __call__(self, stream: Stream) -> bytes:
        """Return the data of a stream. Raises Unreadable."""
        if id(stream) not in self._held:
            data = decoded(stream, self._left)
            self._left -= len(data)
            self._held[id(stream)] = (stream, data)
        return self._held[id(stream)][1]


def _undone(data: bytes, columns: int) -> bytes:
    """Undo a PNG predictor with one byte a pixel, of the kinds none, sub and up.

    Cross-references are written with these.
    """
    before, out = bytearray(columns), bytearray()
    for start in range(0, len(data), columns + 1):
        kind, row = data[start], bytearray(data[start + 1 : start + 1 + columns])
        if kind == 2:
            row = bytearray((one + other) & 0xFF for one, other in zip(row, before, strict=True))
        elif kind == 1:
            for at in range(1, columns):
                row[at] = (row[at] + row[at - 1]) & 0xFF
        elif kind:
            raise Unreadable('a stream in a form that is not read', 0)
        out += row
        before = row
    return bytes(out)
