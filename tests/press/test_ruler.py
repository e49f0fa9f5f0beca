"""The ruler: what it measures is what the engine draws, and every answer is remembered."""

from __future__ import annotations

import json
from math import ceil

import pytest
from weasyprint import CSS as CSS_
from weasyprint import HTML

from letterpress.base.lengths import POINT
from letterpress.layout.type.ink import Column, Face, Room
from letterpress.press import ruler as fit
from letterpress.press.engine import font_configuration

WOOD = Face('"LP Wood", "LP Kufi", "LP Wood Fallback"', 900)
KUFI = Face('"LP Kufi", "LP Wood"', 900)


@pytest.fixture(scope='module')
def ruler():
    return fit.Ruler()


def test_ink_is_narrower_than_the_advance_and_stands_on_the_baseline(ruler):
    (ink,) = ruler.measure([('HH', WOOD, 'en')])
    assert 0 < ink.x0 < 0.1 and ink.x1 < ink.advance
    assert ink.top == pytest.approx(-0.655, abs=0.01) and ink.bottom == pytest.approx(0, abs=0.01)
    assert len(ink.boxes) == 2 and 0.7 < ink.drop < 0.9
    assert ink.fonts == ('LP Wood',)


def test_answers_come_in_the_order_asked_and_blanks_have_no_ink(ruler):
    found = ruler.measure(
        [('B', WOOD, 'en'), ('', WOOD, 'en'), ('A', WOOD, 'en'), ('B', WOOD, 'en')]
    )
    assert [ink.text for ink in found] == ['B', '', 'A', 'B']
    assert found[0] == found[3] and found[1].width == 0


def test_shaping_is_the_languages_own(ruler):
    joined, apart = ruler.measure([('كلنا', KUFI, 'ar'), ('ك ل ن ا', KUFI, 'ar')])
    assert joined.width < apart.width and joined.fonts == ('LP Kufi',)
    (accent,) = ruler.measure([('É', WOOD, 'fr')])
    assert accent.top < -0.75


def test_a_face_that_stood_in_is_known(ruler):
    (ink,) = ruler.measure([('Aك', WOOD, 'en')])
    assert set(ink.fonts) == {'LP Wood', 'LP Kufi'}


def test_style_is_measured(ruler):
    plain, wide = ruler.measure(
        [('ABC', WOOD, 'en'), ('ABC', Face(WOOD.family, 900, 'letter-spacing:.1em'), 'en')]
    )
    assert wide.width == pytest.approx(plain.width + 0.2, abs=0.003)


def test_text_is_data(ruler):
    (ink,) = ruler.measure([('<b>&amp;', WOOD, 'en')])
    assert len(ink.boxes) == len('<b>&amp;')


def test_many_lines_are_measured_like_one(ruler):
    texts = [f'LINE {n}' for n in range(400)]
    many = ruler.measure([(text, WOOD, 'en') for text in texts])
    assert many[-1] == fit.Ruler().measure([(texts[-1], WOOD, 'en')])[0]


def test_a_dump_answers_without_the_engine(ruler, monkeypatch):
    asked = [('WE ARE', WOOD, 'en'), ('كلنا', KUFI, 'ar')]
    known = ruler.measure(asked)
    lines = ruler.flow('<p>One two three.</p>', 'p{margin:0}', 20, 5, 1.4, 'en')
    again = fit.Ruler(json.loads(json.dumps(ruler.dump())))
    monkeypatch.setattr(fit.Ruler, '_render', lambda *_: pytest.fail('the engine was asked again'))
    assert again.measure(asked) == known
    assert again.flow('<p>One two three.</p>', 'p{margin:0}', 20, 5, 1.4, 'en') == lines


TEXT = (
    '<p>'
    + 'The quick surveillance camera recognises everybody’s characteristics everywhere. ' * 6
    + '</p><p>Short.</p>'
)
CSS = '.text{font-family:"LP Book";text-align:justify;hyphens:auto}.text p{margin:0}'


def test_running_text_is_told_line_by_line(ruler):
    lines = ruler.flow(TEXT, CSS, 60, 4, 1.4, 'en', 'text').lines
    assert [line.paragraph for line in lines] == sorted(line.paragraph for line in lines)
    assert {line.paragraph for line in lines} == {0, 1}
    assert [n for n, line in enumerate(lines) if line.last] == [len(lines) - 2, len(lines) - 1]
    assert lines[0].width == pytest.approx(1, abs=0.02) and lines[-1].width < 0.4
    assert any(line.hyphen for line in lines)


