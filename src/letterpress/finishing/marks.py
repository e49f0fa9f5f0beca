"""The text of a PDF's pages by its marks: what the tags point at.

Read in one pass over the bytes, however hostile. Only what shows text and what marks it is
understood of a content stream (ISO 32000-1, 9.4.3 and 14.6); glyphs become characters by each
font's own table (9.10.3). What a page costs grows with its length: nothing is read twice, and
tables have an end.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from letterpress.finishing.syntax.objects import ESCAPED

NONE = -1  # the mark of what stands outside of all marks and artifacts
GLYPHS = 1 << 16  # of a font with two bytes a glyph
_TOKEN = re.compile(
    rb'%[^\r\n]*|<<|>>|<[0-9A-Fa-f\s]*>|/[^\x00\s()<>\[\]{}/%]*|[^\x00\s()<>\[\]{}/%]+|[\[\](]'
)
_PAREN = re.compile(rb'[()]|\\.', re.DOTALL)
_ESCAPE = re.compile(rb'\\(\r\n|[0-7]{1,3}|.)', re.DOTALL)
_IMAGE_ENDS = re.compile(rb'\sEI(?=[\s\x00]|$)')
_SHOWING = (b'Tj', b'TJ', b"'", b'"')
_SECTION = re.compile(rb'(begin|end)bf(char|range)')
_PAIR = re.compile(rb'<([0-9A-Fa-f]{1,8})>\s*<([0-9A-Fa-f]{0,512})>')
_RANGE = re.compile(rb'<([0-9A-Fa-f]{1,8})>\s*<([0-9A-Fa-f]{1,8})>\s*<([0-9A-Fa-f]{1,512})>')

Table = Mapping[int, str]


class Pages:
    """The marked text of each page of a pypdf reader, by page number from 1.

    `numbers` are those of the pages' objects. Pages that share contents and fonts are read once.
    Raises anything.
    """

    def __init__(self, reader: Any):
        self.numbers: dict[int, int] = {}
        self.texts: dict[int, dict[int, str]] = {}
        fonts: dict[int, Table] = {}
        known: dict[tuple[object, ...], dict[int, str]] = {}
        for number, page in enumerate(reader.pages, 1):
            self.numbers[page.indirect_reference.idnum] = number
            held = page.get('/Resources', {}).get('/Font', {})
            tables = {name: _table(held.raw_get(name), fonts) for name in held}
            key = _contents(page), tuple((name, id(table)) for name, table in tables.items())
            if key not in known or not key[0]:
                stream = page.get_contents()
                known[key] = marked(stream.get_data() if stream is not None else b'', tables)
            self.texts[number] = known[key]


def _contents(page: Any) -> tuple[int, ...]:
    """Return the numbers of the streams that a page draws; none where one has no number."""
    if '/Contents' not in page:
        return ()
    held = page.raw_get('/Contents')
    several = held.get_object()
    listed = list.__iter__(several) if isinstance(several, list) else (held,)
    numbers = tuple(getattr(one, 'idnum', 0) for one in listed)
    return numbers if all(numbers) else ()


def _table(reference: Any, known: dict[int, Table]) -> Table:
    """Return a font's table; that of a font with a number is made once."""
    number = getattr(reference, 'idnum', 0)
    if number not in known or not number:
        known[number] = characters(reference.get_object())
    return known[number]


def marked(content: bytes, tables: Mapping[str, Table]) -> dict[int, str]:
    """Return what a content stream shows, by marks.

    `tables` are those of its fonts by their names there.
    """
    found: dict[int, list[str]] = {}
    open_marks: list[int | None] = []  # None: an artifact
    table: Table = {}
    for operator, operands in operations(content):
        if operator in (b'BDC', b'BMC'):
            inherited = open_marks[-1] if open_marks else NONE
            artifact = inherited is None or (bool(operands) and operands[0] == b'/Artifact')
            open_marks.append(None if artifact else _mark(operands, inherited))
        elif operator == b'EMC':
            if open_marks:
                open_marks.pop()
        elif operator == b'Tf':
            table = tables.get(operands[0].decode('latin-1'), {}) if operands else {}
        elif operator in _SHOWING:
            mark = open_marks[-1] if open_marks else NONE
            if mark is not None:
                found.setdefault(mark, []).extend(
                    _shown(one, table) for one in operands if one[:1] in b'<(' and one != b'<<'
                )
    return {mark: ''.join(texts) for mark, texts in found.items()}


