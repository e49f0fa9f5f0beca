"""The infrastructure of the tests is one that other tools accept: openssl, asked about its
certificates and answers.
"""

from __future__ import annotations

import subprocess
import urllib.request


def test_the_certificates_lead_to_the_root(pki, tmp_path):
    for name in ('root', 'issuer', 'signer', 'revoked', 'expired'):
        (tmp_path / name).write_bytes(pki.pem(name))
    with urllib.request.urlopen(f'{pki.url}/house/crls/issuer/latest.crl') as answer:
        (tmp_path / 'crl').write_bytes(answer.read())
    with urllib.request.urlopen(f'{pki.url}/house/crls/root/latest.crl') as answer:
        (tmp_path / 'crl-root').write_bytes(answer.read())

    def said(name, *more):
        done = subprocess.run(
            [
                'openssl',
                'verify',
                '-CAfile',
                tmp_path / 'root',
                '-untrusted',
                tmp_path / 'issuer',
                *more,
                tmp_path / name,
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout + done.stderr

    crl = ('-crl_check', '-CRLfile', tmp_path / 'crl')
    assert 'OK' in said('signer') and 'OK' in said('signer', *crl)
    assert 'certificate revoked' in said('revoked', *crl)
    assert 'certificate has expired' in said('expired')


def test_the_responder_and_the_time_stamps(pki, tmp_path):
    for name in ('root', 'issuer', 'signer', 'revoked', 'tsa'):
        (tmp_path / name).write_bytes(pki.pem(name))
    for name, answer in (('signer', 'good'), ('revoked', 'revoked')):
        done = subprocess.run(
            [
                'openssl',
                'ocsp',
                '-issuer',
                tmp_path / 'issuer',
                '-cert',
                tmp_path / name,
                '-url',
                f'{pki.url}/house/ocsp/issuer',
                '-CAfile',
                tmp_path / 'root',
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        assert f'{name}: {answer}' in done.stdout, done.stderr
    (tmp_path / 'data').write_bytes(b'words')
    subprocess.run(
        [
            'openssl',
            'ts',
            '-query',
            '-data',
            tmp_path / 'data',
            '-sha256',
            '-cert',
            '-out',
            tmp_path / 'query',
        ],
        check=True,
        capture_output=True,
    )
    for url, good in (
        (pki.tsa(), True),
        (pki.tsa('wrong-nonce'), False),
        (pki.tsa('refusing'), False),
        (pki.tsa('forged'), False),
    ):
        asked = urllib.request.Request(
            url, (tmp_path / 'query').read_bytes(), {'Content-Type': 'application/timestamp-query'}
        )
        with urllib.request.urlopen(asked) as answer:
            (tmp_path / 'answer').write_bytes(answer.read())
        done = subprocess.run(
            [
                'openssl',
                'ts',
                '-verify',
                '-in',
                tmp_path / 'answer',
                '-queryfile',
                tmp_path / 'query',
                '-CAfile',
                tmp_path / 'root',
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode == 0) is good, (url, done.stderr)
