"""What strangers' words and other people's libraries may do to an answer: nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import warnings
import zipfile
from pathlib import Path

import pytest

from fixtures.sample import SCRIPT, letterpress
from letterpress import console
from letterpress.base.visible import visible
from letterpress.cli import main as cli

CASES = Path(__file__).parents[2]
LINE = 'x\n✓ Genuine: the file is whole.pdf'
EVIL = [
    'x\n✓ Genuine: whole',
    'x\r✓ Genuine',
    'x\x1b[2J',
    'x\x9b2J',
    'x\x85y',
    'x\u2028y',
    'x\u2029y',
    'x\u202ey',
    'x\u2066y',
    'x\x07y',
    'x\x7fy',
    'x\ty',
    'x\x0by',
    'x\U000e0041y',
]


@pytest.mark.parametrize('evil', EVIL)
def test_every_control_character_is_shown_and_everyday_text_is_not_touched(evil: str) -> None:
    shown = visible(evil)
    assert shown.isprintable() and '<U+' in shown
    for plain in (
        'letter.pdf',
        'Lettre ouverte à tous.pdf',
        'Ανοιχτή επιστολή',
        'رسالة مفتوحة',
        'نامه‌ها',
        'x 1 000',
        '',
    ):
        assert visible(plain) == plain


def lines_of(done: subprocess.CompletedProcess) -> list[str]:
    return (done.stdout + done.stderr).split('\n')


def assert_nobody_else_speaks(done: subprocess.CompletedProcess) -> None:
    assert not [line for line in lines_of(done) if line.startswith('✓')], done
    assert '\x1b' not in done.stdout + done.stderr


@pytest.mark.parametrize(
    'command',
    [
        ['verify'],
        ['verify', '--lang', 'ar'],
        ['verify', '--details'],
        ['verify', '--json'],
        ['preflight'],
        ['preflight', '--read'],
        ['seal'],
        ['verify', 'another-argument'],
        ['signatories', 'import'],
        ['recipients', 'import'],
        ['build', '--key'],
        ['build', '--layout'],
        ['explain'],
        ['signatories', 'withdraw'],
        ['signatories', 'trace', '--look-in'],
        ['key', 'new', '--pass-file'],
        ['verify', '--trust'],
    ],
    ids=' '.join,
)
@pytest.mark.parametrize('there', [True, False], ids=['a file', 'no file'])
def test_a_name_with_a_line_feed_adds_no_line(
    small: Path, tmp_path: Path, command: list[str], there: bool
) -> None:
    shutil.copytree(small, tmp_path / 'letter', ignore=shutil.ignore_patterns('build'))
    if there:
        (tmp_path / 'letter' / LINE).write_bytes(b'%PDF-1.7\n')
    more = (
        ['other.pdf'] if command in (['verify', '--trust'], ['key', 'new', '--pass-file']) else []
    )
    assert_nobody_else_speaks(
        letterpress(*command, LINE, *more, cwd=tmp_path / 'letter', check=None)
    )


@pytest.mark.parametrize(
    'command',
    [
        ['verify'],
        ['verify', '--details', '--lang', 'fr'],
        ['verify', '--json'],
        ['verify', '--report', 'r.html'],
    ],
    ids=' '.join,
)
def test_names_in_a_kit_and_in_a_zip_add_no_line(
    small: Path, tmp_path: Path, command: list[str]
) -> None:
    shutil.copytree(small / 'build/kit', tmp_path / 'kit')
    name = 'en/x\n✓ Genuine: the file is whole'
    (tmp_path / 'kit' / name).write_bytes(b'x')
    (tmp_path / 'kit' / 'y\n✓ Genuine\x1b[2J').mkdir()
    (tmp_path / 'kit' / 'y\n✓ Genuine\x1b[2J' / 'z').symlink_to('nowhere')
    assert_nobody_else_speaks(letterpress(*command, 'kit', cwd=tmp_path, check=4))
    with zipfile.ZipFile(tmp_path / 'kit.zip', 'w') as archive:
        archive.writestr('a\n✓ Genuine\x1b[2J', b'x')
        archive.writestr(
            'manifest.json',
            json.dumps(
                {'files': [{'path': 'b\n✓ Genuine\x1b[2J', 'sha256': '0' * 64, 'bytes': 1}]}
            ),
        )
    assert_nobody_else_speaks(letterpress(*command, 'kit.zip', cwd=tmp_path, check=4))


def test_the_signers_name_adds_no_line(tmp_path: Path) -> None:
    """A certificate may call its owner anything; an answer and its page show what stands there."""
    from letterpress.commands.verdicts import answers, report
    from letterpress.finishing.judging.reasons import because
    from letterpress.finishing.judging.verdict import Answer, Verdict
    from letterpress.world import clock

    for evil in EVIL:
        checked = answers.Checked(
            Verdict(
                Answer.UNKNOWN_SIGNER,
                subject=evil,
                sha256='0' * 64,
                stamped_by=evil,
                proven=clock.now(),
                reasons=(because('not-file', path=evil, place=evil),),
            ),
            evil,
            3,
            '0' * 64,
            roll=((evil, 'same'),),
        )
        said = answers.in_words(checked, evil, 'en', details=True)
        assert all(line.isprintable() for line in said.split('\n')), said
        assert said.count('\n') == answers.in_words(checked, 'x', 'en', details=True).count('\n')
        assert evil.encode() not in report.page(checked, 'en', clock.now())


def test_json_for_machines_can_be_shown_on_a_terminal_and_reads_back(
    capsys: pytest.CaptureFixture[str],
) -> None:
    value = {'names': EVIL, 'plain': 'Ελλάδα', 'bidi': 'رسالة'}
    console.answer(value)
    said = capsys.readouterr().out
    assert json.loads(said) == value
    assert all(line.isprintable() for line in said.split('\n')) and 'Ελλάδα' in said


def test_paths_for_the_next_tool_are_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    console.paths(['build/a.pdf', LINE])
    assert len(capsys.readouterr().out.splitlines()) == 2


# ---- other people's libraries --------------------------------------------------------------------

SAYS = """
import sys
sys.path.insert(0, {tests!r})
from letterpress import console
from letterpress.cli import main as cli
from letterpress.commands import verify as verification
def loud(*_):
    import logging, warnings
    for name in ('pyhanko', 'pyhanko.sign.validation', 'pypdf', 'fontTools.subset', 'weasyprint',
                 'asn1crypto', 'PIL', ''):
        logger = logging.getLogger(name)
        logger.warning('a warning of %s', name)
        try:
            raise ValueError('of another library')
        except ValueError:
            logger.exception('a traceback of %s', name)
    logging.warning('of the root')
    warnings.warn('deprecated', DeprecationWarning)
    warnings.warn('deprecated', UserWarning)
    class Late:
        def __del__(self):
            raise ValueError('while it goes')
    Late()
    import os
    raise FileNotFoundError(2, 'No such file', 'nothing.pdf')
