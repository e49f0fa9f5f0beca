"""Whom a reader trusts, and what that makes of a signer and of a time stamp.

Trust is the reader's: single certificates by fingerprint, or roots to which a chain must lead. What
the file brings along (certificates, answers about revocation) only shows the way.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import datetime

from letterpress.finishing.cms.stamp import Stamp
from letterpress.finishing.judging import chain
from letterpress.finishing.judging.chain import Evidence, Untrusted
from letterpress.values import dataclass


@dataclass(frozen=True)
class Trust:
    """What a reader brings: fingerprints (SHA-256, hex), roots (DER), the list that names each.

    `now` is the reader's time; without it a file is judged as of the last time that it proves.
    """

    fingerprints: frozenset[str] = frozenset()
    roots: tuple[bytes, ...] = ()
    # fingerprint -> '--trust FILE', the reader's seal.toml
    lists: Mapping[str, str] = field(default_factory=dict)
    now: datetime | None = None

    @classmethod
    def of(
        cls,
        fingerprints: Iterable[str] = (),
        roots: tuple[bytes, ...] = (),
        lists: Mapping[str, str] | None = None,
        now: datetime | None = None,
    ) -> Trust:
        """Return a reader's trust, with fingerprints as people write them: colons, capitals."""
        plain = frozenset(one.replace(':', '').lower() for one in fingerprints)
        return cls(plain, roots, lists or {}, now)

    def list_of(self, certificate: bytes) -> str:
        """Return the list that names a certificate, '' for one that no list was said of."""
        return self.lists.get(hashlib.sha256(certificate).hexdigest(), '')


@dataclass(frozen=True)
class Time:
    """What is known of when a signature existed.

    A proven time, or who claims one and why that proves nothing.
    """

    proven: datetime | None = None
    by: str = ''  # whose time stamp
    said: datetime | None = None
    why_not: Untrusted | None = None


class Late(Untrusted):
    """Raised for a certificate that is good no more; nothing proves that it was used before."""

    def __init__(self, lost: Untrusted):
        super().__init__(
            'time',
            f'{lost}, and nothing proves that it was used before',
            lost.code.removeprefix('untrusted-'),
            **lost.values,
        )


def time_of(stamp: Stamp, trust: Trust, evidence: Evidence, until: datetime | None) -> Time:
    """Return what a time stamp proves, when it was taken over by another (or by today) at `until`.

    The authority must have been trusted when it stamped, and neither be revoked nor expired before
    it was taken over.
    """
    evidence = evidence.and_also(Evidence(stamp.carried))
    until = until or stamp.when
    if hashlib.sha256(stamp.certificate).hexdigest() in trust.fingerprints:
        if not stamp.begins <= stamp.when <= until <= stamp.ends:
            lapsed = Untrusted('time', 'was not valid all the time since', 'lapsed')
            return Time(None, stamp.subject, stamp.when, lapsed)
        return Time(stamp.when, stamp.subject, stamp.when)
    try:
        chain.prove(stamp.certificate, trust.roots, evidence, stamp.when, 'time_stamping')
    except Untrusted as wrong:
        return Time(None, stamp.subject, stamp.when, wrong)
    lost = chain.lost_by(stamp.certificate, trust.roots, evidence, until)
    return Time(None if lost else stamp.when, stamp.subject, stamp.when, lost)


def root_of(
    certificate: bytes, trust: Trust, evidence: Evidence, when: datetime, proven: bool
) -> bytes:
    """Return the trusted root of a signer who signed at `when`. Raises Untrusted.

    Where the time is not proven, a key that was revoked or ran out since may have been used since,
    with any date.
    """
    path = chain.prove(certificate, trust.roots, evidence, when)
    if not proven and trust.now:
        lost = chain.lost_by(certificate, trust.roots, evidence, trust.now)
        if lost:
            raise Late(lost)
    return path[-1]
