"""The driver of a token or smart card (PKCS#11): the key stays there, and signs what it is handed.

A session belongs to the process that opened it. So the value that travels to workers only says
where the key lies, and whoever signs opens a session of its own; the one that looks at the
certificate first leaves nothing open behind it, because drivers do not survive a fork.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager
from dataclasses import field
from typing import TYPE_CHECKING, Any

from letterpress.finishing.cms import algorithms, der
from letterpress.finishing.keys.profile import TokenPlace
from letterpress.finishing.keys.refusal import refused
from letterpress.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pkcs11 import Session

# by process, driver, token: a token knows one login a process
_sessions: dict[tuple[int, str, str], Session] = {}


@dataclass(frozen=True)
class Token:
    """Where a key lies, and the PIN that opens the token.

    A plain value, never printed or stored.
    """

    place: TokenPlace
    pin: str = field(repr=False)

    @property
    def name(self) -> str:
        """What a finding calls it."""
        return f'token “{self.place.token}”'


def certificates(token: Token) -> list[bytes]:
    """Return the certificates on a token (DER), the key's own first; [] where that is missing.

    Leaves nothing open. Raises Rejected (LP560 to LP562), also when the key is not there.
    """
    with _told(token):
        close(token)
        try:
            found = _certificates(_session(token), token.place)
            _private(_session(token), token.place)
        finally:
            close(token)
    return found


def sign(token: Token, data: bytes, method: bytes) -> bytes:
    """Sign the bytes on the token, in a session of this process."""
    with _told(token):
        from pkcs11 import Mechanism

        key = _private(_session(token), token.place)
        if method == algorithms.RSA_SHA256:
            return bytes(key.sign(data, mechanism=Mechanism.SHA256_RSA_PKCS))
        both = key.sign(hashlib.sha256(data).digest(), mechanism=Mechanism.ECDSA)
    half = len(both) // 2
    r, s = (int.from_bytes(one, 'big') for one in (both[:half], both[half:]))
    return der.sequence(der.integer(r), der.integer(s))


def close(token: Token) -> None:
    """Leave the token: end the session of this process and put the driver down.

    So a fork inherits neither.
    """
    import pkcs11

    session = _sessions.pop((os.getpid(), token.place.module, token.place.token), None)
    if session is not None:
        session.close()
    pkcs11.unload(token.place.module)


def _session(token: Token) -> Session:
    """Return this process's session.

    One that was inherited by a fork is its parent's: it stays unused.
    """
    import pkcs11

    place = token.place
    known = (os.getpid(), place.module, place.token)
    if known not in _sessions:
        inherited = (module for process, module, _ in _sessions if process != os.getpid())
        if place.module in inherited:
            pkcs11.unload(place.module)
        held = pkcs11.lib(place.module).get_token(token_label=place.token)
        _sessions[known] = held.open(user_pin=token.pin)
    return _sessions[known]


def _id(place: TokenPlace) -> bytes:
    return bytes.fromhex(place.id.replace(':', ''))


def _private(session: Session, place: TokenPlace) -> Any:
    """Return the key on the token; python-pkcs11 gives it its `sign` when it runs."""
    from pkcs11 import ObjectClass

    label, number = place.key or None, _id(place) or None
    return session.get_key(object_class=ObjectClass.PRIVATE_KEY, label=label, id=number)


def _certificates(session: Session, place: TokenPlace) -> list[bytes]:
    """Return all certificates on the token, those with the key's name first."""
    from pkcs11 import Attribute, ObjectClass

    found = []
    for one in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
        is_own = one[Attribute.LABEL] == (place.certificate or place.key)
        if place.id and one[Attribute.ID] == _id(place):
            is_own = True
        found.append((not is_own, one[Attribute.VALUE]))
    if all(is_other for is_other, _ in found):
        return []
    return [value for _, value in sorted(found)]


@contextmanager
def _told(token: Token) -> Iterator[None]:
    """Turn what a driver raises into a finding. A wrong PIN is never tried again: tokens lock."""
    name, place = token.name, token.place
    try:
        import pkcs11
        from pkcs11 import exceptions as wrong
    except ImportError:
        missing = 'tokens need python-pkcs11, which is not installed'
        hint = 'install python-pkcs11 beside letterpress: letterpress explain LP560 shows how'
        raise refused('LP560', name, missing, hint) from None
    not_opened = (wrong.PinIncorrect, wrong.PinInvalid, wrong.PinLenRange, wrong.PinTooWeak)
    not_usable = (wrong.PinLocked, wrong.PinExpired, wrong.UserPinNotInitialized)
    not_there = (
        wrong.NoSuchToken,
        wrong.TokenNotPresent,
        wrong.MultipleTokensReturned,
        wrong.TokenNotRecognised,
        wrong.DeviceRemoved,
    )
    try:
        yield
    except not_opened:
        hint = 'check it; after a few wrong ones the token locks itself'
        raise refused('LP561', name, 'the PIN does not open it', hint) from None
    except not_usable:
        unusable = 'its PIN is locked, expired or was never set'
        hint = "set a new one with the token's own tool"
        raise refused('LP561', name, unusable, hint) from None
    except not_there:
        absent = 'there is no such token, or more than one'
        listing = f'pkcs11-tool --module {place.module} --list-slots'
        hint = f'look whether it is plugged in, and list them: {listing}'
        raise refused('LP560', name, absent, hint) from None
    except (wrong.NoSuchKey, wrong.MultipleObjectsReturned):
        none = f'it has not exactly one key “{place.key or place.id}”'
        hint = f'list them: pkcs11-tool --module {place.module} --login --list-objects'
        raise refused('LP562', name, none, hint) from None
    except pkcs11.PKCS11Error as error:
        text = (str(error) or type(error).__name__).splitlines()[0][:160]
        hint = f'is {place.module} the driver of the token?'
        raise refused('LP560', name, f'its driver does not work: {text}', hint) from None
