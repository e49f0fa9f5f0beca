"""The press texts as DOCX: every word is there, in real styles, and the same bytes each time."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from letterpress.kit.formats import documents, soft_hyphens
from letterpress.kit.formats.word import document as word
from letterpress.layout.brand import look
from letterpress.manuscript import edition, locales, reading
from letterpress.manuscript.intake import draft, files, written
from letterpress.manuscript.model import Block, Run
from letterpress.manuscript.text import prose
from letterpress.world.files import inside

PROJECT = Path(__file__).parents[3]
LANGUAGES = ('en', 'fr', 'es', 'de', 'it', 'el', 'bg', 'ar')


@pytest.fixture(scope='module')
def editions():
    campaign, found = reading.read(inside.read_tree(PROJECT, 'content'))
    assert campaign is not None, found
    return edition.editions(campaign)


def made(one, kind: str) -> tuple[documents.Document, bytes]:
    document = documents.of(one, kind)
    assert document is not None
    return document, word.write(document, one, look.HOUSE)


def opened(data: bytes):
    return docx.Document(io.BytesIO(data))


def bare(text: str) -> str:
    """Return the letters and figures of a text, whatever the blanks and the marks of direction."""
    return re.sub(r'[\W_]+', '', text)


def said(document: documents.Document) -> list[str]:
    """Return every line that a document holds, but its notes."""
    blocks = (*document.blocks, *(one for part in document.sections for one in part.blocks))
    return [
        text
        for text in (
            document.embargo,
            document.title,
            document.standfirst,
            document.status,
            *(block.text for block in blocks),
            *(block.by for block in blocks),
            document.end,
            *(part.heading for part in document.sections),
            document.contact_heading,
            *document.contact,
        )
        if text
    ]


def text_of(office) -> str:
    """Return all words of a file's body, those of links and tables too."""
    return ''.join(node.text or '' for node in office.element.body.iter(qn('w:t')))


@pytest.mark.parametrize('language', LANGUAGES)
@pytest.mark.parametrize('kind', documents.KINDS)
def test_every_word_is_there_and_in_its_place(editions, language: str, kind: str) -> None:
    document, data = made(editions[language], kind)
    words, at = bare(text_of(opened(data))), 0
    for line in said(replace(document, blocks=(), sections=())):
        assert bare(line) in words, line
    for block in document.blocks:
        at = words.index(bare(block.text), at)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        notes = packed.read('word/footnotes.xml').decode()
    told = bare(re.sub('<[^>]*>', '', notes))
    assert notes.count('<w:footnoteRef/>') == len(document.notes)
    for note in document.notes:
        assert bare(note.text) in told


@pytest.mark.parametrize('kind', documents.KINDS)
def test_the_projects_own_reader_of_docx_finds_every_word(editions, kind: str) -> None:
    document, data = made(editions['en'], kind)
    found = files.read(data, 'text.docx')
    lines = [draft.plain(line) for line in draft._lines(found.blocks)]
    body = bare(found.title + ''.join(lines) + written.body(found))
    for block in document.blocks:
        assert bare(block.text) in body, block.text


def test_paragraphs_have_the_styles_of_what_they_are(editions) -> None:
    blocks = prose.blocks(
        'First, with a [link](https://a.org/b).\n\n## Head\n\n### Below\n\n> Said.\n\n'
        '- one\n  - deep\n\n3. three\n4. four\n\n1) again\n\n'
        '| A | B |\n|---|---:|\n| *x* | 2 |\n\nEnd.[^1]\n\n'
        '[^1]: See [there](https://a.org/c).\n',
        'a.md',
    )[0]
    blocks = tuple(replace(one, by='Ada') if one.kind == 'quote' else one for one in blocks)
    one = editions['en']
    document = replace(documents.of(one, documents.RELEASE), blocks=blocks)
    office = opened(word.write(document, one, look.HOUSE))
    styles = [paragraph.style.name for paragraph in office.paragraphs]
    assert styles[:4] == ['Until', 'Kind', 'Title', 'Subtitle']
    assert [
        name
        for name in styles
        if name.startswith(('Heading', 'Quote', 'Attribution', 'List', 'End Mark'))
    ] == [
        'Heading 1',
        'Heading 2',
        'Quote',
        'Attribution',
        'List Bullet',
        'List Bullet 2',
        'List Number',
        'List Number',
        'List Number',
        'End Mark',
        'Heading 1',
        'Heading 1',
        *['List Number'] * len(one.release.notes),
        'Heading 1',
    ]
    table = office.tables[0]
    assert [cell.text for row in table.rows for cell in row.cells] == ['A', 'B', 'x', '2']
    assert table.rows[0]._tr.trPr.find(qn('w:tblHeader')) is not None
    links = {link.url for paragraph in office.paragraphs for link in paragraph.hyperlinks}
    assert links == {'https://a.org/b', 'mailto:press@example.org'}
    numbers = [
        paragraph._p.pPr.numPr.numId.val
        for paragraph in office.paragraphs
        if paragraph.style.name == 'List Number'
    ]
    assert numbers[0] == numbers[1] != numbers[2]
    root = office.part.numbering_part.element
    starts = {
        num.numId: num.lvlOverride_lst[0].startOverride.val
        for num in root.num_lst
        if num.lvlOverride_lst
    }
    assert starts[numbers[0]] == 3 and starts[numbers[2]] == 1


