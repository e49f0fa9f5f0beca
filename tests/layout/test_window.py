"""The address in the window of a DL envelope: it shows whole, and nothing else does.

However the sheet slides. The envelope is 110 x 220 mm. Its window is 35 x 100 mm, 20 mm from the
right edge and from the bottom: common French stock, bought by the box; the standard behind it
(NF Z 11-001) is withdrawn. The letter, folded to a panel of 99 mm, has 10 mm to slide sideways and
11 mm up and down. A mailing house's advice (address at 110 to 195 and 55 to 88 mm of the sheet)
describes the same window. What is printed is judged by its ink, in a picture of the page.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from html import unescape
from io import BytesIO

import pytest

from fixtures.editions import EDITIONS
from fixtures.type import english, house_files, in_arabic
from letterpress.findings import Rejected
from letterpress.layout import manifest
from letterpress.layout.compose import compose
from letterpress.layout.composition import Options
from letterpress.manuscript.filing import postal
from letterpress.press import engine
from letterpress.press.ruler import Ruler

pytestmark = pytest.mark.skipif(
    shutil.which('pdftotext') is None, reason='poppler is not installed'
)

ENVELOPE, PANEL = (220.0, 110.0), (210.0, 99.0)
WINDOW = (100.0, 35.0)  # width, height
RIGHT, BOTTOM = 20.0, 20.0  # from the envelope's edges to the window
SLIDE = (ENVELOPE[0] - PANEL[0], ENVELOPE[1] - PANEL[1])
# the window's upper left, on the envelope
CORNER = (ENVELOPE[0] - RIGHT - WINDOW[0], ENVELOPE[1] - BOTTOM - WINDOW[1])
FILES = house_files()
LETTER = next(layout for layout in manifest.discover(FILES)[0] if layout.name == 'letter')
RULER = Ruler()
DOTS = 5  # a millimetre
DRAFT = Options()
LANGUAGES = ('en', 'fr', 'es', 'de', 'it', 'el', 'bg', 'ar')

Box = tuple[float, float, float, float]  # x0, y0, x1, y1 in mm on the sheet


def shown(slide: tuple[float, float]) -> Box:
    """Return what the window shows of a sheet that lies so far from the envelope's corner."""
    x, y = CORNER[0] - slide[0], CORNER[1] - slide[1]
    return x, y, x + WINDOW[0], y + WINDOW[1]


ALWAYS = (*shown((0, 0))[:2], *shown(SLIDE)[2:])  # shows wherever the sheet lies
EVER = (*shown(SLIDE)[:2], *shown((0, 0))[2:])  # shows somewhere


def printed(
    said, addressee: tuple[str, ...], options: Options = DRAFT, window: str = 'right'
) -> bytes:
    # the upper half of the first page is judged: a few paragraphs and a roll of three set it as a
    # whole letter and one of eighty do, in a third of the time
    few = said.signatories[:3]
    short = replace(said.letter, blocks=(*said.letter.blocks[:3], said.letter.blocks[-1]))
    filing = replace(said.facts.filing, window=window)
    facts = replace(said.facts, addressee=addressee, filing=filing)
    said = replace(said, signatories=few, facts=facts, letter=short)
    proof = engine.render(compose(said, LETTER, LETTER.sizes[0], RULER, options, FILES), FILES)
    assert not proof.findings
    return proof.pdf


def ink(pdf: bytes, area: Box) -> Box | None:
    """Return the box around all ink of the first page inside an area, to a fifth of a mm."""
    from PIL import Image

    picture = subprocess.run(
        ['pdftoppm', '-r', str(25.4 * DOTS), '-f', '1', '-l', '1', '-gray', '-'],
        input=pdf,
        capture_output=True,
        check=True,
    ).stdout
    page = Image.open(BytesIO(picture)).point(lambda value: 255 * (value < 200))
    found = page.crop(tuple(round(edge * DOTS) for edge in area)).getbbox()
    return found and tuple(edge / DOTS + area[n % 2] for n, edge in enumerate(found))


def words(pdf: bytes, area: Box) -> str:
    """Return the words that lie in an area of the first page, even in part, line by line."""
    said = subprocess.run(
        ['pdftotext', '-f', '1', '-l', '1', '-bbox', '-', '-'],
        input=pdf,
        capture_output=True,
        check=True,
    ).stdout.decode()
    found = []
    for *edges, word in re.findall(
        r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', said
    ):
        x0, y0, x1, y1 = (float(edge) * 25.4 / 72 for edge in edges)
        air = (y1 - y0) / 5  # a word's box is as tall as its face could be, not as its letters are
        if x1 > area[0] and x0 < area[2] and y1 - air > area[1] and y0 + air < area[3]:
            found.append((round(y0, 1), x0, unescape(word)))
    return ' '.join(word for _, _, word in sorted(found))


def holds(outer: Box, inner: Box) -> bool:
    return (
        outer[0] <= inner[0]
        and outer[1] <= inner[1]
        and outer[2] >= inner[2]
        and outer[3] >= inner[3]
    )


def judge(pdf: bytes, addressee: tuple[str, ...]) -> Box:
    assert words(pdf, EVER) == ' '.join(addressee), 'the window shows the address and no other word'
    whole = ink(pdf, EVER)
    assert whole is not None and holds(ALWAYS, whole), f'ink at {whole}, always seen is {ALWAYS}'
    return whole


def test_the_arithmetic_of_the_envelope() -> None:
    assert ALWAYS == (100, 55, 190, 79) and EVER == (90, 44, 200, 90)


