"""Pictures of pixels in other inks: a campaign's logo that is a PNG.

In inks it has what a drawing in its colours has (shop/inks.py): greys are black alone, and so are
black lines; any other colour is what it lacks of red, green and blue, for black in its place would
print a dark green grey. Only where a press takes less ink than that, black takes part of it.
"""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from letterpress.finishing.colour.document import Document
from letterpress.finishing.syntax.objects import NULL, Name, Stream

_NEUTRAL = 24  # of 255 between the channels of a grey; of twice as much nothing is grey
_GREYEST = 100 * (1 - 2 * _NEUTRAL / 255)  # per cent: what inks have in common at most, where not
MOST = 100_000_000  # pixels; the house's own are made smaller


class Unreadable(ValueError):
    """Raised for a picture that is written in another way than the engine does."""


def greyed(document: Document, picture: Stream) -> bytes:
    """Return the pixels of a picture in red, green and blue, all three the same."""
    return bytes(_rgb(document, picture).convert('L').convert('RGB').tobytes())


def inked(document: Document, picture: Stream, tac: float) -> bytes:
    """Return the pixels of a picture in cyan, magenta, yellow and black.

    `tac` is how much ink there may be, in per cent; of all that is printed, 200 is the least.
    """
    from PIL import Image, ImageChops

    colours = [ImageChops.invert(one) for one in _rgb(document, picture).split()]
    cyan, magenta, yellow = colours
    common = ImageChops.darker(ImageChops.darker(cyan, magenta), yellow)
    most = ImageChops.lighter(ImageChops.lighter(cyan, magenta), yellow)
    # of a colour this part stays in colours; it has two inks in full, and _GREYEST of the third
    share = min(1.0, max(0.0, ((tac - 200) / _GREYEST + 1) / 2))
    kept = ImageChops.subtract(most, common).point(
        lambda apart: round(255 * share * min(1.0, max(0.0, (apart - _NEUTRAL) / _NEUTRAL)))
    )
    black = ImageChops.subtract(common, ImageChops.multiply(common, kept))
    rest = [ImageChops.subtract(one, black) for one in colours]
    return Image.merge('CMYK', (*rest, black)).tobytes()


def plate(document: Document, picture: Stream, is_printed: bool) -> bytes:
    """Return the pixels of a picture for a grey plate; where it is not printed, all paper."""
    grey = _rgb(document, picture).convert('L')
    return bytes(grey.tobytes()) if is_printed else b'\xff' * (grey.width * grey.height)


def stencil(document: Document, mask: Stream) -> bytes:
    """Return a soft mask as a hard one, a bit a pixel: 1 where nothing is painted (8.9.6.3)."""
    hidden = _opened(document, mask).convert('L').point(lambda alpha: 255 * (alpha < 128))
    return bytes(hidden.convert('1').tobytes())


def most_ink(document: Document, picture: Stream) -> float | None:
    """Return the most ink of a picture in four inks, in per cent; None where nobody can tell."""
    entries = picture.entries
    plain = entries.get('ColorSpace') == Name('DeviceCMYK') and 'DecodeParms' not in entries
    if not plain or entries.get('Filter') != Name('FlateDecode') or 'Decode' in entries:
        return None
    held = document.data(picture)
    parts = [set(held[at::4]) for at in range(4)]
    if sum(max(one, default=0) for one in parts) / 2.55 <= 100:
        return sum(max(one, default=0) for one in parts) / 2.55
    return max(map(sum, zip(*(held[at::4] for at in range(4)), strict=False)), default=0) / 2.55


def _rgb(document: Document, picture: Stream) -> Any:
    return _opened(document, picture).convert('RGB')


def _opened(document: Document, picture: Stream) -> Any:
    """Open a picture as the engine writes it: PNG's own stream, plain pixels, JPEG."""
    from PIL import Image

    entries = {key: document.get(value) for key, value in picture.entries.items()}
    wide, high, bits = (entries.get(key, 0) for key in ('Width', 'Height', 'BitsPerComponent'))
    image: Any
    mode = {Name('DeviceRGB'): 'RGB', Name('DeviceGray'): 'L'}.get(entries.get('ColorSpace', NULL))
    sized = isinstance(wide, int) and isinstance(high, int) and 0 < wide * high <= MOST
    if not sized or bits != 8 or mode is None or 'Decode' in entries:
        raise Unreadable('a picture in a form that is not read')
    parms = document.dictionary(entries.get('DecodeParms', NULL))
    try:
        if entries.get('Filter') == Name('DCTDecode'):
            image = Image.open(io.BytesIO(picture.raw), formats=('JPEG',))
        elif entries.get('Filter') != Name('FlateDecode'):
            raise Unreadable('a picture in a form that is not read')
        elif parms.get('Predictor', 1) == 1:
            image = Image.frombytes(mode, (wide, high), document.data(picture))
        else:
            image = Image.open(io.BytesIO(_png(wide, high, mode, picture.raw)), formats=('PNG',))
        image.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as wrong:
        raise Unreadable(f'a picture that cannot be read ({wrong})') from None
    if image.size != (wide, high):
        raise Unreadable('a picture of another size than it says')
    return image


def _png(wide: int, high: int, mode: str, data: bytes) -> bytes:
    """Return a PNG around the stream that a PDF took out of one."""

    def chunk(name: bytes, held: bytes) -> bytes:
        check = zlib.crc32(name + held)
        return struct.pack('>I', len(held)) + name + held + struct.pack('>I', check)

    head = struct.pack('>IIBBBBB', wide, high, 8, 2 if mode == 'RGB' else 0, 0, 0, 0)
    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', head) + chunk(b'IDAT', data) + chunk(b'IEND', b'')
