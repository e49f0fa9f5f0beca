"""Shapes: what a YAML file may hold, declared once, read with findings, told to editors too.

Every scalar of `tree` is text; a shape types it. `shape.read(node, report)` returns the value,
or None after it has reported what is wrong: reading goes on, so that one run shows all. The
declarations themselves stand in `declared` (and beside the values they describe, as in `roll`).
"""

from __future__ import annotations

from collections.abc import Mapping as Table_
from dataclasses import field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeGuard

from letterpress.base.nearest import did_you_mean, near
from letterpress.findings import NOWHERE, Place
from letterpress.manuscript.countries import Country
from letterpress.manuscript.model import LocalText
from letterpress.manuscript.yaml.scalars import (
    LANGUAGE,
    SLUG,
    WORDS,
    Choice,
    Date,
    Decimal,
    Email,
    Flag,
    Integer,
    Language,
    Moment,
    MomentOrNone,
    Report,
    Schema,
    Sha256,
    Shape,
    SiteUrl,
    Slug,
    Text,
    Typed,
    Url,
    matching,
)
from letterpress.manuscript.yaml.tree import Mapping, Node, Scalar, Sequence
from letterpress.values import dataclass

# findings of a reading after which no nearest word is looked for: that takes its time
MOST_HINTS = 1000

__all__ = [
    'LANGUAGE',
    'SLUG',
    'Choice',
    'Country',
    'Date',
    'Decimal',
    'Either',
    'Email',
    'Field',
    'Flag',
    'Integer',
    'Language',
    'List',
    'Local',
    'Moment',
    'MomentOrNone',
    'Record',
    'Report',
    'Sha256',
    'Shape',
    'SiteUrl',
    'Slug',
    'Table',
    'Text',
    'Typed',
    'Url',
    'Values',
    'matching',
    'optional',
]


_TEXT = Text()


@dataclass(frozen=True)
class Local:
    """A text, or a mapping of language codes to texts that names the source language.

    Reads to `LocalText`.
    """

    text: Shape = _TEXT

    def read(self, node: Node, report: Report) -> LocalText | None:
        """Return the text by language. Code: LP122, and those of its parts."""
        if isinstance(node, Scalar):
            value = self.text.read(node, report)
            return None if value is None else LocalText(value)
        texts = Table(Language, self.text).read(node, report)
        if texts is None:
            return None
        source = report.source_language
        if source and source not in texts:
            report.add(
                node.place,
                'LP122',
                f'the text in the source language ({source}) is missing',
                f'add a line "{source}: …" here',
            )
            return None
        return LocalText(texts[source or next(iter(texts))], MappingProxyType(texts))

    def json(self) -> Schema:
        """Return it for editors: a text, or one by language."""
        return {'anyOf': [self.text.json(), Table(Language, self.text).json()]}


@dataclass(frozen=True)
class List:
    """A list of `least` to `most` values of one shape, each once where `distinct`.

    Reads to a tuple.
    """

    item: Shape
    least: int = 0
    most: int = 100_000
    distinct: bool = False

    def read(self, node: Node, report: Report) -> tuple[Any, ...] | None:
        """Return the values. Codes: LP123, LP135, LP136."""
        if not isinstance(node, Sequence):
            report.add(
                node.place,
                'LP123',
                f'a list is expected here, not {WORDS[type(node)]}',
                'start each entry on its own line with a hyphen and a blank',
            )
            return None
        if not self.least <= len(node.items) <= self.most:
            few = len(node.items) < self.least
            report.add(
                node.place,
                'LP135',
                f'the list has too {"few" if few else "many"} entries: {len(node.items)}',
                f'it needs at least {self.least}' if few else f'it may have at most {self.most}',
            )
            return None
        values = tuple(self.item.read(item, report) for item in node.items)
        whole = all(value is not None for value in values)
        if self.distinct and whole:
            seen: set[Any] = set()
            for item, value in zip(node.items, values, strict=True):
                if value in seen:
                    report.add(
                        item.place,
                        'LP136',
                        f'{value} stands twice in the list',
                        'remove one of the two',
                    )
                    whole = False
                seen.add(value)
        return values if whole else None

    def json(self) -> Schema:
        """Return it for editors: an array."""
        return {
            'type': 'array',
            'items': self.item.json(),
            'minItems': self.least,
            'maxItems': self.most,
            'uniqueItems': self.distinct,
        }


@dataclass(frozen=True)
class Table:
    """A mapping whose keys the user chooses, all of one shape, and all values of one.

    Reads to a dict.
    """

    key: Shape
    value: Shape
    least: int = 1

    def read(self, node: Node, report: Report) -> dict[Any, Any] | None:
        """Return values by key. Codes: LP123, LP135, LP136."""
        if not _is_mapping(node, report):
            return None
        if len(node.entries) < self.least:
            report.add(node.place, 'LP135', 'nothing stands here yet', 'add a line "key: value"')
            return None
        pairs = [
            (self.key.read(key, report), self.value.read(value, report))
            for key, value in node.entries
        ]
        if any(part is None for pair in pairs for part in pair):
            return None
        found: dict[Any, tuple[str, Any]] = {}
        # two spellings of one: GB and UK
        for (key, _), (value, stands) in zip(node.entries, pairs, strict=True):
            if value in found:
                report.add(
                    key.place,
                    'LP136',
                    f'{value} stands twice: as {found[value][0]} and as {key.value}',
                    'remove one of the two',
                )
                return None
            found[value] = (key.value, stands)
        return {value: stands for value, (_, stands) in found.items()}

    def json(self) -> Schema:
        """Return it for editors: an object with keys of one pattern."""
        key = self.key.json()
        names = {word: key[word] for word in ('pattern', 'enum') if word in key}
        return {
            'type': 'object',
            'minProperties': self.least,
            'additionalProperties': self.value.json(),
        } | ({'propertyNames': names} if names else {})


