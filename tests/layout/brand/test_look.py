"""The look: every role can be read on its ground, whatever three colours a campaign chooses."""

import re
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letterpress.base import colours as c
from letterpress.build.project import gather, read
from letterpress.layout.brand import look, roles
from letterpress.layout.brand.roles import Colours
from letterpress.manuscript.brand import Brand

HOUSE = Path(__file__).parent.parent.parent.parent
COLOURS = st.integers(0, 0xFFFFFF).map(lambda n: f'#{n:06x}')
ROLES = {one.name.replace('_', '-') for one in fields(Colours)}

# role of what is read, role of its ground, contrast
READ = (
    ('type', '', c.TEXT),
    ('type', 'tint', c.TEXT),
    ('accent', '', c.LARGE),
    ('accent', 'tint', c.LARGE),
    ('accent_text', '', c.TEXT),
    ('accent_text', 'tint', c.TEXT),
    ('type_on_reverse', 'reverse', c.TEXT),
    ('type_on_paper', 'paper', c.TEXT),
    ('accent_on_paper', 'paper', c.LARGE),
    ('accent_text_on_paper', 'paper', c.TEXT),
    ('soft', 'paper', c.TEXT),
    ('type_on_ground', 'ground', c.TEXT),
    ('loud_on_ground', 'ground', c.LARGE),
    ('type_on_button', 'button', c.TEXT),
)


def faint(colours: Colours) -> list[str]:
    return [
        f'{role} on {ground or "the sheet"}'
        for role, ground, wanted in READ
        if c.contrast(getattr(colours, role), getattr(colours, ground, c.WHITE)) < wanted
    ]


@given(COLOURS, COLOURS, COLOURS)
def test_every_role_is_read_on_its_ground(accent, kind, paper):
    brand = Brand(accent=accent, type=kind, paper=paper)
    assert faint(roles.colours(brand)) == []
    assert faint(roles.night(brand)) == []


@pytest.mark.parametrize(
    'accent, kind, paper',
    [
        ('#e83c17', '#14110e', '#f4e9d4'),  # the house
        ('#00573f', '#101820', '#f4efe3'),  # a dark ground
        ('#ffd400', '#111111', '#fff8e0'),  # a light one
        ('#3ad29f', '#f2f2ee', '#15202b'),  # dark paper
    ],
)
def test_what_stands_out_on_the_ground_is_told_from_the_rest(accent, kind, paper):
    made = roles.colours(Brand(accent=accent, type=kind, paper=paper))
    assert made.ground == accent and made.paper == paper
    assert c.contrast(made.loud_on_ground, made.type_on_ground) >= roles.LOUD


def test_on_dark_paper_the_letter_is_still_dark_on_white():
    made = roles.colours(Brand(accent='#3ad29f', type='#f2f2ee', paper='#15202b'))
    assert (made.type, made.tint, made.type_on_paper) == ('#15202b', '#f2f2ee', '#f2f2ee')


def test_the_house_has_one_red_one_cream_and_a_darker_red_for_small_text():
    own = look.HOUSE.colours
    assert {own.ground, own.accent, own.accent_on_paper} == {'#e83c17'}
    assert {own.paper, own.tint, own.type_on_reverse, own.loud_on_ground} == {'#f4e9d4'}
    assert c.luminance(own.accent_text) < c.luminance(own.accent)


@pytest.mark.parametrize(
    'path', sorted(HOUSE.glob('layouts/*/*.*')), ids=lambda path: f'{path.parent.name}/{path.name}'
)
def test_layouts_name_roles_and_no_colour(path):
    if path.suffix not in ('.css', '.html', '.svg'):
        pytest.skip('neither a template nor a stylesheet nor a drawing')
    text = path.read_text(encoding='utf-8')
    assert re.findall(r'#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b(?!;)|\brgba?\(|\bhsla?\(', text) == []
    assert not re.search(r'["\']LP ', text)  # and no typeface
    named = set(re.findall(r'var\(--([a-z-]+)\)', text))
    sheets = ''.join(sheet.read_text() for sheet in HOUSE.glob('layouts/*/*.*'))
    own = set(re.findall(r'--([a-z-]+):', sheets))  # what layouts declare for themselves
    # faces, and what the pages of the kit are told of the logo (kit/pages)
    assert named <= ROLES | own | {'book', 'wood', 'latin', 'names', 'plate', 'plate-edge'}


@pytest.mark.parametrize(
    'device, drawn', [('', ('comb', 'iris')), ('comb', ('comb',)), ('none', ())]
)
def test_the_device_that_is_drawn(device, drawn):
    assert look.of(Brand(device=device)).drawn == drawn


@given(COLOURS, COLOURS, COLOURS)
def test_an_accent_on_which_nothing_stands_out_is_said(accent, kind, paper):
    brand = Brand(accent=accent, type=kind, paper=paper)
    made = roles.colours(brand)
    alike = c.contrast(made.type_on_ground, made.loud_on_ground) < roles.LOUD
    assert [one.code for one in roles.judged(brand)] == ['LP292'] * alike


def test_a_project_is_told_of_it(project):
    sources = gather(project)
    content = {**sources.content, 'content/brand.yaml': b'colours: {accent: "#7a7a7a"}'}
    found = read(replace(sources, content=content), editions=False).findings
    own = [one for one in found if one.place.path == 'content/brand.yaml']
    assert [(one.code, one.place.line) for one in own] == [('LP292', 1)]
