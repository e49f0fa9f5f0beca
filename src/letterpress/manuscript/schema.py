"""Shapes: what a YAML file may hold, declared once, read with findings, and told to editors as JSON Schema.

Every scalar of `yamltext` is text; a shape types it. `shape.read(node, report)` returns the value, or None after it has
reported what is wrong: reading goes on, so that one run shows all. The declarations themselves stand in `shapes` (and
beside the values they describe, as in `roll`).
"""
from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping as Table_
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Protocol

from letterpress.findings import Finding, Place
from letterpress.manuscript.model import LocalText
from letterpress.manuscript.yamltext import Mapping, Node, Scalar, Sequence

_WORDS = {Scalar: 'text', Sequence: 'a list', Mapping: 'keys and values'}


class Report:
    """Collects the findings of one reading. `source_language` is what a text that differs by language falls back on."""

    def __init__(self, source_language: str = ''):
        self.findings: list[Finding] = []
        self.source_language = source_language

    def add(self, place: Place, code: str, message: str, hint: str = '') -> None:
        self.findings.append(Finding(place, code, message, hint))


class Shape(Protocol):
    """What a value may be."""

    def read(self, node: Node, report: Report) -> Any: ...

    def json(self) -> dict: ...


def near(word: str, known: Iterable[str]) -> str:
    """Return the known word that is spelt most like `word`, or ''."""
    return next(iter(difflib.get_close_matches(word, list(known), 1, 0.6)), '')


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint that offers the nearest known word, or lists all of them."""
    known = list(known)
    found = near(word, known)
    return f'did you mean {found}?' if found else f'known here: {", ".join(known)}'


# ---- text and what is made of it ---------------------------------------------------------------------------------

@dataclass(frozen=True)
class Text:
    """A text of at most `most` characters; empty only where `empty` says so."""

    empty: bool = False
    most: int = 2000
    about: str = ''

    def read(self, node: Node, report: Report) -> str | None:
        if not isinstance(node, Scalar):
            report.add(node.place, 'LP123', f'a text is expected here, not {_WORDS[type(node)]}',
                       'write one text; if it begins with [ or {, put it in quotes')
        elif not node.value.strip() and not self.empty:
            report.add(node.place, 'LP131', 'the text is empty', 'write it, or remove the key if it may be left out')
        elif len(node.value) > self.most:
            report.add(node.place, 'LP132', f'the text has {len(node.value)} characters, at most {self.most} are allowed',
                       'shorten it')
        else:
            return node.value
        return None

    def json(self) -> dict:     # editors type 1, yes and 12:30 themselves; here they are texts as they stand
        return {'type': ['string', 'number', 'boolean']} | ({'description': self.about} if self.about else {})


@dataclass(frozen=True)
class Typed:
    """A text that `parse` turns into a value; ValueError means that it is none of the kind."""

    parse: Callable[[str], Any]
    code: str
    expected: str               # '{value} is no …': what it should have been
    hint: str
    schema: Table_[str, Any]

    def read(self, node: Node, report: Report) -> Any:
        value = Text(most=500).read(node, report)
        if value is None:
            return None
        try:
            return self.parse(value)
        except ValueError:
            report.add(node.place, self.code, f'{value} is not {self.expected}', self.hint)
            return None

    def json(self) -> dict:
        return dict(self.schema)


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    words: tuple[str, ...]

    def read(self, node: Node, report: Report) -> str | None:
        value = Text().read(node, report)
        if value is None or value in self.words:
            return value
        report.add(node.place, 'LP124', f'{value} is not allowed here', f'write one of: {", ".join(self.words)}')
        return None

    def json(self) -> dict:
        return {'enum': [{'true': True, 'false': False}.get(word, word) for word in self.words]}


class Flag:
    """true or false, and nothing else: `yes`, `no` and `on` mean something else in other readers."""

    def read(self, node: Node, report: Report) -> bool | None:
        word = Choice(('true', 'false')).read(node, report)
        return None if word is None else word == 'true'

    def json(self) -> dict:
        return {'type': 'boolean'}


@dataclass(frozen=True)
class Integer:
    """A whole number in Western digits, within bounds."""

    least: int = 0
    most: int = 10 ** 9

    def read(self, node: Node, report: Report) -> int | None:
        value = Text().read(node, report)
        if value is None:
            return None
        if re.fullmatch(r'-?[0-9]{1,12}', value) and self.least <= int(value) <= self.most:
            return int(value)
        report.add(node.place, 'LP130', f'{value} is not a whole number from {self.least} to {self.most}',
                   'write it with the digits 0 to 9, without blanks or points')
        return None

    def json(self) -> dict:
        return {'type': 'integer', 'minimum': self.least, 'maximum': self.most}


@dataclass(frozen=True)
class Decimal:
    """A number with a point, within bounds (lengths in mm, factors)."""

    least: float = 0.0
    most: float = 10_000.0

    def read(self, node: Node, report: Report) -> float | None:
        value = Text().read(node, report)
        if value is None:
            return None
        if re.fullmatch(r'-?[0-9]{1,9}(\.[0-9]{1,9})?', value) and self.least <= float(value) <= self.most:
            return float(value)
        report.add(node.place, 'LP130', f'{value} is not a number from {self.least:g} to {self.most:g}',
                   'write it with the digits 0 to 9 and a decimal point, without a unit')
        return None

    def json(self) -> dict:
        return {'type': 'number', 'minimum': self.least, 'maximum': self.most}


def _date(value: str) -> date:
    if not re.fullmatch(r'[0-9]{4}-[0-9]{2}-[0-9]{2}', value):
        raise ValueError
    return date.fromisoformat(value)


def _moment(value: str) -> datetime:
    if not re.fullmatch(r'[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})', value):
        raise ValueError
    return datetime.fromisoformat(value)


def matching(pattern: str) -> Callable[[str], str]:
    """Return a `parse` for `Typed` that takes a text as it is where the whole of it matches."""
    def parse(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError
        return value
    return parse


# BCP 47 as far as file names and letters need it: language, script, region, one variant, in their usual case
LANGUAGE = r'[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))?'
SLUG = r'[a-z0-9]+(-[a-z0-9]+)*'
_EMAIL = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
_URL = r'https?://[^\s/?#@<>"\\]+([/?#][^\s<>"\\]*)?'


def _string(pattern: str = '', form: str = '') -> dict:
    return {'type': 'string'} | ({'pattern': f'^({pattern})$'} if pattern else {}) | ({'format': form} if form else {})


Date = Typed(_date, 'LP125', 'a date', 'write year-month-day: 2026-12-01', _string(form='date'))
Moment = Typed(_moment, 'LP125', 'a date with time and offset from UTC', 'write it so: 2026-12-01T09:00+01:00',
               _string(form='date-time'))
MomentOrNone = Typed(lambda value: None if value == 'none' else _moment(value), 'LP125',
                     'a date with time and offset from UTC, nor the word none',
                     'write it so: 2026-12-01T09:00+01:00, or none', _string())
Language = Typed(matching(LANGUAGE), 'LP126', 'a language code', 'write a code such as fr, pt-BR or zh-Hant',
                 _string(LANGUAGE))
Country = Typed(matching('[A-Z]{2}'), 'LP127', 'a country code', 'write two capital letters such as FR (ISO 3166)',
                _string('[A-Z]{2}'))
Email = Typed(matching(_EMAIL), 'LP128', 'an e-mail address', 'write it so: name@example.net', _string(_EMAIL))
Url = Typed(matching(_URL), 'LP129', 'a web address', 'write it in full, with https:// in front and no blanks',
            _string(_URL, 'uri'))
Sha256 = Typed(lambda value: matching('[0-9a-f]{64}')(re.sub(r'[:\s]', '', value).lower()), 'LP133',
               'a SHA-256 fingerprint', 'write its 64 hexadecimal digits', _string('[0-9A-Fa-f: ]{64,95}'))
Slug = Typed(matching(SLUG), 'LP134', 'a short name', 'use small letters a to z, digits and single hyphens', _string(SLUG))


# ---- what holds other values -------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Local:
    """A text, or a mapping of language codes to texts that names the source language. Reads to `LocalText`."""

    text: Shape = Text()

    def read(self, node: Node, report: Report) -> LocalText | None:
        if isinstance(node, Scalar):
            value = self.text.read(node, report)
            return None if value is None else LocalText(value)
        texts = Table(Language, self.text).read(node, report)
        if texts is None:
            return None
        source = report.source_language
        if source and source not in texts:
            report.add(node.place, 'LP122', f'the text in the source language ({source}) is missing',
                       f'add a line "{source}: …" here')
            return None
        return LocalText(texts[source or next(iter(texts))], MappingProxyType(texts))

    def json(self) -> dict:
        return {'anyOf': [self.text.json(), Table(Language, self.text).json()]}


@dataclass(frozen=True)
class List:
    """A list of `least` to `most` values of one shape, each once where `distinct`. Reads to a tuple."""

    item: Shape
    least: int = 0
    most: int = 100_000
    distinct: bool = False

    def read(self, node: Node, report: Report) -> tuple | None:
        if not isinstance(node, Sequence):
            report.add(node.place, 'LP123', f'a list is expected here, not {_WORDS[type(node)]}',
                       'start each entry on its own line with a hyphen and a blank')
            return None
        if not self.least <= len(node.items) <= self.most:
            bound = f'at least {self.least}' if len(node.items) < self.least else f'at most {self.most}'
            report.add(node.place, 'LP135', f'the list has {len(node.items)} entries, {bound} are expected',
                       'add or remove entries')
            return None
        values = tuple(self.item.read(item, report) for item in node.items)
        whole = all(value is not None for value in values)
        if self.distinct and whole:
            for n, value in enumerate(values):
                if value in values[:n]:
                    report.add(node.items[n].place, 'LP136', f'{value} stands twice in the list', 'remove one of the two')
                    whole = False
        return values if whole else None

    def json(self) -> dict:
        return {'type': 'array', 'items': self.item.json(), 'minItems': self.least, 'uniqueItems': self.distinct}


@dataclass(frozen=True)
class Table:
    """A mapping whose keys the user chooses, all keys of one shape and all values of one. Reads to a dict."""

    key: Shape
    value: Shape
    least: int = 1

    def read(self, node: Node, report: Report) -> dict | None:
        if not _is_mapping(node, report):
            return None
        if len(node.entries) < self.least:
            report.add(node.place, 'LP135', 'nothing stands here yet', 'add a line "key: value"')
            return None
        pairs = [(self.key.read(key, report), self.value.read(value, report)) for key, value in node.entries]
        return None if any(part is None for pair in pairs for part in pair) else dict(pairs)

    def json(self) -> dict:
        key = self.key.json()
        return {'type': 'object', 'minProperties': self.least, 'additionalProperties': self.value.json()} | (
            {'propertyNames': {'pattern': key['pattern']}} if 'pattern' in key else {})


@dataclass(frozen=True)
class Either:
    """`scalar` where a text stands, `other` where a list or a mapping does."""

    scalar: Shape
    other: Shape

    def read(self, node: Node, report: Report) -> Any:
        return (self.scalar if isinstance(node, Scalar) else self.other).read(node, report)

    def json(self) -> dict:
        return {'anyOf': [self.scalar.json(), self.other.json()]}


@dataclass(frozen=True)
class Field:
    """One key of a record. `default` is the value itself, already typed."""

    shape: Shape
    required: bool = True
    default: Any = None
    about: str = ''


def optional(shape: Shape, default: Any = None, about: str = '') -> Field:
    """Return a field that may be left out."""
    return Field(shape, False, default, about)


@dataclass(frozen=True)
class Values:
    """What a record reads to: its values by key, and where each key stands (absent keys have no place)."""

    values: Table_[str, Any]
    places: Table_[str, Place] = field(default_factory=dict)
    place: Place = Place()

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    def where(self, key: str) -> Place:
        """Return where a key's value stands, or the record itself."""
        return self.places.get(key, self.place)


