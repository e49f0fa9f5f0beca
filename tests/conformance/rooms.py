"""Look at the press room in the system's Chromium as readers do.

Every page in every language, at 320, 390, 768 and 1440 pixels, light and dark, without a script, by
keyboard alone, at 400 %, on paper: nothing in the console, nothing from outside, no word broken
without a hyphen, whom to call and to write on the first screen of a telephone and never in ragged
rows, no button close below other text, no Arabic in lines as close as Latin, no label said twice,
at most 100 kB without pictures. The Nu HTML Checker (vnu) finds no error. Then a journalist walks
through the Greek room on a telephone. Twins with one fault each must fail. Run by run.py; alone:
python tests/conformance/rooms.py [KIT…]
"""

from __future__ import annotations

import contextlib
import functools
import http.server
import json
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent.parent / 'src')]

import webpages  # noqa: E402 after the path is set
from lanes import Row, Tally  # noqa: E402

WIDTHS = (320, 390, 768, 1440)
HEIGHT = 844  # of a telephone of 390
MOST = 100_000  # bytes of a page with its styles, scripts and typefaces, without pictures
SHEETS = 2  # of paper
PAGES = ('index', 'names', 'pictures', 'events', 'files')  # of a language
LANGUAGE = 'el'  # of the journalist


def views(kit: Path, scratch: Path) -> Iterator[dict[str, Any]]:
    """Give the views of each page of the room, with what is looked at besides."""
    beside = [page for name in PAGES for page in kit.glob(f'*/{name}.html')]
    for page in sorted((*beside, kit / 'index.html')):
        name = page.relative_to(kit).as_posix()
        room = page.name == 'index.html' and page.parent != kit
        view = {'file': str(page), 'height': HEIGHT}
        for width in WIDTHS:
            for scheme in ('light', 'dark'):
                fold = ['fold'] if room and (width, scheme) == (390, 'light') else []
                yield {
                    **view,
                    'name': f'{name} at {width} px, {scheme}',
                    'width': width,
                    'scheme': scheme,
                    'check': fold,
                }
        yield {
            **view,
            'name': f'{name} without a script',
            'width': 390,
            'script': False,
            'check': ['no buttons', *(['fold'] if room else [])],
        }
        yield {
            **view,
            'name': f'{name} by keyboard',
            'width': 768,
            'check': ['keyboard'],
        }
        # 1280 × 1024 at 400 %
        yield {
            **view,
            'name': f'{name} at 400 %',
            'width': 320,
            'height': 256,
            'check': ['static', 'keyboard'],
        }
        if room:
            paper = scratch / f'{page.parent.name}.pdf'
            yield {**view, 'name': f'{name} on paper', 'width': 768, 'pdf': str(paper)}


