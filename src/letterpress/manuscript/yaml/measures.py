"""Measures in layout.yaml: named lengths in mm, sizes of type in points, and sizes on their leads.

A measure is a number (`text: 120`), several to choose from (`body: 11, 10.5, 10`), sizes on leads
as compositors write them (`note: 9/5, 8.5/4.5`: points on mm; semicolons part several lists), or
one of these for each direction and for single languages (`lead: {ltr: 5, rtl: 6.25}`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Table_
from typing import Any

from letterpress.manuscript.yaml.scalars import Report, Typed
from letterpress.manuscript.yaml.shapes import Either, Table, matching
from letterpress.manuscript.yaml.tree import Node
from letterpress.values import dataclass

Number = int | float
Steps = tuple[tuple[Number, Number], ...]
Measure = Number | tuple[Number, ...] | Steps | tuple[Steps, ...]
DIRECTIONS = ('ltr', 'rtl')

_NUMBER = r'-?[0-9]{1,4}(\.[0-9]{1,4})?'


def _number(text: str) -> Number:
    if not re.fullmatch(_NUMBER, text):
        raise ValueError
    return float(text) if '.' in text else int(text)


def _one(text: str) -> Any:
    size, on, lead = text.partition('/')
    return (_number(size), _number(lead)) if on else _number(size)


def parse(text: str) -> Measure:
    """Return the measure that a text writes; several are parted by commas. Raises ValueError.

    One pair of size and lead stays a list of one: whoever tries steps takes any number of them.
    Semicolons part several lists.
    """
    if ';' in text:
        return tuple(_list(part) for part in text.split(';'))
    found = _list(text)
    return found[0] if len(found) == 1 and not isinstance(found[0], tuple) else found


def _list(text: str) -> tuple[Any, ...]:
    found = tuple(_one(part.strip()) for part in text.split(','))
    if len({isinstance(part, tuple) for part in found}) > 1:
        raise ValueError
    return found


VALUE = Typed(
    parse,
    'LP130',
    'a measure',
    'write a number of mm or points without a unit, several with commas between, '
    'or sizes on leads: 9/5, 8.5/4.5',
    {'type': ['string', 'number']},
)
NAME = Typed(
    matching(r'[a-z][a-z0-9]*(_[a-z0-9]+)*'),
    'LP134',
    'a name for a measure',
    'use small letters a to z, digits and single underscores',
    {'type': 'string', 'pattern': '^[a-z][a-z0-9]*(_[a-z0-9]+)*$'},
)
_SCRIPT = Typed(
    matching('ltr|rtl|[a-z]{2,3}(-[A-Za-z0-9]{2,8})*'),
    'LP134',
    'a direction or a language',
    'write ltr, rtl or the code of a language',
    {'type': 'string'},
)


@dataclass(frozen=True)
class ByScript:
    """A measure for each direction, and for languages that need their own. Reads to a dict."""

    def read(self, node: Node, report: Report) -> Table_[str, Measure] | None:
        """Return the measures by direction or language; both directions must have theirs."""
        found: dict[str, Measure] | None = Table(_SCRIPT, VALUE).read(node, report)
        lacking = [way for way in DIRECTIONS if found is not None and way not in found]
        for way in lacking:
            report.add(
                node.place,
                'LP122',
                f'the key {way} is missing',
                f'add "{way}: …": what is measured by direction is measured for both',
            )
        return None if lacking else found

    def json(self) -> dict[str, Any]:
        """Return its JSON Schema."""
        return Table(_SCRIPT, VALUE).json() | {'required': list(DIRECTIONS)}


MEASURES = Table(NAME, Either(VALUE, ByScript()))
