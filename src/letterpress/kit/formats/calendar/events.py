"""Events of local groups as iCalendar files: one for each, and one for all.

What a file says follows from public values and the edition alone, so that the same edition gives
the same bytes. Who takes over the file of a later edition has the event changed, not twice: its UID
is that of the group, its SEQUENCE the number of the edition.

- No time is said: the event is a day (VALUE=DATE), and nobody who takes it over is busy for it.
- No end is said: there is no DTEND. Nothing is made up; calendars show the moment at which it
  begins, or give it the length that they give to events. The description says when in words.
- Under an embargo the description begins with until when nothing may be published.
- ORGANIZER, which METHOD:PUBLISH must have (RFC 5546, 3.2.1), is the group with its website, else
  with the publisher's: never an address of a person.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlsplit

from letterpress.kit.formats import lines
from letterpress.kit.formats.calendar import content, zone
from letterpress.manuscript.groups import words
from letterpress.manuscript.groups.editions import EVENT
from letterpress.manuscript.groups.model import Event, PublicGroup
from letterpress.manuscript.model import Edition
from letterpress.manuscript.text import posters
from letterpress.manuscript.text.addresses import in_ascii

MEDIA = 'text/calendar'
SUFFIX = '.ics'
PRODUCT = '-//letterpress//events of local groups//EN'


def event(group: PublicGroup, edition: Edition) -> bytes:
    """Return the event of a group as a file for calendars; `edition` is that of its language."""
    return _file(_zones([group.event]), _event(group, edition, 'OPAQUE'))


def calendar(
    groups: Collection[PublicGroup], editions: Mapping[str, Edition], source: Edition
) -> bytes:
    """Return all events in one file, by the moment at which they begin.

    `editions` are by language, `source` says what the calendar is called. Who takes all of them
    over is busy for none.
    """
    ordered = sorted(groups, key=lambda one: (begins(one.event), one.id))
    name = source.facts.title.to(source.language)
    return _file(
        [
            f'NAME;LANGUAGE={source.language}:{content.text(name)}',
            f'X-WR-CALNAME:{content.text(name)}',
            *_zones([one.event for one in ordered]),
        ],
        (line for one in ordered for line in _event(one, editions[one.language], 'TRANSPARENT')),
    )


def begins(event: Event) -> datetime:
    """Return the moment at which an event begins, or its day does."""
    return event.begins or event.opens


def title(group: PublicGroup, edition: Edition) -> str:
    """Return what an event is called: its own title, else what its poster asks for."""
    call = edition.posters.get(EVENT, {}).get('call', '')
    return (
        group.event.title
        or (posters.plain(call) if isinstance(call, str) else '')
        or edition.facts.title.to(edition.language)
    )


def _file(head: Iterable[str], events: Iterable[str]) -> bytes:
    return content.written(
        [
            'BEGIN:VCALENDAR',
            'VERSION:2.0',
            f'PRODID:{PRODUCT}',
            'CALSCALE:GREGORIAN',
            'METHOD:PUBLISH',
            *head,
            *events,
            'END:VCALENDAR',
        ]
    )


def _zones(events: Iterable[Event]) -> list[str]:
    """Return a VTIMEZONE for each zone, for all moments that are said in it."""
    moments: dict[str, list[datetime]] = {}
    for one in events:
        if one.begins is not None:
            said = (one.begins, one.finishes or one.begins)
            moments.setdefault(one.zone, []).extend(moment.astimezone(UTC) for moment in said)
    return [
        line
        for name, held in sorted(moments.items())
        for line in zone.component(name, min(held), max(held))
    ]


def _event(group: PublicGroup, edition: Edition, busy: str) -> Iterator[str]:
    own, facts, language = group.event, edition.facts, edition.language
    host = urlsplit(in_ascii(facts.publisher.url)).hostname or ''
    stamp = datetime.combine(facts.date, time(), UTC)
    link = own.link or group.url
    told = (
        lines.held(edition),
        words.when(own, language),
        words.where(own, language),
        group.name,
        facts.title.to(language),
        link,
    )

    def said(key: str, text: str) -> str:
        return f'{key};LANGUAGE={language}:{content.text(text)}'

    yield 'BEGIN:VEVENT'
    yield f'UID:{group.id}@{host}'
    yield f'DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}'
    yield f'SEQUENCE:{facts.edition}'
    yield from _times(own)
    yield said('SUMMARY', f'{title(group, edition)} · {group.name}')
    yield said('LOCATION', words.where(own, language))
    yield said('DESCRIPTION', '\n'.join(filter(None, told)))
    if link:
        yield f'URL:{in_ascii(link)}'
    organiser = in_ascii(group.url or facts.publisher.url)
    yield f'ORGANIZER;CN={content.parameter(group.name)}:{organiser}'
    yield 'STATUS:CONFIRMED'
    yield f'TRANSP:{busy if own.starts is not None else "TRANSPARENT"}'
    yield 'END:VEVENT'


def _times(own: Event) -> Iterator[str]:
    """Yield when it begins and, where that is known, when it ends."""
    if own.begins is None:
        yield f'DTSTART;VALUE=DATE:{own.day:%Y%m%d}'
        yield f'DTEND;VALUE=DATE:{own.day + timedelta(days=1):%Y%m%d}'
        return
    yield f'DTSTART;TZID={own.zone}:{own.begins:%Y%m%dT%H%M%S}'
    if own.finishes is not None:
        yield f'DTEND;TZID={own.zone}:{own.finishes:%Y%m%dT%H%M%S}'
