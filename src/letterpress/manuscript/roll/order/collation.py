"""The order of names and their initials.

Where ICU is installed, that of the edition's language (`by_language`). Else the root table (DUCET
10.0) of the Unicode Collation Algorithm, no language's own: one order for all languages, so that a
name stands at the same place in every edition of the letter. `identity` says which. pyuca has the
algorithm and the table; to read all 34 000 rows of it takes 0.2 s, so only the rows of the
characters at hand are read (0.02 s). That changes no key: the algorithm looks up no row whose first
character is not in the text.

An initial is the letter that the order takes the first one for: Ł stands among the L, É among the
E, Æ among the A; but Й, which comes after all names in И, has a place of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING
from unicodedata import combining

from letterpress.base.reaches import guard
from letterpress.manuscript.roll.order import by_language

if TYPE_CHECKING:
    from pyuca.collator import Collator_10_0_0


def keys(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the sort key of each text: its weights, each as the character of that number.

    Keys of one call and of several calls can be compared with each other: texts are compared
    character by character as their weights would be, in a fraction of the time.
    """
    if not texts:
        return ()  # the table has 31,000 rows
    decomposed = [unicodedata.normalize('NFD', text) for text in texts]
    characters = set().union(*decomposed)
    collator = _part()(characters)
    if len(texts) < _MANY:
        return tuple(_as_text(collator.sort_key(text)) for text in decomposed)
    marks = ''.join(one for one in characters if combining(one))
    stretches = re.compile(f'.[{re.escape(marks)}]*' if marks else '.', re.DOTALL)
    apart = _Stretches(collator)
    spanning = re.compile(f'[{re.escape(_spanning())}]')
    return tuple(
        _as_text(collator.sort_key(text))
        if spanning.search(text)
        else _key([apart[one] for one in stretches.findall(text)])
        for text in decomposed
    )


def _as_text(weights: Iterable[int]) -> str:
    return ''.join(map(chr, weights))


_Levels = tuple[str, str, str]


def _key(found: list[_Levels]) -> str:
    """Return a sort key of the weights of letters, as pyuca puts it together."""
    primary, secondary, tertiary = map(''.join, zip(*found, strict=True)) if found else ('', '', '')
    return f'{primary}\0{secondary}\0{tertiary}\0'


class _Stretches(dict[str, _Levels]):
    """The weights of a letter with its marks, by level, each looked up once.

    A roll's key is those of its letters, one after the other, where no two letters have a weight
    together.
    """

    def __init__(self, collator: Collator_10_0_0):
        super().__init__()
        self._collator = collator

    def __missing__(self, stretch: str) -> _Levels:
        elements = self._collator.collation_elements(stretch)
        primary, secondary, tertiary = (
            _as_text(one[level] for one in elements if one[level]) for level in range(3)
        )
        self[stretch] = found = primary, secondary, tertiary
        return found


@cache
def _spanning() -> str:
    """Return the letters, not marks, that have a weight together with one before them."""
    found: set[str] = set()
    for row in _SEVERAL.findall(_table(_part().UCA_VERSION)):
        points = (chr(int(point, 16)) for point in row.split()[1:])
        found.update(one for one in points if not combining(one))
    return ''.join(sorted(found))


# Searched for in the whole table at once: to split it into rows takes twenty times as long.
_SEVERAL = re.compile(rb'\n([0-9A-F]+ [0-9A-F][0-9A-F ]+);')  # rows of more than one code point
_IMPLICIT = re.compile(rb'\n@implicitweights ([0-9A-F]+)\.\.([0-9A-F]+); *([0-9A-F]+)')


def _rows_of(characters: Iterable[str]) -> re.Pattern[bytes]:
    """Return what finds the rows that begin with one of the characters: points and elements."""
    points = b'|'.join(sorted(b'%04X' % ord(one) for one in characters))
    return re.compile(rb'\n((?:' + points + rb') [^;\n]*);([^#\n]*)')


