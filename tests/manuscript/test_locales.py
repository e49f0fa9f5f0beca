"""Numbers, dates, times, lists and language names, as each language writes them."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from letterpress.manuscript import locales

CET = timezone(timedelta(hours=1))
NBSP, NNBSP = '\u00a0', '\u202f'


@pytest.mark.parametrize(
    'lang, expected',
    [
        ('en', '1 December 2026'),
        ('en-US', 'December 1, 2026'),
        ('fr', '1er décembre 2026'),
        ('es', '1 de diciembre de 2026'),
        ('de', '1. Dezember 2026'),
        ('it', '1º dicembre 2026'),
        ('el', '1 Δεκεμβρίου 2026'),
        ('bg', f'1 декември 2026{NBSP}г.'),
        ('ar', '١ ديسمبر ٢٠٢٦'),
    ],
)
def test_the_first_of_december_as_a_letter_writes_it(lang, expected):
    assert locales.long_date(date(2026, 12, 1), lang) == expected


@pytest.mark.parametrize(
    'lang, expected',
    [
        ('en', '21 March 2027'),
        ('fr', '21 mars 2027'),
        ('it', '21 marzo 2027'),
        ('ar', '٢١ مارس ٢٠٢٧'),
        ('de', '21. März 2027'),
    ],
)
def test_only_the_first_of_a_month_is_an_ordinal(lang, expected):
    assert locales.long_date(date(2027, 3, 21), lang) == expected


@pytest.mark.parametrize(
    'lang, expected',
    [
        ('en', '06:00 (UTC+1)'),
        ('fr', f'6{NBSP}h{NBSP}00 (UTC+1)'),
        ('es', f'6:00{NBSP}h (UTC+1)'),
        ('de', f'06:00{NBSP}Uhr (UTC+1)'),
        ('it', f'ore{NBSP}6:00 (UTC+1)'),
        ('el', f'6:00{NBSP}π.μ. (UTC+1)'),
        ('bg', f'6:00{NBSP}ч. (UTC+1)'),
        ('ar', f'٦:٠٠{NBSP}صباحًا (غرينتش+١)'),
        ('pt', '06:00 (UTC+1)'),
    ],
)
def test_six_in_the_morning_with_its_zone_said(lang, expected):
    assert locales.time_of(datetime(2026, 12, 1, 6, 0, tzinfo=CET), lang) == expected


def test_times_in_the_other_half_of_the_day_and_other_zones():
    newfoundland = timezone(-timedelta(hours=3, minutes=30))
    assert (
        locales.time_of(datetime(2026, 12, 1, 18, 5, tzinfo=newfoundland), 'en')
        == '18:05 (UTC\u22123:30)'
    )
    assert (
        locales.time_of(datetime(2026, 12, 1, 0, 30, tzinfo=UTC), 'el') == f'12:30{NBSP}π.μ. (UTC)'
    )
    assert (
        locales.time_of(datetime(2026, 12, 1, 12, 30, tzinfo=UTC), 'ar')
        == f'١٢:٣٠{NBSP}مساءً (غرينتش)'
    )


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match='offset'):
        locales.time_of(datetime(2026, 12, 1, 6, 0), 'en')


@pytest.mark.parametrize(
    'lang, small, large',
    [
        ('en', '1,234', '1,234,567'),
        ('fr', f'1{NNBSP}234', f'1{NNBSP}234{NNBSP}567'),
        ('de', '1.234', '1.234.567'),
        ('es', '1234', '1.234.567'),
        ('it', '1234', '1.234.567'),
        ('el', '1.234', '1.234.567'),
        ('bg', '1234', f'1{NBSP}234{NBSP}567'),
        ('ar', '١٬٢٣٤', '١٬٢٣٤٬٥٦٧'),
        ('fa', '۱٬۲۳۴', '۱٬۲۳۴٬۵۶۷'),
        ('ar-MA', '1.234', '1.234.567'),
        ('ar-EG', '١٬٢٣٤', '١٬٢٣٤٬٥٦٧'),
    ],
)
def test_numbers(lang, small, large):
    assert (locales.number(1234, lang), locales.number(1234567, lang)) == (small, large)


@pytest.mark.parametrize(
    'lang, whole, part',
    [
        ('en', '20%', '92.85%'),
        ('fr', '20\xa0%', '92,85\xa0%'),
        ('de', '20\xa0%', '92,85\xa0%'),
        ('it', '20%', '92,85%'),
        ('tr', '%20', '%92,85'),
        ('ar', '٢٠٪', '٩٢٫٨٥٪'),
    ],
)
def test_per_cent(lang, whole, part):
    assert (locales.percent(0.2, lang), locales.percent(0.9285, lang)) == (whole, part)


def test_the_count_of_the_sample():
    assert locales.number(81, 'fr') == '81'
    assert locales.number(81, 'ar') == '٨١'


def test_digits_leave_the_rest_alone():
    assert locales.digits('RFC 4180', 'ar') == 'RFC ٤١٨٠'
    assert locales.digits('RFC 4180', 'el') == 'RFC 4180'


@pytest.mark.parametrize(
    'lang, expected',
    [
        ('ar', 'rtl'),
        ('he', 'rtl'),
        ('fa-IR', 'rtl'),
        ('az-Arab', 'rtl'),
        ('ar-Latn', 'ltr'),
        ('en', 'ltr'),
        ('bg', 'ltr'),
    ],
)
def test_direction(lang, expected):
    assert locales.direction(lang) == expected


@pytest.mark.parametrize(
    'lang, expected',
    [
        ('en', 'English'),
        ('fr', 'français'),
        ('es', 'español'),
        ('de', 'Deutsch'),
        ('it', 'italiano'),
        ('el', 'ελληνικά'),
        ('bg', 'български'),
        ('ar', 'العربية'),
    ],
)
def test_a_language_names_itself(lang, expected):
    assert locales.language_name(lang, lang) == expected


def test_a_language_named_in_another():
    assert locales.language_name('en', 'fr') == 'anglais'
    assert locales.language_name('el', 'ar') == 'اليونانية'
    assert locales.language_name('en', 'de') == 'Englisch'


@pytest.mark.parametrize(
    'lang, expected',
    [
        ('en', ['other', 'one', 'other', 'other', 'other', 'other']),
        ('fr', ['one', 'one', 'other', 'other', 'other', 'other']),
        ('ar', ['zero', 'one', 'two', 'few', 'many', 'other']),
    ],
)
def test_plural_categories(lang, expected):
    assert [locales.plural(n, lang) for n in (0, 1, 2, 3, 11, 100)] == expected


def test_the_categories_a_phrase_must_give():
    assert locales.categories('ar') == ('zero', 'one', 'two', 'few', 'many', 'other')
    assert locales.categories('en') == ('one', 'other')
    assert locales.categories('ja') == ('other',)


@pytest.mark.parametrize(
    'lang, expected',
    [
        ('en', 'A, B and C'),
        ('en-US', 'A, B, and C'),
        ('fr', 'A, B et C'),
        ('es', 'A, B y C'),
        ('de', 'A, B und C'),
        ('it', 'A, B e C'),
        ('el', 'A, B και C'),
        ('bg', 'A, B и C'),
        ('ar', 'A وB وC'),
    ],
)
def test_a_list_of_three(lang, expected):
    assert locales.listing(['A', 'B', 'C'], lang) == expected


def test_short_lists():
    assert locales.listing([], 'en') == ''
    assert locales.listing(['A'], 'es') == 'A'
    assert locales.listing(['A', 'B'], 'en') == 'A and B'


@pytest.mark.parametrize(
    'last, expected',
    [
        ('Italia', 'Francia e Italia'),
        ('hijos', 'Francia e hijos'),
        ('hielo', 'Francia y hielo'),
        ('España', 'Francia y España'),
    ],
)
def test_spanish_and_before_the_sound_i(last, expected):
    assert locales.listing(['Francia', last], 'es') == expected


def test_known_languages():
    assert all(map(locales.known, locales.SUPPORTED))
    assert locales.known('pt-BR') and locales.known('sr-Latn')
    assert not any(map(locales.known, ['qq', 'english', '', 'en_GB', '../en', 'EN', 'x']))


def test_an_unknown_language_is_said():
    with pytest.raises(ValueError, match="'qq'"):
        locales.number(1, 'qq')


def test_babel_is_not_imported_before_it_is_needed():
    code = (
        'import sys; from letterpress.manuscript import locales; '
        'locales.direction("ar"); sys.exit("babel" in sys.modules)'
    )
    assert subprocess.run([sys.executable, '-c', code], check=False).returncode == 0


@pytest.mark.parametrize(
    'lang, script',
    [
        ('en', 'Latn'),
        ('el', 'Grek'),
        ('bg', 'Cyrl'),
        ('ar', 'Arab'),
        ('sr', 'Cyrl'),
        ('sr-Latn', 'Latn'),
        ('pt-BR', 'Latn'),
        ('ka', 'Geor'),
        ('ja', 'Jpan'),
        ('qqq', ''),
    ],
)
def test_the_script_of_a_language(lang, script):
    assert locales.script(lang) == script


@pytest.mark.parametrize(
    ('language', 'wanted'),
    [
        ('en', 'Tuesday 1 December'),
        ('fr', 'mardi 1er décembre'),
        ('de', 'Dienstag, 1. Dezember'),
        ('es', 'martes, 1 de diciembre'),
        ('it', 'martedì 1º dicembre'),
        ('el', 'Τρίτη 1 Δεκεμβρίου'),
        ('bg', 'вторник, 1 декември'),
        ('ar', 'الثلاثاء، 1 ديسمبر'),
        ('hu', 'december 1., kedd'),
        ('tr', '1 Aralık Salı'),
        ('ja', '12月1日(火曜日)'),
        ('eu', 'abenduaren 1(a), asteartea'),
        ('pt-BR', 'terça-feira, 1 de dezembro'),
    ],
)
def test_a_script_writes_days_as_the_house_does(language, wanted):
    said = locales.spoken_time(language)
    made = said['date'].format(
        weekday=said['weekdays'].split('|')[1],
        month=said['months'].split('|')[11],
        number=12,
        day=said['first'] or '1',
    )
    assert made.replace(NBSP, ' ') == wanted
    # what a long date says of day and month is part of it, the year aside
    assert said['months'].split('|')[11] in locales.long_date(date(2026, 12, 1), language)


@pytest.mark.parametrize('language', ['en', 'fr', 'es', 'de', 'it', 'el', 'bg', 'ar', 'pl'])
@pytest.mark.parametrize('hour', [0, 6, 12, 18])
def test_a_script_writes_times_as_the_house_does(language, hour):
    said = locales.spoken_time(language)
    halves = said['halves'].split('|')
    made = said['clock'].format(
        h=hour,
        hh=f'{hour:02}',
        mm='05',
        h12=hour % 12 or 12,
        half=halves[hour >= 12] if len(halves) > 1 else '',
    )
    made = made.translate({0x30 + n: one for n, one in enumerate(said['figures'])})
    whole = locales.time_of(datetime(2026, 12, 1, hour, 5, tzinfo=UTC), language)
    assert whole.replace(NBSP, ' ').startswith(f'{made} (')


@pytest.mark.parametrize(
    ('language', 'small', 'larger'),
    [
        ('en', '1 kB', '2.5 MB'),
        ('de', '1 kB', '2,5 MB'),
        ('it', '1 kB', '2,5 MB'),
        ('fr', '1 ko', '2,5 Mo'),
    ],
)
def test_the_unit_of_a_size_is_the_same_for_one_and_for_many(language, small, larger) -> None:
    blank = str.maketrans({'\u00a0': ' '})
    assert locales.file_size(700, language).translate(blank) == small
    assert locales.file_size(99_600, language).translate(blank) == small.replace('1', '100')
    assert locales.file_size(2_460_000, language).translate(blank) == larger


@pytest.mark.parametrize(
    ('lang', 'first', 'evening', 'across'),
    [
        ('en', 'Tuesday 1 December', '18:30–20:00', '09:30–20:00'),
        ('fr', 'mardi 1er décembre', '18 h 30 – 20 h 00', '9 h 30 – 20 h 00'),
        ('es', 'martes, 1 de diciembre', '18:30–20:00 h', '9:30–20:00 h'),
        ('de', 'Dienstag, 1. Dezember', '18:30–20:00 Uhr', '09:30–20:00 Uhr'),
        ('it', 'martedì 1º dicembre', 'ore 18:30–20:00', 'ore 9:30–20:00'),
        ('el', 'Τρίτη 1 Δεκεμβρίου', '6:30–8:00 μ.μ.', '9:30 π.μ. – 8:00 μ.μ.'),
        ('bg', 'вторник, 1 декември', '18:30–20:00 ч.', '9:30–20:00 ч.'),
        ('ar', 'الثلاثاء، ١ ديسمبر', '٦:٣٠–٨:٠٠ مساءً', '٩:٣٠ صباحًا – ٨:٠٠ مساءً'),
        ('pl', 'wtorek, 1 grudnia', '18:30–20:00', '09:30–20:00'),
        ('ja', '12月1日(火曜日)', '18:30–20:00', '09:30–20:00'),
    ],
)
def test_a_day_of_the_week_and_from_when_until_when(lang, first, evening, across):
    def bare(text):
        return text.replace('\u00a0', ' ')

    assert bare(locales.day_of_week(date(2026, 12, 1), lang)) == first
    assert bare(locales.span(time(18, 30), time(20), lang)) == evening
    assert bare(locales.span(time(9, 30), time(20), lang)) == across
