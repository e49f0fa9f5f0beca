"""setup.sh on machines that lack what it needs: one clear line, exit code 3 (with stand-ins)."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder with blanks in its name, and a PATH on which no Python is new enough."""
    base = tmp_path / 'a bare machine'
    (base / 'bin').mkdir(parents=True)
    for name in ('setup.sh', 'requirements.lock', 'pyproject.toml'):
        shutil.copy(PROJECT / name, base / name)
    for name in ('sh', 'dirname', 'id', 'grep', 'env', 'cat', 'cut', 'sha256sum'):
        (base / 'bin' / name).symlink_to(shutil.which(name))
    for name in ('python3', *(f'python3.{minor}' for minor in range(9, 20))):
        tool(base, name, 'exit 1')
    tool(base, 'ldconfig', 'echo "libpango-1.0.so libpangoft2-1.0.so libharfbuzz-subset.so"')
    return base


def tool(base: Path, name: str, line: str) -> None:
    path = base / 'bin' / name
    path.unlink(
        missing_ok=True
    )  # it may be a link to the machine's own tool: to write through it would replace that one
    path.write_text(f'#!/bin/sh\n{line}\n')
    path.chmod(0o755)


def test_the_stand_ins_leave_the_tools_of_this_machine_alone(machine: Path) -> None:
    real = Path(shutil.which('id')).resolve()
    before = real.read_bytes()
    tool(machine, 'id', 'echo 1000')
    assert real.read_bytes() == before and not (machine / 'bin' / 'id').is_symlink()


def run(base: Path, cwd: Path | None = None) -> subprocess.CompletedProcess:
    return subprocess.run(
        ['sh', os.path.relpath(base / 'setup.sh', cwd or base), 'kit'],
        cwd=cwd or base,
        capture_output=True,
        text=True,
        timeout=30,
        env={'PATH': str(base / 'bin'), 'HOME': str(base), 'CDPATH': str(base)},
        stdin=subprocess.DEVNULL,
    )


def test_a_python_that_stays_too_old_is_asked_for_twice_and_no_more(machine: Path) -> None:
    tool(machine, 'apt-get', 'echo "apt-get $*" >> "$HOME/asked"')
    tool(machine, 'id', 'echo 0')
    done = run(machine, machine.parent)
    assert done.returncode == 3 and 'Python must be 3.11 or newer' in done.stderr
    asked = (machine / 'asked').read_text()
    assert (
        asked.count(' install ') == 2
        and 'python3 python3-venv' in asked
        and 'python3.11 python3.11-venv' in asked
    )


def test_what_cannot_be_installed_is_said(machine: Path) -> None:
    tool(machine, 'apt-get', 'case "$*" in *install*) exit 100;; esac')
    tool(machine, 'id', 'echo 0')
    done = run(machine)
    assert done.returncode == 3 and 'could not be installed' in done.stderr


@pytest.mark.parametrize(
    ('manager', 'line'),
    [
        ('apt-get', "sudo sh -c 'apt-get update && apt-get install -y"),
        ('dnf', 'sudo dnf install -y'),
        ('brew', 'brew install'),
        ('', "install with your system's package manager"),
    ],
)
def test_without_the_right_to_install_the_one_line_is_printed(
    machine: Path, manager: str, line: str
) -> None:
    if manager:
        tool(machine, manager, 'echo called >> "$HOME/asked"')
    tool(machine, 'id', 'echo 1000')
    tool(
        machine, 'sudo', '[ "$1" = -n ] || read answer; exit 1'
    )  # wants a password, which nobody may be asked for
    done = run(machine)
    assert (
        done.returncode == 3
        and line in done.stderr
        and 'python' in done.stderr
        and not (machine / 'asked').exists()
    )
