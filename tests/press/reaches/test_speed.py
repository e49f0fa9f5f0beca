"""What is hastened is not changed: without any one of the speed-ups a document has the same bytes.

The quick import is switched off in processes of its own (test_quick_import).
"""

from __future__ import annotations

import json
from contextlib import nullcontext

import pyphen
import pytest
import weasyprint.css
from weasyprint import CSS
from weasyprint.layout import inline, preferred

from fixtures.type import english, house_files
from letterpress.layout import manifest
from letterpress.layout.compose import Options, compose
from letterpress.layout.type import total_fit
from letterpress.press import engine, growing, ruler
from letterpress.press.reaches.lines import (
    answers,
    chosen_lines,
    paragraphs,
    patterns,
    remembered_lines,
    widths,
)

FILES = house_files()
(RELEASE,) = (one for one in manifest.discover(FILES)[0] if one.name == 'press-release')


def lines_anew(monkeypatch):
    def split(*asked, **named):
        remembered_lines._known.clear()
        return remembered_lines.split(*asked, **named)

    monkeypatch.setattr(inline, 'split_first_line', split)
    monkeypatch.setattr(preferred, 'split_first_line', split)


def stylesheets_anew(monkeypatch):
    monkeypatch.setattr(weasyprint.css, 'CSS', CSS)


def dictionaries_at_once(monkeypatch):
    monkeypatch.setattr(pyphen, 'HyphDict', patterns.Patterns.__mro__[1])
    nothing_known_of_an_earlier_build(monkeypatch)
    patterns.syllables.cache_clear()
    monkeypatch.setattr(pyphen, 'hdcache', {})


def stylesheets_of_the_ruler_anew(monkeypatch):
    ordinary = ruler.Ruler._render

    def render(self, html, css, *sheet):
        self._sheets.clear()
        return ordinary(self, html, css, *sheet)

    monkeypatch.setattr(ruler.Ruler, '_render', render)


def each_text_laid_out(monkeypatch):
    """As the first of a face is, and no other asked of Pango with its box."""
    ordinary = ruler.Ruler._measure

    def measure(self, items):
        found = []
        for item in items:
            self._sorts.clear()
            found += ordinary(self, [item])
        return found

    monkeypatch.setattr(ruler.Ruler, '_measure', measure)


def each_choice_anew(monkeypatch):
    """Of the widths of texts, the syllables of words, and the lines of paragraphs."""
    monkeypatch.setattr(chosen_lines, 'MOST', 0)
    monkeypatch.setattr(widths, 'MOST', 0)
    nothing_known_of_an_earlier_build(monkeypatch)


def nothing_known_of_an_earlier_build(monkeypatch):
    """Of words and paragraphs."""
    answers.forget()
    chosen_lines._remembered.clear()
    monkeypatch.setattr(answers, 'of', lambda _, find: json.loads(json.dumps(find())))


def each_column_alone(monkeypatch):
    monkeypatch.setattr(ruler.Ruler, 'foresee', lambda *_: None)


def lines_set_to_be_measured(monkeypatch):
    monkeypatch.setattr(paragraphs, 'level_lines', lambda *_: False)


def margin_boxes_made(monkeypatch):
    monkeypatch.setattr(ruler, '_no_margin_boxes', nullcontext)


def nothing_remembered_by_the_ruler(monkeypatch):
    measure, flow = ruler.Ruler.measure, ruler.Ruler.flow

    def forgetting(way):
        def asked(self, *arguments, **named):
            self._memo.clear()
            self._inks.clear()
            return way(self, *arguments, **named)

        return asked

    monkeypatch.setattr(ruler.Ruler, 'measure', forgetting(measure))
    monkeypatch.setattr(ruler.Ruler, 'flow', forgetting(flow))


WITHOUT = (
    lines_anew,
    stylesheets_anew,
    dictionaries_at_once,
    stylesheets_of_the_ruler_anew,
    each_text_laid_out,
    each_choice_anew,
    nothing_known_of_an_earlier_build,
    each_column_alone,
    lines_set_to_be_measured,
    margin_boxes_made,
    nothing_remembered_by_the_ruler,
)


def printed(measure):
    remembered_lines._known.clear()
    composition = compose(english(), RELEASE, RELEASE.sizes[0], measure, Options(), FILES)
    proof, _ = engine.make(composition, FILES)
    return proof.pdf


@pytest.fixture(scope='module')
def ordinary():
    measure = ruler.Ruler()
    return printed(measure), measure.dump()


@pytest.mark.parametrize('without', WITHOUT, ids=lambda way: way.__name__)
def test_without_it_the_bytes_are_the_same(without, ordinary, monkeypatch):
    without(monkeypatch)
    assert printed(ruler.Ruler()) == ordinary[0]


def test_what_an_earlier_ruler_measured_gives_the_same_bytes(ordinary, monkeypatch):
    pdf, answers = ordinary
    monkeypatch.setattr(ruler.Ruler, '_measure', lambda self, items: [1 / 0 for _ in items])
    monkeypatch.setattr(ruler.Ruler, '_flows', lambda *_: 1 / 0)
    assert printed(ruler.Ruler(answers)) == pdf


def test_what_an_earlier_build_found_out_of_words_and_paragraphs_gives_the_same_bytes(
    ordinary, monkeypatch
):
    pdf, known = ordinary
    lines = {name: said for name, said in known.items() if name.startswith(answers.BEGINS)}
    assert {name.split()[0] for name in lines} == {'word', 'ends'}
    answers.forget()
    chosen_lines._remembered.clear()
    patterns.syllables.cache_clear()
    monkeypatch.setattr(patterns, '_broken', lambda word, *_: pytest.fail(word))
    many = chosen_lines.MANY

    def chosen(way):
        def ends(places, *more):
            assert len(places.ends) < many, 'chosen anew'
            return way(places, *more)

        return ends

    for name in ('justified', 'ragged', 'parted'):
        monkeypatch.setattr(total_fit, name, chosen(getattr(total_fit, name)))
    # a ruler that knows nothing of what it measured: the engine breaks all of it again
    monkeypatch.setattr(growing, 'read', lambda *_: None)
    assert printed(ruler.Ruler(lines)) == pdf
