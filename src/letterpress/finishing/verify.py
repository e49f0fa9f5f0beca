"""Verify: is what somebody received still what was sealed, and by whom. Read-only, and it believes nothing of the file.

The whole judgement of a seal is on bytes: where it lies (`revisions`), what it says (`cms`), whether the digest of all
other bytes is the sealed one and whether the signature is the certificate's. Structure is not parsed, so none can
deceive; only a file that was continued after its seal is read revision by revision (`history`). Who is trusted is the
caller's to say: by fingerprints of certificates, or by roots. The time in a seal is the signer's claim, until a time
stamp that the reader has reason to trust proves it.
"""
from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from enum import Enum

from letterpress.finishing import chain, cms, der, history, keys, revisions, stamp
from letterpress.finishing.chain import Evidence, Untrusted
from letterpress.finishing.trust import Time, Trust, root_of, time_of


class Answer(Enum):
    """What can be said of a file; the order is from the best to the worst."""

    VALID = 'VALID'
    DRAFT = 'DRAFT'
    UNKNOWN_SIGNER = 'UNKNOWN SIGNER'
    CHANGED = 'CHANGED'
    UNSEALED = 'UNSEALED'
    BROKEN = 'BROKEN'


@dataclass(frozen=True)
class Verdict:
    """The answer; who sealed, by which certificate and when (as the signer claims); and plain sentences why.

    Of several signers it is the first one's, with the worst of their answers; the others follow in `others`, in order.
    """

    answer: Answer
    subject: str = ''
    sha256: str = ''
    when: datetime | None = None
    details: tuple[str, ...] = ()
    level: str = ''                     # 'B-B' … 'B-LTA': what the file carries, whether trusted or not
    proven: datetime | None = None      # the seal existed at this time: a time stamp says so that the reader trusts
    stamped_by: str = ''                # whose time stamp that is, or would be
    by_list: str = ''                   # which of the reader's lists lets the signer be trusted
    others: tuple[Verdict, ...] = ()


def verify_pdf(data: bytes, trusted: frozenset[str] = frozenset(), roots: tuple[bytes, ...] = (),
               lists: Mapping[str, str] | None = None, now: datetime | None = None) -> Verdict:
    """Judge a PDF. Never raises.

    `trusted`: SHA-256 fingerprints (hex) of the certificates that the reader trusts; `roots`: certificates (DER) to which
    a signer's or an authority's may lead; `lists` says for the fingerprint of each where the reader has it from; `now`
    is the reader's time.
    """
    trust = Trust(frozenset(one.replace(':', '').lower() for one in trusted), roots, lists or {}, now)
    try:
        seal = revisions.locate(data)
    except revisions.NoSeal:
        return Verdict(Answer.UNSEALED, details=('This PDF has no seal: nothing shows who made it.',))
    except revisions.NotPdf:
        return Verdict(Answer.BROKEN, details=('This is no PDF.',))
    except revisions.CutOff as cut:
        return Verdict(Answer.BROKEN, details=(f'The PDF is not complete: {cut}. Fetch it again.',))
    except revisions.Foreign as foreign:
        return Verdict(Answer.BROKEN, details=(f'The seal cannot be checked: {foreign}.',))
    except revisions.Altered as altered:
        return _continued(data, altered, trust)
    return _judge(seal.signed(data), seal.cms, seal.when, trust)


def verify_detached(data: bytes, signature: bytes, trusted: frozenset[str] = frozenset()) -> Verdict:
    """Judge any bytes by a detached signature (CMS, DER) that lies beside them. Never raises."""
    if not signature.startswith(b'\x30'):
        return Verdict(Answer.BROKEN, details=('This is no seal: not a signature in DER.',))
    return _judge((data,), signature, None, Trust(frozenset(one.replace(':', '').lower() for one in trusted)))


