"""letterpress fonts add: files and licence in, a family.yaml that is true, nothing half-written."""

import shutil
from pathlib import Path

import pytest

from fixtures.own_faces import FONTS, own
from letterpress.commands import fonts
from letterpress.findings import Rejected, errors
from letterpress.press.typefaces import manifest as typefaces

LICENCE = (FONTS / 'book/OFL.txt').read_bytes()


@pytest.fixture
def brought(tmp_path):
    """A download: two styles of a family, and its licence in the folder above."""
    folder = tmp_path / 'download'
    (folder / 'static').mkdir(parents=True)
    (folder / 'OFL.txt').write_bytes(LICENCE)
    for weight, source in ((400, 'book/LPBook-Regular.ttf'), (700, 'book/LPBook-Bold.ttf')):
        (folder / f'static/Own-{weight}.ttf').write_bytes(own(source, 'Own Serif', weight))
    return folder


def files_of(base: Path) -> dict[str, bytes]:
    return {
        path.relative_to(base).as_posix(): path.read_bytes()
        for path in sorted((base / 'fonts').rglob('*'))
        if path.is_file()
    }


def refused(*given, **options) -> str:
    with pytest.raises(Rejected) as rejected:
        fonts.add(*given, **options)
    return ' '.join(one.code for one in rejected.value.findings)


def test_a_family_with_the_licence_beside_it(tmp_path, brought):
    base = tmp_path / 'letter'
    (one,) = fonts.add(base, sorted(brought.glob('static/*')))
    assert (one.family, one.folder, one.role, one.licence) == (
        'Own Serif',
        'own-serif',
        'book',
        'OFL-1.1',
    )
    files = files_of(base)
    assert files['fonts/own-serif/Own-400.ttf'] == (brought / 'static/Own-400.ttf').read_bytes()
    assert files['fonts/own-serif/OFL.txt'] == LICENCE
    (family,), found = typefaces.read(files)
    assert {one.code for one in errors(found)} == {'LP428'}  # no headlines: it is one family
    assert [face.weight for face in family.faces] == [400, 700]
    assert family.scripts == ('Latn',) and family.publishable


def test_again_is_the_same_and_a_style_can_come_later(tmp_path, brought):
    base = tmp_path / 'letter'
    first, second = sorted(brought.glob('static/*'))
    fonts.add(base, [first])
    fonts.add(base, [second], folder='own-serif')
    both = files_of(base)
    shutil.rmtree(base)
    fonts.add(base, [first, second])
    assert files_of(base) == both


def test_files_that_lie_in_fonts_already_stay_there(tmp_path, brought):
    base = tmp_path / 'letter'
    shutil.copytree(brought / 'static', base / 'fonts/mine')
    shutil.copy(brought / 'OFL.txt', base / 'fonts/mine/LICENSE.txt')
    (one,) = fonts.add(base, sorted((base / 'fonts/mine').glob('*.ttf')), role='wood')
    assert (one.folder, one.role) == ('mine', 'wood')
    assert 'fonts/mine/family.yaml' in files_of(base)


def test_what_is_refused_writes_nothing(tmp_path, brought):
    base, lone = tmp_path / 'letter', tmp_path / 'alone/Own.ttf'
    base.mkdir()
    lone.parent.mkdir()
    good = (brought / 'static/Own-400.ttf').read_bytes()
    lone.write_bytes(good)
    assert refused(base, [lone]) == 'LP332'
    lone.write_bytes(own('book/LPBook-Regular.ttf', 'Own Serif', 400, kind=2))
    assert refused(base, [lone], licence=brought / 'OFL.txt') == 'LP333'
    lone.write_bytes(good[:2000])
    assert refused(base, [lone], licence=brought / 'OFL.txt') == 'LP334'
    assert refused(base, [tmp_path / 'nothing.ttf'], licence=brought / 'OFL.txt') == 'LP334'
    (tmp_path / 'page.woff2').write_bytes(b'wOF2')
    assert refused(base, [tmp_path / 'page.woff2']) == 'LP334'
    other = brought / 'static/Other.ttf'
    other.write_bytes(own('wood/LPWood-Black.ttf', 'Other Sans', 900))
    assert refused(base, sorted(brought.glob('static/*')), folder='one') == 'LP334'
    assert not (base / 'fonts').exists()


def test_what_nobody_may_publish_is_printed_only(tmp_path, brought):
    terms = tmp_path / 'licence.txt'
    terms.write_text('Licensed to the coalition for print. All rights reserved.')
    base = tmp_path / 'letter'
    (one,) = fonts.add(base, sorted(brought.glob('static/*')), licence=terms)
    assert one.licence == 'LicenseRef-its-own'
    (family,), _ = typefaces.read(files_of(base))
    assert not family.publishable


def test_two_files_of_one_style_are_refused(tmp_path, brought):
    base = tmp_path / 'letter'
    small = brought / 'static/Own-400-small.ttf'
    small.write_bytes(own('book/LPBook-Regular.ttf', 'Own Serif', 400))
    assert refused(base, sorted(brought.glob('static/*'))) == 'LP334'
    assert not (base / 'fonts').exists()
    fonts.add(base, [brought / 'static/Own-400.ttf'])
    before = files_of(base)
    assert refused(base, [small]) == 'LP334' and files_of(base) == before
    fonts.add(base, [small], folder='own-small')
    assert 'fonts/own-small/Own-400-small.ttf' in files_of(base)
