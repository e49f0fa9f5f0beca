"""What a local group is: its event, its imprint, what it wants printed, and what stays private."""

from __future__ import annotations

from dataclasses import field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from letterpress.findings import NOWHERE, Place
from letterpress.manuscript.model import PrivateRecord
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
    def begins(self) -> datetime | None:
        """The moment at which it begins, None where no time is said."""
        return datetime.combine(self.day, self.starts, ZoneInfo(self.zone)) if self.starts else None


@dataclass(frozen=True)
class GroupImprint:
    """Who answers for a group's posters, and who printed them; '' for what is not said."""

    name: str = ''  # who answers: a person or a body
    address: str = ''
    printer: str = ''  # name and address of who prints


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
    logo: str = ''  # path of a file below content/groups/, '' for none
    posters: tuple[str, ...] = ()  # names of layouts; () for all that groups may have
    printers: tuple[str, ...] = ()  # words of PRINTERS; () for all
    public: bool = True  # whether the press room lists it
    private: PrivateRecord = PrivateRecord()
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
