"""What readers see: pdfium (Chrome), poppler, pdf.js (Firefox) and MuPDF read good files and forged
ones, page by page.

Whatever `verify` calls whole shows, in each of them, the text and the picture of what was sealed.
The corpus must have teeth: every engine shows the forged page of some file, so that a judge who
lets that one pass is found out here. Run by run.py; alone: python tests/conformance/viewers.py
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import threading
import venv
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lanes import Row

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
PARTS = HERE / 'viewers'
ENGINES = ('pdfium', 'poppler', 'mupdf', 'pdf.js')
NODE = (20, 19)  # the oldest that pdf.js runs on; Debian 12 has 18
OWN_NODE = '22.23.3'  # what npm has of Node itself, for machines with an older one
PATIENCE = 60  # seconds that an engine may take for one file
SEALED = 'sealed'  # folder of what was sealed, beside the files

Seen = list[tuple[str, str]]  # of each page: its text, and the SHA-256 of its picture


@dataclass(frozen=True)
class File:
    """A file to be read; `forged`: somebody meant readers to see another page."""

    name: str
    data: bytes
    forged: bool = False


class Missing(Exception):
    """A tool is missing; the text says what is needed."""


def require() -> None:
    """Raise Missing unless poppler is there, and Node with npm, of whatever version."""
    if not (shutil.which('pdftotext') and shutil.which('pdftoppm')):
        raise Missing('poppler is missing (poppler-utils)')
    if not (shutil.which('node') and shutil.which('npm')):
        raise Missing('Node is missing (nodejs, npm)')


def _too_old() -> bool:
    """Tell whether the system's Node is too old for pdf.js."""
    version = (
        subprocess.run(['node', '--version'], capture_output=True, text=True, check=True)
        .stdout.strip()
        .lstrip('v')
    )
    return tuple(int(part) for part in version.split('.')[:2]) < NODE


def _own_node(folder: Path) -> Path:
    """Return where npm puts a Node of our own."""
    machine = {'x86_64': 'x64', 'amd64': 'x64', 'aarch64': 'arm64'}.get(
        platform.machine().lower(), platform.machine().lower()
    )
    return folder / 'node_modules' / f'node-{platform.system().lower()}-{machine}' / 'bin' / 'node'


def _cached(name: str, lock: Path, fill: Callable[[Path], None]) -> Path:
    """Return a folder of the user's cache that `fill` has made, once for each state of the lock
    file.
    """
    cache = Path(os.environ.get('XDG_CACHE_HOME') or Path.home() / '.cache') / 'letterpress'
    folder = cache / f'{name}-{sha256(lock.read_bytes()).hexdigest()[:12]}'
    if not (folder / 'whole').is_file():  # a broken download is no cache
        cache.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        fill(folder)
        (folder / 'whole').touch()
    return folder


def _python(folder: Path) -> None:
    venv.create(folder, with_pip=True)
    subprocess.run(
        [
            folder / 'bin' / 'python',
            '-m',
            'pip',
            '--disable-pip-version-check',
            '-q',
            'install',
            '--require-hashes',
            '--only-binary',
            ':all:',
            '-r',
            PARTS / 'requirements.txt',
        ],
        check=True,
    )