@dataclass(frozen=True)
class Besides:
    """A table in which a few keys have shapes of their own.

    Reads to a pair: the values of those keys (None where one is not there), and the table.
    """

    own: Table_[str, Shape]
    table: Table

    def read(self, node: Node, report: Report) -> tuple[dict[str, Any], dict[Any, Any]] | None:
        """Return both. Codes: those of the shapes."""
        if not _is_mapping(node, report):
            return None
        before = len(report.findings)
        own: dict[str, Any] = dict.fromkeys(self.own)
        left = []
        for key, value in node.entries:
            if key.value in self.own:
                own[key.value] = self.own[key.value].read(value, report)
            else:
                left.append((key, value))
        rest = self.table.read(replace(node, entries=tuple(left)), report)
        return None if rest is None or len(report.findings) > before else (own, rest)

    def json(self) -> Schema:
        """Return it for editors: the table, with these keys named."""
        return self.table.json() | {
            'properties': {name: shape.json() for name, shape in self.own.items()}
        }


@dataclass(frozen=True)
class Either:
    """`scalar` where a text stands, `other` where a list or a mapping does."""

    scalar: Shape
    other: Shape

    def read(self, node: Node, report: Report) -> Any:
        """Return what the one shape or the other reads."""
        return (self.scalar if isinstance(node, Scalar) else self.other).read(node, report)

    def json(self) -> Schema:
        """Return it for editors: either of two."""
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
    """What a record reads to: its values by key, and where each key stands.

    Absent keys have no place.
    """

    values: Table_[str, Any]
    places: Table_[str, Place] = field(default_factory=dict)
    place: Place = NOWHERE

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    def where(self, key: str) -> Place:
        """Return where a key's value stands, or the record itself."""
        return self.places.get(key, self.place)


@dataclass(frozen=True)
class Record:
    """A mapping with declared keys: an unknown key or a missing one is a finding.

    Reads to `Values`.
    """

    fields: Table_[str, Field | Shape]
    about: str = ''
    gone: Table_[str, str] = field(default_factory=dict)  # keys of once: what to write instead

    @cached_property
    def typed(self) -> dict[str, Field]:
        """The declared keys, each as a field."""
        return {name: _field(declared) for name, declared in self.fields.items()}

    def read(self, node: Node, report: Report) -> Values | None:
        """Return the values. Codes: LP121, LP122, LP123."""
        if not _is_mapping(node, report):
            return None
        before, fields = len(report.findings), self.typed
        values: dict[str, Any] = {}
        places: dict[str, Place] = {}
        present = {key.value for key, _ in node.entries}
        misspelt: set[str] = set()
        for key, value in node.entries:
            if key.value not in self.fields:
                free = [name for name in self.fields if name not in present]
                hint = self.gone.get(key.value, '')
                if not hint and len(report.findings) < MOST_HINTS:
                    misspelt.add(near(key.value, self.fields))
                    hint = did_you_mean(key.value, free if near(key.value, free) else self.fields)
                report.add(key.place, 'LP121', f'the key {key.value} is not known here', hint)
                continue
            values[key.value] = fields[key.value].shape.read(value, report)
            places[key.value] = value.place
        for name, declared in fields.items():
            if name in present:
                continue
            values[name] = declared.default
            if declared.required and name not in misspelt:  # a misspelt key is one mistake, not two
                report.add(
                    node.place,
                    'LP122',
                    f'the key {name} is missing',
                    f'add a line "{name}: …"' + (f' ({declared.about})' if declared.about else ''),
                )
        if len(report.findings) > before and any(
            found.severity == 'error' for found in report.findings[before:]
        ):
            return None
        return Values(MappingProxyType(values), MappingProxyType(places), node.place)

    def json(self) -> Schema:
        """Return it for editors: an object with these properties, and no others."""
        fields = {name: _field(declared) for name, declared in self.fields.items()}
        return {
            'type': 'object',
            'properties': {
                name: declared.shape.json()
                | ({'description': declared.about} if declared.about else {})
                for name, declared in fields.items()
            },
            'required': [name for name, declared in fields.items() if declared.required],
            'additionalProperties': False,
        } | ({'description': self.about} if self.about else {})


def _field(declared: Field | Shape) -> Field:
    return declared if isinstance(declared, Field) else Field(declared)


def _is_mapping(node: Node, report: Report) -> TypeGuard[Mapping]:
    if isinstance(node, Mapping):
        return True
    report.add(
        node.place,
        'LP123',
        f'keys and values are expected here, not {WORDS[type(node)]}',
        'write lines of the form "key: value"',
    )
    return False
