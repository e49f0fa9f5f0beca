"""Initials: under which letter a name stands."""

import pytest

from letterpress.layout import initials
from letterpress.manuscript.model import PublicSignatory


def test_initials_are_those_of_what_is_sorted_by():
    assert initials.initials_of(['Abilian', 'Élan', 'L’Auberge', '3615']) == ['A', 'E', 'L', '#']
    sheep = PublicSignatory('x', 'Le Mouton', 'organisation', initial='M')
    assert initials.initials_of(['Mailo', sheep, 'Mycélium']) == ['M', 'M', 'M']
    assert [group.names for group in initials.by_initial(['Luz', sheep])] == [
        ('Luz',),
        ('Le Mouton',),
    ]
    assert (
        initials.initials_of(['(ADC) x']) == ['A']
        and initials.initials_of(['42', 'Abc']) == ['#', 'A']
        and initials.initials_of([]) == []
    )


@pytest.mark.parametrize(
    ('held', 'said'),
    [
        ('A', 'A'),
        ('AABC', 'A – C'),
        ('#AB', '# · A – B'),
        ('UZ青', 'U – Z · 青'),
        ('YZΑΒΚ', 'Y – Z · Α – Κ'),
        ('UZΑΩАЯ', 'U – Z … А – Я'),
        ('UΑА青龍', 'U … 青 – 龍'),
    ],
)
def test_a_dash_joins_letters_of_one_alphabet_alone(held, said):
    assert initials.head(held) == said


def test_arabic_initials_are_smaller():
    assert [initials.share(one) for one in ('A', 'Ω', 'Щ', '#', 'ش')] == [1, 1, 1, 1, 0.8]
    assert initials.Group('خ', ()).share == 0.8
