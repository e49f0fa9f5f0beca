"""letterpress build groups: a folder a group, put in place whole; one group's fault is its own."""

from __future__ import annotations

import json
import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from fixtures import sample, strange_logos
from fixtures.sample import letterpress
from letterpress.build.groups import run
from letterpress.findings import Exit
from letterpress.kit import archive
from letterpress.world import resources

LONDON = """
name: Privacy Circle London
language: en
country: GB
event: {title: Vigil, place: Trafalgar Square, day: 2026-12-12, time: "18:30", ends: "20:00"}
imprint: {name: Privacy Circle London, address: "1 Example Street, London"}
posters: [event]
public: true
private: {contact: Somebody Secret, email: secret@example.org}
"""
ATHENS = """
name: Ομάδα Ψηφιακών Δικαιωμάτων
language: el
country: GR
event: {title: Συγκέντρωση, place: Πλατεία Συντάγματος, day: 2026-12-12, time: "18:30"}
posters: [event]
printers: [home, tiles]
"""


@pytest.fixture(scope='session')
def with_groups(run_folder) -> Path:
    """The sample in English and Greek with two groups, built once. Read only."""

    def make(folder: Path) -> None:
        letterpress('init', '--sample', str(folder), cwd=run_folder)
        sample.keep(folder / 'content', 'en', 'el')
        shutil.rmtree(folder / 'content/recipients')
        shutil.rmtree(folder / 'content/filing')
        groups = folder / 'content/groups'
        groups.mkdir()
        (groups / 'london.yaml').write_text(LONDON, encoding='utf-8')
        (groups / 'athens.yaml').write_text(ATHENS, encoding='utf-8')
        made(folder)

    return sample.once(run_folder, 'with groups', make)


@pytest.fixture
def project(with_groups, tmp_path) -> Path:
    base = tmp_path / 'letter'
    shutil.copytree(with_groups, base)
    return base


def made(base: Path, *wanted: str, check: int = 0) -> dict:
    """Build groups, and return what is told of it."""
    named = [word for one in wanted for word in ('--group', one)]
    done = letterpress('build', 'groups', '--json', *named, cwd=base, check=check)
    return json.loads(done.stdout)


def tree(base: Path) -> dict[str, bytes]:
    folder = base / 'build/groups'
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob('*'))
        if path.is_file() and path.name != run.MADE
    }


def test_each_group_has_a_folder_with_all_that_it_wants(with_groups):
    names = {path for path in tree(with_groups) if path.startswith('london/')}
    assert names == {
        *(f'london/poster-event-london-a4.en.{one}.pdf' for one in ('home', 'one-ink', 'outline')),
        'london/poster-event-london-a4.en.tiles.pdf',
        'london/poster-event-london-a3.en.pdf',
        'london/poster-event-london-a2.en.print-shop.pdf',
        *(f'london/card-london-{one}.en.png' for one in ('link', 'square', 'upright')),
        'london/london.en.ics',
        'london/london.en.zip',
        'london/index.html',
    }
    assert {path for path in tree(with_groups) if path.startswith('athens/')} == {
        *(f'athens/card-athens-{one}.el.png' for one in ('link', 'square', 'upright')),
        'athens/poster-event-athens-a4.el.home.pdf',
        'athens/poster-event-athens-a4.el.tiles.pdf',
        'athens/athens.el.ics',
        'athens/athens.el.zip',
        'athens/index.html',
    }


def test_the_zip_holds_all_but_the_page_and_is_of_the_one_possible_form(with_groups):
    files = tree(with_groups)
    held = archive.read(files['london/london.en.zip'])
    assert held == {
        path.removeprefix('london/'): data
        for path, data in files.items()
        if path.startswith('london/') and not path.endswith(('.zip', 'index.html'))
    }
    assert zipfile.ZipFile(BytesIO(files['london/london.en.zip'])).testzip() is None


def test_tiles_are_several_sheets_of_a4_after_one_that_says_how(with_groups):
    for path in (
        'london/poster-event-london-a4.en.tiles.pdf',
        'athens/poster-event-athens-a4.el.tiles.pdf',
    ):
        pages = pypdf.PdfReader(BytesIO(tree(with_groups)[path])).pages
        assert len(pages) == 5
        assert {round(float(page.mediabox.width) / 72 * 25.4) for page in pages} <= {210, 297}


def test_the_page_says_what_is_for_whom_in_the_groups_language(with_groups):
    page = tree(with_groups)['athens/index.html'].decode()
    assert '<html lang="el" dir="ltr">' in page
    for name in ('athens.el.zip', 'athens.el.ics', 'poster-event-athens-a4.el.tiles.pdf'):
        assert f'href="{name}" download' in page
    assert 'Σάββατο 12' in page and 'Πλατεία Συντάγματος' in page
    assert 'Στο σπίτι' in page and 'Σε τυπογραφείο' not in page  # it asked for none


