"""Build whole kits of long rolls and look for every name in them; writes bench/KITS.md.

usage: python bench/kits.py [COUNT…]

A campaign is begun in the languages of the four scripts that ship, a roll of names that nobody
bears is written into it, and `letterpress build` makes the kit, then the filing packets, sealed
with a key of the campaign's own. Then all is read as others read it: poppler extracts the text of
letters and packets, where every name must stand whole, in the order of the edition; every typeface
must be one that ships and none may stand in for another; qpdf reads the syntax, `letterpress
verify` the seals, and, up to ten thousand names and where Java is there, veraPDF PDF/A-3a and
PDF/UA-1. Exit code 1 when something is wrong: the report says what.

Each command is a process of its own, as a user calls it; CPU seconds are its own and its
children's, memory is the highest of one process.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / 'tests'), str(ROOT / 'tests/conformance')]

import verapdf  # noqa: E402 after the path is set

from fixtures import rolls  # noqa: E402
from letterpress.build import plan, project  # noqa: E402
from letterpress.build.order import Order  # noqa: E402
from letterpress.manuscript import edition as editions  # noqa: E402

COUNTS = (1_081, 3_000, 10_000, 100_000)
LANGUAGES = ('en', 'el', 'bg', 'ar')
FACES = {'LP-Book', 'LP-Kufi', 'LP-Naskh', 'LP-Wood'}  # of the house, and no fallback
JUDGED = 10_000  # names of a file that veraPDF reads in a gigabyte
PROFILES = ('3a', 'ua1')
OTHERWISE, NOT_ALL, LEFT_OUT = 'LP368', 'LP369', 'LP612'
PASSPHRASE = 'of a key that is thrown away'


@dataclass
class Kit:
    """What was made of a roll, what it took, and what is wrong with it."""

    count: int
    load: float  # of the machine when it began
    rows: list[str] = field(default_factory=list)  # of the table of times
    judged: dict[str, str] = field(default_factory=dict)  # what was looked at, and the outcome
    said: list[str] = field(default_factory=list)  # of sheets that are made otherwise
    faults: list[str] = field(default_factory=list)

    def seen(self, what: str, among: Sequence[Path], faults: Sequence[str]) -> None:
        """Note what was looked at in how many files, and what is wrong there."""
        right = len(among) - len({fault.partition(':')[0] for fault in faults})
        self.judged[what] = f'{right} of {len(among)}'
        self.faults += faults


def campaign(folder: Path, count: int) -> dict[str, str]:
    """Begin a letter that so many have signed; return the environment in which it is built."""
    run(['init', str(folder), *(f'--lang={code}' for code in LANGUAGES)], folder.parent, {})
    signed = [name for name in rolls.names(count + len(rolls.AWKWARD)) if not telephone(name)]
    lines = []
    for number, name in enumerate(signed[:count]):
        kind = 'person\n  public: true' if number % 10 else 'organisation'
        lines.append(
            f'- id: s-{number}\n  name: {json.dumps(name, ensure_ascii=False)}\n  kind: {kind}\n'
        )
    (folder / 'content/signatories.yaml').write_text(''.join(lines), 'utf-8')
    facts = folder / 'content/campaign.yaml'
    given = {'LETTERPRESS_PASSPHRASE': PASSPHRASE}
    run(['key', 'new', '../key.p12', '--name', 'A campaign of the bench'], folder, given)
    facts.write_text(f'{facts.read_text("utf-8")}letter_names: all\n', 'utf-8')
    return given | {'LETTERPRESS_KEY': str(folder.parent / 'key.p12')}


def telephone(name: str) -> bool:
    """Say whether a name has so many digits that it would be taken for one with a number."""
    return sum(one.isdigit() for one in name) > 4


def run(
    command: Sequence[str], folder: Path, given: dict[str, str]
) -> tuple[str, tuple[float, float, float]]:
    """Return what a letterpress command says on stdout; seconds, CPU seconds and peak MB of it.

    Leaves with what it said where it failed.
    """
    with tempfile.TemporaryFile('w+') as out, tempfile.TemporaryFile('w+') as errors:
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, '-m', 'letterpress', *command],
            cwd=folder,
            env=os.environ | given,
            stdout=out,
            stderr=errors,
        )
        _, status, used = os.wait4(process.pid, 0)
        taken = time.perf_counter() - started
        out.seek(0)
        errors.seek(0)
        if status:
            sys.exit(
                f'letterpress {" ".join(command)}:\n{errors.read()[-3000:]}{out.read()[-3000:]}'
            )
        return out.read(), (taken, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def built(folder: Path, given: dict[str, str], count: int) -> Kit:
    """Build the kit and the packets of a campaign, and judge them."""
    kit = Kit(count, os.getloadavg()[0])
    pdfs: list[Path] = []
    for what, command in (('the kit', ['build']), ('the packets', ['build', 'filing'])):
        said, taken = run([*command, '--json'], folder, given)
        answer = json.loads(said)
        kit.rows.append(f'| {what} | {" | ".join(f"{one:.0f}" for one in taken)} |')
        print(kit.rows[-1], flush=True)
        pdfs += [folder / one['path'] for one in answer['documents']]
        kit.said += told(answer)
    read = project.read(project.gather(folder))
    missing = unmade(read, [path.name for path in pdfs])
    silent = [name for name in missing if not any(f'{name} is left out' in one for one in kit.said)]
    kit.seen('documents that are made', asked(read), [f'{name}: not made' for name in missing])
    kit.faults = [f'{name}: not made, and nothing says so' for name in silent]
    judge(folder, kit, read, pdfs, given)
    return kit


def asked(read: project.Project) -> list[Order]:
    """Return the documents of the kit, and those that are filed."""
    return [
        one
        for targets in ((), ('filing',))
        for one in plan.orders(read.editions.values(), read.layouts, plan.Wishes(targets))
    ]


def unmade(read: project.Project, names: Sequence[str]) -> list[str]:
    """Return the names of documents that are not there, on any sheet."""
    left = Counter(map(anyhow, names))
    missing = []
    for one in asked(read):
        left[anyhow(one.name)] -= 1
        if left[anyhow(one.name)] < 0:
            missing.append(one.name)
    return missing


def anyhow(name: str) -> str:
    """Return a document's name without the size of its sheet."""
    return re.sub(r'-a\d\b', '', name)


