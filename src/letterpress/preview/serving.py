"""The process that serves: it answers the browser, and asks the one that makes."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from letterpress.build.workers.aside import leave_to_the_parent, start
from letterpress.findings import Finding, Place, Rejected

if TYPE_CHECKING:
    from letterpress.preview.web.site import Site

LIVES = 3  # servers that die one after the other, until it is given up


class Server:
    """The process that serves, as the one that makes has it.

    It is forked before an engine is loaded; when it dies another takes its place.
    """

    def __init__(self, door: socket.socket, base: Path):
        self._door, self._base = door, base
        self._context = multiprocessing.get_context('fork')
        self._deaths = 0
        self._last: Any = None  # the last state, for a server that comes later
        self.pipe, self._process = self._begun(())

    @property
    def address(self) -> str:
        """Where the preview is."""
        host, port = self._door.getsockname()[:2]
        return f'http://{host}:{port}/'

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._process.kill()
        self._process.join()
        self.pipe.close()

    def _begun(self, inherited: tuple[Connection, ...]) -> tuple[Connection, ForkProcess]:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_serve,
            args=(theirs, self._door, self._base, (ours, *inherited)),
            daemon=True,
        )
        start(process)
        theirs.close()
        return ours, process

    def tell(self, message: object) -> None:
        """Tell the server something; what a dead one does not hear, the next one asks for."""
        if type(message).__name__ == 'State':
            self._last = message
        with suppress(OSError):
            self.pipe.send(message)

    def heard(self) -> Iterator[object]:
        """Give what the server said by now. Raises Rejected LP772 where it dies again and again."""
        try:
            while self.pipe.poll():
                yield self.pipe.recv()
                self._deaths = 0
        except (EOFError, OSError):
            self._again()

    def _again(self) -> None:
        """Put another server in the place of a dead one."""
        self._process.join()
        self._deaths += 1
        if self._deaths >= LIVES:
            raise Rejected(
                Finding(
                    Place(),
                    'LP772',
                    f'the process that serves it died (exit code {self._process.exitcode})',
                    'start it again; with LETTERPRESS_DEBUG=1 it says why',
                )
            )
        self.pipe.close()
        self.pipe, self._process = self._begun(())
        if self._last is not None:
            self.tell(self._last)


def _serve(
    pipe: Connection, door: socket.socket, base: Path, inherited: tuple[Connection, ...]
) -> None:
    """Be the server, until the process that makes is gone."""
    for end in inherited:
        end.close()
    leave_to_the_parent()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        asyncio.run(_served(pipe, door, base))
    except Exception:
        if os.environ.get('LETTERPRESS_DEBUG'):
            raise
        os._exit(1)


async def _served(pipe: Connection, door: socket.socket, base: Path) -> None:
    import uvicorn

    from letterpress.preview import watching
    from letterpress.preview.web.site import Site

    class Quiet(uvicorn.Server):
        """A server that leaves signals to its parent."""

        @contextmanager
        def capture_signals(self) -> Iterator[None]:
            """Take no notice of them."""
            yield

    site = Site(pipe, door.getsockname()[1])
    server = Quiet(
        uvicorn.Config(
            site.app(),
            loop='asyncio',
            http='h11',
            ws='none',
            lifespan='off',
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            timeout_graceful_shutdown=1,
        )
    )
    loop = asyncio.get_running_loop()
    loop.add_reader(pipe.fileno(), _hear, site, pipe, server)
    watcher = asyncio.create_task(watching.watch(base, site.saved))
    try:
        await server.serve(sockets=[door])
    finally:
        watcher.cancel()
        loop.remove_reader(pipe.fileno())


def _hear(site: Site, pipe: Connection, server: Any) -> None:
    """Take what the process that makes says; end with it."""
    try:
        while pipe.poll():
            site.take(pipe.recv())
    except (EOFError, OSError):
        asyncio.get_running_loop().remove_reader(pipe.fileno())
        server.should_exit = True
