"""The command line: exit codes, nearest names, JSON; never a traceback for a user's mistake."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from fixtures.sample import SCRIPT, letterpress

PROJECT = Path(__file__).parent.parent


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A fresh scaffold."""
    letterpress('init', str(tmp_path / 'my letter'), cwd=tmp_path)
    return tmp_path / 'my letter'


def test_help_names_every_command(tmp_path: Path) -> None:
    said = letterpress('--help', cwd=tmp_path).stdout
    for command in (
        'init',
        'check',
        'build',
        'seal',
        'verify',
        'key',
        'signatories',
        'doctor',
        'explain',
        'schema',
        'clean',
    ):
        assert re.search(rf'^  {command} ', said, re.MULTILINE), command


@pytest.mark.parametrize(
    ('arguments', 'hint'),
    [
        (['bild'], 'build'),
        (['signatories', 'imprt'], 'import'),
        (['explain', 'LP999'], 'LP'),
        (['build', 'postres'], 'posters'),
    ],
)
def test_an_unknown_word_is_usage_with_the_nearest_one(
    letter: Path, arguments: list[str], hint: str
) -> None:
    assert hint in letterpress(*arguments, cwd=letter, check=2).stderr


def test_an_unknown_language_or_layout_is_usage(letter: Path) -> None:
    assert 'known here: en' in letterpress('build', '--lang', 'em', cwd=letter, check=2).stderr
    assert (
        'did you mean suspects?'
        in letterpress('build', '--layout', 'suspect', cwd=letter, check=2).stderr
    )


def test_outside_a_project_the_way_in_is_told(tmp_path: Path) -> None:
    for command in ('check', 'build', 'clean'):
        assert 'letterpress init' in letterpress(command, cwd=tmp_path, check=2).stderr


def test_init_scaffolds_without_a_word_of_the_sample(letter: Path) -> None:
    sample = {p.name for p in (PROJECT / 'content').rglob('*') if p.is_file()}
    text = '\n'.join(p.read_text(encoding='utf-8') for p in letter.rglob('*') if p.is_file())
    for word in (
        'facial',
        'recognition',
        'surveillance',
        'France',
        'French',
        'Parliament',
        'Quadrature',
        'PARAFE',
        'Assembl',
        'Senate',
    ):
        assert word.casefold() not in text.casefold(), word
    assert {'campaign.yaml', 'en.md', 'en.yaml', 'signatories.yaml', 'release.md'} <= {
        p.name for p in letter.rglob('*')
    } & (sample | {'en.md'})


def test_the_scaffold_has_every_phrase_and_is_sound(letter: Path) -> None:
    def keys(path: Path) -> list[str]:
        return re.findall(r'^([a-z_.]+):', path.read_text(encoding='utf-8'), re.MULTILINE)

    assert keys(letter / 'content/phrases/en.yaml') == keys(PROJECT / 'content/phrases/en.yaml')
    answer = json.loads(letterpress('check', '--json', cwd=letter).stdout)
    assert answer['ok'] and {f['severity'] for f in answer['findings']} == {
        'warning'
    }  # its placeholders


def test_init_overwrites_nothing(letter: Path) -> None:
    assert 'LP710' in letterpress('init', str(letter), cwd=letter.parent, check=2).stderr


def test_check_for_release_refuses_placeholders(letter: Path) -> None:
    assert 'LP181 error' in letterpress('check', '--release', cwd=letter, check=1).stderr


def test_findings_as_json_have_places(letter: Path) -> None:
    path = letter / 'content/campaign.yaml'
    path.write_text(path.read_text(encoding='utf-8').replace('place:', 'palce:'), encoding='utf-8')
    answer = json.loads(letterpress('check', '--json', cwd=letter, check=1).stdout)
    wrong = [f for f in answer['findings'] if f['severity'] == 'error']
    assert wrong and all(f['path'] == 'content/campaign.yaml' and f['hint'] for f in wrong)
    assert any(f['line'] and 'palce' in f['message'] for f in wrong)
    answer = json.loads(letterpress('build', '--json', cwd=letter, check=1).stdout)
    assert answer['ok'] is False and answer['findings']


def test_explain_lists_and_explains(tmp_path: Path) -> None:
    assert len(letterpress('explain', cwd=tmp_path).stdout.splitlines()) > 60
    assert letterpress('explain', 'lp411', cwd=tmp_path).stdout.startswith('LP411 (error): ')


