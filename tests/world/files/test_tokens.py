"""The token of an embargo: unguessable, made once, its owner's alone, in no repository."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from letterpress.findings import Exit, Rejected
from letterpress.world.files import tokens


def test_a_token_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    first = tokens.token(tmp_path)
    assert re.fullmatch('[0-9a-f]{32}', first) and tokens.token(tmp_path) == first  # 128 bits
    assert (tmp_path / tokens.PATH).stat().st_mode & 0o777 == 0o600
    assert (tmp_path / 'keys/.gitignore').read_text() == '*\n'
    assert tokens.token(tmp_path / 'other') != first


def test_a_ci_hands_it_over_and_no_file_is_made(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv(tokens.VARIABLE, 'a1' * 12)
    assert tokens.token(tmp_path) == 'a1' * 12 and not (tmp_path / 'keys').exists()


@pytest.mark.parametrize('text', ['', 'short', 'A' * 32, '../' * 10, 'é' * 32, 'a' * 65])
@pytest.mark.parametrize('named', [True, False])
def test_what_is_no_token_is_refused(tmp_path: Path, monkeypatch, text: str, named: bool) -> None:
    path = tmp_path / tokens.PATH
    path.parent.mkdir()
    path.write_text(text)
    path.chmod(0o600)
    if named:
        path.unlink()
        monkeypatch.setenv(tokens.VARIABLE, text)
    with pytest.raises(Rejected) as refused:
        tokens.token(tmp_path)
    [finding] = refused.value.findings
    assert (finding.code, refused.value.exit_code) == ('LP745', Exit.USAGE)
    assert not text or text not in finding.message + finding.hint


def test_a_token_that_others_may_read_is_refused(tmp_path: Path) -> None:
    tokens.token(tmp_path)
    (tmp_path / tokens.PATH).chmod(0o644)
    with pytest.raises(Rejected) as refused:
        tokens.token(tmp_path)
    assert refused.value.findings[0].code == 'LP511'
