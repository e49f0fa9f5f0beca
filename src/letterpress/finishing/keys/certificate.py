"""What a certificate says: whose it is, and what it is made for. Sealing and judging ask it alike.

A certificate of a web server, of an authority that issues others, or for encryption may lead to a
root that a reader trusts, and still nobody vouched that its holder seals documents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from cryptography import x509

    Extension = TypeVar('Extension', bound=x509.ExtensionType)

# extended usages that let a key seal documents
SEALING = {
    '2.5.29.37.0',  # any
    '1.3.6.1.5.5.7.3.4',  # e-mail
    '1.3.6.1.5.5.7.3.36',  # documents: RFC 9336
    '1.3.6.1.4.1.311.10.3.12',  # documents: Microsoft
    '1.2.840.113583.1.1.5',  # documents: Adobe
}
LONGEST = 8  # issuers between a certificate and its root


def subject(certificate: x509.Certificate) -> str:
    """Return whose certificate it is, in one printable line of at most 200 characters.

    That is the common name, else the organisation, else the whole name.
    """
    from cryptography.x509.oid import NameOID

    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        if named := certificate.subject.get_attributes_for_oid(kind):
            text = str(named[0].value)
            break
    else:
        text = certificate.subject.rfc4514_string()
    # a certificate is anybody's text: no control or direction characters onto a terminal
    return ''.join(c if c.isprintable() else '\N{REPLACEMENT CHARACTER}' for c in text)[:200]


def issuers(
    certificate: x509.Certificate, others: list[x509.Certificate]
) -> list[x509.Certificate]:
    """Return the issuers between a certificate and its root; the root is the reader's to have."""
    chain: list[x509.Certificate] = []
    last = certificate
    while len(chain) < LONGEST:
        issuer = next((one for one in others if one.subject == last.issuer and one != last), None)
        if issuer is None or issuer.subject == issuer.issuer or issuer in chain:
            break
        chain.append(issuer)
        last = issuer
    return chain


def against_seals(certificate: x509.Certificate) -> str:
    """Return what speaks against seals by a certificate, as the rest of a sentence.

    '' where nothing does: RFC 5280, 4.2.1.3 (key usage), 4.2.1.9 (basic constraints), 4.2.1.12
    (extended key usage). A certificate without an extension is not narrowed by it. Raises what
    cryptography raises for broken extensions, in several types.
    """
    from cryptography import x509

    basic = _extension(certificate, x509.BasicConstraints)
    usage = _extension(certificate, x509.KeyUsage)
    extended = _extension(certificate, x509.ExtendedKeyUsage)
    if (basic and basic.ca) or (usage and usage.key_cert_sign):
        return 'is for issuing certificates, not for seals'
    if usage and not (usage.digital_signature or usage.content_commitment):
        return 'is not made for signatures (key usage)'
    if extended and not SEALING & {one.dotted_string for one in extended}:
        return 'is made for something else than documents (extended key usage)'
    return ''


def _extension(certificate: x509.Certificate, kind: type[Extension]) -> Extension | None:
    found = (one.value for one in certificate.extensions)
    return next((one for one in found if isinstance(one, kind)), None)
