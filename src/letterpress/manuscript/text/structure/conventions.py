"""What a language's own file declares of how it is written: languages/<code>.toml.

Its quotation marks, its dash, its blanks, its hyphens. `layout.type.languages` makes rules of type
of them; texts ask for the marks here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any


def folder() -> Traversable:
    """Return the folder of the files."""
    return resources.files('letterpress').joinpath('languages')


def said(language: str) -> Mapping[str, Any]:
    """Return what is declared for a language (BCP 47), the nearer file over the farther one."""
    found: dict[str, Any] = {}
    for name in dict.fromkeys(('default', language.partition('-')[0], language)):
        found |= _file(name)
    return found


@cache
def _file(name: str) -> Mapping[str, Any]:
    """Return what languages/<name>.toml declares, nothing where there is none."""
    import tomllib  # late: a build with nothing to do sets no text

    file = folder().joinpath(f'{name}.toml')
    return tomllib.loads(file.read_text(encoding='utf-8')) if file.is_file() else {}
