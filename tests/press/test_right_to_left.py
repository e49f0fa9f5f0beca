"""Right to left: each line is seen by the order of its glyphs, each paragraph read by the tags.

The expectations are written from left to right, as the eye meets the line: "مع" at its right end
stands at the end.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import replace

import pytest

from fixtures import sight
from fixtures.type import ROOT, house_files
from letterpress.base import bidi
from letterpress.base.lengths import Size
from letterpress.finishing import structure
from letterpress.kit.formats import documents, html, plain, twin
from letterpress.layout import compose, manifest, typography
from letterpress.layout.brand import look
from letterpress.layout.composition import Composition, Options
from letterpress.manuscript import edition as editions
from letterpress.manuscript import reading
from letterpress.manuscript.text import prose
from letterpress.manuscript.text.structure import links
from letterpress.press import engine
from letterpress.press.ruler import Ruler

FILES = house_files()
LAYOUTS = {layout.name: layout for layout in manifest.discover(FILES)[0]}
STYLE = (
    FILES['layouts/_shared/house.css'] + FILES['layouts/_shared/paged.css']
).decode() + look.HOUSE.css()
CAMPAIGN = reading.read(
    {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in (ROOT / 'content').rglob('*')
        if path.is_file()
    }
)[0]
ARABIC = editions.editions(CAMPAIGN)['ar']
RULER = Ruler()
BROWSER = (
    os.environ.get('CHROMIUM')
    or shutil.which('chromium')
    or shutil.which('chromium-browser')
    or shutil.which('google-chrome')
)


def printed(paragraphs, width: int = 180, language: str = 'ar') -> bytes:
    """Return paragraphs (markup) as a document in the house's type."""
    way = 'rtl' if language == 'ar' else 'ltr'
    body = ''.join(f'<p>{markup}</p>' for markup in paragraphs)
    html = (
        f'<!doctype html><html lang="{language}" dir="{way}"><head><title>t</title>'
        f'<style>{STYLE} @page {{ size: {width}mm 260mm; margin: 5mm }}'
        f' body {{ line-height: 8mm }}</style></head><body>{body}</body></html>'
    )
    return engine.render(
        Composition(
            't',
            'letter',
            Size('a4', width, 260),
            language,
            't',
            html,
            variant='pdf/a-3a',
            ua=True,
        ),
        {},
    ).pdf


def blocks(markdown: str):
    return prose.blocks(markdown, 'content/letter/ar.md')[0]


SEEN = [  # as it is typed; as it is seen
    ('نظام C++ هنا', 'انه C++ ماظن'),
    ('هاتف +33 1 23 45 67 89.', '.+33 1 23 45 67 89 فتاه'),
    ('قالت Big Brother Watch (UK) هذا', 'اذه Big Brother Watch (UK) تلاق'),
    ('وفق (GDPR).', '.(GDPR) قفو'),
    ('و(CNIL)! قال', 'لاق !(CNIL)و'),
    ('قال: 50 % + 10 % = 60 %.', '.% 60 = % 10 + % 50 :لاق'),
    ('في 2026/annexe_technique.pdf هنا', 'انه 2026/annexe_technique.pdf يف'),
    ('على https://x.fr/taj/ هنا', 'انه https://x.fr/taj/ ىلع'),
    ('مع #tag و@name و.NET', '.NETو @nameو #tag عم'),
    ('بريد a+b@example.org.', '.a+b@example.org ديرب'),
    ('يوم 12/05/2026 بين 10–20', '20–10 نيب 12/05/2026 موي'),
    ('حرارة -5 وسعر $100 و5 €', '€ 5و $100 رعسو -5 ةرارح'),
    ('عدد 10 000 نسخة', 'ةخسن 10 000 ددع'),
    ('منظمة *Big* **Brother** Watch (UK)', 'Big Brother Watch (UK) ةمظنم'),
    ('قال «Stop!» ثم «Amis (FR)»', '«Amis (FR)» مث «Stop!» لاق'),
    ('الـCNIL ثم v2.0.1', 'v2.0.1 مث CNILـلا'),
    ('« Non à la C++ ! », p. 12.', '« Non à la C++ ! », p. 12.'),
    ('رقم +٣٣ ١ ٢٣ هنا', 'انه +٣٣ ١ ٢٣ مقر'),
    ('نسبة ٥٠٪ و(٢٠١٢)', '(٢٠١٢)و ٪٥٠ ةبسن'),
    ('انظر [موقع CNIL (FR)](https://x.fr) هنا', 'انه CNIL (FR) عقوم رظنا'),
    ('AFP/رويترز، Xnet (ES): «نعم»', '«معن» :Xnet (ES) ،زرتيور/AFP'),
]


def test_every_line_stands_as_the_eye_must_meet_it():
    found = sight.lines(printed([typography.prose(blocks(typed)[0], 'ar') for typed, _ in SEEN]))
    assert found == [sight.visual(wanted) for _, wanted in SEEN]


