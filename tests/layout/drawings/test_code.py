"""The code of an address: a telephone reads it, and it is never too fine for a wall."""

from __future__ import annotations

import re

import pytest
import zxingcpp
from PIL import Image

from letterpress.layout.drawings import code

ADDRESS = 'https://www.example.org/'


def raster(made: code.Code, pixels: int = 8) -> Image.Image:
    """Return a code as a picture, drawn from its path and nothing else."""
    side = made.whole * pixels
    picture = Image.new('L', (side, side), 255)
    for start, row, end in re.findall(r'M(\d+) (\d+)h(\d+)v1', made.path):
        x, y = (int(start) + code.QUIET) * pixels, (int(row) + code.QUIET) * pixels
        picture.paste(0, (x, y, x + int(end) * pixels, y + pixels))
    return picture


@pytest.mark.parametrize(
    'address', [ADDRESS, 'https://example.org/é?a=ü', 'https://example.org/' + 'a' * 80]
)
def test_a_code_says_the_address(address: str) -> None:
    (found,) = zxingcpp.read_barcodes(raster(code.code(address)))
    assert found.text == address and found.ec_level == 'M'


def test_a_code_has_at_most_41_squares_on_a_side() -> None:
    longest = ADDRESS + 'a' * (106 - len(ADDRESS))
    assert code.code(longest).squares == 41
    with pytest.raises(code.TooLong):
        code.code(longest + 'a')
    with pytest.raises(code.TooLong):
        code.code('a' * 5000)


def test_its_svg_is_dark_squares_alone() -> None:
    made = code.code(ADDRESS)
    svg = made.svg('#123456')
    assert f'viewBox="0 0 {made.squares} {made.squares}"' in svg and 'fill="#123456"' in svg
    assert made.whole == made.squares + 8
    assert code.code(ADDRESS) == made
