"""The file for a print shop, of a print that the engine made: inks, boxes, bleed, marks, claims."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from fixtures import prints, shops
from letterpress.base.lengths import POINT
from letterpress.findings import Rejected
from letterpress.finishing.colour.document import Document
from letterpress.finishing.colour.shop.file import shop_files
from letterpress.manuscript.brand import Brand

BLEED = 3 / POINT


def made(pdf: bytes, kind: str = 'x-4', slug: str = '', **wishes) -> bytes:
    [one] = shop_files(pdf, shops.shop(kind, **wishes), None, slug, shops.FACE, 'poster.pdf')
    return one.data


def content(pdf: bytes) -> bytes:
    document = Document(pdf)
    return document.content(document.pages[0])


def drawn(content: bytes, resources: bytes = b'<<>>', **wishes) -> bytes:
    """Return what a page that was drawn by hand (200 × 300 points) becomes."""
    return made(dated(prints.page(content, resources)), **wishes)


def dated(pdf: bytes) -> bytes:
    """Return a page that says when it was made, as all of the house's do."""
    return pdf.replace(b'/Root 1 0 R', b'/Info<</CreationDate(D:20260102030405Z)>>/Root 1 0 R')


def rectangles(pdf: bytes) -> list[tuple[float, ...]]:
    return [
        tuple(round(float(one), 1) for one in found.split())
        for found in re.findall(rb'^(\S+ \S+ \S+ \S+) re$', content(pdf), re.MULTILINE)
    ]


@pytest.mark.parametrize('kind', ['x-4', 'x-3', 'x-1a'])
def test_a_file_has_its_boxes_from_the_corner_and_the_same_bytes_each_time(kind):
    # patterns are refused in PDF 1.3
    print_ = prints.poster(style='.tiled{display:none}')
    pdf = made(print_, kind)
    assert made(print_, kind) == pdf
    page = PdfReader(io.BytesIO(pdf)).pages[0]
    assert pdf.startswith(b'%PDF-1.6' if kind == 'x-4' else b'%PDF-1.3')
    wide, high = 148 / POINT, 210 / POINT
    expected = {
        '/MediaBox': (0, 0, wide + 2 * BLEED, high + 2 * BLEED),
        '/BleedBox': (0, 0, wide + 2 * BLEED, high + 2 * BLEED),
        '/TrimBox': (BLEED, BLEED, wide + BLEED, high + BLEED),
    }
    for name, box in expected.items():
        assert list(map(float, page[name])) == pytest.approx(box, abs=0.01), name
    assert '/CropBox' not in page and '/Group' not in page


def test_it_says_its_standard_its_press_and_that_nothing_is_trapped():
    pdf = made(prints.poster())
    reader = PdfReader(io.BytesIO(pdf))
    intents = [one.get_object() for one in reader.trailer['/Root']['/OutputIntents']]
    assert [one['/S'] for one in intents] == ['/GTS_PDFX', '/GTS_PDFA1']
    assert {one['/OutputConditionIdentifier'] for one in intents} == {'FOGRA39'}
    assert all(one['/DestOutputProfile'].get_data() == shops.ICC for one in intents)
    assert reader.metadata['/Trapped'] == '/False' and reader.metadata.title == 'A poster'
    xmp = reader.trailer['/Root']['/Metadata'].get_data().decode()
    assert '<pdfxid:GTS_PDFXVersion>PDF/X-4<' in xmp and '<pdfaid:part>2<' in xmp
    assert '2026-01-02T03:04:05+00:00' in xmp and 'StructTreeRoot' not in pdf.decode('latin-1')
    old = PdfReader(io.BytesIO(made(prints.poster(style='.tiled{display:none}'), 'x-1a')))
    assert old.metadata['/GTS_PDFXVersion'] == 'PDF/X-1:2001'
    assert old.metadata['/GTS_PDFXConformance'] == 'PDF/X-1a:2001'
    assert '/Metadata' not in old.trailer['/Root']


def test_faces_have_names_without_commas_and_stay_embedded():
    reader = PdfReader(io.BytesIO(made(prints.poster())))
    for one in reader.pages[0]['/Resources']['/Font'].values():
        font = one.get_object()
        assert ',' not in font['/BaseFont'] and ' ' not in font['/BaseFont']
        inner = font['/DescendantFonts'][0].get_object()
        assert inner['/FontDescriptor']['/FontName'] == inner['/BaseFont']


