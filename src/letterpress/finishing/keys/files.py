"""Key files: PKCS#12, or PEM with key and certificate. Bytes come in; a key that may seal goes out.

`cryptography` opens them, not pyHanko, which answers a wrong pass phrase with None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from letterpress.finishing.cms import der
from letterpress.finishing.cms import signed as cms
from letterpress.finishing.keys import fitness, pem
from letterpress.finishing.keys.refusal import refused

if TYPE_CHECKING:
    from datetime import datetime

    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes, PublicKeyTypes

    from letterpress.findings import Rejected
    from letterpress.finishing.keys.key import SealKey

    Opened = tuple[PrivateKeyTypes, list[x509.Certificate]]


def load_key(data: bytes, passphrase: bytes | None, when: datetime, name: str = 'key') -> SealKey:
    """Read a key file that is to seal at `when`; `name` is for the findings.

    Raises Rejected (LP501 to LP508, exit code 4): a key that gets through can seal.
    """
    from cryptography.hazmat.primitives import serialization

    read = _from_pem if pem.is_pem(data) else _from_pkcs12
    private, certificates = read(data, passphrase, name)
    fitness.check_kind(private, name)
    certificate = _own(private, certificates, name)
    plain = private.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return fitness.fit(certificate, certificates, when, name, private=plain)


def _own(
    private: PrivateKeyTypes, certificates: list[x509.Certificate], name: str
) -> x509.Certificate:
    """Return the key's own certificate, the one that is valid longest. Raises Rejected."""
    wanted = _spki(private.public_key())
    try:
        matching = [one for one in certificates if _spki(one.public_key()) == wanted]
    except Exception:  # an unknown kind of key in one of them: it comes as several types
        unknown = 'a certificate in it is of a kind that is not supported'
        raise refused('LP508', name, unknown) from None
    if not matching:
        what = 'it holds a key but no certificate'
        if certificates:
            what = 'its certificate belongs to another key'
        hint = 'put the certificate that was issued for this key into the same file'
        raise refused('LP504', name, what, hint)
    return max(matching, key=lambda one: one.not_valid_after_utc)


def _from_pkcs12(data: bytes, passphrase: bytes | None, name: str) -> Opened:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import pkcs12

    if data[:1] != b'\x30' or der.identifier(cms.DATA) not in data[:64]:
        hint = 'give a PKCS#12 file (.p12, .pfx), or PEM with key and certificate'
        raise refused('LP503', name, 'it is no key file', hint)
    # some tools write "no pass phrase" as an empty one
    for attempt in (passphrase,) if passphrase else (None, b''):
        try:
            opened = pkcs12.load_pkcs12(data, attempt)
            break
        except UnsupportedAlgorithm:
            raise refused(
                'LP508',
                name,
                'it is locked, or its key made, in a way that is not supported',
                'export it again with a current tool: AES, and an RSA or NIST curve key',
            ) from None
        except (ValueError, TypeError):
            continue
    else:
        raise _locked(name, passphrase)
    if opened.key is None:
        hint = 'export it again together with its key'
        raise refused('LP501', name, 'there is no private key in it', hint)
    return opened.key, [one.certificate for one in (opened.cert, *opened.additional_certs) if one]


def _from_pem(data: bytes, passphrase: bytes | None, name: str) -> Opened:
    from cryptography import x509
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    blocks = pem.blocks(data)
    keys = [block for label, block in blocks if label.endswith('PRIVATE KEY')]
    if len(keys) != 1:
        many = 'more than one' if keys else 'no'
        hint = 'put one private key and its certificate into the file'
        raise refused('LP501', name, f'there is {many} private key in it', hint)
    locked = b'ENCRYPTED' in keys[0]
    try:
        private = load_pem_private_key(keys[0], passphrase if locked else None)
    except UnsupportedAlgorithm:
        raise refused('LP508', name, 'its key is of a kind that is not supported') from None
    except (ValueError, TypeError):
        if locked:
            raise _locked(name, passphrase) from None
        raise refused('LP503', name, 'the private key in it is damaged') from None
    own = [block for label, block in blocks if label == 'CERTIFICATE']
    try:
        return private, [x509.load_pem_x509_certificate(block) for block in own]
    except ValueError:
        raise refused('LP503', name, 'a certificate in it is damaged') from None


def _spki(public: PublicKeyTypes) -> bytes:
    from cryptography.hazmat.primitives import serialization

    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return public.public_bytes(serialization.Encoding.DER, form)


def _locked(name: str, passphrase: bytes | None) -> Rejected:
    if passphrase:
        wrong = 'the pass phrase does not open it (or the file is damaged)'
        return refused('LP502', name, wrong, 'check the pass phrase and try again')
    return refused(
        'LP502',
        name,
        'it is locked and no pass phrase was given',
        'give it with --pass-file, in LETTERPRESS_PASSPHRASE, or at the prompt',
    )
