"""Keys: what may seal gets through, everything else is one clear line before it is rendered."""

from __future__ import annotations

import pickle
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID

from fixtures.certificates import DAY, NOW, SECRET, certificate, p12, pem, rsa_key
from letterpress.findings import Exit, Rejected, entry
from letterpress.finishing.keys import draft
from letterpress.finishing.keys.certificate import subject
from letterpress.finishing.keys.draft import draft_key
from letterpress.finishing.keys.files import load_key
from letterpress.finishing.keys.fitness import check_time, ending
from letterpress.finishing.keys.make import make_draft_key, new_key
from letterpress.finishing.keys.pem import fingerprints


def code(data, phrase=SECRET, when=NOW):
    """Load a bad key and return the codes of what is wrong with it."""
    with pytest.raises(Rejected) as caught:
        load_key(data, phrase, when, 'seal.p12')
    assert caught.value.exit_code is Exit.SEAL
    for finding in caught.value.findings:
        assert (
            str(finding.place) == 'seal.p12'
            and '\n' not in finding.message
            and entry(finding.code).severity == 'error'
        )
        assert SECRET.decode() not in str(finding)
    return [finding.code for finding in caught.value.findings]


@pytest.mark.parametrize(
    'data, phrase',
    [
        (lambda k, c: p12(k, c), SECRET),
        (lambda k, c: p12(k, c, phrase=None), None),
        (lambda k, c: pem(k, c), None),
        (lambda k, c: pem(None, c) + pem(k), b'not needed'),
        (lambda k, c: pem(k, c, phrase=SECRET), SECRET),
        (
            lambda k, c: pem(
                k, c, phrase=SECRET, form=serialization.PrivateFormat.TraditionalOpenSSL
            ),
            SECRET,
        ),
    ],
    ids=['p12', 'p12 open', 'pem', 'pem certificate first', 'pem locked', 'pem locked the old way'],
)
def test_every_form_of_key_file_opens(data, phrase):
    own = certificate(rsa_key())
    key = load_key(data(rsa_key(), own), phrase, NOW, 'seal.p12')
    assert (key.subject, key.draft, key.chain) == ('Publisher', False, ())
    assert key.sha256 == own.fingerprint(hashes.SHA256()).hex()
    assert (key.begins, key.ends) == (NOW - DAY, NOW + 300 * DAY)
    own.public_key().verify(key.sign(b'words'), b'words', padding.PKCS1v15(), hashes.SHA256())


def test_the_passphrase():
    good = p12(rsa_key(), certificate(rsa_key()))
    locked = pem(rsa_key(), certificate(rsa_key()), phrase=SECRET)
    assert (
        code(good, b'wrong')
        == code(good, None)
        == code(locked, b'wrong')
        == code(locked, None)
        == ['LP502']
    )


def test_no_key_and_no_certificate():
    own = certificate(rsa_key())
    other = certificate(rsa.generate_private_key(65537, 2048))
    assert code(pem(None, own)) == ['LP501']
    assert code(pem(rsa_key(), own) + pem(rsa_key())) == ['LP501']
    assert code(p12(None, None, own)) == ['LP501']
    assert code(pem(rsa_key())) == ['LP504']
    assert code(pem(rsa_key(), other)) == ['LP504']


@pytest.mark.parametrize(
    'data',
    [
        b'',
        b'hello',
        b'%PDF-1.7',
        b'\x30\x03\x02\x01\x03',
        b'\x30\x80' + bytes(99),
        bytes(1000),
        b'-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n',
    ],
)
def test_no_key_file(data):
    assert code(data) == ['LP503']


def test_a_damaged_certificate():
    whole = pem(rsa_key(), certificate(rsa_key())).decode()
    head, body = whole.split('-----BEGIN CERTIFICATE-----\n')
    assert code(f'{head}-----BEGIN CERTIFICATE-----\n{body[80:]}'.encode()) == ['LP503']