def told(answer: dict[str, Any]) -> Iterator[str]:
    """Yield what a build says of sheets that are made otherwise, or not at all."""
    for finding in answer['findings']:
        if finding['code'] in (OTHERWISE, NOT_ALL, LEFT_OUT):
            yield f'{finding["code"]}: {finding["message"]}'


def judge(
    folder: Path, kit: Kit, read: project.Project, pdfs: list[Path], given: dict[str, str]
) -> None:
    """Look at all that was made, as others do."""
    named = [path for path in pdfs if path.name.startswith(('letter.', 'packet.'))]
    astray, strange = [], []
    for path in named:
        edition = editions.edition(read.campaign, path.name.split('.')[1])
        packet = path.name.startswith('packet.')
        lost = rolls.astray(edition, rolls.text(path), numbered=packet)
        astray += [f'{path.name}: {len(lost)} names astray, {lost[0]}'] if lost else []
    for path in pdfs:
        other = faces(path) - FACES
        strange += [f'{path.name}: set in {", ".join(sorted(other))}'] if other else []
    kit.seen('every name in the text, in order', named, astray)
    kit.seen('in the typefaces that ship alone', pdfs, strange)
    syntax = [(path, verapdf.syntax_fault(path)) for path in pdfs]
    kit.seen('qpdf', pdfs, [f'{path.name}: {fault}' for path, fault in syntax if fault])
    sealed = [path for path in named if '.paper.' not in path.name]
    broken = []
    for path in (*sealed, folder / 'build/kit'):
        said = subprocess.run(
            [sys.executable, '-m', 'letterpress', 'verify', path, '--trust', '../key.pem'],
            cwd=folder,
            env=os.environ | given,
            capture_output=True,
            text=True,
        )
        first = (said.stdout + said.stderr).partition('\n')[0]
        broken += [f'{path.name}: {first}'] if said.returncode else []
    kit.seen('`letterpress verify`, the kit too', [*sealed, folder / 'build/kit'], broken)
    if kit.count > JUDGED:
        return
    try:
        verapdf.require()
    except verapdf.Missing as missing_tool:
        print(f'not judged by veraPDF, which takes: {missing_tool}', file=sys.stderr)
        return
    for profile in PROFILES:
        found = verapdf.failures(profile, named)
        faults = [f'{path.name}: {profile} {", ".join(one)}' for path, one in found.items() if one]
        kit.seen(f'veraPDF {profile}', named, faults)


