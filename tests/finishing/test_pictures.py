"""Pictures of finished pages: as many pixels as were asked for, the same bytes each time."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from fixtures.posters import poster
from letterpress.finishing import pictures


@pytest.mark.parametrize(
    'width, height, pixels, high', [(200, 200, 1080, 1080), (210, 297, 500, 707), (90, 60, 64, 43)]
)
def test_a_page_is_as_wide_as_was_asked_for(width, height, pixels, high):
    made = pictures.png(poster(width, height), pixels)
    drawn = Image.open(BytesIO(made))
    assert (drawn.format, drawn.mode, drawn.size) == ('PNG', 'RGB', (pixels, high))
    assert made == pictures.png(poster(width, height), pixels)


def test_it_shows_what_is_printed():
    drawn = Image.open(BytesIO(pictures.png(poster(60, 60), 120)))
    seen = [drawn.getpixel(place) for place in ((30, 30), (90, 30), (30, 70), (90, 70))]
    # squares of 30 mm in the order in which the sheet has them
    assert seen[:2] == [(0xE8, 0x3C, 0x17), (0xF1, 0xE3, 0xC4)]
    assert seen[2:] == [(0xFF, 0xFF, 0xFF), (0x14, 0x11, 0x0E)]
