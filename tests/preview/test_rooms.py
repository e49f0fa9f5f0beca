"""The process that makes a press room: its time ends with the room."""

from __future__ import annotations

import time

from letterpress.build import bundling
from letterpress.preview import rooms


def test_a_room_that_is_made_may_wait_to_be_heard_of(monkeypatch) -> None:
    made = {'en/index.html': b'x' * 1_000_000}  # more than a pipe holds: it waits for its reader
    monkeypatch.setattr(bundling, 'room', lambda *_: (made, []))
    monkeypatch.setattr(rooms, 'DEADLINE', 1)
    answer = rooms._made(None, None, 'en', (), None, ())
    while not answer.ready:
        time.sleep(0.01)
    time.sleep(1.5)  # longer than a template may take
    assert answer().files == made
