"""The finished files of the real letter, read back with other people's tools."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
import shutil
import struct
import subprocess
import unicodedata
import zipfile
from pathlib import Path

import pytest

from fixtures import pdfs
from fixtures.sample import letterpress, once
from letterpress.finishing import ink
from letterpress.manuscript import edition, reading
from letterpress.world.files import inside

pytestmark = pytest.mark.slow
PROJECT = Path(__file__).parent.parent
LANGUAGES = ('en', 'fr', 'es', 'de', 'it', 'el', 'bg', 'ar')
ISOLATES = dict.fromkeys(
    (0x2066, 0x2067, 0x2068, 0x2069, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0xAD)
)


@pytest.fixture(scope='module')
def editions():
    campaign, findings = reading.read(inside.read_tree(PROJECT, 'content'))
    assert campaign is not None, findings
    return {language: edition.edition(campaign, language) for language in campaign.facts.languages}


def text(path: Path) -> str:
    """Return a PDF's text, a line a line, in the order of its structure tree as poppler walks it.

    Page furniture (folio, running foot) is outside the tree and so stays apart. Poppler gives the
    glyphs of a right-to-left line as they lie, from the left: such a line is turned round, its
    numbers and Latin words back again. It takes a second for a letter, and is asked once a run.
    """
    run_folder = next(one.parent for one in path.parents if one.name == 'build').parent

    def ask(folder: Path) -> None:
        folder.mkdir()
        (folder / 'said').write_text(pdfs.told(path.read_bytes()), encoding='utf-8')

    said = (once(run_folder, f'text of {path.name}', ask) / 'said').read_text(encoding='utf-8')
    lines = (line.strip()[1:-1] for line in said.split('\n') if line.strip().startswith('"'))
    return '\n'.join(
        _logical(line) if re.search('[\u0600-\u06ff]', line) else line for line in lines
    )


# letters and figures that run from the left, in Arabic too: a stretch of them stays as it is
WORD = '[0-9A-Za-z\u00c0-\u024f\u0660-\u0669]'


def _logical(line: str) -> str:
    turned = line.translate(ISOLATES)[::-1]
    return re.sub(
        rf"{WORD}+(?:[ .,’'-]+{WORD}+)*",
        lambda m: m[0][::-1],
        turned,
    )


def words(value: str) -> str:
    """Fold white space and hyphenation: what is left must be equal word for word."""
    value = unicodedata.normalize('NFKC', value).translate(ISOLATES)
    value = re.sub(
        r'[-\u2010\u2011]\s*', '', value
    )  # at a line's end nobody can tell the word's own hyphen
    value = re.sub(
        r'\s*([\u2013\u2014),.;:!?…»”“«„(])\s*', r'\1', value
    )  # spans end where poppler ends a line
    return ' '.join(value.split())


def letters(value: str) -> str:
    """Keep letters, marks and digits: poppler moves brackets and commas of right-to-left lines."""
    value = unicodedata.normalize('NFKC', value).translate(ISOLATES)
    return ''.join(c for c in value if unicodedata.category(c)[0] in 'LMN')


def fold(language: str):
    return letters if language == 'ar' else words


POSTERS = ('suspects', 'event-blank', 'iris', 'bar', 'line-up')  # those on every paper of the kit
PAPERS = (
    ('a2', ''), ('a3', ''), ('a2', '.print-shop'), ('a3', '.print-shop'),
    ('a4', '.home'), ('a4', '.colour'), ('a4', '.one-ink'), ('a4', '.outline'),
)  # fmt: skip


PACKED = tuple(f'.{name}.pdf' for name in ('print-shop', 'colour', 'one-ink', 'outline'))
PRESS = ('press-release', 'fact-sheet', 'questions', 'about', 'quotes')
QUOTES = ('suspects', 'anonymity', 'argument')


def place(name: str) -> str:
    """Return where a file lies below a language's folder of the kit."""
    if name.startswith('letter.'):
        return name
    pictured = name.endswith(('.png', '.webp', '.csv'))
    text = name.partition('.')[0] in PRESS
    return f'{"pictures" if pictured else "texts" if text else "posters"}/{name}'


