"""The logos of a brand, each made safe and measured; PNG is read here."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping

from PIL import Image, UnidentifiedImageError

from letterpress.base import colours
from letterpress.findings import Finding, Place
from letterpress.layout.brand.picture import MIDDLE, Mark, Picture
from letterpress.manuscript.brand import Brand
from letterpress.press.artwork.canvas import NOTABLE
from letterpress.press.pictures import whole_pictures_only

PIXELS = 40_000_000  # more than a poster needs, and what a small machine can hold
LARGEST = 2400  # pixels of the longer side: 600 dpi at ten centimetres
SCREEN = 720  # pixels of the longer side on a page: sharp where two of them are one of CSS
COARSE = 150  # dots per inch below which edges are seen
HEAD = 76.0, 17.0, 620.0  # mm of the box in the head of a letter, and its area: the largest logo
_SEEN = 16  # of 255: what is less opaque is not seen
_SAMPLE = 64  # pixels of either side of the sample of which the colours are taken
_SMALL = 'bring it as SVG, or with more pixels'


def read(brand: Brand, files: Mapping[str, bytes]) -> tuple[dict[str, Picture], list[Finding]]:
    """Return the logos by language, and what was found (LP318, LP319, LP329 to LP331)."""
    made: dict[str, Picture] = {}
    found: list[Finding] = []
    by_path: dict[str, Picture | None] = {}
    for language, path in brand.logos.items():
        if path not in by_path:
            one = _picture(files[path], path)
            found += one if isinstance(one, list) else _doubts(one, path)
            by_path[path] = None if isinstance(one, list) else one
        if (picture := by_path[path]) is not None:
            made[language] = picture
    return made, found


def _picture(data: bytes, path: str) -> Picture | list[Finding]:
    if path.lower().endswith('.png'):
        image = _image(data, path)
        return [image] if isinstance(image, Finding) else image
    from letterpress.press.artwork import drawing

    return drawing.picture(data, path)


def _image(data: bytes, path: str) -> Picture | Finding:
    """Return a PNG cut to what is seen of it, no larger than print needs."""
    place = Place(path)
    try:
        with whole_pictures_only(), Image.open(io.BytesIO(data), formats=('PNG',)) as image:
            wide, high = image.size
            if wide * high > PIXELS:
                return Finding(
                    place,
                    'LP329',
                    f'the picture has {wide} × {high} pixels, more than {PIXELS // 1_000_000} '
                    'million',
                    f'make it smaller: {LARGEST} pixels are enough for its longer side',
                )
            whole = image.convert('RGBA')
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return Finding(place, 'LP329', 'the file cannot be read as PNG', 'export it again')
    seen = whole.getchannel('A').point(lambda alpha: 255 if alpha >= _SEEN else 0).getbbox()
    if seen is None:
        return Finding(place, 'LP329', 'the picture is transparent all over', 'export it again')
    cut = whole.crop(seen)
    if max(cut.size) > LARGEST:
        cut.thumbnail((LARGEST, LARGEST), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    opaque = cut.getchannel('A').getextrema() == (255, 255)
    (cut.convert('RGB') if opaque else cut).save(out, 'PNG')
    ratio = cut.width / cut.height
    return Picture('image/png', out.getvalue(), ratio, _marks(cut), cut.size, _small(cut))


def _small(image: Image.Image) -> bytes:
    """Return an image as pages on a screen show it."""
    shown = image.copy()
    shown.thumbnail((SCREEN, SCREEN), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    shown.save(out, 'PNG', optimize=True)
    return out.getvalue()


def _marks(image: Image.Image) -> tuple[Mark, ...]:
    """Return what of an image stands on the ground: its parts by the colours of their edges."""
    small = image.resize((_SAMPLE, _SAMPLE), Image.Resampling.BOX)
    data, size = small.tobytes(), _SAMPLE + 2  # nothing all round
    inks: dict[int, str] = {}
    for at in range(_SAMPLE * _SAMPLE):
        red, green, blue, alpha = data[4 * at : 4 * at + 4]
        if alpha >= _SEEN:
            ink = colours.written(red & 0xF0 | 8, green & 0xF0 | 8, blue & 0xF0 | 8)
            inks[(at // _SAMPLE + 1) * size + at % _SAMPLE + 1] = ink
    parts: dict[tuple[str, tuple[str, ...]], float] = {}
    left = set(inks)
    while left:
        part, edge = _together(left, size, set(inks))
        counts = Counter(inks[at] for at in part)
        rim = Counter(inks[at] for at in edge)
        within = tuple(
            sorted(k for k, n in counts.items() if k not in rim and n >= NOTABLE * len(part))
        )
        for ink, number in rim.items():
            share = len(part) * number / len(edge) / len(inks)
            parts[ink, within] = parts.get((ink, within), 0.0) + share
    return tuple(Mark(ink, part, within) for (ink, within), part in sorted(parts.items()))


def _together(left: set[int], size: int, seen: set[int]) -> tuple[list[int], list[int]]:
    """Take a part that hangs together out of what is left; return it, and what is its edge."""
    part, edge = [left.pop()], []
    for at in part:
        around = (at - 1, at + 1, at - size, at + size)
        part += [one for one in around if one in left]
        left.difference_update(around)
        if any(one not in seen for one in around):
            edge.append(at)
    return part, edge


def _doubts(picture: Picture, path: str) -> list[Finding]:
    found = []
    width, _ = picture.box(*HEAD)
    if picture.size[0] and (dots := picture.size[0] * 25.4 / width) < COARSE:
        found.append(
            Finding(
                Place(path),
                'LP330',
                f'the picture has {picture.size[0]} × {picture.size[1]} pixels: '
                f'{dots:.0f} dots per inch in the head of the letter, and edges are seen below '
                f'{COARSE}',
                _SMALL,
            )
        )
    if not picture.seen_on(colours.WHITE):
        found.append(
            Finding(
                Place(path),
                'LP331',
                'the logo is hardly seen on white paper: it is set on a ground of its own there',
                'bring the version for light grounds',
            )
        )
    if not any(map(picture.seen_on, (colours.WHITE, colours.BLACK, MIDDLE))):
        found.append(
            Finding(
                Place(path),
                'LP290',
                'parts of the logo are lost on every ground: it has light, dark and middle tones '
                'without an edge',
                'bring a version with a ground or an outline of its own',
            )
        )
    return found
