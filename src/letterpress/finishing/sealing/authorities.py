"""Ask time-stamping authorities, one after the other, until one gives what can be believed."""

from __future__ import annotations

from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.finishing.cms import stamp
from letterpress.finishing.cms.algorithms import Unsupported
from letterpress.finishing.cms.der import Malformed
from letterpress.finishing.keys.refusal import refused
from letterpress.finishing.sealing.services import ANSWER, Outside, Terms, Unreachable

TRIES = 3  # of one authority; one that is merely slow is not asked again, the next may be quicker
PAUSE = 0.5  # seconds before the second try, twice that before the third
ROOM = 10 << 10  # bytes that a token may have: with a chain of certificates it has half
QUERY = 'application/timestamp-query'


def stamped(digest: bytes, terms: Terms, outside: Outside) -> tuple[bytes, str]:
    """Return a token on a SHA-256 digest and the address of the authority that gave it.

    Raises Rejected (exit code 4) when all failed, with one finding for each: LP550 to LP553; LP554
    when there is none.
    """
    if not terms.authorities:
        none = f'level {terms.level} needs a time stamp, and no authority is named'
        raise refused('LP554', '', none, 'name one in seal.toml: authorities = ["https://…"]')
    found = []
    for address in terms.authorities:
        try:
            return _ask(address, digest, terms.timeout, outside), address
        except Unreachable as gone:
            found.append(_finding(address, 'LP550', f'cannot be asked: {gone}'))
        except stamp.Refused as no:
            found.append(_finding(address, 'LP551', f'refuses: {no}'))
        except stamp.WrongClock as skewed:
            wrong_time = f'has another time than this computer: {skewed}'
            found.append(_finding(address, 'LP553', wrong_time))
        except (Malformed, Unsupported) as wrong:
            useless = f'gives a time stamp that cannot be used: {wrong}'
            found.append(_finding(address, 'LP552', useless))
    raise Rejected(found, Exit.SEAL)


def preferring(address: str, terms: Terms) -> tuple[str, ...]:
    """Return the authorities with this one first: who answered is asked first the next time."""
    return (address, *(one for one in terms.authorities if one != address))


def _ask(address: str, digest: bytes, seconds: float, outside: Outside) -> bytes:
    nonce = outside.nonce()
    for attempt in range(TRIES):
        try:
            answer = outside.fetch(address, stamp.request(digest, nonce), QUERY, seconds, ANSWER)
            break
        except Unreachable as gone:
            if not gone.again or attempt == TRIES - 1:
                raise
            outside.wait(PAUSE * 2**attempt)
    token = stamp.accept(answer, digest, nonce, outside.now())
    if len(token) > ROOM:
        raise Malformed(f'it is longer than {ROOM >> 10} KB')
    return token


def _finding(address: str, code: str, message: str) -> Finding:
    hints = {
        'LP550': 'look whether it is down, or this computer without a network; name further '
        'authorities in seal.toml, or seal with --without-timestamp (level B-B)',
        'LP551': 'ask whoever runs it, or name another authority in seal.toml',
        'LP552': 'do not use this authority; name another in seal.toml',
        'LP553': "set this computer's clock; if it is right, name another authority in seal.toml",
    }
    return Finding(Place(address), code, f'the time-stamping authority {message}', hints[code])
