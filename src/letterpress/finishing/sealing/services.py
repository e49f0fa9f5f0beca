"""The world outside as sealing sees it: somebody who fetches, a clock, patience.

`world.network` is the real one. A seal at level B-B needs none of it. The higher levels ask
strangers: a time-stamping authority, and whoever says that a certificate was not revoked. What they
may do to us is bounded here and where it is used: each answer in time and size.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from letterpress.values import dataclass

ANSWER = 1 << 20  # bytes of an answer of a time-stamping authority or an OCSP responder
LIST = 32 << 20  # bytes of a revocation list: some authorities revoke a lot


class Unreachable(Exception):
    """Raised when a request got no answer; `again` tells whether asking again may help."""

    def __init__(self, reason: str, again: bool = False):
        super().__init__(reason)
        self.again = again


@dataclass(frozen=True)
class Outside:
    """What a seal needs of the world.

    `fetch(address, body, media type, seconds, most bytes)` raises Unreachable.
    """

    fetch: Callable[[str, bytes | None, str, float, int], bytes]
    now: Callable[[], datetime]
    wait: Callable[[float], None]  # seconds
    nonce: Callable[[], int]  # 64 bits that nobody can guess


@dataclass(frozen=True)
class Terms:
    """How a seal shall last: its level, who is asked for the time, which roots it leads to."""

    level: str = 'B-B'
    authorities: tuple[str, ...] = ()  # in the order in which they are asked
    roots: tuple[bytes, ...] = ()  # of the signer and of authorities: certificates, DER
    timeout: float = 10.0  # seconds that each request may take
