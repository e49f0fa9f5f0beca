"""The finished tags: read back with pypdf, value by value."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from fixtures.compositions import SEAL, letter, picture, poster
from letterpress.finishing import structure
from letterpress.press import engine


class Read:
    """A PDF's structure tree as nested (tag, Lang, kids); marked content as ('#', page, mcid)."""

    def __init__(self, composition):
        self.proof = engine.render(composition)
        self.pdf = PdfReader(BytesIO(self.proof.pdf))
        self.root = self.pdf.trailer['/Root']
        self.tree = self.root['/StructTreeRoot']['/K'][0].get_object()

    def all(self, tag=None, element=None):
        element = element or self.tree
        found = [element] if tag in (None, element['/S']) else []
        for kid in element['/K']:
            if isinstance(kid, IndirectObject) and kid.get_object().get('/S'):
                found += self.all(tag, kid.get_object())
        return found

    def outline(self, element=None):
        """Return tags only: 'Document(H1 P(Span))', Spans left out."""
        element = element or self.tree
        kids = [
            self.outline(k.get_object())
            for k in element['/K']
            if isinstance(k, IndirectObject) and k.get_object().get('/S')
        ]
        kids = [kid for kid in kids if kid != 'Span']
        return element['/S'][1:] + (f'({" ".join(kids)})' if kids else '')

    def content(self, page=0):
        return self.pdf.pages[page].get_contents().get_data()


def test_the_tree_is_lean():
    read = Read(
        letter(
            '<main><h1>Head</h1><div class="rule" style="height:1mm;background:red"></div>'
            '<p>a <em>b</em></p>'
            '<div><div></div></div><ul style="list-style:none"><li>x</li></ul></main>'
        )
    )
    assert read.outline() == 'Document(Part(H1 P L(LI(LBody))))'


def test_every_mark_in_the_parent_tree_leads_to_its_element():
    read = Read(
        letter(
            '<h1>Head</h1><p>a <a href="https://example.org">b</a></p>' + '<p>Some words.</p>' * 60
        )
    )
    numbers = read.root['/StructTreeRoot']['/ParentTree']['/Nums']
    table = {numbers[i]: numbers[i + 1].get_object() for i in range(0, len(numbers), 2)}
    assert list(table) == sorted(table)
    elements = {e.indirect_reference.idnum for e in read.all()}
    for index, page in enumerate(read.pdf.pages):
        marks = {int(m) for m in re.findall(rb'/MCID (\d+)', read.content(index))}
        parents = table[page['/StructParents']]
        assert marks == set(range(len(parents)))
        for mark, parent in enumerate(parents):
            assert parent.get_object().indirect_reference.idnum in elements
            assert mark in [
                k for k in parent.get_object()['/K'] if not isinstance(k, IndirectObject)
            ]


def test_parents_and_kids_agree():
    read = Read(
        letter(
            '<main><h1>Head</h1><div>'
            + '<p>Some words.</p>' * 60
            + '</div></main><div id="seal">x</div>',
            seal=SEAL,
        )
    )
    for element in read.all():
        for kid in element['/K']:
            if isinstance(kid, IndirectObject) and kid.get_object().get('/S'):
                assert kid.get_object()['/P'].indirect_reference == element.indirect_reference


# ---- over the page -------------------------------------------------------------------------------


def test_a_paragraph_over_two_pages_is_one():
    read = Read(
        letter(
            '<main><h1>Head</h1><div><p>'
            + 'Some words that go on and on. ' * 140
            + '</p></div><p>end</p></main>'
        )
    )
    assert read.proof.pages >= 2
    assert read.outline() == 'Document(Part(H1 Div(P) P))'
    paragraph = read.all('/P')[0]
    elsewhere = {
        kid['/Pg'].indirect_reference.idnum for kid in paragraph['/K'] if isinstance(kid, dict)
    }
    assert len(elsewhere) == read.proof.pages - 1, (
        'its lines are marked content of this one element, page by page'
    )
    assert not read.all('/Span', paragraph)


