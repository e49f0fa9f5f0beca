"""References to pages: whatever a composition foretells, the right number is printed."""

import io

import pytest
from pypdf import PdfReader
from weasyprint import HTML

from fixtures.compositions import letter
from letterpress.press import engine, references
from letterpress.press.records import Sources

TWO = 'h1{break-before:page} '


def made(body, css=TWO):
    """Return the text of the first page, and the codes of all findings."""
    proof, found = engine.make(letter(body, css))
    return ' '.join(PdfReader(io.BytesIO(proof.pdf)).pages[0].extract_text().split()), [
        one.code for one in found
    ]


@pytest.mark.parametrize('foretold', ['2', '1', '7', '10', ''])
def test_the_number_is_that_of_the_page_whatever_was_foretold(foretold):
    body = f'<p>See page <b data-page-of="end">{foretold}</b>.</p><h1 id="end">The end</h1>'
    assert made(body) == ('See page 2. 1 / 2', [])


def test_a_number_is_put_right_in_the_digits_it_is_written_in():
    body = '<p lang="ar">ص <b data-page-of="end">٧</b></p><h1 id="end">The end</h1>'
    printed, found = made(body)
    assert '٢' in printed and '٧' not in printed and found == []


def test_a_number_that_is_foretold_rightly_costs_no_second_layout(monkeypatch):
    layouts = []
    ordinary = references._first_pages
    monkeypatch.setattr(
        references, '_first_pages', lambda document: layouts.append(1) or ordinary(document)
    )
    made('<p>See page <b data-page-of="end">2</b>.</p><h1 id="end">The end</h1>')
    assert len(layouts) == 1
    made('<p>See page <b data-page-of="end">3</b>.</p><h1 id="end">The end</h1>')
    assert len(layouts) == 3


def test_what_is_referred_to_and_is_not_there_is_said():
    assert made('<p>See page <b data-page-of="nowhere">2</b>.</p>')[1] == ['LP410']


def test_a_number_that_moves_what_it_names_is_said():
    layouts = []

    class Page:
        def __init__(self, *anchors):
            self.anchors = dict.fromkeys(anchors, ())

    class Document:
        def __init__(self, pages):
            self.pages = pages

    def lay_out():
        layouts.append(Document([Page()] * (len(layouts) % 2 + 1) + [Page('end')]))
        return layouts[-1]

    html = HTML(string='<p><b data-page-of="end">1</b></p>')
    _, found = references.settled(html, lay_out, Sources('card', None))
    assert [one.code for one in found] == ['LP419'] and len(layouts) == references.ROUNDS
