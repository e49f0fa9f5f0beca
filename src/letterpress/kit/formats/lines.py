"""Lines that more than one format says: what a translation is worth, place and date, embargo."""

from __future__ import annotations

import re

from letterpress.manuscript import locales
from letterpress.manuscript.model import Edition
from letterpress.manuscript.text import adoption
from letterpress.manuscript.text.phrases import say

# where a browser may break a line, and so the parts of a compound
_PARTS = re.compile(r'[\s\u200b]+|(?<=[-\u2010\u2013\u2014/])')


def longest(text: str) -> int:
    """Return the letters of the longest part of a text that a browser keeps on one line.

    A headline may be no larger than leaves it whole: on a telephone it would be cut anywhere.
    """
    parts: list[str] = _PARTS.split(text)
    return max(map(len, parts))


def wide(headline: str) -> str:
    """Return the class of a headline by its longest part: w10 to w30, even numbers."""
    return f'w{min(max(longest(headline) + 1 & ~1, 10), 30)}'


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


def held(edition: Edition) -> str:
    """Return the embargo line of what is no release; '' where there is no embargo."""
    return embargo(edition) if edition.facts.embargo is not None else ''
