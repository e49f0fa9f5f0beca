"""A page that needs nothing but what lies beside it: its typefaces, and what it allows.

Pages lie on disks as often as on servers. There a browser may hold another file for a stranger: its
stylesheet and its script stand in the page, allowed by their hashes and nothing else. Typefaces and
pictures lie beside it; each language has typefaces of its own, with the letters that its pages
have, and no others.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any, Protocol

from letterpress.kit.artifact import Artifact
from letterpress.kit.formats import faces
from letterpress.kit.formats.faces import Letters, Setting
from letterpress.layout.brand.look import Look
from letterpress.layout.faces import Stacks
from letterpress.press import browser
from letterpress.press.typefaces.embedded import Embedded

BESIDE = "'self' file:"  # on a disk no file is 'self', by the book
FOLDER = 'assets/fonts/'

# elements and classes that the stylesheet sets in wood type; on telephones heads of rows, too
SETTING = Setting(
    wood=frozenset(
        'h1 h2 h3 caption thead summary button b mark kicker stand ways turn name who contact '
        'wall count end copy loud bundles label'.split()
    ),
    both=frozenset(('tbody', 'ways', 'contact', 'button', 'kicker')),
    latin=frozenset(('la', 'bdi', 'roll')),
)
_ALWAYS = 'abcdefghijklmnopqrstuvwxyz0123456789 .-_/:·'  # what the script may say: names of files


class Shelf(Protocol):
    """Where faces are kept between builds, each lot by a hash of all that goes into it."""

    def get(self, key: str) -> tuple[dict[str, Any], bytes] | None:
        """Return what was put there, None for nothing."""

    def put(self, key: str, note: dict[str, Any], data: bytes) -> None:
        """Keep a note and bytes."""


def stylesheet(language: str, seen: Look) -> str:
    """Return the roles and the families that the stylesheet of a page reads."""
    own = faces.stacks(language, seen)
    return (
        f':root {{ --book: {own.book}, Georgia, serif; --wood: {own.wood}, Impact, sans-serif; '
        f'--names: {own.names}, Impact, sans-serif; '
        f'--latin: {own.latin}, {own.book}, Georgia, serif; }}\n'
        f'{seen.page_css()}'
    )


def bound(
    pages: Mapping[str, str],
    name: str,
    language: str,
    seen: Look,
    fonts: Mapping[str, bytes],
    script: str = '',
    shelf: Shelf | None = None,
) -> tuple[dict[str, bytes], list[Artifact]]:
    """Return pages by their path, each with its faces and its policy, and the faces as files.

    `name` tells the faces from those of other pages; `script` is what the script says; `shelf`
    keeps faces for later builds: to make them takes a second a language.
    """
    letters = faces.letters(pages.values(), language, SETTING, _ALWAYS + script)
    brought = _kept(letters, faces.stacks(language, seen), fonts, shelf)
    files = [
        Artifact(
            f'{FOLDER}{_file(one, name)}', 'page-asset', '', '', None, '', 'font/woff2', one.data
        )
        for one in brought
    ]
    made = {}
    for path, html in pages.items():
        up = '../' * path.count('/')
        rules = ''.join(browser.rule(one, f'{up}{FOLDER}{_file(one, name)}') for one in brought)
        made[path] = browser.bound(html, rules, pictures=BESIDE, faces=BESIDE).encode()
    return made, files


def _kept(
    letters: Letters, own: Stacks, fonts: Mapping[str, bytes], shelf: Shelf | None
) -> list[Embedded]:
    """Return the faces from the shelf, or make them and put them there."""
    if shelf is None:
        return faces.made(letters, own, fonts)
    known = hashlib.sha256(repr((letters, own)).encode())
    for path, data in sorted(fonts.items()):
        known.update(path.encode() + hashlib.sha256(data).digest())
    key = known.hexdigest()
    if held := shelf.get(key):
        note, data = held
        found, start = [], 0
        for family, weight, italic, size in note['faces']:
            part = data[start : start + size]
            found.append(Embedded(family, weight, part, frozenset(), italic))
            start += size
        return found
    made = faces.made(letters, own, fonts)
    note = {'faces': [[one.family, one.weight, one.italic, len(one.data)] for one in made]}
    shelf.put(key, note, b''.join(one.data for one in made))
    return made


def _file(face: Embedded, name: str) -> str:
    family = re.sub('[^a-z0-9]+', '-', face.family.lower()).strip('-')
    return f'{family}-{face.weight}{"-italic" if face.italic else ""}.{name}.woff2'
