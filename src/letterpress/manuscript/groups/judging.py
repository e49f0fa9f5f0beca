"""Groups judged: whether a day and a time can be meant, or are past, and what an imprint lacks.

What the law of each country wants on a poster stands in imprints.toml, with its source.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from importlib import resources
from typing import TypeVar

from letterpress.base.nearest import did_you_mean
from letterpress.findings import Finding, Place
from letterpress.manuscript import locales
from letterpress.manuscript.groups import days, zones
from letterpress.manuscript.groups.model import AT_HOME, PRINTERS, Event, Group
from letterpress.manuscript.roll import names
from letterpress.manuscript.yaml.shapes import Values
from letterpress.values import dataclass

LONGEST = timedelta(hours=12)  # of what goes on after midnight: beyond it two times were exchanged

Value = TypeVar('Value')


# ---- the event -----------------------------------------------------------------------------------


def times(event: Event, said: Values, language: str) -> Iterator[Finding]:
    """Find a day and times that cannot be meant. Codes: LP824 to LP828."""
    yield from _weekday(event, said, language)
    for key, clock, day in (
        ('time', event.starts, event.day),
        ('ends', event.ends, _last_day(event)),
    ):
        if clock is None:
            continue
        if zones.is_skipped(day, clock, event.zone):
            yield Finding(
                said.where(key),
                'LP824',
                f'there is no {clock:%H:%M} on {day.isoformat()} in {event.zone}: the clocks go '
                'forward over it',
                'write the time that the clocks will show then',
            )
        elif zones.is_twice(day, clock, event.zone):
            yield Finding(
                said.where(key),
                'LP825',
                f'the clocks show {clock:%H:%M} twice on {day.isoformat()} in {event.zone}: they '
                'go back over it; the first is taken',
                'choose a time that comes once, or say in the title which is meant',
            )
    if event.ends is None:
        return
    if event.starts is None:
        yield Finding(
            said.where('ends'),
            'LP827',
            'it has an end and no beginning',
            'add a line "time: …", or remove "ends"',
        )
    elif event.ends == event.starts:
        yield Finding(
            said.where('ends'), 'LP827', 'it ends when it begins', 'correct one of the two'
        )
    elif event.ends < event.starts and _length(event) > LONGEST:
        hours = _length(event).total_seconds() / 3600
        yield Finding(
            said.where('ends'),
            'LP827',
            f'it ends at {event.ends:%H:%M}, before it begins at {event.starts:%H:%M}; taken for '
            f'the next day it would last {hours:.0f} hours',
            'correct one of the two; what goes on after midnight may last twelve hours',
        )


def _last_day(event: Event) -> date:
    after_midnight = event.starts and event.ends and event.ends < event.starts
    return event.day + timedelta(days=1) if after_midnight else event.day


def _length(event: Event) -> timedelta:
    """Return how long it lasts by the clocks on the wall."""
    assert event.starts and event.ends
    return datetime.combine(_last_day(event), event.ends) - datetime.combine(
        event.day, event.starts
    )


def _weekday(event: Event, said: Values, language: str) -> Iterator[Finding]:
    text = said['weekday']
    if not text:
        return
    meant = days.weekday(text, language)
    if meant == event.day.weekday():
        return
    right = locales.weekday_name(event.day.weekday(), 'en')
    yield Finding(
        said.where('weekday'),
        'LP828',
        f'{text} is no day of the week'
        if meant is None
        else f'{event.day.isoformat()} is a {right}, not a {locales.weekday_name(meant, "en")}',
        'write the day of the week in the language of the group or in English'
        if meant is None
        else 'ask which of the two is right, the day or its date',
    )


def past(groups: Iterable[Group], now: datetime) -> Iterator[Finding]:
    """Find events that are over at a moment. Code: LP826, a warning: what was may be printed."""
    for group in groups:
        if group.event.over <= now:
            yield Finding(
                group.place,
                'LP826',
                f'the event of {group.name} is over: it was on {group.event.day.isoformat()}',
                'write the day of the next one, or move the file out of content/groups/',
            )


def twice(groups: Iterable[Group]) -> Iterator[Finding]:
    """Find two groups of one name that call for the same place and day. Code: LP838."""
    first: dict[tuple[str, str, date], Group] = {}
    for one in groups:
        key = names.same(one.name), names.same(one.event.place), one.event.day
        if (other := first.setdefault(key, one)) is not one:
            yield Finding(
                one.place,
                'LP838',
                f'{one.name} stands in {other.place.path}, too, with the same place and day',
                'remove one of the two, or correct what was copied',
            )


# ---- what it wants printed -----------------------------------------------------------------------


def unknown(
    groups: Iterable[Group],
    layouts: Collection[str],
    shops: Collection[str],
    place: Callable[[Group, str, str], Place],
) -> Iterator[Finding]:
    """Find posters and printers that there are not. Codes: LP830, LP831.

    `layouts` are the names of those that a group may have, `shops` the ids of print shops; `place`
    says where a word of a list stands.
    """
    printers = (*PRINTERS, *(shop for shop in shops if shop not in PRINTERS))
    for group in groups:
        for name in group.posters:
            if name not in layouts:
                yield Finding(
                    place(group, 'posters', name),
                    'LP830',
                    f'there is no poster “{name}” for groups',
                    did_you_mean(name, layouts) if layouts else 'remove it',
                )
        for name in group.printers:
            if name not in printers:
                yield Finding(
                    place(group, 'printers', name),
                    'LP831',
                    f'{name} is no way to print and no print shop',
                    did_you_mean(name, printers),
                )


# ---- the imprint ---------------------------------------------------------------------------------

WANTS = ('name', 'address', 'printer')
_SAID = {
    'name': 'who answers for it (imprint: name)',
    'address': 'where that is (imprint: address)',
    'printer': 'name and address of who prints it (imprint: printer)',
}
ALWAYS, ELECTIONS, NEVER = 'always', 'elections', 'never'


@dataclass(frozen=True)
class Law:
    """What a country's law wants on a poster, and where somebody read it."""

    country: str
    when: str  # ALWAYS; ELECTIONS: on those about an election or a vote alone; NEVER
    wants: tuple[str, ...]  # of WANTS
    law: str  # its name and article, in its own language
    says: str  # in a sentence
    source: str  # a web address
    read: date