verification.verify = loud
sys.exit(cli.run(['verify', 'nothing.pdf']))
"""


def test_no_line_of_another_library_is_seen(tmp_path: Path) -> None:
    def run(**env: str) -> str:
        return subprocess.run(
            [sys.executable, '-c', SAYS.format(tests=str(CASES))],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            env={**os.environ, 'NO_COLOR': '1', **env},
        ).stderr

    said = run()
    assert all(
        line.startswith(('nothing.pdf: LP706', '  hint: ', '1 error')) for line in said.splitlines()
    ), said
    assert 'a warning of pypdf' in run(
        LETTERPRESS_DEBUG='1'
    )  # who looks for a fault gets all of it


def test_warnings_come_to_those_who_ask_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warnings, 'showwarning', warnings.showwarning)
    monkeypatch.setattr(sys, 'unraisablehook', sys.unraisablehook)
    monkeypatch.setattr(sys, 'warnoptions', ['error'])
    console.quieten()
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        with pytest.raises(UserWarning, match='told'):
            warnings.warn('told', stacklevel=1)


def broken_files() -> dict[str, bytes]:
    """Return files at which pypdf and pyHanko have much to say."""
    head = (
        b'%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[3 0 R]>>>>\nendobj\n'
        b'2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n'
    )
    field = (
        b'3 0 obj\n<</FT/Sig/T(Seal)/V<</Type/Sig/Filter/Adobe.PPKLite'
        b'/SubFilter/ETSI.CAdES.detached/ByteRange[0 10 20 10]/Contents<00>>>>>\nendobj\n'
    )
    return {
        'no-xref.pdf': head + field + b'trailer\n<</Root 1 0 R/Size 4>>\nstartxref\n9\n%%EOF\n',
        'wrong-xref.pdf': head
        + field
        + b'xref\n0 4\n0000000000 65535 f \n0000000001 00000 n \n0000000002 00000 n \n'
        b'0000000003 00000 n \ntrailer\n<</Root 1 0 R/Size 4>>\nstartxref\n'
        + str(len(head + field)).encode()
        + b'\n%%EOF\n',
        'cut.pdf': head,
        'nothing.pdf': b'',
        'noise.pdf': b'%PDF-1.4' + bytes(range(256)) * 8,
    }


@pytest.mark.parametrize('name', broken_files())
@pytest.mark.parametrize(
    'command',
    [['verify'], ['preflight'], ['seal', '--renew', '--profile', 'x'], ['seal']],
    ids=' '.join,
)
def test_broken_files_make_no_library_speak(tmp_path: Path, name: str, command: list[str]) -> None:
    (tmp_path / name).write_bytes(broken_files()[name])
    done = letterpress(*command, name, cwd=tmp_path, check=None)
    for line in done.stderr.splitlines():
        assert line.startswith(
            (f'{name}: LP', 'seal.toml: LP', '  hint: ', '1 error', '2 errors')
        ), done.stderr


def test_those_files_do_make_them_speak(tmp_path: Path) -> None:
    """The twin of the test above: whoever looks for a fault hears them."""
    said = ''
    for name, data in broken_files().items():
        (tmp_path / name).write_bytes(data)
        for command in ('verify', 'preflight'):
            said += letterpress(
                command, name, cwd=tmp_path, env={'LETTERPRESS_DEBUG': '1'}, check=None
            ).stderr
    assert [
        line
        for line in said.splitlines()
        if not line.startswith(tuple(broken_files()))
        and '  hint' not in line
        and 'error' not in line
    ]


# ---- a home --------------------------------------------------------------------------------------

HOMES = {
    'missing': {'HOME': None},
    'empty': {'HOME': ''},
    'relative': {'HOME': '.'},
    'a file': {'HOME': '/dev/null'},
    'relative settings': {'XDG_CONFIG_HOME': 'conf'},
}


@pytest.mark.parametrize('home', HOMES)
@pytest.mark.parametrize(
    'command',
    [
        ['verify', 'x.pdf'],
        ['seal', 'x.pdf', '--profile', 'mine'],
        ['seal', 'x.pdf', '--renew', '--profile', 'mine'],
        ['doctor'],
        ['check'],
        ['build', '--profile', 'mine'],
    ],
    ids=' '.join,
)
def test_a_home_that_is_missing_is_no_source_of_settings(
    tmp_path: Path,
    home: str,
    command: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """As in a container that runs as a number: no HOME, no entry in passwd."""
    (tmp_path / 'x.pdf').write_bytes(b'%PDF-1.7\n')
    for place in (
        '.config',
        'conf',
    ):  # a relative home must not make the working folder a source of trust
        (tmp_path / place / 'letterpress').mkdir(parents=True)
        (tmp_path / place / 'letterpress' / 'seal.toml').write_text('this is no TOML')

    def nobody(_: object) -> None:
        raise KeyError

    monkeypatch.setattr('pwd.getpwuid', nobody)
    monkeypatch.setattr('pwd.getpwnam', nobody)
    monkeypatch.setenv('NO_COLOR', '1')
    monkeypatch.delenv('XDG_CONFIG_HOME', raising=False)
    for name, value in HOMES[home].items():
        if value is None:
            monkeypatch.delenv(name)
        else:
            monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    code = cli.run(command)
    said = capfd.readouterr().err
    assert 'Traceback' not in said and 'LP558 error' not in said, said
    assert code == {'verify': 4, 'seal': 2, 'check': 2, 'build': 2}.get(command[0], code), said
    if '--profile' in command and command[0] == 'seal':
        assert 'LP559' in said


def test_the_command_itself_without_home(tmp_path: Path) -> None:
    (tmp_path / 'x.pdf').write_bytes(b'%PDF-1.7\n')
    env = {
        name: value for name, value in os.environ.items() if name not in ('HOME', 'XDG_CONFIG_HOME')
    }
    done = subprocess.run(
        [str(SCRIPT), 'verify', 'x.pdf'], cwd=tmp_path, capture_output=True, text=True, env=env
    )
    assert done.returncode == 4 and not done.stderr


def test_a_home_that_is_closed_to_us_is_no_source_of_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from letterpress.world import profiles

    def closed(path: Path) -> bool:
        raise PermissionError(13, 'Permission denied', str(path))

    monkeypatch.setenv('XDG_CONFIG_HOME', str(tmp_path))
    monkeypatch.delenv('LETTERPRESS_SEAL_CONFIG', raising=False)
    monkeypatch.setattr(Path, 'is_file', closed)
    assert profiles.config(tmp_path) is None and profiles.own() is None
