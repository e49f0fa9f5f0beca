"""A campaign under an embargo, built and walked through: every file of both of its kits."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import yaml

from fixtures.sample import letterpress, once, tree
from letterpress.build.kits import where
from letterpress.world.files import tokens

UNTIL = '2126-12-05T09:00+01:00'
ROOT = Path(__file__).parents[3]
# What the embargoed kit holds that bears no line: what people carry and what screens show (one look
# at a poster that says so would be the news), what draws pages, seals, and the list of hashes.
WITHOUT = re.compile(
    r'(?:../posters/(?:poster|card|sticker|placard|line-up)\S*\.pdf'
    r'|../pictures/\S+\.(?:png|webp)|assets/\S+\.(?:svg|woff2|png|webp)'
    r'|manifest\.json\.p7s|SHA256SUMS)'
)


def words() -> dict[str, str]:
    """Return how each language of the house begins the line of an embargo."""
    found = {}
    for path in sorted((ROOT / 'content/phrases').glob('*.yaml')):
        said = yaml.safe_load(path.read_text('utf-8'))['embargo.until'].split()
        found[path.stem] = ' '.join(
            said[: 2 if said[0] in ('BAJO', 'SOUS', 'SOTTO', 'يُحظر') else 1]
        )
    return {code: word.strip(':') for code, word in found.items()}


SAID = words()


@pytest.fixture(scope='module')
def held(run_folder: Path) -> Path:
    """A new letter in Italian and Arabic, built, then put under an embargo. Read only."""

    def make(folder: Path) -> None:
        letterpress('init', '--lang', 'it', '--lang', 'ar', str(folder), cwd=run_folder)
        letterpress('build', cwd=folder)
        path = folder / 'content/campaign.yaml'
        text = path.read_text('utf-8').replace('embargo: none', f'embargo: {UNTIL}')
        path.write_text(text, 'utf-8')
        (folder / 'said').write_text(letterpress('build', cwd=folder).stderr, 'utf-8')

    return once(run_folder, 'held', make)


def kit_of(folder: Path) -> Path:
    [found] = (folder / 'build/embargoed').iterdir()
    return found


def files(folder: Path) -> dict[str, bytes]:
    return {
        one.relative_to(folder).as_posix(): one.read_bytes()
        for one in folder.rglob('*')
        if one.is_file()
    }


def every(found: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Give each file of a kit and of its ZIPs: by its path."""
    for path, data in found.items():
        if path.endswith('.zip'):
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                yield from every({one: packed.read(one) for one in packed.namelist()})
        else:
            yield path, data


def read(path: str, data: bytes) -> str:
    """Return what a reader of a file finds in it, markup and names of styles too."""
    if path.endswith('.pdf'):
        info, text = (
            subprocess.run([tool, *more], input=data, capture_output=True, check=True).stdout
            for tool, more in (('pdfinfo', ['-']), ('pdftotext', ['-', '-']))
        )
        return (info + text).decode()
    if path.endswith('.docx'):
        with zipfile.ZipFile(io.BytesIO(data)) as office:
            return ''.join(office.read(one).decode('utf-8', 'replace') for one in office.namelist())
    return data.decode('utf-8', 'replace')


@pytest.mark.slow
def test_every_file_of_the_embargoed_kit_says_so_or_is_a_picture(held: Path) -> None:
    silent = set()
    for path, data in every(files(kit_of(held))):
        text = ' '.join(read(path, data).split())
        languages = [path[:2]] if path[2:3] == '/' else list(SAID)
        said = any(SAID[code] in text for code in languages) or UNTIL[:13] in text
        if not said and not WITHOUT.fullmatch(path):
            silent.add(path)
    assert not silent
    zips = [path for path in files(kit_of(held)) if path.endswith('.zip')]
    assert zips and all('.embargoed.' in path for path in zips)


