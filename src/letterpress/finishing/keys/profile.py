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
from collections.abc import Mapping
from dataclasses import field
from typing import Any
from urllib.parse import urlsplit

from letterpress.base.nearest import did_you_mean
from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.values import dataclass

KEYS = ('level', 'key', 'pkcs11', 'authorities', 'roots', 'field', 'timeout')
TOKEN_KEYS = ('module', 'token', 'key', 'certificate', 'id')
NAME = re.compile(r'[a-z0-9]+(?:-[a-z0-9]+)*')
SECRETS = ('pin', 'passphrase', 'password', 'pass_phrase', 'secret')
NO_SECRETS = (
    'Take it out: the PIN or pass phrase is asked for, or comes with --pass-file, LETTERPRESS_PIN '
    'or LETTERPRESS_PASSPHRASE.'
)
LEVELS = ('B-B', 'B-T', 'B-LT', 'B-LTA')  # ETSI EN 319 142-1, 6
TIMEOUT = 10.0  # seconds

Table = Mapping[str, Any]


@dataclass(frozen=True)
class TokenPlace:
    """Where a key lies that never leaves its token.

    The driver, the token's label, the key's label or id (hex).
    """

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
    timeout: float = TIMEOUT
    place: Place = field(default=Place(), compare=False)
    field: str = ''


