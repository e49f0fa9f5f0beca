"""Seals for decades: each level, each fault of the world outside, and what a reader can say of the
file years later.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

import effort
from fixtures import pdfs
from letterpress.findings import Exit, Rejected
from letterpress.finishing.cms import der, stamp
from letterpress.finishing.cms import signed as cms
from letterpress.finishing.judging import chain
from letterpress.finishing.judging.revisions import history
from letterpress.finishing.judging.verdict import Answer
from letterpress.finishing.judging.verify import verify_pdf
from letterpress.finishing.keys.profile import LEVELS
from letterpress.finishing.sealing import authorities, evidence, lasting, seal
from letterpress.finishing.sealing.services import Outside, Terms, Unreachable
from letterpress.world import network

NOW = datetime.now(UTC)
LISTS = 'roots of the tests'


@pytest.fixture(scope='module')
def terms(pki):
    return Terms('B-LTA', (pki.tsa(),), (pki.certificate('root'),), 2.0)


@pytest.fixture(scope='module')
def outside():
    return replace(network.outside(), wait=lambda seconds: None)


@pytest.fixture(scope='module')
def at_level(pki, terms, outside):
    """Give a function that returns a letter sealed at a level; each is made once."""
    return cache(
        lambda level: lasting.seal_to_last(
            pdfs.unsealed(), pki.key(), outside.now(), replace(terms, level=level), outside
        )
    )


def judged(data, pki, *, roots=True, now=None, trusted=frozenset()):
    root = pki.certificate('root')
    return verify_pdf(
        data,
        trusted,
        (root,) if roots else (),
        {hashlib.sha256(root).hexdigest(): LISTS},
        now or datetime.now(UTC),
    )


def refused(make) -> list[str]:
    with pytest.raises(Rejected) as caught:
        make()
    assert caught.value.exit_code is Exit.SEAL
    assert all(one.hint and '\n' not in one.message for one in caught.value.findings)
    return [one.code for one in caught.value.findings]


# ---- the levels


def test_level_b_b_is_what_it_was(pki, terms, outside):
    gone = Outside(None, None, None, None)  # nobody is asked
    made = lasting.seal_to_last(pdfs.unsealed(), pdfs.publisher(), pdfs.SEALED_AT, Terms(), gone)
    assert made == pdfs.sealed()
    assert (
        hashlib.sha256(made).digest()
        == hashlib.sha256(seal.seal(pdfs.unsealed(), pdfs.publisher(), pdfs.SEALED_AT)).digest()
    )


@pytest.mark.parametrize('level', LEVELS)
def test_each_level_is_what_it_says(level, at_level, pki):
    verdict = judged(at_level(level), pki)
    assert verdict.level == level and verdict.subject == 'Test coalition'
    if level == 'B-B':  # nothing in the file says that the certificate was not revoked
        assert (verdict.answer, verdict.proven, verdict.stamped_by) == (
            Answer.UNKNOWN_SIGNER,
            None,
            '',
        )
        assert 'revoked' in verdict.details[0]
    elif level == 'B-T':
        assert verdict.answer is Answer.UNKNOWN_SIGNER and verdict.proven is None
        assert verdict.stamped_by == 'Test time-stamping authority'
    else:
        assert (verdict.answer, verdict.by_list) == (Answer.VALID, LISTS)
        assert verdict.stamped_by == 'Test time-stamping authority'
        assert verdict.proven is not None and NOW - timedelta(
            minutes=5
        ) < verdict.proven < datetime.now(UTC) + timedelta(minutes=5)
        assert 'proves it' in verdict.details[1]


def test_every_level_begins_with_what_was_built(at_level):
    for level in LEVELS:
        assert at_level(level).startswith(pdfs.unsealed())


@pytest.mark.parametrize('level', LEVELS)
def test_a_fingerprint_is_trust_enough_for_the_signer_and_not_for_the_time(level, at_level, pki):
    verdict = judged(at_level(level), pki, roots=False, trusted=frozenset({pki.key().sha256}))
    assert (verdict.answer, verdict.level, verdict.proven) == (Answer.VALID, level, None)
    assert 'time not proven' in verdict.details[1]
    assert level == 'B-B' or 'proves nothing to you' in verdict.details[2]
    tsa = hashlib.sha256(pki.certificate('tsa')).hexdigest()
    both = judged(at_level(level), pki, roots=False, trusted=frozenset({pki.key().sha256, tsa}))
    assert both.answer is Answer.VALID and (both.proven is not None) is (level != 'B-B')


def test_nobody_is_trusted_unasked(at_level, pki):
    verdict = judged(at_level('B-LTA'), pki, roots=False)
    assert (verdict.answer, verdict.level, verdict.proven, verdict.by_list) == (
        Answer.UNKNOWN_SIGNER,
        'B-LTA',
        None,
        '',
    )


@pytest.mark.parametrize('level', LEVELS)
def test_pyhanko_agrees(level, at_level, pki):
    from asn1crypto import x509
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import async_validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    reader = PdfFileReader(io.BytesIO(at_level(level)))
    found = history.read(at_level(level)).evidence
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(pki.certificate('root'))],
        ocsps=list(found.ocsps),
        crls=list(found.crls),
        other_certs=[x509.Certificate.load(one) for one in found.certificates],
        revocation_mode='hard-fail' if 'L' in level else 'soft-fail',
    )
    status = asyncio.run(
        async_validate_pdf_signature(
            reader.embedded_regular_signatures[0], context, ts_validation_context=context
        )
    )
    assert status.bottom_line, status.pretty_print_details()
    assert status.docmdp_ok and status.modification_level.name in ('NONE', 'LTA_UPDATES')
    assert (status.timestamp_validity is not None) is (level != 'B-B')


@pytest.mark.parametrize('level', LEVELS)
def test_the_syntax_is_good(level, at_level, tmp_path):
    (tmp_path / 'a.pdf').write_bytes(at_level(level))
    done = subprocess.run(
        ['qpdf', '--check', tmp_path / 'a.pdf'], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_sealing_at_b_b_loads_no_network():
    code = """
