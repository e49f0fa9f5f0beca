"""What no file of a project causes: a wrong word, a full disk, a missing library.

A test a code.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from fixtures.compositions import letter
from fixtures.sample import letterpress
from fixtures.tiny import FOLDER, tiny
from letterpress.build import bundling, plan
from letterpress.commands import doctor
from letterpress.findings import Exit, Finding, Rejected
from letterpress.finishing.keys.draft import draft_key
from letterpress.kit.room import pages
from letterpress.layout import manifest
from letterpress.manuscript import edition, reading
from letterpress.world import clock, keyring
from letterpress.world.files import inside, secret


def refused(work: Callable[[], object]) -> tuple[Finding, Exit]:
    with pytest.raises(Rejected) as caught:
        work()
    (finding,) = caught.value.findings
    assert finding.hint
    return finding, caught.value.exit_code


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The small good campaign of tests/findings, as a project of its own."""
    return Path(shutil.copytree(FOLDER, tmp_path / 'night trains'))


# ---- files and folders ---------------------------------------------------------------------------


def test_a_folder_without_a_letter(tmp_path):
    finding, code = refused(lambda: inside.project(tmp_path))
    assert (finding.code, finding.place.path, code) == (
        'LP701',
        'content/campaign.yaml',
        Exit.USAGE,
    )


def test_a_file_too_large_for_a_campaign(small):
    with open(small / 'content' / 'film.mov', 'wb') as file:
        file.truncate(inside.LIMIT + 1)
    finding, _ = refused(lambda: inside.read_tree(small, 'content'))
    assert (finding.code, finding.place.path) == (
        'LP702',
        'content/film.mov',
    ) and '64 MB' in finding.message
    with open(small / 'content' / 'film.mov', 'wb') as file:
        file.truncate(inside.LIMIT)
    assert 'content/film.mov' in inside.read_tree(small, 'content')


def test_a_file_name_in_an_old_encoding(small):
    (small / 'content' / os.fsdecode(b'caf\xe9.md')).write_text('a letter')
    finding, _ = refused(lambda: inside.read_tree(small, 'content'))
    assert (finding.code, finding.place.path) == ('LP715', 'content/caf\\xe9.md')


def test_what_the_system_refuses_is_told_without_a_traceback(small):
    (small / 'build').write_text('a file where the folder should be')
    said = letterpress('build', cwd=small, check=1).stderr
    assert 'LP706 error: the system refused:' in said and 'letterpress doctor' in said


def test_the_doctor_finds_a_folder_that_cannot_be_written_to(tmp_path, monkeypatch):
    monkeypatch.delenv('LETTERPRESS_CACHE', raising=False)
    assert not list(doctor._folders(tmp_path))
    (tmp_path / 'build').write_text('a file where the folder should be')
    assert {(f.code, f.place.path) for f in doctor._folders(tmp_path)} == {
        ('LP713', str(tmp_path / 'build')),
        ('LP713', str(tmp_path / 'build' / '.cache')),
    }


def test_the_doctor_finds_a_disk_that_is_nearly_full(tmp_path, monkeypatch):
    monkeypatch.setattr(doctor.shutil, 'disk_usage', lambda _: SimpleNamespace(free=150_000_000))
    (finding,) = doctor._folders(tmp_path)
    assert (finding.code, finding.severity) == ('LP714', 'warning') and '150 MB' in finding.message


# ---- words and keys ------------------------------------------------------------------------------


CARD, _ = manifest.discover(inside.read_tree(FOLDER, 'layouts'))


@pytest.mark.parametrize(
    ('wishes', 'hint'),
    [
        (plan.Wishes(languages=('fn',)), 'known here: en, fr'),
        (plan.Wishes(layouts=('cart',)), 'mean card?'),
    ],
)
def test_an_unknown_language_or_layout(wishes, hint):
    finding, code = refused(lambda: plan.checked(wishes, ('en', 'fr'), CARD))
    assert (finding.code, code) == ('LP705', Exit.USAGE) and hint in finding.hint


