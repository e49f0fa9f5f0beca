"""A folder that somebody names, read whole: every file by its path, however deep it lies."""

from __future__ import annotations

import os
from pathlib import Path


class Unfit(Exception):
    """Raised for what no folder of files may hold: a link, a device (`path`), or too much (None).

    Its text is the path, or ''.
    """

    def __init__(self, path: str | None):
        super().__init__(path or '')
        self.path = path


def read(folder: Path, most: int) -> dict[str, bytes]:
    """Return the files of a folder by path (POSIX, relative to it), at most `most` bytes in all.

    Without recursion, so that no depth stops it. Raises Unfit, and OSError like `open`.
    """
    files: dict[str, bytes] = {}
    size, waiting = 0, ['']
    while waiting:
        inside = waiting.pop()
        with os.scandir(folder / inside) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                name = inside + entry.name
                if not entry.is_symlink() and entry.is_dir():
                    waiting.append(f'{name}/')
                elif entry.is_symlink() or not entry.is_file():
                    raise Unfit(name)
                else:
                    size += entry.stat().st_size
                    if size > most:
                        raise Unfit(None)
                    files[name] = Path(entry.path).read_bytes()
    return files
