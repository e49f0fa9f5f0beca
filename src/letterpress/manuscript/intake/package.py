"""The ZIP that a DOCX or an ODT is, opened under limits: a stranger sent it."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError, XMLParser
from xml.etree.ElementTree import fromstring as parse

from letterpress.findings import Exit, Finding, Place, Rejected

MOST = 50_000_000  # bytes of the file
PART = 40_000_000  # bytes of one part of it, unpacked: a letter of a thousand pages has a tenth
PARTS = 5_000


class Package:
    """A ZIP of parts. Raises Rejected (LP730) wherever it is not what it says it is."""

    def __init__(self, data: bytes, name: str):
        self.name, self.whole = name, data
        if len(data) > MOST:
            raise self.damaged(f'it has {len(data):,} bytes, at most {MOST:,} are read')
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise self.damaged(f'its ZIP is damaged: {error}') from None
        if len(self._zip.namelist()) > PARTS:
            raise self.damaged('it has more parts than any letter')

    @property
    def names(self) -> list[str]:
        """The names of its parts."""
        return self._zip.namelist()

    def bytes(self, part: str) -> bytes:
        """Return a part, b'' where it is not there."""
        try:
            info = self._zip.getinfo(part)
        except KeyError:
            return b''
        if info.flag_bits & 1:
            raise self.damaged('it is encrypted: save it without a password')
        try:
            with self._zip.open(info) as file:
                data = file.read(PART + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            ValueError,
            NotImplementedError,
        ) as error:
            raise self.damaged(f'{part} in it is damaged: {error}') from None
        if len(data) > PART:
            raise self.damaged(f'{part} in it is larger than any letter')
        return data

    def tree(self, part: str) -> Element | None:
        """Return a part as XML, None where it is not there. It may declare no types."""
        data = self.bytes(part)
        if not data:
            return None
        if b'<!DOCTYPE' in data or b'<!ENTITY' in data:
            raise self.damaged(f'{part} in it declares entities, as no word processor does')
        try:
            return parse(data, XMLParser())
        except (ParseError, LookupError, ValueError) as error:
            raise self.damaged(f'{part} in it is damaged: {error}') from None

    def damaged(self, why: str) -> Rejected:
        """Return what to raise: the file cannot be read, and why."""
        return Rejected(
            Finding(
                Place(self.name),
                'LP730',
                f'the document cannot be read: {why}',
                'open it in your word processor and save it again as .docx or .odt',
            ),
            Exit.FINDINGS,
        )
