"""Measure builds against the weasyprint command, side by side in one run; write bench/RESULTS.md.

usage: python bench/measure.py [ROUNDS]

Both make the same documents: the HTML that letterpress composed is dumped, and the reference is the `weasyprint`
command run once for each document by `make -j`, with the same typefaces and native libraries, as many at a time as
there are cores. Rounds alternate, medians are compared; only ratios mean anything, since machines are noisy.
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

from letterpress.finishing import keys
from letterpress.layout.compose import Composition, Options, compose
from letterpress.pipeline import plan, project, versions, workshop

HERE = Path(__file__).parent
SCRIPTS = Path(sys.executable).parent
CORES = os.cpu_count() or 1


def timed(command: list[str], cwd: Path, env: dict[str, str]) -> float:
    """Run a command and return its wall-clock seconds. Raises CalledProcessError with its output shown."""
    started = time.perf_counter()
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True)
    seconds = time.perf_counter() - started
    if done.returncode:
        sys.exit(f'{command}: exit code {done.returncode}\n{done.stdout}\n{done.stderr}')
    return seconds


def compositions(base: Path) -> dict[str, Composition]:
    """Compose every document of a project, by file name."""
    workshop.use_fonts(workshop.font_folders(base), base / 'build' / '.cache')
    from letterpress.press import engine, fit
    engine.warm()
    read = project.read(project.gather(base))
    assert read.sound, read.findings
    options, ruler = Options(draft=keys.draft_key().draft), fit.Ruler()
    return {job.name: compose(job.edition, job.layout, job.size, ruler, options, read.sources.layouts)
            for job in plan.jobs(read.editions.values(), read.layouts, plan.Wishes())}


def dump(composed: dict[str, Composition], folder: Path) -> None:
    """Write documents as files that the weasyprint command can read, and the makefile that has it read them."""
    folder.mkdir()
    rules = []
    for name, composition in composed.items():
        html = composition.html
        for asset in composition.assets:
            (folder / f'{name}.{asset.name}').write_bytes(asset.data)
            html = html.replace(f'asset:{asset.name}', f'{name}.{asset.name}')
        (folder / f'{name}.html').write_text(html, encoding='utf-8')
        variant = f' --pdf-variant {composition.variant}' if composition.variant else ''
        rules.append(f'{name}: {name}.html\n\t{SCRIPTS / "weasyprint"} -q{variant} --pdf-tags {name}.html {name}\n')
    (folder / 'Makefile').write_text(f'all: {" ".join(composed)}\n' + ''.join(rules), encoding='utf-8')


def pages(path: Path) -> int:
    """Count the pages of a PDF with poppler."""
    text = subprocess.run(['pdfinfo', path], capture_output=True, text=True, check=True).stdout
    return int(text.split('Pages:')[1].split()[0])


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory(prefix='letterpress-bench-') as name:
        work = Path(name)
        base = work / 'letter'
        env = {**os.environ, 'NO_COLOR': '1'}
        env.pop('LETTERPRESS_CACHE', None)
        timed([str(SCRIPTS / 'letterpress'), 'init', '--sample', str(base)], work, env)
        composed = compositions(base)
        reference_env = {**env, 'FONTCONFIG_FILE': os.environ['FONTCONFIG_FILE']}
        build, make = [str(SCRIPTS / 'letterpress'), 'build'], ['make', '-s', f'-j{CORES}']

        letter = base / 'content' / 'letter' / 'de.md'
        original = letter.read_text(encoding='utf-8')
        word = original.rpartition('\n\n')[2].split()[0]
        changed_text = original[:original.rindex(word)] + word + ' nun' + original[original.rindex(word) + len(word):]
        letter.write_text(changed_text, encoding='utf-8')
        again = compositions(base)
        letter.write_text(original, encoding='utf-8')
        touched = {name: again[name] for name in composed if again[name].key() != composed[name].key()}

        cold, cold_reference, idle, change, change_reference = [], [], [], [], []
        for number in range(rounds):
            dumped = work / f'all-{number}'
            dump(composed, dumped)
            cold_reference.append(timed(make, dumped, reference_env))
            shutil.rmtree(base / 'build', ignore_errors=True)
            cold.append(timed(build, base, env))
            for _ in range(3):
                idle.append(timed(build, base, env))
            few = work / f'few-{number}'
            dump(touched, few)
            change_reference.append(timed(make, few, reference_env))
            letter.write_text(changed_text.replace(' nun', ' nun' + ' doch' * number), encoding='utf-8')
            change.append(timed(build, base, env))
            letter.write_text(original, encoding='utf-8')
            print(f'round {number + 1}: cold {cold[-1]:.2f} s against {cold_reference[-1]:.2f} s, nothing {idle[-1]:.2f} s, '
                  f'a word {change[-1]:.2f} s against {change_reference[-1]:.2f} s', file=sys.stderr)
        for language in base.glob('build/pdf/*'):
            for pdf in language.glob('*.pdf'):
                assert pages(pdf) == pages(work / 'all-0' / pdf.name), f'{pdf.name}: other page counts'
        report(composed, touched, cold, cold_reference, idle, change, change_reference)


def report(composed, touched, cold, cold_reference, idle, change, change_reference) -> None:
    """Write bench/RESULTS.md and print it."""
    m = statistics.median
    natives = ', '.join(f'{name} {version}' for name, version in versions.natives().items())
    cold_ratio, change_ratio = m(cold) / m(cold_reference), m(change) / m(change_reference)
    text = f'''# What a build costs

`make bench`: {len(cold)} rounds on {CORES} cores ({platform.machine()}, Python {platform.python_version()}, WeasyPrint
{versions.engines()["weasyprint"]}; {natives}), medians of wall-clock time. The reference is the
`weasyprint` command, once for each document with `make -j{CORES}`, on the same HTML, typefaces and libraries; it only renders.
The build composes, renders, seals the letters, makes the kit with its ZIPs and verifies it. Page counts are equal.

| | this build | the command | ratio | goal |
|---|---|---|---|---|
| cold, {len(composed)} documents in {len({c.language for c in composed.values()})} languages | {m(cold):.2f} s | {m(cold_reference):.2f} s | **{cold_ratio:.2f} ×** | ≤ 0.40 × |
| nothing changed | {m(idle):.2f} s | – | – | ≤ 0.2 s |
| one word of one letter changed ({len(touched)} documents: {", ".join(sorted(touched))}) | {m(change):.2f} s | {m(change_reference):.2f} s | **{change_ratio:.2f} ×** | ≤ 0.80 × |
'''
    (HERE / 'RESULTS.md').write_text(text, encoding='utf-8')
    print(text)


if __name__ == '__main__':
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
