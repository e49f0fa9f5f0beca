"""The letter and the release as set: pages, the baseline grid, the seal's frame, every specimen."""

import re
import shutil
import subprocess
from itertools import pairwise

import pytest

from fixtures.type import english, house_files, in_arabic
from letterpress.finishing import structure
from letterpress.layout import manifest, specimen
from letterpress.layout.compose import compose
from letterpress.layout.composition import Options
from letterpress.press import engine
from letterpress.press.jail import Jail
from letterpress.press.proof import MM
from letterpress.press.reaches.boxes import attribute, descend
from letterpress.press.ruler import Ruler

FILES = house_files()
LAYOUTS = {layout.name: layout for layout in manifest.discover(FILES)[0]}
RULER = Ruler()
DRAFT = Options()


def composed(name, edition=None, options=DRAFT):
    layout = LAYOUTS[name]
    return compose(edition or english(), layout, layout.sizes[0], RULER, options, FILES)


def cases(name):
    path = f'layouts/{name}/specimen.yaml'
    return specimen.cases(FILES[path], path, {'en': english()}, 'en')


PRINTED, LAID_OUT = {}, {}


def printed(composition):
    """Return the proof of a composition; the same one is made once."""
    key = composition.key()
    if key not in PRINTED:
        PRINTED[key] = engine.render(composition, FILES)
    return PRINTED[key]


def pages_of(composition):
    """Lay a composition out, each once, and return its pages' boxes; nothing is written."""
    from weasyprint import HTML

    key = composition.key()
    if key not in LAID_OUT:
        document = HTML(string=composition.html, url_fetcher=Jail(composition.assets)).render(
            font_config=engine.font_configuration(), pdf_variant='pdf/a-3a'
        )
        LAID_OUT[key] = [page._page_box for page in document.pages]
    return LAID_OUT[key]


def baselines(pages, names):
    """Yield page and height (mm) of the baseline of each line that a class of `names` is around.

    The class may be that of the line's paragraph, or of its parent.
    """
    from weasyprint.formatting_structure import boxes

    for number, page in enumerate(pages, 1):
        for block in descend(page):
            if isinstance(block, boxes.BlockBox) and names & set(
                (attribute(block, 'class') or '').split()
            ):
                for line in descend(block):
                    if isinstance(line, boxes.LineBox):
                        yield number, (line.position_y + line.baseline) * MM


@pytest.mark.parametrize(
    'name, case',
    [(name, case) for name in ('letter', 'press-release', 'packet') for case in cases(name)],
    ids=lambda one: one if isinstance(one, str) else one.name,
)
def test_every_specimen_is_set_without_a_finding(name, case):
    proof = printed(composed(name, case.edition))
    assert not proof.findings
    assert case.pages in (None, proof.pages)


@pytest.mark.parametrize(
    'name, case',
    [
        (name, case)
        for name in ('letter', 'press-release')
        for case in cases(name)
        if case.pages is None or name == 'press-release'
    ],
    ids=lambda one: one if isinstance(one, str) else one.name,
)
def test_specimens_are_set_without_a_finding_from_right_to_left(name, case):
    assert not engine.render(composed(name, in_arabic(case.edition)), FILES).findings


@pytest.mark.parametrize('edition', [english(), in_arabic(english())], ids=['ltr', 'rtl'])
def test_the_letters_lines_stand_on_one_grid(edition):
    pages = pages_of(composed('letter', edition))
    lead = 6.25 if edition.direction == 'rtl' else 5
    for number in (1, 2):
        rests = {
            round(height % lead, 2) % lead
            for page, height in baselines(pages, {'prose'})
            if page == number
        }
        assert len(rests) == 1, rests


def test_the_roll_stands_on_the_grid_of_the_text():
    pages = pages_of(composed('letter'))
    (text,) = {round(height % 5, 2) for page, height in baselines(pages, {'prose'}) if page == 2}
    names = [height for page, height in baselines(pages, {'group'}) if page == 3]
    hanging = [height for height in names if abs((height - text + 2.5) % 5 - 2.5) > 0.02]
    assert len(names) > 81 and not hanging


