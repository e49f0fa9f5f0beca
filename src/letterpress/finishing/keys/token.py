"""Keys on a token or smart card (PKCS#11): the key stays there, and signs what is handed to it.

A session belongs to the process that opened it. So the value that travels to workers only says
where the key lies, and whoever signs opens a session of its own; the one that looks at the
certificate first leaves nothing open behind it, because drivers do not survive a fork.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.finishing.cms import der
from letterpress.finishing.cms import signed as cms
from letterpress.finishing.keys.profile import TokenPlace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from letterpress.finishing.keys.key import SealKey

_sessions: dict[
    tuple[int, str, str], Any
] = {}  # by process, driver, token: a token knows one login a process


@dataclass(frozen=True)
class Token:
    """Where a key lies, and the PIN that opens the token; a plain value, never printed or stored."""

    place: TokenPlace
    pin: str = field(repr=False)


def load(token: Token, when: datetime) -> SealKey:
    """Return the key on a token that is to seal at `when`.

    Raises Rejected (exit code 4): LP560 to LP562 for the token, LP504 to LP508 for the certificate,
    like a key file.
    """
    from letterpress.finishing.keys import key as keys

    name = f'token “{token.place.token}”'
    with _told(token, name):
        close(token)
        try:
            found = _certificates(_session(token), token.place)
            _private(_session(token), token.place)
        finally:
            close(token)
    if not found:
        raise _rejected(
            'LP562',
            name,
            'it has no certificate of that name',
            'Name it in seal.toml: certificate = "…"',
        )
    return keys.of_token(token, found, when, name)


def sign(token: Token, data: bytes, method: bytes) -> bytes:
    """Sign the bytes on the token, in a session of this process."""
    with _told(token, f'token “{token.place.token}”'):
        from pkcs11 import Mechanism

        key = _private(_session(token), token.place)
        if method == cms.RSA_SHA256:
            return key.sign(data, mechanism=Mechanism.SHA256_RSA_PKCS)
        both = key.sign(hashlib.sha256(data).digest(), mechanism=Mechanism.ECDSA)
    half = len(both) // 2
    return der.sequence(
        *(der.integer(int.from_bytes(one, 'big')) for one in (both[:half], both[half:]))
    )


def close(token: Token) -> None:
    """Leave the token: end the session of this process and put the driver down, so that a fork inherits neither."""
    import pkcs11

    session = _sessions.pop((os.getpid(), token.place.module, token.place.token), None)
    if session is not None:
        session.close()
    pkcs11.unload(token.place.module)


def _session(token: Token):
    """Return this process's session. One that was inherited by a fork is its parent's: it stays unused."""
    import pkcs11

    place = token.place
    known = (os.getpid(), place.module, place.token)
    if known not in _sessions:
        if any(
            module == place.module and process != os.getpid() for process, module, _ in _sessions
        ):
            pkcs11.unload(place.module)
        _sessions[known] = (
            pkcs11.lib(place.module).get_token(token_label=place.token).open(user_pin=token.pin)
        )
    return _sessions[known]


def _named(place: TokenPlace) -> dict:
    named: dict = {'label': place.key} if place.key else {}
    return {**named, 'id': bytes.fromhex(place.id.replace(':', ''))} if place.id else named


def _private(session, place: TokenPlace):
    from pkcs11 import ObjectClass

    return session.get_key(object_class=ObjectClass.PRIVATE_KEY, **_named(place))


def _certificates(session, place: TokenPlace) -> list[bytes]:
    """Return all certificates on the token, those with the key's name first."""
    from pkcs11 import Attribute, ObjectClass

    found = []
    for one in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
        wanted = one[Attribute.LABEL] == (place.certificate or place.key) or (
            place.id and one[Attribute.ID] == bytes.fromhex(place.id.replace(':', ''))
        )
        found.append((not wanted, one[Attribute.VALUE]))
    return [] if all(other for other, _ in found) else [value for _, value in sorted(found)]


@contextmanager
def _told(token: Token, name: str) -> Iterator[None]:
    """Turn what a driver raises into a finding. A wrong PIN is never tried again: tokens lock."""
    try:
        import pkcs11
        from pkcs11 import exceptions as wrong
    except ImportError:
        raise _rejected(
            'LP560',
            name,
            'tokens need python-pkcs11, which is not installed',
            'Install it: pip install "letterpress[pkcs11]"',
        ) from None
    try:
        yield
    except (wrong.PinIncorrect, wrong.PinInvalid, wrong.PinLenRange, wrong.PinTooWeak):
        raise _rejected(
            'LP561',
            name,
            'the PIN does not open it',
            'Check it; after a few wrong ones the token locks itself.',
        ) from None
    except (wrong.PinLocked, wrong.PinExpired, wrong.UserPinNotInitialized):
        raise _rejected(
            'LP561',
            name,
            'its PIN is locked, expired or was never set',
            "Set a new one with the token's own tool.",
        ) from None
    except (
        wrong.NoSuchToken,
        wrong.TokenNotPresent,
        wrong.MultipleTokensReturned,
        wrong.TokenNotRecognised,
        wrong.DeviceRemoved,
    ):
        raise _rejected(
            'LP560',
            name,
            'there is no such token, or more than one',
            f'Is it plugged in? List them: pkcs11-tool --module {token.place.module} --list-slots',
        ) from None
    except (wrong.NoSuchKey, wrong.MultipleObjectsReturned):
        raise _rejected(
            'LP562',
            name,
            f'it has not exactly one key “{token.place.key or token.place.id}”',
            f'List them: pkcs11-tool --module {token.place.module} --login --list-objects',
        ) from None
    except pkcs11.PKCS11Error as error:
        text = (str(error) or type(error).__name__).splitlines()[0][:160]
        raise _rejected(
            'LP560',
            name,
            f'its driver does not work: {text}',
            f'Is {token.place.module} the driver of the token?',
        ) from None


def _rejected(code: str, name: str, message: str, hint: str) -> Rejected:
    return Rejected(Finding(Place(name), code, message, hint), Exit.SEAL)
