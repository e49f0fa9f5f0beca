"""The outline: lists with their entries, quotations, tables and headings without a skipped rank."""

from letterpress.manuscript.text import prose
from letterpress.manuscript.text.structure.outline import Listing, outline


def parts(text):
    blocks, wrong = prose.blocks(text, 'a.md')
    assert wrong == ()
    return outline(blocks)


def shape(listing: Listing):
    return [
        (entry.block.text, entry.block.number, [shape(inner) for inner in entry.inner])
        for entry in listing.entries
    ]


def test_a_list_stands_in_its_entry():
    (listing,) = parts('- a\n- b\n  1. c\n  2. d\n- e\n  - f')
    assert shape(listing) == [
        ('a', 0, []),
        ('b', 0, [[('c', 1, []), ('d', 2, [])]]),
        ('e', 0, [[('f', 0, [])]]),
    ]
    assert not listing.numbered and listing.entries[1].inner[0].numbered


def test_numbers_and_dashes_are_two_lists_and_a_list_in_an_entry_parts_none():
    found = parts('1. a\n   - b\n2. c\n\n- d')
    assert [part.kind for part in found] == ['list', 'list']
    assert shape(found[0]) == [('a', 1, [[('b', 0, [])]]), ('c', 2, [])]


def test_paragraphs_of_one_quotation_are_one_and_two_quotations_are_two():
    found = parts('> a\n>\n> b\n\nc\n\n> d')
    assert [part.kind for part in found] == ['quote', 'paragraph', 'quote']
    assert [block.text for block in found[0].blocks] == ['a', 'b']


def test_two_tables_below_each_other_are_two():
    table = '| A | B |\n|---|---|\n| 1 | 2 |\n'
    found = parts(f'{table}\n{table}')
    assert [part.kind for part in found] == ['table', 'table']
    assert [cell.text for cell in found[0].head] == ['A', 'B']
    assert [[cell.text for cell in row] for row in found[0].rows] == [['1', '2']]
    assert found[0].short


def test_no_rank_of_headings_is_skipped():
    found = parts('### a\n\n# b\n\n### c\n\n###### d\n\n## e')
    assert [part.rank for part in found] == [1, 1, 2, 2, 2]
