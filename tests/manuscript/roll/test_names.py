"""What a name may contain, and when two names are one."""

from __future__ import annotations

import pytest

from letterpress.findings import Place
from letterpress.manuscript.roll import names, slugs

HERE = Place('content/signatories.yaml', 7, 9)


def codes(name: str) -> list[str]:
    return [finding.code for finding in names.check(name, HERE)]


@pytest.mark.parametrize(
    'name',
    [
        'Abilian',
        "L'Auberge des Migrants",
        'L’Auberge des Migrants',
        'BEhAV Consulting & Coaching',
        'Les-Tilleuls.coop',
        'Sursiendo (Chiapas, México)',
        'Électricité – réseau',
        '<b>Not markup</b>',
        '{{7*7}}',
        '78 Sud',
        'Οικολόγοι',
        'Фонд „Право“',
        'المرصد العربي',
        'می‌خواهم آزادی',
        'क्‍ष',
        'മലയാള‍ം',
        '東京の会',
        '葛\U000e0100飾',
        'Nguyễn Thị Ánh',
        'Ligue\u00a0X',
        'C++',
        'Ana & Βίκυ',
        'Technopolice Αθήνα',
        'Θέμα',
    ],
)
def test_names_that_their_owners_write(name):
    assert codes(name) == []


@pytest.mark.parametrize(
    'character, word',
    [
        ('\x00', 'U+0000'),
        ('\t', 'U+0009'),
        ('\n', 'U+000A'),
        ('\x85', 'U+0085'),
        ('\u00ad', 'U+00AD SOFT HYPHEN'),
        ('\u034f', 'U+034F COMBINING GRAPHEME JOINER'),
        ('\u061c', 'U+061C'),
        ('\u115f', 'U+115F'),
        ('\u180e', 'U+180E'),
        ('\u200b', 'U+200B ZERO WIDTH SPACE'),
        ('\u200c', 'U+200C'),
        ('\u200d', 'U+200D'),
        ('\u200e', 'U+200E'),
        ('\u2028', 'U+2028'),
        ('\u2029', 'U+2029'),
        ('\u202a', 'U+202A'),
        ('\u202e', 'U+202E RIGHT-TO-LEFT OVERRIDE'),
        ('\u2060', 'U+2060'),
        ('\u2066', 'U+2066'),
        ('\u2069', 'U+2069'),
        ('\u2800', 'U+2800'),
        ('\u2003', 'U+2003 EM SPACE'),
        ('\u3164', 'U+3164'),
        ('\ud800', 'U+D800'),
        ('\ue000', 'U+E000'),
        ('\ufdd0', 'U+FDD0'),
        ('\ufe0f', 'U+FE0F'),
        ('\ufeff', 'U+FEFF'),
        ('\uffff', 'U+FFFF'),
        ('\U000e0041', 'U+E0041'),
        ('\U000e0100', 'U+E0100'),
        ('\U000f0000', 'U+F0000'),
        ('\U0001fffe', 'U+1FFFE'),
    ],
)
def test_characters_that_no_name_may_have(character, word):
    found = names.check(f'Ab{character}ilian', HERE)
    assert [finding.code for finding in found] == ['LP201']
    assert word in found[0].message
    assert 'character 3 of the name' in found[0].message
    assert found[0].place == HERE


def test_every_wrong_character_is_named():
    found = names.check('A\u202eB\u200bC', HERE)
    assert [finding.message.partition(' ')[0] for finding in found] == ['U+202E', 'U+200B']


@pytest.mark.parametrize('name', ['می‌', '‌می', 'a‌ب', 'ب‌a', 'ب‌ ب'])
def test_a_joiner_needs_letters_that_join_on_both_sides(name):
    assert codes(name).count('LP201') == 1


@pytest.mark.parametrize(
    'name, message',
    [
        ('', 'empty'),
        ('   ', 'empty'),
        (' Abilian', 'begins or ends'),
        ('Abilian\u00a0', 'begins or ends'),
        ('Access  Now', 'two blanks'),
        ('—', 'no letter'),
        ('()', 'no letter'),
    ],
)
def test_blanks(name, message):
    found = names.check(name, HERE)
    assert [finding.code for finding in found] == ['LP202']
    assert message in found[0].message


def test_length():
    assert codes('x' * 200) == []
    assert codes('x' * 201) == ['LP203']
    assert codes('e\u0301' * 200) == []  # 400 code points, but 200 when composed
    assert codes('x' * 10_000_000) == ['LP203']


def test_marks_on_one_letter():
    assert codes('Z' + '\u0335' * 8 + 'alg' + '\u0335' * 8 + 'o') == []
    assert codes('Z' + '\u0335' * 9 + 'algo') == ['LP204']
    assert codes('é' + '\u0335' * 8) == ['LP204']  # the accent of é counts


