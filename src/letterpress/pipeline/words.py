"""Words for people: the nearest known name to one that is not known."""
from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a hint: the nearest known word, or all of them."""
    names = sorted(known)
    close = difflib.get_close_matches(word, names, 1, 0.5)
    return f'Did you mean “{close[0]}”?' if close else f'There are: {", ".join(names)}.'
