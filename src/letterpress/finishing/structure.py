"""Read a PDF as a screen reader does: along the tree of its tags, each stretch of text with its language.

The tree, not the page, is what is read aloud (ISO 32000-1, 14.7 and 14.8), and no other program here can judge it:
poppler reads right-to-left lines as they are painted. So the marks are followed into the pages' content, glyphs become
characters by each font's own table, and /ActualText stands for what it replaces.
"""
from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from letterpress.finishing.sheets import Unreadable

MOST = 1_000_000    # elements that are read: ten times those of a roll of a hundred thousand names on paper
DEEPEST = 60        # elements in elements: deeper than any document, and an end for a tree that turns in a circle
_BLOCKS = frozenset(('P', 'H', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'LBody', 'Lbl', 'TD', 'TH', 'Caption', 'Figure', 'Form',
                     'BlockQuote', 'Document', 'Part', 'Art', 'Sect', 'Div', 'L', 'LI', 'Table', 'THead', 'TBody', 'TFoot',
                     'TR', 'TOC', 'TOCI', 'Note'))
_UNSEEN = dict.fromkeys(map(ord, '\u2066\u2067\u2068\u2069\u200e\u200f\u061c'))     # direction marks are not read aloud


@dataclass(frozen=True)
class Run:
    """Text in one language (BCP 47, '' where none is said)."""

    text: str
    language: str


@dataclass(frozen=True)
class Passage:
    """What is read in one breath: a paragraph, a heading, an item, a picture's description."""

    tag: str            # of its structure element: 'P', 'H1', 'LBody', 'Figure' …
    page: int           # on which it begins, from 1
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return ''.join(run.text for run in self.runs)


@dataclass(frozen=True)
class Reading:
    """A document as it is read aloud."""

    language: str
    direction: str                          # 'rtl' or 'ltr', as viewers are told
    passages: tuple[Passage, ...]
    outline: tuple[tuple[int, str], ...]    # level from 1, and title
    lost: tuple[str, ...]                   # text on the pages that is in no element and no artifact


def read(pdf: bytes) -> Reading:
    """Return what a PDF's tags say, in their order. Raises sheets.Unreadable, also when there are none."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError
    try:
        reader = PdfReader(io.BytesIO(pdf))
        root = reader.trailer['/Root']
        if '/StructTreeRoot' not in root:
            raise Unreadable('it has no tags')
        tree = _Tree(reader)
        tree.walk(root['/StructTreeRoot'], str(root.get('/Lang', '')), 0)
        direction = 'rtl' if root.get('/ViewerPreferences', {}).get('/Direction') == '/R2L' else 'ltr'
        return Reading(str(root.get('/Lang', '')), direction, tuple(tree.passages()), tuple(_outline(reader.outline)),
                       tuple(tree.lost()))
    except Unreadable:
        raise
    except (PyPdfError, KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise Unreadable(str(error).splitlines()[0] if str(error) else type(error).__name__) from None


def _outline(entries: list[Any], level: int = 1) -> Iterator[tuple[int, str]]:
    for entry in entries:
        if isinstance(entry, list):
            yield from _outline(entry, level + 1)
        else:
            yield level, str(entry.title)


class _Tree:
    """The walk through the tags: pieces of text as they come, each with the block it belongs to."""

    def __init__(self, reader: Any):
        self._pages = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages, 1)}
        self._marks = {number: _Content(page) for number, page in enumerate(reader.pages, 1)}
        self._pieces: list[tuple[int, str, int, str, str]] = []      # block, its tag, page, text, language
        self._blocks = self._walked = 0
        self._read: set[tuple[int, int]] = set()

    def walk(self, element: Any, language: str, block: int, tag: str = '', page: int = 0, deep: int = 0) -> None:
        """Follow an element's kids in their order."""
        self._walked += 1
        if deep > DEEPEST or self._walked > MOST:       # elements that share their kids branch without end
            raise Unreadable('its tags lie too deep in each other, or are too many')
        language = str(element.get('/Lang', language))
        page = self._pages.get(getattr(element.raw_get('/Pg'), 'idnum', 0), page) if '/Pg' in element else page
        own = str(element.get('/S', '')).removeprefix('/')
        if own in _BLOCKS or not block:
            self._blocks += 1
            block, tag = self._blocks, own
        kids = element.get('/K', ())
        kids = kids if isinstance(kids, list) else [kids]
        instead = element.get('/ActualText', element.get('/Alt') if own in ('Figure', 'Form') else None)
        if instead is not None:
            self._pieces.append((block, tag, page, str(instead), language))
        for kid in kids:
            kid = kid.get_object()
            if isinstance(kid, int):
                self._mark(page, int(kid), instead is None, block, tag, language)
            elif kid.get('/Type') == '/MCR':
                at = self._pages.get(getattr(kid.raw_get('/Pg'), 'idnum', 0), page) if '/Pg' in kid else page
                self._mark(at, int(kid['/MCID']), instead is None, block, tag, language)
            elif kid.get('/Type') != '/OBJR':
                before = self._blocks
                self.walk(kid, language, block, tag, page, deep + 1)
                if self._blocks != before:      # what follows a block inside this one is another breath
                    self._blocks += 1
                    block = self._blocks

    def _mark(self, page: int, mark: int, told: bool, block: int, tag: str, language: str) -> None:
        self._read.add((page, mark))
        if told:
            self._pieces.append((block, tag, page, self._marks[page].text.get(mark, ''), language))

    def passages(self) -> Iterator[Passage]:
        """Yield the blocks that have something to say; a word that was broken at a line's end is whole again."""
        blocks: dict[int, list[tuple[int, str, int, str, str]]] = {}
        for piece in self._pieces:
            blocks.setdefault(piece[0], []).append(piece)
        for pieces in blocks.values():
            runs: list[Run] = []
            for _, _, _, text, language in pieces:
                text = text.translate(_UNSEEN).replace('\u00ad', '')
                if runs and (runs[-1].language == language or not text.strip()):
                    runs[-1] = Run(runs[-1].text + text, runs[-1].language)
                elif text:
                    runs.append(Run(text, language))
            if any(run.text.strip() for run in runs):
                yield Passage(pieces[0][1], pieces[0][2], tuple(_trimmed(runs)))

    def lost(self) -> Iterator[str]:
        """Yield the text that no element reads and that is no artifact."""
        for page, content in self._marks.items():
            yield from (text for mark, text in content.text.items()
                        if text.strip() and (page, mark) not in self._read)


