"""Three brands on every document and page: no colour but their roles, whatever device is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

import pypdf
import pytest

from fixtures import brands
from letterpress.base import colours as c
from letterpress.kit.formats import mark, twin
from letterpress.layout import manifest
from letterpress.layout.brand import look
from letterpress.layout.brand.look import Look
from letterpress.layout.brand.roles import Colours
from letterpress.layout.compose import compose
from letterpress.layout.composition import Options
from letterpress.manuscript import brand
from letterpress.manuscript.edition import edition
from letterpress.manuscript.reading import read
from letterpress.press import engine, ruler
from letterpress.world.files import inside

PROJECT = Path(__file__).parents[3]
FILES = inside.read_tree(PROJECT, 'layouts')
CAMPAIGN, _ = read(inside.read_tree(PROJECT, 'content'))
LAYOUTS = {layout.name: layout for layout in manifest.discover(FILES)[0]}
PRINTED = ('letter', 'packet', 'press-release', 'statement', 'suspects', 'broadside')
LANGUAGES = {'harbour': ('en', 'ar'), 'kiln': ('el',), 'night': ('bg',)}
RULER = ruler.Ruler()
PAINT = re.compile(rb'((?:[\d.]+ ){1,4})(rg|RG|g|G|k|K|sc|SC|scn|SCN)\b')
HEX = re.compile(r'#[0-9a-f]{6}\b')
CASES = [
    (name, language, layout)
    for name, languages in LANGUAGES.items()
    for language in languages
    for layout in PRINTED
]


def spoken(language: str):
    made = edition(CAMPAIGN, language)
    headline = MappingProxyType({'headline': made.posters['broadside']['headline']})
    return replace(made, posters=MappingProxyType({**made.posters, 'statement': headline}))


def streams(resources, data: bytes) -> Iterator[bytes]:
    yield data
    for one in (resources.get('/XObject') or {}).values():
        form = one.get_object()
        if form.get('/Subtype') == '/Form':
            yield from streams(form.get('/Resources', {}), form.get_data())


def painted(pdf: bytes) -> set[str]:
    """Return every colour that a PDF's pages, forms and signature fields set, as #rrggbb."""
    found = set()
    for page in pypdf.PdfReader(BytesIO(pdf)).pages:
        for stream in streams(page['/Resources'], page.get_contents().get_data()):
            for numbers, operator in PAINT.findall(stream):
                shares = [float(one) for one in numbers.split()]
                assert len(shares) in (1, 3), (operator, numbers)  # no ink of a press in these
                red, green, blue = shares * 3 if len(shares) == 1 else shares
                found.add(c.written(red * 255, green * 255, blue * 255))
    return found


def roles(*made: Colours) -> set[str]:
    return {getattr(one, role.name) for one in made for role in fields(Colours)}


def inks_of(look: Look, composition) -> set[str]:
    """Return the colours that the campaign brought with its logo, as it was placed."""
    text = b''.join(one.data for one in composition.assets if one.name.startswith('logo-'))
    return set(HEX.findall(text.decode('ascii', 'ignore')))


@pytest.mark.parametrize('name', brands.NAMES)
def test_the_brand_is_read_whole(name):
    made = brands.of(name)
    assert {one.code for one in made.findings} <= {'LP311'}
    assert made.look.logo('en') and made.look.logo('ar')
    assert len(made.look.drawn) == {'harbour': 1, 'kiln': 0, 'night': 1}[name]


def test_what_a_print_shop_needs_of_a_colour_is_kept():
    made = brands.of('harbour').brand
    assert dict(made.cmyk) == {'accent': (100, 45, 10, 35)} and made.accent == '#00527a'
    assert not brands.of('kiln').brand.cmyk


@pytest.mark.slow
@pytest.mark.parametrize('name, language, layout', CASES)
def test_a_document_has_no_colour_but_the_roles_of_its_brand(name, language, layout):
    seen, chosen = brands.of(name).look, LAYOUTS[layout]
    made = compose(spoken(language), chosen, chosen.sizes[0], RULER, Options(), FILES, seen)
    proof, found = engine.make(made, FILES)
    assert found == () and proof is not None  # LP360, LP361: all is told from its ground
    own = look.printed(chosen, seen).colours
    strange = painted(proof.pdf) - roles(own) - inks_of(seen, made)
    # the plates of a logo are white, black or between; black is what nobody coloured
    assert strange <= {*seen.plates, c.BLACK}
    if c.BLACK in strange:
        assert '000000' in made.html or layout in ('letter', 'packet')
    assert own.ground in painted(proof.pdf) or layout not in ('statement', 'suspects')


@pytest.mark.parametrize('name', brands.NAMES)
@pytest.mark.parametrize('language', ['en', 'ar'])
def test_a_page_has_no_colour_but_the_roles_of_its_brand(name, language):
    seen = brands.of(name).look
    page = twin.twin(spoken(language), FILES, draft=True, seen=seen).decode()
    shown = mark.of(seen, language)
    assert shown
    known = roles(seen.colours, seen.night) | {*seen.plates}
    sheets = (page, seen.page_css() + shown.css(), FILES['layouts/press-room/style.css'].decode())
    for text in sheets:
        assert set(HEX.findall(text.replace(shown.address, ''))) <= known
        assert not re.search(r'\b(?:rgb|hsl)a?\(', text)


@pytest.mark.parametrize('device', ['', *brand.DEVICES])
@pytest.mark.parametrize('layout', ['letter', 'press-release', 'statement'])
def test_what_is_drawn_of_the_roll_is_what_the_brand_says(device, layout):
    seen = replace(brands.of('harbour').look, device=device)
    chosen = LAYOUTS[layout]
    made = compose(spoken('en'), chosen, chosen.sizes[0], RULER, Options(), FILES, seen)
    strokes = {one.name: one.data.count(b'M') for one in made.assets if b'<path d="M' in one.data}
    combs = [name for name in strokes if name.startswith('comb')]
    assert bool(combs) == (device in ('', 'comb'))
    if layout == 'letter':
        rings = [name for name in strokes if not name.startswith(('comb', 'logo', 'fold'))]
        assert bool(rings) == (device in ('', 'iris'))
    page = twin.twin(spoken('en'), FILES, draft=True, seen=seen).decode()
    assert ('class="comb"' in page) == (device in ('', 'comb'))
    assert ('class="emblem"' in page) == (device in ('', 'iris'))
