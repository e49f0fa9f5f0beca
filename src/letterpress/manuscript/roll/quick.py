"""Long rolls, read quickly: an entry against which nothing is to be said goes by no tree.

A hundred thousand entries would be three million nodes, each with its place, for a place that only
a finding asks for. So the values of an entry are typed as they stand; where one of them is not what
its key wants, or anything else is found, that entry is read again with places, as any file is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any

from letterpress.base import characters
from letterpress.findings import NOWHERE, Place, Rejected
from letterpress.manuscript.model import PrivateRecord, Signatory
from letterpress.manuscript.yaml import plain_lists, tree
from letterpress.manuscript.yaml.nodes import Scalar
from letterpress.manuscript.yaml.shapes import Field, Record, Report, Shape, Text, Typed, Values

Make = Callable[[Values, Report], Signatory | None]
# The typed values of many entries by key, those of a mapping within under `mapping.key`
Columns = Mapping[str, Sequence[Any]]
MakeMany = Callable[[Columns, Iterable[Place]], Sequence[Signatory | None]]

_NOBODY = Signatory('', '', '')
_NO_RECORD = PrivateRecord()
_ALL = tuple(one.name for one in fields(Signatory))
_FIELDS = tuple(key for key in _ALL if key not in ('private', 'place'))
_PRIVATE, _PLACE = (tuple(one.name for one in fields(each)) for each in (PrivateRecord, Place))
_UNKNOWN = object()  # a value that its shape would not take, or a key that nobody knows
_TOGETHER = 2000  # entries whose values are typed together: each that several say, once


def read(
    text: str, path: str, entry: Record, make: Make, many: MakeMany, report: Report
) -> list[Signatory] | None:
    """Return the signatories of a roll's text; what is wrong with them goes to the report.

    The text is `characters.settled`. `entry` is the shape of one; `make` makes a signatory of its
    values, `many` makes those of several, None for each against which anything is to be said. None,
    and nothing reported, where the text is to be read by YAML's whole grammar.
    """
    if any(True for _ in characters.stray_directions(text, path, 1, paragraphs=False)):
        return None
    at = plain_lists.begin(text)
    if at is None:
        return None
    reading = _Reading(text, path, entry, make, many, report.source_language)
    match, number, size = reading.pattern.match, 1 + text.count('\n', 0, at), len(text)
    alike: list[tuple[int, int, tuple[str | None, ...]]] = []
    while at < size:
        found = match(text, at)
        end = found.end() if found else 0
        if found and (end == size or text.startswith('- ', end)):
            alike.append((number, at, found.groups()))
            whole = len(alike) < _TOGETHER or reading.take(alike)
        else:  # no entry as letterpress writes it
            end = plain_lists.end(text, at)
            whole = reading.take(alike) and reading.take_apart(number, at, end)
        if not whole:
            return None
        number += text.count('\n', at, end)
        at = end
    if not reading.take(alike):
        return None
    report.findings += reading.said.findings
    return reading.found


def packed(entries: Sequence[Signatory]) -> Columns:
    """Return the values of entries by field, to cross to another process in a third of the time."""
    parts = {
        '': (entries, _FIELDS),
        'private.': ([one.private for one in entries], _PRIVATE),
        'place.': ([one.place for one in entries], _PLACE),
    }
    return {
        within + key: list(map(attrgetter(key), ones))
        for within, (ones, keys) in parts.items()
        for key in keys
    }


def unpacked(columns: Columns) -> list[Signatory]:
    """Return the entries that `packed` took apart."""
    whole: dict[str, Sequence[Any]] = {
        **columns,
        'private': [
            PrivateRecord(*said) if any(said) else _NO_RECORD
            for said in zip(*(columns[f'private.{key}'] for key in _PRIVATE), strict=True)
        ],
        'place': list(map(Place, *(columns[f'place.{key}'] for key in _PLACE))),
    }
    return list(map(Signatory, *map(whole.__getitem__, _ALL)))


def as_meant(said: Columns, by_id: Mapping[str, Signatory]) -> list[Signatory | None]:
    """Return the signatories that the values of many entries were meant to describe.

    None for each entry that says anything else than the signatory with its id. Where an entry
    stands does not count.
    """
    meant = [by_id.get(ident, _NOBODY) for ident in said['id']]
    private = [one.private for one in meant]
    public = [
        one is not False and confirmed
        for one, confirmed in zip(said['public'], said['confirmed'], strict=True)
    ]
    found: list[Signatory | None] = [*meant]
    for key, values in {**said, 'public': public}.items():
        within, _, own = key.rpartition('.')
        wanted = list(map(attrgetter(own), private if within else meant))
        if wanted != values:
            for n, (one, other) in enumerate(zip(wanted, values, strict=True)):
                if one != other:
                    found[n] = None
    return [None if one is _NOBODY else one for one in found]


class _Reading:
    """The reading of one text: whom it has found, and what it has to say."""

    def __init__(
        self, text: str, path: str, entry: Record, make: Make, many: MakeMany, language: str
    ):
        self._text, self._path, self._entry, self._make, self._many = text, path, entry, make, many
        self._typed = _Typed(entry)
        self.pattern = self._typed.written
        self.found: list[Signatory] = []
        self.said = Report(language)

    def take(self, alike: list[tuple[int, int, tuple[str | None, ...]]]) -> bool:
        """Read entries that are as letterpress writes them, each with its line and its begin.

        The list is empty afterwards. False where YAML's whole grammar must read the text.
        """
        if not alike:
            return True
        columns, wrong = self._typed.columns([groups for *_, groups in alike])
        places = (Place(self._path, number, 3) for number, *_ in alike)
        for n, one in enumerate(self._many(columns, places)):
            if one is not None and n not in wrong:
                self.found.append(one)
                continue
            number, at, _ = alike[n]
            if not self.take_apart(number, at, plain_lists.end(self._text, at)):
                return False
        alike.clear()
        return True

    def take_apart(self, number: int, at: int, end: int) -> bool:
        """Read one entry by itself; False where YAML's whole grammar must read the text."""
        part = self._text[at:end]
        one = self._typed.signatory(part, Place(self._path, number, 3), self._make, self.said)
        if one is not None:
            self.found.append(one)
            return True
        nodes = plain_lists.nodes(part, self._path, number, tree.faultless(self._path))
        if nodes is None:
            return False
        for node in nodes:
            values = self._entry.read(node, self.said)
            one = self._make(values, self.said) if values else None
            if one is not None:
                self.found.append(one)
        return True


