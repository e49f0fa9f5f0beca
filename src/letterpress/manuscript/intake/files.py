"""Which kind of file a letter came in: judged by its bytes, not by its name."""

from __future__ import annotations

from letterpress.findings import Finding, Place, Rejected
from letterpress.manuscript.intake import open_document, plain_text, word
from letterpress.manuscript.intake.draft import Draft
from letterpress.manuscript.intake.package import Package

_OTHERS = (
    (b'%PDF', 'a PDF, which holds lines, not paragraphs'),
    (b'{\\rtf', 'an RTF'),
    (b'\xd0\xcf\x11\xe0', 'a .doc of Word 2003 or earlier, or a document with a password'),
    (b'<!DOCTYPE html', 'a web page'),
    (b'<html', 'a web page'),
)


def packed(data: bytes) -> bool:
    """Say whether a file is a ZIP, as documents of word processors are."""
    return data.startswith(b'PK\x03\x04')


def read(data: bytes, name: str) -> Draft:
    """Return the draft of a DOCX or an ODT.

    Raises Rejected: LP730 for anything else, LP731 for changes and comments in it.
    """
    package = Package(data, name)
    kind = package.bytes('mimetype')
    if kind.startswith(open_document.TYPE):
        return open_document.read(package)
    if word.BODY in package.names:
        return word.read(package)
    raise _unknown(name, 'a ZIP that holds no document')


def refuse_others(data: bytes, name: str) -> None:
    """Raise Rejected (LP730) for a file of a kind that is known and not read."""
    for begins, what in _OTHERS:
        if data[:200].lstrip().lower().startswith(begins.lower()):
            raise _unknown(name, what)


def text(words: str, name: str) -> Draft:
    """Return the draft of a plain text."""
    return plain_text.read(words, name)


def _unknown(name: str, what: str) -> Rejected:
    return Rejected(
        Finding(
            Place(name),
            'LP730',
            f'this is {what}',
            'open it in your word processor and save it as .docx or .odt, or as text',
        )
    )
