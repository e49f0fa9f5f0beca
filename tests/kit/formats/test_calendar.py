"""Files for calendars, read by a library that did not write them, and by the rules of RFC 5545."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest

from fixtures.groups import GROUPS, group
from layout.test_press_sheets import EDITIONS
from letterpress.kit.formats.calendar import content, events, zone
from letterpress.manuscript.groups import zones
from letterpress.manuscript.groups.model import public

SOURCE = EDITIONS['en']
ALL = [public(group(code)) for code in GROUPS]


def changed(language: str = 'fr', **said):
    """Return a public group whose event says something else."""
    one = public(group(language))
    return replace(one, event=replace(one.event, **said))


def file(one) -> bytes:
    return events.event(one, EDITIONS[one.language])


def read(data: bytes):
    """Return the only event of a file, and what the file's own zones make of its times."""
    made = icalendar.Calendar.from_ical(data)
    (event,) = made.walk('VEVENT')
    own = {str(one['TZID']): one for one in made.walk('VTIMEZONE')}
    return event, own


def moment(event, key: str, own) -> datetime:
    """Return a time of an event by the zone that its file has, not by one of the same name."""
    said = event[key]
    clocks = own[said.params['TZID']].to_tz(lookup_tzid=False)
    return said.dt.replace(tzinfo=clocks).astimezone(UTC)


# ---- how it is written ---------------------------------------------------------------------------


@pytest.mark.parametrize('data', [file(one) for one in ALL])
def test_lines_end_with_both_signs_and_are_no_longer_than_75_octets(data):
    lines = data.split(b'\r\n')
    assert lines[-1] == b'' and lines[0] == b'BEGIN:VCALENDAR'
    for line in lines:
        assert len(line) <= 75 and not re.search(rb'[\x00-\x1f\x7f]', line)
        line.decode()  # no character is cut


def test_a_fold_at_every_place_keeps_every_character():
    for ahead in range(80):
        said = 'x' * ahead + 'ж€😀' * 60
        data = content.written([f'SUMMARY:{said}'])
        assert all(len(line) <= 75 and line.decode() for line in data.split(b'\r\n')[:-1])
        assert data.replace(b'\r\n ', b'').decode() == f'SUMMARY:{said}\r\n'


NASTY = 'A, b; c\\d: "e"\\n\nEND:VEVENT\r\nf\u2028g\x07h\u0085'


def test_nothing_that_is_said_ends_a_line_or_a_value():
    one = replace(changed(title=NASTY, place=NASTY, address=NASTY), name=NASTY)
    data = file(one)
    event, _ = read(data)
    meant = 'A, b; c\\d: "e"\\n\nEND:VEVENT\nf\ngh'
    assert str(event['SUMMARY']) == f'{meant} · {meant}'
    assert str(event['LOCATION']).startswith(meant)
    assert event['ORGANIZER'].params['CN'] == "A, b; c\\d: 'e'\\n END:VEVENT f gh"
    assert data.count(b'\r\nEND:VEVENT\r\n') == 1


def test_addresses_are_ascii():
    event, _ = read(file(changed(link='https://bücher.example/straße?q=ä&b=%20#ü')))
    assert event['URL'] == 'https://xn--bcher-kva.example/stra%C3%9Fe?q=%C3%A4&b=%20#%C3%BC'
    publisher = replace(SOURCE.facts.publisher, url='https://www.bücher.example/')
    edition = replace(SOURCE, facts=replace(SOURCE.facts, publisher=publisher))
    event, _ = read(events.event(public(group('en')), edition))
    assert event['UID'] == 'group-en@www.xn--bcher-kva.example'
    assert event['ORGANIZER'] == 'https://www.xn--bcher-kva.example/'


# ---- what it says --------------------------------------------------------------------------------


@pytest.mark.parametrize('code', GROUPS)
def test_an_event_says_what_its_poster_says_in_its_language(code):
    own = group(code)
    event, clocks = read(file(public(own)))
    title, place = own.event.title, own.event.place
    assert str(event['SUMMARY']) == f'{title} · {own.name}'
    assert str(event['LOCATION']).startswith(place)
    assert own.name in event['DESCRIPTION'] and place in event['DESCRIPTION']
    for key in ('SUMMARY', 'LOCATION', 'DESCRIPTION'):
        assert event[key].params['LANGUAGE'] == code
    assert event.get('URL', '') == own.event.link
    assert moment(event, 'DTSTART', clocks) == own.event.begins.astimezone(UTC)
    assert ('DTEND' in event) == (own.event.ends is not None)
    if own.event.ends:
        assert moment(event, 'DTEND', clocks) == own.event.finishes.astimezone(UTC)


