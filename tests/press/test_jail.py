"""The jail answers assets and nothing else, and remembers what it refused.

Even where WeasyPrint swallows the refusal.
"""

from io import BytesIO

import pytest

from fixtures.compositions import SQUARE, letter, picture, png
from letterpress.findings import Rejected
from letterpress.press import engine
from letterpress.press.jail import Jail


def test_an_asset_is_answered_with_its_bytes_and_type():
    jail = Jail([picture()])
    answer = jail.fetch('asset:square.svg')
    assert answer.read() == SQUARE
    assert answer.content_type == 'image/svg+xml'
    assert jail.refused == [] and jail.failed == {}


def test_a_name_with_a_blank_is_found():
    assert Jail([picture('a b.svg')]).fetch('asset:a%20b.svg').read() == SQUARE


@pytest.mark.parametrize(
    'address',
    [
        'https://example.org/a.png',
        'file:///etc/passwd',
        'data:image/png;base64,AAAA',
        '/etc/passwd',
        'ASSET:square.svg',
        'http://127.0.0.1/',
        'ftp://example.org/x',
        'asset',
        '',
    ],
)
def test_anything_else_is_refused_and_remembered(address):
    jail = Jail([picture()])
    with pytest.raises(PermissionError):
        jail.fetch(address)
    assert jail.refused == [address]


def test_a_missing_asset_is_remembered_by_name():
    jail = Jail([picture()])
    with pytest.raises(FileNotFoundError):
        jail.fetch('asset:other.svg')
    assert jail.failed == {'other.svg': 'it is not there'}


def test_a_truncated_picture_is_no_picture():
    """WeasyPrint lets Pillow print half a picture without a word."""
    import weasyprint  # noqa: F401 it switches Pillow's check off for the whole process

    whole = png(64, 64)
    assert Jail([picture('a.png', whole, 'image/png')]).fetch('asset:a.png').read() == whole
    for cut in (20, len(whole) // 3, len(whole) // 2):
        jail = Jail([picture('a.png', whole[:cut], 'image/png')])
        with pytest.raises(ValueError, match='cannot be read'):
            jail.fetch('asset:a.png')
        assert 'cannot be read' in jail.failed['a.png']


def test_a_picture_bomb_is_not_unpacked():
    jail = Jail([picture('a.png', png(claimed=12_000), 'image/png')])
    with pytest.raises(ValueError, match=r'144000000|12000 x 12000'):
        jail.fetch('asset:a.png')


def test_pillow_is_left_as_it_was():
    from PIL import ImageFile

    before = ImageFile.LOAD_TRUNCATED_IMAGES
    Jail([picture('a.png', png(), 'image/png')]).fetch('asset:a.png')
    assert ImageFile.LOAD_TRUNCATED_IMAGES is before


OUTSIDE = {
    'picture': '<img alt="x" src="{}">',
    'stylesheet': '<link rel="stylesheet" href="{}">',
    'attachment': '<link rel="attachment" href="{}">',
    'attached link': '<p><a rel="attachment" href="{}">x</a></p>',
    'background': '<p style="background:url({})">x</p>',
    'content': '<style>p::before{{content:url({})}}</style><p>x</p>',
    'typeface': '<style>@font-face{{font-family:Q;src:url({})}}</style><p>x</p>',
    'object': '<object data="{}"></object>',
    'embed': '<embed src="{}">',
    'inside a drawing': '<svg width="9" height="9"><title>x</title>'
    '<image href="{}" width="9" height="9"/></svg>',
    'bullet': '<ul style="list-style-image:url({})"><li>x</li></ul>',
}


@pytest.mark.expected_logs
@pytest.mark.parametrize('address', ['file:///etc/passwd', 'https://example.invalid/a.svg'])
@pytest.mark.parametrize('way', OUTSIDE)
def test_no_way_leads_outside(way, address):
    with pytest.raises(Rejected) as rejected:
        engine.render(letter(f'<h1>x</h1>{OUTSIDE[way].format(address)}'))
    assert [f.code for f in rejected.value.findings] == ['LP402'], rejected.value
    assert address in rejected.value.findings[0].message


@pytest.mark.expected_logs
def test_a_refusal_inside_a_drawing_is_not_lost():
    """WeasyPrint swallows even a fatal error there and leaves the picture out."""
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        b'<image href="file:///etc/passwd" width="9" height="9"/></svg>'
    )
    with pytest.raises(Rejected) as rejected:
        engine.render(
            letter('<h1>x</h1><img alt="x" src="asset:d.svg">', assets=(picture('d.svg', drawing),))
        )
    assert [(f.code, 'file:///etc/passwd' in f.message) for f in rejected.value.findings] == [
        ('LP402', True)
    ]


def test_a_drawing_may_hold_another_asset():
    outer = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        b'<image href="asset:square.svg" width="9" height="9"/></svg>'
    )
    proof = engine.render(
        letter(
            '<h1>x</h1><img alt="x" src="asset:d.svg">', assets=(picture('d.svg', outer), picture())
        )
    )
    assert proof.findings == ()


def test_a_raster_picture_is_printed():
    from pypdf import PdfReader

    asset = picture('a.png', png(8, 8), 'image/png')
    proof = engine.render(letter('<h1>x</h1><img alt="x" src="asset:a.png">', assets=(asset,)))
    images = PdfReader(BytesIO(proof.pdf)).pages[0].images
    assert len(images) == 1 and images[0].image.size == (8, 8)
