"""Days and times of a table: what is clear, what decides, and what stays a question."""

from __future__ import annotations

import pytest

from letterpress.manuscript.groups.lists import when

DAY = '2026-12-05'


def said(cell: str, order: str = '', to_24: bool = False) -> str:
    """Return what a cell is read as: day, times, or the doubt."""
    try:
        found = when.read(cell, order, to_24)
    except when.Doubt as doubt:
        return f'? {doubt}'
    parts = [found.day and found.day.isoformat()]
    parts += [f'{one:%H:%M}' for one in (found.starts, found.ends) if one is not None]
    return ' '.join(filter(None, parts))


@pytest.mark.parametrize(
    'cell',
    [
        '2026-12-05',
        '2026-12-05 00:00:00',
        '2026/12/5',
        '5.12.2026',
        '05.12.26',
        '5. 12. 2026',
        'Sa, 5.12.2026',
        'Samstag, den 5. Dezember 2026',
        '5. Dez. 2026',
        'samedi 5 décembre 2026',
        'le 5 déc. 2026',
        'Saturday 5th December 2026',
        'December 5, 2026',
        'Dec 5th 2026',
        '5 de diciembre de 2026',
        'sabato 5 dicembre 2026',
        '5 Δεκεμβρίου 2026',
        '5 декември 2026 г.',
        '٥ ديسمبر ٢٠٢٦',
        '5 grudnia 2026',
        'Sat 05/12/2026',
        '05/12/2026 (samedi)',
    ],
)
def test_a_day_is_read_as_it_is_written(cell):
    assert said(cell) == DAY


@pytest.mark.parametrize(
    'cell, clear',
    [
        ('18:00', '18:00'),
        ('18:00:00', '18:00'),
        ('11:30:00', '11:30'),  # as a spreadsheet has it
        ('09:00', '09:00'),
        ('12:00', '12:00'),
        ('18.30', '18:30'),
        ('18 Uhr', '18:00'),
        ('ab 18.30 Uhr', '18:30'),
        ('18h', '18:00'),
        ('à 18 h 30', '18:30'),
        ('ore 18', '18:00'),
        ('18:00 ч.', '18:00'),
        ('6pm', '18:00'),
        ('6:30 P.M.', '18:30'),
        ('12 am', '00:00'),
        ('12 pm', '12:00'),
        ('6 μ.μ.', '18:00'),
        ('٧:٣٠ مساءً', '19:30'),
        ('18:00–20:00', '18:00 20:00'),
        ('20:00 bis 23:00 Uhr', '20:00 23:00'),
        ('de 18h à 20h30', '18:00 20:30'),
        ('6-8 pm', '18:00 20:00'),
        ('2026-12-05 18:00:00', f'{DAY} 18:00'),
        ('5.12.2026, 18–20 Uhr', f'{DAY} 18:00 20:00'),
        ('5 décembre 2026 à 18h30', f'{DAY} 18:30'),
        ('Dec 5, 2026 6:30 pm', f'{DAY} 18:30'),
    ],
)
def test_a_time_is_read_as_it_is_written(cell, clear):
    assert said(cell) == clear


@pytest.mark.parametrize(
    'cell, why',
    [
        ('03/04/2026', '2026-04-03 or 2026-03-04'),
        ('03-04-2026', '2026-04-03 or 2026-03-04'),
        ('3/4/26', '2026-04-03 or 2026-03-04'),
        ('lundi 05/12/2026', '2026-12-05 or 2026-05-12'),  # neither is a Monday
        ('03/04', 'no year'),
        ('5.12.', 'no year'),
        ('5 décembre', 'no year'),
        ('31.2.2026', 'there is no day'),
        ('2026-13-01', 'there is no day'),
        ('32/13/2026', 'there is no day'),
        ('6:30', 'in the morning or in the evening'),
        ('9.00', 'in the morning or in the evening'),
        ('25:00', 'there is no time'),
        ('18:75', 'there is no time'),
        ('13 pm', 'is no time'),
        ('6', 'alone is no time'),
        ('tomorrow', 'is no time'),
        ('18:00–20:00–22:00', 'is no time'),
        ('tba', 'is no time'),
        ('5.12.2026 or 6.12.2026', 'is no time'),
        ('a' * 10_000, 'is no time'),
    ],
)
def test_what_is_not_clear_is_asked(cell, why):
    assert said(cell).startswith('?') and why in said(cell)


def test_an_order_decides_where_two_days_are_possible():
    assert said('03/04/2026', when.DAY_FIRST) == '2026-04-03'
    assert said('03/04/2026', when.MONTH_FIRST) == '2026-03-04'
    assert said('28/11/2026', when.MONTH_FIRST) == '2026-11-28'
    assert said('04/04/2026') == '2026-04-04'


def test_other_cells_of_a_column_prove_the_order():
    assert when.proven(['03/04/2026', 'x', '28/11/2026']) == when.DAY_FIRST
    assert when.proven(['03/04/2026', '11/28/2026']) == when.MONTH_FIRST
    assert when.proven(['28/11/2026', '11/28/2026']) == '' == when.proven(['03/04/2026', ''])


def test_other_cells_of_a_column_prove_that_hours_count_to_24():
    assert when.counts_to_24(['6:30', '18:00']) and when.counts_to_24(['6:30', '09:15'])
    assert not when.counts_to_24(['6:30', '7:00']) and not when.counts_to_24(['6:30', '07:00 pm'])
    assert said('6:30', to_24=True) == '06:30'
