"""The small things that a cache remembers, all of one kind in one entry."""

from __future__ import annotations

import json
from pathlib import Path

from letterpress.build import order
from letterpress.build.cache.store import Cache


class Memory:
    """What small things the cache remembers.

    The composition of each recipe; how long each line of type is, where words may be broken and
    paragraphs were (press.ruler, press.reaches.lines.answers). Measures hold for one set of
    typefaces and engines only: `measured_with` is their key.
    """

    def __init__(self, cache: Cache, measured_with: str):
        self._cache, self._measured_with = cache, measured_with
        self.compositions: dict[str, str] = self._load('compositions')
        self.inks: dict[str, str] = self._load(measured_with)

    @classmethod
    def of(cls, folder: Path, fonts: str) -> Memory:
        """Return what the cache in a folder remembers for typefaces with this hash."""
        return cls(Cache(folder), order.proof_key('inks', fonts))

    def _load(self, key: str) -> dict[str, str]:
        entry = self._cache.get('memory', key)
        return dict(json.loads(entry[1])) if entry else {}

    def save(self) -> None:
        """Keep what is known now, the latest of it."""
        for key, value, most in (
            ('compositions', self.compositions, 1000),
            (self._measured_with, self.inks, 20_000),
        ):
            kept = dict(list(value.items())[-most:])
            self._cache.put('memory', key, {}, json.dumps(kept, ensure_ascii=False).encode())
        self._cache.forget_all_but('memory', {'compositions', self._measured_with}, most=6)
