"""Say whether a finished file carries a name: in its text, in the files inside it, in an archive.

A PDF is read as a screen reader does, one without tags as a viewer does; a ZIP is opened, and what is in it likewise.
"""
from __future__ import annotations

import hashlib
import html
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from letterpress.manuscript import names

DEPTH = 3               # archives in archives that are opened
LARGEST = 256 << 20     # bytes of one file in an archive
_UNSEEN = re.compile('[\u00ad\u200b\u2060-\u2069\u200e\u200f\ufeff]')


class Search:
    """The search for one name in many files, however it is broken, spaced or capitalised there.

    A file that was met before, in an archive or beside it, is not read again.
    """

    def __init__(self, name: str):
        self._wanted = re.compile(rf'(?<!\w){re.escape(_plain(name))}(?!\w)')
        self._met: dict[tuple[bytes, bool], bool] = {}

    def found(self, data: bytes, file: str, depth: int = DEPTH) -> bool:
        """Say whether a file (`file` is its name) holds the name; `depth` archives in archives are opened."""
        if self._in(file):
            return True
        key = hashlib.sha256(data).digest(), not depth      # with no depth left, less is looked at
        if key not in self._met:
            inner = _inside(data) if depth else ()
            self._met[key] = (any(map(self._in, _texts(data, file)))
                              or any(self.found(one, name, depth - 1) for name, one in inner))
        return self._met[key]

    def _in(self, text: str) -> bool:
        return bool(self._wanted.search(_plain(text)))


def _plain(text: str) -> str:
    return ' '.join(names.same(_UNSEEN.sub('', unicodedata.normalize('NFKC', text))).split())


def _texts(data: bytes, file: str) -> Iterator[str]:
    """Yield what a file says itself, the files inside it left out."""
    if data[:4] == b'PK\x03\x04':
        return
    if b'%PDF-' in data[:1024]:
        yield from _of_pdf(data)
        return
    text = data.decode('utf-8', 'replace')
    yield text
    if file.lower().rpartition('.')[2] in ('html', 'htm', 'xml', 'svg'):
        yield html.unescape(re.sub('<[^>]*>', '', text))
    if '\\u' in text:       # JSON and YAML may write letters by number
        yield re.sub(r'\\u([0-9a-fA-F]{4})', lambda found: chr(int(found[1], 16)), text)


def _of_pdf(data: bytes) -> Iterator[str]:
    """Yield the words of a PDF: of its tags, or where these do not hold them all, of its pages; of its metadata."""
    from letterpress.finishing import structure
    tagged = False
    try:
        said = structure.read(data)
        yield '\n'.join(passage.text for passage in said.passages)
        tagged = bool(said.passages) and not said.lost
    except Exception:       # noqa: BLE001 a stranger's PDF without tags, or not to be read: what it shows is read below
        pass
    with suppress(*_unreadable()):
        reader = _reader(data)
        if not tagged:
            yield '\n'.join(page.extract_text() for page in reader.pages)
        yield ' '.join(str(value) for value in (reader.metadata or {}).values())


def _inside(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the files inside an archive or a PDF, by name."""
    if data[:4] == b'PK\x03\x04':
        with suppress(zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for entry in archive.infolist():
                    if not entry.is_dir() and entry.file_size <= LARGEST:
                        yield entry.filename, archive.read(entry)
    elif b'%PDF-' in data[:1024]:
        with suppress(*_unreadable()):
            for name, files in _reader(data).attachments.items():
                for one in files:
                    yield name, one


def _reader(data: bytes) -> Any:
    from pypdf import PdfReader
    return PdfReader(io.BytesIO(data))


def _unreadable() -> tuple[type[Exception], ...]:
    """Return what pypdf raises for PDFs that are broken or hostile."""
    from pypdf.errors import PyPdfError
    return PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError
