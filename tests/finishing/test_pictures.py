"""Pictures of finished pages: as many pixels as were asked for, the same bytes each time."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from fixtures.posters import poster
from letterpress.finishing import palette, pictures


@pytest.mark.parametrize(
    'width, height, pixels, high', [(200, 200, 1080, 1080), (210, 297, 500, 707), (90, 60, 64, 43)]
)
def test_a_page_is_as_wide_as_was_asked_for(width, height, pixels, high):
    made = pictures.png(poster(width, height), pixels)
    drawn = Image.open(BytesIO(made))
    assert (drawn.format, drawn.size) == ('PNG', (pixels, high))
    assert pictures.size(made) == (pixels, high)
    assert made == pictures.png(poster(width, height), pixels)


def test_it_shows_what_is_printed():
    drawn = Image.open(BytesIO(pictures.png(poster(60, 60), 120))).convert('RGB')
    seen = [drawn.getpixel(place) for place in ((30, 30), (90, 30), (30, 70), (90, 70))]
    # squares of 30 mm in the order in which the sheet has them
    assert seen[:2] == [(0xE8, 0x3C, 0x17), (0xF1, 0xE3, 0xC4)]
    assert seen[2:] == [(0xFF, 0xFF, 0xFF), (0x14, 0x11, 0x0E)]


@pytest.mark.parametrize('width, height', [(210, 297), (297, 210), (120, 120)])
def test_the_two_files_of_a_picture_are_one_motif_in_the_same_few_colours(width, height):
    large, small = (Image.open(BytesIO(one)) for one in pictures.both(poster(width, height)))
    assert (large.format, small.format, large.mode) == ('PNG', 'WEBP', 'P')
    assert max(large.size) == 2400 and max(small.size) == 1200
    for side in (0, 1):
        assert abs(large.size[side] - 2 * small.size[side]) <= 1
    both = [one.convert('RGB').getcolors() for one in (large, small)]
    assert len({colour for one in both for _, colour in one}) <= palette.MOST
    # lossless: no other grey at an edge, nothing shifted
    shrunk = large.convert('RGB').resize(small.size, Image.Resampling.BOX)
    spots = [
        (x * small.width // 9, y * small.height // 9) for x in range(1, 9) for y in range(1, 9)
    ]
    near = [
        sum(abs(a - b) for a, b in zip(small.getpixel(at), shrunk.getpixel(at), strict=True)) < 60
        for at in spots
    ]
    assert sum(near) >= 60


@pytest.mark.parametrize(
    'make', [lambda pdf: pictures.png(pdf, 200), lambda pdf: pictures.both(pdf)[1]]
)
def test_the_size_of_a_file_stands_in_its_head(make):
    data = make(poster(90, 60))
    assert pictures.size(data) == Image.open(BytesIO(data)).size


@pytest.mark.parametrize('data', [b'', b'GIF89a', b'RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\0\0\0'])
def test_what_is_not_written_here_has_no_size(data):
    with pytest.raises(ValueError, match='neither'):
        pictures.size(data)
