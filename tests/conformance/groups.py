"""What local groups get, as a whole: each page, all that it leads to, and the sheets by printer.

Pages of five groups in four languages stand before axe-core, the Nu HTML Checker and Chromium, at
320, 390 and 1440 pixels, light and dark; one of them says 200 characters wherever it may. Every
link leads to a file that is there, qpdf reads every PDF, files for print shops are judged as
presses.py judges posters, tiles are five pages of A4, a library that did not write it reads the
event, and zxing-cpp reads the group's link off every sheet. Twins with one fault each must fail.
Run by run.py; alone: python tests/conformance/groups.py [PROJECT whose groups are built]
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent.parent / 'src')]

import presses  # noqa: E402 after the path is set
import rooms  # noqa: E402
import verapdf  # noqa: E402
import webpages  # noqa: E402
from lanes import Row, Tally  # noqa: E402

VIEWS = tuple((width, scheme) for width in (390, 1440) for scheme in ('light', 'dark'))
NARROW = 320
A4 = (210.0, 297.0)
DPI = 100
LONG = 'Alliance of local associations for digital rights and liberties in town and country '
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40"><circle cx="20" cy="20" r="18" '
    'fill="#00573f"/><rect x="46" y="8" width="50" height="24" fill="#7a1f1f"/></svg>'
)
GROUPS = {
    'bridge': """
name: Local group of the bridge
language: en
country: GB
event: {title: Vigil, place: Place 1, address: "1 Example Street, London", day: DAY, time: "18:30",
  ends: "20:00", link: "https://example.org/vigil"}
imprint: {name: Local group of the bridge, address: "1 Example Street, London"}
posters: [event, suspects]
""",
    'square': """
name: Τοπική ομάδα
language: el
country: GR
event: {title: Συγκέντρωση, place: Πλατεία 1, day: DAY, time: "18:30"}
posters: [event, suspects]
url: https://example.org/el
logo: square.svg
""",
    'market': """
name: Местна група
language: bg
country: BG
event: {title: Бдение, place: "пл. 1", day: DAY, link: "https://example.org/bg/събитие"}
posters: [event, suspects]
""",
    'court': """
name: المجموعة المحلية
language: ar
country: FR
event: {title: وقفة احتجاجية, place: ساحة 1, day: DAY, time: "18:00"}
posters: [event, suspects]
""",
    'long': f"""
name: {(LONG * 3)[:200].strip()}
language: en
country: IE
event: {{title: "{(LONG * 3)[:200].strip()}", place: "{(LONG * 3)[:200].strip()}", day: DAY}}
posters: [event]
printers: [home]
""",
}


@dataclass(frozen=True)
class Given:
    """A group's folder, and what its files have to say."""

    folder: Path
    code: str  # what the codes on its posters lead to
    day: str  # of its event: 2026-12-05

    @property
    def page(self) -> Path:
        return self.folder / 'index.html'


class _Links(HTMLParser):
    """What a page leads to, and what it shows."""

    def __init__(self, page: Path):
        super().__init__()
        self.found: list[str] = []
        self.feed(page.read_text('utf-8'))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or '' for name, value in attrs if name in ('href', 'src')]


def sample(scratch: Path) -> Path:
    """Build the groups of this module in the sample campaign below a folder; return the project.

    Raises CalledProcessError.
    """
    base = scratch / 'campaign-groups'

    def letterpress(*arguments: str, where: Path) -> None:
        command = [sys.executable, '-m', 'letterpress', *arguments]
        subprocess.run(command, cwd=where, check=True, stdout=subprocess.DEVNULL)

    letterpress('init', '--sample', str(base), where=scratch)
    folder = base / 'content' / 'groups'
    (folder / 'logos').mkdir(parents=True)
    (folder / 'logos' / 'square.svg').write_text(LOGO, 'utf-8')
    day = (datetime.now() + timedelta(days=30)).date().isoformat()  # one that is over is refused
    for name, text in GROUPS.items():
        (folder / f'{name}.yaml').write_text(text.replace('DAY', day), 'utf-8')
    letterpress('build', 'groups', where=base)
    return base


def given(base: Path) -> list[Given]:
    """Return what was built of a project's groups, by what its content says of them."""
    from letterpress.build import project as projects
    from letterpress.manuscript.text import addresses

    campaign = projects.read(projects.gather(base), base=base).campaign
    assert campaign is not None
    found = []
    for one in campaign.groups:
        link = one.event.link or one.url or campaign.facts.publisher.url
        code = addresses.in_ascii(link)
        folder = base / 'build' / 'groups' / one.id
        found.append(Given(folder, code, one.event.day.isoformat()))
    return found


