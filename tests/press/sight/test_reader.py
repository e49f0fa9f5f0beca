"""What a reader would miss or not see is found: lost, over other text, misplaced, hidden."""

import time
from dataclasses import replace
from types import SimpleNamespace

import pytest

import effort
from fixtures.compositions import letter, poster
from fixtures.type import english, house_files, in_arabic
from letterpress.findings import Rejected, errors
from letterpress.layout import manifest
from letterpress.layout.compose import compose
from letterpress.layout.composition import Options
from letterpress.manuscript.model import Block, Counts, Run
from letterpress.press import engine
from letterpress.press.ruler import Ruler
from letterpress.press.sight import contrast, overlaps, overset, reader
from letterpress.press.sight.seen import Fill

FILES = house_files()
LAYOUTS = {layout.name: layout for layout in manifest.discover(FILES)[0]}
RULER = Ruler()
HEAD = '<h1>Head</h1>'


@pytest.fixture(scope='module', autouse=True)
def _warm():
    engine.warm()


def found(body, css='', make=letter):
    """Return (code, message) of every finding of a page."""
    return [(one.code, one.message) for one in engine.make(make(HEAD + body, css))[1]]


def codes(body, css='', make=letter):
    return [code for code, _ in found(body, css, make)]


# ---- lost ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    'body',
    [
        '<p style="visibility:hidden">Elm Choir</p>',
        '<p style="font-size:0">Elm Choir</p>',
        '<p style="transform:scale(0)">Elm Choir</p>',
        '<p style="max-lines:1;width:20mm">A name that takes more lines than one: Elm Choir</p>',
        '<p>Elm <span style="visibility:hidden">Choir</span></p>',
        '<div style="position:running(foot)">Elm Choir</div>',
    ],
)
def test_text_that_is_on_no_page_is_lost(body):
    (code, message), *_ = found(body)
    assert code == 'LP358' and 'Choir' in message and 'stands on no page' in message


@pytest.mark.parametrize(
    'body',
    [
        '<p style="display:none">Elm Choir</p>',
        '<div style="display:none"><p>Elm <b>Choir</b></p></div>',
        '<!-- Elm Choir --><p>x</p>',
        '<p style="text-transform:uppercase">Straße, İzmir, Ελλάδα, ﬁne</p>',
        '<p style="hyphens:auto;width:15mm" lang="de">Gesichtserkennung</p>',
        '<p>a\u00adb c\u200bd <br> e&nbsp;f\n g</p>',
        '<p><b>a</b> tail <i>b</i> tail</p>',
        '<p><svg width="9" height="9"><title>t</title></svg></p>',
        '<table><thead><tr><th scope="col">head</th></tr></thead><tr><td>1</td></tr></table>',
        '<p style="margin-top:3mm"><span style="position:absolute">x</span> after</p>',
        '<ul><li>item</li></ul>',
    ],
)
def test_text_that_is_on_a_page_is_not_lost(body):
    assert 'LP358' not in codes(body)


def test_what_is_placed_is_not_broken_at_the_foot_of_the_page():
    """The engine put the rest on the next page, and threw it away where there was none."""
    body = (
        '<div style="position:relative;height:100mm"><div style="position:absolute;top:{}mm">'
        + '<br>'.join(map(str, range(10, 30)))
        + '</div></div>'
    )
    assert codes(body.format(20)) == []
    assert set(codes(body.format(140))) == {'LP356'}
    proof, _ = engine.make(
        letter(HEAD + body.format(140) + '<p style="break-before:page">next</p>')
    )
    assert proof.pages == 2


def test_many_lost_texts_are_counted():
    lost = found(
        '<div style="visibility:hidden">'
        + ''.join(f'<p>name {n}</p>' for n in range(300))
        + '</div>'
    )
    assert len(lost) == 20 and any('281 more texts' in message for _, message in lost)


# ---- over other text -----------------------------------------------------------------------------


