"""Bounds on work: seconds of a quiet machine, stretched by what this one takes at that moment.

A test that something ends early must not fail because the machine is busy. So where the bound is
passed, a fixed piece of work is timed; where it takes longer than it did on a quiet machine, the
bound grows as much.
"""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Iterator

# CPU seconds of `reference` on the machine on which the bounds were chosen, when nothing else ran
QUIET = 0.009


def reference() -> float:
    """Return the CPU seconds of a fixed piece of work, of the kind that is tested."""
    started = time.process_time()
    text = ' '.join(f'word{number % 97}' for number in range(12_000))
    counted: dict[str, int] = {}
    for word in re.findall(r'\w+', text):
        counted[word] = counted.get(word, 0) + len(word)
    assert sum(counted.values()) == len(text.replace(' ', ''))
    return time.process_time() - started


@contextlib.contextmanager
def within(seconds: float, clock=time.process_time) -> Iterator[None]:
    """Fail when the block takes longer than this many seconds of a quiet machine, by `clock`."""
    started = clock()
    yield
    taken = clock() - started
    if taken < seconds:
        return  # on any machine
    slowness = max(1, max(reference() for _ in range(3)) / QUIET)
    assert taken < seconds * slowness, (
        f'{taken:.2f} s on a machine {slowness:.1f} times as slow: at most {seconds} were allowed'
    )
