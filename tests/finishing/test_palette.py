"""The palette of a page of flat colours: those exactly, mixes between, and nothing else."""

from __future__ import annotations

import random

import pytest
from PIL import Image, ImageDraw

from letterpress.finishing import palette

RED, DARK, CREAM = (0xE8, 0x3C, 0x17), (0x14, 0x11, 0x0E), (0xF4, 0xE9, 0xD4)


def drawn(*colours, size=800):
    """Return discs of these colours on the first, with soft edges."""
    large = Image.new('RGB', (2 * size, 2 * size), colours[0])
    pen = ImageDraw.Draw(large)
    for number, colour in enumerate(colours[1:]):
        x = 2 * size * number // max(1, len(colours) - 1)
        pen.ellipse((x, 200, x + 400, 600), fill=colour)
    return large.reduce(2)


def _pixels(picture):
    data = picture.tobytes()
    return [tuple(data[at : at + 3]) for at in range(0, len(data), 3)]


def test_flat_colours_stay_exactly_and_edges_are_mixes_of_two():
    picture = drawn(RED, DARK, CREAM)
    colours = palette.of(picture)
    assert set(colours[:3]) == {RED, DARK, CREAM} and 12 < len(colours) <= palette.FEW
    made = palette.indexed(picture, colours).convert('RGB')
    for at in ((5, 5), (100, 200), (500, 200)):
        assert made.getpixel(at) == picture.getpixel(at)
    worst = max(
        sum(abs(a - b) for a, b in zip(one, other, strict=True))
        for one, other in zip(_pixels(picture), _pixels(made), strict=True)
    )
    assert worst < 100  # the step between two mixes


def test_a_page_of_more_flat_colours_has_more_for_its_edges():
    colours = palette.of(drawn(RED, DARK, CREAM, (0, 0x55, 0x99), (0, 0x99, 0x44)))
    assert palette.FEW < len(colours) <= palette.MOST


def test_a_colour_that_two_others_make_at_their_edge_takes_no_place_of_it():
    picture = drawn(DARK, CREAM)
    between = (0x82, 0x7C, 0x70)  # a colour of the campaign, too
    picture.putpixel((1, 1), between)
    assert palette.of(picture, ['#827c70']) == palette.of(picture)


def test_a_colour_of_the_campaign_stays_however_little_there_is_of_it():
    picture = drawn(RED, DARK)
    picture.paste((0, 0x55, 0x99), (10, 10, 14, 14))
    assert (0, 0x55, 0x99) not in palette.of(picture)
    colours = palette.of(picture, ['#005599', '#123456'])
    assert (0, 0x55, 0x99) in colours and (0x12, 0x34, 0x56) not in colours
    assert palette.indexed(picture, colours).convert('RGB').getpixel((12, 12)) == (0, 0x55, 0x99)


def test_what_is_hardly_another_colour_takes_no_place_of_it():
    """Roles that are told apart in a proof, white that is drawn as 254."""
    picture = drawn((255, 255, 255), DARK)
    picture.paste((254, 254, 254), (400, 700, 700, 790))
    picture.paste((0xE8, 0x3C, 0x18), (0, 600, 200, 790))
    colours = palette.of(picture, ['#e83c17'])
    made = palette.indexed(picture, colours).convert('RGB')
    assert made.getpixel((5, 590)) == made.getpixel((500, 750)) == (255, 255, 255)
    assert (254, 254, 254) not in colours
    assert all(
        max(abs(a - b) for a, b in zip(one, other, strict=True)) > 4
        for one in colours
        for other in colours
        if one != other
    )


def test_a_page_of_one_colour_has_one():
    assert palette.of(Image.new('RGB', (50, 50), RED)) == (RED,)


def test_the_same_page_has_the_same_palette_in_any_order_of_its_pixels():
    picture = drawn(RED, DARK, CREAM)
    turned = picture.transpose(Image.Transpose.ROTATE_180)
    assert palette.of(picture) == palette.of(turned)


@pytest.mark.parametrize('kind', ['noise', 'photograph'])
def test_a_picture_of_many_colours_is_not_indexed(kind):
    """A campaign's logo may be a photograph: it must not become a patchwork."""
    picture = drawn(RED, DARK)
    if kind == 'noise':
        own = random.Random(1)
        noise = bytes(own.randrange(256) for _ in range(300 * 300 * 3))
        picture.paste(Image.frombytes('RGB', (300, 300), noise), (0, 0))
    else:
        shades = Image.merge('RGB', [Image.linear_gradient('L')] * 3).rotate(30)
        picture.paste(shades, (300, 300))
    assert palette.of(picture) == ()
