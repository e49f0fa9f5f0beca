"""Keys: who seals. Reads and judges a key file before anything is rendered, makes a new one, knows the draft key.

`cryptography` judges, not pyHanko, which answers a wrong pass phrase with None and seals with an
expired certificate. It is imported only where a key is opened: the draft key's name and fingerprint
are known without it.

The draft key in `draft/` is public on purpose: drafts come out byte-equal everywhere, and their
seal says nothing about who made them. `make_draft_key` made it, once; making it again would change
every draft, and `verify` would no longer know the old ones.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.finishing.cms import der
from letterpress.finishing.cms import signed as cms
from letterpress.finishing.keys import usage

if TYPE_CHECKING:
    from cryptography import x509

    from letterpress.finishing.keys.token import Token

DRAFT_SUBJECT = 'letterpress public DRAFT key (says nothing about who)'
DRAFT_BEGINS = datetime(2020, 1, 1, tzinfo=UTC)
DRAFT_ENDS = datetime(2100, 1, 1, tzinfo=UTC)
SOON = timedelta(days=30)
CURVES = ('secp256r1', 'secp384r1', 'secp521r1')
PEM = re.compile(rb'-----BEGIN ([A-Z0-9 ]+)-----\s.*?-----END \1-----', re.DOTALL)


@dataclass(frozen=True)
class SealKey:
    """A key that may seal, and its certificate. Plain values, so that it can go to a worker; never printed or stored.

    `certificate` and `chain` are DER, `sha256` is the certificate's fingerprint in lower-case hex,
    `private` PKCS#8. With `token` the key lies on a PKCS#11 token, and `private` is empty.
    """

    certificate: bytes = field(repr=False)
    chain: tuple[bytes, ...] = field(repr=False)
    private: bytes = field(repr=False)
    sha256: str
    subject: str
    begins: datetime
    ends: datetime
    method: bytes = field(repr=False)  # cms.RSA_SHA256 or cms.ECDSA_SHA256
    draft: bool = False
    token: Token | None = None

    def sign(self, data: bytes) -> bytes:
        """Sign the bytes; the same bytes give the same signature (PKCS#1 v1.5; ECDSA with the nonce of RFC 6979).

        A token's ECDSA draws its nonce by chance.
        """
        if self.token:
            from letterpress.finishing.keys import token

            return token.sign(self.token, data, self.method)
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec, padding

        key = _opened(self.private)
        if self.method == cms.RSA_SHA256:
            return key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        return key.sign(data, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))

    @property
    def longest(self) -> int:
        """Return the length in bytes of the longest signature: RSA's are all equal, ECDSA's two numbers vary."""
        size = (
            (_public_key(self.certificate) if self.token else _opened(self.private)).key_size + 7
        ) // 8
        return size if self.method == cms.RSA_SHA256 else 2 * size + 9


@lru_cache(maxsize=4)
def _opened(private: bytes):
    from cryptography.hazmat.primitives.serialization import load_der_private_key

    return load_der_private_key(
        private, None, unsafe_skip_rsa_key_validation=True
    )  # validated when it was read


def _public_key(certificate: bytes):
    from cryptography import x509

    return x509.load_der_x509_certificate(certificate).public_key()


@cache
def draft_key() -> SealKey:
    """Return the public draft key of the package."""
    folder = resources.files('letterpress.finishing.keys').joinpath('draft')
    certificate = _unwrapped(folder.joinpath('draft-certificate.pem').read_bytes())[0][1]
    private = _unwrapped(folder.joinpath('draft-key.pem').read_bytes())[0][1]
    return SealKey(
        certificate,
        (),
        private,
        hashlib.sha256(certificate).hexdigest(),
        DRAFT_SUBJECT,
        DRAFT_BEGINS,
        DRAFT_ENDS,
        cms.RSA_SHA256,
        draft=True,
    )


def load_key(data: bytes, passphrase: bytes | None, when: datetime, name: str = 'key') -> SealKey:
    """Read a key file (PKCS#12, or PEM with key and certificate) that is to seal at `when`; `name` is for the findings.

    Raises Rejected (LP501 to LP508, exit code 4): a key that gets through can seal.
    """
    from cryptography.hazmat.primitives import serialization

    read = _from_pem if b'-----BEGIN ' in data else _from_pkcs12
    private, certificates = read(data, passphrase, name)
    _check_key(private, name)
    public = _public(private.public_key())
    try:
        matching = [one for one in certificates if _public(one.public_key()) == public]
    except (
        Exception
    ):  # an unknown kind of key in one of them: cryptography raises several types here
        raise _rejected(
            'LP508', name, 'a certificate in it is of a kind that is not supported'
        ) from None
    if not matching:
        what = (
            'its certificate belongs to another key'
            if certificates
            else 'it holds a key but no certificate'
        )
        raise _rejected(
            'LP504',
            name,
            what,
            'Put the certificate that was issued for this key into the same file.',
        )
    certificate = max(matching, key=lambda one: one.not_valid_after_utc)
    _check_certificate(certificate, when, name)
    binary = serialization.Encoding.DER
    plain = private.private_bytes(
        binary, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    whole = certificate.public_bytes(binary)
    chain = tuple(one.public_bytes(binary) for one in _chain(certificate, certificates))
    sha256 = hashlib.sha256(whole).hexdigest()
    return SealKey(
        whole,
        chain,
        plain,
        sha256,
        subject(certificate),
        certificate.not_valid_before_utc,
        certificate.not_valid_after_utc,
        cms.RSA_SHA256 if _is_rsa(private) else cms.ECDSA_SHA256,
        draft=sha256 == draft_key().sha256,
    )


def of_token(token: Token, certificates: list[bytes], when: datetime, name: str) -> SealKey:
    """Return the key on a token whose certificates are these, the key's own first. Raises Rejected like `load_key`."""
    from cryptography import x509
    from cryptography.hazmat.primitives import serialization

    try:
        own, *others = (x509.load_der_x509_certificate(one) for one in certificates)
        public = own.public_key()
    except Exception:  # cryptography raises several types for what it does not know
        raise _rejected(
            'LP503', name, 'a certificate on it is damaged or of an unknown kind'
        ) from None
    _check_key(public, name)
    _check_certificate(own, when, name)
    chain = tuple(one.public_bytes(serialization.Encoding.DER) for one in _chain(own, others))
    return SealKey(
        certificates[0],
        chain,
        b'',
        hashlib.sha256(certificates[0]).hexdigest(),
        subject(own),
        own.not_valid_before_utc,
        own.not_valid_after_utc,
        cms.RSA_SHA256 if _is_rsa(public) else cms.ECDSA_SHA256,
        token=token,
    )


def check_time(key: SealKey, when: datetime, name: str = '') -> None:
    """Raise Rejected (LP505, LP506) unless the certificate is valid at `when`."""
    if when.tzinfo is None:
        raise ValueError('the time of a seal needs a time zone')
    if found := _out_of_time(key.subject, key.begins, key.ends, when, name):
        raise Rejected(found, Exit.SEAL)


def ending(key: SealKey, when: datetime, name: str = '') -> tuple[Finding, ...]:
    """Return a warning (LP509) when fewer than 30 days of validity are left at `when`."""
    left = key.ends - when
    if key.draft or not timedelta(0) <= left < SOON:
        return ()
    days = 'today' if left.days == 0 else 'in 1 day' if left.days == 1 else f'in {left.days} days'
    return (
        _finding(
            'LP509',
            name,
            f'the certificate of “{key.subject}” expires {days}, on {_day(key.ends)}',
            'Renew it in time: seals made before stay good, new ones will be refused.',
        ),
    )


def certificates(data: bytes, name: str = 'certificate') -> tuple[bytes, ...]:
    """Return the certificates in a file (PEM or DER), as DER.

    Raises Rejected (LP503, exit code 4) when there is none. Needs no `cryptography`.
    """
    found = (
        [body for label, body in _unwrapped(data) if label == 'CERTIFICATE']
        if b'-----BEGIN ' in data
        else [data]
    )
    try:
        for one in found:  # a certificate is three parts: RFC 5280, 4.1
            der.inside(der.only(one, der.SEQUENCE), der.SEQUENCE, der.SEQUENCE, der.BIT_STRING)
    except der.Malformed:
        found = []
    if not found:
        raise _rejected(
            'LP503',
            name,
            'no certificate can be read in it',
            'Give the .pem or .crt file that its owner published.',
        )
    return tuple(found)


def as_pem(certificate: bytes) -> bytes:
    """Return a certificate (DER) as PEM. RFC 7468."""
    text = base64.b64encode(certificate)
    body = b'\n'.join(text[at : at + 64] for at in range(0, len(text), 64))
    return b'-----BEGIN CERTIFICATE-----\n' + body + b'\n-----END CERTIFICATE-----\n'


def fingerprints(data: bytes, name: str = 'certificate') -> frozenset[str]:
    """Return the SHA-256 fingerprints of the certificates in a file, as `verify` takes them. Raises like `certificates`."""
    return frozenset(hashlib.sha256(one).hexdigest() for one in certificates(data, name))


def new_key(
    common_name: str, when: datetime, years: int = 3, passphrase: bytes | None = None
) -> tuple[bytes, bytes]:
    """Make an RSA-3072 key and a self-signed seal certificate; return them as PKCS#12, and the certificate as PEM.

    Valid from the start of the day `when` (UTC), for `years`. Raises Rejected (LP510) for a name
    that X.509 refuses.
    """
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.serialization import pkcs12

    common_name = ' '.join(common_name.split())
    if not 1 <= len(common_name) <= 64 or not common_name.isprintable():
        raise _rejected(
            'LP510',
            '',
            'the name of a key has 1 to 64 printable characters',
            'Give the name that readers shall see, such as that of the coalition.',
        )
    begins = when.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    ends = begins.replace(
        year=begins.year + years, day=min(begins.day, 28) if begins.month == 2 else begins.day
    )
    private, certificate = _self_signed(common_name, begins, ends)
    lock = (
        serialization.BestAvailableEncryption(passphrase)
        if passphrase
        else serialization.NoEncryption()
    )
    return (
        pkcs12.serialize_key_and_certificates(
            common_name.encode(), private, certificate, None, lock
        ),
        certificate.public_bytes(serialization.Encoding.PEM),
    )


def make_draft_key() -> tuple[bytes, bytes]:
    """Make a draft key and its certificate, both PEM. This made the files in `draft/`, once: see above."""
    from cryptography.hazmat.primitives import serialization

    private, certificate = _self_signed(DRAFT_SUBJECT, DRAFT_BEGINS, DRAFT_ENDS)
    text = serialization.Encoding.PEM
    return (
        private.private_bytes(
            text, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
        certificate.public_bytes(text),
    )


def subject(certificate: x509.Certificate) -> str:
    """Return whose certificate it is, in one printable line: common name, or organisation, or the whole name."""
    from cryptography.x509.oid import NameOID

    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        if named := certificate.subject.get_attributes_for_oid(kind):
            text = str(named[0].value)
            break
    else:
        text = certificate.subject.rfc4514_string()
    # a certificate is anybody's text: no control or direction characters onto a terminal
    return ''.join(c if c.isprintable() else '\N{REPLACEMENT CHARACTER}' for c in text)[:200]


def _self_signed(common_name: str, begins: datetime, ends: datetime):
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import rsa

    private = rsa.generate_private_key(65537, 3072)
    name = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, common_name)])
    usage = dict.fromkeys(
        (
            'key_encipherment',
            'data_encipherment',
            'key_agreement',
            'key_cert_sign',
            'crl_sign',
            'encipher_only',
            'decipher_only',
        ),
        False,
    )
    certificate = (
        x509.CertificateBuilder(
            name, name, private.public_key(), x509.random_serial_number(), begins, ends
        )
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(digital_signature=True, content_commitment=True, **usage), critical=True
        )
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(private.public_key()), critical=False
        )
        .sign(private, hashes.SHA256())
    )
    return private, certificate