def looked_at(views: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return what was seen in each view, by its name. Raises RuntimeError without a verdict."""
    wanted = list(views)
    lines = _node('room.mjs', wanted).splitlines()
    seen = {one['name']: one for one in map(json.loads, lines)}
    if missing := [one['name'] for one in wanted if one['name'] not in seen]:
        raise RuntimeError(f'there is no verdict on {missing[0]}')
    return seen


def _node(program: str, given: Any) -> str:
    run = subprocess.run(
        ['node', str(HERE / 'axe' / program), str(webpages.fetch()), str(webpages.browser())],
        input=json.dumps(given),
        capture_output=True,
        text=True,
    )
    if run.returncode:
        raise RuntimeError(f'{program}: {run.stderr[-800:]}')
    return run.stdout


def markup(pages: Iterable[Path]) -> dict[Path, list[str]]:
    """Return what the Nu HTML Checker calls an error on each page. Raises RuntimeError."""
    paths = {path.resolve().as_uri(): path for path in pages}
    jar = webpages.fetch() / 'node_modules' / 'vnu-jar' / 'build' / 'dist' / 'vnu.jar'
    run = subprocess.run(
        ['java', '-Xmx1g', '-jar', str(jar), '--format', 'json', '--stdout', '--errors-only']
        + [str(path.resolve()) for path in paths.values()],
        capture_output=True,
        text=True,
    )
    try:
        messages = json.loads(run.stdout)['messages']
    except (ValueError, KeyError):
        raise RuntimeError(
            f'vnu gives no verdict: {run.stdout[-400:]}{run.stderr[-400:]}'
        ) from None
    found: dict[Path, list[str]] = {path: [] for path in paths.values()}
    for one in messages:
        where = paths.get(re.sub('^file:/(?!/)', 'file:///', one.get('url', '')))
        if where is None:
            raise RuntimeError(f'vnu speaks of another file: {one}')
        found[where].append(f'{one["message"]} (line {one.get("lastLine", "?")})')
    return found


def _on_paper(path: Path) -> str:
    """Return what is wrong with a room that was printed, '' for nothing."""
    told = subprocess.run(['pdfinfo', path], capture_output=True, text=True, check=True).stdout
    sheets = int(re.search(r'^Pages: +(\d+)', told, re.MULTILINE)[1])
    return '' if sheets == SHEETS else f'{sheets} sheets of paper'


def judge(kits: Iterable[Path], row: Row) -> None:
    """Look at all pages of each kit, walk through it, and see that bad twins fail."""
    for kit in kits:
        with tempfile.TemporaryDirectory(prefix='letterpress-rooms-') as name:
            scratch = Path(name)
            wanted = list(views(kit, scratch))
            for view, seen in looked_at(wanted).items():
                faults = list(seen['faults'])
                weight = sum(Path(path).stat().st_size for path in seen['files'])
                if weight > MOST and '/index.html' in view:
                    faults.append(f'{weight} bytes without pictures')
                if view.endswith(' on paper'):
                    faults += filter(None, [_on_paper(scratch / f'{view[: view.index("/")]}.pdf')])
                row('room', view, '; '.join(faults))
            for path, errors in markup(sorted(kit.rglob('*.html'))).items():
                row('vnu', path.relative_to(kit).as_posix(), '; '.join(errors[:3]))
            for step, fault in walked(kit, scratch).items():
                row('walk', f'{LANGUAGE}: {step}', fault)
    judge_twins(row)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextlib.contextmanager
def _served(kit: Path) -> Iterator[str]:
    """Give the address of a server of this kit: from a disk, Chromium shows what it would save."""
    handler = functools.partial(_Quiet, directory=str(kit))
    with http.server.ThreadingHTTPServer(('127.0.0.1', 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f'http://127.0.0.1:{server.server_port}/'
        server.shutdown()


def walked(kit: Path, scratch: Path) -> dict[str, str]:
    """Return of each step of the walk what is wrong, '' for nothing."""
    altered = scratch / f'letter.{LANGUAGE}.pdf'
    altered.write_bytes((kit / LANGUAGE / altered.name).read_bytes() + b'\n')
    order = {'language': LANGUAGE, 'folder': str(scratch), 'altered': str(altered)}
    with _served(kit) as site:
        seen = json.loads(_node('walk.mjs', {'site': site, **order}))
    release = next((kit / LANGUAGE).rglob(f'press-release.{LANGUAGE}.txt')).read_text('utf-8-sig')
    lines = [line for line in release.splitlines() if len(line) > 150]
    # text and page put other marks around what runs the other way
    copied, lead = (_bare(one) for one in (seen['copied'], max(lines[:3], key=len)))
    original = next(kit.rglob(Path(seen['picture']).name))
    verified = subprocess.run(
        [sys.executable, '-m', 'letterpress', 'verify', seen['all'], '--json'],
        capture_output=True,
        text=True,
    )
    answer = json.loads(verified.stdout)['answer']
    return {
        'the lead is copied as it is': '' if lead in copied else f'{lead[:80]} … is not in it',
        'no soft hyphen is copied': '' if '\u00ad' not in seen['copied'] else 'there is one',
        'the picture is saved whole': ''
        if Path(seen['picture']).read_bytes() == original.read_bytes()
        else 'other bytes',
        'the page knows the files': ''
        if [kind for kind, _ in seen['good']] == ['same', 'same']
        else str(seen['good']),
        'the page does not know an altered one': ''
        if seen['bad'] and 'same' not in [kind for kind, _ in seen['bad']]
        else str(seen['bad']),
        'letterpress verify finds the download whole': ''
        if answer in ('DRAFT', 'VALID')
        else str(answer),
        'nothing is said or asked for': '; '.join([*seen['console'], *seen['asked']]),
    }


def _bare(text: str) -> str:
    return ' '.join(re.sub('[\u2066-\u2069\u200e\u200f]', '', text).split())


def bad_twins() -> dict[str, tuple[str, dict[str, Any], str]]:
    """Return pages with one fault each: markup, the view, and how what is said of it begins."""
    head = '<!doctype html><html lang="de"><meta charset="utf-8"><title>x</title>'
    word = 'Gesichtserkennungsverbotsforderung'
    tel = '<address><a href="tel:1">1</a><a href="mailto:a@b.c">a</a></address>'
    deep = f'<div style="height:2000px"></div>{tel}'
    low = f'<style>address{{position:fixed;bottom:0}}a{{outline:none}}</style>{tel}'
    page = {'width': 390, 'height': HEIGHT}
    return {
        'a word cut': (
            f'{head}<p style="width:3em;overflow-wrap:anywhere">{word}',
            page,
            'broken without a hyphen',
        ),
        'runs into a picture': (
            f'{head}<div style="display:flex;width:120px"><p style="width:60px">{word}</p>'
            '<img src="data:," width="60" height="60" alt="x"></div>',
            page,
            'runs into a picture: Gesichtserkennung',
        ),
        'asks outside': (f'{head}<img src="https://example.org/x.png" alt="">', page, 'asked for'),
        'complains': (f'{head}<script>console.log(1)</script>', page, 'console: '),
        'too wide': (
            f'{head}<p style="position:absolute;left:0;width:900px">x',
            page,
            '510 px too wide',
        ),
        'contact far down': (f'{head}{deep}', {**page, 'check': ['fold']}, 'no tel:'),
        'fixed on a low screen': (
            f'{head}{low}',
            {'width': 320, 'height': 256, 'check': ['static']},
            'tel:1 is fixed',
        ),
        'no ring': (f'{head}{low}', {**page, 'check': ['keyboard']}, 'no ring'),
        'a ragged contact': (
            f'{head}<address class="contact" style="width:200px"><b>x</b> <a href="tel:1">1</a> '
            '<a href="mailto:a" style="display:inline-block;width:190px">a</a></address>',
            page,
            'the contact is ragged',
        ),
        'a button without room': (
            f'{head}<p style="margin:0">x</p><a class="button" href="#">y</a>',
            page,
            'a button is close below other text: y',
        ),
        'Arabic set as Latin is': (
            f'{head}<p lang="ar" dir="rtl" style="line-height:1.2;width:90px">رسالة مفتوحة إلى',
            page,
            'lines too close: رسالة',
        ),
        'a label that says its file': (
            f'{head}<table><tr><td><b>TXT</b> <a href="#">TXT <small>1 kB</small></a></table>',
            page,
            'said twice: TXT',
        ),
        'an initial of another size': (
            f'{head}<div class="group"><h2 style="font-size:60px">A</h2><ul><li>Ada</ul></div>',
            page,
            'an initial beside no line',
        ),
        'dead button': (
            f'{head}<button>x</button>',
            {**page, 'script': False, 'check': ['no buttons']},
            '1 buttons',
        ),
    }


def judge_twins(row: Row) -> None:
    """See that a page with a fault fails by it, in Chromium and before vnu."""
    with tempfile.TemporaryDirectory(prefix='letterpress-rooms-') as name:
        twins, paths = bad_twins(), {}
        for number, (what, (html, _, _)) in enumerate(twins.items()):
            paths[what] = Path(name, f'{number}.html')
            paths[what].write_text(html, encoding='utf-8')
        seen = looked_at(
            {'name': what, 'file': str(paths[what]), **view} for what, (_, view, _) in twins.items()
        )
        for what, (_, _, begins) in twins.items():
            faults = seen[what]['faults']
            found = any(one.startswith(begins) for one in faults)
            row('room', f'bad twin: {what}', '' if found else f'failed by {faults or "nothing"}')
        bad = Path(name, 'vnu.html')
        bad.write_text('<!doctype html><html lang="en"><title>x</title><p><div></p>', 'utf-8')
        row('vnu', 'bad twin: markup', '' if markup([bad])[bad] else 'passed')


def main(arguments: list[str]) -> int:
    """Judge the kits in the folders, else that of the sample; return the exit code."""
    try:
        webpages.require()
    except webpages.Missing as command:
        print(f'The room is looked at in Chromium. This installs it:\n  {command}', file=sys.stderr)
        return 3
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix='letterpress-conformance-') as scratch:
        judge([Path(one) for one in arguments] or [webpages.build_kit(Path(scratch))], tally.row)
    return tally.close()


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
