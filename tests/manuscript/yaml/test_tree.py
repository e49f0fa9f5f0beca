"""Strict YAML: what is read, what is refused and where."""

import itertools

import pytest
import yaml

from letterpress.base import decoding
from letterpress.findings import Place, Rejected
from letterpress.manuscript.yaml import tree
from letterpress.manuscript.yaml.tree import Mapping, Scalar, Sequence


@pytest.fixture(params=['libyaml', 'python'])
def parser(request, monkeypatch):
    """Both builds of the parser: they word their faults differently."""
    if request.param == 'libyaml' and not yaml.__with_libyaml__:
        pytest.skip('PyYAML was built without libyaml')
    monkeypatch.setattr(
        tree, 'PARSER', yaml.CSafeLoader if request.param == 'libyaml' else yaml.SafeLoader
    )


def plain(node):
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key.value: plain(value) for key, value in node.entries}


def found(text, line=1):
    with pytest.raises(Rejected) as caught:
        tree.parse(text, 'a.yaml', line)
    return [(one.code, one.place.line, one.place.column) for one in sorted(caught.value.findings)]


@pytest.mark.parametrize(
    'value',
    ['no', 'Null', '~', '1e3', '12:30', '07', '2026-12-01', 'true', '0x1F', '1_000', '.inf', 'NO'],
)
def test_every_scalar_is_text(value, parser):
    assert plain(tree.parse(f'a: {value}\nb: [{value}]\n', 'a.yaml')) == {'a': value, 'b': [value]}


def test_places_count_characters_from_one(parser):
    node = tree.parse('é: ü\nlist:\n  - ("a")\n  - {k: "v"}\n', 'a.yaml', 10)
    assert [(key.place, value.place) for key, value in node.entries] == [
        (Place('a.yaml', 10, 1), Place('a.yaml', 10, 4)),
        (Place('a.yaml', 11, 1), Place('a.yaml', 12, 3)),
    ]
    inner = node.get('list').items[1].get('k')
    assert inner == Scalar('v', Place('a.yaml', 13, 9), quoted=True)
    assert node.get('nothing') is None


def test_an_empty_text_is_an_empty_mapping(parser):
    for text in ('', '# only a comment\n', '\n\n'):
        assert tree.parse(text, 'a.yaml') == Mapping((), Place('a.yaml', 1, 1))


def test_a_key_without_value_is_an_unquoted_empty_text(parser):
    node = tree.parse('a:\nb: ""\n', 'a.yaml')
    assert (node.get('a').value, node.get('a').quoted) == ('', False)
    assert (node.get('b').value, node.get('b').quoted) == ('', True)


@pytest.mark.parametrize(
    'text, expected',
    [
        ('a: 1\nb: 2\na: 3\n', ('LP106', 3, 1)),
        ('x: {a: 1, a: 2}\n', ('LP106', 1, 11)),
        ('- a: 1\n  a: 2\n', ('LP106', 2, 3)),
        ('a: &x 1\n', ('LP107', 1, 4)),
        ('a: *x\n', ('LP107', 1, 4)),
        ('a: !!python/object:os.system x\n', ('LP108', 1, 4)),
        ('a: ! x\n', ('LP108', 1, 4)),
        ('<<: {a: 1}\n', ('LP109', 1, 1)),
        ('a: 1\n---\nb: 2\n', ('LP110', 2, 1)),
        ('? [a]\n: b\n', ('LP112', 1, 3)),
        ('? {a: b}\n: b\n', ('LP112', 1, 3)),
        ('a: ' + '[' * 40 + ']' * 40, ('LP113', 1, 19)),
        ('a: "foo\nb: bar\n', ('LP105', 1, 4)),
        ('a: "foo\nb: "bar"\n', ('LP105', 1, 4)),
        ('a: b: c\n', ('LP105', 1, 5)),
        ('a:\n\tb: c\n', ('LP105', 2, 1)),
        ('a: @x\n', ('LP105', 1, 4)),
        ('a: `x`\n', ('LP105', 1, 4)),
        ('a: - b\n', ('LP105', 1, 4)),
        ("a: 'it's'\n", ('LP105', 1, 8)),
        ('a: [x, y\nb: c\n', ('LP105', 1, 4)),
        ('a: {x: 1\n', ('LP105', 1, 4)),
        ('a: ]\n', ('LP105', 1, 4)),
        ('a: |x\n y\n', ('LP105', 1, 5)),
        ('a: x\n- y\n', ('LP105', 2, 1)),
        (' a: c\nb: d\n', ('LP105', 2, 1)),
        ('a: c\n  b: d\n', ('LP105', 2, 4)),
        ('a: x\nlost words\nb: c\n', ('LP105', 2, 1)),
        ('%YAML 9.9\n---\na: b\n', ('LP105', 1, 1)),
        ('a: {name}, text\n', ('LP105', 1, 10)),
        ('a: & b\n', ('LP105', 1, 4)),
        ('a: "\\u202e"\n', ('LP103', 1, 4)),
        ('a: "\\0"\n', ('LP102', 1, 4)),
    ],
)
def test_what_is_refused_is_refused_at_its_place(text, expected, parser):
    assert found(text) == [expected]


def test_every_syntax_fault_says_what_to_do_without_the_parsers_words(parser):
    for text in (
        'a: "foo\nb: bar\n',
        'a: b: c\n',
        'a:\n\tb: c\n',
        'a: [x\nb: c\n',
        'a: x\n- y\n',
        ' a: c\nb: d\n',
        'a: "\\q"\n',
    ):
        with pytest.raises(Rejected) as caught:
            tree.parse(text, 'a.yaml')
        (one,) = caught.value.findings
        assert one.hint
        assert not any(
            word in one.message for word in ('token', 'scalar', 'mapping', 'node', 'expected <')
        )


