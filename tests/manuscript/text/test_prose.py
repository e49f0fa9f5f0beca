"""Letter Markdown: blocks, foreign words, what is refused, hashes, errata."""

import pytest

from letterpress.findings import Place
from letterpress.manuscript.model import Erratum, Run
from letterpress.manuscript.text import prose


def blocks(markdown, line=1, foreign=()):
    found, wrong = prose.blocks(markdown, 'a.md', line, foreign)
    assert wrong == ()
    return found


def refused(markdown, line=1, foreign=()):
    return [
        (one.code, one.place.line, one.place.column)
        for one in prose.blocks(markdown, 'a.md', line, foreign)[1]
    ]


def test_paragraphs_are_runs_of_one_style():
    (block,) = blocks(
        'One *two* **three** ***four*** [five *six*](https://a.org)\nseven \\*eight\\* & nine', 5
    )
    assert block.place == Place('a.md', 5, 1) and block.kind == 'paragraph'
    assert block.runs == (
        Run('One '),
        Run('two', True),
        Run(' '),
        Run('three', False, True),
        Run(' '),
        Run('four', True, True),
        Run(' '),
        Run('five ', href='https://a.org'),
        Run('six', True, href='https://a.org'),
        Run(' seven *eight* & nine'),
    )


def test_every_kind_of_block_knows_its_line():
    found = blocks('# A\n\nB\nb\n\n- C\n- D\n\n> E\n>\n> F\n\n### G', 10)
    assert [(block.kind, block.level, block.text, block.place.line) for block in found] == [
        ('heading', 1, 'A', 10),
        ('paragraph', 0, 'B b', 12),
        ('item', 0, 'C', 15),
        ('item', 0, 'D', 16),
        ('quote', 0, 'E', 18),
        ('quote', 0, 'F', 20),
        ('heading', 3, 'G', 22),
    ]


