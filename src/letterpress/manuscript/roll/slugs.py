"""Slugs: an ASCII name for a signatory's entry, made once at import and never changed afterwards.

The tables follow what readers of each script expect in Latin letters (ELOT 743 for Greek, the
Bulgarian law of 2009 with the other Slavic letters added, the consonants of ISO 233-2 for Arabic).
A slug identifies; it is never printed.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Container

MAX_LENGTH = 60


def _table(letters: str, latin: str) -> dict[str, str]:
    """Return what stands for each letter: the words of `latin`, in the letters' order."""
    return dict(zip(letters, latin.split(), strict=True))


_SIGNLESS = re.compile("[a-z0-9 '.,()/-]*")  # letters and signs for which nothing else stands
_LATIN_WORDS = re.compile('[a-z0-9]+').findall
_SIGNS = {'&': ' and ', '+': ' plus ', '@': ' at '}
_LATIN = _table('ßæœøđðłþıħŋə', 'ss ae oe o d d l th i h ng e')
_GREEK = _table(
    'αβγδεζηικλμνξοπρσςτυφωθχψ',
    'a v g d e z i i k l m n x o p r s s t y f o th ch ps',
)
_CYRILLIC = _table(
    'абвгдезийклмнопрстуфхыьэіѓќжцчшщъюяєґђјљњћџ',
    'a b v g d e z i y k l m n o p r s t u f h y y e i g k '
    'zh ts ch sh sht a yu ya ye g dj j lj nj c dz',
)
_ARABIC = _table(
    'ابتجحدرزسصضطعفقكلمنهويءئؤىةپگثخذشظغچکی',
    "a b t j h d r z s s d t a f q k l m n h w y ' y w a a p g th kh dh sh z gh ch k y",
)
_LETTERS = {**_SIGNS, **_LATIN, **_GREEK, **_CYRILLIC, **_ARABIC}


def slug(name: str) -> str:
    """Return 'la-cimade' for 'La Cimade'.

    A name in no script of the tables gives 's-' and a digest.
    """
    folded = unicodedata.normalize('NFC', name.casefold())
    latin = folded if _SIGNLESS.fullmatch(folded) else folded.translate(_IN_LATIN)
    words = _LATIN_WORDS(latin)
    if not words:
        return 's-' + hashlib.sha256(unicodedata.normalize('NFC', name).encode()).hexdigest()[:8]
    found = '-'.join(words)
    if len(found) <= MAX_LENGTH:
        return found
    return found[: MAX_LENGTH + 1].rpartition('-')[0] or found[:MAX_LENGTH]


class _InLatin(dict[int, str]):
    """What stands for each character."""

    def __missing__(self, code: int) -> str:
        self[code] = made = _latin(chr(code))
        return made


_IN_LATIN = _InLatin()


def _latin(character: str) -> str:
    if character in _LETTERS:
        return _LETTERS[character]
    parts = unicodedata.normalize('NFKD', character)
    return ''.join(_LETTERS.get(part, part) for part in parts if not unicodedata.combining(part))


def fresh(name: str, taken: Container[str], reached: dict[str, int] | None = None) -> str:
    """Return the slug of a name, with '-2', '-3' … where another entry has it already.

    `reached` remembers the last number of each slug between calls: of ten thousand names that begin
    alike each would ask for all numbers before its own.
    """
    first = slug(name)
    memory = {} if reached is None else reached
    number = memory.get(first, 1)
    found = first if number == 1 else f'{first}-{number}'
    while found in taken:
        number += 1
        found = f'{first}-{number}'
    memory[first] = number
    return found