def test_an_event_without_a_title_is_called_by_what_its_poster_asks_for():
    event, _ = read(file(changed('en', title='')))
    assert str(event['SUMMARY']).startswith('AGAINST FACIAL RECOGNITION · ')
    edition = replace(EDITIONS['en'], posters={})
    event, _ = read(events.event(changed('en', title=''), edition))
    assert str(event['SUMMARY']).startswith(edition.facts.title.to('en'))


def test_it_is_the_same_event_in_a_later_edition():
    later = replace(SOURCE, facts=replace(SOURCE.facts, edition=2, date=date(2026, 12, 5)))
    one = public(group('en'))
    (before, _), (after, _) = read(file(one)), read(events.event(one, later))
    assert before['UID'] == after['UID'] == 'group-en@www.example.org'
    assert (before['SEQUENCE'], after['SEQUENCE']) == (SOURCE.facts.edition, 2)
    assert after['DTSTAMP'].dt == datetime(2026, 12, 5, tzinfo=UTC)


def test_under_an_embargo_it_says_so_first():
    held = datetime(2026, 12, 5, 9, tzinfo=UTC)
    edition = replace(SOURCE, facts=replace(SOURCE.facts, embargo=held))
    event, _ = read(events.event(public(group('en')), edition))
    assert event['DESCRIPTION'].startswith('EMBARGOED until')
    assert 'EMBARGO' not in file(public(group('en'))).decode()


def test_nothing_private_stands_in_it_and_no_person_organises():
    own = group('en')
    data = file(public(own))
    for said in ('contact@', 'A Contact', '555 0100', 'mailto', 'MAILTO'):
        assert said.encode() not in data
    event, _ = read(data)
    assert event['ORGANIZER'] == 'https://www.example.org/'
    event, _ = read(file(replace(public(own), url='https://example.org/london')))
    assert event['ORGANIZER'] == 'https://example.org/london'
    assert icalendar.Calendar.from_ical(data)['METHOD'] == 'PUBLISH'


# ---- days and times ------------------------------------------------------------------------------


def test_without_a_time_it_is_a_day_and_keeps_nobody_busy():
    event, clocks = read(file(changed(starts=None, ends=None)))
    assert event['DTSTART'].dt == date(2026, 12, 12) and event['DTEND'].dt == date(2026, 12, 13)
    assert event['DTSTART'].params['VALUE'] == 'DATE'
    assert event['TRANSP'] == 'TRANSPARENT' and clocks == {}


def test_without_an_end_none_is_made_up():
    event, _ = read(file(changed(ends=None)))
    assert 'DTEND' not in event and 'DURATION' not in event


@pytest.mark.parametrize(
    'day, hours',
    [
        (date(2026, 12, 31), 3),
        (date(2026, 3, 28), 2),  # an hour is left out that night
        (date(2026, 10, 24), 4),  # an hour comes twice
    ],
)
def test_an_end_after_midnight_is_on_the_next_day(day, hours):
    event, clocks = read(file(changed(day=day, starts=time(23), ends=time(4))))
    lasts = moment(event, 'DTEND', clocks) - moment(event, 'DTSTART', clocks)
    assert event['DTEND'].dt.date() == day + timedelta(days=1)
    assert lasts == timedelta(hours=hours + 2)


@pytest.mark.parametrize('year', [2026, 2027, 2038])
def test_in_every_zone_the_file_says_what_the_clocks_show(year):
    """Four days a year, in all zones: what a reader makes of the file's own zone is the moment."""
    wrong = []
    for name in sorted(zones.names()):
        for month in (1, 4, 7, 10):
            one = changed(day=date(year, month, 26), starts=time(12), ends=None, zone=name)
            begin = one.event.begins.astimezone(UTC)
            lines = zone.component(name, begin, begin)
            made = icalendar.Timezone.from_ical('\r\n'.join([*lines, '']))
            clocks = made.to_tz(lookup_tzid=False)
            if datetime(year, month, 26, 12, tzinfo=clocks).astimezone(UTC) != begin:
                wrong.append((name, month))
    assert wrong == []


