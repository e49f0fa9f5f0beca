"""Verification: every byte counts, every kind of damage is told apart, and nothing raises."""

from __future__ import annotations

import hashlib
import io
import random
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from hypothesis import given, settings
from hypothesis import strategies as st

import effort
from fixtures import pdfs
from fixtures.certificates import certificate, p12, pem
from fixtures.pdfs import SEALED_AT
from letterpress.finishing.cms import algorithms, der
from letterpress.finishing.cms import signed as cms
from letterpress.finishing.judging.reasons import because
from letterpress.finishing.judging.trust import Trust
from letterpress.finishing.judging.verdict import Answer, Verdict
from letterpress.finishing.judging.verify import judge_detached, verify_pdf
from letterpress.finishing.keys.draft import draft_key
from letterpress.finishing.keys.files import load_key
from letterpress.finishing.keys.key import SealKey
from letterpress.finishing.keys.make import new_key
from letterpress.finishing.sealing import seal
from letterpress.finishing.syntax import places

PUBLISHER = frozenset({pdfs.publisher().sha256})


REGIONS = [
    'header',
    'objects',
    'first trailer',
    'appended',
    'byte range',
    'word before the gap',
    'signature',
    'zeros',
    'end of the gap',
    'cross-reference',
    'trailer',
]


def judged(data: bytes, trusted=PUBLISHER) -> Answer:
    """Return the answer, after holding the verdict to its form."""
    verdict = verify_pdf(data, trusted)
    assert isinstance(verdict, Verdict) and verdict.details
    assert all(
        one[0].isupper() and one.endswith('.') and '\n' not in one for one in verdict.details
    )
    if verdict.answer in (Answer.CHANGED, Answer.UNSEALED, Answer.BROKEN):
        assert (verdict.subject, verdict.sha256, verdict.when) == (
            '',
            '',
            None,
        )  # nothing of it is proven
    return verdict.answer


def regions() -> dict[str, tuple[int, int]]:
    """Return the places of a sealed file by name, each as [start, end)."""
    data = pdfs.sealed()
    found = places.locate(data)
    numbers = places.RANGE.search(data).span()
    digits = found.gap + 1
    held = digits + 2 * len(found.cms)
    last = data.rindex(b'startxref')
    return {
        'header': (0, 16),
        'objects': (16, 9000),
        'first trailer': (len(pdfs.unsealed()) - 60, len(pdfs.unsealed())),
        'appended': (len(pdfs.unsealed()), numbers[0]),
        'byte range': numbers,
        'word before the gap': (found.gap - 12, found.gap + 1),
        'signature': (digits, held),
        'zeros': (held, found.rest - 1),
        'end of the gap': (found.rest - 1, found.rest + 12),
        'cross-reference': (found.rest + 12, last),
        'trailer': (last, len(data)),
    }


def test_the_good_file():
    key = pdfs.publisher()
    verdict = verify_pdf(pdfs.sealed(), PUBLISHER)
    assert verdict == Verdict(
        Answer.VALID,
        'The publisher',
        key.sha256,
        SEALED_AT,
        (because('trusted', name='The publisher'), because('claimed', time=SEALED_AT)),
        'B-B',
    )
    assert verdict.details == (
        'Whole, and sealed by “The publisher”, whose certificate you trust.',
        'Sealed on 1 December 2026, 09:30 (UTC) by the signer’s own clock (time not proven).',
    )
    spelled = frozenset({':'.join(re.findall('..', key.sha256)).upper()})
    assert judged(pdfs.sealed(), spelled) is Answer.VALID


def test_nobody_is_trusted_unasked():
    verdict = verify_pdf(pdfs.sealed())
    assert verdict.answer is Answer.UNKNOWN_SIGNER
    assert (verdict.subject, verdict.when) == (
        'The publisher',
        SEALED_AT,
    ) and verdict.sha256 in PUBLISHER
    assert judged(pdfs.sealed(), frozenset({'0' * 64})) is Answer.UNKNOWN_SIGNER


def test_the_draft_key_says_nothing_even_to_those_who_trust_it():
    draft = draft_key()
    sealed = seal.seal(pdfs.unsealed(), draft, SEALED_AT)
    assert judged(sealed) is judged(sealed, frozenset({draft.sha256})) is Answer.DRAFT


