"""The preview as a person has it: a project, a browser, and one save after the other."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fixtures.previews import Preview, preview
from fixtures.sample import letterpress, tree
from letterpress.findings import Exit

LETTER = 'pdf/en/letter.en.pdf'
POSTER = 'pdf/en/poster-statement-a3.en.pdf'
TEXT = 'content/letter/en.md'
POSTERS = 'content/posters/en.yaml'
ROOM = 'room/en/'

pytestmark = pytest.mark.slow


@pytest.fixture
def shown(small_copy: Path) -> Iterator[Preview]:
    """A new letter that was built, in a preview."""
    with preview(small_copy) as running:
        running.sound()
        yield running


def codes(state) -> list[str]:
    return [one['code'] for one in state['findings'] if one['severity'] == 'error']


def good(state) -> bool:
    return bool(state['number']) and not state['reading'] and not codes(state)


def wrong(state) -> bool:
    return bool(codes(state)) and not state['reading']


def renewed(path: str, but: str = ''):
    return lambda one: one['path'] == path and one['tag'] not in ('', but)


def words(pdf: bytes, folder: Path) -> str:
    import subprocess

    file = folder / 'read.pdf'
    file.write_bytes(pdf)
    return subprocess.run(
        ['pdftotext', file, '-'], capture_output=True, text=True, check=True
    ).stdout


# ---- what is shown -------------------------------------------------------------------------------


def test_everything_that_a_build_makes_is_there_and_the_same(shown: Preview) -> None:
    """Every document has the bytes of the build, but for the seal."""
    page = shown.get('/').text
    built = shown.base / 'build'
    for path in sorted(built.glob('pdf/en/*.pdf')):
        name = path.relative_to(built).as_posix()
        assert f'/look/{name}' in page, f'{name} is not in the index'
        answer = shown.made(name)
        assert (answer.status, answer.headers['content-type']) == (200, 'application/pdf')
        if path.name == 'letter.en.pdf':
            # sealed, it is the same document and what the seal adds
            assert b'/ByteRange' in path.read_bytes() and b'/ByteRange' not in answer.data
        else:
            assert answer.data == path.read_bytes(), name


def test_the_press_room_is_that_of_the_kit(shown: Preview) -> None:
    """But for the letter, whose size and fingerprint are those of one that is not sealed."""
    stream = shown.look(ROOM)
    stream.until('renewed', renewed(ROOM))
    kit = (shown.base / 'build' / 'kit' / 'en' / 'index.html').read_text('utf-8')
    end = time.monotonic() + 90
    while True:
        page = shown.get('/room/en/index.html').text
        if page.count('.zip') == kit.count('.zip'):
            break
        assert time.monotonic() < end, 'the ZIPs never came'
        time.sleep(0.3)
    import re

    def bare(html: str) -> str:
        return re.sub(r'\d+([.,]\d+)?\s*(kB|MB|bytes)', '', re.sub(r'[0-9a-f]{64}', '', html))

    assert bare(page) == bare(kit)
    for link in re.findall(r'(?:href|src)="([^"#:]+)"', page):
        path = os.path.normpath(f'en/{link}')
        if path != 'index.html':
            assert shown.get(f'/room/{path}').status == 200, path


def test_pages_come_as_pictures_too(shown: Preview) -> None:
    answer = shown.get(f'/page/1/300/{LETTER}')
    assert answer.headers['content-type'] == 'image/png'
    assert int.from_bytes(answer.data[16:20], 'big') == 300
    pages = int(answer.headers['x-pages'])
    assert shown.get(f'/page/{pages}/300/{LETTER}').status == 200
    assert shown.get(f'/page/{pages + 1}/300/{LETTER}').status == 404
    assert shown.get(f'/page/1/30000/{LETTER}').status == 404
    tag = answer.headers['etag']
    assert shown.get(f'/page/1/300/{LETTER}', If_None_Match=tag).status == 304


def test_nothing_of_build_is_written_but_the_cache(shown: Preview) -> None:
    def files() -> dict[str, str]:
        found = tree(shown.base / 'build')
        return {path: one for path, one in found.items() if not path.startswith('.')}

    before = files()
    stream = shown.look(LETTER)
    first = stream.until('renewed', renewed(LETTER))
    shown.write(TEXT, 'Busy people', 'Hurried people')
    stream.until('renewed', renewed(LETTER, first['tag']))
    assert files() == before
    assert shown.stop() == Exit.INTERRUPTED
    done = letterpress('build', cwd=shown.base)  # what was previewed is not laid out again
    assert 'Hurried' in words((shown.base / 'build' / LETTER).read_bytes(), shown.base)
    assert 'made' in done.stderr


def test_only_languages_that_are_asked_for_are_shown(three_copy: Path) -> None:
    with preview(three_copy, '--lang', 'ar') as running:
        running.sound()
        page = running.get('/').text
        assert 'href="/in/ar"' in page and 'href="/in/en"' not in page
        assert running.get('/in/de').status == 404
        assert running.made('pdf/ar/letter.ar.pdf').status == 200
        assert running.made('pdf/de/letter.de.pdf').status == 404


# ---- who may ask ---------------------------------------------------------------------------------


def test_it_cannot_be_asked_for_anything_else(shown: Preview) -> None:
    secret = shown.base / 'content' / 'recipients'
    secret.mkdir(exist_ok=True)
    for path in (
        '/made/../../etc/passwd',
        '/made/%2e%2e/%2e%2e/etc/passwd',
        '/made//etc/passwd',
        '/made/content/campaign.yaml',
        '/room/../content/campaign.yaml',
        '/room/en/..%2f..%2fcontent%2fcampaign.yaml',
        '/house/..%2fpages.py',
        '/house/%2e%2e/site.py',
        '/page/1/300/content/campaign.yaml',
        '/look/content/campaign.yaml',
        '/made/pdf/en/letter.en.pdf%00.txt',
        '/nothing',
    ):
        assert shown.get(path).status == 404, path
    assert shown.get('/', Host='evil.example').status == 421
    assert shown.get('/', Origin='https://evil.example').status == 403
    for method in ('POST', 'PUT', 'DELETE'):
        assert shown.get('/', method).status == 405
    assert shown.get(f'/made/{LETTER}', 'HEAD').data == b''


def test_pages_ask_nothing_of_anybody_else(shown: Preview) -> None:
    for path in ('/', f'/look/{LETTER}', f'/look/{ROOM}'):
        answer = shown.get(path)
        assert "default-src 'none'" in answer.headers['content-security-policy']
        assert 'http' not in answer.text.replace('http-equiv', ''), path
        assert answer.headers['x-content-type-options'] == 'nosniff'


# ---- one save after the other --------------------------------------------------------------------


def test_a_word_that_is_saved_is_seen(shown: Preview, tmp_path: Path) -> None:
    stream = shown.look(LETTER)
    first = stream.until('renewed', renewed(LETTER))
    assert 'Busy people' in words(shown.made(LETTER).data, tmp_path)
    shown.write(TEXT, 'Busy people', 'Hurried people')
    told = stream.until('renewed', renewed(LETTER, first['tag']))
    assert told['findings'] == [] and told['pages'] == first['pages']
    assert 'Hurried people' in words(shown.made(LETTER).data, tmp_path)


def test_the_room_shows_it_too(shown: Preview) -> None:
    stream = shown.look(ROOM)
    first = stream.until('renewed', renewed(ROOM))
    shown.write('content/press/en/release.md', 'Give the two or three', 'Name the two or three')
    stream.until('renewed', renewed(ROOM, first['tag']))
    assert 'Name the two or three' in shown.get('/room/en/index.html').text


def test_two_saves_in_50_ms_show_the_second(shown: Preview, tmp_path: Path) -> None:
    stream = shown.look(POSTER)
    stream.until('renewed', renewed(POSTER))
    shown.write(POSTERS, 'SAY IT', 'SAY ONE')
    time.sleep(0.05)
    shown.write(POSTERS, 'SAY ONE', 'SAY TWO')
    end = time.monotonic() + 60
    while 'TWO' not in words(shown.made(POSTER).data, tmp_path):
        assert time.monotonic() < end
        time.sleep(0.2)


def test_a_file_that_says_the_same_makes_nothing_new(shown: Preview) -> None:
    """Touched, written again, and what editors leave beside it: nothing is read anew."""
    before = shown.sound()['number']
    stream = shown.look(LETTER)
    stream.until('renewed', renewed(LETTER))
    file = shown.base / TEXT
    file.touch()
    file.write_bytes(file.read_bytes())
    for name in ('.en.md.swp', '.#en.md', '.en.md.kate-swp', '.goutputstream-X1'):
        (file.parent / name).write_text('x')
    (file.parent / '.#lock').symlink_to('somebody@machine.1')
    time.sleep(1.5)
    assert shown.sound()['number'] == before


def test_a_file_that_an_editor_writes_for_a_moment_goes_again(shown: Preview) -> None:
    """4913 of vim, #en.md# of Emacs, the copy with ~."""
    stream = shown.look(LETTER)
    first = stream.until('renewed', renewed(LETTER))
    for name in ('4913', '#en.md#', 'en.md~'):
        (shown.base / 'content' / 'letter' / name).write_text('x')
        (shown.base / 'content' / 'letter' / name).unlink()
    shown.write(TEXT, 'Busy people', 'Hurried people')
    stream.until('renewed', renewed(LETTER, first['tag']))
    assert good(shown.sound())


