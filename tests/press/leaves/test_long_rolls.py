"""Letter and packet of a long roll: every name in the text, in order, in the faces of the house."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from fixtures import rolls
from letterpress.build import printing, project
from letterpress.build.bench import Bench
from letterpress.finishing.keys.draft import draft_key
from letterpress.layout import compose as composing
from letterpress.layout.composition import Options
from letterpress.layout.desk import compositor
from letterpress.manuscript import edition as editions
from letterpress.press import engine, ruler

ROOT = Path(__file__).resolve().parents[3]
COUNT = 1300
FACES = {'LP-Book', 'LP-Kufi', 'LP-Naskh', 'LP-Wood'}


@pytest.fixture(scope='module')
def read():
    printing.load(Bench(ROOT, draft_key(), workers=1))
    return project.read(project.gather(ROOT))


@pytest.fixture(scope='module')
def measure():
    return ruler.Ruler()


def test_a_name_that_is_missing_cut_or_out_of_order_is_found(read):
    edition = rolls.signed(editions.edition(read.campaign, 'en'), 60)
    kinds = ('organisation', 'person')
    order = [one.name for kind in kinds for one in edition.signatories if one.kind == kind]
    lines = [' '.join(reversed(name.split())) if name > 'ء' else name for name in order]
    assert rolls.astray(edition, '\n'.join(lines)) == []
    assert rolls.astray(edition, '\n'.join([*lines[:20], *lines[21:]])) == [order[20]]
    cut = [*lines[:20], lines[20][:-2], *lines[21:]]
    assert order[20] in rolls.astray(edition, '\n'.join(cut))
    swapped = [*lines[:20], lines[21], lines[20], *lines[22:]]
    assert rolls.astray(edition, '\n'.join(swapped))
    assert rolls.astray(edition, '\n'.join([*lines[:20], 'Somebody Else', *lines[20:]]))


@pytest.mark.parametrize('language', ['en', 'ar'])
def test_very_many_names_of_two_scripts_are_all_set(read, measure, language, tmp_path, monkeypatch):
    monkeypatch.setattr(compositor, 'LONG', 100)
    mixed = [f'Πακαλυνε Σοδηματσα Ζωλυκαδου Μακα ({n} LDH)' for n in range(100, 200)]
    edition = rolls.signed(editions.edition(read.campaign, language), 60, mixed)
    layout = next(one for one in read.layouts if one.name == 'letter')
    made = composing.compose(
        edition, layout, layout.sizes[0], measure, Options(), read.sources.layouts
    )
    path = tmp_path / 'f.pdf'
    path.write_bytes(engine.render(made, read.sources.layouts).pdf)
    assert made.leaves and rolls.astray(edition, rolls.text(path)) == []


@pytest.mark.slow
@pytest.mark.parametrize('language', ['en', 'el', 'bg', 'ar'])
@pytest.mark.parametrize('name', ['letter', 'packet'])
def test_every_name_stands_in_order_in_the_faces_that_ship(read, measure, name, language, tmp_path):
    edition = rolls.signed(editions.edition(read.campaign, language), COUNT)
    layout = next(one for one in read.layouts if one.name == name)
    made = composing.compose(
        edition, layout, layout.sizes[0], measure, Options(), read.sources.layouts
    )
    assert made.leaves.more > 5
    path = tmp_path / 'f.pdf'
    path.write_bytes(engine.render(made, read.sources.layouts).pdf)
    assert rolls.astray(edition, rolls.text(path), numbered=name == 'packet') == []
    said = subprocess.run(['pdffonts', path], check=True, capture_output=True, text=True).stdout
    fonts = {line.split()[0].partition('+')[2].split(',')[0] for line in said.splitlines()[2:]}
    assert {'-'.join(font.split('-')[:2]) for font in fonts} == FACES, fonts
    assert not any('Fallback' in font for font in fonts)
    assert subprocess.run(['qpdf', '--check', path], capture_output=True).returncode == 0
