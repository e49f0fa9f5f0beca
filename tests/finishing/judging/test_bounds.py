"""Files made to hang: each gets its verdict within the bounds, and never a good one that nothing
stands for.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
from pathlib import Path

import pypdf  # noqa: F401  so that no child has to import it
import pytest

from fixtures import hostile
from letterpress.cli import main as cli
from letterpress.commands import preflight, verify
from letterpress.finishing import keys, marks, structure
from letterpress.finishing.cms import der
from letterpress.finishing.judging import enclosed
from letterpress.world import child

# Where reading goes on until its budget ends, or a bomb is packed for seconds: too slow for `make
# quick`.
SLOW = {
    'an attachment of a gigabyte',
    'a page of a gigabyte',
    'a page of blanks',
    'a table of a gigabyte',
    'a hundred megabytes of nothing',
    'a table of twenty million',
    'a predictor',
    'a million pages',
    'a million files',
}


def cases(group):
    return [
        pytest.param(make, id=name, marks=[pytest.mark.slow] if name in SLOW else [])
        for name, make in group.items()
    ]


def judged(tmp_path: Path, data: bytes) -> verify.Checked:
    """Return the answer on these bytes.

    What a child used is what all may use: the verdict's budget, the engines', the deep one.
    """
    file = tmp_path / 'a.pdf'
    file.write_bytes(data)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    checked = verify.verify(file, [])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert used < 2 * child.VERDICT + 2 * child.DEEP
    json.dumps(verify.as_json(checked))
    return checked


@pytest.mark.parametrize('make', cases(hostile.INSIDE))
def test_what_lies_inside_delays_no_verdict(tmp_path, make):
    """The seal holds, and that is said.

    What is too much to be read is told, and nothing is said of it.
    """
    checked = judged(tmp_path, make())
    assert checked.answer in ('DRAFT', 'MISMATCH') and checked.verdict.answer.value == 'DRAFT'
    assert checked.unread in ('', 'slow', 'large', 'deep', 'failed')


@pytest.mark.parametrize('make', cases(hostile.AFTER))
def test_what_comes_after_a_seal_is_judged_whole(tmp_path, monkeypatch, make):
    """Reading is bounded by what is read: with a budget that even a busy machine keeps to, none of
    it is left unread.
    """
    monkeypatch.setattr(child, 'VERDICT', 10 * child.VERDICT)
    checked = judged(tmp_path, make())
    assert checked.answer == 'CHANGED' and 'unread-revisions' not in [
        reason.code for reason in checked.verdict.reasons
    ]


@pytest.mark.parametrize('make', cases(hostile.SEALS))
def test_what_holds_no_good_seal_is_never_good(tmp_path, monkeypatch, make):
    monkeypatch.setattr(child, 'DEEP', 3)
    assert judged(tmp_path, make()).answer in ('CHANGED', 'BROKEN', 'UNSEALED')


@pytest.mark.parametrize('make', [one for one in cases(hostile.INSIDE) if not one.marks])
def test_preflight_of_each_ends(tmp_path, make):
    (tmp_path / 'a.pdf').write_bytes(make())
    assert cli.run(['preflight', str(tmp_path / 'a.pdf'), '--read', '--json']) in (0, 1)


@pytest.mark.parametrize('why', ['slow', 'large', 'failed'])
def test_a_verdict_that_is_not_reached_is_none(tmp_path, monkeypatch, capsys, why):
    """Not valid, not changed: nothing can be said of the file, and the command fails."""

    def never(data, trust):
        while why == 'slow':
            pass
        raise MemoryError if why == 'large' else KeyError(1)

    monkeypatch.setattr('letterpress.finishing.judging.verify.judge_pdf', never)
    monkeypatch.setattr(child, 'VERDICT', 0.5)
    (tmp_path / 'a.pdf').write_bytes(hostile.build(hostile.doc()))
    assert cli.run(['verify', str(tmp_path / 'a.pdf'), '--json']) == 4
    said = json.loads(capsys.readouterr().out)
    assert (
        said['answer'] == 'BROKEN'
        and [reason['code'] for reason in said['reasons']] == [f'unjudged-{why}']
        and not said['good']
    )


def test_revisions_that_are_not_read_in_time_are_changes(tmp_path, monkeypatch):
    """The bytes before them were judged; that what follows is harmless must be seen, not hoped."""

    def never(data):
        while True:
            pass

    monkeypatch.setattr('letterpress.finishing.judging.revisions.history.read', never)
    monkeypatch.setattr(child, 'VERDICT', 1)
    checked = judged(tmp_path, hostile.revision(b'null'))
    assert (
        checked.answer == 'CHANGED'
        and checked.verdict.reasons[-1].code == 'unread-revisions'
        and checked.unread == 'slow'
    )


@pytest.mark.parametrize(
    ('language', 'words'),
    [('en', 'too large'), ('fr', 'volumineuses'), ('el', 'μεγάλα'), ('ar', 'كبيرة')],
)
def test_an_inside_that_is_not_read_in_time_is_a_remark(
    tmp_path, monkeypatch, capsys, language, words
):
    def never(pdf):
        while True:
            pass

    monkeypatch.setattr(enclosed, 'read', never)
    monkeypatch.setattr(child, 'DEEP', 0.5)
    (tmp_path / 'a.pdf').write_bytes(hostile.build(hostile.doc()))
    assert cli.run(['verify', str(tmp_path / 'a.pdf'), '--lang', language]) == 4
    said = capsys.readouterr().out
    assert said.startswith('! ') and words in said
    if language == 'en':  # a machine is told the same, in no language
        cli.run(['verify', str(tmp_path / 'a.pdf'), '--json'])
        told = json.loads(capsys.readouterr().out)
        assert told['answer'] == 'DRAFT' and told['unread'] == 'slow'


def test_preflight_says_what_it_did_not_read(tmp_path, monkeypatch):
    def never(pdf):
        while True:
            pass

    monkeypatch.setattr(structure, 'read', never)
    monkeypatch.setattr(child, 'DEEP', 1)  # the facts must be read in it, whatever the machine
    (tmp_path / 'a.pdf').write_bytes(hostile.build(hostile.doc()))
    facts, found, reading = preflight.examine(tmp_path / 'a.pdf')
    assert facts.pages == 1 and reading is None and found[-1].code == 'LP577'
    assert cli.run(['preflight', str(tmp_path / 'a.pdf')]) == 1


@pytest.mark.parametrize(
    'command', [['preflight'], ['seal'], ['seal', '--renew', '--profile', 'x']]
)
@pytest.mark.parametrize('what', ['.', '/dev/zero', 'pipe', 'holes'])
def test_what_is_no_pdf_file_is_not_read(tmp_path, monkeypatch, capsys, command, what):
    """LP576, before a byte of it is read."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / 'seal.toml').write_text(
        '[profile.x]\nlevel = "B-LTA"\nauthorities = ["https://tsa.example"]\n'
        'roots = ["root.pem"]\n'
    )
    (tmp_path / 'root.pem').write_bytes(
        (Path(keys.__path__[0]) / 'draft' / 'draft-certificate.pem').read_bytes()
    )
    os.mkfifo('pipe')
    with open('holes', 'wb') as file:
        file.truncate(1 << 40)
    assert cli.run([command[0], what, *command[1:]]) == 2
    assert 'LP576' in capsys.readouterr().err