def test_a_list_over_three_pages_is_one_and_each_of_its_items_stays():
    read = Read(letter('<h1>x</h1><ul style="list-style:none">' + '<li>name</li>' * 80 + '</ul>'))
    assert read.proof.pages == 3
    assert read.outline() == f'Document(H1 L({" ".join(["LI(LBody)"] * 80)}))'


def test_two_columns_over_the_page_stay_two():
    column = '<div style="width:50mm">' + '<p>word</p>' * 60 + '</div>'
    read = Read(letter(f'<h1>x</h1><div style="display:flex">{column}{column}</div>'))
    assert read.proof.pages >= 2
    outline = read.outline()
    assert outline.count('Div') == 3 and outline.count('P') == 120, outline


def test_neighbours_without_an_element_of_their_own_are_not_mixed_up():
    """The texts beside the paragraphs have anonymous boxes that share the <div>."""
    read = Read(letter('<h1>x</h1><div>one' + '<p>two</p>three' * 40 + '</div>'))
    kids = [kid.get_object() for kid in read.all('/Div')[0]['/K']]
    assert (
        read.proof.pages >= 2 and [(kid['/S'], len(kid['/K'])) for kid in kids] == [('/P', 1)] * 81
    )


def table(rows, head='<th scope="col">one</th><th scope="col">two</th>'):
    return f'<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def test_a_table_over_the_page_is_one_table_with_one_head():
    rows = [f'<tr><td>a{n}</td><td>b{n}</td></tr>' for n in range(90)]
    after = table(''.join(rows[:2]))
    read = Read(letter('<h1>x</h1>' + table(''.join(rows)) + '<p>after</p>' + after))
    assert read.proof.pages >= 3
    head, row = 'THead(TR(TH TH))', ['TR(TD TD)'] * 90
    long, short = (f'Table({head} TBody({" ".join(body)}))' for body in (row, row[:2]))
    assert read.outline() == f'Document(H1 {long} P {short})'
    heads = [str(one['/ID']) for one in read.all('/TH')]
    first, other = read.all('/Table')
    for cells, own in ((read.all('/TD', first), heads[:2]), (read.all('/TD', other), heads[2:])):
        named = [[str(one) for one in cell['/A']['/Headers']] for cell in cells]
        assert named == [[own[n % 2]] for n in range(len(cells))]
    assert len(set(heads)) == 4
    for page in read.pdf.pages[: read.proof.pages - 1]:
        assert 'one' in page.extract_text(), 'the head is printed again'
    assert b'/Artifact\n<</Type /Pagination>>\nBDC' in read.content(1)


def test_a_row_that_is_cut_by_the_end_of_the_page_is_one_row():
    long = '<p>word</p>' * 70
    read = Read(letter('<h1>x</h1>' + table(f'<tr><td>{long}</td><td>short</td></tr>')))
    assert read.proof.pages >= 2
    paragraphs = ' '.join(['P'] * 70)
    assert read.outline() == f'Document(H1 Table(THead(TR(TH TH)) TBody(TR(TD({paragraphs}) TD))))'


# ---- artifacts -----------------------------------------------------------------------------------


def test_page_numbers_are_artifacts():
    read = Read(letter('<h1>Head</h1><p>text</p>'))
    content = read.content()
    assert content.count(b'/Artifact\n<</Type /Pagination>>\nBDC') >= 1
    assert content.count(b'/Span\n<</MCID') == 2
    assert read.outline() == 'Document(H1 P)' and not read.all('/Span')
    assert '1 / 1' in read.pdf.pages[0].extract_text()


def test_a_running_head_is_an_artifact():
    read = Read(
        letter(
            '<header>Running</header><h1>Head</h1>',
            '@page{@top-center{content:element(h)}}header{position:running(h)}',
        )
    )
    assert read.outline() == 'Document(H1)' and b'/Pagination' in read.content()