def _from_pkcs12(data: bytes, passphrase: bytes | None, name: str):
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import pkcs12

    if data[:1] != b'\x30' or der.identifier(cms.DATA) not in data[:64]:
        raise _rejected(
            'LP503',
            name,
            'it is no key file',
            'Give a PKCS#12 file (.p12, .pfx), or PEM with key and certificate.',
        )
    for attempt in (
        (passphrase,) if passphrase else (None, b'')
    ):  # some tools write "no pass phrase" as an empty one
        try:
            opened = pkcs12.load_pkcs12(data, attempt)
            break
        except UnsupportedAlgorithm:
            raise _rejected(
                'LP508',
                name,
                'it is locked, or its key made, in a way that is not supported',
                'Export it again with a current tool: AES, and an RSA or NIST curve key.',
            ) from None
        except (ValueError, TypeError):
            continue
    else:
        raise _locked(name, passphrase)
    if opened.key is None:
        raise _rejected(
            'LP501', name, 'there is no private key in it', 'Export it again together with its key.'
        )
    return opened.key, [one.certificate for one in (opened.cert, *opened.additional_certs) if one]


def _from_pem(data: bytes, passphrase: bytes | None, name: str):
    from cryptography import x509
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    blocks = [(found[1], found[0]) for found in PEM.finditer(data)]
    keys = [block for label, block in blocks if label.endswith(b'PRIVATE KEY')]
    if len(keys) != 1:
        raise _rejected(
            'LP501',
            name,
            f'there is {"more than one" if keys else "no"} private key in it',
            'Put one private key and its certificate into the file.',
        )
    locked = b'ENCRYPTED' in keys[0]
    try:
        private = load_pem_private_key(keys[0], passphrase if locked else None)
    except UnsupportedAlgorithm:
        raise _rejected('LP508', name, 'its key is of a kind that is not supported') from None
    except (ValueError, TypeError):
        if locked:
            raise _locked(name, passphrase) from None
        raise _rejected('LP503', name, 'the private key in it is damaged') from None
    try:
        return private, [
            x509.load_pem_x509_certificate(block)
            for label, block in blocks
            if label == b'CERTIFICATE'
        ]
    except ValueError:
        raise _rejected('LP503', name, 'a certificate in it is damaged') from None


