"""Gather what a judge will need in twenty years: a chain, and today's word that none was revoked.

Everything is asked for while it can still be asked, and judged by the same `chain` that later
judges the file: a letter is not sealed with evidence that does not hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from letterpress.finishing.judging import chain
from letterpress.finishing.judging.chain import Evidence, Untrusted
from letterpress.finishing.keys.certificate import subject
from letterpress.finishing.keys.refusal import refused
from letterpress.finishing.sealing.services import ANSWER, LIST, Outside, Terms, Unreachable

if TYPE_CHECKING:
    from cryptography import x509

    from letterpress.findings import Rejected

LONGEST = 6  # certificates between a signer and its root
LOST = {  # code and hint by the kind of Untrusted
    'revoked': ('LP555', 'its key must not be used any more: ask its issuer for another'),
    'time': ('LP505', 'renew it'),
    'silent': (
        'LP556',
        'try again later; without an answer the seal cannot be of level B-LT: level = "B-T" needs '
        'none',
    ),
    'chain': ('LP557', 'name its root in seal.toml: roots = ["root.pem"]'),
}


def gather(
    certificate: bytes, known: Iterable[bytes], terms: Terms, outside: Outside, usage: str = ''
) -> Evidence:
    """Return all that shows that a certificate is good now.

    `known` are certificates that may be its issuers (DER). Raises Rejected (exit code 4): LP555
    revoked, LP556 nobody answers about revocation, LP557 no chain to a root, LP505 expired.
    """
    from cryptography import x509

    at_hand = (certificate, *known, *terms.roots)
    loaded = {one: x509.load_der_x509_certificate(one) for one in at_hand}
    who = subject(loaded[certificate])
    path = _path(certificate, loaded, terms, outside)
    found = Evidence(tuple(path))
    silent: list[str] = []
    for one, issuer in pairwise(path):
        answer, reasons = _asked(loaded[one], loaded[issuer], terms, outside)
        found = found.and_also(answer)
        for responder in answer.certificates:  # who answers for others may have to be answered for
            loaded[responder] = x509.load_der_x509_certificate(responder)
            if responder not in path and not _needs_no_answer(loaded[responder]):
                found = found.and_also(_asked(loaded[responder], loaded[issuer], terms, outside)[0])
        silent += reasons
    try:
        chain.prove(certificate, terms.roots, found, outside.now(), usage)
    except Untrusted as wrong:
        raise _rejected(wrong, who, silent) from None
    return found


def _rejected(wrong: Untrusted, who: str, silent: list[str]) -> Rejected:
    about = f'the certificate of “{who}” {wrong}'
    if wrong.kind == 'silent' and silent:
        reasons = '; '.join(dict.fromkeys(silent))
        about = f'nobody says whether the certificate of “{who}” was revoked: {reasons}'
    code, hint = LOST[wrong.kind]
    return refused(code, '', about, hint)


def _path(
    certificate: bytes, loaded: dict[bytes, x509.Certificate], terms: Terms, outside: Outside
) -> list[bytes]:
    """Return the certificates from this one to a root, or as far as they lead.

    Missing issuers are fetched.
    """
    path = [certificate]
    while len(path) <= LONGEST and path[-1] not in terms.roots:
        last = loaded[path[-1]]
        others = (der for der in loaded if der not in path)
        issuer = next((der for der in others if _issued(last, loaded[der])), None)
        if issuer is None and last.subject != last.issuer:
            issuer = _fetched(last, loaded, terms, outside)
        if issuer is None:
            break
        path.append(issuer)
    return path


def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

    try:
        certificate.verify_directly_issued_by(issuer)
        return True
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False


def _fetched(
    certificate: x509.Certificate,
    loaded: dict[bytes, x509.Certificate],
    terms: Terms,
    outside: Outside,
) -> bytes | None:
    """Return the issuer's certificate from where the certificate says that it lies, or None.

    RFC 5280, 4.2.2.1.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509.oid import AuthorityInformationAccessOID

    for address in _access(certificate, AuthorityInformationAccessOID.CA_ISSUERS):
        try:
            data = outside.fetch(address, None, '', terms.timeout, ANSWER)
            is_pem = b'-----BEGIN' in data[:99]
            load = x509.load_pem_x509_certificate if is_pem else x509.load_der_x509_certificate
            found = load(data)
        except (Unreachable, ValueError):
            continue
        if _issued(certificate, found):
            der = found.public_bytes(Encoding.DER)
            loaded[der] = found
            return der
    return None


