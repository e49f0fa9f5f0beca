"""The engine: proofs and their facts, and a finding for everything WeasyPrint would only log."""

import os
import pickle
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from fixtures.compositions import A5, SEAL, document, letter, picture, poster
from letterpress.findings import Rejected, catalogue, errors
from letterpress.layout.composition import Composition
from letterpress.press import engine


@pytest.fixture(scope='module', autouse=True)
def _warm():
    engine.warm()


def found(composition, files=None):
    """Render, and return (code, place) of every finding, wherever it came out."""
    try:
        findings = engine.render(composition, files).findings
    except Rejected as rejected:
        findings = rejected.findings
    return [(f.code, str(f.place)) for f in findings]


MM = 25.4 / 72  # in a point

# ---- proofs --------------------------------------------------------------------------------------


def test_a_proof_tells_its_facts():
    proof = engine.render(
        letter(
            '<h1>Head</h1><div id="seal" style="width:70mm;height:30mm">Sealed</div>'
            '<p style="break-before:page">x</p>'
        )
    )
    assert (proof.pages, proof.fonts, proof.findings) == (2, ('LP Book', 'LP Wood'), ())
    sizes = [page.mediabox[2:] for page in PdfReader(BytesIO(proof.pdf)).pages]
    assert sizes == [pytest.approx([148 / MM, 210 / MM], abs=0.01)] * 2
    anchor = proof.anchor('seal')
    assert (anchor.page, anchor.x, anchor.width, anchor.height) == (1, 15.0, 70.0, 30.0)
    assert len(PdfReader(BytesIO(proof.pdf)).pages) == 2
    assert pickle.loads(pickle.dumps(proof)) == proof  # it crosses the pipe from a worker


def test_bleed_is_in_the_boxes():
    proof = engine.render(poster('<h1>x</h1>', '@page{bleed:5mm}'))
    page = PdfReader(BytesIO(proof.pdf)).pages[0]
    near = 10 * MM  # WeasyPrint writes a bleed box of at most 10 points, the media takes all of it
    for name, box in (
        ('/MediaBox', (-5.0, -5.0, 153.0, 215.0)),
        ('/BleedBox', (-near, -near, 148 + near, 210 + near)),
        ('/TrimBox', (0.0, 0.0, 148.0, 210.0)),
    ):
        assert [float(v) * MM for v in page[name]] == pytest.approx(box, abs=0.001), name


def test_the_metadata_come_from_the_document():
    info = PdfReader(BytesIO(engine.render(letter('<h1>x</h1>', title='The letter')).pdf)).metadata
    assert info.title == 'The letter'
    assert info['/CreationDate'] == info['/ModDate'] == 'D:20261201090000Z'


def test_a_poster_claims_nothing_and_still_has_language_title_and_tags():
    reader = PdfReader(BytesIO(engine.render(poster('<h1>Ban it</h1>')).pdf))
    root = reader.trailer['/Root']
    assert (
        root['/Lang'] == 'en'
        and root['/MarkInfo']['/Marked']
        and root['/ViewerPreferences']['/DisplayDocTitle']
    )
    assert '/Metadata' not in root and '/OutputIntents' not in root
    assert '/ID' in reader.trailer


# ---- the same bytes ------------------------------------------------------------------------------

PROGRAM = """
import sys; sys.path[:0] = [{tests!r}, {src!r}]
import conftest, hashlib, pickle
from letterpress.press import engine
engine.warm()
for composition in pickle.load(open(sys.argv[1], 'rb')):
    print(hashlib.sha256(engine.render(composition).pdf).hexdigest())
"""


