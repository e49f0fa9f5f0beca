"""CMS signatures (RFC 5652) as PAdES and CAdES baseline B want them: write one, read one.

The same few bytes seal a PDF and stand beside a kit's manifest. They are written here rather than
by a library because they must come out equal every time, and because every byte must count: all
certificates are named in the signed attributes (RFC 5035), so that none can be altered, added or
taken away. Pure: whoever calls has the key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

from letterpress.finishing.cms import der
from letterpress.finishing.cms.algorithms import (
    SHA256,
    Unsupported,
    digest_of,
    expect,
    method_of,
)
from letterpress.finishing.cms.der import Malformed
from letterpress.values import dataclass

DATA, SIGNED_DATA = '1.2.840.113549.1.7.1', '1.2.840.113549.1.7.2'
CONTENT_TYPE, MESSAGE_DIGEST, SIGNING_TIME = (f'1.2.840.113549.1.9.{n}' for n in (3, 4, 5))
SIGNING_CERTIFICATE, TIME_STAMP = '1.2.840.113549.1.9.16.2.47', '1.2.840.113549.1.9.16.2.14'
PROTECTION = '1.2.840.113549.1.9.52'
# The parts of SignedData and of SignerInfo (RFC 5652, 5.1 and 5.3), by their tags.
WHOLE = [der.INTEGER, der.SET, der.SEQUENCE, der.context(0), der.SET]
SIGNER = [der.INTEGER, der.SEQUENCE, der.SEQUENCE, der.context(0), der.SEQUENCE, der.OCTET_STRING]


class OtherCertificate(Malformed):
    """Raised when the certificate in a signature is not the one that was named when it was made."""


@dataclass(frozen=True)
class Signed:
    """What a CMS signature says.

    Nothing of it is proven before the digest, the signature and the certificate are.
    """

    algorithm: str  # of the digest: 'sha256', 'sha384', 'sha512'
    digest: bytes  # of the signed content
    attributes: bytes  # the bytes that were signed
    signature: bytes
    method: str  # 'rsa' (PKCS#1 v1.5), 'pss', 'ecdsa'
    salt: int  # bytes of salt, with 'pss'
    certificate: bytes  # of the signer, DER
    when: datetime | None  # the time that the signer claims
    stamped: bool  # carries a time stamp (not checked here)
    token: bytes = b''  # that time stamp


def build(
    digest: bytes,
    certificate: bytes,
    chain: tuple[bytes, ...],
    method: bytes,
    sign: Callable[[bytes], bytes],
    when: datetime | None = None,
    stamp: Callable[[bytes], bytes] | None = None,
) -> bytes:
    """Write a detached signature over content with this SHA-256 digest.

    `stamp` returns a time stamp (RFC 3161) on the signature, which is carried unsigned. `method` is
    RSA_SHA256 or ECDSA_SHA256, `sign` signs bytes with it. `when` becomes the signing-time
    attribute: CAdES asks for it (EN 319 122-1, 6.3), PAdES forbids it because /M of the PDF says
    the time (EN 319 142-1, 6.3).
    """
    sha256 = der.sequence(der.identifier(SHA256))
    named = der.sequence(
        *(
            der.sequence(der.value(der.OCTET_STRING, hashlib.sha256(one).digest()))
            for one in (certificate, *chain)
        )
    )
    told = [
        _attribute(CONTENT_TYPE, der.identifier(DATA)),
        _attribute(MESSAGE_DIGEST, der.value(der.OCTET_STRING, digest)),
        _attribute(SIGNING_CERTIFICATE, der.sequence(named)),
        _attribute(
            PROTECTION, der.sequence(sha256, der.value(der.context(1), der.first(method).body))
        ),
    ]
    if when is not None:
        told.append(_attribute(SIGNING_TIME, der.time(when)))
    attributes = der.set_of(told)
    issuer, serial = _identity(certificate)
    signature = sign(attributes)
    stamped = (
        (der.value(der.context(1), _attribute(TIME_STAMP, stamp(signature))),) if stamp else ()
    )
    signer = der.sequence(
        der.integer(1),
        der.sequence(issuer, serial),
        sha256,
        der.set_of(told, der.context(0)),
        method,
        der.value(der.OCTET_STRING, signature),
        *stamped,
    )
    signed = der.sequence(
        der.integer(1),
        der.value(der.SET, sha256),
        der.sequence(der.identifier(DATA)),
        der.set_of((certificate, *chain), der.context(0)),
        der.value(der.SET, signer),
    )
    return der.sequence(der.identifier(SIGNED_DATA), der.value(der.context(0), signed))


def read(data: bytes) -> Signed:
    """Read a detached signature with one signer; raise Malformed or Unsupported.

    Whatever the signed attributes do not vouch for (versions, algorithm names, the list of
    certificates) must have the one value it can have: a byte changed there is Malformed, not
    overlooked.
    """
    if is_ber(data):
        raise Unsupported('it is written in BER, not in DER', 'BER')
    kind, holder = der.inside(der.only(data, der.SEQUENCE), der.OID, der.context(0))
    if der.dotted(kind) != SIGNED_DATA:
        raise Malformed('not a signature')
    parts = der.items(der.only(holder.body, der.SEQUENCE).body)
    tags = [part.tag for part in parts]
    if tags == [*WHOLE[:-1], der.context(1), der.SET]:
        raise Unsupported('it carries revocation lists', 'CRL')
    expect(tags == WHOLE, 'not the parts of a signature')
    version, digests, content, certificates, signers = parts
    expect(
        version.body == b'\x01' and content.body == der.identifier(DATA), 'not a detached signature'
    )
    signer = der.items(der.only(signers.body, der.SEQUENCE).body)
    expect(
        [one.tag for one in signer[:6]] == SIGNER
        and signer[0].body == b'\x01'
        and len(signer) <= 7,
        'not the parts of a signer',
    )
    _, sid, hashing, attributes, method, signature = signer[:6]
    algorithm = digest_of(hashing)
    expect(digest_of(der.only(digests.body, der.SEQUENCE)) == algorithm, 'two digests')
    signed = der.value(der.SET, attributes.body)
    told = _attributes(attributes)
    expect(told.get(CONTENT_TYPE) == der.identifier(DATA), 'signs something else')
    expect(MESSAGE_DIGEST in told, 'has no digest')
    name, salt = method_of(method, algorithm)
    if PROTECTION in told:
        _check_protection(told[PROTECTION], algorithm, method)
    carried = der.items(certificates.body)
    found = [
        one.raw
        for one in carried
        if one.tag == der.SEQUENCE and der.sequence(*_identity(one.raw)) == sid.raw
    ]
    expect(len(found) == 1, "does not hold the signer's certificate", OtherCertificate)
    if SIGNING_CERTIFICATE in told:
        _check_named(told[SIGNING_CERTIFICATE], found[0], tuple(one.raw for one in carried))
    digest = der.only(told[MESSAGE_DIGEST], der.OCTET_STRING).body
    when = der.moment(der.first(told[SIGNING_TIME])) if SIGNING_TIME in told else None
    token = _stamped(signer[6]) if len(signer) == 7 else b''
    return Signed(
        algorithm, digest, signed, signature.body, name, salt, found[0], when, bool(token), token
    )


def certificates(data: bytes) -> tuple[bytes, ...]:
    """Return all certificates that a signature carries, DER. Raises Malformed like `read`."""
    _, holder = der.inside(der.only(data, der.SEQUENCE), der.OID, der.context(0))
    parts = der.items(der.only(holder.body, der.SEQUENCE).body)
    expect([part.tag for part in parts] == WHOLE, 'not the parts of a signature')
    return tuple(one.raw for one in der.items(parts[3].body) if one.tag == der.SEQUENCE)


def check(key: object, signed: Signed) -> None:
    """Raise InvalidSignature unless the key made the signature.

    Raises UnsupportedAlgorithm for kinds that are not checked.
    """
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

    digests = (hashes.SHA256(), hashes.SHA384(), hashes.SHA512())
    algorithm = {one.name: one for one in digests}[signed.algorithm]
    if isinstance(key, rsa.RSAPublicKey):
        if signed.method == 'ecdsa':
            raise InvalidSignature
        if key.key_size < 2048:
            raise UnsupportedAlgorithm(f'an RSA key of {key.key_size} bits can be forged')
        scheme: padding.PKCS1v15 | padding.PSS = padding.PKCS1v15()
        if signed.method != 'rsa':
            scheme = padding.PSS(padding.MGF1(algorithm), signed.salt)
        key.verify(signed.signature, signed.attributes, scheme, algorithm)
    elif isinstance(key, ec.EllipticCurvePublicKey):
        if signed.method != 'ecdsa':
            raise InvalidSignature
        key.verify(signed.signature, signed.attributes, ec.ECDSA(algorithm))
    else:
        raise UnsupportedAlgorithm('its key is neither RSA nor ECDSA')


def is_ber(data: bytes) -> bool:
    """Tell whether a signature begins as one with indefinite lengths does.

    A changed byte alone does not look so.
    """
    return data.startswith(b'\x30\x80\x06\x09')


def _attribute(kind: str, content: bytes) -> bytes:
    return der.sequence(der.identifier(kind), der.value(der.SET, content))


def _attributes(holder: der.Item) -> dict[str, bytes]:
    """Return each attribute's one value by its identifier.

    An attribute that comes twice is Malformed.
    """
    told: dict[str, bytes] = {}
    for one in der.items(holder.body):
        expect(one.tag == der.SEQUENCE, 'not an attribute')
        kind, values = der.inside(one, der.OID, der.SET)
        expect(der.dotted(kind) not in told, 'an attribute comes twice')
        told[der.dotted(kind)] = values.body
    return told


def _identity(certificate: bytes) -> tuple[bytes, bytes]:
    """Return issuer and serial number of a certificate as they stand in it. RFC 5280, 4.1."""
    body = der.items(der.first(der.only(certificate, der.SEQUENCE).body).body)
    body = (
        body[1:] if body and body[0].tag == der.context(0) else body
    )  # the version, when it is not 1
    expect(
        [part.tag for part in body[:3]] == [der.INTEGER, der.SEQUENCE, der.SEQUENCE],
        'not a certificate',
    )
    return body[2].raw, body[0].raw


def _check_protection(content: bytes, algorithm: str, method: der.Item) -> None:
    """Hold the algorithms against those that were signed. RFC 6211."""
    digest, signing = der.inside(der.only(content, der.SEQUENCE), der.SEQUENCE, der.context(1))
    expect(
        digest_of(digest) == algorithm and signing.body == method.body,
        'other algorithms than those signed',
    )


def _check_named(content: bytes, signer: bytes, carried: tuple[bytes, ...]) -> None:
    """Hold the certificates against those named in signing-certificate-v2.

    The first named is the signer's. Others often name the signer's alone, and then the rest is
    decoration; where several are named, as this house does, the list must be exactly those.
    """
    wanted = []
    for one in der.items(der.first(der.only(content, der.SEQUENCE).body).body):
        parts = list(der.items(one.body))
        algorithm = digest_of(parts.pop(0)) if parts and parts[0].tag == der.SEQUENCE else 'sha256'
        expect(bool(parts) and parts[0].tag == der.OCTET_STRING, 'names no certificate')
        wanted.append((algorithm, parts[0].body))
    expect(
        bool(wanted) and hashlib.new(wanted[0][0], signer).digest() == wanted[0][1],
        'names another certificate',
        OtherCertificate,
    )
    if len(wanted) > 1 or len(carried) == 1:
        held = {
            (kind, hashlib.new(kind, one).digest())
            for kind in {kind for kind, _ in wanted}
            for one in carried
        }
        expect(
            len(carried) == len(wanted) and held.issuperset(wanted),
            'names other certificates',
            OtherCertificate,
        )


def _stamped(holder: der.Item) -> bytes:
    """Return the time stamp that the unsigned attributes are.

    Anything else there is room for a stowaway.
    """
    expect(holder.tag == der.context(1), 'carries what nobody signed')
    told = _attributes(holder)
    expect(set(told) == {TIME_STAMP}, 'carries what nobody signed')
    return der.only(told[TIME_STAMP], der.SEQUENCE).raw