def test_the_roll_is_imported_once(letter: Path, tmp_path: Path) -> None:
    names = tmp_path / 'names.txt'
    names.write_text("Vélorution\nACAT France\nEntr'ouvert\n", encoding='utf-8')
    assert (
        letterpress(
            'signatories', 'import', str(names), '--kind', 'organisation', cwd=letter
        ).stdout.strip()
        == 'content/signatories.yaml'
    )
    before = (letter / 'content/signatories.yaml').read_bytes()
    again = letterpress('signatories', 'import', str(names), '--kind', 'organisation', cwd=letter)
    assert (
        '0 new, 3 already there' in again.stderr
        and (letter / 'content/signatories.yaml').read_bytes() == before
    )
    listed = letterpress('signatories', 'list', cwd=letter).stdout.splitlines()
    assert listed == ['ACAT France', "Entr'ouvert", 'Vélorution']
    letterpress('signatories', 'export', 'roll.csv', cwd=letter)
    assert (letter / 'roll.csv').read_bytes().startswith('\ufeffid,name'.encode())
    assert len(json.loads(letterpress('signatories', 'list', '--json', cwd=letter).stdout)) == 3


def test_the_seed_is_imported_whole_into_an_empty_roll(letter: Path) -> None:
    (letter / 'content/signatories.yaml').write_bytes(b'')
    done = letterpress(
        'signatories',
        'import',
        str(PROJECT / 'tests/seed/open-letter.md'),
        '--kind',
        'organisation',
        cwd=letter,
    )
    assert '81 new (81 public), 0 already there' in done.stderr
    assert len(letterpress('signatories', 'list', cwd=letter).stdout.splitlines()) == 81


def test_what_is_ambiguous_is_listed_and_not_taken(letter: Path, tmp_path: Path) -> None:
    names = tmp_path / 'names.txt'
    names.write_text('Somebody - Some Organisation\nGood Name\n', encoding='utf-8')
    done = letterpress(
        'signatories', 'import', str(names), '--kind', 'organisation', cwd=letter, check=1
    )
    assert 'LP232' in done.stderr
    assert 'Good Name' not in letterpress('signatories', 'list', cwd=letter).stdout
    words = ('--kind', 'organisation', '--without-doubtful')
    letterpress('signatories', 'import', str(names), *words, cwd=letter)
    assert 'Good Name' in letterpress('signatories', 'list', cwd=letter).stdout


