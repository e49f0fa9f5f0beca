"""One full sheet does not stop the press: it is left out and named, everything else is made.

The kit says what it lacks.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from fixtures.sample import letterpress

TOO_LONG = (
    '  headline: ["*UNCOPYRIGHTABLE* DISPROPORTIONABLENESSES COUNTERREVOLUTIONARIES '
    'INTERCONNECTEDNESSES AND MORE"]\n'
)


@pytest.fixture
def full(small: Path, tmp_path: Path) -> Path:
    """Give a new letter whose poster is too long for its sheet; the cache has all other sheets."""
    shutil.copytree(small, tmp_path / 'p', ignore=shutil.ignore_patterns('pdf', 'kit'))
    posters = tmp_path / 'p/content/posters/en.yaml'
    text = posters.read_text()
    posters.write_text(
        text[: text.index('statement:')]
        + f'statement:\n{TOO_LONG}'
        + text[text.index('broadside:') :]
    )
    return tmp_path / 'p'


SIZES = (
    'a2', 'a2.print-shop', 'a3', 'a3.print-shop',
    'a4.home', 'a4.colour', 'a4.one-ink', 'a4.outline',
)  # fmt: skip


def sheets() -> set[str]:
    """Return the names of the files of the poster that is left out."""
    papers = [size.partition('.') for size in SIZES]
    return {
        f'{poster}-{paper}.en{dot}{version}.pdf'
        for poster in ('poster-statement', 'poster-event-blank')
        for paper, dot, version in papers
    }


OF_ANY = ('poster-event', 'poster-redacted', 'poster-iris', 'how-to-print', 'placard')


def documents(project: Path) -> set[str]:
    """Return the names of what was made, but for posters that any letter has."""
    found = {path.name for path in (project / 'build/pdf').rglob('*.pdf')}
    return {name for name in found if not name.startswith(OF_ANY)}


@pytest.mark.slow
def test_the_rest_is_built_and_bundled(full: Path) -> None:
    done = letterpress('build', cwd=full)
    left = [line for line in done.stderr.splitlines() if 'LP612 warning' in line]
    # the event poster has the same headline, and is as good as lost
    assert len(left) == 7 and 'event.en.html is left out' in done.stderr
    assert all(
        f'{poster}-{size}.en.pdf is left out' in done.stderr
        for poster in ('poster-statement', 'poster-event-blank')
        for size in ('a2', 'a3', 'a4')
    )
    assert (
        ' error: ' not in done.stderr and 'content/campaign.yaml' in done.stderr
    )  # how to drop it for good
    assert documents(full) == {
        'letter.en.pdf',
        'poster-broadside-a2.en.pdf',
        'poster-broadside-a2.en.print-shop.pdf',
        'press-release.en.pdf',
    }
    lacking = {f'en/posters/{name}' for name in (*sheets(), 'event.en.html')}
    # a picture goes by its larger file
    lacking |= {f'en/pictures/poster-{name}.en.png' for name in ('statement', 'event-blank')}
    listed = json.loads((full / 'build/kit/manifest.json').read_text())
    assert set(listed['left_out']) == lacking and not lacking & {
        one['path'] for one in listed['artifacts']
    }
    beside = ('index', 'pictures', 'files')
    pages = [full / f'build/kit/en/{name}.html' for name in beside]
    page = ''.join(one.read_text() for one in pages if one.is_file())
    assert 'href="../en/pictures/poster-iris-square.en.png"' in page and '1080 × 1080' in page
    assert 'href="../assets/favicon.svg"' in page
    assert (full / 'build/kit/assets/favicon.svg').read_text().count('<circle') == 2
    picture = (full / 'build/kit/en/pictures/poster-iris-square.en.png').read_bytes()
    assert picture.startswith(b'\x89PNG')
    assert 'Not in this kit' in page and all(Path(path).name in page for path in lacking)
    letterpress('verify', 'build/kit', cwd=full, check=4)  # DRAFT, and whole
    again = letterpress('build', cwd=full)
    assert 'Nothing to do' in again.stderr and again.stderr.count('LP612 warning') == 7

    (full / 'content/campaign.yaml').write_text(
        (full / 'content/campaign.yaml').read_text()
        + 'layouts: [letter, broadside, press-release]\n'
    )
    done = letterpress('build', cwd=full)
    assert 'LP612' not in done.stderr and documents(full) == {
        'letter.en.pdf',
        'poster-broadside-a2.en.pdf',
        'poster-broadside-a2.en.print-shop.pdf',
        'press-release.en.pdf',
    }
    assert 'Not in this kit' not in (full / 'build/kit/en/files.html').read_text()
    assert json.loads((full / 'build/kit/manifest.json').read_text())['left_out'] == []
    letterpress('build', '--layout', 'statement', cwd=full, check=1)  # who names it means it


@pytest.mark.slow
@pytest.mark.parametrize('how', [('--strict',), ('posters', '--strict'), ('--layout', 'statement')])
def test_who_wants_it_is_stopped(full: Path, how: tuple[str, ...]) -> None:
    done = letterpress('build', *how, cwd=full, check=1)
    assert (
        'LP340 error' in done.stderr
        and 'LP612' not in done.stderr
        and not (full / 'build/kit').exists()
        and not documents(full)
    )


@pytest.mark.slow
def test_a_sheet_that_fits_no_more_does_not_stay_from_before(full: Path) -> None:
    posters = full / 'content/posters/en.yaml'
    long = posters.read_text()
    posters.write_text(long.replace(TOO_LONG, '  headline: [SAY IT, "*LOUD*", AND SHORT]\n'))
    letterpress('build', cwd=full)
    assert 'poster-statement-a3.en.pdf' in documents(full)
    posters.write_text(long)
    letterpress('build', cwd=full)
    assert not {name for name in documents(full) if 'statement' in name} and not list(
        (full / 'build/kit').rglob('*statement*')
    )


def test_what_is_wrong_otherwise_still_stops_the_build(full: Path) -> None:
    """A letter that no typeface has is no matter of room."""
    posters = full / 'content/posters/en.yaml'
    posters.write_text(posters.read_text().replace('AND MORE"', 'AND MORE 𓀀"'))
    done = letterpress('build', 'posters', cwd=full, check=1)
    assert 'LP401 error' in done.stderr or 'LP402 error' in done.stderr or 'LP4' in done.stderr
    assert not documents(full)


def test_a_layout_that_there_is_not(full: Path) -> None:
    path = full / 'content/campaign.yaml'
    path.write_text(path.read_text() + 'layouts:\n  - letter\n  - brodside\n')
    line = path.read_text().splitlines().index('  - brodside') + 1
    said = letterpress('check', cwd=full, check=1).stderr
    assert (
        f'content/campaign.yaml:{line}' in said
        and 'LP307 error' in said
        and 'did you mean broadside?' in said
    )


@pytest.mark.slow
def test_a_target_of_which_nothing_would_be_left_is_no_build(full: Path) -> None:
    (full / 'content/campaign.yaml').write_text(
        (full / 'content/campaign.yaml').read_text()
        + 'layouts: [letter, statement, press-release]\n'
    )
    done = letterpress('build', 'posters', cwd=full, check=1)
    assert 'LP340 error' in done.stderr and not documents(full)
    letterpress('build', 'posters', 'letter', cwd=full, check=1)
    letterpress('build', cwd=full)
    assert documents(full) == {'letter.en.pdf', 'press-release.en.pdf'}


@pytest.mark.slow
def test_how_to_print_is_set_smaller_where_a_campaign_says_more(
    small: Path, tmp_path: Path
) -> None:
    shutil.copytree(small, tmp_path / 'p', ignore=shutil.ignore_patterns('pdf', 'kit'))
    with open(tmp_path / 'p/content/phrases/en.yaml', 'a', encoding='utf-8') as phrases:
        more = 'Ask for paper that holds in the rain, and fold nothing before it is dry. ' * 9
        phrases.write(f'print.shop_how: "{more}"\nprint.where_how: "{more}"\n')
    done = letterpress('build', '--layout', 'how-to-print', cwd=tmp_path / 'p')
    assert 'LP368 warning: how-to-print.en.pdf is made in smaller type' in done.stderr
    assert documents(tmp_path / 'p') == set() and ' error: ' not in done.stderr
    assert (tmp_path / 'p/build/pdf/en/how-to-print.en.pdf').is_file()
