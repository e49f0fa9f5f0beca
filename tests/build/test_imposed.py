"""Layouts whose pages are placed on sheets: zine, booklet, leaflet, from the word to the file."""

from __future__ import annotations

import pypdf
import pytest

from fixtures.sample import letterpress

A4, A3 = (595.276, 841.89), (841.89, 1190.551)


def sheets(path):
    """Return the sizes of a PDF's pages in points."""
    reader = pypdf.PdfReader(path)
    return [
        pytest.approx((float(page.mediabox.width), float(page.mediabox.height)), abs=0.1)
        for page in reader.pages
    ]


def test_a_zine_is_one_sheet_and_made_once(small_copy):
    done = letterpress('build', 'zine', cwd=small_copy)
    assert done.stdout.split() == ['build/sheets/en/zine-a4.en.pdf']
    file = small_copy / 'build/sheets/en/zine-a4.en.pdf'
    assert sheets(file) == [A4[::-1]]
    again = letterpress('build', 'zine', cwd=small_copy)
    assert 'all is as it should be: 1 document;' in again.stderr
    words = pypdf.PdfReader(file).pages[0].extract_text()
    assert words.strip()  # text stays text


def test_a_larger_sheet_is_made_of_the_same_pages(small_copy):
    letterpress('build', 'zine', '--size', 'a3', cwd=small_copy)
    assert sheets(small_copy / 'build/sheets/en/zine-a3.en.pdf') == [A3[::-1]]


def test_booklet_and_leaflets_have_two_sides(small_copy):
    letterpress('build', 'booklet', 'leaflet', cwd=small_copy)
    assert sheets(small_copy / 'build/sheets/en/booklet-a5.en.pdf') == [A4[::-1]] * 2
    assert sheets(small_copy / 'build/sheets/en/leaflet-a6.en.pdf') == [A4] * 2
    letterpress('build', 'leaflet', '--size', 'a5', cwd=small_copy)
    assert sheets(small_copy / 'build/sheets/en/leaflet-a5.en.pdf') == [A4[::-1]] * 2


def test_they_are_not_in_the_kit(small):
    assert not list((small / 'build').rglob('zine*.pdf'))


def test_a_sticker_goes_on_a_sheet_of_labels(three_copy):
    letterpress('build', 'sticker', '--lang', 'ar', cwd=three_copy)
    folder = three_copy / 'build/sheets/ar'
    assert sorted(path.name for path in folder.iterdir()) == [
        'sticker-label.ar.pdf',
        'sticker-round.ar.pdf',
    ]
    label = 'build/sheets/ar/sticker-label.ar.pdf'
    done = letterpress('tile', label, '--labels', '--start', '4', cwd=three_copy)
    assert '21 labels' in done.stderr
    assert sheets(folder / 'sticker-label.ar.labels.pdf') == [A4]


def test_a_placard_has_two_sides_in_every_version_and_for_a_shop(small_copy):
    letterpress('build', 'placard', cwd=small_copy)
    folder = small_copy / 'build/pdf/en'
    for name, size in {
        'placard-a3.en.pdf': A3[::-1],
        **{
            f'placard-a4.en.{version}.pdf': A4[::-1]
            for version in ('home', 'colour', 'one-ink', 'outline')
        },
    }.items():
        assert sheets(folder / name) == [size] * 2
        root = pypdf.PdfReader(folder / name).trailer['/Root']
        assert '/StructTreeRoot' in root and root['/Lang'] == 'en'
        # held upright on either side: it is turned over about its short edge
        assert root['/ViewerPreferences']['/Duplex'] == '/DuplexFlipShortEdge'
    shop = pypdf.PdfReader(folder / 'placard-a3.en.print-shop.pdf')
    trims = [[float(side) for side in page.trimbox] for page in shop.pages]
    assert len(trims) == 2
    for left, bottom, right, top in trims:
        assert (right - left, top - bottom) == pytest.approx(A3[::-1], abs=0.1)


ROWS = (
    'body,id,civility,office,name,address,address_language,language,rank,salutation,closing,delivery\n'
    'senat,seat-1,,Member,Ada Example,Senate / 15 rue de Vaugirard / 75291 PARIS,fr,en,,Dear Ada,'
    'Yours,post\n'
    'senat,seat-2,,Member,,Senate / 75291 PARIS,fr,en,,Dear member,Yours,email\n'
)


def test_a_postcard_is_made_for_each_addressee_and_one_to_write_on(small_copy):
    letterpress('build', 'postcard', cwd=small_copy)
    folder = small_copy / 'build/postcards/en'
    assert [path.name for path in folder.iterdir()] == ['postcard-a6.en.pdf']
    assert sheets(folder / 'postcard-a6.en.pdf') == [A4[::-1]] * 2
    none = letterpress('build', 'postcards', cwd=small_copy, check=2)
    assert 'LP717' in none.stderr
    (small_copy / 'content/recipients').mkdir()
    (small_copy / 'content/recipients/senat.csv').write_text(
        ROWS.replace(',email\n', ',post\n'), 'utf-8'
    )
    done = letterpress('build', 'postcards', '--size', 'a5', '--size', 'a6', cwd=small_copy)
    assert sorted(done.stdout.split()) == [
        f'build/postcards/en/postcard-to-seat-{number}-{size}.en.pdf'
        for number in (1, 2)
        for size in ('a5', 'a6')
    ]
    # two cards of A5 lie below each other, and are turned over about the upright edge
    made = folder / 'postcard-to-seat-1-a5.en.pdf'
    assert sheets(made) == [A4] * 2
    front, back = pypdf.PdfReader(made).pages
    assert back.extract_text().count('Dear Ada') == 2 and 'Ada' not in front.extract_text()