def test_it_is_read_as_it_was_typed():
    pdf = printed([typography.prose(blocks(typed)[0], 'ar') for typed, _ in SEEN])
    assert [passage.text for passage in structure.read(pdf).passages] == [
        blocks(typed)[0].text for typed, _ in SEEN
    ]


def test_the_eye_meets_another_line_where_nothing_is_isolated(monkeypatch):
    monkeypatch.setattr(bidi, 'spans', lambda text, direction: [])
    monkeypatch.setattr(bidi, 'isolated', lambda text: [])
    found = sight.lines(printed([typography.prose(blocks(typed)[0], 'ar') for typed, _ in SEEN]))
    wanted = [sight.visual(line) for _, line in SEEN]
    wrong = [line for line, right in zip(found, wanted, strict=True) if line != right]
    assert wrong[:2] == ['انه++Cماظن', '.89674523133+فتاه']
    assert len(found) - len(wrong) <= 10


LONG = (
    'كما ورد في التقرير '
    'https://www.lettre-ouverte.fr/documents/2026/annexe_technique_complete.pdf '
    'قبل نهاية السنة، وقالت '
    'منظمة «La Quadrature du Net (2026) et Big Brother Watch (UK)» ثم الهاتف +33 1 23 45 67 89.'
)


def ordered(line: str, text: str) -> list[str]:
    """Return the Latin stretches of a line as they are seen; each must be in the text as it is."""
    found = re.findall(r'[A-Za-z0-9-][!-~]*[!-~]|[A-Za-z0-9]', line)
    plain = sight.visual(text)
    assert all(part.strip('()') in plain for part in found), (found, plain)
    return found


@pytest.mark.parametrize('width', [60, 70, 80, 100, 120])
def test_a_stretch_stays_in_order_over_the_ends_of_lines(width):
    (block,) = blocks(LONG)
    markup = typography.prose(block, 'ar')
    pdf = printed([markup], width)
    lines = sight.lines(pdf)
    assert len(lines) > 2
    parts = [part for line in lines for part in reversed(ordered(line, LONG))]
    assert '+33123456789' in ''.join(lines)  # a number is never broken
    assert structure.read(pdf).passages[0].text == LONG
    # what is read line by line, each stretch from its left, is the address
    assert 'https://www.lettre-ouverte.fr/documents/2026/annexe_technique_complete.pdf' in ''.join(
        parts
    )
    places = [x / 72 * 25.4 for x, _, _ in sight.glyphs(pdf)]
    assert min(places) > 4.5 and max(places) < width - 4.5  # nothing runs into the margin


@pytest.mark.parametrize(
    'typed, wanted',
    [
        ('الصحيفة Bonjour', 'Bonjour ةفيحصلا'),
        ('The paper الحرية (مصر), daily', 'The paper (رصم) ةيرحلا, daily'),
        ('In الحرية!, 2012', 'In ةيرحلا!, 2012'),
    ],
)
def test_arabic_in_latin_text_stands_as_it_must(typed, wanted):
    language = 'ar' if typed[0] > '~' else 'en'
    found = sight.lines(printed([typography.prose(blocks(typed)[0], language)], language=language))
    assert found == [sight.visual(wanted)]


NASTY = (
    'نطالب بحظر النظام وفق قانون (GDPR).\n\n'
    'نطالب بحظر نظام TAJ [التفاصيل](https://www.lettre-ouverte.fr/taj) و(CNIL)! '
    'وقال «Big Brother Watch»: 50 % + 10 % = 60 %.\n\n'
    + LONG
    + """

- بند أول: Amnesty International (France), Paris!
- *Big* **Brother** Watch (UK) و2026/679 و#hashtag

> تقول منظمة La Quadrature du Net، وXnet (ES): «لا».

معاً نطالب بحظر C++ و(UK)."""
)


def nasty():
    """Return the sample's Arabic edition with Latin words wherever a value or a text may do so."""
    found = blocks(NASTY)
    title = 'رسالة مفتوحة: احظروا C++ و«Big Brother Watch (UK)»'
    letter = replace(ARABIC.letter, title=title, blocks=found, status='source')
    release = replace(
        ARABIC.release,
        title='نطالب Big Brother Watch (UK) بحظر C++',
        quote_by='منظمة Xnet (ES)',
        blocks=found,
        standfirst='إلى CNIL (Paris)، الهاتف +33 1 23 45 67 89 و50 % + 10 % = 60 %.',
    )
    imprint = replace(
        ARABIC.facts.imprint,
        printer='Imprimerie Dupont & Fils (SARL)',
        address='12, rue de Rivoli, 75001 Paris',
    )
    return replace(
        ARABIC, letter=letter, release=release, facts=replace(ARABIC.facts, imprint=imprint)
    )


def heard(name: str) -> list[str]:
    layout = LAYOUTS[name]
    made = compose.compose(nasty(), layout, layout.sizes[0], RULER, Options(), FILES)
    read = structure.read(engine.render(made, FILES).pdf)
    assert not read.lost
    return [' '.join(passage.text.split()) for passage in read.passages]


