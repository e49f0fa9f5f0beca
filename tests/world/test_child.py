"""A stranger's file is read in a child that may be stopped.

A file that somebody names is judged before it is read.
"""

from __future__ import annotations

import faulthandler
import os
import re
import signal
import socket
import time
from pathlib import Path

import pytest

from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.world import child as strangers
from letterpress.world.files import given


def counting(*values, then=None):
    def steps():
        for value in values:
            yield value, 0.3
        if then:
            then()
            yield 'too much', 0.3

    return steps


def for_ever() -> None:
    while True:
        pass


def in_c() -> None:
    """A regular expression that never comes back to Python.

    No handler of Python's would stop it.
    """
    re.match(r'(a+)+$', 'a' * 60 + 'b')


def fills() -> None:
    held = []
    while True:
        held.append(bytes(1 << 20))


def deep() -> None:
    deep()


def dies() -> None:
    # pytest's would print a stack and a list of modules, as if the tests had died
    faulthandler.disable()
    os.kill(os.getpid(), signal.SIGSEGV)


def fails() -> None:
    raise KeyError('what a library raises')


def leaves() -> None:
    raise SystemExit(0)


@pytest.mark.parametrize(
    ('then', 'why'),
    [
        (for_ever, 'slow'),
        (in_c, 'slow'),
        (fills, 'large'),
        (deep, 'deep'),
        (dies, 'failed'),
        (fails, 'failed'),
        (leaves, 'failed'),
    ],
)
def test_what_was_said_before_the_child_was_stopped_stands(then, why):
    said, stopped = strangers.last(counting(1, 2, then=then), 5)
    assert said == 2 and stopped.why == why


def test_a_child_that_says_nothing():
    assert strangers.last(lambda: iter(()), 5) == (None, None)
    said, stopped = strangers.last(lambda: ((for_ever(), 1.0) for _ in 'x'), 0.2)
    assert said is None and stopped.why == 'slow'


def test_the_budget_is_of_processor_time():
    """An honest file that waits (for a drive, for a busy machine) is read."""
    assert strangers.only(lambda: time.sleep(0.5) or 'read', 0.2) == 'read'


def test_the_clock_stops_what_uses_no_processor(monkeypatch):
    monkeypatch.setattr(strangers, 'LONGER', 1)
    started = time.monotonic()
    said, stopped = strangers.last(counting('before', then=lambda: time.sleep(600)), 5)
    assert said == 'before' and stopped.why == 'slow' and time.monotonic() - started < 300


def test_findings_of_the_child_are_the_parents():
    def refuse():
        raise Rejected(Finding(Place('a.pdf'), 'LP548', 'no PDF', 'Build it.'), Exit.SEAL)

    with pytest.raises(Rejected) as caught:
        strangers.only(refuse, 5)
    assert caught.value.exit_code is Exit.SEAL and caught.value.findings[0].place.path == 'a.pdf'


def test_large_values_come_whole():
    assert strangers.only(lambda: bytes(50 << 20), 5) == bytes(50 << 20)


def test_each_goes_on_after_one_that_was_stopped():
    def work(number: int) -> int:
        if number == 2:
            for_ever()
        if number == 4:
            dies()
        return number * number

    found = list(strangers.each(work, range(6), lambda _: 0.3))
    assert [getattr(one, 'why', one) for one in found] == [0, 1, 'slow', 9, 'failed', 25]


def test_nothing_is_left_running():
    def spawns():
        if os.fork() == 0:
            time.sleep(600)
            os._exit(0)
        return os.getpid()

    for child in strangers.read(lambda: [(spawns(), 600.0), (None, 600.0)], 5):
        group = child
        break
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)  # its own child is waited for by the system
    raise AssertionError('the child left a process behind')


def test_what_a_library_prints_is_lost(capfd):
    strangers.only(lambda: (os.write(2, b'a warning'), os.write(1, b'a line'), print('more'))[0], 5)
    assert capfd.readouterr() == ('', '')


def test_the_child_shares_no_memory_limit_with_its_parent():
    """A parent that has taken much gives its child as much more as any."""
    ballast = bytes(300 << 20)
    assert strangers.only(lambda: len(bytearray(200 << 20)), 5) == 200 << 20
    assert len(ballast) == 300 << 20


# ---- files that are named ----


def test_what_is_no_file_is_not_read(tmp_path: Path):
    os.mkfifo(tmp_path / 'pipe')
    (tmp_path / 'link').symlink_to('/dev/zero')
    with socket.socket(socket.AF_UNIX) as plug:
        os.chdir(tmp_path)
        plug.bind('plug')
    for name, what in {'pipe': 'pipe', 'link': 'device', 'plug': 'socket', '.': 'folder'}.items():
        with pytest.raises(given.Unfit, match=what):
            given.read(tmp_path / name, 1 << 20)
    with pytest.raises(given.Unfit, match='device'):
        given.read(Path('/dev/zero'), 1 << 20)


def test_size_is_looked_at_before_reading(tmp_path: Path):
    with open(tmp_path / 'holes', 'wb') as file:
        file.truncate(1 << 40)
    with pytest.raises(given.Unfit, match='larger than 1 MB'):
        given.read(tmp_path / 'holes', 1 << 20)
    (tmp_path / 'exact').write_bytes(b'x' * (1 << 20))
    assert len(given.read(tmp_path / 'exact', 1 << 20)) == 1 << 20
    with pytest.raises(FileNotFoundError):
        given.read(tmp_path / 'missing', 1)


@pytest.mark.skipif(not Path('/proc/self/status').exists(), reason='needs /proc')
def test_what_does_not_tell_its_size_is_not_read_to_its_end():
    with pytest.raises(given.Unfit, match='grows'):
        given.read(Path('/proc/self/status'), 1 << 20)


def test_time_and_memory_grow_with_a_file_up_to_a_size() -> None:
    for limit, least in ((strangers.patience, strangers.DEEP), (strangers.room, strangers.MEMORY)):
        found = [limit(size) for size in (0, 80_000, 6 << 20, strangers.LARGE)]
        assert found[0] == least and found == sorted(set(found))
        assert limit(strangers.LARGE + 1) == least
