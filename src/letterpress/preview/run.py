"""The process that reads, plans and has documents made, and beside it the one that serves them."""

from __future__ import annotations

import gc
import signal
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from multiprocessing.connection import wait
from pathlib import Path

from letterpress import remembered
from letterpress.build import printing
from letterpress.build import project as projects
from letterpress.build.bench import Bench
from letterpress.build.cache import store
from letterpress.findings import Finding, ordered
from letterpress.preview import doors
from letterpress.preview.contents import ROOM
from letterpress.preview.desk import Documents
from letterpress.preview.messages import Asked, Looking, Saved, State
from letterpress.preview.read import Hands, Reader
from letterpress.preview.rooms import Rooms
from letterpress.preview.serving import Server
from letterpress.world import machine

IDLE = 0.5  # seconds between two looks at what is to be done, where nothing happens


def preview(
    bench: Bench, languages: Sequence[str], port: int | None, told: Callable[[str], None]
) -> None:
    """Serve a project's preview until it is interrupted; `told` hears the address.

    `languages`: only these; () for all. `port`: None for the house's, or the next one that is free.
    Raises Rejected: LP770 where the extra is not installed (exit 3), LP771 where the port is taken,
    and what `printing.load` finds.
    """
    doors.require()
    signal.signal(signal.SIGTERM, _ended)  # as Ctrl-C: workers and scratch go with it
    with (
        doors.opened(port) as door,
        tempfile.TemporaryDirectory(prefix='letterpress-preview-') as scratch,
        store.opened(bench.base, bench.signer.draft) as (place, said),
        Server(door, bench.base) as server,
    ):
        told(server.address)
        remembered.keep()
        bench = replace(bench, place=place)
        projects.prepare()
        printing.load(bench)
        _Preview(bench, languages, server, Path(scratch), said).run()


def _ended(*_: object) -> None:
    """Leave as Ctrl-C does."""
    raise KeyboardInterrupt


class _Preview:
    """One preview: what happens is taken as it comes."""

    def __init__(
        self,
        bench: Bench,
        languages: Sequence[str],
        server: Server,
        scratch: Path,
        said: Sequence[Finding],
    ):
        count = max(2, bench.workers or machine.cores())
        self._server, self._said = server, tuple(said)
        self._reader = Reader(bench, languages)
        self._hands = Hands(bench.deadline, scratch, count, (server.pipe,))
        self._documents = Documents(bench, self._hands, count, server.tell)
        self._rooms = Rooms(bench, self._documents, server.tell)
        self._looked: tuple[str, ...] = ()
        self._visited: dict[str, None] = {}  # languages that somebody looked at, the last one first
        self._unsaved = True  # whether the memory of the cache has yet to be written
        self._number = 0  # of the states

    def run(self) -> None:
        """Serve until Ctrl-C."""
        with self._hands:
            try:
                self._read()
                gc.collect()
                gc.freeze()  # what is there now stays: looking through it takes longer than a text
                while True:
                    self._turn()
            finally:
                if self._reader.good:
                    self._reader.good.save()
                self._rooms.end()

    def _turn(self) -> None:
        """Begin what is to be done, and take what has happened."""
        wanted = list(self._visited)
        self._documents.work(wanted)
        looked = [one.removeprefix(ROOM).strip('/') for one in self._looked if one.startswith(ROOM)]
        self._rooms.work(looked)
        busy = self._hands.ends()
        left = min(IDLE, self._hands.left()) if busy else IDLE
        ready = wait([self._server.pipe, *busy, *self._rooms.ends], timeout=left)
        for outcome in self._hands.settle(ready):
            self._documents.take(outcome)
            self._unsaved = True
        if any(one in ready for one in self._rooms.ends):
            self._rooms.take()
        if self._server.pipe in ready:
            self._hear()
        elif not ready and self._unsaved and self._documents.resting and self._reader.good:
            self._reader.good.save()
            self._unsaved = False

    def _hear(self) -> None:
        """Take all that the server has to say; however often somebody saved, it is read once."""
        saved = False
        for message in self._server.heard():
            if isinstance(message, Saved):
                saved = True
            elif isinstance(message, Looking):
                self._look(message.paths)
            elif isinstance(message, Asked):
                (self._rooms if message.path.startswith(ROOM) else self._documents).ask(message)
        if saved:
            self._documents.saved = time.monotonic()
            self._read()

    def _look(self, paths: tuple[str, ...]) -> None:
        """Note what browsers look at now."""
        self._looked = paths
        self._documents.looked = tuple(one for one in paths if not one.startswith(ROOM))
        known = self._reader.good.known if self._reader.good else {}
        for path in reversed(paths):
            language = path.removeprefix(ROOM).strip('/')
            if path in known:
                language = known[path].language
            if any(one.language == language for one in known.values()):
                self._visited.pop(language, None)
                self._visited = {language: None, **self._visited}

    def _read(self) -> None:
        """Read the project, and say what is different where anything is."""
        before = self._reader.good
        changed = self._reader.read(
            self._hands, lambda: self._server.tell(self._state(reading=True))
        )
        now = self._reader.good
        if now is not None and now is not before:
            self._documents.read_anew(now)
        if changed:
            self._number += 1
            self._server.tell(self._state())

    def _state(self, reading: bool = False) -> State:
        good = self._reader.good
        found = ordered((*self._said, *self._reader.findings))
        return State(self._number, found, good.contents if good else {}, reading)
