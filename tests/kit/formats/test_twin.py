"""The letter as a web page: the words of the source, in order, in their language, all in one."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from letterpress.findings import Rejected
from letterpress.kit.formats import twin
from letterpress.layout import typography
from letterpress.manuscript import census, edition, locales, reading
from letterpress.manuscript.model import Block, Counts, PublicSignatory, Run
from letterpress.manuscript.text.phrases import say
from letterpress.world.files import inside, writing

PROJECT = Path(__file__).parents[3]
LANGUAGES = ('en', 'fr', 'es', 'de', 'it', 'el', 'bg', 'ar')
VOID = {'meta', 'br', 'img', 'link', 'hr', 'input'}
UNSEEN = '\u200b\u2060\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u00ad'
SIGNS = str.maketrans(
    {'\u00a0': ' ', '\u2066': '', '\u2067': '', '\u2068': '', '\u2069': '', '’': "'"}
)


@pytest.fixture(scope='module')
def layouts():
    return inside.read_tree(PROJECT, 'layouts')


@pytest.fixture(scope='module')
def fonts():
    return inside.read_tree(PROJECT, 'fonts')


@pytest.fixture(scope='module')
def editions():
    campaign, findings = reading.read(inside.read_tree(PROJECT, 'content'))
    assert campaign is not None, findings
    return edition.editions(campaign)


class Page(HTMLParser):
    """A page read back: each element is closed, in order; text with its language; attributes."""

    def __init__(self, data: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str]] = []  # element, its language
        self.runs: list[tuple[str, str, str]] = []  # text, language, path of elements
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(data.decode('utf-8'))
        self.close()
        assert not self.open, f'never closed: {self.open}'

    def handle_starttag(self, tag, attrs):
        attributes = {key: value or '' for key, value in attrs}
        assert len(attributes) == len(attrs), f'an attribute twice: {tag} {attrs}'
        self.elements.append((tag, attributes))
        if tag not in VOID:
            self.open.append((tag, attributes.get('lang', self.open[-1][1] if self.open else '')))

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open and self.open[-1][0] == tag, f'</{tag}> closes {self.open[-1:]}'
        self.open.pop()

    def handle_data(self, data):
        inside = [tag for tag, _ in self.open]
        if data.strip() and 'style' not in inside and 'title' not in inside:
            self.runs.append((data, self.open[-1][1], '/'.join(inside)))

    @property
    def text(self) -> str:
        return words(' '.join(run[0] for run in self.runs))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


def words(text: str) -> str:
    """Fold what typesetting may change: blanks, isolates, the form of the apostrophe."""
    return ' '.join(text.translate(SIGNS).split())


def solid(text: str) -> str:
    """Fold blanks away too: an element inside a word has one before and after it here."""
    return words(text).replace(' ', '').replace('\u2060', '')


def made(said, layouts, **changes) -> Page:
    return Page(twin.twin(said, layouts, **{'draft': True} | changes))


@pytest.mark.parametrize('language', LANGUAGES)
def test_it_says_what_the_letter_says_from_first_to_last(editions, layouts, language: str) -> None:
    said = editions[language]
    count = said.counts.signatories
    page = made(said, layouts)
    status = (
        ''
        if said.letter.status == 'source'
        else say(
            said,
            f'status.{said.letter.status}',
            source=locales.language_name(said.source_language, language),
        )
    )
    wanted = [
        say(said, 'letter.wordmark').replace('|', ' '),
        say(said, 'letter.strap', count=count),
        said.facts.contact.email,
        *said.facts.addressee,
        say(said, 'seal.draft'),
        say(said, 'twin.draft'),
        say(said, 'letter.subject'),
        said.letter.title,
        say(
            said,
            'letter.dateline',
            place=said.facts.place.to(language),
            date=locales.long_date(said.facts.date, language),
        ),
        status,
        say(said, 'letter.salutation'),
        *(block.text for block in said.letter.blocks),
        say(said, 'letter.closing'),
        say(said, 'letter.signed', count=count),
        say(said, 'letter.enclosure'),
        say(said, 'twin.list', count=count),
        say(said, 'letter.copies'),
        say(said, 'letter.copies_to'),
        locales.number(count, language),
        say(said, 'roll.title'),
        say(said, 'roll.note'),
        *(signatory.name for signatory in said.signatories),
        typography.fingerprint(said.letter),
        say(said, 'twin.what', file=f'letter.{language}.pdf'),
    ]
    body, at = solid(page.text), 0
    for part in map(solid, wanted):
        found = body.find(part, at)
        assert found >= 0, f'not there, or not after what comes before it: {part}'
        at = found + len(part)


@pytest.mark.parametrize('language', LANGUAGES)
def test_nothing_but_the_source_stands_between_salutation_and_closing(
    editions, layouts, language: str
) -> None:
    said = editions[language]
    whole = solid(
        ''.join(
            [
                say(said, 'letter.salutation'),
                *(block.text for block in said.letter.blocks),
                say(said, 'letter.closing'),
            ]
        )
    )
    assert whole in solid(made(said, layouts).text)


@pytest.mark.parametrize('language', LANGUAGES)
def test_every_name_is_an_entry_of_the_list_and_nothing_else_is(
    editions, layouts, language: str
) -> None:
    page = twin.twin(editions[language], layouts, draft=True).decode()
    entries = re.findall(r'<li>(.*?)</li>', page[page.index('id="roll"') :])
    assert [
        words(re.sub(r'</?span[^>]*>', '', entry).replace('&amp;', '&')) for entry in entries
    ] == [words(signatory.name) for signatory in editions[language].signatories]
    assert len(entries) == 81
    isolated = [
        bool(re.fullmatch('(<span dir="ltr">)?\u2068.*\u2069(</span>)?', entry))
        for entry in entries
    ]
    assert set(isolated) == {language == 'ar'}


@pytest.mark.parametrize('language', LANGUAGES)
def test_every_run_stands_in_its_language(editions, layouts, language: str) -> None:
    said = editions[language]
    page = made(said, layouts)
    html = page.all('html')[0]
    assert (html['lang'], html['dir']) == (language, said.direction)
    spoken = {words(text): lang for text, lang, _ in page.runs}
    foreign = [
        run
        for block in said.letter.blocks
        for run in block.runs
        if run.lang and run.lang != language
    ]
    assert all(spoken[words(run.text)] == run.lang for run in foreign)
    assert language == 'fr' or foreign, 'the sample quotes the name of a French file'
    assert {spoken[words(line)] for line in said.facts.addressee} == {said.facts.addressee_language}
    assert spoken['Framasoft'] == said.facts.addressee_language
    assert {lang for text, lang, path in page.runs if path.endswith('/h1')} == {language}


def test_an_unmarked_run_has_the_language_of_the_page(editions, layouts) -> None:
    said = replace(
        editions['el'],
        letter=replace(
            editions['el'].letter,
            blocks=(
                Block(
                    'paragraph',
                    (
                        Run('Το αρχείο '),
                        Run('noyb', lang='de', emphasis=True),
                        Run(' και '),
                        Run('فارسی', lang='fa'),
                        Run('.'),
                    ),
                ),
            ),
        ),
    )
    assert [
        (words(text), lang)
        for text, lang, path in made(said, layouts).runs
        if '/p' in path and words(text) in ('noyb', 'και', 'فارسی')
    ] == [('noyb', 'de'), ('και', 'el'), ('فارسی', 'fa')]


@pytest.mark.parametrize('language', LANGUAGES)
def test_one_file_that_asks_for_nothing(editions, layouts, fonts, language: str) -> None:
    data = twin.twin(editions[language], layouts, draft=True, fonts=fonts)
    page = Page(data)
    assert not {'script', 'link', 'iframe', 'object', 'img', 'base'} & {
        tag for tag, _ in page.elements
    }
    assert not [
        a
        for _, a in page.elements
        if any(key in a for key in ('src', 'srcset', 'style', 'poster', 'data'))
        or any(key.startswith('on') for key in a)
    ]
    for style in re.findall('<style>(.*?)</style>', data.decode(), re.DOTALL):
        assert not re.search(r'url\((?!data:font/woff2;base64,)|@import|http', style)
    facts = editions[language].facts
    links = [a['href'] for a in page.all('a')]
    assert set(links) == {'#letter', '#roll', f'mailto:{facts.contact.email}', facts.publisher.url}
    ids = [a['id'] for _, a in page.elements if 'id' in a]
    assert len(ids) == len(set(ids)) and {
        link[1:] for link in links if link.startswith('#')
    } <= set(ids)
    policy = next(a for a in page.all('meta') if a.get('http-equiv') == 'Content-Security-Policy')
    assert policy['content'].startswith("default-src 'none'; script-src 'none'; style-src 'sha256-")
    assert 'unsafe' not in policy['content'] and 'http' not in policy['content']


FACE = re.compile(
    r'@font-face { font-family: "([^"]+)"; font-weight: (\d+);( font-style: italic;)? '
    r'src: url\(data:font/woff2;base64,([^)]+)\)'
)


def characters(face: str) -> set[int]:
    """Return what a typeface inside a page has letters for."""
    return set(TTFont(BytesIO(base64.b64decode(face))).getBestCmap())


@pytest.mark.parametrize('language', LANGUAGES)
def test_it_brings_the_letters_that_it_has_and_no_others(
    editions, layouts, fonts, language: str
) -> None:
    data = twin.twin(editions[language], layouts, draft=True, fonts=fonts)
    found = {
        (family, int(weight), bool(slope)): characters(face)
        for family, weight, slope, face in FACE.findall(data.decode())
    }
    assert len(found) == data.count(b'@font-face')  # of two rules for a face only one is read
    page = Page(data)
    shown = {one for text, _, _ in page.runs for one in text if not one.isspace()}
    upright = set().union(*(held for (_, _, slope), held in found.items() if not slope))
    assert not {one for one in shown if ord(one) not in upright and one not in UNSEEN}
    capitals = {ord(one) for one in locales.capitals(''.join(shown), language)}
    blanks = {ord(one) for one in ' \u00a0\u202f!(),-./:;?'} | set(range(0x200C, 0x2010))
    assert set().union(*found.values()) <= {*map(ord, shown), *capitals, *blanks}
    assert len(data) < 140_000


def test_names_in_latin_have_their_own_figures_beside_arabic(editions, layouts, fonts) -> None:
    first = replace(editions['ar'].signatories[0], name='Group 44')
    said = replace(editions['ar'], signatories=(first,))
    data = twin.twin(said, layouts, draft=True, fonts=fonts).decode()
    (face,) = [one for one in FACE.findall(data) if one[:3] == ('LP Book', '400', '')]
    assert {ord(one) for one in 'Group 4'} <= characters(face[3])


@pytest.mark.parametrize('language', LANGUAGES)
def test_its_skeleton_is_one_that_can_be_walked_by_ear(editions, layouts, language: str) -> None:
    page = made(editions[language], layouts)
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch('h[1-6]', tag)]
    assert levels.count(1) == 1 and levels[0] == 1 and all(b <= a + 1 for a, b in pairwise(levels))
    tags = [tag for tag, _ in page.elements]
    assert [tags.count(tag) for tag in ('header', 'main', 'footer')] == [1, 1, 1]
    assert list(page.all('a'))[:2] == [
        {'class': 'skip', 'href': '#letter'},
        {'class': 'skip', 'href': '#roll'},
    ]
    assert all(a.get('aria-hidden') == 'true' for a in page.all('svg'))


def test_headings_of_the_letter_stay_below_its_title(editions, layouts) -> None:
    letter = replace(
        editions['en'].letter,
        blocks=(
            Block('heading', (Run('A heading'),), 1),
            Block('paragraph', (Run('We ask <you> & '), Run('them', True, True))),
            Block('item', (Run('the first'),)),
            Block('item', (Run('there', href='https://example.org/?a=1&b="'),)),
            Block('quote', (Run('Said.'),)),
        ),
    )
    page = twin.twin(replace(editions['en'], letter=letter), layouts, draft=True).decode()
    assert (
        '>A heading</h2>' in page
        and 'We ask &lt;you&gt; &amp; <em><strong>them</strong></em>' in page
    )
    assert (
        page.count('<ul>', 0, page.index('id="roll"')) == 1
        and '<blockquote><p>Said.</p></blockquote>' in page
    )
    assert 'href="https://example.org/?a=1&amp;b=&#34;"' in page


def test_a_name_is_never_markup(editions, layouts) -> None:
    spoilt = replace(
        editions['en'],
        signatories=(replace(editions['en'].signatories[0], name='<script>x</script> & "co"'),),
    )
    page = twin.twin(spoilt, layouts, draft=True).decode()
    assert '<script' not in page and '&lt;script&gt;x&lt;/script&gt;' in page


def test_organisations_and_persons_have_their_headings_and_counts(editions, layouts) -> None:
    persons = tuple(
        PublicSignatory(f'p{n}', name, 'person')
        for n, name in enumerate(('Zoë Àbc', 'Avram', 'Élodie', 'Émile'))
    )
    people = (persons[1], *editions['fr'].signatories[:3], *persons[2:], persons[0])
    mixed = replace(editions['fr'], signatories=people, counts=Counts.of(people))
    page = made(mixed, layouts)
    assert [words(text) for text, _, path in page.runs if path.endswith('/h3')] == [
        '3 organisations',
        '4 personnes',
    ]
    assert [words(text) for text, _, path in page.runs if path.endswith('/h4')] == [
        'A',
        'A',
        'E',
        'Z',
    ]
    assert (
        page.text.index('Access Now')
        < page.text.rindex('4 personnes')
        < page.text.index('Avram')
        < page.text.index('Zoë')
    )
    assert [words(kind.said) for kind in twin.kinds(census.take(editions['fr']))] == [
        '81 organisations'
    ]
    assert not twin.kinds(census.take(replace(mixed, signatories=(), counts=Counts.of(()))))


def test_the_mark_of_a_draft_stands_on_a_draft_only(editions, layouts) -> None:
    said = editions['en']
    assert say(said, 'twin.draft') in made(said, layouts).text
    final = made(said, layouts, draft=False).text
    assert say(said, 'twin.draft') not in final and say(said, 'seal.draft') not in final.split()


def test_an_addressed_letter_greets_its_addressee(editions, layouts) -> None:
    """What is said to a recipient replaces addressee, salutation and closing, nothing else."""
    said = editions['en']
    own = replace(
        said,
        facts=replace(
            said.facts,
            addressee=('Madame la Présidente', 'Sénat', '75291 PARIS CEDEX 06'),
            addressee_language='fr',
        ),
        phrases={
            **said.phrases,
            'letter.salutation': 'Madam President,',
            'letter.closing': 'Yours sincerely,',
        },
    )
    page = made(own, layouts, document='letter.en.senat-presidence.pdf')
    spoken = {words(text): lang for text, lang, _ in page.runs}
    assert (
        spoken['Sénat'] == 'fr'
        and spoken['Madam President,'] == 'en'
        and '126 rue' not in page.text
    )
    assert 'letter.en.senat-presidence.pdf' in page.text
    before, after = made(said, layouts).text, page.text
    assert (
        before.split(say(said, 'letter.salutation'))[1].split(say(said, 'letter.closing'))[0]
        == after.split('Madam President,')[1].split('Yours sincerely,')[0]
    )


def test_same_edition_same_bytes(editions, layouts) -> None:
    assert twin.twin(editions['ar'], layouts, True) == twin.twin(
        editions['ar'], dict(reversed(list(layouts.items()))), True
    )


# ---- layouts of the project's own ----------------------------------------------------------------

STYLE, TEMPLATE = 'layouts/twin/style.css', 'layouts/twin/page.html'


def refused(editions, layouts):
    with pytest.raises(Rejected) as caught:
        twin.twin(editions['en'], layouts, True)
    return caught.value.findings


def test_a_layout_without_its_stylesheet(editions, layouts) -> None:
    (finding,) = refused(editions, {path: data for path, data in layouts.items() if path != STYLE})
    assert (finding.code, finding.place.path) == ('LP610', 'layouts/twin')


@pytest.mark.parametrize(
    ('path', 'more', 'address'),
    [
        (STYLE, '@import "more.css";', 'more.css'),
        (
            STYLE,
            'body { background: url( "https://example.org/x.png" ) }',
            'https://example.org/x.png',
        ),
        (TEMPLATE, '<img src="face.png" alt="">', 'face.png'),
        (TEMPLATE, '<script>1</script>', '<script>'),
        (TEMPLATE, '<p style="background:url(x.svg)"></p>', 'x.svg'),
        (TEMPLATE, '<LINK rel="stylesheet" href="x.css">', '<LINK rel="stylesheet" href="x.css">'),
    ],
)
def test_what_a_browser_would_fetch_is_told_with_its_place(
    editions, layouts, path: str, more: str, address: str
) -> None:
    line = layouts[path].count(b'\n') + 1
    (finding,) = refused(editions, {**layouts, path: layouts[path] + more.encode()})
    assert (finding.code, finding.place.path, finding.place.line) == (
        'LP611',
        path,
        line,
    ) and address in finding.message


@pytest.mark.parametrize('fine', ['url(data:image/png;base64,AA==)', "url('#here')"])
def test_what_the_page_brings_along_is_fine(editions, layouts, fine: str) -> None:
    assert fine.encode() in twin.twin(
        editions['en'],
        {**layouts, STYLE: layouts[STYLE] + f'p {{ background: {fine} }}'.encode()},
        True,
    )


def test_the_filing_packet_has_the_letter_for_the_browser_beside_it(tmp_path, monkeypatch):
    """`build filing` writes it, naming the packet as the file that bears the seal."""
    from letterpress.cli import main as cli

    for folder in ('content', 'layouts', 'fonts'):
        for path, data in inside.read_tree(PROJECT, folder).items():
            writing.write(tmp_path / path, data)
    monkeypatch.chdir(tmp_path)
    assert cli.run(['build', 'filing', '--lang', 'en']) == 0
    page = (tmp_path / 'build/filing/en/letter.en.html').read_text()
    assert 'packet.en.pdf' in page and 'letter.en.pdf' not in page
