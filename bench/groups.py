"""Measure what the posters of local groups cost, and make them on a cluster that loses a worker.

usage: python bench/groups.py [GROUPS]      (60 without a number; 500 is a large coalition)

Each group wants four posters for three printers, in one of the eight languages of the sample. All
of them are built with an empty cache, then one of them alone, then one poster for one printer; then
all again, where there is nothing to do. Four Dask workers on the loopback make all of them once
more; one is killed half way, and what comes out must be the same bytes. Writes bench/GROUPS.md;
exit code 1 when bytes differ.

Each build is a process as a user calls it, imports included. CPU seconds are its own and its
workers'; memory is the highest sum over all of them at one moment, of pages that they share each
one's part (PSS, Linux alone).
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
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / 'tests'))

from fixtures.cluster import Cluster  # noqa: E402 after the path is set

GROUPS = 60
GOAL = 0.25  # of the CPU of a cold build of the same
POSTERS = ('event', 'suspects', 'iris', 'bar')
PRINTERS = ('home', 'copy-shop', 'print-shop')
COUNTRIES = {'en': 'GB', 'fr': 'FR', 'es': 'ES', 'de': 'DE', 'it': 'IT', 'el': 'GR', 'bg': 'BG',
             'ar': 'EG'}  # fmt: skip
ZONES = {'ES': ', time_zone: Europe/Madrid'}  # of countries that have several
WORKERS = 4
EVERY = 0.3  # seconds between two looks at the memory
COMMAND = [sys.executable, '-m', 'letterpress', 'build', 'groups']


@dataclass(frozen=True)
class Taken:
    """What a build took: CPU and wall seconds, MB of its processes together; its answer."""

    cpu: float
    wall: float
    memory: float
    answer: dict


def environment() -> dict[str, str]:
    """Return an environment in which Python keeps compiled modules and no cache is shared."""
    dropped = ('LETTERPRESS_CACHE', 'PYTHONDONTWRITEBYTECODE')
    return {name: value for name, value in os.environ.items() if name not in dropped}


def campaign(folder: Path, count: int) -> Path:
    """Begin the sample with so many groups; return it."""
    base = folder / 'campaign'
    init = [sys.executable, '-m', 'letterpress', 'init', '--sample', str(base)]
    subprocess.run(init, check=True, capture_output=True, env=environment())
    groups = base / 'content' / 'groups'
    groups.mkdir()
    languages = tuple(COUNTRIES)
    for number in range(1, count + 1):
        language = languages[(number - 1) % len(languages)]
        country = COUNTRIES[language]
        day = date.today() + timedelta(days=30 + number % 60)
        (groups / f'group-{number:03}.yaml').write_text(
            f'name: Group {number}\nlanguage: {language}\ncountry: {country}\n'
            f'event: {{place: Place {number}, day: {day}, time: "{17 + number % 3}:30", '
            f'link: "https://example.org/{number}"{ZONES.get(country, "")}}}\n'
            f'imprint: {{name: Group {number}, address: Address {number}, printer: Shop}}\n'
            f'posters: [{", ".join(POSTERS)}]\nprinters: [{", ".join(PRINTERS)}]\n',
            encoding='utf-8',
        )
    return base


def memory(pid: int) -> int:
    """Return the bytes that a process and all below it hold, of shared pages each one's part."""
    below: dict[int, list[int]] = {}
    for stat in Path('/proc').glob('[0-9]*/stat'):
        try:
            parent = int(stat.read_text().rpartition(')')[2].split()[1])
        except OSError:
            continue  # it has ended
        below.setdefault(parent, []).append(int(stat.parent.name))
    found, waiting = 0, [pid]
    while waiting:
        one = waiting.pop()
        waiting += below.get(one, ())
        try:
            rollup = Path(f'/proc/{one}/smaps_rollup').read_text()
        except OSError:
            continue
        if said := re.search(r'^Pss: +(\d+) kB', rollup, re.MULTILINE):
            found += int(said[1]) * 1024
    return found


def build(base: Path, *arguments: str) -> Taken:
    """Build, and return what it took. Leaves with what the build said where it failed."""
    with tempfile.TemporaryFile('w+') as out, tempfile.TemporaryFile('w+') as errors:
        began = time.perf_counter()
        process = subprocess.Popen(
            [*COMMAND, '--json', *arguments], cwd=base, env=environment(), stdout=out, stderr=errors
        )
        most = 0
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            most = max(most, memory(process.pid))
            time.sleep(EVERY if time.perf_counter() - began > 3 else 0.02)
        wall = time.perf_counter() - began
        _, status, used = ended
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        errors.seek(0)
        if status:
            sys.exit(f'{arguments}:\n{out.read()[-3000:]}{errors.read()[-3000:]}')
        return Taken(used.ru_utime + used.ru_stime, wall, most / 1e6, json.loads(out.read()))


