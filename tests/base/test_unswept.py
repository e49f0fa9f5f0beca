"""Work that makes very many small values is not interrupted, and the collector goes on after it."""

from __future__ import annotations

import gc

import pytest

from letterpress.base.unswept import unswept


def test_circles_are_left_alone_meanwhile_and_not_afterwards() -> None:
    assert gc.isenabled()
    with unswept():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_whoever_had_stopped_it_finds_it_stopped() -> None:
    gc.disable()
    try:
        with unswept():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_fault_leaves_it_as_it_was() -> None:
    with pytest.raises(ValueError, match='x'), unswept():
        raise ValueError('x')
    assert gc.isenabled()
