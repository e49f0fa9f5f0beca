"""Builds: what is fresh is not made again, what fails changes nothing.

What is killed leaves a whole kit.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import time
from functools import partial
from pathlib import Path

import pytest

from fixtures.sample import SCRIPT, keep, kit_and_pdf, letterpress, made, once, program, tree
from test_architecture import heavy_after

pytestmark = pytest.mark.slow


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding='utf-8')
    assert text.count(old) >= 1, f'{old!r} is not in {path}'
    path.write_text(text.replace(old, new, 1), encoding='utf-8')


def test_a_build_with_nothing_to_do_loads_no_engine(three_copy: Path) -> None:
    before = kit_and_pdf(three_copy)
    letterpress('build', cwd=three_copy)  # the copy lies elsewhere, but all it reads is the same
    assert heavy_after(['build'], three_copy) == set()
    done = letterpress('build', cwd=three_copy)
    assert 'Nothing to do' in done.stderr and kit_and_pdf(three_copy) == before


def test_one_word_makes_only_what_it_changes(three_copy: Path) -> None:
    replace(three_copy / 'content/posters/de.yaml', 'VERDÄCHTIG', 'VERDÄCHTIGT')
    done = letterpress('build', cwd=three_copy)
    # the poster: on A3 and A2, each for a print shop too, in four versions on A4, as a picture in
    # two files, and on three cards; the German letter stays as it was
    assert made(done) == 13, done.stderr


def test_a_corrupt_cache_entry_is_made_again(three_copy: Path) -> None:
    before = kit_and_pdf(three_copy)
    for shelf in ('proofs', 'sealed'):
        for path in (three_copy / f'build/.cache/{shelf}').rglob('*'):
            if path.is_file():
                data = bytearray(path.read_bytes())
                data[len(data) // 2] ^= 0xFF
                path.write_bytes(data)
                break
    shutil.rmtree(three_copy / 'build/pdf')
    done = letterpress('build', cwd=three_copy)
    # a proof is the print of four versions at most
    assert 1 <= made(done) <= 5 and kit_and_pdf(three_copy) == before


def test_a_lost_or_altered_output_is_put_back(three_copy: Path) -> None:
    before = kit_and_pdf(three_copy)
    (three_copy / 'build/pdf/de/letter.de.pdf').write_bytes(b'spoilt')
    (three_copy / 'build/kit/index.html').unlink()
    (three_copy / 'build/kit/extra.txt').write_bytes(b'extra')
    letterpress('build', cwd=three_copy)
    assert kit_and_pdf(three_copy) == before


def test_a_build_of_one_language_leaves_the_kit(three_copy: Path) -> None:
    before = tree(three_copy / 'build/kit')
    replace(three_copy / 'content/posters/de.yaml', 'VERDÄCHTIG', 'VERDÄCHTIGT')
    done = letterpress('build', '--lang', 'de', cwd=three_copy)
    assert 'The kit is as it was' in done.stderr and tree(three_copy / 'build/kit') == before
    assert all('/de/' in line for line in done.stdout.split())


@pytest.mark.parametrize(
    ('file', 'old', 'new', 'place', 'code'),
    [
        (
            'content/phrases/de.yaml',
            'letter.subject:',
            '# letter.subject:',
            r'content/phrases/de\.yaml',
            'LP16',
        ),
        (
            'content/campaign.yaml',
            'embargo: none',
            'embargo: none\nembargo: none',
            r'content/campaign\.yaml:\d+:\d+',
            'LP10',
        ),
        (
            'content/signatories.yaml',
            'name: Abilian',
            'name: "Abi\u202elian"',
            r'content/signatories\.yaml:\d+:\d+',
            'LP20|LP1',
        ),
        (
            'content/signatories.yaml',
            'name: Abilian',
            'name: Abilian 漢',
            r'content/signatories\.yaml:\d+:\d+',
            'LP43',
        ),
        (
            'layouts/letter/page.html',
            '{{',
            '{{ no_such_thing }}{{',
            r'layouts/letter/page\.html:\d+',
            'LP320',
        ),
        (
            'layouts/letter/page.html',
            '</main>',
            '<img src="asset:missing.png" alt="A picture"></main>',
            r'layouts/letter/page\.html:\d+',
            'LP326',
        ),
    ],
    ids=[
        'phrase',
        'duplicate key',
        'bidi override',
        'no glyph',
        'undefined variable',
        'no picture',
    ],
)
def test_bad_input_is_one_error_with_its_place_and_leaves_the_old_kit(
    three_copy: Path, project: Path, file: str, old: str, new: str, place: str, code: str
) -> None:
    before = kit_and_pdf(three_copy)
    if file.startswith('layouts/') and not (three_copy / 'layouts').exists():
        shutil.copytree(project / 'layouts', three_copy / 'layouts')
    replace(three_copy / file, old, new)
    done = letterpress('build', cwd=three_copy, check=1)
    wrong = [line for line in done.stderr.splitlines() if re.search(r'\bLP\d{3} error:', line)]
    assert len(wrong) == 1, done.stderr
    assert re.match(rf'{place}.*: ({code})\d* error: .', wrong[0]), wrong
    assert kit_and_pdf(three_copy) == before


def only(campaign: Path, *layouts: str) -> None:
    """Have no other documents made: each that is printed costs half a second."""
    with campaign.open('a', encoding='utf-8') as file:
        file.write(f'layouts: [{", ".join(layouts)}]\n')


STEPS = ('planned', 'printed', 'documents', 'build', 'check', 'exchange', 'clear', 'done')
KILL = """
import os, sys
from pathlib import Path
from letterpress.build import plan, run
from letterpress.world import keyring
def checkpoint(step):
    if step == sys.argv[1]:
        os.kill(os.getpid(), 9)
