"""What each glyph of a PDF says when it is copied, searched or read aloud (ToUnicode: ISO 32000-1, 9.10.3).

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
    """Give the glyphs of weasyprint.pdf.fonts.Font their characters; return those that the glyph of another stands for.

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
                said = max(
                    own,
                    key=lambda one: (counted[one], unicodedata.category(one) != 'Lm', one == said),
                )
                lost.update(
                    character for character in own if character != said and counted[character]
                )
            if said != text:
                font.to_unicode[glyph] = said
    return frozenset(lost)


def _said(text: str, own: tuple[str, ...]) -> str:
    """Return what a glyph says that was first drawn for `text`, where its font has it for the characters `own`."""
    text = characters.settled(''.join(map(characters.plain, text)))
    if not own or text in own:
        return text
    if not text or (
        all(map(unicodedata.mirrored, text)) and all(map(unicodedata.mirrored, own[0]))
    ):
        return own[0]
    parts = {
        text,
        *unicodedata.normalize('NFD', text),
    }  # a letter, and the accents that were drawn with it
    return next(
        (one for one in own if one in parts or unicodedata.normalize('NFC', text) == one), text
    )


@lru_cache(maxsize=64)
def _drawn_for(font: bytes) -> dict[int, tuple[str, ...]]:
    """Return the characters that a font has each of its glyphs for, as text is written: the plainest first."""
    found: dict[int, dict[str, None]] = {}
    for code, glyph in glyphs.by_character(font):
        character = chr(code)
        plain = characters.settled(characters.plain(character))
        if glyph and (plain or character == '\u00ad'):
            found.setdefault(glyph, {}).setdefault(plain or '-', None)
    return {glyph: tuple(said) for glyph, said in found.items()}
