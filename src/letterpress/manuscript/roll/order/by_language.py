"""The order of names as each language has it, where ICU is installed (the extra `icu`).

ICU sorts by the rules of CLDR: Č behind C in Czech, Ch behind H, Ł behind L in Polish, the letters
of the edition's own script before all others. The letter above a group is one of the language's
index (CLDR, exemplarCharacters of type index) where the name begins with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec


@cache
def installed() -> bool:
    """Say whether ICU is there."""
    return find_spec('icu') is not None


def version() -> str:
    """Return the version of ICU."""
    import icu  # late: most commands sort nobody

    return str(icu.ICU_VERSION)


def keys(texts: Sequence[str], language: str) -> list[bytes]:
    """Return the sort key of each text; those of one language can be compared with each other."""
    import icu

    sort_key = icu.Collator.createInstance(icu.Locale(language)).getSortKey
    return [bytes(sort_key(text)) for text in texts]


def initials(language: str) -> Callable[[str], str]:
    """Return what finds the letter of the language that a word begins with, '' for none."""
    import icu

    collator = icu.Collator.createInstance(icu.Locale(language))
    collator.setStrength(icu.Collator.PRIMARY)
    index = icu.ULocaleDataExemplarSetType.ES_INDEX
    try:
        listed = [str(one) for one in icu.LocaleData(language).getExemplarSet(0, index)]
    except icu.ICUError:  # CLDR has none for it
        listed = []
    letters = {bytes(collator.getSortKey(one)): one.title() for one in listed}
    longest = max(map(len, listed), default=0)
    known: dict[str, str] = {}

    def found(begin: str) -> str:
        for length in range(len(begin), 0, -1):
            if letter := letters.get(bytes(collator.getSortKey(begin[:length]))):
                return letter
        return ''

    def initial(word: str) -> str:
        begin = word[:longest]
        if begin not in known:
            known[begin] = found(begin)
        return known[begin]

    return initial