def test_the_seals_frame_is_120_by_40_and_whole():
    anchor = printed(composed('letter')).anchor('seal')
    assert (anchor.width, anchor.height) == (
        pytest.approx(120, abs=0.1),
        pytest.approx(40, abs=0.1),
    )
    assert anchor.x == pytest.approx(65, abs=0.1) and anchor.page == 2
    assert anchor.y + 40 <= 270 + 0.1


@pytest.mark.parametrize(
    'options',
    [
        Options(),
        Options(draft=False, unsealed=True),
        Options(
            draft=False,
            subject='Interprofessional Confederation of the Signatory Organisations of Europe',
        ),
    ],
)
def test_the_words_of_the_seal_stay_in_its_frame(options):
    pages = pages_of(composed('letter', options=options))
    seal = next(box for box in descend(pages[1]) if attribute(box, 'id') == 'seal')
    from weasyprint.formatting_structure import boxes

    for text in descend(seal):
        if isinstance(text, boxes.TextBox):
            assert text.position_y + text.height <= seal.position_y + seal.border_height() + 0.5, (
                text.text
            )
            assert text.position_x + text.width <= seal.position_x + seal.border_width() - 4, (
                text.text
            )


def test_the_window_address_is_where_the_window_is():
    """DL envelope, window 35 x 100 mm: x 105 to 185, y 55 to 79 shows however the sheet slides."""
    for edition in (english(), in_arabic(english())):
        page = pages_of(composed('letter', edition))[0]
        address = next(box for box in descend(page) if box.element_tag == 'address')
        assert address.position_x * MM == pytest.approx(
            105, abs=0.1
        ) and address.position_y * MM == pytest.approx(55, abs=0.1)
        assert (address.position_y + address.height) * MM <= 79.1


def test_the_release_is_one_page_with_an_embargo_too():
    from dataclasses import replace
    from datetime import datetime, timedelta, timezone

    edition = english()
    until = datetime(2026, 12, 1, 6, 0, tzinfo=timezone(timedelta(hours=1)))
    held = composed('press-release', replace(edition, facts=replace(edition.facts, embargo=until)))
    assert (
        'EMBARGOED until' in held.html
        and '06:00' in held.html
        and 'For immediate release' not in held.html
    )
    assert engine.render(held, FILES).pages == 1


@pytest.mark.parametrize('turn', [lambda edition: edition, in_arabic], ids=['ltr', 'rtl'])
def test_headings_lists_and_quotations_are_elements_of_their_own(turn):
    from dataclasses import replace

    from letterpress.manuscript.model import Block, Run

    edition = english()
    first, *_, call = edition.letter.blocks
    blocks = (
        first,
        Block('heading', (Run('What we ask for'),), 3),
        Block('item', (Run('A ban.'),)),
        Block('item', (Run('A law.'),)),
        *(Block('item', (Run(f'Number {n}.'),), number=n, point='.') for n in (1, 2)),
        Block('quote', (Run('We are all suspects.'),)),
        Block('paragraph', (Run('And a '), Run('link', href='https://x.example'))),
        call,
    )
    made = composed('letter', turn(replace(edition, letter=replace(edition.letter, blocks=blocks))))
    plain = re.sub('<span class="(?:la|la nb|nb)" dir="ltr">|</span>|[\u2066\u2069]', '', made.html)
    dash, one = (
        '<li><span class="n">– ',
        '<li><span class="n">' + ('١. ' if turn is in_arabic else '1. '),
    )
    assert re.search(
        f'<ul>\\s*{dash}A ban.</li>\\s*{dash}A law.</li>\\s*</ul>\\s*<ol>\\s*{one}Number', plain
    )
    assert '<blockquote>' in made.html and 'href="https://x.example"' in made.html
    assert not engine.render(made, FILES).findings


