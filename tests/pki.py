"""A public-key infrastructure on the loopback: two authorities, OCSP, CRLs, time stamps, and each
of these gone wrong.

certomancer issues the certificates and answers; a small WSGI application in front of it spoils what
shall be spoilt. Keys are made once a session. Nothing leaves the machine.
"""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import pytest
from asn1crypto import tsp
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from letterpress.finishing.cms import der
from letterpress.finishing.keys.key import SealKey

KEYS = ('root', 'issuer', 'mute', 'signer', 'second', 'responder', 'tsa')
SLOW = 3.0  # seconds that the slow authority takes; tests wait less
LONG = {'valid-from': '2020-01-01T00:00:00+0000', 'valid-to': '2045-01-01T00:00:00+0000'}
STAMPING = [
    {
        'id': 'key_usage',
        'critical': True,
        'smart-value': {'schema': 'key-usage', 'params': ['digital_signature']},
    },
    {'id': 'extended_key_usage', 'critical': True, 'value': ['time_stamping']},
    {
        'id': 'crl_distribution_points',
        'smart-value': {'schema': 'crl-dist-url', 'params': {'crl-repo-names': ['root']}},
    },
]


def _certificate(issuer: str, key: str, *, validity=LONG, profiles=None, **more) -> dict:
    return {
        'issuer': issuer,
        'validity': validity,
        'subject-key': key,
        **({'profiles': profiles} if profiles else {}),
        **more,
    }


def _architecture(url: str, folder: Path) -> dict:
    """Return the configuration of certomancer: who issues what, with which faults."""
    past = {'valid-from': '2020-01-01T00:00:00+0000', 'valid-to': '2021-01-01T00:00:00+0000'}
    sealing = [{'id': 'digsig-commitment'}]
    names = {
        'root': 'Test root',
        'issuer': 'Test issuing authority',
        'mute': 'Test authority that answers nobody',
        'signer': 'Test coalition',
        'second': 'Second test coalition',
        'revoked': 'Revoked test coalition',
        'expired': 'Expired test coalition',
        'misused': 'Test web server',
        'unheard': 'Unheard test coalition',
        'responder': 'Test OCSP responder',
        'tsa': 'Test time-stamping authority',
        'tsa-expired': 'Expired time-stamping authority',
        'tsa-misused': 'Not a time-stamping authority',
    }
    crl = [
        {
            'id': 'crl_distribution_points',
            'smart-value': {'schema': 'crl-dist-url', 'params': {'crl-repo-names': ['root']}},
        }
    ]
    return {
        'external-url-prefix': url,
        'keysets': {
            'house': {
                'path-prefix': str(folder),
                'keys': {name: {'path': f'{name}.pem'} for name in KEYS},
            }
        },
        'pki-architectures': {
            'house': {
                'keyset': 'house',
                'entity-defaults': {'country-name': 'FR', 'organization-name': 'Tests'},
                'entities': {label: {'common-name': name} for label, name in names.items()},
                'certs': {
                    'root': {
                        'subject': 'root',
                        **_certificate(
                            'root',
                            'root',
                            profiles=[
                                {
                                    'id': 'simple-ca',
                                    'params': {'max-path-len': 1, 'crl-repo': 'root'},
                                }
                            ],
                        ),
                    },
                    'issuer': _certificate(
                        'root',
                        'issuer',
                        profiles=[
                            {
                                'id': 'simple-ca',
                                'params': {
                                    'max-path-len': 0,
                                    'crl-repo': 'issuer',
                                    'ocsp-service': 'issuer',
                                },
                            }
                        ],
                    ),
                    'mute': _certificate(
                        'root',
                        'mute',
                        profiles=[
                            {'id': 'simple-ca', 'params': {'max-path-len': 0, 'crl-repo': 'mute'}}
                        ],
                    ),
                    'signer': _certificate('issuer', 'signer', profiles=sealing),
                    'second': _certificate('issuer', 'second', profiles=sealing),
                    'revoked': _certificate(
                        'issuer',
                        'signer',
                        profiles=sealing,
                        revocation={
                            'revoked-since': '2024-06-01T00:00:00+0000',
                            'reason': 'key_compromise',
                        },
                    ),
                    'expired': _certificate('issuer', 'signer', profiles=sealing, validity=past),
                    'misused': _certificate(
                        'issuer',
                        'signer',
                        extensions=[
                            {
                                'id': 'key_usage',
                                'critical': True,
                                'smart-value': {
                                    'schema': 'key-usage',
                                    'params': ['digital_signature'],
                                },
                            },
                            {'id': 'extended_key_usage', 'value': ['server_auth']},
                        ],
                    ),
                    'unheard': _certificate('mute', 'signer', profiles=sealing),
                    'responder': _certificate(
                        'issuer', 'responder', profiles=[{'id': 'ocsp-responder'}]
                    ),
                    'tsa': _certificate('root', 'tsa', extensions=STAMPING),
                    'tsa-expired': _certificate('root', 'tsa', extensions=STAMPING, validity=past),
                    'tsa-misused': _certificate('root', 'tsa', extensions=[STAMPING[0], *crl]),
                },
                'services': {
                    'ocsp': {
                        'issuer': {
                            'for-issuer': 'issuer',
                            'responder-cert': 'responder',
                            'signing-key': 'responder',
                        }
                    },
                    'crl-repo': {
                        'root': {
                            'for-issuer': 'root',
                            'signing-key': 'root',
                            'simulated-update-schedule': 'P90D',
                        },
                        'issuer': {
                            'for-issuer': 'issuer',
                            'signing-key': 'issuer',
                            'simulated-update-schedule': 'P30D',
                        },
                        'mute': {
                            'for-issuer': 'mute',
                            'signing-key': 'mute',
                            'simulated-update-schedule': 'P30D',
                        },
                    },
                    'time-stamping': {'tsa': {'signing-cert': 'tsa', 'signing-key': 'tsa'}},
                },
            }
        },
    }


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, *_) -> None:
        pass