def test_a_file_that_hangs_is_not_sealed(tmp_path, monkeypatch, capsys):
    def never(*more):
        while True:
            pass

    monkeypatch.setattr('letterpress.finishing.sealing.lasting.seal_to_last', never)
    monkeypatch.setattr('letterpress.commands.seal.SECONDS', 0.5)
    (tmp_path / 'a.pdf').write_bytes(hostile.build(hostile.doc()))
    assert cli.run(['seal', str(tmp_path / 'a.pdf')]) == 4
    assert 'LP577' in capsys.readouterr().err and sorted(
        path.name for path in tmp_path.iterdir()
    ) == ['a.pdf']


def test_faults_of_the_readers_own_settings_are_told(tmp_path, monkeypatch, capsys):
    """A root that is no file: nothing is read for ever, nobody is trusted, and the reader hears of
    it.
    """
    (tmp_path / 'own').mkdir()
    (tmp_path / 'own/seal.toml').write_text(
        '[profile.x]\nkey = "a.p12"\nlevel = "B-T"\nauthorities = ["https://tsa.example"]\n'
        'roots = ["/dev/zero"]\n'
    )
    monkeypatch.setenv('LETTERPRESS_SEAL_CONFIG', str(tmp_path / 'own/seal.toml'))
    (tmp_path / 'in').mkdir()
    (tmp_path / 'in/a.pdf').write_bytes(hostile.build(hostile.doc()))
    assert cli.run(['verify', str(tmp_path / 'in/a.pdf')]) == 4
    said = capsys.readouterr()
    assert (
        said.out.startswith('! Draft')
        and 'LP575' in said.err
        and 'not a certificate file' in said.err
    )
    cli.run(['verify', str(tmp_path / 'in/a.pdf'), '--json'])
    assert [one['code'] for one in json.loads(capsys.readouterr().out)['findings']] == ['LP575']


