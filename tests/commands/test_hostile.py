"""Files that nobody should be harmed by: each is refused with a way out, content/ stays as it was.

Truncated and swapped documents, archives that unpack to more than they say, entities, nesting,
lines without an end, what is no file at all; for lists, letters, typefaces and logos.
"""

from __future__ import annotations

import hashlib
import io
import random
import struct
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from fixtures import documents, spreadsheets, zips
from fixtures.sample import letterpress
from letterpress.commands import init

HOUSE = Path(__file__).parents[2]
NOISE = random.Random(13).randbytes(5000)
ENTITIES = (
    b'<!DOCTYPE x [<!ENTITY a0 "haha"><!ENTITY file SYSTEM "file:///etc/hostname">'
    + b''.join(b'<!ENTITY a%d "%s">' % (n, b'&a%d;' % (n - 1) * 10) for n in range(1, 12))
    + b']>'
)
LEVELS = 100_000
GOOD = {
    'docx': documents.docx(documents.paragraph('A title', 'Title'), documents.paragraph('Words.')),
    'odt': documents.odt('<text:p>Words.</text:p>'),
    'xlsx': spreadsheets.xlsx({'x': [['Organisation', 'Country'], ['Words', 'FR']]}),
    'ods': spreadsheets.ods({'x': [['Organisation', 'Country'], ['Words', 'FR']]}),
}
MAIN = ('word/document.xml', 'content.xml', 'xl/worksheets/sheet1.xml')


