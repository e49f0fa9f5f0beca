"""Measure the letter of a long roll beside typst, in one run; writes bench/ROLL.md.

Each document is made by a process of its own, which imports all it needs: letterpress composes and
prints the sample's letter with a roll that is read already; typst compiles the same names in two
columns of the same type, with folios. CPU seconds and peak memory are the process's own. Modules
are compiled already, as those that are installed: a first letter, not measured, compiles them.
"""

from __future__ import annotations

import json
import os
import pickle
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from math import log10
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
COUNTS = (1_001, 10_000, 100_000)  # from 1,001 on the press writes the lines
ROUNDS = 3
STAGES = (
    'loading the engine, the typefaces and all modules',
    'reading layouts and the roll',
    'composing: the letter measured, the names broken into lines',
    'names drawn, tagged and packed',
    'all other pages laid out, looked at, tagged and written',
)
FIRST = 'Anna Bruno Chloé Dieter Ελένη Fatima Γιώργος Hanna Иван João Karin Łukasz Мария محمد مريم'
LAST = 'Almeida Braun Costa Dupont Ферман Fernández-Ruiz Müller Παπαδόπουλος Wójcik Янков حداد'


def names(count: int) -> list[str]:
    """Return names of four scripts, none of which mixes two."""
    chance = random.Random(13)

    def script(word: str) -> int:
        return next(
            n for n, last in enumerate((0x250, 0x400, 0x530, 0x700)) if ord(word[-1]) < last
        )

    first = [[w for w in FIRST.split() if script(w) == n] for n in range(4)]
    last = [[w for w in LAST.split() if script(w) == n] for n in range(4)]
    made = []
    for _ in range(count):
        n = chance.choices(range(4), (85, 5, 5, 5))[0]
        made.append(
            ' '.join([chance.choice(first[n]), *chance.choices(last[n], k=chance.randint(1, 2))])
        )
    return sorted(made)


def print_letter(source: str, out: str) -> None:
    """Compose and print the letter of a pickled edition; write the CPU seconds of each stage."""
    spent = {}

    def stage(name: str) -> None:
        spent[name] = time.process_time() - sum(spent.values())

    from letterpress.build.stages import sheets

    sheets.load((ROOT / 'fonts',), Path(source).parent)
    from letterpress.layout import manifest
    from letterpress.layout.compose import compose
    from letterpress.layout.composition import Options
    from letterpress.press import engine, ruler
    from letterpress.press.leaves.writing import Writer

    stage(STAGES[0])
    files = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in (ROOT / 'layouts').rglob('*')
        if path.is_file()
    }
    layout = next(one for one in manifest.discover(files)[0] if one.name == 'letter')
    edition = pickle.loads(Path(source).read_bytes())
    stage(STAGES[1])
    made = compose(edition, layout, layout.sizes[0], ruler.Ruler(), Options(), files)
    del edition
    stage(STAGES[2])
    names = [0.0]

    def timed(method: Any) -> Any:
        def call(*given: Any) -> Any:
            begun = time.process_time()
            try:
                return method(*given)
            finally:
                names[0] += time.process_time() - begun

        return call

    for step in ('draw', 'finish', 'written'):
        setattr(Writer, step, timed(getattr(Writer, step)))
    Path(out).write_bytes(engine.render(made, files).pdf)
    stage(STAGES[4])
    spent[STAGES[3]] = names[0]
    spent[STAGES[4]] -= names[0]
    Path(f'{out}.json').write_text(json.dumps(spent))


def typst_source(of: list[str]) -> str:
    """Return the same names for typst."""
    lines = ''.join(
        f'#block(par(hanging-indent: 4mm)[#{name!r}])\n'.replace("'", '"') for name in of
    )
    return (
        '#set page(paper: "a4", margin: 25mm, numbering: "1 / 1")\n'
        '#set text(font: ("LP Book", "LP Naskh"), size: 10.25pt)\n#set block(spacing: 2.2mm)\n'
        f'#columns(2)[\n{lines}]\n'
    )


