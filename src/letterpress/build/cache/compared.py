"""Names that were compared with those who withdrew: each is compared once, not at every check.

Comparing costs a millisecond a name on purpose (see `withdrawals`), so what came of it is kept in
the cache: for each name of the roll its fingerprint, under the first half of an HMAC-SHA-256 of
kind and name with a key that this cache alone has.

What that gives away: whoever gets hold of build/.cache (which is its owner's alone) can try out
quickly whether a name that they think of is on the roll, public or not. They need no such thing
where they have the project, which holds the names themselves; and nobody who withdrew is in it,
since a withdrawal empties the cache and what is written afterwards holds the names of the roll
alone. content/withdrawn.yaml, which is published with a project, says no more than before.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Callable, Container, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from letterpress.build.cache.store import Cache, opened
from letterpress.manuscript.roll import names, withdrawals

_SHELF, _KEY = 'names', 'withdrawn'
_NAME, _MARK = 16, 32  # bytes of a name's HMAC, and of its fingerprint
_FEW = 64  # names that one thread compares: below that, more of them are no faster
_MANY = 2_000  # names from which it takes seconds, and a person is told

Told = Callable[[int], None]  # hears how many names will be compared, before they are


def nobody(_: int) -> None:
    """Tell nobody."""


def words(count: int) -> str:
    """Return what a person is told of `count` names that will be compared."""
    return (
        f'Comparing {count:,} names with those who withdrew: slow on purpose, '
        'and once for each name …'
    )


class Tested:
    """The fingerprints that a cache remembers; a value to call like `withdrawals.fingerprints`."""

    def __init__(self, folder: Path, workers: int = 1, told: Told = nobody):
        self._cache, self._workers, self._told = Cache(folder), workers, told
        self._asked: dict[bytes, bytes] = {}
        self._new = False
        entry = self._cache.get(_SHELF, _KEY)
        note, data = entry if entry else ({}, b'')
        self._secret = bytes.fromhex(note.get('key', '')) or os.urandom(32)
        size = _NAME + _MARK
        self._known = {
            data[n : n + _NAME]: data[n + _NAME : n + size]
            for n in range(0, len(data) - len(data) % size, size)
        }

    def __call__(self, salt: str, pairs: Sequence[tuple[str, str]]) -> list[str]:
        """Return the fingerprint of each kind and name; those asked for before cost nothing."""
        keys = [
            hmac.digest(
                self._secret,
                f'{salt}\0{kind}\0{names.same(name)}'.encode('utf-8', 'surrogatepass'),
                'sha256',
            )[:_NAME]
            for kind, name in pairs
        ]
        missing = {
            key: pair for key, pair in zip(keys, pairs, strict=True) if key not in self._known
        }
        if len(missing) >= _MANY:
            self._told(len(missing))
        if missing:
            self._new = True
            self._known |= zip(missing, self._made(salt, list(missing.values())), strict=True)
        self._asked |= {key: self._known[key] for key in keys}
        return [self._known[key].hex() for key in keys]

    def _made(self, salt: str, pairs: list[tuple[str, str]]) -> list[bytes]:
        def some(part: list[tuple[str, str]]) -> list[bytes]:
            return [bytes.fromhex(mark) for mark in withdrawals.fingerprints(salt, part)]

        parts = [pairs[n : n + _FEW] for n in range(0, len(pairs), _FEW)]
        if len(parts) == 1 or self._workers == 1:
            return [mark for part in parts for mark in some(part)]
        with ThreadPoolExecutor(
            self._workers
        ) as pool:  # scrypt lets go of the interpreter; gone before a worker is forked
            return [mark for done in pool.map(some, parts) for mark in done]

    def keep(self, everything: bool = False, anew: bool = False) -> None:
        """Write down what is known of the names that were asked for, or with `everything` of all.

        `anew`: the cache was emptied.
        """
        kept = self._known if everything else self._asked
        if anew or self._new or len(kept) < len(self._known):
            self._cache.put(
                _SHELF,
                _KEY,
                {'key': self._secret.hex()},
                b''.join(name + mark for name, mark in sorted(kept.items())),
            )


@contextmanager
def remembered(
    base: Path, files: Container[str], everything: bool = False, told: Told = nobody
) -> Iterator[withdrawals.Marks]:
    """Give what makes fingerprints for a project with these files; keep in the end what it made.

    Where nobody withdrew nothing is read or written. `everything`: keep the names too that were not
    asked for, as an import asks for new ones only. `told` hears of many that will be compared.
    """
    if withdrawals.FILE not in files:
        yield withdrawals.fingerprints
        return
    from letterpress.world import machine

    with opened(base, draft=True) as (folder, _):
        tested = Tested(folder, machine.cores(), told)
        yield tested
        tested.keep(everything)
