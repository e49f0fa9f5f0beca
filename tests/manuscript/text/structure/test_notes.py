"""Notes: numbered as they are referred to, told anywhere, never lost."""

from letterpress.manuscript.model import Erratum, Run, spread
from letterpress.manuscript.text import prose


def read(text):
    return prose.blocks(text, 'a.md', 3)


def told(text):
    blocks, wrong = read(text)
    assert wrong == ()
    return [(note.number, note.text, note.place.line) for block in blocks for note in block.notes]


def test_notes_are_numbered_as_the_text_refers_to_them():
    text = 'a[^x] b[^y]\n\n[^y]: second\n[^x]: first\ngoes on\n\nc[^z]\n\n[^z]:\n    third\n'
    assert told(text) == [(1, 'first goes on', 6), (2, 'second', 5), (3, 'third', 11)]


def test_a_reference_has_no_words_and_stands_where_it_was_typed():
    ((block,), _) = read('said.[^1] *More*[^2].\n\n[^1]: one\n\n[^2]: two')
    assert block.text == 'said. More.'
    assert [run.note.text if run.note else run.text for run in block.runs] == [
        'said.',
        'one',
        ' ',
        'More',
        'two',
        '.',
    ]
    assert [note.kind for note in block.notes] == ['note', 'note']


def test_a_note_has_styles_links_and_foreign_words():
    blocks, wrong = prose.blocks(
        'a[^1]\n\n[^1]: see the *Livre blanc*, [here](https://a.org)',
        'a.md',
        1,
        [('Livre blanc', 'fr')],
    )
    assert wrong == ()
    (note,) = blocks[0].notes
    assert note.runs == (
        Run('see the '),
        Run('Livre blanc', emphasis=True, lang='fr'),
        Run(', '),
        Run('here', href='https://a.org'),
    )


def test_notes_may_stand_in_entries_quotations_and_cells():
    text = '- a[^1]\n  - b[^2]\n\n> c[^3]\n\n| d | e[^4] |\n|---|---|\n| f[^5] | |\n\n'
    text += '\n\n'.join(f'[^{n}]: note {n}' for n in range(1, 6))
    assert [number for number, _, _ in told(text)] == [1, 2, 3, 4, 5]


def test_the_brackets_are_printed_behind_a_backslash():
    ((block,), wrong) = read(r'as he said\[^1] \[^the-report]')
    assert wrong == () and block.text == 'as he said[^1] [^the-report]'


def test_a_number_that_is_another_is_a_warning_and_the_note_is_kept():
    blocks, wrong = read('a[^3]\n\n[^3]: one')
    assert [(one.code, one.severity, one.place.line, one.place.column) for one in wrong] == [
        ('LP119', 'warning', 3, 2)
    ]
    assert blocks[0].notes[0].number == 1


def test_the_hash_of_a_letter_is_of_its_notes_too_and_not_of_their_names():
    one, other, third = (
        prose.letter_hash(read(text)[0])
        for text in ('a[^1]\n\n[^1]: b', '[^n]: b\n\na[^n]', 'a[^1]\n\n[^1]: c')
    )
    assert one == other != third


def test_an_erratum_may_be_one_of_a_note_and_is_undone_in_it():
    blocks, _ = read('a[^1] b\n\n- c\n\n[^1]: as teh court said')
    errata = [Erratum(3, 'the', 'teh')]
    assert prose.check_errata(blocks, errata) == ()
    restored = prose.undo_errata(blocks, errata)
    assert restored[0].notes[0].text == 'as the court said'
    assert [block.text for block in spread(restored)] == ['a b', 'c', 'as the court said']
    assert [one.code for one in prose.check_errata(blocks, [Erratum(4, 'x', 'y')])] == ['LP146']


def test_an_erratum_beside_a_note_keeps_it():
    blocks, _ = read('we ask teh[^1] court\n\n[^1]: b')
    restored = prose.undo_errata(blocks, [Erratum(1, 'the', 'teh')])
    assert restored[0].text == 'we ask the court' and restored[0].notes[0].text == 'b'
