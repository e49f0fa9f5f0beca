"""What each colour of a print is printed with."""

from __future__ import annotations

import pytest

from fixtures import shops
from letterpress.finishing.colour.shop import inks
from letterpress.manuscript.brand import ACCENT, PAPER, TYPE, Brand


def ink(colour, brand=None, **wishes):
    return inks.paints([colour], brand, shops.shop(**wishes))[colour].fill


@pytest.mark.parametrize(
    'colour, expected',
    [
        (TYPE, (0, 0, 0, 100)),
        (ACCENT, (0, 88, 95, 0)),
        (PAPER, (5, 9, 25, 0)),
        ('#e83c19', (0, 88, 95, 0)),  # told apart in its last bits
        ('#ffffff', (0, 0, 0, 0)),
        ('#000000', (0, 0, 0, 100)),
        ('#808080', (0, 0, 0, 50)),
        ('#0000ff', (100, 100, 0, 0)),
    ],
)
def test_colours_and_their_inks(colour, expected):
    assert ink(colour) == expected


def test_a_darker_tone_of_the_accent_keeps_its_hue_and_has_no_black():
    c, m, y, k = ink('#b92e11', tac=400.0)
    assert k == 0 and 15 < c < 25 and m > 88 and y > 95


def test_black_type_is_black_alone_and_its_flats_are_not():
    paint = inks.paints([TYPE], None, shops.shop())[TYPE]
    assert paint.fill == inks.BLACK and paint.solid == inks.SOLID and paint.overprint
    plain = inks.paints([TYPE], None, shops.shop(overprint_black=False, tac=150.0))[TYPE]
    assert plain.solid is None and not plain.overprint


def test_no_ink_has_black_beside_colours():
    rich = Brand(type='#101820', cmyk={'type': (60.0, 40.0, 40.0, 100.0)})
    assert ink('#101820', rich) == (0, 0, 0, 100)
    blue = Brand(type='#003050', cmyk={'type': (100.0, 60.0, 0.0, 40.0)})
    c, m, y, k = ink('#003050', blue, tac=400.0)
    assert k == 0 and (c, m, y) == (100, 76, 40)


def test_every_colour_stays_below_what_the_shop_allows():
    for colour in ('#000080', '#101060', '#600000', '#e83c17', '#003010', '#30306a'):
        for tac in (220.0, 280.0, 300.0):
            found = ink(colour, tac=tac)
            assert sum(found) + (100 if found[3] < 90 else 0) <= tac, colour


def test_plates_of_a_risograph():
    made = inks.plates(
        [TYPE, ACCENT, PAPER, '#b92e11', '#808080'], None, shops.shop('grey', flats=85.0)
    )
    assert list(made) == ['black', 'accent']
    assert made['black'][TYPE].fill == (100.0,) and made['black'][TYPE].solid == (85.0,)
    assert made['black'][ACCENT].fill == (0.0,) and made['black'][PAPER].fill == (0.0,)
    assert made['accent'][ACCENT].fill == (100.0,) and made['accent']['#b92e11'].fill == (100.0,)
    assert made['accent'][TYPE].fill is None  # black is printed over it
    assert made['black']['#808080'].fill == (50.0,)
    assert list(inks.plates([TYPE, PAPER], None, shops.shop('grey'))) == ['black']
