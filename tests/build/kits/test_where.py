"""Where kits lie, and that one of another time is moved away and never lost."""

from __future__ import annotations

from pathlib import Path

from letterpress.build.kits import where

TOKEN = 'a1' * 12


def kit(build: Path, folder: str, said: str = 'x') -> None:
    (build / folder).mkdir(parents=True)
    (build / folder / 'index.html').write_text(said)


def test_kits_that_are_there_are_found_and_the_public_one_named(tmp_path: Path) -> None:
    assert where.standing(tmp_path) == ()
    kit(tmp_path, where.KIT)
    assert where.public(tmp_path) == tmp_path / 'kit'
    kit(tmp_path, where.RELEASED)
    kit(tmp_path, where.embargoed(TOKEN))
    assert where.standing(tmp_path) == (f'embargoed/{TOKEN}', 'kit', 'released')
    assert where.public(tmp_path) == tmp_path / 'released'


def test_nobody_is_told_the_token() -> None:
    assert where.told(where.embargoed(TOKEN)) == 'build/embargoed'
    assert where.told(where.KIT) == 'build/kit'
    assert where.hidden(f'embargoed/{TOKEN}/index.html') and not where.hidden('kit/index.html')


def test_what_is_of_a_kit_is_told_from_what_is_not() -> None:
    assert where.of_a_kit('kit/index.html') and where.of_a_kit(f'embargoed/{TOKEN}/x')
    assert where.of_a_kit('released/x') and not where.of_a_kit('pdf/en/kit.pdf')


def test_a_kit_of_before_is_set_aside_with_all_that_is_in_it(tmp_path: Path) -> None:
    build = tmp_path / 'build'
    for folder in (where.KIT, where.RELEASED, where.embargoed(TOKEN), where.embargoed('b2' * 12)):
        kit(build, folder, folder)
    keep = where.RELEASED, where.embargoed('b2' * 12)
    said = list(where.set_aside(build, keep))
    assert where.standing(build) == tuple(sorted(keep))
    assert [(build / f'aside/{name}/index.html').read_text() for name in ('embargoed', 'kit')] == [
        f'embargoed/{TOKEN}',
        'kit',
    ]
    assert said == [
        'build/embargoed was made before: it is build/aside/embargoed now.',
        'build/kit was made before: it is build/aside/kit now.',
    ]
    kit(build, where.KIT, 'again')
    assert list(where.set_aside(build, keep)) == [
        'build/kit was made before: it is build/aside/kit-2 now.'
    ]
    assert (build / 'aside/kit/index.html').read_text() == 'kit'  # the first one is still there
    list(where.set_aside(build, ('kit',)))
    assert not (build / where.EMBARGOED).exists()


def test_what_a_killed_run_left_is_cleared_or_put_back(tmp_path: Path) -> None:
    kit(tmp_path, '.released.old', 'old')
    kit(tmp_path, '.kit.new')
    kit(tmp_path, f'embargoed/.{TOKEN}.old', 'held')
    kit(tmp_path, '.other.new')
    where.recover(tmp_path)
    assert (tmp_path / 'released/index.html').read_text() == 'old'
    assert (tmp_path / f'embargoed/{TOKEN}/index.html').read_text() == 'held'
    assert not (tmp_path / '.kit.new').exists() and (tmp_path / '.other.new').exists()
