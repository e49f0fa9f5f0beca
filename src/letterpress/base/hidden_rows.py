"""Rows of a spreadsheet that its readers do not see: filtered out, or hidden by hand.

A reader of cells gives them like all others. Whoever filtered a list meant those that are left, so
a row that nobody sees is nobody's name to print. ECMA-376, part 1, 18.3.1.73; OpenDocument 1.3,
part 3, 19.749.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, iterparse

_RELATION = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id'
_UNSEEN = ('collapse', 'filter')
_NONE = frozenset[int]()
_MOST_ALIKE = 100_000  # of equal rows: a file may say that there are billions
_AT_ONCE = 1 << 20  # bytes of a part that are looked through together
_UTF_16 = (b'\xff\xfe', b'\xfe\xff')
_DECLARED = re.compile(rb'(?:\xef\xbb\xbf)?\s*<\?xml\s[^>]*?encoding\s*=\s*["\']([^"\']*)')
_OF_ASCII = (b'utf-8', b'us-ascii', b'iso-8859-1', b'windows-1252')


def found(data: bytes, sheet: str) -> frozenset[int]:
    """Return the numbers, from 1, of rows with something in them that the sheet of this name hides.

    XML that cannot be read hides nothing here: the cells were read by then.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if 'xl/workbook.xml' in packed.namelist():
                return _of_xlsx(packed, sheet)
            return _of_ods(packed, sheet)
    except (ParseError, KeyError, ValueError, zipfile.BadZipFile, OSError):
        return _NONE


def _of_xlsx(packed: zipfile.ZipFile, sheet: str) -> frozenset[int]:
    wanted = next(
        one.get(_RELATION, '')
        for one in _elements(packed, 'xl/workbook.xml', 'sheet')
        if one.get('name') == sheet
    )
    target = next(
        one.get('Target', '')
        for one in _elements(packed, 'xl/_rels/workbook.xml.rels', 'Relationship')
        if one.get('Id') == wanted
    )
    path = posixpath.normpath(posixpath.join('/xl', target)).lstrip('/')
    if not _may_say(packed, path, b'hidden'):
        return _NONE
    number, unseen = 0, set()
    for one in _elements(packed, path, 'row'):
        number = int(one.get('r') or number + 1)  # without a number it is the one after the last
        hidden = one.get('hidden') in ('1', 'true')
        if hidden and any(''.join(cell.itertext()).strip() for cell in one):
            unseen.add(number)
    return frozenset(unseen)


def _of_ods(packed: zipfile.ZipFile, sheet: str) -> frozenset[int]:
    number, unseen, inside = 0, set[int](), False
    if not _may_say(packed, 'content.xml', b'visibility'):
        return _NONE
    with packed.open('content.xml') as file:
        for event, one in iterparse(file, ('start', 'end')):
            name = _bare(one.tag)
            if name == 'table' and event == 'start':
                inside, number = _own(one, 'name') == sheet, 0
            elif name == 'table-row' and event == 'end':
                same = int(_own(one, 'number-rows-repeated') or 1)  # so many rows that are equal
                hidden = inside and _own(one, 'visibility') in _UNSEEN
                if hidden and ''.join(one.itertext()).strip():
                    unseen.update(range(number + 1, number + 1 + min(same, _MOST_ALIKE)))
                number += same
                one.clear()  # a list of a hundred thousand rows does not stay in memory
    return frozenset(unseen)


def _may_say(packed: zipfile.ZipFile, path: str, word: bytes) -> bool:
    """Say whether a word of ASCII may stand in a part: no element needs to be made to know it not.

    In an encoding other than those whose ASCII is as it stands any word may.
    """
    with packed.open(path) as file:
        part = file.read(_AT_ONCE)
        said = _DECLARED.match(part)
        if part[:2] in _UTF_16 or 0 in part[:4] or (said and said[1].lower() not in _OF_ASCII):
            return True
        while part:
            if word in part:
                return True
            rest = file.read(_AT_ONCE)
            part = part[-len(word) :] + rest if rest else b''
    return False


def _elements(packed: zipfile.ZipFile, path: str, name: str) -> Iterator[Element]:
    """Yield the elements of a name in a part, whatever their prefix; each lives until the next."""
    with packed.open(path) as file:
        for _, one in iterparse(file):
            if _bare(one.tag) == name:
                yield one
                one.clear()


def _bare(tag: str) -> str:
    return tag.rpartition('}')[2]


def _own(element: Element, name: str) -> str:
    return next((value for key, value in element.items() if key.endswith('}' + name)), '')
