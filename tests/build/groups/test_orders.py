"""The sheets of local groups: which they are, and that each says whose event it is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time
from io import BytesIO

import pypdf
import pytest

from fixtures.groups import GROUPS, group
from layout.test_press_sheets import EDITIONS, FILES, LAYOUTS, RULER
from letterpress.build.groups import orders
from letterpress.build.order import Finish
from letterpress.findings import Rejected
from letterpress.layout.compose import compose
from letterpress.layout.composition import Options
from letterpress.layout.declared import ways_out
from letterpress.manuscript import locales
from letterpress.manuscript.groups.model import GroupImprint, public
from letterpress.press import engine

ALL = tuple(LAYOUTS.values())


def ordered(one, layouts=ALL):
    return orders.orders(one, public(one), EDITIONS, layouts, {})


def printed(order):
    def make(attempt, _):
        composition = compose(order.edition, attempt.layout, attempt.size, RULER, Options(), FILES)
        return engine.render(composition, FILES), attempt

    return ways_out.first(order.layout, order.size, make)


def text(proof) -> str:
    return ' '.join(pypdf.PdfReader(BytesIO(proof.pdf)).pages[0].extract_text().split())


def test_each_poster_is_made_for_each_printer():
    found = ordered(group('en'))
    made = {(one.layout.name, one.size.name): one.finishes for one in found}
    spoken = {'bar', 'card', 'event', 'iris', 'line-up', 'suspects'}  # the sample has no statement
    assert {name for name, _ in made} == spoken
    home = *map(Finish, ('home', 'one-ink', 'outline')), Finish('home', tiles=orders.TILES)
    assert made['suspects', 'a4'] == home
    assert made['card', 'square'] == (Finish(),)
    assert made['suspects', 'a3'] == (Finish('colour'), Finish(shop='standard', sheet='a2'))
    assert ('suspects', 'a2') not in made  # that of A3, larger
    assert all(one.path.startswith(f'groups/{one.edition.group.id}/en/') for one in found)


def test_a_group_gets_what_it_wants_and_no_more():
    one = replace(group('en'), posters=('event',), printers=('tiles', 'copy-shop', 'flyer-shop'))
    made = {(o.layout.name, o.size.name): o.finishes for o in ordered(one)}
    assert {key: made[key] for key in made if key[0] != 'card'} == {
        ('event', 'a4'): (Finish('home', tiles=orders.TILES),),
        ('event', 'a3'): (Finish('colour'), Finish(shop='flyer-shop', sheet='a2')),
    }


def test_where_printers_take_letter_it_is_letter():
    one = replace(group('en'), country='US', posters=('suspects',))
    made = [o.size.name for o in ordered(one) if o.layout.name == 'suspects']
    assert sorted(made) == ['a2', 'letter', 'tabloid']


def test_two_groups_have_other_names_and_other_keys():
    one, two = group('en'), replace(group('en'), id='second', name='Second')
    first, second = ordered(one), ordered(two)
    assert not {o.name for o in first} & {o.name for o in second}


@pytest.mark.parametrize('language', GROUPS)
@pytest.mark.parametrize('name', [one.name for one in orders.offered(ALL)])
def test_each_poster_says_what_when_where_and_who(language, name):
    one = replace(group(language), posters=(name,))
    found = [o for o in ordered(one) if o.size.name == 'a4']
    assert found or name not in EDITIONS[language].posters
    for order in found:
        proof, _ = printed(order)
        assert proof.pages == 1 and not proof.findings
        if EDITIONS[language].direction == 'rtl':
            continue  # what is read from the right is extracted in another order
        said = text(proof)
        for part in (one.name, one.event.place, locales.day_of_week(one.event.day, language)):
            assert part.replace('\u00a0', ' ') in said


def test_its_imprint_stands_in_place_of_the_campaigns():
    own = GroupImprint('Association Sans Visage', '1 rue Exemple', 'Imprimerie X, Lille')
    one = replace(group('fr'), imprint=own, posters=('suspects',))
    posters = [o for o in ordered(one) if not o.layout.of_screens]
    sheets = {o.size.name: text(printed(o)[0]) for o in posters}
    responsible = 'Responsable de la publication : Association Sans Visage, 1 rue Exemple'
    assert all(responsible in said for said in sheets.values())
    assert 'Imprimé par nos soins' in sheets['a4']  # who prints at home is the printer
    assert 'Imprimeur : Imprimerie X, Lille' in sheets['a3']
    assert not any('Éditeur' in said for said in sheets.values())


@pytest.mark.parametrize('name', [one.name for one in orders.offered(ALL)])
def test_a_name_of_two_hundred_characters_is_set_or_is_a_finding(name):
    long = ('Bürgerinitiative für digitale Grundrechte ' * 6)[:200].strip()
    event = replace(group('de').event, place=('Platz der Vereinten Nationen ' * 6).strip()[:160])
    one = replace(group('de'), name=long, posters=(name,), event=event)
    for order in (o for o in ordered(one) if o.size.name == 'a4'):
        wrong, said = outcome(order)
        assert (long in said) != bool(wrong)
        assert all('groups/' in one.message for one in wrong)


def outcome(order):
    try:
        proof, _ = printed(order)
    except Rejected as rejected:
        return rejected.findings, ''
    return proof.findings, text(proof)


def test_an_event_without_a_time_and_without_a_title_is_said_as_it_is():
    event = replace(group('en').event, title='', starts=None, ends=None, day=date(2026, 12, 5))
    one = replace(group('en'), event=event, posters=('suspects', 'event'))
    for order in ordered(one):
        said = text(printed(order)[0])
        assert 'Saturday 5 December' in said
        assert not re.search(r'December,', said)


def test_a_link_of_its_own_takes_the_place_of_the_campaigns():
    one = replace(group('en'), posters=('suspects',), url='https://group.example.org/')
    without = replace(one, event=replace(one.event, link=''), url='')
    withlink = text(printed(ordered(one)[0])[0])
    assert 'vigil.example.org/london' in withlink
    assert 'www.example.org' in text(printed(ordered(without)[0])[0])
    own = replace(one, event=replace(one.event, link='', starts=time(9)))
    assert 'group.example.org' in text(printed(ordered(own)[0])[0])
