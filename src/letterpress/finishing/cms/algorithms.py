"""The names of digests and of ways to sign (AlgorithmIdentifier), and which are checked here.

RFC 5754 (SHA-2 in CMS), RFC 4055 (RSASSA-PSS), RFC 5758 (ECDSA). Whatever stands there must have
the one form that it can have.
"""

from __future__ import annotations

from letterpress.finishing.cms import der
from letterpress.finishing.cms.der import Malformed

HASHES = {
    '2.16.840.1.101.3.4.2.1': 'sha256',
    '2.16.840.1.101.3.4.2.2': 'sha384',
    '2.16.840.1.101.3.4.2.3': 'sha512',
}
SHA256 = '2.16.840.1.101.3.4.2.1'
MGF1 = '1.2.840.113549.1.1.8'
RSA, PSS = '1.2.840.113549.1.1.1', '1.2.840.113549.1.1.10'
METHODS = {
    RSA: ('rsa', ''),
    PSS: ('pss', ''),
    '1.2.840.113549.1.1.11': ('rsa', 'sha256'),
    '1.2.840.113549.1.1.12': ('rsa', 'sha384'),
    '1.2.840.113549.1.1.13': ('rsa', 'sha512'),
    '1.2.840.10045.4.3.2': ('ecdsa', 'sha256'),
    '1.2.840.10045.4.3.3': ('ecdsa', 'sha384'),
    '1.2.840.10045.4.3.4': ('ecdsa', 'sha512'),
}
RSA_SHA256 = der.sequence(der.identifier('1.2.840.113549.1.1.11'), der.value(der.NULL))
ECDSA_SHA256 = der.sequence(der.identifier('1.2.840.10045.4.3.2'))
# What others sign with and this house does not check; said plainly, because nothing about such a
# seal is wrong.
FOREIGN = {
    '1.3.14.3.2.26': 'SHA-1',
    '1.2.840.113549.1.1.5': 'RSA with SHA-1',
    '1.2.840.10045.4.1': 'ECDSA with SHA-1',
    '1.2.840.10040.4.3': 'DSA',
    '1.3.101.112': 'Ed25519',
    '1.3.101.113': 'Ed448',
}


class Unsupported(ValueError):
    """Raised for a signature that may well be good but is of a kind that is not checked here.

    `kind` is its technical name.
    """

    def __init__(self, reason: str, kind: str):
        super().__init__(reason)
        self.kind = kind


def expect(holds: bool, otherwise: str, wrong: type[Malformed] = Malformed) -> None:
    """Raise Malformed, saying what is not as it has to be, unless it is."""
    if not holds:
        raise wrong(otherwise)


def _algorithm(item: der.Item) -> tuple[str, bytes]:
    """Return identifier and parameters of an AlgorithmIdentifier."""
    parts = der.items(item.body)
    expect(item.tag == der.SEQUENCE and 1 <= len(parts) <= 2, 'not an algorithm')
    return der.dotted(parts[0]), parts[1].raw if len(parts) == 2 else b''


def digest_of(item: der.Item) -> str:
    """Return the name of a digest ('sha256' …) from its AlgorithmIdentifier.

    Raises Malformed or Unsupported.
    """
    kind, parameters = _algorithm(item)
    if kind in FOREIGN:
        raise Unsupported(f'it uses {FOREIGN[kind]}', FOREIGN[kind])
    expect(kind in HASHES and parameters in (b'', der.value(der.NULL)), 'an unknown digest')
    return HASHES[kind]


def method_of(item: der.Item, algorithm: str) -> tuple[str, int]:
    """Return how was signed ('rsa', 'pss', 'ecdsa') and the length of the salt.

    Its digest must be that of the content. Raises Malformed or Unsupported.
    """
    kind, parameters = _algorithm(item)
    if kind in FOREIGN:
        raise Unsupported(f'it uses {FOREIGN[kind]}', FOREIGN[kind])
    expect(kind in METHODS, 'an unknown way to sign')
    name, digest = METHODS[kind]
    if name == 'pss':
        return name, _salt(parameters, algorithm)
    # RFC 4055 wants NULL behind RSA, RFC 5758 nothing behind ECDSA
    expect(
        parameters == (der.value(der.NULL) if name == 'rsa' else b'') and digest in ('', algorithm),
        'a way to sign that does not fit',
    )
    return name, 0


def _salt(parameters: bytes, algorithm: str) -> int:
    """Read RSASSA-PSS-params (RFC 4055, 3.1): one digest throughout, MGF1, trailer 1.

    Without them SHA-1 is meant.
    """
    parts = {part.tag: part.body for part in der.items(der.only(parameters, der.SEQUENCE).body)}
    expect(
        {der.context(0), der.context(1)} <= set(parts) <= set(map(der.context, range(4))),
        'unknown PSS parameters',
    )
    kind, inner = _algorithm(der.only(parts[der.context(1)], der.SEQUENCE))
    expect(
        digest_of(der.only(parts[der.context(0)], der.SEQUENCE)) == algorithm
        and kind == MGF1
        and digest_of(der.only(inner, der.SEQUENCE)) == algorithm
        and parts.get(der.context(3), der.integer(1)) == der.integer(1),
        'unknown PSS parameters',
    )
    salt = (
        der.number(der.only(parts[der.context(2)], der.INTEGER)) if der.context(2) in parts else 20
    )
    expect(salt <= 512, 'a salt that cannot be')
    return salt
