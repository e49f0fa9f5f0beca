"""letterpress publish: at its moment, whole or not at all, each edition frozen behind the last."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fixtures import kits, pdfs
from fixtures.kits import plain
from letterpress.build import project as projects
from letterpress.build.kits import made_of
from letterpress.cli import main
from letterpress.commands.editions import frozen, publish
from letterpress.findings import Exit, Rejected
from letterpress.finishing.keys import make
from letterpress.finishing.keys import pem as pems
from letterpress.finishing.keys.files import load_key
from letterpress.finishing.keys.key import SealKey
from letterpress.kit import manifest
from letterpress.kit.frozen import chain

GOOD = Path(__file__).parents[2] / 'findings/_good/content'
HOUSE = Path(__file__).parents[3] / 'content/phrases'
MOMENT = '2026-12-05T09:00+01:00'
BEFORE, AFTER = (
    int(datetime(2026, 12, 5, *at, tzinfo=UTC).timestamp()) for at in ((7, 58, 30), (8,))
)


@pytest.fixture(scope='module')
def key() -> SealKey:
    at = datetime(2026, 12, 1, tzinfo=UTC)
    secret, _ = make.new_key('Test seal', at, 2, b'a pass phrase')
    return load_key(secret, b'a pass phrase', at)


@pytest.fixture
def project(tmp_path: Path, monkeypatch, key) -> Path:
    """A campaign without an embargo, with a kit of its own key; the working folder."""
    base = tmp_path / 'letter'
    shutil.copytree(GOOD, base / 'content')
    for language in ('en', 'fr'):  # what its letter and press texts are said with
        shutil.copy(HOUSE / f'{language}.yaml', base / 'content/phrases')
    monkeypatch.chdir(base)
    monkeypatch.setenv('SOURCE_DATE_EPOCH', str(AFTER))
    build(base, key)
    (base / 'build/seal.pem').write_bytes(pems.wrapped(key.certificate))
    return base


def build(base: Path, key: SealKey, edition: int = 1, names=('Ada',), kit: str = 'kit') -> None:
    """Leave what a build leaves of a campaign of so many: a kit with roll, texts and a PDF."""
    campaign, roll = base / 'content/campaign.yaml', base / 'content/signatories.yaml'
    campaign.write_text(re.sub(r'number: \d+', f'number: {edition}', campaign.read_text()))
    people = [
        {'id': f'person-{len(name)}', 'name': name, 'kind': 'person', 'public': True}
        for name in names
    ]
    roll.write_text(json.dumps(people, ensure_ascii=False))
    read = projects.read(projects.gather(base), base=base)
    made = kits.sealed(
        [
            *(plain(path, data) for path, data in publish.spoken(read).items()),
            plain('en/poster.en.pdf', pdfs.page(f'We are {len(names)}.')),
        ],
        key,
        edition,
    )
    shutil.rmtree(base / 'build' / kit, ignore_errors=True)
    kits.write(base / 'build' / kit, made)
    told_of(base, read)


def told_of(base: Path, project: projects.Project | None = None) -> None:
    """Leave the list that a build leaves of what the kits that are there were made."""
    here = base / 'build'
    made_of.write(
        here,
        base,
        project or projects.read(projects.gather(base), base=base),
        {path.parent.name: path.read_bytes() for path in here.glob('*/manifest.json')},
    )


def embargo(base: Path, until: str) -> None:
    path = base / 'content/campaign.yaml'
    path.write_text(path.read_text().replace('embargo: none', f'embargo: {until}'))
    (base / 'build/kit').rename(base / 'build/released')
    told_of(base)


def refused(code: str, exit_code: Exit = Exit.FINDINGS, **more) -> str:
    """Publish, be refused with one finding, and return what it says."""
    with pytest.raises(Rejected) as caught:
        publish.publish(Path.cwd(), **more)
    [finding] = caught.value.findings
    assert (finding.code, caught.value.exit_code) == (code, exit_code)
    return f'{finding.message}. {finding.hint}'


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob('*')
        if path.is_file()
    }


def test_the_first_edition_is_placed_and_frozen(project: Path) -> None:
    done = publish.publish(project)
    assert (done.placed, done.frozen, done.changes) == (True, True, ())
    assert done.to == project / 'public' and files(done.to) == files(project / 'build/kit')
    record = files(project / 'editions/0001')
    assert record.keys() == {'edition.json', manifest.NAME, manifest.SEAL}
    assert record[manifest.NAME] == (project / 'build/kit/manifest.json').read_bytes()
    told = json.loads(record['edition.json'])
    assert (told['number'], told['edition'], told['before']) == (1, 1, None)
    assert told['published'] == '2026-12-05T08:00:00+00:00'


def test_before_the_moment_nothing_is_published_and_how_long_still_is_told(
    project: Path, monkeypatch
) -> None:
    embargo(project, MOMENT)
    monkeypatch.setenv('SOURCE_DATE_EPOCH', str(BEFORE))
    said = refused('LP646')
    assert '5 December 2026, 09:00 (UTC+1): 2 minutes from now' in said
    assert not (project / 'public').exists() and not (project / 'editions').exists()
    monkeypatch.setenv('SOURCE_DATE_EPOCH', str(AFTER))
    done = publish.publish(project)
    assert files(done.to) == files(project / 'build/released')


@pytest.mark.parametrize(
    ('seconds', 'said'),
    [
        (1, '1 minute'),
        (60, '1 minute'),
        (61, '2 minutes'),
        (3600, '1 hour'),
        (90_000, '1 day and 1 hour'),
        (2 * 86_400 + 3 * 3600 + 240, '2 days, 3 hours and 4 minutes'),
    ],
)
def test_how_long_it_is_still(project: Path, monkeypatch, seconds: int, said: str) -> None:
    embargo(project, MOMENT)
    monkeypatch.setenv('SOURCE_DATE_EPOCH', str(AFTER - seconds))
    assert f': {said} from now' in refused('LP646').replace(', and', ' and')


def test_an_embargo_needs_the_kit_that_was_made_under_it(project: Path) -> None:
    embargo(project, MOMENT)
    (project / 'build/released').rename(project / 'build/kit')  # of before the embargo
    assert 'no kit' in refused('LP643')


def test_there_must_be_a_kit(project: Path) -> None:
    shutil.rmtree(project / 'build/kit')
    assert 'letterpress build --release' in refused('LP643')


@pytest.mark.parametrize(
    ('path', 'before', 'after', 'named'),
    [
        ('signatories.yaml', '"public": true', '"public": false', 'letter.en.txt'),
        ('campaign.yaml', 'Toulouse', 'Toulon', 'letter.en.txt'),
        ('press/fr/release.md', 'nuit', 'jour', 'texts/press-release.fr.txt'),
    ],
)
def test_what_content_does_not_say_any_more_is_not_published(
    project: Path, path: str, before: str, after: str, named: str
) -> None:
    said = project / 'content' / path
    assert before in said.read_text()
    said.write_text(said.read_text().replace(before, after, 1))
    with pytest.raises(Rejected) as caught:
        publish.publish(project)
    [finding] = caught.value.findings
    assert finding.code == 'LP746' and finding.place.path.endswith(named)
    assert not (project / 'public').exists() and not (project / 'editions').exists()


@pytest.mark.parametrize(
    'path',
    ['content/posters/en.yaml', 'content/phrases/fr.yaml', 'layouts/sticker/style.css'],
)
def test_what_is_seen_and_in_no_text_must_be_what_the_kit_was_made_of(
    project: Path, path: str
) -> None:
    file, house = project / path, HOUSE.parents[1] / path
    if not file.is_file():
        if path.startswith('layouts/'):
            shutil.copytree(house.parent, file.parent)
        else:
            file.parent.mkdir(exist_ok=True)
            shutil.copy(house, file)
    told_of(project)
    assert publish.publish(project).placed
    comment = '/* {} */\n' if path.endswith('.css') else '# {}\n'
    file.write_text(file.read_text() + comment.format('a line more'))
    assert made_of.different(project / 'build/kit', project, read(project)) == (path,)
    with pytest.raises(Rejected) as caught:
        publish.publish(project, project / 'elsewhere')
    [finding] = caught.value.findings
    assert (finding.code, finding.place.path) == ('LP746', path)
    assert not (project / 'elsewhere').exists()


def test_what_is_added_or_gone_is_a_difference(project: Path) -> None:
    shutil.copytree(HOUSE.parents[1] / 'layouts/sticker', project / 'layouts/sticker')
    other = made_of.different(project / 'build/kit', project, read(project))
    assert other and all(one.startswith('layouts/sticker/') for one in other)
    told_of(project)
    shutil.rmtree(project / 'layouts')
    assert made_of.different(project / 'build/kit', project, read(project)) == other


def test_facts_that_are_printed_are_a_difference(project: Path) -> None:
    path = project / 'content/campaign.yaml'
    assert 'Copy it, share it.' in path.read_text()
    path.write_text(path.read_text().replace('Copy it, share it.', 'Ask first.'))
    assert made_of.different(project / 'build/kit', project, read(project)) == (
        'content/campaign.yaml',
    )


def test_an_event_that_is_listed_is_a_difference_and_what_is_private_is_none(project: Path) -> None:
    folder = project / 'content/groups'
    folder.mkdir()
    said = (
        'name: A group\nlanguage: en\ncountry: GB\npublic: {}\n'
        'event: {{title: Vigil, place: {}, day: 2026-12-12}}\nprivate: {{note: {}}}\n'
    )
    listed, hidden = folder / 'listed.yaml', folder / 'hidden.yaml'
    listed.write_text(said.format('true', 'Here', 'one'))
    hidden.write_text(said.format('false', 'There', 'one').replace('A group', 'Another'))
    told_of(project)
    listed.write_text(said.format('true', 'Here', 'two'))
    hidden.write_text(said.format('false', 'Elsewhere', 'two').replace('A group', 'Another'))
    assert made_of.different(project / 'build/kit', project, read(project)) == ()
    listed.write_text(said.format('true', 'Elsewhere', 'two'))
    other = made_of.different(project / 'build/kit', project, read(project))
    assert other == ('content/groups/listed.yaml',)


def read(base: Path) -> projects.Project:
    return projects.read(projects.gather(base), base=base)


def test_an_end_of_the_embargo_or_whom_to_trust_is_no_difference(project: Path, key) -> None:
    path = project / 'content/campaign.yaml'
    path.write_text(f'{path.read_text()}# a note\nseal:\n  trusted_sha256: ["{key.sha256}"]\n')
    assert made_of.different(project / 'build/kit', project, read(project)) == ()


GROUP = """name: A group
language: en
country: IE
event:
  place: Main Square
  day: 2199-12-05