def test_targets_and_layouts_without_a_document_in_common():
    posters, letters = (
        plan.Wishes(targets=(target,), layouts=('card',)) for target in ('posters', 'letter')
    )
    assert [one.name for one in plan.orders([tiny('en')], CARD, posters)] == ['card-a6.en.pdf']
    finding, code = refused(lambda: plan.orders([tiny('en')], CARD, letters))
    assert (finding.code, code) == ('LP717', Exit.USAGE)


def test_a_clock_that_is_none(monkeypatch):
    monkeypatch.setenv('SOURCE_DATE_EPOCH', 'yesterday')
    finding, code = refused(clock.now)
    assert (finding.code, code) == ('LP716', Exit.USAGE) and 'yesterday' in finding.message


def test_a_key_file_that_is_not_there_or_is_a_folder(tmp_path):
    for name in (tmp_path / 'seal.p12', tmp_path):
        finding, code = refused(lambda name=name: secret.read(str(name)))
        assert (finding.code, finding.place.path, code) == ('LP704', str(name), Exit.USAGE)


def test_a_key_needs_a_name_where_no_campaign_gives_it(tmp_path, monkeypatch):
    monkeypatch.setenv('LETTERPRESS_PASSPHRASE', 'the last carriage')
    finding, code = refused(lambda: keyring.new(tmp_path / 'seal.p12', None, 2, None, tmp_path))
    assert (finding.code, code) == ('LP516', Exit.USAGE) and '--name' in finding.hint
    assert list(tmp_path.iterdir()) == []


def test_a_key_that_its_certificate_would_overwrite(tmp_path, monkeypatch):
    monkeypatch.setenv('LETTERPRESS_PASSPHRASE', 'the last carriage')
    finding, code = refused(
        lambda: keyring.new(tmp_path / 'seal.pem', 'The passengers', 2, None, tmp_path)
    )
    assert (finding.code, code) == ('LP517', Exit.USAGE) and list(tmp_path.iterdir()) == []


def test_a_release_that_is_ready_but_for_its_key(small):
    assert 'LP512 error' in letterpress('build', '--release', cwd=small, check=Exit.SEAL).stderr


# ---- the kit -------------------------------------------------------------------------------------


def test_a_kit_that_does_not_verify_never_takes_its_place(tmp_path):
    (tmp_path / 'manifest.json').write_text('{}')
    finding, code = refused(lambda: bundling.verify(tmp_path, draft_key()))
    assert (finding.code, finding.place.path, code) == ('LP601', 'build/kit', Exit.SEAL)


def test_a_download_page_without_its_stylesheet(small):
    campaign, _ = reading.read(inside.read_tree(small, 'content'))
    editions = {
        language: edition.edition(campaign, language) for language in campaign.facts.languages
    }
    layouts = {'layouts/press-room/index.html': b''}
    finding, _ = refused(lambda: pages.press_room(campaign, editions, (), layouts, {}, True))
    assert (finding.code, finding.place.path) == ('LP602', 'layouts/press-room')


# ---- the engine ----------------------------------------------------------------------------------


def test_without_assertions_nothing_is_printed(small):
    """The engine works in its assertions."""
    assert (
        'LP718 error'
        in letterpress('build', cwd=small, env={'PYTHONOPTIMIZE': '1'}, check=1).stderr
    )
    assert not (small / 'build' / 'pdf').exists()


@pytest.mark.expected_logs('Using fontTools instead')
def test_without_harfbuzz_subset_every_document_says_so(monkeypatch):
    from weasyprint.pdf import fonts

    from letterpress.press import engine

    monkeypatch.setattr(fonts, 'harfbuzz_subset', None)
    (finding,) = engine.render(letter('<h1>Head</h1>')).findings
    assert (finding.code, finding.severity) == (
        'LP414',
        'warning',
    ) and 'apt-get install' in finding.hint