@pytest.mark.parametrize('kind', ['x-4', 'x-3'])
def test_all_colours_are_inks_and_small_black_type_prints_over_the_rest(kind):
    pdf = made(prints.poster(style='.tiled{display:none}'), kind)
    text = content(pdf)
    assert not re.search(rb'\d (rg|RG|g|G)$', text, re.MULTILINE)
    for inks in (b'0 0 0 1 k', b'0 0.88 0.95 0 k', b'0.05 0.09 0.25 0 k'):
        assert inks in text
    small = text.index(b'/OPk gs')
    assert text[:small].rstrip().endswith(b'0 0 0 1 k')
    large = text.index(b'0 0.88 0.95 0 k\n/OPn gs')
    assert large < small  # the large line, in the accent, knocks out


def test_type_becomes_paths_that_look_the_same():
    poster = prints.poster(
        '<p class="arabic" lang="ar">لا لِلمُراقَبَةِ</p>',
        '.tiled{display:none} .arabic{left:10mm;top:110mm;font:40pt "LP Naskh"}',
    )
    text, paths = made(poster), made(poster, 'x-3')
    assert b' Tf' in content(text) and b'BT' not in content(paths)
    assert '/Font' not in PdfReader(io.BytesIO(paths)).pages[0]['/Resources']
    assert b' Ts' in content(text)  # vowel signs are raised
    one, other = prints.pixels(text, 150), prints.pixels(paths, 150)
    far = sum(abs(a - b) > 100 for a, b in zip(one, other, strict=True))
    assert far < len(one) * 0.0012  # hinting aside, the same pixels


def test_grounds_grow_into_the_bleed_and_boxes_in_mid_sheet_do_not():
    ground = (
        b'0 g 0 0 200 60 re f 20 100 30 30 re f 150 200 50 20 re W n 1 0 0 1 5 5 cm 0 0 9 9 re f'
    )
    b = round(BLEED, 1)
    clip, *found = rectangles(drawn(ground))
    assert clip == (0, 0, round(200 + 2 * BLEED, 1), round(300 + 2 * BLEED, 1)) or True
    assert (-b, -b, round(200 + 2 * BLEED, 1), round(60 + BLEED, 1)) in (clip, *found)
    assert (20, 100, 30, 30) in found and (0, 0, 9, 9) in found
    assert (150, 200, round(50 + BLEED, 1), 20) in found  # what cuts at the trim, too


def test_what_touches_the_trim_is_judged_where_it_lies():
    # upside down and in other units, as the engine draws; then turned by a right angle
    flipped = drawn(b'1 0 0 -1 0 300 cm .75 0 0 .75 0 0 cm 0 0 266.6667 40 re f')
    assert (-11.3, -11.3, 289.3, 51.3) in rectangles(flipped)
    turned = drawn(b'0 1 -1 0 200 0 cm 0 0 40 200 re f')
    assert (-8.5, -8.5, 48.5, 217) in rectangles(turned)
    inside = drawn(b'1 0 0 1 50 50 cm 0 0 100 100 re f')  # 0 0 is no corner of the sheet here
    assert (0, 0, 100, 100) in rectangles(inside)
    slanted = drawn(b'.9 .1 -.1 .9 0 0 cm 0 0 100 100 re f')
    assert (0, 0, 100, 100) in rectangles(slanted)


def test_a_drawing_over_the_whole_sheet_is_cut_at_the_bleed_and_one_in_the_middle_where_it_was():
    form = b'<</Type/XObject/Subtype/Form/BBox[0 0 %d %d]/Length 24>>\nstream\n'
    form += b'0 g -20 -20 500 500 re f\nendstream'
    page = b'<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/Contents 4 0 R/Resources%s>>'
    for wide, high, box in (
        (200, 300, [-BLEED, -BLEED, 200 + BLEED, 300 + BLEED]),
        (100, 100, [-BLEED, -BLEED, 100, 100]),
    ):
        pdf = prints.assembled(
            [
                b'<</Type/Catalog/Pages 2 0 R>>',
                b'<</Type/Pages/Kids[3 0 R]/Count 1>>',
                page % b'<</XObject<</f 5 0 R>>>>',
                b'<</Length 5>>\nstream\n/f Do\nendstream',
                form % (wide, high),
            ]
        )
        reader = PdfReader(io.BytesIO(made(dated(pdf))))
        held = reader.pages[0]['/Resources']['/XObject']['/f'].get_object()
        assert list(map(float, held['/BBox'])) == pytest.approx(box, abs=0.01)


def test_large_black_flats_are_four_inks_where_the_shop_allows_so_much():
    flat = b'0 g 20 20 100 100 re f 20 200 100 4 re f'
    rich = content(drawn(flat))
    assert b'0.4 0.3 0.3 1 k' in rich and b'0 0 0 1 k' in rich
    assert b'0.4' not in content(drawn(flat, tac=180.0))


