"""Which pages of two PDFs look different, and a picture of the difference.

Pages are drawn small and compared point by point: what changes bytes alone (a seal, a date in the
metadata) changes nothing here.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from letterpress.values import dataclass

if TYPE_CHECKING:
    from PIL.Image import Image

LONG = 900  # pixels of a page's longer side: a comma of the letter is two of them
_SHOWN = 480  # of its width in a picture
_LEAST = 24  # of 255, in any of red, green, blue: what eyes see
_MARK = (0xE8, 0x3C, 0x17)


@dataclass(frozen=True)
class Difference:
    """A page that looks different.

    `share` is that of its area, from 0 to 1; 1 for a page that only one of both has. `picture` is a
    PNG: the page before, and the page after, on which the difference is marked.
    """

    number: int  # of the page, from 1
    share: float
    picture: bytes
    before: bool = True  # whether there was such a page
    after: bool = True


def differences(before: bytes, after: bytes) -> Iterator[Difference]:
    """Yield each page that differs, in order. Raises what pdfium raises for what is no PDF."""
    for number, (old, new) in enumerate(zip_longest(_pages(before), _pages(after)), 1):
        if old is None or new is None or old.size != new.size:
            yield Difference(number, 1.0, _beside(old, new), old is not None, new is not None)
            continue
        marked = _mask(old, new)
        if marked.getbbox():
            area = marked.width * marked.height
            share = marked.histogram()[255] / area
            yield Difference(number, share, _beside(old, _tinted(new, marked)))


def _pages(pdf: bytes) -> Iterator[Image]:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        for number in range(len(document)):
            page = document[number]
            scale = LONG / max(1.0, *page.get_size())
            yield page.render(scale=scale).to_pil().convert('RGB')
            page.close()
    finally:
        document.close()


def _mask(old: Image, new: Image) -> Image:
    from PIL import ImageChops

    red, green, blue = ImageChops.difference(old, new).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.point(_over())


def _over() -> list[int]:
    return [255 if value >= _LEAST else 0 for value in range(256)]


def _tinted(new: Image, marked: Image) -> Image:
    """Return the page faded, what differs in red, thick enough to be found."""
    from PIL import Image as images
    from PIL import ImageFilter

    faded: Image = images.blend(new, images.new('RGB', new.size, 'white'), 0.55)
    faded.paste(_MARK, mask=marked.filter(ImageFilter.MaxFilter(5)))
    return faded


def _beside(old: Image | None, new: Image | None) -> bytes:
    """Return both pages beside each other as a small PNG; grey where one is not there."""
    from PIL import Image as images

    shown = [_small(one) if one else None for one in (old, new)]
    size = next(one.size for one in shown if one)
    high = max(one.height for one in shown if one)
    sheet = images.new('RGB', (2 * _SHOWN + 12, high), '#777777')
    for number, one in enumerate(shown):
        sheet.paste(
            one or images.new('RGB', (_SHOWN, size[1]), '#999999'), (number * (_SHOWN + 12), 0)
        )
    found = BytesIO()
    sheet.quantize(64).save(found, 'PNG', optimize=True)
    return found.getvalue()


def _small(page: Any) -> Image:
    found: Image = page.resize((_SHOWN, max(1, round(page.height * _SHOWN / page.width))))
    return found
