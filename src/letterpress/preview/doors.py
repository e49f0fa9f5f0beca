"""The door: a port of this machine alone, and whether what serves there is installed."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec

from letterpress.findings import Exit, Finding, Place, Rejected

HOST = '127.0.0.1'
PORT = 8417
FURTHER = 50  # ports that are tried after the first
NEEDED = ('starlette', 'uvicorn', 'watchfiles')


def require() -> None:
    """Refuse to go on where the extra is not installed. Raises Rejected LP770 (exit 3)."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise Rejected(
            Finding(
                Place(),
                'LP770',
                f'the preview needs {", ".join(missing)}, and that is not installed',
                'install the extra: python -m pip install "open-letterpress[serve]"',
            ),
            Exit.MISSING,
        )


@contextmanager
def opened(port: int | None) -> Iterator[socket.socket]:
    """Give a socket that listens on 127.0.0.1.

    At the port that was asked for; without one at the house's, or the next that is free. Raises
    Rejected LP771 where it is taken, naming one that is free.
    """
    door = _bound(PORT if port is None else port)
    if door is None and port is None:
        door = _next(PORT)
    if door is None:
        raise Rejected(_taken(PORT if port is None else port))
    with door:
        door.listen(64)
        yield door


def _next(port: int) -> socket.socket | None:
    """Return a socket at the first free port after this one, None for none."""
    for other in range(port + 1, min(port + 1 + FURTHER, 65536)):
        if (door := _bound(other)) is not None:
            return door
    return None


def _bound(port: int) -> socket.socket | None:
    """Return a socket at a port, None where it is taken. Raises OSError for any other reason."""
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    with suppress(OSError):  # else the port of a preview that has just ended would be taken
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((HOST, port))
        door.listen(0)  # two may bind a port where nobody listens yet
    except OSError as error:
        door.close()
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            return None
        raise
    return door


def _taken(port: int) -> Finding:
    free = _next(port)
    hint = 'end what listens there, or name another one with --port'
    if free is not None:
        with free:
            hint = f'this one is free: letterpress preview --port {free.getsockname()[1]}'
    return Finding(Place(), 'LP771', f'port {port} of this machine is taken, or not yours', hint)
