"""Work aside: in a forked process, whose value or findings come when they are asked for."""

from __future__ import annotations

import multiprocessing
import os
import time

import pytest

from letterpress.build.workers.aside import aside
from letterpress.findings import Finding, Place, Rejected


def test_work_aside_gives_its_value_or_its_findings() -> None:
    assert aside(lambda: 'x' * 3_000_000)() == 'x' * 3_000_000
    answer = aside(lambda: 7)
    while not answer.ready:
        time.sleep(0.01)
    assert answer() == 7
    finding = Finding(Place('content/campaign.yaml', 3), 'LP120', 'a message')

    def refuse() -> None:
        raise Rejected(finding)

    with pytest.raises(Rejected) as refused:
        aside(refuse)()
    assert refused.value.findings == (finding,)
    with pytest.raises(Rejected) as died:
        aside(lambda: os._exit(1))()
    (said,) = died.value.findings
    assert said.code == 'LP412' and said.message == 'the process that read the project died'
    with pytest.raises(Rejected) as died:
        aside(lambda: os._exit(1), 'the list', 'import it again')()
    (said,) = died.value.findings
    assert 'the list' in said.message and said.hint.startswith('import it again; ')


def test_work_that_dies_amid_what_it_says_is_a_finding_too() -> None:
    large = aside(lambda: 'x' * 3_000_000)  # more than a pipe holds: it waits for its reader
    while not large.ready:
        time.sleep(0.01)
    (process,) = multiprocessing.active_children()
    process.kill()
    process.join()
    with pytest.raises(Rejected) as died:
        large()
    (said,) = died.value.findings
    assert said.code == 'LP412'
