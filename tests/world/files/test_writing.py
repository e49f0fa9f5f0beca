"""A file is written whole or not at all, and keeps its rights."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from letterpress.world.files import writing


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / 'letter.pdf'
    writing.write(path, b'old')
    with pytest.raises(TypeError):
        writing.write(path, 'no bytes')  # type: ignore[arg-type]
    assert path.read_bytes() == b'old' and [p.name for p in tmp_path.iterdir()] == ['letter.pdf']


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    """RLIMIT_FSIZE stands in for the full disk: the write fails halfway."""
    path = tmp_path / 'letter.pdf'
    path.write_bytes(b'old')
    code = (
        'import resource, signal, sys\nfrom pathlib import Path\n'
        'from letterpress.world.files import writing\n'
        'signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n'
        'resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n'
        'try:\n    writing.write(Path(sys.argv[1]), b"x" * 5000)\nexcept OSError:\n    sys.exit(7)'
    )
    assert subprocess.run([sys.executable, '-c', code, str(path)], check=False).returncode == 7
    assert path.read_bytes() == b'old' and [p.name for p in tmp_path.iterdir()] == ['letter.pdf']


def test_a_file_that_is_written_again_keeps_its_rights(tmp_path: Path) -> None:
    """The roll holds private data: an import must not open it to others."""
    path = tmp_path / 'signatories.yaml'
    path.write_bytes(b'old')
    path.chmod(0o600)
    writing.write(path, b'new')
    assert path.read_bytes() == b'new' and path.stat().st_mode & 0o777 == 0o600
