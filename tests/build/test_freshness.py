"""Whether there is anything to do at all: what a build left is remembered, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from letterpress.build import freshness
from letterpress.build.freshness import Row, State


@pytest.fixture
def remembered(tmp_path: Path) -> Path:
    (tmp_path / 'build/kit').mkdir(parents=True)
    (tmp_path / 'build/kit/index.html').write_bytes(b'x')
    outputs = freshness.outputs(tmp_path / 'build', ('kit',))
    rows = (Row('pdf/a', 1, 2, 0.0, False),)
    state = State('now', outputs, (), rows, ('a note',))
    freshness.remember(tmp_path / 'cache', 'wishes', state)
    assert freshness.unchanged(tmp_path / 'cache', tmp_path / 'build', 'wishes', 'now') == state
    return tmp_path


def test_another_input_another_wish_or_another_output_is_a_change(remembered: Path) -> None:
    def unchanged(wishes: str = 'wishes', now: str = 'now') -> bool:
        return (
            freshness.unchanged(remembered / 'cache', remembered / 'build', wishes, now) is not None
        )

    assert not unchanged(now='later') and not unchanged(wishes='others')
    (remembered / 'build/kit/dangling').symlink_to('nowhere')  # `verify` would call the kit changed
    assert not unchanged()
    (remembered / 'build/kit/dangling').unlink()
    assert unchanged()
    (remembered / 'build/kit/index.html').write_bytes(b'y')
    assert not unchanged()


@pytest.mark.parametrize(
    'spoil',
    [
        lambda d: [],
        lambda d: None,
        lambda d: {**d, 'outputs': []},
        lambda d: {**d, 'outputs': {'kit/index.html': 7}},
        lambda d: {**d, 'findings': [1]},
        lambda d: {**d, 'rows': [{}]},
        lambda d: {**d, 'notes': 5},
        lambda d: {'inputs': d['inputs']},
    ],
)
def test_a_memory_that_is_spoilt_is_no_memory(remembered: Path, spoil) -> None:
    (path,) = (remembered / 'cache/state').iterdir()
    path.write_text(json.dumps(spoil(json.loads(path.read_text()))))
    assert freshness.unchanged(remembered / 'cache', remembered / 'build', 'wishes', 'now') is None
    for length in range(0, 200, 7):
        path.write_bytes(b'{"inputs": "now", "outputs": {}'[:length])
        assert (
            freshness.unchanged(remembered / 'cache', remembered / 'build', 'wishes', 'now') is None
        )
