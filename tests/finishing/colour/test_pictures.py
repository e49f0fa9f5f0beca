"""A logo that is a PNG, in every colouring of a print."""

from __future__ import annotations

import io
import zlib
from functools import cache

import pytest
from PIL import Image

from fixtures import prints, shops
from letterpress.base import colours
from letterpress.findings import Rejected
from letterpress.finishing.colour import pictures
from letterpress.finishing.colour.document import Document
from letterpress.finishing.colour.paints import Paint
from letterpress.finishing.colour.recolour import recoloured
from letterpress.finishing.colour.shop import inks
from letterpress.finishing.colour.shop.file import shop_files
from letterpress.finishing.colour.shop.judging import check
from letterpress.finishing.syntax.objects import Name, Stream

BLUE, GREEN = (0, 80, 200), (20, 180, 90)


@cache
def print_() -> bytes:
    """Return a sheet of paper with two pictures: one with a hole around it, one without."""
    from letterpress.base.lengths import Size
    from letterpress.layout.composition import Asset, Composition
    from letterpress.press import engine

    held = io.BytesIO(), io.BytesIO()
    clear = Image.new('RGBA', (600, 400), (232, 60, 23, 0))
    clear.paste((*BLUE, 255), (100, 100, 500, 300))
    clear.save(held[0], 'PNG')
    Image.new('RGB', (600, 400), GREEN).save(held[1], 'PNG')
    style = (
        f'@page{{size:148mm 210mm;margin:0;background:{prints.PAPER}}} body{{margin:0}} '
        'img{position:absolute;left:20mm;width:60mm}'
    )
    html = (
        '<!doctype html><html lang="en"><head><title>A poster</title>'
        f'<meta name="dcterms.created" content="2026-01-02T03:04:05Z"><style>{style}</style>'
        '</head><body><img alt="" style="top:20mm" src="asset:a">'
        '<img alt="" style="top:80mm" src="asset:b"></body></html>'
    )
    assets = tuple(
        Asset(name, 'image/png', one.getvalue()) for name, one in zip('ab', held, strict=True)
    )
    made = Composition('poster', 'poster', Size('a5', 148, 210), 'en', 'A', html, assets=assets)
    return engine.render(made).pdf


SAME = {prints.PAPER: Paint(prints.PAPER)}


def _about(colour: tuple[int, ...], found: dict[str, int]) -> int:
    """Return how many dots have a colour, to the rounding of whoever mixes it with a mask."""
    return sum(
        count
        for one, count in found.items()
        if all(abs(a - b) <= 2 for a, b in zip(bytes.fromhex(one[1:]), colour, strict=True))
    )


def test_a_picture_is_refused_kept_or_grey():
    with pytest.raises(Rejected) as caught:
        recoloured(print_(), SAME)
    assert [one.code for one in caught.value.findings] == ['LP614']
    before = prints.colours(print_())
    assert before == prints.colours(recoloured(print_(), SAME, pictures='kept'))
    grey = prints.colours(recoloured(print_(), SAME, pictures='grey'))
    for colour in (BLUE, GREEN):
        level = round(0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2])
        assert _about(colour, before) > 3000 and not _about(colour, grey)
        assert _about((level, level, level), grey) > 0.9 * _about(colour, before)
    assert abs(grey[prints.PAPER] - before[prints.PAPER]) < 400  # what was hidden still is


@pytest.mark.parametrize('kind', ['x-4', 'x-3', 'x-1a'])
def test_a_shop_gets_it_in_inks(kind):
    shop = shops.shop(kind, dpi=200)
    [made] = shop_files(print_(), shop)
    assert check(made.data, shop) == ()
    fine = shops.shop(kind, dpi=300)
    assert [one.code for one in check(made.data, fine)] == ['LP765']
    little = shops.shop(kind, tac=100.0)
    assert {one.code for one in check(made.data, little)} == {'LP764'}
    assert (b'/SMask' in made.data) == (kind == 'x-4')
    assert (b'/ImageMask' in made.data) == (kind != 'x-4')
    # around the first there is paper, as there was
    dots, before = prints.colours(made.data, 50), prints.colours(print_(), 50)
    paper = max(dots.values()) - before[prints.PAPER]
    bleed = (154 * 216 - 148 * 210) / 25.4**2 * 50**2
    assert paper == pytest.approx(bleed, rel=0.05)


def test_a_risograph_prints_it_in_black():
    shop = shops.shop('grey')
    [made] = shop_files(print_(), shop)
    assert made.ink == 'black' and check(made.data, shop) == ()
    level = round(0.299 * GREEN[0] + 0.587 * GREEN[1] + 0.114 * GREEN[2])
    assert _about((level, level, level), prints.colours(made.data)) > 5000


# colours, and the inks that a drawing has in them (shop/inks.py)
TONES = ((0, 87, 63), (23, 80, 168), (200, 30, 40), (128, 128, 128), (0, 0, 0), (255, 255, 255))


def inks_of(tac: float) -> list[tuple[float, ...]]:
    """Return the inks in per cent of a picture that has each of TONES."""
    image = Image.new('RGB', (len(TONES), 1))
    image.putdata(TONES)
    entries = {
        'Width': len(TONES), 'Height': 1, 'BitsPerComponent': 8,
        'ColorSpace': Name('DeviceRGB'), 'Filter': Name('FlateDecode'),
    }  # fmt: skip
    picture = Stream(entries, zlib.compress(image.tobytes()))
    made = pictures.inked(Document(print_(), 'x.pdf'), picture, tac)
    return [tuple(ink / 2.55 for ink in made[at : at + 4]) for at in range(0, len(made), 4)]


def test_a_picture_has_the_inks_of_a_drawing_in_its_colours():
    plain = shops.shop('x-4', overprint_black=False)  # no black type lies over it
    for tone, found in zip(TONES, inks_of(300), strict=True):
        wanted = inks.paints([colours.written(*tone)], None, plain)
        (paint,) = wanted.values()
        assert found == pytest.approx(paint.fill, abs=1), tone


@pytest.mark.parametrize('tac', [300, 260, 240, 220, 200])
def test_there_is_no_more_ink_than_a_press_takes(tac):
    for tone, found in zip(TONES, inks_of(tac), strict=True):
        assert sum(found) <= tac + 2, tone
        shown = [100 - min(100, one + found[3]) for one in found[:3]]
        assert shown == pytest.approx([one / 2.55 for one in tone], abs=1), 'another colour'