def _trimmed(runs: list[Run]) -> Iterator[Run]:
    for index, run in enumerate(runs):
        text = re.sub(r'[ \t\n]+', ' ', run.text)
        yield Run(text.lstrip() if index == 0 and len(runs) > 1 else text.strip() if len(runs) == 1
                  else text.rstrip() if index == len(runs) - 1 else text, run.language)


class _Content:
    """The text of a page by its marks; `text[-1]` is what stands outside of all marks and artifacts."""

    def __init__(self, page: Any):
        from pypdf.generic import ContentStream
        fonts = page.get('/Resources', {}).get('/Font', {})
        tables = {name: _characters(font.get_object()) for name, font in fonts.items()}
        self.text: dict[int, str] = {}
        open_marks: list[int | None] = []       # None: an artifact
        table: dict[int, str] = {}
        for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
            if operator == b'BDC':
                properties = operands[1] if isinstance(operands[1], dict) else {}
                inherited = open_marks[-1] if open_marks else -1
                open_marks.append(None if operands[0] == '/Artifact' else int(properties.get('/MCID', inherited if inherited is not None else -1)))
            elif operator == b'BMC':
                open_marks.append(None if operands[0] == '/Artifact' else (open_marks[-1] if open_marks else -1))
            elif operator == b'EMC' and open_marks:
                open_marks.pop()
            elif operator == b'Tf':
                table = tables.get(operands[0], {})
            elif operator in (b'Tj', b'TJ', b"'", b'"'):
                mark = -1 if not open_marks else None if None in open_marks else open_marks[-1]
                if mark is not None:
                    shown = operands[-1] if operator == b'TJ' else [operands[-1]]
                    self.text[mark] = self.text.get(mark, '') + ''.join(
                        _decoded(part, table) for part in shown if isinstance(part, (str, bytes)))


def _decoded(part: Any, table: dict[int, str]) -> str:
    data = getattr(part, 'original_bytes', part)
    return ''.join(table.get(int.from_bytes(data[i:i + 2], 'big'), '\N{REPLACEMENT CHARACTER}')
                   for i in range(0, len(data) - 1, 2))


_PAIR = re.compile(rb'<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>')
_RANGE = re.compile(rb'<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>')


def _characters(font: Any) -> dict[int, str]:
    """Return the table of a font with two bytes a glyph (Identity-H): glyph to characters, composed (NFC)."""
    if '/ToUnicode' not in font or font.get('/Encoding') != '/Identity-H':
        return {}
    data = font['/ToUnicode'].get_object().get_data()
    table = {}
    for section in re.findall(rb'beginbfchar(.*?)endbfchar', data, re.DOTALL):
        for glyph, text in _PAIR.findall(section):
            table[int(glyph, 16)] = _utf16(text)
    for section in re.findall(rb'beginbfrange(.*?)endbfrange', data, re.DOTALL):
        for first, last, text in _RANGE.findall(section):
            for offset in range(min(int(last, 16) - int(first, 16), 0xffff) + 1):
                table[int(first, 16) + offset] = chr(int(text, 16) + offset)
    return table


def _utf16(digits: bytes) -> str:
    return unicodedata.normalize('NFC', bytes.fromhex(digits.decode()).decode('utf-16-be', 'replace'))
