"""The campaign's own pictures on their way into the kit: judged, made once, told of everywhere."""

from __future__ import annotations

import csv
import io
import re
import struct
import time
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from fixtures import photographs
from fixtures.editions import CAMPAIGN
from letterpress import remembered
from letterpress.build import bundling
from letterpress.build import project as projects
from letterpress.build.bench import Bench
from letterpress.build.kits import brought
from letterpress.build.project import Project
from letterpress.findings import Place
from letterpress.finishing.keys import draft
from letterpress.kit import picture
from letterpress.manuscript.model import LocalText
from letterpress.manuscript.pictures.described import Described
from letterpress.press.artwork import rasters

ROOT = Path(__file__).parents[3]
EN, BOTH = ('en',), ('en', 'el')


def described(name: str, kind: str = 'photograph', languages=BOTH, **changes) -> Described:
    spoken = {
        'en': ('The square, one of {signatories}', 'Four cameras on one mast'),
        'el': ('Η πλατεία', 'Τέσσερις κάμερες'),
    }
    one = Described(
        name.partition('.')[0],
        f'content/pictures/{name}',
        kind,
        {code: spoken[code][0] for code in languages},
        {code: spoken[code][1] for code in languages},
        LocalText('Ana'),
        None,
        Place(f'content/pictures/{name.partition(".")[0]}.yaml', 1, 7),
    )
    return replace(one, **changes)


SQUARE, MARK = described('square.jpg'), described('mark.png', 'logo', EN)
FILES = {SQUARE.path: photographs.jpeg(), MARK.path: photographs.png()}


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(ROOT, draft.draft_key(), place=tmp_path)


@pytest.fixture(scope='module')
def project() -> Project:
    found = projects.read(projects.gather(ROOT))
    assert found.campaign is not None
    sources = replace(found.sources, content={**found.sources.content, **FILES})
    campaign = replace(found.campaign, pictures=(SQUARE, MARK))
    return replace(found, sources=sources, campaign=campaign)


def judged(data: bytes, name: str = 'square.jpg', kind: str = 'photograph'):
    one = described(name, kind)
    return brought.judged([one], {one.path: data})


def test_good_pictures_have_no_finding():
    assert brought.judged([SQUARE, MARK], FILES) == []


@pytest.mark.parametrize(
    ('data', 'name'),
    [
        (b'<html>', 'square.jpg'),
        (photographs.jpeg()[:-5000], 'square.jpg'),
        (photographs.png(), 'square.jpg'),
    ],
)
def test_what_cannot_be_read_is_found_where_it_is_named(data, name):
    [finding] = judged(data, name)
    assert (finding.code, finding.severity, finding.place.line) == ('LP207', 'error', 1)
    assert finding.place.path == 'content/pictures/square.yaml'
    assert finding.message.startswith('square.jpg: ') and finding.hint


def test_too_many_pixels_and_too_many_bytes():
    data = bytearray(photographs.png(photographs.scene(60, 40)))
    data[16:24] = struct.pack('>II', 20_000, 6_000)
    data[29:33] = struct.pack('>I', zlib.crc32(bytes(data[12:29])))
    for large in (bytes(data), b'\x89PNG' + bytes(brought.BYTES)):
        [finding] = judged(large, 'square.png')
        assert (finding.code, finding.severity) == ('LP208', 'error')


@pytest.mark.parametrize(('kind', 'least'), [('photograph', 2000), ('still', 1280), ('logo', 1000)])
def test_too_small_to_print(kind, least):
    for size in ((least - 1, 700), (600, least - 1)):
        [finding] = judged(photographs.jpeg(photographs.scene(*size)), kind=kind)
        assert (finding.code, finding.severity) == ('LP209', 'warning')
        assert f'{size[0]} × {size[1]}' in finding.message and str(least) in finding.message
    assert judged(photographs.jpeg(photographs.scene(600, least)), kind=kind) == []


@pytest.mark.parametrize('fault', ['hang', 'memory', 'crash'])
def test_a_file_that_makes_its_decoder_fail_is_a_finding_and_no_more(fault, monkeypatch):
    def decoder(data, suffix):
        if fault == 'hang':
            while time:
                pass
        if fault == 'memory':
            return len(bytes(4 << 30))
        raise RuntimeError('decoder')

    monkeypatch.setattr(rasters, 'measures', decoder)
    monkeypatch.setattr(brought, 'SECONDS', 0.2)
    [finding] = judged(FILES[SQUARE.path])
    assert finding.code == {'crash': 'LP207'}.get(fault, 'LP208')


def test_a_process_that_reads_again_judges_the_same_file_once(monkeypatch):
    calls: list[str] = []
    apart = brought._apart
    monkeypatch.setattr(
        brought, '_apart', lambda one, work: calls.append(one.id) or apart(one, work)
    )
    monkeypatch.setattr(remembered, '_kept', [True])
    monkeypatch.setattr(brought, '_KNOWN', {})
    for _ in range(3):
        assert judged(FILES[SQUARE.path]) == []
    assert len(judged(photographs.jpeg(photographs.scene(500, 400)))) == 1
    assert len(calls) == 2


