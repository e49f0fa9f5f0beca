"""Edit one word: only what contains it is made anew, and the difference of the kits names it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from fixtures.sample import keep, letterpress
from letterpress.build import order, printing
from letterpress.build import project as projects
from letterpress.build.bench import Bench
from letterpress.finishing.keys.draft import draft_key
from letterpress.preview import contents

RELEASE = 'content/press/{}/release.md'


@pytest.fixture
def two(tmp_path: Path, project: Path) -> Path:
    """The sample in two languages, not built."""
    shutil.copytree(project / 'content', tmp_path / 'content')
    keep(tmp_path / 'content', 'en', 'el')
    shutil.rmtree(tmp_path / 'content' / 'recipients')
    facts = tmp_path / 'content' / 'campaign.yaml'
    facts.write_text(re.sub(r'(?m)^copies:.*\n', '', facts.read_text('utf-8')), 'utf-8')
    return tmp_path


def recipes(base: Path) -> dict[str, str]:
    """Return the recipe of every file that a build and a preview make."""
    project = projects.read(projects.gather(base))
    assert project.sound, project.findings
    known = contents.pieces(project, ('en', 'el'))
    how = printing.options(Bench(base, draft_key()), unsealed=False)
    jobs = [one.job for one in known.values()]
    found = order.keys(jobs, project.sources.layouts, project.fonts, how, project.look)
    return dict(zip(known, found, strict=True))


def changed(base: Path, path: str, old: str, new: str) -> set[str]:
    """Return the files that are made anew when a word is written for another."""
    before = recipes(base)
    file = base / path
    text = file.read_text('utf-8')
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding='utf-8')
    after = recipes(base)
    assert after.keys() == before.keys() and len(after) > 100
    return {name for name in after if after[name] != before[name]}


def test_a_word_of_a_release_touches_what_prints_it_in_its_language(two: Path) -> None:
    """The boilerplate is of the same text: it is composed, found to be what it was, and kept."""
    found = changed(two, RELEASE.format('el'), 'αναγνώριση', 'αναγνώρισιν')
    assert found == {'pdf/el/press-release.el.pdf', 'pdf/el/about.el.pdf'}


def test_a_word_of_the_letter_is_in_what_prints_the_letter_in_its_language(two: Path) -> None:
    found = changed(two, 'content/letter/en.md', 'technologies', 'technics')
    assert 'pdf/en/letter.en.pdf' in found
    assert 'filing/en/packet.en.pdf' in found
    assert not {name for name in found if '/el/' in name}
    assert not {name for name in found if 'suspects' in name or 'press-release' in name}


@pytest.mark.slow
def test_a_build_makes_what_contains_it_and_diff_names_it(small_copy: Path) -> None:
    shutil.copytree(small_copy / 'build' / 'kit', small_copy / 'before')
    file = small_copy / RELEASE.format('en')
    text = file.read_text('utf-8')
    file.write_text(text.replace('Say what happens next', 'Say what follows next'), 'utf-8')
    assert made(small_copy) == ['build/pdf/en/press-release.en.pdf']
    told = letterpress('diff', 'before', 'build/kit', cwd=small_copy).stdout
    assert 'press-release' in told
    assert 'happens' in told and 'follows' in told
    assert 'poster' not in told and 'letter.en.pdf' not in told


def made(base: Path) -> list[str]:
    """Build, and return what was made anew."""
    done = json.loads(letterpress('build', '--json', cwd=base).stdout)
    return [one['path'] for one in done['documents'] if one['made']]
