"""Profiles of sealing.

Read strictly, found where they should lie, and carried out by the command line.
"""

from __future__ import annotations

import json
import os
from datetime import UTC
from pathlib import Path

import pytest

from fixtures import pdfs
from letterpress.cli.main import run
from letterpress.findings import Rejected
from letterpress.finishing.judging.revisions import history
from letterpress.finishing.judging.verdict import Answer
from letterpress.finishing.judging.verify import verify_pdf
from letterpress.finishing.keys import profile
from letterpress.finishing.keys.profile import Profile, TokenPlace
from letterpress.world import profiles

GOOD = """
[profile.coalition]     # who files
level = "B-LTA"
key = "seal.pem"
authorities = ["https://tsa.example.org/tsr", "http://127.0.0.1:80/"]
roots = ["root.pem"]
timeout = 5

[profile.card]
field = "Second"
pkcs11 = {module = "/usr/lib/driver.so", token = "Our token", key = "seal", id = "0A:01"}
"""


def test_a_good_file():
    found = profile.read(GOOD.encode(), 'seal.toml')
    assert found == {
        'coalition': Profile(
            'coalition',
            'B-LTA',
            'seal.pem',
            None,
            ('https://tsa.example.org/tsr', 'http://127.0.0.1:80/'),
            ('root.pem',),
            5.0,
        ),
        'card': Profile(
            'card',
            token=TokenPlace('/usr/lib/driver.so', 'Our token', 'seal', '0A:01'),
            field='Second',
        ),
    }
    assert profile.read(b'', 'seal.toml') == {}


@pytest.mark.parametrize(
    'text, place, words',
    [
        ('[profile.a]\nlevel = \n', '2:9', 'not TOML'),
        ('\n[profile.a]\nlevle = "B-B"\n', '3', 'nothing is called “levle”'),
        ('[profile.a]\nlevel = "B-X"\n', '2', 'no level “B-X”'),
        ('[profile.a]\nlevel = 3\n', '2', 'no level'),
        ('[profile.a]\nauthorities = ["tsa.example.org"]\n', '2', 'no address'),
        ('[profile.a]\nauthorities = ["ftp://a.b/"]\n', '2', 'no address'),
        ('[profile.a]\nauthorities = "https://a.b/"\n', '2', 'list of texts'),
        ('[profile.a]\nauthorities = ["https:///x"]\n', '2', 'no address'),
        ('[profile.a]\nlevel = "B-T"\n', '2', 'no authority is named'),
        ('[profile.a]\n\nlevel = "B-LT"\nauthorities = ["https://a.b"]\n', '3', 'none is named'),
        (
            '[profile.a]\nkey = "a"\n[profile.a.pkcs11]\nmodule="m"\ntoken="t"\nkey="k"\n',
            '3',
            'two keys',
        ),
        ('[profile.a]\npkcs11 = {module = "m"}\n', '2', 'needs module, token'),
        ('[profile.a]\npkcs11 = "m"\n', '2', 'is a table'),
        ('[profile.a]\npkcs11 = {module = "m", token = "t", id = "xyz"}\n', '2', 'no id'),
        ('[profile.a]\npin = "1234"\n', '2', 'a secret has no place'),
        (
            '[profile.a]\npkcs11 = {module = "m", token = "t", key = "k", pin = "1"}\n',
            '2',
            'a secret has no place',
        ),
        ('[profile.a]\ntimeout = 600\n', '2', 'from 1 to 60'),
        ('[profile.a]\ntimeout = true\n', '2', 'from 1 to 60'),
        ('[profile."A b"]\n', '1', 'cannot be the name'),
        ('profile = 3\n', '1', 'table of its own'),
        ('[seal]\nlevel = "B-B"\n', '1', 'nothing is called “seal”'),
        ('[profile.a]\nkey = ""\n', '2', 'key is a text'),
    ],
)
def test_a_fault_has_its_line(text, place, words):
    with pytest.raises(Rejected) as caught:
        profile.read(text.encode(), 'seal.toml')
    finding = caught.value.findings[0]
    assert (
        (finding.code, str(finding.place)) == ('LP558', f'seal.toml:{place}')
        and words in finding.message
        and finding.hint
    )


def test_all_faults_are_told_at_once():
    with pytest.raises(Rejected) as caught:
        profile.read(b'[profile.a]\nlevel="x"\nkeys="y"\n[profile.b]\nfield=1\n', 'seal.toml')
    assert len(caught.value.findings) == 3
    with pytest.raises(Rejected):
        profile.read(b'\xff', 'seal.toml')


