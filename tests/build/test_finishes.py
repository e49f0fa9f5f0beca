"""What is made of one print: versions, a print shop's file, larger sheets, of any campaign."""

from __future__ import annotations

import re
import shutil
import zlib
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from fixtures.sample import letterpress

BRANDS = Path(__file__).parents[1] / 'fixtures/brands'
VERSIONS = ('home', 'colour', 'one-ink', 'outline')


@pytest.fixture(scope='module')
def letter(tmp_path_factory) -> Path:
    """Give a new letter."""
    folder = tmp_path_factory.mktemp('finishes')
    letterpress('init', 'p', cwd=folder)
    return folder / 'p'


@pytest.fixture(scope='module')
def built(letter: Path) -> Path:
    """Give the letter with the posters that any letter has, on the papers of the kit."""
    letterpress('build', 'posters', '--layout', 'statement', cwd=letter)
    return letter / 'build/pdf/en'


def colours(path: Path) -> set[str]:
    """Return the operands of all colours that a page sets for fills, in RGB."""
    page = pypdf.PdfReader(path).pages[0]
    found = re.findall(rb'([\d.]+ [\d.]+ [\d.]+) rg', page.get_contents().get_data())
    return {
        '#' + ''.join(f'{round(255 * float(one)):02x}' for one in colour.split())
        for colour in found
    }


def size(path: Path) -> tuple[int, int]:
    box = pypdf.PdfReader(path).pages[0].trimbox
    return round(float(box.width) * 25.4 / 72), round(float(box.height) * 25.4 / 72)


@pytest.mark.slow
def test_a_paper_for_home_is_four_files_and_another_two(built: Path) -> None:
    assert {path.name for path in built.iterdir()} == {
        *(f'poster-statement-a4.en.{version}.pdf' for version in VERSIONS),
        *(f'poster-statement-{paper}.en.pdf' for paper in ('a3', 'a2')),
        *(f'poster-statement-{paper}.en.print-shop.pdf' for paper in ('a3', 'a2')),
        *(f'poster-statement.en.{ending}' for ending in ('png', 'webp')),
    }


@pytest.mark.slow
def test_in_colour_it_has_the_campaign_s_colours_to_the_bit(built: Path) -> None:
    house = {'#e83c17', '#14110e', '#f4e9d4', '#ffffff'}
    assert '#e83c17' in colours(built / 'poster-statement-a4.en.colour.pdf') <= house
    assert colours(built / 'poster-statement-a3.en.pdf') <= house


@pytest.mark.slow
def test_at_home_the_ground_is_not_printed(built: Path) -> None:
    for version in ('one-ink', 'outline'):
        found = colours(built / f'poster-statement-a4.en.{version}.pdf')
        assert found <= {'#000000', '#ffffff'}
    at_home = pypdf.PdfReader(built / 'poster-statement-a4.en.home.pdf').pages[0]
    drawn = at_home.get_contents().get_data()
    assert not re.search(rb'0\.\d+ 0\.\d+ 0\.\d+ rg\s+[\d.]+ [\d.]+ [\d.]+ [\d.]+ re\s+f', drawn)


@pytest.mark.slow
def test_the_file_for_a_print_shop_is_x_4_with_bleed(built: Path) -> None:
    reader = pypdf.PdfReader(built / 'poster-statement-a3.en.print-shop.pdf')
    page = reader.pages[0]
    assert [round(float(side) * 25.4 / 72, 2) for side in page.bleedbox] == [0, 0, 303, 426]
    assert size(built / 'poster-statement-a3.en.print-shop.pdf') == (297, 420)
    assert b'PDF/X-4' in reader.trailer['/Root']['/Metadata'].get_data()
    done = letterpress(
        'preflight', str(built / 'poster-statement-a3.en.print-shop.pdf'), '--print-shop',
        'standard', cwd=built,
    )  # fmt: skip
    assert ' error: ' not in done.stderr


@pytest.mark.slow
def test_a1_is_a2_made_larger(letter: Path) -> None:
    letterpress('build', 'posters', '--layout', 'statement', '--size', 'a1', cwd=letter)
    made = letter / 'build/pdf/en/poster-statement-a1.en.pdf'
    assert size(made) == (595, 841)  # A1 is not as wide as A2 is high by half a millimetre


@pytest.mark.slow
def test_nothing_is_made_again_and_a_lost_file_comes_from_the_cache(letter: Path, built) -> None:
    wish = ('build', 'posters', '--layout', 'statement')
    letterpress(*wish, cwd=letter)
    before = {path.name: path.read_bytes() for path in built.iterdir()}
    (built / 'poster-statement-a4.en.home.pdf').unlink()
    done = letterpress(*wish, cwd=letter)
    assert ' 0 made' in done.stderr
    for name, data in before.items():
        assert (built / name).read_bytes() == data


@pytest.mark.slow
@pytest.mark.parametrize('name', ['harbour', 'kiln'])
def test_a_logo_keeps_its_colours_and_is_grey_in_one_ink(letter: Path, tmp_path, name) -> None:
    own = tmp_path / 'p'
    shutil.copytree(letter, own, ignore=shutil.ignore_patterns('build'))
    for path in (BRANDS / name).iterdir():
        shutil.copy(path, own / 'content' / path.name)
    letterpress('build', 'posters', '--layout', 'statement', cwd=own)
    made = own / 'build/pdf/en'
    assert len(list(made.iterdir())) == 10  # two are its picture
    for version in ('one-ink', 'outline'):
        for drawn in streams(made / f'poster-statement-a4.en.{version}.pdf'):
            for colour in re.findall(rb'([\d.]+) ([\d.]+) ([\d.]+) rg', drawn):
                assert len(set(colour)) == 1, 'a colour in one ink'


def streams(path: Path) -> list[bytes]:
    """Return the page's content and the forms that it draws, decoded."""
    reader = pypdf.PdfReader(BytesIO(path.read_bytes()))
    found = [reader.pages[0].get_contents().get_data()]
    for number in range(1, len(reader.xref.get(0, {})) + 1):
        try:
            held = reader.get_object(number)
        except (pypdf.errors.PdfReadError, zlib.error):
            continue
        if isinstance(held, pypdf.generic.StreamObject) and held.get('/Subtype') == '/Form':
            found.append(held.get_data())
    return found
