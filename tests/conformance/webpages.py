"""Judge the web pages: axe-core (WCAG 2.1 A and AA, good practice) in the system's Chromium, at 320
and 1280 pixels.

Twins with one fault each must fail by the rule that names it. What axe does not look at is measured
beside it: nothing is to be scrolled sideways at 320 pixels, which is 1280 at 400 % (WCAG 1.4.10),
nor with the reader's own spacing (1.4.12), and no page asks for anything outside itself. Run by
run.py; alone: python tests/conformance/webpages.py [FOLDER…]
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lanes import Row

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
AXE = HERE / 'axe'
INSTALL = {
    'apt-get': 'apt-get install -y --no-install-recommends nodejs npm chromium',
    'dnf': 'dnf install -y nodejs npm chromium',
    'brew': 'brew install node chromium',
}
BROWSERS = ('chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome')
VIEWS = (
    (320, 'light'),
    (1280, 'light'),
    (1280, 'dark'),
)  # width in CSS pixels, what the reader prefers


class Missing(Exception):
    """A tool is missing; the text is the one command that installs what is needed."""


def browser() -> str | None:
    """Return the path of the system's Chromium, or of the one that CHROMIUM names."""
    return os.environ.get('CHROMIUM') or next(filter(None, map(shutil.which, BROWSERS)), None)


def require() -> None:
    """Raise Missing unless Node, Chromium and npm are there (npm only until the packages have been
    fetched).
    """
    if not (shutil.which('node') and browser()) or not (
        _packages().is_dir() or shutil.which('npm')
    ):
        way = next((INSTALL[tool] for tool in INSTALL if shutil.which(tool)), INSTALL['apt-get'])
        raise Missing(way if way.startswith('brew') or os.getuid() == 0 else f'sudo {way}')


def _packages() -> Path:
    cache = Path(os.environ.get('XDG_CACHE_HOME') or Path.home() / '.cache') / 'letterpress'
    return (
        cache / f'axe-{hashlib.sha256((AXE / "package-lock.json").read_bytes()).hexdigest()[:12]}'
    )


