"""ZIPs have one form; every other one is refused."""

from __future__ import annotations

import contextlib
import io
import struct
import tracemalloc
import zipfile
import zlib

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


@pytest.fixture
def memory_peak():
    """Measure the most that Python's allocators held at once."""

    @contextlib.contextmanager
    def measured():
        tracemalloc.start()
        try:
            yield lambda: tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    return measured


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
        packed(['a.txt'], zipfile.ZIP_LZMA),
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
        'other',
        'comment',
        'unsorted',
    ],
)
def test_every_other_form_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r'.'):
        archive.read(data)


def one_file(stream: bytes, data: bytes, size: int | None = None) -> bytes:
    """Return an archive in our form of one file that is packed as somebody else did it."""
    size = len(data) if size is None else size
    head = struct.pack('<4H3I2H', 0, 8, 0, 33, zlib.crc32(data), len(stream), size, 5, 0)
    file = b'PK\3\4\x14\0' + head + b'a.txt' + stream
    rest = struct.pack('<3H2I', 0, 0, 0, 0o100644 << 16, 0)
    listed = b'PK\1\2\x14\3\x14\0' + head + rest + b'a.txt'
    end = struct.pack('<4H2IH', 0, 0, 1, 1, len(listed), len(file), 0)
    return file + listed + b'PK\5\6' + end


def deflated(data: bytes, level: int = 9) -> bytes:
    made = zlib.compressobj(level, zlib.DEFLATED, -15)
    return made.compress(data) + made.flush()


def test_what_can_be_smaller_is() -> None:
    pages, seal = b'<p>One line.</p>\n' * 500, bytes(range(256))
    data = archive.write({'a.html': pages, 'a.p7s': seal})
    assert len(data) < 1000 and archive.read(data) == {'a.html': pages, 'a.p7s': seal}
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        how = [(info.filename, info.compress_type) for info in opened.infolist()]
        assert how == [('a.html', zipfile.ZIP_DEFLATED), ('a.p7s', zipfile.ZIP_STORED)]


def test_what_another_deflater_packed_is_read_whole_or_not_at_all() -> None:
    text = b'the same words, ' * 20
    whole = deflated(text, 1)
    assert archive.read(one_file(whole, text)) == {'a.txt': text}
    assert one_file(deflated(text), text) == archive.write({'a.txt': text})
    for stream, size in (
        (whole + b'hidden', None),
        (whole[:-1], None),
        (whole, len(text) - 1),
        (whole, len(text) + 1),
        (b'\xff' + whole, None),
    ):
        with pytest.raises(ValueError, match=r'.'):
            archive.read(one_file(stream, text, size))


def test_a_few_bytes_that_stand_for_gigabytes_are_not_unpacked(memory_peak) -> None:
    stream = deflated(bytes(64 << 20))
    assert len(stream) < 100_000
    with memory_peak() as peak:
        for size in (100, archive.LARGEST + 1):  # what it says of itself is no matter
            with pytest.raises(ValueError, match=r'.'):
                archive.read(one_file(stream, b'x', size))
        assert peak() < 4 << 20


def test_no_flipped_bit_goes_unnoticed() -> None:
    whole = archive.write({'a.txt': b'some text', 'b.txt': b'more'})
    for at in range(len(whole)):
        flipped = bytearray(whole)
        flipped[at] ^= 1
        with contextlib.suppress(ValueError):
            assert archive.read(bytes(flipped)) != {'a.txt': b'some text', 'b.txt': b'more'}, at