@pytest.mark.parametrize('language', LANGUAGES)
def test_the_file_says_its_language_direction_and_author(editions, language: str) -> None:
    one = editions[language]
    document, data = made(one, documents.RELEASE)
    office = opened(data)
    core = office.core_properties
    assert (core.title, core.language) == (document.title, language)
    assert core.author == core.last_modified_by == one.facts.publisher.name.to(language)
    day = one.facts.date
    assert core.created == core.modified == datetime(day.year, day.month, day.day, tzinfo=UTC)
    lang = office.styles.element.find('.//' + qn('w:lang'))
    rtl = language == 'ar'
    assert lang.get(qn('w:bidi' if rtl else 'w:val')) == locales.with_country(language)
    normal = office.styles['Normal'].element
    assert (normal.find('.//' + qn('w:bidi')) is not None) is rtl
    assert (office.element.body.sectPr.find(qn('w:bidi')) is not None) is rtl
    section = office.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_words_that_run_against_the_text_are_runs_of_their_own(editions) -> None:
    one = editions['ar']
    blocks = (Block('paragraph', (Run('نطالب La Quadrature du Net بالحظر.'),)),)
    document = replace(documents.of(one, documents.RELEASE), blocks=blocks)
    office = opened(word.write(document, one, look.HOUSE))
    runs = {run.text: run for paragraph in office.paragraphs for run in paragraph.runs}
    latin = runs['La Quadrature du Net']._r.rPr
    assert latin.find(qn('w:rtl')) is None and latin.find(qn('w:lang')).get(qn('w:val')) == 'en-GB'
    assert runs['نطالب ']._r.rPr.find(qn('w:rtl')) is not None


def test_an_embargo_stands_on_every_page(editions) -> None:
    moment = datetime(2026, 12, 5, 9, tzinfo=UTC)
    held = replace(editions['en'], facts=replace(editions['en'].facts, embargo=moment))
    for kind in documents.KINDS:
        document, data = made(held, kind)
        office = opened(data)
        assert document.embargo.startswith('EMBARGOED')
        assert office.paragraphs[0].text.replace('\u00a0', ' ') == document.embargo
        section = office.sections[0]
        assert section.different_first_page_header_footer
        assert section.header.paragraphs[0].text == office.paragraphs[0].text
        assert section.first_page_header.paragraphs[0].text == ''


def test_the_same_text_gives_the_same_bytes_and_nothing_of_the_template(editions) -> None:
    _, data = made(editions['de'], documents.FACTS)
    assert made(editions['de'], documents.FACTS)[1] == data
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.namelist()[0] == '[Content_Types].xml'
        assert {one.date_time for one in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [
            name
            for name in packed.namelist()
            if 'thumbnail' in name or 'theme' in name or 'customXml' in name
        ]
        assert b'python-docx' not in b''.join(map(packed.read, packed.namelist()))
        body = packed.read('word/document.xml').decode()
        known = packed.read('word/styles.xml').decode()
    used = set(re.findall('<w:(?:p|r|tbl)Style w:val="([^"]+)"', body))
    assert used and used <= set(re.findall('w:styleId="([^"]+)"', known))


# ---- the names of languages, and hyphens ---------------------------------------------------------


@pytest.mark.parametrize(
    ('language', 'named'),
    [('fr', 'fr-FR'), ('en', 'en-GB'), ('el', 'el-GR'), ('pt-BR', 'pt-BR'), ('xx', 'xx')],
)
def test_offices_want_a_country(language: str, named: str) -> None:
    assert locales.with_country(language) == named


def test_long_words_may_be_broken_and_no_markup_and_no_short_word() -> None:
    long = 'Interprofessionalisierungsbestrebungen'
    page = f'<p class="{long}">{long} und Haus</p><h2>Überwachungszwecken</h2><h1>{long[:20]}</h1>'
    made = soft_hyphens.soften(page, 'de')
    assert made.replace('\u00ad', '') == page
    assert made.startswith(f'<p class="{long}">Inter\u00ad')
    assert '>Über\u00adwa\u00adchungs\u00adzwe\u00adcken<' in made and made.endswith(
        f'<h1>{long[:20]}</h1>'
    )
    address = 'https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000025803463'
    made = soft_hyphens.soften(f'<p>{address}</p>', 'de')
    assert '\u00ad' not in made and made.replace('<wbr>', '') == f'<p>{address}</p>'
    assert '/<wbr>jorf/<wbr>id/<wbr>' in made
