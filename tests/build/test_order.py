"""An order: what its document is called, where it lies, and what makes it stale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fixtures.tiny import FOLDER, tiny
from letterpress.base.lengths import Size
from letterpress.build import order, plan
from letterpress.build.order import PAPER, PLAIN, SEALED, UNSEALED, Order
from letterpress.build.plan import Wishes
from letterpress.layout import manifest
from letterpress.layout.declared import axes
from letterpress.layout.declared.axes import Point
from letterpress.layout.manifest import Layout
from letterpress.manuscript.model import Edition
from letterpress.world import versions
from letterpress.world.files import inside

FILES = inside.read_tree(Path(__file__).parents[2], 'layouts')
LAYOUTS = {layout.name: layout for layout in manifest.discover(FILES)[0]}
(CARD,), _ = manifest.discover(inside.read_tree(FOLDER, 'layouts'))
ENGLISH, FRENCH = tiny('en'), tiny('fr')


def ordered(name: str, copy: str) -> Order:
    layout = LAYOUTS[name]
    return Order(ENGLISH, layout, layout.sizes[0], copy=copy)


@pytest.mark.parametrize(
    ('name', 'copy', 'path'),
    [
        ('letter', SEALED, 'pdf/en/letter.en.pdf'),
        ('letter', UNSEALED, 'pdf/en/letter.en.unsealed.pdf'),
        ('packet', SEALED, 'filing/en/packet.en.pdf'),
        ('packet', PAPER, 'filing/en/packet.en.paper.pdf'),
        ('press-release', PLAIN, 'pdf/en/press-release.en.pdf'),
    ],
)
def test_name_and_path_say_what_it_is(name: str, copy: str, path: str) -> None:
    assert ordered(name, copy).path == path


def test_each_copy_that_a_layout_declares_is_an_order() -> None:
    def copies(name: str, unsealed: bool = False) -> list[str]:
        layout = LAYOUTS[name]
        point = Point(ENGLISH, layout, layout.sizes[0])
        return [one.copy for one in order.copies(point, unsealed)]

    assert copies('packet') == [SEALED, PAPER] and copies('letter') == [SEALED]
    assert copies('packet', unsealed=True) == [UNSEALED] and copies('press-release') == [PLAIN]


def test_a_picture_is_named_after_its_design_and_not_a_size() -> None:
    def made(name: str, names: tuple[str, ...], size: str) -> dict[str, bool]:
        layout = LAYOUTS[name]
        [one] = order.copies(Point(ENGLISH, layout, layout.size(size), names), False)
        return {one.finished(finish): finish.picture for finish in one.finishes} | {
            path: True for path in one.files if path.endswith('.webp')
        }

    pictures = [path for path, picture in made('suspects', ('a3',), 'a3').items() if picture]
    assert pictures == ['pdf/en/poster-suspects.en.png', 'pdf/en/poster-suspects.en.webp']
    pictures = [path for path, picture in made('redacted', ('4', 'a4'), 'a4').items() if picture]
    assert pictures == ['pdf/en/poster-redacted-4.en.png', 'pdf/en/poster-redacted-4.en.webp']
    assert not any(made('suspects', ('a2',), 'a2').values())  # one a design


# ---- axes --------------------------------------------------------------------------------------


def paths(layout: Layout, *editions: Edition) -> list[str]:
    return [Order(**vars(point)).path for point in axes.points(layout, editions)]


def test_a_layout_is_made_at_every_point_of_its_axes_and_nowhere_else() -> None:
    both = (Size('a6', 105, 148), Size('a7', 74, 105))
    every = replace(CARD, sizes=both)
    assert paths(every, FRENCH, ENGLISH) == [
        'pdf/fr/card-a6.fr.pdf',
        'pdf/fr/card-a7.fr.pdf',
        'pdf/en/card-a6.en.pdf',
        'pdf/en/card-a7.en.pdf',
    ]
    # without an axis it stays where that begins: the source language, the first size
    assert paths(replace(every, by=('size',)), FRENCH, ENGLISH) == [
        'pdf/en/card-a6.en.pdf',
        'pdf/en/card-a7.en.pdf',
    ]
    assert paths(replace(every, by=()), FRENCH, ENGLISH) == ['pdf/en/card.en.pdf']
    assert paths(LAYOUTS['twin'], ENGLISH) == []  # for the browser


def test_a_new_axis_is_a_function_and_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its points come into names, editions and keys; nothing else knows of it."""

    def groups(point: Point, editions: object) -> Iterator[Point]:
        for name, place in (('lyon', 'Place Bellecour'), ('nice', 'Place Masséna')):
            words = {**point.edition.phrases, 'group.meeting': place}
            edition = replace(point.edition, phrases=words)
            yield replace(point, edition=edition, names=(*point.names, name))

    monkeypatch.setitem(axes.AXES, 'group', groups)
    source = FILES | {'layouts/leaflet/page.html': b'', 'layouts/leaflet/style.css': b''}
    source['layouts/leaflet/layout.yaml'] = (
        b'target: leaflets\nstem: leaflet\nby: [language, group, size]\nreads: [phrases]\n'
        b'sizes: {a5: {width: 148, height: 210}, a6: {width: 105, height: 148}}\n'
    )
    layouts, findings = manifest.discover(source)
    assert not findings
    made = plan.orders([ENGLISH, FRENCH], layouts, Wishes(('leaflets',)))
    assert {one.path for one in made} == {
        f'pdf/{language}/leaflet-{group}-{size}.{language}.pdf'
        for language in ('en', 'fr')
        for group in ('lyon', 'nice')
        for size in ('a5', 'a6')
    }
    keys = order.keys(made, source, 'fonts', 'options')
    assert len(set(keys)) == len(made) == 8