ADDRESS = (
    'Madame Marie-Françoise Ordinaire',
    'Présidente de la commission des lois',
    'Assemblée nationale',
    'Bâtiment Jacques Chaban-Delmas',
    'Bureau 1234, escalier B',
    '126 rue de l’Université',
    '75355 PARIS 07 SP',
    'FRANCE',
)


@pytest.mark.parametrize('count', range(3, 9))
@pytest.mark.parametrize('turn', [lambda said: said, in_arabic], ids=['ltr', 'rtl'])
def test_three_to_eight_lines_show_whole_and_alone(count: int, turn) -> None:
    judge(printed(turn(english()), ADDRESS[:count]), ADDRESS[:count])


@pytest.mark.parametrize(
    ('options', 'what'),
    [
        (Options(), 'draft'),
        (Options(draft=False, unsealed=True), 'pending'),
        (Options(draft=False, subject='The publisher'), 'sealed'),
    ],
    ids=lambda v: v if isinstance(v, str) else '',
)
@pytest.mark.parametrize('language', LANGUAGES)
def test_no_language_prints_anything_else_there(language: str, options: Options, what: str) -> None:
    judge(printed(EDITIONS[language], ADDRESS[:6], options), ADDRESS[:6])


@pytest.mark.parametrize('count', [3, 4, 6])
def test_the_address_stands_in_the_middle_of_what_always_shows(count: int) -> None:
    _, top, _, bottom = judge(printed(english(), ADDRESS[:count]), ADDRESS[:count])
    # ascenders above, no descender below
    assert top - ALWAYS[1] == pytest.approx(ALWAYS[3] - bottom, abs=1.2)


def test_lines_that_must_be_broken_count_too() -> None:
    """A committee's full name takes two lines: type is chosen by what is printed."""
    long = (
        'Commission des lois constitutionnelles, de la législation et de l’administration '
        'générale de la République',
        'Assemblée nationale',
        '126 rue de l’Université',
        '75355 PARIS 07 SP',
    )
    whole = judge(printed(english(), long), long)
    assert whole[3] - whole[1] > 21, 'six lines of 4 mm'


def test_an_address_that_fits_in_no_type_is_refused() -> None:
    with pytest.raises(Rejected) as caught:
        printed(
            english(),
            tuple(f'{n} {"une ligne bien trop longue pour la fenêtre " * 3}' for n in range(8)),
        )
    (finding,) = caught.value.findings
    assert finding.code == 'LP328' and 'address' in finding.hint


def test_three_millimetres_from_where_it_lies_the_address_keeps_its_distance() -> None:
    """A sheet in the middle that slides by 3 mm leaves 2.5 mm of paper around the address."""
    x0, y0, x1, y1 = judge(printed(english(), ADDRESS[:6]), ADDRESS[:6])
    for dx in (-3, 3):
        for dy in (-3, 3):
            seen = shown((SLIDE[0] / 2 + dx, SLIDE[1] / 2 + dy))
            assert min(x0 - seen[0], y0 - seen[1], seen[2] - x1, seen[3] - y1) >= 2.5


# ---- the window on the left ----------------------------------------------------------------------

# DIN 680: the window is 45 x 90 mm, 20 mm from the left edge. Width and height of the envelope,
# from its upper edge to the window, and the height of the folded sheet (at 105 mm, or once).
LEFT_WINDOWS = {
    'DL': (220.0, 110.0, 50.0, 105.0),
    'C6/5': (229.0, 114.0, 54.0, 105.0),
    'C5': (229.0, 162.0, 57.0, 148.5),
}
LEFT, WIDTH, HEIGHT = 20.0, 90.0, 45.0


def through(envelope: str) -> tuple[Box, Box]:
    """Return what the window shows of the sheet wherever it lies, and somewhere."""
    width, height, top, panel = LEFT_WINDOWS[envelope]
    x, y = width - PANEL[0], height - panel
    always = LEFT, top, LEFT + WIDTH - x, top + HEIGHT - y
    ever = max(0.0, LEFT - x), top - y, LEFT + WIDTH, top + HEIGHT
    return always, ever


@pytest.mark.parametrize('envelope', LEFT_WINDOWS)
@pytest.mark.parametrize('turn', [lambda said: said, in_arabic], ids=['ltr', 'rtl'])
@pytest.mark.parametrize('count', [3, 8])
def test_on_the_left_the_address_shows_whole_and_alone(envelope: str, turn, count: int) -> None:
    pdf = printed(turn(english()), ADDRESS[:count], window='left')
    always, ever = through(envelope)
    # below 98 mm stands the subject: a C5 shows it only where the sheet stands on its edge
    ever = (*ever[:3], min(ever[3], 97.5))
    assert words(pdf, ever) == ' '.join(ADDRESS[:count])
    whole = ink(pdf, ever)
    assert whole is not None and holds(always, whole), f'ink at {whole}, always seen is {always}'


@pytest.mark.parametrize('language', LANGUAGES)
def test_on_the_left_no_language_prints_anything_else(language: str) -> None:
    pdf = printed(EDITIONS[language], ADDRESS[:6], window='left')
    for envelope in LEFT_WINDOWS:
        _, ever = through(envelope)
        assert words(pdf, (*ever[:3], min(ever[3], 97.5))) == ' '.join(ADDRESS[:6])


@pytest.mark.parametrize(
    'country, window', [('', 'right'), ('FR', 'right'), ('DE', 'left'), ('PL', 'left')]
)
def test_a_country_has_its_window(country: str, window: str) -> None:
    assert postal.window(country) == window
