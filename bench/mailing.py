"""Measure 925 letters to addressees against typst, side by side in one run; write bench/MAILING.md.

usage: python bench/mailing.py [ROUNDS]

The reference is typst (PyPI) in one process with one template of the same letter, whose memory
spares it most of the second and each later one; it is asked for PDF/A-3a and PDF/UA-1 too, which
costs it nothing. Ours are the letters of `letterpress build filing`: the same files, unsealed and
sealed (B-B), with the collector as the command sets it. CPU seconds are those of the process and
all its children. Rounds alternate, medians are compared; only ratios mean anything, since machines
are noisy.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
PROJECT = HERE.parent
LETTERS = 925  # 577 deputies and 348 senators
MEMORY = (
    '/dev/shm' if os.path.isdir('/dev/shm') else None
)  # files are written to memory: no disk's moods in the figures
GOALS = {'unsealed': 0.15, 'sealed': 1.5}

TEMPLATE = """#let letter = json(bytes(sys.inputs.letter))
#let to = json(bytes(sys.inputs.to))
#set document(title: letter.title)
#set page(
  paper: "a4",
  margin: (left: 65mm, right: 25mm, top: 20mm, bottom: 32mm),
  footer: context [#letter.title #h(1fr) #counter(page).display("1 / 1", both: true)],
)
#set text(font: "LP Book", size: 10.5pt, lang: "fr", hyphenate: true)
#set par(leading: 5mm - 7.5pt, spacing: 5mm)
#place(top + left, dx: 40mm, dy: 35mm, block(width: 80mm, height: 24mm, to.lines.join(linebreak())))
#v(65mm)
#text(font: "LP Wood", weight: 900, size: 24pt, heading(outlined: false, letter.title))
#to.salutation
#for block in letter.blocks [#block #parbreak()]
#to.closing
#columns(2, gutter: 5mm, for name in letter.names [#name \\ ])
"""


def addressees(project) -> list:
    return [one for one in project.campaign.recipients if one.rank in ('deputy', 'senator')][
        :LETTERS
    ]


def opened():
    """Return the sample project, read as a build does."""
    from letterpress.build import project

    return project.read(project.gather(PROJECT))


def with_typst(folder: Path) -> None:
    """Make the letters with typst, in this process."""
    import typst

    told = json.loads((folder / 'letters.json').read_text(encoding='utf-8'))
    compiler = typst.Compiler(
        input=folder / 'letter.typ',
        root=folder,
        font_paths=[PROJECT / 'fonts'],
        ignore_system_fonts=True,
        sys_inputs={'letter': told['letter'], 'to': told['to'][0][1]},
    )
    for name, to in told['to']:
        (folder / name).write_bytes(
            compiler.compile(
                format='pdf',
                sys_inputs={'letter': told['letter'], 'to': to},
                pdf_standards=['a-3a', 'ua-1'],
            )
        )


def with_letterpress(folder: Path, sealed: bool) -> None:
    """Make the letters as `letterpress build filing` does, in this process and its workers."""
    gc.set_threshold(100_000, 20, 100)  # as letterpress.__main__ does
    from letterpress.build import mailing as merging
    from letterpress.build import printing
    from letterpress.build.bench import Bench
    from letterpress.finishing.keys.draft import draft_key
    from letterpress.kit import mailing

    os.environ['LETTERPRESS_CACHE'] = str(folder / 'cache')
    bench = Bench(PROJECT, draft_key())
    printing.load(bench)
    project = opened()
    made, findings = merging.letters(bench, project, addressees(project), sealed=sealed)
    assert len(made) == LETTERS and not findings, findings
    for letter in made:
        (folder / mailing.letter_name(letter.recipient)).write_bytes(letter.pdf)


def prepare(folder: Path) -> None:
    """Write what typst gets: the template, and the words of the letters as JSON."""
    project = opened()
    edition = project.editions['fr']
    (folder / 'letter.typ').write_text(TEMPLATE, encoding='utf-8')
    letter = {
        'title': edition.letter.title,
        'blocks': [block.text for block in edition.letter.blocks],
        'names': [one.name for one in edition.signatories],
    }
    to = [
        (
            f'{one.id}.pdf',
            json.dumps({'lines': one.lines, 'salutation': one.salutation, 'closing': one.closing}),
        )
        for one in addressees(project)
    ]
    (folder / 'letters.json').write_text(
        json.dumps({'letter': json.dumps(letter), 'to': to}), encoding='utf-8'
    )


def measured(way: str, told: Path) -> tuple[float, float, float, int]:
    """Run a way in a fresh folder; return what it took.

    CPU seconds, wall seconds, peak MB of its largest process, mean bytes of a letter.
    """
    with tempfile.TemporaryDirectory(prefix='letterpress-mailing-', dir=MEMORY) as name:
        folder = Path(name)
        for file in told.iterdir():
            (folder / file.name).write_bytes(file.read_bytes())
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(
            [sys.executable, __file__, '--way', way, str(folder)], check=True, env=_environment()
        )
        wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
        sizes = [path.stat().st_size for path in folder.glob('*.pdf')]
        assert len(sizes) == LETTERS
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        peak = int((folder / 'peak').read_text()) / 1024
        return cpu, wall, peak, sum(sizes) // len(sizes)


def _environment() -> dict[str, str]:
    """Return the environment in which Python may keep compiled modules, as installed."""
    return {name: value for name, value in os.environ.items() if name != 'PYTHONDONTWRITEBYTECODE'}


def main(rounds: int) -> None:
    ways = ('typst', 'unsealed', 'sealed')
    runs: dict[str, list[tuple[float, float, float, int]]] = {way: [] for way in ways}
    with tempfile.TemporaryDirectory(prefix='letterpress-mailing-') as name:
        told = Path(name)
        prepare(told)
        for number in range(rounds):
            for way in ways:
                runs[way].append(measured(way, told))
            print(
                f'round {number + 1}: '
                + ', '.join(f'{way} {runs[way][-1][0]:.2f} s' for way in ways),
                file=sys.stderr,
            )
    report(runs, rounds)


def report(runs: dict[str, list[tuple[float, float, float, int]]], rounds: int) -> None:
    """Write bench/MAILING.md and print it."""
    from importlib.metadata import version

    median = {
        way: [statistics.median(column) for column in zip(*rows, strict=True)]
        for way, rows in runs.items()
    }
    names = {
        'typst': f'typst {version("typst")}, one process',
        'unsealed': 'letterpress',
        'sealed': 'letterpress, sealed (B-B)',
    }
    rows = []
    for way, (cpu, wall, peak, size) in median.items():
        goal, ratio = GOALS.get(way), cpu / median['typst'][0]
        rows.append(
            f'| {names[way]} | {cpu:.2f} s | {wall:.2f} s | {peak:.0f} MB | {size / 1000:.0f} kB | '
            + (f'**{ratio:.2f} ×** | ≤ {goal} × |' if goal else '– | – |')
        )
    text = (
        f"""# What a mailing costs

`make bench`: {LETTERS} letters in French, an addressee each; {rounds} rounds on
{os.cpu_count()} cores, medians. CPU time is that of the process and its workers, from the start of
Python to the last file (in memory, where there is a /dev/shm); memory is the peak of the largest
process. Typst sets a plainer letter of the same words, without the seal's frame and field; both
make PDF/A-3a and PDF/UA-1. Machines are noisy: read the ratios.

| {LETTERS} letters | CPU | wall clock | memory | a letter | ratio of CPU | goal |
|---|---|---|---|---|---|---|
"""
        + '\n'.join(rows)
        + '\n'
    )
    (HERE / 'MAILING.md').write_text(text, encoding='utf-8')
    print(text)


if __name__ == '__main__':
    if sys.argv[1:2] == ['--way']:
        way, place = sys.argv[2], Path(sys.argv[3])
        with_typst(place) if way == 'typst' else with_letterpress(place, way == 'sealed')
        peak = max(
            resource.getrusage(who).ru_maxrss
            for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        (place / 'peak').write_text(str(peak))
        os._exit(0)  # as letterpress.__main__ does
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
