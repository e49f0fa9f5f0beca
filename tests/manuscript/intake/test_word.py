"""DOCX: every word comes in, in its form, or is named."""

from __future__ import annotations

import pytest

from fixtures.documents import docx, paragraph, run, zipped
from letterpress.findings import Rejected
from letterpress.manuscript.intake import draft, files, written


def read(*body, **more):
    return files.read(docx(*body, **more), 'brief.docx')


def body(*parts, **more):
    return written.body(read(*parts, **more))


def said(found):
    return [(one.code, one.message) for one in found.doubts]


def refused(data):
    with pytest.raises(Rejected) as caught:
        files.read(data, 'brief.docx')
    return [(one.code, one.message) for one in caught.value.findings]


NOTE = '<w:r><w:footnoteReference w:id="{}"/></w:r>'


def test_title_paragraphs_headings_quotations():
    found = read(
        paragraph('Open letter', 'Titel'),
        paragraph('We ask.'),
        paragraph('Why', 'berschrift1'),
        paragraph(''),
        paragraph('So they said.', 'Zitat'),
    )
    assert found.title == 'Open letter'
    assert written.body(found) == 'We ask.\n\n## Why\n\n> So they said.\n'
    assert said(found) == []


def test_a_heading_before_all_else_is_the_title_a_later_one_is_not():
    assert read(paragraph('A', 'berschrift1'), paragraph('B')).title == 'A'
    assert read(paragraph('B'), paragraph('A', 'berschrift1')).title == ''


def test_stress_is_kept_and_blanks_go_outside_of_it():
    made = body(
        paragraph(run('We ') + run('ask ', '<w:i/>') + run('now', '<w:b/>') + run('.')),
        paragraph(run('all', '<w:b/><w:i/>') + run(' ', '<w:b/>') + run('of it')),
    )
    assert made == 'We *ask* **now**.\n\n***all*** of it\n'


def test_stress_within_a_word_is_no_stars_in_print():
    assert body(paragraph(run('un') + run('fair', '<w:i/>') + run('ness'))) == 'unfairness\n'


def test_signs_that_stand_for_themselves_are_escaped():
    made = body(paragraph('Bürger*innen [1] a_b &lt;x&gt; \\ `y` ~~z~~ ^2 ![p] &amp;amp;'))
    assert made == (
        'Bürger*innen \\[1\\] a_b \\<x> \\\\ \\`y\\` \\~\\~z\\~\\~ \\^2 !\\[p\\] \\&amp;\n'
    )


@pytest.mark.parametrize(
    'typed, made',
    [
        ('2024. was a year', '2024\\. was a year'),
        ('# no heading', '\\# no heading'),
        ('- no entry', '\\- no entry'),
        ('+ no entry', '\\+ no entry'),
        ('&gt; no quotation', '\\> no quotation'),
        ('• no entry', '\\• no entry'),
        ('– no entry', '\\– no entry'),
        ('a) no entry', 'a\\) no entry'),
        ('| no table', '\\| no table'),
    ],
)
def test_a_paragraph_stays_one_whatever_it_begins_with(typed, made):
    assert body(paragraph(typed)) == f'{made}\n'


def test_lists_count_on_after_a_paragraph():
    made = body(
        paragraph('one', number=(2, 0)),
        paragraph('two', number=(2, 0)),
        paragraph('dot', number=(2, 1)),
        paragraph('between'),
        paragraph('three', number=(2, 0)),
        paragraph('other', number=(1, 0)),
        paragraph('five', number=(4, 0)),
    )
    assert made == '1. one\n2. two\n   - dot\n\nbetween\n\n3. three\n\n- other\n\n5. five\n'


def test_letters_before_entries_are_told():
    found = read(paragraph('one', number=(3, 0)), paragraph('two', number=(3, 0)))
    assert written.body(found) == '1. one\n2. two\n'
    assert said(found) == [
        ('LP734', 'that a list counts by lowerLetter is let go: it counts 1, 2, 3')
    ]


def test_notes_are_numbered_as_their_signs_come():
    made = body(
        paragraph(run('So it is') + NOTE.format(7) + run('.') + NOTE.format(2)),
        notes={2: 'The second.', 7: 'The first.'},
    )
    assert made == 'So it is[^1].[^2]\n\n[^1]: The first.\n\n[^2]: The second.\n'


def test_links():
    link = '<w:hyperlink r:id="web">{}</w:hyperlink>'
    assert body(paragraph(run('See ') + link.format(run('the report')) + run('.'))) == (
        'See [the report](https://www.example.eu/a%28b%29).\n'
    )


def test_a_table_of_four_columns_and_one_of_five():
    def table(*rows):
        cells = ''.join(
            '<w:tr>' + ''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row) + '</w:tr>'
            for row in rows
        )
        return f'<w:tbl>{cells}</w:tbl>'

    made = body(paragraph('See.'), table(('Year', 'Cases | all'), ('2024', '12')))
    assert made == 'See.\n\n| Year | Cases \\| all |\n| --- | --- |\n| 2024 | 12 |\n'
    found = read(paragraph('See.'), table('abcde', 'fghij'))
    assert [code for code, _ in said(found)] == ['LP733']
    assert 'it has 5 columns' in said(found)[0][1]


