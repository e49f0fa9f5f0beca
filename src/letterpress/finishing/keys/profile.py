"""Profiles of sealing, read from seal.toml: which key, which level, which authorities and roots.

```
[profile.coalition]
level = "B-LTA"
key = "~/keys/seal.p12"             # or a token, on one line:
# pkcs11 = {module = "/usr/lib/…/libsofthsm2.so", token = "Seal", key = "seal"}
authorities = ["https://tsa.example.org/tsr", "https://other.example.org/"]
roots = ["roots/issuer.pem", "roots/authority.pem"]

[trust]                             # whom `letterpress verify` trusts, in the reader's own file
certificates = ["coalition.pem"]    # signers', or roots
sha256 = ["…"]                      # or fingerprints of signers' certificates
```

The file names keys and so lies outside content/, which is published. It holds no secret: a pass
phrase or PIN in it is a fault like any other unknown word. Pure: bytes in, values or findings out.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.finishing.sealing.services import LEVELS
from letterpress.manuscript.yaml.scalars import did_you_mean

KEYS = ('level', 'key', 'pkcs11', 'authorities', 'roots', 'field', 'timeout')
TOKEN_KEYS = ('module', 'token', 'key', 'certificate', 'id')
NAME = re.compile(r'[a-z0-9]+(?:-[a-z0-9]+)*')
SECRETS = ('pin', 'passphrase', 'password', 'pass_phrase', 'secret')


@dataclass(frozen=True)
class TokenPlace:
    """Where a key lies that never leaves its token: the driver, the token's label, the key's label or id (hex)."""

    module: str
    token: str
    key: str = ''
    id: str = ''
    certificate: str = ''  # its label, where it is another than the key's


@dataclass(frozen=True)
class Profile:
    """One profile; paths are as they stand in the file."""

    name: str
    level: str = 'B-B'
    key: str = ''
    token: TokenPlace | None = None
    authorities: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    timeout: float = 10.0
    place: Place = field(default=Place(), compare=False)
    field: str = ''


@dataclass(frozen=True)
class Trusted:
    """Whom a reader trusts: certificate files, with paths as they stand in the file, and fingerprints (SHA-256, hex)."""

    certificates: tuple[str, ...] = ()
    fingerprints: tuple[str, ...] = ()
    place: Place = field(default=Place(), compare=False)


def read(data: bytes, path: str) -> dict[str, Profile]:
    """Return the profiles of a seal.toml by name.

    Raises Rejected (exit code 4) with every fault: LP558.
    """
    try:
        text = data.decode()
        values = tomllib.loads(text)
    except UnicodeDecodeError:
        raise Rejected(
            _fault(Place(path), 'it is not UTF-8', 'Save it as UTF-8.'), Exit.SEAL
        ) from None
    except tomllib.TOMLDecodeError as error:
        at = re.search(r'\(at line (\d+), column (\d+)\)', str(error))
        place = Place(path, int(at[1]), int(at[2])) if at else Place(path)
        words = re.sub(r' \(at .*\)', '', str(error))
        raise Rejected(
            _fault(
                place,
                f'it is not TOML here: {words[0].lower()}{words[1:]}',
                'See toml.io for the form.',
            ),
            Exit.SEAL,
        ) from None
    reader = _Reader(path, text)
    profiles = reader.profiles(values)
    if reader.findings:
        raise Rejected(reader.findings, Exit.SEAL)
    return profiles


def trust(data: bytes, path: str) -> Trusted:
    """Return the table [trust] of a seal.toml. Raises Rejected (LP558) like `read`."""
    read(data, path)
    reader = _Reader(path, data.decode())
    return reader.trust(tomllib.loads(data.decode()))


class _Reader:
    """Reads what tomllib gives, and finds the lines again, which it does not tell."""

    def __init__(self, path: str, text: str):
        self.path, self.findings = path, []
        self._lines: dict[tuple[str, str], int] = {}
        table = ''
        for number, line in enumerate(text.splitlines(), 1):
            if header := re.match(r'\s*\[\s*([^\[\]]+?)\s*\]', line):
                table = re.sub(r'\s*\.\s*', '.', header[1].replace('"', '').replace("'", ''))
                self._lines.setdefault((table, ''), number)
            elif entry := re.match(r'\s*["\']?([\w-]+)["\']?\s*[.=]', line):
                self._lines.setdefault((table, entry[1]), number)

    def place(self, table: str, key: str = '') -> Place:
        return Place(
            self.path,
            self._lines.get((table, key))
            or self._lines.get((f'{table}.{key}'.strip('.'), ''))
            or self._lines.get((table, ''), 0),
        )

    def fault(self, place: Place, message: str, hint: str) -> None:
        self.findings.append(_fault(place, message, hint))

    def profiles(self, values: dict) -> dict[str, Profile]:
        self._known('', values, ('profile', 'trust'))
        self.trust(values)
        found = values.get('profile', {})
        if not isinstance(found, dict) or not all(isinstance(one, dict) for one in found.values()):
            self.fault(
                self.place('', 'profile'),
                'a profile is a table of its own',
                'Begin it with a line [profile.name].',
            )
            return {}
        for name in found:
            if not NAME.fullmatch(name):
                self.fault(
                    self.place(f'profile.{name}'),
                    f'“{name}” cannot be the name of a profile',
                    'Small letters, digits and hyphens.',
                )
        return {name: self._profile(name, one) for name, one in found.items()}

    def trust(self, values: dict) -> Trusted:
        found = values.get('trust', {})
        if not isinstance(found, dict):
            self.fault(
                self.place('', 'trust'),
                'trust is a table of its own',
                'Begin it with a line [trust].',
            )
            return Trusted()
        self._known('trust', found, ('certificates', 'sha256'))
        fingerprints = tuple(
            one.replace(':', '').lower() for one in self._texts('trust', 'sha256', found)
        )
        for one in fingerprints:
            if not re.fullmatch('[0-9a-f]{64}', one):
                self.fault(
                    self.place('trust', 'sha256'),
                    f'“{one[:80]}” is no SHA-256 fingerprint',
                    'It has 64 digits from 0 to f.',
                )
        return Trusted(
            self._texts('trust', 'certificates', found), fingerprints, self.place('trust')
        )

    def _profile(self, name: str, values: dict) -> Profile:
        table = f'profile.{name}'
        self._known(table, values, KEYS)
        level = values.get('level', 'B-B')
        if level not in LEVELS:
            self.fault(
                self.place(table, 'level'),
                f'there is no level “{level}”',
                f'One of {", ".join(LEVELS)}.',
            )
            level = 'B-B'
        if 'key' in values and 'pkcs11' in values:
            self.fault(
                self.place(table, 'pkcs11'), 'it names two keys', 'Take out either key or pkcs11.'
            )
        authorities = self._texts(table, 'authorities', values)
        for address in authorities:
            if not _is_web(address):
                self.fault(
                    self.place(table, 'authorities'),
                    f'“{address}” is no address of an authority',
                    'It begins with https:// or http:// and a host.',
                )
        roots = self._texts(table, 'roots', values)
        if level != 'B-B' and not authorities:
            self.fault(
                self.place(table, 'level'),
                f'level {level} needs a time stamp, and no authority is named',
                'Add: authorities = ["https://…"]',
            )
        if level in ('B-LT', 'B-LTA') and not roots:
            self.fault(
                self.place(table, 'level'),
                f'level {level} keeps the chain to a root, and none is named',
                'Add: roots = ["root.pem"]',
            )
        timeout = values.get('timeout', 10)
        if (
            isinstance(timeout, bool)
            or not isinstance(timeout, int | float)
            or not 1 <= timeout <= 60
        ):
            self.fault(
                self.place(table, 'timeout'),
                'the timeout is a number of seconds from 1 to 60',
                'Leave it out for 10.',
            )
            timeout = 10
        return Profile(
            name,
            level,
            self._text(table, 'key', values),
            self._token(table, values),
            authorities,
            roots,
            float(timeout),
            self.place(table),
            self._text(table, 'field', values),
        )

    def _token(self, table: str, values: dict) -> TokenPlace | None:
        if 'pkcs11' not in values:
            return None
        held, inner = values['pkcs11'], f'{table}.pkcs11'
        if not isinstance(held, dict):
            self.fault(
                self.place(table, 'pkcs11'),
                'pkcs11 is a table',
                'Write: pkcs11 = {module = "…", token = "…", key = "…"}',
            )
            return None
        self._known(inner, held, TOKEN_KEYS, self.place(table, 'pkcs11'))
        texts = {
            key: self._text(inner, key, held, self.place(table, 'pkcs11')) for key in TOKEN_KEYS
        }
        if not texts['module'] or not texts['token'] or not (texts['key'] or texts['id']):
            self.fault(
                self.place(table, 'pkcs11'),
                'a token needs module, token, and the key’s label (key) or id',
                'List them with: pkcs11-tool --module … --list-objects',
            )
        if not re.fullmatch(r'(?:[0-9a-fA-F]{2})*', texts['id'].replace(':', '')):
            self.fault(
                self.place(table, 'pkcs11'),
                f'“{texts["id"]}” is no id of a key',
                'Hexadecimal digits, such as "01".',
            )
        return TokenPlace(**texts)

    def _known(
        self, table: str, values: dict, known: tuple[str, ...], at: Place | None = None
    ) -> None:
        for key in values:
            if key not in known:
                secret = key.lower() in SECRETS
                self.fault(
                    at if at and not self._lines.get((table, key)) else self.place(table, key),
                    'a secret has no place in this file'
                    if secret
                    else f'nothing is called “{key}” here',
                    'Take it out: the PIN or pass phrase is asked for, or comes with --pass-file, LETTERPRESS_PIN or '
                    'LETTERPRESS_PASSPHRASE.'
                    if secret
                    else did_you_mean(key, known),
                )

    def _text(self, table: str, key: str, values: dict, at: Place | None = None) -> str:
        value = values.get(key, '')
        if not isinstance(value, str) or (key in values and not value.strip()):
            self.fault(
                at or self.place(table, key), f'{key} is a text', f'Write it in quotes: {key} = "…"'
            )
            return ''
        return value

    def _texts(self, table: str, key: str, values: dict) -> tuple[str, ...]:
        value = values.get(key, [])
        if not isinstance(value, list) or not all(
            isinstance(one, str) and one.strip() for one in value
        ):
            self.fault(
                self.place(table, key), f'{key} is a list of texts', f'Write: {key} = ["…", "…"]'
            )
            return ()
        return tuple(value)


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return (
            parts.scheme in ('http', 'https')
            and bool(parts.hostname)
            and address.isascii()
            and ' ' not in address
            and parts.port != 0
        )
    except ValueError:
        return False


def _fault(place: Place, message: str, hint: str) -> Finding:
    return Finding(place, 'LP558', message, hint)