@pytest.mark.parametrize(
    'markdown, expected',
    [
        ('a <b>c</b>', [('LP140', 1, 3), ('LP140', 1, 7)]),
        ('<!-- a -->', [('LP140', 1, 1)]),
        ('a\n\n<script>alert(1)</script>', [('LP140', 3, 1)]),
        ('a\nb ![c](d.png)', [('LP141', 2, 3)]),
        ('`a` and `a`', [('LP142', 1, 1), ('LP142', 1, 9)]),
        ('```\na\n```', [('LP142', 1, 1)]),
        ('a\n\n    b', [('LP142', 3, 1)]),
        ('[a](javascript:alert(1))', [('LP143', 1, 5)]),
        ('[a](JavaScript:alert)', [('LP143', 1, 5)]),
        ('[a](file:///etc/passwd)', [('LP143', 1, 5)]),
        ('[a](data:text/html,b)', [('LP143', 1, 5)]),
        ('[a](//b.org/)', [('LP143', 1, 5)]),
        ('[a](b.html)', [('LP143', 1, 5)]),
        ('<ftp://a.org>', [('LP143', 1, 2)]),
        ('a  \nb', [('LP148', 1, 2)]),
        ('a\\\nb', [('LP148', 1, 2)]),
        ('a\n\n---', [('LP148', 3, 1)]),
        ('- a\n  - b\n    - c', [('LP148', 3, 1)]),
        ('- - a', [('LP155', 1, 1)]),
        ('> - a', [('LP148', 1, 1)]),
        ('a \u202e b\n\nc', [('LP103', 1, 3)]),
        # headings by # only
        ('We ask\nfor it.\n---', [('LP148', 3, 1)]),
        ('We ask\n===', [('LP148', 2, 1)]),
        ('We ask\n-', [('LP148', 2, 1)]),
        ('#', [('LP155', 1, 1)]),
        ('## Heading ##', [('LP155', 1, 13)]),
        ('##Heading', [('LP148', 1, 1)]),
        ('- # a', [('LP148', 1, 1)]),
        # notes, tables, struck words, boxes
        ('said.[^1] and\nmore[^note]', [('LP114', 1, 6), ('LP114', 2, 5)]),
        ('said.[^a b]', [('LP148', 1, 6)]),
        ('said.^1', [('LP148', 1, 6)]),
        ('m^2^', [('LP148', 1, 2)]),
        ('a^[said so]', [('LP148', 1, 2)]),
        ('a\n\n[^1]: b', [('LP115', 3, 1)]),
        ('| A | B |\n| 1 | 2 |', [('LP148', 1, 1)]),
        ('A | B\n--|--|--\n1 | 2', [('LP148', 2, 1)]),
        ('A\tB\n1\t2', [('LP148', 1, 1)]),
        ('a ~~b~~', [('LP148', 1, 3)]),
        ('a ~b~', [('LP148', 1, 3)]),
        ('H~2~O', [('LP148', 1, 2)]),
        ('- [ ] a\n- [x] b', [('LP148', 1, 3), ('LP148', 2, 3)]),
        # links by reference
        ('See [a][1].', [('LP148', 1, 5)]),
        ('See [a][].', [('LP148', 1, 5)]),
        ('[a]: https://b.org', [('LP148', 1, 1)]),
        ('[a]\n\n[a]: vbscript:x', [('LP148', 3, 1)]),
        ('[a] (https://b.org)', [('LP153', 1, 1)]),
        ('[a]\n(https://b.org)', [('LP153', 1, 1)]),
        ('[a](https://b c.org)', [('LP153', 1, 1)]),
        ('[a](https://b.org "c")', [('LP153', 1, 5)]),
        ('[](https://b.org)', [('LP153', 1, 4)]),
        # stars
        ('**We ask: **an answer', [('LP151', 1, 1), ('LP151', 1, 11)]),
        ('__We ask', [('LP151', 1, 1)]),
        ('a *b c', [('LP151', 1, 3)]),
        ('5 €* and\nb_ c', [('LP151', 1, 4), ('LP151', 2, 2)]),
        ('un*believ*able', [('LP151', 1, 3)]),
        ('(*) a (*)', [('LP151', 1, 2), ('LP151', 1, 8)]),
        # codes of signs, backslashes
        (
            'a&nbsp;b &amp; &#8211; &#x2013; R&D; AT&T',
            [('LP152', 1, 2), ('LP152', 1, 10), ('LP152', 1, 16), ('LP152', 1, 24)],
        ),
        ('C:\\Users', [('LP158', 1, 3)]),
        ('a \\', [('LP158', 1, 3)]),
        # lists
        ('1. a', [('LP154', 1, 1)]),
        ('12. Mai', [('LP154', 1, 1)]),
        ('1. a\n1. b', [('LP154', 2, 1)]),
        ('3. a\n4. b', [('LP154', 1, 1)]),
        ('1. a\n3. b', [('LP154', 2, 1)]),
        ('01. a\n02. b', [('LP154', 1, 1), ('LP154', 2, 1)]),
        ('- a\n\n  b', [('LP148', 3, 1)]),
        ('- a\n-', [('LP155', 2, 1)]),
        ('>', [('LP155', 1, 1)]),
        ('> > a', [('LP148', 1, 1)]),
        ('- > a', [('LP148', 1, 1)]),
        ('* a note', [('LP148', 1, 1)]),
        ('+ 20 %', [('LP148', 1, 1)]),
        ('We ask:\n• a\n• b', [('LP148', 2, 1), ('LP148', 3, 1)]),
        ('We ask:\n– a\n– b', [('LP148', 3, 1)]),
        ('We ask:\n→ a\n→ b', [('LP148', 3, 1)]),
        ('We ask:\na) b\nb) c', [('LP148', 3, 1)]),
        ('We ask:\n2. b\n3. c', [('LP148', 3, 1)]),
        # apostrophes
        ('l\u2019an\n\nl\u02bcan', [('LP157', 3, 2)]),
    ],
)
def test_what_a_letter_cannot_hold_is_refused_at_its_place(markdown, expected):
    assert refused(markdown) == expected
    assert [(code, line + 6, column) for code, line, column in expected] == refused(markdown, 7)


@pytest.mark.parametrize(
    'markdown',
    [
        '[a](https://b.org)',
        '[a](HTTP://b.org)',
        '<https://b.org>',
        '[a](mailto:b@c.org)',
        'a < b',
        'a \\&lt;b',
        '1984\\. a',
        '\u2068a\nb\u2069',
        'Bürger*innen und Journalist*innen',
        '2*3*4',
        '5 * 3',
        'a_b_c',
        'see [1] and [2]',
        'about ~20 to ~30',
        '\\*',
        '5 €\\*',
        'x\\^2',
        'AT&T; R&D',
        'a - b\n- c\n- d',
        '1. a\n2. b\n\nc\n\n3. d',
        '1) a\n2) b',
        'l\u02bcan',
        '#hashtag',
        'https://a.org/_b_/~c/*d*/e and www.a.org/_b_',
        'a\n— b',
        'Name: ______',
        '*a* **b** _c_ __d__ ***e***',
        '*a (b)*',
        '这*强*的',
    ],
)
def test_what_a_letter_may_hold_is_not_refused(markdown):
    assert refused(markdown) == []