def measured(command: list[str], compiled: str) -> tuple[float, float]:
    """Return CPU seconds and peak MB of a process, which keeps compiled modules in a folder."""
    kept = {name: value for name, value in os.environ.items() if name != 'PYTHONDONTWRITEBYTECODE'}
    kept['PYTHONPYCACHEPREFIX'] = compiled
    process = subprocess.Popen(command, cwd=ROOT, env=kept)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f'{command} failed')
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    """Measure, and write bench/ROLL.md."""
    from letterpress.build import project
    from letterpress.manuscript import edition as editions
    from letterpress.manuscript.model import Counts, PublicSignatory

    load = os.getloadavg()[0]
    base = editions.edition(project.read(project.gather(ROOT)).campaign, 'en')
    rows, ours_by, stages = [], {}, {}
    counts = tuple(map(int, sys.argv[1:])) or COUNTS
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            of = names(count)
            roll = tuple(
                PublicSignatory(f's-{n}', name, 'person', initial=name[0])
                for n, name in enumerate(of)
            )
            edition = replace(base, signatories=roll, counts=Counts.of(roll))
            source, text = Path(folder, 'edition'), Path(folder, 'roll.typ')
            source.write_bytes(pickle.dumps(edition))
            text.write_text(typst_source(of), encoding='utf-8')
            printing = [sys.executable, __file__, '--print', str(source), f'{folder}/a.pdf']
            if not rows:
                measured(printing, f'{folder}/compiled')
            made = f'typst.compile({str(text)!r}, {folder + "/b.pdf"!r}, font_paths=["fonts"])'
            theirs_is = [sys.executable, '-c', f'import typst; {made}']
            rounds = []
            for _ in range(ROUNDS):
                one = measured(printing, f'{folder}/compiled')
                told = json.loads(Path(folder, 'a.pdf.json').read_text())
                rounds.append((one, told, measured(theirs_is, f'{folder}/compiled')))
            # the round that was the middle one for us, and the middle one for them
            ours, stages[count], _ = sorted(rounds, key=lambda one: one[0])[ROUNDS // 2]
            *_, theirs = sorted(rounds, key=lambda one: one[2])[ROUNDS // 2]
            ours_by[count] = ours[0]
            sizes = [Path(folder, name).stat().st_size / 1e6 for name in ('a.pdf', 'b.pdf')]
            rows.append(
                f'| {count:,} | {ours[0]:.2f} | {theirs[0]:.2f} | {ours[0] / theirs[0]:.2f} '
                f'| {ours[1]:.0f} | {theirs[1]:.0f} | {ours[1] / theirs[1]:.2f} '
                f'| {sizes[0]:.1f} | {sizes[1]:.1f} |'
            )
            print(rows[-1], flush=True)
    head = (
        '# A long roll beside typst\n\nMade by `bench/roll.py` (make bench): both in turn, the '
        f'middle of {ROUNDS} rounds. CPU in seconds, memory in MB, files in MB; imports included. '
        f'The machine: {os.cpu_count()} cores, load {load:.1f} when it began.\n\n'
        '| names | CPU | typst | ratio | memory | typst | ratio | file | typst |\n'
        '|---|---|---|---|---|---|---|---|---|\n'
    )
    most, less = counts[-1], counts[-2] if len(counts) > 1 else counts[-1]
    growth = log10(ours_by[most] / ours_by[less]) / log10(most / less) if most != less else 0.0
    tail = (
        '\n\nThe part that no roll changes (the imports, the letter itself) is nearly all of the '
        f'first row. From {less:,} to {most:,} names CPU grows with the exponent {growth:.2f}.\n\n'
        '## Where the time goes\n\nCPU seconds of the same processes.\n\n'
        f'| stage |{"|".join(f" {count:,} " for count in counts)}|\n|---{"|---" * len(counts)}|\n'
    )
    for name in STAGES:
        tail += f'| {name} |{"|".join(f" {stages[count][name]:.2f} " for count in counts)}|\n'
    (ROOT / 'bench/ROLL.md').write_text(head + '\n'.join(rows) + tail, encoding='utf-8')


if __name__ == '__main__':
    if sys.argv[1:2] == ['--print']:
        print_letter(*sys.argv[2:])
    else:
        main()
