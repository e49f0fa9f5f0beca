"""The text of a file: strict UTF-8, of a size that somebody could have typed.

What offices send is read by `given`: its first bytes tell its encoding, or it is guessed, and said.
"""

from __future__ import annotations

import codecs
import re

from letterpress.base import characters, codepages
from letterpress.base.nearest import did_you_mean
from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.values import dataclass

MAX_BYTES = 4_000_000  # no file of ours needs more, but a roll
ROLL_BYTES = 48_000_000  # a hundred thousand entries with addresses and consents are about 30 MB


def decode(data: bytes, path: str, most: int | None = None) -> str:
    r"""Return the text of a file: strict UTF-8, line ends as \n, each letter as one code.

    One leading byte order mark is dropped.

    Raises Rejected: LP104 too large, LP101 not UTF-8 (with the offset of the first wrong byte),
    LP102 characters that nobody can see (with line and column of each).
    """
    most = MAX_BYTES if most is None else most
    if len(data) > most:
        raise Rejected(
            Finding(
                Place(path),
                'LP104',
                f'the file is too large: {len(data):,} bytes, at most {most:,} are read',
                'split it, or remove what does not belong in it',
            )
        )
    try:
        text = data.decode('utf-8')
    except UnicodeDecodeError as error:
        utf16 = data[:2] in (b'\xff\xfe', b'\xfe\xff')
        line = data.count(b'\n', 0, error.start) + 1
        what = (
            'it seems to be UTF-16'
            if utf16
            else f'the byte at offset {error.start} (0x{data[error.start]:02x}) is wrong'
        )
        raise Rejected(
            Finding(
                Place(path, 0 if utf16 else line),
                'LP101',
                f'the file is not UTF-8 text: {what}',
                'save it again in your editor with the encoding UTF-8',
            )
        ) from None
    text = text.removeprefix('\ufeff').replace('\r\n', '\n').replace('\r', '\n')
    if wrong := tuple(characters.unprintable(text, path)):
        raise Rejected(wrong)
    return characters.settled(text)


# ---- texts as offices send them ------------------------------------------------------------------

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
class Given:
    """A text as somebody sent it: its words, how it was read, what a person must know of that."""

    text: str
    read_as: str
    findings: tuple[Finding, ...] = ()


def given(data: bytes, name: str, encoding: str = '') -> Given:
    """Return a text in any encoding that offices use; `encoding` is what somebody says of it.

    Else a mark at its beginning says it, or zeros (UTF-16), or it is UTF-8, or a code page that
    makes sense of its letters (LP219, a warning). A mark is dropped, all else is as it was: line
    ends, and what cannot be printed. Raises Rejected: LP101 in no known encoding, or in one of two,
    LP288 (exit 2) no such encoding.
    """
    if encoding:
        return Given(_decoded(data, name, encoding), encoding)
    if codec := next((codec for mark, codec in _BOMS if data.startswith(mark)), ''):
        return Given(_decoded(data, name, codec), _CALLED[codec])
    if 0 in data and (codec := _wide(data)):
        return Given(data.decode(codec), 'UTF-16')
    try:
        return Given(data.decode('utf-8'), 'UTF-8')
    except UnicodeDecodeError as error:
        return _guessed(data, name, error)


def _guessed(data: bytes, name: str, error: UnicodeDecodeError) -> Given:
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
        'look at the words; if letters are wrong, ' + _ANOTHER.format('windows-1250'),
    )
    try:
        decoded = data.decode(page.codec)
    except UnicodeDecodeError:
        decoded = data.decode(page.codec, 'replace')  # whoever reads the words refuses those
    return Given(decoded, page.called, (guessed,))


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
