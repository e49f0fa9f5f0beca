"""What goes with a filing packet: the log of its seals."""
from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import datetime, timezone

from letterpress.kit.artifact import Artifact

COLUMNS = ('file', 'sha256', 'certificate_sha256', 'sealed_by', 'level', 'time')


def seal_log(sealed: Iterable[Artifact], certificate_sha256: str, subject: str, when: datetime, level: str = 'B-B') -> bytes:
    """Return the log of seals as CSV (RFC 4180), one file a line; the time is what the seal says, in UTC."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator='\r\n')
    writer.writerow(COLUMNS)
    for artifact in sorted(sealed, key=lambda one: one.path):
        writer.writerow((artifact.path.rsplit('/', 1)[-1], artifact.sha256, certificate_sha256, subject, level,
                         when.astimezone(timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ')))
    return text.getvalue().encode()
