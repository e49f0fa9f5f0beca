"""The log of seals: which file was sealed by which certificate, at which level and when.

It goes with what is filed. Whoever receives the files can hold them against it line by line; it
proves nothing by itself. Pure: values in, CSV out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime

from letterpress.base import tables
from letterpress.finishing.judging.verdict import Verdict
from letterpress.values import dataclass

COLUMNS = ('file', 'sha256', 'signer', 'certificate_sha256', 'level', 'time', 'time_proven_by')


@dataclass(frozen=True)
class Line:
    """One seal on one file."""

    file: str  # as in the folder that the log lies in, POSIX slashes
    sha256: str
    signer: str
    certificate_sha256: str
    level: str
    time: datetime | None
    stamped_by: str = ''  # whose time stamp proves the time; '': it is the signer's own claim


def lines(file: str, data: bytes, verdict: Verdict) -> tuple[Line, ...]:
    """Return the lines for a sealed file, one for each signer in order.

    None for a file that nobody sealed.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    return tuple(
        Line(
            file,
            sha256,
            one.subject,
            one.sha256,
            one.level,
            one.proven or one.when,
            one.stamped_by if one.proven else '',
        )
        for one in (verdict, *verdict.others)
        if one.sha256
    )


def to_csv(found: Iterable[Line]) -> bytes:
    """Return the log as CSV in the order of the file names; times are in UTC.

    RFC 4180, UTF-8 with a mark, formulas disarmed.
    """
    # stable: the signers of a file stay in their order
    lines = sorted(found, key=lambda line: line.file)
    return tables.write(COLUMNS, map(_cells, lines))


def _cells(one: Line) -> tuple[str, ...]:
    time = f'{one.time.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}' if one.time else ''
    return (
        one.file,
        one.sha256,
        one.signer,
        one.certificate_sha256,
        one.level,
        time,
        one.stamped_by,
    )
