"""Nothing outside the project's own folders is read.

Links, circles, devices and pipes among its files are findings.
"""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from fixtures.sample import letterpress
from letterpress.findings import Exit, Rejected
from letterpress.world.files import inside

GOOD = Path(__file__).parents[2] / 'findings' / '_good'
SECRET = 'the secret that lies outside'


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """The small good campaign, and beside it what it must not read."""
    shutil.copytree(GOOD, tmp_path / 'letter')
    (tmp_path / 'outside').mkdir()
    (tmp_path / 'outside' / 'secret.md').write_text(SECRET)
    return tmp_path / 'letter'


def found(letter: Path, folder: str = 'content') -> list[tuple[str, str]]:
    with pytest.raises(Rejected) as refused:
        inside.read_tree(letter, folder)
    return [(finding.code, finding.place.path) for finding in refused.value.findings]


LINKS: dict[str, Callable[[Path, Path], None]] = {
    'a file outside, by its path': lambda link, out: link.symlink_to(out / 'secret.md'),
    'a file outside, by dots': lambda link, out: link.symlink_to(
        os.path.relpath(out / 'secret.md', link.parent)
    ),
    'a folder outside': lambda link, out: link.symlink_to(out),
    'a link to a link outside': lambda link, out: (
        (out.parent / 'letter' / 'content' / '.hop').symlink_to(out / 'secret.md'),
        link.symlink_to(out.parent / 'letter' / 'content' / '.hop'),
    ),
    'nothing': lambda link, out: link.symlink_to('nowhere'),
    'itself': lambda link, out: link.symlink_to(link.name),
    'the folder it is in': lambda link, out: link.symlink_to('.'),
    'the folder above': lambda link, out: link.symlink_to('..'),
    'a device': lambda link, out: link.symlink_to('/dev/zero'),
    'the project': lambda link, out: link.symlink_to('../../..'),
    'a hidden file': lambda link, out: (
        (link.parents[2] / '.env').write_text('KEY=1'),
        link.symlink_to('../../../.env'),
    ),
    'what was built': lambda link, out: (
        (link.parents[3] / 'build').mkdir(),
        link.symlink_to('../../../build'),
    ),
    'the roll': lambda link, out: link.symlink_to('../../signatories.yaml'),
    'a local group': lambda link, out: (
        (link.parents[2] / 'groups').mkdir(),
        (link.parents[2] / 'groups/leeds.yaml').write_text('private: {note: x}'),
        link.symlink_to('../../groups/leeds.yaml'),
    ),
}


@pytest.mark.parametrize('case', LINKS)
def test_a_link_out_of_the_project_is_a_finding(letter: Path, tmp_path: Path, case: str) -> None:
    link = letter / 'content/press/en/more.md'
    LINKS[case](link, tmp_path / 'outside')
    assert found(letter) == [('LP721', 'content/press/en/more.md')]


def test_the_folder_itself_may_not_be_a_link_out(letter: Path, tmp_path: Path) -> None:
    (letter / 'content').rename(tmp_path / 'outside' / 'content')
    (letter / 'content').symlink_to(tmp_path / 'outside' / 'content')
    assert found(letter) == [('LP721', 'content')]


def test_links_within_the_three_folders_are_read(letter: Path) -> None:
    """One text for two languages, one picture for two layouts.

    Nobody gains by them what was not there.
    """
    (letter / 'content/press/en/again.md').symlink_to('boilerplate.md')
    (letter / 'layouts/second').symlink_to('card')
    content, layouts = inside.read_tree(letter, 'content'), inside.read_tree(letter, 'layouts')
    assert content['content/press/en/again.md'] == content['content/press/en/boilerplate.md']
    assert layouts['layouts/second/page.html'] == layouts['layouts/card/page.html']


def test_linked_folders_do_not_multiply(letter: Path) -> None:
    """Ten links that each lead to the folder of the next would be read a thousand times over."""
    (letter / 'layouts/card/more').symlink_to('../../layouts')
    (letter / 'layouts/second').symlink_to('card')
    assert {code for code, _ in found(letter, 'layouts')} == {'LP721'}


