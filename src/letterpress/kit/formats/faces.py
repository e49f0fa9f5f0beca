"""The typefaces that a page brings along, each with the letters that the page sets in it.

A stylesheet decides what is set in which face; `Setting` says the same of elements and classes, so
that no letter is brought that is not shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import unescape

from letterpress.kit.formats import walk
from letterpress.layout.brand.look import Look
from letterpress.layout.faces import Stacks
from letterpress.manuscript import locales
from letterpress.press.typefaces import embedded
from letterpress.press.typefaces.embedded import Embedded
from letterpress.values import dataclass


@dataclass(frozen=True)
class Setting:
    """Names of elements and classes: what stands in them is set in which face.

    `wood` are headlines, `both` what one width of the page sets as a headline and another as text,
    `strong` what leads, `slanted` what slants, `latin` what is set from the left in a text from the
    right; all else is running text.
    """

    wood: frozenset[str]
    both: frozenset[str] = frozenset()
    strong: frozenset[str] = frozenset(('strong',))
    slanted: frozenset[str] = frozenset(('em',))
    latin: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Letters:
    """What is set in each face: every letter once, in order."""

    wood: str
    book: str
    strong: str
    slanted: str
    latin: str = ''


def stacks(language: str, seen: Look) -> Stacks:
    """Return the families in which a language is set."""
    return seen.stacks.get(language) or seen.stacks[locales.direction(language)]


def letters(pages: Iterable[str], language: str, setting: Setting, always: str = '') -> Letters:
    """Return what pages set in each face; `always` is in headlines and in running text."""
    wood, book = [always], [always]
    strong, slanted, latin = list[str](), list[str](), list[str]()
    for html in pages:
        for part in walk.parts(html, language):
            if part.inside is None:
                continue
            text, names = unescape(part.words), part.inside.names
            if not setting.strong.isdisjoint(names):
                strong.append(text)
            if not setting.slanted.isdisjoint(names):
                slanted.append(text)
            if not setting.latin.isdisjoint(names):
                latin.append(text)
            in_wood = not setting.wood.isdisjoint(names)
            in_both = not setting.both.isdisjoint(names)
            if in_wood or in_both:
                wood.append(text)
            if not in_wood or in_both:
                book.append(text)
    wood.append(locales.capitals(''.join(wood), language))
    told = (wood, book, strong, slanted, latin)
    return Letters(*(''.join(sorted(set(''.join(text)))) for text in told))


def made(text: Letters, own: Stacks, fonts: Mapping[str, bytes]) -> list[Embedded]:
    """Return the faces that set the letters, without any file of fonts/ none."""
    faces: dict[tuple[str, int, bool], Embedded] = {}
    for face in _made(text, own, fonts):
        key = face.family, face.weight, face.italic
        if (before := faces.get(key)) and not face.characters <= before.characters:
            # two rules for one face: a browser would read the last alone
            every = ''.join(map(chr, sorted(before.characters | face.characters)))
            (face,) = embedded.said(f'"{face.family}"', (face.weight,), every, fonts, face.italic)
        elif before:
            face = before
        faces[key] = face
    return list(faces.values())


def _made(text: Letters, own: Stacks, fonts: Mapping[str, bytes]) -> Iterator[Embedded]:
    if not fonts:
        return
    yield from embedded.said(own.names, (900,), text.wood, fonts)
    yield from embedded.said(own.book, (400,), text.book, fonts)
    if text.strong.strip():
        yield from embedded.said(own.book, (600,), text.strong, fonts)
    if text.slanted.strip():
        yield from embedded.said(own.latin, (400,), text.slanted, fonts, italic=True)
    if text.latin.strip():
        yield from embedded.said(own.latin, (400,), text.latin, fonts)
