"""The time, asked in one place: what is printed takes its dates from content/, never from here."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime

from letterpress.findings import Exit, Finding, Place, Rejected


def now() -> datetime:
    """Return the time in UTC: that of SOURCE_DATE_EPOCH where it is set, else the clock's.

    Raises Rejected (LP716) where the variable says no time. Source: reproducible-builds.org.
    """
    epoch = os.environ.get('SOURCE_DATE_EPOCH', '')
    if not epoch:
        return datetime.fromtimestamp(int(time.time()), UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise Rejected(
            Finding(
                Place(),
                'LP716',
                f'SOURCE_DATE_EPOCH is no time: {epoch}',
                'set it to seconds since 1970, or unset it to take the clock',
            ),
            Exit.USAGE,
        ) from None
