"""The logos of a brand, each made safe and measured; PNG is read here."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping, Sequence

from PIL import Image

from letterpress.base import colours
from letterpress.findings import Finding, Place
from letterpress.layout.brand.picture import MIDDLE, Mark, Picture
from letterpress.manuscript.brand import Brand
from letterpress.press.artwork import rasters
from letterpress.press.artwork.canvas import NOTABLE

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
            found += one if isinstance(one, list) else doubts(one, path)
            by_path[path] = None if isinstance(one, list) else one
        if (picture := by_path[path]) is not None:
            made[language] = picture
    return made, found


def _picture(data: bytes, path: str) -> Picture | list[Finding]:
    if path.lower().endswith('.png'):
        made = image(data, path)
        return [made] if isinstance(made, Finding) else made
    from letterpress.press.artwork import drawing

    return drawing.picture(data, path)


def image(
    data: bytes,
    path: str,
    kinds: Sequence[str] = ('PNG',),
    most: int | None = None,
    inks: bytes = b'',
) -> Picture | Finding:
    """Return an image cut to what is seen of it, no larger than print needs (LP329).

    `kinds` are the formats that it may have, `most` how many bytes, `inks` the ICC profile of inks
    that come without one.
    """
    try:
        whole = rasters.pixels(data, kinds, PIXELS, inks)
        cut, packed = packed_within(whole, most)
    except rasters.Unfit as unfit:
        return Finding(Place(path), 'LP329', unfit.what, unfit.hint)
    ratio = cut.width / cut.height
    return Picture('image/png', packed, ratio, _marks(cut), cut.size, _small(cut))


def packed_within(image: Image.Image, most: int | None) -> tuple[Image.Image, bytes]:
    """Return an image cut to what is seen of it as RGBA, and its PNG, smaller until it fits.

    `most` is how many bytes it may have, None for any number. Given what it returns, it returns
    that. Raises Unfit.
    """
    cut = _cut(image.convert('RGBA'))
    long = min(max(cut.size), LARGEST)
    while True:
        if max(cut.size) > long:
            cut.thumbnail((long, long), Image.Resampling.LANCZOS)
            cut = _cut(cut)
        opaque = cut.getchannel('A').getextrema() == (255, 255)
        out = io.BytesIO()
        (cut.convert('RGB') if opaque else cut).save(out, 'PNG', compress_level=9)
        if most is None or len(out.getvalue()) <= most:
            return cut, out.getvalue()
        long = int(max(cut.size) * max(0.5, min(0.95, (most / len(out.getvalue())) ** 0.5)))


def _cut(image: Image.Image) -> Image.Image:
    seen = image.getchannel('A').point(lambda alpha: 255 if alpha >= _SEEN else 0).getbbox()
    if seen is None:
        raise rasters.Unfit('the picture is transparent all over', 'export it again')
    return rasters.bare(image.crop(seen), max(image.size))


def _small(image: Image.Image) -> bytes:
    """Return an image as pages on a screen show it."""
    shown = image.copy()
    shown.thumbnail((SCREEN, SCREEN), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    shown.save(out, 'PNG', optimize=True)
    return out.getvalue()


def dominant(data: bytes) -> dict[str, float]:
    """Return the colours that cover a hundredth of a PNG of ours or more, each with its part."""
    image = Image.open(io.BytesIO(data), formats=('PNG',)).convert('RGBA')
    held = image.resize((_SAMPLE, _SAMPLE), Image.Resampling.NEAREST).tobytes()
    seen = [held[at : at + 3] for at in range(0, len(held), 4) if held[at + 3] >= 128]
    near: dict[tuple[int, ...], Counter[bytes]] = {}
    for one in seen:
        near.setdefault(tuple(channel >> 5 for channel in one), Counter())[one] += 1
    found = {}
    for counts in near.values():
        if (whole := counts.total()) * 100 >= len(seen):
            found[colours.written(*max(counts, key=lambda one: (counts[one], one)))] = whole / len(
                seen
            )
    return found


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


def doubts(
    picture: Picture,
    path: str,
    largest: tuple[float, float, float] = HEAD,
    where: str = 'in the head of the letter',
) -> list[Finding]:
    """Return what is doubtful of a logo that can be printed (LP290, LP330, LP331).

    `largest` is the largest box in which it is, mm, and its area, and `where` that is.
    """
    found = []
    width, _ = picture.box(*largest)
    if picture.size[0] and (dots := picture.size[0] * 25.4 / width) < COARSE:
        found.append(
            Finding(
                Place(path),
                'LP330',
                f'the picture has {picture.size[0]} × {picture.size[1]} pixels: '
                f'{dots:.0f} dots per inch {where}, and edges are seen below {COARSE}',
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
