"""Hyphenation patterns read one by one give the hyphens that pyphen gives."""

import random

import pyphen
import pytest

from letterpress.press import engine  # noqa: F401 has the patterns installed
from letterpress.press.reaches.lines.patterns import Patterns

ORDINARY = Patterns.__mro__[1]
PATHS = sorted(set(pyphen.LANGUAGES.values()))


def test_the_engine_has_pyphen_read_them_so():
    assert pyphen.HyphDict is Patterns is not ORDINARY


@pytest.mark.parametrize('path', PATHS, ids=lambda path: path.stem)
def test_every_dictionary_has_the_same_patterns(path):
    whole, lazy = ORDINARY(path), Patterns(path)
    for letters in whole.patterns.keys() | lazy.patterns.lines.keys():
        start, values = whole.patterns.get(letters, (0, ()))
        assert lazy.patterns.get(letters) == ((start, tuple(values)) if values else None), letters


@pytest.mark.parametrize('language', ['bg', 'de', 'el', 'en', 'es', 'fr', 'hu', 'it', 'nl'])
def test_words_are_broken_at_the_same_places(language):
    path = pyphen.LANGUAGES[pyphen.language_fallback(language)]
    whole, lazy = ORDINARY(path), Patterns(path)
    chance = random.Random(language)
    pieces = [letters.strip('.') for letters in chance.sample(sorted(whole.patterns), 200)]
    found = 0
    for _ in range(300):
        word = ''.join(chance.sample(pieces, 3))
        found += bool(whole.positions(word))
        assert [(p, p.data) for p in lazy.positions(word)] == [
            (p, p.data) for p in whole.positions(word)
        ], word
    assert found > 100
