"""Verify: is what somebody received still what was sealed, and by whom.

Read-only, and it believes nothing of the file. The whole judgement of a seal is on bytes: where it
lies (`places`), what it says (`cms`), whether the digest of all other bytes is the sealed one and
whether the signature is the certificate's (`signer`). Structure is not parsed, so none can deceive;
only a file that was continued after its seal is read revision by revision (`revisions.history`).
Who is trusted is the caller's to say: by fingerprints of certificates, or by roots. The time in a
seal is the signer's claim, until a time stamp that the reader has reason to trust proves it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from letterpress.finishing.cms import algorithms, der, stamp
from letterpress.finishing.judging import signer
from letterpress.finishing.judging.reasons import Reason, because
from letterpress.finishing.judging.revisions import history
from letterpress.finishing.judging.trust import Time, Trust, time_of
from letterpress.finishing.judging.verdict import Answer, Verdict, changed, foreign
from letterpress.finishing.syntax import places

INTACT = (Answer.VALID, Answer.DRAFT, Answer.UNKNOWN_SIGNER)


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
        why = because('cut', count=cut.missing) if cut.missing else because('cut-off')
        return Verdict(Answer.BROKEN, reasons=(why,))
    except places.Foreign as unknown:
        return foreign(unknown.kind)
    except places.Altered as altered:
        return _continued(data, altered, trust)
    return signer.judge(seal.signed(data), seal.cms, seal.when, trust)


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
    from pyhanko_certvalidator import CertificateValidator  # noqa: F401  for those forked later


def judge_detached(data: bytes, signature: bytes, trust: Trust) -> Verdict:
    """Judge any bytes by a detached signature and what a reader trusts. Never raises."""
    if not signature.startswith(b'\x30'):
        return Verdict(Answer.BROKEN, reasons=(because('no-signature'),))
    return signer.judge((data,), signature, None, trust)


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
    verdicts = _by_signer(data, past, trust)
    if isinstance(verdicts, Verdict):
        return verdicts
    first, *others = verdicts
    worst = max(verdicts, key=lambda one: one.answer.badness)
    if worst.answer in (Answer.CHANGED, Answer.BROKEN):
        return worst
    waiting = (because('waiting', names=', '.join(past.empty)),) if past.empty else ()
    also = tuple(replace(one.reasons[0], place=one.subject) for one in others)
    reasons = (*first.reasons, *also, *waiting)
    return replace(first, answer=worst.answer, others=tuple(others), reasons=reasons)


def _by_signer(data: bytes, past: history.History, trust: Trust) -> list[Verdict] | Verdict:
    """Return the verdict on each signer in order, or that on the file where a stamp is not its.

    The youngest mark is read first: each time stamp vouches for what lies before it.
    """
    verdicts: list[Verdict] = []
    until, time = trust.now, Time()
    for mark in reversed(past.marks):
        seal = mark.seal
        if not mark.stamp:
            verdict = signer.judge(seal.signed(data), seal.cms, seal.when, trust, past, until, time)
            verdicts.insert(0, verdict)
            continue
        try:
            found = stamp.read(seal.cms)
        except (der.Malformed, algorithms.Unsupported) as wrong:
            return changed('changed-stamp', why=str(wrong))
        if found.digest != signer.digest(found.algorithm, seal.signed(data)):
            return changed('changed-stamp', why='it is about another one')
        this = time_of(found, trust, past.evidence, until)
        if this.proven:
            until = this.proven
        if this.proven or not time.proven:
            time = this
    return verdicts


def _named(data: bytes, worse: places.Altered | places.Foreign, after: int) -> Iterator[Reason]:
    """Say what a later revision does, and by which of the bytes after the seal.

    They are counted from 1, the last one included.
    """
    code, span, number = (getattr(worse, name, None) for name in ('code', 'span', 'number'))
    if code == 'changed-information':
        yield because(code)
    else:
        yield because('changed-revision', why=str(worse))
    start, last = span or (after, len(data))
    if number is None:
        yield because('changed-unaccounted', first=start + 1, last=last)
    else:
        yield because('changed-object', number=str(number), first=start + 1, last=last)


def _altered(data: bytes, altered: places.Altered, trust: Trust, *more: Reason) -> Verdict:
    """Say what was changed, and what an earlier revision shows.

    Its signer stands behind nothing that came later.
    """
    count = {'count': altered.added} if altered.added else {}
    reasons = [because(altered.code, '', **count), *more]
    if seal := altered.before:
        before = signer.judge(seal.signed(data), seal.cms, seal.when, trust)
        if before.answer in INTACT:
            reasons.append(because('earlier', count=seal.end, name=before.subject))
    return Verdict(Answer.CHANGED, reasons=tuple(reasons))
