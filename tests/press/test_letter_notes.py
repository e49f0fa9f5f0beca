"""Letters with notes, lists and tables as printed: nothing lost, each note where it belongs."""

import re
import subprocess
from dataclasses import replace
from functools import cache

import pytest

from fixtures import pdfs
from fixtures.type import english, house_files, in_arabic
from letterpress.finishing import structure
from letterpress.layout import manifest
from letterpress.layout.compose import compose
from letterpress.layout.composition import Options
from letterpress.layout.typography import prose as prose_of
from letterpress.manuscript.model import Block, Run
from letterpress.manuscript.text import prose
from letterpress.manuscript.text.structure import links
from letterpress.press import engine
from letterpress.press.ruler import Ruler

FILES = house_files()
LAYOUTS = {layout.name: layout for layout in manifest.discover(FILES)[0]}
RULER = Ruler()

SENTENCE = (
    'Facial recognition is a uniquely invasive technology which makes possible, sooner or later, '
    'constant surveillance of the public space. '
)
PARAGRAPH = SENTENCE * 3
# enough to run over a page; the engine takes four times as long for twice as much
LAST = 44
LONG = ' '.join(
    f'The report says on page {n} what had been refused before.' for n in range(LAST + 1)
)
CALL = '\n\nWe ask for a ban, now and for all time.'

CASES = {
    'no note': PARAGRAPH + CALL,
    'one note': f'{PARAGRAPH}said.[^1]{CALL}\n\n[^1]: A note.',
    'many notes': '\n\n'.join(
        [f'{SENTENCE}[^{n}] {SENTENCE}' for n in range(1, 31)]
        + [f'[^{n}]: The note of number {n}, which is short.' for n in range(1, 31)]
    ),
    'a note that runs over the page': f'{PARAGRAPH}\n\n{PARAGRAPH} said.[^1] {PARAGRAPH}{CALL}'
    f'\n\n[^1]: {LONG}',
    'a note in an entry, in a quotation and in a table': (
        'We ask:\n\n- one[^1]\n- two\n  1. three[^2]\n  2. four\n\n> five[^3]\n>\n> six\n\n'
        '| Year | Cameras |\n|:-----|--------:|\n| 2015[^4] | 1 256 |\n| 2025 | 4 400 |\n\n'
        f'{PARAGRAPH}{CALL}\n\n' + '\n\n'.join(f'[^{n}]: Note {n}.' for n in range(1, 5))
    ),
    'two references in one line': f'said[^1] and done[^2].\n\n{PARAGRAPH}{CALL}\n\n'
    '[^1]: One.\n\n[^2]: Two, see [the report](https://a.org/report).',
    'the call refers to a note': f'{PARAGRAPH}\n\nWe ask for a ban.[^1]\n\n[^1]: Now.',
}


def edition(text, language='en'):
    blocks, wrong = prose.blocks(text, 'a.md')
    assert {one.code for one in wrong} <= {'LP119'}
    sample = english()
    sample = replace(sample, letter=replace(sample.letter, blocks=blocks))
    return in_arabic(sample) if language == 'ar' else replace(sample, language=language)


@cache
def printed(text, layout='letter', language='en'):
    """The proof, and every finding of it that is an error."""
    made = compose(
        edition(text, language), LAYOUTS[layout], LAYOUTS[layout].sizes[0], RULER, Options(), FILES
    )
    proof, found = engine.make(made, FILES)
    assert [one for one in found if one.severity == 'error'] == []
    return proof


def pages(proof, tmp_path):
    path = tmp_path / 'letter.pdf'
    path.write_bytes(proof.pdf)
    done = subprocess.run(
        ['pdftotext', '-layout', str(path), '-'], capture_output=True, text=True, check=True
    )
    return done.stdout.split('\f')[:-1]


@pytest.mark.parametrize('case', CASES)
def test_every_word_of_a_letter_stands_on_a_page(case):
    printed(CASES[case])


@pytest.mark.parametrize('case', [case for case in CASES if len(CASES[case]) < 2000])
def test_every_word_of_a_short_one_stands_on_a_poster(case, tmp_path):
    (text,) = pages(printed(CASES[case], 'broadside'), tmp_path)
    notes = re.findall(r'^\[\^\d+\]: ([\w ]+)', CASES[case], re.MULTILINE)
    assert all(note in re.sub(r'\s+', ' ', text) for note in notes)


@pytest.mark.parametrize('language', ['ar', 'el'])
def test_in_other_scripts_too(language, tmp_path):
    case = 'a note in an entry, in a quotation and in a table'
    text = ''.join(pages(printed(CASES[case], 'letter', language), tmp_path))
    assert ('٤' in text) == (language == 'ar')


def test_a_note_stands_at_the_foot_of_the_page_that_refers_to_it(tmp_path):
    texts = [re.sub(r'\s+', ' ', page) for page in pages(printed(CASES['many notes']), tmp_path)]
    for number in range(1, 31):
        note = f'The note of number {number}, which'
        (at,) = [n for n, page in enumerate(texts) if note in page]
        # its number stands in the text above it too, and above all notes
        text = texts[at].split('The note of number')[0]
        assert re.search(rf'space\. ?{number} ', text), number