"""


def test_what_the_kit_says_of_a_group_must_be_what_it_says_by_now(project: Path) -> None:
    path = project / 'content/groups/here.yaml'
    path.parent.mkdir()
    path.write_text(GROUP)
    told_of(project)
    path.write_text(f'# a note\n{GROUP}private:\n  note: not for anybody\n')
    assert made_of.different(project / 'build/kit', project, read(project)) == ()
    for other in (GROUP.replace('Main', 'Green'), f'{GROUP}public: false\n'):
        path.write_text(other)
        found = made_of.different(project / 'build/kit', project, read(project))
        assert found == ('content/groups/here.yaml',)


@pytest.mark.parametrize('spoilt', [None, b'{', b'[]', b'{"kits": {}, "files": {}}'])
def test_a_kit_of_which_nothing_is_known_is_refused(project: Path, spoilt: bytes | None) -> None:
    known = project / 'build' / made_of.NAME
    if spoilt is None:
        known.unlink()
    else:
        known.write_bytes(spoilt)
    assert 'of which files' in refused('LP746')


def test_a_list_of_another_kit_says_nothing_of_this_one(project: Path, key) -> None:
    known = (project / 'build' / made_of.NAME).read_bytes()
    build(project, key, 2)
    (project / 'build' / made_of.NAME).write_bytes(known)
    assert 'of which files' in refused('LP746')


def test_a_draft_is_refused(project: Path) -> None:
    build(project, kits.DRAFT)
    assert 'draft' in refused('LP645', Exit.SEAL) and not (project / 'public').exists()


def test_a_kit_that_was_changed_is_refused_and_what_is_out_stays(project: Path, key) -> None:
    publish.publish(project)
    before = files(project / 'public')
    build(project, key, 2)
    (project / 'build/kit/en/letter.en.txt').write_text('Another text.\n')
    assert 'CHANGED' in refused('LP644', Exit.SEAL)
    assert files(project / 'public') == before and not (project / 'editions/0002').exists()


def test_a_key_that_is_not_the_campaigns_is_refused(project: Path, key) -> None:
    path = project / 'content/campaign.yaml'
    path.write_text(path.read_text() + f'seal:\n  trusted_sha256: ["{"0" * 64}"]\n')
    assert 'UNKNOWN SIGNER' in refused('LP644', Exit.SEAL)
    path.write_text(path.read_text().replace('0' * 64, key.sha256))
    assert publish.publish(project).placed


def test_a_campaign_with_a_mistake_publishes_nothing(project: Path) -> None:
    (project / 'content/campaign.yaml').write_text('title: {')
    with pytest.raises(Rejected):
        publish.publish(project)
    assert not (project / 'public').exists()


def test_what_is_not_fit_for_a_release_is_not_published(project: Path) -> None:
    path = project / 'content/campaign.yaml'
    path.write_text(path.read_text().replace('press@night-trains.internal', 'press@example.org'))
    with pytest.raises(Rejected) as caught:
        publish.publish(project)
    assert 'LP181' in {one.code for one in caught.value.findings}
    assert not (project / 'public').exists()


def test_the_same_again_changes_nothing_and_is_placed_where_it_is_not(project: Path, key) -> None:
    publish.publish(project)
    before = files(project / 'editions')
    again = publish.publish(project)
    assert (again.placed, again.frozen) == (False, False)
    other = publish.publish(project, project.parent / 'mirror')
    assert (other.placed, other.frozen) == (True, False)
    (project / 'public/en/letter.en.txt').write_text('x')  # somebody's hand on the server
    assert publish.publish(project).placed
    assert files(project / 'public') == files(project / 'build/kit')
    assert files(project / 'editions') == before


def test_the_next_edition_says_what_changed(project: Path, key) -> None:
    publish.publish(project)
    build(project, key, 2, ('Ada', 'Elena'))
    told: list[int] = []
    done = publish.publish(project, told=told.append)
    assert told == [1] and files(done.to) == files(project / 'build/kit')
    page, data = done.changes
    assert (page, data) == tuple(project / 'editions/0002' / name for name in frozen.CHANGES)
    said = json.loads(data.read_text())
    assert said['signatories']['joined'] == ['Elena']
    assert [one['path'] for one in said['texts']] == [
        'en/letter.en.txt',
        'en/texts/press-release.en.txt',
        'fr/letter.fr.txt',
        'fr/texts/press-release.fr.txt',
    ]
    assert [one['looks_different'] for one in said['documents']] == [True]
    html = page.read_text()
    assert 'Elena' in html and 'data:image/' in html
    record = json.loads((project / 'editions/0002/edition.json').read_text())
    assert record['before'] == chain.read(folders(project))[0].sha256


def folders(base: Path) -> dict[str, dict[str, bytes]]:
    return {one.name: files(one) for one in (base / 'editions').iterdir()}


def test_an_older_edition_is_refused(project: Path, key) -> None:
    old = files(project / 'build/kit')
    publish.publish(project)
    build(project, key, 2)
    publish.publish(project)
    shutil.rmtree(project / 'build/kit')
    kits.write(project / 'build/kit', old)
    assert 'edition 1' in refused('LP648')
    build(project, key, 2, ('Zoé',))  # a correction of the edition that is out follows on it
    assert publish.publish(project).record.number == 3


@pytest.mark.parametrize(
    'what', ['manifest', 'seal', 'record', 'gone', 'date', 'before', 'nothing']
)
def test_a_broken_chain_is_refused(project: Path, key, what: str) -> None:
    for edition in (1, 2, 3):
        build(project, key, edition)
        publish.publish(project)
    second = project / 'editions/0002'
    if what == 'gone':
        shutil.rmtree(second)
    elif what == 'nothing':
        (second / manifest.SEAL).unlink()
    elif what == 'manifest':
        path = second / manifest.NAME
        path.write_bytes(path.read_bytes().replace(b'"number": 2', b'"number": 1'))
    elif what == 'seal':
        shutil.copy(project / 'editions/0001' / manifest.SEAL, second)
    else:
        path, (old, new) = (
            second / 'edition.json',
            {
                'record': (b'"number": 2', b'"number": 5'),
                'date': (b'2026-12-05', b'2026-12-04'),
                'before': (b'"before": "', b'"before": "0'),
            }[what],
        )
        assert old in path.read_bytes()
        path.write_bytes(path.read_bytes().replace(old, new))
    build(project, key, 4)
    assert 'broken' in refused('LP647', Exit.SEAL) and not (project / 'editions/0004').exists()
    assert json.loads((project / 'public/manifest.json').read_text())['edition']['number'] == 3


def test_what_is_of_no_kit_is_never_overwritten(project: Path, key) -> None:
    publish.publish(project)
    (project / 'public/CNAME').write_text('letter.example.org\n')
    (project / 'public/.DS_Store').touch()
    build(project, key, 2)
    assert 'CNAME' in refused('LP649', Exit.USAGE)
    (project / 'public/CNAME').unlink()
    assert publish.publish(project).placed
    (project.parent / 'file').touch()
    refused('LP649', Exit.USAGE, to=project.parent / 'file')
    (project.parent / 'empty').mkdir()
    assert publish.publish(project, project.parent / 'empty').placed


@pytest.mark.parametrize('to', ['build/kit', 'content', '.', '..', 'editions/x', 'build/x', 'keys'])
def test_the_project_itself_is_no_target(project: Path, to: str) -> None:
    before = files(project)
    refused('LP649', Exit.USAGE, to=Path(to))
    assert files(project) == before


@pytest.mark.parametrize('step', ['build', 'check', 'exchange', 'done'])
def test_killed_between_two_steps_it_is_whole_and_the_next_run_ends_it(
    project: Path, key, monkeypatch, step: str
) -> None:
    publish.publish(project)
    build(project, key, 2, ('Ada', 'Elena'))
    ordinary = publish.exchange.replace_tree

    def killed(final, made, check):
        def at(name: str) -> None:
            if name == step:
                raise KeyboardInterrupt

        ordinary(final, made, check, at)

    monkeypatch.setattr(publish.exchange, 'replace_tree', killed)
    with pytest.raises(KeyboardInterrupt):
        publish.publish(project)
    monkeypatch.undo()
    monkeypatch.chdir(project)
    out = json.loads((project / 'public/manifest.json').read_text())['edition']['number']
    assert out == (2 if step == 'done' else 1) and len(chain.read(folders_kept(project))) == 1
    done = publish.publish(project)
    assert done.record.number == 2 and files(done.to) == files(project / 'build/kit')
    assert len(chain.read(folders(project))) == 2 and done.changes


def folders_kept(base: Path) -> dict[str, dict[str, bytes]]:
    return {name: found for name, found in folders(base).items() if name[0] != '.'}


def test_verify_tells_a_kit_that_is_not_the_last_of_the_chain(project: Path, key, capsys) -> None:
    command = ['verify', '--trust', 'build/seal.pem', '--editions', 'editions', '--json']
    publish.publish(project)
    shutil.copytree(project / 'public', project.parent / 'old')
    assert main.run([*command, 'public']) == 0
    build(project, key, 2)
    capsys.readouterr()

    def judged(kit: str) -> dict:
        assert main.run([*command, kit]) == 4
        return json.loads(capsys.readouterr().out)

    never = judged('build/kit')  # made, and not published yet
    publish.publish(project)
    assert main.run([*command, 'public']) == 0
    assert json.loads(capsys.readouterr().out)['findings'] == []
    older = judged('../old')
    for answer in (never, older):
        assert answer['answer'] == 'VALID' and answer['good'] is False
        assert [one['code'] for one in answer['findings']] == ['LP650']
    assert 'record 0001; the last one is 0002' in older['findings'][0]['message']
    (project / 'editions/0001' / manifest.SEAL).unlink()
    assert [one['code'] for one in judged('public')['findings']] == ['LP647']
    assert main.run([*command[:4], 'nowhere', 'public']) == 2


def test_the_command_says_where_and_what(project: Path, key, capsys) -> None:
    assert main.run(['publish']) == 0
    said = capsys.readouterr()
    assert said.out == f'{project}/public\n' and 'Edition 1, record 0001, is published.' in said.err
    assert main.run(['publish']) == 0
    assert 'was published already: nothing was changed.' in capsys.readouterr().err
    build(project, key, 2)
    assert main.run(['publish', '--json']) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer['record'], answer['edition'], answer['placed']) == ('0002', 2, True)
    assert all(Path(one).is_file() for one in answer['changes'])
    shutil.rmtree(project / 'build/kit')
    assert main.run(['publish', '--json']) == 1
    assert json.loads(capsys.readouterr().out)['findings'][0]['code'] == 'LP643'