@pytest.mark.parametrize('content', [b'', b'text', b'%PDF-1.7', b'PK\x03\x04', b'\x00' * 100])
def test_anything_that_is_no_pdf_zip_or_kit_is_broken(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / 'thing'
    path.write_bytes(content)
    said = letterpress('verify', str(path), cwd=tmp_path, check=4).stdout
    assert said.startswith('✗ Unreadable'), said


def test_a_folder_that_is_no_kit_is_broken_and_a_path_that_is_not_there_is_usage(
    tmp_path: Path,
) -> None:
    assert letterpress('verify', '.', cwd=tmp_path, check=4).stdout.startswith('✗ Unreadable')
    assert 'LP707' in letterpress('verify', 'nothing.pdf', cwd=tmp_path, check=2).stderr


def test_a_key_needs_a_pass_phrase_and_is_never_overwritten(tmp_path: Path) -> None:
    assert (
        'LP515'
        in letterpress('key', 'new', 'seal.p12', '--name', 'N', cwd=tmp_path, check=4).stderr
    )
    env = {'LETTERPRESS_PASSPHRASE': 'a long one'}
    said = letterpress('key', 'new', 'seal.p12', '--name', 'Ours', cwd=tmp_path, env=env)
    assert said.stdout.split() == ['seal.p12', 'seal.pem'] and 'What it is not' in said.stderr
    assert (
        'LP514'
        in letterpress(
            'key', 'new', 'seal.p12', '--name', 'Ours', cwd=tmp_path, env=env, check=2
        ).stderr
    )


@pytest.mark.parametrize(
    ('prepare', 'env', 'code'),
    [
        (lambda p: p.chmod(0o644), {'LETTERPRESS_PASSPHRASE': 'a long one'}, 'LP511'),
        (lambda p: None, {'LETTERPRESS_PASSPHRASE': 'wrong'}, 'LP502'),
        (lambda p: None, {}, 'LP502'),
        (lambda p: p.write_bytes(b'no key'), {'LETTERPRESS_PASSPHRASE': 'x'}, 'LP503'),
        (
            lambda p: None,
            {'LETTERPRESS_PASSPHRASE': 'a long one', 'SOURCE_DATE_EPOCH': '4000000000'},
            'LP505',
        ),
        (
            lambda p: None,
            {'LETTERPRESS_PASSPHRASE': 'a long one', 'SOURCE_DATE_EPOCH': '1000000000'},
            'LP506',
        ),
    ],
    ids=[
        'readable by others',
        'wrong pass phrase',
        'no pass phrase',
        'no key',
        'expired',
        'not yet valid',
    ],
)
def test_a_key_that_cannot_seal_is_one_clear_line_before_anything_is_rendered(
    letter: Path, prepare, env, code: str
) -> None:
    letterpress('key', 'new', 'seal.p12', cwd=letter, env={'LETTERPRESS_PASSPHRASE': 'a long one'})
    prepare(letter / 'seal.p12')
    done = letterpress('build', '--key', 'seal.p12', cwd=letter, env=env, check=4)
    assert [
        re.search(r'LP\d{3}', line)[0] for line in done.stderr.splitlines() if ' error: ' in line
    ] == [code]
    assert not (letter / 'build/pdf').exists()


def test_clean_keeps_the_cache(letter: Path) -> None:
    for name in ('build/kit/index.html', 'build/.cache/proofs/x'):
        (letter / name).parent.mkdir(parents=True)
        (letter / name).write_bytes(b'')
    letterpress('clean', cwd=letter)
    assert not (letter / 'build/kit').exists() and (letter / 'build/.cache/proofs/x').exists()
    letterpress('clean', '--all', cwd=letter)
    assert not (letter / 'build/.cache').exists()


def test_the_doctor_says_what_is_there(letter: Path) -> None:
    answer = json.loads(letterpress('doctor', '--json', cwd=letter).stdout)
    assert (
        answer['ok'] and answer['facts']['pango'] and 'LP Book' in answer['facts']['typefaces en']
    )


def test_the_doctor_names_the_command_that_mends(monkeypatch: pytest.MonkeyPatch) -> None:
    from letterpress.world import libraries, versions

    monkeypatch.setattr(
        versions,
        'natives',
        lambda: {'pango': '1', 'harfbuzz': '1', 'harfbuzz-subset': '', 'fontconfig': ''},
    )
    found = {f.code: f for f in libraries.missing()}
    assert set(found) == {'LP711', 'LP712'} and all('install' in f.hint for f in found.values())


# ---- the shell around it -------------------------------------------------------------------------


def shell(line: str, cwd: Path, **env: str) -> subprocess.CompletedProcess:
    """Run a line of bash in which $LP is letterpress. Fails on a traceback."""
    done = subprocess.run(
        ['bash', '-c', line],
        cwd=cwd,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, 'NO_COLOR': '1', 'LP': str(SCRIPT), **env},
    )
    assert b'Traceback' not in done.stderr and b'Exception ignored' not in done.stderr, done.stderr
    return done


@pytest.mark.parametrize(
    ('command', 'code'),
    [('explain', 0), ('signatories list', 0), ('verify content', 4), ('check --json', 1)],
)
def test_the_exit_code_is_the_same_when_nobody_reads_the_output(
    letter: Path, command: str, code: int
) -> None:
    (letter / 'content/press/en/release.md').unlink()
    for reader in ('cat >/dev/null', 'true', 'head -c 1 >/dev/null'):
        done = shell(f'"$LP" {command} | {reader}; echo ${{PIPESTATUS[0]}}', letter)
        assert done.stdout.split() == [str(code).encode()], (reader, done.stderr)


def test_a_full_disk_behind_the_output_is_a_finding(letter: Path) -> None:
    done = shell('"$LP" signatories list >/dev/full', letter)
    assert done.returncode == 1 and b'LP706' in done.stderr


@pytest.mark.parametrize('closed', ['<&-', '>&-', '2>&-', '<&- >&- 2>&-'])
def test_closed_streams_are_no_reason_to_fail(letter: Path, closed: str) -> None:
    assert shell(f'"$LP" check {closed}', letter).returncode == 0
    assert (
        shell(f'"$LP" key new seal.p12 {closed}', letter).returncode == 4
    )  # no pass phrase, nobody to ask


def test_any_locale_prints_any_name(letter: Path) -> None:
    (letter / 'names.txt').write_text('Ελλάδα\n', encoding='utf-8')
    letterpress('signatories', 'import', 'names.txt', '--kind', 'organisation', cwd=letter)
    done = shell(
        '"$LP" signatories list; "$LP" signatories list --json', letter, PYTHONIOENCODING='ascii'
    )
    assert done.returncode == 0 and b'\\u0395' in done.stdout


def test_names_of_strangers_cannot_write_on_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / '\x1b[2J\x1b[1;1HVALID\u202e.pdf'
    path.write_bytes(b'x')
    done = letterpress('verify', str(path), cwd=tmp_path, check=4)
    assert '\x1b' not in done.stdout and '\u202e' not in done.stdout and '<U+001B>' in done.stdout
    done = letterpress('verify', 'nothing\x1b[2J', cwd=tmp_path, check=2)
    assert '\x1b' not in done.stderr