def tree(base: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of build/groups."""
    folder = base / 'build' / 'groups'
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob('*'))
        if path.is_file()
    }


def clear(base: Path) -> None:
    """Forget all that was built, the cache too."""
    shutil.rmtree(base / 'build', ignore_errors=True)


def kept(base: Path) -> int:
    """Count what a build has in its cache by now."""
    return sum(1 for path in (base / 'build' / '.cache').rglob('*') if path.is_file())


def on_a_cluster(base: Path, folder: Path, whole: int) -> tuple[float, int]:
    """Build on four workers and kill one half way, `whole` files in the cache being all.

    Returns wall seconds, and the files in the cache when it was killed.
    """
    clear(base)
    folder.mkdir()
    with Cluster(folder, deadly=False) as cluster, tempfile.TemporaryFile('w+') as errors:
        for _ in range(WORKERS):
            cluster.add()
        began = time.perf_counter()
        process = subprocess.Popen(
            [*COMMAND, '--executor', cluster.address],
            cwd=base,
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        while process.poll() is None and (there := kept(base)) < whole / 2:
            time.sleep(0.1)
        if process.poll() is None:
            cluster.kill(0)
        else:
            errors.seek(0)
            sys.exit(f'the build ended before a worker was killed:\n{errors.read()[-3000:]}')
        if process.wait():
            errors.seek(0)
            sys.exit(f'the build on the cluster failed:\n{errors.read()[-3000:]}')
        return time.perf_counter() - began, there


def main(count: int) -> int:
    """Measure, write bench/GROUPS.md, and return the exit code."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix='letterpress-groups-') as name:
        base = campaign(Path(name), count)
        everything = build(base)
        local, whole = tree(base), kept(base)
        nothing = build(base)
        assert everything.answer['changed'] and not nothing.answer['changed']
        clear(base)
        group = build(base, '--group', 'group-001')
        clear(base)
        words = ('--set', f'posters={POSTERS[0]}', '--set', 'printers=home')
        sheet = build(base, '--group', 'group-001', *words)
        [poster] = (base / 'build' / 'groups' / 'group-001').glob('poster-*.pdf')
        wall, there = on_a_cluster(base, Path(name, 'cluster'), whole)
        remote = tree(base)
    sheets = sum(one.endswith('.pdf') for one in local)
    assert sheets == count * len(POSTERS) * len(PRINTERS), sheets
    other = sorted(one for one in local.keys() | remote.keys() if local.get(one) != remote.get(one))
    text = report(count, sheets, load, everything, nothing, group, sheet)
    digest = hashlib.sha256(json.dumps(local, sort_keys=True).encode()).hexdigest()
    text += (
        f'\n## On a cluster\n\n{WORKERS} Dask workers on the loopback of the same machine made the '
        f'same from an empty cache in {wall:.0f} s; one was killed (SIGKILL) when {there} of '
        f'{whole} files were in the cache. Of {len(local)} files in build/groups {len(other)} are '
        f'other bytes than those made without a cluster (SHA-256 of their list: {digest[:16]}…).\n'
    )
    (HERE / 'GROUPS.md').write_text(text, encoding='utf-8')
    print(text, *other[:9], f'measured: {poster.name}', sep='\n')
    return 1 if other else 0


def report(
    count: int, sheets: int, load: float, whole: Taken, nothing: Taken, group: Taken, sheet: Taken
) -> str:
    """Return the report of what builds took."""

    def row(what: str, taken: Taken, made: int) -> str:
        each = f'{taken.cpu / made:.2f} s' if made else '–'
        return (
            f'| {what} | {taken.cpu:.1f} s | {taken.wall:.1f} s | {each} | {taken.memory:.0f} MB |'
        )

    by_group = whole.cpu / count / group.cpu
    by_sheet = whole.cpu / sheets / sheet.cpu
    each = len(POSTERS) * len(PRINTERS)
    more = (whole.cpu - group.cpu) / max(1, count - 1)
    languages = min(count, len(COUNTRIES))
    return f"""# What the posters of local groups cost

Made by `bench/groups.py` (make bench), one run: {count} groups in {languages} languages, each
{len(POSTERS)} posters ({', '.join(POSTERS)}) for {len(PRINTERS)} printers ({', '.join(PRINTERS)}):
{sheets} PDFs, and for each group three cards, a page, a file for calendars and a ZIP, in the CPU of
all. `python bench/groups.py 500` measures a large coalition. Each build is a process, imports
included, with an empty cache; CPU is its own and its workers’, memory the highest sum over all its
processes at one moment (PSS). The machine: {os.cpu_count()} cores, which had a load of {load:.1f}
of others when it began: read the CPU and the ratios rather than the wall clock.

| | CPU | wall clock | CPU a PDF | memory |
|---|---|---|---|---|
{row(f'{count} groups, {sheets} PDFs', whole, sheets)}
{row(f'one group alone, {each} PDFs', group, each)}
{row('one poster for one printer, with the cards and the page', sheet, 1)}
{row(f'{count} groups once more: nothing to do', nothing, 0)}

| the CPU of one among {count} | by that of a build of its own | goal |
|---|---|---|
| a group | **{by_group:.2f} ×** | ≤ {GOAL} × |
| a PDF | **{by_sheet:.2f} ×** | ≤ {GOAL} × |

A build of one poster for one printer makes three cards and a page besides, which flatters the last
ratio. After the first group each one takes {more:.1f} s of CPU; the rest of what the first takes is
what a build does once.
"""


if __name__ == '__main__':
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else GROUPS))