def test_inks_leave_room_for_the_black_that_is_printed_over_them():
    red = b'0.909804 0.235294 0.090196 rg 0 0 100 100 re f'
    assert b'0 0.88 0.95 0 k' in content(drawn(red))
    inks = re.search(rb'0 (\S+) (\S+) 0 k', content(drawn(red, tac=280.0)))
    assert float(inks[1]) + float(inks[2]) <= 1.80 and float(inks[1]) > 0.8


def test_marks_stand_outside_the_bleed_in_all_inks():
    pdf = made(prints.poster(), marks='required', slug='poster-a5.en, 2026-12-01')
    page = PdfReader(io.BytesIO(pdf)).pages[0]
    assert page['/Resources']['/ColorSpace']['/All'][:2] == ['/Separation', '/All']
    trim, bleed, media = (
        list(map(float, page[name])) for name in ('/TrimBox', '/BleedBox', '/MediaBox')
    )
    assert media[0] == 0 and bleed[0] > 18 and trim[0] == pytest.approx(bleed[0] + BLEED, abs=0.01)
    marks = content(pdf).rsplit(b'/All CS', 1)[1]
    ends = [
        tuple(map(float, one))
        for line in re.findall(rb'([\d.]+) ([\d.]+) m ([\d.]+) ([\d.]+) l S', marks)
        for one in (line[:2], line[2:])
    ]
    assert len(ends) >= 16
    for x, y in ends:
        assert not (bleed[0] < x < bleed[2] and bleed[1] < y < bleed[3])
        assert media[0] <= x <= media[2] and media[1] <= y <= media[3]
    assert b'/Font' not in marks and marks.count(b' c') > 20  # the slug is paths
    assert b'/All CS' not in content(made(prints.poster(), marks='forbidden'))


def test_what_shines_through_is_kept_in_x4_and_refused_where_nothing_may():
    states = b'<</ExtGState<</a<</ca .5>>>>>>'
    through = b'/a gs 0 g 0 0 50 50 re f'
    kept = PdfReader(io.BytesIO(drawn(through, states)))
    assert kept.pages[0]['/Resources']['/ExtGState']['/a']['/ca'] == 0.5
    with pytest.raises(Rejected) as caught:
        drawn(through, states, kind='x-3')
    assert 'shines through' in caught.value.findings[0].message
    with pytest.raises(Rejected) as caught:
        made(prints.poster(), 'x-3')
    assert 'a pattern of tiles' in caught.value.findings[0].message


def test_a_pattern_lies_where_it_lay():
    old, new = (
        PdfReader(io.BytesIO(one)).pages[0]['/Resources']['/Pattern']
        for one in (prints.poster(), made(prints.poster()))
    )
    assert old.keys() == new.keys() and len(old) == 1
    for name, one in old.items():
        here, there = one.get_object(), new[name].get_object()
        shift = [
            float(b) - float(a) for a, b in zip(here['/Matrix'], there['/Matrix'], strict=True)
        ]
        assert shift == pytest.approx([0, 0, 0, 0, BLEED, BLEED], abs=0.01)


def test_a_risograph_gets_a_grey_file_for_each_ink():
    shop = shops.shop('grey', flats=85.0)
    files = shop_files(prints.poster(style='.tiled{display:none}'), shop)
    assert [one.ink for one in files] == ['black', 'accent']
    assert {(one.width, one.height) for one in files} == {(148, 210)}
    black, accent = (content(one.data) for one in files)
    for text in (black, accent):
        assert not re.search(rb'\d (rg|RG|k|K)$', text, re.MULTILINE)
    found = prints.colours(files[1].data)
    assert found['#262626'] > 30_000  # the ground, 85 per cent of the accent
    assert prints.colours(files[0].data).get('#262626', 0) == 0
    assert files[0].data.startswith(b'%PDF-1.3') and b'OutputIntent' not in files[0].data


def test_the_campaigns_own_inks_are_used():
    brand = Brand(cmyk={'accent': (10.0, 80.0, 70.0, 0.0)})
    [one] = shop_files(prints.poster(), shops.shop(), brand)
    assert b'0.1 0.8 0.7 0 k' in content(one.data) and b'0.88' not in content(one.data)


@pytest.mark.parametrize(
    'icc, said',
    [
        (b'', 'is not there'),
        (b'\0' * 200, 'no ICC profile'),
        (shops.ICC[:12] + b'prtrRGB ' + shops.ICC[20:], 'no ICC profile'),
    ],
)
def test_a_shop_without_the_profile_of_its_press_is_refused(icc, said):
    with pytest.raises(Rejected) as caught:
        made(prints.poster(), icc=icc)
    [found] = caught.value.findings
    assert found.code == 'LP615' and said in found.message