def test_the_tree_is_what_the_readme_promises(built: Path) -> None:
    found = {
        path.relative_to(built / 'build').as_posix()
        for path in (built / 'build').rglob('*')
        if path.is_file() and '.cache' not in path.parts
    }
    wanted = {
        'kit/index.html',
        'kit/signatories.csv',
        'kit/manifest.json',
        'kit/manifest.json.p7s',
        'kit/SHA256SUMS',
        'made-of.json',  # of which files the kit was made: publish compares them
    }
    for code in LANGUAGES:
        stems = ('letter', 'how-to-print', *PRESS, 'poster-broadside-a2')
        pdfs = [f'{stem}.{code}.pdf' for stem in stems]
        pdfs.append(f'poster-broadside-a2.{code}.print-shop.pdf')
        pdfs += [
            f'poster-redacted-{number}-a4.{code}{version}.pdf'
            for number in range(1, 8)
            for size, version in PAPERS
            if size == 'a4'
        ]
        pdfs += [
            f'poster-{name}-{size}.{code}{version}.pdf'
            for name in POSTERS
            for size, version in PAPERS
        ]
        pdfs += [f'poster-iris-square.{code}.png', f'poster-line-up-hero.{code}.png']
        pdfs += [f'card-{shape}.{code}.png' for shape in ('link', 'upright', 'square')]
        pdfs += [
            f'quote-card-{quote}-{shape}.{code}.png'
            for quote in QUOTES
            for shape in ('link', 'upright', 'square')
        ]
        motifs = [*(f'poster-{name}' for name in (*POSTERS, 'broadside')), 'placard']
        motifs.append('poster-redacted-1')  # the others look alike
        motifs += ['poster-line-up-all'] if code == 'en' else []
        pdfs += [f'{name}.{code}.{ending}' for name in motifs for ending in ('png', 'webp')]
        pdfs += [
            f'poster-quote-{quote}-{size}.{code}{version}.pdf'
            for quote in QUOTES
            for size, version in PAPERS
            if size != 'a2'
        ]
        pdfs.append(f'event.{code}.html')
        pdfs += [f'placard-{size}.{code}{version}.pdf' for size, version in PAPERS if size != 'a2']
        if code == 'en':  # a sheet of all languages, from the source
            pdfs += [f'poster-line-up-all-{size}.en{version}.pdf' for size, version in PAPERS]
        texts = [f'print-shop.{code}.txt', 'captions.csv']
        texts += [f'letter.{code}.{ending}' for ending in ('txt', 'html')]
        texts += [f'{stem}.{code}.{ending}' for stem in PRESS for ending in ('txt', 'html', 'docx')]
        wanted |= {f'pdf/{code}/{name}' for name in pdfs} | {
            f'kit/{code}/{place(name)}' for name in pdfs + texts if not name.endswith(PACKED)
        }
        wanted |= {f'kit/{code}/{page}.html' for page in ('index', 'files', 'pictures')}
        wanted |= {f'kit/press-kit.{code}.zip', f'kit/posters.{code}.zip'}
    assert wanted <= found
    assert {path for path in found if path.startswith('pdf/')} == {
        path for path in wanted if path.startswith('pdf/')
    }
    assert {path for path in found - wanted if not path.startswith('kit/assets/')} <= {'.lock'}


@pytest.mark.parametrize('language', LANGUAGES)
def test_the_letter_says_what_its_source_says(built: Path, editions, language: str) -> None:
    """From first to last word in one piece: nothing between paragraphs, nothing lost."""
    said = editions[language]
    body = fold(language)(text(built / f'build/pdf/{language}/letter.{language}.pdf'))
    whole = fold(language)('\n'.join(block.text for block in said.letter.blocks))
    assert whole in body


@pytest.mark.parametrize('language', LANGUAGES)
def test_the_broadside_carries_the_whole_letter(built: Path, editions, language: str) -> None:
    said = editions[language]
    body = fold(language)(text(built / f'build/pdf/{language}/poster-broadside-a2.{language}.pdf'))
    for block in said.letter.blocks:
        assert fold(language)(block.text) in body