@dataclass
class Pki:
    """The running infrastructure: certificates and keys by label, addresses of the authorities, and
    who was asked.
    """

    folder: Path
    url: str
    asked: list[str] = field(default_factory=list)  # path of each request, in order
    # paths (beginnings) that answer 503 until a test takes them out
    closed: set[str] = field(default_factory=set)
    _keys: dict[tuple[str, ...], SealKey] = field(default_factory=dict, repr=False)

    @cached_property
    def house(self):
        from certomancer.registry import ArchLabel, CertomancerConfig

        config = CertomancerConfig(
            _architecture(self.url, self.folder),
            key_search_dir=str(self.folder),
            config_search_dir=str(self.folder),
        )
        return config.get_pki_arch(ArchLabel('house'))

    @cached_property
    def animator(self):
        from certomancer.integrations.animator import Animator, AnimatorArchStore

        return Animator(
            AnimatorArchStore({'house': self.house}), with_web_ui=False, allow_time_override=False
        )

    def certificate(self, label: str) -> bytes:
        """Return a certificate as DER."""
        from certomancer.registry import CertLabel

        return self.house.get_cert(CertLabel(label)).dump()

    def pem(self, *labels: str) -> bytes:
        """Return certificates as PEM."""
        from asn1crypto import pem

        return b''.join(pem.armor('CERTIFICATE', self.certificate(label)) for label in labels)

    def key_file(self, label: str, key: str = 'signer', *chain: str) -> bytes:
        """Return a key file (PEM) of a signer with the certificates between it and the root."""
        return (self.folder / f'{key}.pem').read_bytes() + self.pem(label, *(chain or ('issuer',)))

    def key(self, label: str = 'signer', key: str = 'signer', *chain: str):
        """Return a signer that may seal now; each is opened once, which takes its time."""
        from letterpress.finishing.keys.files import load_key

        known = (label, key, *chain)
        if known not in self._keys:
            held, now = self.key_file(*known), datetime.now(UTC)
            self._keys[known] = load_key(held, None, now, f'{label}.pem')
        return self._keys[known]

    def tsa(self, fault: str = '') -> str:
        """Return the address of a time-stamping authority: the good one, or one with a fault (a
        method of `_Faults`).
        """
        if fault == 'down':
            return 'http://127.0.0.1:9/tsa'  # the discard port: nobody listens
        return f'{self.url}/faulty/{fault}' if fault else f'{self.url}/house/tsa/tsa'

    def __call__(self, environ, start_response):
        path = environ['PATH_INFO']
        self.asked.append(path)
        if '/mute/' in path or any(path.startswith(one) for one in self.closed):
            start_response('503 Service Unavailable', [('Content-Type', 'text/plain')])
            return [b'not today']
        if path.startswith('/faulty/'):
            size = int(environ.get('CONTENT_LENGTH') or 0)
            request = tsp.TimeStampReq.load(environ['wsgi.input'].read(size))
            status, answer = getattr(_Faults(self), path.rsplit('/', 1)[1].replace('-', '_'))(
                request
            )
            start_response(
                status,
                [
                    ('Content-Type', 'application/timestamp-reply'),
                    ('Content-Length', str(len(answer))),
                ],
            )
            return [answer]
        return self.animator(environ, start_response)


