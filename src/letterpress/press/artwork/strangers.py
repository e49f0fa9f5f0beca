"""Logos that strangers send, made safe: what comes out is of our own writing, to the last byte.

A file is known by what it holds, whatever it is called. A drawing becomes paths, colours and
numbers, an image pixels: nothing else comes along, no name, no place, no remark, nothing hidden
below what is seen. Call it in a child process (build/kits/logos.py): readers and decoders meet
strangers' bytes.
"""

from __future__ import annotations

import codecs
import zlib
from pathlib import PurePosixPath

from letterpress.base import colours
from letterpress.findings import Finding, Place
from letterpress.layout.brand.picture import Picture
from letterpress.press.artwork import drawing, flat, logos
from letterpress.values import dataclass

MOST = 200_000  # bytes of a logo: what a form sends back in a hidden field
BYTES = 10_000_000  # of a file that comes in
DRAWING = 2_000_000  # bytes of a drawing, unpacked: a million of paths, and what is around them
NARROW = 100  # times as long as the other side: nothing is seen of it where logos stand
COLOURS = 12  # as many as a form can show
APART = 24  # of 255, in some channel: what is told from another colour
FOOT = 64.0, 42.0, 460.0  # mm of the largest box at the foot of posters, and its area
WHERE = 'at the foot of a poster'
RASTERS = ('PNG', 'JPEG', 'WEBP')
_SVG = 'bring it as SVG, PNG, JPEG or WebP'
_CALLED = ('.svg', '.svgz', '.png', '.jpg', '.jpeg', '.webp')
_GZIP = b'\x1f\x8b'
_IMAGES = ((b'\x89PNG\r\n\x1a\n', 'PNG'), (b'\xff\xd8\xff', 'JPEG'))
_OTHERS = (
    (b'GIF8', 'a GIF'),
    (b'II*\0', 'a TIFF'),
    (b'MM\0*', 'a TIFF'),
    (b'BM', 'a BMP'),
    (b'%PDF', 'a PDF, as Illustrator writes it, too'),
    (b'%!PS', 'PostScript (EPS)'),
    (b'\xc5\xd0\xd3\xc6', 'PostScript (EPS)'),
    (b'8BPS', 'a picture of Photoshop'),
    (b'\0\0\1\0', 'an icon of Windows'),
    (b'\0\0\0\x0cjP', 'a JPEG 2000'),
    (b'PK\3\4', 'a ZIP, or a document of an office program'),
)


@dataclass(frozen=True)
class Cleaned:
    """A logo made safe: its bytes, an SVG or a PNG; given again, they come back as they are.

    `ratio` is width by height, `colours` those that are seen most (#rrggbb), most of all first,
    `size` the pixels of a PNG. `doubts` are warnings (LP290, LP330, LP331).
    """

    media_type: str
    data: bytes
    ratio: float
    colours: tuple[str, ...]
    size: tuple[int, int] = (0, 0)
    doubts: tuple[Finding, ...] = ()

    @property
    def suffix(self) -> str:
        """Return how the name of its file ends."""
        return '.svg' if self.media_type == 'image/svg+xml' else '.png'


def cleaned(data: bytes, name: str, inks: bytes = b'', most: int = MOST) -> Cleaned | list[Finding]:
    """Return a stranger's file made safe, of `most` bytes, or all that is in its way.

    `name` is its file's, for findings; `inks` the ICC profile of inks that come without one. An
    image is made smaller until it fits. Codes: LP318, LP319, LP329, LP850, LP852, LP853, LP854.
    """
    held = _opened(data, name)
    if isinstance(held, Finding):
        return [held]
    kind, data = held
    if kind:
        made: Picture | list[Finding] | Finding = logos.image(data, name, (kind,), most, inks)
        written = b''
    else:
        flattened = flat.written(data, name)
        if isinstance(flattened, list):
            return flattened
        if len(flattened) > most:
            return [_intricate(name, len(flattened), most)]
        made, written = drawing.picture(flattened, name), flattened
    if isinstance(made, Finding):
        return [made]
    if isinstance(made, list):
        return made
    if narrow := _narrow(made, name):
        return [narrow]
    return Cleaned(
        made.media_type,
        written or made.data,
        made.ratio,
        _colours(made),
        made.size,
        tuple(logos.doubts(made, name, FOOT, WHERE)),
    )


