"""A long list is taken over by two processes, and nobody can tell from what is written and said."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from fixtures import spreadsheets
from letterpress.build.workers import aside as workers
from letterpress.cli import main as cli
from letterpress.commands.lists import imports, long_rolls
from letterpress.findings import Rejected
from letterpress.manuscript.model import Signatory
from letterpress.manuscript.roll import files as roll_files
from letterpress.manuscript.roll.lists import spreadsheets as reader
from letterpress.manuscript.roll.lists import table
from letterpress.world import machine

GOOD = Path(__file__).parents[2] / 'findings' / '_good'
ODD = (
    ('Anonymous', 'yes', ''),
    ('FÃ©dÃ©ration', 'yes', ''),
    ('Roy; Paris', 'yes', ''),
    ('', 'yes', 'FR'),
    ('Ana  Sol', 'maybe', 'XX'),
    ('Иван Петров', 'no', 'Neverland'),
    ('Ana Sol', 'yes', 'France'),
    ('Ana Sol', 'no', 'France'),
    ('نور', 'oui', 'EG'),
)


@pytest.fixture
def letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(GOOD, tmp_path / 'letter')
    monkeypatch.chdir(tmp_path / 'letter')
    monkeypatch.setattr(machine, 'cores', lambda: 2)
    lines = ['name,kind,public,country']
    for number in range(12):
        lines += [f'Person {chr(97 + number)} {n},person,yes,DE' for n in 'abcde']
        lines += [f'{name},person,{public},{where}' for name, public, where in ODD]
    lines.insert(70, 'One cell too many,person,yes,FR,x')
    (tmp_path / 'letter/list.csv').write_text('\n'.join(lines) + '\n')
    return tmp_path / 'letter'


def long(monkeypatch: pytest.MonkeyPatch, least: int) -> list[object]:
    """Make lists of so many long; return what is found of each roll that was made by two."""
    made: list[object] = []
    extended = long_rolls.extended

    def noted(*arguments: object) -> bytes | None:
        found = extended(*arguments)  # type: ignore[arg-type]  # whatever it was called with
        made.append(found)
        return found

    monkeypatch.setattr(long_rolls, 'extended', noted)
    monkeypatch.setattr(long_rolls, 'LONG', least)
    monkeypatch.setattr(table, 'LONG', least)
    return made


def review() -> imports.Review:
    return imports.review(Path(), Path('list.csv'))


@pytest.mark.parametrize('roll', ['as it was', '[]\n', '# nobody\n', '  - {id: a, name: A b}\n'])
def test_two_processes_find_and_write_what_one_does(
    letter: Path, monkeypatch: pytest.MonkeyPatch, roll: str
) -> None:
    if roll != 'as it was':
        roll = roll.replace('A b}', 'A b, kind: organisation}')
        (letter / 'content/signatories.yaml').write_text(roll)
    alone = review()
    assert len(alone.merged.added) > 40 and len(alone.doubts) > 10
    made = long(monkeypatch, 20)
    assert review() == alone
    # entries that do not begin in the first column are written and read in one piece
    assert made == [None if roll.startswith(' ') else alone.changes['content/signatories.yaml'][1]]


def test_a_process_that_dies_is_done_without(letter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = review()
    made, begin = long(monkeypatch, 20), workers.aside
    tried = []

    def dying(work: Callable[[], object], *_: str) -> Callable[[], object]:
        tried.append(work)
        return begin(lambda: os._exit(1))

    monkeypatch.setattr(workers, 'aside', dying)
    assert review() == alone
    assert made == [None] and len(tried) == 2


def test_one_processor_begins_no_other_process(
    letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = long(monkeypatch, 20)
    monkeypatch.setattr(machine, 'cores', lambda: 1)
    monkeypatch.setattr(workers, 'aside', lambda _: pytest.fail('another process began'))
    review()
    assert made == [None]


@pytest.mark.parametrize('which', ['first', 'last'])
def test_what_would_be_read_as_something_else_is_refused(
    letter: Path, monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    long(monkeypatch, 20)
    whole, name = roll_files.to_yaml, 'Person a a' if which == 'first' else 'Person l e'

    def spoilt(signatories: tuple[Signatory, ...], *, indent: int = 0) -> bytes:
        made = whole(signatories, indent=indent)
        return made.replace(f'name: {name}\n'.encode(), b'name: Somebody else\n')

    before = (letter / 'content/signatories.yaml').read_bytes()
    monkeypatch.setattr(roll_files, 'to_yaml', spoilt)
    with pytest.raises(Rejected) as refused:
        imports.import_file(Path(), Path('list.csv'))
    assert refused.value.findings[0].code == 'LP726'
    assert (letter / 'content/signatories.yaml').read_bytes() == before


# ---- a process that is killed in its middle ----


def killed_at(count: int, step: Callable[..., object]) -> Callable[..., object]:
    """Return a step that ends its process without a word the time of that number."""
    done = iter(range(count))

    def killing(*arguments: object) -> object:
        if next(done, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
        return step(*arguments)

    return killing


def names(count: int) -> list[list[str]]:
    """Return the rows of a list of so many different persons, headings included."""
    parts = [f'{first}{second}' for first in 'bdfgklmnprst' for second in 'aeiou']
    whole = (f'{a}{b} {c}'.title() for a in parts for b in parts for c in parts)
    return [
        ['name', 'kind', 'public'],
        *([one, 'person', 'yes'] for one in itertools.islice(whole, count)),
    ]


def everything(base: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in base.rglob('*') if path.is_file()}


def test_a_process_killed_among_its_rows_is_done_without(
    letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty thousand rows and more: what they say is the same, who took them is no matter."""
    rows = names(table.LONG + 100)
    (letter / 'list.csv').write_text('\n'.join(map(','.join, rows)) + '\n')
    whole = review()
    assert len(whole.merged.added) == len(rows) - 1 and not whole.doubts
    begun, later = [], table._later

    def killing(*arguments: object) -> object:
        monkeypatch.setattr(table.Rows, 'take', killed_at(1_000, table.Rows.take))
        return later(*arguments)  # type: ignore[arg-type]  # whatever it was called with

    monkeypatch.setattr(table, '_later', killing)
    monkeypatch.setattr(workers, 'start', lambda process: (begun.append(process), process.start()))
    assert review() == whole
    assert [process.exitcode for process in begun] == [-signal.SIGKILL, 0]