def test_text_over_text_names_both_and_where_they_stand():
    body = (
        '<p class="date" style="position:absolute;top:30mm">1 January 2027</p>'
        '<p class="tail" style="position:absolute;top:31mm">ENCLOSURE</p>'
    )
    ((code, message),) = found(body)
    assert (
        code == 'LP359'
        and '“ENCLOSURE” (class “tail”) lies over “1 January 2027” (class “date”)' in message
    )


@pytest.mark.parametrize(
    'body',
    [
        '<p style="line-height:.3;width:30mm">'
        'two lines of one paragraph that are set too tight for anybody</p>',
        '<p style="margin:0">one</p><p style="margin:-4mm 0 0">two</p>',
        '<p style="position:absolute;top:40mm;transform:rotate(45deg)">turned text</p>'
        '<p style="position:absolute;top:40mm">straight text</p>',
        '<p style="position:absolute;bottom:-12mm;left:54mm" data-over="edge">in the foot</p>',
    ],
)
def test_ink_over_ink_is_found(body):
    assert 'LP359' in codes(body)


@pytest.mark.parametrize(
    'body',
    [
        '<p style="line-height:.95">two lines<br>of one paragraph</p>',
        '<p>a<b>b</b><i>f</i>g</p>',
        '<p>Vélorution <sup>1</sup></p>',
        '<p style="position:absolute;top:30mm">one</p>'
        '<p style="position:absolute;top:30mm;left:30mm">two</p>',
        '<p style="position:absolute;top:30mm">crossed</p>'
        '<p data-over="text" style="position:absolute;top:30mm">out</p>',
        '<p style="position:absolute;top:40mm;transform:rotate(45deg)">turned</p>'
        '<p style="position:absolute;top:56mm">below its corner</p>',
        '<div style="transform:rotate(10deg);margin-top:20mm"><p>two</p><p>lines</p></div>',
    ],
)
def test_ink_beside_ink_is_not(body):
    assert codes(body) == []


