"""The workers: forked, timed, killed, recycled; one bad task never takes the others with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fixtures import work
from letterpress.build.workers.depot import Depot
from letterpress.build.workers.local import Pool
from letterpress.build.workers.task import Lane, Task
from letterpress.findings import Place

NOWHERE = Place()
TESTS = Path(__file__).parents[2]


def run(work, payloads, count=2, **limits):
    with Pool(**limits) as pool:
        pool.open(Lane('work', count))
        for payload in payloads:
            pool.submit(task(f'task {payload}', 'work', work, payload, Place('layouts/x')))
        return {outcome.task.arguments[0]: outcome for outcome in pool.outcomes()}


def task(name, lane, work, payload, place=NOWHERE):
    return Task(name, lane, f'fixtures.work:{work.__name__}', (payload,), place=place)


def test_every_task_is_answered() -> None:
    outcomes = run(work.square, range(20), 3)
    assert {n: o.value for n, o in outcomes.items()} == {n: n * n for n in range(20)}
    assert not any(o.findings for o in outcomes.values())


def test_findings_come_back_as_they_were_raised() -> None:
    outcomes = run(work.finding_at_one, range(3))
    assert outcomes[1].findings == (work.FINDING,) and outcomes[1].value is None
    assert outcomes[0].value == 0 and outcomes[2].value == 2


def test_a_fault_of_ours_is_a_finding_that_names_the_document() -> None:
    outcomes = run(work.quotient, [0, 1])
    (finding,) = outcomes[0].findings
    assert (
        finding.code == 'LP413'
        and 'task 0' in finding.message
        and 'ZeroDivisionError' in finding.message
    )
    assert outcomes[1].value == 1


def test_a_process_that_dies_is_named_and_replaced() -> None:
    outcomes = run(work.dies_at_two, range(6), 1)
    (finding,) = outcomes[2].findings
    assert finding.code == 'LP412' and 'task 2' in finding.message and '11' in finding.message
    assert (
        all(outcomes[n].value for n in (0, 1, 3, 4, 5)) and outcomes[0].value != outcomes[5].value
    )


def test_a_worker_that_cannot_prepare_is_said_with_the_document() -> None:
    with Pool() as pool:
        pool.open(Lane('work', 1, 'fixtures.work:unfit'))
        pool.submit(task('letter', 'work', work.length, b'x' * 3_000_000))
        (outcome,) = pool.outcomes()
    assert [f.code for f in outcome.findings] == ['LP413'] and 'no such engine' in outcome.findings[
        0
    ].message


def test_a_worker_that_dies_idle_is_replaced_once_and_then_named() -> None:
    with Pool() as pool:
        pool.open(Lane('work', 1, 'fixtures.work:dead'))
        pool.submit(
            task('letter', 'work', work.length, b'x' * 3_000_000)
        )  # more than a pipe holds: it cannot be sent to the dead
        (outcome,) = pool.outcomes()
    assert [f.code for f in outcome.findings] == ['LP412'] and 'letter' in outcome.findings[
        0
    ].message


ORPHANS = """
import os
from letterpress.build.workers.local import Pool
from letterpress.build.workers.task import Lane, Task
with Pool() as pool:
    pool.open(Lane('work', 3))
    print(*(worker.process.pid for worker in pool._workers), flush=True)
    pool.submit(Task('one', 'work', 'fixtures.work:seconds', (1.0,)))
    pool.start()
    os.kill(os.getpid(), 9)
