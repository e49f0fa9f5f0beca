"""The same print in other colours: nothing else changes, and nothing is passed over."""

from __future__ import annotations

import io

import pytest

from fixtures import prints
from letterpress.findings import Rejected
from letterpress.finishing import facts, structure
from letterpress.finishing.colour.document import Document
from letterpress.finishing.colour.paints import Line, Paint
from letterpress.finishing.colour.recolour import recoloured

SAME = {colour: Paint(colour) for colour in (prints.PAPER, prints.TYPE, prints.ACCENT)}
BLACK = {'#000000': Paint('#000000')}


def content(pdf: bytes) -> bytes:
    document = Document(pdf)
    return document.content(document.pages[0])


def refused(pdf: bytes, given: dict[str, Paint]) -> list[tuple[str, str]]:
    with pytest.raises(Rejected) as caught:
        recoloured(pdf, given, 'poster.pdf')
    assert all(one.place.path == 'poster.pdf' and one.hint for one in caught.value.findings)
    return [(one.code, one.message) for one in caught.value.findings]


def test_in_its_own_colours_a_print_is_the_same_to_the_pixel():
    before = prints.poster()
    after = recoloured(before, SAME)
    assert prints.pixels(after, 100) == prints.pixels(before, 100)
    assert recoloured(before, SAME) == after


def test_tags_fonts_title_and_text_stay():
    before, after = prints.poster(), recoloured(prints.poster(), SAME)
    assert facts.facts(after) == facts.facts(before)
    assert structure.read(after) == structure.read(before)


def test_what_is_not_drawn_keeps_its_bytes():
    from pypdf import PdfReader

    before, after = (
        PdfReader(io.BytesIO(one)) for one in (prints.poster(), recoloured(prints.poster(), SAME))
    )
    assert after.trailer['/ID'] == before.trailer['/ID']
    assert after.metadata == before.metadata
    for old, new in zip(
        before.pages[0]['/Resources']['/Font'].values(),
        after.pages[0]['/Resources']['/Font'].values(),
        strict=True,
    ):
        files = [
            one.get_object()['/DescendantFonts'][0]['/FontDescriptor']['/FontFile2']
            if '/FontFile2' in one.get_object()['/DescendantFonts'][0]['/FontDescriptor']
            else one.get_object()['/DescendantFonts'][0]['/FontDescriptor']['/FontFile3']
            for one in (old, new)
        ]
        assert files[0].get_data() == files[1].get_data()


def test_every_colour_becomes_its_paint_in_drawings_and_patterns_too():
    made = recoloured(
        prints.poster(),
        {
            prints.PAPER: Paint('#00ff00'),
            prints.TYPE: Paint('#0000ff'),
            prints.ACCENT: Paint('#ff00ff'),
        },
    )
    found = prints.colours(made)
    assert not {prints.PAPER, prints.TYPE, prints.ACCENT} & found.keys()
    before = prints.colours(prints.poster())  # at edges, colours are mixed and rounded
    assert found['#00ff00'] == pytest.approx(before[prints.PAPER], rel=0.01)
    assert found['#0000ff'] == pytest.approx(before[prints.TYPE], rel=0.01)
    assert found['#ff00ff'] == pytest.approx(before[prints.ACCENT], rel=0.01)


def test_inks_are_written_as_inks():
    given = dict.fromkeys(SAME, Paint((0, 88, 95, 0)))
    made = content(recoloured(prints.poster(), given))
    assert b'0 0.88 0.95 0 k' in made and b' rg' not in made and b' RG' not in made


def test_what_is_not_painted_is_white_and_cuts_what_it_cut():
    found = prints.colours(recoloured(prints.poster(), {**SAME, prints.PAPER: Paint(None)}))
    assert prints.PAPER not in found and found['#ffffff'] > 70_000
    clipped = b'0 0 50 50 re W f 0 0 1 rg 0 0 100 100 re f'
    given = {**BLACK, '#0000ff': Paint('#0000ff')}
    whole = prints.colours(recoloured(prints.page(clipped), given), 72)
    bare = recoloured(prints.page(clipped), {**given, '#000000': Paint(None)})
    assert prints.colours(bare, 72)['#0000ff'] == whole['#0000ff'] == 2500


