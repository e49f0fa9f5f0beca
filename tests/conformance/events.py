"""The page of an event in Chromium: typed into, looked at, printed on A4 and A3, in four languages.

What is printed is one page of the paper chosen, in faces of the house, with all that was typed in
its field; zxing-cpp reads the code off a raster; nothing was asked for, kept, or complained of.
Twins see that what does not fit, what no face sets and what is no address is told. Run by run.py;
alone: python tests/conformance/events.py [KIT…]
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent.parent / 'src')]

import webpages  # noqa: E402 after the path is set
from lanes import Row, Tally  # noqa: E402

PAPERS = {'a4': (210.0, 297.0), 'a3': (297.0, 420.0)}
EVENTS = {
    'en': {
        'title': 'Vigil outside the prefecture',
        'day': '2026-12-12',
        'time': '18:00',
        'place': 'Place de la République, Paris',
        'link': 'example.org/vigil',
        'who': 'Local group, 12 rue des Arts, 75010 Paris',
    },
    'el': {
        'title': 'Συγκέντρωση',
        'day': '2026-12-01',
        'time': '18:30',
        'place': 'Σύνταγμα, Αθήνα',
    },
    'bg': {
        'title': 'Бдение',
        'words': 'Всеки четвъртък от 18 часа',
        'place': 'пл. „Народно събрание“, София',
        'link': 'https://example.org/bg/събитие',
    },
    'ar': {
        'title': 'وقفة احتجاجية',
        'day': '2026-12-12',
        'time': '18:00',
        'place': 'ساحة الجمهورية، باريس',
        'link': 'example.org/ar',
        'who': 'المجموعة المحلية',
    },
}
WHEN = {
    'en': 'Saturday 12 December, 18:00',
    'el': 'Τρίτη 1 Δεκεμβρίου, 6:30 μ.μ.',
    'bg': 'Всеки четвъртък от 18 часа',
    'ar': 'السبت، ١٢ ديسمبر، ٦:٠٠ مساءً',
}
CODED = {
    'en': 'https://example.org/vigil',
    'el': 'https://www.example.org/',
    'bg': 'https://example.org/bg/%D1%81%D1%8A%D0%B1%D0%B8%D1%82%D0%B8%D0%B5',
    'ar': 'https://example.org/ar',
}
# what is wrong with what was typed, and which field says so
BAD: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    'far too long': ({'place': 'no end ' * 60}, ('place',)),
    'one word without a break': ({'title': 'x' * 120}, ('title',)),
    'a letter that no face has': ({'place': 'Paris 東京'}, ('place',)),
    'no address': ({'link': 'next to the town hall'}, ('link',)),
    'an address too long for a code': ({'link': 'example.org/' + 'a' * 100}, ('link',)),
    'a script of another kind': ({'link': 'javascript:alert(1)'}, ('link',)),
    'all that is good': ({'place': 'Paris', 'link': 'https://example.org/?a=1&b=2'}, ()),
    'markup': ({'title': '<img src=x onerror=alert(1)>', 'place': '</dd><script>'}, ()),
}


def walked(pages: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return what Chromium says of each page. Raises RuntimeError when it says nothing of one."""
    program = [str(HERE / 'axe' / 'event.mjs'), str(webpages.fetch()), str(webpages.browser())]
    run = subprocess.run(
        ['node', *program], input=json.dumps(pages), capture_output=True, text=True
    )
    found = {said['name']: said for said in map(json.loads, run.stdout.splitlines())}
    if run.returncode or len(found) != len(pages):
        raise RuntimeError(f'no verdict on {len(pages) - len(found)} pages: {run.stderr[-800:]}')
    return found


def printed(pdf: Path, paper: str, coded: str) -> list[str]:
    """Return what is wrong with a printed page: its pages, its paper, its faces, its code."""
    import zxingcpp
    from PIL import Image

    faults = []
    info = subprocess.run(['pdfinfo', pdf], capture_output=True, text=True, check=True).stdout
    if (pages := re.search(r'Pages: +(\d+)', info)[1]) != '1':
        faults.append(f'{pages} pages')
    size = [
        float(side) * 25.4 / 72 for side in re.search(r'size: +([\d.]+) x ([\d.]+)', info).groups()
    ]
    if any(abs(is_ - wanted) > 0.5 for is_, wanted in zip(size, PAPERS[paper], strict=True)):
        faults.append(f'{size} mm')
    fonts = subprocess.run(['pdffonts', pdf], capture_output=True, text=True, check=True).stdout
    names = [line.split()[0] for line in fonts.splitlines()[2:]]
    if not names or any('+LP' not in name for name in names):
        faults.append(f'faces {names}')
    drawn = subprocess.run(['pdftoppm', '-r', '100', '-png', pdf], capture_output=True, check=True)
    picture = Image.open(io.BytesIO(drawn.stdout)).convert('L')
    if [one.text for one in zxingcpp.read_barcodes(picture)] != [coded]:
        faults.append(f'the code says {[one.text for one in zxingcpp.read_barcodes(picture)]}')
    return faults


