"""The review of a list, the question, and what is written: whole, or nothing at all."""

from __future__ import annotations

import hashlib
import io
import json
import os
import pty
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fixtures import spreadsheets as made
from letterpress.cli import main as cli
from letterpress.commands import init
from letterpress.commands.lists import imports
from letterpress.findings import Rejected
from letterpress.manuscript import locales

GOOD = Path(__file__).parents[2] / 'findings' / '_good'
ROLL = Path('content/signatories.yaml')
BAD = 'Full name,Public\nAna Sol,yes\nBea Luna,"yes, but only my first name"\n'


@pytest.fixture
def letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(GOOD, tmp_path / 'letter')
    monkeypatch.chdir(tmp_path / 'letter')
    ROLL.write_text('[]\n')
    return tmp_path / 'letter'


def content() -> dict[str, str]:
    return {
        path.as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(Path('content').rglob('*'))
        if path.is_file()
    }


def run(*words: str) -> int:
    return int(cli.run(['signatories', 'import', *words]))


# ---- the first list of a letter ----


@pytest.mark.parametrize('code', locales.SUPPORTED)
def test_the_examples_of_a_new_letter_give_way_to_the_first_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], code: str
) -> None:
    init.init(tmp_path / 'new', False, (code,))
    monkeypatch.chdir(tmp_path / 'new')
    comments = [line for line in ROLL.read_text().splitlines() if line.startswith('#')]
    Path('a.csv').write_text('Organisation,Country\nElm Choir,FR\n')
    assert run('a.csv') == 0
    assert 'The 3 examples that letterpress init wrote' in capsys.readouterr().err
    text = ROLL.read_text()
    assert text.splitlines()[: len(comments)] == comments and text.count('- id:') == 1
    assert 'Elm Choir' in text
    assert run('a.csv') == 0 and ROLL.read_text() == text

    Path('b.csv').write_text('Organisation\nOak Choir\n')
    assert run('b.csv') == 0 and ROLL.read_text().startswith(text)


def test_examples_stay_beside_a_name_that_somebody_wrote_and_where_nothing_is_taken_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    init.init(tmp_path / 'new', False, ('en',))
    monkeypatch.chdir(tmp_path / 'new')
    before = ROLL.read_bytes()
    Path('doubtful.csv').write_text(BAD)
    Path('none.csv').write_text('Organisation,Country\n')
    for name in ('doubtful.csv', 'none.csv'):
        run(name)
        assert ROLL.read_bytes() == before
    mine = b'- id: elm\n  name: Elm Choir\n  kind: organisation\n'
    ROLL.write_bytes(before + mine)
    Path('a.csv').write_text('Organisation\nOak Choir\n')
    assert run('a.csv') == 0 and ROLL.read_bytes().startswith(before + mine)


# ---- nothing by halves ----

DOUBTFUL = {
    'unclear.csv': BAD.encode(),
    'kind.csv': b'Name,Email\nAna Sol,a@example.org\n',
    'wide.csv': b'Organisation,Country\nAttac,FR\nLigue, section du Nord,FR\n',
    'column.csv': b'Organisation,Is it OK?\nAttac,yes\nFDN,no\n',
    'headings.csv': b'Wer,Was\nAttac,FR\n',
    'broken.xlsx': made.xlsx({'x': [['Organisation'], ['Attac']]})[:400],
    'sheets.xlsx': made.xlsx({'x': [['Organisation'], ['A']], 'y': [['Organisation'], ['B']]}),
    'word.xlsx': made.packed({'word/document.xml': ''}),
    'empty.csv': b'',
    'spoilt.csv': 'Organisation\nFÃ©dÃ©ration\n'.encode(),
    'letter.pdf': b'%PDF-1.7\n',
    'two.csv': 'Organisation\nPeña\n'.encode('cp1252'),
}


@pytest.mark.parametrize('name', DOUBTFUL)
@pytest.mark.parametrize('words', [(), ('--yes',)])
def test_a_doubtful_list_changes_nothing_and_says_what_to_do(letter, capsys, name, words):
    Path(name).write_bytes(DOUBTFUL[name])
    before = content()
    capsys.readouterr()
    assert run(name, *words) == 1
    said = capsys.readouterr()
    assert content() == before and said.out == ''
    assert re.search(rf'{name}(:\d+)*: LP\d\d\d error: ', said.err) and 'hint: ' in said.err
    assert 'Traceback' not in said.err


