"""The network, for seals that outlive their certificate: nothing else opens a connection.

Only `build` and `seal` with a level above B-B come here. Redirections are not followed: an
authority is asked at the address that the profile names, and nowhere else.
"""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING

from letterpress.finishing.sealing.services import Outside, Unreachable
from letterpress.world import clock

if TYPE_CHECKING:
    from http.client import HTTPResponse

CHUNK = 1 << 16


def outside() -> Outside:
    """Return the world as it is."""
    return Outside(fetch, clock.now, time.sleep, lambda: secrets.randbits(64) | 1 << 63)


def fetch(address: str, body: bytes | None, media_type: str, seconds: float, most: int) -> bytes:
    """Return what an address answers: to a GET, or to a POST of `body`.

    Raises Unreachable, with a reason for people.
    """
    import http.client
    import urllib.error
    import urllib.request

    class Direct(urllib.request.HTTPRedirectHandler):
        """Follows nothing; the answer 30x is then an error like any other."""

        def redirect_request(self, *_: object) -> None:
            return None

    try:
        asked = urllib.request.Request(
            address, body, {'Content-Type': media_type} if body is not None else {}
        )
        if asked.type not in ('http', 'https'):
            raise Unreachable('its address is neither http nor https')
        ends = time.monotonic() + seconds
        with urllib.request.build_opener(Direct).open(asked, timeout=seconds) as answer:
            return _read(answer, ends, most)
    except urllib.error.HTTPError as error:
        with error:
            raise Unreachable(
                f'it answers {error.code} {error.reason}', again=error.code >= 500
            ) from None
    except (urllib.error.URLError, OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, 'reason', error)
        if isinstance(reason, TimeoutError):
            raise Unreachable(f'no answer within {seconds:g} seconds') from None
        text = getattr(reason, 'strerror', None) or str(reason) or type(reason).__name__
        raise Unreachable(
            text.splitlines()[0][:120].lower(), again=isinstance(reason, OSError)
        ) from None


def _read(answer: HTTPResponse, ends: float, most: int) -> bytes:
    """Read an answer to its end, unless it is too long or comes too slowly."""
    data = bytearray()
    while chunk := answer.read1(CHUNK):
        data += chunk
        if len(data) > most:
            raise Unreachable(f'its answer is longer than {most >> 20} MB')
        if time.monotonic() > ends:
            raise TimeoutError
    return bytes(data)
