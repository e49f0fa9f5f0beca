"""Print shops: read with findings, the project's own before the house's."""

from __future__ import annotations

import pytest

from letterpress.findings import Exit, Rejected
from letterpress.manuscript import print_shops, reading
from letterpress.world import resources
from letterpress.world.files import inside

SHOP = """name: A shop
format: x-4
profile: FOGRA39L_coated.icc
sources: [{title: Their page, url: "https://shop.example.org/files", read: 2026-11-27}]
"""


def house() -> dict[str, bytes]:
    return inside.read_tree(resources.root(), 'content/print-shops', own=False)


def known(text: str, name: str = 'my-shop.yaml'):
    return print_shops.known({f'content/print-shops/{name}': text.encode()}, house())


def test_the_house_knows_six_shops_each_with_its_sources():
    shops, found = print_shops.known({}, house())
    assert found == ()
    assert [one.slug for one in shops] == [
        'displayfactory',
        'printcarrier',
        'pulsioprint',
        'riso',
        'standard',
        'x3-outlines',
    ]
    assert all(one.sources and all(source.title for source in one.sources) for one in shops)
    by_name = {one.slug: one for one in shops}
    assert (by_name['pulsioprint'].bleed, by_name['pulsioprint'].safe) == (5, 5)
    assert by_name['displayfactory'].marks == 'required' and not by_name['displayfactory'].icc
    x3 = by_name['x3-outlines']
    assert (x3.format, x3.version, x3.outlines, x3.marks) == ('x-3', '1.3', True, 'forbidden')
    assert (by_name['riso'].format, by_name['riso'].flats) == ('grey', 85)
    assert by_name['printcarrier'].icc[36:40] == b'acsp' and by_name['printcarrier'].dpi == 240


def test_a_shop_of_the_project_is_read_with_the_profile_of_the_house():
    shops, found = known(SHOP + 'bleed: 2.5\nfile_name: "{width}x{height}_{stem}"\n')
    own = print_shops.named('my-shop', shops)
    assert found == () and len(shops) == 7
    assert (own.bleed, own.version, own.tac, len(own.icc)) == (2.5, '1.6', 300, 121368)
    assert own.file('poster-a3.fr', 297, 420) == '297x420_poster-a3.fr.pdf'
    assert own.sources[0].url == 'https://shop.example.org/files'


def test_one_of_the_same_name_is_the_projects():
    shops, _ = known(SHOP, 'riso.yaml')
    assert len(shops) == 6 and print_shops.named('riso', shops).name == 'A shop'


@pytest.mark.parametrize(
    'more, code',
    [
        ('bleed: 3mm\n', 'LP130'),
        ('marks: sometimes\n', 'LP124'),
        ('pdf_version: "1.3"\n', 'LP617'),
        ('file_name: "poster.pdf"\n', 'LP124'),
        ('colour: red\n', 'LP121'),
    ],
)
def test_what_is_wrong_is_found_where_it_stands(more, code):
    _, found = known(SHOP + more)
    assert [one.code for one in found] == [code]
    assert (found[0].place.path, found[0].place.line) == ('content/print-shops/my-shop.yaml', 5)


def test_a_file_of_another_name_is_found():
    _, found = known(SHOP, 'My Shop.yaml')
    assert [one.code for one in found] == ['LP617']


def test_check_reads_the_shops_of_a_project():
    from fixtures import tiny

    files = tiny.files() | {'content/print-shops/a.yaml': b'name: A shop\n'}
    _, found = reading.read(files)
    assert {one.place.path for one in found} == {'content/print-shops/a.yaml'}


def test_an_unknown_name_is_exit_2_with_the_nearest():
    shops, _ = print_shops.known({}, house())
    with pytest.raises(Rejected) as caught:
        print_shops.named('printcarier', shops)
    assert caught.value.exit_code == Exit.USAGE
    [found] = caught.value.findings
    assert found.code == 'LP617' and 'printcarrier' in found.hint


def test_names_of_files_without_a_rule():
    plain = print_shops.PrintShop('a', 'A')
    assert plain.file('poster-a2.fr', 420, 594) == 'poster-a2.fr.print-shop.pdf'
    assert plain.file('poster-a2.fr', 420, 594, 'black') == 'poster-a2.fr.black.pdf'