import sys
sys.path.insert(0, 'tests')
import conftest
from fixtures import pdfs
from letterpress.finishing.judging import verify
from letterpress.finishing.sealing import lasting
from letterpress.finishing.sealing.services import Terms
pdf = pdfs.without_letterpress()
before = set(sys.modules)
made = lasting.seal_to_last(pdf, pdfs.publisher(), pdfs.SEALED_AT, Terms(), None)
verify.verify_pdf(made)
network = ('pyhanko.sign', 'aiohttp', 'http.client', 'requests')
print([one for one in network if one in set(sys.modules) - before])
"""
    done = subprocess.run(
        [sys.executable, '-c', code], capture_output=True, text=True, check=True, cwd='.'
    )
    assert done.stdout.strip() == '[]'


# ---- authorities

FAULTS = [
    ('down', 'LP550', 'refused'),
    ('busy', 'LP550', '503'),
    ('slow', 'LP550', 'no answer within 0.5 seconds'),
    ('endless', 'LP550', 'longer than 1 MB'),
    ('refusing', 'LP551', 'the clock is down'),
    ('wrong-nonce', 'LP552', 'another number'),
    ('other-words', 'LP552', 'other bytes'),
    ('expired', 'LP552', 'not valid now'),
    ('misused', 'LP552', 'not made for time stamps'),
    ('forged', 'LP552', 'not that of'),
    ('garbage', 'LP552', 'no time stamp'),
    ('behind', 'LP553', 'clock'),
    ('ahead', 'LP553', 'clock'),
]


@pytest.mark.parametrize('fault, code, words', FAULTS, ids=[one[0] for one in FAULTS])
def test_a_fault_is_told_apart(fault, code, words, pki, outside):
    patience = 0.5 if fault == 'slow' else 2.5  # seconds: a busy machine answers late, too
    terms = Terms('B-T', (pki.tsa(fault),), (), patience)
    with pytest.raises(Rejected) as caught:
        lasting.seal_to_last(pdfs.unsealed(), pki.key(), outside.now(), terms, outside)
    (finding,) = caught.value.findings
    assert (finding.code, caught.value.exit_code) == (code, Exit.SEAL)
    assert words in finding.message and finding.place.path == pki.tsa(fault) and finding.hint


def test_the_next_authority_is_asked(pki, outside):
    faulty = tuple(pki.tsa(one) for one in ('down', 'refusing', 'wrong-nonce', 'behind'))
    made = lasting.seal_to_last(
        pdfs.unsealed(),
        pki.key(),
        outside.now(),
        Terms('B-T', (*faulty, pki.tsa()), (), 2),
        outside,
    )
    assert judged(made, pki, trusted=frozenset({pki.key().sha256})).level == 'B-T'


def test_all_failing_is_one_finding_each(pki, outside):
    terms = Terms('B-T', tuple(pki.tsa(one[0]) for one in FAULTS), (), 2)
    assert refused(
        lambda: lasting.seal_to_last(pdfs.unsealed(), pki.key(), outside.now(), terms, outside)
    ) == [one[1] for one in FAULTS]
    assert refused(lambda: authorities.stamped(bytes(32), Terms('B-T'), outside)) == ['LP554']


def test_tries_are_bounded_and_only_where_they_may_help(pki):
    waits = []
    outside = replace(network.outside(), wait=waits.append)
    pki.asked.clear()
    refused(lambda: authorities.stamped(bytes(32), Terms('B-T', (pki.tsa('busy'),)), outside))
    assert (len(pki.asked), waits) == (3, [0.5, 1.0])
    waits.clear(), pki.asked.clear()
    authorities.stamped(bytes(32), Terms('B-T', (pki.tsa('flaky'),)), outside)
    assert (len(pki.asked), waits) == (2, [0.5])
    waits.clear(), pki.asked.clear()
    for fault in ('refusing', 'garbage', 'slow'):
        refused(
            lambda fault=fault: authorities.stamped(
                bytes(32), Terms('B-T', (pki.tsa(fault),), (), 0.3), outside
            )
        )
    assert (len(pki.asked), waits) == (3, [])


def test_a_slow_answer_costs_no_more_than_it_may(pki, outside):
    with effort.within(1.5, time.monotonic):
        refused(
            lambda: authorities.stamped(
                bytes(32), Terms('B-T', (pki.tsa('slow'),), (), 0.3), outside
            )
        )


def test_what_the_network_refuses(tmp_path):
    for address in (tmp_path.as_uri(), 'ftp://127.0.0.1/x', 'http://127.0.0.1:9/'):
        with pytest.raises(Unreachable):
            network.fetch(address, None, '', 1, 99)


def test_each_bit_of_a_token_counts(pki, at_level):
    """A flipped bit in the time stamp is found wherever its signature reaches, and never makes
    anything better.
    """
    whole = at_level('B-T')
    mark = history.read(whole).marks[0].seal
    token = cms.read(mark.cms).token
    start = mark.cms.index(token)
    info = token.index(der.identifier('1.2.840.113549.1.9.16.1.4'))
    signature = cms.read(mark.cms).token.rindex(b'\x04\x82\x01\x00') + 4
    for place in (*range(info, info + 60, 7), *range(signature, signature + 250, 50)):
        other = bytearray(mark.cms)
        other[start + place] ^= 4
        data = (
            whole[: mark.gap + 1]
            + other.hex().upper().encode()
            + whole[mark.gap + 1 + 2 * len(other) :]
        )
        assert judged(data, pki, trusted=frozenset({pki.key().sha256})).answer is Answer.CHANGED, (
            place
        )


def test_a_stamp_on_another_seal_is_found_out(pki, at_level):
    one, two = (
        at_level('B-T'),
        lasting.seal_to_last(
            pdfs.unsealed(),
            pki.key('second', 'second'),
            NOW,
            Terms('B-T', (pki.tsa(),)),
            network.outside(),
        ),
    )
    mine, theirs = (history.read(data).marks[0].seal for data in (one, two))
    key, digest = pki.key(), hashlib.sha256(b''.join(mine.signed(one))).digest()
    forged = cms.build(
        digest,
        key.certificate,
        key.chain,
        key.method,
        key.sign,
        stamp=lambda _: cms.read(theirs.cms).token,
    )
    held = forged.hex().upper().encode()
    data = one[: mine.gap + 1] + held.ljust(mine.rest - mine.gap - 2, b'0') + one[mine.rest - 1 :]
    verdict = judged(data, pki, trusted=frozenset({pki.key().sha256}))
    assert verdict.answer is Answer.CHANGED and 'another one' in verdict.details[0]


# ---- certificates


def test_a_revoked_signer(pki, terms, outside):
    pki.asked.clear()
    assert refused(
        lambda: lasting.seal_to_last(
            pdfs.unsealed(), pki.key('revoked'), outside.now(), terms, outside
        )
    ) == ['LP555']
    assert not any('tsa' in one for one in pki.asked)  # no time stamp was spent on it


def test_expired_and_misused_signers(pki):
    from letterpress.finishing.keys.files import load_key

    for label, code in (('expired', 'LP505'), ('misused', 'LP507')):
        assert refused(lambda label=label: load_key(pki.key_file(label), None, NOW, 'k')) == [code]


def test_no_word_about_revocation(pki, terms, outside):
    with pytest.raises(Rejected) as caught:
        lasting.seal_to_last(
            pdfs.unsealed(), pki.key('unheard', 'signer', 'mute'), outside.now(), terms, outside
        )
    (finding,) = caught.value.findings
    assert finding.code == 'LP556' and '503' in finding.message and '/crls/mute/' in finding.message
    made = lasting.seal_to_last(
        pdfs.unsealed(),
        pki.key('unheard', 'signer', 'mute'),
        outside.now(),
        replace(terms, level='B-T'),
        outside,
    )
    assert judged(made, pki).answer is Answer.UNKNOWN_SIGNER


def test_a_responder_that_is_down_leaves_the_list(pki, terms, outside):
    pki.closed.add('/house/ocsp/')
    try:
        found = evidence.gather(
            pki.certificate('signer'), (pki.certificate('issuer'),), terms, outside
        )
    finally:
        pki.closed.clear()
    assert found.ocsps == () and len(found.crls) == 2


def test_a_chain_that_ends_nowhere(pki, terms, outside):
    for roots in ((), (pki.certificate('signer'),)[:0], (pki.certificate('tsa'),)):
        assert refused(
            lambda roots=roots: lasting.seal_to_last(
                pdfs.unsealed(), pki.key(), outside.now(), replace(terms, roots=roots), outside
            )
        ) == ['LP557']


# ---- years later


def test_years_later(pki, at_level):
    """The signer's certificate and the authority's end with 2044: what was archived before holds
    until the stamp's end.
    """
    for years, good in ((5, True), (17, True), (21, False)):
        verdict = judged(at_level('B-LTA'), pki, now=NOW + timedelta(days=365 * years))
        assert (verdict.answer is Answer.VALID) is good, years
        assert (verdict.proven is not None) is good
    assert (
        judged(
            at_level('B-LTA'),
            pki,
            now=NOW + timedelta(days=365 * 21),
            trusted=frozenset({pki.key().sha256}),
        ).answer
        is Answer.VALID
    )


def test_what_one_stamp_vouches_for_the_next_takes_over(pki, terms, outside, at_level):
    """A time stamp whose authority has ended is believed as of the moment when a younger one
    covered it.
    """
    renewed = lasting.renew(at_level('B-LTA'), terms, outside)
    past = history.read(renewed)
    assert [(one.field, one.stamp) for one in past.marks] == [
        ('Seal', False),
        ('Timestamp1', True),
        ('Timestamp2', True),
    ]
    assert renewed.startswith(at_level('B-LTA'))
    young, old = (stamp.read(one.seal.cms) for one in reversed(past.stamps))
    assert young.when >= old.when
    verdict = judged(renewed, pki)
    assert (verdict.answer, verdict.level) == (Answer.VALID, 'B-LTA')


@pytest.mark.parametrize('level', LEVELS[:3])
def test_renewal_brings_every_level_to_the_archive(level, pki, terms, outside, at_level):
    made = lasting.renew(at_level(level), terms, outside)
    verdict = judged(made, pki)
    assert made.startswith(at_level(level))
    assert (verdict.answer, verdict.level) == (Answer.VALID, 'B-LTA'), verdict
    assert verdict.proven is not None


def test_from_b_t_to_b_lt_and_on(pki, terms, outside, at_level):
    lt = lasting.renew(at_level('B-T'), replace(terms, level='B-LT'), outside)
    assert judged(lt, pki).level == 'B-LT'
    assert judged(lasting.renew(lt, terms, outside), pki).level == 'B-LTA'


def test_another_authority_brings_its_own_evidence(pki, terms, outside, at_level):
    """The one asked before is down: whoever answers is judged by evidence that is fetched for it,
    in the same run.
    """
    made = lasting.renew(
        at_level('B-B'), replace(terms, authorities=(pki.tsa('down'), pki.tsa())), outside
    )
    found = history.read(made).covered
    assert pki.certificate('tsa') in found.certificates and judged(made, pki).level == 'B-LTA'


def test_what_cannot_be_renewed(terms, outside, at_level):
    broken = bytearray(at_level('B-LTA'))
    broken[500] ^= 1
    for data in (
        pdfs.unsealed(),
        b'',
        b'%PDF-1.7',
        at_level('B-LTA')[:-40],
        at_level('B-LTA') + b'1 0 obj\n<<>>\nendobj\n',
    ):
        assert refused(lambda data=data: lasting.renew(data, terms, outside)) == ['LP563']
    assert refused(lambda: lasting.renew(bytes(broken), terms, outside)) == ['LP563']
    assert refused(
        lambda: lasting.renew(at_level('B-T'), replace(terms, level='B-T'), outside)
    ) == ['LP563']


def test_the_chain_is_judged_as_of_its_time(pki, terms, outside):
    found = evidence.gather(pki.certificate('signer'), (pki.certificate('issuer'),), terms, outside)
    root = (pki.certificate('root'),)
    assert chain.prove(pki.certificate('signer'), root, found, NOW)[-1] == root[0]
    for moment, kind in (
        (datetime(2019, 1, 1, tzinfo=UTC), 'time'),
        (datetime(2046, 1, 1, tzinfo=UTC), 'time'),
    ):
        with pytest.raises(chain.Untrusted) as caught:
            chain.prove(pki.certificate('signer'), root, found, moment)
        assert caught.value.kind == kind
    with pytest.raises(chain.Untrusted) as caught:
        chain.prove(pki.certificate('signer'), root, replace(found, ocsps=(), crls=()), NOW)
    assert caught.value.kind == 'silent'
