"""Sentences: where one ends in a paragraph, in each language.

A point ends a sentence unless it belongs to an abbreviation (abbreviations.toml), an initial, or
the number of a day; Greek asks with a semicolon, Arabic with a sign of its own. What is doubtful
is not parted: two sentences together can be read, half of one says something else.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from letterpress.manuscript import locales
from letterpress.remembered import remembered

Span = tuple[int, int]  # of characters: the first and the past-the-last


_QUOTES = '"\'»”’›“)\\]'  # what may stand behind the point of a sentence
_OPENERS = '"\'«“„‘‚‹»”(\\[¿¡–—-'  # and before the first letter of the next
_STOP = re.compile(rf'(?:[.!?…؟۔。]+|;)[{_QUOTES}]*(?=\s)')
_MARKS = '\u200e\u200f\u2066\u2067\u2068\u2069'
_BEFORE = re.compile(r'\S+$')
_ORDINALS = ('de', 'da', 'nb', 'no', 'fi', 'cs', 'sk', 'sl', 'hr', 'hu', 'pl', 'et', 'lv')
KINDS = ('abbreviations', 'numbered', 'ending')
_FIGURE = re.compile(r'\d|[IVXLC]+\b')
_INITIAL = re.compile(r'(?:[^\W\d_]\.[ \u00a0\u202f]?-?)*[^\W\d_]')


@remembered
def spans(text: str, language: str) -> tuple[Span, ...]:
    """Return where the sentences of a paragraph stand, without the blanks between them."""
    found, start = [], 0
    for stop in _STOP.finditer(text):
        if _ends(text, stop, language):
            found.append((start, stop.end()))
            start = stop.end() + len(text[stop.end() :]) - len(text[stop.end() :].lstrip())
    if text[start:].strip():
        found.append((start, len(text.rstrip())))
    return tuple(found)


def _ends(text: str, stop: re.Match[str], language: str) -> bool:
    """Tell whether a sentence ends at a stop that a blank follows."""
    rest = text[stop.end() :].lstrip()
    after = rest.lstrip(f'{_OPENERS}{_MARKS}'.replace('\\', ''))
    signs = stop[0].rstrip(_QUOTES.replace('\\', ''))
    if not rest:
        return True
    if signs == ';':
        return locales.base(language) == 'el'
    if after[:1].islower():
        return False
    if signs != '.':
        return signs[-1] != '…' or not after[:1].isdigit()
    return not _abbreviated(text[: stop.start()], after, language)


def _abbreviated(before: str, after: str, language: str) -> bool:
    """Tell whether the point behind `before` is that of an abbreviation, or of an ordinal."""
    word = before.rstrip()
    last = _BEFORE.search(word)
    if last is None:
        return False
    bare = last[0].lstrip(f'{_OPENERS}{_MARKS}'.replace('\\', ''))
    kept, numbered, ending = (_known(locales.base(language), kind) for kind in KINDS)
    tail = _squeezed(word)
    if any(_inside(tail, _squeezed(after), known) for known in (*kept, *ending)):
        return True
    if any(_ends_in(tail, known) for known in ending):
        return not after[:1].isupper() and after[:1].isalpha() and _cased(after[0])
    if any(_ends_in(tail, known) for known in kept):
        return True
    if any(_ends_in(tail, known) for known in numbered):
        return _FIGURE.match(after) is not None
    if _INITIAL.fullmatch(bare) and (bare[-1].isupper() or '.' in bare):
        return True
    return (
        bare.isdigit()
        and len(bare) <= 2
        and locales.base(language) in _ORDINALS
        and _is_month(after, language)
    )


def _cased(letter: str) -> bool:
    return letter.lower() != letter.upper()


def _squeezed(text: str) -> str:
    """Return a text with blanks behind points left out: one way to write an abbreviation."""
    return re.sub(r'\.\s+', '.', text)


def _ends_in(text: str, known: str) -> bool:
    """Tell whether a text ends in an abbreviation, with no letter before it."""
    before = text[: -len(known)]
    return text.endswith(known) and not (before[-1:].isalnum() or before[-1:] == '.')


def _inside(before: str, after: str, known: str) -> bool:
    """Tell whether a point is one of those inside an abbreviation."""
    *heads, _ = (match.start() for match in re.finditer(r'\.|$', known))
    return any(
        _ends_in(before, known[:cut]) and after.startswith(known[cut + 1 :]) for cut in heads
    )


@cache
def _all() -> Mapping[str, Mapping[str, Sequence[str]]]:
    text = (
        resources.files('letterpress')
        .joinpath('manuscript/text/structure/abbreviations.toml')
        .read_text(encoding='utf-8')
    )
    return tomllib.loads(text)


@cache
def _known(language: str, kind: str) -> tuple[str, ...]:
    """Return what is written so in a language, of one of KINDS."""
    tables = (_all()['common'], _all().get(language, {}))
    return tuple(_squeezed(one) for table in tables for one in table.get(kind, ()))


def _is_month(after: str, language: str) -> bool:
    """Tell whether a text begins with the name of a month."""
    word = re.match(r'[^\W\d_]+', after)
    return word is not None and word[0].casefold() in locales.months(language)
