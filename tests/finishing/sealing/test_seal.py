"""Seals: one revision appended to what was built, equal every time, and accepted by judges that are
not ours.
"""

from __future__ import annotations

import asyncio
import io
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone

import pypdf
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from fixtures import pdfs
from fixtures.certificates import certificate, pem
from fixtures.pdfs import SEALED_AT
from letterpress.findings import Exit, Rejected
from letterpress.finishing.judging.trust import Trust
from letterpress.finishing.judging.verdict import Answer
from letterpress.finishing.judging.verify import judge_detached, verify_pdf
from letterpress.finishing.keys.draft import draft_key
from letterpress.finishing.keys.files import load_key
from letterpress.finishing.sealing import seal

DRAFT = draft_key()


def needs(tool):
    return pytest.mark.skipif(shutil.which(tool) is None, reason=f'{tool} is not installed')


def codes(pdf, key=DRAFT, when=SEALED_AT, **more):
    with pytest.raises(Rejected) as caught:
        seal.seal(pdf, key, when, name='letter.pdf', **more)
    assert caught.value.exit_code is Exit.SEAL
    assert all(
        str(one.place) == 'letter.pdf' and one.hint and '\n' not in one.message
        for one in caught.value.findings
    )
    return [one.code for one in caught.value.findings]


def test_nothing_that_was_built_is_touched():
    sealed = pdfs.sealed()
    assert sealed.startswith(pdfs.unsealed())
    before, after = (pypdf.PdfReader(io.BytesIO(one)) for one in (pdfs.unsealed(), sealed))
    assert after.metadata == before.metadata
    assert after.xmp_metadata.stream.get_data() == before.xmp_metadata.stream.get_data()
    assert (
        after.trailer['/ID'][0] == before.trailer['/ID'][0]
        and after.trailer['/ID'][1] != before.trailer['/ID'][1]
    )
    field = after.get_fields()['Seal']
    assert field['/V']['/SubFilter'] == '/ETSI.CAdES.detached'
    assert field['/V']['/M'] == 'D:20261201093000Z'
    root = after.trailer['/Root']
    assert root['/AcroForm']['/SigFlags'] == 3
    assert root['/Perms']['/DocMDP'] == field['/V']
    assert field['/V']['/Reference'][0]['/TransformParams']['/P'] == 1
    widget = after.pages[0]['/Annots'][0]
    assert widget['/AP']['/N'].get_data() == b''  # the layout draws the seal


def test_the_same_input_gives_the_same_bytes():
    once = seal.seal(pdfs.unsealed(), DRAFT, SEALED_AT)
    assert once == seal.seal(
        pdfs.unsealed(), DRAFT, SEALED_AT.astimezone(timezone(timedelta(hours=5, minutes=30)))
    )
    assert once != seal.seal(pdfs.unsealed(), DRAFT, SEALED_AT + timedelta(seconds=1))
    assert seal.seal_detached(b'x', DRAFT, SEALED_AT) == seal.seal_detached(b'x', DRAFT, SEALED_AT)
    curve = ec.generate_private_key(ec.SECP256R1())
    key = load_key(pem(curve, certificate(curve)), None, SEALED_AT, 'k')
    assert seal.seal(pdfs.unsealed(), key, SEALED_AT) == seal.seal(pdfs.unsealed(), key, SEALED_AT)


@pytest.mark.parametrize('curve', [ec.SECP256R1, ec.SECP384R1, ec.SECP521R1])
def test_curves_seal_too(curve):
    made = ec.generate_private_key(curve())
    key = load_key(pem(made, certificate(made)), None, SEALED_AT, 'k')
    assert (
        verify_pdf(seal.seal(pdfs.unsealed(), key, SEALED_AT), frozenset({key.sha256})).answer
        is Answer.VALID
    )


def test_a_table_of_another_tool_is_continued_as_a_table():
    sealed = seal.seal(pdfs.without_letterpress(), DRAFT, SEALED_AT)
    assert verify_pdf(sealed).answer is Answer.DRAFT
    root = pypdf.PdfReader(io.BytesIO(sealed)).trailer['/Root']
    assert '/NeedAppearances' not in root['/AcroForm']
    assert sealed.count(b'\nxref\n') == 2


def test_what_cannot_be_sealed():
    assert codes(pdfs.sealed()) == ['LP522']
    assert codes(pdfs.sealed() + b'%PDF more %%EOF\n') == ['LP522']
    assert codes(pdfs.fieldless()) == ['LP523']
    assert codes(pdfs.unsealed(), field='Other') == ['LP523']
    assert codes(pdfs.without_letterpress('seal')) == ['LP523']
    assert codes(pdfs.without_letterpress(encrypted=True)) == ['LP521']


@pytest.mark.parametrize(
    'data', [b'', b'hello', b'PK\x03\x04', b'%PDF-1.7\n%%EOF\n', b'%PDF-1.7\nstartxref\n9\n%%EOF\n']
)
def test_what_is_no_pdf(data):
    assert codes(data) == ['LP520']


def test_a_cut_pdf_is_not_sealed():
    for end in (100, 5000, len(pdfs.unsealed()) - 8):
        assert codes(pdfs.unsealed()[:end]) == ['LP520']


