"""Lines that are remembered make the same document as those found anew."""

from types import SimpleNamespace

import pytest
import weasyprint.css
from weasyprint import CSS, HTML
from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.layout import inline, preferred
from weasyprint.text import line_break

from letterpress.press import engine
from letterpress.press.reaches.boxes import descend
from letterpress.press.reaches.lines import remembered_lines

TEXT = (
    '<p>Extraordinarily comprehensive identification <em>infrastructures</em> systematically '
    'misrepresent the characteristics of <strong lang="de">Datenschutzbeauftragten</strong>, '
    'everywhere and unquestionably.</p>'
    * 3
    + '<ul><li>a list</li><li dir="rtl" lang="ar">كلنا مشتبه بهم بالنسبة إلى الآلة</li></ul>'
)
STYLE = (
    '@page{size:90mm 120mm;margin:8mm;@bottom-center{content:counter(page) "/" counter(pages)}}'
    'body{--ink:#222;color:var(--ink);font-family:"LP Book","LP Naskh"}'
    'p{hyphens:auto;text-align:justify}.c{columns:2;column-gap:4mm}'
)
PAGE = (
    f'<!doctype html><html lang="en"><title>t</title><style>{STYLE}</style>'
    f'<div class="c">{TEXT}</div>{TEXT}</html>'
)


def printed():
    document = HTML(string=PAGE).render(font_config=engine.font_configuration())
    return document.write_pdf(pdf_tags=True, pdf_identifier=b'same')


def test_a_document_is_the_same_whether_its_lines_are_remembered_or_not(monkeypatch):
    remembered_lines._known.clear()
    first, again = printed(), printed()
    monkeypatch.setattr(inline, 'split_first_line', line_break.split_first_line)
    monkeypatch.setattr(preferred, 'split_first_line', line_break.split_first_line)
    monkeypatch.setattr(weasyprint.css, 'CSS', CSS)
    assert first == again == printed()


def test_the_second_time_no_line_is_broken_anew(monkeypatch):
    printed()
    monkeypatch.setattr(remembered_lines, '_split', lambda *_: 1 / 0)
    printed()


def test_all_properties_that_a_line_depends_on_are_in_the_key(monkeypatch):
    read = set()

    class Noting:
        """A style that notes what is asked of it."""

        def __init__(self, style):
            self._style = style

        def __getitem__(self, name):
            read.add(name)
            return self._style[name]

        def __getattr__(self, name):
            return getattr(self._style, name)

    monkeypatch.setattr(
        remembered_lines,
        '_split',
        lambda text, style, *rest: line_break.split_first_line(text, Noting(style), *rest),
    )
    remembered_lines._known.clear()
    printed()
    assert (
        {'font_family', 'hyphens', 'hyphenate_limit_chars', 'direction'}
        <= read
        <= set(remembered_lines.STYLE)
    )


ASKED = ('extraordinarily long', 0, 0, True, False)  # as split_first_line is asked
OTHERWISE = {
    'text': ('long extraordinarily', 0, 0, True, False),
    'max_width': ('extraordinarily long', 60, 0, True, False),
    'is_line_start': ('extraordinarily long', 0, 0, False, False),
    'minimum': ('extraordinarily long', 0, 0, True, True),
    'justification_spacing': ('extraordinarily long', 400, 9, True, False),
}


@pytest.mark.parametrize('other', OTHERWISE)
def test_two_questions_that_differ_in_one_thing_have_answers_of_their_own(other):
    """A word may be broken to fit its line, and not to find how narrow it may be (minimum)."""
    html = HTML(string='<html lang="en"><p style="overflow-wrap:break-word">x</p>')
    page = html.render(font_config=engine.font_configuration()).pages[0]._page_box
    style = next(box.style for box in descend(page) if isinstance(box, TextBox))
    context = SimpleNamespace(dictionaries={})

    def answer(split, text, *rest):
        layout, *numbers = split(text, style, context, *rest)
        return layout.justification_spacing, layout.text, *numbers

    remembered_lines._known.clear()
    questions = (ASKED, OTHERWISE[other])
    anew = [answer(line_break.split_first_line, *question) for question in questions]
    assert anew[0] != anew[1], 'a question that is no other one'
    assert [answer(remembered_lines.split, *question) for question in questions] == anew


def test_no_more_lines_are_remembered_than_a_few_thousand(monkeypatch):
    monkeypatch.setattr(remembered_lines, 'MOST', 5)
    remembered_lines._known.clear()
    printed()
    assert 0 < len(remembered_lines._known) <= 5
