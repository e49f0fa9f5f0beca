"""The process beside a Dask worker in which the engine runs: `python -m` starts it.

It has no threads, loads the engine with the typefaces of one project, and has each task done by a
forked worker of the local executor: with its deadlines, its bounds on memory, and one that dies
takes nothing with it. It ends when the Dask worker closes the pipe, or dies.
"""

from __future__ import annotations

import hashlib
import pickle
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from letterpress.build.stages import sheets
from letterpress.build.workers import remote
from letterpress.build.workers.aside import DIED
from letterpress.build.workers.depot import Depot
from letterpress.build.workers.local import Pool
from letterpress.build.workers.task import Lane
from letterpress.findings import Rejected

if TYPE_CHECKING:
    from letterpress.build.workers.task import Outcome, Task


def serve(pipe: Connection, folder: Path, typefaces: str, deadline: float) -> None:
    """Answer each task with what it is (see `remote`), its SHA-256 and its bytes."""
    depot = Depot(folder / 'depot')
    try:
        sheets.load(_laid_out(depot, folder, typefaces), folder)
    except (Rejected, OSError, KeyError, ImportError) as error:
        _refuse(pipe, str(error))
        return
    with Pool(deadline, depot=depot) as pool:
        opened: set[str] = set()
        while (data := _received(pipe)) is not None:
            task: Task = pickle.loads(data)
            if task.lane not in opened:
                opened.add(task.lane)
                pool.open(Lane(task.lane, 1))
            pool.submit(task)
            for outcome in pool.outcomes():
                _tell(pipe, *_worded(outcome))


def _laid_out(depot: Depot, folder: Path, typefaces: str) -> tuple[Path, ...]:
    """Write the typefaces where fontconfig finds them; return the folders of the families."""
    place = folder / f'typefaces-{typefaces[:16]}'
    families = set()
    for name, data in depot.files(typefaces).items():
        path = place / name
        if not path.resolve().is_relative_to(place.resolve()):
            raise KeyError(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        if path.name == 'family.yaml':
            families.add(path.parent)
    return tuple(sorted(families))


def _received(pipe: Connection) -> bytes | None:
    try:
        return pipe.recv_bytes()
    except (EOFError, OSError):
        return None


def _worded(outcome: Outcome) -> tuple[str, bytes]:
    if not outcome.findings:
        return remote.VALUE, pickle.dumps(outcome.value, protocol=5)
    died = outcome.value is None and outcome.findings[0].code == DIED
    return remote.DIED if died else remote.FINDINGS, pickle.dumps(outcome.findings, protocol=5)


def _tell(pipe: Connection, kind: str, data: bytes) -> None:
    pipe.send_bytes(kind.encode())
    pipe.send_bytes(hashlib.sha256(data).hexdigest().encode())
    pipe.send_bytes(data)


def _refuse(pipe: Connection, why: str) -> None:
    """Answer every task with why none can be done here."""
    while _received(pipe) is not None:
        _tell(pipe, remote.UNFIT, why.splitlines()[0].encode() if why else b'no reason given')


def main(argv: list[str]) -> None:
    """Serve on the pipe with this number, from this folder, with these typefaces and deadline."""
    number, folder, typefaces, deadline = argv
    serve(Connection(int(number)), Path(folder), typefaces, float(deadline))


if __name__ == '__main__':
    main(sys.argv[1:])
