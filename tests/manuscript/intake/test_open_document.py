"""ODT: styles say what they are through those that they descend from; lists count as they do."""

from __future__ import annotations

import pytest

from fixtures.documents import odt
from letterpress.findings import Rejected
from letterpress.manuscript.intake import files, written

STYLES = (
    '<style:style style:name="Title" style:family="paragraph"/>'
    '<style:style style:name="Quotations" style:family="paragraph"/>'
)
AUTOMATIC = (
    '<style:style style:name="P1" style:parent-style-name="Title"/>'
    '<style:style style:name="P2" style:parent-style-name="Quotations"/>'
    '<style:style style:name="I"><style:text-properties fo:font-style="italic"/></style:style>'
    '<style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="BI" style:parent-style-name="B">'
    '<style:text-properties fo:font-style="italic"/></style:style>'
    '<style:style style:name="S"><style:text-properties '
    'style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="U"><style:text-properties style:text-position="super 58%"/>'
    '</style:style>'
    '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="X" style:parent-style-name="X"/>'
    '<text:list-style style:name="N"><text:list-level-style-number text:level="1" '
    'style:num-format="1"/><text:list-level-style-bullet text:level="2"/></text:list-style>'
    '<text:list-style style:name="N3"><text:list-level-style-number text:level="1" '
    'style:num-format="1" text:start-value="3"/></text:list-style>'
    '<text:list-style style:name="A"><text:list-level-style-number text:level="1" '
    'style:num-format="a"/></text:list-style>'
    '<text:list-style style:name="D"><text:list-level-style-bullet text:level="1"/>'
    '</text:list-style>'
)


def read(body, margins=''):
    return files.read(odt(body, AUTOMATIC, STYLES, margins), 'brief.odt')


def made(body):
    return written.body(read(body))


def said(found):
    return [(one.code, one.message) for one in found.doubts]


def p(text, style=''):
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def items(*texts, style=''):
    entries = ''.join(f'<text:list-item>{text}</text:list-item>' for text in texts)
    return f'<text:list text:style-name="{style}">{entries}</text:list>'


def test_title_headings_quotations_through_automatic_styles():
    found = read(
        p('Open letter', 'P1')
        + p('We ask.')
        + '<text:h text:outline-level="1">Why</text:h>'
        + p('So they said.', 'P2')
        + p('', 'X')
    )
    assert found.title == 'Open letter'
    assert written.body(found) == 'We ask.\n\n## Why\n\n> So they said.\n'
    assert said(found) == []


def test_stress_of_spans_and_of_whole_paragraphs():
    span = '<text:span text:style-name="{}">{}</text:span>'
    assert made(p('We ' + span.format('I', 'ask') + ' ' + span.format('BI', 'now') + '.')) == (
        'We *ask* ***now***.\n'
    )
    assert made(p('all of it', 'B')) == '**all of it**\n'
    assert made(p(span.format('B', 'all') + ' of it', 'B')) == '**all of it**\n'


def test_lists_count_as_they_do():
    assert (
        made(
            items(p('one'), p('two') + items(p('dot'), style='N'), style='N')
            + p('between')
            + items(p('three'), p('four'), style='N3')
            + items(p('dot'), style='D')
        )
        == '1. one\n2. two\n   - dot\n\nbetween\n\n3. three\n4. four\n\n- dot\n'
    )


def test_a_list_goes_on():
    first = items(p('one'), style='N')
    on = items(p('two'), style='N').replace(
        '<text:list ', '<text:list text:continue-numbering="true" '
    )
    assert made(first + p('between') + on) == '1. one\n\nbetween\n\n2. two\n'


def test_letters_before_entries_are_told():
    found = read(items(p('one'), style='A'))
    assert ('LP734', 'that a list counts by a is let go: it counts 1, 2, 3') in said(found)


def test_notes_stand_where_their_sign_stands():
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        '<text:note-body><text:p>The report.</text:p></text:note-body></text:note>'
    )
    assert made(p(f'So it is{note}.')) == 'So it is[^1].\n\n[^1]: The report.\n'


def test_links_figures_blanks():
    link = '<text:a xlink:href="https://www.example.eu/r">the report</text:a>'
    raised = '<text:span text:style-name="U">2</text:span>'
    assert made(p(f'See {link}<text:s text:c="2"/>for 10 m{raised}<text:tab/>of it.')) == (
        'See [the report](https://www.example.eu/r) for 10 m² of it.\n'
    )


def test_a_table():
    def row(*cells):
        inner = ''.join(f'<table:table-cell>{p(cell)}</table:table-cell>' for cell in cells)
        return f'<table:table-row>{inner}</table:table-row>'

    rows = row('Year', 'Cases') + row('2024', '12')
    assert made(p('See.') + f'<table:table>{rows}</table:table>') == (
        'See.\n\n| Year | Cases |\n| --- | --- |\n| 2024 | 12 |\n'
    )


@pytest.mark.parametrize(
    'body, what',
    [
        (p('<text:span text:style-name="S">gone</text:span> here'), 'a stretch of struck words'),
        (p('<text:span text:style-name="H">secret</text:span> here'),
         'words that the document hides (“secret”)'),
        (p('Here <draw:frame><draw:image/></draw:frame>.'), 'a picture'),
        (p('<draw:frame><draw:text-box><text:p>Box.</text:p></draw:text-box></draw:frame>'),
         'a drawing (“Box.”)'),
    ],
)  # fmt: skip
def test_what_a_letter_cannot_hold_is_named_once(body, what):
    ((code, message),) = said(read(p('A.') + body))
    assert (code, message[: len(what)]) == ('LP733', what)


def test_the_footer_of_the_pages_is_named():
    margins = (
        f'<style:master-page><style:footer>{p("Elm Street")}</style:footer></style:master-page>'
    )
    assert said(read(p('A.'), margins)) == [
        ('LP733', 'the footer of the pages (“Elm Street”) is left out')
    ]


CHANGES = (
    '<text:tracked-changes><text:changed-region text:id="c1"><text:{}/></text:changed-region>'
    '</text:tracked-changes>'
)


@pytest.mark.parametrize(
    'body, what',
    [
        (CHANGES.format('insertion') + p('A <text:change-start text:change-id="c1"/>new.'),
         'an insertion is not decided in paragraph 1 (“A new.”)'),
        (CHANGES.format('deletion') + p('A <text:change text:change-id="c1"/>.'),
         'a deletion is not decided in paragraph 1 (“A .”)'),
        (CHANGES.format('format-change') + p('A'),
         'a changed format is not decided in the document'),
        (p('A <office:annotation><text:p>no!</text:p></office:annotation>.'),
         'a comment is not decided in paragraph 1 (“A .”)'),
    ],
)  # fmt: skip
def test_what_is_not_decided_is_refused_with_its_place(body, what):
    with pytest.raises(Rejected) as caught:
        read(body)
    assert [(one.code, one.message) for one in caught.value.findings] == [('LP731', what)]
