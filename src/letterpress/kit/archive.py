"""ZIP archives with one possible form: the same files give the same bytes, nothing else is read.

Entries are stored, not deflated: PDFs are compressed already, and the bytes of a deflater change
with its version. Names are sorted, times are the ZIP format's first (1980-01-01), there are no
extra fields and no comments. So an archive can be judged by writing it again (PyPI's rules of 2025
against ambiguous archives, in one comparison).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping

_NAME = re.compile(r'[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*')
# names that Windows keeps for itself
_RESERVED = re.compile(r'(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?')
LARGEST = 512 << 20  # bytes of an archive that is read


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
    return stored((name, files[name]) for name in sorted(files))


def stored(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a ZIP of these files in this order, whatever their names: what an office's file is."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_STORED) as archive:
        for name, data in files:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 3  # Unix, on whatever machine it is made
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, data)
    return out.getvalue()


def _is_portable(name: str) -> bool:
    if not _NAME.fullmatch(name):
        return False
    return not any(_RESERVED.fullmatch(part) or part.endswith('.') for part in name.split('/'))


def read(data: bytes) -> dict[str, bytes]:
    """Return the files of a ZIP of our form.

    Raises ValueError when it is no ZIP, or not of that form: doubled or unsafe names, data around
    the archive, other compression, wrong checksums.
    """
    if len(data) > LARGEST:
        raise ValueError(f'larger than {LARGEST >> 20} MB')
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            stored = all(entry.compress_type == zipfile.ZIP_STORED for entry in entries)
            # many entries may share the same bytes
            if not stored or sum(entry.file_size for entry in entries) > len(data):
                raise ValueError('entries are not stored as this tool stores them')
            files = {entry.filename: archive.read(entry) for entry in entries}
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        UnicodeError,
        KeyError,
    ) as error:
        raise ValueError(str(error) or 'not a ZIP archive') from None
    if write(files) != data:
        raise ValueError('not the one form that this tool writes')
    return files