def test_a_flat_in_outline_is_white_in_a_line_of_that_width():
    flat = prints.page(b'2 0 0 2 0 0 cm 20 20 40 40 re f')
    made = recoloured(flat, {'#000000': Paint('#ffffff', Line('#000000', 25.4 / 72 * 4))})
    found = prints.colours(made, 72)
    assert found['#000000'] == pytest.approx(84 * 84 - 76 * 76, rel=0.05)  # its corners are round
    assert found['#ffffff'] > 58_000


def test_a_thick_stroke_in_outline_is_a_bar_and_a_thin_one_a_line():
    line = Line('#000000', 25.4 / 72 * 2)
    thick = prints.page(b'20 w 0 100 m 200 100 l S')
    made = recoloured(thick, {'#000000': Paint('#ffffff', line)})
    assert prints.colours(made, 72)['#000000'] == 200 * 4
    thin = prints.page(b'3 w 0 100.5 m 200 100.5 l S')
    made = recoloured(thin, {'#000000': Paint('#ffffff', line)})
    assert prints.colours(made, 72)['#000000'] < 200 * 3


def test_large_type_is_drawn_in_outline_and_small_type_stays_filled():
    line = Line('#000000', 0.3)
    typed = b'BT /f 60 Tf 9 9 Td (NO) Tj /f 9 Tf (no) Tj 3 Tr (hidden) Tj ET'
    faces = b'<</Font<</f<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>'
    for fill, mode in (('#ffffff', b'2'), (None, b'1')):
        made = content(recoloured(prints.page(typed, faces), {'#000000': Paint(fill, line)}))
        large, small, hidden = made.split(b'Tj')[:3]
        assert mode + b' Tr' in large and b'0.8504 w' in large  # drawn round, 0.3 mm
        assert b'0 Tr' in small and b'0 0 0 rg' in small  # filled, in the line's colour
        assert b'3 Tr' in hidden


def test_a_colour_without_a_paint_is_refused_and_all_of_them_are_named():
    found = refused(prints.poster(), {prints.TYPE: Paint(prints.TYPE)})
    assert [code for code, _ in found] == ['LP613', 'LP613']
    assert prints.PAPER in found[0][1] and prints.ACCENT in found[1][1]


def test_colours_of_no_role_may_be_made_paints_of():
    def grey(colour: str) -> Paint:
        asked.append(colour)
        return Paint('#808080')

    asked: list[str] = []
    made = recoloured(prints.poster(), {prints.TYPE: Paint('#000000')}, others=grey)
    assert set(asked) == {prints.PAPER, prints.ACCENT}
    found = prints.colours(made)
    assert found['#808080'] > 100_000 and found['#000000'] > 1000 and prints.ACCENT not in found


def test_a_colour_that_is_set_and_not_used_needs_no_paint():
    made = recoloured(prints.page(b'1 0 0 rg 0 g 0 0 50 50 re f'), BLACK)
    assert prints.colours(made, 72)['#000000'] == 2500


