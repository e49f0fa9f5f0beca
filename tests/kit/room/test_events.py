"""What local groups call for, in the press room: who stands there, in which words and files."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time
from html import unescape

import icalendar
import pytest

from fixtures.groups import GROUPS, group, many
from letterpress.kit import bundle
from letterpress.kit.formats.soft_hyphens import SOFT
from letterpress.kit.room import events, words
from letterpress.layout.declared import own_phrases
from letterpress.manuscript import edition, locales
from letterpress.manuscript.groups.model import listed, public

from .conftest import LAYOUTS, SHOWN, Make, files_of

ALL = tuple(group(code) for code in GROUPS)
DAY = date(2026, 12, 1)  # of the sample's edition


def calling(campaign, *groups):
    return replace(campaign, groups=groups)


def page(make: Make, given, language: str = 'en') -> str:
    made = make(language, given=given)[f'{language}/events.html'].decode()
    return made.partition('<main id="main">')[2].partition('</main>')[0]


def plain(html: str) -> str:
    return ' '.join(unescape(re.sub('<[^>]*>', ' ', html)).replace(SOFT, '').split())


def rows(html: str) -> list[str]:
    return re.findall(r'<tr data-country=.*?</tr>', html, re.DOTALL)


# ---- who is listed -------------------------------------------------------------------------------


def test_only_who_agreed_and_what_is_not_over_is_listed():
    one = group('fr')
    hidden = replace(one, public=False)

    def on(day: date, starts: time | None = None, ends: time | None = None):
        return replace(one, event=replace(one.event, day=day, starts=starts, ends=ends))

    assert listed([one, hidden], DAY) == (public(one),)
    assert listed([on(date(2026, 11, 30))], DAY) == ()
    assert listed([on(DAY)], DAY) and listed([on(DAY, time(1), time(2))], DAY)
    # what goes on after midnight is not over when the day begins
    assert listed([on(date(2026, 11, 30), time(23), time(1))], DAY)
    assert listed([on(date(2026, 11, 30), time(20), time(23))], DAY) == ()


def test_without_groups_there_is_no_page_no_file_and_no_word_of_it(campaign, make: Make):
    over = replace(ALL[0], event=replace(ALL[0].event, day=date(2026, 11, 30)))
    without = make('en', 'fr')
    assert not [path for path in without if 'event' in path]
    for name in ('index', 'files'):
        assert 'events' not in without[f'en/{name}.html'].decode()
    for groups in ((replace(ALL[0], public=False),), (over,)):
        assert make('en', 'fr', given=calling(campaign, *groups)) == without
    assert bundle_of(campaign) == []


def bundle_of(campaign, *groups):
    given = calling(campaign, *groups)
    editions = {code: edition.edition(given, code) for code in ('en', 'de', 'fr', 'el')}
    source = words.worded(editions['en'], SHOWN, LAYOUTS)
    return events.files(events.listed(given), editions, source)


# ---- the page ------------------------------------------------------------------------------------


@pytest.mark.parametrize('language', ['en', 'el', 'bg', 'ar', 'de', 'fr', 'es', 'it'])
def test_the_page_says_day_and_hours_in_its_language(campaign, make: Make, language: str):
    own = group('bg')
    html = page(make, calling(campaign, own), language)
    said = plain(html)
    assert ' '.join(locales.day_of_week(own.event.day, language).split()) in said
    hours = locales.span(time(11), time(13), language)
    assert ' '.join(hours.split()) in said
    assert locales.country_name('BG', language) in said
    assert '<time datetime="2026-12-12">' in html
    phrases = own_phrases.said('press-room', language, LAYOUTS)
    for key in ('room.events', 'room.events_times', 'room.event_save', 'room.event_country'):
        assert phrases[key] in said


@pytest.mark.parametrize('language', ['en', 'ar'])
def test_a_group_speaks_its_own_language_in_its_own_direction(campaign, make: Make, language: str):
    html = page(make, calling(campaign, *ALL), language).replace(SOFT, '')
    for one in ALL:
        direction = locales.direction(one.language)
        for text in (one.name, one.event.title):
            [tag] = set(re.findall(rf'(<span [^>]*>)[^<]*{text[:6]}', html))
            assert f'lang="{one.language}" dir="{direction}"' in tag
            assert ('class="la"' in tag) == (language == 'ar' and direction == 'ltr')


def test_rows_stand_by_day_then_country_as_the_page_names_it(campaign, make: Make):
    late = replace(group('de'), id='late', event=replace(group('de').event, starts=None))
    soon = replace(group('fr'), id='soon')
    soon = replace(soon, event=replace(soon.event, day=date(2026, 12, 5)))
    given = calling(campaign, *ALL, late, soon)
    html = page(make, given)
    files = re.findall(r'href="\.\./events/([^"]*)\.ics"', html)
    assert files == [
        'soon',  # 5 December
        'group-bg',
        'group-fr',
        'late',  # no time is said
        'group-de',
        'group-el',
        'group-ar',  # Lebanon
        'group-en',  # United Kingdom
    ]
    assert html.count('class="day"') == 2
    german = page(make, given, 'de')  # Bulgarien, Deutschland, Frankreich, Griechenland
    files = re.findall(r'href="\.\./events/([^"]*)\.ics"', german)
    assert files[1:5] == ['group-bg', 'late', 'group-de', 'group-fr']


def test_without_a_script_all_rows_are_there_and_nothing_to_type_into(campaign, make: Make):
    html = page(make, calling(campaign, *many(300)))
    assert len(rows(html)) == 300 and 'hidden' not in html
    assert not re.search('<(input|select|button)', html)
    assert 'data-near' in html


def test_a_row_leads_to_more_to_the_group_and_to_its_file(campaign, make: Make):
    one = replace(group('en'), url='https://example.org/london')
    [row] = rows(page(make, calling(campaign, one)))
    assert '<a href="https://vigil.example.org/london"><span lang="en" dir="ltr">Vigil<' in row
    assert '<a href="https://example.org/london"><span lang="en" dir="ltr">Privacy' in row
    assert '<a href="../events/group-en.ics" download>' in row
    # an event without a title of its own is found where the group's name leads
    bare = replace(group('en'), event=replace(group('en').event, title=''))
    [row] = rows(page(make, calling(campaign, bare)))
    assert '<a href="https://vigil.example.org/london"><span lang="en" dir="ltr">Privacy' in row


def test_what_a_group_says_is_never_markup(campaign, make: Make):
    own = group('en')
    bad = '<img src=x onerror=alert(1)>'
    one = replace(own, name=bad, event=replace(own.event, title=bad, place=bad, address='"><b>'))
    html = page(make, calling(campaign, one))
    assert '<img' not in html and '"><b>' not in html


def test_nothing_private_stands_on_any_page_or_in_any_file(campaign, make: Make):
    given = calling(campaign, *ALL)
    said = [*make('en', given=given).values(), *(one.data for one in bundle_of(campaign, *ALL))]
    for private in (b'A Contact', b'contact@example.org', b'555 0100'):
        assert not any(private in data for data in said)


# ---- the room, and the files ---------------------------------------------------------------------


def test_the_room_leads_to_the_page_and_files_lists_the_calendar(campaign, make: Make):
    made = make('en', given=calling(campaign, *ALL))
    room = made['en/index.html'].decode()
    assert room.count('href="events.html"') == 2 and '6 events by local groups' in plain(room)
    files = made['en/files.html'].decode()
    assert 'href="../events.ics" download' in files and 'events/group-en.ics"' not in files
    assert '"events":{"group-ar.ics"' in files, 'a file that is dropped there is known'


def test_only_the_page_of_events_bears_their_script_and_styles(campaign, make: Make):
    made = make('en', given=calling(campaign, *ALL))
    for name, data in made.items():
        if name.endswith('.html'):
            own = name.endswith('/events.html')
            assert (b'[data-near]' in data) is own and (b'.events .hours' in data) is own


def test_there_is_one_file_for_all_and_one_for_each(campaign):
    made = {one.path: one for one in bundle_of(campaign, *ALL)}
    assert sorted(made) == ['events.ics', *sorted(f'events/group-{code}.ics' for code in GROUPS)]
    assert {one.media_type for one in made.values()} == {'text/calendar'}
    assert {one.language for one in made.values()} == {''}
    calendar = icalendar.Calendar.from_ical(made['events.ics'].data)
    assert len(calendar.walk('VEVENT')) == len(ALL)
    # Bulgarian is not among these editions: its event is told in the language of the source
    [event] = icalendar.Calendar.from_ical(made['events/group-bg.ics'].data).walk('VEVENT')
    assert event['DESCRIPTION'].startswith('Saturday 12\u00a0December')
    assert event['SUMMARY'].startswith('Митинг')


def test_the_press_gets_all_events_in_one_file(campaign):
    shelf = [*files_of('en'), *bundle_of(campaign, *ALL)]
    held = {one.path for one in bundle.zips_of(shelf, 'en')['press-kit']}
    assert 'events.ics' in held and not any(path.startswith('events/') for path in held)


def test_the_room_stays_light_and_the_page_bears_three_hundred_groups(campaign, make: Make):
    made = make('en', given=calling(campaign, *many(300)))
    html = made['en/index.html'].decode()
    faces = {one.removeprefix('../') for one in re.findall(r'url\(([^)]*)\)', html)}
    assert len(html.encode()) + sum(len(made[one]) for one in faces) <= 100_000
    assert len(made['en/events.html']) < 250_000


def test_the_kit_has_page_and_files_and_its_lists_name_them(campaign):
    given = calling(campaign, *ALL, replace(ALL[0], id='hidden', public=False))
    editions = {'en': edition.edition(given, 'en')}
    made = bundle.bundle(
        given, editions, [], LAYOUTS, {}, {}, {'draft': False}, lambda _: b'', [], (), SHOWN
    )
    wanted = {'events.ics', *(f'events/{one.id}.ics' for one in ALL)}
    assert {path for path in made if path.endswith('.ics')} == wanted
    assert 'en/events.html' in made
    listed_in = made['SHA256SUMS'].decode(), made['manifest.json'].decode()
    for path in (*wanted, 'en/events.html'):
        assert all(path in said for said in listed_in), path


def test_a_server_is_told_what_calendars_are_where_there_are_any(campaign, make: Make):
    facts = replace(campaign.facts, site_url='https://www.example.org/letter/')
    there = replace(campaign, facts=facts)
    assert b'text/calendar' not in make('en', given=there)['_headers']
    assert (
        b'/*.ics\n  Content-Type: text/calendar'
        in make('en', given=calling(there, ALL[0]))['_headers']
    )
