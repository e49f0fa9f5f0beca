"""Photographs, stills and logos of a campaign, as newsrooms take them: upright, sRGB, bare.

What comes out has pixels and nothing else: no place, no device, no name, no comment, no thumbnail
of what was cut away. It is drawn anew on an empty picture, so that nothing that a format knows of
and this module does not can come along. Call it in a child process: decoders read strangers' bytes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from PIL import Image, ImageCms, ImageOps, ImageStat, UnidentifiedImageError

from letterpress.press.pictures import whole_pictures_only
from letterpress.values import dataclass

PIXELS = 100_000_000  # what the largest cameras make
LONG, SMALL = 6000, 1200  # pixels of the longer side: for a double page in print, for a page
QUALITY, SMALL_QUALITY = 90, 80
FORMATS = {
    'JPEG': ('.jpg', '.jpeg'),
    'PNG': ('.png',),
    'WEBP': ('.webp',),
    'TIFF': ('.tif', '.tiff'),
}
_NAMES = {'WEBP': 'WebP', 'MPO': 'JPEG'}  # MPO: what telephones call a JPEG with more behind it
_CLEAR = ('RGBA', 'LA', 'PA', 'RGBa', 'La')
_SIXTEEN = ('I;16', 'I;16B', 'I;16L', 'I;16N')
_DARK, _PALE = '#1c1c1c', 200  # a ground for what is lighter than that, of 255
_DAMAGED = (
    'the picture is cut off or damaged',
    'copy it again from where it came, and see that it opens',
)
_UNFIT = ('I', 'F')  # numbers of no known white


class Unfit(ValueError):
    """Raised for a file that is no picture to print: `what` and `hint` are a finding's words."""

    def __init__(self, what: str, hint: str, large: bool = False):
        super().__init__(what, hint, large)
        self.what, self.hint, self.large = what, hint, large


@dataclass(frozen=True)
class Made:
    """A file of a picture: its ending, its bytes, its measures in pixels."""

    suffix: str
    data: bytes
    width: int
    height: int


def measures(data: bytes, suffix: str) -> tuple[int, int]:
    """Return width and height of a picture as it is seen, upright; all of it was read.

    `suffix` is that of its name, in small letters. Raises Unfit.
    """
    image = _upright(data, suffix)
    _alpha(image)
    return image.size


def made(data: bytes, suffix: str, logo: bool, cmyk: bytes = b'') -> tuple[Made, Made]:
    """Return the picture to print and the one for a page: JPEG and WebP, of a logo PNG and WebP.

    `cmyk` is the ICC profile of inks that come without one. A logo to print stays transparent; for
    a page, which may be light or dark, it has a ground on which it is seen. The same bytes for the
    same picture. Raises Unfit.
    """
    whole = _screen(_upright(data, suffix), cmyk)
    large = bare(whole if logo else _grounded(whole, 'white'), LONG)
    small = bare(_grounded(large, _ground(large)), SMALL)
    if logo:
        return (
            _written(large, '.png', 'PNG', compress_level=9),
            _written(small, '.webp', 'WEBP', lossless=True, quality=60, method=4),
        )
    return (
        # colours as fine as light: red type on a banner does not fray
        _written(
            large, '.jpg', 'JPEG', quality=QUALITY, subsampling=0, optimize=True, progressive=True
        ),
        _written(small, '.webp', 'WEBP', quality=SMALL_QUALITY, method=4),
    )


def pixels(data: bytes, kinds: Sequence[str], most: int, cmyk: bytes = b'') -> Image.Image:
    """Return the pixels of a file, upright, in sRGB, as RGB or RGBA; of what is clear nothing.

    `kinds` are formats of FORMATS, `most` how many pixels there may be, `cmyk` the ICC profile of
    inks that come without one. Raises Unfit.
    """
    shown = _screen(_upright(data, '', kinds, most), cmyk)
    return bare(shown, max(shown.size))


def _upright(
    data: bytes, suffix: str, kinds: Sequence[str] = tuple(FORMATS), most: int = PIXELS
) -> Image.Image:
    """Return the first picture of a file, read to its end and turned as its camera was held.

    Without a `suffix` its name may be any.
    """
    with whole_pictures_only():
        try:
            with Image.open(io.BytesIO(data), formats=tuple(kinds)) as image:
                _judge(image, suffix, most)
                image.load()
                return ImageOps.exif_transpose(image)
        except Image.DecompressionBombError:
            raise Unfit(*_large(most), large=True) from None
        except UnidentifiedImageError:
            if not suffix:
                raise Unfit(*_DAMAGED) from None
            raise Unfit(
                'this is no JPEG, PNG, WebP or TIFF', 'export the picture again as JPEG'
            ) from None
        except Unfit:
            raise
        except (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, IndexError):
            raise Unfit(*_DAMAGED) from None


