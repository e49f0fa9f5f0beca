"""Verify: is what somebody received still what was sealed, and by whom.

Read-only, and it believes nothing of the file. The whole judgement of a seal is on bytes: where it
lies (`revisions`), what it says (`cms`), whether the digest of all other bytes is the sealed one
and whether the signature is the certificate's. Structure is not parsed, so none can deceive; only a
file that was continued after its seal is read revision by revision (`history`). Who is trusted is
the caller's to say: by fingerprints of certificates, or by roots. The time in a seal is the
signer's claim, until a time stamp that the reader has reason to trust proves it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

from letterpress.finishing.cms import der, stamp
from letterpress.finishing.cms import signed as cms
from letterpress.finishing.judging import chain, history
from letterpress.finishing.judging.chain import Evidence, Untrusted
from letterpress.finishing.judging.reasons import Reason, because, sentence
from letterpress.finishing.judging.trust import Late, Time, Trust, root_of, time_of
from letterpress.finishing.keys.certificate import against_seals, subject
from letterpress.finishing.keys.draft import draft_key
from letterpress.finishing.syntax import places

if TYPE_CHECKING:
    from cryptography import x509

    from letterpress.manuscript.stated import Stated


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
    """The answer; who sealed, by which certificate and when (as the signer claims).

    And the reasons why.

    Of several signers it is the first one's, with the worst of their answers; the others follow in
    `others`, in order.
    """

    answer: Answer
    subject: str = ''
    sha256: str = ''
    when: datetime | None = None
    reasons: tuple[Reason, ...] = ()
    level: str = ''  # 'B-B' … 'B-LTA': what the file carries, whether trusted or not
    proven: datetime | None = (
        None  # the seal existed at this time: a time stamp says so that the reader trusts
    )
    stamped_by: str = ''  # whose time stamp that is, or would be
    by_list: str = ''  # which of the reader's lists lets the signer be trusted
    others: tuple[Verdict, ...] = ()
    stated: Stated | None = (
        None  # the edition that the file says it is of; worth as much as its seal
    )

    @property
    def details(self) -> tuple[str, ...]:
        """The reasons as sentences, in English."""
        return tuple(map(sentence, self.reasons))


def verify_pdf(
    data: bytes,
    trusted: frozenset[str] = frozenset(),
    roots: tuple[bytes, ...] = (),
    lists: Mapping[str, str] | None = None,
    now: datetime | None = None,
) -> Verdict:
    """Judge a PDF. Never raises.

    `trusted`: SHA-256 fingerprints (hex) of the certificates that the reader trusts; `roots`:
    certificates (DER) to which a signer's or an authority's may lead; `lists` says for the
    fingerprint of each where the reader has it from; `now` is the reader's time.
    """
    return judge_pdf(data, Trust.of(trusted, roots, lists, now))


def judge_pdf(data: bytes, trust: Trust) -> Verdict:
    """Judge a PDF by what a reader trusts. Never raises."""
    try:
        seal = places.locate(data)
    except places.NoSeal:
        return Verdict(Answer.UNSEALED, reasons=(because('unsealed'),))
    except places.NotPdf:
        return Verdict(Answer.BROKEN, reasons=(because('no-pdf'),))
    except places.CutOff as cut:
        return Verdict(
            Answer.BROKEN,
            reasons=(because('cut', count=cut.missing) if cut.missing else because('cut-off'),),
        )
    except places.Foreign as foreign:
        return _foreign(foreign.kind)
    except places.Altered as altered:
        return _continued(data, altered, trust)
    return _judge(seal.signed(data), seal.cms, seal.when, trust)


def goes_on(data: bytes) -> Verdict | None:
    """Return what the bytes alone say of a PDF that goes on after a seal; None for any other.

    Never raises. It is CHANGED then, until `judge_pdf` has read what was added, and found nothing
    but what may be.
    """
    try:
        places.locate(data)
    except places.Altered as altered:
        if altered.before is not None and b'startxref' in data[altered.before.end :]:
            return _altered(data, altered, Trust())
    except ValueError:
        pass
    return None


def warm() -> None:
    """Import what chains of certificates are judged with: half a second."""
    import pyhanko_certvalidator  # noqa: F401


def verify_detached(
    data: bytes,
    signature: bytes,
    trusted: frozenset[str] = frozenset(),
    roots: tuple[bytes, ...] = (),
    lists: Mapping[str, str] | None = None,
    now: datetime | None = None,
) -> Verdict:
    """Judge any bytes by a detached signature (CMS, DER) that lies beside them.

    The rest as `verify_pdf`. Never raises.
    """
    return judge_detached(data, signature, Trust.of(trusted, roots, lists, now))


def judge_detached(data: bytes, signature: bytes, trust: Trust) -> Verdict:
    """Judge any bytes by a detached signature and what a reader trusts. Never raises."""
    if not signature.startswith(b'\x30'):
        return Verdict(Answer.BROKEN, reasons=(because('no-signature'),))
    return _judge((data,), signature, None, trust)


def _continued(data: bytes, altered: places.Altered, trust: Trust) -> Verdict:
    """Judge a file that goes on after its first seal.

    It is good when all that follows is evidence, time stamps and seals.
    """
    if altered.before is None or b'startxref' not in data[altered.before.end :]:
        return _altered(data, altered, trust)
    try:
        past = history.read(data)
    except (places.Altered, places.Foreign) as worse:
        return _altered(data, altered, trust, *_named(data, worse, altered.before.end))
    until, time, verdicts = trust.now, Time(), []
    for mark in reversed(
        past.marks
    ):  # the youngest first: each time stamp vouches for what lies before it
        if not mark.stamp:
            verdicts.append(
                _judge(
                    mark.seal.signed(data), mark.seal.cms, mark.seal.when, trust, past, until, time
                )
            )
            continue
        try:
            found = stamp.read(mark.seal.cms)
        except (der.Malformed, cms.Unsupported) as wrong:
            return _changed('changed-stamp', why=str(wrong))
        if found.digest != _digest(found.algorithm, mark.seal.signed(data)):
            return _changed('changed-stamp', why='it is about another one')
        this = time_of(found, trust, past.evidence, until)
        if this.proven:
            until = this.proven
        if this.proven or not time.proven:
            time = this
    first, *others = reversed(verdicts)
    worst = max((first, *others), key=lambda one: list(Answer).index(one.answer))
    if worst.answer in (Answer.CHANGED, Answer.BROKEN):
        return worst
    waiting = (because('waiting', names=', '.join(past.empty)),) if past.empty else ()
    also = tuple(replace(one.reasons[0], place=one.subject) for one in others)
    return replace(
        first, answer=worst.answer, others=tuple(others), reasons=(*first.reasons, *also, *waiting)
    )


def _named(data: bytes, worse: places.Altered | places.Foreign, after: int) -> Iterator[Reason]:
    """Say what a later revision does, and by which of the bytes after the seal.

    They are counted from 1, the last one included.
    """
    code, span, number = (getattr(worse, name, None) for name in ('code', 'span', 'number'))
    yield (
        because('changed-information')
        if code == 'changed-information'
        else because('changed-revision', why=str(worse))
    )
    start, last = span or (after, len(data))
    if number is None:
        yield because('changed-unaccounted', first=start + 1, last=last)
    else:
        yield because('changed-object', number=str(number), first=start + 1, last=last)


def _altered(data: bytes, altered: places.Altered, trust: Trust, *more: Reason) -> Verdict:
    """Say what was changed, and what an earlier revision shows.

    Its signer stands behind nothing that came later.
    """
    reasons = [because(altered.code, **({'count': altered.added} if altered.added else {})), *more]
    if altered.before:
        before = _judge(altered.before.signed(data), altered.before.cms, altered.before.when, trust)
        if before.answer in (Answer.VALID, Answer.DRAFT, Answer.UNKNOWN_SIGNER):
            reasons.append(because('earlier', count=altered.before.end, name=before.subject))
    return Verdict(Answer.CHANGED, reasons=tuple(reasons))


def _judge(
    parts: Iterable[bytes | memoryview],
    signature: bytes,
    when: datetime | None,
    trust: Trust,
    past: history.History | None = None,
    until: datetime | None = None,
    later: Time = Time(),
) -> Verdict:
    """Judge the signed bytes, in parts, by a CMS signature over them.

    `past` is the history of a file that goes on; what came after proved it to be there at `until`,
    by `later`.
    """
    try:
        signed = cms.read(signature)
        own = stamp.read(signed.token) if signed.token else None
    except cms.OtherCertificate:
        return _changed('other-certificate')
    except der.Absurd:
        return Verdict(Answer.BROKEN, reasons=(because('no-signature'),))
    except der.Malformed as wrong:
        return _changed('changed-signature', why=str(wrong))
    except cms.Unsupported as foreign:
        return _foreign(foreign.kind)
    if _digest(signed.algorithm, parts) != signed.digest:
        return _changed('changed-bytes')
    if own and own.digest != _digest(own.algorithm, (signed.signature,)):
        return _changed('changed-stamp', why='it is about another one')
    found = past.evidence if past else Evidence()
    time = time_of(own, trust, found, until or trust.now) if own else later
    if later.proven and not time.proven:
        time = later
    verdict = _signer(
        signed,
        signed.when or when,
        time,
        trust,
        found.and_also(Evidence(cms.certificates(signature))),
    )
    return (
        replace(verdict, level=_level(signed, own, past), proven=time.proven, stamped_by=time.by)
        if verdict.sha256
        else verdict
    )


def _digest(algorithm: str, parts: Iterable[bytes | memoryview]) -> bytes:
    digest = hashlib.new(algorithm)
    for part in parts:
        digest.update(part)
    return digest.digest()


def _level(signed: cms.Signed, own: stamp.Stamp | None, past: history.History | None) -> str:
    """Return the PAdES level of what a file carries. ETSI EN 319 142-1, 6."""
    if own is None and not (past and past.stamps):
        return 'B-B'
    relied = [
        signed.certificate,
        own.certificate if own else stamp.read(past.stamps[0].seal.cms).certificate,
    ]  # type: ignore[union-attr]
    if past is None or not all(chain.complete(one, past.evidence) for one in relied):
        return 'B-T'
    archived = past.marks[-1].stamp and all(chain.complete(one, past.covered) for one in relied)
    return 'B-LTA' if archived else 'B-LT'


def _changed(code: str, **values: str) -> Verdict:
    return Verdict(Answer.CHANGED, reasons=(because(code, **values),))


def _foreign(kind: str) -> Verdict:
    return Verdict(Answer.BROKEN, reasons=(because('foreign', kind=kind),))


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
        return _changed('changed-key')
    except UnsupportedAlgorithm as foreign:
        return _foreign(str(foreign))
    except (ValueError, TypeError):
        return _changed('changed-certificate')
    sha256 = hashlib.sha256(signed.certificate).hexdigest()
    verdict = Verdict(Answer.UNKNOWN_SIGNER, who, sha256, when, _remarks(when, time))
    if (
        sha256 == draft_key().sha256
    ):  # its seals bear the edition's date, which may be still to come
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
        return _told(
            replace(verdict, by_list=trust.list_of(root)),
            Answer.VALID,
            because('rooted', name=who),
        )
    if not begins <= used <= ends:
        outside = (
            because('untrusted-expired', name=who, date=ends.date())
            if used > ends
            else because('untrusted-early', name=who, date=begins.date())
        )
        return _told(verdict, Answer.UNKNOWN_SIGNER, outside, because('unrelied'))
    return _told(
        replace(verdict, by_list=trust.list_of(signed.certificate)),
        Answer.VALID,
        because('trusted', name=who),
    )


def _misused(certificate: x509.Certificate, who: str) -> Reason | None:
    """Return why this is no certificate for seals, whoever issued it.

    What sealing refuses (LP507) proves nothing either.
    """
    try:
        return (
            because('untrusted-usage', name=who) if against_seals(certificate) else None
        )
    except Exception:  # broken extensions come as several types
        return because('untrusted-invalid', name=who, why='its extensions cannot be read')


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
