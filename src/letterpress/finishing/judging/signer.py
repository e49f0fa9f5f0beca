"""The signer: is a signature over these bytes its certificate's, and is who signed trusted.

Signed bytes and a CMS signature come in, with what the reader trusts; a verdict goes out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from letterpress.finishing.cms import algorithms, der, stamp
from letterpress.finishing.cms import signed as cms
from letterpress.finishing.judging import chain
from letterpress.finishing.judging.chain import Evidence, Untrusted
from letterpress.finishing.judging.reasons import Reason, because
from letterpress.finishing.judging.revisions.history import History
from letterpress.finishing.judging.trust import Late, Time, Trust, root_of, time_of
from letterpress.finishing.judging.verdict import Answer, Verdict, changed, foreign
from letterpress.finishing.keys.certificate import against_seals, subject
from letterpress.finishing.keys.draft import draft_key

if TYPE_CHECKING:
    from cryptography import x509

UNKNOWN = Time()


def judge(
    parts: Iterable[bytes | memoryview],
    signature: bytes,
    when: datetime | None,
    trust: Trust,
    past: History | None = None,
    until: datetime | None = None,
    later: Time = UNKNOWN,
) -> Verdict:
    """Judge the signed bytes, in parts, by a CMS signature over them.

    `past` is the history of a file that goes on; what came after proved it to be there at `until`,
    by `later`.
    """
    try:
        signed = cms.read(signature)
        own = stamp.read(signed.token) if signed.token else None
    except cms.OtherCertificate:
        return changed('other-certificate')
    except der.Absurd:
        return Verdict(Answer.BROKEN, reasons=(because('no-signature'),))
    except der.Malformed as wrong:
        return changed('changed-signature', why=str(wrong))
    except algorithms.Unsupported as unknown:
        return foreign(unknown.kind)
    if digest(signed.algorithm, parts) != signed.digest:
        return changed('changed-bytes')
    if own and own.digest != digest(own.algorithm, (signed.signature,)):
        return changed('changed-stamp', why='it is about another one')
    found = past.evidence if past else Evidence()
    time = time_of(own, trust, found, until or trust.now) if own else later
    if later.proven and not time.proven:
        time = later
    known = found.and_also(Evidence(cms.certificates(signature)))
    verdict = _signer(signed, signed.when or when, time, trust, known)
    if not verdict.sha256:
        return verdict
    return replace(verdict, level=_level(signed, own, past), proven=time.proven, stamped_by=time.by)


def digest(algorithm: str, parts: Iterable[bytes | memoryview]) -> bytes:
    """Return the digest of bytes that come in parts; `algorithm` is 'sha256' and the like."""
    made = hashlib.new(algorithm)
    for part in parts:
        made.update(part)
    return made.digest()


def _level(signed: cms.Signed, own: stamp.Stamp | None, past: History | None) -> str:
    """Return the PAdES level of what a file carries. ETSI EN 319 142-1, 6."""
    stamper = own
    if stamper is None and past and past.stamps:
        stamper = stamp.read(past.stamps[0].seal.cms)
    if stamper is None:
        return 'B-B'
    relied = [signed.certificate, stamper.certificate]
    if past is None or not all(chain.complete(one, past.evidence) for one in relied):
        return 'B-T'
    archived = past.marks[-1].stamp and all(chain.complete(one, past.covered) for one in relied)
    return 'B-LTA' if archived else 'B-LT'


def _signer(
    signed: cms.Signed, when: datetime | None, time: Time, trust: Trust, evidence: Evidence
) -> Verdict:
    """Judge the signature and its certificate; the digest fits already."""
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

    try:
        certificate = x509.load_der_x509_certificate(signed.certificate)
        begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
        who = subject(certificate)
        cms.check(certificate.public_key(), signed)
    except InvalidSignature:
        return changed('changed-key')
    except UnsupportedAlgorithm as unknown:
        return foreign(str(unknown))
    except (ValueError, TypeError):
        return changed('changed-certificate')
    sha256 = hashlib.sha256(signed.certificate).hexdigest()
    verdict = Verdict(Answer.UNKNOWN_SIGNER, who, sha256, when, _remarks(when, time))
    if sha256 == draft_key().sha256:
        # its seals bear the edition's date, which may be still to come: no remark on that
        return _told(verdict, Answer.DRAFT, because('draft'))
    verdict = replace(verdict, reasons=(*verdict.reasons, *_ahead(when, time, trust)))
    used = time.proven or when
    if sha256 not in trust.fingerprints and not trust.roots:
        return _told(verdict, Answer.UNKNOWN_SIGNER, because('unknown'))
    if used is None:
        return _told(verdict, Answer.UNKNOWN_SIGNER, because('no-time'))
    if misused := _misused(certificate, who):
        return _told(verdict, Answer.UNKNOWN_SIGNER, misused, because('unrelied'))
    if sha256 not in trust.fingerprints:
        try:
            root = root_of(signed.certificate, trust, evidence, used, time.proven is not None)
        except Untrusted as wrong:
            late = (because('unproven-before'),) if isinstance(wrong, Late) else ()
            last = because('unknown' if wrong.code == 'untrusted-chain' else 'unrelied')
            return _told(verdict, Answer.UNKNOWN_SIGNER, wrong.about(who), *late, last)
        verdict = replace(verdict, by_list=trust.list_of(root))
        return _told(verdict, Answer.VALID, because('rooted', name=who))
    if used > ends:
        outside = because('untrusted-expired', name=who, date=ends.date())
        return _told(verdict, Answer.UNKNOWN_SIGNER, outside, because('unrelied'))
    if used < begins:
        outside = because('untrusted-early', name=who, date=begins.date())
        return _told(verdict, Answer.UNKNOWN_SIGNER, outside, because('unrelied'))
    verdict = replace(verdict, by_list=trust.list_of(signed.certificate))
    return _told(verdict, Answer.VALID, because('trusted', name=who))


def _misused(certificate: x509.Certificate, who: str) -> Reason | None:
    """Return why this is no certificate for seals, whoever issued it.

    What sealing refuses (LP507) proves nothing either.
    """
    try:
        against = against_seals(certificate)
    except Exception:  # broken extensions come as several types
        return because('untrusted-invalid', name=who, why='its extensions cannot be read')
    return because('untrusted-usage', name=who) if against else None


def _ahead(when: datetime | None, time: Time, trust: Trust) -> tuple[Reason, ...]:
    """Remark on a seal that claims a time still to come."""
    if when is None or time.proven or trust.now is None or when <= trust.now + stamp.SKEW:
        return ()
    return (because('ahead', time=when),)


def _told(verdict: Verdict, answer: Answer, *reasons: Reason) -> Verdict:
    return replace(verdict, answer=answer, reasons=(*reasons, *verdict.reasons))


def _remarks(when: datetime | None, time: Time) -> tuple[Reason, ...]:
    """Say how much the time is worth."""
    if time.proven:
        return (because('proven', time=time.proven, name=time.by),)
    remarks = [because('claimed', time=when)] if when else []
    if time.said:
        remarks.append(because('stamp-void', name=time.by, time=time.said))
    if time.why_not:
        remarks.append(time.why_not.about(time.by))
    return tuple(remarks)
