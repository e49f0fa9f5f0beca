"""What each language does with numbers, dates, times, lists and names. Source: CLDR, through Babel.

Languages are BCP 47 tags. `en` is set British. Where CLDR's neutral form is not what a newspaper of
that language prints, the exception is written down here. Babel is imported inside the functions: a
build with nothing to do and `letterpress --help` never pay for it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

SUPPORTED = (
    'en',
    'fr',
    'es',
    'de',
    'it',
    'el',
    'bg',
    'ar',
)  # the languages that were read by people who know them

_RTL_LANGUAGES = frozenset('ar arc ckb dv fa he iw ks nqo ps sd syr ug ur yi'.split())
_RTL_SCRIPTS = frozenset('Adlm Arab Aran Hebr Mand Nkoo Rohg Samr Syrc Thaa'.split())

# A number below 10 000 stands without a separator (CLDR minimumGroupingDigits = 2, which Babel does
# not read).
_GROUP_FROM_FIVE_DIGITS = frozenset({'bg', 'es', 'it', 'pl', 'pt-PT'})

_FIRST_DIGIT = {
    'arab': 0x660,
    'arabext': 0x6F0,
    'beng': 0x9E6,
    'deva': 0x966,
    'mymr': 0x1040,
    'tibt': 0xF20,
}

_FIRST_OF_THE_MONTH = {'fr': '1er', 'it': '1º'}

NBSP = '\u00a0'
MINUS = '\u2212'

# Time of day: {h} without, {hh} with a leading zero; {half} is the name of the half of the day,
# hours then run from 1 to 12. German as DIN 5008 writes it, French as the Imprimerie nationale
# does.
_TIMES = {
    'en': '{hh}:{mm}',
    'fr': '{h} h {mm}',
    'es': '{h}:{mm} h',
    'de': '{hh}:{mm} Uhr',
    'it': 'ore {h}:{mm}',
    'el': '{h12}:{mm} {half}',
    'bg': '{h}:{mm} ч.',
    'ar': '{h12}:{mm} {half}',
}
_HALVES = {'el': ('π.μ.', 'μ.μ.'), 'ar': ('صباحًا', 'مساءً')}
_UNIVERSAL_TIME = {
    'ar': 'غرينتش'
}  # as Arabic newsrooms do; a Latin word would turn the order of the sign


@cache
def _locale(lang: str) -> Locale:
    """Return Babel's locale of a tag. Raise ValueError for a tag that CLDR does not know."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse({'en': 'en-GB'}.get(lang, lang), sep='-')
    except (UnknownLocaleError, ValueError, TypeError) as error:
        raise ValueError(f'no language is known by the tag {lang!r}') from error


def known(lang: str) -> bool:
    """Say whether a BCP 47 tag names a language that dates and numbers can be written in."""
    try:
        return bool(re.fullmatch(r'[a-z]{2,3}(-[A-Za-z0-9]{2,8})*', lang)) and bool(_locale(lang))
    except ValueError:
        return False


def base(lang: str) -> str:
    """Return the language alone: 'pt' for 'pt-BR'."""
    return lang.partition('-')[0].lower()


def direction(lang: str) -> str:
    """Return 'rtl' or 'ltr'.

    A script subtag decides before the language does: 'az-Arab' is right to left.
    """
    scripts = [part for part in lang.split('-')[1:] if len(part) == 4 and part.isalpha()]
    if scripts:
        return 'rtl' if scripts[0].title() in _RTL_SCRIPTS else 'ltr'
    return 'rtl' if base(lang) in _RTL_LANGUAGES else 'ltr'


def script(lang: str) -> str:
    """Return the script that a language is written in, as ISO 15924 has it; '' for one unknown.

    A script subtag decides before CLDR's likely one.
    """
    from babel.core import get_global

    parts = [part for part in lang.split('-')[1:] if len(part) == 4 and part.isalpha()]
    if parts:
        return parts[0].title()
    likely: str = get_global('likely_subtags').get(base(lang), '')
    return next((part for part in likely.split('_')[1:] if len(part) == 4), '')