@dataclass(frozen=True)
class Record:
    """A mapping with declared keys: an unknown key or a missing one is a finding. Reads to `Values`."""

    fields: Table_[str, Field | Shape]
    about: str = ''

    def read(self, node: Node, report: Report) -> Values | None:
        if not _is_mapping(node, report):
            return None
        before = len(report.findings)
        values: dict[str, Any] = {}
        places: dict[str, Place] = {}
        present = {key.value for key, _ in node.entries}
        for key, value in node.entries:
            if key.value not in self.fields:
                free = [name for name in self.fields if name not in present] or list(self.fields)
                report.add(key.place, 'LP121', f'the key {key.value} is not known here', did_you_mean(key.value, free))
                continue
            values[key.value] = _field(self.fields[key.value]).shape.read(value, report)
            places[key.value] = value.place
        misspelt = {near(key, self.fields) for key in present if key not in self.fields}
        for name, declared in self.fields.items():
            if name in present:
                continue
            declared = _field(declared)
            values[name] = declared.default
            if declared.required and name not in misspelt:      # a misspelt key is one mistake, not two
                report.add(node.place, 'LP122', f'the key {name} is missing', f'add a line "{name}: …"'
                           + (f' ({declared.about})' if declared.about else ''))
        if any(found.severity == 'error' for found in report.findings[before:]):
            return None
        return Values(MappingProxyType(values), MappingProxyType(places), node.place)

    def json(self) -> dict:
        fields = {name: _field(declared) for name, declared in self.fields.items()}
        return {
            'type': 'object',
            'properties': {name: declared.shape.json() | ({'description': declared.about} if declared.about else {})
                           for name, declared in fields.items()},
            'required': [name for name, declared in fields.items() if declared.required],
            'additionalProperties': False,
        } | ({'description': self.about} if self.about else {})


def _field(declared: Field | Shape) -> Field:
    return declared if isinstance(declared, Field) else Field(declared)


def _is_mapping(node: Node, report: Report) -> bool:
    if isinstance(node, Mapping):
        return True
    report.add(node.place, 'LP123', f'keys and values are expected here, not {_WORDS[type(node)]}',
               'write lines of the form "key: value"')
    return False


# ---- for editors -------------------------------------------------------------------------------------------------

def json_schema(name: str) -> dict:
    """Return the JSON Schema (draft 2020-12) of a file: 'campaign', 'letter', 'layout' … (see `shapes.SHAPES`).

    Raises KeyError for a name that is not declared.
    """
    from letterpress.manuscript import shapes       # late: the declarations are made of this module's parts
    return {'$schema': 'https://json-schema.org/draft/2020-12/schema', 'title': f'letterpress: {name}',
            **shapes.shape(name).json()}
