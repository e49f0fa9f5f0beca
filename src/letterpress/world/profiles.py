"""Where the profiles of sealing lie, and what they come to: a key that may seal, and its terms.

LETTERPRESS_SEAL_CONFIG names the file; else it is seal.toml in the project, else
~/.config/letterpress/seal.toml. Whom a reader trusts stands in the first or the last of them, never
in a project: that may have come with what is judged.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.finishing.sealing.services import Terms
from letterpress.values import dataclass
from letterpress.world import machine
from letterpress.world.files import given

if TYPE_CHECKING:
    from letterpress.finishing.keys.key import SealKey
    from letterpress.finishing.keys.profile import Profile

FILE = 'seal.toml'
KEY_ALONE = Terms()  # level B-B: no authority is asked


@dataclass(frozen=True)
class Sealing:
    """Who seals, how, and into which field.

    `lowered` is the level that was given up by --without-timestamp.
    """

    signer: SealKey
    terms: Terms = KEY_ALONE
    field: str = ''
    lowered: str = ''


def config(base: Path) -> Path | None:
    """Return the file that holds the profiles, None where there is none.

    Raises Rejected (LP559) where one is named that does not exist.
    """
    if named := os.environ.get('LETTERPRESS_SEAL_CONFIG'):
        path = Path(os.path.expanduser(named))
        if not path.is_file():
            raise Rejected(
                Finding(
                    Place(named),
                    'LP559',
                    'there is no such file',
                    'LETTERPRESS_SEAL_CONFIG names it: correct or unset it',
                ),
                Exit.USAGE,
            )
        return path
    return next((path for path in (base / FILE, *_of_user()) if _there(path)), None)


def own() -> Path | None:
    """Return the reader's own file: the named one, else that in the user's folder, else None."""
    named = os.environ.get('LETTERPRESS_SEAL_CONFIG')
    places = (Path(os.path.expanduser(named)),) if named else _of_user()
    return next((path for path in places if _there(path)), None)


def in_own_folder(path: Path) -> bool:
    """Tell whether a file is that of the user's configuration folder."""
    return path.resolve() in [one.resolve() for one in _of_user()]


def _of_user() -> tuple[Path, ...]:
    folder = machine.settings()
    return (folder / FILE,) if folder else ()


def _there(path: Path) -> bool:
    """Say whether a file is there: a folder that is closed to us holds no settings of ours."""
    try:
        return path.is_file()
    except OSError:
        return False


def read(path: Path) -> dict[str, Profile]:
    """Return the profiles of a file. Raises Rejected (LP558)."""
    from letterpress.finishing.keys import profile

    return profile.read(_held(path), str(path))


def _held(path: Path) -> bytes:
    try:
        return given.read(path, given.CERTIFICATES)
    except given.Unfit as unfit:
        raise Rejected(
            Finding(
                Place(str(path)),
                'LP558',
                f'this is no file of profiles: it {unfit}',
                'name the file itself',
            ),
            Exit.SEAL,
        ) from None


def sealing(
    base: Path,
    name: str | None,
    key_file: str | None,
    pass_file: str | None,
    without_timestamp: bool = False,
) -> Sealing:
    """Return who seals and how: by the profile of this name, else by the key alone at level B-B.

    Raises Rejected: LP558 and LP559 for the profile, and what `keyring` finds.
    """
    from letterpress.world import keyring

    if name is None:
        return Sealing(keyring.signer(key_file, pass_file))
    profile, file = _named(base, name)
    signer = keyring.of_profile(profile, file.parent, key_file, pass_file)
    if without_timestamp:
        lowered = profile.level if profile.level != 'B-B' else ''
        return Sealing(signer, KEY_ALONE, profile.field, lowered)
    return Sealing(signer, _terms(profile, file), profile.field)


def terms(base: Path, name: str) -> Terms:
    """Return the terms of a profile, for a file that somebody sealed before."""
    return _terms(*_named(base, name))


@dataclass(frozen=True)
class Trusted:
    """Whom a reader's file trusts: nobody, where it has faults.

    Fingerprints are SHA-256 (hex) of certificates, roots are DER.
    """

    fingerprints: frozenset[str] = frozenset()
    roots: tuple[bytes, ...] = ()
    faults: tuple[Finding, ...] = ()


NOBODY = Trusted()


def trusted(path: Path) -> Trusted:
    """Return whom a reader's file trusts: its table [trust], and the roots of its profiles.

    With faults it is asked for nothing, and tells them.
    """
    from letterpress.finishing.keys import profile

    try:
        found = profile.trust(_held(path), str(path))
        named = [
            one
            for name in found.certificates
            for one in _certificates(name, path, found.place, 'certificate')
        ]
        roots = [root for one in read(path).values() for root in _terms(one, path).roots]
    except Rejected as rejected:
        return Trusted(faults=rejected.findings)
    except OSError as error:
        return Trusted(
            faults=(
                Finding(
                    Place(str(path)),
                    'LP558',
                    f'it cannot be read: {error.strerror}',
                    'nobody whom it trusts is trusted now',
                ),
            )
        )
    return Trusted(
        frozenset(found.fingerprints) | {hashlib.sha256(one).hexdigest() for one in named},
        tuple(dict.fromkeys((*named, *roots))),
    )


def _named(base: Path, name: str) -> tuple[Profile, Path]:
    from letterpress.base.nearest import did_you_mean

    path = config(base)
    if path is None:
        raise Rejected(
            Finding(
                Place(FILE),
                'LP559',
                f'there is no {FILE}, so there is no profile “{name}”',
                f'write one here, or in ~/.config/letterpress/{FILE}: letterpress explain LP558',
            ),
            Exit.USAGE,
        )
    found = read(path)
    if name not in found:
        raise Rejected(
            Finding(
                Place(str(path)),
                'LP559',
                f'there is no profile “{name}”',
                did_you_mean(name, found),
            ),
            Exit.USAGE,
        )
    return found[name], path


def _terms(profile: Profile, file: Path) -> Terms:
    found = [
        one for name in profile.roots for one in _certificates(name, file, profile.place, 'root')
    ]
    return Terms(profile.level, profile.authorities, tuple(dict.fromkeys(found)), profile.timeout)


def _certificates(name: str, file: Path, place: Place, what: str) -> tuple[bytes, ...]:
    """Return the certificates in a file that a seal.toml names.

    Raises Rejected (LP558, LP575, LP503).
    """
    from letterpress.finishing.keys import pem

    path = file.parent / os.path.expanduser(name)
    try:
        return pem.certificates(given.read(path, given.CERTIFICATES), str(path))
    except given.Unfit as unfit:
        raise Rejected(
            Finding(
                place,
                'LP575',
                f'the {what} “{name}” is not a certificate file: it {unfit}',
                'paths are relative to the folder of this file',
            ),
            Exit.SEAL,
        ) from None
    except OSError:
        raise Rejected(
            Finding(
                place,
                'LP558',
                f'the {what} “{name}” does not exist or cannot be read',
                'paths are relative to the folder of this file',
            ),
            Exit.SEAL,
        ) from None
