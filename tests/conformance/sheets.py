"""Every poster in every language at every size: made, whole, as large as it says, in our faces.

usage: python tests/conformance/sheets.py

`make test` walks A3; here the command makes all other sizes of the sample, and what it plans and
leaves out is a fault, as is what poppler says of the file.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
sys.path[:0] = [str(HERE.parent), str(PROJECT / 'src')]

from letterpress.base.lengths import PAPERS  # noqa: E402 after the path is set
from letterpress.build import plan, project  # noqa: E402
from letterpress.build.order import Order  # noqa: E402

MM = 25.4 / 72


def sample(campaign: Path) -> Path:
    """Begin the sample in a folder that is not there yet, and return it."""
    command = [sys.executable, '-m', 'letterpress', 'init', '--sample', str(campaign)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return campaign


def thin_out(posters: Path) -> None:
    """Leave one sentence of each series, the first in the first language, the next in the next.

    So every sentence is walked and every language too. All of a series are long or short together.
    """
    for number, path in enumerate(sorted(posters.glob('*.yaml'))):
        lines = path.read_text(encoding='utf-8').splitlines(keepends=True)
        series = [line for line in lines if line.lstrip().startswith('- {block: ')]
        gone = set(series) - set(series[number % len(series) :][:1])
        path.write_text(''.join(line for line in lines if line not in gone), encoding='utf-8')


def build(campaign: Path) -> dict[str, list[tuple[Order, str]]]:
    """Make all posters of a campaign at all sizes; give what was planned by layout and paper.

    Each is an order and the path of its file below build/.
    """
    read = project.read(project.gather(campaign))
    posters = [one for one in read.layouts if one.versions is not None]
    targets = tuple(sorted({one.target for one in posters}))
    papers = {name for one in posters for name in (*(s.name for s in one.sizes), *one.scaled)}
    papers -= {name for one in posters for name in one.pictures}
    planned = defaultdict(list)
    for paper in sorted(papers):
        wishes = plan.Wishes(targets, sizes=(paper,))
        for one in plan.orders(read.editions.values(), posters, wishes):
            planned[f'{one.layout.name} {paper}'] += [
                (one, one.finished(finish)) for finish in one.finishes if not finish.picture
            ]
    sizes = [word for paper in sorted(papers) for word in ('--size', paper)]
    subprocess.run(
        [sys.executable, '-m', 'letterpress', 'build', *targets, *sizes],
        cwd=campaign,
        check=False,  # what is not there is a fault of its own
        stdout=subprocess.DEVNULL,
    )
    return planned


def fault(path: Path, order: Order) -> str:
    """Return what is wrong with the file of a poster, '' for nothing."""
    if not path.is_file():
        return f'{path.name} was not made'
    run = subprocess.run(['pdfinfo', '-box', path], capture_output=True, text=True, check=True)
    pages = int(re.search(r'^Pages: +(\d+)', run.stdout, re.MULTILINE)[1])
    if pages != order.layout.most_pages:
        return f'{path.name} has {pages} pages'
    box = re.search(r'^TrimBox: +([\d.]+) +([\d.]+) +([\d.]+) +([\d.]+)', run.stdout, re.MULTILINE)
    left, bottom, right, top = (float(side) * MM for side in box.groups())
    # papers are whole millimetres: A2 made larger is as high as A1, and 0.65 mm wider
    # (ISO 216 allows 2 mm there)
    wanted = order.size.width, order.size.height
    if order.sheet:
        paper = PAPERS[order.sheet]
        wanted = sorted((paper.width, paper.height), reverse=wanted[0] > wanted[1])
    if max(abs(right - left - wanted[0]), abs(top - bottom - wanted[1])) > (
        1.0 if order.sheet else 0.1
    ):
        return f'{path.name} is {right - left:.1f} × {top - bottom:.1f} mm'
    listed = subprocess.run(['pdffonts', path], capture_output=True, text=True, check=True)
    faces = [line.split()[0].split('+')[-1] for line in listed.stdout.splitlines()[2:]]
    others = [one for one in faces if not one.startswith('LP') or 'Fallback' in one]
    return f'{path.name} has {", ".join(others) or "no face"}' if others or not faces else ''


def judge(campaign: Path, row: Callable[[str, str, str], None]) -> None:
    """Make and judge them; a row for each poster and paper."""
    thin_out(campaign / 'content' / 'posters')
    for name, sheets in build(campaign).items():
        faults = [fault(campaign / 'build' / path, order) for order, path in sheets]
        row('walk', f'{name}, {len(sheets)} files', '; '.join(filter(None, faults)))


def main() -> int:
    """Judge the sample; exit 1 where something is wrong."""
    found = []

    def row(what: str, name: str, said: str) -> None:
        found.append(said)
        print(f'{"FAIL" if said else "pass"}  {what} {name}    {said}', flush=True)

    with tempfile.TemporaryDirectory(prefix='letterpress-sheets-') as scratch:
        judge(sample(Path(scratch, 'campaign')), row)
    return 1 if any(found) or not found else 0


if __name__ == '__main__':
    sys.exit(main())