def with_country(lang: str) -> str:
    """Return a language as offices name it, with a country: 'fr-FR', 'el-GR'; English is British.

    The tag itself where CLDR knows no likely country.
    """
    from babel.core import get_global

    parts = lang.split('-')
    if any(len(part) == 2 and part.isupper() for part in parts[1:]):
        return lang
    if base(lang) == 'en':
        return f'{lang}-GB'
    likely: str = get_global('likely_subtags').get(base(lang), '')
    country = likely.rpartition('_')[2]
    return f'{lang}-{country}' if len(country) == 2 and country.isupper() else lang


def _numbering(lang: str) -> str:
    """Return the CLDR numbering system.

    Plain Arabic takes Arabic-Indic digits, where CLDR has Latin ones.
    """
    return 'arab' if lang == 'ar' else _locale(lang).default_numbering_system


def digits(text: str, lang: str) -> str:
    """Return the text with the digits 0 to 9 written in the language's own."""
    first = _FIRST_DIGIT.get(_numbering(lang))
    return text.translate({0x30 + n: first + n for n in range(10)}) if first else text


def number(n: float, lang: str) -> str:
    """Return a number in the language's digits, grouped its way.

    '1 234' (narrow no-break) in French.
    """
    from babel.numbers import format_decimal

    plain = lang in _GROUP_FROM_FIVE_DIGITS or base(lang) in _GROUP_FROM_FIVE_DIGITS
    grouped = not (plain and abs(n) < 10_000)
    text = format_decimal(
        n, locale=_locale(lang), group_separator=grouped, numbering_system=_numbering(lang)
    )
    return digits(text, lang)


def percent(share: float, lang: str) -> str:
    """Return a share of 1 in per cent as the language writes it, with the hundredths that it has.

    '20%' in English, '92,85 %' (no-break) in French.
    """
    from babel.numbers import format_percent

    own, system = _locale(lang), _numbering(lang)
    pattern = own.percent_formats[None].pattern.replace('0', '0.##')
    text = format_percent(share, pattern, locale=own, numbering_system=system)
    sign = own.number_symbols.get(system, {}).get('percentSign', '%').strip('\u061c\u200e\u200f')
    return digits(text.replace('%', sign), lang)  # Babel leaves the sign of other digits as it is


def long_date(day: date, lang: str) -> str:
    """Return the date as a letter writes it.

    '1er décembre 2026', '1º dicembre 2026', '1 декември 2026 г.'.
    """
    from babel.dates import format_date

    text = format_date(day, 'long', locale=_locale(lang)).replace('\u202f', NBSP)
    if day.day == 1 and base(lang) in _FIRST_OF_THE_MONTH:
        text = re.sub(r'^1(?=\s)', _FIRST_OF_THE_MONTH[base(lang)], text)
    return digits(text, lang)


def time_of(moment: datetime, lang: str) -> str:
    """Return the time of day with its zone said.

    '06:00 (UTC+1)', '6 h 00 (UTC+1)', '٦:٠٠ صباحًا (غرينتش+١)'.

    A moment without a zone raises ValueError: an embargo that does not say whose six o'clock it
    means is none.
    """
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError('the time has no offset from universal time')
    return digits(f'{_clock(moment.time(), lang)} ({_offset(offset, lang)})', lang)


def clock(moment: time, lang: str) -> str:
    """Return a time of day as who goes there says it, without its zone: '18:30', '18 h 30'."""
    return digits(_clock(moment, lang), lang)


def span(begin: time, end: time, lang: str) -> str:
    """Return from when until when: '18:30–20:00', '18:30–20:00 Uhr', '18 h 30 – 20 h 00'.

    What is said of both alike is said once: behind the second, before the first. A dash stands
    between figures without blanks, between words with them.
    """
    one, two = _clock(begin, lang), _clock(end, lang)
    ahead = re.match(r'\D*', one)
    behind = re.search(r'\D*$', one)
    assert ahead is not None and behind is not None  # both match nothing, too
    if two.startswith(ahead[0]) and two.endswith(behind[0]):
        one, two = one[: behind.start()], two[ahead.end() :]
    dash = '–' if re.fullmatch(r'[\d:.]+', one[ahead.end() :]) else f'{NBSP}–{NBSP}'
    return digits(f'{one}{dash}{two}', lang)


