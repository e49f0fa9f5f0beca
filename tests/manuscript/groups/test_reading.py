"""Groups read: what a file says, what --set says, and what of it nobody else may know."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, time

import pytest

from letterpress.findings import Exit, Rejected, errors
from letterpress.manuscript import reading as campaigns
from letterpress.manuscript.groups import model, reading, writing
from letterpress.manuscript.yaml import tree
from letterpress.manuscript.yaml.shapes import Report

WHOLE = """name: Klimabündnis Marburg
language: de
country: DE
event:
  title: Lesung unter freiem Himmel
  place: Marktplatz
  address: Markt 1, 35037 Marburg
  day: 2026-12-05
  weekday: Samstag
  time: 18:00
  ends: 20:30
  link: https://marburg.example.org/lesung
imprint:
  name: Klimabündnis Marburg e. V.
  address: Markt 1, 35037 Marburg
  printer: Druckerei am Markt, Markt 2, 35037 Marburg
url: https://marburg.example.org
logo: marburg.svg
posters: [event, broadside]
printers: [home, riso]
public: false
private:
  contact: Ana Sol
  email: ana@example.org
  phone: 06421 000000
  address: Secret street 1
  consent: said so by mail
  note: calls back in the evening
"""
SPARSE = """name: Lyon
language: fr
country: France
event:
  place: Place Bellecour
  day: 2026-12-05
"""
LOGO = {'content/groups/logos/marburg.svg': b'<svg/>'}


def read(files: dict[str, bytes] | None = None, languages=('de', 'fr', 'ar'), **texts: str):
    given = {f'content/groups/{name}.yaml': text.encode() for name, text in texts.items()}
    given |= files or {}
    report = Report('de')
    found = reading.read(
        given, lambda path: tree.parse(given[path].decode(), path), report, languages
    )
    return found, report.findings


def codes(findings) -> list[str]:
    return [one.code for one in findings]


# ---- files ---------------------------------------------------------------------------------------


def test_a_file_says_all_of_a_group():
    (group,), found = read(LOGO, marburg=WHOLE.replace('example.org', 'klima-marburg.de'))
    assert found == []
    assert group == model.Group(
        id='marburg',
        name='Klimabündnis Marburg',
        language='de',
        country='DE',
        event=model.Event(
            'Lesung unter freiem Himmel',
            'Marktplatz',
            'Markt 1, 35037 Marburg',
            date(2026, 12, 5),
            time(18),
            time(20, 30),
            'Europe/Berlin',
            'https://marburg.klima-marburg.de/lesung',
        ),
        imprint=model.GroupImprint(
            'Klimabündnis Marburg e. V.',
            'Markt 1, 35037 Marburg',
            'Druckerei am Markt, Markt 2, 35037 Marburg',
        ),
        url='https://marburg.klima-marburg.de',
        logo='content/groups/logos/marburg.svg',
        posters=('event', 'broadside'),
        printers=('home', 'riso'),
        public=False,
        private=model.GroupContact(
            'Ana Sol',
            'ana@klima-marburg.de',
            '06421 000000',
            'Secret street 1',
            'said so by mail',
            'calls back in the evening',
        ),
    )
    assert str(group.event.begins) == '2026-12-05 18:00:00+01:00'
    assert str(group.event.over) == '2026-12-05 20:30:00+01:00'


def test_what_is_left_out_has_its_default():
    (group,), found = read(lyon=SPARSE)
    assert codes(found) == ['LP834'] and not errors(found)
    assert (group.country, group.event.zone, group.event.starts) == ('FR', 'Europe/Paris', None)
    assert (group.public, group.posters, group.logo, group.imprint.printer) == (True, (), '', '')
    assert group.event.begins is None and str(group.event.over) == '2026-12-06 00:00:00+01:00'


def test_groups_stand_in_the_order_of_their_names():
    names = {'c': 'Zug', 'a': 'Österreich', 'b': 'oslo', 'd': 'Ärzte'}
    found, _ = read(**{key: SPARSE.replace('Lyon', name) for key, name in names.items()})
    assert [one.name for one in found] == ['Ärzte', 'oslo', 'Österreich', 'Zug']


@pytest.mark.parametrize('name', ['Lyon.yaml', 'lyon.yml', 'ly on.yaml', 'sub/lyon.yaml', 'x.txt'])
def test_a_file_that_is_no_groups_is_told(name):
    path = f'content/groups/{name}'
    found, wrong = read({path: SPARSE.encode()})
    assert found == () and [(one.place.path, one.code) for one in wrong] == [(path, 'LP820')]


def test_readme_and_hidden_files_are_nobodys():
    assert read({'content/groups/README.md': b'x', 'content/groups/logos/README': b''}) == ((), [])


def test_a_logo_is_there_and_has_its_group():
    _, found = read(marburg=WHOLE)
    assert [one.code for one in errors(found)] == ['LP832']
    other = {'content/groups/logos/marbrug.svg': b''}
    _, found = read(other, marburg=WHOLE)
    (lost,) = errors(found)
    assert lost.hint == 'did you mean marbrug.svg?'
    _, found = read(LOGO, marburg=WHOLE.replace('marburg.svg', 'marburg.gif'))
    assert [one.code for one in errors(found)] == ['LP832']
    assert 'LP833' in codes(found)
    _, found = read(LOGO, marburg=WHOLE.replace('marburg.svg', '../../brand/marburg.svg'))
    assert [one.code for one in errors(found)] == ['LP124']


def test_a_language_is_one_of_the_campaigns():
    found, wrong = read(lyon=SPARSE.replace('language: fr', 'language: fi'))
    assert found == () and [one.code for one in errors(wrong)] == ['LP829']


def test_an_arabic_group():
    text = """name: لجنة طرابلس
