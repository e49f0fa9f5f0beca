"""The files inside a PDF against what its pages say: "signatories.csv … SHA-256 <64 digits>"."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Iterator
from typing import Any

from letterpress.finishing import structure

# bytes of all files inside that are looked at: a roll of a hundred thousand names has ten millions
MOST = 64 << 20
HASH = re.compile(r'SHA-256(?:\s+((?:[0-9a-f]\s?){63}[0-9a-f]))?')
NAME = re.compile(r'(?<![\w.-])[\w.-]{1,200}?\.(?:csv|json)\b')
NEAR = 120  # characters between a name and what is its SHA-256

Matches = tuple[tuple[str, str], ...]


def read(pdf: bytes) -> tuple[Matches, bool]:
    """Return each file's name with what is to say of it, and whether all was read.

    'same', 'other' (than printed), 'missing', 'several' (of one name, with different contents) or
    'unnamed' (no page prints its SHA-256). All is the files, and the tags where there are some.
    Whether the PDF itself is whole must be known before: pages and files of a changed one may be
    changed together. Raises MemoryError alone; what cannot be read says nothing.
    """
    from pypdf import PdfReader

    try:
        reader: Any = PdfReader(io.BytesIO(pdf))
        tagged = '/StructTreeRoot' in reader.trailer['/Root']
    except MemoryError:
        raise
    except Exception:  # hostile structure: pypdf meets it with nearly any type
        return (), False
    inside = _looked(fingerprints, reader)
    told = _looked(_told, reader) if tagged else {}
    whole = inside is not None and told is not None
    return tuple(_matching(inside or {}, told or {})), whole


def _looked(look: Callable[[Any], dict[str, str]], reader: Any) -> dict[str, str] | None:
    """Return what is found in a PDF, None where it cannot be read."""
    try:
        return look(reader)
    except MemoryError:
        raise
    except Exception:  # hostile structure
        return None


def _matching(inside: dict[str, str], told: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name in sorted({*inside, *told}):
        if inside.get(name) == 'several':
            yield name, 'several'
        elif name not in inside:
            yield name, 'missing'
        elif name not in told:
            yield name, 'unnamed'
        else:
            yield name, 'same' if inside[name] == told[name] else 'other'


def printed(text: str) -> dict[str, str]:
    """Return what a text says of files: their names, with the SHA-256 that follows each.

    As in "name.csv … SHA-256 <64 digits>".
    """
    found, begin = {}, 0
    for sha256 in HASH.finditer(text):
        start, end = max(begin, sha256.start() - NEAR - 200), sha256.start()
        near = (one for one in NAME.finditer(text, start, end) if end - one.end() <= NEAR)
        name = next(near, None)
        if name and sha256[1]:
            found[name[0]] = re.sub(r'\s', '', sha256[1])
        begin = sha256.end()
    return found


def fingerprints(reader: Any) -> dict[str, str]:
    """Return the SHA-256 of each file inside, by name: those listed, and those associated.

    Of several with one name none is the one that is printed: 'several'. Takes a pypdf reader;
    raises anything.
    """
    found: dict[str, set[str]] = {}
    size = 0
    for name, data in _files(reader):
        size += len(data)
        if size > MOST:
            break
        found.setdefault(name, set()).add(hashlib.sha256(data).hexdigest())
    return {name: next(iter(held)) if len(held) == 1 else 'several' for name, held in found.items()}


def _files(reader: Any) -> Iterator[tuple[str, bytes]]:
    for name, copies in reader.attachments.items():
        yield from ((name, copy) for copy in copies)
    for one in reader.trailer['/Root'].get('/AF', ()):
        file = one.get_object()
        name = str(file.get('/UF', file.get('/F', '')))
        streams = {getattr(stream, 'idnum', 0): stream for stream in file['/EF'].values()}
        for held in streams.values():
            yield name, held.get_object().get_data()


def _told(reader: Any) -> dict[str, str]:
    return printed('\n'.join(passage.text for passage in structure.of(reader).passages))
