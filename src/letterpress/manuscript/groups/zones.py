"""Time zones: the IANA database as the package tzdata has it, the same on every machine.

Python's own look-up takes the system's database first, so that a poster would say another hour
where that is old. Nothing here looks at the system, nor changes what the rest of the process sees.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from letterpress.values import dataclass

STEP = timedelta(hours=12)  # no clocks change twice in it


@dataclass(frozen=True)
class Change:
    """Clocks that go forward or back; offsets are those from universal time."""

    at: datetime  # in universal time
    before: timedelta
    after: timedelta
    summer: bool  # whether the time before it or the one after it is a summer time
    name: str  # of the time that it begins: 'CEST'

    @property
    def local(self) -> datetime:
        """What the clocks showed when they were changed, without a zone."""
        return (self.at + self.before).replace(tzinfo=None)


@cache
def zone(name: str) -> ZoneInfo:
    """Return the zone of an IANA name. Raises KeyError for a name that there is not."""
    if name not in names():
        raise KeyError(name)
    file = resources.files('tzdata').joinpath('zoneinfo', *name.split('/'))
    with file.open('rb') as data:
        return ZoneInfo.from_file(data, key=name)


@cache
def names() -> frozenset[str]:
    """Return the names of all zones."""
    return frozenset(
        resources.files('tzdata').joinpath('zones').read_text(encoding='ascii').split()
    )


@cache
def of_country(country: str) -> tuple[str, ...]:
    """Return the zones of a country (ISO 3166-1 alpha-2), that of most people first.

    None for a country that the table has not. Source: zone.tab of the database.
    """
    table = resources.files('tzdata').joinpath('zoneinfo', 'zone.tab').read_text(encoding='ascii')
    rows = (line.split('\t') for line in table.splitlines() if not line.startswith('#'))
    return tuple(row[2] for row in rows if row[0] == country)


@cache
def agreed(country: str, year: int) -> str:
    """Return the zone of a country whose clocks all show the same throughout a year, else ''."""
    found = of_country(country)
    days = [datetime(year, 1, 1, 12) + timedelta(weeks=week) for week in range(53)]
    clocks = {tuple(day.replace(tzinfo=zone(one)).utcoffset() for day in days) for one in found}
    return found[0] if len(clocks) == 1 else ''


def moment(day: date, clock: time, name: str) -> datetime:
    """Return a moment by the clock of a zone; of a time that comes twice, the first."""
    return datetime.combine(day, clock, zone(name))


def offset(name: str, at: datetime) -> timedelta:
    """Return how far a zone is from universal time at a moment."""
    found = at.astimezone(zone(name)).utcoffset()
    assert found is not None  # every zone has one
    return found


def abbreviation(name: str, at: datetime) -> str:
    """Return what the time of a zone is called at a moment: 'CET', '+0530'."""
    return at.astimezone(zone(name)).tzname() or ''


@cache
def changes(name: str, first: int, last: int) -> tuple[Change, ...]:
    """Return when the clocks of a zone change from the first of these years to the last."""
    found = []
    early = datetime(first, 1, 1, tzinfo=UTC)
    while early.year <= last:
        late = early + STEP
        if offset(name, early) != offset(name, late):
            found.append(_change(name, early, late))
        early = late
    return tuple(found)


def _change(name: str, early: datetime, late: datetime) -> Change:
    """Return the change between two moments, found by halving."""
    before, after = offset(name, early), offset(name, late)
    start = early
    while late - early > timedelta(seconds=1):
        middle = early + timedelta(seconds=(late - early).total_seconds() // 2)
        early, late = (middle, late) if offset(name, middle) == before else (early, middle)
    summer = any(one.astimezone(zone(name)).dst() for one in (start, late))
    return Change(late, before, after, summer, abbreviation(name, late))


def is_skipped(day: date, clock: time, name: str) -> bool:
    """Say whether the clocks of a zone never show a time on a day: they go forward over it."""
    said = moment(day, clock, name)
    return said.astimezone(UTC).astimezone(zone(name)).replace(tzinfo=None, fold=0) != said.replace(
        tzinfo=None
    )


def is_twice(day: date, clock: time, name: str) -> bool:
    """Say whether the clocks of a zone show a time twice on a day: they go back over it."""
    said = moment(day, clock, name)
    return said.utcoffset() != said.replace(fold=1).utcoffset() and not is_skipped(day, clock, name)


def shown(zones: Sequence[str]) -> str:
    """Return the names of a few zones in a row, the first of many."""
    return ', '.join(zones[:6]) + (', …' if len(zones) > 6 else '')