def remade(kind: str, change: bytes, to: bytes, head: bytes = b'') -> bytes:
    """Return a document with something else in its main part, and a head after its declaration."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(GOOD[kind])) as old,
        zipfile.ZipFile(made, 'w', zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            data = old.read(info)
            if info.filename in MAIN:
                declared, sign, rest = data.partition(b'?>')
                data = declared + sign + head + rest if sign else head + data
                assert change in data
                data = data.replace(change, to)
            new.writestr(info.filename, data)
    return made.getvalue()


def packed() -> Iterator[tuple[str, bytes]]:
    """Give what is wrong with documents of each kind."""
    other = {'docx': 'xlsx', 'odt': 'ods', 'xlsx': 'docx', 'ods': 'odt'}
    for kind, good in GOOD.items():
        yield f'truncated.{kind}', good[: len(good) // 2]
        yield f'swapped.{kind}', GOOD[other[kind]]
        yield f'entities.{kind}', remade(kind, b'Words', b'&a11;', ENTITIES)
        yield f'outside.{kind}', remade(kind, b'Words', b'&file;', ENTITIES)
        yield f'overlapping.{kind}', zips.overlapping(b'x' * 100_000, 2000)
        yield f'pdf.{kind}', b'%PDF-1.7\n1 0 obj\n<<>>\nendobj\n'
        yield f'empty.{kind}', b''
        yield f'noise.{kind}', NOISE
        yield f'zeros.{kind}', bytes(5000)
    for kind, name in (('docx', b'w:smartTag'), ('odt', b'text:span')):
        inside = b'<%s>' % name * LEVELS + b'Words' + b'</%s>' % name * LEVELS
        yield f'deep.{kind}', remade(kind, b'Words', inside)
        yield f'bomb.{kind}', remade(kind, b'Words', b'W' * 42_000_000)


def texts() -> Iterator[tuple[str, bytes]]:
    """Give texts that are none."""
    for kind in ('csv', 'txt', 'md'):
        yield f'empty.{kind}', b''
        yield f'blank.{kind}', b' \n\n\t\n'
        yield f'noise.{kind}', NOISE
        yield f'document.{kind}', GOOD['docx'][:800]
        yield f'pdf.{kind}', b'%PDF-1.7\n'
        yield f'zero.{kind}', b'Organisation\nA\0B\n'
        yield f'line.{kind}', b'Organisation,Country\n' + b'a' * 50_000_000
        yield f'commas.{kind}', b',' * 400_000
        yield f'quotes.{kind}', b'"' * 400_001
        yield f'brackets.{kind}', b'(' * 200_000 + b'\n'
    yield 'quoted.md', b'# T\n\n' + b'> ' * LEVELS + b'x\n'
    yield 'links.md', b'# T\n\n' + b'[' * LEVELS + b'\n'
    yield 'stars.md', b'# T\n\n' + b'*a_' * LEVELS + b'\n'
    yield 'cells.md', b'# T\n\n|' + b'a|' * 20_000 + b'\n|' + b'-|' * 20_000 + b'\n'
    yield 'nested.yaml', b'[' * LEVELS
    yield 'anchors.yaml', b'a: &a [x]\nb: *a\n'


def png(width: int, height: int, data: bytes) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack('>I', len(body)) + kind + body + struct.pack('>I', zlib.crc32(kind + body))
        )

    head = struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(data)
    return (
        b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', head) + chunk(b'IDAT', pixels) + chunk(b'IEND', b'')
    )


def logos() -> Iterator[tuple[str, bytes]]:
    """Give pictures that are none, or more than one."""
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    yield 'empty.svg', b''
    yield 'noise.svg', NOISE
    yield 'picture.svg', png(9, 9, bytes(9 * 28))
    yield 'cut.svg', svg + b'<path d="M0 0'
    yield 'entities.svg', ENTITIES + svg + b'<desc>&a11;</desc></svg>'
    yield 'outside.svg', ENTITIES + svg + b'<text>&file;</text></svg>'
    yield 'deep.svg', svg + b'<g>' * LEVELS + b'</g>' * LEVELS + b'</svg>'
    yield 'long.svg', svg + b'<path d="' + b'M0 0L9 9' * 500_000 + b'"/></svg>'
    yield 'script.svg', svg + b'<script>alert(1)</script></svg>'
    path = b'<defs><path id="a" d="' + b'M0 0L9 9' * 1000 + b'"/></defs>'
    yield 'again.svg', svg + path + b'<use href="#a"/>' * 10_000 + b'</svg>'
    yield 'itself.svg', svg + b'<g id="a"><use href="#a"/></g></svg>'
    yield 'empty.png', b''
    yield 'cut.png', png(900, 900, NOISE * 486)[:2000]
    yield 'bomb.png', png(60_000, 60_000, bytes(1000))
    yield 'nothing.png', png(0, 0, b'')
    yield 'other.png', b'\xff\xd8\xff\xe0' + bytes(99)


def fonts() -> Iterator[tuple[str, bytes]]:
    """Give typefaces that are none."""
    good = next(iter(sorted((HOUSE / 'fonts').glob('*/*.ttf')))).read_bytes()
    yield 'empty.ttf', b''
    yield 'noise.ttf', NOISE
    yield 'cut.ttf', good[: len(good) // 2]
    yield 'tables.ttf', good[:12] + NOISE[:188] + good[200:]
    yield 'many.ttf', b'\0\1\0\0\xff\xff' + bytes(4000)
    yield 'set.ttf', b'ttcf\0\1\0\0\xff\xff\xff\xff' + bytes(400)
    yield 'web.ttf', b'wOFF' + NOISE[:400]
    yield 'pdf.otf', b'%PDF-1.7'
    yield 'document.ttf', GOOD['docx']


@pytest.fixture(scope='module')
def letter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp('hostile') / 'letter'
    init.init(base, False, ('en',))
    return base


def held(base: Path) -> dict[str, str]:
    return {
        path.relative_to(base).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(base.rglob('*'))
        if path.is_file() and path.relative_to(base).parts[0] != 'build'
    }


def refused(base: Path, *words: str) -> None:
    """Check that a command refuses, in plain words and soon, and leaves the project as it was."""
    before, began = held(base), time.process_time()
    done = letterpress(*words, cwd=base, check=None)
    said = (words, done.stderr[:2000])
    assert done.returncode in (1, 2), said
    assert 'hint: ' in done.stderr and ' error: ' in done.stderr, said
    for inner in ('Traceback', 'Error:', 'Exception', 'zlib', 'NoneType'):
        assert inner not in done.stderr, said
    assert len(done.stderr) < 60_000 and 'haha' not in done.stderr, said
    assert Path('/etc/hostname').read_text().strip() not in done.stderr
    assert not done.stdout and held(base) == before, said
    assert time.process_time() - began < 60


LISTS = ('xlsx', 'ods', 'csv', 'txt', 'yaml', 'docx')
LETTERS = ('docx', 'odt', 'txt', 'md')


def brought(base: Path, name: str, data: bytes) -> str:
    path = base.parent / name
    path.write_bytes(data)
    return str(path)


def of(kinds: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Give the files of some kinds, one after the other: some are large."""
    return (one for one in (*packed(), *texts()) if one[0].rpartition('.')[2] in kinds)


@pytest.mark.slow
def test_no_list_does_harm(letter: Path) -> None:
    for name, data in of(LISTS):
        if name == 'swapped.docx':
            continue  # a spreadsheet under a wrong name is a list
        source = brought(letter, name, data)
        refused(letter, 'signatories', 'import', source, '--kind', 'organisation', '--yes')


@pytest.mark.slow
def test_no_letter_does_harm(letter: Path) -> None:
    for name, data in of(LETTERS):
        refused(letter, 'letter', 'import', brought(letter, name, data), '--yes')


@pytest.mark.slow
def test_no_typeface_does_harm(letter: Path) -> None:
    for name, data in fonts():
        refused(letter, 'fonts', 'add', brought(letter, name, data))


@pytest.mark.slow
def test_no_logo_does_harm(letter: Path) -> None:
    for name, data in logos():
        logo, brand = letter / f'content/logo{name[-4:]}', letter / 'content/brand.yaml'
        logo.write_bytes(data)
        brand.write_text(f'logo: {logo.name}\n')
        refused(letter, 'check')
        logo.unlink()
        brand.unlink()


def test_what_is_no_file_or_has_no_end(letter: Path) -> None:
    for words in (('signatories', 'import'), ('letter', 'import'), ('recipients', 'import')):
        for path in ('/dev/zero', str(letter), str(letter / 'none.csv')):
            refused(letter, *words, path)
