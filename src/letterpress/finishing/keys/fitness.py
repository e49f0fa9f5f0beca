"""May a key seal: of a kind that readers check, its certificate made for it and valid at that time.

`cryptography` judges, not pyHanko, which seals with an expired certificate.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.finishing.cms import algorithms
from letterpress.finishing.keys.certificate import against_seals, issuers, subject
from letterpress.finishing.keys.draft import draft_key
from letterpress.finishing.keys.key import SealKey
from letterpress.finishing.keys.refusal import refused

if TYPE_CHECKING:
    from cryptography import x509

    from letterpress.finishing.keys.driver import Token

SOON = timedelta(days=30)
CURVES = ('secp256r1', 'secp384r1', 'secp521r1')


def fit(
    certificate: x509.Certificate,
    others: list[x509.Certificate],
    when: datetime,
    name: str,
    *,
    private: bytes = b'',
    token: Token | None = None,
) -> SealKey:
    """Return the key of a certificate that may seal at `when`; `others` may hold its issuers.

    `private` is the key (PKCS#8), or the key lies on a `token`. Raises Rejected like
    `check_certificate`.
    """
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    check_certificate(certificate, when, name)
    own, *chain = (
        one.public_bytes(serialization.Encoding.DER)
        for one in (certificate, *issuers(certificate, others))
    )
    sha256 = hashlib.sha256(own).hexdigest()
    is_rsa = isinstance(certificate.public_key(), rsa.RSAPublicKey)
    return SealKey(
        own,
        tuple(chain),
        private,
        sha256,
        subject(certificate),
        certificate.not_valid_before_utc,
        certificate.not_valid_after_utc,
        algorithms.RSA_SHA256 if is_rsa else algorithms.ECDSA_SHA256,
        draft=sha256 == draft_key().sha256,
        token=token,
    )


def check_kind(key: object, name: str) -> None:
    """Raise Rejected (LP508) unless a private or public key is of a kind that seals."""
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    if isinstance(key, rsa.RSAPrivateKey | rsa.RSAPublicKey):
        if key.key_size < 2048:
            few = f'its RSA key has {key.key_size} bits; a seal needs 2048 or more'
            raise refused('LP508', name, few)
        return
    curves = ec.EllipticCurvePrivateKey | ec.EllipticCurvePublicKey
    if not (isinstance(key, curves) and key.curve.name in CURVES):
        raise refused(
            'LP508',
            name,
            'its key is neither RSA nor on one of the NIST curves P-256, P-384, P-521',
            'PDF readers do not check other kinds everywhere: take an RSA key of 3072 bits',
        )


def check_certificate(certificate: x509.Certificate, when: datetime, name: str) -> None:
    """Raise Rejected with everything that keeps a certificate from sealing at `when`.

    That is LP503 (damaged), LP505 and LP506 (not valid then), LP507 and LP508 (of another kind).
    """
    who, place = subject(certificate), Place(name)
    begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    found = _out_of_time(who, begins, ends, when, place)
    try:
        made = certificate.signature_hash_algorithm
        misused = against_seals(certificate)
    except Exception:  # unknown algorithms and broken extensions come as several types
        damaged = f'the certificate of “{who}” is damaged or of an unknown kind'
        raise refused('LP503', name, damaged) from None
    if made is not None and made.name in ('md5', 'sha1'):
        broken = f'was issued with {made.name.upper()}, which is broken'
        found.append(Finding(place, 'LP508', f'the certificate of “{who}” {broken}'))
    if misused:
        found.append(
            Finding(
                place,
                'LP507',
                f'the certificate of “{who}” {misused}',
                'ask for a certificate for electronic seals, or make one with '
                '"letterpress key new"',
            )
        )
    if found:
        raise Rejected(found, Exit.SEAL)


def check_time(key: SealKey, when: datetime, name: str = '') -> None:
    """Raise Rejected (LP505, LP506) unless the certificate is valid at `when`."""
    if when.tzinfo is None:
        raise ValueError('the time of a seal needs a time zone')
    if found := _out_of_time(key.subject, key.begins, key.ends, when, Place(name)):
        raise Rejected(found, Exit.SEAL)


def ending(key: SealKey, when: datetime, name: str = '') -> tuple[Finding, ...]:
    """Return a warning (LP509) when fewer than 30 days of validity are left at `when`."""
    left = key.ends - when
    if key.draft or not timedelta(0) <= left < SOON:
        return ()
    days = 'today' if left.days == 0 else 'in 1 day' if left.days == 1 else f'in {left.days} days'
    return (
        Finding(
            Place(name),
            'LP509',
            f'the certificate of “{key.subject}” expires {days}, on {_day(key.ends)}',
            'renew it in time: seals made before stay good, new ones will be refused',
        ),
    )


def _out_of_time(
    who: str, begins: datetime, ends: datetime, when: datetime, place: Place
) -> list[Finding]:
    if when > ends:
        expired = f'the certificate of “{who}” expired on {_day(ends)}'
        hint = 'renew it, or make a new key with "letterpress key new"'
        return [Finding(place, 'LP505', expired, hint)]
    if when < begins:
        early = f'the certificate of “{who}” is not valid before {_day(begins)}'
        hint = "wait until then, or check this computer's clock"
        return [Finding(place, 'LP506', early, hint)]
    return []


def _day(when: datetime) -> str:
    return when.astimezone(UTC).date().isoformat()
