"""Days of the week as people write them: in the group's language, in English, and in all others."""

from __future__ import annotations

from functools import cache

from letterpress.manuscript import locales


def weekday(text: str, language: str = '') -> int | None:
    """Return the day of the week that a word names, Monday is 0; None for a word that names none.

    Whole names and short ones, in any case, with or without a point; the language's own first. A
    word that names two days in two other languages names none.
    """
    word = _folded(text)
    for own in filter(None, (language, 'en')):
        if (found := _named(own).get(word)) is not None:
            return found
    others = {_named(other).get(word) for other in locales.SUPPORTED} - {None}
    return others.pop() if len(others) == 1 else None


def _folded(text: str) -> str:
    return text.strip().strip('.,،').strip().casefold()


@cache
def _named(language: str) -> dict[str, int]:
    """Return days of the week by name; what two days are called is left out."""
    found: dict[str, set[int]] = {}
    for number, name in locales.weekdays(language):
        found.setdefault(_folded(name), set()).add(number)
    return {name: days.pop() for name, days in found.items() if len(days) == 1}
