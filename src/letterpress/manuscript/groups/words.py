"""An event in words: when and where, as a poster says them."""

from __future__ import annotations

from letterpress.manuscript import locales
from letterpress.manuscript.groups.model import Event


def when(event: Event, lang: str) -> str:
    """Return the day with its time in the language's form: 'Saturday 5 December, 18:30–20:00'."""
    day = locales.day_of_week(event.day, lang)
    if event.starts is None:
        return day
    clock = locales.clock(event.starts, lang)
    if event.ends is not None:
        clock = locales.span(event.starts, event.ends, lang)
    return f'{day}{_comma(lang)}{clock}'


def where(event: Event, lang: str) -> str:
    """Return the place with its address."""
    return _comma(lang).join(filter(None, (event.place, event.address)))


def _comma(lang: str) -> str:
    return locales.spoken_time(lang)['comma']
