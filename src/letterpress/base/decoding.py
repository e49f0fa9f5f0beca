"""The text of a file: strict UTF-8, of a size that somebody could have typed."""

from __future__ import annotations

from letterpress.base import characters
from letterpress.findings import Finding, Place, Rejected

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
