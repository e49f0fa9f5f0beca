"""Where the words of a page may be broken: hyphens that show only at the end of a line (U+00AD).

Browsers have patterns for few languages, and a narrow column none of the room that a long word
needs. A soft hyphen stays in what is copied, so words that fit a telephone's line are left alone.
Addresses get no hyphen; they may be broken behind their signs.
"""

from __future__ import annotations

import re
from functools import lru_cache

from letterpress.manuscript.text import addresses
from letterpress.manuscript.text.structure import conventions

SOFT = '\u00ad'
# letters of a word that may be wider than a telephone's line; the title is set so that it is not
LONG, LONG_IN_TITLES, LONG_IN_HEADINGS = 22, 28, 16
_WORD = re.compile(r'[^\W\d_]+')
_PARTS = re.compile(r'(<(?:style|title|script)\b.*?</(?:style|title|script)>|<[^>]*>)', re.DOTALL)
_HEADING = re.compile(r'<(/?)h([1-6])\b')
_SIGNS = re.compile(r'(?<=[/.@?&=_-])(?=\w)')
_WIDE = 24  # signs of an address that is broken


def soften(html: str, language: str) -> str:
    """Return a page in which long words may be broken; nothing of its markup is touched."""
    made, long = [], LONG
    for part in _PARTS.split(html):
        if part.startswith('<'):
            if found := _HEADING.match(part):
                inside = LONG_IN_TITLES if found[2] == '1' else LONG_IN_HEADINGS
                long = LONG if found[1] else inside
            made.append(part)
        elif part:
            made.append(_text(part, language, long))
    return ''.join(made)


def _text(text: str, language: str, long: int) -> str:
    found, start = [], 0
    for first, last in addresses.spans(text):
        found += [words(text[start:first], language, long), _address(text[first:last])]
        start = last
    return ''.join([*found, words(text[start:], language, long)])


def _address(address: str) -> str:
    return _SIGNS.sub('<wbr>', address) if len(address) > _WIDE else address


def words(text: str, language: str, long: int) -> str:
    """Return a text with soft hyphens in its words of so many letters and more."""
    return _WORD.sub(
        lambda word: _broken(word[0], language) if len(word[0]) >= long else word[0], text
    )


@lru_cache(maxsize=5_000)
def _broken(word: str, language: str) -> str:
    from letterpress.press.reaches.lines import patterns  # late: it reads dictionaries

    patterns.install()
    rule = conventions.said(language)['hyphens']
    cuts = patterns.syllables(word.lower(), language, rule['before'], rule['after'])
    parts = [word[a:b] for a, b in zip((0, *cuts), (*cuts, len(word)), strict=True)]
    return SOFT.join(parts)