@pytest.mark.parametrize(
    'old, new',
    [
        (b'/Fields[4 0 R]', b'/Fields[9 0 R]'),
        (b'/Fields[4 0 R]', b'/Fields 4 0 R '),
        (b'/Pages 2 0 R/Acro', b'/Pages 2 0 R/Bcro'),
        (b'/FT/Sig', b'/FT/Btn'),
        (b'/Root 1 0 R', b'/Root 3 0 R'),
        (b'/Root 1 0 R', b'/Root 8 0 R'),
        (b'/Size 6', b'/Size x'),
    ],
)
def test_a_wrong_structure_is_a_finding(old, new):
    pdf = pdfs.without_letterpress()
    assert pdf.count(old) == 1
    assert codes(pdf.replace(old, new)) in (['LP520'], ['LP523'])


def test_the_certificate_must_be_valid_at_that_time():
    key = pdfs.publisher()
    assert codes(pdfs.unsealed(), key, datetime(2025, 1, 1, tzinfo=UTC)) == ['LP506']
    assert codes(pdfs.unsealed(), key, datetime(2032, 1, 1, tzinfo=UTC)) == ['LP505']
    with pytest.raises(Rejected):
        seal.seal_detached(b'x', key, datetime(2032, 1, 1, tzinfo=UTC))


def test_sealing_brings_no_http_client():
    said = subprocess.run(
        [
            sys.executable,
            '-c',
            'import sys; from letterpress.finishing.sealing import seal;'
            'early = [m for m in ("pyhanko", "cryptography") if m in sys.modules]; seal.warm();'
            'print(early, [m for m in ("aiohttp", "requests", "pyhanko.sign", "lxml") if m in '
            'sys.modules])',
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == '[] []'


def test_pyhanko_agrees():
    from asn1crypto import x509
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import async_validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    own = x509.Certificate.load(pdfs.publisher().certificate)
    embedded = PdfFileReader(io.BytesIO(pdfs.sealed())).embedded_regular_signatures[0]
    status = asyncio.run(
        async_validate_pdf_signature(
            embedded, ValidationContext(trust_roots=[own], moment=SEALED_AT)
        )
    )
    assert status.bottom_line, status.summary()
    assert status.docmdp_ok and status.coverage.name == 'ENTIRE_FILE'


@needs('pdfsig')
def test_poppler_agrees(tmp_path):
    (tmp_path / 'sealed.pdf').write_bytes(pdfs.sealed())
    (tmp_path / 'flipped.pdf').write_bytes(
        pdfs.sealed()[:200] + bytes([pdfs.sealed()[200] ^ 1]) + pdfs.sealed()[201:]
    )
    said, of_flipped = (
        subprocess.run(
            ['pdfsig', '-nocert', tmp_path / name], capture_output=True, text=True, check=False
        ).stdout
        for name in ('sealed.pdf', 'flipped.pdf')
    )
    for line in (
        'Signature Field Name: Seal',
        'Signer Certificate Common Name: The publisher',
        'Signature Type: ETSI.CAdES.detached',
        'Signing Hash Algorithm: SHA-256',
        'Total document signed',
        'Signature Validation: Signature is Valid.',
    ):
        assert line in said
    assert 'Signature is Valid' not in of_flipped


@needs('qpdf')
@pytest.mark.parametrize(
    'make',
    [pdfs.sealed, lambda: seal.seal(pdfs.without_letterpress(), DRAFT, SEALED_AT)],
    ids=['own', 'table'],
)
def test_qpdf_finds_the_syntax_good(tmp_path, make):
    (tmp_path / 'sealed.pdf').write_bytes(make())
    said = subprocess.run(
        ['qpdf', '--check', tmp_path / 'sealed.pdf'], capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stdout + said.stderr


@needs('openssl')
def test_openssl_accepts_the_detached_seal(tmp_path):
    key = pdfs.publisher()
    for name, data in (
        ('data', b'{}\r\n'),
        ('wrong', b'{ }\r\n'),
        ('seal', seal.seal_detached(b'{}\r\n', key, SEALED_AT)),
        ('own.pem', pdfs.PUBLISHER_PEM.read_bytes()),
    ):
        (tmp_path / name).write_bytes(data)

    def accepts(name):
        return (
            subprocess.run(
                [
                    'openssl',
                    'cms',
                    '-verify',
                    '-binary',
                    '-inform',
                    'DER',
                    '-in',
                    tmp_path / 'seal',
                    '-content',
                    tmp_path / name,
                    '-CAfile',
                    tmp_path / 'own.pem',
                    '-purpose',
                    'any',
                    '-cades',
                    '-attime',
                    str(int(SEALED_AT.timestamp())),
                ],
                capture_output=True,
                check=False,
            ).returncode
            == 0
        )

    assert accepts('data') and not accepts('wrong')


def test_the_detached_seal():
    key = pdfs.publisher()
    made = seal.seal_detached(b'{}', key, SEALED_AT)
    assert judge_detached(b'{}', made, Trust.of(frozenset({key.sha256}))).answer is Answer.VALID
    assert judge_detached(b'{}', made, Trust.of(frozenset({key.sha256}))).when == SEALED_AT
    assert judge_detached(b'{ }', made, Trust.of(frozenset({key.sha256}))).answer is Answer.CHANGED
