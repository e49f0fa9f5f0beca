"""The key that seals, and its certificate: a value that every room passes on, and how it signs.

Where it comes from is of no matter here: a file (`files`), a token (`token`) or the package
(`draft`). `fitness` says whether it may seal.
"""

from __future__ import annotations

from dataclasses import field
from functools import lru_cache
from typing import TYPE_CHECKING

from letterpress.finishing.cms import algorithms
from letterpress.finishing.keys import driver
from letterpress.values import dataclass

if TYPE_CHECKING:
    from datetime import datetime

    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    from letterpress.finishing.keys.driver import Token


@dataclass(frozen=True)
class SealKey:
    """A key that may seal, and its certificate.

    Plain values, so that it can go to a worker; never printed or stored. `certificate` and `chain`
    are DER, `sha256` is the certificate's fingerprint in lower-case hex, `private` PKCS#8. With
    `token` the key lies on a PKCS#11 token, and `private` is empty.
    """

    certificate: bytes = field(repr=False)
    chain: tuple[bytes, ...] = field(repr=False)
    private: bytes = field(repr=False)
    sha256: str
    subject: str
    begins: datetime
    ends: datetime
    method: bytes = field(repr=False)  # algorithms.RSA_SHA256 or algorithms.ECDSA_SHA256
    draft: bool = False
    token: Token | None = None

    def sign(self, data: bytes) -> bytes:
        """Sign the bytes; the same bytes give the same signature.

        PKCS#1 v1.5, or ECDSA with the nonce of RFC 6979; a token's ECDSA draws its nonce by chance.
        """
        if self.token:
            return driver.sign(self.token, data, self.method)
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

        key = _opened(self.private)
        if isinstance(key, rsa.RSAPrivateKey):
            return key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        return key.sign(data, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))

    @property
    def longest(self) -> int:
        """The length in bytes of the longest signature: RSA's are equal, ECDSA's numbers vary."""
        key = _public(self.certificate) if self.token else _opened(self.private)
        size = (key.key_size + 7) // 8
        return size if self.method == algorithms.RSA_SHA256 else 2 * size + 9


@lru_cache(maxsize=4)
def _opened(private: bytes) -> rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey:
    from cryptography.hazmat.primitives.asymmetric import ec, rsa
    from cryptography.hazmat.primitives.serialization import load_der_private_key

    # it was validated when it was read
    key = load_der_private_key(private, None, unsafe_skip_rsa_key_validation=True)
    assert isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey)
    return key


def _public(certificate: bytes) -> rsa.RSAPublicKey | ec.EllipticCurvePublicKey:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    key = x509.load_der_x509_certificate(certificate).public_key()
    assert isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey)
    return key
