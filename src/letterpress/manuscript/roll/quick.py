"""Long rolls, read quickly: an entry against which nothing is to be said goes by no tree.

A hundred thousand entries would be three million nodes, each with its place, for a place that only
a finding asks for. So the values of an entry are typed as they stand; where one of them is not what
its key wants, or anything else is found, that entry is read again with places, as any file is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from letterpress.base import characters
from letterpress.findings import NOWHERE, Place, Rejected
from letterpress.manuscript.model import Signatory
from letterpress.manuscript.yaml import plain_lists, tree
from letterpress.manuscript.yaml.nodes import Scalar
from letterpress.manuscript.yaml.shapes import Field, Record, Report, Shape, Text, Typed, Values

Make = Callable[[Values, Report], Signatory | None]

_UNKNOWN = object()  # a value that its shape would not take, or a key that nobody knows
_KEPT = 4096  # values that are remembered: what many entries say is soon said again


def read(text: str, path: str, entry: Record, make: Make, report: Report) -> list[Signatory] | None:
    """Return the signatories of a roll's text; what is wrong with them goes to the report.

    `entry` is the shape of one, `make` makes a signatory of its values. None, and nothing
    reported, where the text is to be read by YAML's whole grammar.
    """
    if any(True for _ in characters.stray_directions(text, path, 1, paragraphs=False)):
        return None
    typed, found, said = _Typed(entry), list[Signatory](), Report(report.source_language)
    known = False
    for number, part in plain_lists.parts(text):
        known = True
        one = typed.signatory(part, Place(path, number, 3), make, said)
        if one is not None:
            found.append(one)
            continue
        nodes = plain_lists.nodes(part, path, number, tree.faultless(path))
        if nodes is None:
            return None
        for node in nodes:
            values = entry.read(node, said)
            one = make(values, said) if values else None
            if one is not None:
                found.append(one)
    report.findings += said.findings
    return found if known else None


class _Typed:
    """The values of entries as their shapes type them; what many entries say is typed once."""

    def __init__(self, entry: Record):
        self._entry = entry
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
        self._known: dict[tuple[str, str], Any] = {}
        keys = {key: tuple(self._inner.get(key, ())) for key in self._fields}
        self._written = plain_lists.written(keys)
        self._groups = [
            group
            for key, inner in keys.items()
            for group in (
                [(one, key, self._inner[key], False) for one in inner]
                if inner
                else [(key, '', self._fields, key in self._due)]
            )
        ]

    def signatory(self, part: str, place: Place, make: Make, report: Report) -> Signatory | None:
        """Return the signatory that an entry describes; None where it has to be read with places.

        A finding has the places of a reading with places, so one that would be made here is not.
        """
        values = self._in_our_order(part, place) or self._in_any_order(part, place)
        if values is None:
            return None
        own = Report(report.source_language)
        one = make(Values(values, {}, place), own)
        return None if own.findings else one

    def _in_our_order(self, part: str, place: Place) -> dict[str, Any] | None:
        """Return the values of an entry that is as letterpress writes it, in a third of the time.

        None for any other.
        """
        found = self._written.fullmatch(part)
        if found is None:
            return None
        values = self._default.copy()
        inner: dict[str, Any] | None = None
        for (key, within, fields, due), said in zip(self._groups, found.groups(), strict=True):
            if said is None:
                if due:
                    return None
                continue
            if said[0] == '"':
                said = said[1:-1]
            value = self._known.get((key, said)) or self._value(key, said, fields)
            if value is _UNKNOWN:
                return None
            if not within:
                values[key] = value
            elif inner is None:
                inner = self._defaults[within] | {key: value}
                values[within] = Values(inner, {}, place)
            else:
                inner[key] = value
        return values

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
        known = self._known.get((key, said))
        if known is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[key, said] = known = _typed(shape, said)
        return known


def _typed(shape: Shape, said: str) -> Any:
    """Return the value of a text."""
    own = Report()
    try:
        if isinstance(shape, Typed):
            value = shape.of(said)
        else:
            value = shape.read(Scalar(said, NOWHERE), own)
    except (Rejected, ValueError):
        return _UNKNOWN
    return _UNKNOWN if own.findings or value is None else value
