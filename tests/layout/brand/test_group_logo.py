"""A group's logo of any colours is seen in every version of a poster, in each as it should be."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace
from functools import cache

import pytest
from PIL import Image

from fixtures import shops, strange_logos
from fixtures.groups import group
from fixtures.strange_logos import svg
from layout.brand.test_logo_on_sheets import FILES, LAYOUTS, RULER, millimetres, spoken
from letterpress.base import colours
from letterpress.build.kits import logos
from letterpress.build.order import Finish
from letterpress.build.stages import finishes
from letterpress.finishing.colour.shop.file import shop_files
from letterpress.finishing.colour.shop.judging import check
from letterpress.layout.brand import look
from letterpress.layout.brand.picture import SEEN, Picture
from letterpress.layout.brand.roles import ON_POSTERS, told_apart
from letterpress.layout.compose import compose
from letterpress.layout.composition import Options
from letterpress.layout.declared import versions
from letterpress.layout.drawings.pictures import own_colours
from letterpress.manuscript.groups.editions import of_group
from letterpress.manuscript.groups.model import public
from letterpress.press import engine

BARS = '<path d="M0 0h20v60h-20zM30 0h50v20h-50zM30 40h50v20h-50zM90 0h20v60h-20z" fill="{}"/>'
RED = look.HOUSE.colours.ground
FILES_OF = {
    'white.svg': svg(BARS.format('#ffffff'), ''),
    'pale.svg': svg(BARS.format('#ffe98a'), ''),
    'accent.svg': svg(BARS.format(RED), ''),
    'blue.svg': svg(BARS.format('#1750a8'), ''),
    'black.svg': svg(BARS.format('#000000'), ''),
    'veiled.svg': svg(
        '<radialGradient id="r"><stop stop-color="#ff0"/><stop offset="1" stop-color="#0a4" '
        'stop-opacity=".5"/></radialGradient><circle cx="50" cy="50" r="50" fill="url(#r)"/>'
    ),
    'photograph.png': strange_logos.saved(strange_logos.photograph()),
    'clear.png': strange_logos.saved(strange_logos.disc()),
    'white.webp': strange_logos.saved(Image.new('L', (300, 200), 255).convert('RGB'), 'WEBP'),
}
PICTURES, _ = logos.read_all(FILES_OF, FILES_OF)
STATEMENT = LAYOUTS['statement']
DPI = 100
EDITION = of_group(spoken('en'), public(group('en')))


@cache
def sheet(name: str) -> tuple[str, bytes]:
    seen = replace(look.HOUSE, beside=PICTURES[name])
    size = STATEMENT.size('a4')
    made = compose(EDITION, STATEMENT, size, RULER, Options(), FILES, seen)
    proof = engine.render(made, FILES)
    assert not proof.findings
    return made.html, proof.pdf


def drawn(pdf: bytes) -> Image.Image:
    done = subprocess.run(
        ['pdftoppm', '-r', f'{DPI}', '-png'], input=pdf, capture_output=True, check=True
    )
    return Image.open(io.BytesIO(done.stdout)).convert('RGB')


def finished(name: str, version: str) -> bytes:
    """Return a sheet as it leaves the house."""
    _, pdf = sheet(name)
    if version == 'print-shop':
        (made,) = shop_files(pdf, shops.shop('x-4', dpi=30))
        assert check(made.data, shops.shop('x-4', dpi=30)) == ()
        return made.data

    class House:
        def seen(self, here: object) -> look.Look:
            return look.HOUSE  # what a worker has: the campaign's, without a logo

    finish = Finish(version)
    recipe = finishes.Recipe(
        {finish: 'x.pdf'}, 'en', STATEMENT.size('a4'), STATEMENT.versions, marked=True
    )
    return finishes.finished(None, House(), recipe, pdf)[finish]['x.pdf']  # type: ignore[arg-type]


def mark(name: str, version: str) -> tuple[Image.Image, bool]:
    """Return the group's logo as it is printed, its plate included, and whether it has one."""
    html, _ = sheet(name)
    (style,) = re.findall(r'<div class="logo w" style="([^"]*)"', html)
    left, top, wide, high = (millimetres(style, key) for key in ('left', 'top', 'width', 'height'))
    image = drawn(finished(name, version))
    bleed = 3 if version == 'print-shop' else 0
    dots = DPI / 25.4
    box = left + bleed, top + bleed, left + bleed + wide, top + bleed + high
    return image.crop(tuple(round(side * dots) for side in box)), 'background' in style