def _judge(image: Image.Image, suffix: str, most: int) -> None:
    kind = 'JPEG' if image.format == 'MPO' else image.format or ''
    if suffix and suffix not in FORMATS.get(kind, ()):
        name = _NAMES.get(kind, kind)
        raise Unfit(
            f'by its bytes this is a {name}, and by its name another format',
            f'call it …{FORMATS[kind][0]}, here and in the folder',
        )
    if image.width * image.height > most:
        raise Unfit(*_large(most, f'{image.width} × {image.height}'), large=True)
    if image.mode in _UNFIT:
        raise Unfit(
            'the picture has 32 bits for each dot, and says nothing of what is white',
            'export it with 8 or 16 bits',
        )


def _large(most: int, size: str = '') -> tuple[str, str]:
    said = f'{size} pixels, more' if size else 'more pixels'
    return (
        f'the picture has {said} than {most // 1_000_000} million',
        f'make it smaller: {LONG} pixels are enough for its longer side',
    )


def _screen(image: Image.Image, cmyk: bytes) -> Image.Image:
    """Return a picture in the colours of screens (sRGB), as RGB or RGBA."""
    if image.mode in _SIXTEEN:  # Pillow would cut off what is above 255
        image = image.convert('I').point(lambda value: value * (255 / 65535)).convert('L')
    profile = image.info.get('icc_profile') or (cmyk if image.mode == 'CMYK' else b'')
    alpha = _alpha(image)
    if image.mode in _CLEAR or 'transparency' in image.info:
        image = image.convert('RGBA').convert('RGB')
    if image.mode not in ('RGB', 'CMYK', 'L', 'LAB'):
        image = image.convert('L' if image.mode == '1' else 'RGB')
    shown = _converted(image, profile).convert('RGB')
    if alpha is not None:
        shown.putalpha(alpha)
    return shown


def _alpha(image: Image.Image) -> Image.Image | None:
    """Return how opaque each dot is, None where all are. Raises Unfit where none is."""
    if image.mode not in _CLEAR and 'transparency' not in image.info:
        return None
    alpha = image.convert('RGBA').getchannel('A')
    least, most = alpha.getextrema()
    if most == 0:
        raise Unfit('the picture is transparent all over', 'export it again')
    return None if least == 255 else alpha


def _ground(image: Image.Image) -> str:
    """Return the colour on which a picture is seen that is transparent in part."""
    if image.mode != 'RGBA':
        return 'white'
    seen = ImageStat.Stat(image.convert('RGB').convert('L'), mask=image.getchannel('A'))
    return _DARK if seen.mean[0] > _PALE else 'white'


def _grounded(image: Image.Image, colour: str) -> Image.Image:
    """Return a picture on a ground where it is transparent."""
    if image.mode != 'RGBA':
        return image
    ground = Image.new('RGB', image.size, colour)
    ground.paste(image, mask=image.getchannel('A'))
    return ground


def _converted(image: Image.Image, profile: bytes) -> Image.Image:
    """Return a picture by its profile; as it is where the profile is of no use."""
    if not profile:
        return image
    try:
        found: Any = ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile('sRGB'),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode='RGB',
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return image if found is None else found  # None: changed in place


def bare(image: Image.Image, longest: int) -> Image.Image:
    """Return a picture without anything but its pixels that are seen, no longer than so many."""
    if max(image.size) > longest:
        share = longest / max(image.size)
        size = max(1, round(image.width * share)), max(1, round(image.height * share))
        image = image.resize(size, Image.Resampling.LANCZOS)
    plain = Image.new(image.mode, image.size)
    plain.paste(image, mask=_seen(image))
    return plain


def _seen(image: Image.Image) -> Image.Image | None:
    """Return where anything is seen of a picture: what is clear may hide what it was."""
    if image.mode != 'RGBA':
        return None
    return image.getchannel('A').point(lambda alpha: 255 if alpha else 0)


def _written(image: Image.Image, suffix: str, kind: str, **settings: Any) -> Made:
    found = io.BytesIO()
    image.save(found, kind, **settings)
    return Made(suffix, found.getvalue(), *image.size)