@pytest.mark.parametrize('kinds', ['i', 'iii', 'pi', 'ip', 'ipi', 'pni', 'n', 'qi', 'hi'])
@pytest.mark.parametrize('layout', ['letter', 'broadside', 'press-release'])
def test_a_list_may_be_first_last_and_alone(layout, kinds):
    """Before the call, and in a release, that has none, at the very end."""
    from dataclasses import replace

    from letterpress.manuscript.model import Block, Run

    edition = english()
    of = {
        'i': {'kind': 'item'},
        'n': {'kind': 'item', 'number': 1, 'point': '.'},
        'p': {'kind': 'paragraph'},
        'q': {'kind': 'quote'},
        'h': {'kind': 'heading', 'level': 2},
    }
    blocks = tuple(
        Block(runs=(Run(f'Entry {n}.'),), **of[kind])
        for n, kind in enumerate(kinds)
        if layout != 'press-release' or kind != 'h'
    )
    edition = replace(
        edition,
        letter=replace(edition.letter, blocks=(*blocks, edition.letter.blocks[-1])),
        release=replace(edition.release, blocks=(Block('paragraph', (Run('Lead.'),)), *blocks)),
    )
    made = composed(layout, edition)
    assert len(re.findall(r'<[ou]l\b', made.html)) == len(re.findall(r'</[ou]l>', made.html))
    words = re.sub(r'<[^>]+>|\u00ad', '', made.html).replace('\u00a0', ' ')
    assert all(block.text in words for block in blocks)


def with_blocks(edition, *blocks):
    from dataclasses import replace

    first, *_, call = edition.letter.blocks
    return replace(edition, letter=replace(edition.letter, blocks=(first, *blocks, call)))


@pytest.mark.parametrize('turn', [lambda edition: edition, in_arabic], ids=['ltr', 'rtl'])
@pytest.mark.parametrize('kinds', ['pip', 'pnp', 'pinp', 'hip', 'ihp', 'qip', 'iqp'])
def test_a_list_stands_free_and_what_follows_it_is_on_the_grid(kinds, turn):
    """Half a line above and below; a heading and its list are close."""
    from letterpress.manuscript.model import Block, Run

    of = {
        'i': {'kind': 'item'},
        'n': {'kind': 'item', 'number': 1, 'point': '.'},
        'p': {'kind': 'paragraph'},
        'q': {'kind': 'quote'},
        'h': {'kind': 'heading', 'level': 2},
    }
    edition = turn(english())
    blocks = [
        Block(runs=(Run(f'Zed{n}x'),), **of[kind])
        for n, kind in enumerate(kinds)
        for _ in range(2 if kind in 'in' else 1)
    ]
    rest = [Block('paragraph', (Run('The rest.'),))] * 2  # which goes with the end to its page
    pages = pages_of(composed('letter', with_blocks(edition, *blocks, *rest)))
    lead = 6.25 if edition.direction == 'rtl' else 5
    lines = [(height, text) for _, height, text in lines_of(pages[0], {'prose'})]
    at = {n: [height for height, text in lines if f'Zed{n}x' in text] for n in range(len(kinds))}
    rows = {n: (min(found), max(found)) for n, found in at.items()}
    first = min(height for height, _ in lines)
    for n, kind in enumerate(kinds):
        above = rows[n][0] - rows[n - 1][1] if n else 0.0
        if kind in 'in' and n and kinds[n - 1] == 'p':
            assert above == pytest.approx(1.5 * lead, abs=0.02)
        if kind in 'in' and n and kinds[n - 1] == 'h':
            assert above < 1.2 * lead
        if kind == 'p':
            assert abs((rows[n][0] - first + 1) % lead - 1) < 0.02


def lines_of(page, names):
    """Yield box, height (mm) of the baseline and text of each line of a page."""
    from weasyprint.formatting_structure import boxes

    for block in descend(page):
        if isinstance(block, boxes.BlockBox) and names & set(
            (attribute(block, 'class') or '').split()
        ):
            for line in descend(block):
                if isinstance(line, boxes.LineBox):
                    texts = [getattr(inner, 'text', '') for inner in descend(line)]
                    yield (
                        line,
                        (line.position_y + line.baseline) * MM,
                        ' '.join(filter(None, texts)),
                    )


@pytest.mark.parametrize('last', list(range(36, 52)))
def test_what_introduces_a_list_stands_on_its_page_and_no_entry_alone(last):
    from letterpress.manuscript.model import Block, Run

    filler = [Block('paragraph', (Run(f'Line {n}.'),)) for n in range(last)]
    entries = [Block('item', (Run(f'Entry {n}.'),)) for n in range(6)]
    pages = pages_of(
        composed(
            'letter',
            with_blocks(english(), *filler, Block('paragraph', (Run('We ask:'),)), *entries),
        )
    )
    on = [
        [text.replace('\u00a0', ' ') for _, _, text in lines_of(page, {'prose'})] for page in pages
    ]
    introduced = [n for n, texts in enumerate(on) if any('We ask:' in text for text in texts)]
    counts = [sum('Entry' in text for text in texts) for texts in on]
    assert counts[introduced[0]] >= 2 and sum(counts) == 6 and 1 not in counts