def judge(base: Path, row: Row) -> None:
    """Judge what was built of a project's groups, and see that bad twins fail."""
    groups = given(base)
    if not groups or not all(one.page.is_file() for one in groups):
        row('group', base.name, 'there are no groups, or not all of them are built')
        return
    _pages(groups, row)
    for one in groups:
        name = one.folder.name
        row('links', name, '; '.join(astray(one)))
        row('ics', name, '; '.join(event_faults(one)))
        for path in sorted(one.folder.glob('*.pdf')):
            row('qpdf', path.name, verapdf.syntax_fault(path))
            row('code', path.name, code_fault(path, one.code))
        for path in sorted(one.folder.glob('*.tiles.pdf')):
            row('tiles', path.name, tiles_fault(path))
    shops = [path for one in groups for path in sorted(one.folder.glob(f'*{presses.OF_THE_KIT}'))]
    if shops:
        presses.as_asked(shops, row)
    else:
        row('press', base.name, 'there is no file for a print shop')
    with tempfile.TemporaryDirectory(prefix='letterpress-groups-') as scratch:
        full = max(groups, key=lambda one: len([*one.folder.iterdir()]))
        _twins(full, Path(scratch), row)


def _views(pages: dict[str, Path]) -> Iterator[dict[str, object]]:
    """Give the views of pages, wide and narrow."""
    for name, path in pages.items():
        for width, scheme in (*VIEWS, (NARROW, 'light')):
            yield {
                'name': f'{name} at {width} px, {scheme}',
                'file': str(path.resolve()),
                'width': width,
                'height': rooms.HEIGHT,
                'scheme': scheme,
            }


def _pages(groups: list[Given], row: Row) -> None:
    """Have the pages judged: by axe-core, by vnu, and as they are seen."""
    pages = {one.folder.name: one.page for one in groups}
    for (name, width, scheme), broken in webpages.faults(pages, VIEWS).items():
        said = '; '.join(f'{rule}: {where}' for rule, where in broken.items())
        row('axe', f'{name} at {width} px, {scheme}', said)
    for view, seen in rooms.looked_at(_views(pages)).items():
        row('page', view, '; '.join(seen['faults']))
    for path, errors in rooms.markup(pages.values()).items():
        row('vnu', path.parent.name, '; '.join(errors[:3]))


def astray(one: Given) -> list[str]:
    """Return what a page leads to that is not there, and what it is silent of."""
    there = {path.name for path in one.folder.iterdir()}
    told = [link for link in _Links(one.page).found if not urlsplit(link).scheme]
    lost = [f'{link} is not there' for link in told if unquote(link) not in there]
    silent = sorted(there - set(map(unquote, told)) - {one.page.name})
    return [*lost, *(f'the page does not tell of {name}' for name in silent)]


def event_faults(one: Given) -> list[str]:
    """Return what is wrong with a group's event as a file for calendars."""
    import icalendar

    files = sorted(one.folder.glob('*.ics'))
    if len(files) != 1:
        return [f'{len(files)} files']
    data = files[0].read_bytes()
    faults = [] if data.endswith(b'\r\n') else ['the last line is cut']
    if any(len(line) > 75 or b'\n' in line for line in data.split(b'\r\n')):
        faults.append('a line too long, or that ends with one sign alone')
    try:
        made = icalendar.Calendar.from_ical(data)
        events = made.walk('VEVENT')
        wrong = [str(error) for part in made.walk() for error in part.errors]
        days = [event['DTSTART'].dt.strftime('%Y-%m-%d') for event in events]
    except (ValueError, KeyError) as error:
        return [*faults, f'nothing reads it: {error}']
    return [*faults, *wrong, *([] if days == [one.day] else [f'it is on {days}, not on {one.day}'])]


def tiles_fault(path: Path) -> str:
    """Return what is wrong with a poster in parts, '' for nothing."""
    said = subprocess.run(
        ['pdfinfo', '-l', '99', path], capture_output=True, text=True, check=True
    ).stdout
    sizes = re.findall(r'size: +([\d.]+) x ([\d.]+)', said)
    if len(sizes) != 5:
        return f'{len(sizes)} pages'
    for sides in sizes:
        found = sorted(float(side) * 25.4 / 72 for side in sides)
        if any(abs(is_ - wanted) > 0.5 for is_, wanted in zip(found, A4, strict=True)):
            return f'a page of {found} mm'
    return ''


def code_fault(path: Path, code: str) -> str:
    """Return what is wrong with the code of a sheet, or of the first page of several."""
    import zxingcpp
    from PIL import Image

    drawn = subprocess.run(
        ['pdftoppm', '-r', str(DPI), '-gray', '-singlefile', path], capture_output=True, check=True
    )
    found = [one.text for one in zxingcpp.read_barcodes(Image.open(io.BytesIO(drawn.stdout)))]
    return '' if found == [code] else f'the code says {found}, and is to say {code}'


