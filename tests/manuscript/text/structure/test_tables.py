"""Tables: each cell a block, each row as long as the head, none filled up or cut off in silence."""

import pytest

from letterpress.manuscript.text import prose
from letterpress.manuscript.text.structure import tables


def read(text):
    return prose.blocks(text, 'a.md')


def test_each_cell_is_a_block_with_its_place():
    blocks, wrong = read('a\n\n| A | B |\n|:--|--:|\n| 1 | *2* |\n| x |  |\n\nb')
    assert wrong == ()
    assert [
        (block.text, block.row, block.column, block.align, block.place.line)
        for block in blocks
        if block.kind == 'cell'
    ] == [
        ('A', 0, 0, 'start', 3),
        ('B', 0, 1, 'end', 3),
        ('1', 1, 0, 'start', 5),
        ('2', 1, 1, 'end', 5),
        ('x', 2, 0, 'start', 6),
        ('', 2, 1, 'end', 6),
    ]
    assert blocks[0].kind == blocks[-1].kind == 'paragraph'


def test_a_stroke_in_a_cell_needs_a_backslash():
    blocks, wrong = read('| A | B |\n|---|---|\n| 1\\|2 | 3 |')
    assert wrong == () and [block.text for block in blocks] == ['A', 'B', '1|2', '3']


@pytest.mark.parametrize(
    'rows, lines',
    [
        ('| 1 |', [3]),
        ('| 1 | 2 | 3 |', [3]),
        ('| 1 | 2 |\ntext that follows', [4]),
        ('| 1 | 2 |\n| 3\n| 4 | 5 |', [4]),
    ],
)
def test_a_row_of_other_cells_is_found_at_its_line(rows, lines):
    _, wrong = read(f'| A | B |\n|---|---|\n{rows}')
    assert [(one.code, one.place.line) for one in wrong] == [('LP117', line) for line in lines]


def test_four_columns_are_a_table_and_five_are_too_many():
    row = '| a ' * 4 + '|'
    assert read(f'{row}\n{"|---" * 4}|\n{row}')[1] == ()
    row = '| a ' * 5 + '|'
    assert [one.code for one in read(f'{row}\n{"|---" * 5}|\n{row}')[1]] == ['LP117']


def test_what_stands_in_a_cell_is_judged_as_any_text():
    _, wrong = read('| A | B |\n|---|---|\n| ~~1~~ | <b>2</b> |')
    assert [(one.code, one.place.line, one.place.column) for one in wrong] == [
        ('LP148', 3, 3),
        ('LP140', 3, 11),
        ('LP140', 3, 15),
    ]


@pytest.mark.parametrize(
    'line, cells',
    [
        ('| a | b |', [' a ', ' b ']),
        ('a | b', ['a ', ' b']),
        ('| a \\| b |', [' a \\| b ']),
        ('| a | |', [' a ', ' ']),
    ],
)
def test_a_row_is_parted_as_the_reader_of_markdown_parts_it(line, cells):
    assert tables.cells(line) == cells
    from markdown_it.rules_block.table import escapedSplit

    theirs = escapedSplit(line.strip())
    theirs = theirs[1:] if theirs[0] == '' else theirs
    theirs = theirs[:-1] if theirs and theirs[-1] == '' else theirs
    assert [cell.replace('\\|', '|') for cell in cells] == theirs
