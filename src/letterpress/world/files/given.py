"""Files that somebody names: judged by kind and size before they are read.

A device has no end, a pipe may never begin.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from letterpress.findings import Exit, Finding, Place, Rejected

# Bytes of a file of certificates, or of settings: a long list of them has a tenth.
CERTIFICATES = 1 << 20
# Bytes of a PDF: twenty times a packet with ten thousand names, half of what a child may take.
DOCUMENT = 200 << 20


class Unfit(Exception):
    """Raised for what is no file, or one that is too large (`large`).

    The text ends a sentence that begins with the file's name.
    """

    large = False


def read(path: Path, most: int) -> bytes:
    """Return the bytes of a regular file of at most `most` bytes.

    Raises Unfit, and OSError like `open`.
    """
    _check(path.stat(), most)
    with open(path, 'rb', opener=_without_waiting) as file:
        about = os.fstat(file.fileno())
        _check(about, most)
        data = file.read(about.st_size + 1)
    if len(data) > about.st_size:  # what does not tell its size may have no end
        raise Unfit('grows while it is read')
    return data


def listed(path: Path, most: int) -> bytes:
    """Return the bytes of a list that somebody names, a pipe's too: `most` of them, or one more.

    Whoever decodes them refuses what is longer. Raises Rejected LP707 (exit 2) for what cannot be
    read.
    """
    try:
        with path.open('rb') as file:
            return file.read(most + 1)
    except OSError as error:
        why = (
            'there is no such file'
            if isinstance(error, FileNotFoundError)
            else 'this is a folder, not a file'
            if isinstance(error, IsADirectoryError)
            else f'it cannot be read: {error.strerror}'
        )
        raise Rejected(
            Finding(Place(str(path)), 'LP707', why, 'check the path'), Exit.USAGE
        ) from None


def _without_waiting(name: str, flags: int) -> int:
    """Open a file, not to be kept waiting should it have become a pipe by now."""
    return os.open(name, flags | os.O_NONBLOCK | os.O_NOCTTY)


def document(path: Path, hint: str) -> bytes:
    """Return the bytes of a PDF that somebody names.

    Raises Rejected (exit 2): LP707 where there is none, LP576 for what is no file.
    """
    try:
        return read(path, DOCUMENT)
    except Unfit as unfit:
        raise Rejected(
            Finding(
                Place(str(path)),
                'LP576',
                f'this cannot be a PDF: it {unfit}',
                'name the file itself',
            ),
            Exit.USAGE,
        ) from None
    except OSError as error:
        why = (
            'there is no such file'
            if isinstance(error, FileNotFoundError)
            else f'it cannot be read: {error.strerror}'
        )
        raise Rejected(Finding(Place(str(path)), 'LP707', why, hint), Exit.USAGE) from None


def _check(about: os.stat_result, most: int) -> None:
    kinds = (
        (stat.S_ISDIR, 'is a folder'),
        (stat.S_ISFIFO, 'is a pipe'),
        (stat.S_ISSOCK, 'is a socket'),
        (stat.S_ISCHR, 'is a device'),
        (stat.S_ISBLK, 'is a device'),
    )
    if not stat.S_ISREG(about.st_mode):
        raise Unfit(next((words for test, words in kinds if test(about.st_mode)), 'is no file'))
    if about.st_size > most:
        unfit = Unfit(f'is larger than {most >> 20} MB')
        unfit.large = True
        raise unfit
