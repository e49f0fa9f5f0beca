"""Strangers' logos: whatever is sent, a safe logo comes back or a finding, after little work."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from base64 import b64encode
from functools import cache
from xml.etree import ElementTree

import pytest
import weasyprint
from PIL import Image, ImageChops, ImageStat

from fixtures import photographs, strange_logos
from fixtures.strange_logos import SOUND, SOUND_DRAWINGS, SOUND_PIXELS, TRAPS
from letterpress.layout.brand.picture import Picture
from letterpress.press.artwork import drawing, flat, logos, strangers, svg
from letterpress.press.artwork.strangers import Cleaned
from letterpress.world import child, resources

INKS = (resources.root() / 'content/print-shops/FOGRA39L_coated.icc').read_bytes()
NAME = 'content/groups/logos/x.png'
# what a trap is found out by; anything that is drawn is LP319 where nothing else is said
CODES = {
    'LP318': (
        'path of letters; long number; long list of transforms; stylesheet without braces; '
        'stylesheet of comments; spaces; NaN; infinite; 1e308; stroke of NaN; UTF-7 declared; '
        'another name space; prefix without space; cut off; HTML; NUL; two roots'
    ),
    'LP329': (
        'XInclude; 1e308 in a path; scaled beyond all; huge view; no size; gigantic stroke; '
        'empty drawing; PNG, cut off; PNG, head alone; PNG, a byte changed; PNG bomb; '
        'PNG, larger than it says; PNG of no width; PNG without its pixels; PNG of nothing; '
        'zTXt bomb; iCCP bomb; JPEG, cut off; JPEG bomb; WebP, cut off'
    ),
    'LP850': (
        'UTF-7; EBCDIC; empty file; one letter; TIFF; GIF; BMP; AVIF; ICO; JPEG 2000; PDF; EPS; '
        'AI; PSD; DOCX; ELF'
    ),
    'LP852': 'many attributes; gzip bomb',
    'LP853': 'larger than a page takes',
    'LP854': 'wide as a hair',
}


def code_of(name: str) -> str:
    return next((code for code, names in CODES.items() if name in names.split('; ')), 'LP319')


@cache
def sound(name: str) -> Cleaned:
    made = strangers.cleaned(SOUND[name](), NAME, INKS)
    assert isinstance(made, Cleaned), made
    return made


# ---- whatever is sent ----------------------------------------------------------------------------


@pytest.mark.parametrize('name', TRAPS)
def test_a_trap_is_a_finding_after_little_work(name):
    """Little is what a child may have: 20 seconds of the processor, by no clock, and a gigabyte."""
    data = TRAPS[name]()
    made = child.only(lambda: strangers.cleaned(data, NAME, INKS), 20.0, 1 << 30)
    assert isinstance(made, list) and 0 < len(made) <= drawing.MOST_SAID
    assert {one.code for one in made} == {code_of(name)}, made
    for one in made:
        assert one.hint and one.place.path == NAME and len(one.message) < 250
        assert strange_logos.SECRET not in one.message or 'reaches' in one.message


def test_every_trap_is_expected_by_its_own_name():
    names = [
        n for said in CODES.values() for n in re.split(r'; |, (?!cut|head|a byte|larger)', said)
    ]
    assert set(names) <= set(TRAPS) and len(names) == len(set(names))


@pytest.mark.parametrize('name', SOUND)
def test_what_comes_out_goes_in_again_and_is_the_same(name):
    made = sound(name)
    assert len(made.data) <= strangers.MOST
    assert strangers.cleaned(made.data, NAME) == made


@pytest.mark.parametrize('name', SOUND)
def test_nothing_comes_along_that_is_not_the_logo(name):
    data = sound(name).data
    telling = [strange_logos.OWNER.encode(), b'script', b'petra', b'passwd', *photographs.TELLING]
    assert not [one for one in (*telling, *photographs.MARKS) if one in data]


ELEMENTS = {
    'svg': {'viewBox', 'width', 'height'},
    'defs': set(),
    'clipPath': {'id'},
    'g': {'clip-path'},
    'path': {
        *('d', 'fill', 'fill-rule', 'fill-opacity', 'stroke', 'stroke-opacity', 'stroke-width'),
        *('stroke-linecap', 'stroke-linejoin', 'stroke-miterlimit', 'stroke-dasharray'),
        *('stroke-dashoffset', 'transform'),
    },
    'linearGradient': {'id', 'gradientUnits', 'gradientTransform', 'x1', 'y1', 'x2', 'y2'},
    'radialGradient': {'id', 'gradientUnits', 'gradientTransform', 'cx', 'cy', 'r', 'fx', 'fy'},
    'stop': {'offset', 'stop-color', 'stop-opacity'},
}
VALUE = re.compile(
    r'[-+ MLHVCQZ.,0-9e]*|none|#[0-9a-f]{6}|url\(#[cg]\d+\)|[cg]\d+|evenodd|matrix\([-e .0-9]+\)'
    r'|butt|round|square|miter|bevel|userSpaceOnUse'
)


@pytest.mark.parametrize('name', SOUND_DRAWINGS)
def test_a_drawing_has_elements_and_values_that_are_known_and_no_others(name):
    made = sound(name)
    assert made.media_type == 'image/svg+xml' and made.suffix == '.svg'
    assert b'<!' not in made.data and b'<?' not in made.data and b'&' not in made.data
    for element in ElementTree.fromstring(made.data).iter():
        known = ELEMENTS[element.tag.removeprefix(f'{{{svg.SVG}}}')]
        assert set(element.attrib) <= known, element.attrib
        assert all(VALUE.fullmatch(value) for value in element.attrib.values()), element.attrib
        assert not (element.text or '').strip() and not (element.tail or '').strip()


def printed(picture: Picture, ground: str = '#ee88cc') -> Image.Image:
    address = b64encode(picture.on(ground)).decode()
    high = 300 / picture.ratio
    page = (
        f'<style>@page{{margin:0;size:300px {high}px;background:{ground}}}body{{margin:0}}'
        f'img{{width:300px;height:{high}px;display:block}}</style>'
        f'<img src="data:{picture.media_type};base64,{address}">'
    )
    pdf = weasyprint.HTML(string=page).write_pdf()
    done = subprocess.run(['pdftoppm', '-png'], input=pdf, capture_output=True, check=True)
    return Image.open(io.BytesIO(done.stdout)).convert('RGB')


@pytest.mark.parametrize(
    'name',
    ['clips', 'gradients', 'round gradient', 'gradient in units', 'veils', 'every shape', 'uses'],
)
def test_written_anew_a_drawing_prints_as_it_was_brought(name):
    brought = drawing.picture(SOUND[name](), NAME)
    anew = drawing.picture(sound(name).data, NAME)
    assert isinstance(brought, Picture) and isinstance(anew, Picture)
    assert anew.ratio == pytest.approx(brought.ratio, rel=1e-4)
    one, other = printed(brought), printed(anew)
    assert max(ImageStat.Stat(ImageChops.difference(one, other.resize(one.size))).mean) < 2.5
    ground = Image.new('RGB', one.size, '#ee88cc')
    assert max(ImageStat.Stat(ImageChops.difference(one, ground)).mean) > 10, 'nothing is printed'


def test_a_veil_over_a_full_ground_is_mixed_stop_by_stop():
    body = (
        '<linearGradient id="g"><stop stop-color="#fff"/><stop offset="1" stop-color="#f00" '
        'stop-opacity="0"/></linearGradient><rect width="100" height="50" fill="#004"/>'
        '<rect x="10" y="10" width="80" height="30" fill="url(#g)"/>'
    )
    data = strange_logos.svg(body)
    made = flat.written(data, NAME)
    assert isinstance(made, bytes) and b'opacity' not in made and made.count(b'<stop ') > 60
    brought, anew = drawing.picture(data, NAME), drawing.picture(made, NAME)
    one, other = printed(brought), printed(anew)
    assert max(ImageStat.Stat(ImageChops.difference(one, other)).mean) < 1


def test_an_outline_keeps_the_form_of_its_pen():
    body = (
        '<g transform="scale(2 .5)"><path d="M10 50h30v60" fill="none" stroke="red" '
        'stroke-width="6" stroke-dasharray="9 4"/></g>'
    )
    data = strange_logos.svg(body)
    made = strangers.cleaned(data, NAME)
    assert isinstance(made, Cleaned) and b'transform="matrix(' in made.data
    assert strangers.cleaned(made.data, NAME) == made
    one, other = (printed(drawing.picture(each, NAME)) for each in (data, made.data))
    assert max(ImageStat.Stat(ImageChops.difference(one, other.resize(one.size))).mean) < 1


def test_numbers_far_from_the_beginning_keep_their_places():
    far = drawing.picture(sound('a far view').data, NAME)
    assert isinstance(far, Picture) and far.ratio == pytest.approx(1, abs=1e-4)
    path = re.search(rb' d="([^"]*)"', sound('a far view').data)
    near = re.search(rb' d="([^"]*)"', sound('a small view').data)
    assert path and near and path[1] == near[1], 'both are a circle that fills its canvas'


# ---- images --------------------------------------------------------------------------------------


@pytest.mark.parametrize('name', SOUND_PIXELS)
def test_an_image_is_a_plain_png_of_eight_bits(name):
    made = sound(name)
    assert made.media_type == 'image/png' and made.suffix == '.png'
    chunks, at = [], 8
    while at < len(made.data):
        size = int.from_bytes(made.data[at : at + 4], 'big')
        chunks.append(made.data[at + 4 : at + 8])
        at += 12 + size
    assert chunks[0] == b'IHDR' and chunks[-1] == b'IEND' and set(chunks[1:-1]) == {b'IDAT'}
    image = Image.open(io.BytesIO(made.data))
    image.load()
    assert image.size == made.size and image.mode in ('RGB', 'RGBA')
    assert not getattr(image, 'is_animated', False)


@pytest.mark.parametrize(
    'name', ['PNG', 'PNG, interlaced', 'PNG, palette', 'PNG, moving', 'WebP, clear', 'WebP, moving']
)
def test_an_image_is_the_logo_whatever_it_was_written_in(name):
    made = sound(name)
    assert made.ratio == pytest.approx(1.5, abs=0.05 if made.size[0] > 60 else 0.6)
    image = Image.open(io.BytesIO(made.data)).convert('RGBA')
    assert image.getchannel('A').getbbox() == (0, 0, *made.size), 'it is cut to what is seen'
    low, high = image.width // 20, image.height // 2
    assert image.getpixel((low * 2, high))[:3] == pytest.approx((0, 87, 63), abs=6)
    seen = bytes.fromhex(made.colours[0][1:])
    assert tuple(seen) == pytest.approx((0, 87, 63), abs=2)


def test_sixteen_bits_keep_their_tones():
    made = sound('PNG, 16 bits')
    tones = Image.open(io.BytesIO(made.data)).convert('L')
    assert tones.getpixel((0, 0)) == 0 and 100 < tones.getpixel((200, 74)) < 135


def test_inks_are_those_of_print_where_a_file_says_nothing():
    image = Image.new('CMYK', (300, 200), (255, 0, 0, 0))
    made = strangers.cleaned(strange_logos.saved(image, 'JPEG'), NAME, INKS)
    assert isinstance(made, Cleaned)
    red, green, blue = Image.open(io.BytesIO(made.data)).getpixel((9, 9))
    assert red < 60 and 130 < green < 180 and blue > 200, 'cyan as presses print it, not screens'


def test_an_image_is_made_smaller_until_it_fits_and_a_drawing_is_not():
    made = sound('PNG of grain')
    assert strangers.MOST // 2 < len(made.data) <= strangers.MOST < len(SOUND['PNG of grain']())
    assert 300 < made.size[0] < 900 and made.ratio == pytest.approx(1.5, abs=0.01)
    assert made.colours
    kept = strangers.picture(SOUND['PNG of grain'](), NAME)
    assert isinstance(kept, Picture) and kept.size == (900, 600), 'from content it is taken whole'


def test_what_is_clear_hides_nothing():
    secret = strange_logos.photograph(300, 200).convert('RGBA')
    secret.putalpha(Image.new('L', secret.size, 0))
    secret.paste((0, 87, 63, 255), (0, 0, 300, 40))
    secret.paste((0, 87, 63, 255), (0, 160, 300, 200))
    for kind in ('PNG', 'WEBP'):
        said = {'lossless': True, 'exact': True} if kind == 'WEBP' else {}
        made = strangers.cleaned(strange_logos.saved(secret, kind, **said), NAME)
        assert isinstance(made, Cleaned)
        image = Image.open(io.BytesIO(made.data))
        clear = image.getchannel('A').point(lambda alpha: 255 - alpha)
        assert clear.getextrema() == (0, 255)
        hidden = image.convert('RGB')
        hidden.paste((0, 0, 0), mask=clear.point(lambda one: 255 - one))
        assert hidden.getextrema() == ((0, 0),) * 3


def test_doubts_come_along():
    small = strangers.cleaned(strange_logos.saved(Image.new('RGB', (60, 40), 'navy')), NAME)
    assert isinstance(small, Cleaned) and [one.code for one in small.doubts] == ['LP330']
    assert 'at the foot of a poster' in small.doubts[0].message
    pale = strangers.cleaned(strange_logos.svg('<circle r="9" fill="#fffff0"/>'), NAME)
    assert isinstance(pale, Cleaned) and [one.code for one in pale.doubts] == ['LP331']


@pytest.mark.parametrize('ratio, wrong', [(100, False), (101, True), (0.01, False), (0.0099, True)])
def test_a_line_is_no_logo(ratio, wrong):
    body = f'<rect width="{9 * ratio}" height="9"/>'
    made = strangers.cleaned(strange_logos.svg(body, ''), NAME)
    assert isinstance(made, list) == wrong
    assert not wrong or [one.code for one in made] == ['LP854']


@pytest.mark.parametrize('size, wrong', [(strangers.BYTES, False), (strangers.BYTES + 1, True)])
def test_a_heavy_file_is_not_read(size, wrong):
    data = SOUND['PNG']()
    made = strangers.cleaned(data + bytes(size - len(data)), NAME)
    assert isinstance(made, list) == wrong
    assert not wrong or [one.code for one in made] == ['LP852']


def test_colours_are_those_that_are_seen_each_once():
    body = (
        '<rect width="100" height="60" fill="#004488"/><rect x="100" width="20" height="60" '
        'fill="#ffcc00"/><circle cx="20" cy="30" r="14" fill="#ffffff"/>'
        '<circle cx="70" cy="30" r="14" fill="#fffffe"/>'
    )
    made = strangers.cleaned(strange_logos.svg(body, ''), NAME)
    assert isinstance(made, Cleaned) and made.colours == ('#004488', '#ffcc00', '#fffffe')


def test_the_largest_that_may_come_takes_little_memory():
    """40 million dots, in a process that may have a gigabyte more than it begins with."""
    code = (
        'import io, resource\n'
        'from PIL import Image\n'
        'from letterpress.press.artwork import logos, strangers\n'
        'out = io.BytesIO()\n'
        'Image.new("RGBA", (8000, 5000), (0, 87, 63, 200)).save(out, "PNG", compress_level=1)\n'
        'taken = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()\n'
        'resource.setrlimit(resource.RLIMIT_AS, (taken + (1 << 30), -1))\n'
        'made = strangers.cleaned(out.getvalue(), "x.png")\n'
        'print(made.size)\n'
    )
    done = subprocess.run([sys.executable, '-c', code], capture_output=True, text=True)
    assert done.stdout == '(2400, 1500)\n', done.stderr
    assert logos.PIXELS == 8000 * 5000