def test_same_composition_same_bytes(tmp_path):
    """Another process, hash seed, time zone, language, folder, and another document before it."""
    one = letter(
        '<h1>Head</h1><p lang="fr">Bonjour</p><div id="seal">x</div>'
        '<img alt="x" src="asset:square.svg">' + '<p>Some words.</p>' * 60,
        seal=SEAL,
        assets=(picture(),),
    )
    other = letter('<h1>رسالة</h1><p>السلام عليكم</p>', lang='ar', dir='rtl')
    third = poster('<h1>Ban</h1><p style="font-weight:700">it</p>')
    tests = Path(__file__).parents[1]
    program = tmp_path / 'program.py'
    program.write_text(PROGRAM.format(tests=str(tests), src=str(tests.parent / 'src')))
    sums = []
    for number, (order, surroundings) in enumerate(
        (
            ((one, other, third), {'PYTHONHASHSEED': '1', 'TZ': 'Asia/Tokyo', 'LANG': 'C'}),
            (
                (third, other, one),
                {
                    'PYTHONHASHSEED': '2',
                    'TZ': 'America/New_York',
                    'LANG': 'de_DE.UTF-8',
                    'SOURCE_DATE_EPOCH': '5',
                },
            ),
        )
    ):
        folder = tmp_path / f'with a blank {number}'
        folder.mkdir()
        (folder / 'c').write_bytes(pickle.dumps(order))
        done = subprocess.run(
            [sys.executable, str(program), str(folder / 'c')],
            cwd=folder,
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, **surroundings},
        )
        sums.append(dict(zip((c.html for c in order), done.stdout.split(), strict=True)))
    assert sums[0] == sums[1]


# ---- what is only logged is a finding ------------------------------------------------------------

HEAD = '<h1>Head</h1>'
PAGE = 'layouts/letter/page.html'
STYLE = 'layouts/letter/style.css'


@pytest.mark.expected_logs
@pytest.mark.parametrize(
    ('body', 'css', 'expected'),
    [
        ('<p>Hello 漢 there</p>', '', [('LP401', 'content')]),
        (
            '<ul><li>x<ul><li>y</li></ul></li></ul>',
            '',
            [('LP401', PAGE)],
        ),  # ◦, which the engine inserts
        ('<img alt="x" src="https://example.org/a.png">', '', [('LP402', PAGE)]),
        ('<img alt="x" src="near.svg">', '', [('LP402', PAGE)]),
        ('<img alt="x" src="asset:none.svg">', '', [('LP403', PAGE)]),
        (
            '<img alt="x" src="asset:none.svg"><img alt="x" src="asset:none.svg">',
            '',
            [('LP403', PAGE)],
        ),
        ('<p>x</p>', 'p{background:url(asset:none.svg)}', [('LP403', PAGE)]),
        ('<p>x</p>', 'p{colour:red}', [('LP405', STYLE)]),
        ('<p>x</p>', 'p{width:wide}', [('LP405', STYLE)]),
        ('<p>x</p>', 'p:foo(bar){color:red}', [('LP405', STYLE)]),
        ('<p>x</p>', '@nix{}', [('LP405', STYLE)]),
        ('<p id="a">x</p><p id="a">y</p>', '', [('LP407', PAGE)]),
        ('<p><a href="#nix">x</a></p>', '', [('LP410', PAGE)]),
        (
            '<p><a href="#nix">x</a></p>',
            'a::after{content:target-counter(attr(href),page)}',
            [('LP410', PAGE)],
        ),
        ('<p>fine</p>', '', []),
    ],
)
def test_a_record_of_the_engine_becomes_one_finding(body, css, expected):
    assert found(letter(HEAD + body, css, assets=(picture(),))) == expected


@pytest.mark.expected_logs
def test_the_missing_glyph_names_the_character_and_its_text():
    with pytest.raises(Rejected) as rejected:
        engine.render(letter(HEAD + '<p>We, the <em>undersigned 漢 organisations</em>, ask</p>'))
    assert (
        '“漢” (U+6F22)' in rejected.value.findings[0].message
        and 'undersigned 漢 organisations' in rejected.value.findings[0].message
    )


@pytest.mark.expected_logs
def test_with_the_files_of_layouts_a_finding_has_line_and_column():
    files = {
        PAGE: b'<html>\n  <img alt="x" src="asset:none.svg">\n',
        STYLE: b'/* x */\n\np {\n  colour : red;\n}\n',
        'layouts/other/style.css': b'p{colour:red}',
    }
    assert found(letter(HEAD + '<img alt="x" src="asset:none.svg">', 'p{colour: red}'), files) == [
        ('LP403', f'{PAGE}:2:21'),
        ('LP405', f'{STYLE}:4:3'),
    ]


