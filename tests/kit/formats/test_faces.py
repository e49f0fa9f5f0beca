"""What stylesheets set in headline type is what pages bring headline letters for."""

import re
from pathlib import Path

import pytest

from letterpress.kit.formats import faces, twin
from letterpress.kit.formats.faces import Setting
from letterpress.kit.room import pages, whole

LAYOUTS = Path(__file__).parents[3] / 'layouts'
SETTINGS = {
    'the letter': (twin.SETTING, [LAYOUTS / 'twin/style.css']),
    'the room': (whole.SETTING, [LAYOUTS / pages.ROOM / sheet for sheet in pages.SHEETS]),
}


def in_wood(css: str) -> list[str]:
    """Return the selectors whose text a stylesheet sets in headline type."""
    plain = re.sub(r'/\*.*?\*/', '', css, flags=re.DOTALL)
    return [
        one.strip()
        for selectors, body in re.findall(r'([^{}]+)\{([^{}]*)\}', plain)
        if re.search(r'var\(--(?:wood|names)\)', body)
        for one in selectors.split(',')
    ]


@pytest.mark.parametrize('name', SETTINGS)
def test_whatever_a_stylesheet_sets_in_headline_type_has_its_letters(name: str) -> None:
    setting, sheets = SETTINGS[name]
    told = in_wood('\n'.join(sheet.read_text('utf-8') for sheet in sheets))
    assert len(told) > 8
    known = setting.wood | setting.both
    assert not [one for one in told if known.isdisjoint(re.findall(r'[a-z][a-z0-9-]*', one))]


def test_letters_go_where_they_are_set() -> None:
    setting = Setting(frozenset(('h1',)), frozenset(('both',)), latin=frozenset(('la',)))
    found = faces.letters(
        [
            '<h1>Ab</h1><p>c<em>d</em><strong>e</strong> <i class="la">f</i></p>',
            '<b class="both">g</b>',
        ],
        'en',
        setting,
    )
    assert set('AbBg') <= set(found.wood) and not set('cdef') & set(found.wood)
    assert set('cdefg') <= set(found.book) and 'A' not in found.book
    assert (found.slanted, found.strong, found.latin) == ('d', 'e', 'f')
