"""Groups judged: days and times that can be meant, what is past, what imprints lack."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from letterpress.findings import Place, errors
from letterpress.manuscript.countries import CODES
from letterpress.manuscript.groups import days, judging, model, zones
from manuscript.groups.test_reading import SPARSE, codes, read

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


def event(country: str = 'FR', **said: str):
    """Return the group of an event and what is found about its day and times."""
    own = {'place': 'Here', 'day': '2026-12-05', **said}
    lines = ''.join(f'  {key}: "{value}"\n' for key, value in own.items())
    groups, found = read(one=f'name: One\nlanguage: fr\ncountry: {country}\nevent:\n{lines}')
    return groups, [one for one in found if one.code not in ('LP834', 'LP836')]


# ---- zones ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    'country, zone',
    [
        ('FR', 'Europe/Paris'),
        ('DE', 'Europe/Berlin'),  # and Büsingen, whose clocks show the same
        ('CY', 'Asia/Nicosia'),
        ('GR', 'Europe/Athens'),
        ('BG', 'Europe/Sofia'),
        ('TR', 'Europe/Istanbul'),
    ],
)
def test_a_country_of_one_time_needs_no_zone(country, zone):
    (group,), found = event(country)
    assert found == [] and group.event.zone == zone


@pytest.mark.parametrize('country', ['ES', 'PT', 'US', 'UA'])
def test_a_country_of_several_times_is_asked_about(country):
    groups, (found,) = event(country)
    assert groups == () and found.code == 'LP823' and zones.of_country(country)[0] in found.hint
    (group,), found = event(country, time_zone='Atlantic/Canary')
    assert found == [] and group.event.zone == 'Atlantic/Canary'


def test_a_country_without_a_zone_is_asked_about():
    groups, (found,) = event('XK')
    assert groups == () and found.code == 'LP823' and 'no time zone is known' in found.message


@pytest.mark.parametrize('zone', ['CET+1', 'Europe/Pariss', '../etc/passwd', 'Paris', 'UTC+1'])
def test_an_unknown_zone_is_told(zone):
    groups, (found,) = event('FR', time_zone=zone)
    assert groups == () and found.code == 'LP822'


def test_the_packages_zones_come_first(monkeypatch, tmp_path):
    (tmp_path / 'Europe').mkdir()
    (tmp_path / 'Europe/Paris').write_bytes(b'no zone at all')
    import zoneinfo

    before = zoneinfo.TZPATH
    try:
        zoneinfo.reset_tzpath(to=[tmp_path])
        zones.zone.cache_clear()
        assert str(zones.moment(date(2026, 7, 1), time(12), 'Europe/Paris')).endswith('+02:00')
    finally:
        zoneinfo.reset_tzpath(to=list(before))
    with pytest.raises(KeyError):
        zones.zone('../../etc/passwd')


# ---- times ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    'country, day, clock, code',
    [
        ('FR', '2027-03-28', '02:30', 'LP824'),
        ('FR', '2027-03-28', '01:59', ''),
        ('FR', '2027-03-28', '03:00', ''),
        ('FR', '2026-10-25', '02:30', 'LP825'),
        ('FR', '2026-10-25', '03:00', ''),
        ('GB', '2027-03-28', '01:30', 'LP824'),
        ('GB', '2026-10-25', '01:30', 'LP825'),
        ('GR', '2027-03-28', '03:30', 'LP824'),
        ('LB', '2027-03-28', '00:30', 'LP824'),  # at midnight there
        ('TR', '2027-03-28', '03:30', ''),  # no clock changes there
    ],
)
def test_a_time_that_does_not_come_and_one_that_comes_twice(country, day, clock, code):
    groups, found = event(country, day=day, time=clock)
    assert codes(found) == ([code] if code else [])
    assert bool(groups) == (code != 'LP824')
    for one in found:
        assert one.place.line == 7 and clock in one.message and one.place.path.endswith('one.yaml')


@pytest.mark.parametrize(
    'said, code',
    [
        ({'time': '18:00', 'ends': '17:00'}, 'LP827'),
        ({'time': '18:00', 'ends': '18:00'}, 'LP827'),
        ({'ends': '18:00'}, 'LP827'),
        ({'time': '20:00', 'ends': '08:00'}, ''),
        ({'time': '20:00', 'ends': '08:01'}, 'LP827'),
        ({'time': '00:00', 'ends': '23:59'}, ''),
        ({'time': '24:00'}, 'LP821'),
        ({'time': '9:00'}, 'LP821'),
        ({'time': '18h30'}, 'LP821'),
        ({'time': '٠٩:٠٠'}, 'LP821'),
        ({'day': '5.12.2026'}, 'LP125'),
        ({'day': '2026-02-30'}, 'LP125'),
        ({'day': '9999-12-31'}, 'LP125'),
    ],
)
def test_times_that_cannot_be_meant(said, code):
    groups, found = event(**said)
    assert codes(found) == ([code] if code else []) and bool(groups) != bool(code)


def test_an_event_may_go_on_after_midnight():
    (group,), _ = event(time='22:00', ends='02:00')
    assert group.event.finishes is not None
    assert group.event.finishes.date() == date(2026, 12, 6)
    # and that end may be in the hour that does not come
    _, (found,) = event(day='2027-03-27', time='22:00', ends='02:30')
    assert found.code == 'LP824' and '2027-03-28' in found.message


@pytest.mark.parametrize(
    'said, right',
    [
        ('samedi', True),
        ('Sam.', True),
        ('Saturday', True),
        ('SAMSTAG', True),
        ('السبت', True),
        ('събота', True),
        ('dimanche', False),
        ('Sunday', False),
        ('someday', False),
        ('x' * 50, False),
    ],
)
def test_the_day_of_the_week_proves_the_date(said, right):
    _, found = event(weekday=said)
    assert codes(found) == ([] if right else ['LP828'])


def test_a_short_day_is_the_languages_own_first():
    assert days.weekday('mar', 'fr') == 1 and days.weekday('do', 'de') == 3
    assert days.weekday('D', 'en') is None


# ---- past ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    'said, over',
    [
        ({'day': '2026-11-28'}, True),
        ({'day': '2026-11-29'}, False),
        ({'day': '2026-11-29', 'time': '09:00'}, False),
        ({'day': '2026-11-29', 'time': '09:00', 'ends': '12:59'}, True),  # 13:00 there now
        ({'day': '2026-11-29', 'time': '09:00', 'ends': '13:01'}, False),
        ({'day': '2026-11-28', 'time': '22:00', 'ends': '02:00'}, True),
        ({'day': '2099-01-01'}, False),
    ],
)
def test_what_is_over_is_told(said, over):
    groups, _ = event(**said)
    found = list(judging.past(groups, NOW))
    assert codes(found) == (['LP826'] if over else []) and not errors(found)


def test_two_files_of_one_group_are_told():
    _, found = read(a=SPARSE, b=SPARSE.replace('Lyon', 'LYON'))
    (twice,) = [one for one in found if one.code == 'LP838']
    assert twice.place.path == 'content/groups/b.yaml' and 'a.yaml' in twice.message
    _, found = read(a=SPARSE, b=SPARSE.replace('12-05', '12-06'))
    assert 'LP838' not in codes(found)


# ---- what it wants printed -----------------------------------------------------------------------


def test_posters_and_printers_are_known():
    text = SPARSE + 'posters: [broadsied, event]\nprinters: [hom, riso, tiles]\n'
    groups, _ = read(lyon=text)

    def place(group: model.Group, key: str, word: str) -> Place:
        return Place(f'{key}/{word}')

    found = list(judging.unknown(groups, ('broadside', 'event'), ('riso', 'standard'), place))
    assert [(one.place.path, one.code, one.hint) for one in found] == [
        ('posters/broadsied', 'LP830', 'did you mean broadside?'),
        ('printers/hom', 'LP831', 'did you mean home?'),
    ]


# ---- the imprint ---------------------------------------------------------------------------------


def lacking(country: str, printers: tuple[str, ...] = (), **said: str) -> tuple[str, list[str]]:
    (group,), _ = read(lyon=SPARSE)
    group = replace(group, country=country, printers=printers, imprint=model.GroupImprint(**said))
    found = list(judging.imprint(group, group.place))
    assert not errors(found) and len(found) <= 1
    words = [key for key in judging.WANTS if found and f'imprint: {key}' in found[0].message]
    return (found[0].code, words) if found else ('', [])


@pytest.mark.parametrize(
    'country, printers, said, wanted',
    [
        ('DE', ('print-shop',), {}, ['name', 'address', 'printer']),
        ('DE', ('print-shop',), {'name': 'A', 'address': 'B'}, ['printer']),
        ('DE', ('print-shop',), {'name': 'A', 'address': 'B', 'printer': 'C'}, []),
        ('DE', ('home',), {'name': 'A', 'address': 'B'}, []),
        ('FR', ('print-shop',), {'name': 'A', 'address': 'B'}, ['printer']),
        ('FR', ('copy-shop',), {'printer': 'C'}, []),
        ('FR', ('home', 'saver'), {'name': 'A'}, ['address']),
        ('FR', (), {'printer': 'C'}, ['name', 'address']),
        ('FR', ('riso',), {}, ['printer']),
        ('AT', (), {}, ['name', 'address', 'printer']),
        ('ES', ('print-shop',), {}, ['printer']),
        ('BE', ('print-shop',), {}, ['name', 'address']),
        ('GB', (), {}, []),
        ('CH', (), {}, []),
        ('PT', (), {}, []),
    ],
)
def test_what_the_law_wants_is_asked_for(country, printers, said, wanted):
    assert lacking(country, printers, **said) == (('LP834' if wanted else ''), wanted)


def test_of_a_country_that_is_not_known_nothing_is_guessed():
    assert 'GR' not in judging.laws()
    assert lacking('GR') == ('LP836', [])
    assert lacking('GR', name='A', address='B', printer='C') == ('', [])


def test_each_law_says_where_and_when_it_was_read():
    for country, law in judging.laws().items():
        assert country in CODES and law.country == country
        assert law.when in (judging.ALWAYS, judging.ELECTIONS, judging.NEVER)
        assert bool(law.wants) == (law.when != judging.NEVER) and set(law.wants) <= {*judging.WANTS}
        assert law.law and law.says and not law.says.endswith('.')
        assert law.source.startswith(('https://', 'http://')) and law.read >= date(2026, 11, 1)


def test_the_hint_names_the_law_and_its_source():
    _, found = read(lyon=SPARSE)
    (one,) = found
    assert 'loi' in one.hint.lower() and 'legifrance' in one.hint and '2026-11-29' in one.hint
    assert one.place == Place('content/groups/lyon.yaml', 1, 1)


def test_the_documentation_has_the_same_laws():
    text = (Path(__file__).parents[3] / 'docs/groups.md').read_text(encoding='utf-8')
    for country, law in judging.laws().items():
        assert f'| {country} | ' in text and f'| [{law.law}]({law.source}) |' in text
    assert set(re.findall(r'^\| ([A-Z]{2}) \|', text, re.MULTILINE)) == set(judging.laws())


def test_the_documentations_group_is_good():
    text = (Path(__file__).parents[3] / 'docs/groups.md').read_text(encoding='utf-8')
    (example,) = re.findall(r'```yaml\n(.*?)```', text, re.DOTALL)
    groups, found = read(marburg=example)
    assert len(groups) == 1 and found == []