def test_a_long_note_begins_beside_its_reference_and_goes_on_at_the_next_foot(tmp_path):
    texts = pages(printed(CASES['a note that runs over the page']), tmp_path)
    found = [
        {int(n) for n in re.findall(r'says on\s+page (\d+)', re.sub(r'\s+', ' ', page))}
        for page in texts
    ]
    with_note = [n for n, numbers in enumerate(found) if numbers]
    assert len(with_note) >= 2 and with_note == list(range(with_note[0], with_note[-1] + 1))
    assert 0 in found[with_note[0]] and LAST in found[with_note[-1]]


def test_in_the_tags_a_note_follows_its_reference_with_an_id_and_a_label(tmp_path):
    case = 'a note in an entry, in a quotation and in a table'
    said = pdfs.told(printed(CASES[case]).pdf)
    lines = said.split('\n')
    notes = [n for n, line in enumerate(lines) if 'Note <' in line]
    assert len(notes) == 4
    assert len(set(re.findall(r'Note <(.*?)>', said))) == 4
    for number, at in enumerate(notes, 1):
        indent = len(lines[at]) - len(lines[at].lstrip())
        before = [line for line in lines[:at] if len(line) - len(line.lstrip()) <= indent]
        assert before[-1].strip().startswith('Reference')
        assert lines[at - 1].strip() == f'"{number}"'
        assert lines[at + 1].strip().startswith('Lbl')
        assert lines[at + 2].strip().strip('"').strip() == str(number)
    # and not at the end of the document, after the roll
    assert said.index('Note 4.') < said.index('"Abilian"')


def test_a_note_over_two_pages_is_one_note(tmp_path):
    said = pdfs.told(printed(CASES['a note that runs over the page']).pdf)
    assert len(re.findall(r'\bNote <', said)) == 1
    begun = said.index('Note <')
    note = said[begun : said.index('We ask for a ban,')]
    assert 'page 0 what' in note and f'page {LAST}' in note


WORDS = 'We asked in spring and again in autumn and both answers said the same to us '.split()
READ_ALOUD = '\n\n'.join(
    [f'{SENTENCE}[^{n}]' for n in range(1, 13)]
    + [
        # each of another length: its lines end at other words, and at other parts of the address
        f'[^{n}]: {" ".join(WORDS[i % len(WORDS)] for i in range(5 * n))}, says '
        f'[the report](https://www.example.org/archive/report-{n}) to *all* who ask.'
        for n in range(1, 13)
    ]
)


@pytest.mark.parametrize('language', ['en', 'ar'])
def test_a_note_is_read_aloud_as_it_was_written_wherever_its_lines_end(language):
    """A blank is neither lost where a note is parted nor invented where an address is broken."""
    proof = printed(READ_ALOUD, language=language)
    blocks = links.addressed(edition(READ_ALOUD, language).letter.blocks)
    said = [one.text for one in structure.read(proof.pdf).passages if one.tag == 'Note']
    assert [' '.join(text.split()) for text in said] == [
        note.text for block in blocks for note in block.notes
    ]


def test_a_table_has_head_cells_with_a_scope_of_columns(tmp_path):
    case = 'a note in an entry, in a quotation and in a table'
    said = pdfs.told(printed(CASES[case]).pdf)
    assert re.findall(r'TH <(\S+)>', said) == re.findall(r'/Headers \[\((\S+)\)\]', said)[:2]
    assert len(re.findall(r'^ *TD', said, re.MULTILINE)) == 4


@pytest.mark.parametrize('sign', [*'.?!…—–)”»%:/؟،', 'word'])
def test_no_line_ends_before_the_number_of_a_note(sign):
    """Between some signs and a figure the engine would break a line."""
    from weasyprint import CSS, HTML

    from letterpress.press.reaches.boxes import attribute, children, descend

    note = Run('', note=Block('note', (Run('Note'),), number=12))
    words = '<p>'.join(
        'so ' * count + prose_of((Run(f'they ask{sign}'), note, Run(' and more')), 'en')
        for count in range(8)
    )
    roles = ":root { --book: 'LP Book'; --accent-text: #000; --hair: #000 }"
    sheet = CSS(
        string=roles
        + (FILES['layouts/_shared/house.css'] + FILES['layouts/_shared/paged.css']).decode()
    )
    for width in range(30, 90, 3):
        html = f'<html lang=en><style>p {{ width: {width}mm }}</style><div class=prose><p>{words}'
        document = HTML(string=html).render(
            font_config=engine.font_configuration(), stylesheets=[sheet]
        )
        for line in descend(document.pages[0]._page_box):
            if type(line).__name__ == 'LineBox':
                first = next(iter(children(line)), None)
                assert first is None or attribute(first, 'class') != 'ref'
