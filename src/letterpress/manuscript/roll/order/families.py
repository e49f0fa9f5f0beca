"""What a person is sorted by: the family name, by the custom of the person's country.

Which small words before a family name count, whether it has two words, and where names stand as
they are written, is data: families.toml beside this module. Sources: IFLA, "Names of Persons" (4th
edition, 1996); docs/order.md has them country by country.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

from letterpress.values import dataclass

# Scripts whose names stand as they are written: Arabic, Hebrew, and those of East and South Asia
_FAMILY_LAST = re.compile('[\u0041-\u02af\u0370-\u058f\u10a0-\u10ff\u1c80-\u1fff]')


@dataclass(frozen=True)
class Custom:
    """How a country sorts its names.

    `counted` words begin a family name that they stand before; `ignored` ones belong to it and are
    not sorted by; both as they are written, case counts. `words` are those of a family name
    without them. `as_written`: the first word is what is sorted by.
    """

    counted: frozenset[str]
    ignored: frozenset[str]
    words: int
    as_written: bool


def sorted_by(name: str, country: str = '') -> str:
    """Return what a person's name is sorted by: the family name, then all else.

    `country` is that of the person (ISO 3166), '' where nobody said it.
    """
    own = custom(country)
    words = name.partition(',')[0].split()  # without what follows a name: MD, Jr.
    if own.as_written or len(words) < 2 or not _FAMILY_LAST.match(words[-1]):
        return name
    at = _before(words, len(words) - 1, own)
    if own.words > 1 and sum(word not in own.ignored | own.counted for word in words[:at]) > 1:
        at = _before(words, at - 1, own)
    return _turned(words[at:], words[:at], own)


def _before(words: Sequence[str], at: int, own: Custom) -> int:
    """Return where a family name begins whose last word stands there."""
    small = own.ignored | own.counted
    while at > 1 and words[at - 1] in small:
        at -= 1
    return at


def turned(given: str, family: str, country: str = '') -> str:
    """Return the same of a name whose parts are known."""
    own = custom(country)
    if own.as_written and not own.words:  # Iceland: the given name leads
        return f'{given} {family}'
    return _turned(family.split(), given.split(), own)


def _turned(family: Sequence[str], given: Sequence[str], own: Custom) -> str:
    """Return a family name from its first word that counts, then the given names, then the rest."""
    at = 0
    while at < len(family) - 1 and family[at] in own.ignored:
        at += 1
    first, rest = family[at], family[:at]
    # d’Urfé, al-Aswany
    found = _JOINED.match(first) if first[1:2] in _JOINS or first[2:3] in _JOINS else None
    if found and found[1] + found[2].replace('’', "'") in own.ignored:
        first, rest = first[found.end() :], (*rest, found[0])
    return ' '.join((first, *family[at + 1 :], *given, *rest))


_JOINS = "'’-"
_JOINED = re.compile(r"(\w{1,2})(['’-])(?=\w)")


@cache
def custom(country: str) -> Custom:
    """Return the custom of a country, by the language that most people there write."""
    said: dict[str, Any] = {}
    language = _language(country) if country else ''
    for name in ('default', language, f'{language}-{country}'):
        said |= _declared().get(name, {})
    return Custom(
        frozenset(said['counted']), frozenset(said['ignored']), said['words'], said['as_written']
    )


@cache
def _declared() -> dict[str, dict[str, Any]]:
    import tomllib  # late: not every command sorts persons

    text = resources.files(__package__).joinpath('families.toml').read_text(encoding='utf-8')
    return tomllib.loads(text)


def _language(country: str) -> str:
    """Return the language that CLDR has for a country (likely subtags)."""
    from babel.core import get_global

    return str(get_global('likely_subtags').get(f'und_{country}', '')).partition('_')[0]
