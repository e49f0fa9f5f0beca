"""Measures: what layout.yaml names is there for its template, in its language, and nothing else."""

import pytest

from fixtures.type import FlatRuler, english
from letterpress.findings import Rejected
from letterpress.layout import manifest
from letterpress.layout.compose import compose
from letterpress.layout.composition import Options
from letterpress.layout.measures import measures

BASE = b'target: posters\nstem: %s\nsizes:\n  a4: {width: 210, height: 297}\n'
DECLARED = (
    b'measures:\n  text: 120\n  lead: {ltr: 5, rtl: 6.25, el: 5.5}\n'
    b'  body: 11, 10.5\n  notes: 9/5, 8.5/4.5\n  one: 9/5\n'
)


def found(declared=DECLARED, template=b'', **others):
    files = {
        'layouts/a/layout.yaml': BASE % b'a' + declared,
        'layouts/a/page.html': template,
        'layouts/a/style.css': b'',
        **others,
    }
    return (*manifest.discover(files), files)


def test_a_measure_is_a_number_several_or_sizes_on_leads():
    ((layout,), findings, _) = found()
    m = measures(layout.measures, 'en')
    assert not findings and (m['text'], m['lead'], m['body']) == (120, 5, (11, 10.5))
    assert (m['notes'], m['one']) == (((9, 5), (8.5, 4.5)), ((9, 5),))


@pytest.mark.parametrize('language, lead', [('en', 5), ('el', 5.5), ('ar', 6.25), ('el-CY', 5.5)])
def test_a_measure_is_that_of_the_language_before_that_of_its_direction(language, lead):
    ((layout,), _, _) = found()
    assert measures(layout.measures, language)['lead'] == lead


def test_measures_grow_with_the_sheet():
    ((layout,), _, _) = found()
    m = measures(layout.measures, 'en').on(420, 210)
    assert (m['text'], m['body'], m['one']) == (240, (22, 21), ((18, 10),))


@pytest.mark.parametrize(
    'line, code, column',
    [
        (b'text: 12mm', 'LP130', 9),
        (b'body: 5, 8/4', 'LP130', 9),
        (b'body: 5,', 'LP130', 9),
        (b'lead: {ltr: 5}', 'LP122', 9),
        (b'lead: {ltr: 5, rtl: wide}', 'LP130', 23),
        (b'Text: 5', 'LP134', 3),
        (b'text: [5]', 'LP123', 9),
    ],
)
def test_what_is_no_measure_is_found_at_its_place(line, code, column):
    layouts, (finding,), _ = found(b'measures:\n  ' + line + b'\n')
    assert not layouts and (finding.code, finding.place.line, finding.place.column) == (
        code,
        6,
        column,
    )


def test_a_layout_has_the_measures_of_the_one_it_builds_on():
    own = BASE % b'b' + b'builds_on: a\nmeasures:\n  text: 90\n'
    layouts, _, _ = found(
        **{
            'layouts/b/layout.yaml': own,
            'layouts/b/page.html': b'',
            'layouts/b/style.css': b'',
        }
    )
    m = measures(layouts[1].measures, 'en')
    assert (m['text'], m['lead']) == (90, 5)


def test_a_measure_that_is_not_there_is_the_templates_mistake():
    page = b'<title>A title</title>\n{{ measures.text }}\n{{ measures.txet }}'
    ((layout,), _, files) = found(template=page)
    with pytest.raises(Rejected) as caught:
        compose(english(), layout, layout.sizes[0], FlatRuler(), Options(), files)
    (finding,) = caught.value.findings
    assert (finding.code, finding.place.line) == ('LP320', 3)
    assert 'did you mean text?' in finding.message