def _continued(data: bytes, altered: revisions.Altered, trust: Trust) -> Verdict:
    """Judge a file that goes on after its first seal: good when all that follows is evidence, time stamps and seals."""
    if altered.before is None or b'startxref' not in data[altered.before.end:]:
        return _altered(data, altered, trust)
    try:
        past = history.read(data)
    except (revisions.Altered, revisions.Foreign) as worse:
        return _altered(data, altered, trust, f'What was added is not only evidence, time stamps or further seals: {worse}.')
    until, time, verdicts = trust.now, Time(), []
    for mark in reversed(past.marks):       # the youngest first: each time stamp vouches for what lies before it
        if not mark.stamp:
            verdicts.append(_judge(mark.seal.signed(data), mark.seal.cms, mark.seal.when, trust, past, until, time))
            continue
        try:
            found = stamp.read(mark.seal.cms)
        except (der.Malformed, cms.Unsupported) as wrong:
            return _changed(f'{wrong}.')
        if found.digest != _digest(found.algorithm, mark.seal.signed(data)):
            return _changed('an archive time stamp is about other bytes.')
        this = time_of(found, trust, past.evidence, until)
        if this.proven:
            until = this.proven
        if this.proven or not time.proven:
            time = this
    first, *others = reversed(verdicts)
    worst = max((first, *others), key=lambda one: list(Answer).index(one.answer))
    if worst.answer in (Answer.CHANGED, Answer.BROKEN):
        return worst
    waiting = (f'Prepared and not yet sealed: {", ".join(past.empty)}.',) if past.empty else ()
    also = tuple(f'Also sealed by “{one.subject}”: {one.details[0][0].lower()}{one.details[0][1:]}' for one in others)
    return replace(first, answer=worst.answer, others=tuple(others), details=(*first.details, *also, *waiting))


def _altered(data: bytes, altered: revisions.Altered, trust: Trust, more: str = '') -> Verdict:
    """Say what was changed, and what an earlier revision shows; its signer stands behind nothing that came later."""
    details = [f'Changed after it was sealed: {altered}.', *([more] if more else [])]
    if altered.before:
        before = _judge(altered.before.signed(data), altered.before.cms, altered.before.when, trust)
        if before.answer in (Answer.VALID, Answer.DRAFT, Answer.UNKNOWN_SIGNER):
            details.append(f'Its first {altered.before.end:,} bytes are as “{before.subject}” sealed them.')
    return Verdict(Answer.CHANGED, details=tuple(details))


def _judge(parts: Iterable[bytes | memoryview], signature: bytes, when: datetime | None, trust: Trust,
           past: history.History | None = None, until: datetime | None = None, later: Time = Time()) -> Verdict:
    """Judge the signed bytes, in parts, by a CMS signature over them.

    `past` is the history of a file that goes on; what came after proved it to be there at `until`, by `later`.
    """
    try:
        signed = cms.read(signature)
        own = stamp.read(signed.token) if signed.token else None
    except der.Malformed as wrong:
        return _changed(f'its signature is damaged ({wrong}).')
    except cms.Unsupported as foreign:
        return Verdict(Answer.BROKEN, details=(f'The seal cannot be checked: {foreign}.',))
    if _digest(signed.algorithm, parts) != signed.digest:
        return _changed('its bytes are not those that were sealed.')
    if own and own.digest != _digest(own.algorithm, (signed.signature,)):
        return _changed('the time stamp on its signature is about another one.')
    found = past.evidence if past else Evidence()
    time = time_of(own, trust, found, until or trust.now) if own else later
    if later.proven and not time.proven:
        time = later
    verdict = _signer(signed, signed.when or when, time, trust, found.and_also(Evidence(cms.certificates(signature))))
    return replace(verdict, level=_level(signed, own, past), proven=time.proven, stamped_by=time.by) if verdict.sha256 else verdict


def _digest(algorithm: str, parts: Iterable[bytes | memoryview]) -> bytes:
    digest = hashlib.new(algorithm)
    for part in parts:
        digest.update(part)
    return digest.digest()


