"""Seal the sample's letters at every level with a test authority on the loopback, and have both judges say what they are."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import dss

LEVELS = ('B-B', 'B-T', 'B-LT', 'B-LTA')
THREE = ('fr', 'el', 'ar')      # at each level; the other languages at the last, which contains the others


@dataclass(frozen=True)
class Sealed:
    """A letter as it was sealed."""

    path: Path
    level: str


def sealed(letters: Iterable[Path], pki: object, folder: Path) -> list[Sealed]:
    """Seal unsealed letters (letter.<lang>.unsealed.pdf) and return what was written below the folder."""
    from letterpress.finishing import lasting
    from letterpress.finishing.outside import Terms
    from letterpress.pipeline import network
    outside, found = network.outside(), []
    terms = Terms('B-LTA', (pki.tsa(),), (pki.certificate('root'),), 5.0)
    for letter in letters:
        language = letter.name.split('.')[1]
        for level in LEVELS if language in THREE else LEVELS[-1:]:
            path = folder / f'letter.{language}.{level.lower()}.pdf'
            path.write_bytes(lasting.seal_to_last(letter.read_bytes(), pki.key(), outside.now(), replace(terms, level=level), outside))
            found.append(Sealed(path, level))
    return found


def tampered(letter: Sealed, folder: Path) -> Path:
    """Return a twin of which one sealed byte is another."""
    data = bytearray(letter.path.read_bytes())
    data[2000] ^= 1
    path = folder / f'tampered.{letter.path.name}'
    path.write_bytes(bytes(data))
    return path


def faults(letters: list[Sealed], anchor: Path, folder: Path) -> dict[str, str]:
    """Return by name what DSS says against each letter ('' when it agrees with the level) and against each tampered twin.

    B-B and B-T hold no word on revocation: DSS may ask the test authority for it. LT and LTA must do without.
    """
    twins = {tampered(letter, folder): letter for letter in letters}
    said = dss.judge([dss.Task(letter.path, anchor, letter.level in ('B-B', 'B-T')) for letter in letters]
                     + [dss.Task(path, anchor, True) for path in twins])
    found = {}
    for letter in letters:
        good = [one for one in said[letter.path] if one.passed and one.level == letter.level]
        found[letter.path.name] = '' if len(good) == len(said[letter.path]) == 1 else ' | '.join(map(str, said[letter.path]))
    for path in twins:
        found[path.name] = 'passed' if any(one.passed for one in said[path]) else ''
    return found