def test_where_the_file_lies(tmp_path, monkeypatch):
    home, base = tmp_path / 'home', tmp_path / 'letter'
    base.mkdir()
    monkeypatch.setenv('XDG_CONFIG_HOME', str(home))
    monkeypatch.delenv('LETTERPRESS_SEAL_CONFIG', raising=False)
    assert profiles.config(base) is None and profiles.own() is None
    for path in (home / 'letterpress' / 'seal.toml', base / 'seal.toml', tmp_path / 'other.toml'):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text('[profile.a]\n')
        if path.name == 'other.toml':
            monkeypatch.setenv('LETTERPRESS_SEAL_CONFIG', str(path))
        assert profiles.config(base) == path
    monkeypatch.setenv('LETTERPRESS_SEAL_CONFIG', str(tmp_path / 'none.toml'))
    with pytest.raises(Rejected) as caught:
        profiles.config(base)
    assert [one.code for one in caught.value.findings] == ['LP559']


# ---- the command line ----


@pytest.fixture
def desk(tmp_path, monkeypatch, pki):
    """Give a folder with an unsealed letter, keys, and a seal.toml with profiles.

    It is the working folder.
    """
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv('XDG_CONFIG_HOME', str(tmp_path / 'home'))
    for name in ('LETTERPRESS_SEAL_CONFIG', 'LETTERPRESS_KEY', 'SOURCE_DATE_EPOCH'):
        monkeypatch.delenv(name, raising=False)
    Path('letter.en.unsealed.pdf').write_bytes(pdfs.unsealed())
    for label in ('signer', 'revoked', 'expired', 'misused'):
        Path(f'{label}.pem').write_bytes(pki.key_file(label))
        os.chmod(f'{label}.pem', 0o600)
    Path('root.pem').write_bytes(pki.pem('root'))
    good, bad = (
        f'authorities = ["{pki.tsa()}"]',
        f'authorities = ["{pki.tsa("down")}", "{pki.tsa("refusing")}"]',
    )
    Path('seal.toml').write_text(
        ''.join(
            f'[profile.{name}]\nlevel = "{level}"\nkey = "{key}.pem"\n{asked}\n'
            'roots = ["root.pem"]\ntimeout = 2\n'
            for name, level, key, asked in (
                ('archive', 'B-LTA', 'signer', good),
                ('stamped', 'B-T', 'signer', good),
                ('lost', 'B-LTA', 'signer', bad),
                ('revoked', 'B-LT', 'revoked', good),
                ('expired', 'B-LT', 'expired', good),
                ('misused', 'B-LT', 'misused', good),
            )
        )
    )
    return tmp_path


def test_a_letter_is_sealed_by_a_profile(desk, capsys, pki):
    assert run(['seal', 'letter.en.unsealed.pdf', '--profile', 'archive']) == 0
    assert capsys.readouterr().out.split() == ['letter.en.sealed.pdf']
    verdict = verify_pdf(
        (desk / 'letter.en.sealed.pdf').read_bytes(), roots=(pki.certificate('root'),)
    )
    assert (verdict.answer, verdict.level) == (Answer.VALID, 'B-LTA')


def test_verify_says_by_which_list(desk, capsys, tmp_path_factory, monkeypatch):
    run(['seal', 'letter.en.unsealed.pdf', '--profile', 'archive'])
    capsys.readouterr()
    assert (
        run(['verify', 'letter.en.sealed.pdf', '--json']) == 4
    )  # the project's seal.toml is nobody's trust
    capsys.readouterr()
    own = tmp_path_factory.mktemp('reader')
    (own / 'letterpress').mkdir()
    for name in ('seal.toml', 'root.pem'):
        (own / 'letterpress' / name).write_bytes(Path(name).read_bytes())
    monkeypatch.setenv('XDG_CONFIG_HOME', str(own))
    assert run(['verify', 'letter.en.sealed.pdf', '--json']) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said['level'], said['time_proven'], said['stamped_by']) == (
        'B-LTA',
        True,
        'Test time-stamping authority',
    )
    assert said['trusted_by'].endswith('seal.toml') and said['others'] == []
    assert run(['verify', 'letter.en.sealed.pdf', '--json', '--trust', 'root.pem']) == 0
    assert json.loads(capsys.readouterr().out)['trusted_by'] == '--trust root.pem'
    (own / 'letterpress' / 'seal.toml').unlink()
    assert run(['verify', 'letter.en.sealed.pdf']) == 4
    assert run(['verify', 'letter.en.sealed.pdf', '--trust', 'root.pem']) == 0
    assert 'a time stamp of Test time-stamping authority proves it' in capsys.readouterr().out


