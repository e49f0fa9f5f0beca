"""A key on a token: its certificate is read from there, and judged like that of a key file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letterpress.finishing.keys import driver, fitness
from letterpress.finishing.keys.refusal import refused

if TYPE_CHECKING:
    from datetime import datetime

    from letterpress.finishing.keys.driver import Token
    from letterpress.finishing.keys.key import SealKey


def load(token: Token, when: datetime) -> SealKey:
    """Return the key on a token that is to seal at `when`.

    Raises Rejected (exit code 4): LP560 to LP562 for the token, LP503 to LP508 for the certificate,
    like a key file.
    """
    found = driver.certificates(token)
    if not found:
        missing = 'it has no certificate of that name'
        hint = 'name it in seal.toml: certificate = "…"'
        raise refused('LP562', token.name, missing, hint)
    return of_certificates(token, found, when)


def of_certificates(token: Token, certificates: list[bytes], when: datetime) -> SealKey:
    """Return the key on a token with these certificates (DER), the key's own first.

    Raises Rejected like `load`.
    """
    from cryptography import x509

    try:
        own, *others = (x509.load_der_x509_certificate(one) for one in certificates)
        public = own.public_key()
    except Exception:  # cryptography raises several types for what it does not know
        unknown = 'a certificate on it is damaged or of an unknown kind'
        raise refused('LP503', token.name, unknown) from None
    fitness.check_kind(public, token.name)
    return fitness.fit(own, others, when, token.name, token=token)
