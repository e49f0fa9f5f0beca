"""Initials: under which letter a name stands."""

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
