"""Which executor does a build's work: this machine, or the one that `--executor` names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from letterpress.findings import Exit, Finding, Place, Rejected

if TYPE_CHECKING:
    from letterpress.build.bench import Bench
    from letterpress.build.workers.task import Executor

LOCAL = 'local'
_SCHEMES = {'dask': 'tcp', 'dask+tls': 'tls'}
_ADDRESS = re.compile(r'([a-z][a-z+]*)://(\[[0-9a-fA-F:]+\]|[\w.-]+):(\d{1,5})/?')


def address(name: str) -> str:
    """Return where the scheduler of an executor listens, '' for the local one.

    Raises Rejected LP418 (exit 2) for a name that is none.
    """
    if name == LOCAL:
        return ''
    found = _ADDRESS.fullmatch(name)
    if found and found[1] in _SCHEMES:
        return f'{_SCHEMES[found[1]]}://{found[2]}:{found[3]}'
    forms = [LOCAL, *(f'{scheme}://HOST:PORT' for scheme in _SCHEMES)]
    raise Rejected(
        Finding(
            Place(),
            'LP418',
            f'there is no executor “{name}”',
            f'there are: {", ".join(forms)}',
        ),
        Exit.USAGE,
    )


def opened(bench: Bench, fonts: Mapping[str, bytes]) -> Executor:
    """Return the executor of a bench, to be used as a context manager.

    `fonts` are the typefaces of the project by path: other machines have none of them.
    """
    place = address(bench.executor)
    if not place:
        from letterpress.build.workers.local import Pool

        return Pool(bench.deadline)
    from letterpress.build.workers.cluster import Cluster

    return Cluster(place, bench.deadline, fonts)
