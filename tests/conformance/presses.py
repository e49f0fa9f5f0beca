"""Files for print shops before independent judges: veraPDF (PDF/A-2b), proof-pdf (PDF/X-4, ink,
faces) and the plates that Ghostscript makes; each with a twin that must fail.

proof-pdf is a judge alone and no dependency of letterpress. It wants Python 3.15, for clauses such
as `except A, B:`; on an older one they are bracketed by one regular expression, and nothing else
of it is changed. It reads the files without marks: marks in all inks are 400 per cent to it.

usage: python tests/conformance/presses.py [FOLDER of posters]
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(PROJECT / 'src')]

import plates  # noqa: E402 after the path is set
import verapdf  # noqa: E402
import viewers  # noqa: E402

from fixtures import shops  # noqa: E402
from letterpress.finishing.colour.document import Document  # noqa: E402
from letterpress.finishing.colour.shop.file import shop_files  # noqa: E402
from letterpress.finishing.colour.shop.judging import check  # noqa: E402
from letterpress.manuscript import print_shops  # noqa: E402
from letterpress.manuscript.print_shops import PrintShop  # noqa: E402
from letterpress.world import resources  # noqa: E402
from letterpress.world.files import inside  # noqa: E402

LOCK = HERE / 'proof.txt'
# of posters in these languages plates are made; in all others the same code draws
SEPARATED = ('fr', 'ar', 'el')
OF_THE_KIT = '.print-shop.pdf'
MM = 25.4 / 72
WHEEL = 'proof-pdf==0.3.4'
CLAUSE = re.compile(r'^(\s*)except ([\w.]+(?:, *[\w.]+)+)( as \w+)?:', re.MULTILINE)
RUN = 'from proof_pdf.cli import pdf_app; pdf_app()'


class Missing(Exception):
    """A tool is missing; the text says what is needed."""


def require() -> None:
    """Raise Missing unless Ghostscript is there."""
    if not shutil.which('gs'):
        raise Missing('Ghostscript is missing (ghostscript)')


def _proof(folder: Path) -> None:
    """Put proof-pdf into a folder, with what it needs, so that this Python reads it."""
    import venv

    venv.create(folder, with_pip=True)
    pip = [folder / 'bin' / 'python', '-m', 'pip', '--disable-pip-version-check', '-q']
    subprocess.run([*pip, 'install', '--only-binary', ':all:', '-r', LOCK], check=True)
    wishes = ['--no-deps', '--python-version', '3.15', '--only-binary', ':all:', '-d', folder]
    subprocess.run([*pip, 'download', *wishes, WHEEL], check=True)
    [wheel] = folder.glob('proof_pdf-*.whl')
    if sha256(wheel.read_bytes()).hexdigest() not in LOCK.read_text():
        raise RuntimeError(f'{wheel.name} is another file than was tried')
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / 'proof')
    for module in (folder / 'proof').rglob('*.py'):
        text = module.read_text()
        module.write_text(CLAUSE.sub(r'\1except (\2)\3:', text))


def proved(path: Path, wide: float, high: float) -> str:
    """Return what proof-pdf says against a file of this trim (mm), '' for nothing."""
    folder = viewers._cached('proof', LOCK, _proof)
    size = f'{wide:g}x{high:g}'
    wishes = ['--no-pdfa', '--strict-cmyk', '--trim-mm', size, '--bleed-mm', '3', str(path)]
    run = subprocess.run(
        [folder / 'bin' / 'python', '-c', RUN, 'verify', *wishes],
        capture_output=True,
        text=True,
        env={'PYTHONPATH': str(folder / 'proof'), 'PATH': '/usr/bin:/bin', 'COLUMNS': '200'},
    )
    said = ' '.join((run.stdout + run.stderr).split())
    return '' if run.returncode == 0 and 'OK -- all 1 file' in said else said[-300:]


def judge(posters: Iterable[Path], scratch: Path, row: Callable[[str, str, str], None]) -> None:
    """Judge the files for print shops of a kit, what the house's shops would get, and the twins.

    `posters` are all that a build has made of its posters.
    """
    by_name = _shops()
    there = list(posters)
    kept = [path for path in there if path.name.endswith(OF_THE_KIT)]
    if not kept:
        row('press', 'posters', 'there is no file for a print shop')
        return
    made = {path: _trim(path) for path in kept}
    for path in kept:
        row('press', path.name, '; '.join(map(str, check(path.read_bytes(), by_name['standard']))))
    for poster, name in _asked(there):
        shop = by_name[name]
        [one] = shop_files(poster.read_bytes(), shop, None, poster.stem, shops.FACE)
        path = scratch / f'{poster.stem}.{name}.pdf'
        path.write_bytes(one.data)
        made[path] = one.width, one.height
        row('press', path.name, '; '.join(map(str, check(one.data, shop))))
        row('qpdf', path.name, verapdf.syntax_fault(path))
    modern = [path for path in made if not path.name.endswith('.x3-outlines.pdf')]
    failures = verapdf.failures('2b', modern)
    for path in modern:
        row('2b', path.name, ', '.join(failures[path.resolve()]))
    for path, size in made.items():
        plain = path.name.endswith((OF_THE_KIT, '.standard.pdf'))
        if plain and not ('-a2.' in path.name and _smaller(path) in made):
            row('proof', path.name, proved(path, *size))
        if '-a3.' in path.name and path.name.split('.')[1] in SEPARATED:
            row('plate', path.name, _on_plates(path, size, by_name['standard']))
    single = [path for path in made if path.name.startswith('poster-') and '-a3.' in path.name]
    marked = [path for path in single if path.name.endswith('.marks.pdf')]
    if marked:
        _twins(marked[0], scratch, row)
    else:
        row('plate', 'twins', 'there is no poster of A3')


def as_asked(files: Iterable[Path], row: Callable[[str, str, str], None]) -> None:
    """Judge files for print shops as they are, all as the shop `standard` asks for them."""
    kept, shop = list(files), _shops()['standard']
    failures = verapdf.failures('2b', kept)
    for path in kept:
        row('press', path.name, '; '.join(map(str, check(path.read_bytes(), shop))))
        row('2b', path.name, ', '.join(failures[path.resolve()]))
        row('proof', path.name, proved(path, *_trim(path)))


def reddened(path: Path) -> bytes:
    """Return a file with red, green and blue on its page, and without the intent of PDF/A."""
    red = b'1 0 0 rg 100 100 200 200 re f\n'
    return _changed(path, lambda data: data + red).replace(b'/GTS_PDFA1', b'/GTS_PDFA7')


def _shops() -> dict[str, PrintShop]:
    """Return the shops of the house by name, and one more: `standard` with marks."""
    house = inside.read_tree(resources.root(), 'content/print-shops', own=False)
    found = {one.slug: one for one in print_shops.known({}, house)[0]}
    return found | {'marks': replace(found['standard'], marks='required')}


def _asked(posters: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Give the posters of which files are made here, each with the shop's name.

    Those of A3, which has all that others have. Of a series that the kit has for printers at home
    alone, the first.
    """
    for path in posters:
        if path.name.endswith('.pdf') and path.name.count('.') == 2 and '-a3.' in path.name:
            yield path, 'marks'
            yield path, 'x3-outlines'
        elif '-redacted-1-a4.' in path.name and '.colour.' in path.name:
            yield path, 'standard'


