"""Say whether a finished file carries a name: in its text, in the files inside it, in an archive.

A PDF is read as a screen reader does and as a viewer does; a ZIP is opened, and what is in it likewise.
"""
from __future__ import annotations

import html
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator

from letterpress.manuscript import names

DEPTH = 3               # archives in archives that are opened
LARGEST = 256 << 20     # bytes of one file in an archive
_UNSEEN = re.compile('[\u00ad\u200b\u2060-\u2069\u200e\u200f\ufeff]')


def carries(data: bytes, file: str, name: str) -> bool:
    """Say whether a file (`file` is its name) holds a signatory's name, however it is broken, spaced or capitalised."""
    wanted = re.compile(rf'(?<!\w){re.escape(_plain(name))}(?!\w)')
    return any(wanted.search(_plain(text)) for text in _texts(data, file, DEPTH))


def _plain(text: str) -> str:
    return ' '.join(names.same(_UNSEEN.sub('', unicodedata.normalize('NFKC', text))).split())


def _texts(data: bytes, file: str, depth: int) -> Iterator[str]:
    ending = file.lower().rpartition('.')[2]
    yield file
    if data[:4] == b'PK\x03\x04':
        yield from _archived(data, depth)
    elif b'%PDF-' in data[:1024]:
        yield from _of_pdf(data, depth)
    else:
        text = data.decode('utf-8', 'replace')
        yield text
        if ending in ('html', 'htm', 'xml', 'svg'):
            yield html.unescape(re.sub('<[^>]*>', '', text))
        if '\\u' in text:       # JSON and YAML may write letters by number
            yield re.sub(r'\\u([0-9a-fA-F]{4})', lambda found: chr(int(found[1], 16)), text)


def _archived(data: bytes, depth: int) -> Iterator[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                yield entry.filename
                if depth and not entry.is_dir() and entry.file_size <= LARGEST:
                    yield from _texts(archive.read(entry), entry.filename, depth - 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError):
        return


def _of_pdf(data: bytes, depth: int) -> Iterator[str]:
    """Yield the words of a PDF: of its tags, of its pages in one, of the files inside."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    from letterpress.finishing import structure
    try:
        said = structure.read(data)
        yield '\n'.join(passage.text for passage in said.passages)
        yield '\n'.join(said.lost)
    except Exception:       # noqa: BLE001 a stranger's PDF without tags, or not to be read: what it shows is read below
        pass
    try:
        reader = PdfReader(io.BytesIO(data))
        yield '\n'.join(page.extract_text() for page in reader.pages)
        yield ' '.join(str(value) for value in (reader.metadata or {}).values())
        for inside, files in reader.attachments.items():
            for one in files:
                if depth:
                    yield from _texts(one, inside, depth - 1)
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return