def test_reading_goes_on_after_a_fault(parser):
    text = 'a: @x\nb: &y 2\nc: 1\nc: 2\nd: `z`\ne: fine\n'
    assert found(text) == [('LP105', 1, 4), ('LP107', 2, 4), ('LP106', 4, 1), ('LP105', 5, 4)]


def test_an_alias_bomb_is_refused_at_once():
    names = 'abcdefghijklmnopqrstu'
    bomb = 'a: &a [x, x]\n' + ''.join(
        f'{b}: &{b} [*{a}, *{a}]\n' for a, b in itertools.pairwise(names)
    )
    assert {code for code, _, _ in found(bomb)} == {'LP107'}


def test_deep_nesting_costs_no_recursion():
    assert found('a: ' + '[' * 20_000) == [('LP113', 1, 19)]


# ---- bytes ---------------------------------------------------------------------------------------


def refused(data):
    with pytest.raises(Rejected) as caught:
        decoding.decode(data, 'a.yaml')
    return [(one.code, one.place.line, one.place.column) for one in caught.value.findings], str(
        caught.value
    )


def test_one_leading_byte_order_mark_is_dropped_and_line_ends_are_one():
    assert decoding.decode(b'\xef\xbb\xbfa: b\r\nc: d\re: f\n', 'a.yaml') == 'a: b\nc: d\ne: f\n'


def test_a_second_byte_order_mark_is_found():
    assert refused(b'\xef\xbb\xbf\xef\xbb\xbfa: b')[0] == [('LP102', 1, 1)]


def test_wrong_utf8_names_the_byte():
    codes, text = refused('a: é\nb: '.encode() + b'\xff\n')
    assert codes == [('LP101', 2, 0)] and 'offset 9 (0xff)' in text


@pytest.mark.parametrize(
    'data', ['a: b'.encode('utf-16'), b'\xed\xa0\x80', b'\xc0\xaf', b'\xf4\x90\x80\x80']
)
def test_other_encodings_surrogates_and_overlong_forms_are_refused(data):
    assert refused(data)[0][0][0] == 'LP101'


def test_a_large_file_is_refused_before_it_is_read():
    assert refused(b'a' * (decoding.MAX_BYTES + 1))[0] == [('LP104', 0, 0)]


@pytest.mark.parametrize(
    'character',
    [
        '\x00',
        '\x0b',
        '\x7f',
        '\x85',
        '\u200b',
        '\u2028',
        '\u2029',
        '\ufffe',
        '\U000e0041',
        '\U0010ffff',
    ],
)
def test_unprintable_characters_are_found_where_they_stand(character):
    codes, text = refused(f'a: b\ncd: x{character}y'.encode())
    assert codes == [('LP102', 2, 6)] and f'U+{ord(character):04X}' in text


@pytest.mark.parametrize(
    'character', ['\t', '\u200c', '\u200d', '\u200e', '\u2060', '\ue000', '\u00a0']
)
def test_characters_that_typographers_need_stay(character):
    assert decoding.decode(f'a: b{character}c'.encode(), 'a.yaml') == f'a: b{character}c'


@pytest.mark.parametrize(
    'typed, meant',
    [
        ('e\u0301', 'é'),
        ('\ufb01\ufb03', 'fiffi'),
        ('\ufb05', 'st'),
        ('\u2126', 'Ω'),
        ('\u212a', 'K'),
        ('\u212b', 'Å'),
        ('a\u00adb', 'ab'),
        ('\ufb13', 'մն'),
        ('α\u0301', 'ά'),
    ],
)
def test_a_letter_has_one_code_however_it_was_pasted(typed, meant):
    assert decoding.decode(f'a: x{typed}'.encode(), 'a.yaml') == f'a: x{meant}'
    escaped = ''.join(f'\\u{ord(c):04x}' for c in typed)
    assert plain(tree.parse(f'a: "x{escaped}"', 'a.yaml')) == {'a': f'x{meant}'}


def test_directions_balance_within_a_line_of_yaml():
    closed = {'a': '\u2068x\u2069', 'b': '\u202bx\u202c'}
    assert plain(tree.parse('a: \u2068x\u2069\nb: \u202bx\u202c\n', 'a.yaml')) == closed
    assert found('a: \u2068x\nb: y\u2069\n') == [('LP103', 1, 4), ('LP103', 2, 5)]
    assert found('a: \u202bx\u2069\u202c\n') == [('LP103', 1, 6)]


# ---- front matter --------------------------------------------------------------------------------


def test_front_matter_and_body_know_their_lines():
    node, body, line = tree.front_matter('---\ntitle: A\n---\n\nText --- more\n---\n', 'a.md')
    assert node.get('title').place == Place('a.md', 2, 8)
    assert (body, line) == ('\nText --- more\n---\n', 4)


def test_a_text_without_front_matter_is_all_body():
    assert tree.front_matter('Text\n---\n', 'a.md') == (None, 'Text\n---\n', 1)


def test_faults_in_front_matter_have_lines_of_the_file():
    with pytest.raises(Rejected) as caught:
        tree.front_matter('---\na: 1\nb: @x\n---\n', 'a.md')
    assert [one.place for one in caught.value.findings] == [Place('a.md', 3, 4)]


def test_front_matter_that_is_no_mapping_is_refused():
    with pytest.raises(Rejected, match='LP111'):
        tree.front_matter('---\n- a\n---\n', 'a.md')
