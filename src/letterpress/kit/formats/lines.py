"""Lines that more than one format says: what a translation is worth, place and date, embargo."""

from __future__ import annotations

from letterpress.manuscript import locales
from letterpress.manuscript.model import Edition
from letterpress.manuscript.text import adoption
from letterpress.manuscript.text.phrases import say


def status(edition: Edition) -> str:
    """Return the line that says what a translation is worth; '' for the source."""
    return adoption.status_line(edition)


def dateline(edition: Edition) -> str:
    """Return place and date as the language writes them."""
    return say(
        edition,
        'letter.dateline',
        place=edition.facts.place.to(edition.language),
        date=locales.long_date(edition.facts.date, edition.language),
    )


def embargo(edition: Edition) -> str:
    """Return the embargo line, or the one that says there is none."""
    moment = edition.facts.embargo
    if moment is None:
        return say(edition, 'embargo.none')
    return say(
        edition,
        'embargo.until',
        date=locales.long_date(moment.date(), edition.language),
        time=locales.time_of(moment, edition.language),
    )