def _clock(moment: time, lang: str) -> str:
    name = base(lang)
    values = {
        'h': str(moment.hour),
        'hh': f'{moment.hour:02}',
        'mm': f'{moment.minute:02}',
        'h12': str(moment.hour % 12 or 12),
        'half': _HALVES.get(name, ('', ''))[moment.hour >= 12],
    }
    return _TIMES.get(name, '{hh}:{mm}').format(**values).replace(' ', NBSP)


def day_of_week(day: date, lang: str) -> str:
    """Return a day as a poster names it: 'Saturday, 5 December', 'samedi 5 décembre'.

    As the page for an event writes it: without the year, for a poster hangs for some weeks.
    """
    said = spoken_time(lang)
    number = said['first'] if day.day == 1 and said['first'] else str(day.day)
    values = {
        'weekday': said['weekdays'].split('|')[day.weekday()],
        'day': number,
        'month': said['months'].split('|')[day.month - 1],
        'number': str(day.month),
    }
    return digits(re.sub(r'\{(\w+)\}', lambda part: values[part[1]], said['date']), lang)


def spoken_time(lang: str) -> dict[str, str]:
    """Return what a script needs to write days and times as `long_date` and `time_of` do.

    `date` and `clock` are patterns, `weekdays` (from Monday), `months` and `halves` of the day
    lists parted by bars; `first` is the first of a month, `figures` the ten digits, '' where they
    are as everywhere. `comma` parts a day from a time.
    """
    locale, name = _locale(lang), base(lang)
    day = _filled(locale, 'MMMMd', 'd MMMM').replace(' ', NBSP)
    # that of "Sat, 5 Dec" says where the weekday stands
    short = _filled(locale, 'MMMEd', 'EEE, d MMM')
    dates = r'\{(?:day|month|number)\}(?:.*\{(?:day|month|number)\})?[^\s,({]*(?:\([^{)]*\))?'
    dated = re.sub(dates, lambda _: day, short, count=1)
    figures = digits('0123456789', lang)
    return {
        'date': dated,
        'clock': _TIMES.get(name, '{hh}:{mm}'),
        'weekdays': '|'.join(locale.days['format']['wide'][n] for n in range(7)),
        'months': '|'.join(locale.months['format']['wide'][n] for n in range(1, 13)),
        'halves': '|'.join(_HALVES.get(name, ())),
        'first': _FIRST_OF_THE_MONTH.get(name, ''),
        'figures': '' if figures == '0123456789' else figures,
        'comma': '، ' if script(lang) == 'Arab' else ', ',
    }


def _filled(locale: Locale, skeleton: str, otherwise: str) -> str:
    """Return the pattern of a skeleton with {day}, {month} (or {number}) and {weekday} in it."""
    pattern = str(getattr(locale.datetime_skeletons.get(skeleton), 'pattern', otherwise))
    words = {'d': '{day}', 'M': '{month}', 'L': '{month}', 'E': '{weekday}', 'c': '{weekday}'}

    def said(part: re.Match[str]) -> str:
        if part[1] is not None:
            return part[1]
        if part[2] in 'ML' and len(part[0]) < 3:  # a number (Japanese), not a name
            return '{number}'
        return words.get(part[2], part[0])

    return re.sub(r"'([^']*)'|([A-Za-z])\2*", said, pattern)


def _offset(offset: timedelta, lang: str) -> str:
    """Return the zone as an offset: 'UTC', 'UTC+1', 'UTC−3:30'."""
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = '+' if minutes > 0 else MINUS
    distance = f'{sign}{hours}' + (f':{rest:02}' if rest else '') if minutes else ''
    return _UNIVERSAL_TIME.get(base(lang), 'UTC') + distance


def language_name(lang: str, in_lang: str) -> str:
    """Return the name of a language as a running text of `in_lang` writes it ('français')."""
    known: str | None = _locale(in_lang).languages.get(lang.replace('-', '_'))
    name = known or _locale(lang).get_display_name(_locale(in_lang)) or lang
    # CLDR gives the Greek names as headings; in running text they have no capital
    return name[:1].lower() + name[1:] if base(in_lang) == 'el' else name


