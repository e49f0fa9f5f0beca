"""Start a new letter: a folder with every file a campaign has.

It is ready to build, in words that wait to be replaced.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.manuscript import schemas
from letterpress.manuscript.print_shops import FOLDER as SHOPS
from letterpress.world import resources as house
from letterpress.world.files import inside, writing

LEFT_ALONE = b'build/\nkeys/\n*.p12\n'  # .gitignore: what is made, and keys


def init(folder: Path, sample: bool, languages: Sequence[str] = ('en',)) -> tuple[Path, ...]:
    """Write a new project and return its files.

    `languages` are of those that ship, the source first; with `sample` the sample campaign is
    copied, in its own. Raises Rejected (exit 2) when the folder holds anything already.
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
    content = inside.read_tree(house.root(), 'content', own=False)
    # the house's own print shops are found without a copy, which would grow old
    content = {path: data for path, data in content.items() if not path.startswith(SHOPS)}
    if sample:
        files = content
    else:
        from letterpress.manuscript.drafting import beginning

        files = beginning.files(languages, scaffold(), content)
    files = {path: schemas.announced(path, data) for path, data in files.items()}
    files |= schemas.files()
    files['.gitignore'] = LEFT_ALONE
    for name, data in sorted(files.items()):
        writing.write(folder / name, data)
    return tuple(folder / name for name in sorted(files))


def scaffold() -> dict[str, bytes]:
    """Return what new letters begin with, by language: 'de/letter.md' and its like."""
    return dict(_tree(resources.files('letterpress') / 'scaffold', ''))


def _tree(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found = []
    for item in folder.iterdir():
        if item.is_dir():
            if item.name != '__pycache__':
                found += _tree(item, f'{prefix}{item.name}/')
        else:
            found.append((f'{prefix}{item.name}', item.read_bytes()))
    return found
