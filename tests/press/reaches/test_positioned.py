"""Placed boxes are whole on their page, notes stay with their lines: ours and the engine's own."""

from __future__ import annotations

import re
from typing import Any

import pytest
import weasyprint.layout
from weasyprint import HTML
from weasyprint.formatting_structure import boxes
from weasyprint.layout import LayoutContext, absolute, block

from letterpress.press import engine
from letterpress.press.reaches import positioned
from letterpress.press.reaches.boxes import descend

LINE = 5  # mm
STYLE = (
    '@page{size:60mm 60mm;margin:5mm;@footnote{margin-top:2mm;padding-top:1mm;'
    'border-top:.25mm solid}}'
    'body{margin:0;font:10pt/5mm "LP Book"}p{margin:0;orphans:2;widows:2}'
    '.fn{float:footnote;footnote-policy:line}.fn::footnote-call,.fn::footnote-marker{content:none}'
    '.column{position:relative}.placed{position:absolute;top:0;left:25mm}'
)


@pytest.fixture(params=['ours', 'the engine’s'])
def whose(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Lay out with our part of the engine, and with the engine's own."""
    engine.font_configuration()  # which puts ours in
    if request.param == 'the engine’s':
        monkeypatch.setattr(absolute, 'absolute_box_layout', positioned._lay_out)
        monkeypatch.setattr(weasyprint.layout, 'make_all_pages', positioned._all_pages)
        for name, own in {
            '_update_footnote_area': positioned._ordinary,
            'layout_footnote': positioned._lay_note,
            'unlayout_footnote': positioned._take_note_back,
            'report_footnote': positioned._send_note_on,
        }.items():
            monkeypatch.setattr(LayoutContext, name, own)
    return str(request.param)


def pages(body: str) -> list[str]:
    """Return the words of each page, as its boxes have them."""
    page = f'<!doctype html><html lang="en"><style>{STYLE}</style>{body}</html>'
    document = HTML(string=page).render(font_config=engine.font_configuration())
    return [
        ' '.join(box.text for box in descend(made._page_box) if isinstance(box, boxes.TextBox))
        for made in document.pages
    ]


def test_a_placed_box_is_never_continued_on_another_page(whose: str) -> None:
    """Its page has room for ten lines, and it has twelve: they run over the page's foot."""
    names = ''.join(f'<div>name{n}</div>' for n in range(12))
    made = pages(f'<div class="column"><div>flow</div><div class="placed">{names}</div></div>')
    whole = [f'name{n}' for n in range(12)]
    if whose == 'ours':
        assert len(made) == 1 and re.findall(r'name\d+', made[0]) == whole
    else:
        assert re.findall(r'name\d+', made[0]) != whole, 'the engine has mended it: take ours out'


def test_a_placed_box_in_the_flow_of_pages_stands_where_its_place_is() -> None:
    engine.font_configuration()
    flow = ''.join(f'<p>line{n}</p>' for n in range(14))
    made = pages(f'{flow}<div class="column"><div>last</div><div class="placed">beside</div></div>')
    assert len(made) == 2 and 'beside' in made[1] and 'last' in made[1]


# ---- notes ---------------------------------------------------------------------------------------


def noted(number: int, length: int = 1) -> str:
    """Return a reference and its note of so many lines."""
    text = '<br>'.join(f'note{number}' for _ in range(length))
    return f'<span class="fn">{text}</span>ref{number}'


def standing(made: list[str], what: str) -> dict[str, list[int]]:
    """Return the pages on which each reference, or note, stands."""
    found: dict[str, list[int]] = {}
    for page, text in enumerate(made):
        for number in re.findall(rf'{what}(\d+)', text):
            if page not in found.setdefault(number, []):
                found[number].append(page)
    return found


@pytest.mark.parametrize('before', range(12))
@pytest.mark.parametrize('length', [1, 3])
def test_every_note_stands_on_the_page_of_its_reference_and_once(before: int, length: int) -> None:
    engine.font_configuration()
    filler = ''.join(f'<p>line{n}</p>' for n in range(before))
    body = f'<p>first {noted(1, length)}<br>second<br>third {noted(2)}<br>fourth<br>fifth</p>'
    made = pages(filler + body)
    assert standing(made, 'ref') == standing(made, 'note')
    assert sum(text.count('note1') for text in made) == length
    assert [f'line{n}' in ' '.join(made) for n in range(before)] == [True] * before


def test_a_line_that_goes_on_for_a_widows_sake_takes_no_other_lines_note_along(whose: str) -> None:
    """Ten lines fit, seven stand there, and four come of which the first refers to a note."""
    filler = ''.join(f'<p>line{n}</p>' for n in range(7))
    made = pages(f'{filler}<p>tail0 {noted(1)}<br>tail1<br>tail2<br>tail3</p>')
    if whose == 'ours':
        assert standing(made, 'note') == standing(made, 'ref') == {'1': [1]}
    else:
        found = standing(made, 'note'), standing(made, 'ref')
        assert found == ({'1': [1]}, {'1': [0]}), 'the engine has mended it: take ours out'


def test_where_pages_are_laid_out_again_notes_that_went_on_are_not_forgotten() -> None:
    """The number of a later page is printed on the first: pages are laid out more than once."""
    engine.font_configuration()
    style = '<style>.at::before{content:target-counter("#end",page)}</style>'
    filler = ''.join(f'<p>line{n}</p>' for n in range(8))
    long = '<br>'.join(f'note1 part{n}' for n in range(14))
    body = f'<p>see <span class="at"></span></p>{filler}<p>{noted(2)}</p>'
    note = f'<p>x <span class="fn" style="footnote-policy:auto">{long}</span>ref1</p>'
    made = pages(f'{style}{body}{note}<p id="end" style="break-before:page">end</p>')
    said = ' '.join(made)
    assert [said.count(f'part{n} ') + said.endswith(f'part{n}') for n in range(14)] == [1] * 14
    assert str(len(made)) in made[0]


def test_all_of_it_is_put_in_once() -> None:
    """What the module replaced is the engine's own, not ours again."""
    own: dict[str, Any] = {
        'absolute_box_layout': positioned._lay_out,
        'make_all_pages': positioned._all_pages,
        '_update_footnote_area': positioned._ordinary,
        'layout_footnote': positioned._lay_note,
        'unlayout_footnote': positioned._take_note_back,
        'report_footnote': positioned._send_note_on,
    }
    for name, function in own.items():
        assert function.__name__ == name and function.__module__.startswith('weasyprint.')
    assert absolute.absolute_box_layout is positioned.lay_out
    assert LayoutContext.layout_footnote is positioned.lay_note
    assert block.iter_line_boxes.__module__.startswith('letterpress.')