def test_a_namesake_is_not_the_publisher():
    secret, _ = new_key('The publisher', SEALED_AT)
    sealed = seal.seal(pdfs.unsealed(), load_key(secret, None, SEALED_AT), SEALED_AT)
    assert judged(sealed) is Answer.UNKNOWN_SIGNER


@pytest.mark.parametrize('region', REGIONS)
def test_a_flipped_byte_anywhere(region):
    start, end = regions()[region]
    drawn = random.Random(region)
    assert list(regions()) == REGIONS
    for _ in range(40):
        data = bytearray(pdfs.sealed())
        place, bits = drawn.randrange(start, end), drawn.randrange(1, 256)
        data[place] ^= bits
        assert judged(bytes(data)) is Answer.CHANGED, (place, bits)


def test_each_single_bit_of_the_seal_counts():
    """Also the case of its hex digits, which no decoder would notice: of random flips, pyHanko
    alone lets some pass.
    """
    data, found = bytearray(pdfs.sealed()), places.locate(pdfs.sealed())
    last = found.gap + 2 * len(found.cms) + 9
    for place in (
        *range(places.RANGE.search(pdfs.sealed()).start(), last),
        *range(last, found.rest - 4, 9),
        *range(found.rest - 4, found.rest + 8),
    ):
        for bit in (0x01, 0x02, 0x04, 0x08, 0x10, 0x20):
            data[place] ^= bit
            assert judged(bytes(data)) is Answer.CHANGED, (place, bit)
            data[place] ^= bit


def sealed_apart(between: bytes, room: int = 16384) -> bytes:
    """Return a file that the publisher sealed, with bytes between /Contents and its /ByteRange."""
    key = pdfs.publisher()
    head = b'%PDF-1.7\n1 0 obj\n<</Type/Sig/SubFilter/ETSI.CAdES.detached/M(D:20261201120000Z)'
    head += b'/Contents '
    gap, rest = len(head), len(head) + room + 2
    named = b'%s/ByteRange [0 %d %d %010d]>>\nendobj\nstartxref\n0\n%%%%EOF\n'
    tail = named % (between, gap, rest, len(named % (between, gap, rest, 0)))
    digest = hashlib.sha256(head + tail).digest()
    made = cms.build(digest, key.certificate, key.chain, key.method, key.sign)
    return head + b'<' + made.hex().upper().encode().ljust(room, b'0') + b'>' + tail


def test_the_range_of_another_object_is_none():
    """The signature is true and the range fits, but another object than that of the gap names it:
    a reader that knows its objects sees a seal without a range, and a range without a seal.
    """
    assert verify_pdf(sealed_apart(b''), PUBLISHER).answer is Answer.VALID
    other = sealed_apart(b'>>\nendobj\n2 0 obj\n<<')
    assert verify_pdf(other, PUBLISHER).answer is Answer.CHANGED
    far = sealed_apart(b'/Name(%s)' % (b'x' * places.NEAR))
    assert verify_pdf(far, PUBLISHER).answer is Answer.CHANGED


def test_half_a_byte_of_a_signature_is_no_place_for_one():
    """Readers think of a last 0: the answer is one all the same, and not a good one."""
    assert verify_pdf(sealed_apart(b'', 16385), PUBLISHER).answer is Answer.CHANGED


def test_each_byte_inside_the_signature_counts():
    """The hex is right, the signature is not: names of algorithms, versions, the certificate, the
    attributes, all of it.
    """
    whole = pdfs.sealed()
    found = places.locate(whole)
    for place in range(len(found.cms)):
        for bits in (0x01, 0x80, 0x03):
            other = bytearray(found.cms)
            other[place] ^= bits
            data = (
                whole[: found.gap + 1]
                + other.hex().upper().encode()
                + whole[found.gap + 1 + 2 * len(other) :]
            )
            assert judged(data) in (Answer.CHANGED, Answer.BROKEN), (place, bits)


@given(
    st.lists(
        st.tuples(st.integers(0, 1 << 20), st.binary(min_size=1, max_size=40), st.integers(0, 60)),
        min_size=1,
        max_size=5,
    )
)
@settings(max_examples=150, deadline=None)
def test_whatever_is_written_over_it(edits):
    data = pdfs.sealed()
    for place, put, cut in edits:
        place %= len(data)
        data = data[:place] + put + data[place + cut :]
    assert data == pdfs.sealed() or judged(data) not in (
        Answer.VALID,
        Answer.UNKNOWN_SIGNER,
        Answer.DRAFT,
    )


