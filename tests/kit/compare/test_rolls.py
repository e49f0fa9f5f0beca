"""Two rolls are compared by who somebody is, not by the line they stand on."""

import pytest

from letterpress.kit.compare import rolls
from letterpress.manuscript.model import PublicSignatory
from letterpress.manuscript.roll import files


def table(*names: tuple[str, str], **more: str) -> bytes:
    return files.to_csv([PublicSignatory(one, name, 'person', **more) for one, name in names])


def test_names_that_came_went_and_are_written_otherwise():
    found = rolls.compare(
        table(('ada', 'Ada Lovelace'), ('elena', 'Ελένη'), ('zoe', 'Zoé')),
        table(('zoe', 'Zoë'), ('ada', 'Ada Lovelace'), ('wu', '吳, “Inc.”')),
    )
    assert (found.before, found.after) == (3, 3)
    assert found.joined == ('吳, “Inc.”',) and found.gone == ('Ελένη',)
    assert found.renamed == (('Zoé', 'Zoë'),) and not found.otherwise


def test_another_order_is_no_change():
    one, two = ('ada', 'Ada'), ('zoe', 'Zoé')
    assert not rolls.compare(table(one, two), table(two, one)).changed


def test_another_address_is_told_and_an_empty_column_is_not():
    before, after = table(('ada', 'Ada')), table(('ada', 'Ada'), url='https://a.example/')
    assert rolls.compare(before, after).otherwise == ('Ada',)
    without = before.replace(b',url', b'').replace(b'person,,', b'person,')
    assert without != before and not rolls.compare(before, without).changed


def test_the_line_of_an_embargo_is_no_word_on_anybody():
    one = [PublicSignatory('ada', 'Ada', 'person')]
    held, freed = files.to_csv(one, held='EMBARGOED until noon'), files.to_csv(one)
    assert held != freed and not rolls.compare(held, freed).changed


def test_a_table_of_something_else_is_none():
    with pytest.raises(ValueError, match='no table of names'):
        rolls.compare(b'name\r\nAda\r\n', table(('ada', 'Ada')))
    with pytest.raises(ValueError, match='no table of names'):
        rolls.compare(b'', table(('ada', 'Ada')))
