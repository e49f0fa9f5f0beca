"""Lines that read otherwise, and in them which words."""

from hypothesis import given
from hypothesis import strategies as st

from letterpress.kit.compare import passages
from letterpress.kit.compare.passages import GONE, NEW, SAME, Passage

TEXTS = st.lists(st.text('abc é.\u2028', max_size=8), max_size=6).map('\n\n'.join)


def test_a_word_in_a_paragraph():
    found = passages.compare('One.\n\nThey ask for a ban.\n', '\ufeffOne.\n\nThey want a ban.\n')
    assert found == (Passage('They ask for a ban.', 'They want a ban.'),)
    assert list(found[0].words()) == [
        (SAME, 'They '), (GONE, 'ask for'), (NEW, 'want'), (SAME, ' a ban.'),
    ]  # fmt: skip


def test_a_name_in_a_list_is_a_line():
    assert passages.compare('Ada\nZoé', 'Ada\nEléna\nZoé') == (Passage('', 'Eléna'),)
    assert passages.compare('Ada\nZoé', 'Zoé') == (Passage('Ada', ''),)


def test_what_is_shown_short_still_shows_the_change():
    long = ' '.join(f'word{n}' for n in range(60))
    old, new = passages.shortened(Passage(f'{long} ban {long}', f'{long} end {long}'))
    assert old.startswith('… ') and old.endswith(' …') and ' ban ' in old and ' end ' in new
    assert len(old) < 160


def test_a_passage_of_a_book_is_not_compared_word_by_word():
    old = 'a ' * passages.LONG
    assert list(Passage(old, 'b').words()) == [(GONE, old), (NEW, 'b')]


@given(TEXTS, TEXTS)
def test_the_pieces_give_both_texts_again(before, after):
    assert (passages.compare(before, before)) == ()
    for one in passages.compare(before, after):
        assert one.before != one.after
        pieces = list(one.words())
        assert ''.join(words for how, words in pieces if how != NEW) == one.before
        assert ''.join(words for how, words in pieces if how != GONE) == one.after
