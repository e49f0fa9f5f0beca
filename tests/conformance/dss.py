"""Run EU DSS, the European Commission's validator of seals (ETSI EN 319 102-1): one Java process for all files."""
from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import jars

POM = Path(__file__).with_name('dss') / 'pom.xml'
JUDGE = POM.with_name('Judge.java')
LEVELS = {'PAdES-BASELINE-B': 'B-B', 'PAdES-BASELINE-T': 'B-T', 'PAdES-BASELINE-LT': 'B-LT', 'PAdES-BASELINE-LTA': 'B-LTA'}


@dataclass(frozen=True)
class Task:
    """A file to judge: whom to trust, and whether revocation may be asked for online (on the loopback, in the tests)."""

    file: Path
    anchor: Path
    online: bool = False


@dataclass(frozen=True)
class Judgement:
    """What DSS says of one signature."""

    level: str              # 'B-B' to 'B-LTA'; else DSS's own word, UNSIGNED or UNREADABLE
    indication: str         # 'TOTAL_PASSED', 'INDETERMINATE', 'TOTAL_FAILED', ''
    why: str = ''

    @property
    def passed(self) -> bool:
        return self.indication == 'TOTAL_PASSED'

    def __str__(self) -> str:
        return ' '.join(filter(None, (self.level, self.indication, self.why)))


def judge(tasks: Iterable[Task]) -> dict[Path, tuple[Judgement, ...]]:
    """Return the judgements on each file, a signature each. Raises RuntimeError when DSS says nothing about a file."""
    wanted = list(tasks)
    said: dict[Path, list[Judgement]] = {task.file: [] for task in wanted}
    with tempfile.TemporaryDirectory() as scratch:
        order = Path(scratch, 'tasks')
        order.write_text(''.join(f'{task.anchor}\t{"online" if task.online else "offline"}\t{task.file}\n' for task in wanted))
        run = subprocess.run(['java', '-Xmx1g', '-cp', f'{jars.fetch("dss", POM)}/*', str(JUDGE), str(order)],
                             capture_output=True, text=True)
    for line in run.stdout.splitlines():
        name, level, indication, sub, errors = line.split('\t')
        if Path(name) in said:
            said[Path(name)].append(Judgement(LEVELS.get(level, level), indication, ' '.join(filter(None, (sub, errors)))))
    silent = [path.name for path, judgements in said.items() if not judgements]
    if silent:
        raise RuntimeError(f'DSS said nothing about {", ".join(silent)}: {run.stderr[-800:]}')
    return {path: tuple(judgements) for path, judgements in said.items()}
