"""Verify: is what somebody received still what was sealed, and by whom. Read-only, and it believes nothing of the file.

The whole judgement is on bytes: where the seal lies (`revisions`), what it says (`cms`), whether the digest of all
other bytes is the sealed one and whether the signature is the certificate's. Structure is never parsed, so none can
deceive. Who is trusted is the caller's to say, by the SHA-256 fingerprints of certificates; a chain proves nothing
here, and neither does the time in a seal, which is the signer's claim.
"""
from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from enum import Enum

from letterpress.finishing import cms, der, keys, revisions


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
    """The answer; who sealed, by which certificate and when (as the signer claims); and plain sentences why."""

    answer: Answer
    subject: str = ''
    sha256: str = ''
    when: datetime | None = None
    details: tuple[str, ...] = ()


def verify_pdf(data: bytes, trusted: frozenset[str] = frozenset()) -> Verdict:
    """Judge a PDF. `trusted`: SHA-256 fingerprints (hex) of the certificates that the reader trusts. Never raises."""
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
        return _altered(data, altered, trusted)
    return _judge(seal.signed(data), seal.cms, seal.when, trusted)


def verify_detached(data: bytes, signature: bytes, trusted: frozenset[str] = frozenset()) -> Verdict:
    """Judge any bytes by a detached signature (CMS, DER) that lies beside them. Never raises."""
    if not signature.startswith(b'\x30'):
        return Verdict(Answer.BROKEN, details=('This is no seal: not a signature in DER.',))
    return _judge((data,), signature, None, trusted)


def _altered(data: bytes, altered: revisions.Altered, trusted: frozenset[str]) -> Verdict:
    """Say what was changed, and what an earlier revision shows; its signer stands behind nothing that came later."""
    details = [f'Changed after it was sealed: {altered}.']
    if altered.before:
        before = _judge(altered.before.signed(data), altered.before.cms, altered.before.when, trusted)
        if before.answer in (Answer.VALID, Answer.DRAFT, Answer.UNKNOWN_SIGNER):
            details.append(f'Its first {altered.before.end:,} bytes are as “{before.subject}” sealed them.')
    return Verdict(Answer.CHANGED, details=tuple(details))


def _judge(parts: Iterable[bytes | memoryview], signature: bytes, when: datetime | None,
           trusted: frozenset[str]) -> Verdict:
    """Judge the signed bytes, in parts, by a CMS signature over them."""
    try:
        signed = cms.read(signature)
    except der.Malformed as wrong:
        return _changed(f'its signature is damaged ({wrong}).')
    except cms.Unsupported as foreign:
        return Verdict(Answer.BROKEN, details=(f'The seal cannot be checked: {foreign}.',))
    digest = hashlib.new(signed.algorithm)
    for part in parts:
        digest.update(part)
    if digest.digest() != signed.digest:
        return _changed('its bytes are not those that were sealed.')
    return _signer(signed, signed.when or when, frozenset(one.replace(':', '').lower() for one in trusted))


def _changed(why: str) -> Verdict:
    return Verdict(Answer.CHANGED, details=(f'Changed after it was sealed: {why}',))


def _signer(signed: cms.Signed, when: datetime | None, trusted: frozenset[str]) -> Verdict:
    """Judge the signature and its certificate; the digest fits already."""
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    try:
        certificate = x509.load_der_x509_certificate(signed.certificate)
        begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
        subject = keys.subject(certificate)
        _check(certificate.public_key(), signed)
    except InvalidSignature:
        return _changed("its signature is not that of the signer's certificate.")
    except UnsupportedAlgorithm as foreign:
        return Verdict(Answer.BROKEN, details=(f'The seal cannot be checked: {foreign}.',))
    except (ValueError, TypeError):
        return _changed("the signer's certificate is damaged.")
    sha256 = hashlib.sha256(signed.certificate).hexdigest()
    verdict = Verdict(Answer.UNKNOWN_SIGNER, subject, sha256, when, _remarks(when, signed.stamped))
    if sha256 == keys.draft_key().sha256:
        return _told(verdict, Answer.DRAFT, 'Whole, but sealed with the public draft key: says nothing about who.')
    if sha256 not in trusted:
        return _told(verdict, Answer.UNKNOWN_SIGNER, 'Whole since it was sealed, but nobody you trust has this '
                                                     "certificate: the name in it is anybody's claim.")
    if when is None:
        return _told(verdict, Answer.UNKNOWN_SIGNER, 'Whole, but the seal says no time, so nothing shows that the '
                                                     "signer's certificate was valid then.")
    if not begins <= when <= ends:
        late = f'expired on {ends:%Y-%m-%d}' if when > ends else f'was not valid before {begins:%Y-%m-%d}'
        return _told(verdict, Answer.UNKNOWN_SIGNER, f"Whole, but the signer's certificate {late}, and the seal says "
                                                     'a time outside: do not rely on the name.')
    return _told(verdict, Answer.VALID, f'Whole, and sealed by “{subject}”, whose certificate you trust.')


def _told(verdict: Verdict, answer: Answer, sentence: str) -> Verdict:
    return replace(verdict, answer=answer, details=(sentence, *verdict.details))


def _remarks(when: datetime | None, stamped: bool) -> tuple[str, ...]:
    """Say how much the time is worth."""
    remarks = []
    if when:
        utc = when.astimezone(timezone.utc)
        remarks.append(f"Sealed on {utc:%Y-%m-%d at %H:%M} UTC by the signer's own clock (time not proven).")
    if stamped:
        remarks.append('It carries a time stamp of a third party, which was not checked.')
    return tuple(remarks)


def _check(key: object, signed: cms.Signed) -> None:
    """Raise InvalidSignature unless the key made the signature; UnsupportedAlgorithm for kinds that are not checked."""
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
    algorithm = {'sha256': hashes.SHA256, 'sha384': hashes.SHA384, 'sha512': hashes.SHA512}[signed.algorithm]()
    if isinstance(key, rsa.RSAPublicKey):
        if signed.method == 'ecdsa':
            raise InvalidSignature
        if key.key_size < 2048:
            raise UnsupportedAlgorithm(f'an RSA key of {key.key_size} bits can be forged')
        scheme = padding.PKCS1v15() if signed.method == 'rsa' else padding.PSS(padding.MGF1(algorithm), signed.salt)
        key.verify(signed.signature, signed.attributes, scheme, algorithm)
    elif isinstance(key, ec.EllipticCurvePublicKey):
        if signed.method != 'ecdsa':
            raise InvalidSignature
        key.verify(signed.signature, signed.attributes, ec.ECDSA(algorithm))
    else:
        raise UnsupportedAlgorithm('its key is neither RSA nor ECDSA')
