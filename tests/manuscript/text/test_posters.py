"""The words of posters: stars in pairs set words apart, every other star is printed or found."""

import pytest

from letterpress.findings import Place
from letterpress.manuscript.text import posters

PLACE = Place('content/posters/de.yaml', 2, 3)


@pytest.mark.parametrize(
    'marked, parts',
    [
        ('*BAN* SECURITY', (('BAN', True), (' SECURITY', False))),
        ('ALL', (('ALL', False),)),
        ('*ALL*', (('ALL', True),)),
        ('«*OUI*»!', (('«', False), ('OUI', True), ('»!', False))),
        ('*ALLE BÜRGER*INNEN* HIER', (('ALLE BÜRGER*INNEN', True), (' HIER', False))),
        ('BÜRGER*INNEN UND NACHBAR*INNEN', (('BÜRGER*INNEN UND NACHBAR*INNEN', False),)),
        ('2*3*4', (('2*3*4', False),)),
        (r'\*ALL\*', (('*ALL*', False),)),
        (r'5 \* 5', (('5 * 5', False),)),
        (r'*5 \* 5* = 25', (('5 * 5', True), (' = 25', False))),
        (r'A\\B', (('A\\B', False),)),
        ('Ω*Α И Б*В', (('Ω*Α И Б*В', False),)),
    ],
)
def test_pairs_of_stars_and_stars_that_are_printed(marked, parts):
    assert posters.parts(marked) == parts
    assert posters.plain(marked) == ''.join(text for text, _ in parts)
    assert list(posters.check(marked, PLACE)) == []


@pytest.mark.parametrize(
    'marked, code',
    [
        ('*SUR RAILS', 'LP177'),
        ('SUR RAILS*', 'LP177'),
        ('5 * 5', 'LP177'),
        ('* ALL *', 'LP177'),
        ('**ALL**', 'LP177'),
        ('*A*LL', 'LP177'),
        ('A*L*', 'LP177'),
        ('A\\B', 'LP158'),
        ('__ALL__', ''),
        ('R&amp;D', 'LP152'),
        ('<b>ALL</b>', 'LP140'),
        ('ALL[^1]', 'LP148'),
        ('~~ALL~~', 'LP148'),
        ('==ALL==', 'LP148'),
        ('[ALL](https://a.org)', 'LP153'),
    ],
)
def test_what_would_be_printed_as_nobody_meant_it_is_found(marked, code):
    """A star is never lost: what is no pair is printed, and found.

    Underscores have no meaning on a poster.
    """
    assert {one.code for one in posters.check(marked, PLACE)} == {code} - {''}
    assert all(one.place == PLACE for one in posters.check(marked, PLACE))
    assert posters.plain(marked).count('*') == (
        marked.count('*') - 2 * sum(s for _, s in posters.parts(marked))
    )
