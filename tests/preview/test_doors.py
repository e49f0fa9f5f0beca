"""The port of the preview, and whether its packages are there."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from fixtures.sample import letterpress, program
from letterpress.findings import Exit, Rejected
from letterpress.preview import doors


def taken() -> socket.socket:
    """Listen at some port of this machine."""
    other = socket.socket()
    other.bind((doors.HOST, 0))
    other.listen()
    return other


def test_it_listens_on_this_machine_alone() -> None:
    with doors.opened(None) as door:
        host, port = door.getsockname()
        assert host == '127.0.0.1'
        with socket.create_connection((host, port), 5):
            pass


def test_the_next_free_port_is_taken_where_nobody_named_one(monkeypatch) -> None:
    with taken() as other:
        busy = other.getsockname()[1]
        monkeypatch.setattr(doors, 'PORT', busy)
        with doors.opened(None) as door:
            assert busy < door.getsockname()[1] <= busy + doors.FURTHER


def test_a_port_that_was_named_and_is_taken_is_a_finding_with_a_free_one(tmp_path: Path) -> None:
    letterpress('init', str(tmp_path / 'letter'), cwd=tmp_path)
    with taken() as other:
        busy = str(other.getsockname()[1])
        done = letterpress(
            'preview', '--no-open', '--port', busy, cwd=tmp_path / 'letter', check=Exit.FINDINGS
        )
    assert f'LP771 error: port {busy} of this machine is taken' in done.stderr
    offered = int(done.stderr.rpartition('--port ')[2].split()[0])
    with doors.opened(offered) as door:
        assert door.getsockname()[1] == offered
    assert done.stdout == ''


def test_a_preview_that_has_just_ended_leaves_its_port() -> None:
    with doors.opened(None) as door:
        port = door.getsockname()[1]
        with socket.create_connection((doors.HOST, port), 5):
            door.accept()[0].close()
    with doors.opened(port):
        pass


def test_without_the_extra_it_says_the_one_command_that_installs_it(tmp_path: Path) -> None:
    letterpress('init', str(tmp_path / 'letter'), cwd=tmp_path)
    code = (
        'import importlib.util as u, sys\n'
        'found = u.find_spec\n'
        'u.find_spec = lambda name, *a: None if name == "watchfiles" else found(name, *a)\n'
        'from letterpress.cli.main import run\n'
        'sys.exit(run(["preview", "--no-open"]))\n'
    )
    done = program(code, cwd=tmp_path / 'letter')
    assert done.returncode == Exit.MISSING, done.stderr
    assert 'LP770 error: the preview needs watchfiles, and that is not installed' in done.stderr
    assert 'python -m pip install "open-letterpress[serve]"' in done.stderr


def test_the_extra_names_what_the_preview_needs(project: Path) -> None:
    import tomllib

    extras = tomllib.loads((project / 'pyproject.toml').read_text('utf-8'))['project']
    named = {one.split('>')[0] for one in extras['optional-dependencies']['serve']}
    assert named == set(doors.NEEDED)


def test_a_port_that_is_refused_for_another_reason_is_no_port_taken(monkeypatch) -> None:
    monkeypatch.setattr(doors, 'HOST', '203.0.113.1')  # no machine's own (RFC 5737)
    with pytest.raises(OSError), doors.opened(None):  # noqa: PT011 - which one is the system's
        pass


def test_where_no_port_is_free_it_is_said(monkeypatch) -> None:
    monkeypatch.setattr(doors, '_bound', lambda port: None)
    with pytest.raises(Rejected) as caught, doors.opened(None):
        pass
    assert [one.code for one in caught.value.findings] == ['LP771']
