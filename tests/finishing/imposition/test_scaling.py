"""A poster made larger: the same drawing, boxes from (0, 0), its tags, bookmarks and facts."""

from __future__ import annotations

import io

import pypdf
import pytest
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    RectangleObject,
)

from fixtures.posters import differing, drawn, poster
from letterpress.finishing import facts, structure
from letterpress.finishing.imposition import objects
from letterpress.finishing.imposition.scaling import scaled


def read(pdf):
    return pypdf.PdfReader(io.BytesIO(pdf))


def changed(pdf, change):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize('factor', [594 / 420, 2.0, 0.5])
def test_it_is_the_same_drawing(factor):
    pdf = poster(297, 420)
    made = scaled(pdf, factor)
    (before,), (after,) = drawn(pdf, 72 * factor), drawn(made, 72)
    assert all(abs(a - b) <= 1 for a, b in zip(before.size, after.size, strict=True))
    side = [min(a, b) for a, b in zip(before.size, after.size, strict=True)]
    assert differing(before.crop((0, 0, *side)), after.crop((0, 0, *side))) < 0.005
    assert facts.facts(made).sizes == ((round(297 * factor, 2), round(420 * factor, 2)),)


def test_its_tags_and_facts_stay():
    pdf = poster(297, 420, 'ar', 'كلنا مشتبه بنا')
    made = scaled(pdf, 2)
    assert structure.read(made).passages == structure.read(pdf).passages
    before, after = facts.facts(pdf), facts.facts(made)
    assert (after.title, after.language, after.tagged) == (before.title, before.language, True)
    assert after.fonts == before.fonts and after.loose == ()
    assert read(made).metadata == read(pdf).metadata


def test_places_on_the_page_are_moved_along():
    def ties(writer):
        page = writer.pages[0]
        page[NameObject('/Annots')] = ArrayObject(
            [
                DictionaryObject(
                    {
                        NameObject('/Subtype'): NameObject('/Link'),
                        NameObject('/Rect'): ArrayObject(map(NumberObject, (10, 20, 30, 40))),
                    }
                )
            ]
        )
        writer.add_outline_item(
            title='No', page_number=0, fit=pypdf.generic.Fit.xyz(left=12, top=300, zoom=None)
        )
        page.mediabox = RectangleObject((-10, -20, 800, 1000))
        page.trimbox = RectangleObject((0, 0, 790, 980))

    made = read(scaled(changed(poster(297, 420), ties), 2))
    page = made.pages[0]
    assert list(map(float, page.mediabox)) == [0, 0, 1620, 2040]
    assert list(map(float, page.trimbox)) == [20, 40, 1600, 2000]
    assert list(map(float, page['/Annots'][0].get_object()['/Rect'])) == [40, 80, 80, 120]
    item = made.outline[-1]
    assert (item.left, item.top) == (44, 640)


def test_patterns_are_moved_along():
    def painted(writer):
        page = writer.pages[0]
        pattern = pypdf.generic.StreamObject()
        pattern.set_data(b'1 0 0 rg 0 0 10 10 re f')
        pattern.update(
            {
                NameObject('/Type'): NameObject('/Pattern'),
                NameObject('/PatternType'): NumberObject(1),
                NameObject('/PaintType'): NumberObject(1),
                NameObject('/TilingType'): NumberObject(1),
                NameObject('/BBox'): ArrayObject(map(NumberObject, (0, 0, 10, 10))),
                NameObject('/XStep'): NumberObject(20),
                NameObject('/YStep'): NumberObject(20),
                NameObject('/Resources'): DictionaryObject(),
                NameObject('/Matrix'): ArrayObject(map(FloatObject, (2, 0, 0, 2, 3, 5))),
            }
        )
        resources = page['/Resources']
        resources[NameObject('/Pattern')] = DictionaryObject(
            {NameObject('/Q'): objects.held(writer, pattern)}
        )
        content = pypdf.generic.StreamObject()
        content.set_data(b'/Pattern cs /Q scn 0 0 400 400 re f')
        page[NameObject('/Contents')] = objects.held(writer, content)

    pdf = changed(poster(297, 420), painted)
    (before,), (after,) = drawn(pdf, 144), drawn(scaled(pdf, 2), 72)
    side = [min(a, b) for a, b in zip(before.size, after.size, strict=True)]
    assert differing(before.crop((0, 0, *side)), after.crop((0, 0, *side))) < 0.005
    red = before.getcolors(1 << 24)
    assert any(count > 9 and colour == (255, 0, 0) for count, colour in red)


def test_same_input_same_bytes_and_an_identity_of_its_own():
    pdf = poster(297, 420)
    assert scaled(pdf, 2) == scaled(pdf, 2)
    ids = [read(one).trailer['/ID'][0] for one in (scaled(pdf, 2), scaled(pdf, 3))]
    assert ids[0] != ids[1]
