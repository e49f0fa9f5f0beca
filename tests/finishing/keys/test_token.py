"""Keys on a token: SoftHSM is a whole PKCS#11 token in a file, and behaves as cards do."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from fixtures import pdfs
from fixtures.certificates import certificate
from letterpress.cli.main import run
from letterpress.findings import Rejected
from letterpress.finishing.judging.verdict import Answer
from letterpress.finishing.judging.verify import verify_pdf
from letterpress.finishing.keys import token
from letterpress.finishing.keys.driver import Token, close
from letterpress.finishing.keys.profile import TokenPlace
from letterpress.finishing.sealing import lasting, seal
from letterpress.finishing.sealing.services import Terms
from letterpress.world import network

NOW = datetime.now(UTC)
PIN = '123456'
DRIVERS = (
    '/usr/lib/softhsm/libsofthsm2.so',
    '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so',
    '/usr/lib64/pkcs11/libsofthsm2.so',
    '/usr/local/lib/softhsm/libsofthsm2.so',
    '/opt/homebrew/lib/softhsm/libsofthsm2.so',
)


@pytest.fixture(scope='module')
def driver():
    """Give SoftHSM's driver.

    Setup.sh installs it, so that it is not there is a fault and no reason to skip.
    """
    found = next((path for path in DRIVERS if os.path.exists(path)), None)
    assert found, 'SoftHSM is not installed: ./setup.sh test'
    return found


@pytest.fixture(scope='module')
def card(driver, pki, tmp_path_factory):
    """Give the driver of a token “Coalition” with an RSA key (seal, id 01) and one on a curve
    (curve, id 02), and their certificates.
    """
    import pkcs11
    from pkcs11.util import ec as curves
    from pkcs11.util import rsa as numbers

    folder = tmp_path_factory.mktemp('token')
    (folder / 'store').mkdir()
    (folder / 'softhsm2.conf').write_text(
        f'directories.tokendir = {folder}/store\nobjectstore.backend = file\nlog.level = ERROR\n'
    )
    before, os.environ['SOFTHSM2_CONF'] = (
        os.environ.get('SOFTHSM2_CONF'),
        str(folder / 'softhsm2.conf'),
    )
    subprocess.run(
        [
            'softhsm2-util',
            '--init-token',
            '--free',
            '--label',
            'Coalition',
            '--pin',
            PIN,
            '--so-pin',
            '654321',
        ],
        check=True,
        capture_output=True,
    )
    lib = pkcs11.lib(driver)
    rsa_key = serialization.load_pem_private_key((pki.folder / 'signer.pem').read_bytes(), None)
    curve = ec.generate_private_key(ec.SECP256R1())
    plain = (
        serialization.Encoding.DER,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    with lib.get_token(token_label='Coalition').open(user_pin=PIN, rw=True) as session:
        for label, number, attributes, own in (
            (
                'seal',
                b'\x01',
                numbers.decode_rsa_private_key(rsa_key.private_bytes(*plain)),
                pki.certificate('signer'),
            ),
            (
                'curve',
                b'\x02',
                curves.decode_ec_private_key(curve.private_bytes(*plain)),
                certificate(
                    curve, begins=NOW.replace(year=2025), ends=NOW.replace(year=2030)
                ).public_bytes(serialization.Encoding.DER),
            ),
        ):
            session.create_object(
                {
                    **attributes,
                    pkcs11.Attribute.LABEL: label,
                    pkcs11.Attribute.ID: number,
                    pkcs11.Attribute.TOKEN: True,
                    pkcs11.Attribute.PRIVATE: True,
                    pkcs11.Attribute.SENSITIVE: True,
                    pkcs11.Attribute.EXTRACTABLE: False,
                }
            )
            _store(session, label, number, own)
        _store(session, 'issuer', b'\x09', pki.certificate('issuer'))
    pkcs11.unload(driver)
    yield driver
    os.environ.pop('SOFTHSM2_CONF') if before is None else os.environ.__setitem__(
        'SOFTHSM2_CONF', before
    )


def _store(session, label: str, number: bytes, own: bytes) -> None:
    import pkcs11
    from pkcs11.util.x509 import decode_x509_certificate

    session.create_object(
        {
            **decode_x509_certificate(own),
            pkcs11.Attribute.LABEL: label,
            pkcs11.Attribute.ID: number,
            pkcs11.Attribute.TOKEN: True,
        }
    )


def at(driver, key='seal', pin=PIN, **more) -> Token:
    return Token(TokenPlace(driver, more.pop('token', 'Coalition'), key, **more), pin)


def codes(wanted, when=NOW) -> list[str]:
    with pytest.raises(Rejected) as caught:
        token.load(wanted, when)
    assert all(one.hint and PIN not in str(one) for one in caught.value.findings)
    return [one.code for one in caught.value.findings]


def test_a_token_seals_as_the_file_does(card, pki):
    key = token.load(at(card), NOW)
    assert (key.subject, key.sha256, key.chain) == (
        'Test coalition',
        pki.key().sha256,
        (pki.certificate('issuer'),),
    )
    assert key.private == b'' and PIN not in repr(key)
    assert seal.seal(pdfs.unsealed(), key, NOW) == seal.seal(
        pdfs.unsealed(), pki.key(), NOW
    )  # RSA: to the byte
    assert seal.seal_detached(b'x', key, NOW) == seal.seal_detached(b'x', pki.key(), NOW)


@pytest.mark.parametrize(
    'name',
    [
        {'key': 'curve'},
        {'key': '', 'id': '02'},
        {'key': 'curve', 'id': '02', 'certificate': 'curve'},
    ],
    ids=str,
)
def test_a_curve(name, card):
    key = token.load(at(card, **name), NOW)
    for _ in range(4):
        assert (
            verify_pdf(seal.seal(pdfs.unsealed(), key, NOW), frozenset({key.sha256})).answer
            is Answer.VALID
        )


def test_it_seals_in_a_worker_that_was_forked(card):
    """The value travels; the session is opened where it is used, before and after a fork."""
    key = pickle.loads(pickle.dumps(token.load(at(card), NOW)))
    context = multiprocessing.get_context('fork')
    ours, theirs = context.Pipe(duplex=False)
    for _ in range(2):
        process = context.Process(target=lambda: theirs.send(key.sign(b'words')))
        process.start()
        assert ours.poll(20) and ours.recv() == key.sign(b'words')
        process.join(20)
    close(key.token)


def test_a_token_and_a_time_stamp(card, pki):
    made = lasting.seal_to_last(
        pdfs.unsealed(),
        token.load(at(card), NOW),
        NOW,
        Terms('B-LTA', (pki.tsa(),), (pki.certificate('root'),)),
        network.outside(),
    )
    verdict = verify_pdf(made, roots=(pki.certificate('root'),), now=NOW)
    assert (verdict.answer, verdict.level) == (Answer.VALID, 'B-LTA')


def test_what_is_wrong_with_a_token(card, tmp_path, monkeypatch):
    assert codes(at(card, pin='000000')) == ['LP561']
    assert codes(at(card, pin='')) == ['LP561']
    assert codes(at(card, token='Nobody')) == ['LP560']
    assert codes(at(card, key='other')) == ['LP562']
    assert codes(at(card, id='07')) == ['LP562']
    assert codes(at(card, certificate='other')) == ['LP562']
    assert codes(at(str(tmp_path / 'none.so'))) == ['LP560']
    assert codes(at(card), NOW.replace(year=2050)) == ['LP505']
    monkeypatch.setitem(__import__('sys').modules, 'pkcs11', None)
    assert codes(at(card)) == ['LP560']


def test_the_pin_comes_from_outside(card, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv('LETTERPRESS_SEAL_CONFIG', raising=False)
    Path('letter.unsealed.pdf').write_bytes(pdfs.unsealed())
    Path('seal.toml').write_text(
        f'[profile.card]\npkcs11 = {{module = "{card}", token = "Coalition", key = "seal"}}\n'
    )
    Path('pin').write_text(f'{PIN}\n')
    os.chmod('pin', 0o600)
    assert run(['seal', 'letter.unsealed.pdf', '--profile', 'card']) == 4
    assert 'LP561' in capsys.readouterr().err
    monkeypatch.setenv('LETTERPRESS_PIN', '1111')
    assert run(['seal', 'letter.unsealed.pdf', '--profile', 'card']) == 4
    assert run(['seal', 'letter.unsealed.pdf', '--profile', 'card', '--pass-file', 'pin']) == 0
    monkeypatch.setenv('LETTERPRESS_PIN', PIN)
    assert run(['seal', 'letter.unsealed.pdf', '--profile', 'card', '--output', 'two.pdf']) == 0
    assert verify_pdf(Path('two.pdf').read_bytes()).subject == 'Test coalition'
