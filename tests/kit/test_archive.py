"""ZIPs have one form; every other one is refused."""

from __future__ import annotations

import contextlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letterpress.kit import archive

FILES = {
    'en/letter.en.pdf': b'%PDF',
    'SHA256SUMS': b'sums',
    'signatories.csv': 'Vélorution'.encode(),
}


def test_the_bytes_depend_on_the_files_alone() -> None:
    assert archive.write(FILES) == archive.write(dict(reversed(FILES.items())))
    assert archive.read(archive.write(FILES)) == FILES


def test_other_tools_read_it() -> None:
    with zipfile.ZipFile(io.BytesIO(archive.write(FILES))) as opened:
        assert opened.testzip() is None and opened.namelist() == sorted(FILES)
        assert {info.date_time for info in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@given(
    st.dictionaries(
        st.from_regex(r'[a-z][a-z0-9]{0,8}\.(pdf|txt)', fullmatch=True),
        st.binary(max_size=200),
        max_size=6,
    )
)
def test_round_trip(files: dict[str, bytes]) -> None:
    assert archive.read(archive.write(files)) == files


@pytest.mark.parametrize(
    'name',
    ['../up', '/root', 'a//b', 'C:\\x', 'nul.txt', 'a b', '--x', 'é.pdf', 'a/', '.hidden', 'x.'],
)
def test_names_that_some_system_cannot_unpack_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match='not a portable name'):
        archive.write({name: b''})


def test_names_that_differ_in_capitals_only_are_refused() -> None:
    with pytest.raises(ValueError, match='capitals'):
        archive.write({'A.pdf': b'', 'a.pdf': b''})


def packed(names: list[str], compression: int = zipfile.ZIP_STORED, comment: bytes = b'') -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', compression) as made:
        for name in names:
            made.writestr(name, b'x')
        made.comment = comment
    return out.getvalue()


@pytest.mark.filterwarnings('ignore:Duplicate name')
@pytest.mark.parametrize(
    'data',
    [
        b'',
        b'PK',
        b'not a zip at all',
        archive.write(FILES)[:-5],
        archive.write(FILES) + b'x',
        b'x' + archive.write(FILES),
        packed(['a.txt', 'a.txt']),
        packed(['../a.txt']),
        packed(['a.txt'], zipfile.ZIP_DEFLATED),
        packed(['a.txt'], comment=b'hi'),
        packed(['b.txt', 'a.txt']),
    ],
    ids=[
        'empty',
        'start',
        'text',
        'cut',
        'tail',
        'head',
        'twice',
        'escape',
        'deflated',
        'comment',
        'unsorted',
    ],
)
def test_every_other_form_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r'.'):
        archive.read(data)


def test_no_flipped_bit_goes_unnoticed() -> None:
    whole = archive.write({'a.txt': b'some text', 'b.txt': b'more'})
    for at in range(len(whole)):
        flipped = bytearray(whole)
        flipped[at] ^= 1
        with contextlib.suppress(ValueError):
            assert archive.read(bytes(flipped)) != {'a.txt': b'some text', 'b.txt': b'more'}, at
