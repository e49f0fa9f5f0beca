"""Logos: what is safe prints as it looks, what is not is refused by element, line and remedy."""

import io
import subprocess
from base64 import b64encode
from types import MappingProxyType

import pytest
import weasyprint
from PIL import Image, ImageDraw

from letterpress.base import colours
from letterpress.layout.brand import look
from letterpress.layout.brand.picture import MIDDLE, Mark, Picture
from letterpress.manuscript.brand import Brand
from letterpress.press.artwork import drawing, logos

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
DOT = '<circle cx="50" cy="50" r="40" fill="#00573f"/>'


def svg(body: str, head: str = ' viewBox="0 0 100 100"') -> bytes:
    return f'{HEAD}{head}>\n{body}\n</svg>'.encode()


def read(body: str, head: str = ' viewBox="0 0 100 100"') -> Picture:
    made = drawing.picture(svg(body, head), 'content/logo.svg')
    assert isinstance(made, Picture), made
    return made


def refused(body: str, head: str = ' viewBox="0 0 100 100"'):
    made = drawing.picture(svg(body, head), 'content/logo.svg')
    assert isinstance(made, list)
    assert all(one.hint and one.place.path == 'content/logo.svg' for one in made)
    return [(one.code, one.place.line) for one in made]


@pytest.mark.parametrize(
    'head',
    [' viewBox="0 0 100 100"', ' viewBox="-500 -500 1000 1000"', '', ' width="300mm" height="9in"'],
)
def test_a_drawing_is_cut_to_its_ink_whatever_its_canvas(head):
    made = read(DOT, head)
    assert made.ratio == pytest.approx(1) and made.marks == (Mark('#00573f', 1.0),)
    assert b'viewBox="10.0000 10.0000 80.0000 80.0000"' in made.data


@pytest.mark.parametrize(
    'body, colour',
    [
        ('<circle r="9" fill="#f00"/>', '#ff0000'),
        ('<circle r="9" style="fill:rgb(0,87,63)"/>', '#00573f'),
        ('<style>.a{fill:navy}</style><g class="a"><circle r="9"/></g>', '#000080'),
        ('<style>#b{fill:#0f0} circle{fill:#00f}</style><circle id="b" r="9"/>', '#00ff00'),
        ('<g color="teal"><circle r="9" fill="currentColor"/></g>', '#008080'),
        ('<defs><circle id="c" r="9"/></defs><use xlink:href="#c" fill="red" x="9"/>', '#ff0000'),
        ('<circle r="9"/>', '#000000'),
    ],
)
def test_colours_are_found_wherever_a_program_writes_them(body, colour):
    assert [mark.ink for mark in read(body, '').marks] == [colour]


@pytest.mark.parametrize('veil', ['opacity=".5"', 'fill-opacity="50%"', 'style="opacity:.5"'])
def test_a_veil_over_nothing_is_mixed_with_the_ground(veil):
    made = read(f'<circle cx="50" cy="50" r="40" fill="#ff0000" {veil}/>')
    assert b'#ff8080' in made.on(colours.WHITE) and b'opacity' not in made.on(colours.WHITE)
    assert b'#800000' in made.on(colours.BLACK)


def test_a_veil_over_a_full_rectangle_is_mixed_with_that():
    made = read(
        '<rect width="100" height="100" fill="#000"/><circle cx="50" cy="50" r="9" '
        'fill="#fff" opacity=".5"/>'
    )
    assert b'#808080' in made.data and made.on(colours.WHITE) == made.data


@pytest.mark.parametrize('kind', ['linearGradient', 'radialGradient'])
def test_a_gradient_becomes_bands_without_veils(kind):
    made = read(
        f'<defs><{kind} id="g"><stop offset="0" stop-color="#ff0000"/>'
        f'<stop offset="1" stop-color="#ff0000" stop-opacity="0"/></{kind}></defs>'
        '<rect width="100" height="50" fill="url(#g)"/>'
    )
    text = made.on(colours.WHITE).decode()
    assert made.ratio == pytest.approx(2)
    assert 'Gradient' not in text and 'opacity' not in text and '{' not in text
    assert '#ff0' in text and '#ffffff' in text and text.count('fill="#ff') > 30