def _node(folder: Path) -> None:
    for name in ('package.json', 'package-lock.json'):
        shutil.copy(PARTS / name, folder)
    subprocess.run(
        ['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
        cwd=folder,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    if _too_old():
        name = _own_node(folder).parts[-3]
        subprocess.run(
            [
                'npm',
                'install',
                '--no-save',
                '--ignore-scripts',
                '--no-audit',
                '--no-fund',
                '--loglevel=error',
                f'{name}@{OWN_NODE}',
            ],
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )


def _command(engine: str) -> list[str]:
    if engine == 'pdf.js':
        folder = _cached('viewers-node', PARTS / 'package-lock.json', _node)
        own = _own_node(folder)
        return [str(own) if own.is_file() else 'node', str(PARTS / 'read.mjs'), str(folder)]
    python = _cached('viewers-python', PARTS / 'requirements.txt', _python) / 'bin' / 'python'
    return [str(python), str(PARTS / 'read.py'), engine]


def read(engine: str, paths: Iterable[Path]) -> dict[Path, Seen | str]:
    """Return what an engine shows of each file, or says instead ('' when it fell over it)."""
    found: dict[Path, Seen | str] = {}
    waiting = list(paths)
    while waiting:
        with tempfile.TemporaryFile('w+') as names:
            names.write('\n'.join(map(str, waiting)) + '\n')
            names.seek(0)
            run = subprocess.Popen(
                _command(engine),
                stdin=names,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
        stopped = threading.Timer(PATIENCE, run.kill)
        stopped.start()
        for line in run.stdout:  # type: ignore[union-attr]
            told = json.loads(line)
            found[Path(told['file'])] = (
                [tuple(page) for page in told['pages']] if 'pages' in told else told['error']
            )
            stopped.cancel()
            stopped = threading.Timer(PATIENCE, run.kill)
            stopped.start()
        stopped.cancel()
        run.wait()
        left = [path for path in waiting if path not in found]
        if left:  # the engine fell, over the first that is left
            found[left[0]] = ''
        waiting = left[1:]
    return found


def judge(files: Iterable[File], folder: Path, row: Row) -> None:
    """Have every engine read the files and what was sealed of each, and hold that against the
    verdict of `verify`.
    """
    from fixtures.forgeries import WORDS
    from letterpress.finishing.judging.verdict import Answer
    from letterpress.finishing.judging.verify import verify_pdf
    from letterpress.finishing.syntax import places

    whole = {Answer.VALID, Answer.DRAFT, Answer.UNKNOWN_SIGNER}
    listed = list(files)
    verdicts = {one.name: verify_pdf(one.data).answer for one in listed}
    paths, sealed = {}, {}
    (folder / SEALED).mkdir(parents=True)
    for number, one in enumerate(listed):
        paths[one.name] = folder / f'{number:03}.pdf'
        paths[one.name].write_bytes(one.data)
        if verdicts[one.name] in whole:
            first = one.data[: places.locate_all(one.data)[0].end]
            sealed[one.name] = folder / SEALED / f'{sha256(first).hexdigest()[:16]}.pdf'
            sealed[one.name].write_bytes(first)
        elif not one.forged:
            row('views', one.name, f'a good file is called {verdicts[one.name].value}')
    wanted = [*paths.values(), *dict.fromkeys(sealed.values())]
    for engine in ENGINES:  # fetched one by one, before they run side by side
        _command(engine)
    with ThreadPoolExecutor() as together:
        seen = dict(
            zip(ENGINES, together.map(lambda engine: read(engine, wanted), ENGINES), strict=True)
        )
    for name, before in sealed.items():
        differing = [
            engine
            for engine in ENGINES
            if not isinstance(seen[engine][paths[name]], list)
            or seen[engine][paths[name]] != seen[engine][before]
        ]
        row(
            'views',
            name,
            f'called {verdicts[name].value}, and another page in {", ".join(differing)}'
            if differing
            else '',
        )
    refused = [one for one in listed if one.forged and verdicts[one.name] not in whole]
    words = WORDS.decode()
    for engine in ENGINES:
        deceived = [one.name for one in refused if _shows(seen[engine][paths[one.name]], words)]
        row(
            'views',
            f'{engine}: {len(deceived)} of {len(refused)} forged files show the forged page, '
            f'verify refuses them',
            '' if deceived else 'no forged file deceives it: the corpus has no teeth',
        )


def _shows(seen: Seen | str, words: str) -> bool:
    return isinstance(seen, list) and any(words in ' '.join(text.split()) for text, _ in seen)


def forged(plans: Mapping[str, object]) -> list[File]:
    """Return every form of forgery on each plan (see fixtures.forgeries), and the honest revision
    it begins with.
    """
    from fixtures import forgeries

    found = []
    for base, plan in plans.items():
        found.append(File(f'{base}: an honest revision', plan.made()))
        found += [
            File(f'{base}: {name}', make(plan), True) for name, make in forgeries.FORMS.items()
        ]
    return found


def corpus(good: Mapping[str, bytes]) -> list[File]:
    """Return good files by name, and forgeries on a plain letter, on the packet and on an archived
    one among them.
    """
    from fixtures import attacks, forgeries, pdfs

    bases = {
        'letter': pdfs.sealed(),
        'archived': next(data for name, data in good.items() if 'b-lta' in name.lower()),
    }
    plans = {
        name: forgeries.honest(data, pdfs.publisher().certificate) for name, data in bases.items()
    }
    packet = {'packet': forgeries.honest(attacks.whole(), pdfs.publisher().certificate)}
    few = [
        one
        for one in forged(packet)
        if any(
            part in one.name
            for part in (
                'honest',
                'hidden_and_rebuilt',
                'hidden_with_a_trailer',
                'hybrid',
                'in_a_stream',
            )
        )
    ]
    return [
        *(File(name, data) for name, data in good.items()),
        *forged(plans),
        *few,
        *(
            File(f'packet: {family}, {way}', attacks.attack(family, way), True)
            for family, way in attacks.CASES
        ),
    ]


def main(arguments: list[str]) -> int:
    """Judge the corpus with a small letter: at every level, lifted by EU DSS, renewed.

    Print the table, return the exit code.
    """
    from lanes import Tally
    from run import judge_levels

    import conftest  # noqa: F401 tells fontconfig of our fonts
    from fixtures import pdfs

    try:
        require()
    except Missing as what:
        print(what, file=sys.stderr)
        return 3
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix='letterpress-viewers-') as scratch:
        unsealed = Path(scratch, 'unsealed')
        unsealed.mkdir()
        (unsealed / 'letter.fr.unsealed.pdf').write_bytes(pdfs.unsealed())
        judge_levels(unsealed, Path(scratch), tally.row)
    return tally.close()


if __name__ == '__main__':
    sys.path[:0] = [str(HERE), str(HERE.parent), str(PROJECT / 'src')]
    sys.exit(main(sys.argv[1:]))
