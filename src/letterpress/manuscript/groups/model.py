"""What a local group is: its event, its imprint, what it wants printed, and what stays private."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from datetime import date, datetime, time, timedelta

from letterpress.findings import NOWHERE, Place
from letterpress.manuscript.groups import zones
from letterpress.values import dataclass


@dataclass(frozen=True)
class Event:
    """What a group calls for. `starts` and `ends` are clocks of the `zone`, an IANA name."""

    title: str  # '' where the group gives none: then it is called by what the poster asks for
    place: str
    address: str  # '' for none
    day: date
    starts: time | None  # None: all day, or the time is yet to be said
    ends: time | None  # None where nobody says it; earlier than `starts`: after midnight
    zone: str
    link: str  # '' for none

    @property
    def opens(self) -> datetime:
        """The moment at which its day begins where it takes place."""
        return zones.moment(self.day, time(), self.zone)

    @property
    def begins(self) -> datetime | None:
        """The moment at which it begins, None where no time is said."""
        return zones.moment(self.day, self.starts, self.zone) if self.starts else None

    @property
    def finishes(self) -> datetime | None:
        """The moment at which it ends, None where nobody says it."""
        if self.starts is None or self.ends is None:
            return None
        day = self.day + timedelta(days=1) if self.ends < self.starts else self.day
        return zones.moment(day, self.ends, self.zone)

    @property
    def over(self) -> datetime:
        """The moment after which nobody is called any more: its end, else that of its day."""
        midnight = zones.moment(self.day + timedelta(days=1), time(), self.zone)
        return self.finishes or midnight


@dataclass(frozen=True)
class GroupImprint:
    """Who answers for a group's posters, and who printed them; '' for what is not said."""

    name: str = ''  # who answers: a person or a body
    address: str = ''
    printer: str = ''  # name and address of who prints


@dataclass(frozen=True)
class GroupContact:
    """Whom the coalition asks about a group. Never printed: its repr is redacted."""

    contact: str = ''  # the name of a person
    email: str = ''
    phone: str = ''
    address: str = ''
    consent: str = ''
    note: str = ''

    def __repr__(self) -> str:
        return 'GroupContact(…)'


@dataclass(frozen=True)
class Group:
    """One entry of content/groups, private fields included: stays inside the manuscript."""

    id: str  # a slug: the name of its file
    name: str
    language: str  # one of the campaign's
    country: str  # ISO 3166-1 alpha-2: whose law says what an imprint has
    event: Event
    imprint: GroupImprint = GroupImprint()
    url: str = ''
    logo: str = ''  # path of its file from the project's folder, '' for none
    posters: tuple[str, ...] = ()  # names of layouts; () for all that groups may have
    printers: tuple[str, ...] = ()  # words of PRINTERS, ids of print shops; () for all of PRINTERS
    public: bool = True  # whether the press room lists it
    private: GroupContact = GroupContact()
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class PublicGroup:
    """What the world, and so a layout, may know of a group."""

    id: str
    name: str
    language: str
    country: str
    event: Event
    imprint: GroupImprint
    url: str = ''
    logo: str = ''


# What a group may print on, in the order of its page: at home (in colour, with little ink, as
# outlines to colour in, as A4 tiles of something larger), in a copy shop, in a print shop.
PRINTERS = ('home', 'saver', 'colour-in', 'tiles', 'copy-shop', 'print-shop')
AT_HOME = ('home', 'saver', 'colour-in', 'tiles')  # of these, where the group itself is the printer


def public(group: Group) -> PublicGroup:
    """Return what the world may know of a group: the one function that makes it, field by field.

    A group that the press room does not list has posters, too: who asks for them has its public
    values by this function as well.
    """
    return PublicGroup(
        id=group.id,
        name=group.name,
        language=group.language,
        country=group.country,
        event=group.event,
        imprint=group.imprint,
        url=group.url,
        logo=group.logo,
    )


def listed(groups: Iterable[Group], day: date) -> tuple[PublicGroup, ...]:
    """Return those groups whom the press room of an edition of this day lists, by their events.

    Each says that it may be listed, and calls for something that is not over when the day begins.
    """
    found = [
        public(one)
        for one in groups
        if one.public and one.event.over > zones.moment(day, time(), one.event.zone)
    ]
    return tuple(sorted(found, key=lambda one: (one.event.begins or one.event.opens, one.id)))
