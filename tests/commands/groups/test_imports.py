"""The commands about groups: a review, whole files or none, and a list of public values alone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from letterpress.cli import main as cli
from letterpress.cli.intake import groups as command
from letterpress.commands.groups import imports
from letterpress.commands.lists import imports as lists
from letterpress.findings import Rejected
from letterpress.manuscript.groups.lists import when
from letterpress.world.files import writing as files

GOOD = Path(__file__).parents[2] / 'findings' / '_good'
HEAD = 'Group,Place,Date,Time,Contact,E-mail,Public\n'
LIST = HEAD + (
    'Leeds,City Square,2026-12-05,18:00,QxCanaryA,canary@qx.zk,yes\n'
    'York,Minster,2026-12-06,19:30,QxCanaryB,,no\n'
)
DOUBTFUL = LIST + 'Hull,Dock,03/04/2027,18:00,,,yes\n'


@pytest.fixture
def letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(GOOD, tmp_path / 'letter')
    monkeypatch.chdir(tmp_path / 'letter')
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1796000000')  # 30 November 2026
    return tmp_path / 'letter'


def run(*words: str) -> int:
    return int(cli.run(['groups', *words]))


def take(text: str, *words: str) -> int:
    Path('list.csv').write_text(text, encoding='utf-8')
    return run('import', 'list.csv', '--set', 'country=GB', '--set', 'language=en', *words)


def written() -> list[str]:
    return sorted(path.name for path in Path('content/groups').glob('*'))


def test_a_clear_list_is_taken_over_once(letter, capsys):
    assert take(LIST) == 0
    assert written() == ['leeds.yaml', 'york.yaml']
    out, said = capsys.readouterr()
    assert out.split() == ['content/groups/leeds.yaml', 'content/groups/york.yaml']
    assert '2 new (1 listed, 1 not listed), 0 already there, 0 for a person to decide' in said
    text = Path('content/groups/leeds.yaml').read_text()
    assert text.splitlines()[0] == '# yaml-language-server: $schema=../../.schema/group.json'
    assert 'public: true' in text and '  email: canary@qx.zk' in text
    assert take(LIST) == 0
    assert 'Nothing to do' in capsys.readouterr().err


def test_a_doubtful_list_is_left_alone(letter, capsys):
    assert take(DOUBTFUL) == 1
    assert not Path('content/groups').exists()
    assert 'LP841' in capsys.readouterr().err
    assert take(DOUBTFUL, '--without-doubtful') == 0
    assert written() == ['leeds.yaml', 'york.yaml']
    assert take(DOUBTFUL, '--dates', 'day-first') == 0
    assert 'day: 2027-04-03' in Path('content/groups/hull.yaml').read_text()


def test_what_is_over_is_told_in_the_review(letter, capsys):
    assert take(HEAD + 'Leeds,City Square,2026-11-05,18:00,,,yes\n') == 0
    assert 'LP826 warning' in capsys.readouterr().err


def test_machines_are_answered(letter, capsys):
    assert take(DOUBTFUL, '--json') == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer['taken_over'], answer['added'], answer['listed']) == (
        False,
        ['Leeds', 'York'],
        1,
    )
    assert [one['code'] for one in answer['ambiguous']] == ['LP841'] and answer['paths'] == []


def test_what_a_column_is_must_be_said_well(letter, capsys):
    assert take(LIST, '--column', 'plaice=Place') == 2
    assert 'the fields are name,' in capsys.readouterr().err


def test_a_file_that_came_meanwhile_is_not_overwritten(letter):
    Path('list.csv').write_text(LIST)
    asked = imports.Asked(settings=('country=GB', 'language=en'))
    found = imports.review(Path(), Path('list.csv'), asked)
    Path('content/groups').mkdir()
    Path('content/groups/york.yaml').write_text('name: mine\n')
    with pytest.raises(Rejected) as rejected:
        lists.put(Path(), found.changes, Path('list.csv'))
    assert [one.code for one in rejected.value.findings] == ['LP289']
    assert written() == ['york.yaml']


def test_a_disk_that_is_full_leaves_nothing_by_halves(letter, monkeypatch):
    Path('list.csv').write_text(LIST)
    asked = imports.Asked(settings=('country=GB', 'language=en'))
    found = imports.review(Path(), Path('list.csv'), asked)
    whole = files.write

    def write(path: Path, data: bytes) -> None:
        if path.name == 'york.yaml':
            raise OSError(28, 'No space left on device')
        whole(path, data)

    monkeypatch.setattr(files, 'write', write)
    with pytest.raises(OSError, match='No space'):
        lists.put(Path(), found.changes, Path('list.csv'))
    assert written() == []


def test_a_list_does_not_bury_a_group_that_is_wrong(letter, capsys):
    Path('content/groups').mkdir()
    Path('content/groups/bath.yaml').write_text('name: Bath\n')
    assert take(LIST) == 1
    assert 'content/groups/bath.yaml' in capsys.readouterr().err and written() == ['bath.yaml']


# ---- the list ------------------------------------------------------------------------------------


def test_the_list_shows_public_values_of_those_who_may_be_listed(letter, capsys):
    take(LIST)
    capsys.readouterr()
    assert run('list') == 0
    out, said = capsys.readouterr()
    assert out == 'Leeds  en  2026-12-05 18:00  City Square\n'
    assert '1 group, 1 more that may not be listed' in said
    assert run('list', '--json') == 0
    answered = capsys.readouterr().out
    (leeds,) = json.loads(answered)
    assert leeds['event']['begins'] == '2026-12-05T18:00:00+00:00' and leeds['country'] == 'GB'
    for text in (out, said, answered):
        assert 'Canary' not in text and 'canary' not in text and 'York' not in text


def test_the_options_are_those_of_the_reader():
    order = next(one for one in command.groups_import.params if one.name == 'order')
    assert tuple(order.type.choices) == when.ORDERS