run.build(run.Bench(Path.cwd(), keyring.signer(None, None), checkpoint=checkpoint), plan.Wishes())
"""


@pytest.fixture(scope='session')
def killed(small: Path, run_folder: Path) -> Path:
    """A new letter with another word, of which a build was killed once it was printed. Read only.

    Builds that are killed later begin there: printing is a second of each.
    """

    def make(folder: Path) -> None:
        shutil.copytree(small, folder)
        replace(folder / 'content/posters/en.yaml', 'AND SHORT', 'AND BRIEF')
        done = program(KILL, 'printed', cwd=folder)
        assert done.returncode == -9, done.stderr

    return once(run_folder, 'a killed build', make)


@pytest.mark.parametrize('step', STEPS)
def test_killed_at_any_step_the_kit_is_whole_and_the_next_build_mends_all(
    small: Path, killed: Path, tmp_path: Path, step: str
) -> None:
    small_copy, old = tmp_path / 'copy', tree(small / 'build/kit')
    shutil.copytree(small if step == 'planned' else killed, small_copy)
    if step == 'planned':
        replace(small_copy / 'content/posters/en.yaml', 'AND SHORT', 'AND BRIEF')
    done = program(KILL, step, cwd=small_copy)
    assert done.returncode == -9, done.stderr
    answer = json.loads(
        letterpress('verify', 'build/kit', '--json', cwd=small_copy, check=4).stdout
    )
    assert answer['answer'] == 'DRAFT'  # whole: DRAFT is the best that the draft key gives
    if step in STEPS[:6]:
        assert tree(small_copy / 'build/kit') == old
    letterpress('build', cwd=small_copy)
    assert not [p.name for p in (small_copy / 'build').iterdir() if p.name.startswith('.kit')]
    answer = json.loads(
        letterpress('verify', 'build/kit', '--json', cwd=small_copy, check=4).stdout
    )
    assert answer['answer'] == 'DRAFT' and tree(small_copy / 'build/kit') != old


def test_killed_while_printing_the_next_build_starts_at_once(small_copy: Path) -> None:
    """Its workers must not hold the lock."""
    shutil.rmtree(small_copy / 'build/.cache')
    with subprocess.Popen(
        [str(SCRIPT), 'build', '--lang', 'en'],
        cwd=small_copy,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as killed:
        for line in killed.stderr:
            if line.startswith('1/'):
                break
        killed.kill()
        letterpress('build', 'press', '--lang', 'en', cwd=small_copy)
    assert killed.returncode == -9


@pytest.mark.parametrize('moment', ['starting', 'printing'])
def test_interrupted_it_says_so_and_leaves_nothing_unfinished(
    small_copy: Path, moment: str
) -> None:
    before = kit_and_pdf(small_copy)
    replace(small_copy / 'content/posters/en.yaml', 'AND SHORT', 'AND BRIEF')
    with subprocess.Popen(
        [str(SCRIPT), 'build'],
        cwd=small_copy,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # where a shell began these tests in the background the signal is ignored: not here
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    ) as build:
        lock = small_copy / 'build/.lock'
        while moment == 'starting' and lock.read_text() != f'process {build.pid}':
            time.sleep(0.01)
        if moment == 'printing':
            assert re.fullmatch(r'\d+ documents\n', build.stderr.readline())
        os.killpg(build.pid, signal.SIGINT)  # as a terminal does: to all processes of the job
        _, said = build.communicate(timeout=20)
    assert build.returncode == 130 and said.endswith('interrupted\n') and 'Traceback' not in said
    assert kit_and_pdf(small_copy) == before


def test_a_fault_of_the_pages_leaves_the_documents_as_they_were_too(
    small_copy: Path, project: Path
) -> None:
    before = kit_and_pdf(small_copy)
    replace(small_copy / 'content/posters/en.yaml', 'AND SHORT', 'AND BRIEF')
    shutil.copytree(project / 'layouts', small_copy / 'layouts')
    replace(small_copy / 'layouts/press-room/page.html', '<main', '{{ no_such_thing }}<main')
    done = letterpress('build', cwd=small_copy, check=1)
    assert done.stderr.count(' error: ') == 1 and 'layouts/press-room/page.html:' in done.stderr
    assert kit_and_pdf(small_copy) == before


def test_a_layout_of_ones_own_is_made_and_stands_on_the_page(
    three_copy: Path, project: Path
) -> None:
    shutil.copytree(project / 'layouts/suspects', three_copy / 'layouts/flyer')
    replace(three_copy / 'layouts/flyer/layout.yaml', 'stem: poster-suspects', 'stem: flyer')
    for path in sorted((three_copy / 'content/posters').iterdir()):
        text = path.read_text(encoding='utf-8')
        slots = re.search(r'^suspects:\n((?:[ #].*\n)+)', text, re.MULTILINE)[1]
        path.write_text(f'{text.rstrip()}\nflyer:\n{slots}', encoding='utf-8')
    letterpress('build', cwd=three_copy)
    for code in ('en', 'ar'):
        page = (three_copy / f'build/kit/{code}/files.html').read_text(encoding='utf-8')
        assert all(
            f'href="../{code}/posters/flyer-{paper}.pdf"' in page
            for paper in (f'a3.{code}', f'a4.{code}.home')
        )


def test_what_a_killed_build_left_does_not_show_in_the_next(killed: Path, tmp_path: Path) -> None:
    small_copy = tmp_path / 'copy'
    shutil.copytree(killed, small_copy)
    assert program(KILL, 'documents', cwd=small_copy).returncode == -9
    letterpress('build', cwd=small_copy)
    mended = kit_and_pdf(small_copy)
    shutil.rmtree(small_copy / 'build')
    letterpress('build', cwd=small_copy)
    assert kit_and_pdf(small_copy) == mended


def test_unsealed_letters_take_a_seal_of_ones_own(small_copy: Path, tmp_path: Path) -> None:
    kit = tree(small_copy / 'build/kit')
    done = letterpress('build', '--unsealed', '--lang', 'en', cwd=small_copy)
    assert (
        done.stdout.split() == ['build/pdf/en/letter.en.unsealed.pdf']
        and tree(small_copy / 'build/kit') == kit
    )
    phrase = tmp_path / 'phrase'
    phrase.write_text('a long pass phrase\n')
    phrase.chmod(0o600)
    made_key = letterpress(
        'key',
        'new',
        str(tmp_path / 'seal.p12'),
        '--name',
        'Test seal',
        '--pass-file',
        str(phrase),
        cwd=small_copy,
    )
    secret, certificate = made_key.stdout.split()
    assert Path(secret).stat().st_mode & 0o777 == 0o600
    unsealed = small_copy / 'build/pdf/en/letter.en.unsealed.pdf'
    assert '– Unsealed' in letterpress('verify', str(unsealed), cwd=small_copy, check=4).stdout
    sealed = letterpress(
        'seal', str(unsealed), '--key', secret, '--pass-file', str(phrase), cwd=small_copy
    ).stdout.strip()
    assert sealed.endswith('letter.en.sealed.pdf') and unsealed.is_file()
    assert letterpress('verify', sealed, '--trust', certificate, cwd=small_copy).stdout.startswith(
        '✓ Genuine'
    )
    assert letterpress('verify', sealed, cwd=small_copy, check=4).stdout.startswith(
        '? Whole, but by whom'
    )
    again = letterpress(
        'seal',
        str(unsealed),
        '--key',
        secret,
        '--pass-file',
        str(phrase),
        cwd=small_copy,
        check=2,
    )
    assert 'LP708' in again.stderr
    twice = letterpress(
        'seal', sealed, '--key', secret, '--pass-file', str(phrase), cwd=small_copy, check=4
    )
    assert 'LP52' in twice.stderr
    wrong = tmp_path / 'wrong'
    wrong.write_text('wrong\n')
    wrong.chmod(0o600)
    assert (
        'LP502'
        in letterpress(
            'build', '--key', secret, '--pass-file', str(wrong), cwd=small_copy, check=4
        ).stderr
    )


def test_a_kit_with_a_real_key_is_valid_for_whoever_trusts_it(
    small_copy: Path, tmp_path: Path
) -> None:
    only(small_copy / 'content/campaign.yaml', 'letter', 'press-release')
    env = {
        'LETTERPRESS_PASSPHRASE': 'a long pass phrase',
        'LETTERPRESS_KEY': str(tmp_path / 'seal.p12'),
    }
    letterpress(
        'key',
        'new',
        str(tmp_path / 'seal.p12'),
        cwd=small_copy,
        env={'LETTERPRESS_PASSPHRASE': 'a long pass phrase'},
    )
    letterpress('build', cwd=small_copy, env=env)
    trust = ('--trust', str(tmp_path / 'seal.pem'))
    for path in (
        'build/kit',
        'build/kit/press-kit.en.zip',
        'build/pdf/en/letter.en.pdf',
    ):
        assert letterpress('verify', path, *trust, cwd=small_copy).stdout.startswith('✓ Genuine')
        assert letterpress('verify', path, cwd=small_copy, check=4).stdout.startswith(
            '? Whole, but by whom'
        )
    done = letterpress('build', cwd=small_copy, env=env)
    assert (
        'Nothing to do' in done.stderr
    )  # a real seal takes the clock, and is still not made twice
    text = subprocess.run(
        ['pdftotext', small_copy / 'build/pdf/en/letter.en.pdf', '-'],
        capture_output=True,
        text=True,
    ).stdout
    assert 'draft' not in text.lower()
    refused = letterpress('build', '--release', cwd=small_copy, check=1, env=env)
    assert 'LP181 error' in refused.stderr  # its placeholders


def test_a_release_needs_a_real_key(three_copy: Path) -> None:
    keep(three_copy / 'content', 'en', 'de')
    path = three_copy / 'content/campaign.yaml'
    only(path, 'letter', 'press-release')
    text = path.read_text(encoding='utf-8')
    for old, new in (
        ('example.org', 'coalition.net'),
        ('+33 1 99 00 00 00', '+33 1 44 00 00 01'),
        ('Name of the printer', 'Imprimerie'),
        ('Address of the printer', '1 rue de la Paix'),
    ):
        text = text.replace(old, new)
    path.write_text(text, encoding='utf-8')
    letterpress('check', '--release', cwd=three_copy)  # nothing else is in its way
    before = kit_and_pdf(three_copy)
    done = letterpress('build', '--release', cwd=three_copy, check=4)
    assert 'LP512' in done.stderr and kit_and_pdf(three_copy) == before
    env = {'LETTERPRESS_PASSPHRASE': 'a long pass phrase'}
    letterpress('key', 'new', 'seal.p12', cwd=three_copy, env=env)
    done = letterpress('build', '--release', '--key', 'seal.p12', cwd=three_copy, env=env)
    assert letterpress(
        'verify', 'build/kit', '--trust', 'seal.pem', cwd=three_copy
    ).stdout.startswith('✓ Genuine')
    said = next(
        line for line in done.stderr.splitlines() if 'letterpress verify' in line
    )  # the command works as it is printed
    command = said[said.index('letterpress verify') :].split()[1:]
    assert command == ['verify', 'build/kit', '--trust', 'build/seal.pem']
    assert letterpress(*command, '--at-least', '1', cwd=three_copy).stdout.startswith('✓ Genuine')
    assert (three_copy / 'build/seal.pem').read_bytes() == (three_copy / 'seal.pem').read_bytes()
    for file in ('build/pdf/de/letter.de.pdf', 'build/kit/press-kit.de.zip'):
        assert (
            'Edition      1, of 1 December 2026. Organisations: 81; persons: 0.'
            in letterpress('verify', file, '--trust', 'seal.pem', cwd=three_copy).stdout
        )
    assert letterpress(
        'verify', 'build/kit', '--trust', 'seal.pem', '--at-least', '2', cwd=three_copy, check=4
    ).stdout.startswith('✗ Out of date')
    path.write_text(
        text.replace('trusted_sha256: []', f'trusted_sha256: [{"ab" * 32}]'), encoding='utf-8'
    )
    assert (
        'LP590 warning'
        in letterpress(
            'build', 'letter', '--lang', 'en', '--key', 'seal.p12', cwd=three_copy, env=env
        ).stderr
    )


def test_private_values_are_nowhere_in_the_kit(small_copy: Path) -> None:
    """A canary in every private field is searched for in every byte.

    Inside streams and archives, in several encodings.
    """
    from test_privacy import canary_findings

    path = small_copy / 'content/signatories.yaml'
    text = path.read_text(encoding='utf-8')
    canaries = {
        field: f'Qx{field}Zk7{number}'
        for number, field in enumerate(('email', 'phone', 'address', 'consent', 'note'))
    }
    entry = (
        '- id: canary-person\n  name: Canary Person\n  kind: person\n  public: false\n  private:\n'
        + ''.join(f'    {field}: {value}\n' for field, value in canaries.items())
    )
    first = text.index('- id:')
    body = text[first:].replace(
        '\n- id:',
        '\n  private:\n'
        + ''.join(f'    {field}: public{value}\n' for field, value in canaries.items())
        + '- id:',
        1,
    )
    path.write_text(text[:first] + body.rstrip('\n') + '\n' + entry, encoding='utf-8')
    (small_copy / 'content/groups').mkdir()
    (small_copy / 'content/groups/leeds.yaml').write_text(
        'name: Leeds\nlanguage: en\ncountry: GB\n'
        'event: {place: City Square, day: 2099-12-05}\nprivate:\n  contact: QxcontactZk9\n'
        + ''.join(f'  {field}: {value}\n' for field, value in canaries.items()),
        encoding='utf-8',
    )
    letterpress('build', cwd=small_copy)
    found = canary_findings(
        small_copy / 'build',
        [*canaries.values(), 'QxcontactZk9', 'Canary Person', 'canary-person'],
    )
    assert found == []
