"""The search for private values itself: it finds what hides in streams, archives, encodings."""

from __future__ import annotations

import base64
import contextlib
import io
import re
import urllib.parse
import zipfile
import zlib
from pathlib import Path

import pytest


def encodings(value: str) -> dict[str, bytes]:
    """Return the forms in which a value may leave the house."""
    return {
        'plain': value.encode(),
        'utf-16': value.encode('utf-16-be'),
        'base64': base64.b64encode(value.encode())[:-4],
        'hex': value.encode().hex().encode(),
        'HEX': value.encode().hex().upper().encode(),
        'utf-16 hex': value.encode('utf-16-be').hex().encode(),
        'percent': urllib.parse.quote(value).encode(),
    }


def layers(data: bytes) -> list[bytes]:
    """Return the data, and everything packed inside it: PDF streams inflated, archives opened."""
    found = [data]
    if data[:4] == b'PK\x03\x04':
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                found += [name.encode(), *layers(archive.read(name))]
    if data[:5] == b'%PDF-':
        for match in re.finditer(rb'stream\r?\n(.*?)\r?\nendstream', data, re.DOTALL):
            with contextlib.suppress(zlib.error):
                found.append(zlib.decompressobj().decompress(match[1]))
    return found


def canary_findings(folder: Path, values: list[str]) -> list[str]:
    """Return every place below a folder where one of the values is found in any of its forms."""
    from subprocess import run

    found = []
    for path in sorted(p for p in folder.rglob('*') if p.is_file()):
        data = path.read_bytes()
        surfaces = layers(data)
        if path.suffix == '.pdf':
            surfaces.append(run(['pdftotext', '-raw', str(path), '-'], capture_output=True).stdout)
        for value in values:
            for name, form in encodings(value).items():
                if any(form in surface for surface in surfaces):
                    found.append(f'{path.relative_to(folder)}: {value} as {name}')
    return found


@pytest.mark.parametrize(
    'wrap',
    [
        lambda v: v.encode(),
        lambda v: v.encode('utf-16-be'),
        lambda v: base64.b64encode(v.encode()),
        lambda v: v.encode().hex().encode(),
        lambda v: b'%PDF-1.7\nstream\n' + zlib.compress(v.encode()) + b'\nendstream',
    ],
    ids=['plain', 'utf-16', 'base64', 'hex', 'stream'],
)
def test_the_search_finds_what_is_hidden(tmp_path: Path, wrap) -> None:
    (tmp_path / 'a.bin').write_bytes(
        b'xx' * 3 + wrap('QxcanaryZk7') if wrap('a')[:5] != b'%PDF-' else wrap('QxcanaryZk7')
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, 'w', zipfile.ZIP_DEFLATED) as archive:
        archive.writestr('inner', (tmp_path / 'a.bin').read_bytes())
    (tmp_path / 'b.zip').write_bytes(packed.getvalue())
    found = canary_findings(tmp_path, ['QxcanaryZk7'])
    assert any(item.startswith('a.bin') for item in found) and any(
        item.startswith('b.zip') for item in found
    )
    assert canary_findings(tmp_path, ['QxotherZk7']) == []
