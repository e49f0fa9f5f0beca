"""Work that makes very many small values, all of which stay.

Python looks through all that it holds each time a quarter has been added, for circles to set free.
Where a hundred thousand entries are read there are none, and the looking takes a third of the time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unswept() -> Iterator[None]:
    """Set no circles of values free before this is done."""
    swept = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if swept:
            gc.enable()
