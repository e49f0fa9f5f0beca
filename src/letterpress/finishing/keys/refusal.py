"""How a key or certificate is refused: one finding about its file or token, exit code 4."""

from __future__ import annotations

from letterpress.findings import Exit, Finding, Place, Rejected


def refused(code: str, name: str, message: str, hint: str = '') -> Rejected:
    """Return what to raise; `name` is that of the file or token."""
    return Rejected(Finding(Place(name), code, message, hint), Exit.SEAL)
