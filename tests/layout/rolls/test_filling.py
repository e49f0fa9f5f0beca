"""Long rolls on pages: every name once, in order, none cut; and in the time of the names."""

from __future__ import annotations

import random
import time

import pytest

from letterpress.layout.rolls import filling
from letterpress.layout.rolls.filling import Names, Sheet


def roll(count: int, first: int = 1, seed: int = 3) -> Names:
    chance = random.Random(seed)
    names = sorted(f'{chance.choice("ABCDEFGHIKLMNOPRSTW")}{n:06}' for n in range(count))
    rows = [(name,) if chance.random() < 0.9 else (name, 'x', 'y') for name in names]
    return Names(rows, [name[0] for name in names], first)


def shown(pages) -> list[tuple[str, ...]]:
    return [row for page in pages for part in page for row in part.leaf.rows()]


@pytest.mark.parametrize('counts', [(1001,), (3, 1400), (1400, 3), (700, 700), (5000, 12)])
@pytest.mark.parametrize('tails', [(), (0, 3), (2, 2)])
def test_every_name_stands_once_in_order_and_no_column_is_too_deep(counts, tails):
    rolls, first = [], 1
    for n, count in enumerate(counts):
        rolls.append(roll(count, first, seed=n))
        first += count
    sheet = Sheet(2, 49, 2 if len(counts) > 1 else 0, 2, tails)
    pages = filling.pages(rolls, sheet)
    assert shown(pages) == [row for names in rolls for row in names.rows]
    for page in pages:
        used = 0
        for n, part in enumerate(page):
            depths = [
                sum(len(row) for stretch in column for row in stretch.rows)
                for column in part.leaf.columns
            ]
            assert max(depths) == part.lines
            tail = tails[part.roll] if part.last and part.roll < len(tails) else 0
            used += part.lines + tail + (sheet.heading if part.first else 0) + (2 if n else 0)
        assert used <= 49
    for number, names in enumerate(rolls):
        parts = [part for page in pages for part in page if part.roll == number]
        assert [part.first for part in parts] == [True] + [False] * (len(parts) - 1)
        assert [part.last for part in parts] == [False] * (len(parts) - 1) + [True]
        numbers = [part.leaf.first for part in parts]
        assert numbers[0] == names.first and numbers == sorted(numbers)


def test_no_name_stands_alone_under_its_initial_at_a_columns_end():
    names = Names(
        [(f'A{n}',) for n in range(41)] + [(f'B{n}',) for n in range(60)],
        ['A'] * 41 + ['B'] * 60,
        1,
    )
    assert names.end(0, 42) == 41  # B0 would stand alone
    assert names.end(0, 43) == 43
    assert names.end(0, 40) == 39  # and A40 would on the next


def test_pages_that_go_on_alike_stand_once_in_the_markup():
    book = filling.book([roll(40), roll(3000, 41)], Sheet(2, 49, 2, 2, ()))
    assert book.leaves.more == sum(len(one) - 1 for one in book.leaves.places) > 20
    assert len(book.pages) <= 4
    places = [part.place for page in book.pages for part in page]
    assert places == list(range(len(book.leaves.places)))
    rows = [row for leaves in book.leaves.places for leaf in leaves for row in leaf.rows()]
    assert len(rows) == len(set(rows)) + (len(rows) - len(set(rows))) == 3040
    with_names = [part for page in book.pages for part in page if part.columns]
    assert [part.place for part in with_names] == [book.leaves.model]


def test_a_leaf_names_its_initials_once_where_they_are_one():
    names = Names([('Ab',), ('Ac',), ('Ba',)], ['A', 'A', 'B'], 7)
    assert names.leaf([(0, 1), (1, 2)]).range == 'A'
    leaf = names.leaf([(0, 2), (2, 3)])
    assert (leaf.range, leaf.first) == ('A – B', 7)
    assert names.leaf([(1, 2), (2, 3)]).columns[0][0].new is False


def test_the_digest_knows_every_line():
    one, other = (
        filling.book([roll(1200, seed=seed)], Sheet(2, 49, 0, 0, ())).leaves for seed in (1, 2)
    )
    assert one.digest() != other.digest() and len(one.digest()) == 64


def test_ten_times_the_names_take_about_ten_times_as_long():
    def took(count: int) -> float:
        names = roll(count)
        start = time.process_time()
        filling.book([names], Sheet(2, 49, 0, 0, ()))
        return time.process_time() - start

    few, many = (min(took(count) for _ in range(3)) for count in (4000, 40_000))
    assert many < 20 * few