def test_ten_thousand_are_compared_in_a_moment():
    """From the top downwards, each with those that it may still meet."""
    rows = [
        Fill(n, (n % 10 * 50.0, n // 10 * 5.0, n % 10 * 50.0 + 40, n // 10 * 5.0 + 6), (0, 0, 0, 1))
        for n in range(10000)
    ]
    with effort.within(2):
        assert len(list(overlaps.meeting(rows, 0.5))) == 9990


# ---- columns, frames, margins --------------------------------------------------------------------


@pytest.mark.parametrize(
    'body, code, how',
    [
        ('<p style="width:20mm">' + '1234567890' * 4 + '</p>', 'LP356', 'out of its column'),
        ('<p>' + '1234567890' * 12 + '</p>', 'LP356', 'off the sheet'),
        ('<p>' + '1234567890' * 6 + '</p>', 'LP356', 'out of the text area'),
        (
            '<p dir="rtl" style="width:20mm;margin-left:60mm">' + '1234567890' * 3 + '</p>',
            'LP356',
            'out of its column',
        ),
        (
            '<p style="position:absolute;left:125mm;white-space:nowrap">over the edge</p>',
            'LP356',
            'off the sheet',
        ),
        (
            '<p style="border:1mm solid;height:2mm;font-size:20pt;line-height:1">in a box</p>',
            'LP357',
            'across the edge of its frame',
        ),
        (
            '<p style="background:#eee;height:4mm;width:30mm;white-space:nowrap">'
            'longer than the ground it stands on</p>',
            'LP357',
            'edge of its frame',
        ),
        (
            '<p style="position:absolute;clip:rect(0,5mm,5mm,0)">clipped away</p>',
            'LP357',
            'is too small',
        ),
    ],
)
def test_text_that_leaves_its_place_is_found(body, code, how):
    assert any(one == code and how in message for one, message in found(body)), found(body)


@pytest.mark.parametrize(
    'body',
    [
        '<p style="width:20mm;overflow-wrap:break-word">' + '1234567890' * 4 + '</p>',
        '<p style="text-indent:-6mm;padding-left:6mm">hanging</p>',
        '<p style="text-indent:-10%;padding-left:10%;width:50mm">hanging</p>',
        '<p dir="rtl" style="text-indent:-6mm;padding-right:6mm">hanging</p>',
        '<p style="width:20mm;white-space:nowrap" data-over="edge">longer than its column</p>',
        '<p><i>f</i>irst</p>',
        '<p style="position:absolute;left:-5mm;top:40mm" aria-hidden="true">ornament</p>',
        '<p style="border:.5mm solid;height:6mm;padding:1mm">in a box</p>',
    ],
)
def test_text_in_its_place_is_well(body):
    assert codes(body) == []


def test_trim_and_bleed_are_two_things():
    bled = '@page{margin:0;bleed:5mm;@bottom-center{content:none}}'
    assert (
        'at which the sheet is cut'
        in found('<p style="position:absolute;top:100mm;left:-2mm">cut off</p>', bled, poster)[0][1]
    )


# ---- hidden, hard to read ------------------------------------------------------------------------


@pytest.mark.parametrize(
    'body, expected',
    [
        ('<p style="color:white">white on white</p>', ['LP360']),
        (
            '<div style="background:#17130f"><p style="color:#17130f">black on black</p></div>',
            ['LP360'],
        ),
        (
            '<p style="position:absolute;top:30mm">tel</p>'
            '<div style="position:relative;background:#17130f;height:30mm"></div>',
            ['LP360'],
        ),
        (
            '<p style="position:absolute;top:30mm">tel</p>'
            '<div style="position:relative;background:#f6efe4;height:30mm"></div>',
            ['LP360'],
        ),
        ('<p style="font-size:1px;line-height:2px">small print</p>', ['LP360']),
        ('<p style="color:rgb(0 0 0/10%)">faint</p>', ['LP360']),
        ('<p style="color:#888">grey</p>', ['LP361']),
        ('<p style="color:#888;font-size:18pt;line-height:1.2">grey</p>', []),
        ('<p style="color:#888;font-size:14pt;line-height:1.2">grey</p>', ['LP361']),
        ('<p style="color:#888;font:900 14pt/1.2 LP Wood">grey</p>', []),
        ('<p style="color:white" data-over="ground">white on a picture</p>', []),
        ('<div style="background:#17130f"><p style="color:white">white on black</p></div>', []),
        (
            '<div style="background:#17130f;padding:2mm">'
            '<div style="background:rgb(255 255 255/95%)">black on a veil</div></div>',
            [],
        ),
        (
            '<div style="background:#17130f;padding:2mm">'
            '<div style="background:rgb(255 255 255/5%)">black on a veil</div></div>',
            ['LP360'],
        ),
        (
            '<div style="position:absolute;z-index:-1;top:0;left:0;width:100%;height:50mm;'
            'background:#17130f"></div><p style="color:white">x</p>',
            ['LP360'],
        ),
        (
            '<p>beside</p><div style="position:absolute;left:50mm;top:0;width:9mm;height:50mm;'
            'background:#17130f"></div>',
            [],
        ),
        (  # under a light veil
            '<p style="position:absolute;top:30mm">tel</p><div style="position:relative;'
            'background:rgb(246 239 228/30%);height:30mm"></div>',
            [],
        ),
    ],
)
def test_text_is_judged_by_what_it_stands_on(body, expected):
    css = '' if 'z-index' not in body else 'h1{color:#17130f}'  # the head lies on the dark area
    assert codes(body, css) == expected


@pytest.mark.parametrize(
    'area, matters',
    [
        ((0, 0, 40, 12), True),
        ((0, 8, 40, 40), True),
        ((0, 11, 40, 40), False),  # a hair of its feet
        ((-9, 0, 2, 12), False),  # a part of its first letter
        ((-9, 0, 7, 12), True),
    ],
)
def test_a_ground_counts_where_it_meets_a_letter(area, matters):
    assert contrast._under((0, 0, 40, 12), area) is matters


@pytest.mark.parametrize('way, lines', [('ltr', (5, 110)), ('rtl', (10, 115))])
def test_an_indent_that_hangs_belongs_to_the_measure_on_its_side(way, lines):
    style = {'text_indent': SimpleNamespace(value=-5, unit='px'), 'direction': way}
    block = SimpleNamespace(content_box_x=lambda: 10, width=100, style=style)
    assert overset._measure(SimpleNamespace(block=block)) == lines


def test_a_frame_stands_where_all_that_is_around_it_moves_it():
    moved = '<div style="transform:translate(20mm,5mm)">' * 2
    turned = '<p style="margin:0;transform:rotate(1deg)">text</p>'
    frame = '<div data-fit="lead" style="width:40mm;height:12mm;padding:2mm">{}</div>'
    assert codes(moved + frame.format(turned) + '</div></div>') == []
    tall = '<p style="margin:0;transform:rotate(1deg)">' + '<br>'.join('abcdefgh') + '</p>'
    assert codes(moved + frame.format(tall) + '</div></div>') == ['LP357']


def test_words_of_one_line_may_reach_into_each_other():
    assert codes('<p>one<em style="margin-left:-3mm">two</em></p>') == []


def test_what_is_hard_to_read_is_a_warning():
    findings = engine.make(letter(HEAD + '<p style="color:#888">grey</p>'))[1]
    assert [one.severity for one in findings] == ['warning'] and not errors(findings)


# ---- the house's layouts -------------------------------------------------------------------------


def edition_of(names, lines, edition):
    """Return an edition of so many names, with a paragraph of so many lines before its call."""
    roll = edition.signatories
    people = tuple(
        replace(
            roll[n % len(roll)], id=f'n{n}', name=f'{roll[n % len(roll)].name} {n // len(roll) + 1}'
        )
        for n in range(names)
    )
    *body, call = edition.letter.blocks
    words = ' '.join(run.text for block in body for run in block.runs).split() * 3
    blocks = (Block('paragraph', (Run(' '.join(words[: lines * 12])),)), call)
    return replace(
        edition,
        signatories=people,
        counts=Counts.of(people),
        letter=replace(edition.letter, blocks=blocks),
    )


@pytest.mark.parametrize(
    'names, lines',
    [
        (1, 3),
        (2, 2),
        (2, 9),
        (2, 13),
        (2, 33),
        (3, 5),
        (3, 11),
        (3, 24),
        (5, 7),
        (24, 1),
        (24, 6),
        (24, 41),
        (25, 8),
        (60, 14),
        (300, 2),
    ],
)
def test_every_name_of_a_roll_is_on_a_page_whatever_is_left_at_the_foot(names, lines):
    """Two names of which one was lost began this: some length meets each rest below the seal."""
    edition = edition_of(names, lines, in_arabic(english()) if lines % 2 else english())
    layout = LAYOUTS['letter']
    assert (
        engine.render(
            compose(edition, layout, layout.sizes[0], RULER, Options(), FILES), FILES
        ).findings
        == ()
    )


def test_a_layout_that_loses_a_name_is_refused():
    files = dict(FILES)
    files['layouts/letter/style.css'] += b'.group li + li { visibility: hidden }'
    layout = LAYOUTS['letter']
    with pytest.raises(Rejected) as rejected:
        engine.render(
            compose(edition_of(3, 3, english()), layout, layout.sizes[0], RULER, Options(), files),
            files,
        )
    assert {one.code for one in rejected.value.findings} == {'LP358'}
    assert any('ACAT France 1' in one.message for one in rejected.value.findings)


def test_it_costs_little():
    """Far below a tenth of the making of a letter (two hundredths, measured alone)."""
    layout = LAYOUTS['letter']
    composition = compose(english(), layout, layout.sizes[0], RULER, Options(), FILES)
    taken = []
    ordinary = reader.findings

    def timed(*arguments):
        started = time.process_time()
        made = list(ordinary(*arguments))
        taken.append(time.process_time() - started)
        return made

    reader.findings = timed
    try:
        started = time.process_time()
        for _ in range(3):
            engine.render(composition, FILES)
        whole = time.process_time() - started
    finally:
        reader.findings = ordinary
    assert sum(taken) < 0.1 * whole
