"""Every rule of a print shop with a planted fault and a good twin; and what is not judged."""

from __future__ import annotations

import re

import pytest

from fixtures import prints, shops
from letterpress.base.lengths import POINT
from letterpress.findings import entry
from letterpress.finishing.colour.document import Document
from letterpress.finishing.colour.shop.file import shop_files
from letterpress.finishing.colour.shop.judging import check

BLEED = 3 / POINT  # points
# what the content is drawn in: the corner of the trim is 0 0, the sheet 200 × 300 points
HERE = b'1 0 0 1 %.4f %.4f cm ' % (BLEED, BLEED)


def codes(pdf: bytes, **wishes) -> list[str]:
    found = check(pdf, shops.shop(**wishes), 'poster.pdf')
    assert all(one.place.path == 'poster.pdf' and one.hint for one in found)
    assert all(entry(one.code).severity == 'error' for one in found)
    return [one.code for one in found]


def page(content: bytes, resources: bytes = b'<<>>', **wishes) -> bytes:
    """Return a whole file for the press, that draws something more than a rule in black."""
    dated = prints.page(b'0 g 50 50 20 20 re f').replace(
        b'/Root 1 0 R', b'/Info<</CreationDate(D:20260102030405Z)>>/Root 1 0 R'
    )
    [made] = shop_files(dated, shops.shop(**wishes), None, '', shops.FACE)
    document = Document(made.data)
    [sheet] = document.pages
    [contents] = sheet.contents
    drawn = document.content(sheet) + b'\nq ' + HERE + content + b' Q'
    pdf = document.replaced({contents.number: drawn})
    if resources != b'<<>>':  # in the place of those it has: all is found by its place in the file
        held = re.search(rb'/ExtGState <<.*?>>>>', pdf)[0]
        assert len(resources) <= len(held), (len(resources), len(held))
        pdf = pdf.replace(held, resources.ljust(len(held)))
    return pdf


@pytest.mark.parametrize('kind', ['x-4', 'x-3', 'x-1a', 'grey'])
def test_what_the_house_makes_is_good(kind):
    wishes = {'outlines': kind != 'x-4'}
    shop = shops.shop(kind, **wishes)
    for one in shop_files(prints.poster(style='.tiled{display:none}'), shop):
        assert check(one.data, shop) == ()
    marked = shops.shop(kind, marks='required', bleed=4.0, **wishes)
    poster = prints.poster(style='.tiled{display:none}')
    for one in shop_files(poster, marked, slug='a', face=shops.FACE):
        assert check(one.data, marked) == ()


def test_patterns_are_judged_by_what_they_draw():
    [one] = shop_files(prints.poster(), shops.shop())
    assert check(one.data, shops.shop()) == ()
    assert codes(one.data, tac=150.0) == ['LP764']


STATES = b'/ExtGState<</t<</ca .5>>/o<</op true/OPM 1>>/n<</op false>>>>'
FACES = b'/Font<</f<</Subtype/Type1/BaseFont/Times>>>>'