def test_foreign_words_get_their_language_wherever_they_stand_and_across_styles():
    found = blocks('The *fichier* TAJ and\n\n*fichier* TAJ again', 1, [('fichier TAJ', 'fr')])
    assert found[0].runs == (
        Run('The '),
        Run('fichier', True, lang='fr'),
        Run(' TAJ', lang='fr'),
        Run(' and'),
    )
    assert [run.lang for run in found[1].runs] == ['fr', 'fr', '']
    assert found[0].text == 'The fichier TAJ and'


def test_foreign_words_that_are_not_there_are_found():
    place = Place('a.md', 3, 5)
    _found, wrong = prose.blocks(
        'text', 'a.md', 9, [prose.Foreign('mot', 'fr', place), ('wort', 'de')]
    )
    assert [(one.code, one.place) for one in wrong] == [
        ('LP144', place),
        ('LP144', Place('a.md', 9)),
    ]


# ---- the hash ------------------------------------------------------------------------------------


def hashed(markdown, foreign=()):
    return prose.letter_hash(blocks(markdown, 1, foreign))


def test_the_hash_is_of_words_and_emphasis_not_of_lines():
    whole = hashed('One *two* three.\n\nFour')
    assert whole == hashed('One\n*two*   three.\n\n\nFour\n') == hashed('One _two_ three.\n\nFour')
    assert whole == hashed('One *two* three.\n\nFour', [('two', 'fr'), ('thr', 'de')])
    assert hashed('é') == hashed('e\u0301')
    assert len(whole) == 64


@pytest.mark.parametrize(
    'other',
    [
        'One two three.\n\nFour',
        'One **two** three.\n\nFour',
        'One *two three*.\n\nFour',
        'One *two* three.\n\n- Four',
        'One *two* three. Four',
        'One *two* three\n\nFour',
        'One *[two](https://a.org)* three.\n\nFour',
        '# One *two* three.\n\nFour',
    ],
)
def test_the_hash_tells_changes_apart(other):
    assert hashed('One *two* three.\n\nFour') != hashed(other)


# ---- errata --------------------------------------------------------------------------------------


def errata(*triples):
    return tuple(Erratum(*triple, Place('a.md', line, 5)) for line, triple in enumerate(triples, 1))


def test_errata_are_undone_across_styles():
    found = blocks('The cat *sat* on the mat.\n\nThe end')
    undone = prose.undo_errata(
        found, errata((1, 'cat sad under', 'sat on'), (2, 'the', 'The'), (1, 'THE', 'The'))
    )
    assert [block.text for block in undone] == ['THE cat cat sad under the mat.', 'the end']
    assert undone[0].runs[1] == Run('cat sad under', True)
    assert found[0].text == 'The cat sat on the mat.'


def test_what_one_erratum_restores_is_no_correction_of_another():
    found = blocks('a b')
    assert prose.undo_errata(found, errata((1, 'b', 'a'), (1, 'c', 'b')))[0].text == 'b c'


def test_errata_match_exactly_once():
    found = blocks('one two one aaa\n\nthree')
    wrong = prose.check_errata(
        found,
        errata(
            (1, 'x', 'one'), (1, 'x', 'three'), (2, 'x', 'three'), (3, 'x', 'y'), (1, 'x', 'aa')
        ),
    )
    assert [(one.code, one.place.line) for one in wrong] == [
        ('LP145', 1),
        ('LP145', 2),
        ('LP146', 4),
        ('LP145', 5),
    ]


def test_errata_may_not_overlap():
    found = blocks('one two three')
    wrong = prose.check_errata(found, errata((1, 'x', 'one two'), (1, 'y', 'two three')))
    assert [one.place.line for one in wrong] == [2]
    assert prose.check_errata(found, errata((1, 'x', 'one '), (1, 'y', 'two'))) == ()
