"""What was done to a file after it was sealed: the family of the change, for people. It excuses nothing.

The verdict stands before this is asked (`verify`); here the two states of the file are compared as a PDF reader sees
them, to name the attack (pdf-insecurity.org: incremental saving, shadow, signature wrapping, certification).
"""
from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from typing import Any

from letterpress.finishing import cms, der, revisions

DEEPEST = 24
FAMILIES = ('bytes', 'cut', 'tail', 'range', 'gap', 'certificate', 'page', 'shadow', 'annotation', 'signature', 'embedded',
            'metadata', 'again')


def family(data: bytes) -> str:
    """Return the family (one of FAMILIES) of the change in a file that `verify` calls changed. Never raises."""
    try:
        seal = revisions.locate(data)
    except revisions.CutOff:
        return 'cut'
    except revisions.Altered as altered:
        if altered.before is not None:
            return _added(data, altered.before)
        return 'gap' if 'signature' in str(altered) else 'range'
    except ValueError:
        return 'bytes'
    try:
        signed = cms.read(seal.cms)
    except (der.Malformed, cms.Unsupported):
        return 'gap'
    digest = hashlib.new(signed.algorithm)
    for part in seal.signed(data):
        digest.update(part)
    return 'certificate' if digest.digest() == signed.digest else 'bytes'


def _added(data: bytes, seal: revisions.Seal) -> str:
    """Name what the revisions after the seal do."""
    added = data[seal.end:]
    if b'startxref' not in added:
        return 'tail'
    if b'/ByteRange' in added:
        return 'again'
    from pypdf import PdfReader
    try:
        before, after = PdfReader(io.BytesIO(data[:seal.end])), PdfReader(io.BytesIO(data))
        for name, look in LOOKS:
            if look(before) != look(after):
                return name
    except Exception:       # hostile structure: pypdf meets it with nearly any type
        return 'tail'
    return 'tail'


def _print(value: Any, deep: int = 0, seen: frozenset[int] = frozenset()) -> Any:
    """Return plain values that are equal for equal objects, streams by their bytes; parents are not followed."""
    value = value.get_object() if hasattr(value, 'get_object') else value
    if id(value) in seen or deep > DEEPEST:
        return '…'
    seen |= {id(value)}
    if isinstance(value, dict):
        plain = tuple((str(key), _print(value.raw_get(key), deep + 1, seen)) for key in sorted(value)
                      if key not in ('/Parent', '/P', '/StructParent', '/StructParents'))
        stream = hashlib.sha256(value.get_data()).hexdigest() if hasattr(value, 'get_data') else ''
        return plain, stream
    if isinstance(value, list):
        return tuple(_print(one, deep + 1, seen) for one in value)
    return str(value)


def _fields(reader: Any) -> Any:
    fields = reader.trailer['/Root'].get('/AcroForm', {}).get('/Fields', ())
    return [str(one.get_object().get('/T')) for one in fields if one.get_object().get('/FT') == '/Sig']


def _annotations(reader: Any) -> Any:
    return [_print(page.get('/Annots', [])) for page in reader.pages]


def _embedded(reader: Any) -> Any:
    return {name: [hashlib.sha256(copy).hexdigest() for copy in copies] for name, copies in reader.attachments.items()}


def _pages(reader: Any) -> Any:
    def contents(page: Any) -> str:
        made = page.get_contents()
        return hashlib.sha256(made.get_data()).hexdigest() if made is not None else ''
    return [(contents(page), str(page.mediabox), str(page.get('/Rotate', 0))) for page in reader.pages]


def _drawn(reader: Any) -> Any:
    root = reader.trailer['/Root']
    return [_print(page.get('/Resources', {})) for page in reader.pages], _print(root.get('/OCProperties', {})), \
        _print(root.get('/AcroForm', {}))


def _described(reader: Any) -> Any:
    root = reader.trailer['/Root']
    return _print(reader.trailer.get('/Info', {})), _print(root.get('/Metadata', {}))


# in this order: a revision that adds a signature field adds an annotation too
LOOKS: tuple[tuple[str, Callable[[Any], Any]], ...] = (
    ('signature', _fields), ('annotation', _annotations), ('embedded', _embedded), ('page', _pages), ('shadow', _drawn),
    ('metadata', _described))
