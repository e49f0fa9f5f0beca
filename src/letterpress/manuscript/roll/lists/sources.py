"""The file that somebody brings: the text or the rows in it, and how it was read.

In come bytes, out comes a `Source`. `decoding` finds out which encoding a text has, `spreadsheets`
reads what is packed.
"""

from __future__ import annotations

from letterpress.base import characters, decoding, tables
from letterpress.findings import Finding, Place, Rejected
from letterpress.manuscript.roll.lists import spreadsheets
from letterpress.values import dataclass


@dataclass(frozen=True)
class Source:
    """A list as it came: its text, or the rows of a spreadsheet with their numbers.

    `name` is the file's; `read_as` says how it was read (an encoding, a sheet); `findings` what a
    person must know of that; `hidden` are numbers of rows that nobody sees in the spreadsheet.
    """

    name: str
    text: str = ''
    rows: tuple[tuple[int, list[str]], ...] | None = None
    read_as: str = ''
    findings: tuple[Finding, ...] = ()
    hidden: frozenset[int] = frozenset()


def read(data: bytes, name: str, encoding: str = '', sheet: str = '') -> Source:
    """Return what a file holds. A spreadsheet comes from a stranger: read it in a child.

    `encoding` is what somebody says of a text, `sheet` the name of a spreadsheet's sheet. Raises
    Rejected: LP101 in no known encoding, or in one of two, LP102 binary, LP104 too large, LP220 a
    spreadsheet that cannot be read, LP223 no sheet or several, LP288 no such encoding.
    """
    if spreadsheets.is_packed(data):
        found = spreadsheets.read(data, name, sheet)
        return Source(name, '', found.rows, found.said, found.findings, found.hidden)
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
    found = decoding.given(data, name, encoding)
    return Source(name, _clean(found.text, name), read_as=found.read_as, findings=found.findings)


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