@pytest.mark.parametrize(
    'decoration',
    [
        '<p aria-hidden="true">* * *</p>',
        '<div aria-hidden="true"><p>a <em>b</em></p></div>',
        '<img alt="" src="asset:square.svg">',
        '<img role="presentation" alt="x" src="asset:square.svg">',
        '<svg aria-hidden="true" width="9" height="9"><text y="8">a</text></svg>',
        '<p aria-hidden="true" style="position:absolute;top:60mm">x</p>',
        '<p aria-hidden="true" style="opacity:.5">x</p>',
    ],
)
def test_decoration_is_an_artifact(decoration):
    read = Read(letter(f'<h1>Head</h1>{decoration}<p>text</p>', assets=(picture(),)))
    assert read.outline() == 'Document(H1 P)'
    if (
        'opacity' not in decoration and '<text' not in decoration
    ):  # the mark is in a form of its own, or WeasyPrint's
        assert b'/Artifact\n<</Type /Layout>>\nBDC' in read.content()


def test_a_poster_holds_its_words_and_nothing_else():
    lines = ''.join(
        f'<div style="position:absolute;left:0;width:100%;height:1mm;top:{n}cm;'
        'background:red"></div>'
        for n in range(9)
    )
    read = Read(
        poster(f'{lines}<div aria-hidden="true">170<br>180</div><h1>We are all</h1><p>suspects</p>')
    )
    assert read.outline() == 'Document(H1 P)'


# ---- language, figures, direction ----------------------------------------------------------------


def test_languages_inside_are_kept():
    read = Read(
        letter(
            '<h1>Head</h1><p lang="fr">Bonjour <em lang="de">Tag</em></p><p>plain</p>'
            '<p><a href="https://example.org" lang="es">aquí</a></p>'
        )
    )
    assert read.root['/Lang'] == 'en'
    assert [(e['/S'], e['/Lang']) for e in read.all() if '/Lang' in e] == [
        ('/P', 'fr'),
        ('/Span', 'de'),
        ('/Link', 'es'),
    ]


def test_a_figure_has_its_description_and_its_box_in_points_from_below():
    read = Read(
        letter(
            '<h1 style="margin:0">x</h1><img alt="A red square" src="asset:square.svg" '
            'style="position:absolute;left:10mm;top:20mm;width:30mm;height:40mm">',
            assets=(picture(),),
        )
    )
    (figure,) = read.all('/Figure')
    assert figure['/Alt'] == 'A red square'
    left, bottom, right, top = (float(v) * 25.4 / 72 for v in figure['/A']['/BBox'])
    assert (left, right) == pytest.approx((25, 55), abs=0.01)
    assert (bottom, top) == pytest.approx((210 - 15 - 20 - 40, 210 - 15 - 20), abs=0.01)


def test_a_right_to_left_line_gets_its_words_in_order():
    words = 'السلام عليكم ورحمة الله وبركاته'
    read = Read(
        letter(
            f'<h1>رسالة</h1><p>{words} <a href="https://example.org">هنا</a></p>',
            lang='ar',
            dir='rtl',
        )
    )
    assert read.root['/ViewerPreferences']['/Direction'] == '/R2L'
    assert [s['/ActualText'].strip() for s in read.all('/Span')][:2] == ['رسالة', words]
    assert read.all('/Link')[0]['/ActualText'] == 'هنا'


def test_brackets_are_named_by_their_shape_whichever_way_they_were_drawn_first():
    read = Read(
        letter(
            '<h1 lang="ar">x</h1><p>رسالة (ن) «م»</p>'
            '<p lang="fr" dir="ltr" style="direction:ltr">Droits (ADC)</p>',
            lang='ar',
            dir='rtl',
        )
    )
    assert structure.read(read.proof.pdf).passages[-1].text == 'Droits (ADC)'


