"""The wheel alone, in an empty environment and without the checkout, publishes a letter."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from letterpress import __version__

PROJECT = Path(__file__).parent.parent


@pytest.fixture(scope='module')
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp('dist')
    subprocess.run(
        [
            sys.executable,
            '-m',
            'build',
            '--wheel',
            '--no-isolation',
            '--outdir',
            str(folder),
            str(PROJECT),
        ],
        check=True,
        capture_output=True,
    )
    (found,) = folder.glob('*.whl')
    return found


@pytest.mark.slow
def test_the_wheel_holds_what_it_needs_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for wanted in (
        'letterpress/codes.toml',
        'letterpress/finishing/keys/draft/draft-key.pem',
        'letterpress/scaffold/ar/letter.md',
        'letterpress/_house/layouts/letter/page.html',
        'letterpress/_house/fonts/book/OFL.txt',
        'letterpress/_house/content/letter/ar.md',
    ):
        assert wanted in names, wanted
    assert not [
        n for n in names if '__pycache__' in n or n.startswith(('tests', 'bench', '.venv', 'build'))
    ]
    fonts = {p.relative_to(PROJECT).as_posix() for p in (PROJECT / 'fonts').rglob('*.ttf')}
    assert {f'letterpress/_house/{name}' for name in fonts} <= names


@pytest.mark.slow
def test_init_and_build_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / 'empty'
    venv.create(home, with_pip=True)
    python = home / 'bin' / 'python'
    env = {
        k: v
        for k, v in os.environ.items()
        if k not in ('PYTHONPATH', 'FONTCONFIG_FILE', 'VIRTUAL_ENV')
    }
    subprocess.run(
        [str(python), '-m', 'pip', '-q', 'install', '--no-index', '--no-deps', str(wheel)],
        env=env,
        check=True,
    )
    site = next((home / 'lib').glob('python*/site-packages'))
    assert (site / f'open_letterpress-{__version__}.dist-info').is_dir()
    # the dependencies are this environment's: what is tested is the wheel, not the network
    dependencies = next(p for p in map(Path, sys.path) if p.name == 'site-packages')
    (site / 'dependencies.pth').write_text(
        f'{_without_letterpress(dependencies, tmp_path)}\n', encoding='utf-8'
    )

    def run(*arguments: str, cwd: Path) -> str:
        done = subprocess.run(
            [str(home / 'bin' / 'letterpress'), *arguments],
            cwd=cwd,
            env=env,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    where = subprocess.run(
        [str(python), '-c', 'import letterpress; print(letterpress.__file__)'],
        env=env,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert str(site) in where and str(PROJECT) not in where
    run('init', 'my-letter', '--lang', 'el', cwd=tmp_path)
    said = run('build', cwd=tmp_path / 'my-letter')
    assert 'build/pdf/el/letter.el.pdf' in said.split() and 'build/kit/index.html' in said.split()
    for path in said.split():
        assert (tmp_path / 'my-letter' / path).stat().st_size > 1000
    run('init', '--sample', 'sample', cwd=tmp_path)
    assert (tmp_path / 'sample/content/letter/el.md').is_file()


def _without_letterpress(packages: Path, tmp_path: Path) -> Path:
    """Return a folder with links to all installed packages but letterpress itself."""
    folder = tmp_path / 'packages'
    folder.mkdir()
    for item in packages.iterdir():
        if 'letterpress' not in item.name.lower() and item.suffix != '.pth':
            (folder / item.name).symlink_to(item)
    return folder