"""


def test_workers_do_not_outlive_a_killed_build(tmp_path: Path) -> None:
    with open(tmp_path / 'out', 'w') as out, open(tmp_path / 'errors', 'w') as errors:
        assert (
            subprocess.run(
                [sys.executable, '-c', ORPHANS],
                stdout=out,
                stderr=errors,
                env={**os.environ, 'PYTHONPATH': str(TESTS)},
            ).returncode
            == -9
        )
    alive = [int(pid) for pid in (tmp_path / 'out').read_text().split()]
    assert len(alive) == 3
    until = time.monotonic() + 15
    while alive and time.monotonic() < until:
        time.sleep(0.1)
        alive = [pid for pid in alive if _runs(pid)]
    for pid in alive:
        os.kill(pid, signal.SIGKILL)
    assert not alive and (tmp_path / 'errors').read_text() == ''


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f'/proc/{pid}/stat')  # a dead one whose new parent did not look yet
    return not stat.exists() or stat.read_text().rpartition(')')[2].split()[0] != 'Z'


def test_a_worker_is_recycled() -> None:
    outcomes = run(work.process, range(7), 1, recycle=3)
    assert len({o.value for o in outcomes.values()}) == 3


@pytest.mark.parametrize('count', [2, 3])
def test_each_of_several_workers_is_recycled(count: int) -> None:
    """None holds a pipe of another open: that one would wait for orders, and the build for it."""
    signal.alarm(60)
    try:
        outcomes = run(work.process, range(8 * count), count, recycle=2)
    finally:
        signal.alarm(0)
    assert len({o.value for o in outcomes.values()}) > count


def test_lanes_and_follow_on_tasks() -> None:
    with Pool() as pool:
        pool.open(Lane('print', 2))
        pool.open(Lane('seal', 1))
        for n in range(3):
            pool.submit(task(str(n), 'print', work.successor, n))
        sealed = []
        for outcome in pool.outcomes():
            if outcome.task.lane == 'print':
                name = outcome.task.name
                pool.submit(task(name, 'seal', work.hundredfold, outcome.value))
            else:
                sealed.append(outcome.value)
    assert sorted(sealed) == [100, 200, 300]


def test_a_drawing_that_never_ends_is_stopped_at_the_deadline_and_the_others_finish() -> None:
    """The real thing: WeasyPrint expands nested <use> for minutes."""
    from fixtures.nested_use import nested_use_svg

    weasyprint = pytest.importorskip('weasyprint')
    endless = nested_use_svg(7)
    harmless = nested_use_svg(1)

    weasyprint.HTML(string='<p>warm').render()
    with Pool(deadline=4) as pool:
        pool.open(Lane('print', 2))
        pool.submit(task('poster.en.pdf', 'print', work.printed, endless, Place('layouts/poster')))
        for n in range(3):
            pool.submit(task(f'letter {n}', 'print', work.printed, harmless))
        outcomes = {o.task.name: o for o in pool.outcomes()}
    (finding,) = outcomes['poster.en.pdf'].findings
    assert (
        finding.code == 'LP411'
        and 'poster.en.pdf' in finding.message
        and finding.place.path == 'layouts/poster'
    )
    assert [outcomes[f'letter {n}'].value for n in range(3)] == [b'%PDF-'] * 3


def test_waiting_is_no_computing() -> None:
    """On a busy machine honest work takes longer by the clock than its deadline, and is let."""
    assert run(work.rests, [7], 1, deadline=0.4)[7].value == 7


def test_computing_is_stopped_at_the_deadline_and_waiting_for_ever_at_the_stop() -> None:
    outcomes = run(work.computes_or_waits, ['compute', 'wait', 'honest'], 3, deadline=0.5)
    assert outcomes['honest'].value == 'honest'
    for kind, said in (('compute', '0.5 seconds of computing'), ('wait', '5 seconds')):
        (finding,) = outcomes[kind].findings
        assert finding.code == 'LP411' and f'not ready after {said} ' in finding.message


def test_each_task_has_a_deadline_of_its_own() -> None:
    outcomes = run(work.computes_a_while, range(4), 1, deadline=0.8)
    assert [outcomes[n].value for n in range(4)] == [0, 1, 2, 3]


def test_what_a_lane_holds_and_what_lies_in_the_depot_is_there_where_the_task_is_done() -> None:
    depot = Depot()
    digest = depot.keep({'text': 'α'})
    with Pool(depot=depot) as pool:
        pool.open(Lane('work', 1, held=40))
        pool.submit(task('held', 'work', work.held, 2))
        pool.submit(task('kept', 'work', work.from_depot, digest))
        assert [outcome.value for outcome in pool.outcomes()] == [42, {'text': 'α'}]