def _unwrapped(data: bytes) -> list[tuple[str, bytes]]:
    """Return label and DER of each PEM block; what is no base64 is left out."""
    found = []
    for one in PEM.finditer(data):
        try:
            found.append(
                (
                    one[1].decode(),
                    base64.b64decode(b''.join(one[0].splitlines()[1:-1]), validate=True),
                )
            )
        except ValueError:
            continue
    return found


def _is_rsa(key) -> bool:
    from cryptography.hazmat.primitives.asymmetric import rsa

    return isinstance(key, rsa.RSAPrivateKey | rsa.RSAPublicKey)


def _public(key) -> bytes:
    from cryptography.hazmat.primitives import serialization

    return key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def _check_key(key, name: str) -> None:
    from cryptography.hazmat.primitives.asymmetric import ec

    if _is_rsa(key):
        if key.key_size < 2048:
            raise _rejected(
                'LP508', name, f'its RSA key has {key.key_size} bits; a seal needs 2048 or more'
            )
    elif (
        not isinstance(key, ec.EllipticCurvePrivateKey | ec.EllipticCurvePublicKey)
        or key.curve.name not in CURVES
    ):
        raise _rejected(
            'LP508',
            name,
            'its key is neither RSA nor on one of the NIST curves P-256, P-384, P-521',
            'PDF readers do not check other kinds everywhere: take an RSA key of 3072 bits.',
        )


