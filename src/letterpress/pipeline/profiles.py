"""Where the profiles of sealing lie, and what they come to: a key that may seal, and the terms on which it does.

LETTERPRESS_SEAL_CONFIG names the file; else it is seal.toml in the project, else ~/.config/letterpress/seal.toml.
"""
from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.finishing.outside import Terms
from letterpress.pipeline import workshop

if TYPE_CHECKING:
    from letterpress.finishing.keys import SealKey
    from letterpress.finishing.profile import Profile

FILE = 'seal.toml'


@dataclass(frozen=True)
class Sealing:
    """Who seals, how, and into which field; `lowered` is the level that was given up by --without-timestamp."""

    signer: SealKey
    terms: Terms = Terms()
    field: str = ''
    lowered: str = ''


def config(base: Path) -> Path | None:
    """Return the file that holds the profiles, None where there is none. A named one that does not exist is a fault."""
    if named := os.environ.get('LETTERPRESS_SEAL_CONFIG'):
        path = Path(os.path.expanduser(named))
        if not path.is_file():
            raise Rejected(Finding(Place(named), 'LP559', 'there is no such file', 'LETTERPRESS_SEAL_CONFIG names it: correct or unset it.'),
                           Exit.USAGE)
        return path
    own = workshop.settings()
    return next((path for path in (base / FILE, *([own / FILE] if own else ())) if _there(path)), None)


def _there(path: Path) -> bool:
    """Say whether a file is there that can be read: a folder that is closed to us holds no settings of ours."""
    try:
        return path.is_file()
    except OSError:
        return False


def read(path: Path) -> dict[str, Profile]:
    """Return the profiles of a file. Raises Rejected (LP558)."""
    from letterpress.finishing import profile
    return profile.read(path.read_bytes(), str(path))


def sealing(base: Path, name: str | None, key_file: str | None, pass_file: str | None, without_timestamp: bool = False) -> Sealing:
    """Return who seals and how: by the profile of this name, else by the key alone at level B-B.

    Raises Rejected: LP558 and LP559 for the profile, and what `keyring` finds.
    """
    from letterpress.pipeline import keyring
    if name is None:
        return Sealing(keyring.signer(key_file, pass_file))
    profile, file = _named(base, name)
    signer = keyring.of_profile(profile, file.parent, key_file, pass_file)
    if without_timestamp:
        return Sealing(signer, Terms(), profile.field, profile.level if profile.level != 'B-B' else '')
    return Sealing(signer, _terms(profile, file), profile.field)


def terms(base: Path, name: str) -> Terms:
    """Return the terms of a profile, for a file that somebody sealed before."""
    return _terms(*_named(base, name))


def roots(base: Path) -> tuple[tuple[bytes, ...], str]:
    """Return the roots that the reader's own profiles name, and the file that does. A file with faults is asked for nothing."""
    try:
        path = config(base)
        if path is None:
            return (), ''
        return tuple(root for profile in read(path).values() for root in _terms(profile, path).roots), str(path)
    except (Rejected, OSError):
        return (), ''


def _named(base: Path, name: str) -> tuple[Profile, Path]:
    from letterpress.pipeline.words import nearest
    path = config(base)
    if path is None:
        raise Rejected(Finding(Place(FILE), 'LP559', f'there is no {FILE}, so there is no profile “{name}”',
                               f'Write one here, or in ~/.config/letterpress/{FILE}: letterpress explain LP558'), Exit.USAGE)
    found = read(path)
    if name not in found:
        raise Rejected(Finding(Place(str(path)), 'LP559', f'there is no profile “{name}”', nearest(name, found)), Exit.USAGE)
    return found[name], path


def _terms(profile: Profile, file: Path) -> Terms:
    from letterpress.finishing import keys
    found: list[bytes] = []
    for name in profile.roots:
        path = file.parent / os.path.expanduser(name)
        try:
            found += keys.certificates(path.read_bytes(), str(path))
        except OSError:
            raise Rejected(Finding(profile.place, 'LP558', f'the root “{name}” does not exist or cannot be read',
                                   'Paths are relative to the folder of this file.'), Exit.SEAL) from None
    return Terms(profile.level, profile.authorities, tuple(dict.fromkeys(found)), profile.timeout)