def test_a_save_in_the_middle_of_an_editor_s_write_is_no_error(shown: Preview) -> None:
    stream = shown.look(POSTER)
    first = stream.until('renewed', renewed(POSTER))
    file = shown.base / POSTERS
    text = file.read_text('utf-8')
    said = []
    for number in range(3):
        whole = text.replace('SAY IT', f'SAY {number}')
        with open(file, 'w', encoding='utf-8') as half:
            half.write(whole[: len(whole) // 2])
            half.flush()
            time.sleep(0.06)
            half.write(whole[len(whole) // 2 :])
        said.append(stream.until('renewed', renewed(POSTER, first['tag'])))
        first = said[-1]
    while not stream.heard.empty():
        kind, value = stream.heard.get()
        assert kind != 'state' or not codes(value), value


@pytest.mark.parametrize(
    ('path', 'old', 'new', 'code'),
    [
        (POSTERS, 'headline: [SAY IT', 'headline: [SAY IT, "', 'LP1'),
        (TEXT, 'status: source', 'status: sauce', 'LP1'),
        ('content/campaign.yaml', 'languages:', 'tongues:', 'LP1'),
    ],
    ids=['syntax', 'value', 'key'],
)
def test_what_is_wrong_is_said_and_the_last_good_stays(
    shown: Preview, path: str, old: str, new: str, code: str
) -> None:
    stream = shown.look(LETTER)
    first = stream.until('renewed', renewed(LETTER))
    shown.write(path, old, new)
    told = stream.until('state', wrong)
    found = next(one for one in told['findings'] if one['severity'] == 'error')
    assert found['code'].startswith(code) and found['hint']
    assert found['where'].startswith(f'{path}:'), found
    assert shown.made(LETTER).headers['etag'] == f'"{first["tag"]}"'
    assert shown.get('/').status == 200
    shown.write(path, new, old)
    stream.until('state', good)
    assert shown.made(LETTER).headers['etag'] == f'"{first["tag"]}"'


def test_a_file_that_is_deleted_and_put_back(shown: Preview) -> None:
    stream = shown.look(LETTER)
    stream.until('renewed', renewed(LETTER))
    file = shown.base / TEXT
    text = file.read_text('utf-8')
    file.unlink()
    assert 'LP120' in codes(stream.until('state', wrong))
    assert shown.made(LETTER).status == 200
    file.write_text(text, encoding='utf-8')
    stream.until('state', good)


def test_all_of_content_goes_and_comes_back(shown: Preview) -> None:
    """As `git checkout` or a drive does it."""
    stream = shown.look(LETTER)
    stream.until('renewed', renewed(LETTER))
    (shown.base / 'content').rename(shown.base / 'aside')
    stream.until('state', wrong)
    (shown.base / 'aside').rename(shown.base / 'content')
    stream.until('state', good)
    shown.write(TEXT, 'Busy people', 'Hurried people')
    assert b'%PDF' in shown.made(LETTER).data


def test_a_project_that_is_wrong_from_the_start_is_served(small_copy: Path) -> None:
    file = small_copy / POSTERS
    text = file.read_text('utf-8')
    file.write_text('statement: [', encoding='utf-8')
    with preview(small_copy) as running:
        stream = running.look()
        stream.until('state', wrong)
        assert 'Nothing can be shown yet' in running.get('/').text
        assert running.get(f'/look/{LETTER}').status == 200
        file.write_text(text, encoding='utf-8')
        stream.until('state', good)
        assert running.made(LETTER).status == 200


# ---- layouts of a project's own ------------------------------------------------------------------


@pytest.fixture
def own(small_copy: Path, project: Path) -> Iterator[Preview]:
    """A preview with a copy of a layout in the project."""
    shutil.copytree(project / 'layouts' / 'statement', small_copy / 'layouts' / 'statement')
    with preview(small_copy) as running:
        running.sound()
        yield running


def test_a_layout_that_is_saved_is_seen(own: Preview, tmp_path: Path) -> None:
    stream = own.look(POSTER)
    first = stream.until('renewed', renewed(POSTER))
    page = own.base / 'layouts' / 'statement' / 'page.html'
    text = page.read_text('utf-8')
    page.write_text('{{ nothing_of_this_name }}' + text, encoding='utf-8')
    told = stream.until('renewed', lambda one: bool(one['findings']))
    assert told['findings'][0]['where'].startswith('layouts/statement/page.html:')
    assert told['tag'] == first['tag'], 'the last good one stays'
    assert own.made(LETTER).status == 200
    page.write_text(text, encoding='utf-8')
    stream.until('renewed', lambda one: one['path'] == POSTER and not one['findings'])


def test_a_layout_that_never_ends_takes_nothing_with_it(own: Preview) -> None:
    """It is stopped as soon as a better one is saved; meanwhile all else is made."""
    stream = own.look(POSTER)
    stream.until('renewed', renewed(POSTER))
    page = own.base / 'layouts' / 'statement' / 'page.html'
    text = page.read_text('utf-8')
    endless = '{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}'
    page.write_text(endless + text, encoding='utf-8')
    number = stream.until('state', lambda one: not one['reading'])['number']
    time.sleep(2)
    letter = own.look(LETTER)
    letter.until('renewed', renewed(LETTER))
    assert own.get('/').status == 200
    while not stream.heard.empty():
        kind, told = stream.heard.get()
        assert kind != 'renewed' or told['path'] != POSTER, 'it has ended'
    page.write_text(text + '\n', encoding='utf-8')
    stream.until('state', lambda one: not one['reading'] and one['number'] > number)
    stream.until('renewed', lambda one: one['path'] == POSTER and not one['findings'])


def test_a_layout_that_gets_another_name_has_another_place(own: Preview) -> None:
    stream = own.look(POSTER)
    stream.until('renewed', renewed(POSTER))
    (own.base / 'layouts' / 'statement').rename(own.base / 'layouts' / 'shout')
    yaml = own.base / 'layouts' / 'shout' / 'layout.yaml'
    yaml.write_text(yaml.read_text('utf-8').replace('poster-statement', 'poster-shout'), 'utf-8')
    own.write(POSTERS, 'statement:', 'shout:')
    stream.until(
        'state', lambda one: good(one) and '/look/pdf/en/poster-shout-a3' in own.get('/').text
    )
    assert own.made('pdf/en/poster-shout-a3.en.pdf').status == 200
    assert own.made(POSTER).status == 404 or 'statement' in own.get('/').text


# ---- processes -----------------------------------------------------------------------------------


def test_workers_that_are_killed_are_replaced(shown: Preview) -> None:
    stream = shown.look(LETTER)
    first = stream.until('renewed', renewed(LETTER))
    for child in shown.children():  # the server, and all workers
        os.kill(child, signal.SIGKILL)
    end = time.monotonic() + 60
    while True:
        try:
            if shown.get('/').status == 200 and '/look/' in shown.get('/').text:
                break
        except OSError:
            pass
        assert time.monotonic() < end, 'no server came after it'
        time.sleep(0.2)
    again = shown.look(LETTER)
    shown.write(TEXT, 'Busy people', 'Hurried people')
    again.until('renewed', renewed(LETTER, first['tag']))


@pytest.mark.parametrize('number', [signal.SIGINT, signal.SIGTERM])
def test_it_ends_at_once_and_leaves_nothing(small_copy: Path, tmp_path: Path, number: int) -> None:
    scratch = tmp_path / 'scratch'
    scratch.mkdir()
    with preview(small_copy, env={'TMPDIR': str(scratch)}) as running:
        running.sound()
        running.look(LETTER).until('renewed', renewed(LETTER))
        children = running.children()
        assert len(children) >= 3
        began = time.monotonic()
        assert running.stop(number) == Exit.INTERRUPTED
        assert time.monotonic() - began < 10
        time.sleep(0.5)
        assert not [one for one in children if Path(f'/proc/{one}').exists()]
    assert list(scratch.iterdir()) == []


def test_a_build_may_run_beside_it(shown: Preview) -> None:
    letterpress('build', cwd=shown.base)
    assert shown.made(LETTER).status == 200
