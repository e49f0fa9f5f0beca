"""The logos of a brand, each made safe and measured; PNG is read here."""

from __future__ import annotations

import io
from collections.abc import Mapping

from PIL import Image, UnidentifiedImageError

from letterpress.base import colours
from letterpress.findings import Finding, Place
from letterpress.layout.brand.picture import Picture
from letterpress.manuscript.brand import Brand
from letterpress.press.pictures import whole_pictures_only

PIXELS = 40_000_000  # more than a poster needs, and what a small machine can hold
LARGEST = 2400  # pixels of the longer side: 600 dpi at ten centimetres
COARSE = 150  # dots per inch below which edges are seen
HEAD = 76.0, 17.0, 620.0  # mm of the box in the head of a letter, and its area: the largest logo
_SEEN = 16  # of 255: what is less opaque is not seen
_SAMPLE = 48  # pixels of the sample of which the colours are taken
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
    return Picture('image/png', out.getvalue(), cut.width / cut.height, _inks(cut), cut.size)


def _inks(image: Image.Image) -> tuple[tuple[str, float], ...]:
    small = image.resize((_SAMPLE, _SAMPLE), Image.Resampling.BOX)
    parts: dict[str, float] = {}
    data = small.tobytes()
    for at in range(0, len(data), 4):
        red, green, blue, alpha = data[at : at + 4]
        if alpha >= _SEEN:
            ink = colours.written(red & 0xF0 | 8, green & 0xF0 | 8, blue & 0xF0 | 8)
            parts[ink] = parts.get(ink, 0.0) + alpha / 255
    whole = sum(parts.values()) or 1.0
    return tuple(sorted((ink, part / whole) for ink, part in parts.items()))


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
    return found
