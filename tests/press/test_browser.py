"""A page for the browser: one file that says itself what it allows, and needs nothing else."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from dataclasses import replace

import pytest
from fontTools.ttLib import TTFont

from letterpress.base.lengths import Size
from letterpress.findings import Rejected
from letterpress.layout.composition import Asset, Composition
from letterpress.layout.faces import HOUSE_STACKS
from letterpress.press import browser
from letterpress.press.typefaces import embedded, glyphs

HTML = """<!doctype html>
<html lang="en"><head>
<!-- faces -->
<title>A page</title>
<style>
.w { color: red }
</style>
</head><body class="x">
<p class="w" style="left: 1mm;
  font: 900 2mm &#34;LP Wood&#34;">Read</p>
<p style="left: 1mm; font: 900 2mm &#34;LP Wood&#34;">me</p>
<div style="background-image: url('asset:code.svg')"></div>
<img src="asset:code.svg" alt="">
<script src="asset:page.js"></script>
</body></html>"""
ASSETS = (
    Asset('code.svg', 'image/svg+xml', b'<svg/>'),
    Asset('page.js', 'text/javascript', b'new URL("x"); a < b && c("</p>");'),
)
PAGE = Composition('x', 'x', Size('a4', 210, 297), 'en', 'A page', HTML, ASSETS)
LTR, RTL = (HOUSE_STACKS[way].wood for way in ('ltr', 'rtl'))


def but(old: str, new: str) -> Composition:
    assert old in HTML
    return replace(PAGE, html=HTML.replace(old, new))


@pytest.fixture(scope='module')
def html(font_files) -> str:
    return browser.page(PAGE, LTR, font_files).decode()


def test_nothing_is_left_to_fetch(html):
    assert 'asset:' not in html and ' src="page.js"' not in html
    assert f'src="data:image/svg+xml;base64,{base64.b64encode(b"<svg/>").decode()}"' in html
    assert 'new URL("x"); a < b && c("</p>");' in html


def test_elements_have_no_styles_of_their_own(html):
    assert not re.search(r'<[a-z][^>]*\sstyle="', html)
    assert html.count(' data-at="0"') == 2, 'what says the same is said once'
    assert '[data-at="0"] { left: 1mm; font: 900 2mm "LP Wood" }' in html
    assert html.index('.w { color') < html.index('[data-at="0"] {'), 'it counts before classes'


def test_the_policy_allows_what_stands_in_it_and_nothing_else(html):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1]
    assert "default-src 'none'" in policy and 'unsafe' not in policy
    for element, rule in (('style', 'style-src'), ('script', 'script-src')):
        said = set(re.search(rf'{rule} ([^;]*)', policy)[1].split())
        parts = re.findall(rf'<{element}[^>]*>(.*?)</{element}>', html, re.DOTALL)
        digests = (hashlib.sha256(part.encode()).digest() for part in parts)
        assert said == {f"'sha256-{base64.b64encode(one).decode()}'" for one in digests}
        assert len(parts) == {'style': 3, 'script': 1}[element]
    assert html.index('Content-Security-Policy') < html.index('<style')


@pytest.mark.parametrize(
    ('old', 'new'),
    [
        ('<img src="asset:code.svg"', '<img src="https://example.org/x.png"'),
        ('color: red', 'background: url(x.png)'),
        ('.w { color', '@import "x.css"; .w { color'),
        ('class="x"', 'class="x" onload="go()"'),
        ('<script src="asset:page.js">', '<script src="page.js">'),
        ('<img ', '<iframe></iframe><img '),
        ('<!-- faces -->', ''),
    ],
)
def test_what_it_would_fetch_or_run_is_refused(old, new, font_files):
    with pytest.raises(Rejected) as refused:
        browser.page(but(old, new), LTR, font_files)
    (one,) = refused.value.findings
    assert one.code == 'LP293' and one.place.path == 'layouts/x/page.html' and one.hint


def test_same_page_same_bytes(html, font_files):
    embedded._embedded.cache_clear()
    assert browser.page(PAGE, LTR, font_files).decode() == html


# ---- faces -------------------------------------------------------------------------------------


def of(stack: str, language: str, text: str, files) -> dict[tuple[str, int], TTFont]:
    made = embedded.faces(
        [one.strip(' "') for one in stack.split(',')], (900, 700), language, text, files
    )
    return {(one.family, one.weight): TTFont(io.BytesIO(one.data)) for one in made}


@pytest.mark.parametrize(
    ('language', 'letters'),
    [
        ('en', 'The quick brown fox, 0–9 “€”'),
        ('fr', 'Ça œuvre à l’Hôtel de Ville — n° 7'),
        ('pl', 'Zażółć gęślą jaźń'),
        ('el', 'Ξεσκεπάζω τὴν ψυχοφθόρα ΐ Άγγλος'),
        ('bg', 'Ах, чудна българска земьо, полюшвай цъфтящи жита №'),
        ('vi', 'Đường Nguyễn Huệ'),
    ],
)
def test_all_that_may_be_typed_in_a_language_is_there(language, letters, font_files):
    made = embedded.faces(
        [one.strip(' "') for one in LTR.split(',')], (900,), language, '', font_files
    )
    has = {one for face in made for one in TTFont(io.BytesIO(face.data)).getBestCmap()}
    assert {ord(one) for one in letters} <= has
    assert sum(len(face.data) for face in made) < 60_000


def test_arabic_keeps_the_forms_of_its_letters(font_files):
    made = of(RTL, 'ar', '', font_files)
    kufi = made['LP Kufi', 900]
    features = {one.FeatureTag for one in kufi['GSUB'].table.FeatureList.FeatureRecord}
    assert {'init', 'medi', 'fina'} <= features
    assert {ord(one) for one in 'وقفة احتجاجية، ٠١٢٣'} <= kufi.getBestCmap().keys()
    assert ord('a') not in kufi.getBestCmap() and ord('a') in made['LP Wood', 900].getBestCmap()


def test_a_face_that_has_nothing_to_set_is_not_brought(font_files):
    assert ('LP Kufi', 900) not in of(LTR, 'en', '', font_files)
    assert ('LP Kufi', 900) in of(LTR, 'en', 'كلا', font_files), 'the page itself says it'


def test_faces_stand_in_the_em_box_of_the_house(font_files):
    for font in of(LTR, 'el', '', font_files).values():
        scale = font['head'].unitsPerEm / 1000
        box = font['hhea'].ascent / scale, font['hhea'].descent / scale
        assert box in glyphs.BOXES.values()


def test_the_page_says_which_characters_it_sets(html):
    rows = re.search(r'data-letters="([^"]*)"', html)[1].split()
    said = {
        one
        for first, _, last in (row.partition('-') for row in rows)
        for one in range(int(first, 16), int(last or first, 16) + 1)
    }
    assert ord('é') in said and ord('€') in said and ord('東') not in said and ord('ж') not in said
