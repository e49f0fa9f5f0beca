"""Run EU DSS, the European Commission's library of seals (ETSI EN 319 102-1): judge files, lift
them to a higher level. One Java process for all files."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import jars

POM = Path(__file__).with_name('dss') / 'pom.xml'
JUDGE, LIFT = POM.with_name('Judge.java'), POM.with_name('Lift.java')
LEVELS = {
    'PAdES-BASELINE-B': 'B-B',
    'PAdES-BASELINE-T': 'B-T',
    'PAdES-BASELINE-LT': 'B-LT',
    'PAdES-BASELINE-LTA': 'B-LTA',
}


@dataclass(frozen=True)
class Task:
    """A file to judge: whom to trust, and whether revocation may be asked for online (on the
    loopback, in the tests).
    """

    file: Path
    anchor: Path
    online: bool = False


@dataclass(frozen=True)
class Judgement:
    """What DSS says of one signature."""

    level: str  # 'B-B' to 'B-LTA'; else DSS's own word, UNSIGNED or UNREADABLE
    indication: str  # 'TOTAL_PASSED', 'INDETERMINATE', 'TOTAL_FAILED', ''
    why: str = ''

    @property
    def passed(self) -> bool:
        return self.indication == 'TOTAL_PASSED'

    def __str__(self) -> str:
        return ' '.join(filter(None, (self.level, self.indication, self.why)))


def judge(tasks: Iterable[Task]) -> dict[Path, tuple[Judgement, ...]]:
    """Return the judgements on each file, a signature each.

    Raises RuntimeError when DSS says nothing about a file.
    """
    wanted = list(tasks)
    said: dict[Path, list[Judgement]] = {task.file: [] for task in wanted}
    run = _java(
        JUDGE,
        (
            f'{task.anchor}\t{"online" if task.online else "offline"}\t{task.file}'
            for task in wanted
        ),
    )
    for line in run.stdout.splitlines():
        name, level, indication, sub, errors = line.split('\t')
        if Path(name) in said:
            said[Path(name)].append(
                Judgement(
                    LEVELS.get(level, level), indication, ' '.join(filter(None, (sub, errors)))
                )
            )
    silent = [path.name for path, judgements in said.items() if not judgements]
    if silent:
        raise RuntimeError(f'DSS said nothing about {", ".join(silent)}: {run.stderr[-800:]}')
    return {path: tuple(judgements) for path, judgements in said.items()}


def lift(files: Mapping[Path, Path], level: str, anchor: Path, authority: str) -> dict[Path, str]:
    """Have DSS bring files to a level ('B-T' to 'B-LTA'), each written to where `files` says.

    Returns by the file that was to be written what went wrong, '' for nothing.
    """
    run = _java(
        LIFT, (f'{anchor}\t{authority}\t{level}\t{file}\t{made}' for file, made in files.items())
    )
    said = dict(line.split('\t') for line in run.stdout.splitlines())
    return {made: said.get(str(made), run.stderr[-800:]) for made in files.values()}


def _java(program: Path, tasks: Iterable[str]) -> subprocess.CompletedProcess[str]:
    with tempfile.TemporaryDirectory() as scratch:
        order = Path(scratch, 'tasks')
        order.write_text(''.join(f'{task}\n' for task in tasks))
        return subprocess.run(
            ['java', '-Xmx1g', '-cp', f'{jars.fetch("dss", POM)}/*', str(program), str(order)],
            capture_output=True,
            text=True,
        )