@pytest.mark.parametrize(
    'body',
    [
        '<text x="1" y="9">Name</text>',
        '<g>\n</g><image href="data:image/png;base64,AAAA" width="9" height="9"/>',
        '<script>alert(1)</script>',
        '<circle r="9" onclick="alert(1)"/>',
        '<circle r="9" onload="x"/>',
        '<use href="https://example.org/a.svg#x"/>',
        '<use href="#nowhere"/>',
        '<g id="a"><use href="#a"/></g>',
        '<foreignObject><p>x</p></foreignObject>',
        '<filter id="f"/><circle r="9" filter="url(#f)"/>',
        '<mask id="m"/><circle r="9" mask="url(#m)"/>',
        '<pattern id="p"/><circle r="9" fill="url(#p)"/>',
        '<circle r="9" fill="url(https://example.org/x)"/>',
        '<style>@import url(https://example.org/x.css);</style><circle r="9"/>',
        '<style>g > circle{fill:red}</style><circle r="9"/>',
        '<circle r="9" fill="notacolour"/>',
        '<circle r="9" style="mix-blend-mode:multiply"/>',
        '<circle r="9"/><circle r="5" fill="red" opacity=".5"/>',
        '<animate attributeName="r"/><circle r="9"/>',
        '<circle r="9" stroke="red" paint-order="stroke"/>',
        '<path d="M0 0h9" stroke="red" marker-end="url(#m)"/>',
        '<path d="M0 0h9" stroke="red" vector-effect="non-scaling-stroke"/>',
        '<rect width="9" height="9" transform="rotate(9)" transform-origin="4 4"/>',
        '<clipPath id="c" clipPathUnits="objectBoundingBox"><rect width="1" height="1"/></clipPath>'
        '<circle r="9" clip-path="url(#c)"/>',
        '<clipPath id="c"><text>a</text></clipPath><circle r="9" clip-path="url(#c)"/>',
        '<circle r="9" clip-path="url(#nowhere)"/>',
    ],
)
def test_what_would_print_otherwise_is_refused(body):
    codes = refused(body)
    assert {code for code, _ in codes} == {'LP319'} and all(line for _, line in codes)


def test_what_a_program_writes_into_every_drawing_is_no_fault():
    said = 'marker:none;paint-order:markers fill stroke;mix-blend-mode:normal;filter:none;mask:none'
    assert read(f'<circle r="9" style="fill:red;{said}"/>', '').marks == (Mark('#ff0000', 1.0),)


# ---- what is printed -----------------------------------------------------------------------------

RED, WHITE = (255, 0, 0), (255, 255, 255)
RING = 'M0 0h100v100H0z M25 25h50v50H25z'  # both run the same way round


def pixels(body: str, *places: tuple[int, int]) -> list[tuple[int, int, int]]:
    """Return what the engine prints of a drawing of 100 × 100 at some places."""
    made = read(body)
    assert made.ratio == pytest.approx(1)
    address = b64encode(made.on(colours.WHITE)).decode()
    page = (
        '<style>@page{margin:0;size:100px}img{width:100px;height:100px;display:block}</style>'
        f'<img src="data:image/svg+xml;base64,{address}">'
    )
    pdf = weasyprint.HTML(string=page).write_pdf()
    printed = subprocess.run(
        ['pdftoppm', '-png', '-r', '96'], input=pdf, capture_output=True, check=True
    )
    image = Image.open(io.BytesIO(printed.stdout)).convert('RGB')
    return [image.getpixel(place) for place in places]


@pytest.mark.parametrize(
    'body',
    [
        f'<path d="{RING}" fill="red" fill-rule="evenodd"/>',
        f'<clipPath id="c"><path d="{RING}" clip-rule="evenodd"/></clipPath>'
        '<rect width="100" height="100" fill="red" clip-path="url(#c)"/>',
        f'<clipPath id="c" clip-rule="evenodd"><path d="{RING}"/></clipPath>'
        '<g clip-path="url(#c)"><rect width="100" height="100" fill="red"/></g>',
        '<linearGradient id="g"><stop stop-color="red"/><stop offset="1" stop-color="red"/>'
        f'</linearGradient><path d="{RING}" fill="url(#g)" fill-rule="evenodd"/>',
    ],
    ids=['filled', 'cut', 'cut by the rule of the whole', 'a gradient'],
)
def test_a_hole_by_turns_is_a_hole_in_whatever_it_bounds(body):
    assert pixels(body, (10, 10), (50, 50), (90, 90)) == [RED, WHITE, RED]


def test_each_part_of_a_clip_cuts_where_it_stands():
    parts = ''.join(
        f'<rect width="20" height="20" transform="translate({at} {at})"/>' for at in (0, 40, 80)
    )
    body = (
        f'<clipPath id="c">{parts}</clipPath>'
        '<g clip-path="url(#c)"><rect width="100" height="100" fill="red"/></g>'
    )
    at = [(10, 10), (30, 30), (50, 50), (70, 70), (90, 90)]
    assert pixels(body, *at) == [RED, WHITE, RED, WHITE, RED]