def test_what_is_clear_may_be_taken_over_without_the_rest(letter, capsys):
    Path('list.csv').write_text(BAD + ',yes\n')
    assert run('list.csv', '--without-doubtful') == 0
    assert run('list.csv', '--without-doubtful') == 0  # twice changes nothing
    capsys.readouterr()
    assert cli.run(['signatories', 'list']) == 0
    assert capsys.readouterr().out == 'Ana Sol\n' and 'name: Bea Luna' in ROLL.read_text()


def test_a_list_of_nothing_new_has_nothing_to_do(letter, capsys):
    Path('list.csv').write_text('Organisation\nAttac\n')
    assert run('list.csv') == 0 and run('list.csv') == 0
    assert 'Nothing to do' in capsys.readouterr().err


def test_standard_input_is_a_list(letter, monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO('Organisation,Pays\nVélo,France\n'.encode('utf-16')))
    monkeypatch.setattr(sys, 'stdin', stream)
    assert run('-') == 0 and 'name: Vélo' in ROLL.read_text(encoding='utf-8')


def test_a_change_during_the_review_is_not_overwritten(letter):
    Path('list.csv').write_text('Organisation\nAttac\n')
    found = imports.review(Path(), Path('list.csv'))
    ROLL.write_text('- id: fdn\n  name: FDN\n  kind: organisation\n')
    before = content()
    with pytest.raises(Rejected, match='LP289'):
        imports.take(Path(), found, Path('list.csv'))
    assert content() == before


def test_a_spreadsheet_that_takes_too_much_is_stopped(letter, capsys, monkeypatch):
    def endless(*_: object) -> None:
        while True:
            time.sleep(0)

    monkeypatch.setattr(imports.sources, 'read', endless)
    monkeypatch.setattr(imports.spreadsheets, 'SECONDS', 0.2)
    Path('list.xlsx').write_bytes(made.xlsx({'x': [['Organisation']]}))
    assert run('list.xlsx') == 1 and 'longer than any list' in capsys.readouterr().err


# ---- the answer on a terminal ----


def on_a_terminal(answer: str, *words: str) -> tuple[int, str]:
    """Run an import whose input and messages are a terminal, and type an answer."""
    outer, inner = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, '-m', 'letterpress', 'signatories', 'import', *words],
        stdin=inner,
        stderr=inner,
        stdout=subprocess.PIPE,
    )
    os.close(inner)
    said, typed = b'', False
    while True:
        try:
            more = os.read(outer, 4096)
        except OSError:  # the other end is closed
            break
        if not more:
            break
        said += more
        if b'[y/N]' in said and not typed:
            os.write(outer, answer.encode() + b'\n')
            typed = True
    os.close(outer)
    assert process.stdout is not None
    process.stdout.read()
    return process.wait(), said.decode()


def test_an_answer_on_the_terminal_takes_over(letter):
    Path('list.csv').write_text(BAD)
    before = content()
    code, said = on_a_terminal('n', 'list.csv')
    assert code == 1 and content() == before
    assert 'leave out what is doubtful? [y/N]' in said and 'LP245' in said
    code, said = on_a_terminal('y', 'list.csv')
    assert code == 0 and 'Taken over: 2 added.' in said
    assert ROLL.read_text().count('public: true') == 1  # who did not clearly say yes is counted


# ---- consent, and how a list was read ----


def test_a_basis_of_consent_is_recorded_where_it_is_used(letter, capsys):
    Path('export 2026.csv').write_text('first_name,last_name,email\nAna,Sol,a@example.org\n')
    basis = 'signed at example.org under the words “names are published”'
    assert run('export 2026.csv', '--consent-basis', basis) == 0
    assert 'public: true' in ROLL.read_text() and basis in ROLL.read_text()
    kept = Path('content/imports/export-2026.yaml').read_text()
    assert f'consent_basis: "{basis}"' in kept and 'source: "export 2026.csv"' in kept
    before = content()
    assert run('export 2026.csv', '--consent-basis', basis) == 0 and content() == before
    assert run('export 2026.csv', '--consent-basis', 'on paper') == 0  # what was said stays
    assert 'on paper' in Path('content/imports/export-2026-2.yaml').read_text()
    assert content() == before | {
        path: digest for path, digest in content().items() if path.endswith('-2.yaml')
    }
    assert cli.run(['check']) == 0


