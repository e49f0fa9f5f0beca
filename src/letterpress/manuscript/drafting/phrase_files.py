"""A file of phrases made of two: those of the house, and those that a new letter words for itself.

The phrases of the sample campaign speak of organisations and of the French Parliament. What of them
a new letter says otherwise is all that stands in the scaffold; the rest is never written twice.
"""

from __future__ import annotations

import re

_KEY = re.compile(r'([a-z][a-z0-9_.]*):')


def composed(house: str, own: str) -> str:
    """Return the house's file of phrases with the comment at the head, and the phrases, of `own`.

    Both as this house writes them: a phrase begins in the first column, its plural forms are
    indented, the comment at the head ends with an empty line.

    Raises KeyError for a phrase of `own` that the house does not know.
    """
    head, _, rest = own.partition('\n\n')
    ours = blocks(rest)
    theirs = blocks(house.partition('\n\n')[2])
    if unknown := ours.keys() - theirs.keys():
        raise KeyError(*sorted(unknown))
    body = house.partition('\n\n')[2]
    for key, block in ours.items():
        body = body.replace(theirs[key], block, 1)
    return f'{head}\n\n{body}'


def blocks(text: str) -> dict[str, str]:
    """Return the lines of each phrase, by its key."""
    found: dict[str, str] = {}
    key = ''
    for line in text.splitlines(keepends=True):
        if start := _KEY.match(line):
            key = start[1]
            found[key] = line
        elif line.startswith(' ') and key:
            found[key] += line
        else:
            key = ''
    return found
