"""A file's place in the kit follows from what its layout declares."""

from __future__ import annotations

from pathlib import Path

import pytest

from letterpress.kit import places
from letterpress.layout import manifest
from letterpress.layout.manifest import Layout, Shelf
from letterpress.world.files import inside

PROJECT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    'layout, name, where',
    [
        (Layout('a', 'a', shelf=Shelf('documents'), seal='seal'), 'a.fr.pdf', 'fr/a.fr.pdf'),
        (Layout('a', 'a', shelf=Shelf('documents')), 'a.fr.pdf', 'fr/texts/a.fr.pdf'),
        (Layout('a', 'a', shelf=Shelf('texts')), 'a.fr.html', 'fr/texts/a.fr.html'),
        (Layout('a', 'a', shelf=Shelf('posters')), 'a-a3.fr.pdf', 'fr/posters/a-a3.fr.pdf'),
        (Layout('a', 'a', shelf=Shelf('posters')), 'a.fr.png', 'fr/pictures/a.fr.png'),
        (Layout('a', 'a', shelf=Shelf('give-away')), 'a.fr.pdf', 'fr/give-away/a.fr.pdf'),
    ],
)
def test_what_a_layout_declares_says_where_its_files_lie(
    layout: Layout, name: str, where: str
) -> None:
    assert places.path('fr', places.folder(layout, name), name) == where


def test_of_the_house_s_layouts_no_two_files_have_one_place_and_one_name() -> None:
    found, _ = manifest.discover(inside.read_house(PROJECT, 'layouts'))
    layouts = [one for one in found if one.in_kit]
    stems = {(places.folder(one, f'{one.stem}.pdf'), one.stem) for one in layouts}
    assert len(stems) == len(layouts) > 10
    tops = [one.name for one in layouts if not places.folder(one, f'{one.stem}.pdf')]
    assert tops == ['letter']  # it alone is sealed
