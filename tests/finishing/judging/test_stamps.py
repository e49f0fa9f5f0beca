"""Several time stamps after a seal: whose time counts, and what is said of one that proves nothing.

The letter is sealed without a time; one authority or two stamped it afterwards, of whom the reader
trusts one, or neither.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import tsp

from fixtures import pdfs
from letterpress.finishing.judging import signer
from letterpress.finishing.judging.trust import Time, Trust
from letterpress.finishing.judging.verdict import Answer
from letterpress.finishing.judging.verify import verify_pdf
from letterpress.finishing.sealing import authorities, lasting, seal
from letterpress.finishing.sealing.services import Terms
from letterpress.finishing.syntax import places
from letterpress.world import network
from pki import _Faults

TRUSTED, STRANGER = 'tsa', 'tsa-expired'
NAMES = {TRUSTED: 'Test time-stamping authority', STRANGER: 'Expired time-stamping authority'}


@pytest.fixture
def token(pki):
    """Give a function that returns the time stamp of an authority on a digest."""

    def by(certificate: str, digest: bytes) -> bytes:
        imprint = {'hash_algorithm': {'algorithm': 'sha256'}, 'hashed_message': digest}
        fields = {'version': 'v1', 'message_imprint': imprint, 'nonce': 1, 'cert_req': True}
        _, answer = _Faults(pki)._stamp(tsp.TimeStampReq(fields), certificate)
        return tsp.TimeStampResp.load(answer)['time_stamp_token'].dump()

    return by


@pytest.fixture
def stamped(token, monkeypatch):
    """Give a function that returns the sealed letter with the stamps of authorities in order."""

    def by(*certificates: str) -> bytes:
        made = pdfs.sealed()
        for one in certificates:
            monkeypatch.setattr(
                authorities, 'stamped', lambda digest, *_, one=one: (token(one, digest), '')
            )
            made = lasting._stamped(made, Terms('B-LTA', (), (), 5.0), network.outside())[0]
        return made

    return by


def judged(data: bytes, pki):
    known = hashlib.sha256(pki.certificate(TRUSTED)).hexdigest()
    return verify_pdf(data, frozenset({pdfs.publisher().sha256, known}))


@pytest.mark.parametrize(
    'order',
    [(TRUSTED,), (TRUSTED, STRANGER), (STRANGER, TRUSTED), (TRUSTED, TRUSTED)],
    ids=lambda order: ', then '.join(order),
)
def test_a_time_that_is_proven_is_not_lost_to_a_stranger_before_or_after(order, stamped, pki):
    verdict = judged(stamped(*order), pki)
    assert verdict.answer is Answer.VALID
    assert verdict.proven is not None and verdict.stamped_by == NAMES[TRUSTED]
    codes = [one.code for one in verdict.reasons]
    assert 'proven' in codes and 'stamp-void' not in codes and 'claimed' not in codes


@pytest.mark.parametrize('order', [(STRANGER,), (STRANGER, STRANGER)], ids=['one', 'two'])
def test_a_stamp_of_strangers_proves_nothing_and_is_told(order, stamped, pki):
    verdict = judged(stamped(*order), pki)
    assert verdict.answer is Answer.VALID and verdict.proven is None
    told = {one.code: dict(one.values) for one in verdict.reasons}
    assert {'claimed', 'stamp-void'} <= told.keys() and 'proven' not in told
    assert told['stamp-void']['name'] == NAMES[STRANGER]


@pytest.mark.parametrize(('authority', 'own'), [(TRUSTED, True), (STRANGER, False)])
def test_a_seals_own_time_counts_before_that_of_what_came_later(authority, own, token, pki):
    """The seal existed when its own authority says so, not only when the file was archived."""

    def stamp(signature: bytes) -> bytes:
        return token(authority, hashlib.sha256(signature).digest())

    data = seal.seal(pdfs.unsealed(), pdfs.publisher(), pdfs.SEALED_AT, 'Seal', '', stamp)
    found = places.locate(data)
    known = hashlib.sha256(pki.certificate(TRUSTED)).hexdigest()
    trust = Trust(frozenset({pdfs.publisher().sha256, known}))
    archived = Time(datetime.now(UTC) + timedelta(days=1), 'An archive')
    verdict = signer.judge(found.signed(data), found.cms, None, trust, later=archived)
    assert verdict.answer is Answer.VALID and verdict.proven is not None
    assert (verdict.proven < archived.proven) is own
    assert verdict.stamped_by == (NAMES[TRUSTED] if own else 'An archive')
