"""Start a new letter: a folder with every file a campaign has.

It is ready to build, in words that wait to be replaced.
"""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.world import resources as house
from letterpress.world.files import inside, writing


def init(folder: Path, sample: bool) -> tuple[Path, ...]:
    """Write a new project and return its files.

    Raises Rejected (exit 2) when the folder holds anything already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Rejected(
            Finding(
                Place(str(folder)),
                'LP710',
                'the folder is not empty, and nothing is ever overwritten',
                'name a folder that does not exist yet: letterpress init my-letter',
            ),
            Exit.USAGE,
        )
    if sample:
        files = inside.read_tree(house.root(), 'content', own=False)
    else:
        files = dict(_tree(resources.files('letterpress') / 'scaffold', ''))
    files['.gitignore'] = b'build/\n*.p12\n'
    for name, data in sorted(files.items()):
        writing.write(folder / name, data)
    return tuple(folder / name for name in sorted(files))


def _tree(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found = []
    for item in folder.iterdir():
        if item.is_dir():
            if item.name != '__pycache__':
                found += _tree(item, f'{prefix}{item.name}/')
        else:
            found.append((f'{prefix}{item.name}', item.read_bytes()))
    return found
