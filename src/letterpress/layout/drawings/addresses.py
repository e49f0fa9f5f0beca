"""The pictures that a document names: drawn for it, or from the folder of its layout.

Whatever else it would fetch is a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from letterpress.findings import Finding, Place, Rejected
from letterpress.layout.composition import Asset
from letterpress.layout.drawings.pictures import MEDIA_TYPES, Pictures

if TYPE_CHECKING:
    from letterpress.layout.brand.roles import Colours
    from letterpress.layout.manifest import Layout

_STYLE = re.compile(r'<style[^>]*>(.*?)</style>|style="([^"]*)"', re.DOTALL)
_CSS_ADDRESS = re.compile(r'url\(\s*(?:&#34;|&#39;|["\'])?(.*?)(?:&#34;|&#39;|["\'])?\s*\)')
_HTML_ADDRESS = re.compile(r'\b(?:src|data|poster)="([^"]*)"|<link\b[^>]*\bhref="([^"]*)"')


def _addresses(html: str) -> Iterator[str]:
    """Yield every address that the engine would fetch."""
    for match in _HTML_ADDRESS.finditer(html):
        yield unescape(match[1] if match[1] is not None else match[2])
    for style in _STYLE.finditer(html):
        for match in _CSS_ADDRESS.finditer(style[1] if style[1] is not None else style[2]):
            yield unescape(match[1])


def named(
    html: str,
    layout: Layout,
    files: Mapping[str, bytes],
    pictures: Pictures,
    colours: Colours,
) -> tuple[Asset, ...]:
    """Return the pictures that the document names, by name.

    Raises Rejected with every address that leads nowhere.
    """
    found, findings = {}, []
    for address in dict.fromkeys(_addresses(html)):
        scheme, _, name = address.partition(':')
        if address.startswith('#'):
            continue
        if scheme != 'asset':
            findings.append(
                Finding(
                    _where(address, layout, files),
                    'LP327',
                    f'“{address}” is not part of this layout',
                    'put the picture into the folder of the layout and name it asset:<file name>; '
                    'typefaces are found by their family name',
                )
            )
            continue
        asset = pictures.assets.get(name) or _from_folder(name, layout, files, colours)
        if asset is None:
            findings.append(
                Finding(
                    _where(address, layout, files),
                    'LP326',
                    f'the picture “{name}” does not exist',
                    f'put it into layouts/{layout.name}/, or correct the name',
                )
            )
        else:
            found[name] = asset
    if findings:
        raise Rejected(findings)
    return tuple(found[name] for name in sorted(found))


_ROLE = re.compile(rb'var\(--([a-z-]+)\)')


def _from_folder(
    name: str, layout: Layout, files: Mapping[str, bytes], colours: Colours
) -> Asset | None:
    """Return a picture of a layout; the roles that a drawing names are the campaign's colours."""

    def coloured(role: re.Match[bytes]) -> bytes:
        found: str = getattr(colours, role[1].decode().replace('-', '_'), '')
        return found.encode() or role[0]

    media_type = MEDIA_TYPES.get(PurePosixPath(name).suffix)
    for folder in filter(None, (layout.name, layout.builds_on, '_shared')):
        if media_type and (data := files.get(f'layouts/{folder}/{name}')) is not None:
            own = _ROLE.sub(coloured, data) if media_type == MEDIA_TYPES['.svg'] else data
            return Asset(name, media_type, own)
    return None


def _where(address: str, layout: Layout, files: Mapping[str, bytes]) -> Place:
    """Return the place in the layout's sources where an address stands, else the template."""
    for path in (
        f'layouts/{layout.template}',
        f'layouts/{layout.style}',
        *sorted(path for path in files if path.startswith('layouts/_shared/')),
    ):
        for number, line in enumerate(files.get(path, b'').split(b'\n'), 1):
            if (column := line.find(address.encode())) >= 0:
                return Place(path, number, column + 1)
    return Place(f'layouts/{layout.template}')
