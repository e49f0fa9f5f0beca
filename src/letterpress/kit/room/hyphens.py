"""Where a browser may break long words of a page: soft hyphens (U+00AD) from the patterns.

Browsers have patterns of their own for some languages on some systems; a word that is wider than a
telephone is broken anywhere without them. So a long word gets its hyphens here, at the places that
paper has them, each text by the patterns of its own language. Addresses, names of files and what is
code stay as they are.
"""

from __future__ import annotations

import re

from letterpress.kit.formats import soft_hyphens, walk

LONG = 12  # letters, from which a word may be too wide for a narrow line
OF_NAMES = 18  # of a name, which is not broken where a line could end before it
NAMES = frozenset(('wall', 'roll'))
KEPT = frozenset(('code', 'pre', 'bdi'))  # elements whose text is copied letter by letter

_TOKEN = re.compile(r'\S+')
_ADDRESS = re.compile(r'@|://|\w[./_]\w')
_WORDS = {long: re.compile(rf'[^\W\d_]{{{long},}}') for long in (LONG, OF_NAMES)}


def soften(html: str, language: str) -> str:
    """Return a page with soft hyphens in the long words of its text, not of its attributes."""
    return ''.join(
        part.words
        if part.inside is None or not KEPT.isdisjoint(part.inside.names)
        else _softened(
            part.words,
            part.inside.language,
            LONG if NAMES.isdisjoint(part.inside.names) else OF_NAMES,
        )
        for part in walk.parts(html, language)
    )


def _softened(text: str, language: str, long: int) -> str:
    if not _WORDS[long].search(text):
        return text
    return _TOKEN.sub(
        lambda token: (
            token[0] if _ADDRESS.search(token[0]) else soft_hyphens.words(token[0], language, long)
        ),
        text,
    )
