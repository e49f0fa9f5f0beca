"""Keys and pass files are their owner's alone: others are refused, and ours are written so."""

from __future__ import annotations

from pathlib import Path

import pytest

from letterpress.findings import Exit, Rejected
from letterpress.world.files import secret


def test_half_a_secret_is_not_left_in_the_way(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        secret.write(tmp_path / 'seal.p12', 'no bytes')  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []
    secret.write(tmp_path / 'seal.p12', b'secret')
    assert (tmp_path / 'seal.p12').stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        secret.write(tmp_path / 'seal.p12', b'other')
    assert (tmp_path / 'seal.p12').read_bytes() == b'secret'


@pytest.mark.parametrize('mode', [0o640, 0o604, 0o660, 0o644])
def test_a_key_file_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / 'seal.p12'
    path.write_bytes(b'secret')
    path.chmod(mode)
    with pytest.raises(Rejected) as refused:
        secret.read(str(path))
    assert refused.value.findings[0].code == 'LP511' and refused.value.exit_code == Exit.SEAL
    path.chmod(0o600)
    assert secret.read(str(path)) == b'secret'