def _check_certificate(certificate: x509.Certificate, when: datetime, name: str) -> None:
    """Raise Rejected with everything that keeps this certificate from sealing at `when`."""
    who = subject(certificate)
    found = _out_of_time(
        who, certificate.not_valid_before_utc, certificate.not_valid_after_utc, when, name
    )
    try:
        made = certificate.signature_hash_algorithm
        misused = usage.against_seals(certificate)
    except Exception:  # unknown algorithms and broken extensions come as several types
        raise _rejected(
            'LP503', name, f'the certificate of “{who}” is damaged or of an unknown kind'
        ) from None
    if made is not None and made.name in ('md5', 'sha1'):
        found.append(
            _finding(
                'LP508',
                name,
                f'the certificate of “{who}” was issued with {made.name.upper()}, which is broken',
            )
        )
    if misused:
        found.append(
            _finding(
                'LP507',
                name,
                f'the certificate of “{who}” {misused}',
                'Ask for a certificate for electronic seals, or make one with "letterpress key new".',
            )
        )
    if found:
        raise Rejected(found, Exit.SEAL)


def _chain(certificate: x509.Certificate, others: list[x509.Certificate]) -> list[x509.Certificate]:
    """Return the issuers between the certificate and its root; the root is the reader's to have."""
    chain, last = [], certificate
    while len(chain) < 8:
        issuer = next((one for one in others if one.subject == last.issuer and one != last), None)
        if issuer is None or issuer.subject == issuer.issuer or issuer in chain:
            break
        chain.append(issuer)
        last = issuer
    return chain


def _out_of_time(
    who: str, begins: datetime, ends: datetime, when: datetime, name: str
) -> list[Finding]:
    if when > ends:
        return [
            _finding(
                'LP505',
                name,
                f'the certificate of “{who}” expired on {_day(ends)}',
                'Renew it, or make a new key with "letterpress key new".',
            )
        ]
    if when < begins:
        return [
            _finding(
                'LP506',
                name,
                f'the certificate of “{who}” is not valid before {_day(begins)}',
                "Wait until then, or check this computer's clock.",
            )
        ]
    return []


def _day(when: datetime) -> str:
    return when.astimezone(UTC).date().isoformat()


def _locked(name: str, passphrase: bytes | None) -> Rejected:
    if passphrase:
        return _rejected(
            'LP502',
            name,
            'the pass phrase does not open it (or the file is damaged)',
            'Check the pass phrase and try again.',
        )
    return _rejected(
        'LP502',
        name,
        'it is locked and no pass phrase was given',
        'Give it with --pass-file, in LETTERPRESS_PASSPHRASE, or at the prompt.',
    )


def _finding(code: str, name: str, message: str, hint: str = '') -> Finding:
    return Finding(Place(name), code, message, hint)


def _rejected(code: str, name: str, message: str, hint: str = '') -> Rejected:
    return Rejected(_finding(code, name, message, hint), Exit.SEAL)
