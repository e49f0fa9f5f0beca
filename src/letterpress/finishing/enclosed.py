"""The files inside a PDF against what its pages say of them: "signatories.csv … SHA-256 <64 digits>"."""
from __future__ import annotations

import hashlib
import io
import re

from letterpress.finishing import sheets, structure

MOST = 64 << 20         # bytes of all files inside that are looked at: a roll of a hundred thousand names has ten millions
PRINTED = re.compile(r'([\w.-]+\.(?:csv|json))\b(?:(?!SHA-256).){0,120}SHA-256\s+((?:[0-9a-f]\s?){63}[0-9a-f])', re.DOTALL)


def matches(pdf: bytes) -> tuple[tuple[str, str], ...]:
    """Return each file's name with 'same', 'other' (than printed), 'missing' or 'unnamed' (no page prints its SHA-256).

    Whether the PDF itself is whole must be known before: pages and files of a changed one may be changed together.
    Never raises; a structure that cannot be read says nothing.
    """
    inside, printed = _inside(pdf), _printed(pdf)
    found = []
    for name in sorted({*inside, *printed}):
        if name not in inside:
            found.append((name, 'missing'))
        elif name not in printed:
            found.append((name, 'unnamed'))
        else:
            found.append((name, 'same' if inside[name] == printed[name] else 'other'))
    return tuple(found)


def _inside(pdf: bytes) -> dict[str, str]:
    """Return the SHA-256 of each file inside, by name; of several with one name none is the one that is printed."""
    from pypdf import PdfReader
    found: dict[str, str] = {}
    size = 0
    try:
        for name, copies in PdfReader(io.BytesIO(pdf)).attachments.items():
            size += sum(map(len, copies))
            if size > MOST:
                break
            found[name] = hashlib.sha256(copies[0]).hexdigest() if len(copies) == 1 else 'several'
    except Exception:       # hostile structure: pypdf meets it with nearly any type
        return found
    return found


def _printed(pdf: bytes) -> dict[str, str]:
    try:
        text = '\n'.join(passage.text for passage in structure.read(pdf).passages)
    except sheets.Unreadable:
        return {}
    return {name: re.sub(r'\s', '', digits) for name, digits in PRINTED.findall(text)}