@dataclass(frozen=True)
class Trusted:
    """Whom a reader trusts: certificate files and fingerprints (SHA-256, hex).

    Paths are as they stand in the file.
    """

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
        wrong = _fault(Place(path), 'it is not UTF-8', 'save it as UTF-8')
        raise Rejected(wrong, Exit.SEAL) from None
    except tomllib.TOMLDecodeError as error:
        at = re.search(r'\(at line (\d+), column (\d+)\)', str(error))
        place = Place(path, int(at[1]), int(at[2])) if at else Place(path)
        words = re.sub(r' \(at .*\)', '', str(error))
        reason = f'it is not TOML here: {words[0].lower()}{words[1:]}'
        raise Rejected(_fault(place, reason, 'see toml.io for the form'), Exit.SEAL) from None
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
        self.path = path
        self.findings: list[Finding] = []
        self._lines: dict[tuple[str, str], int] = {}
        table = ''
        for number, line in enumerate(text.splitlines(), 1):
            if header := re.match(r'\s*\[\s*([^\[\]]+?)\s*\]', line):
                table = re.sub(r'\s*\.\s*', '.', header[1].replace('"', '').replace("'", ''))
                self._lines.setdefault((table, ''), number)
            elif entry := re.match(r'\s*["\']?([\w-]+)["\']?\s*[.=]', line):
                self._lines.setdefault((table, entry[1]), number)

    def place(self, table: str, key: str = '') -> Place:
        """Return where a key of a table stands, or the table, or the file."""
        line = (
            self._lines.get((table, key))
            or self._lines.get((f'{table}.{key}'.strip('.'), ''))
            or self._lines.get((table, ''), 0)
        )
        return Place(self.path, line)

    def fault(self, place: Place, message: str, hint: str) -> None:
        """Remember what is wrong: LP558."""
        self.findings.append(_fault(place, message, hint))

    def profiles(self, values: Table) -> dict[str, Profile]:
        """Return the profiles by name."""
        self._known('', values, ('profile', 'trust'))
        self.trust(values)
        found = values.get('profile', {})
        if not isinstance(found, dict) or not all(isinstance(one, dict) for one in found.values()):
            hint = 'begin it with a line [profile.name]'
            self.fault(self.place('', 'profile'), 'a profile is a table of its own', hint)
            return {}
        for name in found:
            if not NAME.fullmatch(name):
                wrong = f'“{name}” cannot be the name of a profile'
                hint = 'small letters, digits and hyphens'
                self.fault(self.place(f'profile.{name}'), wrong, hint)
        return {name: self._profile(name, one) for name, one in found.items()}

    def trust(self, values: Table) -> Trusted:
        """Return whom the reader trusts."""
        found = values.get('trust', {})
        if not isinstance(found, dict):
            hint = 'begin it with a line [trust]'
            self.fault(self.place('', 'trust'), 'trust is a table of its own', hint)
            return Trusted()
        self._known('trust', found, ('certificates', 'sha256'))
        given = self._texts('trust', 'sha256', found)
        fingerprints = tuple(one.replace(':', '').lower() for one in given)
        for one in fingerprints:
            if not re.fullmatch('[0-9a-f]{64}', one):
                wrong = f'“{one[:80]}” is no SHA-256 fingerprint'
                self.fault(self.place('trust', 'sha256'), wrong, 'it has 64 digits from 0 to f')
        certificates = self._texts('trust', 'certificates', found)
        return Trusted(certificates, fingerprints, self.place('trust'))

    def _profile(self, name: str, values: Table) -> Profile:
        table = f'profile.{name}'
        self._known(table, values, KEYS)
        level = self._level(table, values)
        if 'key' in values and 'pkcs11' in values:
            hint = 'take out either key or pkcs11'
            self.fault(self.place(table, 'pkcs11'), 'it names two keys', hint)
        authorities = self._authorities(table, values)
        roots = self._texts(table, 'roots', values)
        if level != 'B-B' and not authorities:
            wrong = f'level {level} needs a time stamp, and no authority is named'
            self.fault(self.place(table, 'level'), wrong, 'add: authorities = ["https://…"]')
        if level in ('B-LT', 'B-LTA') and not roots:
            wrong = f'level {level} keeps the chain to a root, and none is named'
            self.fault(self.place(table, 'level'), wrong, 'add: roots = ["root.pem"]')
        return Profile(
            name,
            level,
            key=self._text(table, 'key', values),
            token=self._token(table, values),
            authorities=authorities,
            roots=roots,
            timeout=self._timeout(table, values),
            place=self.place(table),
            field=self._text(table, 'field', values),
        )

    def _level(self, table: str, values: Table) -> str:
        level = values.get('level', LEVELS[0])
        if isinstance(level, str) and level in LEVELS:
            return level
        hint = f'one of {", ".join(LEVELS)}'
        self.fault(self.place(table, 'level'), f'there is no level “{level}”', hint)
        return LEVELS[0]

    def _authorities(self, table: str, values: Table) -> tuple[str, ...]:
        found = self._texts(table, 'authorities', values)
        for address in found:
            if not _is_web(address):
                wrong = f'“{address}” is no address of an authority'
                hint = 'it begins with https:// or http:// and a host'
                self.fault(self.place(table, 'authorities'), wrong, hint)
        return found

    def _timeout(self, table: str, values: Table) -> float:
        timeout = values.get('timeout', TIMEOUT)
        is_number = isinstance(timeout, int | float) and not isinstance(timeout, bool)
        if is_number and 1 <= timeout <= 60:
            return float(timeout)
        wrong = 'the timeout is a number of seconds from 1 to 60'
        self.fault(self.place(table, 'timeout'), wrong, 'leave it out for 10')
        return TIMEOUT

    def _token(self, table: str, values: Table) -> TokenPlace | None:
        if 'pkcs11' not in values:
            return None
        held, inner, place = values['pkcs11'], f'{table}.pkcs11', self.place(table, 'pkcs11')
        if not isinstance(held, dict):
            hint = 'write: pkcs11 = {module = "…", token = "…", key = "…"}'
            self.fault(place, 'pkcs11 is a table', hint)
            return None
        self._known(inner, held, TOKEN_KEYS, place)
        texts = {key: self._text(inner, key, held, place) for key in TOKEN_KEYS}
        if not texts['module'] or not texts['token'] or not (texts['key'] or texts['id']):
            wrong = 'a token needs module, token, and the key’s label (key) or id'
            self.fault(place, wrong, 'list them with: pkcs11-tool --module … --list-objects')
        if not re.fullmatch(r'(?:[0-9a-fA-F]{2})*', texts['id'].replace(':', '')):
            wrong = f'“{texts["id"]}” is no id of a key'
            self.fault(place, wrong, 'hexadecimal digits, such as "01"')
        return TokenPlace(**texts)

    def _known(
        self, table: str, values: Table, known: tuple[str, ...], at: Place | None = None
    ) -> None:
        """See that nothing stands in a table but what is known; `at` is for one within a line."""
        for key in values:
            if key in known:
                continue
            place = self.place(table, key)
            if at and not self._lines.get((table, key)):
                place = at
            if key.lower() in SECRETS:
                self.fault(place, 'a secret has no place in this file', NO_SECRETS)
            else:
                self.fault(place, f'nothing is called “{key}” here', did_you_mean(key, known))

    def _text(self, table: str, key: str, values: Table, at: Place | None = None) -> str:
        value = values.get(key, '')
        if isinstance(value, str) and (value.strip() or key not in values):
            return value
        place = at or self.place(table, key)
        self.fault(place, f'{key} is a text', f'write it in quotes: {key} = "…"')
        return ''

    def _texts(self, table: str, key: str, values: Table) -> tuple[str, ...]:
        value = values.get(key, [])
        if isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value):
            return tuple(value)
        hint = f'write: {key} = ["…", "…"]'
        self.fault(self.place(table, key), f'{key} is a list of texts', hint)
        return ()


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
        has_host = parts.scheme in ('http', 'https') and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return has_host and address.isascii() and ' ' not in address


def _fault(place: Place, message: str, hint: str) -> Finding:
    return Finding(place, 'LP558', message, hint)
