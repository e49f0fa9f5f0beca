"""Print the packages of this environment that open-letterpress does not need to run, a word each.

The lock file has those for developers too. `pip uninstall -y $(python ci/unneeded.py)` leaves what
letterpress, and pip itself, need (Dockerfile).
"""

from __future__ import annotations

from importlib import metadata

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

KEPT = ('open-letterpress', 'pip')


def needed(kept: tuple[str, ...] = KEPT) -> set[str]:
    """Return what some packages need, and what those need, each with the extras asked of it."""
    installed = {canonicalize_name(one.metadata['Name']) for one in metadata.distributions()}
    seen: set[tuple[str, str]] = set()
    waiting = [(name, '') for name in kept]
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in seen or name not in installed:
            continue
        seen.add((name, extra))
        for line in metadata.requires(name) or ():
            wish = Requirement(line)
            if wish.marker is None or wish.marker.evaluate({'extra': extra}):
                other = canonicalize_name(wish.name)
                waiting += [(other, one) for one in ('', *wish.extras)]
    return {name for name, _ in seen}


if __name__ == '__main__':
    everything = {canonicalize_name(one.metadata['Name']) for one in metadata.distributions()}
    print(*sorted(everything - needed()))
