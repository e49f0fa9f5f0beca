"""A time zone for a calendar: VTIMEZONE, with what the clocks there do around some moments.

Most calendars know the zone by its name. Outlook reads what stands here, and of that only one
STANDARD and one DAYLIGHT, each with a yearly rule of one day of the week (MS-OXCICAL
2.1.3.1.1.19.2.2); lists of days (RDATE) it does not read. So a zone whose clocks keep to such a
rule has two of those. Elsewhere (Morocco's Ramadan, the Thursday at midnight in Egypt, a country
that gives its summer time up) stand the changes themselves, from the one in force: for one event as
a rule a single one, which everything that reads calendars takes for the time that holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from letterpress.manuscript.groups import zones
from letterpress.manuscript.groups.zones import Change

AHEAD = 6  # years after the last moment for which a rule must hold, to be called one
FIRST = '19700101T000000'  # when a time began that nobody remembers otherwise

_DAYS = 'MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'
_NTHS = (-1, 1, 2, 3, 4)  # which of a month: that a day is the last is tried first


def component(name: str, begin: datetime, end: datetime) -> list[str]:
    """Return the lines of VTIMEZONE for all moments from `begin` to `end`; both have an offset."""
    first, last = begin.year - 1, end.year + AHEAD
    known = zones.changes(name, first, last)
    rules = list(_rules(known, range(first, last + 1)))
    inner = rules or list(_changes(name, known, begin, end))
    return [
        'BEGIN:VTIMEZONE',
        f'TZID:{name}',
        *(line for lines in inner for line in lines),
        'END:VTIMEZONE',
    ]


def _rules(known: Sequence[Change], years: range) -> Iterator[list[str]]:
    """Yield a sub-component with its rule for each of two changes a year; none for all others."""
    shapes = list(dict.fromkeys((one.before, one.after) for one in known))
    found = []
    for shape in shapes:
        own = [one for one in known if (one.before, one.after) == shape]
        if [one.local.year for one in own] != list(years) or (rule := _rule(own)) is None:
            return
        found.append((own[0], rule))
    if len(found) == 2:
        for change, rule in sorted(found, key=lambda pair: pair[0].at):
            yield _observance(_kind(change), change, rule)


def _rule(changes: Sequence[Change]) -> str | None:
    """Return the rule that all these days keep to; None where they keep to none."""
    days = [one.local for one in changes]
    if len({(day.month, day.weekday(), day.time()) for day in days}) > 1:
        return None
    for nth in _NTHS:
        if all(_is_nth(day, nth) for day in days):
            return f'FREQ=YEARLY;BYMONTH={days[0].month};BYDAY={nth}{_DAYS[days[0].weekday()]}'
    return None


def _is_nth(day: datetime, nth: int) -> bool:
    if nth < 0:
        return (day + timedelta(days=7)).month != day.month
    return (day.day + 6) // 7 == nth


def _changes(
    name: str, known: Sequence[Change], begin: datetime, end: datetime
) -> Iterator[list[str]]:
    """Yield a sub-component for the time in force at the first moment and each change since."""
    before = [one for one in known if one.at <= begin]
    since = [one for one in known if begin < one.at <= end]
    if before:
        # alone, it is the time that holds, by whatever name
        yield _observance(_kind(before[-1]) if since else 'STANDARD', before[-1])
    else:
        held = zones.offset(name, begin)
        own = zones.abbreviation(name, begin)
        yield _lines('STANDARD', FIRST, held, held, own)
    for one in since:
        yield _observance(_kind(one), one)


def _kind(change: Change) -> str:
    """Return what a change begins: in summer time clocks are ahead, whatever it is called."""
    return 'DAYLIGHT' if change.summer and change.after > change.before else 'STANDARD'


def _observance(kind: str, change: Change, rule: str = '') -> list[str]:
    onset = f'{change.local:%Y%m%dT%H%M%S}'
    return _lines(kind, onset, change.before, change.after, change.name, rule)


def _lines(
    kind: str, onset: str, before: timedelta, after: timedelta, name: str, rule: str = ''
) -> list[str]:
    return [
        f'BEGIN:{kind}',
        f'DTSTART:{onset}',
        *([f'RRULE:{rule}'] if rule else []),
        f'TZOFFSETFROM:{_offset(before)}',
        f'TZOFFSETTO:{_offset(after)}',
        f'TZNAME:{name}',
        f'END:{kind}',
    ]


def _offset(offset: timedelta) -> str:
    """Return an offset as +0100; seconds stand where there are any."""
    whole = round(offset.total_seconds())
    minutes, seconds = divmod(abs(whole), 60)
    hours, minutes = divmod(minutes, 60)
    return f'{"-" if whole < 0 else "+"}{hours:02}{minutes:02}' + (f'{seconds:02}' * bool(seconds))
