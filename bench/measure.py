"""Measure builds against the weasyprint command, side by side in one run; write bench/RESULTS.md.

usage: python bench/measure.py [ROUNDS]

Both make the same documents: the HTML that letterpress composed is dumped, and the reference is the
`weasyprint` command run once for each document by `make -j`, with the same typefaces and native
libraries, as many at a time as there are cores. Rounds alternate, medians are compared; only ratios
mean anything, since machines are noisy.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from letterpress.build import plan, project
from letterpress.finishing.keys.draft import draft_key
from letterpress.layout.compose import compose
from letterpress.layout.composition import Composition, Options
from letterpress.world import fonts, versions

HERE = Path(__file__).parent
SCRIPTS = Path(sys.executable).parent
CORES = os.cpu_count() or 1


def timed(command: list[str], cwd: Path, env: dict[str, str]) -> float:
    """Run a command and return its wall-clock seconds; leave with its output if it fails."""
    started = time.perf_counter()
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True)
    seconds = time.perf_counter() - started
    if done.returncode:
        sys.exit(f'{command}: exit code {done.returncode}\n{done.stdout}\n{done.stderr}')
    return seconds


def compositions(base: Path) -> dict[str, Composition]:
    """Compose every document of a project, by file name."""
    fonts.use(fonts.folders(base), base / 'build' / '.cache')
    from letterpress.press import engine
    from letterpress.press import ruler as fit

    engine.warm()
    read = project.read(project.gather(base))
    assert read.sound, read.findings
    options, ruler = Options(draft=draft_key().draft), fit.Ruler()
    return {
        one.name: compose(one.edition, one.layout, one.size, ruler, options, read.sources.layouts)
        for one in plan.orders(read.editions.values(), read.layouts, plan.Wishes())
    }


def dump(composed: dict[str, Composition], folder: Path) -> None:
    """Write documents for the weasyprint command, and the makefile that has it read them."""
    folder.mkdir()
    rules = []
    for name, composition in composed.items():
        html = composition.html
        for asset in composition.assets:
            (folder / f'{name}.{asset.name}').write_bytes(asset.data)
            html = html.replace(f'asset:{asset.name}', f'{name}.{asset.name}')
        (folder / f'{name}.html').write_text(html, encoding='utf-8')
        variant = f' --pdf-variant {composition.variant}' if composition.variant else ''
        command = f'{SCRIPTS / "weasyprint"} -q{variant} --pdf-tags {name}.html {name}'
        rules.append(f'{name}: {name}.html\n\t{command}\n')
    (folder / 'Makefile').write_text(
        f'all: {" ".join(composed)}\n' + ''.join(rules), encoding='utf-8'
    )


def pages(path: Path) -> int:
    """Count the pages of a PDF with poppler."""
    text = subprocess.run(['pdfinfo', path], capture_output=True, text=True, check=True).stdout
    return int(text.split('Pages:')[1].split()[0])


class Change:
    """A word added in one file: what it touches, and what the two ways take for that."""

    def __init__(self, path: Path, old: str, composed: dict[str, Composition], base: Path):
        self._path, self._old, self._text = path, old, path.read_text(encoding='utf-8')
        assert self._text.count(old) == 1, f'{old!r} in {path}'
        self.seconds: list[float] = []
        self.reference: list[float] = []
        self.write(0)
        again = compositions(base)
        self.undo()
        self.touched = {
            name: again[name] for name in composed if again[name].key() != composed[name].key()
        }

    def write(self, number: int) -> None:
        """Add a word, another one each time, so that no cache knows it."""
        self._path.write_text(
            self._text.replace(self._old, f'{self._old} nun{" doch" * number}'), encoding='utf-8'
        )

    def undo(self) -> None:
        self._path.write_text(self._text, encoding='utf-8')


# What is changed: the file, and the words after which one more is written.
CHANGES = {
    'a word that every German document prints': (
        'content/phrases/de.yaml',
        'status.unofficial: Inoffizielle',
    ),
    'a word of the German letter': ('content/letter/de.md', 'Gemeinsam'),
}


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory(prefix='letterpress-bench-') as name:
        work = Path(name)
        base = work / 'letter'
        env = {**os.environ, 'NO_COLOR': '1'}
        env.pop('LETTERPRESS_CACHE', None)
        env.pop(
            'PYTHONDONTWRITEBYTECODE', None
        )  # else our modules are compiled at every start, the installed ones not
        timed([str(SCRIPTS / 'letterpress'), 'init', '--sample', str(base)], work, env)
        composed = compositions(base)
        reference_env = {**env, 'FONTCONFIG_FILE': os.environ['FONTCONFIG_FILE']}
        build, make = [str(SCRIPTS / 'letterpress'), 'build'], ['make', '-s', f'-j{CORES}']

        changes = {
            name: Change(base / path, old, composed, base) for name, (path, old) in CHANGES.items()
        }
        cold, cold_reference, idle = [], [], []
        for number in range(rounds):
            dumped = work / f'all-{number}'
            dump(composed, dumped)
            cold_reference.append(timed(make, dumped, reference_env))
            shutil.rmtree(base / 'build', ignore_errors=True)
            cold.append(timed(build, base, env))
            for _ in range(3):
                idle.append(timed(build, base, env))
            for name, change in changes.items():
                few = work / f'{name}-{number}'
                dump(change.touched, few)
                change.reference.append(timed(make, few, reference_env))
                change.write(number)
                change.seconds.append(timed(build, base, env))
                change.undo()
                timed(build, base, env)
            print(
                f'round {number + 1}: cold {cold[-1]:.2f} s against {cold_reference[-1]:.2f} s, '
                f'nothing {idle[-1]:.2f} s, '
                + ', '.join(
                    f'{name} {c.seconds[-1]:.2f} s against {c.reference[-1]:.2f} s'
                    for name, c in changes.items()
                ),
                file=sys.stderr,
            )
        others = sorted(
            pdf.name
            for pdf in base.glob('build/pdf/*/*.pdf')
            if pages(pdf) != pages(work / 'all-0' / pdf.name)
        )
        report(composed, changes, cold, cold_reference, idle, others)


def report(
    composed: dict[str, Composition],
    changes: dict[str, Change],
    cold: list[float],
    cold_reference: list[float],
    idle: list[float],
    others: list[str],
) -> None:
    """Write bench/RESULTS.md and print it; `others` have other page counts than the command's."""
    m = statistics.median
    natives = ', '.join(f'{name} {version}' for name, version in versions.natives().items())
    languages = {one.language for one in composed.values()}
    rows = [
        f'| cold, {len(composed)} documents in {len(languages)} languages | {m(cold):.2f} s '
        f'| {m(cold_reference):.2f} s | **{m(cold) / m(cold_reference):.2f} ×** | ≤ 0.40 × |',
        f'| nothing changed | {m(idle):.2f} s | – | – | ≤ 0.2 s |',
    ]
    rows += [
        f'| {name}: {len(c.touched)} documents | {m(c.seconds):.2f} s | {m(c.reference):.2f} s '
        f'| **{m(c.seconds) / m(c.reference):.2f} ×** | ≤ 0.80 × |'
        for name, c in changes.items()
    ]
    text = """# What a build costs

`make bench`: {rounds} rounds on {cores} cores ({machine}, Python {python}, WeasyPrint {weasyprint};
{natives}), medians of wall-clock time. The reference is the `weasyprint` command, once for
each document with `make -j{cores}`, on the same HTML, typefaces and libraries; it only renders.
The build reads and checks everything, composes, renders, seals the letters, makes the kit with its
ZIPs and verifies it. {counts} Machines are noisy: read the ratios.

| | this build | the command | ratio | goal |
|---|---|---|---|---|
{rows}
""".format(
        rounds=len(cold),
        cores=CORES,
        machine=platform.machine(),
        python=platform.python_version(),
        weasyprint=versions.engines()['weasyprint'],
        natives=natives,
        rows='\n'.join(rows),
        counts='Page counts are equal.'
        if not others
        else f'The command, which breaks first fit, has other counts for {", ".join(others)}.',
    )
    (HERE / 'RESULTS.md').write_text(text, encoding='utf-8')
    print(text)


if __name__ == '__main__':
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
