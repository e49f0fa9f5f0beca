"""Schemes: the pages of a layout on the sheets of its paper, as printers and readers meet them."""

from __future__ import annotations

import io

import pypdf
import pytest

from fixtures.posters import drawn, poster
from letterpress.base.lengths import PAPERS, Size
from letterpress.finishing.imposition.schemes import SCHEMES, imposed
from letterpress.layout.declared.imposed import paper, sides
from letterpress.manuscript.yaml import declared


def pages(count, width, height, language='en'):
    """Return a PDF of so many pages, each of its own grey."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(poster(width, height, language)))
    page = writer.pages[0]
    wide, high = page.mediabox.width, page.mediabox.height
    for number in range(count):
        shade = 40 + 20 * number
        own = page if not number else writer.add_blank_page(wide, high)
        made = pypdf.generic.StreamObject()
        made.set_data(f'{shade / 255:.4f} g 0 0 2000 2000 re f'.encode())
        made.indirect_reference = None
        own[pypdf.generic.NameObject('/Contents')] = made.clone(writer).indirect_reference
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def seen(picture, columns, rows):
    """Return which page is seen in the middle of each cell, row by row; None for white."""
    found = []
    for row in range(rows):
        for column in range(columns):
            at = (
                int(picture.width * (column + 0.5) / columns),
                int(picture.height * (row + 0.5) / rows),
            )
            shade = picture.getpixel(at)[0]
            found.append(None if shade == 255 else round((shade - 40) / 20))
    return found


def test_every_scheme_can_be_declared_and_says_how_many_sides_it_takes():
    assert set(declared.SCHEMES) == set(SCHEMES)
    a5 = Size('a5', 148.5, 210)
    for scheme in SCHEMES:
        size = Size('a4', 74.25, 105) if scheme in ('zine', 'placard') else a5
        for count in (1, 2, 3, 4, 8):
            made = SCHEMES[scheme]([size] * count, PAPERS['a4'], False)
            assert len(made) == sides(scheme, count), (scheme, count)


@pytest.mark.parametrize(
    'language, due',
    [('en', [6, 5, 4, 3, 7, 0, 1, 2]), ('ar', [3, 4, 5, 6, 2, 1, 0, 7])],
)
def test_a_zine_lies_on_its_sheet_and_is_mirrored_for_what_is_read_from_the_right(language, due):
    made = imposed(pages(8, 74.25, 105, language), 'zine', PAPERS['a4'])
    (sheet,) = drawn(made, 30)
    assert sheet.width > sheet.height
    assert seen(sheet, 4, 2) == due
    reader = pypdf.PdfReader(io.BytesIO(made))
    assert reader.trailer['/Root']['/ViewerPreferences']['/Duplex'] == '/Simplex'
    assert reader.trailer['/Root']['/Lang'] == language


def test_the_back_of_a_short_zine_is_its_last_page():
    (sheet,) = drawn(imposed(pages(4, 74.25, 105), 'zine', PAPERS['a4']), 30)
    assert seen(sheet, 4, 2) == [None, None, None, None, 3, 0, 1, 2]


@pytest.mark.parametrize(
    'language, count, due',
    [
        ('en', 4, [[3, 0], [1, 2]]),
        ('ar', 4, [[0, 3], [2, 1]]),
        ('en', 8, [[7, 0], [1, 6], [5, 2], [3, 4]]),
        ('en', 3, [[2, 0], [1, None]]),
        ('en', 6, [[5, 0], [1, None], [None, 2], [3, 4]]),
    ],
)
def test_a_booklet(language, count, due):
    made = imposed(pages(count, 148.5, 210, language), 'booklet', PAPERS['a4'])
    assert [seen(side, 2, 1) for side in drawn(made, 30)] == due
    wishes = pypdf.PdfReader(io.BytesIO(made)).trailer['/Root']['/ViewerPreferences']
    assert (wishes['/Duplex'], wishes['/PrintScaling']) == ('/DuplexFlipShortEdge', '/None')


@pytest.mark.parametrize(
    'scheme, size, columns, rows, flip',
    [
        ('two-up', (148.5, 210), 2, 1, '/DuplexFlipShortEdge'),
        ('four-up', (105, 148.5), 2, 2, '/DuplexFlipLongEdge'),
        ('four-up', (148.5, 105), 2, 2, '/DuplexFlipShortEdge'),
        ('two-up', (210, 148.5), 1, 2, '/DuplexFlipLongEdge'),
    ],
)
def test_leaflets_have_their_backs_behind_them(scheme, size, columns, rows, flip):
    made = imposed(pages(2, *size), scheme, PAPERS['a4'])
    front, back = drawn(made, 30)
    assert set(seen(front, columns, rows)) == {0} and set(seen(back, columns, rows)) == {1}
    root = pypdf.PdfReader(io.BytesIO(made)).trailer['/Root']
    assert root['/ViewerPreferences']['/Duplex'] == flip


def test_a_placard_of_one_page_shows_it_on_both_sides():
    made = imposed(pages(1, 420, 297), 'placard', PAPERS['a3'])
    assert [seen(side, 1, 1) for side in drawn(made, 20)] == [[0], [0]]
    made = imposed(pages(3, 420, 297), 'placard', PAPERS['a3'])
    assert [seen(side, 1, 1) for side in drawn(made, 20)] == [[0], [1], [2], [2]]


def test_a_front_without_a_back():
    made = imposed(pages(3, 148.5, 210), 'two-up', PAPERS['a4'])
    assert [seen(side, 2, 1) for side in drawn(made, 30)] == [[0, 2], [None, 1]]


def test_the_paper_of_a_scheme():
    assert paper('booklet', Size('a5', 148.5, 210)) == PAPERS['a4']
    assert paper('two-up', Size('half-letter', 139.7, 215.9)) == PAPERS['letter']
    assert paper('four-up', Size('a6', 105, 148.5)) == PAPERS['a4']
    assert paper('two-up', Size('a5', 210, 148.5)) == PAPERS['a4']
    assert paper('zine', Size('a3', 74.25, 105)) == PAPERS['a3']
    assert paper('two-up', Size('odd', 100, 100)) is None