def test_lines_depend_on_the_size_and_not_on_the_leading(ruler):
    def lines(size, leading):
        return ruler.flow(TEXT, CSS, 60, size, leading, 'en', 'text').lines

    assert lines(4, 1.2) == lines(4, 1.6) and len(lines(5, 1.4)) > len(lines(4, 1.4))


def test_measuring_fetches_nothing(ruler, expected_logs):
    assert ruler.flow(
        '<p>Text<img src="file:///etc/passwd" alt=""></p>', '', 60, 4, 1.4, 'en'
    ).lines
    assert any('Failed to load' in record.getMessage() for record in expected_logs)


def test_pages_are_counted_as_the_engine_fills_them(ruler):
    long = ruler.flow(TEXT * 6, CSS, 60, 4, 1.5, 'en', 'text')
    count = len(long.lines)
    assert (long.pages, long.foot) == (1, pytest.approx(6 * count, abs=0.01))
    parted = ruler.flow(TEXT * 6, CSS, 60, 4, 1.5, 'en', 'text', Room(30, 60))
    # a page may end three lines early: no line stands alone, none ends in a hyphen
    least, most = 1 + ceil((6 * count - 30) / 60), 1 + ceil((6 * count - 12) / 42)
    assert least <= parted.pages <= most and 0 < parted.foot <= 60
    style = 'width:60.0000mm;font-size:4.0000mm;line-height:1.5000'
    page = f'<!doctype html><html lang="en"><div class="text" style="{style}">{TEXT * 6}</div>'
    sheet = f'{CSS}@page{{size:9000px 60.01mm;margin:0}}@page:first{{size:9000px 30.01mm}}'
    printed = HTML(string=page).render(
        font_config=font_configuration(), stylesheets=[CSS_(string=f'{sheet}body{{margin:0}}')]
    )
    assert parted.pages == len(printed.pages)
    assert ruler.flow(TEXT, CSS, 60, 4, 1.5, 'en', 'text', Room(900, 900)).pages == 1


NARROW = (
    """<p>%s</p>"""
    * 3
    % tuple(
        word * 4
        for word in (
            'Extraordinarily comprehensive identification infrastructures ',
            'systematically misrepresent characteristics everywhere ',
            'undermining constitutional protections internationally ',
        )
    )
)


def test_blanks_and_capitals_are_those_that_are_printed(ruler):
    upper = Face(WOOD.family, 900, 'text-transform:uppercase')
    one, same, other = ruler.measure(
        [(' a\n b ', upper, 'en'), ('A B', WOOD, 'en'), ('a b', WOOD, 'en')]
    )
    assert one.boxes == same.boxes != other.boxes
    assert ruler.measure([('', WOOD, 'en'), (' \n', WOOD, 'en')])[0].width == 0


def test_columns_that_are_foreseen_are_measured_as_if_alone(monkeypatch):
    css = CSS + '.text p + p{text-indent:1em}'
    columns = [
        Column(html, width, size, 1.4, 'text')
        for html in (NARROW, TEXT, '<p>Short.</p>', '')
        for width, size in ((42, 4), (60, 4), (60, 3.5 * POINT), (90, 5))
    ]
    together, alone = fit.Ruler(), fit.Ruler()
    together.foresee(columns, css, 'en')
    monkeypatch.setattr(together, '_render', lambda *_: pytest.fail('it was foreseen'))
    found = [
        [ruler.flow(c.html, css, c.width, c.size, c.leading, 'en', c.name) for c in columns]
        for ruler in (together, alone)
    ]
    assert found[0] == found[1]
    assert any(line.hyphen for flow in found[0] for line in flow.lines)


def test_a_text_of_many_pages_is_not_laid_out_with_others(monkeypatch):
    ruler = fit.Ruler()
    monkeypatch.setattr(ruler, '_render', lambda *_: pytest.fail('it was laid out'))
    ruler.foresee([Column('<p>word</p>' * 4000, 60, 4, 1.4), Column('<p>a</p>', 9, 4, 1)], '', 'en')
