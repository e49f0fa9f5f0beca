"""A composition as one page for the browser: nothing is fetched, and nothing runs but its own.

Pictures, scripts and typefaces come inside. The page says so itself (Content-Security-Policy): of
styles and scripts it allows those of its own hashes, so what stands in `style` attributes is
gathered in a sheet first.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from html import escape, unescape

from letterpress.findings import Finding, Place, Rejected
from letterpress.layout.composition import Composition
from letterpress.press.typefaces import embedded
from letterpress.press.typefaces.embedded import Embedded

WEIGHTS = 900, 700  # of headlines, and of small lines on posters
_TAG = re.compile(r'<[a-z][^<>]*?\sstyle="([^"]*)"[^<>]*>')
_SCRIPT = re.compile(r'<script src="asset:([^"]+)"></script>')
_ASSET = re.compile(r'asset:([\w.-]+)')
_SHEET = re.compile(r'<style([^>]*)>(.*?)</style>', re.DOTALL)
_RUN = re.compile(r'<script>(.*?)</script>', re.DOTALL)
_LEFT = re.compile(
    r'<(?:iframe|object|embed|base|link)\b|<script\b(?!>)|\son[a-z]+="|'
    r'\b(?:src|srcset)="(?!data:)|url\(\s*["\']?(?!data:|#|["\')])|@import|asset:',
    re.IGNORECASE,
)
_BROUGHT = re.compile(r'data:[\w/+.-]+;base64,[A-Za-z0-9+/=]*')
HEAD = '<!-- faces -->'  # where a template wants the rules of its faces and the policy


def page(composition: Composition, stack: str, fonts: Mapping[str, bytes]) -> bytes:
    """Return a composition as HTML in one file; `fonts` are the files of fonts/ by path.

    Its faces are those of `stack` (families as CSS lists them), with all that may be typed in its
    language; the attribute `data-letters` of its body says which characters those are. Raises
    Rejected LP293 for a page that lacks the place for its faces, and for what it would fetch.
    """
    html = composition.html
    if HEAD not in html:
        raise Rejected(_fault(composition, f'the page has no line “{HEAD}”', 'put it in the head'))
    data = {asset.name: asset for asset in composition.assets}
    html = _SCRIPT.sub(
        lambda one: f'<script>\n{data[one[1]].data.decode().strip()}\n</script>', html
    )
    html, placed = _gathered(html)
    html = _ASSET.sub(lambda one: _address(data[one[1]].media_type, data[one[1]].data), html)
    placed = _ASSET.sub(lambda one: _address(data[one[1]].media_type, data[one[1]].data), placed)
    made = embedded.faces(embedded.names(stack), WEIGHTS, composition.language, _text(html), fonts)
    # last: what an element says of itself counts before what the stylesheet says of its class
    html = html.replace('</head>', f'<style>\n{placed}</style>\n</head>', 1)
    html = html.replace('<body', f'<body data-letters="{_letters(made)}"', 1)
    if left := _LEFT.search(_BROUGHT.sub('data:', _RUN.sub('', html))):
        raise Rejected(
            _fault(
                composition,
                f'the page for the browser would fetch or run “{left[0].strip()}”',
                'it is one file that needs nothing else: name pictures and scripts asset:<name>',
            )
        )
    return bound(html, ''.join(map(rule, made))).encode()


def _fault(composition: Composition, message: str, hint: str) -> Finding:
    return Finding(Place(f'layouts/{composition.layout}/page.html'), 'LP293', message, hint)


def _gathered(html: str) -> tuple[str, str]:
    """Return the page without `style` attributes, and a sheet of what they said."""
    rules: dict[str, str] = {}

    def without(tag: re.Match[str]) -> str:
        said = ' '.join(unescape(tag[1]).split())
        number = rules.setdefault(said, str(len(rules)))
        return tag[0].replace(f'style="{tag[1]}"', f'data-at="{number}"', 1)

    html = _TAG.sub(without, html)
    return html, ''.join(f'[data-at="{n}"] {{ {said} }}\n' for said, n in rules.items())


def _text(html: str) -> str:
    """Return what stands in the page, letter by letter, in small letters and capitals."""
    body = re.sub(r'<(script|style)[^>]*>.*?</\1>|<[^>]*>', ' ', html, flags=re.DOTALL)
    return unescape(body) + unescape(body).upper()


def rule(face: Embedded, address: str = '') -> str:
    """Return the rule that brings a face along: from an address, else inside the stylesheet."""
    slope = ' font-style: italic;' if face.italic else ''
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight};{slope} '
        f'src: url({address or _address("font/woff2", face.data)}) format("woff2"); '
        'font-display: swap; }\n'
    )


def _letters(made: Iterable[Embedded]) -> str:
    """Return all characters that the faces set, as a script reads them: 20-7e a0."""
    every = {one for face in made for one in face.characters}
    return escape(
        ' '.join(f'{first:x}' if first == last else f'{first:x}-{last:x}'
                 for first, last in _rows(every))
    )  # fmt: skip


def _rows(characters: Iterable[int]) -> list[tuple[int, int]]:
    """Return characters in rows of neighbours, each by its first and its last."""
    rows: list[tuple[int, int]] = []
    for one in sorted(characters):
        if rows and one == rows[-1][1] + 1:
            rows[-1] = rows[-1][0], one
        else:
            rows.append((one, one))
    return rows


def _address(media_type: str, data: bytes) -> str:
    return f'data:{media_type};base64,{base64.b64encode(data).decode()}'


def bound(html: str, rules: str, pictures: str = 'data:', faces: str = 'data:') -> str:
    """Return a page with the rules of its faces and its policy where it has the line for them."""
    if rules:
        html = html.replace(HEAD, f'{HEAD}<style>\n{rules}</style>', 1)
    return html.replace(HEAD, policy(html, pictures, faces), 1) if HEAD in html else html


def policy(html: str, pictures: str = 'data:', faces: str = 'data:') -> str:
    """Return the element by which a page allows what stands in it and nothing else.

    `pictures` and `faces` are the sources that its pictures and typefaces may have.
    """

    def allowed(parts: Iterable[str]) -> str:
        digests = (hashlib.sha256(part.encode()).digest() for part in parts)
        said = (f"'sha256-{base64.b64encode(one).decode()}'" for one in digests)
        return ' '.join(dict.fromkeys(said)) or "'none'"

    styles = allowed(match[2] for match in _SHEET.finditer(html))
    scripts = allowed(match[1] for match in _RUN.finditer(html))
    return (
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        f'script-src {scripts}; style-src {styles}; img-src {pictures}; font-src {faces}; '
        "base-uri 'none'; form-action 'none'\">"
    )
