"""Make a new key and its certificate: a publisher's, or the draft key."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from letterpress.finishing.keys import draft
from letterpress.finishing.keys.refusal import refused

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import rsa


def new_key(
    common_name: str, when: datetime, years: int = 3, passphrase: bytes | None = None
) -> tuple[bytes, bytes]:
    """Make an RSA-3072 key and a self-signed seal certificate.

    Returns them as PKCS#12, and the certificate as PEM. Valid from the start of the day `when`
    (UTC), for `years`. Raises Rejected (LP510) for a name that X.509 refuses.
    """
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.serialization import pkcs12

    common_name = ' '.join(common_name.split())
    if not 1 <= len(common_name) <= 64 or not common_name.isprintable():
        raise refused(
            'LP510',
            '',
            'the name of a key has 1 to 64 printable characters',
            'give the name that readers shall see, such as that of the coalition',
        )
    begins = when.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    day = min(begins.day, 28) if begins.month == 2 else begins.day
    ends = begins.replace(year=begins.year + years, day=day)
    private, certificate = _self_signed(common_name, begins, ends)
    lock: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase:
        lock = serialization.BestAvailableEncryption(passphrase)
    name = common_name.encode()
    return (
        pkcs12.serialize_key_and_certificates(name, private, certificate, None, lock),
        certificate.public_bytes(serialization.Encoding.PEM),
    )


def make_draft_key() -> tuple[bytes, bytes]:
    """Make a draft key and its certificate, both PEM. This made the files in `draft/`, once."""
    from cryptography.hazmat.primitives import serialization

    private, certificate = _self_signed(draft.SUBJECT, draft.BEGINS, draft.ENDS)
    text, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    return (
        private.private_bytes(text, form, serialization.NoEncryption()),
        certificate.public_bytes(text),
    )


def _self_signed(
    common_name: str, begins: datetime, ends: datetime
) -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import rsa

    private = rsa.generate_private_key(65537, 3072)
    public, number = private.public_key(), x509.random_serial_number()
    name = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, common_name)])
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder(name, name, public, number, begins, ends)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .sign(private, hashes.SHA256())
    )
    return private, certificate
