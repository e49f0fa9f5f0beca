"""Draw the tree of the source into CONTRIBUTING.md: rooms, what each is for, their modules.

usage: python docs/house.py
"""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
PACKAGE = PROJECT / 'src' / 'letterpress'
BEGIN, END = '<!-- the tree, by docs/house.py -->\n```\n', '```\n<!-- end of the tree -->'

# The way of a letter: each imports from those before it, never from those after it.
WAY = (
    'base',
    'manuscript',
    'layout',
    'press',
    'finishing',
    'kit',
    'world',
    'build',
    'commands',
    'preview',
    'cli',
)


def tree() -> str:
    """Return the rooms in the order of the way, each with its first sentence and its modules."""
    return '\n'.join(line for name in WAY for line in _room(PACKAGE / name)) + '\n'


def _room(folder: Path) -> Iterator[str]:
    """Yield the lines of a room, then those of the rooms inside it."""
    depth = '  ' * len(folder.relative_to(PACKAGE).parent.parts)
    said = ast.get_docstring(ast.parse((folder / '__init__.py').read_text(encoding='utf-8')))
    assert said, f'{folder}/__init__.py has no docstring'
    yield f'{depth}{folder.name + "/":<14} {said.splitlines()[0]}'
    modules = sorted(path.stem for path in folder.glob('*.py') if path.stem != '__init__')
    yield from textwrap.wrap(
        ' · '.join(modules),
        100,
        initial_indent=f'{depth}    ',
        subsequent_indent=f'{depth}    ',
        break_on_hyphens=False,
    )
    for inside in sorted(folder.iterdir()):
        if (inside / '__init__.py').is_file():
            yield from _room(inside)


def drawn(text: str) -> str:
    """Return the text of CONTRIBUTING.md with the tree of today in it."""
    before, _, rest = text.partition(BEGIN)
    return before + BEGIN + tree() + END + rest.partition(END)[2]


if __name__ == '__main__':
    path = PROJECT / 'CONTRIBUTING.md'
    path.write_text(drawn(path.read_text(encoding='utf-8')), encoding='utf-8')
