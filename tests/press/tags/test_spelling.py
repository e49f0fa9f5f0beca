"""What is copied from a page is what was typed, whatever a glyph was first drawn for."""

import re
from subprocess import run
from unicodedata import normalize

import pytest

from fixtures.compositions import letter
from letterpress.finishing import structure
from letterpress.press import engine

CSS = (
    '@page{size:200mm 100mm;margin:10mm;@bottom-center{content:none}}'
    'p{font:12pt "LP Book","LP Naskh","LP Book Fallback"}'
)


def copied(tmp_path, text, **changes):
    """The words of a PDF of one paragraph, as poppler copies them."""
    target = tmp_path / 'a.pdf'
    target.write_bytes(engine.render(letter(f'<p>{text}</p>', CSS, **changes)).pdf)
    read = run(['pdftotext', str(target), '-'], capture_output=True, text=True, check=True).stdout
    return re.sub('[\u202a-\u202e\n\f]', '', read).strip(), target.read_bytes()


@pytest.mark.parametrize(
    'typed, said',
    [
        (
            '\ufb01rst and \ufb03ce: the first and fifth office of the officer',
            'first and ffice: the first and fifth office of the officer',
        ),
        ('\ufb05 and \ufb02 then flow and affluent', 'st and fl then flow and affluent'),
        ('\u1ecc\u0300\u1e63un, then \u1ecc\u1e63un and \u1ecd; x\u0323\u0301y and xy', None),
        ('e\u0331 m\u0331 q\u0303, then e m q \u1ebd', None),
        ('\u2126 and \u03a9', '\u03a9 and \u03a9'),
        ('5 \u00b5m, but \u03bcικρό and \u03bc', '5 \u03bcm, but \u03bcικρό and \u03bc'),
        ('l\u02bcune, l\u2019autre et l\u2019an', 'l\u2019une, l\u2019autre et l\u2019an'),
        ('l\u02bcune', None),
        ('A \u0410 \u0391 and A B \u0412 \u0392', None),
    ],
)
def test_letters_are_copied_as_they_were_typed(tmp_path, typed, said):
    words, _ = copied(tmp_path, typed)  # poppler sees a blank beside an accent that hangs over
    assert normalize('NFC', words.replace(' ', '')) == (said or typed).replace(' ', '')


def test_who_reads_the_tags_hears_the_sign_that_was_typed_where_two_share_a_glyph(tmp_path):
    text = '5 \u00b5m, \u03bcικρό, \u03bc'
    words, pdf = copied(tmp_path, text, lang='el')
    assert '\u00b5' not in words and '\u00b5m' in ' '.join(
        one.text for one in structure.read(pdf).passages
    )