class _Typed:
    """The values of entries as their shapes type them."""

    def __init__(self, entry: Record):
        self._fields = entry.typed
        self._inner = {
            key: one.shape.typed
            for key, one in self._fields.items()
            if isinstance(one.shape, Record)
        }
        self._defaults = {
            within: {key: one.default for key, one in fields.items()}
            for within, fields in self._inner.items()
        }
        self._default = {key: one.default for key, one in self._fields.items()}
        self._due = {key for key, one in self._fields.items() if one.required}
        keys = {key: tuple(self._inner.get(key, ())) for key in self._fields}
        self.written = plain_lists.written(keys)
        self._groups = [
            group
            for key, inner in keys.items()
            for group in (
                [(f'{key}.{one}', self._inner[key][one], False) for one in inner]
                if inner
                else [(key, self._fields[key], key in self._due)]
            )
        ]

    def columns(self, rows: Sequence[tuple[str | None, ...]]) -> tuple[Columns, set[int]]:
        """Return the typed values of entries, and which entries have to be read with places.

        A row has the texts of one entry as `plain_lists.written` finds them. What is wrong with an
        entry, a value that its shape would not take or one that must be there and is not, is
        replaced by some other value.
        """
        columns, wrong = dict[str, Sequence[Any]](), set[int]()
        for (key, field, due), said in zip(self._groups, zip(*rows, strict=True), strict=True):
            values: Sequence[Any]
            if due and None in said:
                wrong.update(n for n, one in enumerate(said) if one is None)
            default = '' if due else field.default
            if not any(said):
                values = [default] * len(rows)
            elif isinstance(field.shape, Text):
                values = [
                    default if one is None else one if one[0] != '"' else one[1:-1] for one in said
                ]
                most = field.shape.most
                if any(map(str.isspace, values)) or max(map(len, values)) > most:
                    wrong.update(
                        n for n, one in enumerate(values) if one.isspace() or len(one) > most
                    )
            else:
                typed = {
                    one: _typed(field.shape, one[1:-1] if one[0] == '"' else one)
                    for one in set(said)
                    if one is not None
                }
                typed[None] = default
                values = [typed[one] for one in said]
                if _UNKNOWN in typed.values():
                    wrong.update(n for n, one in enumerate(values) if one is _UNKNOWN)
                    values = [default if one is _UNKNOWN else one for one in values]
            columns[key] = values
        return columns, wrong

    def signatory(self, part: str, place: Place, make: Make, report: Report) -> Signatory | None:
        """Return the signatory that an entry describes; None where it has to be read with places.

        A finding has the places of a reading with places, so one that would be made here is not.
        """
        values = self._in_any_order(part, place)
        if values is None:
            return None
        own = Report(report.source_language)
        one = make(Values(values, {}, place), own)
        return None if own.findings else one

    def _in_any_order(self, part: str, place: Place) -> dict[str, Any] | None:
        """Return the values of a simple entry, None for any other."""
        texts = plain_lists.texts(part)
        if texts is None or not self._due <= texts.keys():
            return None
        values = self._default.copy()
        for key, said in texts.items():
            if isinstance(said, str):
                value = self._value(key, said, self._fields)
            else:
                value = self._record(said, key, place)
            if value is _UNKNOWN:
                return None
            values[key] = value
        return values

    def _record(self, texts: plain_lists.Texts, within: str, place: Place) -> object:
        """Return the values of the mapping within an entry that stands under a key."""
        fields = self._inner.get(within)
        if fields is None:
            return _UNKNOWN
        values = self._defaults[within].copy()
        for key, said in texts.items():
            value = self._value(key, said, fields) if isinstance(said, str) else _UNKNOWN
            if value is _UNKNOWN:
                return _UNKNOWN
            values[key] = value
        return Values(values, {}, place)

    def _value(self, key: str, said: str, fields: dict[str, Field]) -> Any:
        field = fields.get(key)
        if field is None:
            return _UNKNOWN
        shape = field.shape
        if isinstance(shape, Text):
            return said if len(said) <= shape.most and not said.isspace() else _UNKNOWN
        return _typed(shape, said)


def _typed(shape: Shape, said: str) -> Any:
    """Return the value of a text."""
    try:
        if isinstance(shape, Typed):
            return shape.of(said)
        own = Report()
        value = shape.read(Scalar(said, NOWHERE), own)
    except (Rejected, ValueError):
        return _UNKNOWN
    return _UNKNOWN if own.findings or value is None else value