def picture(data: bytes, name: str, inks: bytes = b'') -> Picture | list[Finding]:
    """Return a stranger's file as a picture to print, or all that is in its way.

    Arguments and codes are those of `cleaned`; an image keeps the pixels that print needs.
    """
    held = _opened(data, name)
    if isinstance(held, Finding):
        return [held]
    kind, data = held
    if kind:
        image = logos.image(data, name, (kind,), None, inks)
        made: Picture | list[Finding] = [image] if isinstance(image, Finding) else image
    else:
        written = flat.written(data, name)
        made = written if isinstance(written, list) else drawing.picture(written, name)
    if isinstance(made, list):
        return made
    narrow = _narrow(made, name)
    return [narrow] if narrow else made


def _opened(data: bytes, name: str) -> tuple[str, bytes] | Finding:
    """Return which of RASTERS a file is, '' for a drawing, and its bytes unpacked."""
    if len(data) > BYTES:
        return _heavy(name, f'the file has {len(data) / 1e6:.1f} MB, more than', BYTES)
    if data.startswith(_GZIP):
        try:
            packed = zlib.decompressobj(31)
            data = packed.decompress(data, DRAWING + 1)
        except zlib.error:
            return _unknown(name, 'the file is packed (gzip), and damaged')
    for start, kind in _IMAGES:
        if data.startswith(start):
            return kind, data
    if data[:4] == b'RIFF' and data[8:12] == b'WEBP':
        return 'WEBP', data
    if _marked_up(data):
        if len(data) > DRAWING:
            return _heavy(name, 'the drawing has more than', DRAWING)
        return '', data
    if not data:
        return Finding(Place(name), 'LP850', 'the file is empty', _SVG)
    return _unknown(name, _named(data))


def _marked_up(data: bytes) -> bool:
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        if data.startswith(mark):
            data = data.removeprefix(mark)
            break
    return data[:1000].lstrip(b'\0 \t\r\n').startswith(b'<')


def _named(data: bytes) -> str:
    """Return what a file is that is no logo."""
    for start, kind in _OTHERS:
        if data.startswith(start):
            return f'the file is {kind}'
    if data[4:8] == b'ftyp':
        known = data[8:12] in (b'avif', b'avis')
        return f'the file is {"an AVIF" if known else "a HEIC, or a film"}'
    return 'the file is no picture that is known'


def _unknown(name: str, what: str) -> Finding:
    called = PurePosixPath(name).suffix.lower()
    said = (
        f', whatever its name ({called}) says' if called in _CALLED and 'empty' not in what else ''
    )
    return Finding(Place(name), 'LP850', f'{what}{said}', _SVG)


def _heavy(name: str, what: str, most: int) -> Finding:
    return Finding(
        Place(name),
        'LP852',
        f'{what} {most // 1_000_000} MB',
        f'export it for print: {logos.LARGEST} pixels are enough for the longer side of an image',
    )


def _intricate(name: str, size: int, most: int) -> Finding:
    return Finding(
        Place(name),
        'LP853',
        f'the drawing has {size / 1000:.0f} kB, of its shapes alone, and a logo {most / 1000:.0f}',
        'simplify it (Inkscape: Path, Simplify), or bring it as PNG',
    )


def _narrow(made: Picture, name: str) -> Finding | None:
    if 1 / NARROW <= made.ratio <= NARROW:
        return None
    wide = max(made.ratio, 1 / made.ratio)
    return Finding(
        Place(name),
        'LP854',
        f'one side of the logo is {wide:,.0f} times as long as the other: nothing would be seen '
        'of it',
        f'bring a logo of {NARROW} to 1 at most',
    )


def _colours(made: Picture) -> tuple[str, ...]:
    """Return what is seen of a logo, each colour once that is told from those before it."""
    parts: dict[str, float] = {}
    if made.size[0]:
        parts = logos.dominant(made.data)
    else:  # what stands on the ground before what lies on that
        for mark in made.marks:
            parts[mark.ink] = parts.get(mark.ink, 0.0) + mark.part
            for within in mark.within:
                parts.setdefault(within, 0.0)
    found: list[str] = []
    for one in sorted(parts, key=lambda one: (-parts[one], one)):
        if not any(_alike(one, other) for other in found):
            found.append(one)
    return tuple(found[:COLOURS])


def _alike(one: str, other: str) -> bool:
    pairs = zip(colours.channels(one), colours.channels(other), strict=True)
    return max(abs(a - b) for a, b in pairs) < APART
