"""What every page of one file has: its stylesheet inside, and nothing that would be fetched."""

from __future__ import annotations

import re
from collections.abc import Mapping

from letterpress.findings import Finding, Place, Rejected
from letterpress.layout import environment


def style(layout: str, files: Mapping[str, bytes], what: str) -> str:
    """Return the stylesheet of a layout for pages as it stands inside a page.

    `files` are those of layouts/, `what` names the page. Raises Rejected: LP610 (there is none).
    """
    path = f'layouts/{layout}/style.css'
    if path not in files:
        raise Rejected(
            Finding(
                Place(f'layouts/{layout}'),
                'LP610',
                f'the layout of {what} has no style.css',
                f'put it back, or remove your own layouts/{layout} to use the one that '
                'letterpress brings',
            )
        )
    return environment.decode(files[path], path).strip().replace('</', '<\\/')


def alone(html: str, layout: str, files: Mapping[str, bytes], what: str) -> None:
    """Refuse a page that would fetch something. Raises Rejected: LP611."""
    if fetched := _fetched(html):
        raise Rejected(
            [
                Finding(
                    _where(address, layout, files),
                    'LP611',
                    f'{what} would fetch “{address}”',
                    'the page is one file that needs nothing else: draw it in the stylesheet, '
                    'or leave it out',
                )
                for address in fetched
            ]
        )


def drawing(svg: str, name: str) -> str:
    """Return a drawing as part of the page: decoration that is not read aloud.

    Its size is given by the stylesheet.
    """
    return re.sub(
        r'<svg [^>]*?(viewBox="[^"]*")[^>]*>',
        rf'<svg class="{name}" \1 aria-hidden="true" focusable="false">',
        svg,
        count=1,
    )


_LOADED = re.compile(
    r'<(?:script|iframe|object|embed|link|base)\b[^>]*>|<style[^>]*>(.*?)</style>|\bstyle="([^"]*)"'
    r'|\b(?:src|srcset|poster|data|background)="([^"]*)"',
    re.DOTALL | re.IGNORECASE,
)
_ADDRESS = re.compile(r'url\(\s*["\']?\s*([^"\')]*)|@import\s+["\']([^"\']*)', re.IGNORECASE)


def _fetched(html: str) -> list[str]:
    """Return what a browser would load with the page.

    Addresses, or the elements that load or run something.
    """
    found = []
    for part in _LOADED.finditer(html):
        sheet, style, source = part.groups()
        if sheet is not None or style is not None:
            found += [first or second for first, second in _ADDRESS.findall(sheet or style or '')]
        else:
            found.append(part[0] if source is None else source)
    return [address for address in dict.fromkeys(found) if not address.startswith(('#', 'data:'))]


def _where(address: str, layout: str, files: Mapping[str, bytes]) -> Place:
    """Return where an address stands in the layout, else its template."""
    for path in (f'layouts/{layout}/{name}' for name in ('style.css', 'page.html', 'mail.html')):
        for number, line in enumerate(files.get(path, b'').split(b'\n'), 1):
            if (column := line.find(address.encode())) >= 0:
                return Place(path, number, column + 1)
    return Place(f'layouts/{layout}/page.html')
