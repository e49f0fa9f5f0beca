"""The known word that was most likely meant: among a dozen keys or a hundred thousand names."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

LONGEST = 100  # characters of a word that somebody may have misspelt
MANY = 50  # words that are compared one by one: more are sifted first
SHOWN = 40  # words that a list of all of them shows


ALIKE = 0.6  # difflib's ratio of letters that agree, from 0 to 1: below it nothing was meant


def near(word: str, known: Iterable[str]) -> str:
    """Return the known word that is spelt most like `word`, or ''."""
    if not word or len(word) > LONGEST:
        return ''
    words = list(known)
    candidates = words if len(words) <= MANY else _sifted(word, words)
    return next(iter(difflib.get_close_matches(word, candidates, 1, ALIKE)), '')


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint that offers the nearest known word, or lists them (the first of many)."""
    words = list(known)
    found = near(word, words)
    return f'did you mean {found}?' if found else f'known here: {listed(words)}'


def _sifted(word: str, known: Sequence[str]) -> list[str]:
    """Return the words that share most pairs of letters with one.

    Comparing in full costs a thousand times as much.
    """
    pairs = {word[n : n + 2] for n in range(len(word) - 1)} or {word}
    least, most = len(word) // 2, 2 * len(word) + 2
    scored = [
        (sum(pair in other for pair in pairs), -n)
        for n, other in enumerate(known)
        if least <= len(other) <= most
    ]
    return [known[-n] for score, n in sorted(scored, reverse=True)[:MANY] if score or len(word) < 3]


def listed(known: Sequence[str]) -> str:
    """Return the words in a row, with how many there are more where there are many."""
    more = f' and {len(known) - SHOWN:,} more' if len(known) > SHOWN else ''
    return ', '.join(known[:SHOWN]) + more