def quiet(said: dict[str, Any]) -> list[str]:
    """Return what a page asked for, complained of or kept."""
    return [
        *(f'asked for {one}' for one in said['asked']),
        *(f'said {one}' for one in said['console']),
        *([f'kept {said["kept"]}'] if said.get('kept', '0 0 ').strip() not in ('0 0', '') else []),
    ]


def judge(kits: Iterable[Path], row: Row) -> None:
    """Walk the pages of each kit, and see that twins are told what is wrong with them."""
    for kit in kits:
        with tempfile.TemporaryDirectory(prefix='letterpress-events-') as scratch:
            _judge(kit, Path(scratch), row)


def _judge(kit: Path, scratch: Path, row: Row) -> None:
    pages = {one: kit / one / 'posters' / f'event.{one}.html' for one in EVENTS}
    looks = [('a4', 'home'), ('a3', 'colour'), ('a4', 'colour'), ('a3', 'home')]
    wanted = [
        {
            'name': f'{language} {paper} {look}',
            'file': str(pages[language].resolve()),
            'typed': EVENTS[language],
            'look': look,
            'paper': paper,
            'pdf': str(scratch / f'{language}-{paper}-{look}.pdf'),
        }
        for language in EVENTS
        for paper, look in looks
    ]
    english = str(pages['en'].resolve())
    wanted += [
        {'name': f'bad: {what}', 'file': english, 'typed': typed}
        for what, (typed, _) in BAD.items()
    ]
    wanted += [
        {
            'name': f'empty {one}',
            'file': str(path.resolve()),
            'typed': {},
            'pdf': str(scratch / f'{one}.pdf'),
        }
        for one, path in pages.items()
    ]
    wanted.append({'name': 'no script', 'file': english, 'typed': {}, 'script': False})
    said = walked(wanted)
    for language, event in EVENTS.items():
        for paper, look in looks:
            one = said[f'{language} {paper} {look}']
            faults = [*one['faults'], *quiet(one)]
            faults += [f'told of {name}: {words}' for name, words in one['told'].items()]
            shown = {key: ' '.join(text.split()) for key, text in one['texts'].items()}
            if shown['when'] != WHEN[language] or shown['where'] != event['place']:
                faults.append(f'the fields say {shown}')
            faults += printed(scratch / f'{language}-{paper}-{look}.pdf', paper, CODED[language])
            row('event', one['name'], '; '.join(faults))
        one = said[f'empty {language}']
        faults = [
            *quiet(one),
            *printed(scratch / f'{language}.pdf', 'a4', 'https://www.example.org/'),
        ]
        if any(one['texts'].values()) or one['told']:
            faults.append(f'something stands in a field: {one["texts"]} {one["told"]}')
        row('event', one['name'], '; '.join(faults))
    for what, (_, fields) in BAD.items():
        one = said[f'bad: {what}']
        faults = [*one['faults'], *quiet(one)] if what != 'far too long' else quiet(one)
        if tuple(one['told']) != fields or tuple(one['invalid']) != fields:
            faults.append(f'told of {one["told"] or "nothing"}')
        row('event', one['name'], '; '.join(faults))
    one = said['no script']
    name = 'poster-event-blank-a4.en.home.pdf'
    there = (pages['en'].parent / name).is_file()
    row('event', 'no script', '' if one['shown'] and there and not quiet(one) else str(one))


def main(arguments: list[str]) -> int:
    """Walk the kits in the folders, else that of the sample; return the exit code."""
    try:
        webpages.require()
    except webpages.Missing as command:
        print(
            f'The pages are walked in Chromium. This installs what is needed:\n  {command}',
            file=sys.stderr,
        )
        return 3
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix='letterpress-conformance-') as scratch:
        judge([Path(name) for name in arguments] or [webpages.build_kit(Path(scratch))], tally.row)
    return tally.close()


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
