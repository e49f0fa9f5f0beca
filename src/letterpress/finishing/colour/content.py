"""Content streams (ISO 32000-2, 7.8.2): the operators of a page, each with its operands as written.

Operands stay the bytes that they are, so that what is not changed is written as it was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Operation = tuple[bytes, bytes]  # operator, operands as written

_BLANK = rb'(?:[\0\t\n\f\r ]|%[^\r\n]*[\r\n])'
_HEX = rb'<[0-9A-Fa-f\0\t\n\f\r ]*+>'
_FLAT = rb'(?:[^()\\]|\\[\s\S])'
_TEXT = rb'\((?:%s|\((?:%s|\(%s*+\))*+\))*+\)' % (_FLAT, _FLAT, _FLAT)
_ARRAY = rb'\[(?:[^\[\]()<>%%]|%s|%s)*+\]' % (_HEX, _TEXT)
_INNER = rb'<<(?:[^<>()\[\]%%]|%s|%s|%s)*+>>' % (_HEX, _TEXT, _ARRAY)
_DICTIONARY = rb'<<(?:[^<>()\[\]%%]|%s|%s|%s|%s)*+>>' % (_HEX, _TEXT, _ARRAY, _INNER)
_NUMBER = rb'[+-]?(?:\d++\.?\d*+|\.\d++)'
_NAME = rb'/[^\0\t\n\f\r ()<>\[\]{}/%]*+'
_END = rb'(?=[\0\t\n\f\r ()<>\[\]{}/%]|\Z)'
_OPERAND = b'|'.join(
    (
        _NUMBER + _END,
        _NAME,
        _DICTIONARY,
        _HEX,
        _ARRAY,
        _TEXT,
        rb'(?:true|false|null)' + _END,
    )
)
_OPERATION = re.compile(
    rb'%s*+((?:(?:%s)%s*+)*+)([A-Za-z\'"][A-Za-z0-9*]*+)%s' % (_BLANK, _OPERAND, _BLANK, _END)
)
_REST = re.compile(rb'%s*\Z' % _BLANK)


class Unreadable(ValueError):
    """Raised for bytes that are no operation; `place` is the first of them."""

    def __init__(self, place: int):
        super().__init__(f'no operator of a known form at byte {place}')
        self.place = place


def operations(data: bytes) -> Iterator[Operation]:
    """Yield the operations of a content stream. Raises Unreadable."""
    place = 0
    match = _OPERATION.match
    while found := match(data, place):
        place = found.end()
        yield found[2], found[1]
    if not _REST.match(data, place):
        raise Unreadable(place)


def numbers(operands: bytes) -> tuple[float, ...]:
    """Return operands that are numbers. Raises ValueError for others."""
    return tuple(map(float, operands.split()))


def name(operands: bytes) -> str:
    """Return an operand that is a name, without its slash ('' for none)."""
    held = operands.strip()
    if not held.startswith(b'/'):
        return ''
    return re.sub(rb'#([0-9A-Fa-f]{2})', lambda one: bytes.fromhex(one[1].decode()), held)[
        1:
    ].decode('latin-1')


def written(value: float) -> bytes:
    """Return a number as PDF has it: four places at most, no exponent, no idle zero."""
    text = f'{value:.4f}'.rstrip('0').rstrip('.')
    return b'0' if text in ('', '-0') else text.encode()