OUTLOOK = re.compile(r'RRULE:FREQ=YEARLY;BYMONTH=\d+;BYDAY=(-1|[1-4])(MO|TU|WE|TH|FR|SA|SU)')


@pytest.mark.parametrize('name', sorted(zones.names()))
def test_outlook_can_read_the_zone_of_an_event(name):
    """It takes one time that holds, or two with a yearly rule of one day (MS-OXCICAL)."""
    begin = datetime(2026, 12, 5, 17, tzinfo=UTC)
    lines = zone.component(name, begin, begin + timedelta(hours=2))
    rules = [line for line in lines if line.startswith('RRULE')]
    assert all(OUTLOOK.fullmatch(line) for line in rules)
    assert not any(line.startswith('RDATE') for line in lines)
    kinds = [line for line in lines if line in ('BEGIN:STANDARD', 'BEGIN:DAYLIGHT')]
    assert kinds == ['BEGIN:STANDARD'] if not rules else len(rules) == len(kinds) == 2
    assert len(set(kinds)) == len(kinds)


def test_summer_time_is_the_one_ahead_in_ireland_too():
    begin = datetime(2026, 12, 5, 17, tzinfo=UTC)
    lines = zone.component('Europe/Dublin', begin, begin)
    assert lines[lines.index('TZNAME:IST') + 1] == 'END:DAYLIGHT'
    assert lines[lines.index('TZNAME:GMT') + 1] == 'END:STANDARD'


def test_where_clocks_keep_to_no_rule_the_changes_stand_themselves():
    """In Jerusalem they go forward on the Friday before the last Sunday of March."""
    before, after = (datetime(2026, 3, day, 12, tzinfo=UTC) for day in (26, 28))
    lines = zone.component('Asia/Jerusalem', before, after)
    assert 'DTSTART:20260327T020000' in lines and not any('RRULE' in line for line in lines)
    kinds = [line for line in lines if line in ('BEGIN:STANDARD', 'BEGIN:DAYLIGHT')]
    assert kinds == ['BEGIN:STANDARD', 'BEGIN:DAYLIGHT']
    alone = zone.component('Asia/Jerusalem', after, after)
    assert 'TZOFFSETTO:+0300' in alone and alone.count('BEGIN:STANDARD') == 1


# ---- all of them ---------------------------------------------------------------------------------


def test_one_file_has_all_events_by_day_each_in_its_language():
    early = replace(changed('el', day=date(2026, 12, 6), starts=None), id='early')
    data = events.calendar([*ALL, early], EDITIONS, SOURCE)
    made = icalendar.Calendar.from_ical(data)
    found = made.walk('VEVENT')
    assert str(found[0]['UID']) == 'early@www.example.org'
    assert [str(one['UID']).partition('@')[0] for one in found[1:]] == [
        one.id for one in sorted(ALL, key=lambda one: one.event.begins)
    ]
    assert {one['SUMMARY'].params['LANGUAGE'] for one in found} == set(GROUPS)
    held = [str(one['TZID']) for one in made.walk('VTIMEZONE')]
    assert held == sorted({one.event.zone for one in ALL})
    assert made['X-WR-CALNAME'] == made['NAME'] == SOURCE.facts.title.to('en')
    assert {one['TRANSP'] for one in found} == {'TRANSPARENT'}


def test_one_zone_serves_the_events_of_all_seasons():
    days = [date(2026, month, 12) for month in (2, 6, 12)]
    held = [replace(changed(day=day, ends=time(20)), id=f'on-{day}') for day in days]
    made = icalendar.Calendar.from_ical(events.calendar(held, EDITIONS, SOURCE))
    (paris,) = made.walk('VTIMEZONE')
    clocks = {'Europe/Paris': paris}
    for one, event in zip(held, made.walk('VEVENT'), strict=True):
        assert moment(event, 'DTSTART', clocks) == one.event.begins.astimezone(UTC)


def test_the_order_in_which_groups_come_changes_no_byte():
    made = {events.calendar(order, EDITIONS, SOURCE) for order in (ALL, ALL[::-1])}
    assert len(made) == 1
