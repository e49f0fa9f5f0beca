"""What goes with a filing packet: the log of its seals."""
from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import timezone

from letterpress.finishing import verify
from letterpress.kit.artifact import Artifact
from letterpress.manuscript.roll_files import guarded

COLUMNS = ('file', 'sha256', 'certificate_sha256', 'sealed_by', 'level', 'time')


def seal_log(sealed: Iterable[Artifact]) -> bytes:
    """Return the log of seals as CSV (RFC 4180), one file a line, as each file itself says.

    The time, in UTC, is the one that the signer claims; a seal that was set in an earlier build keeps its own.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator='\r\n')
    writer.writerow(COLUMNS)
    for artifact in sorted(sealed, key=lambda one: one.path):
        said = verify.verify_pdf(artifact.data)
        when = said.when.astimezone(timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ') if said.when else ''
        writer.writerow((artifact.path.rsplit('/', 1)[-1], artifact.sha256, said.sha256, guarded(said.subject), said.level, when))
    return text.getvalue().encode()