# ---- the parts, each in one pass


@pytest.mark.parametrize(
    'data',
    [
        b'',
        b'\x30',
        b'\x30\x80',
        b'\x30\x84\xff\xff\xff\xff',
        b'\x06\x00',
        b'\x1f\x01\x00',
        b'\x30\x81\x01\x00',
        b'\x05\x00' * (der.MOST + 1),
    ],
)
def test_der_is_malformed_and_nothing_else(data):
    for read in (
        der.items,
        der.first,
        lambda one: der.only(one, der.OID),
        lambda one: der.dotted(der.first(one)),
    ):
        with contextlib.suppress(der.Malformed):
            read(data)


def test_identifiers_have_an_end():
    longest = der.value(der.OID, b'\x2a' + b'\xff' * (der.LONGEST - 2) + b'\x7f')
    assert der.dotted(der.first(longest)).startswith('1.2.')
    with pytest.raises(der.Malformed):
        der.dotted(der.first(der.value(der.OID, b'\x2a' + b'\xff' * 5000 + b'\x7f')))


@pytest.mark.parametrize(
    ('content', 'texts'),
    [
        (b'(ab) Tj', {-1: 'x'}),
        (b'/P<</MCID 3>>BDC<6162>Tj[<6162>-20(ab)]TJ EMC', {3: 'xxx'}),
        (b'/Artifact BMC (ab) Tj /P<</MCID 1>>BDC(ab)Tj EMC EMC(ab)Tj', {-1: 'x'}),
        (rb'(a\142) Tj (\(\)) Tj (()) Tj', {-1: 'x\ufffd\ufffd'}),
        (b'BI/W 1 ID (ab) Tj \x00 EI (ab) Tj', {-1: 'x'}),
        (b'% (ab) Tj\n(ab)Tj', {-1: 'x'}),
        (b'<6 1 6 2> Tj <616> Tj', {-1: 'x\ufffd'}),
        (b'/P<</Lang(e)/MCID 7>>BDC /Span<</ActualText(q)>>BDC (ab)Tj EMC EMC', {7: 'x'}),
        (b'(ab', {}),
        (b'/P/Named BDC (ab) Tj EMC', {-1: 'x'}),
        (b'EMC EMC (ab) "', {-1: 'x'}),
        (b'/P<</MCID 99999999999999>>BDC (ab) Tj', {-1: 'x'}),
    ],
)
def test_marked_text_is_read(content, texts):
    assert marks.marked(b'/F 1 Tf ' + content, {'/F': {0x6162: 'x'}}) == texts


@pytest.mark.parametrize(
    ('table', 'glyphs'),
    [
        (b'beginbfchar <0001> <0041> <0002><D835DC00> endbfchar', {1: 'A', 2: '\U0001d400'}),
        (b'beginbfrange <0001> <0003> <0041> endbfrange', {1: 'A', 2: 'B', 3: 'C'}),
        (b'beginbfchar <0001> <0041>', {}),
        (b'1 beginbfrange <0001><0002><00660066> endbfrange', {1: 'ff', 2: 'fg'}),
    ],
)
def test_characters_of_a_font(table, glyphs):
    from pypdf.generic import DictionaryObject, NameObject, StreamObject

    held = StreamObject()
    held.set_data(table)
    assert (
        marks.characters(
            DictionaryObject(
                {NameObject('/Encoding'): NameObject('/Identity-H'), NameObject('/ToUnicode'): held}
            )
        )
        == glyphs
    )


A, B = 'a' * 64, ' '.join('b' * 64)


@pytest.mark.parametrize(
    ('text', 'told'),
    [
        (f'signatories.csv (81 rows), SHA-256 {A}', {'signatories.csv': A}),
        (f'a.csv b.csv SHA-256 {A}', {'a.csv': A}),
        (f'a.csv SHA-256 {A} b.json: SHA-256\n{B}', {'a.csv': A, 'b.json': 'b' * 64}),
        (f'a.csv SHA-256 of b.txt SHA-256 {A}', {}),
        (f'a.csv {"x" * 130} SHA-256 {A}', {}),
        (f'a.csv SHA-256 {A[:-1]}', {}),
        (f'a.csvx SHA-256 {A}', {}),
    ],
)
def test_what_is_printed_of_files(text, told):
    assert enclosed.printed(text) == told
