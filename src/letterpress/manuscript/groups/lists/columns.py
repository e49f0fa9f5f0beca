"""What the columns of a list of groups are taken for: by what somebody said, by their headings."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from letterpress.base.nearest import did_you_mean
from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.manuscript.groups.reading import KEYS
from letterpress.manuscript.roll import consent
from letterpress.manuscript.roll.consent import Asks
from letterpress.manuscript.roll.lists.cells import short
from letterpress.manuscript.roll.lists.vocabulary import folded
from letterpress.values import dataclass

WHEN, TOWN, PUBLIC = 'when', 'town', 'public'
PRIVATE = tuple(f'private.{key}' for key in ('contact', 'email', 'phone', 'address', 'note'))
FIELDS = (*KEYS, WHEN, TOWN, *PRIVATE)
_ASKING = (Asks.PUBLISH, Asks.HIDE)
_NAMES = ('name', 'event.place', 'event.day', WHEN)  # a row of headings has one of these


@dataclass(frozen=True)
class Column:
    """A column: its heading, the field it fills ('' for none), and what it asks of being listed."""

    heading: str
    field: str = ''
    asks: Asks = Asks.NOTHING

    def __str__(self) -> str:
        if self.asks == Asks.UNCLEAR:
            return 'not understood: no group is listed by it'
        if self.asks in _ASKING:
            return 'whether the group may be listed'
        return self.field or 'let go'


@cache
def _headings() -> Mapping[str, str]:
    """Return field by folded heading. Source: vocabulary.toml beside this module."""
    text = resources.files(__package__).joinpath('vocabulary.toml').read_text(encoding='utf-8')
    found: dict[str, str] = {}
    for field, languages in tomllib.loads(text).items():
        for listed in languages.values():
            for heading in listed.split('|'):
                found.setdefault(folded(heading), field)
    return {**{folded(field): field for field in FIELDS}, **found}


def field(heading: str) -> str:
    """Return the field that a heading fills, ''  for one that is not known."""
    return _headings().get(folded(heading), '')


_GROUPS = re.compile(
    r'\b(?:ortsgruppe|gruppe|groupe|group|grupo|gruppo|groep|grupa|ομάδας?|групата|група)\b',
    re.IGNORECASE,
)


def asks(heading: str) -> Asks:
    """Return what a heading asks of being listed: of a group it is the name that is."""
    found = consent.asks(heading)
    if found == Asks.UNCLEAR:
        of_the_name = consent.asks(_GROUPS.sub('name', heading))
        return of_the_name if of_the_name in _ASKING else found
    return found


def is_heading(cell: str) -> bool:
    """Say whether a cell is a heading that is known."""
    return bool(field(cell)) or asks(cell) in _ASKING


def taken(
    headings: Sequence[str], told: Mapping[str, str], let_go: Sequence[str], place: Place
) -> tuple[Column, ...]:
    """Return what each column is taken for; `told` are headings, or numbers as #3, by field.

    Raises Rejected LP840 where somebody names a heading that is not there, or two columns fill one
    field.
    """
    by_hand: dict[int, str] = {}
    for name, heading in (*told.items(), *(('', heading) for heading in let_go)):
        found = [
            n
            for n, one in enumerate(headings)
            if heading == f'#{n + 1}' or (one and folded(one) == folded(heading))
        ]
        if not found:
            raise Rejected(
                Finding(
                    place,
                    'LP840',
                    f'there is no column “{heading}”'
                    + (f' to take for {name}' if name else ' to let go'),
                    did_you_mean(heading, [one for one in headings if one]),
                ),
                Exit.USAGE,
            )
        by_hand |= dict.fromkeys(found, name)
    columns = tuple(
        _column(heading, by_hand[n]) if n in by_hand else _column(heading, field(heading), True)
        for n, heading in enumerate(headings)
    )
    for name in FIELDS:
        several = [one.heading for one in columns if _key(one) == name]
        if len(several) > 1:
            raise Rejected(
                Finding(
                    place,
                    'LP840',
                    f'{len(several)} columns mean “{name}”: '
                    + ', '.join(f'“{short(one)}”' for one in several),
                    f'let one of them go: --let-go "{short(several[1])}" (or its number, '
                    '--let-go "#3")',
                )
            )
    return columns


def _column(heading: str, name: str, judged: bool = False) -> Column:
    """Return a column of a field; where nobody said it, what its heading asks counts."""
    asked = asks(heading) if judged and not name else Asks.NOTHING
    if name == PUBLIC:
        asked = Asks.PUBLISH
    known = (*_ASKING, Asks.UNCLEAR)
    return Column(
        heading, '' if name == PUBLIC else name, asked if asked in known else Asks.NOTHING
    )


def _key(column: Column) -> str:
    return PUBLIC if column.asks in _ASKING else column.field


def headed(rows: Sequence[tuple[int, list[str]]], told: Mapping[str, str]) -> int | None:
    """Return which of the first rows holds the headings: the one with most that are known."""
    named = {folded(heading) for heading in told.values() if not heading.startswith('#')}
    found: list[tuple[int, int]] = []
    for n, (_, cells) in enumerate(rows[:10]):
        known = [cell for cell in cells if cell and (is_heading(cell) or folded(cell) in named)]
        if any(field(cell) in _NAMES or folded(cell) in named for cell in known) and (
            len(known) > 1 or n == 0
        ):
            found.append((len(known), -n))
    if found:
        return -max(found)[1]
    return 0 if rows and any(heading.startswith('#') for heading in told.values()) else None