def test_check_finds_it_without_a_build():
    """The finding comes of reading the project, whatever is made of it."""
    campaign = {
        path: data
        for path, data in projects.gather(ROOT).content.items()
        if not path.startswith('content/recipients')
    }
    own = 'file: square.jpg\nkind: photograph\ncaption: A\nalt: B\ncredit: Ana\n'
    files = {'content/pictures/square.yaml': own.encode(), SQUARE.path: b'nothing'}
    sources = replace(projects.gather(ROOT), content={**campaign, **files})
    found = projects.read(sources, editions=False).findings
    assert {'LP207', 'LP632'} <= {one.code for one in found}


def test_files_are_made_once_and_those_of_the_cache_are_the_same(project, bench, monkeypatch):
    first = brought.artifacts(bench, project)
    assert [(one.path, one.kind, one.language, one.media_type) for one in first] == [
        ('pictures/square.jpg', 'photograph', '', 'image/jpeg'),
        ('pictures/square.webp', 'photograph', '', 'image/webp'),
        ('pictures/mark.png', 'logo', '', 'image/png'),
        ('pictures/mark.webp', 'logo', '', 'image/webp'),
    ]
    assert [one.pixels for one in first] == [(2400, 1600), (1200, 800)] * 2
    monkeypatch.setattr(rasters, 'made', None)  # nothing is made again
    assert brought.artifacts(bench, project) == first
    assert not [one for one in first if any(said in one.data for said in photographs.TELLING)]


def test_a_picture_of_other_bytes_is_made_again(project, bench):
    first = brought.artifacts(bench, project)
    other = photographs.jpeg(photographs.scene(2600, 1500))
    content = {**project.sources.content, SQUARE.path: other}
    changed = replace(project, sources=replace(project.sources, content=content))
    again = brought.artifacts(bench, changed)
    assert again[0].pixels == (2600, 1500) and again[2:] == first[2:]


def of(language: str, project: Project, bench: Bench) -> tuple[picture.Picture, ...]:
    assert project.campaign is not None
    files = brought.artifacts(bench, project)
    return picture.own(project.campaign, project.editions[language], files)


def test_what_is_said_of_it_is_in_the_language_of_the_page(project, bench):
    square, mark = of('en', project, bench)
    count = project.editions['en'].counts.signatories
    assert square.caption == f'The square, one of {count}' and square.kind == 'photograph'
    assert square.alt == 'Four cameras on one mast' and square.credit == 'Ana'
    assert square.licence == CAMPAIGN.facts.licence.to('en') and mark.kind == 'logo'
    assert (square.large.name, square.small.name) == ('square.jpg', 'square.webp')
    [greek] = of('el', project, bench)
    assert greek.caption == 'Η πλατεία' and greek.alt == 'Τέσσερις κάμερες'
    assert of('de', project, bench) == ()  # it has no words in German


def test_of_two_files_of_one_size_that_to_print_comes_first(bench, project):
    small = replace(
        project,
        sources=replace(
            project.sources,
            content={
                **project.sources.content,
                SQUARE.path: photographs.jpeg(photographs.scene(900, 600)),
            },
        ),
    )
    assert of('en', small, bench)[0].large.media_type == 'image/jpeg'


def test_the_kit_has_them_where_they_are_told_of_and_nowhere_else(project, bench):
    made = {code: bundling.room(bench, project, code, [])[0] for code in ('en', 'el', 'de')}
    for code, files in made.items():
        names = {path for path in files if path.startswith('pictures/')}
        assert names == {
            f'pictures/{one}' for one in ('square.jpg', 'square.webp', 'mark.png', 'mark.webp')
        }
        packed = files[next(path for path in files if path.startswith(f'press-kit.{code}'))]
        assert (b'pictures/square.jpg' in packed) == (code != 'de')
        assert (b'pictures/mark.png' in packed) == (code == 'en')
        assert b'pictures/square.webp' not in packed
        listed = files['manifest.json'].decode()
        assert '"path": "pictures/square.jpg"' in listed
    rows = list(
        csv.DictReader(io.StringIO(made['el']['el/pictures/captions.csv'].decode('utf-8-sig')))
    )
    assert [(row['file'], row['width'], row['alt']) for row in rows] == [
        ('square.jpg', '2400', 'Τέσσερις κάμερες'),
        ('square.webp', '1200', 'Τέσσερις κάμερες'),
    ]
    assert 'de/pictures/captions.csv' not in made['de']
    page = made['en']['en/index.html'].decode()  # there are no posters: they stand in the room
    assert re.search(r'src="../pictures/square\.webp"[^>]*alt="Four cameras on one mast"', page)


def test_they_come_before_the_posters_on_the_page_of_all_and_leave_the_room_to_those(
    project, bench
):
    from letterpress.kit.artifact import Artifact

    poster = [
        Artifact(
            f'poster-{name}.en.{ending}',
            name,
            'en',
            name.upper(),
            None,
            '',
            media,
            b'x',
            pixels=(1200, 1600),
        )
        for name in ('suspects', 'iris')
        for ending, media in (('png', 'image/png'), ('webp', 'image/webp'))
    ]
    files = bundling.room(bench, project, 'en', poster)[0]
    room, everything = (files[f'en/{one}.html'].decode() for one in ('index', 'pictures'))
    assert 'pictures/square.webp' not in room and 'href="pictures.html"' in room
    shown = re.findall(r'src="\.\./(\S+?\.webp)"', everything)
    assert shown[:2] == ['pictures/square.webp', 'pictures/mark.webp'] and len(shown) == 4
    assert 'Ana' in everything and 'Ana' not in re.sub(r'<li.*?</li>', '', room)
