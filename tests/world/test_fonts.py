"""The engine sees the typefaces of this project and of the house, and nothing bends them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from letterpress.findings import Rejected
from letterpress.world import fonts


def test_the_typefaces_that_fontconfig_sees_are_those_of_this_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two projects may share a cache.

    The environment must not bend fontconfig, Pango or HarfBuzz.
    """
    monkeypatch.setenv('FONTCONFIG_FILE', os.environ['FONTCONFIG_FILE'])
    monkeypatch.setenv('FONTCONFIG_SYSROOT', '/nowhere')
    monkeypatch.setenv('HB_SHAPER_LIST', 'fallback')
    files = []
    for name in ('one', 'two'):
        fonts.use((tmp_path / name / 'fonts' / 'book',), tmp_path / 'cache')
        files.append(Path(os.environ['FONTCONFIG_FILE']))
    assert 'one/fonts/book' in files[0].read_text() and 'two/fonts/book' in files[1].read_text()
    assert 'FONTCONFIG_SYSROOT' not in os.environ and 'HB_SHAPER_LIST' not in os.environ
    with pytest.raises(Rejected) as refused:
        fonts.use((Path(os.fsdecode(os.fsencode(tmp_path) + b'/\xff')),), tmp_path / 'cache')
    assert refused.value.findings[0].code == 'LP715'
