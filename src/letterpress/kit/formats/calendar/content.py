"""Content lines of iCalendar: texts escaped, parameters quoted, lines folded (RFC 5545, 3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote, urlsplit, urlunsplit

OCTETS = 75  # of a line, without its end

_CONTROLS = re.compile('[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]')
_BREAKS = re.compile('\r\n|[\r\n\u2028\u2029]')
_KEPT = "/?#[]@!$&'()*+,;=:%"  # signs of an address that mean something in it


def text(said: str) -> str:
    """Return a text as the value of a property: escaped, its lines parted, no controls."""
    escaped = re.sub(r'([\\;,])', r'\\\1', _BREAKS.sub('\n', said))
    return _CONTROLS.sub('', escaped).replace('\n', '\\n')


def parameter(said: str) -> str:
    """Return a text as the value of a parameter, in quotes; those in it are made single ones."""
    plain = _CONTROLS.sub('', _BREAKS.sub(' ', said)).replace('\t', ' ')
    return '"' + plain.replace('"', "'") + '"'


def uri(address: str) -> str:
    """Return a web address in ASCII alone (RFC 3986): its host in Punycode, the rest in percent."""
    parts = urlsplit(address)
    user, at, host = parts.netloc.rpartition('@')
    return urlunsplit(
        (
            parts.scheme,
            quote(user, safe=_KEPT) + at + ascii_host(host),
            *(quote(part, safe=_KEPT) for part in parts[2:]),
        )
    )


def ascii_host(host: str) -> str:
    """Return the name of a host, with its port if it has one, as the net knows it."""
    try:
        return host.encode('idna').decode('ascii').lower()
    except UnicodeError:  # no name of a host, yet somebody's address
        return quote(host, safe=_KEPT).lower()


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
