"""Which texts of a language wait: a letter that cannot be read makes none of them wait."""

from __future__ import annotations

import pytest

from letterpress.manuscript.drafting import waiting

LETTER = '---\ntitle: A letter\n---\n\nWords.\n'


@pytest.mark.parametrize('spoilt', [b'\0', b'\xff', b'\x08', b'\xef\xbb\xbf\x1b', b': ['])
@pytest.mark.parametrize('which', ['en', 'fr'])
def test_a_letter_that_cannot_be_read_does_not_wait(spoilt: bytes, which: str) -> None:
    files = {f'content/letter/{code}.md': LETTER.encode() for code in ('en', 'fr')}
    files[f'content/letter/{which}.md'] = LETTER.encode().replace(b'A l', spoilt + b'A l')
    assert waiting.places(files, None, 'fr', 'en') == ()
