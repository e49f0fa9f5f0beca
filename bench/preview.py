"""Measure how long a save takes to be seen in the preview (W3), and write bench/PREVIEW.md.

usage: python bench/preview.py

A preview of the sample runs, a page shows a document, and a word of it is saved that was never
there before. The time ends when the page has been told that the document is another, and has got
the picture of its first page (of the press room its HTML). Beside it a warm process has WeasyPrint
write the same document from the HTML that was composed (`write_pdf`, with open
typefaces): the engine alone. Then a word of a release is saved, and all that is made anew is named.
"""

from __future__ import annotations

import json
import queue
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / 'tests')]

import measure  # noqa: E402 after the path is set

from fixtures import previews  # noqa: E402
from fixtures.previews import Preview  # noqa: E402

LAYOUTS = ('letter', 'press-release', 'fact-sheet', 'questions', 'quotes', 'suspects', 'iris')
SAVES = 5
QUIET = 15.0  # seconds without news, until all is made
DONE = 900.0  # seconds that all documents of a language may take
WHAT = {  # what is looked at: its path, the file, the word that is replaced, what the engine writes
    'poster (suspects, A3)': (
        'pdf/en/poster-suspects-a3.en.pdf',
        'content/posters/en.yaml',
        'WE ARE',
        'suspects a3',
    ),
    'letter': ('pdf/en/letter.en.pdf', 'content/letter/en.md', 'technologies', 'letter a4'),
    'press release': (
        'pdf/en/press-release.en.pdf',
        'content/press/en/release.md',
        'facial recognition',
        'press-release a4',
    ),
    'press room': (
        'room/en/',
        'content/press/en/release.md',
        'facial recognition',
        'press-release a4',
    ),
}
LIMITS = {'poster (suspects, A3)': 0.5, 'letter': 1.0, 'press release': 0.5, 'press room': 0.5}
ENGINE = """
import json, sys, time
from pathlib import Path
from letterpress.build import plan, project
from letterpress.finishing.keys.draft import draft_key
from letterpress.layout.compose import compose
from letterpress.layout.composition import Options
from letterpress.world import fonts
base = Path.cwd()
fonts.use(fonts.folders(base), base / 'build' / '.cache')
from weasyprint import HTML
from letterpress.press import engine
from letterpress.press.jail import Jail
from letterpress.press.ruler import Ruler
engine.warm()
read = project.read(project.gather(base))
options, ruler, found = Options(draft=draft_key().draft), Ruler(), {}
for one in plan.orders(read.editions.values(), read.layouts, plan.Wishes(languages=('en',))):
    name = f'{one.layout.name} {one.size.name}'
    if name not in sys.argv[1:] or name in found:
        continue
    made = compose(one.edition, one.layout, one.size, ruler, options, read.sources.layouts)
    times = []
    for _ in range(int(sys.argv[1]) + 1):
        began = time.perf_counter()
        HTML(string=made.html, url_fetcher=Jail(made.assets)).write_pdf(
            font_config=engine.font_configuration(), **engine._options(made)
        )
        times.append(time.perf_counter() - began)
    found[name] = times[1:]
print(json.dumps(found))
"""


def engine(base: Path) -> dict[str, list[float]]:
    """Return the seconds of a warm `write_pdf` of each document, by layout and size."""
    names = sorted({one[3] for one in WHAT.values()})
    run = subprocess.run(
        [sys.executable, '-c', ENGINE, str(SAVES), *names],
        cwd=base,
        capture_output=True,
        text=True,
    )
    if run.returncode:
        sys.exit(run.stderr)
    found: dict[str, list[float]] = json.loads(run.stdout)
    assert sorted(found) == names, found.keys()
    return found


def saves(running: Preview, look: str, file: str, word: str) -> list[float]:
    """Return the seconds from each save until what it changed was got."""
    stream = running.look(look)
    known = stream.until('renewed', lambda one: one['path'] == look and one['tag'])
    shown = f'/{look}index.html' if look.startswith('room/') else f'/page/1/1500/{quote(look)}'
    running.get(shown)
    text = (running.base / file).read_text('utf-8')
    found = []
    for number in range(SAVES + 1):
        time.sleep(1)
        new = text.replace(word, f'{word} {"ABCDEFGH"[number]}', 1)
        assert new != text
        began = time.perf_counter()
        (running.base / file).write_text(new, encoding='utf-8')
        told = stream.until('renewed', _other(look, known['tag']))
        running.get(shown)
        found.append(time.perf_counter() - began)
        known = told
        if look.startswith('room/'):  # the same room follows, with its ZIPs
            known = _last(stream, look, told)
    (running.base / file).write_text(text, encoding='utf-8')
    _last(stream, look, known)
    stream.close()
    return found[1:]


