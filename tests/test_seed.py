"""The letter is quoted: undoing the errata of en.md gives the seed's text, word for word.

Emphasis included.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from letterpress.manuscript.model import Erratum
from letterpress.manuscript.text import prose
from letterpress.manuscript.yaml import tree
from letterpress.manuscript.yaml.declared import LETTER
from letterpress.manuscript.yaml.shapes import Report

HERE = Path(__file__).resolve().parent
SEED = (HERE / 'seed' / 'open-letter.md').read_bytes()
LETTER_FILE = (HERE.parent / 'content' / 'letter' / 'en.md').read_text(encoding='utf-8')


def seed():
    """Return the title and the paragraphs before the list of signatories."""
    head, _, rest = SEED.decode('utf-8').partition('\n')
    letter, found, _ = rest.partition('\n## ')
    assert head.startswith('## **') and head.endswith('**') and found
    blocks, wrong = prose.blocks(letter, 'tests/seed/open-letter.md', 2)
    assert not wrong and len(blocks) == 7
    return head.removeprefix('## **').removesuffix('**'), blocks


def taken(text):
    """Return title, blocks, errata and findings of a letter's file."""
    node, body, line = tree.front_matter(text, 'content/letter/en.md')
    report = Report('en')
    head = LETTER.read(node, report)
    assert not report.findings
    blocks, wrong = prose.blocks(body, 'content/letter/en.md', line)
    errata = tuple(
        Erratum(one['block'], one['from'], one['to'], one.place) for one in head['errata']
    )
    return head['title'], blocks, errata, wrong


def letter(text=LETTER_FILE):
    *said, wrong = taken(text)
    assert not wrong
    return said


def bare(blocks):
    return [(block.kind, block.runs) for block in blocks]


def is_the_seed(text=LETTER_FILE):
    title, blocks, errata, wrong = taken(text)
    if wrong or prose.check_errata(
        blocks, errata
    ):  # half of a pair of stars is found, and is not the seed
        return False
    return (title, bare(prose.undo_errata(blocks, errata))) == (seed()[0], bare(seed()[1]))


def test_the_errata_each_match_once_and_undone_give_the_seed():
    title, blocks, errata = letter()
    assert prose.check_errata(blocks, errata) == ()
    assert title == seed()[0]
    assert bare(prose.undo_errata(blocks, errata)) == bare(seed()[1])
    assert [(one.wrong, one.right) for one in errata] == [
        ('"PARAFE"', '“PARAFE”'),
        ('Gounded', 'Grounded'),
        ('against political its opponents', 'against its political opponents'),
        ("citizens'", 'citizens’'),
    ]


def test_the_letter_itself_holds_the_corrected_words_only():
    text = ' '.join(block.text for block in letter()[1])
    assert (
        'Gounded' not in text
        and 'political its' not in text
        and '"' not in text
        and "'" not in text
    )


def test_the_foreign_words_do_not_change_the_hash():
    _, blocks, _ = letter()
    body = tree.front_matter(LETTER_FILE, 'x')[1]
    marked, _ = prose.blocks(body, 'x', 1, [('Traitement des antécédents judiciaires', 'fr')])
    assert any(run.lang == 'fr' for block in marked for run in block.runs)
    assert prose.letter_hash(blocks) == prose.letter_hash(marked)


def words():
    """Every word of the body, as (paragraph, word) indices."""
    paragraphs = tree.front_matter(LETTER_FILE, 'x')[1].strip().split('\n\n')
    return [
        (p, w) for p, paragraph in enumerate(paragraphs) for w in range(len(paragraph.split(' ')))
    ]


def without(paragraph, word):
    head, body = LETTER_FILE.split('\n---\n', 1)
    paragraphs = [text.split(' ') for text in body.strip().split('\n\n')]
    del paragraphs[paragraph][word]
    return head + '\n---\n\n' + '\n\n'.join(map(' '.join, paragraphs)) + '\n'


def test_a_letter_without_any_one_of_its_words_is_not_the_seed():
    assert is_the_seed(
        without(0, 0).replace('\n---\n\n', '\n---\n\nWe, ', 1)
    )  # the mutants are well made
    assert len(words()) > 460
    assert [place for place in words() if is_the_seed(without(*place))] == []


@pytest.mark.parametrize(
    'old, new',
    [
        ('*by essence*', 'by essence'),
        ('*by essence*', '**by essence**'),
        ('*by essence*', '*by* essence'),
        ('*Traitement des antécédents judiciaires*', 'Traitement des antécédents judiciaires'),
        ('Grounded in', 'Gounded in'),
        ('“PARAFE”', '"PARAFE"'),
        ('\n\nTogether', '\nTogether'),
        (' — ', ' - '),
        ('Open Letter: Ban', 'Ban'),
        ('  - block: 3\n    from: Gounded\n    to: Grounded\n', ''),
        ('underway', 'under way'),
        ('from: Gounded', 'from: Grounded'),
        ('privacy, and', 'privacy and'),
    ],
)
def test_any_other_change_of_the_letter_is_found(old, new):
    assert old in LETTER_FILE
    assert is_the_seed() and not is_the_seed(LETTER_FILE.replace(old, new, 1))


def test_a_changed_seed_is_found():
    _title, blocks, errata = letter()
    assert bare(prose.undo_errata(blocks, errata[1:])) != bare(seed()[1])
    assert bare(
        prose.undo_errata(blocks, (replace(errata[0], wrong='PARAFE'), *errata[1:]))
    ) != bare(seed()[1])