@pytest.mark.parametrize(
    'content, what',
    [
        (f'<w:ins w:id="1" w:author="x">{run("new words")}</w:ins>', 'an insertion “new words”'),
        (
            '<w:del w:id="1"><w:r><w:delText>old words</w:delText></w:r></w:del>',
            'a deletion “old words”',
        ),
        ('<w:moveTo w:id="1">' + run('moved') + '</w:moveTo>', 'a move “moved”'),
        ('<w:r><w:rPr><w:rPrChange w:id="1"/></w:rPr><w:t>x</w:t></w:r>', 'a changed format'),
        ('<w:r><w:commentReference w:id="1"/></w:r>', 'a comment'),
    ],
)
def test_what_is_not_decided_is_refused_with_its_place(content, what):
    found = refused(docx(paragraph('First.'), paragraph(run('Here: ') + content)))
    assert [code for code, _ in found] == ['LP731']
    assert found[0][1].startswith(f'{what} is not decided in paragraph 2 (“Here:')


def test_a_deleted_paragraph_mark_is_a_change_too():
    mark = '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>One.</w:t></w:r></w:p>'
    assert refused(docx(mark)) == [('LP731', 'a deletion is not decided in paragraph 1 (“One.”)')]


@pytest.mark.parametrize(
    'content, code, what',
    [
        ('<m:oMath><m:r><m:t>x+y</m:t></m:r></m:oMath>', 'LP733', 'an equation (“x+y”)'),
        (run('gone', '<w:strike/>'), 'LP733', 'a stretch of struck words (“gone”) is left out'),
        (run('secret', '<w:vanish/>'), 'LP733', 'words that the document hides (“secret”)'),
        (run('under', '<w:u w:val="single"/>'), 'LP734', 'that words are underlined (“under”'),
        (run('small', '<w:smallCaps/>'), 'LP734', 'that words are set in capitals (“small”'),
        ('<w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>', 'LP734', 'a forced line break'),
    ],
)
def test_what_a_letter_cannot_hold_is_named(content, code, what):
    found = said(read(paragraph('A.'), paragraph(run('B ') + content)))
    assert [(one, text[: len(what)]) for one, text in found] == [(code, what)]


def test_words_that_are_shown_after_all_are_no_doubt():
    assert said(read(paragraph(run('shown', '<w:vanish w:val="0"/>')))) == []


def test_the_header_of_the_pages_is_named():
    assert said(read(paragraph('A.'), header='Elm Street Choir')) == [
        ('LP733', 'the header of the pages (“Elm Street Choir”) is left out')
    ]


def test_figures_above_the_line_become_signs_words_do_not():
    form = '<w:vertAlign w:val="superscript"/>'
    found = read(paragraph(run('10 m') + run('2', form) + run(' and 1') + run('er', form)))
    assert written.body(found) == '10 m² and 1er\n'
    assert [code for code, _ in said(found)] == ['LP734']


def test_soft_hyphens_tabs_and_odd_blanks_do_not_come_in():
    made = body(paragraph('<w:r><w:t>Dampf\u00adschiff</w:t><w:tab/><w:t>fahrt  x</w:t></w:r>'))
    assert made == 'Dampfschiff fahrt x\n'


def test_words_that_no_paragraph_holds_are_named():
    hidden = '<w:p><w:r><w:foreign><w:t>Lost words of it.</w:t></w:foreign></w:r></w:p>'
    found = read(paragraph('A.'), hidden)
    told = [text for code, text in said(found) if code == 'LP733']
    assert any('Lost words of it.' in text for text in told) or 'Lost words' in written.body(found)


@pytest.mark.parametrize(
    'data, why',
    [
        (b'PK\x03\x04', 'its ZIP is damaged'),
        (zipped({'a.txt': 'x'}), 'a ZIP that holds no document'),
        (zipped({'word/document.xml': '<w:document'}), 'word/document.xml in it is damaged'),
        (
            zipped({'word/document.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            'declares entities',
        ),
        (zipped({'mimetype': 'application/vnd.oasis.opendocument.text'}), 'it holds no text'),
    ],
)
def test_what_is_no_document_is_refused(data, why):
    found = refused(data)
    assert [code for code, _ in found] == ['LP730']
    assert why in found[0][1]


def test_a_part_larger_than_any_letter_is_not_unpacked(monkeypatch):
    from letterpress.manuscript.intake import package

    monkeypatch.setattr(package, 'PART', 1000)
    bomb = zipped({'word/document.xml': ' ' * 100_000})
    assert 'larger than any letter' in refused(bomb)[0][1]


def test_the_outline_of_words_is_whole():
    found = read(
        paragraph('One.'), paragraph('two', number=(1, 0)), paragraph('tree', number=(1, 1))
    )
    assert list(draft.lost(found, ['One.', 'two', 'tree'])) == []
    assert list(draft.lost(found, ['One.', 'two'])) == ['tree']