def country_name(code: str, in_lang: str) -> str:
    """Return the name of a country (ISO 3166-1, two letters) in a language, else its code."""
    name: str = _locale(in_lang).territories.get(code.upper(), code)
    return name


def capitals(text: str, lang: str) -> str:
    """Return a text in capitals as its language writes them: Greek without tonos, Turkish İ."""
    if base(lang) in ('tr', 'az'):
        text = text.replace('i', 'İ')
    made = text.upper()
    if base(lang) != 'el':
        return made
    bare = unicodedata.normalize('NFD', made).replace('\u0301', '')
    return unicodedata.normalize('NFC', bare)


@cache
def months(lang: str) -> frozenset[str]:
    """Return the names of the months, as dates have them and alone, without capitals."""
    named = _locale(lang).months
    return frozenset(
        name.casefold() for use in ('format', 'stand-alone') for name in named[use]['wide'].values()
    )


def month_names(lang: str) -> tuple[tuple[int, str], ...]:
    """Return the names of the months, whole and short: January is 1."""
    named = _locale(lang).months
    return tuple(
        (number, name)
        for use in ('format', 'stand-alone')
        for width in ('wide', 'abbreviated')
        for number, name in named[use].get(width, {}).items()
    )


def weekdays(lang: str) -> tuple[tuple[int, str], ...]:
    """Return the names of the days of the week, whole and short: Monday is 0."""
    named = _locale(lang).days
    return tuple(
        (number, name)
        for use in ('format', 'stand-alone')
        for width in ('wide', 'abbreviated', 'short')
        for number, name in named[use].get(width, {}).items()
    )


def weekday_name(number: int, lang: str) -> str:
    """Return the name of a day of the week: Monday is 0."""
    name: str = _locale(lang).days['format']['wide'][number]
    return name


def sample(lang: str) -> str:
    """Return words of a language that have all its usual letters: CLDR's names of countries in it.

    '' for a language in which CLDR names none.
    """
    return ' '.join(str(name) for name in _locale(lang).territories.values())


def plural(n: int, lang: str) -> str:
    """Return the CLDR plural category of a whole number: zero, one, two, few, many or other."""
    return _locale(lang).plural_form(n)


def categories(lang: str) -> tuple[str, ...]:
    """Return the plural categories of a language, in CLDR's order.

    They are what a phrase that counts may give.
    """
    tags = _locale(lang).plural_form.tags | {'other'}
    return tuple(tag for tag in ('zero', 'one', 'two', 'few', 'many', 'other') if tag in tags)


def listing(items: Sequence[str], lang: str) -> str:
    """Return the items as a list in a sentence: 'A, B and C'. No item gives an empty text."""
    from babel.lists import format_list

    text = format_list(list(items), locale=_locale(lang)) if items else ''
    # Spanish says "e" before the sound i (Real Academia, Ortografía): "Francia e Italia", but
    # "nieve y hielo".
    if (
        base(lang) == 'es'
        and len(items) > 1
        and re.match(r'h?[ií](?![aeo])', items[-1], re.IGNORECASE)
    ):
        text = text[: -len(items[-1])].removesuffix(' y ') + ' e ' + items[-1]
    return text


def file_size(count: int, lang: str) -> str:
    """Return a file's size for people, in the language's digits and units.

    '64 kB', '1.4 MB': powers of ten.
    """
    from babel.numbers import format_decimal
    from babel.units import format_unit

    unit, value = (
        ('megabyte', round(count / 1e6, 1))
        if count >= 950_000
        else ('kilobyte', max(1, round(count / 1e3)))
    )
    locale, system = _locale(lang), _numbering(lang)
    # an abbreviation does not inflect: in CLDR German and Italian have "1 kbyte" beside "2 kB"
    many = format_unit(100, unit, 'short', locale=locale, numbering_system=system)
    text = many.replace(
        format_decimal(100, locale=locale, numbering_system=system),
        format_decimal(value, locale=locale, numbering_system=system),
    )
    return digits(text.replace(' ', NBSP).replace('\u202f', NBSP), lang)
