"""Days and times as people write them into a table. What can be read in two ways is a question.

03/04/2026 is a day in April or in March, 6:30 is in the morning or in the evening: what decides is
an option, the day of the week beside it, or another cell of the column; nothing else does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, time
from functools import cache
from typing import NamedTuple

from letterpress.manuscript import locales
from letterpress.manuscript.groups import days

DAY_FIRST, MONTH_FIRST = ORDERS = ('day-first', 'month-first')


class Doubt(ValueError):
    """What is written can be read in two ways, or in none; the text says why."""


class When(NamedTuple):
    """What a cell says: a day, the day of the week beside it, and times."""

    day: date | None = None
    weekday: int | None = None
    starts: time | None = None
    ends: time | None = None


class _Numbers(NamedTuple):
    """A date of three numbers of which the first two may be day and month, or month and day."""

    first: int
    second: int
    year: int


_ISO = re.compile(r'(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)(?:t(?=\d))?')
_DOTTED = re.compile(r'(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})?(?![\d.:])')
_SLASHED = re.compile(r'(?<!\d)(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)')
_SHORT = re.compile(r'(?<![\d/.-])(\d{1,2})/(\d{1,2})(?![\d/])')
_MIDNIGHT = re.compile(r'\s00:00:00$')  # of a cell of a spreadsheet that holds a day alone
_FILLING = frozenset(
    'um ab am den der le la il el on the at from a à de del les alle dalle ore στις την στη στην в '
    'във на от من في على الساعة kl o w dia às om op von'.split()
)
_BETWEEN = re.compile(r'\s*(?:[–—-]|\b(?:bis(?: zu)?|to|until|à|a|jusqu’à|έως|до|حتى|tot|do)\b)\s*')
_AM, _PM = r'a\.?\s?m\.?|π\.?\s?μ\.?|صباحا?ً?|ص', r'p\.?\s?m\.?|μ\.?\s?μ\.?|مساءً?|م'
_CLOCK = re.compile(
    rf'(\d{{1,2}})(?:\s?[:.h]\s?(\d{{2}}))?(?P<exact>:\d{{2}})?\s*'
    rf'(?:(?P<am>{_AM})|(?P<pm>{_PM})|(?P<unit>h|hs|hrs|uhr|heures?|horas?|ч\.?|час[а]?|u|uur)\.?)?'
)


def spoken(cell: str) -> str:
    """Return a cell in small letters, with the digits 0 to 9 and single blanks."""
    text = unicodedata.normalize('NFKC', cell).replace("'", '’')
    text = ''.join(
        str(unicodedata.digit(one)) if unicodedata.category(one) == 'Nd' else one for one in text
    )
    return ' '.join(text.casefold().split())


def proven(cells: Iterable[str]) -> str:
    """Return the order that a column proves by a number above 12; '' for none, or for both."""
    found: set[str] = set()
    for cell in cells:
        if (numbers := _slashed(spoken(cell))) is not None:
            found |= {DAY_FIRST} if numbers[0].first > 12 else set()
            found |= {MONTH_FIRST} if numbers[0].second > 12 else set()
    return found.pop() if len(found) == 1 else ''


def counts_to_24(cells: Iterable[str]) -> bool:
    """Say whether the times of a column prove that its hours count to 24: 18:00, 09:00, 0:30."""
    return any(
        not one.group('am')
        and not one.group('pm')
        and (int(one[1]) > 12 or one[1] in ('0', '00') or (len(one[1]) == 2 and one[1][0] == '0'))
        for cell in cells
        for one in _CLOCK.finditer(_without_day(spoken(cell)))
        if one[2]
    )


def read(cell: str, order: str = '', to_24: bool = False, language: str = '') -> When:
    """Return what a cell says of a day, a time, or both.

    `order` is one of ORDERS where it is known; `to_24`: hours count to 24. Raises Doubt.
    """
    text = _MIDNIGHT.sub('', spoken(cell))
    day, numbers, text = _day(text)
    weekday, text = _weekday(text, language)
    if numbers is not None:
        day = _decided(numbers, order, weekday, cell)
    starts, ends = _times(text, to_24) if _bare(text) else (None, None)
    return When(day, weekday, starts, ends)


def _day(text: str) -> tuple[date | None, _Numbers | None, str]:
    """Return the day of a text, or its numbers where their order is open, and what else it says."""
    if found := _ISO.search(text):
        day = _date(int(found[1]), int(found[3]), int(found[4]), found[0])
        return day, None, _out(text, found)
    if (slashed := _slashed(text)) is not None:
        numbers, found = slashed
        return None, numbers, _out(text, found)
    if found := _DOTTED.search(text):
        if not found[3]:
            raise Doubt(f'“{found[0]}” has no year')
        return (
            _date(_year(found[3]), int(found[2]), int(found[1]), found[0]),
            None,
            _out(text, found),
        )
    if found := _in_words().search(text):
        number, month = found['d1'] or found['d2'], _months()[found['m1'] or found['m2']]
        if not (year := found['y1'] or found['y2']):
            raise Doubt(f'“{found[0].strip()}” has no year')
        return _date(int(year), month, int(number), found[0]), None, _out(text, found)
    if found := _SHORT.search(text):
        raise Doubt(f'“{found[0]}” has no year')
    return None, None, text


def _slashed(text: str) -> tuple[_Numbers, re.Match[str]] | None:
    found = None if _ISO.search(text) else _SLASHED.search(text)
    return (_Numbers(int(found[1]), int(found[3]), _year(found[4])), found) if found else None


def _out(text: str, found: re.Match[str]) -> str:
    return f'{text[: found.start()]} {text[found.end() :]}'.strip()


def _without_day(text: str) -> str:
    try:
        return _day(_MIDNIGHT.sub('', text))[2]
    except Doubt:
        return ''


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _date(year: int, month: int, day: int, said: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Doubt(f'there is no day “{said.strip()}”') from None


def _decided(numbers: _Numbers, order: str, weekday: int | None, cell: str) -> date:
    """Return the day that three numbers mean. Raises Doubt where two are possible."""
    readings: dict[str, date] = {}
    for name, (day, month) in (
        (DAY_FIRST, (numbers.first, numbers.second)),
        (MONTH_FIRST, (numbers.second, numbers.first)),
    ):
        if 1 <= month <= 12:
            try:
                readings[name] = date(numbers.year, month, day)
            except ValueError:
                continue
    if len(set(readings.values())) > 1 and weekday is not None:
        fitting = {name: day for name, day in readings.items() if day.weekday() == weekday}
        if len(fitting) == 1:
            return next(iter(fitting.values()))
    if len(set(readings.values())) > 1:
        if order in readings:
            return readings[order]
        both = ' or '.join(day.isoformat() for day in readings.values())
        raise Doubt(f'“{cell}” is {both}')
    if not readings:
        raise Doubt(f'there is no day “{cell}”')
    return next(iter(readings.values()))


def _weekday(text: str, language: str) -> tuple[int | None, str]:
    """Return the day of the week in a text, and what else it says."""
    words = text.split()
    for n, word in enumerate(words):
        if (
            word.strip('.,،()').isalpha()
            and (found := days.weekday(word.strip('()'), language)) is not None
        ):
            return found, ' '.join(words[:n] + words[n + 1 :])
    return None, text


def _bare(text: str) -> str:
    """Return a text without the small words and signs that stand around a time."""
    words = re.sub(r'[,;،()|]', ' ', text).split()
    while words and words[0].strip('.') in _FILLING:
        words.pop(0)
    return ' '.join(words).strip(' .-–—')


def _times(text: str, to_24: bool) -> tuple[time, time | None]:
    parts = _BETWEEN.split(_bare(text))
    if len(parts) > 2:
        raise Doubt(f'“{text}” is no time')
    clocks = [_CLOCK.fullmatch(_bare(part)) for part in parts]
    if None in clocks:
        raise Doubt(f'“{text}” is no time')
    # 6–8 pm: the half of the day behind the second is that of both
    last = clocks[-1]
    half = '' if last is None else 'am' if last['am'] else 'pm' if last['pm'] else ''
    unit = bool(last and last['unit'])
    made = [_clock(one, half, unit, to_24) for one in clocks if one is not None]
    return made[0], made[1] if len(made) > 1 else None


def _clock(found: re.Match[str], half: str, unit: bool, to_24: bool) -> time:
    hour, minute = int(found[1]), int(found[2] or 0)
    own = 'am' if found['am'] else 'pm' if found['pm'] else half
    text = found[0].strip()
    if own:
        if not 1 <= hour <= 12:
            raise Doubt(f'“{text}” is no time')
        hour = hour % 12 + 12 * (own == 'pm')
    elif not (found[2] or found['unit'] or unit or 'h' in text or hour > 12):
        raise Doubt(f'“{text}” alone is no time')
    elif not (found['unit'] or unit or 'h' in text or found['exact'] or to_24) and (
        hour < 12 and found[1][0] != '0'
    ):
        raise Doubt(f'“{text}” is in the morning or in the evening')
    if hour > 23 or minute > 59:
        raise Doubt(f'there is no time “{text}”')
    return time(hour, minute)


@cache
def _months() -> dict[str, int]:
    """Return the number of each month by its names, whole and short, in the house's languages.

    What is another month in another language is left out.
    """
    found: dict[str, set[int]] = {}
    for language in (*locales.SUPPORTED, 'pl', 'pt', 'nl'):
        for number, name in locales.month_names(language):
            found.setdefault(spoken(name).strip('.'), set()).add(number)
    return {
        name: numbers.pop()
        for name, numbers in found.items()
        if len(numbers) == 1 and not name.isdigit()
    }


@cache
def _in_words() -> re.Pattern[str]:
    """Return what finds 5 December 2026, 5. Dez. 2026, 1er décembre 2026, December 5, 2026."""
    months = '|'.join(sorted(map(re.escape, _months()), key=len, reverse=True))
    of, number = (
        r'(?:\s|de|del|d’|του|г\.)*',
        r'(?<!\d)(?P<{}>\d{{1,2}})(?:st|nd|rd|th|er|º|\.|-?ти)?',
    )
    year = r'(?:(?:\s|,|،|\.|de|del|του|г\.)+(?P<{}>\d{{4}})(?!\d)(?:\s?г\.?)?)?'
    return re.compile(
        number.format('d1')
        + of
        + rf'(?P<m1>{months})(?!\w)\.?'
        + year.format('y1')
        + rf'|(?<!\w)(?P<m2>{months})\.?\s+'
        + number.format('d2')
        + r'(?!\d|[:.h]\d)'
        + year.format('y2')
    )