def test_nothing_private_is_in_any_file(with_groups):
    for path, data in tree(with_groups).items():
        text = data
        if path.endswith('.pdf'):
            pages = pypdf.PdfReader(BytesIO(data)).pages
            text = ''.join(page.extract_text() for page in pages).encode()
        assert b'Secret' not in text and b'secret@' not in text, path
    assert b'ecret' not in (with_groups / 'build/groups' / run.MADE).read_bytes()


def test_what_is_as_it_was_is_left_and_one_that_changed_is_made_alone(project):
    again = made(project)
    assert not again['changed'] and not any(one['made'] for one in again['groups'])
    before = tree(project)
    file = project / 'content/groups/athens.yaml'
    file.write_text(file.read_text('utf-8').replace('Συντάγματος', 'Ομονοίας'), 'utf-8')
    done = made(project)
    anew = [one['path'] for one in done['groups'] if one['made']]
    assert anew == ['build/groups/athens/athens.el.zip']
    after = tree(project)
    assert {one for one in after if after[one] != before.get(one)} == {
        one for one in after if one.startswith('athens/')
    }


def test_a_file_that_is_spoilt_too_many_or_gone_is_put_right(project):
    before = tree(project)
    assert made(project, 'london')['changed'] is False
    for spoil in (
        lambda folder: (folder / 'index.html').write_text('other'),
        lambda folder: (folder / 'more.txt').write_text('more'),
        lambda folder: (folder / 'london.en.ics').unlink(),
        lambda folder: (folder.parent / run.MADE).write_text('{'),
    ):
        spoil(project / 'build/groups/london')
        assert made(project)['changed']
        assert tree(project) == before


def test_a_group_that_is_gone_has_no_folder_any_more(project):
    (project / 'content/groups/athens.yaml').unlink()
    assert made(project)['changed']
    assert {path.split('/')[0] for path in tree(project)} == {'london'}


def test_one_group_alone_leaves_the_others(project):
    shutil.rmtree(project / 'build/groups/london')
    shutil.rmtree(project / 'build/groups/athens')
    made(project, 'athens')
    assert {path.split('/')[0] for path in tree(project)} == {'athens'}
    told = made(project, 'atens', check=Exit.USAGE)
    assert 'athens' in told['findings'][0]['hint']


def test_what_does_not_fit_is_that_groups_finding_and_all_else_is_made(project):
    file = project / 'content/groups/london.yaml'
    long = 'Unabbreviatedconstitutionaldemonstration' * 4
    file.write_text(file.read_text().replace('Trafalgar Square', long))
    done = made(project)
    found = [one for one in done['findings'] if one['code'] == 'LP612']
    assert found and all(one['path'] == 'content/groups/london.yaml' for one in found)
    again = made(project)  # nothing to do, and it is said once more
    assert not again['changed']
    assert [one for one in again['findings'] if one['code'] == 'LP612'] == found
    names = tree(project)
    assert 'athens/athens.el.zip' in names and 'london/london.en.zip' in names
    assert 'london/poster-event-london-a3.en.pdf' not in names
    page = names['london/index.html'].decode()
    lacking = page.index('Not made, because its words do not fit: Event poster')
    assert lacking < page.index('<section>')  # above the files, where people look for it


def test_check_finds_what_does_not_fit_at_the_group_whose_words_they_are(project):
    def checked() -> list[dict]:
        done = letterpress('check', '--json', cwd=project)
        return [one for one in json.loads(done.stdout)['findings'] if one['code'] == 'LP861']

    assert checked() == []
    file = project / 'content/groups/london.yaml'
    (project / 'content/groups/leeds.yaml').write_text(
        file.read_text().replace('Privacy Circle London', 'Privacy Circle Leeds')
    )
    long = 'Unabbreviatedconstitutionaldemonstration' * 4
    file.write_text(file.read_text().replace('Trafalgar Square', long))
    found = checked()
    assert {one['path'] for one in found} == {'content/groups/london.yaml'}
    assert any('“event”' in one['message'] and long in one['message'] for one in found)


def test_a_logo_stands_beside_and_a_broken_one_is_that_groups_finding(project):
    logos = project / 'content/groups/logos'
    logos.mkdir()
    (logos / 'mark.svg').write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">'
        '<rect width="40" height="20" fill="#123456"/>'
        '<circle cx="8" cy="10" r="5" fill="#ffd23c"/></svg>'
    )
    file = project / 'content/groups/london.yaml'
    file.write_text(f'{file.read_text()}logo: mark.svg\n')
    before = tree(project)
    made(project)
    after = tree(project)
    path = 'london/poster-event-london-a3.en.pdf'
    assert after[path] != before[path] and after['athens/index.html'] == before['athens/index.html']
    with Image.open(BytesIO(after['london/card-london-square.en.png'])) as card:
        colours = {colour for _, colour in card.convert('RGB').getcolors(1 << 20)}
    assert {(0x12, 0x34, 0x56), (0xFF, 0xD2, 0x3C)} <= colours  # of few, those of the logo too
    (logos / 'mark.svg').write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'
    )
    told = made(project, check=Exit.FINDINGS)
    wrong = [one for one in told['findings'] if one['severity'] == 'error']
    assert wrong and all(one['path'] == 'content/groups/logos/mark.svg' for one in wrong)
    assert tree(project)['athens/index.html'] == before['athens/index.html']