def _level(signed: cms.Signed, own: stamp.Stamp | None, past: history.History | None) -> str:
    """Return the PAdES level of what a file carries. ETSI EN 319 142-1, 6."""
    if own is None and not (past and past.stamps):
        return 'B-B'
    relied = [signed.certificate, own.certificate if own else stamp.read(past.stamps[0].seal.cms).certificate]   # type: ignore[union-attr]
    if past is None or not all(chain.complete(one, past.evidence) for one in relied):
        return 'B-T'
    archived = past.marks[-1].stamp and all(chain.complete(one, past.covered) for one in relied)
    return 'B-LTA' if archived else 'B-LT'


def _changed(why: str) -> Verdict:
    return Verdict(Answer.CHANGED, details=(f'Changed after it was sealed: {why}',))


def _signer(signed: cms.Signed, when: datetime | None, time: Time, trust: Trust, evidence: Evidence) -> Verdict:
    """Judge the signature and its certificate; the digest fits already."""
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    try:
        certificate = x509.load_der_x509_certificate(signed.certificate)
        begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
        subject = keys.subject(certificate)
        cms.check(certificate.public_key(), signed)
    except InvalidSignature:
        return _changed("its signature is not that of the signer's certificate.")
    except UnsupportedAlgorithm as foreign:
        return Verdict(Answer.BROKEN, details=(f'The seal cannot be checked: {foreign}.',))
    except (ValueError, TypeError):
        return _changed("the signer's certificate is damaged.")
    sha256 = hashlib.sha256(signed.certificate).hexdigest()
    verdict = Verdict(Answer.UNKNOWN_SIGNER, subject, sha256, when, _remarks(when, time))
    if sha256 == keys.draft_key().sha256:
        return _told(verdict, Answer.DRAFT, 'Whole, but sealed with the public draft key: says nothing about who.')
    used = time.proven or when
    if sha256 not in trust.fingerprints and not trust.roots:
        return _told(verdict, Answer.UNKNOWN_SIGNER, 'Whole since it was sealed, but nobody you trust has this '
                                                     "certificate: the name in it is anybody's claim.")
    if used is None:
        return _told(verdict, Answer.UNKNOWN_SIGNER, 'Whole, but the seal says no time, so nothing shows that the '
                                                     "signer's certificate was valid then.")
    if sha256 not in trust.fingerprints:
        try:
            root = root_of(signed.certificate, trust, evidence, used, time.proven is not None)
        except Untrusted as wrong:
            return _told(verdict, Answer.UNKNOWN_SIGNER, f'Whole since it was sealed, but the certificate of “{subject}” {wrong}: '
                                                         'do not rely on the name.')
        return _told(replace(verdict, by_list=trust.list_of(root)), Answer.VALID,
                     f'Whole, and sealed by “{subject}”, whose certificate leads to a root you trust.')
    if not begins <= used <= ends:
        late = f'expired on {ends:%Y-%m-%d}' if used > ends else f'was not valid before {begins:%Y-%m-%d}'
        return _told(verdict, Answer.UNKNOWN_SIGNER, f"Whole, but the signer's certificate {late}, and the seal says "
                                                     'a time outside: do not rely on the name.')
    return _told(replace(verdict, by_list=trust.list_of(signed.certificate)), Answer.VALID,
                 f'Whole, and sealed by “{subject}”, whose certificate you trust.')


def _told(verdict: Verdict, answer: Answer, sentence: str) -> Verdict:
    return replace(verdict, answer=answer, details=(sentence, *verdict.details))


def _remarks(when: datetime | None, time: Time) -> tuple[str, ...]:
    """Say how much the time is worth."""
    if time.proven:
        return (f'It was sealed by {time.proven:%Y-%m-%d at %H:%M} UTC: a time stamp of “{time.by}” proves it.',)
    remarks = []
    if when:
        utc = when.astimezone(timezone.utc)
        remarks.append(f"Sealed on {utc:%Y-%m-%d at %H:%M} UTC by the signer's own clock (time not proven).")
    if time.said:
        remarks.append(f'It carries a time stamp of “{time.by}” for {time.said:%Y-%m-%d %H:%M} UTC, which proves nothing to you: '
                       f'its certificate {time.why_not}.')
    return tuple(remarks)