@pytest.mark.expected_logs
def test_all_that_is_wrong_is_said_at_once():
    codes = [
        code
        for code, _ in found(
            letter(
                '<h2>x</h2><p>漢</p><img alt="x" src="asset:a"><img alt="x" src="file:///b">',
                'p{colour:red}',
            )
        )
    ]
    assert sorted(codes) == ['LP401', 'LP402', 'LP403', 'LP405', 'LP406']


@pytest.mark.expected_logs
def test_equal_faults_of_two_languages_are_equal_findings():
    def fault(lang):
        with pytest.raises(Rejected) as rejected:
            engine.render(letter(HEAD + '<img alt="x" src="asset:none.svg">', lang=lang))
        return rejected.value.findings

    assert fault('en') == fault('bg')


def test_a_typeface_from_elsewhere_is_an_error(monkeypatch):
    monkeypatch.setattr(engine, 'HOUSE', 'Another ')
    with pytest.raises(Rejected) as rejected:
        engine.render(poster('<p>x</p>'))
    assert [f.code for f in rejected.value.findings] == [
        'LP404'
    ] and '“LP Book”' in rejected.value.findings[0].message
    assert engine.render(poster('<p>x</p>'), families={'LP Book'}).fonts == ('LP Book',)


def test_a_seal_without_its_element_is_an_error():
    assert found(letter(HEAD, seal=SEAL)) == [('LP409', PAGE)]


def test_a_seal_that_cannot_be_read_aloud_is_an_error():
    assert found(letter(HEAD + '<div id="seal">x</div>', seal=replace(SEAL, tooltip=''))) == [
        ('LP406', PAGE)
    ]


# ---- the claim of PDF/UA -------------------------------------------------------------------------


@pytest.mark.expected_logs
@pytest.mark.parametrize(
    'body',
    [
        '<h2>first</h2>',
        '<h1>a</h1><h3>b</h3>',
        '<h1>a</h1><p style="opacity:.5">x</p>',
        '<h1>a</h1><p><a href="https://example.org">x <em>y</em></a></p>',
        '<h1>a</h1><table><tr><th colspan="2">x</th></tr><tr><td>1</td><td>2</td></tr></table>',
        '<h1>a</h1><table><tr><th rowspan="2">x</th><td>1</td></tr><tr><td>2</td></tr></table>',
        '<h1>a</h1><table><tr><td>x</td></tr><tr><td>1</td><td>2</td></tr></table>',
        '<h1>a</h1><svg width="9" height="9"><rect width="9" height="9"/></svg>',
        '<h1>a</h1><img src="asset:square.svg">',
    ],
)
def test_what_breaks_accessibility_is_an_error_in_a_letter_and_none_on_a_poster(body):
    assert [code for code, _ in found(letter(body, assets=(picture(),)))] == ['LP406']
    assert not errors(engine.render(poster(body, assets=(picture(),))).findings)


@pytest.mark.parametrize(
    'body',
    [
        '<h1>a</h1><h2>b</h2><h3>c</h3><h2>d</h2>',
        '<h1>a</h1><div style="opacity:.5;height:3mm;background:red"></div>',
        '<h1>a</h1><p><a href="https://example.org" lang="fr">ici</a></p>',
        '<h1>a</h1><table><tr><td rowspan="2">x</td><td>1</td></tr><tr><td>2</td></tr></table>',
        '<h1>a</h1>'
        '<svg width="9" height="9"><title>Square</title><rect width="9" height="9"/></svg>',
        '<h1>a</h1><svg aria-hidden="true" width="9" height="9"><rect width="9" height="9"/></svg>',
        '<h1>a</h1><img alt="" src="asset:square.svg">',
        '<h1 style="line-height:1.2">' + 'a very long heading ' * 12 + '</h1><h2>b</h2>',
    ],
)
def test_what_keeps_the_claim_is_not_complained_of(body):
    assert found(letter(body, assets=(picture(),))) == []


@pytest.mark.expected_logs
def test_a_letter_has_language_and_title():
    nameless = Composition(
        'letter',
        'letter',
        A5,
        'en',
        '',
        '<html><h1 style="font-family:LP Book">x</h1></html>',
        variant='pdf/a-3a',
        ua=True,
    )
    assert [code for code, _ in found(nameless)] == ['LP406', 'LP406']


# ---- overset -------------------------------------------------------------------------------------

# A folio would stand off a sheet without margins.
BARE = '@page{margin:0;@bottom-center{content:none}}'


