"""The engine sets the lines that were chosen: all the text, in its order, with its pages."""

import pytest
from weasyprint import HTML
from weasyprint.formatting_structure import boxes

from fixtures.compositions import letter
from letterpress.press import engine
from letterpress.press.reaches.boxes import descend
from letterpress.press.reaches.lines import chosen_lines, hyphenation, widths

WORDS = (
    'Extraordinarily comprehensive identification infrastructures systematically misrepresent '
    'individual characteristics, undermining fundamental constitutional protections and '
    'international humanitarian responsibilities everywhere, and unquestionably so.'
)
STYLED = (
    'A <em>paragraph with several</em> <strong>styles, <em>inside each</em> other</strong>, and '
    '<a href="https://example.org/">links</a>; words of <span lang="de">Datenschutzbeauftragten'
    '</span> and of <span dir="rtl" lang="ar">كلنا مشتبه بهم</span> too, “quoted”, with '
    'numbers 1 000 000 and state-of-the-art compounds. '
)
PAGE = (
    '@page{size:%dmm 100mm;margin:5mm;@bottom-center{content:none}}'
    'p{hyphens:auto;text-align:justify;margin:0;orphans:2;widows:2;line-height:5mm;'
    'overflow-wrap:break-word}p+p{text-indent:5mm}em,strong,span{line-height:0}'
)


def laid_out(body, width=60, css=''):
    html = HTML(string=letter(body, PAGE % width + css).html)
    return html.render(font_config=engine.font_configuration())


def lines(page):
    return [
        box
        for box in descend(page._page_box)
        if isinstance(box, boxes.LineBox) and box.element_tag == 'p'
    ]


def texts(line):
    return [box for box in descend(line) if isinstance(box, boxes.TextBox)]


def said(document):
    """Return all letters in order, without blanks and added hyphens."""
    found = (
        box.text.removesuffix(hyphenation.inserted_hyphen(box))
        for page in document.pages
        for line in lines(page)
        for box in texts(line)
    )
    return ''.join(''.join(found).split())


def plain(markup):
    import re

    return ''.join(re.sub('<[^>]+>', '', markup).split())


@pytest.mark.parametrize('width', [40, 47, 55, 60, 72, 90, 120])
@pytest.mark.parametrize('text', [WORDS, STYLED, STYLED + WORDS], ids=['words', 'styled', 'both'])
def test_nothing_is_lost_and_nothing_stands_outside_at_any_measure(text, width):
    body = f'<p>{text}</p>' * 3
    document = laid_out(body, width)
    assert said(document) == plain(text) * 3
    for page in document.pages:
        for line in lines(page):
            right = max(box.position_x + box.width for box in texts(line))
            assert right <= page._page_box.content_box_x() + page._page_box.width + 0.1


def test_pages_end_in_no_hyphen_and_ladders_are_short():
    document = laid_out(f'<p>{WORDS}</p>' * 9, 85, '@page{size:85mm 43mm}')
    assert len(document.pages) > 2
    for page in document.pages:
        rows = [hyphenation.ends_in_hyphen(line) for line in lines(page)]
        assert not rows[-1]
        assert '---' not in ''.join('-' if row else '.' for row in rows)


def test_no_page_begins_or_ends_with_a_single_line_of_a_paragraph():
    document = laid_out(f'<p>{WORDS}</p>' * 9, 60, '@page{size:60mm 68mm}')
    for page in document.pages:
        counts = [
            sum(isinstance(child, boxes.LineBox) for child in box.children)
            for box in descend(page._page_box)
            if box.element_tag == 'p' and isinstance(box, boxes.BlockContainerBox)
        ]
        assert min(counts) >= 2


def test_a_line_is_as_long_as_the_measure():
    document = laid_out(f'<p>{WORDS}</p>', 60)
    found = lines(document.pages[0])
    assert len(found) > 3
    for line in [line for line in found[:-1] if ' ' in texts(line)[0].text.strip()]:
        assert line.width == pytest.approx(50 * 96 / 25.4, abs=0.05)


def test_a_box_before_the_first_word_takes_its_room():
    css = 'p::before{content:"";display:inline-block;width:15mm}'
    found = lines(laid_out(f'<p>{WORDS}</p>', 60, css).pages[0])
    spread = [max(box.justification_spacing for box in texts(line)) for line in found[:-1]]
    narrowed = [min(box.justification_spacing for box in texts(line)) for line in found[:-1]]
    blank = widths.of(' ', texts(found[0])[0].style)[-1]
    assert min(narrowed) >= -0.26 * blank and max(spread) < 12 * blank


def test_an_address_gains_no_hyphen_and_stays_in_its_column():
    address = 'https://example.org/administration/extraordinarily/V7g0k-D8yQ2/identification'
    document = laid_out(f'<p>See {address} or write to administration@identification.example.</p>')
    rows = [''.join(box.text for box in texts(line)) for line in lines(document.pages[0])]
    assert not any(hyphenation.ends_in_hyphen(line) for line in lines(document.pages[0])), rows
    assert not any(row.endswith('-') for row in rows), rows


def test_a_number_without_end_is_broken_at_the_measure():
    document = laid_out(f'<p>The file has the number {"1234567890" * 12} and more.</p>')
    assert said(document).endswith('andmore.')
    for line in lines(document.pages[0]):
        assert line.width <= 50 * 96 / 25.4 + 0.1


@pytest.mark.parametrize(
    'body',
    [
        '<p><span style="float:left">A</span> ' + WORDS + '</p>',
        '<p>one<br>two ' + WORDS + '</p>',
        '<p style="white-space:pre-wrap">one\n two ' + WORDS + '</p>',
        '<p><img src="" alt="x"> ' + WORDS + '</p>',
    ],
    ids=['float', 'break', 'pre', 'picture'],
)
def test_what_is_placed_by_other_rules_is_left_to_the_engine(body, expected_logs):
    assert said(laid_out(body)).endswith('unquestionablyso.')


def test_three_letters_in_and_three_out():
    style = 'p{hyphenate-limit-chars:6 3 3}'
    document = laid_out(
        '<p>' + 'identification of communities and administrations ' * 12 + '</p>', 40, style
    )
    parts = [
        (row[-1].text.split()[-1].rstrip('\u2010'), after[0].text.split()[0])
        for page in document.pages
        for row, after in zip(map(texts, lines(page)), map(texts, lines(page)[1:]), strict=False)
        if hyphenation.inserted_hyphen(row[-1])
    ]
    assert parts and all(len(one) >= 3 and len(two) >= 3 for one, two in parts), parts


def test_a_compound_is_not_broken_again():
    document = laid_out('<p>' + 'the security-mongering discussions ' * 14 + '</p>', 40)
    for page in document.pages:
        for line in lines(page):
            if hyphenation.ends_in_hyphen(line):
                assert 'mong' not in texts(line)[-1].text.split()[-1]


def test_the_same_paragraph_is_chosen_once(monkeypatch):
    chosen_lines._remembered.clear()
    laid_out(f'<p>{WORDS}</p>')
    monkeypatch.setattr(chosen_lines.total_fit, 'justified', lambda *_: 1 / 0)
    monkeypatch.setattr(chosen_lines.total_fit, 'parted', lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        laid_out(f'<p>{WORDS} And more.</p>')
