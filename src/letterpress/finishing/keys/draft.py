"""The draft key, which everybody has: public on purpose, it seals drafts byte-equal everywhere.

Such a seal says nothing about who made it. The files in `draft/` were made once, by
`make.make_draft_key`; made again they would change every draft, and `verify` would no longer know
the old ones. Name and fingerprint are known without `cryptography`.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from letterpress.finishing.cms import algorithms
from letterpress.finishing.keys import pem
from letterpress.finishing.keys.key import SealKey

SUBJECT = 'letterpress public DRAFT key (says nothing about who)'
BEGINS = datetime(2020, 1, 1, tzinfo=UTC)
ENDS = datetime(2100, 1, 1, tzinfo=UTC)


@cache
def draft_key() -> SealKey:
    """Return the public draft key of the package."""
    certificate, private = _held('draft-certificate.pem'), _held('draft-key.pem')
    sha256 = hashlib.sha256(certificate).hexdigest()
    return SealKey(
        certificate, (), private, sha256, SUBJECT, BEGINS, ENDS, algorithms.RSA_SHA256, draft=True
    )


def _held(name: str) -> bytes:
    (_, body), *_ = pem.unwrapped((Path(__file__).with_name('draft') / name).read_bytes())
    return body