def test_a_file_name_that_is_no_utf8_can_be_verified_and_told(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b'\xff.pdf')).write_bytes(b'x')
    assert shell('"$LP" verify $\'\\xff.pdf\'', tmp_path).stdout.startswith('✗ Unreadable'.encode())
    assert (
        json.loads(shell('"$LP" verify --json $\'\\xff.pdf\'', tmp_path).stdout)['answer']
        == 'BROKEN'
    )


@pytest.mark.parametrize(
    'command', [['verify', ''], ['build', '--unsealed', 'posters'], ['build', '--unsealed', 'kit']]
)
def test_what_cannot_be_meant_is_usage(letter: Path, command: list[str]) -> None:
    letterpress(*command, cwd=letter, check=2)
    assert not (letter / 'build').exists()


@pytest.mark.parametrize(
    'command',
    [
        ['posters', '--layout', 'letter'],
        ['--layout', 'press-room'],
        ['press', '--layout', 'suspects'],
    ],
)
def test_nothing_to_make_is_said_and_not_called_good(letter: Path, command: list[str]) -> None:
    assert 'LP717' in letterpress('build', *command, cwd=letter, check=2).stderr


@pytest.mark.parametrize(
    ('env', 'code', 'exit_code'),
    [
        ({'PYTHONOPTIMIZE': '1'}, 'LP718', 1),
        ({'LETTERPRESS_KEY': '~nobody-of-this-name/seal.p12'}, 'LP704', 2),
        ({'LETTERPRESS_CACHE': '/proc/nowhere'}, 'LP706', 1),
    ],
)
def test_an_environment_that_cannot_work_is_a_finding(
    letter: Path, env: dict[str, str], code: str, exit_code: int
) -> None:
    done = letterpress('build', '--json', cwd=letter, env=env, check=exit_code)
    assert code in done.stderr
    assert [f['code'] for f in json.loads(done.stdout)['findings']] == [code]


def test_an_engine_that_does_not_load_is_a_missing_tool(letter: Path, tmp_path: Path) -> None:
    (tmp_path / 'weasyprint.py').write_text(
        'raise OSError("cannot load library pango: error 0x7e\\nmore")', encoding='utf-8'
    )
    done = letterpress('build', cwd=letter, env={'PYTHONPATH': str(tmp_path)}, check=3)
    assert 'LP711' in done.stderr and 'cannot load library pango' in done.stderr


@pytest.mark.parametrize('name', ['seal.pem', '.', ''])
def test_a_key_is_not_overwritten_by_its_own_certificate(tmp_path: Path, name: str) -> None:
    env = {'LETTERPRESS_PASSPHRASE': 'a long one'}
    assert (
        'LP517'
        in letterpress('key', 'new', name, '--name', 'N', cwd=tmp_path, env=env, check=2).stderr
    )
    assert list(tmp_path.iterdir()) == []


def test_a_pass_phrase_in_another_encoding_is_a_finding(letter: Path) -> None:
    spoilt = "export LETTERPRESS_PASSPHRASE=$'p\\xe4ss phrase'; "
    done = shell(spoilt + '"$LP" key new seal.p12', letter)
    assert done.returncode == 4 and b'LP515' in done.stderr and not (letter / 'seal.p12').exists()
    letterpress('key', 'new', 'seal.p12', cwd=letter, env={'LETTERPRESS_PASSPHRASE': 'päss phrase'})
    done = shell(spoilt + '"$LP" build --key seal.p12', letter)
    assert done.returncode == 4 and b'LP502' in done.stderr


def test_init_says_a_line_that_can_be_pasted(tmp_path: Path) -> None:
    said = letterpress('init', 'my letter & co', cwd=tmp_path).stderr
    line = re.search(r'^  (cd .*)$', said, re.MULTILINE)[1]
    assert shell(f'{line} && ls content/campaign.yaml', tmp_path).returncode == 0


def test_a_build_with_nothing_to_do_draws_nothing(letter: Path) -> None:
    """On a terminal: no progress, no table, and so no rich."""
    letterpress('build', 'press', cwd=letter)
    code = (
        'import sys\nfrom letterpress.cli.main import run\ncode = run(["build", "press"])\n'
        'print("LOADED", code, "rich" in sys.modules)'
    )
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, '-c', code],
        cwd=letter,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, 'TERM': 'xterm'},
    ) as done:
        out = done.communicate()[0].decode()
    os.close(theirs)
    os.close(ours)
    assert 'LOADED 0 False' in out