def test_validity():
    own = pem(rsa_key(), certificate(rsa_key()))
    assert code(own, None, NOW + 301 * DAY) == ['LP505']
    assert code(own, None, NOW - 2 * DAY) == ['LP506']
    key = load_key(own, None, NOW, 'k')
    with pytest.raises(ValueError, match='time zone'):
        check_time(key, datetime(2026, 12, 1))


@pytest.mark.parametrize(
    'properties',
    [
        {'usage': ('key_encipherment',)},
        {'usage': ('crl_sign',)},
        {'ca': True},
        {'usage': ('digital_signature', 'key_cert_sign')},
        {'extended': [ExtendedKeyUsageOID.SERVER_AUTH]},
        {'extended': [ExtendedKeyUsageOID.TIME_STAMPING]},
    ],
    ids=str,
)
def test_wrong_usage(properties):
    assert code(pem(rsa_key(), certificate(rsa_key(), **properties))) == ['LP507']


@pytest.mark.parametrize(
    'properties',
    [
        {'usage': ('content_commitment',)},
        {'usage': None},
        {'ca': False},
        {'extended': [ExtendedKeyUsageOID.EMAIL_PROTECTION, ExtendedKeyUsageOID.CLIENT_AUTH]},
        {'extended': [x509.ObjectIdentifier('1.3.6.1.5.5.7.3.36')]},
    ],
    ids=str,
)
def test_right_usage(properties):
    assert (
        load_key(pem(rsa_key(), certificate(rsa_key(), **properties)), None, NOW, 'k').subject
        == 'Publisher'
    )


def test_all_that_is_wrong_is_said_at_once():
    assert code(
        pem(rsa_key(), certificate(rsa_key(), usage=('crl_sign',), ends=NOW - DAY / 2))
    ) == ['LP505', 'LP507']


@pytest.mark.parametrize(
    'key',
    [
        lambda: rsa_key(1024),
        ed25519.Ed25519PrivateKey.generate,
        lambda: ec.generate_private_key(ec.SECP256K1()),
    ],
    ids=['rsa 1024', 'ed25519', 'koblitz'],
)
def test_weak_and_unusual_algorithms(key):
    made = key()
    assert code(pem(made, certificate(made))) == ['LP508']


def test_an_issuer_comes_along_and_a_root_does_not():
    root_key, middle_key = (
        rsa.generate_private_key(65537, 2048),
        ec.generate_private_key(ec.SECP256R1()),
    )
    root = certificate(root_key, name='Root', ca=True)
    middle = certificate(middle_key, name='Middle', ca=True, issuer=root.subject, by=root_key)
    own = certificate(rsa_key(), issuer=middle.subject, by=middle_key)
    stranger = certificate(rsa.generate_private_key(65537, 2048), name='Stranger')
    key = load_key(p12(rsa_key(), own, stranger, root, middle), SECRET, NOW, 'k')
    assert key.chain == (middle.public_bytes(serialization.Encoding.DER),)


def test_of_two_certificates_the_newer_counts():
    old, new = certificate(rsa_key(), ends=NOW - DAY / 2), certificate(rsa_key())
    assert load_key(pem(rsa_key(), old, new), None, NOW, 'k').ends == NOW + 300 * DAY


@pytest.mark.parametrize(
    'left, said', [(31, None), (30, None), (29, 'in 29 days'), (1, 'in 1 day,'), (0, 'today')]
)
def test_an_end_in_sight_is_a_warning(left, said):
    key = load_key(pem(rsa_key(), certificate(rsa_key(), ends=NOW + left * DAY)), None, NOW, 'k')
    found = ending(key, NOW, 'seal.p12')
    assert [(one.code, one.severity) for one in found] == ([('LP509', 'warning')] if said else [])
    assert not said or said in found[0].message


