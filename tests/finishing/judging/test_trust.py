"""One judge, one trust: letters, kits and ZIPs are judged by what the reader names, and by nothing
that lies about.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID as Use

from fixtures import pdfs
from letterpress.commands import verify
from letterpress.commands.verdicts import answers
from letterpress.finishing.cms import signed as cms
from letterpress.finishing.judging.trust import Trust
from letterpress.finishing.judging.verdict import Answer
from letterpress.finishing.judging.verify import judge_detached, verify_pdf
from letterpress.finishing.keys import pem
from letterpress.finishing.keys.certificate import against_seals, subject
from letterpress.finishing.keys.key import SealKey
from letterpress.finishing.sealing import lasting, seal
from letterpress.finishing.sealing.services import Terms
from letterpress.finishing.syntax import places
from letterpress.kit import archive, checksums, manifest
from letterpress.kit import verify as kits
from letterpress.kit.artifact import Artifact
from letterpress.manuscript import stated
from letterpress.manuscript.stated import Stated
from letterpress.world import network
from letterpress.world.files import writing

WHEN = datetime(2026, 12, 1, tzinfo=UTC)
NOW = datetime.now(UTC)
SIGNS = {'digital_signature': True}


def named(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, text)])


@pytest.fixture(scope='module')
def ca():
    """Give an authority: its key and its certificate."""
    key = rsa.generate_private_key(65537, 2048)
    return key, issue(key, named('Some authority'), key, named('Some authority'), ca=True)


@pytest.fixture(scope='module')
def own():
    return rsa.generate_private_key(65537, 2048)


def issue(
    by,
    issuer: x509.Name,
    key,
    subject: x509.Name,
    ca: bool = False,
    uses: dict | None = None,
    extended: tuple = (),
) -> x509.Certificate:
    builder = x509.CertificateBuilder(
        issuer,
        subject,
        key.public_key(),
        x509.random_serial_number(),
        WHEN - timedelta(900),
        WHEN + timedelta(3000),
    )
    builder = builder.add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    if uses is not None or ca:
        none = dict.fromkeys(
            (
                'digital_signature',
                'content_commitment',
                'key_encipherment',
                'data_encipherment',
                'key_agreement',
                'key_cert_sign',
                'crl_sign',
                'encipher_only',
                'decipher_only',
            ),
            False,
        )
        builder = builder.add_extension(
            x509.KeyUsage(
                **none | ({'key_cert_sign': True, 'crl_sign': True} if ca else {}) | (uses or {})
            ),
            critical=True,
        )
    if extended:
        builder = builder.add_extension(x509.ExtendedKeyUsage(extended), critical=False)
    return builder.sign(by, hashes.SHA256())


def der_of(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)


def sealing(key, certificate: x509.Certificate) -> SealKey:
    """Return a key that seals whatever its certificate says: what another tool would do."""
    plain = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    whole = der_of(certificate)
    return replace(
        pdfs.publisher(),
        certificate=whole,
        chain=(),
        private=plain,
        sha256=hashlib.sha256(whole).hexdigest(),
        subject=subject(certificate),
    )


@pytest.mark.parametrize(
    'uses, extended, good',
    [
        (SIGNS, (), True),
        ({'content_commitment': True}, (), True),
        (None, (), True),
        (SIGNS, (Use.EMAIL_PROTECTION,), True),
        (SIGNS, (x509.ObjectIdentifier('1.3.6.1.5.5.7.3.36'), Use.CLIENT_AUTH), True),
        (SIGNS, (Use.ANY_EXTENDED_KEY_USAGE,), True),
        ({'key_encipherment': True}, (), False),
        ({'key_agreement': True}, (), False),
        ({'data_encipherment': True}, (Use.EMAIL_PROTECTION,), False),
        (SIGNS, (Use.SERVER_AUTH,), False),
        (SIGNS, (Use.CLIENT_AUTH,), False),
        (SIGNS, (Use.CODE_SIGNING,), False),
        (SIGNS, (Use.OCSP_SIGNING,), False),
        (SIGNS, (Use.TIME_STAMPING,), False),
        (None, (Use.SERVER_AUTH, Use.CLIENT_AUTH), False),
        (SIGNS | {'key_cert_sign': True}, (), False),
    ],
)
def test_a_certificate_that_is_not_for_documents_seals_none(ca, own, uses, extended, good) -> None:
    """Whoever issued it, and also when the reader named it: what sealing refuses proves nothing
    when it is judged.
    """
    by, root = ca
    certificate = issue(
        by, root.subject, own, named('www.somebody.example'), uses=uses, extended=extended
    )
    assert (against_seals(certificate) == '') is good
    key = sealing(own, certificate)
    made = seal.seal_detached(b'{}', key, WHEN)
    for trust in (
        Trust(roots=(der_of(root),)),
        Trust(frozenset({key.sha256})),
        Trust(frozenset({key.sha256}), (der_of(root), key.certificate)),
    ):
        verdict = judge_detached(b'{}', made, trust)
        assert verdict.answer is (Answer.VALID if good else Answer.UNKNOWN_SIGNER)
        assert ('untrusted-usage' in [one.code for one in verdict.reasons]) is not good


def test_an_authority_seals_no_letter(ca) -> None:
    by, root = ca
    made = seal.seal_detached(b'{}', sealing(by, root), WHEN)
    verdict = judge_detached(
        b'{}',
        made,
        Trust.of(frozenset({hashlib.sha256(der_of(root)).hexdigest()}), (der_of(root),)),
    )
    assert verdict.answer is Answer.UNKNOWN_SIGNER


def test_a_time_that_is_still_to_come_is_remarked(tmp_path: Path) -> None:
    trusted = frozenset({pdfs.publisher().sha256})
    early = verify_pdf(pdfs.sealed(), trusted, now=pdfs.SEALED_AT - timedelta(days=3))
    assert early.answer is Answer.VALID and [one.code for one in early.reasons][-1] == 'ahead'
    said = answers.in_words(answers.Checked(early, 'letter.pdf'), 'letter.pdf', 'en')
    assert 'The seal claims a time that is still to come: 1 December 2026, 09:30 (UTC).' in said
    for now in (
        pdfs.SEALED_AT,
        pdfs.SEALED_AT - timedelta(minutes=4),
        pdfs.SEALED_AT + timedelta(days=900),
    ):  # clocks differ
        assert 'ahead' not in [
            one.code for one in verify_pdf(pdfs.sealed(), trusted, now=now).reasons
        ]


# ---- kits


def kit(key, number: int = 1, when: datetime = WHEN) -> dict[str, bytes]:
    artifacts = [
        Artifact(
            'en/letter.en.pdf',
            'letter',
            'en',
            'A letter',
            1,
            'a4',
            'application/pdf',
            seal.seal(pdfs.unsealed(), key, when),
            True,
        ),
        Artifact(
            'en/letter.en.txt',
            'letter-text',
            'en',
            'A letter',
            None,
            '',
            'text/plain',
            b'one\ntwo\nthree\n',
        ),
    ]
    inner = packed(artifacts, key, number, when)
    return packed(
        [
            *artifacts,
            Artifact(
                'press-kit.zip', 'zip', '', 'All', None, '', 'application/zip', archive.write(inner)
            ),
        ],
        key,
        number,
        when,
    )


def packed(artifacts, key, number: int, when: datetime) -> dict[str, bytes]:
    listed = manifest.write(
        'A letter',
        {'number': number, 'date': '2026-12-01'},
        {},
        {'signatories': 3, 'organisation': 2, 'person': 1},
        {'certificate_sha256': key.sha256},
        artifacts,
    )
    found = {one.path: one.data for one in artifacts} | {
        manifest.NAME: listed,
        manifest.SEAL: seal.seal_detached(listed, key, when),
    }
    return found | {checksums.NAME: checksums.write(found)}


def laid(folder: Path, files: dict[str, bytes]) -> Path:
    for path, data in files.items():
        writing.write(folder / path, data)
    return folder


@pytest.fixture(scope='module')
def issued(ca, own) -> SealKey:
    by, root = ca
    return sealing(own, issue(by, root.subject, own, named('A coalition'), uses=SIGNS))


def test_a_root_is_trusted_for_letter_kit_and_zip_alike(ca, issued, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        files = kit(issued)
        patch.chdir(tmp_path)
        root = tmp_path / 'root.pem'
        root.write_bytes(pem.wrapped(der_of(ca[1])))
        folder = laid(tmp_path / 'kit', files)
        (tmp_path / 'all.zip').write_bytes(files['press-kit.zip'])
        for one in (folder / 'en/letter.en.pdf', folder, tmp_path / 'all.zip'):
            assert verify.verify(one, []).answer == 'UNKNOWN SIGNER'
            checked = verify.verify(one, [root])
            assert checked.answer == 'VALID' and checked.verdict.by_list == f'--trust {root}'
    other = issue(ca[0], ca[1].subject, ca[0], named('Some authority'), ca=True)
    assert (
        kits.verify_kit(files, Trust(roots=(der_of(other),))).answer is Answer.VALID
    )  # the same authority, renewed
    assert (
        kits.verify_kit(files, Trust(roots=(pdfs.publisher().certificate,))).answer
        is Answer.UNKNOWN_SIGNER
    )


def test_a_part_may_be_better_proven_than_its_kit(pki, monkeypatch) -> None:
    """When the certificate has run out, the letters with a time stamp stay good.

    They are no reason to call the kit changed.
    """
    key = pki.key()
    files = kit(key, when=NOW)
    real = kits.judge_pdf
    monkeypatch.setattr(
        kits,
        'judge_pdf',
        lambda data, trust: replace(real(data, replace(trust, now=None)), answer=Answer.VALID),
    )
    late = Trust(roots=(pki.certificate('root'),), now=datetime(2050, 1, 1, tzinfo=UTC))
    verdict = kits.verify_kit(files, late)
    assert verdict.answer is Answer.UNKNOWN_SIGNER and 'kit-whole' in [
        one.code for one in verdict.reasons
    ]


@pytest.mark.parametrize(
    'name',
    [
        '.DS_Store',
        '._letter.en.pdf',
        'en/.DS_Store',
        'en/Thumbs.db',
        'desktop.ini',
        'ar/Desktop.ini',
        '.directory',
        'en/._x',
        'ehthumbs.db',
        '.localized',
    ],
)
def test_what_systems_leave_is_named_and_alarms_nobody(tmp_path: Path, name: str) -> None:
    key = pdfs.publisher()
    folder = laid(tmp_path / 'kit', kit(key) | {name: b'left'})
    checked = verify.verify(folder, [pdfs.PUBLISHER_PEM])
    assert checked.answer == 'VALID'
    for language in answers.LANGUAGES:
        assert name in answers.in_words(checked, 'kit', language)
    assert {'code': 'file-of-system', 'path': name} in verify.as_json(checked)['reasons']


@pytest.mark.parametrize(
    'name',
    [
        'DS_Store',
        'thumbs.db.exe',
        'x.desktop.ini',
        '.DS_Store/run.sh',
        'en/letter.fr.pdf',
        '.directory.html',
        'autorun.inf',
    ],
)
def test_what_only_looks_so_is_still_told(name: str) -> None:
    verdict = kits.verify_kit(
        kit(pdfs.publisher()) | {name: b'left'}, Trust(frozenset({pdfs.publisher().sha256}))
    )
    assert verdict.answer is Answer.CHANGED and verdict.reasons[0].code == 'file-extra'


def test_a_file_of_the_kit_is_never_taken_for_one_of_the_system() -> None:
    key = pdfs.publisher()
    files = packed(
        [Artifact('.directory', 'x', '', 'x', None, '', 'text/plain', b'listed')], key, 1, WHEN
    )
    trust = Trust(frozenset({key.sha256}))
    assert kits.verify_kit(files, trust).answer is Answer.VALID
    assert kits.verify_kit(files | {'.directory': b'other!'}, trust).answer is Answer.CHANGED


@pytest.mark.parametrize(
    'put, code',
    [
        (b'one\r\ntwo\r\nthree\r\n', 'file-endings'),
        (b'\xef\xbb\xbfone\ntwo\nthree\n', 'file-endings'),
        (b'one\ntwo\nTHREE\n', 'file-changed'),
        (b'one\ntwo\n', 'file-size'),
    ],
)
def test_how_a_file_was_changed_is_said(put: bytes, code: str) -> None:
    key, path = pdfs.publisher(), 'en/letter.en.txt'
    verdict = kits.verify_kit(kit(key) | {path: put}, Trust(frozenset({key.sha256})))
    assert verdict.answer is Answer.CHANGED
    assert [one.code for one in verdict.reasons if one.code.startswith(('file', 'sums'))] == [
        code
    ]  # once, by its name
    assert path in verdict.details[0]


def test_the_list_of_checksums_is_judged_by_what_it_lists() -> None:
    key = pdfs.publisher()
    trust, files = Trust(frozenset({key.sha256})), kit(key)
    lines = files[checksums.NAME].splitlines(keepends=True)
    false = lines[0].replace(lines[0][:4], b'0000')
    for put in (
        b''.join([false, *lines[1:]]),
        b''.join(lines[1:]),
        files[checksums.NAME] + b'0' * 64 + b'  nowhere.txt\n',
    ):
        verdict = kits.verify_kit(files | {checksums.NAME: put}, trust)
        assert verdict.answer is Answer.CHANGED and [
            one.code for one in verdict.reasons if one.code == 'sums'
        ] == ['sums']
    assert (
        kits.verify_kit(files | {checksums.NAME: b'x'}, trust).reasons[0].code == 'sums-unreadable'
    )
    assert (
        kits.verify_kit(files | {checksums.NAME: b''.join(reversed(lines))}, trust).answer
        is Answer.VALID
    )


# ---- sources of trust


@pytest.fixture
def download(tmp_path: Path, monkeypatch) -> Path:
    """Give a folder that holds a sealed letter and, everywhere, what would let its signer be
    trusted.
    """
    monkeypatch.setenv('XDG_CONFIG_HOME', str(tmp_path / 'reader'))
    monkeypatch.delenv('LETTERPRESS_SEAL_CONFIG', raising=False)
    home = tmp_path / 'download'
    toml = b'[profile.a]\nroots = ["signer.pem"]\n[trust]\ncertificates = ["signer.pem"]\n'
    campaign = (
        Path(__file__).parents[3].joinpath('content/campaign.yaml').read_text(encoding='utf-8')
    )
    above = campaign[: campaign.index('seal:')]
    campaign = f'{above}seal:\n  trusted_sha256: [{pdfs.publisher().sha256}]\n'
    for folder in ('', 'letters', 'letters/below', 'tools', 'kit'):
        laid(
            home / folder,
            {
                'seal.toml': toml,
                'signer.pem': pdfs.PUBLISHER_PEM.read_bytes(),
                'content/campaign.yaml': campaign.encode(),
                'letterpress/seal.toml': toml,
                'letterpress/signer.pem': pdfs.PUBLISHER_PEM.read_bytes(),
            },
        )
    laid(home / 'letters', {'letter.pdf': pdfs.sealed()})
    laid(home / 'kit', kit(pdfs.publisher()))
    return home


@pytest.mark.parametrize(
    'where', ['', 'letters', 'letters/below', 'tools', 'kit', 'letters/content', '..']
)
def test_a_download_brings_no_trust(download: Path, monkeypatch, where: str) -> None:
    """Wherever one stands: in it, above, below or beside."""
    monkeypatch.chdir(download / where)
    for one in (
        download / 'letters/letter.pdf',
        Path(os.path.relpath(download / 'letters/letter.pdf')),
    ):
        assert verify.verify(one, []).answer == 'UNKNOWN SIGNER'
        assert verify.verify(one, [pdfs.PUBLISHER_PEM]).answer == 'VALID'
    for settings in ('seal.toml', 'letters/seal.toml', 'letters/below/seal.toml'):
        monkeypatch.setenv('LETTERPRESS_SEAL_CONFIG', str(download / settings))
        below = (download / settings).parent.is_relative_to(download / 'letters')
        assert verify.verify(download / 'letters/letter.pdf', []).answer == (
            'UNKNOWN SIGNER' if below else 'VALID'
        )
    assert verify.verify(download / 'kit', []).answer != 'VALID'


def test_the_reader_says_once_whom_to_trust(download: Path, tmp_path: Path, monkeypatch) -> None:
    letter, own = download / 'letters/letter.pdf', tmp_path / 'reader' / 'letterpress'
    monkeypatch.chdir(tmp_path)
    for table in (
        '[trust]\ncertificates = ["signer.pem"]\n',
        f'[trust]\nsha256 = ["{pdfs.publisher().sha256.upper()}"]\n',
    ):
        laid(own, {'seal.toml': table.encode(), 'signer.pem': pdfs.PUBLISHER_PEM.read_bytes()})
        checked = verify.verify(letter, [])
        assert checked.answer == 'VALID' and checked.verdict.by_list == str(own / 'seal.toml')
    for table in (
        '[trust]\ncertificates = ["none.pem"]\n',
        '[trust]\nsha256 = ["12"]\n',
        '[trust]\nwhom = "all"\n',
        'trust = 1\n',
        '[',
    ):
        laid(own, {'seal.toml': table.encode()})
        assert verify.verify(letter, []).answer == 'UNKNOWN SIGNER'


# ---- which edition


def test_the_edition_is_said_in_a_form_that_comes_back() -> None:
    one = Stated(12, WHEN.date(), 300, 800)
    assert (
        stated.of_words(one.words()) == one
        and stated.of_words(f'letter, {one.words()}, open') == one
    )
    assert one.signatories == 1100
    for text in (
        '',
        'edition 0, 2026-12-01, organisations 1, persons 1',
        'edition 1, 2026-13-01, organisations 1, persons 1',
        f'{one.words()}; {Stated(13, WHEN.date(), 300, 800).words()}',
    ):
        assert stated.of_words(text) is None
    for value in (
        {},
        {'edition': 3, 'counts': {}},
        {'edition': {'number': 'x', 'date': '2026-12-01'}, 'counts': {}},
        {'edition': {'number': 1, 'date': None}, 'counts': {}},
        {'edition': {'number': 1, 'date': '2026-12-01'}, 'counts': []},
    ):
        assert stated.of_manifest(value) is None


@pytest.mark.parametrize(
    'at_least, answer', [(0, 'VALID'), (2, 'VALID'), (3, 'VALID'), (4, 'OLDER')]
)
def test_an_older_edition_is_told(tmp_path: Path, at_least: int, answer: str) -> None:
    folder = laid(tmp_path / 'kit', kit(pdfs.publisher(), number=3))
    checked = verify.verify(folder, [pdfs.PUBLISHER_PEM], at_least)
    assert checked.answer == answer and checked.good is (answer == 'VALID')
    said = answers.in_words(checked, 'kit', 'en')
    assert '3, of 1 December 2026. Organisations: 2; persons: 1.' in said
    assert ('You asked for edition 4 or a later one.' in said) is (answer == 'OLDER')
    assert verify.as_json(checked)['edition'] == {
        'number': 3,
        'date': '2026-12-01',
        'signatories': 3,
        'organisations': 2,
        'persons': 1,
        'embargo': None,
    }


def test_a_file_that_does_not_say_its_edition_is_not_the_one_asked_for(tmp_path: Path) -> None:
    (tmp_path / 'letter.pdf').write_bytes(pdfs.sealed())
    assert verify.verify(tmp_path / 'letter.pdf', [pdfs.PUBLISHER_PEM]).answer == 'VALID'
    checked = verify.verify(tmp_path / 'letter.pdf', [pdfs.PUBLISHER_PEM], 1)
    assert checked.answer == 'OLDER' and 'does not say which edition' in answers.in_words(
        checked, 'letter.pdf', 'en'
    )
    assert verify.verify(tmp_path / 'letter.pdf', [], 1).answer == 'UNKNOWN SIGNER'


# ---- time stamps


def test_no_byte_of_a_time_stamp_may_be_changed(pki) -> None:
    """Trusted by fingerprint, so that nothing but the token's own form stands between a changed
    byte and VALID.
    """
    outside = replace(network.outside(), wait=lambda seconds: None)
    terms = Terms('B-T', (pki.tsa(),), (pki.certificate('root'),), 5.0)
    data = lasting.seal_to_last(pdfs.unsealed(), pki.key(), outside.now(), terms, outside)
    place, trusted = places.locate(data), frozenset({pki.key().sha256})
    assert verify_pdf(data, trusted).answer is Answer.VALID
    start = place.cms.index(cms.read(place.cms).token) - 40  # with the attribute that holds it
    for at in range(start, len(place.cms)):
        for bit in (1, 0x20):
            digits = place.gap + 1 + 2 * at
            changed = data[:digits] + b'%02X' % (place.cms[at] ^ bit) + data[digits + 2 :]
            assert verify_pdf(changed, trusted).answer is not Answer.VALID, at - start