def test_what_is_no_file_is_never_opened(letter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(letter / 'content/press/en/pipe.md')  # opening it would wait for a writer for ever
    monkeypatch.chdir(letter / 'content')  # the path of a socket is short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind('press/en/socket.md')
        assert found(letter) == [
            ('LP722', 'content/press/en/pipe.md'),
            ('LP722', 'content/press/en/socket.md'),
        ]


def test_all_that_must_not_be_read_is_told_at_once(letter: Path) -> None:
    (letter / 'content/press/en/a.md').symlink_to('/etc/hostname')
    os.mkfifo(letter / 'content/letter/de.md')
    with open(letter / 'content/film.mov', 'wb') as film:
        film.truncate(inside.LIMIT + 1)
    assert found(letter) == [
        ('LP702', 'content/film.mov'),
        ('LP722', 'content/letter/de.md'),
        ('LP721', 'content/press/en/a.md'),
    ]


@pytest.mark.parametrize(
    'name', ['content/press/en/boilerplate.md', 'content/campaign.yaml', 'layouts/card/page.html']
)
def test_the_commands_say_so_and_publish_nothing(letter: Path, name: str) -> None:
    (letter / name).unlink()
    (letter / name).symlink_to('/etc/hostname')
    for command in (['check'], ['build']):
        done = letterpress(*command, cwd=letter, check=1)
        assert f'{name}: LP721' in done.stderr
    assert not list((letter / 'build').rglob('*.pdf')) if (letter / 'build').exists() else True


def test_a_pipe_in_the_place_of_the_campaign_holds_nobody(letter: Path) -> None:
    (letter / 'content/campaign.yaml').unlink()
    os.mkfifo(letter / 'content/campaign.yaml')
    assert 'LP722' in letterpress('check', cwd=letter, check=1).stderr


def test_hidden_files_are_no_input_and_a_closed_folder_is_not_an_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (
        'content/signatories/a.yaml',
        'content/signatories/more/b.yaml',
        'content/.git/c.yaml',
        'content/.d.yaml',
        'content/__pycache__/e.pyc',
        '.content/f.yaml',
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b'x')
    assert list(inside.read_tree(tmp_path, 'content')) == [
        'content/signatories/a.yaml',
        'content/signatories/more/b.yaml',
    ]
    assert inside.read_tree(tmp_path, 'layouts') == {}
    scandir = os.scandir

    def refuse(folder):
        if Path(folder).name == 'more':
            raise PermissionError(13, 'Permission denied', str(folder))
        return scandir(folder)

    monkeypatch.setattr(os, 'scandir', refuse)
    with pytest.raises(PermissionError):
        inside.read_tree(tmp_path, 'content')


@pytest.mark.parametrize('name', [b'content/letter/\xff.md', b'content/\xe9/en.md'])
def test_a_name_that_is_not_utf8_is_a_finding(tmp_path: Path, name: bytes) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b'/' + name))
    path.parent.mkdir(parents=True)
    path.write_bytes(b'')
    with pytest.raises(Rejected) as refused:
        inside.read_tree(tmp_path, 'content')
    (finding,) = refused.value.findings
    assert finding.code == 'LP715' and finding.place.path.isascii()


def test_a_project_layout_replaces_the_one_that_letterpress_brings_as_a_whole(
    tmp_path: Path,
) -> None:
    own = tmp_path / 'layouts' / 'letter'
    own.mkdir(parents=True)
    (own / 'layout.yaml').write_bytes(b'target: letter\n')
    files = inside.read_house(tmp_path, 'layouts')
    assert [path for path in files if path.startswith('layouts/letter/')] == [
        'layouts/letter/layout.yaml'
    ]
    assert 'layouts/press-room/style.css' in files


def test_a_folder_that_is_no_project_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(Rejected) as refused:
        inside.project(tmp_path)
    assert (
        refused.value.exit_code == Exit.USAGE
        and 'letterpress init' in refused.value.findings[0].hint
    )