@cache
def laws() -> Mapping[str, Law]:
    """Return what is known, by country. Source: imprints.toml beside this module."""
    import tomllib  # late: most campaigns have no groups

    text = resources.files(__package__).joinpath('imprints.toml').read_text(encoding='utf-8')
    return {
        country: Law(
            country,
            one['when'],
            tuple(one.get('wants', ())),
            one['law'],
            one['says'],
            one['source'],
            one['read'],
        )
        for country, one in tomllib.loads(text).items()
    }


def imprint(group: Group, place: Place) -> Iterator[Finding]:
    """Find what a poster must bear where the group hangs it, and nobody says.

    Codes: LP834 what is lacking, LP836 a country whose law is not known here. Warnings both: no
    table is a lawyer, and sheets have a line to write on.
    """
    lacking = [key for key in WANTS if not getattr(group.imprint, key)]
    known = laws().get(group.country)
    if known is None:
        if lacking:
            yield Finding(
                place,
                'LP836',
                f'what the law of {locales.country_name(group.country, "en")} wants on a poster is '
                'not known here',
                'ask the print shop or a lawyer there; name, address and printer are enough in '
                'every country that is known',
            )
        return
    if known.when != ALWAYS:
        return
    wanted = [key for key in _wanted(known, group) if key in lacking]
    if wanted:
        yield Finding(
            place,
            'LP834',
            'the imprint lacks ' + '; '.join(_SAID[key] for key in wanted),
            f'{known.law}: {known.says}; read on {known.read.isoformat()} at {known.source}',
        )


def _wanted(law: Law, group: Group) -> tuple[str, ...]:
    """Return what must be said: who prints at home is the printer, with a name and an address."""
    ways = group.printers or PRINTERS
    wants = set(law.wants)
    if 'printer' in wants:
        if any(way in AT_HOME for way in ways):
            wants |= {'name', 'address'}
        if all(way in AT_HOME for way in ways):
            wants.discard('printer')
    return tuple(key for key in WANTS if key in wants)
