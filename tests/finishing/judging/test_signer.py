"""When a trusted certificate may have sealed: at its first and last second, and never outside."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography import x509

from fixtures import pdfs
from letterpress.finishing.judging import signer
from letterpress.finishing.judging.trust import Time, Trust
from letterpress.finishing.judging.verdict import Answer
from letterpress.finishing.judging.verify import judge_detached
from letterpress.finishing.sealing import seal

KEY = pdfs.publisher()
HELD = x509.load_der_x509_certificate(KEY.certificate)
BEGINS, ENDS = HELD.not_valid_before_utc, HELD.not_valid_after_utc
SECOND = timedelta(seconds=1)
TRUST = Trust(frozenset({KEY.sha256}))
# a key that seals at any time, as another tool would have it
ANY_TIME = replace(KEY, begins=BEGINS - timedelta(900), ends=ENDS + timedelta(900))


def codes(verdict) -> list[str]:
    return [one.code for one in verdict.reasons]


@pytest.mark.parametrize(
    ('when', 'expected'),
    [
        (BEGINS - SECOND, 'untrusted-early'),
        (BEGINS, ''),
        (ENDS, ''),
        (ENDS + SECOND, 'untrusted-expired'),
    ],
    ids=['a second too early', 'the first second', 'the last second', 'a second too late'],
)
def test_a_seal_outside_the_time_of_its_certificate_is_not_relied_on(when, expected) -> None:
    verdict = judge_detached(b'{}', seal.seal_detached(b'{}', ANY_TIME, when), TRUST)
    assert verdict.when == when
    if not expected:
        assert verdict.answer is Answer.VALID and codes(verdict)[0] == 'trusted'
        return
    assert verdict.answer is Answer.UNKNOWN_SIGNER
    assert codes(verdict)[:2] == [expected, 'unrelied']
    told = dict(verdict.reasons[0].values)
    limit = BEGINS if expected == 'untrusted-early' else ENDS
    assert (told['name'], told['date']) == ('The publisher', limit.date())


@pytest.mark.parametrize(
    ('proven', 'answer'),
    [
        (BEGINS, Answer.VALID),
        (ENDS, Answer.VALID),
        (BEGINS - SECOND, Answer.UNKNOWN_SIGNER),
        (ENDS + SECOND, Answer.UNKNOWN_SIGNER),
    ],
)
def test_a_proven_time_counts_and_not_the_one_that_is_claimed(proven, answer) -> None:
    """The signer's clock says what the signer likes; here a day on which the seal is good."""
    signature = seal.seal_detached(b'{}', KEY, pdfs.SEALED_AT)
    later = Time(proven, 'An authority')
    verdict = signer.judge([b'{}'], signature, None, TRUST, later=later)
    assert (verdict.answer, verdict.proven) == (answer, proven)
