"""One build at a time: the second is told of the first, and a lock ends with whoever held it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from letterpress.findings import Rejected
from letterpress.world.files import lock

HOLD = (
    'import sys\nfrom pathlib import Path\nfrom letterpress.world.files import lock\n'
    'with lock.locked(Path(sys.argv[1])):\n    print("held", flush=True)\n    sys.stdin.read()'
)


def test_a_second_build_is_told_that_one_is_running(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, '-c', HOLD, str(tmp_path / 'build')],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout.readline() == 'held\n'
        with pytest.raises(Rejected) as refused, lock.locked(tmp_path / 'build'):
            pass
        assert (
            refused.value.findings[0].code == 'LP703'
            and str(other.pid) in refused.value.findings[0].message
        )
        other.kill()  # however it ends, its lock ends with it
    with lock.locked(tmp_path / 'build'):
        pass


FORK = """
import os, sys
from pathlib import Path
from letterpress.world.files import lock
with lock.locked(Path(sys.argv[1])):
    if os.fork() == 0:          # as a killed build leaves its workers behind
        os.close(1)
        sys.stdin.read()
        os._exit(0)
    os.kill(os.getpid(), 9)
"""


def test_the_lock_ends_with_the_build_that_was_killed_though_its_workers_live_on(
    tmp_path: Path,
) -> None:
    killed = subprocess.Popen(
        [sys.executable, '-c', FORK, str(tmp_path / 'build')], stdin=subprocess.PIPE
    )
    try:
        assert killed.wait(20) == -9
        with lock.locked(tmp_path / 'build'):
            pass
    finally:
        killed.stdin.close()  # ends the child
