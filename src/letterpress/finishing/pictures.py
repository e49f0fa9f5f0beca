"""A page of a finished PDF as a picture for screens: PNG of few colours, lossless WebP."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING, Any

from letterpress.finishing import palette

if TYPE_CHECKING:
    from PIL.Image import Image

LEVEL = 9  # of zlib
QUICK = 1  # where it goes no further than this machine
LONG, SMALL = 2400, 1200  # pixels of the longer side: to print in a newspaper, for a page


def png(pdf: bytes, pixels: int, flats: Iterable[str] = ()) -> bytes:
    """Return the first page as a PNG, `pixels` wide: the same bytes for the same page.

    `flats` are colours ('#rrggbb') that stay exactly as they are. Its colours are indexed where
    that is smaller and shows no difference.
    """
    return _png(_drawn(pdf, pixels), flats)[0]


def both(pdf: bytes, flats: Iterable[str] = ()) -> tuple[bytes, bytes]:
    """Return the first page as a PNG of LONG pixels and as a lossless WebP of SMALL ones."""
    drawn = _drawn(pdf, LONG, longer=True)
    large, colours = _png(drawn, flats)
    small: Any = drawn.reduce(LONG // SMALL)
    if colours:
        small = palette.indexed(small, colours).convert('RGB')
    found = BytesIO()
    # quality is how hard it tries: a fifth of the time of 100, for 2 % more bytes
    small.save(found, 'WEBP', lossless=True, quality=60, method=2, exact=True)
    return large, found.getvalue()


def size(data: bytes) -> tuple[int, int]:
    """Return width and height in pixels of a PNG or WebP as it is written here.

    Raises ValueError for anything else.
    """
    if data[:8] == b'\x89PNG\r\n\x1a\n':
        wide, high = struct.unpack('>II', data[16:24])
        return wide, high
    if data[:4] == b'RIFF' and data[8:16] == b'WEBPVP8L':  # RFC 9649: 14 bits each, less one
        bits = int.from_bytes(data[21:25], 'little')
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    raise ValueError('neither PNG nor lossless WebP')


def page(pdf: bytes, number: int, pixels: int) -> tuple[bytes, int]:
    """Return a page as a PNG, `pixels` wide, and how many pages there are: fast, for a look.

    Pages count from 1; b'' where there is no such page.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        count = len(document)
        if not 1 <= number <= count:
            return b'', count
        shown = document[number - 1]
        drawn: Image = shown.render(scale=pixels / shown.get_width()).to_pil().convert('RGB')
        shown.close()
    finally:
        document.close()
    found = BytesIO()
    drawn.save(found, 'PNG', compress_level=QUICK)
    return found.getvalue(), count


def _drawn(pdf: bytes, pixels: int, longer: bool = False) -> Image:
    """Draw the first page, so many pixels wide, or on its longer side."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        width, height = page.get_size()
        scale = pixels / (max(width, height) if longer else width)
        drawn: Image = page.render(scale=2 * scale).to_pil().convert('RGB')
        page.close()
    finally:
        document.close()
    # twice as large, then halved: where two letters join, one edge over the other shows a notch
    wide, high = round(scale * width), round(scale * height)  # pdfium rounds up
    return drawn.crop((0, 0, 2 * wide, 2 * high)).reduce(2)


def _png(drawn: Image, flats: Iterable[str]) -> tuple[bytes, tuple[palette.Colour, ...]]:
    """Return a picture as PNG, and its palette; () where its colours stay as they are."""
    colours = palette.of(drawn, flats)
    if colours:
        return _written(palette.indexed(drawn, colours), colours), colours
    found = BytesIO()
    drawn.save(found, 'PNG', compress_level=LEVEL)
    return found.getvalue(), ()


def _written(picture: Image, colours: tuple[palette.Colour, ...]) -> bytes:
    """Return an indexed picture as PNG (ISO/IEC 15948).

    No row is filtered: of flat colours Pillow's own, which filters them, is up to a tenth larger.
    """
    bits = 8 if len(colours) > palette.FEW else 4
    rows = picture.tobytes('raw', 'P' if bits == 8 else 'P;4')
    wide = len(rows) // picture.height
    lines = b''.join(b'\0' + rows[at : at + wide] for at in range(0, len(rows), wide))
    head = struct.pack('>2I5B', picture.width, picture.height, bits, 3, 0, 0, 0)
    parts = (
        (b'IHDR', head),
        (b'PLTE', bytes(value for colour in colours for value in colour)),
        (b'IDAT', zlib.compress(lines, LEVEL)),
        (b'IEND', b''),
    )
    return b'\x89PNG\r\n\x1a\n' + b''.join(
        struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
        for kind, data in parts
    )