@pytest.mark.parametrize('stem', ['letter', 'poster-broadside-a2'])
@pytest.mark.parametrize('language', LANGUAGES)
def test_every_signatory_is_on_it(built: Path, editions, language: str, stem: str) -> None:
    body = re.sub(r'\s', '', letters(text(built / f'build/pdf/{language}/{stem}.{language}.pdf')))
    missing = [s.name for s in editions[language].signatories if letters(s.name) not in body]
    assert len(editions[language].signatories) == 81 and not missing


@pytest.mark.parametrize('language', LANGUAGES)
def test_the_release_says_what_its_source_says(built: Path, editions, language: str) -> None:
    release = editions[language].release
    body = fold(language)(text(built / f'build/pdf/{language}/press-release.{language}.pdf'))
    for block in (*release.blocks, *release.about, *release.notes):
        assert fold(language)(block.text) in body
    assert letters(release.title).casefold() in letters(body).casefold()


@pytest.mark.parametrize('language', LANGUAGES)
def test_the_posters_say_their_slogans(built: Path, editions, language: str) -> None:
    for layout, stems in (
        ('suspects', ('poster-suspects-a3.{}', 'poster-suspects-a4.{}.home')),
        ('broadside', ('poster-broadside-a2.{}',)),
    ):
        slots = editions[language].posters[layout]
        for stem in stems:
            body = letters(text(built / f'build/pdf/{language}/{stem.format(language)}.pdf'))
            for value in slots.values():
                for line in (value,) if isinstance(value, str) else value:
                    for word in map(letters, line.replace('*', '').split()):
                        # two letters that are one glyph are not turned round with their line
                        assert word in body or word.replace('لا', 'ال') in body, (stem, line)


@pytest.mark.parametrize('language', LANGUAGES)
def test_no_poster_for_a_printer_at_home_drinks_ink(built: Path, language: str) -> None:
    taken = {
        path.name: ink.per_cent(path.read_bytes())
        for path in (built / f'build/pdf/{language}').glob('poster-*-a4.*.home.pdf')
    }
    assert len(taken) > 5
    assert {name: sum_ for name, sum_ in taken.items() if sum_ > 35} == {}


@pytest.mark.parametrize('language', LANGUAGES)
def test_every_typeface_is_ours_and_embedded(built: Path, language: str) -> None:
    for path in sorted((built / f'build/pdf/{language}').glob('*.pdf')):
        lines = subprocess.run(
            ['pdffonts', str(path)], capture_output=True, text=True, check=True
        ).stdout.splitlines()[2:]
        assert lines
        for line in lines:
            name, embedded = (
                line.split()[0],
                re.search(r'(yes|no)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+$', line),
            )
            assert (
                re.fullmatch(r'[A-Z]{6}\+LP-?[A-Z].*', name) and embedded and embedded[1] == 'yes'
            ), line


def test_the_seals_hold_for_poppler(built: Path) -> None:
    for path in sorted(built.glob('build/pdf/*/letter.*.pdf')):
        said = subprocess.run(['pdfsig', str(path)], capture_output=True, text=True).stdout
        assert 'Signature is Valid' in said and 'Total document signed' in said, said


