"""Which edition a file is of, so that a judge can tell an old one.

It is said in its metadata (keywords), in a kit by its manifest, which says until when it is held.

Only a whole seal makes it worth reading: then it is what the publisher said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from letterpress.values import dataclass

_WORDS = re.compile(
    r'edition ([1-9]\d{0,8}), (\d{4}-\d\d-\d\d), organisations (\d{1,9}), persons (\d{1,9})'
)


@dataclass(frozen=True)
class Stated:
    """Number and date of an edition, and how many signed it, by kind.

    `embargo`: until when a kit says that nothing of it may be published, with the offset from UTC.
    """

    edition: int
    day: date
    organisations: int
    persons: int
    embargo: datetime | None = None

    @property
    def signatories(self) -> int:
        """All who signed, of either kind."""
        return self.organisations + self.persons

    def words(self) -> str:
        """Return it as keywords of a document, the same in every language.

        PDF: Info, Keywords; XMP: pdf:Keywords.
        """
        return (
            f'edition {self.edition}, {self.day.isoformat()}, organisations {self.organisations}, '
            f'persons {self.persons}'
        )


def of_words(text: str) -> Stated | None:
    """Return what keywords say, None where they have another form or tell of several editions."""
    found = {match.groups() for match in _WORDS.finditer(text)}
    if len(found) != 1:
        return None
    edition, day, organisations, persons = found.pop()
    return _stated(edition, day, organisations, persons)


def of_manifest(value: Mapping[str, Any]) -> Stated | None:
    """Return what a kit's manifest says, None where it does not."""
    edition, counts = value.get('edition'), value.get('counts')
    if not isinstance(edition, dict) or not isinstance(counts, dict):
        return None
    found = _stated(
        edition.get('number'),
        edition.get('date'),
        counts.get('organisation', 0),
        counts.get('person', 0),
    )
    return replace(found, embargo=_moment(value.get('embargo'))) if found else None


def _moment(said: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(said)
    except (TypeError, ValueError):
        return None
    return moment if moment.utcoffset() is not None else None


def _stated(edition: Any, day: Any, organisations: Any, persons: Any) -> Stated | None:
    try:
        return Stated(int(edition), date.fromisoformat(day), int(organisations), int(persons))
    except (TypeError, ValueError, OverflowError):
        return None
