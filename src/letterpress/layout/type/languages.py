"""What a language asks of type: blanks that do not break, hyphens, superior endings.

The rules are data: languages/<code>.toml beside the package's own files, over default.toml. No
word of a text is changed: a typed blank becomes one that does not break, a dash is bound.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from letterpress.manuscript.text.structure import conventions
from letterpress.values import dataclass

NARROW, NBSP, JOINER = '\u202f', '\u00a0', '\u2060'

_FIGURES = re.compile(r'(?<=\d) (?=\d{3}(?!\d))')
_OPENS = re.compile(r'(?<=[ \u00a0])([—–])(?=\w)')
_TRAILS = re.compile(r' (?=[—–][ \u00a0])')
_DAY = r'(?<![\d.,])(\d{1,2}(?:\.|er|[º°])?) '
_CLOSES = re.compile(r'(?<=\w)([—–])(?=[\s.,;:!?)»”]|$)')


# Iᵉʳ, Iʳᵉ, Vᵉ, XIXᵉ: but “Les”, “Vers” and “Le” are words that begin with a Roman figure, too
_ROMAN = r'I(?=ers?\b|res?\b)|(?:[IVX]{2,}|[VX])(?=es?\b)'


@dataclass(frozen=True)
class Rules:
    """The rules of one language, ready to be applied."""

    hyphens: tuple[int, int, int]  # letters of a word, before a hyphen, after it
    bound: tuple[tuple[re.Pattern[str], str], ...]
    superior: re.Pattern[str] | None
    dash: str  # behind a dateline, with its blanks
    opening: str  # the quotation marks that open

    def spaced(self, text: str) -> str:
        """Return a text whose blanks do not break where the language holds words together."""
        for pattern, by in self.bound:
            text = pattern.sub(by, text)
        return text


def rules(language: str) -> Rules:
    """Return the rules of a language (BCP 47), else those that hold everywhere."""
    return _rules(language)


@cache
def css() -> str:
    """Return the rules that a stylesheet follows, as custom properties, of every language.

    It is the same text in all documents: the engine reads a stylesheet once.
    """
    names = sorted(file.name for file in conventions.folder().iterdir())
    codes = [name.removesuffix('.toml') for name in names if name.endswith('.toml')]
    found: dict[str, list[str]] = {}
    for code in codes:
        if code != 'default':
            found.setdefault(_declared(code), []).append(f':root:lang({code})')
    found.pop(common := _declared(''), None)
    own = (f'{",".join(names)}{{{said}}}' for said, names in found.items())
    return '\n'.join((f':root{{{common}}}', *own))


def _declared(language: str) -> str:
    return f'--hyphens:{" ".join(map(str, _hyphens(conventions.said(language))))}'


def _hyphens(said: Mapping[str, Any]) -> tuple[int, int, int]:
    hyphens = said['hyphens']
    return hyphens['word'], hyphens['before'], hyphens['after']


@cache
def _rules(language: str) -> Rules:
    said = conventions.said(language)
    bound = [
        (re.compile(f' (?=[{re.escape(said[f"{way}_before"])}])'), blank)
        for way, blank in (('narrow', NARROW), ('blank', NBSP))
        if said[f'{way}_before']
    ]
    bound += [
        (re.compile(f'(?<=[{re.escape(said[f"{way}_after"])}]) '), blank)
        for way, blank in (('narrow', NARROW), ('blank', NBSP))
        if said[f'{way}_after']
    ]
    bound.append((_FIGURES, NBSP))
    if said['before_numbers']:
        bound.append((re.compile(rf'(?<!\w)({_any(said["before_numbers"])}) (?=\d)'), rf'\1{NBSP}'))
    if said['after_numbers']:
        bound.append((re.compile(rf'(?<=\d) (?=(?:{_any(said["after_numbers"])})(?!\w))'), NBSP))
    if said['months']:
        bound.append((re.compile(rf'{_DAY}(?=(?:{_any(said["months"])})(?!\w))'), rf'\1{NBSP}'))
    for parts in sorted(said['abbreviations'], key=len, reverse=True):
        pattern = re.compile(rf'(?<!\w){re.escape(parts)}(?!\w)')
        bound.append((pattern, parts.replace(' ', NARROW)))
    if said['short_words']:
        words = re.compile(rf'(?<![\w’-])({_any(said["short_words"])}) (?=\S)', re.IGNORECASE)
        bound.append((words, rf'\1{NBSP}'))
    if said['bound_dashes']:
        bound += [(_OPENS, rf'\1{JOINER}'), (_CLOSES, rf'{JOINER}\1')]
    if said['trailing_dashes']:
        bound.append((_TRAILS, NBSP))
    superior = None
    if said['superior']:
        superior = re.compile(rf'(?<![\w.,’-])(\d+|{_ROMAN})({_any(said["superior"])})(?![\w’-])')
    # a text quotes others, too: after its own language's marks come those of all
    quotes = [*said['quotes'], *conventions.said('default')['quotes']]
    opening = ''.join(dict.fromkeys(pair[0] for pair in quotes))
    return Rules(_hyphens(said), tuple(bound), superior, said['dash'], opening)


def _any(words: list[str]) -> str:
    return '|'.join(map(re.escape, sorted(words, key=len, reverse=True)))
