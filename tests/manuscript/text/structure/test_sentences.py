"""Sentences: where they end, in each language, and which are not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from letterpress.findings import Place
from letterpress.manuscript import reading
from letterpress.manuscript.model import Block, Opened, Run
from letterpress.manuscript.text.structure import opened, sentences

ROOT = Path(__file__).resolve().parents[4]
CASES = {
    'en': [
        'We ask Dr. Smith, e.g. on p. 5, not to.',
        'Is it a ban? Yes!',
        'He said: “No.” She left.',
        'No. We say no.',
        'See No. 5 of the U.S. Code, etc. It costs 3.5 million.',
        'J. R. R. Tolkien wrote it (see example.org). The end',
        'Well… perhaps. Never!',
    ],
    'fr': ['M. Dupont et Mme. Durand, p. ex. ici, signent. « Non\u00a0! » Ils partent.'],
    'de': [
        'Das ist z. B. am 3. Mai, d.\u202fh. bald, u. a. in Berlin. Dann nicht mehr.',
        'Wir sind 81. Sie zählen Gesichter, Namen usw. und mehr.',
        'Nach Abs. 2 der DSGVO. Ende.',
    ],
    'es': ['¿Quién mira? ¡Todos! El Sr. López, p. ej., calla. Fin.'],
    'it': ['Il sig. Rossi, p. es., è sospetto. Tutti lo siamo, ecc. Fine.'],
    'el': [
        'Ποιος κοιτά; Όλοι, π.χ. εσείς, δηλ. εμείς. Τέλος.',
        'Κάμερες, οθόνες κ.λπ. Και μετά; Τίποτα.',
    ],
    'bg': ['Т.е. всички, напр. вие, чл. 5 и др. Край. През 2020 г. Франция реши.'],
    'ar': ['من يراقب؟ كلنا، قال د. سالم. انتهى.'],
}
FOUND = {
    'en': [1, 2, 2, 2, 2, 2, 2],
    'fr': [3],
    'de': [2, 2, 2],
    'es': [4],
    'it': [3],
    'el': [3, 3],
    'bg': [4],
    'ar': [3],
}


@pytest.mark.parametrize(
    ('language', 'text', 'count'),
    [
        (language, text, count)
        for language, texts in CASES.items()
        for text, count in zip(texts, FOUND[language], strict=True)
    ],
)
def test_sentences_are_counted_as_readers_count_them(language: str, text: str, count: int) -> None:
    found = [text[slice(*span)] for span in sentences.spans(text, language)]
    assert len(found) == count, found
    assert ' '.join(found) == text, 'nothing but the blanks between them is left out'


def test_a_semicolon_asks_in_greek_alone() -> None:
    text = 'One; Two.'
    assert len(sentences.spans(text, 'en')) == 1
    assert len(sentences.spans('Ένα; Δύο.', 'el')) == 2


def test_nothing_has_no_sentence() -> None:
    assert sentences.spans(' ', 'en') == ()


def test_a_letter_is_parted_alike_in_all_its_languages() -> None:
    files = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in (ROOT / 'content').rglob('*')
        if path.is_file()
    }
    sample, _ = reading.read(files)
    assert sample is not None and len(sample.letters) == 8
    counts = {
        language: [len(sentences.spans(block.text, language)) for block in letter.blocks]
        for language, letter in sample.letters.items()
    }
    assert counts['en'] == [1, 3, 2, 6, 3, 5, 1]
    assert all(one == counts['en'] for one in counts.values()), counts


def test_a_whole_block_may_be_open() -> None:
    block = Block('paragraph', (Run('One. Two.'),))
    assert opened.span(block, Opened(1, 0), 'en') == (0, 9)
    assert opened.span(block, Opened(1, 2), 'en') == (5, 9)


def test_what_is_not_there_is_found_where_it_is_named() -> None:
    blocks = [Block('paragraph', (Run('One. Two.'),))]
    series = (Opened(1, 2), Opened(1, 3, place=Place('p', 3, 11)), Opened(2, 1))
    found = list(opened.check({'redacted': series}, blocks, 'en', 'content/letter/en.md'))
    assert [one.code for one in found] == ['LP380', 'LP380']
    assert found[0].place == Place('p', 3, 11)
    assert found[0].hint == 'it has 2 sentences, the last begins “Two.”'
    assert found[1].hint == 'it has 1 block, the last begins “One. Two.”'
