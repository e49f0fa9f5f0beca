"""Checking takes time in proportion to what is checked, and shows a hundred findings.

Nobody waits for a file that is none.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import effort
from fixtures.sample import letterpress
from letterpress import console
from letterpress.base import characters
from letterpress.base.nearest import did_you_mean, listed, near
from letterpress.findings import Finding, Place, Rejected, errors
from letterpress.manuscript import reading
from letterpress.manuscript.roll import names
from letterpress.manuscript.yaml import tree

GOOD = Path(__file__).parents[1] / 'findings' / '_good'
UNITS = {
    'a fault on each line': 'a: "b" c\n',
    'NUL': '\0',
    'overrides': '\u202e',
    'an override on each line': '\u202ex\n',
    'open quotation marks': 'a: "\n',
    'open brackets': '[',
    'brackets a line each': 'a: [\n',
    'braces': '{a: ',
    'anchors': '- &a b\n',
    'aliases': '- *a\n',
    'tags': '- !x b\n',
    'one key': 'a: b\n',
    'lists as keys': '? [a]\n',
    'documents': '---\na: b\n',
    'tabs': '\t',
    'colons': 'a: b: c\n',
    'escapes': 'a: "\\u202e"\n',
    'one long line': 'a',
    'stars': '*a ',
    'underscores': '__a',
    'backticks': '`',
    'quotations': '>',
    'quotations in steps': '> ',
    'headings': '# a\n\n',
    'paragraphs': 'a\n\n',
    'numbers': '1. a\n',
    'pictures': '![',
    'references': '[a]: b\n',
    'telephones': '1-',
    'ligatures': '\ufb01',
    'letters in disguise': '\U0001d41a',
    'accents': '\u0301',
    'apostrophes': '\u02bc\u2019',
    'line ends': '\n',
    'carriage returns': '\r',
}
SERIES = {
    'unknown keys': 'k{n}: b\n',
    'unknown phrases': 'letter.k{n}: b\n',
    'entries with a key of their own': '- id: a{n}\n  nmae{n}: b\n',
}
FILES = [
    'content/campaign.yaml',
    'content/letter/en.md',
    'content/signatories.yaml',
    'content/phrases/en.yaml',
    'content/posters/en.yaml',
]


def good() -> dict[str, bytes]:
    return {
        path.relative_to(GOOD).as_posix(): path.read_bytes()
        for path in GOOD.rglob('*')
        if path.is_file()
    }


def filled(unit: str, size: int) -> bytes:
    count = size // len(unit.encode()) + 1
    text = ''.join(unit.format(n=n) for n in range(count)) if '{n}' in unit else unit * count
    return text.encode()[:size].decode('utf-8', 'ignore').encode()


@pytest.mark.parametrize('name', FILES)
@pytest.mark.parametrize('unit', [*UNITS, *SERIES])
def test_no_file_of_a_hundred_kilobytes_takes_seconds(name: str, unit: str) -> None:
    files = good()
    head = files[name].rsplit(b'\n', 2)[0] + b'\n\n' if name.endswith('.md') else b''
    files[name] = head + filled({**UNITS, **SERIES}[unit], 100_000)
    with effort.within(4):
        reading.read(files)


def test_the_files_of_the_attack_end(tmp_path: Path) -> None:
    """Four megabytes, each of which took more than a minute."""
    for unit in ('a fault on each line', 'NUL', 'overrides'):
        with effort.within(12):
            campaign, found = reading.read(
                {**good(), 'content/campaign.yaml': filled(UNITS[unit], 3_900_000)}
            )
        assert campaign is None and 1000 <= len(found) < 1100
        assert any(one.code == 'LP149' for one in found)


def test_what_is_not_told_is_counted() -> None:
    found = list(characters.unprintable('\0' * 5000, 'f'))
    assert (
        len(found) == characters.MOST + 1
        and found[-1].code == 'LP149'
        and '4,000 more' in found[-1].message
    )


def test_places_are_right_however_many_lines_and_however_long() -> None:
    text = 'ab\x00\n\n\x01\nlong line \x02 and \x03\n\x04'
    assert [(one.place.line, one.place.column) for one in characters.unprintable(text, 'f', 7)] == [
        (7, 3),
        (9, 1),
        (10, 11),
        (10, 17),
        (11, 1),
    ]
    assert [
        (one.place.line, one.place.column)
        for one in characters.stray_directions('a\u202e\nb \u2066c\n\nd\u202e', 'f')
    ] == [(1, 2), (2, 3), (4, 2)]


def test_faults_after_the_first_are_found_where_they_stand() -> None:
    """Reading goes on after a fault: lines are those of the file, whatever was read before."""
    text = (
        'good: 1\na: "b" c\ngood2: 1\n'
        + ''.join(f'k{n}: y\n' for n in range(900))
        + 'b: "c" d\nlast: [1\n'
    )
    with pytest.raises(Rejected) as refused:
        tree.parse(text, 'f')
    assert [(one.code, one.place.line) for one in refused.value.findings if one.code == 'LP105'][
        :2
    ] == [('LP105', 2), ('LP105', 904)]


def test_a_hundred_findings_are_shown_and_the_errors_are_among_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = [Finding(Place('a', n + 1), 'LP205', 'a warning') for n in range(250)] + [
        Finding(Place('b', 1), 'LP101', 'the one error')
    ]
    console.tell(found)
    said = capsys.readouterr().err
    assert (
        said.count('a warning') == 99
        and 'the one error' in said
        and '151 more' in said
        and '1 error, 250 warnings' in said
    )
    console.tell(found[:100])
    assert 'more.' not in capsys.readouterr().err


def test_json_has_all_of_them_and_the_exit_code_is_right(tmp_path: Path) -> None:
    import shutil

    shutil.copytree(GOOD, tmp_path / 'letter')
    (tmp_path / 'letter/content/campaign.yaml').write_text(UNITS['a fault on each line'] * 300)
    done = letterpress('check', '--json', cwd=tmp_path / 'letter', check=1)
    answer = json.loads(done.stdout)
    assert (
        len(answer['findings']) >= 300
        and not answer['ok']
        and 'more.' in done.stderr
        and done.stderr.count(': LP') == 100
    )


# ---- names and words -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    'name',
    [
        '\U0001d41a' * 100_000,
        'aа' * 50_000,
        '\u0301' * 100_000,
        'a@b' * 30_000,
        '  ' * 50_000,
        'б' * 100_000,
    ],
)
def test_a_name_of_a_hundred_thousand_characters_is_judged_at_once(name: str) -> None:
    with effort.within(4):
        assert errors(names.check(name, Place('f', 1)))


def test_the_nearest_of_a_hundred_thousand_names_is_found_at_once() -> None:
    known = [f'organisation-number-{n}' for n in range(100_000)]
    with effort.within(2):
        assert near('organisatoin-number-4711', known) == 'organisation-number-4711'
        assert near('x' * 1000, known) == '' and near('zzzz', known) == ''
    assert (
        len(listed(known)) < 2000
        and listed(known).endswith('and 99,960 more')
        and listed(['a', 'b']) == 'a, b'
    )


def test_many_or_few_words_give_the_same_nearest_one() -> None:
    known = [
        f'{a}{b}{c}'
        for a in ('lay', 'let', 'pos', 'pre')
        for b in ('out', 'ter', 'ss', 'kit')
        for c in ('', '-a', '-b', '-c')
    ]
    assert len(known) > 50
    for word in ('layuot', 'leter', 'posss', 'prekit-b', 'lettre-c'):
        assert near(word, known) in known


def test_an_unknown_id_in_a_large_roll_is_told_at_once(tmp_path: Path) -> None:
    assert len(did_you_mean('zzz', [f'id-{n}' for n in range(100_000)])) < 2000
