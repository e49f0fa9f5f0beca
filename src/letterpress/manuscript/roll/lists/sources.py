"""The file that somebody brings: the text or the rows in it, and how it was read.

In come bytes, out comes a `Source`. Which encoding a text has is told by its first bytes, else
guessed and said; `spreadsheets` reads what is packed.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from letterpress.base import characters, codepages, decoding, tables
from letterpress.base.nearest import did_you_mean
from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.manuscript.roll.lists import spreadsheets

_BOMS = (
    (codecs.BOM_UTF32_LE, 'utf-32'),
    (codecs.BOM_UTF32_BE, 'utf-32'),
    (codecs.BOM_UTF8, 'utf-8-sig'),
    (codecs.BOM_UTF16_LE, 'utf-16'),
    (codecs.BOM_UTF16_BE, 'utf-16'),
)
_CALLED = {'utf-8-sig': 'UTF-8', 'utf-8': 'UTF-8', 'utf-16': 'UTF-16', 'utf-32': 'UTF-32'}
_USUAL = (
    'utf-8 utf-16 utf-16-le utf-16-be windows-1250 windows-1251 windows-1252 windows-1253 '
    'windows-1254 windows-1256 windows-1257 iso-8859-1 iso-8859-2 iso-8859-15 macroman'.split()
)
_LEAST_ZEROS = 4  # of UTF-16: a line end, two separators, a letter
_ANOTHER = 'say which one it is with --encoding, such as --encoding {}'


@dataclass(frozen=True)
class Source:
    """A list as it came: its text, or the rows of a spreadsheet with their numbers.

    `name` is the file's; `read_as` says how it was read (an encoding, a sheet); `findings` what a
    person must know of that.
    """

    name: str
    text: str = ''
    rows: tuple[tuple[int, list[str]], ...] | None = None
    read_as: str = ''
    findings: tuple[Finding, ...] = ()


def read(data: bytes, name: str, encoding: str = '', sheet: str = '') -> Source:
    """Return what a file holds. A spreadsheet comes from a stranger: read it in a child.

    `encoding` is what somebody says of a text, `sheet` the name of a spreadsheet's sheet. Raises
    Rejected: LP101 in no known encoding, or in one of two, LP102 binary, LP104 too large, LP220 a
    spreadsheet that cannot be read, LP223 no sheet or several, LP288 no such encoding.
    """
    if spreadsheets.is_packed(data):
        found = spreadsheets.read(data, name, sheet)
        return Source(name, rows=found.rows, read_as=found.said, findings=found.findings)
    if sheet:
        raise Rejected(
            Finding(
                Place(name),
                'LP223',
                'the file is no spreadsheet and has no sheets',
                'leave --sheet out',
            )
        )
    return text(data, name, encoding)


def text(data: bytes, name: str, encoding: str = '') -> Source:
    """Return the text of a list. Raises Rejected: LP101, LP102, LP104, LP288."""
    if len(data) > decoding.ROLL_BYTES:
        decoding.decode(data, name, decoding.ROLL_BYTES)  # LP104
    if document := tables.document(data):
        raise Rejected(
            Finding(
                Place(name),
                'LP101',
                f'the file is no list that can be read: it seems to be {document}',
                tables.SAVE,
            )
        )
    if encoding:
        return Source(name, _clean(_decoded(data, name, encoding), name), read_as=encoding)
    if codec := next((codec for mark, codec in _BOMS if data.startswith(mark)), ''):
        return Source(name, _clean(_decoded(data, name, codec), name), read_as=_CALLED[codec])
    if 0 in data and (codec := _wide(data)):
        return Source(name, _clean(data.decode(codec), name), read_as='UTF-16')
    try:
        return Source(name, _clean(data.decode('utf-8'), name), read_as='UTF-8')
    except UnicodeDecodeError as error:
        return _guessed(data, name, error)


def _guessed(data: bytes, name: str, error: UnicodeDecodeError) -> Source:
    """Return a text in an old code page, said; raise Rejected LP101 where it is a riddle."""
    found = [] if _mostly_utf_8(data) else codepages.pages(data)
    place = Place(name, data.count(b'\n', 0, error.start) + 1)
    if not found:
        raise Rejected(
            Finding(
                place,
                'LP101',
                'the file is not UTF-8 text: the byte at offset '
                f'{error.start} (0x{data[error.start]:02x}) is wrong',
                f'save it again with the encoding UTF-8, or {_ANOTHER.format("windows-1252")}',
            )
        )
    words = [(page, codepages.word(data, page.codec)) for page in found[:2]]
    if len(words) > 1:
        readings = ' or '.join(f'{page.called}: “{word}”' for page, word in words)
        named = ' or --encoding '.join(page.codec for page, _ in words)
        raise Rejected(
            Finding(
                place,
                'LP101',
                f'the file is not UTF-8 text, and two encodings make sense of it, {readings}',
                f'say which one is right: --encoding {named}',
            )
        )
    page, word = words[0]
    guessed = Finding(
        place,
        'LP219',
        f'the file is not UTF-8: it was read as {page.called}, which makes “{word}” of its letters',
        'look at the names; if letters are wrong, ' + _ANOTHER.format('windows-1250'),
    )
    try:
        decoded = data.decode(page.codec)
    except UnicodeDecodeError:
        decoded = data.decode(page.codec, 'replace')  # the names it is in are refused one by one
    return Source(
        name,
        _clean(decoded, name),
        read_as=page.called,
        findings=(guessed,),
    )


def _decoded(data: bytes, name: str, encoding: str) -> str:
    """Return the text in an encoding that is known. Raises Rejected LP101, LP288."""
    try:
        b' '.decode(encoding, 'replace')  # some of Python's codecs make no text
    except (LookupError, UnicodeError):
        raise Rejected(
            Finding(
                Place(name),
                'LP288',
                f'there is no encoding “{encoding}”',
                did_you_mean(encoding.lower(), _USUAL),
            ),
            Exit.USAGE,
        ) from None
    try:
        return data.decode(encoding).removeprefix('\ufeff')
    except (UnicodeError, ValueError) as error:
        at = error.start if isinstance(error, UnicodeDecodeError) else 0
        raise Rejected(
            Finding(
                Place(name, data.count(b'\n', 0, at) + 1),
                'LP101',
                f'the file is not {_CALLED.get(encoding, encoding)}: the byte at offset {at} is '
                'wrong',
                'save it again with the encoding UTF-8, or say another one with --encoding',
            )
        ) from None


def _wide(data: bytes) -> str:
    """Return the order of the bytes of UTF-16 without a mark, '' where it is something else.

    The right order gives line ends, blanks and separators; the wrong one gives none.
    """
    if len(data) % 2 or data.count(0) < _LEAST_ZEROS:
        return ''
    best, most = '', 0
    for codec in ('utf-16-le', 'utf-16-be'):
        try:
            decoded = data.decode(codec)
        except UnicodeDecodeError:
            continue
        everyday = len(re.findall(r'[\n\r,;\t 0-9a-zA-Z@.]', decoded))
        if '\0' not in decoded and everyday > most:
            best, most = codec, everyday
    return best


def _mostly_utf_8(data: bytes) -> bool:
    """Say whether most of the bytes above 0x7f are UTF-8: then a few of them are broken."""
    decoded = data.decode('utf-8', 'replace')
    broken = decoded.count('\ufffd')
    return sum(one > '\x7f' for one in decoded) - broken > broken


def _clean(decoded: str, name: str) -> str:
    r"""Return a text with \n at its line ends and one code for each letter.

    Raises Rejected LP102 for what is no text at all. What cannot be printed is left to the cells:
    a pasted comment must not cost a list.
    """
    if '\0' in decoded:
        raise Rejected(
            Finding(
                Place(name, decoded.count('\n', 0, decoded.index('\0')) + 1),
                'LP102',
                f'the character {characters.named(chr(0))} cannot be printed: this is no text',
                'save the list again as CSV in UTF-8, or as XLSX or ODS',
            )
        )
    decoded = decoded.removeprefix('\ufeff').replace('\r\n', '\n').replace('\r', '\n')
    return characters.settled(decoded)