def _smaller(path: Path) -> Path:
    """Return the path of the same poster's file at A3: the others are drawn by the same code."""
    return path.with_name(path.name.replace('-a2.', '-a3.'))


def _trim(path: Path) -> tuple[float, float]:
    """Return width and height of the sheet once it is cut, in mm."""
    document = Document(path.read_bytes())
    left, bottom, right, top = document.box(document.pages[0], 'TrimBox')
    return (right - left) * MM, (top - bottom) * MM


def _on_plates(path: Path, size: tuple[float, float], shop: PrintShop) -> str:
    """Return what is wrong with the plates that a press would print from, '' for nothing."""
    seen = plates.of(path.read_bytes())
    faults = [plates.coverage(seen, shop.tac), plates.four_inks(seen), plates.bleeds(seen)]
    if path.name.endswith('.marks.pdf'):
        faults.append(plates.size(seen, *size, shop.bleed))
    return '; '.join(filter(None, faults))


def _changed(path: Path, change: Callable[[bytes], bytes]) -> bytes:
    """Return a file with another content on its page."""
    document = Document(path.read_bytes())
    [page] = document.pages
    before = document.content(page)
    after = change(before)
    assert after != before
    return document.replaced({page.contents[0].number: after})


def _twins(path: Path, scratch: Path, row: Callable[[str, str, str], None]) -> None:
    """See that each judge finds the fault that it is there for."""
    rgb = scratch / 'twin.pdf'
    rgb.write_bytes(reddened(path))
    found = verapdf.failures('2b', [rgb])[rgb.resolve()]
    row('2b', 'bad twin: red, green and blue without an intent', '' if found else 'passed')
    said = proved(rgb, 297, 420)
    row('proof', 'bad twin: red, green and blue', '' if said else 'passed')
    ink = _changed(path, lambda data: data + b'q 1 1 1 1 k 100 100 200 200 re f Q\n')
    fault = plates.coverage(plates.of(ink), 300)
    row('plate', 'bad twin: 400 % of ink', '' if fault else 'passed')
    rich = _changed(path, lambda data: data + b'q .5 .5 .5 1 k 200 200 9 300 re f Q\n')
    fault = plates.four_inks(plates.of(rich))
    row('plate', 'bad twin: four inks in something thin', '' if fault else 'passed')
    page = Document(path.read_bytes())
    left, bottom, right, top = page.box(page.pages[0], 'TrimBox')
    cut = b'q %.3f %.3f %.3f %.3f re W n\n' % (left, bottom, right - left, top - bottom)
    fault = plates.bleeds(plates.of(_changed(path, lambda data: cut + data)))
    row('plate', 'bad twin: cut at the trim', '' if fault else 'passed')
    small = _changed(path, lambda data: b'.9 0 0 .9 30 40 cm\n' + data)
    fault = plates.size(plates.of(small), 297, 420, 3)
    row('plate', 'bad twin: a tenth smaller', '' if fault else 'passed')


def build(folder: Path) -> list[Path]:
    """Build the sample's posters below a folder; return them."""
    campaign = folder / 'campaign-posters'
    for where, arguments in (
        (folder, ('init', '--sample', str(campaign))),
        (campaign, ('build', 'posters', 'placard')),
    ):
        subprocess.run(
            [sys.executable, '-m', 'letterpress', *arguments],
            cwd=where,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    return sorted((campaign / 'build' / 'pdf').rglob('p*-*.pdf'))


if __name__ == '__main__':
    from lanes import Tally

    tally = Tally()
    with tempfile.TemporaryDirectory(prefix='letterpress-presses-') as name:
        given = sys.argv[1:]
        chosen = sorted(Path(given[0]).rglob('p*-*.pdf')) if given else build(Path(name))
        judge(chosen, Path(name), tally.row)
    sys.exit(tally.close())