def test_how_a_list_was_read_can_be_kept_and_used_again(letter, capsys):
    Path('one.csv').write_text('Wer,Nachtzug?,Egal\nAttac,ja,ja\n')
    Path('two.csv').write_text('Wer,Nachtzug?,Egal\nFDN,nein,ja\n')
    words = ('--column', 'organisation=Wer', '--column', 'public=Nachtzug?', '--let-go', 'Egal')
    assert run('one.csv', *words, '--save', 'nachtzug') == 0
    assert run('two.csv') == 0  # it gives itself away
    assert run('two.csv', '--form', 'nachtzug') == 0
    assert 'name: FDN\n  kind: organisation\n  public: false' in ROLL.read_text()
    capsys.readouterr()
    assert run('two.csv', '--form', 'nachtzg') == 1 and 'LP225' in capsys.readouterr().err
    assert run('two.csv', '--column', 'nam=Wer') == 2 and 'LP224' in capsys.readouterr().err


# ---- a second list fills in ----

WRITTEN = """# those who came first
- id: attac
  name: Attac   # of France
  kind: organisation

- id: ana-sol
  name: Ana Sol
  kind: person
  public: true
  private:
    email: a@example.org
# the end
"""


def test_a_second_list_fills_in_what_was_empty_and_says_so(letter, capsys):
    ROLL.write_text(WRITTEN)
    Path('more.csv').write_text(
        'Name,kind,Country,Website,Role,Affiliation,Phone,Public\n'
        'Attac,organisation,France,https://attac.example,,,,yes\n'
        'Ana Sol,person,Portugal,,Professor of Law,Universidade do Porto,+351 22 000 0000,yes\n'
    )
    assert run('more.csv') == 0
    said = capsys.readouterr().err
    assert re.search('Attac +url, country\n', said) and '2 of them filled in' in said
    assert re.search(
        'Ana Sol +country, role, affiliation, private phone, private consent', said
    ) or (re.search('Ana Sol +country, role, affiliation, private phone', said))
    text = ROLL.read_text()
    assert text.startswith('# those who came first\n') and text.endswith('# the end\n')
    assert (
        '  name: Attac   # of France\n  kind: organisation\n  url: https://attac.example\n' in text
    )
    assert '  affiliation: Universidade do Porto\n  private:\n' in text
    before = content()
    assert (
        run('more.csv') == 0 and content() == before and 'Nothing to do' in capsys.readouterr().err
    )


def test_what_the_roll_says_is_never_changed(letter, capsys):
    ROLL.write_text(WRITTEN.replace('kind: organisation\n', 'kind: organisation\n  country: BE\n'))
    Path('more.csv').write_text('Organisation,Country\nAttac,France\n')
    before = content()
    assert run('more.csv') == 0 and content() == before


def test_nothing_is_printed_of_a_person_who_agreed_in_another_list_only(letter):
    ROLL.write_text(WRITTEN)
    Path('more.csv').write_text('Full name,Affiliation,Email\nAna Sol,Club,a@example.org\n')
    before = content()
    assert run('more.csv') == 0 and content() == before


def test_an_entry_that_cannot_be_filled_in_is_said(letter, capsys):
    ROLL.write_text('- {id: attac, name: Attac, kind: organisation}\n')
    Path('more.csv').write_text('Organisation,Country\nAttac,France\nFDN,France\n')
    assert run('more.csv') == 0
    assert 'LP226' in capsys.readouterr().err
    assert ROLL.read_text().startswith('- {id: attac, name: Attac, kind: organisation}\n- id: fdn')


def test_the_review_as_json(letter, capsys):
    Path('list.csv').write_text(BAD)
    capsys.readouterr()
    assert run('list.csv', '--json') == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer['ok'] is False and answer['taken_over'] is False and answer['paths'] == []
    assert answer['columns'] == {'Full name': 'person', 'Public': 'whether the name may be printed'}
    assert [one['code'] for one in answer['ambiguous']] == ['LP245']