def test_what_is_cut_away_or_only_kept_for_use_takes_no_room():
    cut = (
        '<clipPath id="c"><rect x="10" y="20" width="40" height="10"/></clipPath>'
        '<rect x="-900" width="2000" height="90" fill="red" clip-path="url(#c)"/>'
    )
    assert read(cut).ratio == pytest.approx(4)
    kept = '<symbol id="s"><rect width="99" height="9"/></symbol>'
    assert read(kept + DOT).ratio == pytest.approx(1)
    chosen = f'<switch><foreignObject/><g><rect width="30" height="10"/></g><g>{DOT}</g></switch>'
    assert read(chosen).ratio == pytest.approx(3)


# ---- what it is told from ------------------------------------------------------------------------

BLACK_BIRD = '<path d="M30 70l20-40 20 40z" fill="#000"/>'
WHITE_DISC = '<circle cx="50" cy="50" r="45" fill="#fff"/>'
WHITE_WORD = '<path d="M0 0h5v90h-5zM20 0h5v90h-5zM40 0h5v90h-5zM60 0h5v90h-5z" fill="#fff"/>'


@pytest.mark.parametrize(
    'body, white, black',
    [
        (BLACK_BIRD, True, False),
        (WHITE_DISC, False, True),
        (WHITE_DISC + BLACK_BIRD, True, True),  # on white paper a black bird
        (f'<rect width="100" height="100" fill="#fff"/>{DOT}', True, True),
        (WHITE_WORD + '<circle cx="30" cy="50" r="4" fill="#f00"/>', False, True),
        (f'<path d="{RING}" fill="#fff" fill-rule="evenodd"/>{BLACK_BIRD}', False, True),
    ],
)
def test_what_stands_on_the_ground_itself_is_told_from_it(body, white, black):
    made = read(body)
    assert (made.seen_on(colours.WHITE), made.seen_on(colours.BLACK)) == (white, black)


def test_a_logo_of_black_and_white_parts_stands_on_a_ground_between_them():
    made = read(
        '<rect width="50" height="100" fill="#000"/>'
        '<rect x="50" width="50" height="100" fill="#fff"/>'
    )
    placed = made.placed(76, 17, 620, colours.WHITE, look.HOUSE.plates)
    assert placed.plate == MIDDLE


def test_where_no_ground_shows_all_that_which_shows_most_is_taken_and_it_is_said():
    bars = ''.join(
        f'<rect x="{at}" width="{wide}" height="100" fill="{ink}"/>'
        for at, wide, ink in ((0, 40, '#fff'), (40, 30, '#000'), (70, 30, '#767676'))
    )
    brand = Brand(logos=MappingProxyType({'': 'content/logo.svg'}))
    made, found = logos.read(brand, {'content/logo.svg': svg(bars)})
    assert [one.code for one in found] == ['LP331', 'LP290']
    assert made[''].ground(colours.WHITE, look.HOUSE.plates) != colours.WHITE


def test_all_that_is_wrong_is_said_at_once_each_at_its_line():
    body = f'{DOT}\n<text>a</text>\n<text>b</text>\n<circle cx="50" cy="50" r="9" opacity=".5"/>'
    assert refused(body) == [('LP319', 3), ('LP319', 4), ('LP319', 5)]


@pytest.mark.parametrize(
    'data',
    [
        b'',
        b'no svg',
        b'<html/>',
        svg(DOT)[:-9],
        b'\x89PNG\r\n',
        svg('<circle r="nine"/>'),
    ],
)
def test_what_is_no_drawing(data):
    made = drawing.picture(data, 'content/logo.svg')
    assert isinstance(made, list) and {one.code for one in made} <= {'LP318', 'LP329'}


def test_bombs_do_not_go_off():
    lol = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    made = drawing.picture(lol.encode() + svg('<text>&b;</text>'), 'content/logo.svg')
    assert [one.code for one in made] == ['LP319']
    nested = ''.join(
        f'<g id="l{n + 1}">{f"<use href=%sl{n}%s/>" % (chr(34) + "#", chr(34)) * 10}</g>'
        for n in range(9)
    )
    made = drawing.picture(svg(f'<circle id="l0" r="9"/>{nested}'), 'content/logo.svg')
    assert isinstance(made, list) and made[0].code == 'LP319'
    deep = '<g>' * 500 + DOT + '</g>' * 500
    assert drawing.picture(svg(deep), 'content/logo.svg')[0].code == 'LP319'