def _twins(good: Given, scratch: Path, row: Row) -> None:
    """See that a folder with one fault fails by it, and by nothing else that finds it instead."""

    def told(what: str, name: str, faults: object, begins: str) -> None:
        found = [faults] if isinstance(faults, str) else list(faults)  # type: ignore[call-overload]
        seen = any(begins in one for one in found)
        row(what, f'bad twin: {name}', '' if seen else f'failed by {found or "nothing"}')

    def twin(name: str, change: Callable[[Path], object]) -> Given:
        folder = scratch / name
        shutil.copytree(good.folder, folder)
        change(folder)
        return Given(folder, good.code, good.day)

    def page(name: str, old: str, new: str) -> Path:
        text = good.page.read_text('utf-8')
        assert old in text, old
        changed = text.replace(old, new, 1).replace("default-src 'none'", 'default-src *')
        return twin(name, lambda folder: (folder / 'index.html').write_text(changed, 'utf-8')).page

    home = next(good.folder.glob('*.home.pdf'))
    tiles = next(good.folder.glob('*.tiles.pdf'))
    shop = next(good.folder.glob(f'*{presses.OF_THE_KIT}'))
    calendar = next(good.folder.glob('*.ics'))

    lost = twin('lost', lambda folder: (folder / home.name).unlink())
    told('links', 'a file that is not there', astray(lost), f'{home.name} is not there')
    more = twin('more', lambda folder: (folder / 'more.pdf').write_bytes(b''))
    told('links', 'a file that the page is silent of', astray(more), 'does not tell of more.pdf')

    pale = page('pale', '</style>', 'section > p { color: #b9b3a6 } </style>')
    [broken] = webpages.faults({'pale': pale}, VIEWS[:1]).values()
    told('axe', 'pale text', broken, 'color-contrast')
    views = {
        'px too wide': page('wide', '</main>', '<img src="" alt="" width="900" height="9"></main>'),
        'console: ': page('speaks', '</main>', '<script>console.log(1)</script></main>'),
        'asked for https:': page('asks', '</main>', '<img src="https://127.0.0.1:9/x.gif"></main>'),
    }
    seen = rooms.looked_at(
        {'name': begins, 'file': str(path), 'width': NARROW, 'height': rooms.HEIGHT}
        for begins, path in views.items()
    )
    for begins in views:
        told('page', begins.strip(': '), seen[begins]['faults'], begins)
    markup = page('markup', '</main>', '<p><div></p></main>')
    told('vnu', 'markup', rooms.markup([markup])[markup], '')

    def dated(folder: Path) -> None:
        data = calendar.read_bytes()
        (folder / calendar.name).write_bytes(data.replace(b':' + _day(good), b':20200101'))

    def lined(folder: Path) -> None:
        (folder / calendar.name).write_bytes(calendar.read_bytes().replace(b'\r\n', b'\n'))

    told('ics', 'another day', event_faults(twin('dated', dated)), 'it is on')
    told('ics', 'lines of another kind', event_faults(twin('lined', lined)), 'one sign alone')

    cut = scratch / 'cut.pdf'
    cut.write_bytes(home.read_bytes()[:-900])
    told('qpdf', 'a file that is cut', verapdf.syntax_fault(cut) or (), '')
    told('code', 'another link', code_fault(home, 'https://example.org/other'), 'the code says')
    for name, pages in (('4', '1-4'), ('of-a2', '1-4')):
        other = scratch / f'tiles-{name}.pdf'
        beside = [str(shop), '1'] if name == 'of-a2' else []
        command = ['qpdf', '--empty', '--pages', str(tiles), pages, *beside, '--', str(other)]
        subprocess.run(command, check=True)
        told('tiles', name, tiles_fault(other), 'a page of' if beside else '4 pages')
    red = scratch / f'red{presses.OF_THE_KIT}'
    red.write_bytes(presses.reddened(shop))
    found: dict[str, str] = {}
    presses.as_asked([red], lambda what, _, fault: found.update({what: fault}))
    for what, fault in found.items():
        row(what, 'bad twin: red, green and blue for a print shop', '' if fault else 'passed')


def _day(one: Given) -> bytes:
    return one.day.replace('-', '').encode()


def main(arguments: list[str]) -> int:
    """Judge the groups of a project, else those of this module; return the exit code."""
    try:
        webpages.require()
        verapdf.require()
        presses.require()
    except (webpages.Missing, verapdf.Missing, presses.Missing) as what:
        print(f'Judges of pages and sheets are missing. What is needed:\n  {what}', file=sys.stderr)
        return 3
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix='letterpress-conformance-') as scratch:
        judge(Path(arguments[0]) if arguments else sample(Path(scratch)), tally.row)
    return tally.close()


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
