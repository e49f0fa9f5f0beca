"""A page that needs nothing but what lies beside it: its typefaces, and what it allows.

Pages lie on disks as often as on servers. There a browser may hold another file for a stranger: its
stylesheet and its script stand in the page, allowed by their hashes and nothing else. Typefaces and
pictures lie beside it; each language has typefaces of its own, with the letters that its pages
have, and no others.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any, Protocol

from letterpress.kit.artifact import Artifact
from letterpress.kit.room import walk
from letterpress.layout.brand.look import Look
from letterpress.layout.faces import Stacks
from letterpress.manuscript import locales
from letterpress.press import browser
from letterpress.press.typefaces import embedded
from letterpress.press.typefaces.embedded import Embedded
from letterpress.values import dataclass

HEAD = '<!-- policy and faces -->'  # where a template wants them
BESIDE = "'self' file:"  # on a disk no file is 'self', by the book
FOLDER = 'assets/fonts/'

# elements and classes that the stylesheet sets in wood type; on telephones heads of rows, too
WOOD = frozenset(
    'h1 h2 h3 caption thead summary button b mark kicker stand button ways turn name who contact '
    'wall count end'.split()
)
BOTH = frozenset(('tbody', 'ways', 'contact', 'button', 'kicker'))
_ALWAYS = 'abcdefghijklmnopqrstuvwxyz0123456789 .-_/:·'  # what the script may say: names of files


class Shelf(Protocol):
    """Where faces are kept between builds, each lot by a hash of all that goes into it."""

    def get(self, key: str) -> tuple[dict[str, Any], bytes] | None:
        """Return what was put there, None for nothing."""

    def put(self, key: str, note: dict[str, Any], data: bytes) -> None:
        """Keep a note and bytes."""


@dataclass(frozen=True)
class Letters:
    """What is set in each face: every letter once, in order."""

    wood: str
    book: str
    strong: str
    slanted: str


def stacks(language: str, seen: Look) -> Stacks:
    """Return the families in which a language is set."""
    return seen.stacks.get(language) or seen.stacks[locales.direction(language)]


def stylesheet(language: str, seen: Look) -> str:
    """Return the roles and the families that the stylesheet of a page reads."""
    own = stacks(language, seen)
    return (
        f':root {{ --book: {own.book}, Georgia, serif; --wood: {own.wood}, Impact, sans-serif; '
        f'--names: {own.names}, Impact, sans-serif; }}\n{seen.page_css()}'
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
    letters = _letters(pages.values(), language, script)
    faces = _kept(letters, stacks(language, seen), fonts, shelf)
    files = [
        Artifact(
            f'{FOLDER}{_file(one, name)}', 'page-asset', '', '', None, '', 'font/woff2', one.data
        )
        for one in faces
    ]
    made = {}
    for path, html in pages.items():
        up = '../' * path.count('/')
        rules = ''.join(_rule(one, f'{up}{FOLDER}{_file(one, name)}') for one in faces)
        html = html.replace(HEAD, f'{HEAD}<style>\n{rules}</style>' if rules else HEAD, 1)
        policy = browser.policy(html, pictures=BESIDE, faces=BESIDE)
        made[path] = html.replace(HEAD, policy, 1).encode()
    return made, files


def _letters(pages: Iterable[str], language: str, script: str) -> Letters:
    wood, book, strong, slanted = [script], [script], list[str](), list[str]()
    for html in pages:
        for part in walk.parts(html, language):
            if part.inside is None:
                continue
            text, names = unescape(part.words), part.inside.names
            if 'strong' in names:
                strong.append(text)
            if 'em' in names:
                slanted.append(text)
            in_wood = not WOOD.isdisjoint(names)
            if in_wood or not BOTH.isdisjoint(names):
                wood.append(text)
            if not in_wood or not BOTH.isdisjoint(names):
                book.append(text)
    capitals = locales.capitals(''.join(wood), language)
    return Letters(
        *(
            ''.join(sorted(set(text)))
            for text in (
                _ALWAYS + ''.join(wood) + capitals,
                _ALWAYS + ''.join(book),
                ''.join(strong),
                ''.join(slanted),
            )
        )
    )


def _kept(
    letters: Letters, own: Stacks, fonts: Mapping[str, bytes], shelf: Shelf | None
) -> list[Embedded]:
    """Return the faces from the shelf, or make them and put them there."""
    if shelf is None:
        return list(dict.fromkeys(_faces(letters, own, fonts)))
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
    made = list(dict.fromkeys(_faces(letters, own, fonts)))
    note = {'faces': [[one.family, one.weight, one.italic, len(one.data)] for one in made]}
    shelf.put(key, note, b''.join(one.data for one in made))
    return made


def _faces(letters: Letters, own: Stacks, fonts: Mapping[str, bytes]) -> Iterator[Embedded]:
    if not fonts:
        return
    yield from embedded.said(own.names, (900,), letters.wood, fonts)
    yield from embedded.said(own.book, (400,), letters.book, fonts)
    if letters.strong.strip():
        yield from embedded.said(own.book, (600,), letters.strong, fonts)
    if letters.slanted.strip():
        yield from embedded.said(own.latin, (400,), letters.slanted, fonts, italic=True)


def _file(face: Embedded, name: str) -> str:
    family = re.sub('[^a-z0-9]+', '-', face.family.lower()).strip('-')
    return f'{family}-{face.weight}{"-italic" if face.italic else ""}.{name}.woff2'


def _rule(face: Embedded, address: str) -> str:
    slope = ' font-style: italic;' if face.italic else ''
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight};{slope} '
        f'src: url({address}) format("woff2"); font-display: swap; }}\n'
    )
