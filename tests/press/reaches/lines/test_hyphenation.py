"""A hyphen that the engine added is told from one that stands in the text."""

from weasyprint import HTML
from weasyprint.formatting_structure import boxes

from fixtures.compositions import letter
from letterpress.press import engine
from letterpress.press.reaches.boxes import descend
from letterpress.press.reaches.lines import hyphenation

NARROW = (
    '@page{size:38mm 100mm;margin:5mm;@bottom-center{content:none}}'
    'p{hyphens:auto;margin:0;hyphenate-character:"%s"}'
)


def lines(body, hyphen='\u2010'):
    html = HTML(string=letter(body, NARROW % hyphen).html)
    page = html.render(font_config=engine.font_configuration()).pages[0]._page_box
    return [box for box in descend(page) if isinstance(box, boxes.LineBox)]


def test_a_word_with_a_hyphen_of_its_own_gains_none():
    found = lines('<p>the long state-of-the-art</p>', '-')
    texts = [box for line in found for box in descend(line) if isinstance(box, boxes.TextBox)]
    broken = [box for box in texts if box.text.endswith('-')]
    assert broken and all(hyphenation.inserted_hyphen(box) == '' for box in broken)


def test_a_line_that_gained_one_says_so():
    found = lines('<p>the identification</p>')
    assert [hyphenation.ends_in_hyphen(line) for line in found][:1] == [True]
    assert not hyphenation.ends_in_hyphen(found[-1])
