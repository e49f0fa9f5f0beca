"""What the machine has for a run: its processors, its folders, its browser."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, 'sched_getaffinity'):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def settings() -> Path | None:
    """Return the reader's own folder of settings (XDG base directories); None without a home.

    A container may run as a user without name or home. A relative path is none (the specification
    says so): it would make a source of trust of whatever folder the reader stands in.
    """
    named = Path(os.environ.get('XDG_CONFIG_HOME') or '')
    try:
        place = named if named.is_absolute() else Path.home() / '.config'
    except RuntimeError:  # HOME is not set, and nobody has this number
        return None
    return place / 'letterpress' if place.is_absolute() else None


def cache_folder(base: Path) -> Path:
    """Return build/.cache, or what LETTERPRESS_CACHE names."""
    named = os.environ.get('LETTERPRESS_CACHE')
    if named:
        return Path(os.path.expanduser(named)).resolve()
    return base / 'build' / '.cache'


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