def test_the_draft_key():
    key = draft_key()
    own = x509.load_der_x509_certificate(key.certificate)
    assert key.draft and ending(key, NOW) == ()
    assert subject(own) == draft.SUBJECT and 'DRAFT' in draft.SUBJECT
    assert (own.not_valid_before_utc, own.not_valid_after_utc) == (
        draft.BEGINS,
        draft.ENDS,
    )
    assert own.public_key().key_size == 3072
    # the drafts of all the world are known by this; a new draft key would disown them
    assert (
        key.sha256
        == own.fingerprint(hashes.SHA256()).hex()
        == '1abf32fa93da9640942701192f93ce2893ac0cd3599e096a198a11dbdb3a86d0'
    )
    own.public_key().verify(key.sign(b'x'), b'x', padding.PKCS1v15(), hashes.SHA256())
    assert own.verify_directly_issued_by(own) is None


def test_the_draft_key_given_as_a_file_is_still_the_draft_key():
    private, own = make_draft_key()
    assert not load_key(
        private + own, None, NOW, 'k'
    ).draft  # a new pair under the old name is not it
    draft = draft_key()
    loaded = serialization.load_der_private_key(draft.private, None)
    assert load_key(
        pem(loaded, x509.load_der_x509_certificate(draft.certificate)), None, NOW, 'k'
    ).draft


def test_the_draft_key_needs_no_cryptography():
    said = subprocess.run(
        [
            sys.executable,
            '-c',
            'import sys; from letterpress.finishing.keys.draft import draft_key; draft_key();'
            'print([m for m in ("cryptography", "pyhanko", "asn1crypto") if m in sys.modules])',
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == '[]'


def test_a_new_key():
    when = datetime(2028, 2, 29, 23, 30, tzinfo=UTC)
    made, published = new_key(' Coalition  Σ ', when, 3, SECRET)
    key = load_key(made, SECRET, when, 'k')
    own = x509.load_pem_x509_certificate(published)
    assert key.subject == 'Coalition Σ' and key.sha256 == own.fingerprint(hashes.SHA256()).hex()
    assert (key.begins, key.ends) == (
        datetime(2028, 2, 29, tzinfo=UTC),
        datetime(2031, 2, 28, tzinfo=UTC),
    )
    assert own.public_key().key_size == 3072 and b'PRIVATE' not in published
    usage = own.extensions.get_extension_for_class(x509.KeyUsage)
    assert usage.critical and usage.value.content_commitment and usage.value.digital_signature
    assert fingerprints(published) == frozenset({key.sha256})
    with pytest.raises(Rejected):
        load_key(made, b'wrong', when, 'k')


@pytest.mark.parametrize('name', ['', '  ', 'x' * 65, 'a\u202eb'])
def test_a_key_needs_a_name(name):
    with pytest.raises(Rejected) as caught:
        new_key(name, NOW)
    assert [one.code for one in caught.value.findings] == ['LP510']


def test_fingerprints():
    one, two = certificate(rsa_key()), certificate(rsa_key(), name='Two')
    both = frozenset(own.fingerprint(hashes.SHA256()).hex() for own in (one, two))
    assert fingerprints(pem(None, one, two)) == both
    assert fingerprints(one.public_bytes(serialization.Encoding.DER)) < both
    for bad in (
        b'',
        b'%PDF-',
        pem(rsa_key()),
        b'-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----',
        bytes(50),
    ):
        with pytest.raises(Rejected) as caught:
            fingerprints(bad, 'c.pem')
        assert [found.code for found in caught.value.findings] == ['LP503']


def test_a_key_travels_to_a_worker_and_is_never_shown():
    key = load_key(pem(rsa_key(), certificate(rsa_key())), None, NOW, 'k')
    assert pickle.loads(pickle.dumps(key)) == key
    assert key.private.hex()[:40] not in repr(key).replace('\\x', '') and 'private' not in repr(key)


def test_equal_words_give_equal_signatures():
    curve = ec.generate_private_key(ec.SECP384R1())
    for made in (rsa_key(), curve):
        key = load_key(pem(made, certificate(made)), None, NOW, 'k')
        assert key.sign(b'a') == key.sign(b'a') != key.sign(b'b')
        assert len(key.sign(b'a')) <= key.longest


def test_a_name_is_anybodys_text():
    made = certificate(rsa_key(), name='Evil\x1b[2J\u202egnp')
    assert subject(made) == 'Evil\ufffd[2J\ufffdgnp'
