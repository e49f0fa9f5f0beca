"""What local groups call for, as the press room shows it: a list by day, and files for calendars.

All of it comes from public values, of groups that say they may be listed, and of events that are
not over at the edition's date. Where there are none, there is no page, no file and no link.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time
from itertools import groupby

from letterpress.kit.artifact import Artifact
from letterpress.kit.formats.calendar import events
from letterpress.manuscript import locales
from letterpress.manuscript.groups import model, words
from letterpress.manuscript.groups.model import PublicGroup
from letterpress.manuscript.model import Campaign, Edition
from letterpress.manuscript.roll.order import collation
from letterpress.manuscript.text.phrases import say
from letterpress.values import dataclass

PAGE = 'events.html'
KIND = 'events'  # of the file of all events
ONE = 'group-event'  # of that of one event
ALL = 'events.ics'  # at the top of the kit
FOLDER = 'events/'


@dataclass(frozen=True)
class Row:
    """An event as a row of the page; `language` and `direction` are those of the group."""

    group: PublicGroup
    hours: str  # '' where no time is said
    where: str
    country: str  # its name
    direction: str
    href: str  # of its file, from the top of the kit

    @property
    def link(self) -> str:
        """Where more is said about the event; '' for nowhere."""
        return self.group.event.link

    @property
    def site(self) -> str:
        """Where the name of the group leads to: what has no title of its own is found there."""
        return self.group.url or ('' if self.group.event.title else self.link)


@dataclass(frozen=True)
class Day:
    """The events of a day, by country."""

    iso: str
    said: str
    rows: tuple[Row, ...]


def listed(campaign: Campaign) -> tuple[PublicGroup, ...]:
    """Return the groups that the kit of a campaign lists."""
    return model.listed(campaign.groups, campaign.facts.date)


def files(
    groups: Sequence[PublicGroup], editions: Mapping[str, Edition], source: Edition
) -> list[Artifact]:
    """Return the file of all events, and one for each; nothing without groups.

    The events of a language that is not translated yet are told in that of the `source`, whose
    phrases name the file.
    """
    if not groups:
        return []
    speaks = {one.language: editions.get(one.language, source) for one in groups}

    def file(path: str, kind: str, title: str, data: bytes) -> Artifact:
        return Artifact(path, kind, '', title, None, '', events.MEDIA, data)

    return [
        file(
            ALL, KIND, say(source, 'room.events_calendar'), events.calendar(groups, speaks, source)
        ),
        *(
            file(_path(one), ONE, one.name, events.event(one, speaks[one.language]))
            for one in groups
        ),
    ]


def _path(group: PublicGroup) -> str:
    return f'{FOLDER}{group.id}{events.SUFFIX}'


def days(groups: Sequence[PublicGroup], language: str) -> tuple[Day, ...]:
    """Return the events by day in the words of a language; on each day by country and time."""
    countries = {one.country: locales.country_name(one.country, language) for one in groups}
    ranks = dict(zip(countries, collation.keys(list(countries.values())), strict=True))
    ordered = sorted(
        groups,
        key=lambda one: (
            one.event.day,
            ranks[one.country],
            one.event.starts or time(),
            one.name,
            one.id,
        ),
    )
    return tuple(
        Day(
            day.isoformat(),
            locales.day_of_week(day, language),
            tuple(
                Row(
                    one,
                    words.hours(one.event, language),
                    words.where(one.event, one.language),
                    countries[one.country],
                    locales.direction(one.language),
                    _path(one),
                )
                for one in held
            ),
        )
        for day, held in groupby(ordered, key=lambda one: one.event.day)
    )