def test_a_spreadsheet_whose_reader_is_killed_leaves_content_as_it_was(
    letter: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = names(table.LONG + 100)
    rows[15_000][0] = 1  # type: ignore[call-overload]  # the first cell that is no text
    (letter / 'list.xlsx').write_bytes(spreadsheets.xlsx({'Answers': rows}))
    before = everything(letter)
    monkeypatch.setattr(reader, '_text', killed_at(0, reader._text))
    assert cli.run(['signatories', 'import', 'list.xlsx', '--yes']) == 1
    assert 'LP220' in capsys.readouterr().err
    assert everything(letter) == before


KILLED = """
import os, signal, sys
from letterpress.cli import main
from letterpress.manuscript.roll.lists import spreadsheets as reader
from letterpress.manuscript.roll.lists import table
from letterpress.world import machine
machine.cores = lambda: 2
later = table._later
def killing(*arguments):
    with open('child', 'w') as file:
        file.write(str(os.getpid()))
    os.kill(os.getppid(), signal.SIGKILL)
    return later(*arguments)
table._later = killing
main.run(['signatories', 'import', 'list.csv', '--yes'])
"""


def test_an_import_that_is_killed_leaves_content_as_it_was_and_no_process(letter: Path) -> None:
    rows = names(table.LONG + 100)
    (letter / 'list.csv').write_text('\n'.join(map(','.join, rows)) + '\n')
    before = everything(letter)
    done = subprocess.run([sys.executable, '-c', KILLED], cwd=letter, check=False)
    assert done.returncode == -signal.SIGKILL
    child = int((letter / 'child').read_text())
    (letter / 'child').unlink()
    assert everything(letter) == before
    until = time.monotonic() + 60
    while alive(child):
        assert time.monotonic() < until, 'the other process goes on for nobody'
        time.sleep(0.05)


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
        return not Path(f'/proc/{process}/stat').read_text().split(') ')[1].startswith('Z')
    except (ProcessLookupError, FileNotFoundError):
        return False