def _mark(operands: list[bytes], inherited: int | None) -> int | None:
    """Return the MCID among the operands of BDC."""
    if b'/MCID' in operands[1:-1]:
        number = operands[operands.index(b'/MCID', 1) + 1]
        return int(number) if len(number) < 10 and number.isdigit() else inherited
    return inherited


def operations(content: bytes) -> Iterator[tuple[bytes, list[bytes]]]:
    """Yield each operator with its operands as they are written.

    Brackets are left out, << and >> are among them.
    """
    operands: list[bytes] = []
    at = 0
    while at >= 0:
        for token in _TOKEN.finditer(content, at):
            word = token[0]
            first = word[0]
            if first in b'<>/0123456789-+.':
                operands.append(word)
            elif first == 0x28:  # (
                text, at = _literal(content, token.end())
                operands.append(text)
                break
            elif first in b'[]%':
                continue
            elif word == b'ID':  # the bytes of a picture
                end = _IMAGE_ENDS.search(content, token.end())
                operands, at = [], end.end() if end else -1
                break
            else:
                yield word, operands
                operands = []
        else:
            return


def _literal(content: bytes, begin: int) -> tuple[bytes, int]:
    """Return the string in brackets whose inside starts at `begin`, with its opening bracket.

    And where what follows begins.
    """
    depth = 1
    for found in _PAREN.finditer(content, begin):
        depth += {b'(': 1, b')': -1}.get(found[0], 0)
        if not depth:
            return b'(' + content[begin : found.start()], found.end()
    return b'(', -1


def _shown(string: bytes, table: Table) -> str:
    if string[:1] == b'<':
        digits = b''.join(string[1:-1].split())
        data = bytes.fromhex((digits + b'0' * (len(digits) % 2)).decode())
    else:
        data = _ESCAPE.sub(_unescaped, string[1:])
    glyphs = struct.unpack_from(f'>{len(data) // 2}H', data)
    return ''.join([table.get(glyph, '\N{REPLACEMENT CHARACTER}') for glyph in glyphs])


def _unescaped(found: re.Match[bytes]) -> bytes:
    if found[1].isdigit():
        return bytes([int(found[1], 8) & 0xFF])
    return ESCAPED.get(found[1], found[1])


def characters(font: Any) -> dict[int, str]:
    """Return the table of a font with two bytes a glyph: glyph to characters, composed (NFC)."""
    if '/ToUnicode' not in font or font.get('/Encoding') != '/Identity-H':
        return {}
    data = font['/ToUnicode'].get_object().get_data()
    table: dict[int, str] = {}
    left = 4 * GLYPHS  # that a font may name: each of them once, and some again
    for kind, section in _sections(data):
        if kind == b'char':
            for glyph, text in _PAIR.findall(section):
                table[int(glyph, 16)] = _utf16(text)
            continue
        for first, last, text in _RANGE.findall(section):
            begin, end, said = int(first, 16), min(int(last, 16), GLYPHS - 1), _utf16(text)
            left -= max(end - begin + 1, 0)
            if left < 0:
                raise ValueError('a font names more glyphs than it can have')
            for offset in range(end - begin + 1) if said else ():
                table[begin + offset] = said[:-1] + chr(min(ord(said[-1]) + offset, 0x10FFFF))
    return table


def _sections(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield kind and content of each section of a character map that has an end."""
    begun: re.Match[bytes] | None = None
    for found in _SECTION.finditer(data):
        if found[1] == b'begin':
            begun = begun or found
        elif begun and found[2] == begun[2]:
            yield begun[2], data[begun.end() : found.start()]
            begun = None


def _utf16(digits: bytes) -> str:
    return unicodedata.normalize(
        'NFC',
        bytes.fromhex((digits + b'0' * (len(digits) % 2)).decode()).decode('utf-16-be', 'replace'),
    )
