"""Pass phrases and PINs from the environment: taken out of it first, forgotten when used.

A layout comes from strangers and a worker is a copy of this process. So the words leave os.environ,
and their bytes in the environment that the kernel shows as /proc/PID/environ (also of every worker,
and to every program that is started) are overwritten. What cannot be had in Python: the copies that
the key's loading leaves in memory until it is used anew.
"""

from __future__ import annotations

import os
from contextlib import suppress

NAMES = ('LETTERPRESS_PASSPHRASE', 'LETTERPRESS_PIN')
_taken: dict[str, bytearray] = {}


def take() -> None:
    """Take the words out of the environment; `given` has them until `forget`."""
    for name in NAMES:
        if name in os.environ:
            _taken[name] = bytearray(os.fsencode(os.environ[name]))
            _wipe(name, len(_taken[name]))
            del os.environ[name]


def given(name: str) -> bytes | None:
    """Return what the environment said of a name, None where it said nothing."""
    take()
    return bytes(_taken[name]) if name in _taken else None


def forget() -> None:
    """Overwrite the words: nobody asks for them any more."""
    take()
    for words in _taken.values():
        words[:] = bytes(len(words))
    _taken.clear()


def _wipe(name: str, length: int) -> None:
    """Overwrite a value where the C library keeps it: the kernel shows that of a process."""
    import ctypes

    with suppress(OSError, AttributeError):
        find = ctypes.CDLL(None).getenv
        find.restype, find.argtypes = ctypes.c_void_p, [ctypes.c_char_p]
        if place := find(os.fsencode(name)):
            ctypes.memset(place, 0, length)
