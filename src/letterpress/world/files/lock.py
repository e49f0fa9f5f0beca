"""One build in a folder at a time: a lock that ends with whoever holds it, however that ends."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from letterpress.findings import Finding, Place, Rejected
from letterpress.world.files import apart

NAME = '.lock'


@contextmanager
def locked(build: Path) -> Iterator[None]:
    """Hold the build folder: a second build in the same folder is told who has it (LP703).

    The lock is this process's alone (POSIX), not one that forked workers inherit: it ends with the
    build, however the build ends. A drive that knows no locks is used without.
    """
    import fcntl

    apart.refuse_build(build)
    build.mkdir(parents=True, exist_ok=True)
    with open(build / NAME, 'a+') as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in (errno.EACCES, errno.EAGAIN):
                yield
                return
            file.seek(0)
            holder = file.read().strip() or 'another process'
            raise Rejected(
                Finding(
                    Place('build'),
                    'LP703',
                    f'a build is already running here ({holder})',
                    'wait until it is done, then try again',
                )
            ) from None
        file.truncate(0)
        file.write(f'process {os.getpid()}')
        file.flush()
        yield