def told(image: Image.Image, ground: tuple[int, ...]) -> float:
    """Return how much of a picture is told from a ground."""
    behind = colours.written(*ground)
    found = image.getcolors(1 << 24) or []
    seen = sum(n for n, one in found if colours.contrast(colours.written(*one), behind) >= SEEN)
    return seen / sum(n for n, _ in found)


ALL = ('colour', 'home', 'one-ink', 'outline', 'print-shop')


@pytest.mark.parametrize('version', ALL)
@pytest.mark.parametrize('name', FILES_OF)
def test_it_is_seen_in_every_version(name, version):
    image, plated = mark(name, version)
    # around a logo with a plate is its plate, else what the version has for the ground
    ground = image.getpixel((1, 1))
    if not plated or name == 'accent.svg':
        ground = (255, 255, 255) if version in ('home', 'one-ink', 'outline') else (232, 60, 23)
        ground = (244, 233, 212) if plated and ground != (255, 255, 255) else ground
    assert told(image, ground) > 0.25, (plated, ground)
    if version in ('one-ink', 'outline'):
        channels = image.split()
        assert channels[0].tobytes() == channels[1].tobytes() == channels[2].tobytes()


@pytest.mark.parametrize('name, colour', [('blue.svg', '#1750a8'), ('clear.png', '#00573f')])
@pytest.mark.parametrize('version', ['colour', 'home'])
def test_its_colours_are_kept_where_there_are_colours(name, colour, version):
    image, _ = mark(name, version)
    wanted = colours.channels(colour)
    near = [  # a mask is mixed to the rounding of whoever draws it
        count
        for count, one in image.getcolors(1 << 24) or []
        if max(abs(a - b) for a, b in zip(one, wanted, strict=True)) <= 2
    ]
    assert sum(near) > 0.2 * image.width * image.height


def test_a_sheet_for_one_version_leaves_it_on_the_ground():
    seen = replace(look.HOUSE, beside=PICTURES['white.svg'])
    size = STATEMENT.size('a3')
    made = compose(EDITION, STATEMENT, size, RULER, Options(), FILES, seen)
    (style,) = re.findall(r'<div class="logo w" style="([^"]*)"', made.html)
    assert 'background' not in style


def test_what_versions_leave_white():
    own = told_apart(look.HOUSE.colours)
    bare = versions.unprinted(own, {})
    assert {own.ground, own.paper, own.reverse} <= bare
    assert own.type_on_plate not in bare and own.plate in bare
    assert own.accent_on_paper in versions.unprinted(own, {'home': {'accent_on_paper': 'none'}})


def test_a_colour_of_the_logo_is_nobodys_role():
    own = told_apart(look.HOUSE.colours)
    roles = {getattr(own, role) for role in ON_POSTERS}
    data = svg(''.join(f'<path fill="{one}"/>' for one in [*sorted(roles), '#ffffff', '#123456']))
    made = own_colours(data, roles).decode()
    found = re.findall('#[0-9a-f]{6}', made)
    assert not roles & set(found) and found[-2:] == ['#ffffff', '#123456']
    for before, after in zip(sorted(roles), found, strict=False):
        pairs = zip(colours.channels(before), colours.channels(after), strict=True)
        assert max(abs(a - b) for a, b in pairs) < 32


def test_all_were_read():
    assert PICTURES.keys() == FILES_OF.keys()
    assert all(isinstance(one, Picture) for one in PICTURES.values())