def test_a_truncated_file_is_told_apart():
    whole = pdfs.sealed()
    found = places.locate(whole)
    for end in (
        1,
        30,
        5000,
        len(pdfs.unsealed()) + 200,
        found.gap + 500,
        found.rest + 5,
        len(whole) - 20,
        len(whole) - 7,
    ):
        verdict = verify_pdf(whole[:end], PUBLISHER)
        assert verdict.answer is Answer.BROKEN and judged(whole[:end]) is Answer.BROKEN
        assert end < 8 or 'not complete' in verdict.details[0], end
    assert 'its last 20 bytes are missing' in verify_pdf(whole[:-20]).details[0]
    for end in range(0, len(whole), 97):
        assert judged(whole[:end]) in (Answer.BROKEN, Answer.UNSEALED, Answer.CHANGED)
    assert (
        judged(whole[: len(pdfs.unsealed())]) is Answer.UNSEALED
    )  # cut exactly there, it is the unsealed letter
    assert judged(whole[:-1]) in (Answer.BROKEN, Answer.CHANGED)


def test_the_unsealed_letter():
    assert (
        judged(pdfs.unsealed())
        is judged(pdfs.fieldless())
        is judged(pdfs.without_letterpress())
        is Answer.UNSEALED
    )


@pytest.mark.parametrize(
    'data',
    [
        b'',
        b'\0',
        b'hello',
        b'PK\x03\x04' + bytes(40),
        b'\x89PNG\r\n',
        bytes(5000),
        b'%PDF',
        b'%PDF-1.7\n',
    ],
)
def test_no_pdf(data):
    assert judged(data) is Answer.BROKEN


def test_an_appended_revision_is_told_apart():
    verdict = verify_pdf(
        pdfs.sealed() + b'1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n', PUBLISHER
    )
    assert verdict.answer is Answer.CHANGED
    assert verdict.details == (
        'Changed after it was sealed: 39 bytes were added after the seal.',
        f'Its first {len(pdfs.sealed()):,} bytes are as “The publisher” sealed them.',
    )
    assert judged(pdfs.sealed() + b'\n') is judged(pdfs.sealed() + bytes(9)) is Answer.CHANGED
    assert judged(b'\n' + pdfs.sealed()) is Answer.CHANGED


def update(change) -> bytes:
    """Append a revision with pyHanko's own tools, as an attacker who keeps the file well-formed
    would.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer, out = IncrementalPdfFileWriter(io.BytesIO(pdfs.sealed())), io.BytesIO()
    change(writer)
    writer.write(out)
    return out.getvalue()


def test_incremental_saving():
    def certification_removed(writer):
        del writer.root['/Perms']
        writer.update_root()

    def signature_removed(writer):
        field = writer.root['/AcroForm']['/Fields'][0].get_object()
        del field['/V']
        writer.update_container(field)

    def page_replaced(writer):
        page = writer.root['/Pages']['/Kids'][0].get_object()
        page['/Contents'] = writer.add_object(writer.prev.trailer['/Root']['/Metadata'])
        writer.update_container(page)

    for change in (
        certification_removed,
        signature_removed,
        page_replaced,
        lambda writer: writer.update_root(),
    ):
        data = update(change)
        assert data.startswith(pdfs.sealed()) and judged(data) is Answer.CHANGED


def test_a_second_signature():
    """Somebody signs again, over the whole file, with a key that the reader trusts: the seal
    allowed no change.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    class Careless(signers.PdfSigner):
        def _enforce_certification_constraints(self, reader):
            pass

    other, _ = new_key('Somebody', SEALED_AT)
    theirs = load_key(other, None, SEALED_AT)
    first = seal.seal(pdfs.without_letterpress(), pdfs.publisher(), SEALED_AT)
    writer = IncrementalPdfFileWriter(io.BytesIO(first))
    append_signature_field(writer, SigFieldSpec('Second'))
    signer = signers.SimpleSigner.load_pkcs12_data(other, [], None)
    twice = Careless(signers.PdfSignatureMetadata('Second'), signer).sign_pdf(writer).getvalue()
    both = PUBLISHER | {theirs.sha256}
    assert judged(first, both) is Answer.VALID
    verdict = verify_pdf(twice, both)
    assert verdict.answer is Answer.CHANGED and 'signed again' in verdict.details[0]


