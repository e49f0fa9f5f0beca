"""Logos: what is safe prints as it looks, what is not is refused by element, line and remedy."""

import io
from types import MappingProxyType

import pytest
from PIL import Image

from letterpress.base import colours
from letterpress.layout.brand.picture import Picture
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
    assert made.ratio == pytest.approx(1) and made.inks == (('#00573f', 1.0),)
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
    assert [ink for ink, _ in read(body, '').inks] == [colour]


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
    ],
)
def test_what_would_print_otherwise_is_refused(body):
    codes = refused(body)
    assert {code for code, _ in codes} == {'LP319'} and all(line for _, line in codes)


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
