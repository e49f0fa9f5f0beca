"""Addresses keep every sign: where they stand in a text, and how lines are broken in them."""

import re

import pytest
from markupsafe import Markup
from weasyprint import HTML
from weasyprint.formatting_structure import boxes

from fixtures.compositions import letter
from letterpress.layout import typography
from letterpress.manuscript.text import addresses
from letterpress.press import engine

FORM = 'https://docs.google.com/forms/d/e/1FAIpQLSfV7g0kD8yQ2mJx3Rb5TzWnC4aHs9LpEoUiKqYtXvBcMdNfGh/viewform?usp=sf_link&x=1'
TYPED = (
    FORM,
    'administration@lettre-ouverte.fr',
    'information@lettre-ouverte.fr',
    'www.international-administration.org',
    'https://www.assemblee-nationale.fr/documentation/administrative-responsibilities-of-the-constitutional-court.html',
    'a75cb53634db9cc6f626184da75cb53634db9cc6f626184d',
    'surveillance-documentation.example.international/reglementation',
)
TEXT = ' '.join(
    f'Extraordinary documentation stands at {address}, international responsibilities '
    'notwithstanding.'
    for address in TYPED
)


@pytest.mark.parametrize(
    'text, found',
    [
        ('Sign at https://a.org/b?c=d&e=f.', ['https://a.org/b?c=d&e=f']),
        ('(see www.a-b.org/x_(y))', ['www.a-b.org/x_(y)']),
        ('write to a.b+c@d-e.org, or not', ['a.b+c@d-e.org']),
        ('lettre-ouverte.fr!', ['lettre-ouverte.fr']),
        ('*https://a.org/b*', ['https://a.org/b']),
        ('_a@b.org_', ['a@b.org']),
        ('«https://a.org»', ['https://a.org']),
        ('\u2066https://a.org\u2069', ['https://a.org']),
        ('ab12cd34ef and AB:CD:12:34:EF', ['ab12cd34ef', 'AB:CD:12:34:EF']),
        ('https://пример.рф/х', ['https://пример.рф/х']),
        ('e. g. the 2nd, B52 z.B. etc. and so on. Then 1.5 or 10:30, and/or C-4', []),
        ('Bürger*innen', []),
        ('1 000 000', []),
    ],
)
def test_addresses_are_known(text, found):
    assert [text[start:end] for start, end in addresses.spans(text)] == found


@pytest.mark.parametrize(
    ('address', 'ascii_'),
    [
        ('https://example.net/a%20b/?q=1#x', 'https://example.net/a%20b/?q=1#x'),
        (
            'https://nachtzüge.example.net/größe/',
            'https://xn--nachtzge-c6a.example.net/gr%C3%B6%C3%9Fe/',
        ),
        ('https://straße.example:8080/ä', 'https://xn--strae-oqa.example:8080/%C3%A4'),
        ('https://пример.рф/х?ы=1&z#я', 'https://xn--e1afmkfd.xn--p1ai/%D1%85?%D1%8B=1&z#%D1%8F'),
        ('https://BÜRO.example', 'https://xn--bro-hoa.example'),
        ('mailto:ä@example.net', 'mailto:ä@example.net'),
    ],
)
def test_an_address_as_programs_hand_it_on(address, ascii_):
    assert addresses.in_ascii(address) == ascii_ == addresses.in_ascii(ascii_)


def lines_of(width):
    page = f'@page{{size:{width}mm 400mm;margin:5mm;@bottom-center{{content:none}}}}'
    css = page + 'p{hyphens:auto;text-align:justify;margin:0}'
    html = HTML(string=letter(f'<p>{TEXT}</p>', css).html)
    document = html.render(font_config=engine.font_configuration())
    return [
        (''.join(box.text for box in line.descendants() if isinstance(box, boxes.TextBox)), line)
        for page in document.pages
        for line in page._page_box.descendants()
        if isinstance(line, boxes.LineBox)
    ]


@pytest.mark.parametrize('width', [45, 60, 90, 120, 150])
def test_no_line_adds_a_hyphen_to_an_address_or_ends_in_one_of_its_own(width):
    made = lines_of(width)
    texts = [text for text, _ in made]
    joined = ''.join(texts).replace(' ', '')
    for address in TYPED:
        assert address in joined, address
    assert (
        any(text.endswith('‐') for text in texts) or width > 100
    )  # other words are hyphenated as ever
    assert not any(text.rstrip().endswith('-') for text in texts)
    assert max(line.width for _, line in made) <= (width - 10) / 25.4 * 96 + 0.1


@pytest.mark.parametrize('width', [60, 90, 105, 130, 140, 170])
def test_the_words_of_a_pdf_are_the_address_as_it_was_typed(tmp_path, width):
    from subprocess import run

    css = (
        f'@page{{size:{width}mm 400mm;margin:10mm;@bottom-center{{content:none}}}}'
        'p{font:11pt "LP Book";hyphens:auto;text-align:justify}'
    )
    target = tmp_path / 'a.pdf'
    target.write_bytes(engine.render(letter(f'<p>{TEXT}</p>', css)).pdf)
    read = run(['pdftotext', str(target), '-'], capture_output=True, text=True, check=True).stdout
    for address in TYPED:
        assert address in re.sub(r'\n', '', read), address


def test_a_page_on_a_screen_says_which_words_no_browser_may_hyphenate():
    markup = Markup('<p>See <a href="https://a.org/b">https://a.org/b?c&amp;d</a>, or a@b.org.</p>')
    assert typography.unbroken(markup) == (
        '<p>See <a href="https://a.org/b"><span '
        'class="address">https://a.org/b?c&amp;d</span></a>, or <span '
        'class="address">a@b.org</span>.</p>'
    )
