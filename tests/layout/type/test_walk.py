"""Every poster in every language at A3 (A2 where it has no A3), seen as on a wall.

Each sheet is set and printed once, and all is asked of that print: pages of its size, as they are
drawn, in faces of the house, nothing overset, clipped or too near to the edge; the address stands
on it and a telephone reads it. All other sizes are walked by `make conformance`.
"""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pypdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from fixtures import likeness
from fixtures.posters import drawn
from letterpress.base.lengths import Size
from letterpress.layout import manifest
from letterpress.layout.compose import compose
from letterpress.layout.composition import Options
from letterpress.layout.declared import axes
from letterpress.manuscript.edition import editions
from letterpress.manuscript.reading import read
from letterpress.press import engine, ruler
from letterpress.world.files import inside

PROJECT = Path(__file__).resolve().parents[3]
FILES = inside.read_tree(PROJECT, 'layouts')
CAMPAIGN, _ = read(inside.read_tree(PROJECT, 'content'))
SAFE = 7.0  # mm from the trim, as printers at home need: shops ask for less
MM = 25.4 / 72
KEPT = ('en', 'el', 'bg', 'ar')  # a language of each script, in tests/pictures
RULER = ruler.Ruler()


def outspoken(edition):
    """Return an edition with words for the posters that the sample has none for."""
    own = edition.posters
    lines = {'headline': own['suspects']['headline']}
    event = {**own.get('event', {}), 'when': '6. 12. 15:00', 'where': own['iris']['word']}
    return replace(edition, posters={**own, 'event': event, 'statement': lines})


def sheets():
    """Return a point for each poster, language and, of a series, for its first sheet."""
    spoken = [outspoken(edition) for edition in editions(CAMPAIGN).values()]
    found = {}
    for layout in manifest.discover(FILES)[0]:
        if layout.versions is None:
            continue
        names = {size.name for size in layout.sizes}
        size = 'a3' if 'a3' in names else 'a2'
        for point in axes.points(layout, spoken):
            if point.names_size == size:
                found.setdefault(f'{layout.name}-{size}-{point.edition.language}', point)
    return found


SHEETS = sheets()


def test_no_poster_is_left_out():
    posters = {path.parent.name for path in PROJECT.glob('layouts/*/layout.yaml')}
    stated = {
        name for name in posters if '\nversions:' in FILES[f'layouts/{name}/layout.yaml'].decode()
    }
    for_screens = {
        layout.name
        for layout in manifest.discover(FILES)[0]
        if layout.sizes and {size.name for size in layout.sizes} <= layout.pictures.keys()
    }
    assert {point.layout.name for point in SHEETS.values()} == stated - for_screens
    assert len(stated) >= 8


def letters(text):
    """Return letters and figures alone, forms folded, in order."""
    return ''.join(c for c in unicodedata.normalize('NFKC', text) if c.isalnum())


def near_the_edge(pdf, trim, number):
    """Return the glyphs that stand nearer to the trim than SAFE, with where they stand (mm)."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = document[number].get_textpage()
        left, bottom, right, top = (float(side) for side in trim)
        found = []
        for n in range(text.count_chars()):
            sides = text.get_charbox(n)
            char = text.get_text_range(n, 1)
            if not char.strip() or sides[0] == sides[2]:
                continue
            free = (sides[0] - left, sides[1] - bottom, right - sides[2], top - sides[3])
            if min(free) * MM < SAFE:
                found.append((char, [round(one * MM, 2) for one in free]))
        return found
    finally:
        document.close()


@pytest.mark.parametrize('name', SHEETS)
def test_a_poster_is_whole_leads_somewhere_and_says_who_printed_it(name, tmp_path):
    point = SHEETS[name]
    edition = point.edition
    composition = compose(edition, point.layout, point.size, RULER, Options(), FILES)
    proof = engine.render(composition, FILES)
    assert proof.pages == point.layout.most_pages
    assert not proof.findings and not composition.said
    assert proof.fonts
    assert all(font.startswith('LP ') and 'Fallback' not in font for font in proof.fonts)
    pages = pypdf.PdfReader(io.BytesIO(proof.pdf)).pages
    for number, page in enumerate(pages):
        trim = [float(side) * MM for side in page.trimbox[2:]]
        assert trim == pytest.approx([point.size.width, point.size.height], abs=0.01)
        assert near_the_edge(proof.pdf, page.trimbox, number) == []

    said = letters(pages[-1].extract_text())  # the back, where there is one
    address = edition.facts.publisher.url
    assert letters(address.split('://')[-1]) in said
    assert letters(edition.phrases['imprint.unset']) in said
    assert letters(edition.phrases['imprint.litter']) in said
    assert letters(edition.phrases['imprint.home']) not in said
    front, *back = drawn(proof.pdf, 100)
    assert [code.text for code in zxingcpp.read_barcodes((back or [front])[-1])] == [address]
    if edition.language in KEPT:
        assert not (said := likeness.judge(name, front, tmp_path)), said


CUT = (5.0, 10.0)  # mm that shops cut from what goes over an edge, or two: on every sheet alike
PLACE = re.compile(r'(left|right|top|width|height): ?(-?[\d.]+)mm')


def places(point):
    """Return every length by which something is placed on a sheet, in the order of the page."""
    composition = compose(point.edition, point.layout, point.size, RULER, Options(), FILES)
    body = composition.html.split('<body', 1)[1]
    return [(side, float(length)) for side, length in PLACE.findall(body)]


@pytest.mark.parametrize('name', [name for name in SHEETS if '-a3-' in name and name[-2:] in KEPT])
def test_a_larger_sheet_of_the_same_shape_is_the_same_poster_larger(name):
    """What is a part of something, or a number of things, does not grow with the sheet."""
    point = SHEETS[name]
    if point.layout.name == 'iris':
        pytest.skip('a larger sheet holds larger names, and more rays: it is another picture')
    here, there = point.size, Size('twice', 2 * point.size.width, 2 * point.size.height)
    larger = places(replace(point, size=there))
    drawn = places(replace(point, size=here))
    assert [side for side, _ in larger] == [side for side, _ in drawn]
    near = 0.004 * there.width  # only what must be read in the hand is as large on both
    apart = [
        (side, at, twice)
        for (side, at), (_, twice) in zip(drawn, larger, strict=True)
        if abs(twice - 2 * at) > near and round(abs(twice - 2 * at), 6) not in CUT
    ]
    assert apart == []


def test_a_sheet_that_looks_otherwise_is_shown(tmp_path):
    name = 'bar-a3-en'
    kept = Image.open(likeness.KEPT / f'{name}.png').convert('RGB')
    assert likeness.judge(name, kept, tmp_path) == ''
    kept.paste((0, 0, 0), (20, 60, 32, 66))  # a word that was not there
    said = likeness.judge(name, kept, tmp_path)
    page = tmp_path / f'{name}.html'
    assert page.as_uri() in said and page.read_text().count('<img') == 3
    assert 'other' in likeness.judge(name, kept.crop((0, 0, 60, 80)), tmp_path)
    assert 'not there' in likeness.judge('none', kept, tmp_path)