def test_what_pyhanko_seals_is_understood():
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko.sign.fields import SigSeedSubFilter

    made = rsa.generate_private_key(65537, 2048)
    file = p12(made, certificate(made), phrase=None)
    for pss in (False, True):
        signer = signers.SimpleSigner.load_pkcs12_data(file, [], None)
        signer.prefer_pss = pss
        meta = signers.PdfSignatureMetadata(
            'Seal', md_algorithm='sha512', subfilter=SigSeedSubFilter.PADES
        )
        data = (
            signers.PdfSigner(meta, signer)
            .sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdfs.without_letterpress())))
            .getvalue()
        )
        verdict = verify_pdf(data)
        assert (
            verdict.answer is Answer.UNKNOWN_SIGNER
            and verdict.subject == 'Publisher'
            and verdict.when
        ), verdict
        assert judged(data.replace(b'/MediaBox[0 0 200', b'/MediaBox[0 0 201')) is Answer.CHANGED


def moved(numbers: bytes, data: bytes | None = None) -> bytes:
    """Return the sealed file with other numbers in /ByteRange, padded to the same length."""
    data = data or pdfs.sealed()
    found = places.RANGE.search(data)
    room = len(found[0]) + len(data[found.end() :]) - len(data[found.end() :].lstrip(b' '))
    return (
        data[: found.start()]
        + (b'/ByteRange [' + numbers + b']').ljust(room)[: max(room, len(numbers) + 13)]
        + data[found.start() + room :]
    )


def test_signature_wrapping():
    """Move what was signed elsewhere and put something else in its place (SWA): the range is bound
    to the gap.
    """
    data = pdfs.sealed()
    found = places.locate(data)
    tail = data[found.rest :]
    evil = b'2 0 obj\n<</Type/Catalog/Evil true>>\nendobj\n'
    for wrapped in (
        data[: found.rest] + evil + tail,
        data[: found.gap] + evil + data[found.gap :],
        data[: found.rest - 1] + b'>' + evil + b'<00>' + tail,
        data[: found.gap + 1] + evil + data[found.gap + 1 :],
    ):
        start = wrapped.index(evil) if wrapped.index(evil) < found.gap else found.gap
        shifted = moved(b'0 %d %d %d' % (start, len(wrapped) - len(tail), len(tail)), wrapped)
        assert judged(wrapped) is Answer.CHANGED and judged(shifted) is Answer.CHANGED


def test_a_stowaway_in_the_gap():
    """Bytes of the gap are not signed: nothing but the signature, zeros and hex digits of one case
    may be there.
    """
    data = pdfs.sealed()
    found = places.locate(data)
    end = found.gap + 1 + 2 * len(found.cms)
    for put in (b'41', b'4142434445', b'%%EOF', b'>  <', b'        ', b'\n'):
        assert judged(data[:end] + put + data[end + len(put) :]) is Answer.CHANGED
    lower = data[: found.gap] + data[found.gap : found.rest].lower() + data[found.rest :]
    assert judged(lower) is Answer.VALID  # some signers write so; the same signature, nothing else
    assert judged(lower[: end - 1] + lower[end - 1 : end].upper() + lower[end:]) in (
        Answer.VALID,
        Answer.CHANGED,
    )


def test_the_seal_of_another_file():
    other = seal.seal(pdfs.page('We ask for nothing.'), pdfs.publisher(), SEALED_AT)
    theirs, ours = places.locate(other), places.locate(pdfs.sealed())
    swapped = other[: theirs.gap] + pdfs.sealed()[ours.gap : ours.rest] + other[theirs.rest :]
    assert judged(other) is Answer.VALID and judged(swapped) is Answer.CHANGED
    detached = seal.seal_detached(b'{}', pdfs.publisher(), SEALED_AT).hex().upper().encode()
    room = ours.rest - ours.gap - 2
    assert (
        judged(
            pdfs.sealed()[: ours.gap + 1]
            + detached.ljust(room, b'0')
            + pdfs.sealed()[ours.rest - 1 :]
        )
        is Answer.CHANGED
    )


@pytest.mark.parametrize(
    'numbers',
    [
        b'0 0 0 0',
        b'0 1 2 3',
        b'0 9999999999 9999999999 9999999999',
        b'0 -1 -1 -1',
        b'1 100 200 300',
        b'0 1e9 5 5',
        b'0 10 5 90',
        b'0 ' + b'9' * 300 + b' 1 1',
        b'',
        b'0 1',
        b'0 0 0 0 0 0',
        b'0 1.5 2 3',
        b'0 \xd9\xa1 2 3',
        b'[0 1] [2 3]',
        b'0 1 2 3 0 1 2 3',
        b'/Name (x) 1 R 2',
        b'0 R 0 R',
    ],
    ids=lambda one: repr(one)[:24],
)
def test_hostile_numbers(numbers):
    assert judged(moved(numbers)) is Answer.CHANGED


