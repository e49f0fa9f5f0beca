"""Scalars: what one value of a YAML file may be. Text goes in, a value or a finding comes out.

`schema` builds lists and records of these and hands all of them on: import from there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Mapping as Table_
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from letterpress.findings import Finding, Place
from letterpress.manuscript.text.addresses import in_ascii
from letterpress.manuscript.yaml.tree import Mapping, Node, Scalar, Sequence
from letterpress.values import dataclass

Schema = dict[str, Any]  # JSON Schema, draft 2020-12
EARLIEST, LATEST = timedelta(hours=-12), timedelta(hours=14)  # of offsets from UTC
QUARTER = timedelta(minutes=15)
WORDS = {Scalar: 'a text', Sequence: 'a list', Mapping: 'keys and values'}


class Report:
    """Collects the findings of one reading.

    `source_language` is what a text that differs by language falls back on.
    """

    def __init__(self, source_language: str = ''):
        self.findings: list[Finding] = []
        self.source_language = source_language

    def add(self, place: Place, code: str, message: str, hint: str = '') -> None:
        """Note a finding."""
        self.findings.append(Finding(place, code, message, hint))


class Shape(Protocol):
    """What a value may be."""

    def read(self, node: Node, report: Report) -> Any:
        """Return the value of a node, or None after reporting what is wrong with it."""

    def json(self) -> Schema:
        """Return the shape as editors read it."""


# ---- text and what is made of it -----------------------------------------------------------------


@dataclass(frozen=True)
class Text:
    """A text of at most `most` characters; empty only where `empty` says so."""

    empty: bool = False
    most: int = 2000
    about: str = ''

    def read(self, node: Node, report: Report) -> str | None:
        """Return the text. Codes: LP123, LP131, LP132."""
        if not isinstance(node, Scalar):
            report.add(
                node.place,
                'LP123',
                f'a text is expected here, not {WORDS[type(node)]}',
                'write one text; if it begins with [ or {, put it in quotes',
            )
        elif not node.value.strip() and not self.empty:
            report.add(
                node.place,
                'LP131',
                'the text is empty',
                'write it, or remove the key if it may be left out',
            )
        elif len(node.value) > self.most:
            report.add(
                node.place,
                'LP132',
                f'the text has {len(node.value)} characters, at most {self.most} are allowed',
                'shorten it',
            )
        else:
            return node.value
        return None

    def json(self) -> Schema:
        """Return it for editors: a text, or what they take for something else."""
        # editors type 1, yes and 12:30 themselves; here they are texts as they stand
        return {
            'type': ['string', 'number', 'boolean'],
            'minLength': 0 if self.empty else 1,
            'maxLength': self.most,
        } | ({'description': self.about} if self.about else {})


_OF_A_KIND = 500  # characters of a text that has a type of its own


@dataclass(frozen=True)
class Typed:
    """A text that `parse` turns into a value; ValueError means that it is none of the kind."""

    parse: Callable[[str], Any]
    code: str
    expected: str  # '{value} is no …': what it should have been
    hint: str
    schema: Table_[str, Any]

    def of(self, text: str) -> Any:
        """Return what `parse` makes of a text. Raises ValueError where `read` would report."""
        if len(text) > _OF_A_KIND or not text.strip():
            raise ValueError
        return self.parse(text)

    def read(self, node: Node, report: Report) -> Any:
        """Return what `parse` makes of the text, else report `code`."""
        value = Text(most=_OF_A_KIND).read(node, report)
        if value is None:
            return None
        try:
            return self.parse(value)
        except ValueError:
            report.add(node.place, self.code, f'{value} is not {self.expected}', self.hint)
            return None

    def json(self) -> Schema:
        """Return `schema`."""
        return dict(self.schema)


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    words: tuple[str, ...]

    def read(self, node: Node, report: Report) -> str | None:
        """Return the word. Code: LP124."""
        value = Text().read(node, report)
        if value is None or value in self.words:
            return value
        report.add(
            node.place,
            'LP124',
            f'{value} is not allowed here',
            f'write one of: {", ".join(self.words)}',
        )
        return None

    def json(self) -> Schema:
        """Return it for editors: an enumeration."""
        return {'enum': [{'true': True, 'false': False}.get(word, word) for word in self.words]}


class Flag:
    """true or false, and nothing else.

    `yes`, `no` and `on` mean something else in other readers.
    """

    def read(self, node: Node, report: Report) -> bool | None:
        """Return the truth. Code: LP124."""
        word = Choice(('true', 'false')).read(node, report)
        return None if word is None else word == 'true'

    def json(self) -> Schema:
        """Return it for editors: a truth."""
        return {'type': 'boolean'}


@dataclass(frozen=True)
class Integer:
    """A whole number in Western digits, within bounds."""

    least: int = 0
    most: int = 10**9

    def read(self, node: Node, report: Report) -> int | None:
        """Return the number. Code: LP130."""
        value = Text().read(node, report)
        if value is None:
            return None
        if re.fullmatch(r'-?[0-9]{1,12}', value) and self.least <= int(value) <= self.most:
            return int(value)
        report.add(
            node.place,
            'LP130',
            f'{value} is not a whole number from {self.least} to {self.most}',
            'write it with the digits 0 to 9, without blanks or points',
        )
        return None

    def json(self) -> Schema:
        """Return it for editors: an integer with its bounds."""
        return {'type': 'integer', 'minimum': self.least, 'maximum': self.most}


@dataclass(frozen=True)
class Decimal:
    """A number with a point, within bounds (lengths in mm, factors)."""

    least: float = 0.0
    most: float = 10_000.0

    def read(self, node: Node, report: Report) -> float | None:
        """Return the number. Code: LP130."""
        value = Text().read(node, report)
        if value is None:
            return None
        if (
            re.fullmatch(r'-?[0-9]{1,9}(\.[0-9]{1,9})?', value)
            and self.least <= float(value) <= self.most
        ):
            return float(value)
        report.add(
            node.place,
            'LP130',
            f'{value} is not a number from {self.least:g} to {self.most:g}',
            'write it with the digits 0 to 9 and a decimal point, without a unit',
        )
        return None

    def json(self) -> Schema:
        """Return it for editors: a number with its bounds."""
        return {'type': 'number', 'minimum': self.least, 'maximum': self.most}


def _date(value: str) -> date:
    if not re.fullmatch(r'[0-9]{4}-[0-9]{2}-[0-9]{2}', value):
        raise ValueError
    return date.fromisoformat(value)


def _moment(value: str) -> datetime:
    if not re.fullmatch(
        r'[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})',
        value,
    ):
        raise ValueError
    moment = datetime.fromisoformat(value)
    offset = moment.utcoffset()
    # no place on Earth has another: who types one means a different moment
    if offset is None or not EARLIEST <= offset <= LATEST or offset % QUARTER:
        raise ValueError
    return moment


def matching(pattern: str) -> Callable[[str], str]:
    """Return a `parse` for `Typed` that takes a text as it is where the whole of it matches."""

    def parse(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError
        return value

    return parse


# BCP 47 as far as file names and letters need it: language, script, region, one variant, in their
# usual case
LANGUAGE = r'[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))?'
SLUG = r'[a-z0-9]+(-[a-z0-9]+)*'
# RFC 5321 and 5322: words with single dots between them, 64 and 254 characters at most; a label of
# a domain neither begins nor ends with a hyphen. To other addresses no message can be sent.
_WORD, _LABEL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+", '[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?'
_EMAIL = rf'(?=.{{3,254}}$)(?=.{{1,64}}@){_WORD}(\.{_WORD})*@{_LABEL}(\.{_LABEL})+'
_URL = r'https?://[^\s/?#@<>"\\]+([/?#][^\s<>"\\]*)?'


def _string(pattern: str = '', form: str = '') -> Schema:
    return (
        {'type': 'string'}
        | ({'pattern': f'^({pattern})$'} if pattern else {})
        | ({'format': form} if form else {})
    )


Date = Typed(_date, 'LP125', 'a date', 'write year-month-day: 2026-12-01', _string(form='date'))
Moment = Typed(
    _moment,
    'LP125',
    'a date with time and offset from UTC',
    'write it so: 2026-12-01T09:00+01:00',
    _string(form='date-time'),
)
MomentOrNone = Typed(
    lambda value: None if value == 'none' else _moment(value),
    'LP125',
    'a date with time and offset from UTC, nor the word none',
    'write it so: 2026-12-01T09:00+01:00, or none',
    _string(),
)
Language = Typed(
    matching(LANGUAGE),
    'LP126',
    'a language code',
    'write a code such as fr, pt-BR or zh-Hant',
    _string(LANGUAGE),
)
Email = Typed(
    matching(_EMAIL), 'LP128', 'an e-mail address', 'write it so: name@example.net', _string(_EMAIL)
)
Url = Typed(
    matching(_URL),
    'LP129',
    'a web address',
    'write it in full, with https:// in front and no blanks',
    _string(_URL, 'uri'),
)
_SITE = r'https://[^\s/?#@<>"\\]+(/[^\s?#<>"\\]*)?'


def _site(value: str) -> str:
    """Return the address of a folder of a site in ASCII, with the slash at its end."""
    return in_ascii(f'{matching(_SITE)(value).removesuffix("/")}/')


SiteUrl = Typed(
    _site,
    'LP139',
    'the address of a site',
    'write it with https:// in front, without a question mark or a hash: '
    'https://www.example.net/letter/',
    _string(_SITE, 'uri'),
)
Sha256 = Typed(
    lambda value: matching('[0-9a-f]{64}')(re.sub(r'[:\s]', '', value).lower()),
    'LP133',
    'a SHA-256 fingerprint',
    'write its 64 hexadecimal digits',
    _string('[0-9A-Fa-f: ]{64,95}'),
)
Slug = Typed(
    matching(SLUG),
    'LP134',
    'a short name',
    'use small letters a to z, digits and single hyphens',
    _string(SLUG),
)