class _Faults:
    """What time-stamping authorities do wrong, a method each."""

    def __init__(self, pki: Pki):
        self.pki = pki

    def _stamp(
        self, request, certificate: str = 'tsa', when: datetime | None = None
    ) -> tuple[str, bytes]:
        from asn1crypto import keys, pem, x509
        from certomancer.services import TimeStamper

        _, _, key = pem.unarmor((self.pki.folder / 'tsa.pem').read_bytes())
        stamper = TimeStamper(
            x509.Certificate.load(self.pki.certificate(certificate)),
            keys.PrivateKeyInfo.load(key),
            fixed_dt=when,
        )
        return '200 OK', stamper.request_tsa_response(request).dump()

    def refusing(self, request):
        info = der.sequence(
            der.integer(2),
            der.sequence(der.value(0x0C, b'the clock is down')),
            der.value(der.BIT_STRING, b'\x01\0\x02'),
        )
        return '200 OK', der.sequence(info)  # RFC 3161, 2.4.2: rejection, timeNotAvailable

    def slow(self, request):
        time.sleep(SLOW)
        return self._stamp(request)

    def wrong_nonce(self, request):
        request['nonce'] = request['nonce'].native ^ 1
        return self._stamp(request)

    def other_words(self, request):
        request['message_imprint']['hashed_message'] = bytes(32)
        return self._stamp(request)

    def behind(self, request):
        return self._stamp(request, when=datetime.now(UTC) - timedelta(minutes=20))

    def ahead(self, request):
        return self._stamp(request, when=datetime.now(UTC) + timedelta(minutes=20))

    def expired(self, request):
        return self._stamp(request, 'tsa-expired')

    def misused(self, request):
        return self._stamp(request, 'tsa-misused')

    def forged(self, request):
        """Another key's signature under the authority's certificate."""
        status, answer = self._stamp(request)
        place = answer.rindex(b'\x04\x82\x01\x00') + 40  # inside the signature
        return status, answer[:place] + bytes([answer[place] ^ 1]) + answer[place + 1 :]

    def garbage(self, request):
        return '200 OK', b'<html>It works!</html>'

    def endless(self, request):
        return '200 OK', bytes(2 << 20)

    def busy(self, request):
        return '503 Service Unavailable', b'not today'

    def flaky(self, request):
        first = self.pki.asked.count('/faulty/flaky') % 2 == 1
        return self.busy(request) if first else self._stamp(request)


@contextmanager
def started(folder: Path):
    """Give the running infrastructure; its keys are made below the folder."""
    for name in KEYS:
        key = rsa.generate_private_key(65537, 2048)
        (folder / f'{name}.pem').write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
    server = _Server(('127.0.0.1', 0), _Silent)
    running = Pki(folder, f'http://127.0.0.1:{server.server_port}')
    server.set_app(running)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield running
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope='session')
def pki(tmp_path_factory):
    """Give the running infrastructure."""
    with started(tmp_path_factory.mktemp('pki')) as running:
        yield running