_MANY = 100  # texts from which their letters are looked up once each
_OTHER = '#'  # the initial of figures and signs
# The letters that others are taken for. Greek and Latin accents and the Cyrillic Ё go the same way
# without this table.
_PLAIN = 'ABCDEFGHIJKLMNOPQRSTUVWXYZΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ'


Key = str | bytes  # those of one call are all of one kind


def identity() -> str:
    """Return what sorts, with its version: another one gives another order."""
    if by_language.installed():
        return f'ICU {by_language.version()}, the rules of each language'
    return f'UCA {_part().UCA_VERSION}, root table (pyuca)'


def ordered(texts: Sequence[str], language: str = '') -> tuple[tuple[Key, str], ...]:
    """Return the sort key and the initial of each text, for an edition in a language.

    Quotation marks and other signs in front of it do not count.
    """
    words = [_from_first_letter(text) for text in texts]
    if not by_language.installed():
        return tuple(zip(*_of_the_root(words), strict=True))
    initial = by_language.initials(language)
    found = [initial(word) for word in words]
    others = dict.fromkeys(
        word[:1] for word, letter in zip(words, found, strict=True) if not letter
    )
    of_others = dict(zip(others, _of_the_root(list(others))[1], strict=True))
    letters = [letter or of_others[word[:1]] for word, letter in zip(words, found, strict=True)]
    return tuple(zip(by_language.keys(words, language), letters, strict=True))


def _of_the_root(words: Sequence[str]) -> tuple[list[Key], list[str]]:
    """Return sort keys and initials by the root table, of words without signs in front."""
    firsts = {
        word[0]: unicodedata.normalize('NFD', word[0])[0] for word in words if word[:1].isalpha()
    }
    letters = list(dict.fromkeys((*_PLAIN, *firsts, *firsts.values())))
    found = keys([*words, *letters])
    weights = {letter: key[:1] for letter, key in zip(letters, found[len(words) :], strict=True)}
    plain = {weights[letter]: letter for letter in _PLAIN}

    def initial(word: str) -> str:
        letter = word[:1]
        if letter not in firsts:
            return _OTHER
        if plainer := plain.get(weights[letter]):
            return plainer
        # the table sets ا with and without hamza apart; no reader of Arabic looks for two alifs
        bare = firsts[letter]
        same = weights[bare] == weights[letter] or unicodedata.name(letter, '').startswith('ARABIC')
        return (bare if same else letter).title()[:1]

    return list(found[: len(words)]), list(map(initial, words))


def _from_first_letter(text: str) -> str:
    """Return the text from its first letter or figure on; the whole text where it has none. NFC."""
    text = unicodedata.normalize('NFC', text)
    starts = (at for at, one in enumerate(text) if unicodedata.category(one)[0] in 'LN')
    return text[next(starts, 0) :]


@cache
def _table(version: str) -> bytes:
    """Return the table as it is published, in ASCII but for its comments."""
    return resources.files('pyuca').joinpath(f'allkeys-{version}.txt').read_bytes()


@cache
def _part() -> type[Collator_10_0_0]:
    """Return pyuca's collator as a class that reads only the rows of some characters."""
    guard.check('pyuca')
    from pyuca.collator import COLL_ELEMENT_PATTERN, Collator_10_0_0
    from pyuca.utils import hexstrings2int

    class Part(Collator_10_0_0):  # type: ignore[misc]  # pyuca has no types
        """The collator for texts of the given characters."""

        def __init__(self, characters: Iterable[str]):
            self._characters = frozenset(characters)
            super().__init__('')  # '': the table's path, which `load` below has no use for

        def load(self, filename: str) -> None:
            table = _table(self.UCA_VERSION)
            rows = _rows_of(self._characters).findall(table) if self._characters else ()
            for points, elements in rows:
                weights = COLL_ELEMENT_PATTERN.findall(elements.decode())
                self.table.add(
                    hexstrings2int(points.decode().split()), list(map(hexstrings2int, weights))
                )
            for span in _IMPLICIT.findall(table):
                self.implicit_weights.append([int(part, 16) for part in span])

    return Part