def test_every_pdf_is_sound(built: Path) -> None:
    for path in sorted(built.glob('build/pdf/*/*.pdf')):
        done = subprocess.run(['qpdf', '--check', str(path)], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_checksums_are_those_of_the_files(built: Path) -> None:
    done = subprocess.run(
        ['sha256sum', '-c', '--strict', 'SHA256SUMS'],
        cwd=built / 'build/kit',
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    listed = {
        line.split('  ', 1)[1] for line in (built / 'build/kit/SHA256SUMS').read_text().splitlines()
    }
    there = {
        p.relative_to(built / 'build/kit').as_posix()
        for p in (built / 'build/kit').rglob('*')
        if p.is_file()
    }
    assert listed == there - {'SHA256SUMS'}


def test_the_manifest_lists_every_file_as_it_is(built: Path) -> None:
    kit = built / 'build/kit'
    manifest = json.loads((kit / 'manifest.json').read_text(encoding='utf-8'))
    assert (
        manifest['edition'] == {'number': 1, 'date': '2026-12-01'}
        and manifest['counts']['signatories'] == 81
    )
    assert manifest['counts']['organisation'] == 81 and manifest['seal']['draft'] is True
    assert manifest['tool']['name'] == 'letterpress' and all(manifest['tool']['libraries'].values())
    there = {p.relative_to(kit).as_posix() for p in kit.rglob('*') if p.is_file()}
    assert {item['path'] for item in manifest['artifacts']} == there - {
        'manifest.json',
        'manifest.json.p7s',
        'SHA256SUMS',
    }
    for item in manifest['artifacts']:
        data = (kit / item['path']).read_bytes()
        assert (item['bytes'], item['sha256']) == (len(data), hashlib.sha256(data).hexdigest())
        assert item['sealed'] is (item['kind'] == 'letter')
        if item['media_type'] == 'application/pdf':
            info = subprocess.run(
                ['pdfinfo', str(kit / item['path'])], capture_output=True, text=True, check=True
            ).stdout
            assert (
                re.search(rf'Pages:\s+{item["pages"]}\n', info)
                and item['language']
                and item['title']
                and item['paper']
            )


def test_the_detached_seal_holds_for_openssl(built: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [
            'openssl',
            'cms',
            '-verify',
            '-binary',
            '-noverify',
            '-inform',
            'DER',
            '-content',
            'manifest.json',
            '-in',
            'manifest.json.p7s',
            '-out',
            str(tmp_path / 'out'),
        ],
        cwd=built / 'build/kit',
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_the_kit_of_all_languages_can_be_sent_and_kept(built: Path) -> None:
    sizes = {path: path.stat().st_size for path in (built / 'build/kit').rglob('*')}
    assert 20_000_000 < sum(size for path, size in sizes.items() if path.is_file()) < 60_000_000


@pytest.mark.parametrize('kind', ['press-kit', 'posters'])
@pytest.mark.parametrize('language', LANGUAGES)
def test_a_zip_is_a_kit_of_its_own(built: Path, tmp_path: Path, language: str, kind: str) -> None:
    path = built / f'build/kit/{kind}.{language}.zip'
    assert path.stat().st_size < 10_000_000
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        archive.extractall(tmp_path)
    assert {'manifest.json', 'manifest.json.p7s', 'SHA256SUMS'} <= set(names)
    assert ('signatories.csv' in names) is (kind == 'press-kit')
    shop = [name for name in names if name.endswith('.print-shop.pdf')]
    assert len(shop) > 8 if kind == 'posters' else not shop
    assert len({re.sub(r'-a\d\.', '.', name) for name in shop}) == len(shop)  # in one size
    for ending in PACKED[1:]:  # what lies loose in one version lies here in all
        homes = [name for name in names if name.endswith('.home.pdf')]
        assert {name.replace('.home.pdf', ending) for name in homes} <= set(names)
    assert not [name for name in names if name.endswith('.zip') or 'index.html' in name]
    codes = {name.partition('/')[0] for name in names if '/' in name}
    assert codes == {language}
    assert (
        subprocess.run(
            ['sha256sum', '-c', '--strict', '--quiet', 'SHA256SUMS'], cwd=tmp_path
        ).returncode
        == 0
    )


def test_the_roll_as_a_table(built: Path) -> None:
    table = list(
        csv.DictReader(
            io.StringIO((built / 'build/kit/signatories.csv').read_text(encoding='utf-8-sig'))
        )
    )
    assert (
        len(table) == 81
        and table[0]['name'] == 'Abilian'
        and {row['kind'] for row in table} == {'organisation'}
    )


def test_the_texts_to_paste_from(built: Path, editions) -> None:
    for language, said in editions.items():
        folder = built / f'build/kit/{language}'
        plain, release = (
            (folder / f'{name}.{language}.txt').read_text(encoding='utf-8')
            for name in ('letter', 'texts/press-release')
        )
        assert plain[0] == release[0] == '\ufeff'
        plain, release = (
            plain.translate(ISOLATES),
            release.translate(ISOLATES),
        )  # what runs against the text is isolated
        page = (folder / f'letter.{language}.html').read_text(encoding='utf-8')
        assert all(block.text in plain for block in said.letter.blocks)
        assert page.count('<em') == sum(
            run.emphasis for block in said.letter.blocks for run in block.runs
        )
        assert f'<html lang="{language}" dir="{said.direction}">' in page
        assert all(block.text in release for block in said.release.blocks) and '{' not in release


@pytest.mark.parametrize('language', LANGUAGES)
def test_the_page_lists_every_file_of_its_language_and_needs_nothing_from_outside(
    built: Path, language: str
) -> None:
    def read(name: str) -> str:
        return (built / f'build/kit/{language}/{name}.html').read_text(encoding='utf-8')

    page, files = read('index'), read('files')
    pages = {'index': page, 'files': files, 'pictures': read('pictures')}
    together = ''.join(pages.values())
    manifest = json.loads((built / 'build/kit/manifest.json').read_text(encoding='utf-8'))
    for item in manifest['artifacts']:
        of_page = item['path'].startswith(f'{language}/') and item['kind'] != 'page'
        if of_page or item['path'] == 'signatories.csv':
            assert f'href="../{item["path"]}"' in together, item['path']
            digest = base64.b64encode(bytes.fromhex(item['sha256'])).decode().rstrip('=')
            assert f'"{item["path"].rpartition("/")[2]}":"{digest}"' in files, item['path']
    for text in pages.values():
        assert text.count('<script') == 2  # what it knows, and what it does with it
        loads = re.findall(r'<link[^>]*href="([^"]*)"|src="([^"]*)"', text)
        assert loads and not any(
            link.startswith(('http', '//')) for pair in loads for link in pair if link
        )
        for href in re.findall(r'href="([^"#:]+)[#"]', text):
            assert (built / 'build/kit' / language / href).resolve().is_file(), href
    # the picture at its head is as large as it says
    picture = f'../{language}/pictures/poster-line-up-hero.{language}.png'
    wide, high = struct.unpack(
        '>II', (built / 'build/kit' / language / picture).read_bytes()[16:24]
    )
    [head] = re.findall(r'<img class="wide"[^>]*>', page)
    assert f'src="{picture}"' in head and f'width="{wide}"' in head and f'height="{high}"' in head


@pytest.mark.parametrize('language', LANGUAGES)
def test_the_end_of_a_file_s_name_is_never_parted(built: Path, language: str) -> None:
    path = built / f'build/pdf/{language}/how-to-print.{language}.pdf'
    text = subprocess.run(['pdftotext', '-layout', path, '-'], capture_output=True, check=True)
    assert 'print-shop.pdf' in text.stdout.decode()


def test_two_builds_anywhere_are_equal_byte_for_byte(three: Path, tmp_path: Path) -> None:
    """Another folder, time zone, language, hash seed, number of workers; nothing in the cache."""
    other = tmp_path / 'ein anderer Ordner'
    shutil.copytree(three / 'content', other / 'content')
    letterpress(
        'build',
        '--jobs',
        '1',
        cwd=other,
        env={
            'TZ': 'Pacific/Kiritimati',
            'LC_ALL': 'C',
            'LANG': 'C',
            'PYTHONHASHSEED': '7',
            'LETTERPRESS_CACHE': str(tmp_path / 'cache'),
        },
    )
    for folder in ('pdf', 'kit'):
        one, two = (
            {
                p.relative_to(base / 'build' / folder).as_posix(): hashlib.sha256(
                    p.read_bytes()
                ).hexdigest()
                for p in (base / 'build' / folder).rglob('*')
                if p.is_file()
            }
            for base in (three, other)
        )
        assert one == two
