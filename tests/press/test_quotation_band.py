"""Each quotation of the release stands in the middle of its band, as an eye sees it."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from letterpress.layout import manifest
from letterpress.layout.compose import compose
from letterpress.layout.composition import Options
from letterpress.manuscript import reading
from letterpress.manuscript.edition import edition
from letterpress.press import engine, ruler
from letterpress.world.files import inside

PROJECT = Path(__file__).parents[2]
FILES = inside.read_tree(PROJECT, 'layouts')
RELEASE = next(one for one in manifest.discover(FILES)[0] if one.name == 'press-release')
CAMPAIGN, _ = reading.read(inside.read_tree(PROJECT, 'content'))
DPI = 100
MM = 25.4 / DPI


def bands_of(said):
    """Return the rows of grey pixels of a release's first page, and those of each band on it."""
    made = compose(
        said,
        RELEASE,
        RELEASE.sizes[0],
        ruler.Ruler(),
        Options(),
        FILES,
    )
    pdf = engine.render(made, FILES).pdf
    drawn = subprocess.run(
        ['pdftoppm', '-r', str(DPI), '-gray', '-l', '1', '-'],
        input=pdf,
        capture_output=True,
        check=True,
    ).stdout
    width, height = map(int, drawn.split(b'\n', 3)[1].split())
    pixels = drawn[-width * height :]
    rows = [pixels[at : at + width] for at in range(0, len(pixels), width)]
    dark = [number for number, row in enumerate(rows) if row[3] < 60]  # a band reaches the edge
    ends = [at for at, row in enumerate(dark) if row + 1 not in dark]
    bands = [dark[start:end] for start, end in pairwise([0, *(at + 1 for at in ends)])]
    return rows, bands


@pytest.mark.parametrize('language', ['en', 'de', 'el', 'bg', 'ar'])
def test_as_much_is_free_above_the_quotation_as_below_it(language):
    said = edition(CAMPAIGN, language)
    rows, bands = bands_of(said)
    assert len(bands) == sum(block.kind == 'quote' for block in said.release.blocks) > 1
    first, last = (25, 144) if language == 'ar' else (65, 185)
    for band in bands:
        light = [at for at in band if max(rows[at][int(first / MM) : int(last / MM)]) > 140]
        above, below = (light[0] - band[0]) * MM, (band[-1] - light[-1]) * MM
        assert 4.2 < above < 8 and abs(above - below) < 2, 'it was 5.4 and 9.0'


@pytest.mark.parametrize('language', ['en', 'ar'])
@pytest.mark.parametrize('lines', [1, 2, 3, 4])
def test_a_speaker_of_many_lines_stands_inside_the_band(language, lines):
    said = edition(CAMPAIGN, language)
    by = ' '.join(['Interprofessionals'] * lines)
    blocks = [replace(one, by=by) if one.kind == 'quote' else one for one in said.release.blocks]
    rows, bands = bands_of(replace(said, release=replace(said.release, blocks=tuple(blocks))))
    first, last = (151, 185) if language == 'ar' else (25, 59)
    assert bands
    for band in bands:
        light = [at for at in band if max(rows[at][int(first / MM) : int(last / MM)]) > 140]
        assert (light[-1] - light[0]) * MM > 5 * (lines - 1)
        above, below = (light[0] - band[0]) * MM, (band[-1] - light[-1]) * MM
        assert min(above, below) > 4.5, 'it was 0.2'