def faces(path: Path) -> set[str]:
    """Return the families of the typefaces of a PDF; one that stands in by its own name."""
    said = subprocess.run(['pdffonts', path], check=True, capture_output=True, text=True).stdout
    whole = [line.split()[0].partition('+')[2] for line in said.splitlines()[2:]]
    return {
        name if 'Fallback' in name else '-'.join(name.split(',')[0].split('-')[:2])
        for name in whole
    }


def section(kit: Kit) -> str:
    """Return the part of the report that is of one kit."""
    parts = [
        f'## {kit.count:,} names\n\nLoad of the machine when it began: {kit.load:.1f}.\n',
        '| what is built | seconds | CPU seconds | MB |\n|---|---|---|---|',
        *kit.rows,
        '\n| what is looked at | right | of |\n|---|---|---|',
        *(f'| {what} | {" | ".join(found.split(" of "))} |' for what, found in kit.judged.items()),
    ]
    if kit.said:
        parts += ['\nWhat the build says of sheets:\n', *(f'- {one}' for one in kit.said)]
    if kit.faults:
        parts += ['\nWhat is wrong:\n', *(f'- {one}' for one in kit.faults)]
    return '\n'.join(parts) + '\n'


def written(kits: Sequence[Kit], before: str) -> str:
    """Return the report: what stood there before of rolls that were not built now stays."""
    text = (
        '# Whole kits of long rolls\n\nMade by `bench/kits.py` (make bench): a letter in '
        f'{len(LANGUAGES)} languages ({", ".join(LANGUAGES)}), signed by names of nobody in four '
        'scripts; `letterpress build`, then `letterpress build filing`, sealed with a key of its '
        'own. Each command is a process, imports included; CPU is its own and its children’s, '
        f'memory the highest of one process. The machine: {os.cpu_count()} cores. Files are '
        'looked at as others see them: poppler extracts the text of letters and packets and lists '
        'the typefaces, qpdf reads the syntax, `letterpress verify` the seals, veraPDF the '
        f'standards (up to {JUDGED:,} names).\n'
    )
    sections = {
        int(one.partition(' ')[0].replace(',', '')): f'## {one.rstrip()}\n'
        for one in before.split('\n## ')[1:]
    }
    sections |= {kit.count: section(kit) for kit in kits}
    return '\n'.join((text, *(sections[count] for count in sorted(sections))))


def main(counts: Sequence[int]) -> int:
    """Build and judge kits, write bench/KITS.md; return the exit code."""
    kits = []
    for count in counts:
        with tempfile.TemporaryDirectory() as there:
            folder = Path(there, 'campaign')
            kits.append(built(folder, campaign(folder, count), count))
    report = ROOT / 'bench/KITS.md'
    before = report.read_text('utf-8') if report.exists() else ''
    report.write_text(written(kits, before), encoding='utf-8')
    print(*map(section, kits), sep='\n')
    return any(kit.faults for kit in kits)


if __name__ == '__main__':
    sys.exit(main(tuple(map(int, sys.argv[1:])) or COUNTS))
