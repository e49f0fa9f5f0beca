"""Does a certificate lead to a trusted root, and was it good at a time? Judged by what is at hand.

pyHanko's certificate validator (RFC 5280) walks the path; it is given certificates, OCSP answers
and revocation lists and fetches nothing. A certificate that says where to ask about revocation must
have an answer; one that names nobody needs none.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from letterpress.finishing.judging.reasons import Reason, because
from letterpress.values import dataclass


@dataclass(frozen=True)
class Evidence:
    """What a chain is judged by, each in DER: certificates, OCSP answers, revocation lists."""

    certificates: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()

    def and_also(self, other: Evidence) -> Evidence:
        """Return both, nothing twice."""
        return Evidence(
            _both(self.certificates, other.certificates),
            _both(self.ocsps, other.ocsps),
            _both(self.crls, other.crls),
        )


def _both(mine: tuple[bytes, ...], theirs: tuple[bytes, ...]) -> tuple[bytes, ...]:
    return tuple(dict.fromkeys((*mine, *theirs)))


class Untrusted(Exception):
    """Raised when a chain proves nothing.

    `kind` is 'revoked', 'time' (expired or not valid yet), 'silent' (nothing known about
    revocation) or 'chain'. The text ends a sentence that begins "the certificate of …". `code` and
    `values` are those of the reason (see `reasons`), which names the certificate's owner besides.
    """

    def __init__(self, kind: str, reason: str, code: str = '', **values: date):
        super().__init__(reason)
        self.kind, self.code, self.values = kind, f'untrusted-{code or kind}', values

    def about(self, name: str) -> Reason:
        """Return the reason, said of the certificate of `name`."""
        more = {'why': str(self)} if self.code == 'untrusted-invalid' else self.values
        return because(self.code, name=name, **more)


def prove(
    certificate: bytes,
    roots: Iterable[bytes],
    evidence: Evidence,
    moment: datetime,
    usage: str = '',
) -> tuple[bytes, ...]:
    """Return the path of a certificate, from it to the root, as it was good at `moment`.

    `usage` is an extended key usage that it must have ('time_stamping'). Evidence may be younger
    than the moment: what it says of the time before counts. Raises Untrusted.
    """
    import asyncio

    from asn1crypto import crl, ocsp, x509
    from pyhanko_certvalidator import CertificateValidator, ValidationContext
    from pyhanko_certvalidator import errors as wrong

    # a validator takes any anchor for an authority: who trusts one signer does not trust whom that
    # one names
    try:
        roots = tuple(one for one in roots if one == certificate or x509.Certificate.load(one).ca)
    except (ValueError, TypeError, KeyError):
        roots = ()
    if not roots:
        raise Untrusted('chain', 'leads to no root that is trusted')
    try:
        context = ValidationContext(
            trust_roots=[x509.Certificate.load(one) for one in roots],
            moment=moment,
            revocation_mode='hard-fail',
            other_certs=[x509.Certificate.load(one) for one in evidence.certificates],
            retroactive_revinfo=True,
            ocsps=_loaded(ocsp.OCSPResponse, evidence.ocsps),
            crls=_loaded(crl.CertificateList, evidence.crls),
        )
        judge: Any = CertificateValidator(
            x509.Certificate.load(certificate), validation_context=context
        )
        path = asyncio.run(judge.async_validate_usage(set(), {usage} if usage else None))
    except wrong.RevokedError as error:
        day = error.revocation_dt.date()
        raise Untrusted('revoked', f'was revoked on {day}', date=day) from None
    except wrong.ExpiredError as error:
        day = error.expired_dt.date()
        raise Untrusted('time', f'expired on {day}', 'expired', date=day) from None
    except wrong.NotYetValidError as error:
        day = error.valid_from.date()
        raise Untrusted('time', f'is not valid before {day}', 'early', date=day) from None
    except wrong.InsufficientRevinfoError:
        silent = 'may have been revoked: nothing at hand says that it was not'
        raise Untrusted('silent', silent) from None
    except wrong.PathBuildingError:
        raise Untrusted('chain', 'leads to no root that is trusted') from None
    except (wrong.ValidationError, wrong.PathError) as error:
        raise Untrusted('chain', f'does not hold: {_first_line(error)}', 'invalid') from None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        # asn1crypto on hostile bytes
        raise Untrusted('chain', 'cannot be read', 'invalid') from None
    from_root = [one.dump() for one in path.iter_certs(include_root=True)]
    return tuple(reversed(from_root))


def lost_by(
    certificate: bytes, roots: Iterable[bytes], evidence: Evidence, moment: datetime
) -> Untrusted | None:
    """Return why a chain that was good once is no longer at `moment`.

    None where it is neither revoked nor expired.
    """
    try:
        prove(certificate, roots, evidence, moment)
    except Untrusted as lost:
        return lost if lost.kind in ('revoked', 'time') else None
    return None


def complete(certificate: bytes, evidence: Evidence) -> bool:
    """Tell whether the evidence has the whole chain of a certificate and the answers it needs.

    Nothing is proven by that (`prove` does): it is what makes a file one of level B-LT.
    """
    from asn1crypto import crl, ocsp, x509

    try:
        pool = [x509.Certificate.load(one) for one in evidence.certificates]
        lists = {one.issuer.hashable for one in _loaded(crl.CertificateList, evidence.crls)}
        answered = {
            single['cert_id']['serial_number'].native
            for one in _loaded(ocsp.OCSPResponse, evidence.ocsps)
            for single in one.response_data['responses']
        }
        last = x509.Certificate.load(certificate)
        for _ in range(len(pool) + 1):
            if last.issuer == last.subject:
                return last in pool
            asks = last.ocsp_urls or last.crl_distribution_points
            told = last.issuer.hashable in lists or last.serial_number in answered
            if asks and not told:
                return False
            issuer = next((one for one in pool if one.subject == last.issuer and one != last), None)
            if issuer is None:
                return False
            last = issuer
    except (ValueError, TypeError, KeyError, AttributeError):
        pass
    return False


def _loaded(kind: Any, data: Iterable[bytes]) -> list[Any]:
    """Return what can be read of answers and lists; what cannot, proves nothing."""
    found = []
    for one in data:
        try:
            value = kind.load(one, strict=True)
            value.native  # noqa: B018  asn1crypto reads lazily, and must fail here
            found.append(value)
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
            continue
    return found


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0][:160].rstrip('.')