def fetch() -> Path:
    """Return the folder of the packages; fetch them as the lock file names them, on first use."""
    packages = _packages()
    if not packages.is_dir():
        packages.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=packages.parent) as beside:
            for name in ('package.json', 'package-lock.json'):
                shutil.copy(AXE / name, beside)
            subprocess.run(
                ['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
                cwd=beside,
                check=True,
                stdout=subprocess.DEVNULL,
            )
            os.replace(beside, packages)  # whole or not at all
            Path(beside).mkdir()  # what TemporaryDirectory takes away
    return packages


def faults(
    pages: Mapping[str, Path], views: Iterable[tuple[int, str]] = VIEWS
) -> dict[tuple[str, int, str], dict[str, str]]:
    """Return for each page and view the rules it breaks, with where.

    Raises RuntimeError when there is no verdict on one of them.
    """
    wanted = [
        {'name': name, 'file': str(path.resolve()), 'width': width, 'scheme': scheme}
        for name, path in pages.items()
        for width, scheme in views
    ]
    run = subprocess.run(
        ['node', str(AXE / 'judge.mjs'), str(fetch()), str(browser())],
        input=json.dumps(wanted),
        capture_output=True,
        text=True,
    )
    found = {}
    for line in run.stdout.splitlines():
        said = json.loads(line)
        found[said['name'], said['width'], said['scheme']] = {
            f['rule']: ', '.join(f['where']) for f in said['faults']
        }
    if run.returncode or len(found) != len(wanted):
        raise RuntimeError(
            f'no verdict on {len(wanted) - len(found)} of {len(wanted)} pages: {run.stderr[-800:]}'
        )
    return found


def build_kit(folder: Path) -> Path:
    """Build the sample's kit below the folder and return the kit. Raises CalledProcessError."""

    def letterpress(*arguments: str, where: Path) -> None:
        subprocess.run(
            [sys.executable, '-m', 'letterpress', *arguments],
            cwd=where,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    letterpress('init', '--sample', str(folder / 'pages'), where=folder)
    letterpress('build', where=folder / 'pages')
    return folder / 'pages' / 'build' / 'kit'


def judge(folders: Iterable[Path], row: Row) -> None:
    """Judge every page below the folders, twins in all shapes, and see that the bad ones fail."""
    pages = {
        f'{folder.name}/{path.relative_to(folder).as_posix()}': path
        for folder in folders
        for path in sorted(folder.rglob('*.html'))
    }
    with tempfile.TemporaryDirectory(prefix='letterpress-pages-') as scratch:

        def write(kind: str, made: Mapping[str, bytes]) -> dict[str, Path]:
            paths = {
                f'{kind} twin: {name}': Path(scratch, f'{kind}-{n:02}.html')
                for n, name in enumerate(made)
            }
            for path, data in zip(paths.values(), made.values(), strict=True):
                path.write_bytes(data)
            return paths

        bad = bad_twins()
        for (name, width, scheme), broken in faults(pages | write('good', good_twins())).items():
            row(
                'axe',
                f'{name} at {width} px{", dark" if scheme == "dark" else ""}',
                '; '.join(f'{rule}: {where}' for rule, where in broken.items()),
            )
        verdicts = faults(write('bad', {name: data for name, (data, _) in bad.items()}), VIEWS[:1])
        for (name, *_), broken in verdicts.items():
            expected = bad[name.removeprefix('bad twin: ')][1]
            row(
                'axe',
                f'{name} ({expected})',
                '' if expected in broken else f'failed by {", ".join(broken) or "nothing"}',
            )


def _edition(language: str):
    from letterpress.manuscript import edition, reading
    from letterpress.world.files import inside

    campaign, findings = reading.read(inside.read_tree(PROJECT, 'content'))
    assert campaign is not None, findings
    return edition.edition(campaign, language), inside.read_tree(PROJECT, 'layouts')


def good_twins() -> dict[str, bytes]:
    """Return letters that the sample does not have: addressed, with persons, with names that are
    long, with all kinds of blocks.
    """
    from letterpress.kit.formats.twin import twin
    from letterpress.manuscript.model import Block, Counts, PublicSignatory, Run

    found = {}
    for language in ('en', 'ar'):
        said, layouts = _edition(language)
        persons = tuple(
            PublicSignatory(f'p{n}', name, 'person')
            for n, name in enumerate(
                (
                    'Ada Lovelace',
                    'Anticonstitutionnellement-Votre-Association-de-Quartier-et-de-Voisinage',
                    'Ελένη',
                    'منظمة',
                )
            )
        )
        blocks = (
            Block('heading', (Run('First'),), 1),
            Block('item', (Run('one'),)),
            Block('item', (Run('two', href='https://example.org/'),)),
            Block('quote', (Run('Quoted', emphasis=True, lang='fr'),)),
            Block('heading', (Run('Second'),), 4),
            *said.letter.blocks,
        )
        facts = replace(
            said.facts,
            addressee=tuple(
                'Madame la Présidente de la commission|M. X|Sénat|15 rue de Vaugirard|75291 PARIS '
                'CEDEX 06'.split('|')
            ),
        )
        found[f'all kinds of blocks and names, addressed, {language}'] = twin(
            replace(
                said,
                facts=facts,
                letter=replace(said.letter, blocks=blocks),
                signatories=said.signatories + persons,
                counts=Counts.of(said.signatories + persons),
            ),
            layouts,
            False,
            'letter.en.senat-commission-des-lois-constitutionnelles-de-legislation.pdf',
        )
    return found


def bad_twins() -> dict[str, tuple[bytes, str]]:
    """Return by name: the English letter with one thing wrong, and the rule that must find it."""
    from letterpress.kit.formats.twin import twin

    said, layouts = _edition('en')
    good = twin(said, layouts, True).decode()

    def but(old: str, new: str) -> bytes:
        assert good.count(old) == 1, f'{old} stands in the page {good.count(old)} times'
        return good.replace(old, new).encode()

    # the first is that of the day; the second, of the night, stands in a media query
    pale = re.sub('--soft: #[0-9a-f]{6}', '--soft: #b5aa9b', good, count=1).encode()
    assert pale != good.encode()
    return {
        'no language': (but('<html lang="en"', '<html'), 'html-has-lang'),
        'a language that is none': (
            but('class="to la" lang="fr"', 'class="to la" lang="xx-none"'),
            'valid-lang',
        ),
        'no title': (
            but('<title>Open Letter', '<title></title><meta name="x" content="Open Letter').replace(
                b'</title>\n<meta name="author"', b'">\n<meta name="author"'
            ),
            'document-title',
        ),
        'pale text': (pale, 'color-contrast'),
        'picture without description': (
            but(
                '<p class="salute">',
                '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><p class="salute">',
            ),
            'image-alt',
        ),
        'heading skipped': (
            but('<h2 id="names">', '<h5 id="names">').replace(b'</h2>', b'</h5>'),
            'heading-order',
        ),
        'empty link': (
            but('<p class="salute">', '<a href="#roll"></a><p class="salute">'),
            'link-name',
        ),
        'text outside every landmark': (but('</main>', '</main><p>Lost</p>'), 'region'),
        'no first heading': (but('<h1 ', '<p ').replace(b'</h1>', b'</p>'), 'page-has-heading-one'),
        'zoom forbidden': (
            but('initial-scale=1"', 'initial-scale=1, maximum-scale=1, user-scalable=no"'),
            'meta-viewport',
        ),
        'a list that holds more than entries': (
            but('<ul><li>Abilian', '<ul><p>A</p><li>Abilian'),
            'list',
        ),
        'skip link to nowhere': (but('<main id="letter">', '<main>'), 'skip-link'),
        'too wide for a telephone': (
            but('</style>', 'main { min-width: 30rem }</style>'),
            'reflow',
        ),
        'too wide when spaced': (
            but(
                '</style>',
                f'h1::after {{ content: "{"l " * 66}"; display: block; '
                'white-space: nowrap; font: 6px sans-serif }</style>',
            ),
            'text-spacing',
        ),
        'a picture from outside': (
            but(
                '<p class="salute">',
                '<img src="https://127.0.0.1:9/x.gif" alt="x"><p class="salute">',
            ).replace(b"default-src 'none'", b'default-src *'),
            'request',
        ),
    }


def main(arguments: list[str]) -> int:
    """Judge the kits in the folders, else that of the sample.

    Print the table, return the exit code.
    """
    from lanes import Tally

    try:
        require()
    except Missing as command:
        print(
            f'The pages are judged in Chromium, by packages of npm. This installs what is needed:\n'
            f'  {command}',
            file=sys.stderr,
        )
        return 3
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix='letterpress-conformance-') as scratch:
        judge([Path(name) for name in arguments] or [build_kit(Path(scratch))], tally.row)
    return tally.close()


if __name__ == '__main__':
    sys.path[:0] = [str(HERE), str(HERE.parent), str(PROJECT / 'src')]
    sys.exit(main(sys.argv[1:]))