def test_groups_are_made_alone_and_must_be_there(project):
    done = letterpress('build', 'groups', '--lang', 'en', cwd=project, check=Exit.USAGE)
    assert 'LP717' in done.stderr
    shutil.rmtree(project / 'content/groups')
    assert 'LP860' in letterpress('build', 'groups', cwd=project, check=Exit.USAGE).stderr


def test_one_group_of_the_command_line_alone(project):
    said = {
        'name': 'Initiative Lyon',
        'language': 'en',
        'country': 'FR',
        'event.title': 'Vigil',
        'event.place': 'Place Bellecour',
        'event.day': '2026-12-12',
        'posters': 'event',
        'printers': 'copy-shop',
    }
    words = [word for key, value in said.items() for word in ('--set', f'{key}={value}')]
    done = letterpress('build', 'groups', *words, cwd=project)
    assert done.stdout.split() == ['build/groups/group']
    assert '1 group, 1 of them made anew' in done.stderr
    page = tree(project)['group/index.html'].decode()
    assert 'Place Bellecour' in page and 'Initiative Lyon' in page
    assert {path.split('/')[0] for path in tree(project)} == {'athens', 'group', 'london'}
    wrong = letterpress('build', 'groups', '--set', 'event.day=soon', cwd=project, check=Exit.USAGE)
    assert '--set event.day' in wrong.stderr and 'LP125' in wrong.stderr


def test_settings_change_the_group_that_is_named(project):
    words = ('--group', 'london', '--set', 'event.place=Parliament Square')
    letterpress('build', 'groups', *words, cwd=project)
    assert 'Parliament Square' in tree(project)['london/index.html'].decode()
    assert 'Trafalgar' in (project / 'content/groups/london.yaml').read_text()
    assert made(project)['changed']  # what the file says counts again
    assert 'Trafalgar Square' in tree(project)['london/index.html'].decode()


def test_a_group_may_have_a_logo_where_the_campaign_has_none(project):
    folder = project / 'content/groups'
    (folder / 'logos').mkdir()
    white = '<rect width="40" height="20" fill="#ffffff"/><rect x="50" width="9" height="20"/>'
    (folder / 'logos/athens.svg').write_bytes(strange_logos.svg(white, ''))
    (folder / 'athens.yaml').write_text(ATHENS + 'logo: athens.svg\n', encoding='utf-8')
    before = tree(project)
    made(project, 'athens')
    after = tree(project)
    assert after.keys() == before.keys()
    home = 'athens/poster-event-athens-a4.el.home.pdf'
    assert after[home] != before[home]
    (folder / 'logos/athens.svg').write_bytes(strange_logos.svg('<script/>'))
    done = letterpress('build', 'groups', '--group', 'athens', cwd=project, check=1)
    assert 'LP319' in done.stderr and 'content/groups/logos/athens.svg' in done.stderr


def test_files_are_called_as_a_print_shop_wants_them_and_made_anew_where_it_wants_another(project):
    shops = project / 'content/print-shops'
    shops.mkdir(exist_ok=True)
    house = resources.root() / 'content/print-shops'
    for path in house.iterdir():
        shutil.copy(path, shops)
    own = (shops / 'standard.yaml').read_text('utf-8')
    assert 'file_name' not in own
    (shops / 'corner.yaml').write_text(f"{own}\nfile_name: '{{width}}x{{height}}-{{stem}}.pdf'\n")
    file = project / 'content/groups/london.yaml'
    file.write_text(f'{file.read_text()}printers: [corner]\n')
    made(project)
    name = '420x594-poster-event-london-a2.en.pdf'
    assert f'london/{name}' in tree(project)
    page = tree(project)['london/index.html'].decode()
    assert f'href="{name}"' in page and 'Not made' not in page
    file.write_text(file.read_text().replace('[corner]', '[corner, print-shop]'))
    made(project)
    both = {one for one in tree(project) if 'a2.en' in one}
    assert both == {f'london/{name}', 'london/poster-event-london-a2.en.print-shop.pdf'}
    shutil.copy(shops / 'standard.yaml', shops / 'twin.yaml')
    file.write_text(file.read_text().replace('[corner, ', '[twin, '))
    told = made(project, check=Exit.FINDINGS)
    assert {one['code'] for one in told['findings'] if one['severity'] == 'error'} == {'LP831'}
    file.write_text(file.read_text().replace('[twin, print-shop]', '[corner]'))
    made(project)
    text = (shops / 'corner.yaml').read_text('utf-8')
    (shops / 'corner.yaml').write_text(text.replace('{width}x{height}-', 'for-us-'))
    assert made(project)['changed']
    assert 'london/for-us-poster-event-london-a2.en.pdf' in tree(project)
