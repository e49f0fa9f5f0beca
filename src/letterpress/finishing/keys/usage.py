"""What a certificate is made for: the one question that sealing and judging ask alike.

A certificate of a web server, of an authority that issues others, or for encryption may lead to a
root that a reader trusts, and still nobody vouched that its holder seals documents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography import x509

# extended usages that let a key seal documents: any; e-mail; documents (RFC 9336); Microsoft's and
# Adobe's for documents
SEALING = {
    '2.5.29.37.0',
    '1.3.6.1.5.5.7.3.4',
    '1.3.6.1.5.5.7.3.36',
    '1.3.6.1.4.1.311.10.3.12',
    '1.2.840.113583.1.1.5',
}


def against_seals(certificate: x509.Certificate) -> str:
    """Return what speaks against seals by a certificate, as the rest of a sentence: '' where nothing does.

    RFC 5280, 4.2.1.3 (key usage), 4.2.1.9 (basic constraints), 4.2.1.12 (extended key usage). A
    certificate without an extension is not narrowed by it. Raises what cryptography raises for
    broken extensions, in several types.
    """
    from cryptography import x509

    extensions = {one.oid: one.value for one in certificate.extensions}
    basic = extensions.get(x509.BasicConstraints.oid)
    usage = extensions.get(x509.KeyUsage.oid)
    extended = extensions.get(x509.ExtendedKeyUsage.oid)
    if (basic and basic.ca) or (usage and usage.key_cert_sign):
        return 'is for issuing certificates, not for seals'
    if usage and not (usage.digital_signature or usage.content_commitment):
        return 'is not made for signatures (key usage)'
    if extended and not SEALING & {one.dotted_string for one in extended}:
        return 'is made for something else than documents (extended key usage)'
    return ''
