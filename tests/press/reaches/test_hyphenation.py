"""Bad hyphenation is found in the finished layout and mended without touching a letter of it."""

from weasyprint import HTML
from weasyprint.formatting_structure import boxes

from fixtures.compositions import letter
from letterpress.press import engine
from letterpress.press.reaches import hyphenation

WORDS = (
    'Extraordinarily comprehensive identification infrastructures systematically misrepresent '
    'individual characteristics, undermining fundamental constitutional protections and '
    'international humanitarian responsibilities everywhere, '
    'unquestionably.'
)
NARROW = (
    '@page{size:60mm 100mm;margin:5mm;@bottom-center{content:none}}'
    'p{hyphens:auto;text-align:justify;margin:0;orphans:1;widows:1}'
)


def laid_out(body, css=NARROW, mend=True):
    html = HTML(string=letter(body, css).html)
    again = lambda: html.render(font_config=engine.font_configuration())  # noqa: E731
    count = []
    if not mend:
        return again(), 0
    document = hyphenation.mend(
        lambda: count.append(1) or again(), hyphenation.told(html.etree_element)
    )
    return document, len(count) - 1


def lines(document):
    return [
        [line.text for line in hyphenation.hyphenated_lines(page._page_box)]
        for page in document.pages
    ]


def said(document):
    """Return all letters in order, without blanks and inserted hyphens."""
    texts = (
        box.text.removesuffix(hyphenation.inserted_hyphen(box))
        for page in document.pages
        for box in page._page_box.descendants()
        if isinstance(box, boxes.TextBox)
    )
    return ''.join(''.join(texts).split())


def test_ladders_page_ends_and_lone_fragments_are_found():
    document, _ = laid_out(f'<p>{WORDS}</p>' * 4, mend=False)
    before = lines(document)
    assert hyphenation.bad_breaks(document), (
        'the narrow column must break badly, else this test proves nothing'
    )
    assert any(page[-1].endswith('‐') for page in before) or any(
        all(text.endswith('‐') for text in page[i : i + 3])
        for page in before
        for i in range(len(page) - 2)
    )


def test_mended_text_breaks_well_and_says_the_same():
    raw, _ = laid_out(f'<p>{WORDS}</p>' * 4, mend=False)
    mended, passes = laid_out(f'<p>{WORDS}</p>' * 4)
    assert 1 <= passes <= hyphenation.PASSES
    assert hyphenation.bad_breaks(mended) == []
    for page in lines(mended):
        assert not page[-1].endswith('‐')
        for i in range(len(page) - 2):
            assert not all(text.endswith('‐') for text in page[i : i + 3]), page[i : i + 3]
    assert said(mended) == said(raw) == ''.join(WORDS.split()) * 4


def test_nothing_to_mend_costs_no_second_layout():
    assert laid_out('<p>A few short words in a line.</p>', '')[1] == 0
    assert laid_out(f'<p style="hyphens:manual">{WORDS}</p>')[1] == 0


def test_words_that_the_layout_names_are_whole_in_the_first_layout():
    told = ' '.join(sorted({word.strip(',.') for word in WORDS.split()}))
    document, more = laid_out(
        f'<div data-whole="{told}"><p>{WORDS}</p></div>', NARROW.replace('justify', 'start')
    )
    assert more == 0
    assert not any(text.endswith('‐') for page in lines(document) for text in page)


def test_a_word_with_a_hyphen_of_its_own_gains_none():
    document, _ = laid_out(
        '<p>the long state-of-the-art</p>',
        NARROW.replace('60mm', '38mm') + 'p{hyphenate-character:"-"}',
        mend=False,
    )
    texts = [b for b in document.pages[0]._page_box.descendants() if isinstance(b, boxes.TextBox)]
    broken = [b for b in texts if b.text.endswith('-')]
    assert broken and all(hyphenation.inserted_hyphen(b) == '' for b in broken)


def test_a_word_that_is_kept_whole_is_kept_whole_everywhere_and_others_are_not():
    from weasyprint.text import line_break

    ordinary = line_break.pyphen
    with hyphenation.exceptions(frozenset({'surveil'})):
        dictionary = line_break.pyphen.Pyphen(lang='en_GB', left=2, right=3)
        assert (
            list(dictionary.iterate('surveillance')) == []
            and list(dictionary.iterate('recognition')) != []
        )
        assert list(dictionary.iterate('countersurveillance')) != []  # only words that begin so
    assert line_break.pyphen is ordinary


def test_no_line_inside_a_justified_paragraph_is_left_short():
    """A span around the word made WeasyPrint break the line before it at random.

    The Greek letter showed it.
    """
    text = (
        'που έχουν ήδη εγκατασταθεί σε διάφορους σταθμούς και αεροδρόμια της χώρας, από το 2012 '
        'και τη δημιουργία της βάσης δεδομένων ποινικού ιστορικού, η αστυνομία και η χωροφυλακή '
        'μπορούν να εφαρμόζουν τεχνικές αναγνώρισης προσώπου σε εικόνες που καταγράφηκαν στον '
        'δρόμο από κάμερες επιτήρησης ή αντλήθηκαν από τα μέσα κοινωνικής δικτύωσης. Άλλες '
        'πειραματικές εφαρμογές βρίσκονται ήδη σε εξέλιξη ή σχεδιάζονται. '
    ) * 3
    document, passes = laid_out(f'<p lang="el">{text}</p>', NARROW + 'p{text-align:justify}')
    assert passes >= 1
    for page in document.pages:
        rows = list(hyphenation.hyphenated_lines(page._page_box))
        for row in rows[:-1]:
            assert len(row.text) > 12, row.text
