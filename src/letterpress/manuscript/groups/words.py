"""An event in words: when and where, as a poster says them."""

from __future__ import annotations

from letterpress.manuscript import locales
from letterpress.manuscript.groups.model import Event


def when(event: Event, lang: str) -> str:
    """Return the day with its time in the language's form: 'Saturday 5 December, 18:30–20:00'."""
    return _comma(lang).join(
        filter(None, (locales.day_of_week(event.day, lang), hours(event, lang)))
    )


def hours(event: Event, lang: str) -> str:
    """Return from when until when it is, by the clocks there; '' where no time is said."""
    if event.starts is None:
        return ''
    if event.ends is None:
        return locales.clock(event.starts, lang)
    return locales.span(event.starts, event.ends, lang)


def where(event: Event, lang: str) -> str:
    """Return the place with its address."""
    return _comma(lang).join(filter(None, (event.place, event.address)))


def _comma(lang: str) -> str:
    return locales.spoken_time(lang)['comma']