def test_smaller_titles_have_less_lead_and_keep_their_last_line():
    from dataclasses import replace

    edition = english()
    above, sizes = [], []
    for title in ('Open letter to the parliament of the country', 'Open letter: ' + 'long ' * 25):
        letter = replace(edition.letter, title=title.strip())
        page = pages_of(composed('letter', replace(edition, letter=letter)))[0]
        head = next(box for box in descend(page) if box.element_tag == 'h1')
        heights = lines_of_head(head)
        size = head.style['font_size'] * MM
        for one, next_one in pairwise(heights):
            assert next_one - one == pytest.approx(min(12.5, 1.05 * size), abs=0.02)
        above.append(min(height for _, height, _ in lines_of(page, {'prose'})) - heights[-1])
        sizes.append(size)
    assert sizes[1] < 0.8 * sizes[0]
    assert above[0] == pytest.approx(above[1], abs=0.02)


def lines_of_head(head):
    """Return the heights (mm) of the baselines of a heading's lines."""
    from weasyprint.formatting_structure import boxes

    return sorted(
        (line.position_y + line.baseline) * MM
        for line in descend(head)
        if isinstance(line, boxes.LineBox)
    )


def test_a_long_last_paragraph_is_no_call():
    from dataclasses import replace

    edition = english()
    made = composed(
        'letter',
        replace(edition, letter=replace(edition.letter, blocks=edition.letter.blocks[:-1])),
    )
    assert 'class="call' not in made.html and 'class="call' in composed('letter').html
    assert engine.render(made, FILES).pages == 3


@pytest.mark.skipif(shutil.which('pdftotext') is None, reason='poppler is not installed')
def test_a_headline_in_wood_type_is_read_as_words():
    """The face's own blank is so narrow that poppler would read the line as one word."""
    pdf = printed(composed('press-release')).pdf
    said = subprocess.run(
        ['pdftotext', '-raw', '-', '-'], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    assert 'organisations call on France' in said and 'PRESS RELEASE' in said


@pytest.mark.parametrize('turn', [lambda edition: edition, in_arabic], ids=['ltr', 'rtl'])
@pytest.mark.parametrize('name', ['broadside', 'press-release', 'packet'])
def test_every_layout_prints_the_dashes_and_numbers_of_lists(name, turn):
    from dataclasses import replace

    from letterpress.manuscript.model import Block, Run

    edition = english()
    first, *_, call = edition.letter.blocks
    lists = (
        *(Block('item', (Run(f'A number {n}.'),), number=n, point=')') for n in (1, 2)),
        Block('item', (Run('A dash.'),)),
    )
    edition = replace(
        edition,
        letter=replace(edition.letter, blocks=(first, *lists, call)),
        release=replace(edition.release, blocks=(first, *lists)),
    )
    made = composed(name, turn(edition))
    one, two = ('١)', '٢)') if turn is in_arabic else ('1)', '2)')
    mark = '<li><span class="n">{} </span>'.format
    numbered = rf'<ol>\s*{re.escape(mark(one))}.*?{re.escape(mark(two))}.*?</ol>'
    listed = rf'{numbered}\s*<ul>\s*{mark("–")}.*?</ul>'
    assert re.search(listed, made.html, re.DOTALL)
    said = [
        text
        for box in pages_of(made)
        for text in (getattr(inner, 'text', '') for inner in descend(box))
        if text
    ]
    assert {one, two, '–'} <= {text.strip() for text in said}


def test_a_copy_without_a_list_says_how_many_signed_and_where_they_stand():
    proof = engine.render(composed('letter', options=Options(names=())), FILES)
    said = ' '.join(passage.text for passage in structure.read(proof.pdf).passages)
    assert proof.pages == 2 and not proof.findings and 'Abilian' not in said
    assert (
        '81 organisations: named in the annex of the filing packet and in the public list, '
        'www.example.org' in said
    )
    assert 'For the first 81 signatories' in said and 'Enclosure' not in said.title()
