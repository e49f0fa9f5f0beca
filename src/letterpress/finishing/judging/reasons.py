"""Why a file was judged as it was: a code with its values, and its sentence in a reader's language.

The sentences are in reasons.toml; what judges knows only the codes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources
from typing import Any

from letterpress.manuscript import locales
from letterpress.values import dataclass

Value = str | int | date


@dataclass(frozen=True)
class Reason:
    """One reason: its code, what its sentence names, and its place."""

    code: str  # a key of reasons.toml
    values: tuple[tuple[str, Value], ...] = ()
    place: str = ''  # in a kit

    def plain(self) -> dict[str, Any]:
        """Return it as JSON can hold it, the same in every language; times in ISO 8601."""
        values = {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in self.values
        }
        return {'code': self.code, **values, **({'place': self.place} if self.place else {})}


def because(code: str, place: str = '', **values: Value) -> Reason:
    """Return a reason."""
    return Reason(code, tuple(values.items()), place)


@cache
def sentences() -> Mapping[str, Mapping[str, str]]:
    """Return every sentence, by code and language."""
    file = resources.files('letterpress.finishing.judging').joinpath('reasons.toml')
    return tomllib.loads(file.read_text(encoding='utf-8'))


def sentence(reason: Reason, language: str = 'en', shown: Callable[[str], str] = str) -> str:
    """Return a reason as a sentence; `shown` makes of each value what is put in.

    Raises KeyError.
    """
    values = {name: shown(written(value, language)) for name, value in reason.values}
    said = sentences()[reason.code][language].format_map(values)
    return f'{shown(reason.place)}: {said}' if reason.place else said


def written(value: Value, language: str) -> str:
    """Return a value as people write it.

    A number is grouped, a day is in words, a moment has its time of day in UTC.
    """
    if isinstance(value, datetime):
        return moment(value, language)
    if isinstance(value, date):
        return locales.long_date(value, language)
    return locales.number(value, language) if isinstance(value, int) else value


def moment(when: datetime, language: str) -> str:
    """Return a moment as people write it: '1 December 2026, 09:30 (UTC)'."""
    utc = when.astimezone(UTC)
    comma = '،' if language == 'ar' else ','
    return f'{locales.long_date(utc.date(), language)}{comma} {locales.time_of(utc, language)}'