# ---- what makes stale --------------------------------------------------------------------------


def key(one: Order, files: dict[str, bytes] = FILES, fonts: str = '', options: str = '') -> str:
    (found,) = order.keys([one], files, fonts, options)
    return found


def test_all_that_may_go_into_a_composition_is_in_its_key(monkeypatch: pytest.MonkeyPatch) -> None:
    letter = ordered('letter', SEALED)
    keys = [key(letter)]
    for path in (
        'layouts/letter/page.html',
        'layouts/_shared/house.css',
        'layouts/letter/fold.svg',
        'layouts/suspects/page.html',  # a template may import from another layout
    ):
        keys.append(key(letter, {**FILES, path: FILES[path] + b' '}))
    keys += [
        key(letter, fonts='others'),
        key(letter, options='others'),
        key(replace(letter, size=Size('a4', 210, 298))),
        key(replace(letter, names=('a4',))),
        key(replace(letter, layout=replace(letter.layout, name='other'))),
        key(replace(letter, edition=replace(ENGLISH, signatories=ENGLISH.signatories[1:]))),
    ]
    monkeypatch.setattr(versions, 'tools', lambda: 'another Pango')
    keys.append(key(letter))
    assert len(set(keys)) == len(keys) == 12


def test_the_copy_on_paper_is_never_taken_for_the_sealed_one() -> None:
    """One key for both, and a later build takes the sealed packet for the paper copy."""
    copies = [ordered('packet', copy) for copy in (SEALED, PAPER, UNSEALED)]
    together = order.keys(copies, FILES, '', '')
    assert len(set(together)) == 3 and together == tuple(map(key, copies))


def test_what_a_layout_does_not_read_changes_no_key() -> None:
    release = ordered('press-release', PLAIN)
    other = replace(ENGLISH, posters={'card': {'slot': 'other words'}})
    assert key(replace(release, edition=other)) == key(release)


def test_a_proof_is_kept_by_its_composition_typefaces_and_tools(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keys = [
        order.proof_key('composition', 'fonts'),
        order.proof_key('other', 'fonts'),
        order.proof_key('composition', 'other'),
    ]
    monkeypatch.setattr(versions, 'tools', lambda: 'another Pango')
    keys.append(order.proof_key('composition', 'fonts'))
    assert len(set(keys)) == 4


def test_all_that_makes_bytes_is_among_the_tools() -> None:
    """zlib packs streams, pyuca sorts names: with others of them the bytes may be others."""
    engines = versions.engines()
    assert all(engines[name] for name in versions.ENGINES)
    assert {'pyuca', 'pyyaml', 'uharfbuzz', 'tinycss2', 'pillow'} <= engines.keys()
    zlib = versions.natives()['zlib']
    for part in (versions.own_code(), zlib, engines['weasyprint']):
        assert part and part in versions.tools()


def test_the_versions_are_those_that_are_installed() -> None:
    from importlib import metadata

    def version(name: str) -> str:
        try:
            return metadata.version(name)
        except metadata.PackageNotFoundError:
            assert name in versions.EXTRAS
            return ''

    known = (*versions.ENGINES, *versions.EXTRAS)
    assert versions.engines() == {name: version(name) for name in known}