@pytest.mark.parametrize(
    'body',
    [
        '',
        '<g/>',
        '<circle r="0"/>',
        '<path d=""/>',
        '<circle r="9" fill="none"/>',
        '<circle r="9" display="none"/>',
    ],
)
def test_an_empty_drawing(body):
    assert refused(body) == [('LP329', 1)]


@pytest.mark.parametrize('ratio', [0.05, 0.4, 1, 3, 30])
def test_logos_of_any_shape_look_alike_large_and_keep_their_box(ratio):
    width, height = Picture('image/png', b'', ratio, ()).box(76, 17, 620)
    assert width <= 76.001 and height <= 17.001 and width * height <= 620.001
    assert width / height == pytest.approx(ratio)


# ---- PNG -----------------------------------------------------------------------------------------


def png(size=(600, 300), colour=(0, 87, 63, 255), box=None, mode='RGBA') -> bytes:
    image = Image.new('RGBA', size, (0, 0, 0, 0))
    image.paste(colour, box or (0, 0, *size))
    out = io.BytesIO()
    image.convert(mode).save(out, 'PNG')
    return out.getvalue()


def of_png(data: bytes):
    brand = Brand(logos=MappingProxyType({'': 'content/logo.png'}))
    made, found = logos.read(brand, {'content/logo.png': data})
    return made.get(''), [one.code for one in found]


def test_a_picture_is_cut_to_what_is_seen():
    made, found = of_png(png((900, 900), box=(100, 200, 900, 600)))
    assert found == [] and made.ratio == 2 and made.size == (800, 400)
    assert made.seen_on(colours.WHITE) and not made.seen_on('#00573f')


@pytest.mark.parametrize('mode', ['L', 'P', 'RGB', '1'])
def test_a_picture_of_any_kind_of_png(mode):
    made, found = of_png(png((600, 300), (0, 0, 0, 255), mode=mode))
    assert found == [] and made.ratio == 2


def test_black_on_nothing_gets_a_ground_where_the_ground_is_black():
    made, _ = of_png(png(colour=(0, 0, 0, 255)))
    placed = made.placed(76, 17, 620, '#000000', ('#f4e9d4', '#ffffff'))
    assert placed.plate == '#f4e9d4' and placed.edge > 0
    assert placed.height + 2 * placed.edge <= 17.001
    assert made.placed(76, 17, 620, '#ffffff', ('#f4e9d4',)).plate == ''


def test_a_picture_is_told_from_its_ground_by_what_stands_on_it():
    disc = Image.new('RGBA', (400, 400), (0, 0, 0, 0))
    draw = ImageDraw.Draw(disc)
    draw.ellipse((0, 0, 399, 399), fill=(255, 255, 255, 255))
    draw.rectangle((150, 150, 250, 250), fill=(0, 0, 0, 255))
    page = Image.new('RGBA', (400, 400), (255, 255, 255, 255))
    page.paste((0, 87, 63, 255), (100, 100, 300, 300))
    words = Image.new('RGBA', (400, 100), (0, 0, 0, 0))
    words.paste((255, 255, 255, 255), (0, 0, 190, 100))
    words.paste((0, 0, 0, 255), (210, 0, 400, 100))
    seen = []
    for image in (disc, page, words):
        out = io.BytesIO()
        image.save(out, 'PNG')
        made, _ = of_png(out.getvalue())
        seen.append((made.seen_on(colours.WHITE), made.seen_on(colours.BLACK)))
    assert seen == [(True, True), (True, True), (False, False)]


def test_pages_get_a_small_picture():
    made, _ = of_png(png((3000, 1000)))
    assert Image.open(io.BytesIO(made.small)).size == (720, 240)


def test_doubts_about_a_picture():
    assert of_png(png(colour=(255, 255, 255, 255)))[1] == ['LP331']
    assert of_png(png((90, 30)))[1] == ['LP330']
    assert of_png(png(colour=(0, 0, 0, 0)))[1] == ['LP329']
    assert of_png(b'no picture')[1] == ['LP329']
    assert of_png(png()[:200])[1] == ['LP329']


def test_a_huge_picture_is_made_smaller_and_a_bomb_is_refused(monkeypatch):
    made, found = of_png(png((5000, 1000)))
    assert found == [] and made.size == (2400, 480)
    monkeypatch.setattr(logos, 'PIXELS', 1000)
    assert of_png(png())[1] == ['LP329']


def test_one_file_for_two_languages_is_blamed_once():
    brand = Brand(logos=MappingProxyType({'en': 'content/a.svg', 'fr': 'content/a.svg'}))
    made, found = logos.read(brand, {'content/a.svg': svg('<text>a</text>')})
    assert made == {} and len(found) == 1
