"""Content lines of iCalendar: texts escaped, parameters quoted, lines folded (RFC 5545, 3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable

OCTETS = 75  # of a line, without its end

_CONTROLS = re.compile('[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]')
_BREAKS = re.compile('\r\n|[\r\n\u2028\u2029]')


def text(said: str) -> str:
    """Return a text as the value of a property: escaped, its lines parted, no controls."""
    escaped = re.sub(r'([\\;,])', r'\\\1', _BREAKS.sub('\n', said))
    return _CONTROLS.sub('', escaped).replace('\n', '\\n')


def parameter(said: str) -> str:
    """Return a text as the value of a parameter, in quotes; those in it are made single ones."""
    plain = _CONTROLS.sub('', _BREAKS.sub(' ', said)).replace('\t', ' ')
    return '"' + plain.replace('"', "'") + '"'


def written(lines: Iterable[str]) -> bytes:
    """Return content lines as the bytes of a file: folded, each with CR and LF at its end."""
    return b''.join(part + b'\r\n' for line in lines for part in _folded(line.encode()))


def _folded(line: bytes) -> Iterable[bytes]:
    """Yield the parts of a line; none ends inside a character, each but the first is indented."""
    start, room, indent = 0, OCTETS, b''
    while len(line) - start > room:
        end = start + room
        while line[end] & 0xC0 == 0x80:  # the middle of a character
            end -= 1
        yield indent + line[start:end]
        start, room, indent = end, OCTETS - 1, b' '
    yield indent + line[start:]
