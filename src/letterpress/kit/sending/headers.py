"""The lines at the head of a message (RFC 5322), in ASCII whatever they say (RFC 2047).

They are written here and not by the email package: that of Python 3.11 spoils long subjects in
Arabic and Polish, and decodes an encoded word that a title happens to hold, so that a title could
bring a header of its own. Lines are folded at 78 characters.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from datetime import datetime
from email.utils import format_datetime

WIDTH = 78  # characters of a line, RFC 5322, 2.1.1
_BEGIN, _END = '=?utf-8?b?', '?='
# Bytes in one encoded word: it stands behind "Subject: " on a line, and has 75 characters at most
# (RFC 2047, 2).
_ROOM = (WIDTH - len('Subject: ') - len(_BEGIN) - len(_END)) // 4 * 3
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
_ADDRESS = re.compile(r'[!-~]+@[!-~]+')
# line ends of Unicode and all that Unicode calls a control
_BREAKS = re.compile('[\x00-\x1f\x7f-\x9f\u2028\u2029]+')


def one_line(text: str) -> str:
    """Return a text as one line: line ends and controls are blanks, and no two blanks meet.

    A no-break space is part of French and stays.
    """
    return re.sub(' {2,}', ' ', _BREAKS.sub(' ', text)).strip(' ')


def text(name: str, value: str) -> str:
    """Return a header of free text: Subject."""
    said = one_line(value)
    words = said.split(' ')
    if said.isascii() and '=?' not in said and max(map(len, words)) < WIDTH - len(name) - 2:
        return _folded(name, words)
    return _folded(name, list(_encoded(said)))


def mailbox(name: str, who: str, address: str) -> str:
    """Return a header of one mailbox: From, To.

    `who` may hold any sign. Raises ValueError for an address that is none (RFC 5322, 3.4.1).
    """
    if not _ADDRESS.fullmatch(address):
        raise ValueError(f'{address!r} is no address of a mailbox')
    said = one_line(who)
    if not said:
        return _folded(name, [address])
    if said.isascii() and '=?' not in said and len(said) < WIDTH - len(name) - 4:
        plain = _ATOMS.fullmatch(said)
        words = [said if plain else '"' + re.sub(r'(["\\])', r'\\\1', said) + '"']
    else:
        words = list(_encoded(said))
    return _folded(name, [*words, f'<{address}>'])


def date(name: str, moment: datetime) -> str:
    """Return a header of a moment, which knows its zone."""
    return f'{name}: {format_datetime(moment)}\r\n'


def token(name: str, value: str) -> str:
    """Return a header of one word that this house made. Raises ValueError for anything else."""
    if not re.fullmatch('[!-~]+', value):
        raise ValueError(f'{value!r} is no word of a header')
    return f'{name}: {value}\r\n'


def _encoded(said: str) -> Iterator[str]:
    """Yield encoded words that say a text together; none ends within a character."""
    part = b''
    for sign in said:
        data = sign.encode()
        if len(part) + len(data) > _ROOM:
            yield _word(part)
            part = b''
        part += data
    yield _word(part)


def _word(part: bytes) -> str:
    return f'{_BEGIN}{b64encode(part).decode()}{_END}'


def _folded(name: str, words: list[str]) -> str:
    """Return words behind a header's name, as many on a line as it takes."""
    lines, line = [], f'{name}:'
    for word in words:
        if len(line) + 1 + len(word) > WIDTH and line.strip():
            lines.append(line)
            line = ''
        line += f' {word}'
    return '\r\n'.join([*lines, line]) + '\r\n'