language: ar
country: LB
event:
  title: وقفة تضامنية
  place: ساحة النور
  day: 2026-12-05
  weekday: السبت
  time: 17:30
imprint: {name: لجنة طرابلس, address: "ساحة النور، طرابلس", printer: "مطبعة النور، طرابلس"}
"""
    (group,), found = read(tripoli=text)
    assert found == []
    assert (group.name, group.event.place, group.event.zone) == (
        'لجنة طرابلس',
        'ساحة النور',
        'Asia/Beirut',
    )


# ---- what no poster may hold ---------------------------------------------------------------------

PRINTED = (
    'name',
    'event.title',
    'event.place',
    'event.address',
    'imprint.name',
    'imprint.address',
    'imprint.printer',
)
HOSTILE = {
    'override': ('a\u202eb', 'LP201'),
    'isolate': ('a\u2066b\u2069', 'LP201'),
    'zero width': ('a\u200bb', 'LP201'),
    'nul': ('a\0b', 'LP201'),
    'line': ('a\nb', 'LP201'),
    'long': ('a' * 10_000, 'LP203'),
    'a little too long': ('a' * 201, 'LP203'),
    'marks': ('a' + '\u0301' * 20, 'LP204'),
    'blanks': ('  ', 'LP202'),
}


@pytest.mark.parametrize('key', PRINTED)
@pytest.mark.parametrize('what', HOSTILE)
def test_what_hides_or_does_not_fit_is_refused_in_every_field(key, what):
    said, code = HOSTILE[what]
    with pytest.raises(Rejected) as rejected:
        set_(**{key: said})
    found = {(one.place.path, one.code) for one in errors(rejected.value.findings)}
    assert (f'--set {key}', code) in found
    assert rejected.value.exit_code == Exit.USAGE
    assert all(len(str(one)) < 1000 for one in rejected.value.findings)


@pytest.mark.parametrize('key', PRINTED)
@pytest.mark.parametrize(
    'said', ['{{ 7 * 7 }}', '{% raw %}', '} body { color: red }', '{signatories}', 'x' * 200]
)
def test_what_is_code_elsewhere_is_text_here(key, said):
    group, found = set_(**{key: said})
    assert not errors(found)
    assert writing.flat(group)[key] == said


@pytest.mark.parametrize('key', PRINTED)
def test_markup_is_told(key):
    with pytest.raises(Rejected) as rejected:
        set_(**{key: 'a <b>bold</b> &amp; word'})
    assert {one.code for one in errors(rejected.value.findings)} <= {'LP140', 'LP152', 'LP153'}


@pytest.mark.parametrize('key', ['url', 'event.link'])
@pytest.mark.parametrize(
    'said, code',
    [
        ('javascript:alert(1)', 'LP129'),
        ('ftp://example.net/a', 'LP129'),
        ('https://user@bank.example.net/', 'LP129'),
        ('https://example.net/\u202egpj', 'LP201'),
        ('https://example.net/a b', 'LP129'),
        ('https://example.net/' + 'a' * 10_000, 'LP132'),
    ],
)
def test_links_are_of_the_web_and_are_what_they_seem(key, said, code):
    with pytest.raises(Rejected) as rejected:
        set_(**{key: said})
    assert [one.code for one in errors(rejected.value.findings)] == [code]


def test_an_address_to_reach_somebody_is_for_the_imprint_alone():
    with pytest.raises(Rejected) as rejected:
        set_(**{'event.place': 'Marktplatz, ana@klima.de'})
    assert codes(errors(rejected.value.findings)) == ['LP284']
    _, found = set_(**{'imprint.address': 'Markt 1, 35037 Marburg, ana@klima.de'})
    assert not errors(found)


# ---- private and public --------------------------------------------------------------------------

CANARY = 'QxCanaryZk'


def test_nothing_private_is_in_what_the_world_may_know():
    private = {field.name: CANARY + field.name for field in fields(model.GroupContact)}
    lines = ''.join(f'  {key}: {value}\n' for key, value in private.items())
    (group,), found = read(lyon=f'{SPARSE}private:\n{lines}')
    assert [getattr(group.private, key) for key in private] == list(private.values())
    assert CANARY not in repr(model.public(group)) + repr(group) + str(found)
    known = {field.name for field in fields(model.PublicGroup)}
    assert known == {field.name for field in fields(model.Group)} - {
        *('posters', 'printers', 'public', 'private', 'place')
    }


def test_no_finding_shows_what_is_private():
    text = SPARSE + f'private:\n  email: {CANARY}@example.org\n  phone: "[{CANARY}]"\n'
    _, found = read(lyon=text)
    assert CANARY not in ''.join(map(str, found))
    _, found = read(lyon=SPARSE + f'private: {{fax: x, note: {CANARY}}}\n')
    assert codes(errors(found)) == ['LP121'] and CANARY not in str(found[0])


# ---- the command line ----------------------------------------------------------------------------

SAID = {
    'name': 'Marburg',
    'language': 'de',
    'country': 'DE',
    'event.place': 'Marktplatz',
    'event.day': '2026-12-05',
}


def set_(group: model.Group | None = None, ident: str = '', **changed: str):
    said = changed if group else {**SAID, **changed}
    return reading.with_settings(
        [f'{key}={value}' for key, value in said.items()], ('de', 'fr'), LOGO, group, ident
    )


def test_settings_make_a_group():
    group, found = set_(**{'event.time': '18:00', 'posters': 'event, broadside', 'public': 'false'})
    assert codes(found) == ['LP834']
    assert (group.id, group.name, group.event.place) == ('group', 'Marburg', 'Marktplatz')
    assert (group.event.starts, group.event.zone) == (time(18), 'Europe/Berlin')
    assert (group.posters, group.public) == (('event', 'broadside'), False)
    assert set_(ident='mine')[0].id == 'mine'
    # what has a sign of equality in it
    assert set_(**{'event.title': 'a=b'})[0].event.title == 'a=b'


def test_settings_change_a_group():
    (group,), _ = read(LOGO, marburg=WHOLE)
    made, _ = set_(group, **{'event.place': 'Bahnhof', 'event.day': '2027-06-01'})
    assert made.event == group.event.__class__(
        *('Lesung unter freiem Himmel', 'Bahnhof', 'Markt 1, 35037 Marburg', date(2027, 6, 1)),
        *(time(18), time(20, 30), 'Europe/Berlin', group.event.link),
    )
    assert (made.id, made.private, made.logo) == (group.id, group.private, group.logo)
    moved, _ = set_(group, country='GB')
    assert moved.event.zone == 'Europe/London'


@pytest.mark.parametrize(
    'setting, code, where, hint',
    [
        ('event.plase=x', 'LP839', '--set event.plase', 'did you mean event.place?'),
        ('event.place', 'LP839', '--set event.place', 'write --set KEY=VALUE'),
        ('=x', 'LP839', '--set', 'known here'),
        ('private.email=a@b.de', 'LP839', '--set private.email', 'leave it out'),
        ('name=Twice', 'LP839', '--set name', 'leave one of the two out'),
        ('event.time=6pm', 'LP821', '--set event.time', 'write hours and minutes'),
        ('event.day2=x', 'LP839', '--set event.day2', 'did you mean event.day?'),
        ('printers=home,home', 'LP136', '--set printers', 'remove one of the two'),
        ('posters=', 'LP131', '--set posters', 'write it'),
    ],
)
def test_each_finding_names_its_option(setting, code, where, hint):
    said = [f'{key}={value}' for key, value in SAID.items()]
    with pytest.raises(Rejected) as rejected:
        reading.with_settings([*said, setting], ('de',))
    (found,) = errors(rejected.value.findings)
    assert (found.code, found.place.path) == (code, where) and hint in found.hint


def test_what_no_option_says_is_asked_for():
    with pytest.raises(Rejected) as rejected:
        reading.with_settings(['event.place=Marktplatz'], ('de',))
    said = [str(one) for one in rejected.value.findings]
    assert all('LP839' in one for one in said) and len(said) == 4
    assert '--set "event.day=…"' in ''.join(said) and '--set "country=…"' in ''.join(said)


# ---- written, and read back ----------------------------------------------------------------------


@pytest.mark.parametrize('text', [WHOLE, SPARSE], ids=['whole', 'sparse'])
def test_a_group_is_written_as_it_is_read(text):
    (group,), before = read(LOGO, one=text)
    written = writing.to_yaml(group, 'from a list').decode()
    (again,), found = read(LOGO, one=written)
    assert again == group and codes(found) == codes(before)
    assert written.startswith('# from a list\nname: ')


def test_names_that_yaml_takes_for_something_else_are_written_as_text():
    for name in ('yes', '12:30', '2026', 'null', '- a', 'a: b', '"a"', "it's", '#1', '[a]', 'é{'):
        group, _ = set_(name=name)
        (again,), _ = read(one=writing.to_yaml(group).decode())
        assert again.name == name


# ---- in a campaign -------------------------------------------------------------------------------


def test_a_campaign_has_its_groups(small):
    files = {
        path.relative_to(small).as_posix(): path.read_bytes()
        for path in (small / 'content').rglob('*')
        if path.is_file()
    }
    files['content/groups/leeds.yaml'] = (
        b'name: Leeds\nlanguage: en\ncountry: GB\nevent: {place: City Square, day: 2099-01-02}\n'
    )
    campaign, found = campaigns.read(files)
    assert campaign is not None and [one.id for one in campaign.groups] == ['leeds']
    files['content/groups/york.yaml'] = b'name: York\n'
    campaign, found = campaigns.read(files)
    assert campaign is None and {one.code for one in errors(found)} == {'LP122'}
