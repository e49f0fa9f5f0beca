"""ZIP archives with one possible form: the same files give the same bytes, nothing else is read.

Texts are deflated; what is packed in itself (PDFs, pictures) is stored: a second time would take
seconds for a fiftieth. Names are sorted, times are the ZIP format's
first (1980-01-01), there are no extra fields and no comments. Deflaters differ from version to
version, so an archive is judged by laying its own entries out again: every byte of it belongs to
one of them, each stream ends where its entry does (PyPI's rules of 2025 against ambiguous archives,
in one comparison).
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping

from letterpress.values import dataclass

_NAME = re.compile(r'[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*')
# names that Windows keeps for itself
_RESERVED = re.compile(r'(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?')
LARGEST = 512 << 20  # bytes of an archive that is read, and of its files unpacked
_STORED, _DEFLATED = 0, 8
_DENSE = ('.pdf', '.png', '.webp', '.jpg', '.docx', '.zip')
_NEEDED = 20  # version 2.0: what deflated entries ask of a reader
_UNIX = 3  # on whatever machine it is made
_DAY = 1 << 5 | 1  # 1980-01-01
_ATTRIBUTES = 0o100644 << 16


@dataclass(frozen=True)
class _Entry:
    """A file as it lies in an archive: its bytes packed, and what it is unpacked."""

    name: bytes
    method: int
    crc: int
    size: int
    packed: bytes

    def head(self) -> bytes:
        """Return what both of its headers say of it, from the flags to the length of its name."""
        return struct.pack(
            '<4H3I2H',
            *(0, self.method, 0, _DAY, self.crc, len(self.packed), self.size),
            *(len(self.name), 0),
        )

    def unpacked(self) -> bytes:
        """Return the file. Raises ValueError where it is not what the entry says."""
        data = self.packed
        if self.method == _DEFLATED:
            stream = zlib.decompressobj(-zlib.MAX_WBITS)
            try:
                data = stream.decompress(self.packed, self.size + 1)
            except zlib.error as error:
                raise ValueError(str(error)) from None
            if not stream.eof or stream.unused_data:
                raise ValueError('an entry does not end where its data does')
        if len(data) != self.size or zlib.crc32(data) != self.crc:
            raise ValueError('a wrong size or checksum')
        return data


def write(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP of these files.

    Raises ValueError for a name that some system could not unpack.
    """
    folded = {name.casefold() for name in files}
    if len(folded) != len(files):
        raise ValueError('two names differ in capitals only')
    for name in files:
        if not _is_portable(name):
            raise ValueError(f'not a portable name: {name!r}')
    return packed((name, files[name]) for name in sorted(files))


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a ZIP of these files in this order, whatever their names: what an office's file is."""
    return _laid_out([_entry(name, data) for name, data in files])


def _entry(name: str, data: bytes) -> _Entry:
    if name.endswith(_DENSE):
        return _Entry(name.encode('ascii'), _STORED, zlib.crc32(data), len(data), data)
    deflater = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    small = deflater.compress(data) + deflater.flush()
    method, held = (_DEFLATED, small) if len(small) < len(data) else (_STORED, data)
    return _Entry(name.encode('ascii'), method, zlib.crc32(data), len(data), held)


def _laid_out(entries: Iterable[_Entry]) -> bytes:
    """Return the archive of these entries (APPNOTE.TXT 6.3.10, 4.3)."""
    files, listed, count = io.BytesIO(), io.BytesIO(), 0
    for one in entries:
        count += 1
        head, start = one.head(), files.tell()
        listed.write(b'PK\1\2' + struct.pack('<2B', _NEEDED, _UNIX))
        listed.write(struct.pack('<H', _NEEDED) + head)
        listed.write(struct.pack('<3H2I', 0, 0, 0, _ATTRIBUTES, start) + one.name)
        files.write(b'PK\3\4' + struct.pack('<H', _NEEDED) + head + one.name + one.packed)
    start, length = files.tell(), listed.tell()
    end = struct.pack('<4H2IH', 0, 0, count, count, length, start, 0)
    return files.getvalue() + listed.getvalue() + b'PK\5\6' + end


def _is_portable(name: str) -> bool:
    if not _NAME.fullmatch(name):
        return False
    return not any(_RESERVED.fullmatch(part) or part.endswith('.') for part in name.split('/'))


def read(data: bytes) -> dict[str, bytes]:
    """Return the files of a ZIP of our form.

    Raises ValueError when it is no ZIP, or not of that form: doubled or unsafe names, data around
    or between its entries, other compression, wrong checksums.
    """
    if len(data) > LARGEST:
        raise ValueError(f'larger than {LARGEST >> 20} MB')
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        UnicodeError,
        KeyError,
        struct.error,
    ) as error:
        raise ValueError(str(error) or 'not a ZIP archive') from None
    # many entries may share the same bytes, and a few bytes may stand for many
    if sum(one.compress_size for one in listed) > len(data):
        raise ValueError('entries lie one over the other')
    if sum(one.file_size for one in listed) > LARGEST:
        raise ValueError(f'larger than {LARGEST >> 20} MB, unpacked')
    entries = [_held(data, one) for one in listed]
    names = [one.filename for one in listed]
    portable = all(map(_is_portable, names)) and len({one.casefold() for one in names}) == len(
        names
    )
    if not portable or names != sorted(names) or _laid_out(entries) != data:
        raise ValueError('not the one form that this tool writes')
    return {name: one.unpacked() for name, one in zip(names, entries, strict=True)}


def _held(data: bytes, one: zipfile.ZipInfo) -> _Entry:
    """Return an entry as the list at the end of an archive has it."""
    if one.compress_type not in (_STORED, _DEFLATED):
        raise ValueError('compressed in another way than this tool does')
    start = one.header_offset + 30 + len(one.orig_filename)  # of a local header: APPNOTE 4.3.7
    held = data[start : start + one.compress_size]
    name = one.orig_filename.encode('ascii', 'replace')
    return _Entry(name, one.compress_type, one.CRC, one.file_size, held)