FAULTS = [
    # a fault, its code, its good twin
    (b'1 0 0 rg 50 50 30 30 re f', 'LP760', b'0 1 1 0 k 50 50 30 30 re f'),
    (b'1 0 0 RG 50 50 30 30 re S', 'LP760', b'0 1 1 0 K 50 50 30 30 re S'),
    (b'0 1 1 0 k 0 50 30 30 re f', 'LP762', b'0 1 1 0 k -9 50 39 30 re f'),
    (b'0 1 1 0 k 0.1 50 30 30 re f', 'LP762', b'0 1 1 0 k 1 50 30 30 re f'),
    (b'0 1 1 0 k 150 50 55 30 re f', 'LP762', b'0 1 1 0 k 150 50 59 30 re f'),
    (b'0 1 1 0 k 0 0 m 99 50 l 0 99 l f', 'LP762', b'0 1 1 0 k -20 0 m 99 50 l -20 99 l f'),
    (b'5 w 0 1 1 0 K 99 99 m 99 304 l S', 'LP762', b'5 w 0 1 1 0 K 99 99 m 99 320 l S'),
    # a ray that leaves by the corner crosses the side outside the sheet, which is no fault
    (b'0 1 1 0 K 20 280 m -2 301 l S', 'LP762', b'0 1 1 0 K 20 280 m -3 320 l S'),
    (b'0 1 1 0 K 20 285 m -4 303 l S', 'LP762', b'0 1 1 0 K 20 285 m -12 309 l S'),
    (b'0 1 1 0 K 9 3 m 9 -4 l S', 'LP762', b'0 1 1 0 K 9 3 m 9 1 l S'),
    (b'.4 .3 .3 1 k 50 50 30 30 re f', 'LP763', b'.4 .3 .3 1 k 50 50 90 90 re f'),
    (b'1 1 .9 .9 k 50 50 99 99 re f', 'LP764', b'.7 .6 .6 1 k 50 50 99 99 re f'),
    (
        b'0 1 1 0 k 50 50 99 99 re f .3 1 1 0 k 50 50 99 99 re f /o gs 0 0 0 1 k 60 60 9 9 re f',
        'LP764',
        b'.3 1 1 0 k 50 50 99 99 re f 0 1 1 0 k 50 50 99 99 re f /o gs 0 0 0 1 k 60 60 9 9 re f',
    ),
    (b'.1 w 50 50 m 90 90 l S', 'LP765', b'.3 w 50 50 m 90 90 l S'),
    (b'.5 0 0 .5 0 0 cm .4 w 50 50 m 90 90 l S', 'LP765', b'2 0 0 2 0 0 cm .2 w 9 9 m 9 90 l S'),
    (b'50 50 90 .1 re f', 'LP765', b'50 50 90 .3 re f'),
    (b'/t gs 50 50 9 9 re f', 'LP768', b'/n gs 50 50 9 9 re f'),
    (b'/All cs 1 scn 50 50 9 9 re f', 'LP760', b'/All cs 1 scn -30 50 9 9 re f'),
    (b'/Spot cs 1 scn 50 50 9 9 re f', 'LP760', b'0 0 0 .5 k 50 50 9 9 re f'),
    (b'/Type BMC 3 3 9 9 re f EMC', 'LP766', b'/Type BMC 9 9 9 9 re f EMC'),
    (
        b'/Type BMC .1 .1 .1 1 k 50 50 9 9 re f EMC',
        'LP763',
        b'/Type BMC .1 1 1 0 k 50 50 9 9 re f EMC',
    ),
    (b'BT /f 12 Tf 50 50 Td (a) Tj ET', 'LP767', b'BT /f 12 Tf ET'),
]


@pytest.mark.parametrize('fault, code, twin', FAULTS, ids=lambda one: str(one))
def test_a_planted_fault_and_its_good_twin(fault, code, twin):
    states = FACES if code == 'LP767' else STATES
    kind = 'x-3' if code == 'LP768' else 'x-4'
    assert codes(page(fault, states, kind=kind), kind=kind) == [code]
    assert codes(page(twin, states, kind=kind), kind=kind) == []


def test_a_bleed_that_is_cut_off_is_none():
    whole = b'0 1 1 0 k -9 50 39 30 re f'
    assert codes(page(b'0 0 200 300 re W n ' + whole)) == ['LP762']
    assert codes(page(b'-9 -9 218 318 re W n ' + whole)) == []


def test_boxes():
    pdf = page(b'')
    good = re.search(rb'/BleedBox \[.*?\]', pdf)[0]
    small = b'/BleedBox [5 5 200 300]'.ljust(len(good))
    assert codes(pdf.replace(good, small)) == ['LP761', 'LP761']
    assert codes(pdf, bleed=5.0) == ['LP761']
    trim = re.search(rb'/TrimBox', pdf)[0]
    assert 'LP761' in codes(pdf.replace(trim, b'/TrimBoy'))
    media = re.search(rb'/MediaBox \[0 0', pdf)[0]
    assert codes(pdf.replace(media, b'/MediaBox [1 0')) == ['LP761', 'LP761']


def test_the_size_of_the_sheet():
    assert codes(page(b''), largest=(50.0, 50.0)) == ['LP618']
    assert codes(page(b''), smallest=(297.0, 420.0)) == ['LP618']
    assert codes(page(b''), smallest=(50.0, 50.0), largest=(110.0, 75.0)) == []  # either way round


def test_marks():
    assert codes(page(b''), marks='required') == ['LP619']
    marked = page(b'', marks='required')
    assert codes(marked, marks='required') == [] == codes(marked, marks='allowed')
    assert codes(marked, marks='forbidden') == ['LP619']