@pytest.mark.slow
def test_no_file_of_the_released_kit_speaks_of_an_embargo(held: Path) -> None:
    token = kit_of(held).name
    roots = re.compile('|'.join(['embargo', 'sperrfrist', 'εμπαργκο', 'εμπάργκο', 'ембарго']))
    loud = set()
    for path, data in every(files(held / 'build/released')):
        text = ' '.join(read(path, data).split()).lower().replace('sin embargo', '')  # however
        said = [word for word in SAID.values() if word.lower() in text]
        if roots.search(f'{path} {text}') or said or token in text or token.encode() in data:
            loud.add(path)
    assert not loud


@pytest.mark.slow
def test_the_token_is_in_no_file_that_goes_out_and_nothing_that_is_said(held: Path) -> None:
    token = kit_of(held).name
    assert token == tokens.token(held) and tokens.PATH not in str(kit_of(held))
    inside = [path for path, data in every(files(kit_of(held))) if token.encode() in data]
    assert inside == [] and token not in (held / 'said').read_text('utf-8')
    again = letterpress('build', cwd=held)
    assert 'Nothing to do' in again.stderr
    assert token not in again.stderr + again.stdout and 'build/embargoed\n' in again.stdout


@pytest.mark.slow
def test_both_kits_are_whole_and_share_what_says_nothing_of_it(held: Path) -> None:
    for folder in (kit_of(held), held / 'build/released'):
        letterpress('verify', str(folder), cwd=held, check=4)  # DRAFT
        done = json.loads(letterpress('verify', str(folder), '--json', cwd=held, check=4).stdout)
        assert done['answer'] == 'DRAFT'
    one, other = files(kit_of(held)), files(held / 'build/released')
    pdfs = [path for path in other if path.endswith('.pdf')]
    differ = {
        path.rpartition('/')[2].partition('.')[0] for path in pdfs if one[path] != other[path]
    }
    assert differ == {'letter', 'press-release', 'how-to-print'}
    assert json.loads(one['manifest.json'])['embargo'] == '2126-12-05T09:00:00+01:00'


@pytest.mark.slow
def test_the_kit_of_before_is_set_aside_and_what_is_filed_says_nothing(held: Path) -> None:
    assert not (held / 'build/kit').exists() and (held / 'build/aside/kit/index.html').is_file()
    assert 'build/kit was made before: it is build/aside/kit now.' in (held / 'said').read_text()
    names = {path.name for path in (held / 'build/pdf/it').iterdir()}
    assert {'letter.it.pdf', 'letter.it.embargoed.pdf'} <= names
    plain = (held / 'build/pdf/it/letter.it.pdf').read_bytes()
    assert plain == (held / 'build/released/it/letter.it.pdf').read_bytes()
    assert SAID['it'] not in read('a.pdf', plain)


@pytest.mark.slow
def test_a_change_of_either_kit_is_seen_and_mended(held: Path, tmp_path: Path) -> None:
    copy = tmp_path / 'copy'
    shutil.copytree(held, copy)
    (kit_of(copy) / 'extra.txt').touch()
    (copy / 'build/kit').mkdir()
    (copy / 'build/kit/index.html').touch()
    done = letterpress('build', cwd=copy)
    assert 'Nothing to do' not in done.stderr and not (kit_of(copy) / 'extra.txt').exists()
    assert where.standing(copy / 'build') == where.standing(held / 'build')
    # without it there is one kit again, and the two are set aside
    path = copy / 'content/campaign.yaml'
    path.write_text(path.read_text('utf-8').replace(f'embargo: {UNTIL}', 'embargo: none'), 'utf-8')
    letterpress('build', cwd=copy)
    assert where.standing(copy / 'build') == ('kit',)
    assert {path.name for path in (copy / 'build/aside').iterdir()} == {
        'embargoed', 'kit', 'kit-2', 'released'
    }  # fmt: skip
    assert tree(copy / 'build/kit') == tree(held / 'build/aside/kit')
    assert not list((copy / 'build/pdf').rglob('*.embargoed.pdf'))