def test_many_ranges_take_no_time():
    found = places.RANGE.search(pdfs.sealed())[0]
    with effort.within(10):
        assert judged(pdfs.sealed() + (found + b'\n') * 100_000 + b'%%EOF') is Answer.CHANGED
        assert judged(b'%PDF-1.7 ' + b'/ByteRange [' * 200_000 + b' %%EOF') is Answer.CHANGED
        assert judged(b'%PDF-1.7 /ByteRange' + b' ' * 3_000_000 + b'%%EOF') is Answer.CHANGED


@pytest.mark.parametrize(
    'outside, said',
    [(timedelta(days=2000), 'expired on'), (timedelta(days=-2000), 'was not valid before')],
)
def test_a_seal_made_outside_the_validity(outside, said):
    key = pdfs.publisher()
    patient = SealKey(
        **{**vars(key), 'begins': key.begins - timedelta(9999), 'ends': key.ends + timedelta(9999)}
    )
    with pytest.MonkeyPatch.context() as patch:  # `seal` refuses to give out what does not verify
        patch.setattr(seal.verify, 'verify_pdf', lambda *_: Verdict(Answer.VALID))
        sealed = seal.seal(pdfs.unsealed(), patient, SEALED_AT + outside)
    verdict = verify_pdf(sealed, PUBLISHER)
    assert verdict.answer is Answer.UNKNOWN_SIGNER and said in verdict.details[0]


def test_certificates_that_come_along_are_bound():
    issuer = ec.generate_private_key(ec.SECP256R1())
    above = rsa.generate_private_key(65537, 2048)
    root = certificate(above, name='Root', ca=True)
    middle = certificate(issuer, name='Issuer', ca=True, issuer=root.subject, by=above)
    own_key = rsa.generate_private_key(65537, 2048)
    key = load_key(
        pem(own_key, certificate(own_key, issuer=middle.subject, by=issuer), middle),
        None,
        SEALED_AT,
    )
    made = seal.seal_detached(b'{}', key, SEALED_AT)
    trusted = frozenset({key.sha256})
    assert (
        len(key.chain) == 1
        and judge_detached(b'{}', made, Trust.of(trusted)).answer is Answer.VALID
    )
    for place in range(made.index(key.chain[0]), made.index(key.chain[0]) + len(key.chain[0])):
        assert (
            judge_detached(
                b'{}',
                made[:place] + bytes([made[place] ^ 1]) + made[place + 1 :],
                Trust.of(trusted),
            ).answer
            is Answer.CHANGED
        )
    # trust is in the sealing certificate, not in whoever issued it
    assert (
        judge_detached(
            b'{}', made, Trust.of(frozenset({hashlib.sha256(key.chain[0]).hexdigest()}))
        ).answer
        is Answer.UNKNOWN_SIGNER
    )


@pytest.mark.parametrize(
    'signature',
    [
        b'',
        b'\x30',
        b'\x30\x80\0\0',
        b'hello',
        b'\x30\x84\xff\xff\xff\xff',
        b'\x30\x03\x02\x01\x01',
        b'-----BEGIN CMS-----',
        bytes(100),
        b'\x30\x00' * 40,
    ],
)
def test_no_detached_seal(signature):
    assert judge_detached(b'{}', signature, Trust.of(PUBLISHER)).answer in (
        Answer.BROKEN,
        Answer.CHANGED,
    )


@given(st.binary(max_size=80))
@settings(max_examples=300, deadline=None)
def test_any_bytes_for_a_seal(signature):
    for data in (
        signature,
        der.sequence(signature),
        der.sequence(der.identifier(cms.SIGNED_DATA), der.value(0xA0, der.sequence(signature))),
    ):
        assert judge_detached(b'{}', data, Trust.of(PUBLISHER)).answer in (
            Answer.BROKEN,
            Answer.CHANGED,
        )


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_a_changed_detached_seal(data):
    made = seal.seal_detached(b'{}', pdfs.publisher(), SEALED_AT)
    place = data.draw(st.integers(0, len(made) - 1))
    put = data.draw(st.binary(min_size=1, max_size=3))
    other = made[:place] + put + made[place + data.draw(st.integers(0, 3)) :]
    assert other == made or judge_detached(b'{}', other, Trust.of(PUBLISHER)).answer in (
        Answer.CHANGED,
        Answer.BROKEN,
    )


