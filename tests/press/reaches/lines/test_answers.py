"""What is known of words and paragraphs: asked once, and told to other processes and builds."""

import pytest

from letterpress.press.reaches.lines import answers, patterns


@pytest.fixture(autouse=True)
def nothing_known():
    before = answers.found()
    answers.forget()
    yield
    answers.forget()
    answers.take(before)


def test_a_question_is_asked_once():
    asked = []
    for _ in range(2):
        assert answers.of('word x', lambda: asked.append(1) or (1, 2)) == [1, 2]
    assert len(asked) == 1


def test_what_is_known_is_told_and_taken_elsewhere():
    answers.of('word x', lambda: (1, 2))
    told = answers.found()
    answers.forget()
    answers.take(told)
    assert answers.of('word x', lambda: pytest.fail('asked again')) == [1, 2]


def test_what_is_remembered_of_other_things_is_not_taken():
    answers.take({'flow x': '[]', '["ink"]': '[]', 'word y': '[3]'})
    assert answers.found() == {'word y': '[3]'}


@pytest.mark.parametrize(
    ('one', 'other'),
    [
        (('Gesichtserkennung', 'de', 3, 3), ('Gesichtserkennung', 'de', 2, 2)),
        (('information', 'en', 3, 3), ('information', 'fr', 3, 3)),
        (('Überwachung', 'de', 3, 3), ('überwachung', 'de', 3, 3)),
    ],
)
def test_questions_that_differ_in_anything_are_different_ones(one, other):
    patterns.syllables.cache_clear()
    patterns.syllables(*one)
    patterns.syllables(*other)
    assert len(answers.found()) == 2


def test_a_word_that_is_known_needs_no_dictionary(monkeypatch):
    patterns.syllables.cache_clear()
    first = patterns.syllables('Gesichtserkennung', 'de', 3, 3)
    patterns.syllables.cache_clear()
    monkeypatch.setattr(
        patterns.pyphen, 'Pyphen', lambda **_: pytest.fail('the dictionary is read')
    )
    assert patterns.syllables('Gesichtserkennung', 'de', 3, 3) == first
    assert len(first) > 2
