"""The process that serves: another takes its place when it dies, and it ends with its parent."""

from __future__ import annotations

import os
import re
import signal
import time
import urllib.request
from pathlib import Path

import pytest

from letterpress.findings import Rejected
from letterpress.preview import doors, serving
from letterpress.preview.messages import State
from letterpress.preview.serving import Server
from letterpress.preview.web import pages


def answers(server: Server) -> bool:
    with urllib.request.urlopen(server.address, timeout=30) as answer:
        return answer.status == 200


def killed(server: Server) -> None:
    os.kill(server._process.pid, signal.SIGKILL)
    server._process.join()
    list(server.heard())


def test_another_takes_the_place_of_one_that_died(tmp_path: Path) -> None:
    with doors.opened(None) as door, Server(door, tmp_path) as server:
        server.tell(State(1, contents={}))
        assert answers(server)
        killed(server)
        assert answers(server), 'the door stays open, and the next one hears the state'


def test_one_that_dies_again_and_again_is_given_up(tmp_path: Path) -> None:
    with doors.opened(None) as door, Server(door, tmp_path) as server:
        for _ in range(serving.LIVES - 1):
            killed(server)
        with pytest.raises(Rejected) as caught:
            killed(server)
        assert [one.code for one in caught.value.findings] == ['LP772']


def test_it_ends_with_the_process_that_makes(tmp_path: Path) -> None:
    with doors.opened(None) as door:
        server = Server(door, tmp_path)
        assert answers(server)
        server.pipe.close()
        end = time.monotonic() + 20
        while server._process.is_alive():
            assert time.monotonic() < end
            time.sleep(0.05)


def test_pages_have_their_typefaces_and_styles() -> None:
    style = pages.house('preview.css')[0].decode()
    named = set(re.findall(r'url\(/house/([^)]+)\)', style))
    assert named == set(pages.FACES)
    for name in named:
        assert pages.house(name)[0][:4] == b'\x00\x01\x00\x00', name
