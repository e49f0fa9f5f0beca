"""Pages that look different are found, and no others."""

import io

import pytest
from PIL import Image

from fixtures import pdfs, prints
from letterpress.finishing import appearance


def test_a_word_is_seen_and_bytes_alone_are_not():
    before, after = pdfs.page('We ask for a ban.'), pdfs.page('We ask for a law.')
    (found,) = appearance.differences(before, after)
    assert found.number == 1 and 0 < found.share < 0.01
    assert list(appearance.differences(before, before + b'% other bytes\n')) == []
    assert list(appearance.differences(before, pdfs.sealed())) == []


def test_a_sheet_of_another_size_and_one_that_is_not_there_are_different_altogether():
    small, large = prints.page(b''), prints.page(b'', box='0 0 300 200')
    (found,) = appearance.differences(small, large)
    assert found.share == 1 and found.before and found.after


def test_the_picture_shows_both_and_marks_what_changed():
    before, after = prints.page(b''), prints.page(b'0 0 0 rg 20 20 60 40 re f')
    (found,) = appearance.differences(before, after)
    assert found.share == pytest.approx(60 * 40 / (200 * 300), rel=0.02)
    picture = Image.open(io.BytesIO(found.picture)).convert('RGB')
    left, right = picture.crop((0, 0, 480, 720)), picture.crop((492, 0, 972, 720))
    assert left.getcolors() == [(480 * 720, (255, 255, 255))]
    red, green, _ = right.getpixel((120, 620))
    assert red > 200 and green < 90
    assert appearance.differences(before, after).__next__().picture == found.picture


def test_what_is_no_pdf_is_told():
    with pytest.raises(Exception, match='PDFium'):
        list(appearance.differences(b'no PDF', b'no PDF'))
