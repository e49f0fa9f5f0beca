"""layout.yaml: found, read, refused."""

import re
from dataclasses import replace

import pytest

from fixtures.tiny import tiny
from fixtures.type import house_files
from letterpress.base.lengths import Size
from letterpress.findings import Place
from letterpress.layout import manifest

GOOD = (
    b'target: posters\nstem: poster-x\nsizes:\n  a3: {width: 297, height: 420}\nreads: [posters]\n'
)


def folder(data=GOOD, name='x', without=()):
    files = {
        f'layouts/{name}/{part}': b'' for part in ('page.html', 'style.css') if part not in without
    }
    return {**files, f'layouts/{name}/layout.yaml': data}


def test_a_folder_is_found_by_its_manifest():
    (layout,), findings = manifest.discover(folder())
    assert not findings
    assert (layout.name, layout.target, layout.stem, layout.sizes) == (
        'x',
        'posters',
        'poster-x',
        (Size('a3', 297, 420),),
    )
    assert (layout.template, layout.style, layout.seal, layout.variant, layout.ua) == (
        'x/page.html',
        'x/style.css',
        '',
        '',
        False,
    )
    assert layout.place == Place('layouts/x/layout.yaml', 2, 7)  # of the stem


def test_a_page_for_the_browser_is_no_pdf():
    page = GOOD + b'by: [language]\nbrowser: true\n'
    (layout,), findings = manifest.discover(folder(page))
    assert not findings and layout.browser
    wrong = {
        b'pictures: {a3: 100}\n': 'pictures',
        b'versions: {}\n': 'versions',
        b'imposed: {a3: placard}\n': 'imposed',
        b'scaled: {a1: a3}\n': 'scaled',
        b'picture: a3\n': 'picture',
    }
    for line, key in wrong.items():
        layouts, (finding, *_) = manifest.discover(folder(page + line))
        assert not layouts and finding.code == 'LP308' and key in finding.hint


@pytest.mark.parametrize(
    'stated, of, also, foot',
    [('a3', 'a3', (), True), ('{of: a3, also: [demand], foot: false}', 'a3', ('demand',), False)],
)
def test_a_picture_is_declared_by_the_size_of_its_print(stated, of, also, foot):
    (layout,), findings = manifest.discover(folder(GOOD + f'picture: {stated}\n'.encode()))
    assert not findings
    assert (layout.pictured.of, layout.pictured.also, layout.pictured.foot) == (of, also, foot)
    (plain,), _ = manifest.discover(folder())
    assert not plain.pictured.of


def test_shared_parts_and_deeper_folders_are_no_layouts():
    assert manifest.discover({**folder(name='_shared'), 'layouts/a/b/layout.yaml': GOOD}) == (
        (),
        (),
    )


def test_the_house_has_letter_and_release_and_nothing_is_wrong_with_them():
    layouts, findings = manifest.discover(house_files())
    assert not findings
    names = {layout.name: layout for layout in layouts}
    assert (
        names['letter'].seal == 'seal'
        and names['letter'].variant == 'pdf/a-3a'
        and names['letter'].ua
    )
    assert names['press-release'].ua and not names['press-release'].seal


@pytest.mark.parametrize(
    'files, code, words',
    [
        (folder(without=('style.css',)), 'LP301', 'style.css'),
        ({**folder(), **folder(name='y')}, 'LP302', 'poster-x'),
        (folder(GOOD.replace(b'[posters]', b'[poster]')), 'LP303', 'poster'),
        (folder(GOOD.replace(b'[posters]', b'[posters, posters/y]')), 'LP303', 'posters/y'),
        (folder(GOOD + b'seal: {anchor: seal}\n'), 'LP304', 'archivable'),
        (folder(GOOD + b'ua: true\n'), 'LP305', 'PDF/A'),
    ],
)
def test_what_is_wrong_is_a_finding(files, code, words):
    _, findings = manifest.discover(files)
    assert [finding.code for finding in findings] == [code]
    assert words in findings[0].message and findings[0].hint
    assert findings[0].place.path.endswith('layout.yaml')


def test_an_unknown_part_gets_the_nearest_one_offered():
    _, (finding,) = manifest.discover(folder(GOOD.replace(b'[posters]', b'[poster]')))
    assert 'posters' in finding.hint and finding.place.line == 5


def test_a_broken_manifest_does_not_hide_the_others():
    layouts, findings = manifest.discover({**folder(b'kind: [\n', name='bad'), **folder()})
    assert [layout.name for layout in layouts] == ['x'] and findings


def test_size_by_name():
    (layout,), _ = manifest.discover(folder())
    assert layout.size('a3').height == 420
    with pytest.raises(KeyError):
        layout.size('a9')


def test_a_layout_sees_its_own_words_and_those_that_it_borrows():
    files = house_files()
    layouts = {one.name: one for one in manifest.discover(files)[0]}
    words = {
        name: {'headline': [name]} for name in (*layouts, 'a poster that the campaign has not')
    }
    edition = replace(tiny('en'), posters=words)
    assert set(layouts['card'].sees(edition).posters) == {'card', 'statement', 'suspects'}
    assert set(layouts['broadside'].sees(edition).posters) == {'broadside'}
    assert set(layouts['event-page'].sees(edition).posters) == {
        *('event', 'event-page', 'statement', 'suspects')
    }
    assert not layouts['letter'].sees(edition).posters


def test_what_a_template_of_the_house_borrows_is_declared():
    """Else it would print nothing there: what a layout does not read it does not see."""
    files = house_files()
    for layout in manifest.discover(files)[0]:
        for folder in filter(None, (layout.name, layout.builds_on)):
            said = b''.join(
                data for path, data in files.items() if path.startswith(f'layouts/{folder}/')
            )
            borrowed = set(re.findall(rb'edition\.posters\.(\w+)', said))
            assert {name.decode() for name in borrowed} <= {*layout.borrows}, layout.name
