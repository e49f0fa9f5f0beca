"""What becomes of each role of a poster, and that no two roles are printed alike."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letterpress.base import colours as c
from letterpress.layout.brand import roles
from letterpress.layout.brand.roles import ON_POSTERS, told_apart
from letterpress.layout.declared import versions
from letterpress.layout.declared.versions import Treatment, treatments
from letterpress.manuscript.brand import Brand

HOUSE = roles.colours(Brand())
COLOUR = st.integers(0, 0xFFFFFF).map(lambda number: f'#{number:06x}')


@given(COLOUR, COLOUR, COLOUR)
def test_no_two_roles_of_a_poster_are_printed_in_one_colour(accent, kind, paper):
    own = roles.colours(replace(Brand(), accent=accent, type=kind, paper=paper))
    printed = told_apart(own)
    values = [getattr(printed, role) for role in ON_POSTERS]
    assert len(set(values)) == len(values) and c.WHITE not in values
    assert not set(values) & {getattr(own, role) for role in ON_POSTERS}, 'those of a logo'
    for role in ON_POSTERS:
        apart = zip(c.channels(getattr(own, role)), c.channels(getattr(printed, role)), strict=True)
        assert max(abs(one - other) for one, other in apart) <= len(ON_POSTERS)


def test_in_colour_each_role_is_the_campaign_s_own():
    made, printed = treatments('colour', HOUSE, {}), told_apart(HOUSE)
    for role in ON_POSTERS:
        assert made[getattr(printed, role)] == Treatment(getattr(HOUSE, role))


@pytest.mark.parametrize('version', ['home', 'one-ink', 'outline'])
def test_at_home_no_ground_is_printed(version):
    made, printed = treatments(version, HOUSE, {}), told_apart(HOUSE)
    assert made[printed.ground] == made[printed.paper] == Treatment()
    assert made[printed.plate].fill == c.WHITE and made[printed.type_on_plate].line == ''


@pytest.mark.parametrize('version', ['one-ink', 'outline'])
def test_one_ink_is_black(version):
    for made in treatments(version, HOUSE, {}).values():
        assert {made.fill, made.line} <= {'', c.WHITE, c.BLACK}


def test_a_page_has_the_roles_of_a_version():
    home, colour = versions.css('home', HOUSE), versions.css('colour', HOUSE)
    assert '--ground: transparent;' in home and f'--plate: {c.WHITE};' in home
    assert f'--loud-on-ground: {HOUSE.accent};' in home
    for role in ON_POSTERS:
        assert f'--{role.replace("_", "-")}: {getattr(HOUSE, role)};' in colour
        assert f'--{role.replace("_", "-")}: ' in home


def test_a_layout_treats_a_role_otherwise():
    own = {'home': {'loud_on_ground': 'line'}}
    printed = told_apart(HOUSE)
    assert treatments('home', HOUSE, own)[printed.loud_on_ground].line == HOUSE.accent
    assert treatments('one-ink', HOUSE, own)[printed.loud_on_ground].fill == c.BLACK


def test_home_papers_are_made_in_every_version_any_other_in_colour():
    assert versions.of_size('a4', {}) == versions.of_size('letter', {}) == versions.VERSIONS
    assert versions.of_size('a3', {}) == ('colour',)
    assert versions.of_size('a4', None) == ('',)


def test_a_layout_may_treat_a_role_otherwise_and_says_so_by_its_name() -> None:
    from fixtures.type import ROOT
    from letterpress.layout import manifest

    files = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in (ROOT / 'layouts').rglob('*')
        if path.is_file()
    }
    found, _ = manifest.discover(files)
    layout = next(one for one in found if one.name == 'line-up')
    assert layout.versions == {'home': {'reverse': 'line', 'type_on_reverse': 'type'}}
    assert layout.versions is not None
    made = treatments('home', HOUSE, layout.versions)
    assert made[told_apart(HOUSE).reverse].line == HOUSE.accent
    assert made[told_apart(HOUSE).type_on_reverse].fill == HOUSE.type