@pytest.mark.parametrize(
    'name, words',
    [
        (
            'Fr\u0430nce Insoumise',
            ['“Fr\u0430nce”', 'Cyrillic and Latin', 'U+0430 CYRILLIC SMALL LETTER A'],
        ),
        ('\u0391TTAC', ['Greek and Latin', 'U+0391']),
        ('CNLL \u0421\u043e\u0441\u043e', ['is Cyrillic but looks Latin']),
    ],
)
def test_scripts_mixed_to_deceive(name, words):
    found = names.check(name, HERE)
    assert [(finding.code, finding.severity) for finding in found] == [('LP205', 'warning')]
    assert all(word in found[0].message for word in words)


def test_the_key_is_named_where_it_is_not_the_name():
    assert 'of the sort_as' in names.check('a\u202eb', HERE, 'sort_as')[0].message


def test_one_name_in_two_normal_forms():
    assert names.normal('Ve\u0301lorution') == 'Vélorution'
    assert names.same('Ve\u0301lorution') == names.same('VÉLORUTION')
    assert names.same('STRASSE') == names.same('Straße')
    assert names.same('Bee-home') != names.same('Beehome')


@pytest.mark.parametrize(
    'one, other',
    [
        ("Entr'ouvert", 'Entrouvert'),
        ('Génération.s', 'Generations'),
        ('Bee-home', 'Bee Home'),
        ('\u0410ttac', 'ATTAC'),
        ('Œuvre', 'ŒUVRE'),
        ('ﬁn', 'FIN'),
    ],
)
def test_names_that_look_alike(one, other):
    assert names.skeleton(one) == names.skeleton(other)


@pytest.mark.parametrize(
    'one, other', [('FDN', 'FFDN'), ('Mailo', 'Mailden'), ('東京', '京東'), ('!', '?')]
)
def test_names_that_do_not_look_alike(one, other):
    assert names.skeleton(one) != names.skeleton(other)


@pytest.mark.parametrize(
    'name, expected',
    [
        ("L'Auberge des Migrants", 'l-auberge-des-migrants'),
        ('Génération.s', 'generation-s'),
        ('Article19', 'article19'),
        ('Vélorution Paris Île-De-France', 'velorution-paris-ile-de-france'),
        ('Straße & Œuvre', 'strasse-and-oeuvre'),
        ('Οικολόγοι Αθήνας', 'oikologoi-athinas'),
        ('Йорданка Щерева', 'yordanka-shtereva'),
        ('Łódź Ørsted', 'lodz-orsted'),
        ('المرصد', 'almrsd'),
        ('東京', 's-130016b2'),
    ],
)
def test_slugs(name, expected):
    assert slugs.slug(name) == expected


def test_a_long_slug_ends_at_a_word():
    assert slugs.slug('abc ' * 30) == '-'.join(['abc'] * 15)
    assert slugs.slug('x' * 200) == 'x' * 60


def test_a_slug_that_is_taken():
    assert slugs.fresh('Abilian', {}) == 'abilian'
    assert slugs.fresh('Abilian', {'abilian'}) == 'abilian-2'
    assert slugs.fresh('ABILIAN!', {'abilian', 'abilian-2'}) == 'abilian-3'


def test_of_many_that_begin_alike_none_asks_for_the_numbers_before_its_own():
    asked = []

    class Taken(set):
        def __contains__(self, one):
            asked.append(one)
            return super().__contains__(one)

    taken, reached = Taken(), {}
    for _ in range(1000):
        taken.add(slugs.fresh('Abilian', taken, reached))
    assert len(taken) == 1000 and 'abilian-1000' in taken
    assert len(asked) < 3000


def test_the_short_way_for_everyday_names_says_what_the_long_one_says(monkeypatch):
    spans = (0x20, 0x7F), (0xA0, 0x180), (0x370, 0x530), (0x600, 0x700)
    latin = [chr(point) for span in spans for point in range(*span)]
    judged = {
        name: codes(name)
        for one in latin
        for name in (f'Ab{one}cd', one, f'{one}b', f'a {one}', f'a{one}{one}.', one * 201)
    }
    monkeypatch.setattr(names, '_PLAIN', names.re.compile('(?!)'))
    assert judged == {name: codes(name) for name in judged}


@pytest.mark.parametrize('rest', ['', '\u202e', ' \x07', '@example.org', 'аa', '  '])
def test_nobody_looks_for_other_faults_in_what_is_far_too_long(rest: str) -> None:
    found = names.check('a' * (names.MAX_LENGTH + 1) + rest, Place('f', 1))
    assert [one.code for one in found] == ['LP203']