def with_unsigned(made: bytes, kind: str) -> bytes:
    """Add an unsigned attribute to a CMS signature, all lengths corrected."""
    head, holder = der.items(der.only(made, der.SEQUENCE).body)
    parts = [part.raw for part in der.items(der.only(holder.body, der.SEQUENCE).body)]
    signer = der.only(der.first(parts[-1]).body, der.SEQUENCE)
    extra = der.value(
        der.context(1),
        der.sequence(
            der.identifier(kind), der.value(der.SET, der.value(der.OCTET_STRING, b'evil'))
        ),
    )
    parts[-1] = der.value(der.SET, der.sequence(signer.body, extra))
    return der.sequence(head.raw, der.value(der.context(0), der.sequence(*parts)))


def test_what_nobody_signed_has_no_place_in_a_seal():
    made = seal.seal_detached(b'{}', pdfs.publisher(), SEALED_AT)
    assert (
        judge_detached(b'{}', with_unsigned(made, '1.2.3.4'), Trust.of(PUBLISHER)).answer
        is Answer.CHANGED
    )
    stamped = judge_detached(b'{}', with_unsigned(made, cms.TIME_STAMP), Trust.of(PUBLISHER))
    assert stamped.answer is Answer.CHANGED and 'damaged' in stamped.details[0]


def test_weak_and_unknown_kinds_are_not_called_changed():
    small = rsa.generate_private_key(65537, 1024)
    own = certificate(small).public_bytes(serialization.Encoding.DER)
    made = cms.build(
        hashlib.sha256(b'{}').digest(),
        own,
        (),
        algorithms.RSA_SHA256,
        lambda data: small.sign(data, padding.PKCS1v15(), hashes.SHA256()),
        SEALED_AT,
    )
    assert judge_detached(b'{}', made, Trust.of()).answer is Answer.BROKEN
    pure = der.sequence(der.identifier('1.3.101.112'))
    assert (
        judge_detached(
            b'{}', cms.build(bytes(32), own, (), pure, lambda _: bytes(64), SEALED_AT), Trust.of()
        ).answer
        is Answer.BROKEN
    )


def test_verifying_is_cheap():
    said = subprocess.run(
        [
            sys.executable,
            '-c',
            'import sys; from letterpress.finishing.judging import verify;'
            'verify.verify_pdf(sys.stdin.buffer.read());'
            'print([m for m in ("pyhanko", "asn1crypto", "pypdf", "weasyprint") if m in '
            'sys.modules])',
        ],
        input=pdfs.sealed(),
        capture_output=True,
        check=True,
    )
    assert said.stdout.strip() == b'[]'
    verify_pdf(pdfs.sealed())
    data = pdfs.sealed()
    with effort.within(0.3):
        for _ in range(20):
            verify_pdf(data)


@pytest.mark.parametrize(
    'when',
    [
        datetime(1999, 12, 31, 23, 59, 59, tzinfo=UTC),
        SEALED_AT,
        datetime(2049, 12, 31, tzinfo=UTC),
        datetime(2050, 1, 1, tzinfo=UTC),
    ],
)
def test_times_of_both_forms(when):
    assert der.moment(der.first(der.time(when))) == when


@given(st.integers(0, 2), st.lists(st.integers(0, 1 << 40), max_size=6))
def test_identifiers_come_back(top, rest):
    text = '.'.join(map(str, [top, 39, *rest]))
    assert der.dotted(der.first(der.identifier(text))) == text


@given(st.integers(0, 1 << 80), st.binary(max_size=400))
def test_values_come_back(number, data):
    assert der.number(der.first(der.integer(number))) == number
    assert der.only(der.value(der.OCTET_STRING, data), der.OCTET_STRING).body == data


@pytest.mark.parametrize(
    'data',
    [
        '',
        '30',
        '3080',
        '308100',
        '30820010',
        '3003',
        '1f0100',
        '30850000000001',
        '30817f' + '00' * 127,
    ],
)
def test_only_der_is_read(data):
    with pytest.raises(der.Malformed):
        der.first(bytes.fromhex(data))
