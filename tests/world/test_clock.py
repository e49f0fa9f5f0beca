"""The time is the clock's, or what SOURCE_DATE_EPOCH says."""

from __future__ import annotations

import pytest

from letterpress.findings import Rejected
from letterpress.world import clock


@pytest.mark.parametrize('epoch', ['abc', '99999999999999999999', '-', '1.5'])
def test_a_source_date_epoch_that_is_none_is_a_finding(
    monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv('SOURCE_DATE_EPOCH', epoch)
    with pytest.raises(Rejected) as refused:
        clock.now()
    assert refused.value.findings[0].code == 'LP716'


def test_the_clock_obeys_source_date_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1000000000')
    assert clock.now().isoformat() == '2001-09-09T01:46:40+00:00'