def _other(path: str, tag: str) -> Callable[[Any], bool]:
    return lambda one: one['path'] == path and one['tag'] not in ('', tag)


def _last(stream: previews.Stream, path: str, known: Any) -> Any:
    """Return the last message about a document, when none has come for a while."""
    while True:
        try:
            kind, value = stream.heard.get(timeout=4)
        except queue.Empty:
            return known
        if kind == 'renewed' and value['path'] == path and value['tag']:
            known = value


def anew(running: Preview) -> tuple[int, list[str]]:
    """Return how many documents there are of a language, and which are made anew for a word."""
    stream = running.look()
    tags: dict[str, str] = {}
    _settled(running, stream, tags)
    before = dict(tags)
    running.write('content/press/en/release.md', 'surveillance', 'watching')
    _settled(running, stream, tags)
    return len(before), sorted(path for path in tags if tags[path] != before.get(path))


def _settled(running: Preview, stream: previews.Stream, tags: dict[str, str]) -> None:
    """Take in what is made, until all is."""
    running.look('room/en/')
    end = time.monotonic() + DONE
    while time.monotonic() < end:
        try:
            kind, value = stream.heard.get(timeout=QUIET)
        except queue.Empty:
            return
        if kind == 'renewed':
            tags[value['path']] = value['tag']
    sys.exit(f'not everything was made in {DONE:g} s')


def main() -> None:
    """Measure, and write the table."""
    with tempfile.TemporaryDirectory(prefix='letterpress-preview-') as name:
        base = Path(name) / 'letter'
        env = {**measure.os.environ, 'NO_COLOR': '1'}
        letterpress = str(measure.SCRIPTS / 'letterpress')
        measure.timed([letterpress, 'init', '--sample', str(base)], Path(name), env)
        facts = base / 'content' / 'campaign.yaml'
        facts.write_text(
            f'{facts.read_text("utf-8")}\nlayouts: [{", ".join(LAYOUTS)}]\n', encoding='utf-8'
        )
        with previews.preview(base) as running:
            running.sound()
            count, made = anew(running)
            seen = {
                what: saves(running, look, file, word)
                for what, (look, file, word, _) in WHAT.items()
            }
        alone = engine(base)
    written(seen, alone, count, made)


def written(
    seen: dict[str, list[float]], alone: dict[str, list[float]], count: int, made: list[str]
) -> None:
    """Write bench/PREVIEW.md."""
    rows = []
    for what, times in seen.items():
        ours = statistics.median(times)
        theirs = statistics.median(alone[WHAT[what][3]])
        rows.append(
            f'| {what} | {ours:.2f} s | {min(times):.2f} s | {LIMITS[what]} s | {theirs:.2f} s '
            f'| **{ours / theirs:.1f} ×** |'
        )
    load = measure.os.getloadavg()[0]
    cores = len(measure.os.sched_getaffinity(0))
    documents = [one for one in made if not one.startswith('room/')]
    rooms = [one for one in made if one.startswith('room/')]
    (HERE / 'PREVIEW.md').write_text(
        '# From a save to what is seen\n\n'
        f'`make bench`: the preview of the sample ({", ".join(LAYOUTS)}), eight languages, read\n'
        'whole at each save. A page shows a document, a word\nof it is saved that was never there, '
        f'and the clock stops when the page has the new picture ({SAVES} saves, after one\n'
        'to warm up). Beside it the same document by a warm WeasyPrint (`write_pdf`, open '
        'typefaces, composed before): of the\nroom, which is no PDF, that of the press release.\n\n'
        '| | median | best | wished for | warm `write_pdf` | ratio |\n|---|---|---|---|---|---|\n'
        + '\n'.join(rows)
        + f'\n\nThe machine had {cores} cores, and {load:.1f} processes wanted them while this was '
        'measured: the ratios count.\nWithin a save: 20 ms of silence in the folder, reading and '
        'checking every text and typeface, composing, printing,\nrecolouring, drawing the page.\n\n'
        f'One word of the English release, of {count} files that were made of English by then: '
        f'made anew {len(documents)}\n({", ".join(f"`{one}`" for one in documents)})'
        + (' and the press room.\n' if rooms else '.\n'),
        encoding='utf-8',
    )


if __name__ == '__main__':
    main()
