"""Show somebody a page: in the browser of a desktop, and nowhere else."""

from __future__ import annotations

import os
import sys
from contextlib import suppress


def show(address: str) -> bool:
    """Open an address in the reader's browser; tell whether there is one to ask.

    Not in a terminal's: it would take the place of whoever writes there.
    """
    if sys.platform != 'darwin' and not (
        os.environ.get('DISPLAY') or os.environ.get('WAYLAND_DISPLAY')
    ):
        return False
    import webbrowser

    with suppress(webbrowser.Error, OSError):
        return webbrowser.open(address)
    return False