@pytest.mark.parametrize('name', ['letter', 'packet', 'broadside', 'press-release'])
def test_every_layout_is_read_as_it_was_written(name):
    said = heard(name)
    solid = (
        ''.join(said).replace('\u00a0', '').replace(' ', '')
    )  # a paragraph over two columns is two
    for block in links.addressed(blocks(NASTY)):  # on paper a link says where it leads
        assert any(text.replace('\u00a0', ' ').endswith(block.text) for text in said) or (
            name == 'broadside' and block.text.replace(' ', '') in solid
        ), block.text
    if name in ('letter', 'packet'):
        assert nasty().letter.title in said
    else:
        assert any(
            'Imprimerie Dupont & Fils (SARL)، 12, rue de Rivoli, 75001 Paris' in text
            for text in said
        )


def test_the_letter_as_text_and_as_page_isolates_what_runs_against_it():
    text = plain.letter_text(nasty()).decode()
    assert (
        '«\u2066Big Brother Watch\u2069»: 50 % + 10 % = 60 %.' in text
        and '\u2066Big Brother Watch (UK)\u2069 و' in text
    )
    assert all(
        block.text in bidi.plain(text).replace(' (https://www.lettre-ouverte.fr/taj)', '')
        for block in nasty().letter.blocks
    )
    assert 'التفاصيل (\u2066https://www.lettre-ouverte.fr/taj\u2069) و' in text
    page = twin.twin(nasty(), FILES, draft=True).decode()
    assert (
        '«<span class="la" dir="ltr">\u2066Big Brother Watch\u2069</span>»: 50 % + 10 % = 60 %.'
        in page
    )
    assert (
        '<span class="la" dir="ltr">\u2066<em>' not in page
        and '<em>\u2066Big</em> <strong>Brother</strong> Watch (UK)\u2069</span>' in page
    )
    document = documents.of(nasty(), documents.RELEASE)
    release = html.page(document, nasty(), FILES, draft=True).decode()
    assert (
        '<em>\u2066Big</em> <strong>Brother</strong> Watch (UK)\u2069</span>' in release
        and 'الهاتف' in release
        and re.search(
            '\u2066\\+33[\u00a0 ]1[\u00a0 ]23[\u00a0 ]45[\u00a0 ]67[\u00a0 ]89\u2069', release
        )
    )


@pytest.mark.skipif(not BROWSER, reason='no Chromium here')
@pytest.mark.parametrize('way', ['markup', 'page'])
def test_a_browser_shows_the_same(way, tmp_path):
    found = tuple(blocks(typed)[0] for typed, _ in SEEN)
    if way == 'markup':
        body = ''.join(f'<p>{typography.prose(block, "ar")}</p>' for block in found)
    else:
        edition = nasty()
        edition = replace(edition, release=replace(edition.release, about=found))
        document = documents.of(edition, documents.RELEASE)
        page = html.page(document, edition, FILES, True).decode()
        body = ''.join(re.findall('<p[ >].*?</p>', page.split('<h2>')[1]))
    (tmp_path / 'page.html').write_text(
        '<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8">'
        f'<style>p {{ margin: 6pt }}</style>{body}'
    )
    subprocess.run(
        [
            BROWSER,
            '--headless',
            '--no-sandbox',
            '--disable-gpu',
            '--no-pdf-header-footer',
            f'--user-data-dir={tmp_path}/profile',
            f'--print-to-pdf={tmp_path}/page.pdf',
            (tmp_path / 'page.html').as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert sight.lines((tmp_path / 'page.pdf').read_bytes()) == [
        sight.visual(wanted) for _, wanted in SEEN
    ]


def test_blanks_between_two_styles_are_read_in_every_direction():
    made = printed([typography.prose(blocks('*one* **two** *three*')[0], 'en')], language='en')
    assert structure.read(made).passages[0].text == 'one two three'


def test_a_line_that_ends_before_an_element_fills_its_column_and_no_more():
    text = ' '.join('كلمة أخرى +33 1 23 45 67 والهاتف «Big Brother» ثم'.split() * 12).replace(
        '+33 1 23 45 67', '+33 1 23 45 67 89'
    )
    (block,) = blocks(text)
    width = 90
    pdf = printed(
        [f'<span style="display:block;text-align:justify">{typography.prose(block, "ar")}</span>'],
        width,
    )
    rows: dict[float, list[float]] = {}
    for x, y, text in sight.glyphs(pdf):
        if text.strip():
            rows.setdefault(round(y / 6), []).append(x / 72 * 25.4)
    lines = [rows[y] for y in sorted(rows, reverse=True)]
    assert len(lines) > 8 and all(abs(min(row) - 5) < 0.8 for row in lines[:-1]), [
        round(min(row), 2) for row in lines
    ]


@pytest.mark.parametrize(
    'last',
    [
        '<span style="position:absolute;top:90mm;left:20mm">ب</span>',
        '<span style="display:inline-block;width:9mm">ب</span>',
        '<br>',
    ],
)
def test_a_line_may_end_in_anything(last):
    assert structure.read(printed([f'كلمة {last}'])).passages[0].text.startswith('كلمة')
