"""A long roll that the press writes looks as one that the engine sets, and says the same."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from fixtures import pdfs
from letterpress.build import printing, project
from letterpress.build.bench import Bench
from letterpress.findings import Rejected
from letterpress.finishing.keys.draft import draft_key
from letterpress.layout import compose as composing
from letterpress.layout.composition import Options
from letterpress.layout.desk import compositor
from letterpress.layout.initials import Group
from letterpress.layout.rolls import filling
from letterpress.layout.rolls.leaves import NO_LEAVES, Leaves
from letterpress.layout.type import columns
from letterpress.manuscript import edition as editions
from letterpress.manuscript.model import Counts, PublicSignatory
from letterpress.manuscript.roll.order import collation
from letterpress.press import engine, ruler
from letterpress.press.leaves.pens import text_of

ROOT = Path(__file__).resolve().parents[3]
FIRST = ['Anna', 'Véronique', 'Łukasz', 'Tove', 'William', 'Zoë', 'Ömer', 'Noël', 'Inês', 'Pëtr']
LAST = ['Tavares', 'Müller', "O'Connor", 'Wójcik', 'Fernández-Ruiz', 'Yılmaz', 'Van der Aa']
GREEK = [f'{a} {b}' for a in ('Γιώργος', 'Ελένη') for b in ('Παπαδόπουλος', 'Ωραίου')]
CYRILLIC = [f'{a} {b}' for a in ('Иван', 'Мария') for b in ('Щерев', 'Янкова')]
ARABIC = [f'{a} {b}' for a in ('محمد', 'شادي', 'خالد') for b in ('حداد', 'الخطيب', 'بنعلي')]
ALPHABET = 'ابتثجحخدذرزسشصضطظعغفقكلمنهوي'
HARD = [
    'Confédération internationale des organisations de défense des libertés numériques',
    'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft',
    'Ḍiyāʾ al-Dīn',
    'Mohammed محمد حداد',
    'محمد 2026 (LDH)',
    '3615',
    'Ǽthel & Co',
    'Κέντρο για την προστασία των δεδομένων και των ελευθεριών Digital Rights Network',
    'Observatoire des libertés et des données personnelles en Europe (LDH) 2026 2027 2028',
]


@pytest.fixture(scope='module')
def read():
    printing.load(Bench(ROOT, draft_key(), workers=1))
    return project.read(project.gather(ROOT))


@pytest.fixture(scope='module')
def measure():
    return ruler.Ruler()


def signed(read, language, count=430):
    """Return an edition with persons and organisations in four scripts."""
    people = [
        f'{a} {b}{" " + c if n % 3 else ""}'
        for n, (a, b, c) in enumerate((a, b, c) for a in FIRST for b in LAST for c in LAST)
    ]
    names = [*people[: count - 40], *GREEK, *CYRILLIC, *ARABIC, *HARD]
    found = collation.ordered(names)
    rows = sorted(zip(found, names, strict=True), key=lambda row: row[0][0])
    roll = tuple(
        PublicSignatory(f'p-{n}', name, 'person', initial=initial)
        for n, ((_, initial), name) in enumerate(rows)
    )
    roll += tuple(
        PublicSignatory(f'o-{n}', f'Bund {n}', 'organisation', initial='B') for n in range(9)
    )
    edition = editions.edition(read.campaign, language)
    facts = replace(edition.facts, letter_names='all')
    return replace(edition, facts=facts, signatories=roll, counts=Counts.of(roll))


def composed(read, measure, name, language, count=430):
    layout = next(one for one in read.layouts if one.name == name)
    edition = signed(read, language, count)
    return composing.compose(
        edition, layout, layout.sizes[0], measure, Options(), read.sources.layouts
    )


def by_the_engine(rolls, sheet):
    """Return the same pages as names in the markup."""

    def groups(column):
        return tuple(Group(one.initial, tuple(map(text_of, one.rows)), one.new) for one in column)

    return filling.Book(
        tuple(
            tuple(
                columns.Part(
                    part.roll,
                    tuple(map(groups, part.leaf.columns)),
                    part.lines,
                    part.first,
                    part.last,
                )
                for part in page
            )
            for page in filling.pages(rolls, sheet)
        ),
        NO_LEAVES,
    )


def pages_of(pdf: bytes, folder: Path) -> list[Image.Image]:
    folder.mkdir()
    (folder / 'f.pdf').write_bytes(pdf)
    subprocess.run(['pdftoppm', '-r', '90', '-gray', 'f.pdf', 'p'], cwd=folder, check=True)
    return [Image.open(path) for path in sorted(folder.glob('p-*'))]


@pytest.mark.parametrize(('name', 'language'), [('letter', 'en'), ('packet', 'ar')])
def test_both_routes_look_the_same(read, measure, name, language, tmp_path, monkeypatch):
    monkeypatch.setattr(compositor, 'LONG', 100)
    direct = composed(read, measure, name, language)
    assert direct.leaves.more >= 2
    with monkeypatch.context() as patch:
        patch.setattr(filling, 'book', by_the_engine)
        block = composed(read, measure, name, language)
    block = replace(block, html=re.sub(r'(<p class="range wood") data-range', r'\1', block.html))
    assert not block.leaves
    ours = engine.render(direct, read.sources.layouts)
    theirs, _ = engine.make(block, read.sources.layouts)
    assert ours.pages == theirs.pages
    made, wanted = pages_of(ours.pdf, tmp_path / 'a'), pages_of(theirs.pdf, tmp_path / 'b')
    begins = 3 if name == 'letter' else 4
    for number, (one, other) in enumerate(zip(made, wanted, strict=True), 1):
        if name == 'packet' and number >= begins:  # there the running head is that of long rolls
            room = (0, 0, int(one.width * 0.75), one.height)
            one, other = one.crop(room), other.crop(room)
        histogram = ImageChops.difference(one, other).histogram()
        assert sum(histogram[72:]) == 0, f'page {number}'
    assert set(ours.fonts) == set(theirs.fonts)


def test_arabic_initials_stand_apart_however_few_names_are_under_each(read, measure):
    roll = tuple(
        PublicSignatory(f'p-{n}', f'{letter}اد حداد', 'person', initial=letter)
        for n, letter in enumerate(sorted(ALPHABET * 2))
    )
    edition = editions.edition(read.campaign, 'en')
    facts = replace(edition.facts, letter_names='all')
    for signed in (roll, roll[::2]):
        one = replace(edition, facts=facts, signatories=signed, counts=Counts.of(signed))
        layout = next(one for one in read.layouts if one.name == 'letter')
        composition = composing.compose(
            one, layout, layout.sizes[0], measure, Options(), read.sources.layouts
        )
        assert not engine.render(composition, read.sources.layouts).findings


@pytest.fixture(scope='module')
def letter(read, measure):
    patch = pytest.MonkeyPatch()
    patch.setattr(compositor, 'LONG', 100)
    try:
        composition = composed(read, measure, 'letter', 'fr')
        return composition, engine.render(composition, read.sources.layouts)
    finally:
        patch.undo()


def test_every_name_is_in_the_text_in_order(letter, tmp_path):
    composition, proof = letter
    (tmp_path / 'f.pdf').write_bytes(proof.pdf)
    text = subprocess.run(
        ['pdftotext', '-raw', 'f.pdf', '-'], cwd=tmp_path, check=True, capture_output=True
    ).stdout.decode()
    plain, at = ' '.join(text.replace('\u00a0', ' ').split()), 0
    for leaves in composition.leaves.places:
        for leaf in leaves:
            for row in leaf.rows():
                name = text_of(row).replace('\u00a0', ' ')
                if not name.isascii() or ' ' in name[:2] or row[1:2] == ('',):
                    continue
                found = plain.find(name, at)
                assert found >= at, name
                at = found


def test_the_tree_is_that_of_lists_and_folios_go_on(letter, tmp_path):
    _, proof = letter
    (tmp_path / 'f.pdf').write_bytes(proof.pdf)
    tree = pdfs.told(proof.pdf)
    assert tree.count('LBody (block)') >= 417
    assert 'Anna Tavares' in tree
    for page in range(1, proof.pages + 1):
        text = subprocess.run(
            ['pdftotext', '-f', str(page), '-l', str(page), 'f.pdf', '-'],
            cwd=tmp_path,
            check=True,
            capture_output=True,
        ).stdout.decode()
        assert re.search(rf'(?<!\d){page}\s*/\s*{proof.pages}(?!\d)', text), page
    assert subprocess.run(['qpdf', '--check', 'f.pdf'], cwd=tmp_path).returncode == 0


def test_same_input_same_bytes(letter, read):
    composition, proof = letter
    assert engine.render(composition, read.sources.layouts).pdf == proof.pdf


def test_a_roll_that_lost_its_places_is_told(letter, read):
    composition, _ = letter
    html = composition.html.replace('data-leaf="1"', '')
    with pytest.raises(Rejected, match='LP375'):
        engine.render(replace(composition, html=html), read.sources.layouts)


def test_the_key_of_a_composition_knows_its_names(letter):
    composition, _ = letter
    assert composition.key() != replace(composition, leaves=Leaves()).key()
