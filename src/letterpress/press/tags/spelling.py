"""What each glyph says when it is copied, searched or read (ToUnicode: ISO 32000-1, 9.10.3).

The engine lets a glyph say what it was first drawn for. So one pasted ligature, one micro sign, one
accent on a rare letter changes what the same glyph says everywhere after. Here a glyph says what
its font has it for: a ligature its letters, a letter itself and not the accents that were drawn
with it, a bracket its shape (in right-to-left text "(" is drawn as ")"). Where the font has one
glyph for two characters, the one that the document uses more often is said.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from letterpress.base import characters
from letterpress.press.typefaces import glyphs


def settle(fonts: Iterable[Any], texts: Iterable[str]) -> frozenset[str]:
    """Give the glyphs of fonts their characters; return those that another's glyph stands for.

    `texts` are all texts of the document.
    """
    counted: Counter[str] = Counter()
    lost: set[str] = set()
    for font in fonts:
        drawn_for = _drawn_for(font.file_content)
        for glyph, text in font.to_unicode.items():
            own = drawn_for.get(glyph, ())
            said = _said(text, own)
            if len(own) > 1 and said in own:
                if not counted:
                    for one in texts:
                        counted.update(one)
                said = _commonest(own, said, counted)
                lost.update(other for other in own if other != said and counted[other])
            if said != text:
                font.to_unicode[glyph] = said
    return frozenset(lost)


def _commonest(own: tuple[str, ...], said: str, counted: Counter[str]) -> str:
    """Return the character that the document uses most; of equals no modifier, or `said`."""
    return max(own, key=lambda one: (counted[one], unicodedata.category(one) != 'Lm', one == said))


def _said(text: str, own: tuple[str, ...]) -> str:
    """Return what a glyph first drawn for `text` says, where its font has it for `own`."""
    text = characters.settled(''.join(map(characters.plain, text)))
    if not own or text in own:
        return text
    if not text or (_mirrored(text) and _mirrored(own[0])):
        return own[0]
    # A letter, and the accents that were drawn with it.
    parts = {text, unicodedata.normalize('NFC', text), *unicodedata.normalize('NFD', text)}
    return next((one for one in own if one in parts), text)


def _mirrored(text: str) -> bool:
    """Say whether all of a text is drawn as its mirror image from right to left: brackets."""
    return all(map(unicodedata.mirrored, text))


@lru_cache(maxsize=64)
def _drawn_for(font: bytes) -> dict[int, tuple[str, ...]]:
    """Return what characters a font has each of its glyphs for, the plainest first."""
    found: dict[int, dict[str, None]] = {}
    for code, glyph in glyphs.by_character(font):
        character = chr(code)
        plain = characters.settled(characters.plain(character))
        if glyph and (plain or character == '\u00ad'):
            found.setdefault(glyph, {}).setdefault(plain or '-', None)
    return {glyph: tuple(said) for glyph, said in found.items()}