def test_an_inserted_hyphen_is_soft_and_a_written_one_stays():
    read = Read(
        letter(
            '<h1>x</h1><p style="hyphens:auto;width:38mm">'
            'extraordinary surveillance of the state-of-the-art</p>'
        )
    )
    texts = [span['/ActualText'] for span in read.all('/Span') if '/ActualText' in span]
    assert texts and all(text.endswith('\u00ad') and '‐' not in text for text in texts)


def test_the_blank_at_a_lines_end_is_written():
    """What a reader of tags gets is words, not lines run together; on the page nothing shows it."""
    read = Read(
        letter(
            '<h1>One<br>two</h1><p style="width:38mm">'
            'extraordinary surveillance of the <em>state of the</em> art</p>'
        )
    )
    assert [passage.text for passage in structure.read(read.proof.pdf).passages] == [
        'One two',
        'extraordinary surveillance of the state of the art',
    ]
    # by a glyph where the document has one of that face; the heading's has none
    assert [e['/ActualText'] for e in read.all() if '/ActualText' in e] == ['One ']


def test_terms_and_descriptions_are_labels_and_bodies():
    read = Read(letter('<h1>x</h1><dl><dt>By</dt><dd>Us</dd><dt>When</dt><dd>Now</dd></dl>'))
    assert read.outline() == 'Document(H1 L(LI(Lbl LBody) LI(Lbl LBody)))'


def test_a_term_has_one_description_as_its_body():
    read = Read(letter('<h1>x</h1><dl><dt>By</dt><dd>Us</dd><dd>Them</dd></dl>'))
    assert read.outline() == 'Document(H1 L(LI(Lbl LBody) LI(LBody)))'


def test_what_stands_on_every_page_is_not_one_that_goes_on():
    body = '<h1>x</h1><p style="position:fixed;top:50mm">Fixed</p><p style="break-after:page">a</p>'
    read = Read(letter(f'{body}<p>b</p>'))
    told = [passage.text for passage in structure.read(read.proof.pdf).passages]
    assert len(read.pdf.pages) == 2
    assert told.count('Fixed') == 2 and 'Fixed Fixed' not in told


def test_a_block_inside_a_heading_leaves_it_one():
    read = Read(letter('<h1><span style="display:block">81</span> signatories</h1>'))
    assert [e['/S'] for e in read.all('/H1')] == ['/H1']
    assert [(p.tag, p.text) for p in structure.read(read.proof.pdf).passages] == [
        ('H1', '81 signatories')
    ]


def test_plain_text_gets_no_second_copy():
    read = Read(letter('<h1>Head</h1><p>Plain words in one line</p>'))
    assert not any('/ActualText' in e for e in read.all())
    assert '/Direction' not in read.root['/ViewerPreferences']


# ---- claims and pictures -------------------------------------------------------------------------


def test_both_claims_stand_in_one_packet():
    xmp = Read(letter('<h1>x</h1>')).root['/Metadata'].get_data()
    assert xmp.count(b'<rdf:RDF') == 1
    assert re.search(
        rb'pdfaid:part="3"[^>]*pdfaid:conformance="A"|pdfaid:conformance="A"[^>]*pdfaid:part="3"',
        xmp,
    )
    assert (
        xmp.count(b'pdfuaid:part="1"') == 1
        and xmp.count(b'http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>') == 1
    )


def test_without_the_claim_it_is_not_made():
    assert b'pdfuaid' not in Read(letter('<h1>x</h1>', ua=False)).root['/Metadata'].get_data()


def test_pdf_ua_alone():
    assert (
        b'pdfuaid:part="1"'
        in Read(letter('<h1>x</h1>', variant='', ua=True)).root['/Metadata'].get_data()
    )