@pytest.mark.parametrize(
    'drawn, resources, said',
    [
        (b'/s sh', b'<<>>', 'a gradient (sh)'),
        (b'/Pattern cs /p scn 0 0 9 9 re f', b'<</Pattern<</p<</PatternType 2>>>>>>', 'a gradient'),
        (b'/lab cs 1 2 3 scn 0 0 9 9 re f', b'<<>>', 'a colour in the space lab'),
        (b'0 0 0 1 k 0 0 9 9 re f', b'<<>>', 'colours of other inks (k)'),
        (b'/i Do', b'<</XObject<</i 5 0 R>>>>', 'a drawing that does not exist (i)'),
        (b'/i Do', b'<<>>', 'a drawing that does not exist (i)'),
        (b'BI /W 1 /H 1 ID x EI', b'<<>>', 'a picture inside the page'),
        (b'/g gs 0 0 9 9 re f', b'<</ExtGState<</g<</SMask<</S/Alpha>>>>>>>>', 'a soft mask'),
        (b'/g gs 0 0 9 9 re f', b'<</ExtGState<</g<</BM/Multiply>>>>>>', 'Multiply'),
        (b'/g gs 0 0 9 9 re f', b'<</ExtGState<</g<</TR 1>>>>>>', 'a graphics state with TR'),
        (b'/g gs', b'<<>>', 'a graphics state that does not exist (g)'),
        (b'BT 7 Tr (a) Tj ET', b'<<>>', 'type that other things are cut by (7 Tr)'),
        (b"BT (a) ' ET", b'<<>>', "lines of text by '"),
        (b'Q', b'<<>>', 'never saved (Q)'),
        (b'0 0 9 9 zz', b'<<>>', 'the operator zz'),
        (b'0 0 9 ] re f', b'<<>>', 'no operator of a known form at byte 0'),
        (b'0 /a 9 9 0 0 cm', b'<<>>', 'operands of another kind'),
        (
            b'BT /f 12 Tf (a) Tj ET',
            b'<</Font<</f<</Type/Font/Subtype/Type3>>>>>>',
            'a face that is drawn',
        ),
    ],
    ids=lambda one: one.decode() if isinstance(one, bytes) else one,
)
def test_what_cannot_be_recoloured_is_refused_by_name(drawn, resources, said):
    [(code, message)] = refused(prints.page(drawn, resources), BLACK)
    assert code == 'LP614' and said in message and 'page 1' in message


def forms(drawing: bytes, drawn: bytes, more: bytes = b'') -> bytes:
    """Return a page that draws a form named /f."""
    form = b'<</Type/XObject/Subtype/Form/BBox[0 0 50 50]%s/Length %d>>\nstream\n%s\nendstream'
    page = b'<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/Contents 4 0 R/Resources%s>>'
    return prints.assembled(
        [
            b'<</Type/Catalog/Pages 2 0 R>>',
            b'<</Type/Pages/Kids[3 0 R]/Count 1>>',
            page % b'<</XObject<</f 5 0 R>>>>',
            b'<</Length %d>>\nstream\n%s\nendstream' % (len(drawn), drawn),
            form % (more, len(drawing), drawing),
        ]
    )


def test_a_form_is_recoloured_once_and_one_that_takes_colours_over_is_refused():
    made = recoloured(
        forms(b'0 g 0 0 10 10 re f', b'/f Do 1 0 0 1 60 0 cm /f Do'),
        {'#000000': Paint('#ff0000')},
    )
    assert prints.colours(made, 72) == {'#ff0000': 200, '#ffffff': 200 * 300 - 200}
    [(code, said)] = refused(forms(b'0 0 10 10 re f', b'/f Do'), BLACK)
    assert code == 'LP614' and 'whatever colour was set before' in said


def test_a_form_that_would_need_two_outlines_is_refused():
    drawn = b'/f Do 3 0 0 3 60 0 cm /f Do'
    [(code, said)] = refused(
        forms(b'0 g 0 0 10 10 re f', drawn), {'#000000': Paint('#ffffff', Line('#000000', 1))}
    )
    assert code == 'LP614' and 'one drawing in two sizes' in said


def test_a_form_that_draws_itself_is_refused():
    own = b'/Resources<</XObject<</f 5 0 R>>>>'
    [(code, said)] = refused(forms(b'/f Do', b'/f Do', own), BLACK)
    assert code == 'LP614' and 'without an end' in said


@pytest.mark.parametrize('wrong', [b'', b'%PDF-1.7\n', prints.page(b'')[:-40]], ids=len)
def test_what_is_no_pdf_is_refused(wrong):
    assert [code for code, _ in refused(wrong, BLACK)] == ['LP548']
