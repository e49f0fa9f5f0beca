"""Strangers' words made visible: what they hold and nobody would see."""

from __future__ import annotations

import unicodedata

_JOINERS = '\u200c\u200d'  # they belong to the spelling of Persian and of Indic languages


def visible(text: str) -> str:
    """Return a value with control and direction characters shown as their numbers, line feeds too.

    Names of files and signers come from strangers: an escape sequence among them could rewrite our
    answer, a line feed add a line to it. So it is for one value at a time, never for an answer of
    several lines.
    """
    if text.isprintable():  # none of the categories below
        return text
    return ''.join(
        c
        if unicodedata.category(c) not in ('Cc', 'Cf', 'Cs', 'Co', 'Zl', 'Zp') or c in _JOINERS
        else f'<U+{ord(c):04X}>'
        for c in text
    )
