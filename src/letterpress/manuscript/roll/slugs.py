"""Slugs: an ASCII name for a signatory's entry, made once at import and never changed afterwards.

The tables follow what readers of each script expect in Latin letters (ELOT 743 for Greek, the Bulgarian law of 2009
with the other Slavic letters added, the consonants of ISO 233-2 for Arabic). A slug identifies; it is never printed.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Container

MAX_LENGTH = 60

_LATIN = {
    'ß': 'ss',
    'æ': 'ae',
    'œ': 'oe',
    'ø': 'o',
    'đ': 'd',
    'ð': 'd',
    'ł': 'l',
    'þ': 'th',
    'ı': 'i',
    'ħ': 'h',
    'ŋ': 'ng',
    'ə': 'e',
    '&': ' and ',
    '+': ' plus ',
    '@': ' at ',
}
_GREEK = dict(
    zip('αβγδεζηικλμνξοπρσςτυφω', 'a v g d e z i i k l m n x o p r s s t y f o'.split()),
    θ='th',
    χ='ch',
    ψ='ps',
)
_CYRILLIC = dict(
    zip(
        'абвгдезийклмнопрстуфхыьэіѓќ',
        'a b v g d e z i y k l m n o p r s t u f h y y e i g k'.split(),
    ),
    ж='zh',
    ц='ts',
    ч='ch',
    ш='sh',
    щ='sht',
    ъ='a',
    ю='yu',
    я='ya',
    є='ye',
    ґ='g',
    ђ='dj',
    ј='j',
    љ='lj',
    њ='nj',
    ћ='c',
    џ='dz',
)
_ARABIC = dict(
    zip(
        'ابتجحدرزسصضطعفقكلمنهويءئؤىةپگ',
        "a b t j h d r z s s d t a f q k l m n h w y ' y w a a p g".split(),
    ),
    ث='th',
    خ='kh',
    ذ='dh',
    ش='sh',
    ظ='z',
    غ='gh',
    چ='ch',
    ک='k',
    ی='y',
)
_LETTERS = {**_LATIN, **_GREEK, **_CYRILLIC, **_ARABIC}


def slug(name: str) -> str:
    """Return 'la-cimade' for 'La Cimade'; a name in no script of the tables gives 's-' and a digest."""
    words = re.findall(
        '[a-z0-9]+', ''.join(map(_latin, unicodedata.normalize('NFC', name.casefold())))
    )
    if not words:
        return 's-' + hashlib.sha256(unicodedata.normalize('NFC', name).encode()).hexdigest()[:8]
    found = '-'.join(words)
    return (
        found
        if len(found) <= MAX_LENGTH
        else found[: MAX_LENGTH + 1].rpartition('-')[0] or found[:MAX_LENGTH]
    )


def _latin(character: str) -> str:
    if character in _LETTERS:
        return _LETTERS[character]
    parts = unicodedata.normalize('NFKD', character)
    return ''.join(_LETTERS.get(part, part) for part in parts if not unicodedata.combining(part))


def fresh(name: str, taken: Container[str]) -> str:
    """Return the slug of a name, with '-2', '-3' … where another entry has it already."""
    first = slug(name)
    number, found = 1, first
    while found in taken:
        number += 1
        found = f'{first}-{number}'
    return found