def _asked(
    certificate: x509.Certificate, issuer: x509.Certificate, terms: Terms, outside: Outside
) -> tuple[Evidence, list[str]]:
    """Return what the OCSP responder says, else the revocation list; and why others were silent."""
    from cryptography.x509.oid import AuthorityInformationAccessOID

    reasons: list[str] = []
    for address in _access(certificate, AuthorityInformationAccessOID.OCSP):
        try:
            return _ocsp(address, certificate, issuer, terms, outside), reasons
        except Unreachable as gone:
            reasons.append(f'{address}: {gone}')
    for address in _lists(certificate):
        try:
            return _crl(address, issuer, terms, outside), reasons
        except Unreachable as gone:
            reasons.append(f'{address}: {gone}')
    return Evidence(), reasons


def _ocsp(
    address: str,
    certificate: x509.Certificate,
    issuer: x509.Certificate,
    terms: Terms,
    outside: Outside,
) -> Evidence:
    from asn1crypto import ocsp as asn1
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.x509 import ocsp

    # RFC 6960: SHA-1 names here, and vouches for nothing
    asked = ocsp.OCSPRequestBuilder().add_certificate(certificate, issuer, hashes.SHA1()).build()
    data = outside.fetch(
        address,
        asked.public_bytes(serialization.Encoding.DER),
        'application/ocsp-request',
        terms.timeout,
        ANSWER,
    )
    try:  # not with cryptography, which refuses the split seconds that some responders write
        answer = asn1.OCSPResponse.load(data, strict=True)
        status = answer['response_status'].native
        held = answer.basic_ocsp_response['certs'] if status == 'successful' else ()
        carried = tuple(one.dump() for one in held or ())
    except (ValueError, TypeError, KeyError):
        raise Unreachable('its answer cannot be read') from None
    if status != 'successful':
        raise Unreachable(f'it answers “{status.replace("_", " ")}”')
    return Evidence(carried, (data,))


def _crl(address: str, issuer: x509.Certificate, terms: Terms, outside: Outside) -> Evidence:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    data = outside.fetch(address, None, '', terms.timeout, LIST)
    try:
        is_pem = b'-----BEGIN' in data[:99]
        found = (x509.load_pem_x509_crl if is_pem else x509.load_der_x509_crl)(data)
        if found.issuer != issuer.subject:
            raise Unreachable('its list is that of somebody else')
    except ValueError:
        raise Unreachable('its list cannot be read') from None
    return Evidence(crls=(found.public_bytes(Encoding.DER),))


def _access(certificate: x509.Certificate, method: x509.ObjectIdentifier) -> list[str]:
    from cryptography import x509

    try:
        held = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess)
    except (x509.ExtensionNotFound, ValueError):
        return []
    found = held.value
    return _web([one.access_location for one in found if one.access_method == method])


def _lists(certificate: x509.Certificate) -> list[str]:
    from cryptography import x509

    try:
        found = certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    except (x509.ExtensionNotFound, ValueError):
        return []
    return _web([name for point in found for name in point.full_name or ()])


def _web(names: list[x509.GeneralName]) -> list[str]:
    """Return the addresses that can be asked; ldap: and the like cannot."""
    from cryptography import x509

    return [
        name.value
        for name in names
        if isinstance(name, x509.UniformResourceIdentifier)
        and name.value.startswith(('http://', 'https://'))
    ]


def _needs_no_answer(responder: x509.Certificate) -> bool:
    """Tell whether nobody need be asked about a responder, as its issuer says.

    RFC 6960, 4.2.2.2.1.
    """
    from cryptography import x509

    try:
        responder.extensions.get_extension_for_class(x509.OCSPNoCheck)
        return True
    except (x509.ExtensionNotFound, ValueError):
        return False
