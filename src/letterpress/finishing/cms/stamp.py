"""Time stamps (RFC 3161): ask for one, judge an answer, read a token that a file carries.

A token says: these bytes existed at this time, on the word of whoever has its certificate. Whether
that word is worth anything, a chain to a trusted root shows (`chain`); here only that the token is
whole and is about these bytes.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from letterpress.finishing.cms import algorithms, der
from letterpress.finishing.cms import signed as cms
from letterpress.finishing.cms.der import Malformed
from letterpress.finishing.keys.certificate import subject
from letterpress.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cryptography import x509

SKEW = timedelta(minutes=5)  # by which an authority's clock may differ from ours
STAMPING = '1.3.6.1.5.5.7.3.8'

Parsed = Any  # a value of asn1crypto, which has no types of its own


_ON_HOSTILE_BYTES = (  # what asn1crypto raises there
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    IndexError,
    OverflowError,
)


class Refused(Exception):
    """Raised when an authority answers and gives no time stamp."""


class WrongClock(Malformed):
    """Raised for a good token whose time is not ours."""


@dataclass(frozen=True)
class Stamp:
    """What a token says and who says it.

    Its signature was checked, the certificate's worth was not.
    """

    when: datetime
    algorithm: str  # of the digest: 'sha256' …
    digest: bytes  # of what is stamped
    nonce: int | None
    certificate: bytes  # of the authority, DER
    carried: tuple[bytes, ...]  # all certificates that the token brings along, DER
    subject: str
    begins: datetime  # when the certificate is valid
    ends: datetime


def request(digest: bytes, nonce: int) -> bytes:
    """Return a request for a stamp on a SHA-256 digest.

    RFC 3161, 2.4.1; certReq asks for the certificate.
    """
    imprint = der.sequence(
        der.sequence(der.identifier(algorithms.SHA256), der.value(der.NULL)),
        der.value(der.OCTET_STRING, digest),
    )
    return der.sequence(der.integer(1), imprint, der.integer(nonce), der.value(0x01, b'\xff'))


def accept(answer: bytes, digest: bytes, nonce: int, now: datetime) -> bytes:
    """Return the token in an authority's answer, after every check that can be made at once.

    Raises Refused (it says no), WrongClock (more than SKEW from `now`), Malformed (anything else
    that is wrong).
    """
    try:
        status, *held = der.items(der.only(answer, der.SEQUENCE).body)
        kind, *more = der.items(status.body)
        granted = der.number(kind) in (0, 1)  # RFC 3161, 2.4.2: granted, granted with modifications
        words = [
            text.body.decode(errors='replace')
            for part in more
            if part.tag == der.SEQUENCE
            for text in der.items(part.body)
        ]
        token = held[0].raw if granted else b''
    except (Malformed, IndexError, ValueError):
        raise Malformed('its answer is no time stamp') from None
    if not token:
        said = ''.join(c for c in '; '.join(words) if c.isprintable())[:120]
        raise Refused(f'it says “{said}”' if said else 'it gives no reason')
    found = read(token)
    if (found.algorithm, found.digest) != ('sha256', digest):
        raise Malformed('its answer is about other bytes')
    if found.nonce != nonce:
        raise Malformed('its answer repeats another number than ours: it may be an old one')
    if not found.begins <= now <= found.ends:
        valid = f'from {found.begins:%Y-%m-%d} to {found.ends:%Y-%m-%d}'
        raise Malformed(f'its certificate is not valid now, but {valid}')
    if abs(found.when - now) > SKEW:
        its, ours = f'{found.when:%Y-%m-%d %H:%M} UTC', f'{now:%Y-%m-%d %H:%M}'
        raise WrongClock(f'its clock says {its}, ours {ours}')
    return token


def read(token: bytes) -> Stamp:
    """Read a token and check that its signature is the certificate's.

    Raises Malformed or algorithms.Unsupported.
    """
    from asn1crypto import cms as asn1
    from asn1crypto import tsp  # noqa: F401  teaches asn1crypto what a token holds

    try:
        content = asn1.ContentInfo.load(token, strict=True)
        if content['content_type'].native != 'signed_data':
            raise Malformed('no signed data')
        return _read(content['content'])
    except Malformed as wrong:
        raise Malformed(f'its time stamp is damaged ({wrong})') from None
    except algorithms.Unsupported:
        raise
    except _ON_HOSTILE_BYTES:
        raise Malformed('its time stamp is damaged') from None


def _read(signed: Parsed) -> Stamp:
    """Read a token in asn1crypto's values.

    What its signature does not cover must be what the covered parts say.
    """
    from cryptography import x509

    held = signed['encap_content_info']
    if held['content_type'].native != 'tst_info' or len(signed['signer_infos']) != 1:
        raise Malformed('no time-stamp token')
    body, info = bytes(held['content']), held['content'].parsed
    signer = signed['signer_infos'][0]
    told = {one['type'].native: one['values'] for one in signer['signed_attrs']}
    algorithm = algorithms.digest_of(der.only(signer['digest_algorithm'].dump(), der.SEQUENCE))
    if told['content_type'][0].native != 'tst_info':
        raise Malformed('it signs something else')
    if told['message_digest'][0].native != hashlib.new(algorithm, body).digest():
        raise Malformed('its time is not the signed one')
    carried = tuple(
        one.chosen.dump() for one in signed['certificates'] if one.name == 'certificate'
    )
    certificate = _named(told, carried)
    loaded = x509.load_der_x509_certificate(certificate)
    _check_usage(loaded)
    _check_signature(loaded, signer, algorithm)
    _check_uncovered(signed, signer, algorithm, loaded)
    imprint = info['message_imprint']
    return Stamp(
        info['gen_time'].native,
        imprint['hash_algorithm']['algorithm'].native,
        imprint['hashed_message'].native,
        info['nonce'].native,
        certificate,
        carried,
        subject(loaded),
        loaded.not_valid_before_utc,
        loaded.not_valid_after_utc,
    )


def _check_uncovered(
    signed: Parsed, signer: Parsed, algorithm: str, certificate: x509.Certificate
) -> None:
    """Hold what no signature covers against what one does.

    That is versions, the list of digests, the name of the certificate (RFC 5652, 5.1 and 5.3). What
    is left are other certificates that come along: no sentence rests on them before a chain to the
    reader's own root has proven them (`chain`).
    """
    by_key = signer['sid'].name == 'subject_key_identifier'
    if signed['version'].native != 'v3' or signer['version'].native != ('v3' if by_key else 'v1'):
        raise Malformed('its version is not that of a time stamp')
    listed = [der.only(one.dump(), der.SEQUENCE) for one in signed['digest_algorithms']]
    if [algorithms.digest_of(one) for one in listed] != [algorithm]:
        raise Malformed('it names another digest')
    if not (_is_by_key if by_key else _is_by_issuer)(signer['sid'], certificate):
        raise Malformed('it names another certificate')
    if signed['crls'].native or signer['unsigned_attrs'].native:
        raise Malformed('it carries what nobody signed')


def _is_by_key(name: Parsed, certificate: x509.Certificate) -> bool:
    from cryptography import x509

    held = certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
    return bool(held.value.digest == name.native)


def _is_by_issuer(name: Parsed, certificate: x509.Certificate) -> bool:
    number = der.integer(certificate.serial_number)
    return bool(name.chosen.dump() == der.sequence(certificate.issuer.public_bytes(), number))


def _named(told: Mapping[str, Parsed], carried: tuple[bytes, ...]) -> bytes:
    """Return the certificate that the signed attributes name.

    RFC 5816; RFC 3161 named it by SHA-1, and many still do.
    """
    if 'signing_certificate_v2' in told:
        first = told['signing_certificate_v2'][0]['certs'][0]
        algorithm, wanted = first['hash_algorithm']['algorithm'].native, first['cert_hash'].native
    else:
        algorithm, wanted = 'sha1', told['signing_certificate'][0]['certs'][0]['cert_hash'].native
    for one in carried:
        if hashlib.new(algorithm, one).digest() == wanted:
            return one
    raise Malformed("the authority's certificate is not in it")


def _check_usage(certificate: x509.Certificate) -> None:
    """Refuse a certificate that is not for time stamps and for nothing else. RFC 3161, 2.3."""
    from cryptography import x509

    try:
        usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except x509.ExtensionNotFound:
        raise Malformed('its certificate is not made for time stamps') from None
    if [one.dotted_string for one in usage.value] != [STAMPING] or not usage.critical:
        raise Malformed('its certificate is not made for time stamps alone')


def _check_signature(certificate: x509.Certificate, signer: Parsed, algorithm: str) -> None:
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

    method, salt = algorithms.method_of(
        der.only(signer['signature_algorithm'].dump(), der.SEQUENCE), algorithm
    )
    attributes = signer['signed_attrs'].untag().dump()
    try:
        cms.check(
            certificate.public_key(),
            cms.Signed(
                algorithm,
                b'',
                attributes,
                signer['signature'].native,
                method,
                salt,
                b'',
                None,
                False,
            ),
        )
    except InvalidSignature:
        raise Malformed("its signature is not that of the authority's certificate") from None
    except UnsupportedAlgorithm as foreign:
        raise algorithms.Unsupported(
            f'its time stamp cannot be checked: {foreign}', str(foreign)
        ) from None