def test_pictures_are_not_smoothed_in_an_archivable_file():
    from fixtures.compositions import png

    body = '<h1>x</h1><img alt="x" src="asset:a.png">'
    assets = (picture('a.png', png(8, 8), 'image/png'),)
    pictures = [
        o.get_object()
        for o in Read(letter(body, assets=assets)).pdf.pages[0]['/Resources']['/XObject'].values()
    ]
    assert [p['/Interpolate'] for p in pictures] == [False]
    pictures = [
        o.get_object()
        for o in Read(poster(body, assets=assets)).pdf.pages[0]['/Resources']['/XObject'].values()
    ]
    assert [p['/Interpolate'] for p in pictures] == [True]


# ---- the seal's field ----------------------------------------------------------------------------


def test_the_field_is_prepared_where_the_layout_says():
    read = Read(
        letter(
            '<h1>x</h1><section id="seal" style="position:absolute;left:10mm;top:20mm;'
            'width:70mm;height:30mm"><p>Sealed</p></section>'
            '<p>after</p><p><a href="https://example.org">x</a></p>',
            seal=SEAL,
        )
    )
    form = read.root['/AcroForm']
    assert form['/SigFlags'] == 0 and len(form['/Fields']) == 1
    field = form['/Fields'][0].get_object()
    assert (field['/FT'], field['/T'], field['/TU'], field['/F']) == (
        '/Sig',
        'Seal',
        'Seal of the publisher',
        132,
    )
    assert '/V' not in field
    left, bottom, right, top = (float(v) * 25.4 / 72 for v in field['/Rect'])
    assert (left, bottom, right, top) == pytest.approx((25, 210 - 35 - 30, 95, 210 - 35), abs=0.01)
    anchor = read.proof.anchor('seal')
    assert (anchor.x, anchor.y, anchor.width, anchor.height) == pytest.approx(
        (25, 35, 70, 30), abs=0.01
    )
    page = read.pdf.pages[0]
    assert page['/Tabs'] == '/S'
    assert field.indirect_reference in list(page['/Annots'])

    element = read.all('/Form')[0]
    assert element['/P'].get_object()['/S'] == '/Sect', 'it is read where it stands'
    assert element['/K'][0]['/Obj'].indirect_reference == field.indirect_reference
    numbers = read.root['/StructTreeRoot']['/ParentTree']['/Nums']
    table = {numbers[i]: numbers[i + 1] for i in range(0, len(numbers), 2)}
    assert table[field['/StructParent']].indirect_reference == element.indirect_reference
    assert list(table) == sorted(table) and len(table) == len(numbers) // 2


def test_the_field_may_stand_on_the_second_page():
    read = Read(
        letter('<h1>x</h1><div id="seal" style="break-before:page">Sealed</div>', seal=SEAL)
    )
    assert '/Annots' not in read.pdf.pages[0] and len(read.pdf.pages[1]['/Annots']) == 1
    assert (
        read.root['/AcroForm']['/Fields'][0]['/P'].indirect_reference
        == read.pdf.pages[1].indirect_reference
    )


def test_the_engine_is_left_as_it_was():
    import weasyprint.pdf
    from weasyprint.pdf import tags
    from weasyprint.pdf.stream import Stream

    before = Stream.marked, tags._build_box_tree, weasyprint.pdf.add_tags
    engine.render(letter('<h1>x</h1>'))
    assert (Stream.marked, tags._build_box_tree, weasyprint.pdf.add_tags) == before


def test_the_dash_or_number_of_an_entry_is_its_label():
    css = (
        'ul,ol{list-style:none}li{position:relative;padding-left:5mm}.n{position:absolute;left:0}'
        '.in .n{position:static;display:inline-block;width:5mm}'
    )
    body = (
        '<ol><li><span class="n">1. </span>one <em>and</em> more</li>'
        '<li><span class="n">2. </span>two</li></ol>'
        '<ul class="in"><li><span class="n">– </span>three</li></ul>'
    )
    read = Read(letter(body, css))
    outline = read.outline().replace('(NonStruct)', '')
    assert outline.count('LI(Lbl LBody)') == 3 and 'LBody(Lbl' not in outline, outline