def messages(composition):
    with pytest.raises(Rejected) as rejected:
        engine.render(composition)
    return [(f.code, f.message) for f in rejected.value.findings]


def test_a_page_too_many_is_overset_and_the_lost_words_are_named():
    ((code, message),) = messages(
        poster('<h1>x</h1><p style="break-before:page">lost <b>words</b></p>')
    )
    assert code == 'LP355' and 'poster.en takes 2 pages' in message and '“lost”' in message
    assert engine.render(letter('<h1>x</h1><p style="break-before:page">lost</p>')).pages == 2


@pytest.mark.parametrize(
    'css',
    [
        'left:120mm;top:50mm',
        'left:-20mm;top:50mm',
        'left:20mm;top:-9mm',
        'left:20mm;top:206mm',
        'left:70mm;top:100mm;transform:rotate(90deg) scale(8)',
    ],
)
def test_text_off_the_sheet_is_overset(css):
    ((code, message),) = messages(
        poster(
            '<h1>x</h1><p style="position:absolute;white-space:nowrap;margin:0;font-size:20pt;'
            f'{css}">off the sheet</p>',
            BARE,
        )
    )
    assert code == 'LP356' and '“off the sheet”' in message and 'page 1' in message


def test_a_column_pushed_off_the_sheet_is_overset():
    """WeasyPrint adds columns beyond the last without a word."""
    text = 'Every one of these words must be on the sheet. ' * 60
    ((code, message),) = messages(
        poster(
            '<div style="position:absolute;top:0;left:0;width:118mm">'
            f'<div style="columns:2;column-fill:auto;height:60mm">{text}</div></div>'
        )
    )
    assert code == 'LP356', message


def test_letters_count_and_not_their_lines():
    """The line of a big headline begins above the sheet; its letters do not."""
    assert (
        found(
            poster(
                '<h1 style="position:absolute;margin:0;top:-6mm;left:5mm;'
                "font:900 60mm/1 'LP Wood'\">xe</h1>",
                BARE,
            )
        )
        == []
    )


def test_ornament_may_bleed_off_the_sheet():
    assert (
        found(
            poster(
                '<h1>x</h1><p aria-hidden="true" style="position:absolute;left:-5mm;top:50mm">'
                'ornament</p>',
                BARE,
            )
        )
        == []
    )


@pytest.mark.parametrize(
    'frame',
    [
        'data-fit="lead" style="height:5mm"',
        'id="lead" style="height:5mm;overflow:hidden"',
        'data-fit="lead" style="width:9mm;white-space:nowrap"',
    ],
)
def test_text_larger_than_its_frame_is_overset(frame):
    ((code, message),) = messages(
        poster(f'<h1>x</h1><div {frame}>one two three<br>four five six<br>seven eight nine</div>')
    )
    assert code == 'LP357' and '“lead”' in message


def test_text_in_its_frame_is_well():
    assert (
        found(
            poster(
                '<h1>x</h1><div data-fit="lead" style="margin:20mm 30mm;height:15mm;'
                'transform:rotate(20deg)">one<br>two<br>three</div>'
            )
        )
        == []
    )


# ---- the catalogue -------------------------------------------------------------------------------


def test_every_code_of_the_engine_is_explained():
    for code in (
        'LP355',
        'LP356',
        'LP357',
        'LP358',
        'LP359',
        'LP360',
        'LP361',
        *(f'LP4{n:02}' for n in range(1, 11)),
        'LP414',
    ):
        assert len(catalogue()[code].explanation.split()) > 20, code


def test_a_document_with_everything_is_silent():
    """Two pages, all faces, no remark (the autouse fixture would fail on one)."""
    html = document(
        '<h1>Head</h1><p><em>a</em> <strong>b</strong></p><p lang="ar" dir="rtl">رسالة</p>'
        '<h2>c</h2><ol><li>x</li></ol>'
        '<table><tr><th scope="col">a</th></tr><tr><td>1</td></tr></table>'
        '<p style="break-before:page">end</p>'
    )
    proof = engine.render(
        Composition('letter', 'letter', A5, 'en', 'Title', html, variant='pdf/a-3a', ua=True)
    )
    assert proof.pages == 2 and proof.findings == ()
