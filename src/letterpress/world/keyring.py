"""Whose seal a build sets: the draft key, or a key file with its pass phrase.

It is looked at before anything is rendered.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from letterpress.base.visible import visible
from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.world import clock, passphrases
from letterpress.world.files import inside, secret, writing

if TYPE_CHECKING:
    from letterpress.finishing.keys.key import SealKey
    from letterpress.finishing.keys.profile import Profile

GOOD_FOR = """
{secret} is the secret half: keep it, and its pass phrase, to yourselves. Seal with it:
  letterpress build --key {secret}
{certificate} is the certificate: publish it where readers already trust you. They check with:
  letterpress verify letter.pdf --trust {certificate}
Its fingerprint (SHA-256): {fingerprint}

What it is good for: whoever has your certificate can see that a letter is yours and that \
nothing was changed.
What it is not: nobody else vouches for it. PDF readers will call the signer unknown until the \
reader trusts the
certificate, and it is no qualified seal (eIDAS). For that, use a certificate of a trust service \
provider with --key.
"""


def signer(key_file: str | None, pass_file: str | None) -> SealKey:
    """Return who seals: the key of the file, else the draft key.

    Raises Rejected (exit 4, one clear finding) for a key that cannot or must not seal.
    """
    from letterpress.finishing.keys.draft import draft_key
    from letterpress.finishing.keys.files import load_key

    try:
        if key_file is None:
            return draft_key()
        data = secret.read(key_file)
        phrase, now = _pass_phrase(pass_file), clock.now()
        try:
            return load_key(data, phrase, now, key_file)
        except Rejected as rejected:
            if (
                phrase is not None
                or not sys.stdin.isatty()
                or all(f.code != 'LP502' for f in rejected.findings)
            ):
                raise
    finally:
        passphrases.forget()
    return load_key(data, _ask(f'Pass phrase of {visible(key_file)}: '), now, key_file)


def of_profile(
    profile: Profile, folder: Path, key_file: str | None, pass_file: str | None
) -> SealKey:
    """Return who seals by a profile that lies in `folder`.

    That is its token, its key file, or the key named elsewhere.
    """
    if profile.token is None:
        return signer(
            str(folder / os.path.expanduser(profile.key)) if profile.key else key_file, pass_file
        )
    from letterpress.finishing.keys import driver, token

    name = profile.token.token
    try:
        pin = _pin(name, pass_file)
    finally:
        passphrases.forget()
    place = replace(profile.token, module=os.path.expanduser(profile.token.module))
    return token.load(driver.Token(place, pin), clock.now())


def _pin(name: str, pass_file: str | None) -> str:
    """Return the PIN of a token: from the file, else LETTERPRESS_PIN, else whoever sits there."""
    if pass_file is not None:
        given = _first_line(pass_file)
    elif (told := passphrases.given('LETTERPRESS_PIN')) is not None:
        given = told
    elif sys.stdin.isatty():
        given = _ask(f'PIN of the token “{visible(name)}”: ')
    else:
        raise Rejected(
            Finding(
                Place(f'token “{name}”'),
                'LP561',
                'it needs its PIN, and there is nobody to ask',
                'give it with --pass-file FILE or in LETTERPRESS_PIN',
            ),
            Exit.SEAL,
        )
    try:
        return given.decode()
    except UnicodeDecodeError:
        raise Rejected(
            Finding(
                Place(f'token “{name}”'),
                'LP561',
                'the PIN is not UTF-8',
                'save the pass file as UTF-8',
            ),
            Exit.SEAL,
        ) from None


def _pass_phrase(pass_file: str | None) -> bytes | None:
    """Return the pass phrase from the file, else from the environment, else None.

    It is never an argument.
    """
    if pass_file is not None:
        return _first_line(pass_file)
    return passphrases.given('LETTERPRESS_PASSPHRASE')


def _first_line(pass_file: str) -> bytes:
    return secret.read(pass_file, 'pass file', '--pass-file').split(b'\n', 1)[0].rstrip(b'\r')


def _ask(prompt: str) -> bytes:
    if not sys.stdin.isatty():
        raise Rejected(
            Finding(
                Place(),
                'LP515',
                'the new key needs a pass phrase, and there is nobody to ask',
                'give it with --pass-file FILE or in LETTERPRESS_PASSPHRASE',
            ),
            Exit.SEAL,
        )
    import getpass

    return getpass.getpass(prompt, sys.stderr).encode()


def new(
    output: Path, name: str | None, years: int, pass_file: str | None, base: Path
) -> tuple[Path, Path, str]:
    """Write a new key (PKCS#12, mode 0600) and its certificate (PEM) beside it.

    Returns both paths and the fingerprint. The pass phrase comes from the pass file,
    LETTERPRESS_PASSPHRASE or a prompt (asked twice). Nothing is overwritten.
    """
    from letterpress.finishing.keys import pem
    from letterpress.finishing.keys.make import new_key

    if not output.name or output.suffix.casefold() == '.pem':
        raise Rejected(
            Finding(
                Place(str(output)),
                'LP517',
                'this cannot be the name of the new key: the certificate beside it '
                'gets the ending .pem',
                'name the key for example seal.p12',
            ),
            Exit.USAGE,
        )
    certificate_file = output.with_suffix('.pem')
    for path in (output, certificate_file):
        if os.path.lexists(path):
            raise Rejected(
                Finding(
                    Place(str(path)),
                    'LP514',
                    'the file exists already, and a key is never overwritten',
                    'choose another name',
                ),
                Exit.USAGE,
            )
    phrase = _pass_phrase(pass_file)
    passphrases.forget()
    if phrase is None:
        phrase = _ask('Pass phrase for the new key: ')
        if phrase != _ask('The same again: '):
            raise Rejected(
                Finding(Place(), 'LP515', 'the two pass phrases differ', 'try again'), Exit.SEAL
            )
    if not phrase:
        raise Rejected(
            Finding(
                Place(),
                'LP515',
                'a seal key without a pass phrase could be used by whoever finds it',
                'give one with --pass-file FILE or in LETTERPRESS_PASSPHRASE',
            ),
            Exit.SEAL,
        )
    try:
        phrase.decode()
    except UnicodeDecodeError:
        raise Rejected(
            Finding(
                Place(),
                'LP515',
                'the pass phrase is not UTF-8, and PKCS#12 takes no other encoding',
                'save the pass file as UTF-8, or take plain letters and digits',
            ),
            Exit.SEAL,
        ) from None
    key, certificate = new_key(name or _publisher(base), clock.now(), years, phrase)
    secret.write(output, key)
    writing.write(certificate_file, certificate)
    return output, certificate_file, next(iter(pem.fingerprints(certificate)))


def _publisher(base: Path) -> str:
    """Return the name of this folder's publisher: what readers shall see as the signer."""
    from letterpress.manuscript import reading

    try:
        campaign, _ = reading.read(inside.read_tree(inside.project(base), 'content'))
    except Rejected:
        campaign = None
    if campaign is None:
        raise Rejected(
            Finding(
                Place(),
                'LP516',
                'the seal needs the name of whoever seals',
                'give it: letterpress key new seal.p12 --name "Our organisation"',
            ),
            Exit.USAGE,
        )
    return campaign.facts.publisher.name.to(campaign.facts.source_language)
