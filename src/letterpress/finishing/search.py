"""Say whether a finished file carries a name: in its text, in the files inside it, in an archive.

A PDF is read as a screen reader does, one without tags as a viewer does; a ZIP is opened, and what
is in it likewise; a message (.eml) is opened, too. What cannot be read is told: it may carry the
name.
"""

from __future__ import annotations

import email
import hashlib
import html
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from email.header import decode_header, make_header
from typing import Any

from letterpress.manuscript.roll import names
from letterpress.values import dataclass

DEPTH = 3  # archives in archives that are opened
LARGEST = 256 << 20  # bytes of one file in an archive
MANY = 20_000  # files of one archive
DAMAGED = 'it is damaged or locked'
_UNSEEN = re.compile('[\u00ad\u200b\u2060-\u2069\u200e\u200f\ufeff]')

# tags of HTML, DOCX, ODF and XLSX that begin or end a line, a cell, an entry
_PARTS = re.compile(
    r'</?(?:address|article|blockquote|body|br|caption|dd|div|dl|dt|figcaption|figure|footer|form'
    r'|h[1-6]|header|hr|li|main|nav|ol|option|p|section|summary|t[dhr]|table|title|ul'
    r'|w:(?:p|tc|br|tab)|text:(?:p|h|tab|s|line-break)|table:table-cell|si|row|text)(?=[\s/>])[^>]*>',
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Look:
    """Whether a file holds the name; and why it may hold it where nobody could look."""

    found: bool
    unread: tuple[str, ...] = ()


class Search:
    """The search for one name in many files, however it is broken, spaced or capitalised there.

    A file that was met before, in an archive or beside it, is not read again.
    """

    def __init__(self, name: str):
        self._wanted = re.compile(rf'(?<!\w){re.escape(_plain(name))}(?!\w)')
        self._met: dict[tuple[bytes, bool], Look] = {}

    def look(self, data: bytes, file: str, depth: int = DEPTH) -> Look:
        """Look into a file (`file` is its name); `depth` archives in archives are opened.

        Raises MemoryError and RecursionError.
        """
        if self._in(file):
            return Look(True)
        key = hashlib.sha256(data).digest(), not depth  # with no depth left, less is looked at
        if key not in self._met:
            self._met[key] = self._look(data, file, depth)
        return self._met[key]

    def _look(self, data: bytes, file: str, depth: int) -> Look:
        unread: list[str] = []
        if any(map(self._in, _texts(data, file, unread))):
            return Look(True)
        for name, inner in _inside(data, unread):
            if not depth:
                unread.append('files lie deeper in it than is looked into')
                break
            seen = self.look(inner, name, depth - 1)
            if seen.found:
                return seen
            unread += (f'“{name}” in it: {why}' for why in seen.unread)
        return Look(False, tuple(dict.fromkeys(unread)))

    def _in(self, text: str) -> bool:
        return bool(self._wanted.search(_plain(text)))


def warm() -> None:
    """Import what reads PDFs."""
    import pypdf  # noqa: F401  for those forked later


def _plain(text: str) -> str:
    return re.sub(
        r'\s+', ' ', names.same(_UNSEEN.sub('', unicodedata.normalize('NFKC', text)))
    ).strip()


def _texts(data: bytes, file: str, unread: list[str]) -> Iterator[str]:
    """Yield what a file says itself, the files inside it left out."""
    if data[:4] == b'PK\x03\x04':
        return
    if b'%PDF-' in data[:1024]:
        yield from _of_pdf(data, unread)
        return
    text = data.decode('utf-8', 'replace')
    yield text
    if file.lower().rpartition('.')[2] in ('html', 'htm', 'xml', 'svg'):
        yield html.unescape(text)  # what attributes say
        # a tag parts two names or stands amid one, and no list of tags knows all of which: so each
        for parting in ('', ' '):
            yield html.unescape(re.sub('<[^>]*>', parting, _PARTS.sub('\n', text)))
    if '\\u' in text:  # JSON and YAML may write letters by number
        yield re.sub(r'\\u([0-9a-fA-F]{4})', lambda found: chr(int(found[1], 16)), text)


def _of_pdf(data: bytes, unread: list[str]) -> Iterator[str]:
    """Yield the words of a PDF: of its tags, or where these do not hold them all, of its pages.

    Of its metadata.
    """
    from letterpress.finishing import facts, structure

    tagged = False
    try:
        said = structure.read(data)
        yield '\n'.join(passage.text for passage in said.passages)
        tagged = bool(said.passages) and not said.lost
    except facts.Unreadable:
        pass  # a stranger's PDF without tags, or not to be read: what it shows is read below
    try:
        reader = _reader(data)
        if not tagged:
            yield from _shown(reader)
        yield ' '.join(str(value) for value in (reader.metadata or {}).values())
    except MemoryError:
        raise
    except Exception:
        unread.append(DAMAGED)


def _shown(reader: Any) -> Iterator[str]:
    """Yield what the pages of a PDF show: each by itself, so that a name in one is found at once.

    Pages that draw the same are read once (a print job is thousands of them); the last text is that
    of all, where a name may go from one page to the next.
    """
    seen: dict[str, str] = {}
    for page in reader.pages:
        key = repr([page.raw_get(key) for key in ('/Contents', '/Resources') if key in page])
        if key not in seen:
            seen[key] = page.extract_text()
            yield seen[key]
    yield '\n'.join(seen.values())


def _is_message(data: bytes) -> bool:
    """Tell whether these are the bytes of a message: headers, and among them that of MIME."""
    head = data[:4096].replace(b'\r\n', b'\n').partition(b'\n\n')[0]
    return bool(re.match(rb'[!-9;-~]+: ', head)) and b'\nMIME-Version:' in head


def _of_message(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the parts of a message by their names, and what its headers say."""
    message = email.message_from_bytes(data)
    said = []
    for value in message.values():
        try:
            said.append(str(make_header(decode_header(re.sub(r'\r?\n', '', str(value))))))
        except (LookupError, ValueError):
            said.append(str(value))
    yield 'headers.txt', '\n'.join(said).encode()
    for part in message.walk():
        if not part.is_multipart():
            inner: Any = part.get_payload(decode=True)
            ending = 'html' if part.get_content_subtype() == 'html' else 'txt'
            yield part.get_filename() or f'body.{ending}', inner or b''


def _inside(data: bytes, unread: list[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the files inside an archive, a PDF or a message, by name."""
    if _is_message(data):
        try:
            yield from _of_message(data)
        except (LookupError, ValueError, AttributeError, TypeError):  # what email meets in a wreck
            unread.append(DAMAGED)
    elif data[:4] == b'PK\x03\x04':
        yield from _of_archive(data, unread)
    elif b'%PDF-' in data[:1024]:
        try:
            for name, files in _reader(data).attachments.items():
                yield from ((name, one) for one in files)
        except MemoryError:
            raise
        except Exception:
            unread.append(DAMAGED)


def _of_archive(data: bytes, unread: list[str]) -> Iterator[tuple[str, bytes]]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except MemoryError:
        raise
    except Exception:
        unread.append(DAMAGED)
        return
    if len(entries) > MANY:
        unread.append(f'it holds more than {MANY:,} files')
    for entry in entries[:MANY]:
        if entry.file_size > LARGEST:
            unread.append(f'“{entry.filename}” in it is larger than {LARGEST >> 20} MB')
            continue
        try:
            held = archive.read(entry)
        except MemoryError:
            raise
        except Exception:
            unread.append(f'“{entry.filename}” in it: {DAMAGED}')
            continue
        yield entry.filename, held


def _reader(data: bytes) -> Any:
    from pypdf import PdfReader

    return PdfReader(io.BytesIO(data))
