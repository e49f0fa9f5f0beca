"""SHA256SUMS: the list that `sha256sum -c` reads (coreutils: hash, two blanks, path)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

NAME = 'SHA256SUMS'
_LINE = re.compile(r'([0-9a-f]{64})  (\S[^\n\r]*)')


def write(files: Mapping[str, bytes]) -> bytes:
    """Return the list of these files, sorted by path; it never lists itself."""
    return ''.join(
        f'{hashlib.sha256(files[path]).hexdigest()}  {path}\n'
        for path in sorted(files)
        if path != NAME
    ).encode()


def read(data: bytes) -> dict[str, str]:
    """Return the hashes by path.

    Raises ValueError when a line has another form or a path stands twice.
    """
    sums: dict[str, str] = {}
    for number, line in enumerate(data.decode('utf-8').splitlines(), 1):
        match = _LINE.fullmatch(line)
        if not match or match[2] in sums:
            raise ValueError(f'line {number} of {NAME} is not a hash and a path, or stands twice')
        sums[match[2]] = match[1]
    return sums