@pytest.mark.parametrize(
    'good, wrong',
    [
        (b'/GTS_PDFX>>', b'/GTS_PDFY>>'),
        (b'/S /GTS_PDFX', b'/S /GTS_PDFY'),
        (b'/Trapped /False', b'/Trapped /Maybe'),
        (b'<464f4752413339>', b'<464f4752413438>'),
        (b'%PDF-1.6', b'%PDF-1.7'),
        (b'>PDF/X-4<', b'>PDF/X-9<'),
    ],
)
def test_claims(good, wrong):
    pdf = page(b'')
    if good in pdf:
        assert set(codes(pdf.replace(good, wrong))) == {'LP620'}
    else:
        assert good == b'/GTS_PDFX>>'  # another order of the keys; the next case has it
    assert codes(pdf) == []


def typed(style: str, words: str = 'Names') -> bytes:
    """Return a file with a line of type in its own style."""
    own = f'.tiled{{display:none}} .own{{white-space:pre;top:90mm;{style}}}'
    [one] = shop_files(prints.poster(f'<p class="own">{words}</p>', own), shops.shop())
    return one.data


def test_type_near_the_edge_by_its_ink():
    assert codes(typed('left:1mm;font-size:20pt')) == ['LP766']
    assert codes(typed('left:5mm;font-size:20pt')) == []
    assert codes(typed('right:1mm;font-size:30pt')) == ['LP766']
    # the blank at the end of the line is nearer to the edge, and nobody sees it
    assert codes(typed('right:1mm;font-size:30pt', 'Names ')) == []
    assert codes(typed('right:0;font-size:60pt', 'No ')) == []


def test_small_type():
    assert codes(typed('left:9mm;font-size:4pt')) == ['LP765']
    assert codes(typed('left:9mm;font-size:5pt')) == []


def test_type_where_paths_are_asked_for():
    [one] = shop_files(prints.poster(style='.tiled{display:none}'), shops.shop())
    assert codes(one.data, outlines=True) == ['LP767']
    assert codes(one.data, outlines=False) == []


def test_type_in_four_inks():
    [one] = shop_files(prints.poster(style='.tiled{display:none}'), shops.shop())
    document = Document(one.data)
    [sheet] = document.pages
    drawn = document.content(sheet)
    rich = drawn.replace(b'0 0 0 1 k\n/OPk gs', b'.1 .1 .1 1 k\n/OPk gs')
    assert drawn != rich
    assert codes(document.replaced({sheet.contents[0].number: rich})) == ['LP763']


def test_a_risograph_prints_neither_large_full_areas_nor_at_the_edge():
    riso = {'kind': 'grey', 'print_area': (144.0, 206.0), 'flats': 85.0}
    poster = prints.poster(style='.tiled{display:none}')
    _, accent = shop_files(poster, shops.shop('grey', flats=100.0))
    assert codes(accent.data, **riso) == ['LP764']
    _, accent = shop_files(poster, shops.shop('grey', flats=85.0))
    assert codes(accent.data, **riso) == []
    narrow = {**riso, 'print_area': (120.0, 206.0)}
    assert codes(accent.data, **narrow) == ['LP766']
    [four] = shop_files(poster, shops.shop())
    assert 'LP760' in codes(four.data, **riso)


def test_pictures_are_judged_by_their_dots_and_colours_and_named_for_the_rest():
    head = b'<</Type/XObject/Subtype/Image/Width 72/Height 72/BitsPerComponent 8/ColorSpace/%s'
    for space, more in ((b'DeviceRGB', ['LP760']), (b'DeviceCMYK', [])):
        pdf = prints.assembled(
            [
                b'<</Type/Catalog/Pages 2 0 R>>',
                b'<</Type/Pages/Kids[3 0 R]/Count 1>>',
                b'<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/Contents 4 0 R'
                b'/TrimBox[9 9 190 290]/Resources<</XObject<</i 5 0 R>>>>>>',
                b'<</Length 26>>\nstream\n36 0 0 36 50 50 cm /i Do  \nendstream',
                head % space + b'/Length 1>>\nstream\nx\nendstream',
            ]
        )
        found = [one for one in codes(pdf, dpi=150) if one != 'LP620']
        assert found == [*more, 'LP765', 'LP769']
        found = [one for one in codes(pdf, dpi=144) if one != 'LP620']
        assert found == [*more, 'LP769']


def test_what_cannot_be_judged_is_named_and_never_good():
    assert codes(b'no PDF at all') == ['LP769']
    assert codes(page(b'/s sh')) == ['LP769']
    assert codes(page(b'BT 7 Tr ET')) == ['LP769']
    assert codes(page(b'/a Do')) == ['LP769']


def test_a_file_in_rgb_is_refused_for_all_that_it_lacks():
    found = set(codes(prints.poster(style='.tiled{display:none}')))
    assert {'LP620', 'LP760', 'LP761', 'LP767'} <= found
