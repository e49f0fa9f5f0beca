"""Where addresses stand in a text.

They are copied, typed off and read aloud, so no sign of one may be taken or added.

Web addresses with or without https://, e-mail addresses, names of domains, and what is long and
made of letters and figures: fingerprints, keys, file numbers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote

_LABEL = r'[^\W_](?:[\w-]*[^\W_])?'  # of a domain: letters, figures and hyphens
_ADDRESS = re.compile(
    r'(?:https?://|ftp://|mailto:|www\.)[^\s<>"“”«»„\u2066-\u2069]+'
    rf"|[\w.!#$%&'+/=?^{{|}}~-]+@{_LABEL}(?:\.{_LABEL})+"
    rf'|(?<![\w.@-]){_LABEL}(?:\.{_LABEL})*\.[a-z]{{2,24}}(?![\w@])(?:[/?#][^\s<>"“”«»„\u2066-\u2069]*)?'
    r'|(?<!\w)(?=[\w:-]*\d)(?=[\w:-]*[A-Za-z])[A-Za-z0-9](?:[A-Za-z0-9:-]*[A-Za-z0-9])(?!\w)',
    re.IGNORECASE,
)
_HINT = re.compile(
    r'//|www\.|mailto:|@|\w\.[^\W\d_]{2}|\d:?[A-Z]|[A-Z]:?\d', re.IGNORECASE
)  # no address is without one of these
_MARKS = '*_'  # of emphasis, when they stand before or after an address
_AFTER = ".,;:!?'’*…"  # what stands after an address belongs to the sentence
_PAIRS = {')': '(', ']': '[', '}': '{'}
_LONG = 8  # letters and figures: a shorter one is a word like 2nd or B52


_PARTS = re.compile(r'(https?://)([^/?#:]*)(.*)', re.DOTALL | re.IGNORECASE)
_KEPT = "%/?#[]@!$&'()*+,;=:~-._"  # what an address holds as it is (RFC 3986)


def in_ascii(address: str) -> str:
    """Return a web address as programs hand it on: its host in Punycode, the rest in per cent.

    Readers of codes, sharers of pages and mail programs end an address at the first letter that
    they do not expect. Another text, and an address in ASCII, comes back as it is.
    """
    found = _PARTS.fullmatch(address)
    if found is None or address.isascii():
        return address
    scheme, host, rest = found.groups()
    return f'{scheme}{".".join(map(_label, host.split(".")))}{quote(rest, safe=_KEPT)}'


def _label(label: str) -> str:
    """Return a label of a host as domains are registered (RFC 5891): ß stays ß."""
    if label.isascii():
        return label
    return 'xn--' + unicodedata.normalize('NFC', label.lower()).encode('punycode').decode()


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield first and past-the-last position of each address of a text, in order."""
    if not _HINT.search(text):
        return
    for found in _ADDRESS.finditer(text):
        start, end = found.span()
        while start < end and text[start] in _MARKS:
            start += 1
        after = _AFTER + '_' if text[:start].endswith('_') else _AFTER
        while start < end and (text[end - 1] in after or _closes_nothing(text[start:end])):
            end -= 1
        if start < end and (end - start >= _LONG or re.search('[@./]', text[start:end])):
            yield start, end


def _closes_nothing(address: str) -> bool:
    """Say whether an address ends in a bracket that was opened before it."""
    opening = _PAIRS.get(address[-1])
    return opening is not None and address.count(opening) < address.count(address[-1])