def test_renewing(desk, capsys):
    run(['seal', 'letter.en.unsealed.pdf', '--profile', 'stamped'])
    sealed = Path('letter.en.sealed.pdf').read_bytes()
    capsys.readouterr()
    assert run(['seal', '--renew', 'letter.en.sealed.pdf', '--profile', 'archive']) == 0
    assert capsys.readouterr().out.split() == ['letter.en.renewed.pdf']
    assert Path('letter.en.sealed.pdf').read_bytes() == sealed and Path(
        'letter.en.renewed.pdf'
    ).read_bytes().startswith(sealed)
    assert (
        run(['seal', '--renew', 'letter.en.sealed.pdf', '--profile', 'archive']) == 2
    )  # never over another file
    assert (
        run(['seal', '--renew', 'letter.en.renewed.pdf', '--profile', 'archive', '--in-place']) == 0
    )
    assert len(history.read(Path('letter.en.renewed.pdf').read_bytes()).stamps) == 2
    assert (
        run(
            [
                'seal',
                '--renew',
                'letter.en.unsealed.pdf',
                '--profile',
                'archive',
                '--output',
                'x.pdf',
            ]
        )
        == 4
    )
    assert 'LP563' in capsys.readouterr().err
    for wrong in (
        ['--renew'],
        ['--in-place'],
        ['--renew', '--profile', 'archive', '--field', 'Seal'],
        ['--without-timestamp'],
    ):
        assert run(['seal', 'letter.en.sealed.pdf', *wrong]) == 2


def test_all_authorities_failing_writes_nothing(desk, capsys, pki):
    assert run(['seal', 'letter.en.unsealed.pdf', '--profile', 'lost']) == 4
    told = capsys.readouterr().err
    assert (
        'LP550' in told
        and 'LP551' in told
        and pki.tsa('refusing') in told
        and not Path('letter.en.sealed.pdf').exists()
    )
    assert run(['seal', 'letter.en.unsealed.pdf', '--profile', 'lost', '--without-timestamp']) == 0
    assert 'level B-B instead of B-LTA' in capsys.readouterr().err
    assert verify_pdf(Path('letter.en.sealed.pdf').read_bytes()).level == 'B-B'


@pytest.mark.parametrize(
    'name, code, answer',
    [
        ('revoked', 'LP555', 4),
        ('expired', 'LP505', 4),
        ('misused', 'LP507', 4),
        ('nobody', 'LP559', 2),
    ],
)
def test_signers_that_must_not(name, code, answer, desk, capsys):
    assert run(['seal', 'letter.en.unsealed.pdf', '--profile', name]) == answer
    assert code in capsys.readouterr().err and not Path('letter.en.sealed.pdf').exists()


def test_a_root_that_is_not_there(desk, capsys):
    Path('root.pem').unlink()
    assert run(['seal', 'letter.en.unsealed.pdf', '--profile', 'archive']) == 4
    assert 'seal.toml:1: LP558' in capsys.readouterr().err
    Path('seal.toml').unlink()
    assert run(['seal', 'letter.en.unsealed.pdf', '--profile', 'archive']) == 2
    assert 'LP559' in capsys.readouterr().err


def test_who_is_trusted_as_a_signer_is_no_authority(desk, capsys, pki):
    """--trust with a signer's certificate trusts that signer, not whom that signer certifies."""
    from datetime import datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    from letterpress.finishing.keys.files import load_key
    from letterpress.finishing.sealing import seal

    now = datetime.now(UTC)
    own, issuer = (
        rsa.generate_private_key(65537, 2048),
        x509.load_der_x509_certificate(pki.certificate('signer')),
    )
    issuing = serialization.load_pem_private_key((pki.folder / 'signer.pem').read_bytes(), None)
    forged = x509.CertificateBuilder(
        issuer.subject,
        x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, 'The president')]),
        own.public_key(),
        7,
        now - timedelta(days=1),
        now + timedelta(days=9),
    ).sign(issuing, hashes.SHA256())
    key = load_key(
        own.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + forged.public_bytes(serialization.Encoding.PEM),
        None,
        now,
    )
    Path('forged.pdf').write_bytes(seal.seal(pdfs.unsealed(), key, now))
    Path('trusted.pem').write_bytes(pki.pem('signer'))
    assert run(['verify', 'forged.pdf', '--trust', 'trusted.pem', '--json']) == 4
    assert '"UNKNOWN SIGNER"' in capsys.readouterr().out


def test_signers_one_after_the_other(desk, capsys, pki):
    Path('letter.en.unsealed.pdf').write_bytes(pdfs.for_three())
    for field, file in (
        ('Seal', 'letter.en.unsealed.pdf'),
        ('second', 'letter.en.sealed.pdf'),
        ('third', 'letter.en.sealed-second.pdf'),
    ):
        assert run(['seal', file, '--profile', 'archive', '--field', field]) == 0
    assert capsys.readouterr().out.split() == [
        'letter.en.sealed.pdf',
        'letter.en.sealed-second.pdf',
        'letter.en.sealed-third.pdf',
    ]
    assert (
        run(
            [
                'seal',
                'letter.en.sealed.pdf',
                '--profile',
                'archive',
                '--field',
                'third',
                '--output',
                'x.pdf',
            ]
        )
        == 4
    )
    assert 'LP565' in capsys.readouterr().err
    assert run(['verify', 'letter.en.sealed-third.pdf', '--json', '--trust', 'root.pem']) == 0
    said = json.loads(capsys.readouterr().out)
    assert [one['level'] for one in said['others']] == ['B-LTA', 'B-LTA']
