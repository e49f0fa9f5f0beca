"""Photographs, stills and logos: upright, in sRGB, and with nothing but their pixels."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms

from fixtures import photographs
from fixtures.photographs import MARKS, TELLING, jpeg, png, scene, tiff, webp
from letterpress.press.artwork import rasters
from letterpress.world import resources

INKS = (resources.root() / 'content/print-shops/FOGRA39L_coated.icc').read_bytes()
RED, BLUE, GROUND = (210, 30, 20), (20, 50, 200), (200, 200, 180)


def shown(file: rasters.Made) -> Image.Image:
    image = Image.open(io.BytesIO(file.data))
    image.load()
    assert image.size == (file.width, file.height)
    return image


def alike(one: tuple[int, ...], other: tuple[int, ...], most: int = 12) -> bool:
    return all(abs(a - b) <= most for a, b in zip(one, other, strict=True))


def at(image: Image.Image, x: float, y: float) -> tuple[int, ...]:
    """Return the colour around a point, as shares of width and height."""
    wide, high = image.size
    box = round(x * wide) - 4, round(y * high) - 4, round(x * wide) + 4, round(y * high) + 4
    return image.convert('RGB').crop(box).resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))


def most(image: Image.Image, corner: str) -> tuple[int, ...]:
    """Return the middle colour of a quarter: its grain does not count."""
    wide, high = image.size
    left, top = 0 if 'left' in corner else wide // 2, 0 if 'upper' in corner else high // 2
    part = image.convert('RGB').crop((left, top, left + wide // 2, top + high // 2))
    return tuple(sorted(channel.tobytes())[len(channel.tobytes()) // 2] for channel in part.split())


@pytest.mark.parametrize(
    ('data', 'suffix'),
    [(jpeg(), '.jpg'), (png(), '.png'), (webp(), '.webp'), (tiff(), '.tif'), (tiff(), '.tiff')],
    ids=['jpeg', 'png', 'webp', 'tif', 'tiff'],
)
@pytest.mark.parametrize('logo', [False, True], ids=['photograph', 'logo'])
def test_nothing_that_tells_of_its_owner_is_left(data, suffix, logo):
    assert all(any(said in one for said in TELLING) for one in [data]), 'the fixture tells nothing'
    for file in rasters.made(data, suffix, logo):
        assert not [one for one in (*TELLING, *MARKS) if one in file.data]
        image = shown(file)
        assert not image.getexif() and not image.info.get('comment') and 'xmp' not in image.info
        assert not getattr(image, 'text', {}) and 'icc_profile' not in image.info


def test_a_thumbnail_and_what_is_cut_away_are_lost_too():
    secret = scene(160, 120, 'L')
    inner = io.BytesIO()
    secret.save(inner, 'JPEG', comment=photographs.OWNER)
    data = jpeg()
    hidden = b'\xff\xed' + struct.pack('>H', len(inner.getvalue()) + 2) + inner.getvalue()
    data = data[:2] + hidden + data[2:] + inner.getvalue()  # in a segment, and behind its end
    large, small = rasters.made(data, '.jpg', logo=False)
    for file in (large, small):
        assert photographs.OWNER.encode() not in file.data
    assert large.data.count(b'\xff\xd8\xff') == 1


def test_what_a_telephone_writes_behind_a_jpeg_is_no_other_format():
    out = io.BytesIO()
    scene().save(out, 'MPO', save_all=True, append_images=[scene(300, 200)])
    assert Image.open(io.BytesIO(out.getvalue())).format == 'MPO'
    large, _ = rasters.made(out.getvalue(), '.jpg', logo=False)
    assert (large.width, large.height) == (2400, 1600)


@pytest.mark.parametrize('orientation', range(1, 9))
@pytest.mark.parametrize(('write', 'suffix'), [(jpeg, '.jpg'), (webp, '.webp'), (tiff, '.tif')])
def test_every_picture_stands_upright(orientation, write, suffix):
    undo = {  # how the sensor saw it, for each way to hold the camera
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    seen = scene(600, 400)
    if orientation > 1:
        seen = seen.transpose(undo[orientation])
    data = write(seen, orientation=orientation)
    assert rasters.measures(data, suffix) == (600, 400)
    for file in rasters.made(data, suffix, logo=False):
        image = shown(file)
        assert image.size == (600, 400)
        assert alike(most(image, 'upper left'), RED) and alike(most(image, 'lower right'), BLUE)


def test_sizes_and_formats():
    large, small = rasters.made(jpeg(scene(7200, 4800)), '.jpg', logo=False)
    assert [(one.suffix, one.width, one.height) for one in (large, small)] == [
        ('.jpg', 6000, 4000),
        ('.webp', 1200, 800),
    ]
    assert large.data[:3] == b'\xff\xd8\xff' and small.data[12:16] == b'VP8 '
    large, small = rasters.made(png(scene(500, 300)), '.png', logo=True)
    assert [(one.suffix, one.width, one.height) for one in (large, small)] == [
        ('.png', 500, 300),  # nothing is made larger than it is
        ('.webp', 500, 300),
    ]
    assert small.data[12:16] == b'VP8L'


def test_the_same_picture_gives_the_same_bytes():
    for data, suffix, logo in ((jpeg(), '.jpg', False), (png(), '.png', True)):
        assert rasters.made(data, suffix, logo) == rasters.made(data, suffix, logo)


def test_inks_become_the_colours_that_they_print():
    profile = ImageCms.ImageCmsProfile(io.BytesIO(INKS))
    inks = ImageCms.profileToProfile(
        scene(), ImageCms.createProfile('sRGB'), profile, outputMode='CMYK'
    )
    printed = ImageCms.profileToProfile(
        inks,
        profile,
        ImageCms.createProfile('sRGB'),
        renderingIntent=1,
        outputMode='RGB',
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    with_profile, bare = jpeg(inks, icc_profile=INKS), jpeg(inks)
    assert INKS[:64] not in bare
    for data in (with_profile, bare):
        large, _ = rasters.made(data, '.jpg', logo=False, cmyk=INKS)
        image = shown(large)
        assert image.mode == 'RGB'
        for corner in ('upper left', 'lower right'):
            assert alike(most(image, corner), most(printed, corner))
    naive, _ = rasters.made(bare, '.jpg', logo=False)  # without a profile they are too loud
    assert not alike(most(shown(naive), 'upper left'), most(printed, 'upper left'))


def test_a_profile_is_applied_and_one_that_is_none_does_no_harm():
    wide = ImageCms.ImageCmsProfile(ImageCms.createProfile('LAB'))
    for profile in (b'no profile at all', wide.tobytes(), INKS):
        large, _ = rasters.made(jpeg(icc_profile=profile), '.jpg', logo=False)
        assert alike(most(shown(large), 'upper left'), RED)
    # greens and reds change places: the matrix of a profile is read
    srgb = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile('sRGB')).tobytes())
    red, green = srgb.index(b'rXYZ'), srgb.index(b'gXYZ')
    srgb[red : red + 4], srgb[green : green + 4] = b'gXYZ', b'rXYZ'
    large, _ = rasters.made(jpeg(icc_profile=bytes(srgb)), '.jpg', logo=False)
    turned = most(shown(large), 'upper left')
    assert turned[1] > 150 and turned[0] < 100


def sixteen(grey: bool) -> bytes:
    """Return a PNG of 16 bits a channel: dark, middle, light, each a third."""
    levels = (0x2000, 0x8000, 0xE000)
    row = b'\0' + b''.join(struct.pack('>H', one) * 100 * (1 if grey else 3) for one in levels)

    def part(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
        )

    head = struct.pack('>2I5B', 300, 40, 16, 0 if grey else 2, 0, 0, 0)
    return (
        b'\x89PNG\r\n\x1a\n'
        + part(b'IHDR', head)
        + part(b'IDAT', zlib.compress(row * 40))
        + part(b'IEND', b'')
    )


@pytest.mark.parametrize('grey', [False, True])
def test_sixteen_bits_are_not_cut_off(grey):
    large, _ = rasters.made(sixteen(grey), '.png', logo=False)
    image = shown(large)
    assert [at(image, x, 0.5)[0] for x in (0.17, 0.5, 0.83)] == pytest.approx(
        [0x20, 0x80, 0xE0], abs=2
    )


def test_palettes_one_bit_and_grey():
    few = scene().quantize(8)
    for image in (few, scene(mode='L'), scene(mode='1')):
        for logo in (False, True):
            large, _ = rasters.made(png(image), '.png', logo)
            assert shown(large).mode == 'RGB'
    large, _ = rasters.made(png(few), '.png', logo=False)
    assert alike(most(shown(large), 'upper left'), RED)


def clear(mode: str) -> bytes:
    image = scene(1200, 800).convert('RGBA')
    image.paste((0, 0, 0, 0), (600, 0, 1200, 400))
    if mode == 'P':
        few = scene(1200, 800).quantize(8)
        few.putpalette([*few.getpalette('RGB')[:12], *[90] * 36])
        few.paste(9, (600, 0, 1200, 400))
        return png(few, transparency=9)
    return png(image.convert(mode))


@pytest.mark.parametrize('mode', ['RGBA', 'LA', 'P'])
def test_a_logo_stays_transparent_and_a_photograph_gets_a_white_ground(mode):
    large, small = rasters.made(clear(mode), '.png', logo=True)
    alpha = shown(large).convert('RGBA').getchannel('A')
    assert alpha.getpixel((alpha.width - 9, 9)) == 0 and alpha.getpixel((9, 9)) == 255
    assert at(shown(small), 0.9, 0.1) == (255, 255, 255)  # pages may be dark
    large, _ = rasters.made(clear(mode), '.png', logo=False)
    assert alike(at(shown(large), 0.9, 0.1), (255, 255, 255))


def test_a_logo_is_seen_on_the_ground_that_pages_show_it_on():
    for ink, ground in (('#ffffff', 0x1C), ('#14110e', 0xFF), ('#e83c17', 0xFF)):
        logo = Image.new('RGBA', (1200, 600), (0, 0, 0, 0))
        logo.paste(ink, (100, 100, 500, 500))
        large, small = rasters.made(png(logo), '.png', logo=True)
        assert shown(large).mode == 'RGBA' and shown(small).mode == 'RGB'
        assert at(shown(small), 0.8, 0.5) == (ground,) * 3
        assert alike(at(shown(small), 0.25, 0.5), tuple(bytes.fromhex(ink[1:])), 1)


@pytest.mark.parametrize(
    ('data', 'suffix', 'said'),
    [
        (b'<html>not found</html>', '.jpg', 'no JPEG'),
        (b'', '.png', 'no JPEG'),
        (jpeg()[:-4000], '.jpg', 'cut off'),
        (png()[:-400], '.png', 'cut off'),
        (webp()[:-400], '.webp', 'cut off'),
        (tiff(compression='tiff_lzw')[:4000], '.tif', ''),
        (png(), '.jpg', 'this is a PNG'),
        (webp(), '.png', 'this is a WebP'),
        (b'GIF89a' + b'\0' * 40, '.png', 'no JPEG'),
        (tiff(Image.new('F', (50, 50))), '.tif', '32 bits'),
        (png(Image.new('RGBA', (50, 50))), '.png', 'transparent all over'),
    ],
)
def test_what_is_no_picture_is_not_taken_for_one(data, suffix, said):
    for call in (rasters.measures, lambda *given: rasters.made(*given, logo=False)):
        with pytest.raises(rasters.Unfit) as raised:
            call(data, suffix)
        assert said in raised.value.what and raised.value.hint and not raised.value.large


@pytest.mark.parametrize('side', [11_000, 60_000])  # Pillow itself refuses the second
def test_too_many_pixels_are_refused_before_they_are_unpacked(side):
    data = bytearray(png(scene(60, 40)))
    data[16:24] = struct.pack('>II', side, side)
    data[29:33] = struct.pack('>I', zlib.crc32(bytes(data[12:29])))
    with pytest.raises(rasters.Unfit) as raised:
        rasters.measures(bytes(data), '.png')
    assert raised.value.large and '100 million' in raised.value.what
