"""letterpress tile: the sheets, put together again, are the poster; what cannot be is refused."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pypdf
import pytest
from PIL import Image, ImageChops
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from fixtures import pdfs
from fixtures.posters import differing, drawn, poster
from letterpress.build.stages.tiling import Wish
from letterpress.cli import main as cli
from letterpress.commands import tile as tiling
from letterpress.findings import Exit, Rejected
from letterpress.finishing.imposition import packing
from letterpress.manuscript import locales
from letterpress.manuscript.text import phrases

ALIKE = 0.005  # of the pixels: edges that do not fall on a dot
LANGUAGES = ('en', 'fr', 'es', 'de', 'it', 'el', 'bg', 'ar')


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def tiled(folder, pdf, **wishes):
    file = folder / 'poster.pdf'
    file.write_bytes(pdf)
    done = tiling.tile(file, Wish(**wishes), None, folder)
    return done, (folder / done.path).read_bytes()


def cropped(whole, glued):
    """Return a picture of the poster as large as the other: a side may differ by a dot."""
    assert all(abs(a - b) <= 1 for a, b in zip(whole.size, glued.size, strict=True))
    return whole.crop((0, 0, *glued.size))


def assembled(plan, sheets, dpi):
    """Glue pictures of the sheets: each later one lies on the flaps of those before it."""
    per_mm, grid = dpi / 25.4, plan.grid
    canvas = Image.new('RGB', (round(grid.width * per_mm), round(grid.height * per_mm)), 'white')
    edge = round(plan.margin * per_mm)
    wide, high = (round(side * per_mm) for side in plan.room)
    for tile, sheet in zip(plan.tiles(), sheets, strict=True):
        at = round(tile.window.x * per_mm), round((grid.height - tile.window.top) * per_mm)
        canvas.paste(sheet.crop((edge, edge, edge + wide, edge + high)), at)
    poster = plan.poster
    left, top = round(poster.x * per_mm), round((grid.height - poster.top) * per_mm)
    return canvas.crop(
        (left, top, left + round(poster.width * per_mm), top + round(poster.height * per_mm))
    )


@pytest.mark.parametrize(
    'wishes, sheets',
    [
        ({}, 4),
        ({'sheets': 2}, 2),
        ({'paper': 'letter', 'margin': 8.0, 'overlap': 12.0}, 4),
        ({'scale': 1.5}, 8),
    ],
    ids=str,
)
def test_the_sheets_glued_are_the_poster(folder, wishes, sheets):
    pdf = poster(297, 420)
    done, made = tiled(folder, pdf, **wishes)
    assert done.plan.sheets == sheets
    dpi = 101.6  # four dots a millimetre
    (whole,) = drawn(pdf, dpi * done.plan.scale)
    glued = assembled(done.plan, drawn(made, dpi)[1:], dpi)
    assert differing(cropped(whole, glued), glued) < ALIKE


def test_a_sheet_glued_a_millimetre_off_would_be_seen(folder):
    pdf = poster(297, 420)
    done, made = tiled(folder, pdf)
    dpi = 101.6
    sheets = drawn(made, dpi)[1:]
    sheets[3] = ImageChops.offset(sheets[3], 4, 0)
    (whole,) = drawn(pdf, dpi)
    glued = assembled(done.plan, sheets, dpi)
    assert differing(cropped(whole, glued), glued) > 1.8 * ALIKE


def test_a_page_that_is_turned_and_has_a_bleed_is_tiled_as_it_is_read(folder):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(poster(420, 297)))
    page = writer.pages[0]
    page.trimbox = pypdf.generic.RectangleObject((36, 36, 1116, 792))
    page.rotate(90)
    out = io.BytesIO()
    writer.write(out)
    done, made = tiled(folder, out.getvalue())
    across, up = (792 - 36) / 72 * 25.4, (1116 - 36) / 72 * 25.4
    assert (done.plan.width, done.plan.height) == pytest.approx((across, up))
    dpi = 96
    (whole,) = drawn(out.getvalue(), dpi)
    # poppler shows the whole sheet, turned: what is trimmed off lies around it
    box = [round(v / 72 * dpi) for v in (36, 36, 792, 1116)]
    glued = assembled(done.plan, drawn(made, dpi)[1:], dpi)
    assert differing(cropped(whole.crop(box), glued), glued) < ALIKE


@pytest.mark.parametrize('language', LANGUAGES)
def test_the_file_is_little_more_than_the_poster(folder, language):
    pdf = poster(420, 594, language)
    done, made = tiled(folder, pdf)
    assert done.plan.sheets == 8
    assert len(made) - len(pdf) < 25_000
    reader = pypdf.PdfReader(io.BytesIO(made))
    assert len(reader.pages) == 9
    assert reader.trailer['/Root']['/Lang'] == language
    words = reader.pages[0].extract_text()
    assert locales.digits('420', language) in words


def test_the_poster_is_in_it_once_as_a_drawing(folder):
    _done, made = tiled(folder, poster(420, 594))
    reader = pypdf.PdfReader(io.BytesIO(made))
    forms = {page['/Resources']['/XObject'].raw_get('/P0').idnum for page in reader.pages}
    assert len(forms) == 1
    form = reader.pages[3]['/Resources']['/XObject']['/P0']
    assert form['/Subtype'] == '/Form' and b'/MCID' not in form.get_data()
    assert b' Tf' in form.get_data()  # its text is text
    root = reader.trailer['/Root']
    assert not {'/StructTreeRoot', '/MarkInfo', '/Outlines'} & set(root)
    wishes = root['/ViewerPreferences']
    assert (wishes['/PrintScaling'], wishes['/Duplex']) == ('/None', '/Simplex')
    assert wishes['/PickTrayByPDFSize'].value is True
    assert reader.metadata.title == 'We say no'


def test_same_poster_same_bytes(folder):
    assert tiled(folder, poster(297, 420))[1] == tiled(folder, poster(297, 420))[1]


@pytest.mark.parametrize('language', LANGUAGES)
def test_each_language_has_every_word_of_tiles(language):
    keys = {key for key in phrases.common('en') if key.startswith('tile.')}
    common = phrases.common(language)
    assert len(keys) == 9 and keys <= set(common)
    for key in keys:
        assert phrases.placeholders(common[key]) == phrases.placeholders(phrases.common('en')[key])


def test_a_poster_of_another_language_is_tiled_in_english(folder):
    _, made = tiled(folder, poster(297, 420, 'nl'))
    assert 'Print at 100%' in pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text()


def test_a_project_says_it_in_its_own_words(folder):
    (folder / 'content/phrases').mkdir(parents=True)
    own = [
        f'{key}: "{"Eén vel {n} van {count}" if key == "tile.number" else "Druk af"}"'
        for key in phrases.common('en')
        if key.startswith('tile.')
    ]
    (folder / 'content/phrases/nl.yaml').write_text('\n'.join(own) + '\n', encoding='utf-8')
    _, made = tiled(folder, poster(297, 420, 'nl'))
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    assert 'Druk af' in pages[0].extract_text()
    assert 'Eén vel 1 van 4' in pages[1].extract_text()


def test_a_title_that_the_typefaces_lack_is_the_name_of_the_file(folder):
    pdf = changed(lambda writer: writer.add_metadata({'/Title': 'A 漢 B'}))
    _, made = tiled(folder, pdf)
    words = pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text()
    assert 'poster' in words.splitlines() and 'A ' not in words


def refused(folder, pdf, **wishes):
    with pytest.raises(Rejected) as rejected:
        tiled(folder, pdf, **wishes)
    (finding,) = rejected.value.findings
    assert finding.place.path.endswith('poster.pdf') and finding.hint
    assert not list(folder.glob('*.home-*.pdf'))
    return finding.code


def changed(change):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(poster(100, 100)))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def add_page(writer):
    writer.add_blank_page(100, 100)


def add_note(writer):
    writer.pages[0][NameObject('/Annots')] = ArrayObject(
        [
            DictionaryObject(
                {
                    NameObject('/Type'): NameObject('/Annot'),
                    NameObject('/Subtype'): NameObject('/FreeText'),
                    NameObject('/Contents'): TextStringObject('Saturday, 2 pm'),
                    NameObject('/Rect'): ArrayObject(map(NumberObject, (0, 0, 50, 50))),
                }
            )
        ]
    )


@pytest.mark.parametrize(
    'pdf, code',
    [
        (b'We say no', 'LP548'),
        (b'%PDF-1.7\nnothing of it\n', 'LP548'),
        (changed(add_page), 'LP349'),
        (changed(add_note), 'LP351'),
        (changed(lambda writer: writer.encrypt('secret', algorithm='AES-256')), 'LP541'),
    ],
    ids=['text', 'damaged', 'pages', 'note', 'encrypted'],
)
def test_what_cannot_be_tiled(folder, pdf, code):
    assert refused(folder, pdf) == code


def test_a_sealed_letter_is_never_imposed(folder):
    assert refused(folder, pdfs.sealed()) == 'LP350'


def test_a_field_that_would_be_lost(folder):
    assert refused(folder, pdfs.unsealed()) == 'LP351'


@pytest.mark.parametrize('wishes', [{'sheets': 5}, {'scale': 20.0}], ids=str)
def test_what_is_no_plan(folder, wishes):
    assert refused(folder, poster(420, 594), **wishes) == 'LP352'


def test_a_page_without_size(folder):
    def flatten(writer):
        writer.pages[0].trimbox = ArrayObject(map(FloatObject, (10, 10, 10, 90)))

    assert refused(folder, changed(flatten)) == 'LP352'


def test_the_poster_is_not_written_over(folder):
    file = folder / 'poster.pdf'
    file.write_bytes(poster(100, 100))
    (folder / 'link.pdf').symlink_to(file)
    (folder / 'mine.pdf').write_bytes(b'%PDF-1.7 of mine')
    for target in ('poster.pdf', 'link.pdf', 'mine.pdf', '.'):
        with pytest.raises(Rejected, match='LP708') as rejected:
            tiling.tile(file, Wish(), folder / target, folder)
        assert rejected.value.exit_code == Exit.USAGE
    assert file.read_bytes() == poster(100, 100)
    assert (folder / 'mine.pdf').read_bytes() == b'%PDF-1.7 of mine'


def test_sheets_are_made_again_in_their_place(folder):
    _, made = tiled(folder, poster(297, 420))
    _, again = tiled(folder, poster(297, 420), sheets=2)
    assert packing.made_here(made) and packing.made_here(again) and made != again


def test_on_the_command_line(folder, capsys):
    (folder / 'poster.en.pdf').write_bytes(poster(420, 594))
    assert cli.run(['tile', 'poster.en.pdf', '--scale', '92.85%', '--json']) == Exit.GOOD
    told = json.loads(capsys.readouterr().out)
    assert told['path'] == 'poster.en.home-a4.pdf'
    assert (told['plan']['sheets'], told['plan']['scale']) == (4, 0.9285)
    assert [one['sheets'] for one in told['offers']] == [1, 2, 3, 4, 6, 8]
    assert cli.run(['tile', 'poster.en.pdf', '--paper', 'letter']) == Exit.GOOD
    out, err = capsys.readouterr()
    assert out == 'poster.en.home-letter.pdf\n'
    assert '6 sheets of Letter' in err and '--sheets 4 gives 89.02 %' in err


@pytest.mark.parametrize(
    'words',
    [
        ['--scale', '0'],
        ['--scale', 'nan'],
        ['--scale', '5 mm'],
        ['--overlap', '-1'],
        ['--overlap', '51'],
        ['--margin', '31'],
        ['--sheets', '0'],
        ['--paper', 'a5'],
        ['--scale', '50%', '--sheets', '2'],
    ],
    ids=' '.join,
)
def test_odd_wishes_are_usage(folder, words):
    (folder / 'poster.pdf').write_bytes(poster(100, 100))
    assert cli.run(['tile', 'poster.pdf', *words]) == Exit.USAGE
    assert [one.name for one in folder.iterdir()] == ['poster.pdf']


def test_no_such_file(folder, capsys):
    assert cli.run(['tile', 'nothing.pdf']) == Exit.USAGE
    assert 'LP707' in capsys.readouterr().err


def test_a_smaller_overlap_takes_fewer_sheets(folder):
    done, _ = tiled(folder, poster(420, 594), overlap=0.0, margin=0.0)
    assert done.plan == replace(done.plan, columns=2, rows=2)


# ---- labels --------------------------------------------------------------------------------------


def test_labels_begin_at_the_first_that_is_left(folder, capsys):
    (folder / 'bar.pdf').write_bytes(poster(140, 74))
    assert cli.run(['tile', 'bar.pdf', '--labels', '--start', '6', '--json']) == Exit.GOOD
    told = json.loads(capsys.readouterr().out)
    assert (told['path'], told['labels']) == ('bar.labels.pdf', 19)
    made = (folder / 'bar.labels.pdf').read_bytes()
    (sheet,) = drawn(made, 25.4)  # a dot a millimetre
    assert all(0 <= a - b <= 1 for a, b in zip(sheet.size, (210, 297), strict=True))
    (one,) = drawn(poster(140, 74), 25.4)
    for number in range(24):
        row, column = divmod(number, 3)
        cell = sheet.crop((70 * column, 37 * row, 70 * column + 70, 37 * row + 37))
        inner = cell.crop((12, 8, 58, 30))
        assert (inner.getextrema() != ((255, 255),) * 3) == (number >= 5)
        edge = cell.crop((0, 2, 4, 35))  # white all round, so that a sheet that slips shows nothing
        assert edge.getextrema() == ((255, 255),) * 3
    assert one.getextrema() != ((255, 255),) * 3


@pytest.mark.parametrize(
    'words', [['--start', '0'], ['--start', '25'], ['--inset', '16'], ['--inset', '-1']]
)
def test_odd_wishes_for_labels_are_usage(folder, words):
    (folder / 'bar.pdf').write_bytes(poster(140, 74))
    assert cli.run(['tile', 'bar.pdf', '--labels', *words]) == Exit.USAGE


@pytest.mark.parametrize('pdf, code', [(changed(add_page), 'LP349'), (None, 'LP350')])
def test_what_cannot_be_a_label(folder, capsys, pdf, code):
    (folder / 'bar.pdf').write_bytes(pdf or pdfs.sealed())
    assert cli.run(['tile', 'bar.pdf', '--labels']) == Exit.FINDINGS
    assert code in capsys.readouterr().err
    assert not (folder / 'bar.labels.pdf').exists()
