"""The real campaign's posters: every word is there, every line fills its measure."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from dataclasses import replace
from html import unescape
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from letterpress.findings import Rejected
from letterpress.layout import manifest, specimen
from letterpress.layout.brand import look
from letterpress.layout.compose import compose
from letterpress.layout.composition import Options
from letterpress.layout.declared import ways_out
from letterpress.layout.faces import faces
from letterpress.manuscript import locales
from letterpress.manuscript.edition import edition
from letterpress.manuscript.model import Counts
from letterpress.manuscript.reading import read
from letterpress.press import engine, ruler
from letterpress.press.reaches.boxes import descend

PROJECT = Path(__file__).resolve().parents[3]
POSTERS = ('suspects', 'broadside', 'iris', 'bar')  # those of the sample
NEUTRAL = 'statement'


def files_below(folder):
    return {
        path.relative_to(PROJECT).as_posix(): path.read_bytes()
        for path in sorted((PROJECT / folder).rglob('*'))
        if path.is_file()
    }


FILES = files_below('layouts')
CAMPAIGN, _ = read(files_below('content'))
LANGUAGES = CAMPAIGN.facts.languages
EDITIONS = {language: edition(CAMPAIGN, language) for language in LANGUAGES}
LAYOUTS = {
    layout.name: layout
    for layout in manifest.discover(FILES)[0]
    if layout.name in (*POSTERS, NEUTRAL)
}
SHEETS = [  # every size of every poster is walked by `make conformance`
    (layout, size, language)
    for layout, size in (('suspects', 'a3'), ('suspects', 'a4'), ('broadside', 'a2'))
    for language in LANGUAGES
]
RULER = ruler.Ruler()


def composed(layout, size, chosen):
    layout = LAYOUTS[layout]
    return compose(chosen, layout, layout.size(size), RULER, Options(), FILES)


def set_somehow(layout, size, chosen):
    """Return the proof of a sheet and how it was made: '' as it is drawn, else its way out."""

    def make(attempt, _):
        composition = compose(chosen, attempt.layout, attempt.size, RULER, Options(), FILES)
        return engine.render(composition, FILES), composition, attempt

    return ways_out.first(LAYOUTS[layout], LAYOUTS[layout].size(size), make)


@pytest.fixture(scope='session')
def sheet():
    """Give the proof of a sheet of the real campaign, each made once."""
    made = {}

    def make(layout, size, language):
        key = layout, size, language
        if key not in made:
            made[key] = engine.render(composed(layout, size, EDITIONS[language]), FILES)
        return made[key]

    return make


def text_of(pdf, language):
    """Return a sheet's text in the order it was written.

    Poppler takes right-to-left lines apart at every free mark.
    """
    if locales.direction(language) == 'rtl':
        return pypdf.PdfReader(BytesIO(pdf)).pages[0].extract_text()
    return subprocess.run(
        ['pdftotext', '-raw', '-', '-'], input=pdf, capture_output=True, check=True
    ).stdout.decode()


def letters(text):
    """Return letters, marks and digits only, forms folded, in order."""
    return ''.join(
        c
        for c in unicodedata.normalize('NFKC', text)
        if c.isalnum() or unicodedata.category(c)[0] == 'M'
    )


@pytest.mark.parametrize('layout, size, language', SHEETS)
def test_a_sheet_is_one_page_of_its_size_in_our_faces(sheet, layout, size, language):
    proof = sheet(layout, size, language)
    wanted = LAYOUTS[layout].size(size)
    assert proof.pages == 1 and not proof.findings
    (page,) = pypdf.PdfReader(BytesIO(proof.pdf)).pages
    trim = [float(side) * 25.4 / 72 for side in page.trimbox[2:]]
    assert trim == pytest.approx([wanted.width, wanted.height], abs=0.01)
    assert all(font.startswith('LP ') for font in proof.fonts)


@pytest.mark.parametrize('layout, size, language', SHEETS)
def test_headline_campaign_line_imprint_and_status_are_on_it(sheet, layout, size, language):
    chosen = EDITIONS[language]
    found = letters(text_of(sheet(layout, size, language).pdf, language))
    slots = chosen.posters[layout]
    for line in [*slots['headline'], slots.get('opening', slots.get('demand', ''))]:
        for word in line.replace('*', '').split():
            assert letters(word) in found, word
    if size in LAYOUTS[layout].pictures:
        return  # nothing is printed: there is no imprint
    printer = 'imprint.home' if size == 'a4' else 'imprint.unset'
    assert letters(chosen.phrases[printer]) in found
    assert letters(chosen.phrases['imprint.litter']) in found
    if chosen.letter.status != 'source':
        status = chosen.phrases[f'status.{chosen.letter.status}'].split('{')[0].split()
        assert all(letters(word) in found for word in status)


@pytest.mark.parametrize('language', LANGUAGES)
def test_the_whole_letter_is_on_the_broadside_word_for_word(sheet, language):
    pdf = sheet('broadside', 'a2', language).pdf
    found = letters(text_of(pdf, language))
    for block in EDITIONS[language].letter.blocks:
        if language == 'ar':  # pypdf takes lines with Latin words apart and turns figures round
            missing = [
                word
                for word in block.text.split()
                if letters(word) not in found and letters(word)[::-1] not in found
            ]
            assert not missing
        else:
            assert letters(block.text) in found, block.text[:60]


@pytest.mark.parametrize('language', LANGUAGES)
def test_all_names_are_on_the_broadside_once_and_in_order(sheet, language):
    chosen = EDITIONS[language]
    found = letters(text_of(sheet('broadside', 'a2', language).pdf, language))
    names = [letters(person.name) for person in chosen.signatories]
    assert len(names) == chosen.counts.signatories
    assert ''.join(names) in found


def laid_out(composition):
    from weasyprint import HTML

    from letterpress.press.jail import Jail

    html = HTML(string=composition.html, url_fetcher=Jail(composition.assets))

    return html.render(font_config=engine.font_configuration()).pages[0]._page_box


@pytest.mark.parametrize('language', LANGUAGES)
def test_the_letter_stands_in_two_columns_of_about_the_same_length(language):
    from weasyprint.formatting_structure import boxes

    composition = composed('broadside', 'a2', EDITIONS[language])
    lines = {}
    for box in descend(laid_out(composition)):
        if isinstance(box, boxes.LineBox) and box.style['text_align_all'] == 'justify':
            middle = box.position_x + box.width / 2 > 420 / 2 / 25.4 * 96
            lines.setdefault(middle, set()).add(round(box.position_y))
    first, second = (
        len(lines[side]) for side in sorted(lines, reverse=locales.direction(language) == 'rtl')
    )
    assert 0 <= first - second <= 2
    rows = float(re.search(r'class="running" style="[^"]*height: ([\d.]+)mm', composition.html)[1])
    ends = [max(lines[side]) - min(lines[side]) for side in lines]
    assert max(ends) * 25.4 / 96 < rows, 'no line stands below its column'


@pytest.mark.parametrize('language', ['en', 'el', 'bg', 'ar'])
def test_every_line_of_the_headline_fills_its_measure(language):
    html = composed('suspects', 'a3', EDITIONS[language]).html
    head = re.search(r'<h1>(.*?)</h1>', html, re.DOTALL)[1]
    lines = re.findall(r'left:([\d.-]+)mm;top:([\d.-]+)mm;font:900 ([\d.]+)mm', head)
    texts = [text.replace('*', '') for text in EDITIONS[language].posters['suspects']['headline']]
    inks = RULER.measure([(text, faces(language).wood, language) for text in texts])
    assert len(lines) == len(texts)
    for (left, _, size), ink in zip(lines, inks, strict=True):
        assert float(left) + ink.x0 * float(size) == pytest.approx(19, abs=0.01)
        assert float(left) + ink.x1 * float(size) == pytest.approx(297 - 19, abs=0.01)


@pytest.mark.parametrize('language', LANGUAGES)
def test_the_wall_is_felt_in_every_language(language):
    html = ' '.join(composed('suspects', 'a3', EDITIONS[language]).html.split())
    full = [
        float(y)
        for y in re.findall(r'class="rule" style="left: 0mm; top: ([\d.]+)mm; width: 297.0mm', html)
    ]
    head = [
        float(y)
        for y in re.findall(r'top:([\d.-]+)mm', re.search(r'<h1>(.*?)</h1>', html, re.DOTALL)[1])
    ]
    above = [y for y in full if y < min(head) + 15]
    assert len(above) >= 2, 'an empty wall stands above the headline'
    assert len(full) >= 4


@pytest.mark.parametrize('language', LANGUAGES)
def test_a_home_printer_loses_nothing(language):
    """No letter is nearer to the edge than 10 mm, and the red ends where a printer can."""
    from weasyprint.formatting_structure import boxes

    from letterpress.press.sight.seen import glyphs

    composition = composed('suspects', 'a4', EDITIONS[language])
    page = laid_out(composition)
    mm = 25.4 / 96
    for box in descend(page):
        if isinstance(box, boxes.TextBox) and box.text.strip():
            for left, top, right, bottom in glyphs(box):
                assert (
                    left * mm >= 9.95
                    and top * mm >= 7
                    and right * mm <= 200.05
                    and bottom * mm <= 287
                ), box.text
    assert (
        f'background: {look.printed(LAYOUTS["suspects"], look.HOUSE).colours.ground}'
        not in composition.html.split('</style>')[0].split('@page { margin: 0')[-1]
    )
    assert 'class="ground" style="left: 7mm' in ' '.join(composition.html.split())


def test_posters_carry_no_draft_mark_and_do_not_change_with_the_seal():
    for layout in POSTERS:
        size = LAYOUTS[layout].sizes[0]
        keys = {
            compose(EDITIONS['en'], LAYOUTS[layout], size, RULER, options, FILES).key()
            for options in (Options(), Options(draft=False), Options(draft=False, unsealed=True))
        }
        assert len(keys) == 1


def test_the_tags_read_in_a_sensible_order(sheet):
    def kinds(node):
        if isinstance(node, list):
            for each in node:
                yield from kinds(each)
            return
        node = node.get_object()
        if isinstance(node, pypdf.generic.DictionaryObject) and '/S' in node:
            yield str(node['/S'])
        if isinstance(node, pypdf.generic.DictionaryObject) and '/K' in node:
            found = node['/K'].get_object()
            yield from kinds(found if isinstance(found, list) else [found])

    for layout, size in (('suspects', 'a3'), ('broadside', 'a2')):
        root = pypdf.PdfReader(BytesIO(sheet(layout, size, 'en').pdf)).trailer['/Root'][
            '/StructTreeRoot'
        ]
        order = [kind for kind in kinds(root) if kind in ('/H1', '/P', '/H2', '/L', '/LI')]
        assert order.count('/H1') == 1
        if layout == 'broadside':
            assert order.count('/LI') == 81
            assert order.index('/H1') < order.index('/H2') < order.index('/L')
            assert order[: order.index('/L')].count('/P') >= len(EDITIONS['en'].letter.blocks)


def specimens():
    for layout in LAYOUTS:
        path = f'layouts/{layout}/specimen.yaml'
        for case in specimen.cases(FILES[path], path, EDITIONS, CAMPAIGN.facts.source_language):
            for size in (
                one for one in LAYOUTS[layout].made if one != 'a2' or layout == 'broadside'
            ):
                yield pytest.param(layout, size, case, id=f'{layout}-{size}-{case.name}')


@pytest.mark.parametrize('layout, size, case', list(specimens()))
def test_stress_copy_fits_takes_its_way_out_or_is_said_not_to(layout, size, case):
    if case.finding:
        with pytest.raises(Rejected) as caught:
            set_somehow(layout, size, case.edition)
        found = caught.value.findings
        assert case.finding in {finding.code for finding in found}
        assert all(
            finding.place.path and finding.hint and layout in finding.message for finding in found
        )
    else:
        proof, composition, attempt = set_somehow(layout, size, case.edition)
        assert attempt.what == case.way
        assert proof.pages == (case.pages or 1) and not proof.findings
        assert composition.size == attempt.size


@pytest.mark.parametrize('count', [2, 20, 81, 137, 400])
def test_a_wall_of_any_number_of_names_holds_each_of_them(count):
    own = EDITIONS['en'].signatories
    people = tuple(
        replace(own[n % len(own)], id=f'n{n}', name=f'{own[n % len(own)].name} {n}')
        for n in range(count)
    )
    html = composed('broadside', 'a2', replace(EDITIONS['en'], signatories=people)).html
    printed = re.findall(
        r'<li class="w[^"]*" style="[^"]*">([^<]*)</li>',
        ' '.join(html.split()).replace('> <', '><'),
    )
    assert len(printed) == count


def tallest_gap(pdf):
    """Return the height of the tallest stripe of a page that holds no ink, in parts of the page."""
    drawn = subprocess.run(
        ['pdftoppm', '-r', '12', '-gray', '-'], input=pdf, capture_output=True, check=True
    ).stdout
    width, height = map(int, drawn.split(b'\n', 3)[1].split())
    rows = drawn[-width * height :]
    empty, tallest = 0, 0
    for start in range(0, len(rows), width):
        row = rows[start : start + width]
        empty = empty + 1 if max(row) - min(row) < 24 else 0
        tallest = max(tallest, empty)
    return tallest / height


def shortened(language, blocks, names):
    """Return an edition whose letter keeps so many blocks between its first and its last one."""
    own = EDITIONS[language]
    kept = (own.letter.blocks[0], *own.letter.blocks[1 : 1 + blocks], own.letter.blocks[-1])
    letter = replace(own.letter, blocks=kept)
    return replace(own, letter=letter, signatories=own.signatories[:names])


@pytest.mark.parametrize('language', ['en', 'el', 'bg', 'ar'])
@pytest.mark.parametrize('blocks, names', [(1, 81), (2, 6)])
def test_a_short_letter_leaves_no_hole_in_the_broadside(language, blocks, names):
    chosen = shortened(language, blocks, names)
    composition = composed('broadside', 'a2', chosen)
    proof = engine.render(composition, FILES)
    assert proof.pages == 1 and not proof.findings
    assert tallest_gap(proof.pdf) < 0.09
    said = letters(text_of(proof.pdf, language))
    assert all(letters(block.text) in said.replace('‐', '') for block in chosen.letter.blocks[-1:])
    drawn = replace(LAYOUTS['broadside'], larger=())
    before = compose(chosen, drawn, drawn.size('a2'), RULER, Options(), FILES)
    assert tallest_gap(engine.render(before, FILES).pdf) > 0.09, 'as it is drawn there is one'


def test_a_letter_that_fills_its_sheet_is_set_as_it_is_drawn():
    drawn = replace(LAYOUTS['broadside'], larger=())
    before = compose(EDITIONS['de'], drawn, drawn.size('a2'), RULER, Options(), FILES)
    assert composed('broadside', 'a2', EDITIONS['de']).html == before.html


def test_composing_again_measures_nothing(monkeypatch):
    composed('broadside', 'a2', EDITIONS['en'])
    monkeypatch.setattr(
        ruler.Ruler, '_render', lambda *_: pytest.fail('the engine was asked again')
    )
    composed('broadside', 'a2', EDITIONS['en'])


# ---- iris ----------------------------------------------------------------------------------------

RAY = re.compile(
    r'<li class="w ray( loud)?"\s+style="left:(-?[\d.]+)mm;top:(-?[\d.]+)mm;width:[\d.]+mm;'
    r'font:900 ([\d.]+)mm[^"]*rotate\(([\d.]+)deg\)">(.*?)</li>'
)


def signed_by(language, count):
    own = EDITIONS[language]
    people = tuple(
        replace(own.signatories[n % len(own.signatories)], id=f'n{n}') for n in range(count)
    )
    return replace(own, signatories=people, counts=Counts.of(people))


@pytest.mark.parametrize('size', ['a4', 'a3', 'a2'])
@pytest.mark.parametrize('language', LANGUAGES)
def test_everybody_who_signed_is_a_ray_and_can_be_read(language, size):
    html = composed('iris', size, EDITIONS[language]).html
    found = RAY.findall(html)
    names = [letters(person.name) for person in EDITIONS[language].signatories]
    assert [letters(re.sub('<.*?>', '', unescape(name))) for *_, name in found] == names
    for loud, _, _, height, turn, _ in found:
        assert 7 * 0.3527 <= float(height) <= 20
        assert not loud or float(height) >= 9 * 0.3527, 'small type is black'
        assert not 90.01 < float(turn) < 269.99, 'what stands in the left half is turned'
    assert any(loud for loud, *_ in found)


@pytest.mark.parametrize(
    'size, count, named',
    [('a4', 110, True), ('a2', 250, True), ('a2', 600, True), ('a4', 3000, False)],
)
def test_names_become_strokes_where_they_have_no_room(size, count, named):
    composition = composed('iris', size, signed_by('en', count))
    assert len(RAY.findall(composition.html)) == (count if named else 0)
    assert [finding.code for finding in composition.said] == ([] if named else ['LP376'])
    if not named:
        drawing = re.search(r'<path fill="none"[^>]* d="([^"]*)"', composition.html)[1]
        assert drawing.count('M') == count, 'a stroke for each'
        assert f'{count:,} signatories' in composition.html


@pytest.mark.parametrize('count', [1, 2, 24, 90])
def test_a_name_too_long_for_a_ray_is_a_stroke_and_is_named(count):
    """The others are read all the same, and none is cut."""
    own = signed_by('en', count)
    long = 'Federation of the Friends of ' * 7
    people = (*own.signatories[1:], replace(own.signatories[0], name=long.strip()))
    html = composed('iris', 'a4', replace(own, signatories=people))
    found = [letters(re.sub('<.*?>', '', unescape(name))) for *_, name in RAY.findall(html.html)]
    assert found == [letters(person.name) for person in people[:-1]]
    assert html.html.count('class="ray stroke"') == 1
    (said,) = html.said
    assert said.code == 'LP376' and 'Federation of the Friends' in said.message


@pytest.mark.parametrize('count, drawn', [(1, False), (11, False), (12, True), (81, True)])
def test_a_comb_has_teeth(count, drawn):
    """One stroke in a corner is no comb: the headline stands in the middle then."""
    own = signed_by('en', count)
    own = replace(own, posters={'statement': {'headline': ('ONE', '*TWO*', 'THREE')}})
    assert ('class="comb"' in composed('statement', 'a3', own).html) is drawn


@pytest.mark.parametrize('language', ['en', 'ar'])
def test_the_eye_works_for_any_campaign(language):
    """Without a word it says the count, without lines those of another poster, or the title."""
    own = EDITIONS[language]
    bare = replace(own, posters={'statement': {'headline': ('ONE', '*TWO*', 'THREE')}})
    html = composed('iris', 'a3', bare).html
    count = locales.number(81, language)
    assert re.search(rf'class="w in-pupil"[^>]*>{count}<', html)
    words = re.sub('<.*?>', ' ', re.search('<h1>(.*?)</h1>', html, re.DOTALL)[1]).split()
    assert letters(''.join(words)) == 'ONETWOTHREE'
    lengthy = replace(own, posters={'statement': {'headline': ('ONE TWO',) * 20}})
    html = re.sub(r'>\s+<', '><', composed('iris', 'a3', lengthy).html)
    assert re.search(rf'<h1 [^>]*><span class="w in-pupil"[^>]*>{count}<', html), 'what fits'
    html = composed('iris', 'a3', replace(own, posters={})).html
    said = re.sub('<.*?>', '', re.search('<h1>(.*?)</h1>', html, re.DOTALL)[1])
    assert letters(unescape(said)) == letters(
        locales.capitals(own.facts.title.to(language), language)
    )


# ---- bar -----------------------------------------------------------------------------------------


def bar_of(composition):
    """Return the top and the bottom of the bar, and its left edge and width, in mm."""
    html = ' '.join(composition.html.split())
    left, width, top, height = map(
        float,
        re.search(
            r'class="bar" style="left: (-?[\d.]+)mm; width: ([\d.]+)mm; '
            r'top: (-?[\d.]+)mm; height: ([\d.]+)mm',
            html,
        ).groups(),
    )
    return top, top + height, left, width


def lines_on(composition, language):
    """Return the ink of each line of the headline: left, top, right, bottom, in mm."""
    head = re.search(r'<h1[^>]*>(.*?)</h1>', composition.html, re.DOTALL)[1]
    found = re.findall(r'left:([\d.-]+)mm;top:([\d.-]+)mm;font:900 ([\d.]+)mm', head)
    texts = [unescape(re.sub('<.*?>', '', text)) for text in re.findall(r'>([^<>]+)</', head)]
    inks = RULER.measure([(text, faces(language).wood, language) for text in texts])
    for (left, top, size), ink in zip(found, inks, strict=True):
        x, y, em = float(left), float(top), float(size)
        base = y + ink.drop * em
        yield x + ink.x0 * em, base + ink.top * em, x + ink.x1 * em, base + ink.bottom * em


@pytest.mark.parametrize('size', ['a4', 'a3', 'a2'])
@pytest.mark.parametrize('language', LANGUAGES)
def test_the_bar_holds_its_lines_and_shows_the_counter_above_and_below(language, size):
    composition = composed('bar', size, EDITIONS[language])
    top, bottom, left, width = bar_of(composition)
    sheet = LAYOUTS['bar'].size(size)
    boxes = list(lines_on(composition, language))
    assert len(boxes) == 2
    home = 7 if size == 'a4' else 0
    margin = home + 15 * (sheet.width - 2 * home) / 297
    for x0, y0, x1, y1 in boxes:
        assert top + 5 < y0 < y1 < bottom - 5
        assert margin - 0.01 <= x0 and x1 <= sheet.width - margin + 0.01
    assert (boxes[0][1] - top) == pytest.approx(bottom - max(box[3] for box in boxes), abs=0.02)
    (drawing,) = (one for one in composition.assets if one.name == 'face.svg')
    counter = re.search(rb'Z(M[^Z]*)Z', drawing.data)[1].decode()
    ys = [float(y) for _, y in re.findall(r'(-?[\d.]+) (-?[\d.]+)', counter)]
    assert min(ys) + 0.04 * sheet.height < top < bottom < max(ys) - 0.04 * sheet.height
    over = 0 if home else 5
    assert (left, width) == pytest.approx((home - over, sheet.width - 2 * home + 2 * over))


def test_the_bar_grows_with_its_lines():
    def tall(*headline):
        own = EDITIONS['en']
        posters = {**own.posters, 'bar': {'headline': headline}}
        top, bottom, *_ = bar_of(composed('bar', 'a3', replace(own, posters=posters)))
        return bottom - top

    one, two, three = (tall(*['IS NOT A TRACKING DEVICE AT ALL'] * count) for count in (1, 2, 3))
    assert two - one == pytest.approx(three - two) and two > 1.4 * one


@pytest.mark.parametrize('language', LANGUAGES)
def test_a_sticker_is_the_bar_alone_and_leads_somewhere(language):
    label = LAYOUTS['bar'].size('sticker')
    composition = compose(EDITIONS[language], LAYOUTS['bar'], label, RULER, Options(), FILES)
    proof = engine.render(composition, FILES)
    assert proof.pages == 1 and not proof.findings
    assert 'face.svg' not in [one.name for one in composition.assets]
    top, bottom, left, width = bar_of(composition)
    assert (top, bottom, left, width) == pytest.approx((-5, 42, -5, 115))
    found = letters(text_of(proof.pdf, language))
    assert letters('www.example.org') in found
    for line in EDITIONS[language].posters['bar']['headline']:
        assert all(letters(word) in found for word in line.split())
    assert letters(EDITIONS[language].facts.imprint.printer) in found


# ---- over the edge -------------------------------------------------------------------------------


def beyond(pdf, wide=4):
    """Return the share of dark pixels left, above and right of a page, so many mm beyond it."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(pdf))
    (page,) = writer.pages
    more = wide * 72 / 25.4
    left, low, right, high = map(float, page.mediabox)
    for box in ('/MediaBox', '/CropBox', '/BleedBox', '/TrimBox'):
        page[pypdf.generic.NameObject(box)] = pypdf.generic.RectangleObject(
            (left - more, low - more, right + more, high + more)
        )
    grown = BytesIO()
    writer.write(grown)
    drawn = subprocess.run(
        ['pdftoppm', '-r', '50.8', '-gray', '-'],
        input=grown.getvalue(),
        capture_output=True,
        check=True,
    ).stdout  # two pixels a mm
    width, height = map(int, drawn.split(b'\n', 3)[1].split())
    rows = [drawn[-width * (height - n) :][:width] for n in range(height)]
    strip = 2 * wide - 1
    parts = (
        b''.join(row[:strip] for row in rows),
        b''.join(rows[:strip]),
        b''.join(row[-strip:] for row in rows),
    )
    return [sum(pixel < 200 for pixel in part) / len(part) for part in parts]


def test_strokes_and_the_bar_run_over_the_edge_that_is_cut():
    many = engine.render(composed('iris', 'a3', signed_by('en', 3000)), FILES).pdf
    assert min(beyond(many)) > 0.1
    left, above, right = beyond(engine.render(composed('bar', 'a3', EDITIONS['en']), FILES).pdf)
    assert left == pytest.approx(right, abs=0.01) and left > 0.15 and above < 0.01
    home = engine.render(composed('iris', 'a4', signed_by('en', 3000)), FILES).pdf
    assert max(beyond(home)) == 0, 'at home nothing leaves the panel'
