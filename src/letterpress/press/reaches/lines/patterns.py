"""Hyphenation patterns that are read when a word asks for them.

pyphen parses a whole dictionary at its first word: half a second for the 30,000 patterns of German,
in every process. A letter needs some hundred of them. Here a dictionary's lines are only sorted
under the letters they are about; each is parsed when a word has those letters. The hyphens are the
same in every dictionary (tests/press/reaches/test_patterns.py).
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import pyphen

from letterpress.press.reaches.lines import answers

_EDGES = ' \n', '\t\n', '\r', '\n ', '\n\t'  # what stands where a line is to be stripped
_SPELLING = re.compile('/[^\n]*=.*')  # what a line says about the spelling at the hyphen

# Where in the letters a pattern begins, and its values from there on.
Pattern = tuple[int, tuple[int, ...]]


class Patterns(pyphen.HyphDict):  # type: ignore[misc]  # pyphen has no types
    """A dictionary of pyphen (0.18) that parses its patterns one by one, as they are asked for."""

    def __init__(self, path: Path):
        """Read a hyph_*.dic. Raises what reading and decoding it raises."""
        head, _, rest = path.read_bytes().partition(b'\n')
        encoding = head.decode().strip()
        text = rest.decode('cp1251' if encoding.lower() == 'microsoft-cp1251' else encoding)
        if '^^' in text:
            text = pyphen.parse_hex(lambda match: chr(int(match[1], 16)), text)
        if any(edge in text for edge in _EDGES) or text != text.strip(' \t'):
            text = '\n'.join(map(str.strip, text.split('\n')))
        lines = text.split('\n')
        pure = _SPELLING.sub('', text) if '/' in text else text
        # bytes.translate takes a twentieth of the time of str.translate.
        letters = pure.encode().translate(None, b'0123456789').decode().split('\n')
        self.cache: dict[str, list[Any]] = {}
        self.patterns = _Lazily(letters, lines)
        self.maxlen = max(map(len, self.patterns.lines), default=0)


class _Lazily:
    """What `HyphDict.patterns` is asked for: `get`."""

    def __init__(self, letters: list[str], lines: list[str]):
        self.lines = dict(zip(letters, lines, strict=True))
        self._parsed: dict[str, Pattern | None] = {}
        self._all = letters, lines

    def get(self, letters: str) -> Pattern | None:
        """Return the pattern about these letters; parse it if nobody has asked for it before."""
        if letters not in self.lines:
            return None
        if letters not in self._parsed:
            self._parsed[letters] = _parse(self.lines[letters]) or self._earlier(letters)
        return self._parsed[letters]

    def _earlier(self, letters: str) -> Pattern | None:
        """Return the pattern of the last line about some letters that has a value."""
        if letters not in self._twins:
            return None
        lines = [line for one, line in zip(*self._all, strict=True) if one == letters]
        return next(filter(None, map(_parse, reversed(lines))), None)

    @cached_property
    def _twins(self) -> set[str]:
        """The letters about which there are several lines."""
        seen, twins = set[str](), set[str]()
        for letters in self._all[0]:
            (twins if letters in seen else seen).add(letters)
        return twins


def _parse(line: str) -> Pattern | None:
    pattern = _SPELLING.sub('', line)
    number = pyphen.AlternativeParser(pattern, line.partition('/')[2]) if pattern != line else int
    values = [number(digit or '0') for digit, _ in pyphen.parse(pattern)]
    places = [n for n, value in enumerate(values) if value]
    if not places or line.startswith(pyphen.ignored):
        return None
    return places[0], tuple(values[places[0] : places[-1] + 1])


@lru_cache(maxsize=20_000)
def syllables(word: str, language: str, left: int, right: int) -> tuple[int, ...]:
    """Return where a word may be broken: after how many of its letters.

    Never after fewer than `left` or before fewer than `right`. A break that changes the spelling
    ("ck" to "k-k") is left to those who write so. A language without patterns has none.
    """
    known = pyphen.language_fallback(language)
    if not known:
        return ()
    asked = f'word {known} {left} {right} {word}'
    return tuple(answers.of(asked, lambda: _broken(word, known, left, right)))


def _broken(word: str, known: str, left: int, right: int) -> tuple[int, ...]:
    positions = pyphen.Pyphen(lang=known, left=left, right=right).positions(word)
    return tuple(int(one) for one in positions if getattr(one, 'data', None) is None)


def open_for(language: str) -> None:
    """Read the patterns of a language, where it has some, before a word asks for them."""
    known = pyphen.language_fallback(language)
    if known:
        pyphen.Pyphen(lang=known)


def install() -> None:
    """Have pyphen read its dictionaries this way from now on."""
    pyphen.HyphDict = Patterns
