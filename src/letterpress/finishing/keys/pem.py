"""PEM (RFC 7468) and certificates as files hold them. Needs no `cryptography`, and so is quick."""

from __future__ import annotations

import base64
import hashlib
import re

from letterpress.finishing.cms import der
from letterpress.finishing.keys.refusal import refused

BLOCK = re.compile(rb'-----BEGIN ([A-Z0-9 ]+)-----\s.*?-----END \1-----', re.DOTALL)


def is_pem(data: bytes) -> bool:
    """Tell whether there is a PEM block in a file."""
    return b'-----BEGIN ' in data


def blocks(data: bytes) -> list[tuple[str, bytes]]:
    """Return label and text of each PEM block."""
    return [(found[1].decode(), found[0]) for found in BLOCK.finditer(data)]


def unwrapped(data: bytes) -> list[tuple[str, bytes]]:
    """Return label and DER of each PEM block; what is no base64 is left out."""
    found = []
    for label, block in blocks(data):
        body = b''.join(block.splitlines()[1:-1])
        try:
            found.append((label, base64.b64decode(body, validate=True)))
        except ValueError:
            continue
    return found


def wrapped(certificate: bytes) -> bytes:
    """Return a certificate (DER) as PEM."""
    text = base64.b64encode(certificate)
    body = b'\n'.join(text[at : at + 64] for at in range(0, len(text), 64))
    return b'-----BEGIN CERTIFICATE-----\n' + body + b'\n-----END CERTIFICATE-----\n'


def certificates(data: bytes, name: str = 'certificate') -> tuple[bytes, ...]:
    """Return the certificates in a file (PEM or DER), as DER.

    Raises Rejected (LP503, exit code 4) when there is none.
    """
    found = [data]
    if is_pem(data):
        found = [body for label, body in unwrapped(data) if label == 'CERTIFICATE']
    if not found or not all(map(_is_certificate, found)):
        raise refused(
            'LP503',
            name,
            'no certificate can be read in it',
            'give the .pem or .crt file that its owner published',
        )
    return tuple(found)


def fingerprints(data: bytes, name: str = 'certificate') -> frozenset[str]:
    """Return the SHA-256 fingerprints of the certificates in a file, as `verify` takes them.

    Raises like `certificates`.
    """
    return frozenset(hashlib.sha256(one).hexdigest() for one in certificates(data, name))


def _is_certificate(data: bytes) -> bool:
    """Tell whether bytes have the three parts of a certificate. RFC 5280, 4.1."""
    try:
        der.inside(der.only(data, der.SEQUENCE), der.SEQUENCE, der.SEQUENCE, der.BIT_STRING)
    except der.Malformed:
        return False
    return True
