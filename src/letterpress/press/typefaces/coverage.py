"""Which characters no typeface can set: found on shaped text, before anything is laid out.

Pango takes each character from the first family of the stack that has it; blanks and invisible
signs go with what stands before them (Pango 1.50, itemize.c). So an accent that the letter's own
face lacks is taken from another face, knows nothing of its letter, and lands beside it: every
character has a glyph, and the name is misprinted all the same. A character that no face has may
still be set, if HarfBuzz can take it apart into letter and accent.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from types import MappingProxyType

from letterpress.findings import Finding, Place
from letterpress.layout.manifest import Layout
from letterpress.manuscript.model import Campaign
from letterpress.press.typefaces import glyphs
from letterpress.press.typefaces.manifest import ROLES, Face, Family, stack_for
from letterpress.press.typefaces.passages import Passage, of_layouts, passages
from letterpress.values import dataclass

# Combining classes (UAX #44) of marks that stand below or above the middle of a letter.
_CENTRED = (220, 230)
_NAMED = 8  # characters that a finding names; a text in a script we lack has all of its alphabet
_OVER = 0.95  # of the letter's advance; an accent that found no place stands at 1.0
_ROLE_NAMES = {('book',): ' for reading type', ('wood',): ' for headlines', ROLES: ''}


@dataclass(frozen=True, order=True)
class Gap:
    """A letter with its marks that cannot be set.

    `missing` are the characters that no face has; where there are none,
    the marks would come from another face than their letter and not stand on it.
    """

    cluster: str
    missing: tuple[str, ...]


def of(
    campaign: Campaign,
    families: Sequence[Family],
    files: Mapping[str, bytes] = MappingProxyType({}),
    layouts: Iterable[Layout] = (),
) -> tuple[Finding, ...]:
    """Find what our typefaces cannot set of a campaign and of the phrases of layouts.

    Both were read from `files`. Codes: LP430, LP431.
    """
    printed = chain(passages(campaign), of_layouts(layouts))
    return uncovered_findings(printed, families, files)


def uncovered_findings(
    items: Iterable[Passage],
    families: Sequence[Family],
    files: Mapping[str, bytes] = MappingProxyType({}),
) -> tuple[Finding, ...]:
    """Return a finding for each text and kind of fault, naming its characters, in the texts' order.

    What fails in several languages or roles is told once. A text that knows its file only is looked
    for in `files`. Codes: LP430 no face has a character, LP431 an accent would not stand on its
    letter.
    """
    stacks: dict[tuple[str, str], tuple[Family, ...]] = {}
    plain: dict[tuple[str, str], frozenset[str]] = {}
    gaps: dict[tuple[Place, str], dict[Gap, set[str]]] = {}
    for item in items:
        for role in item.roles:
            if (item.lang, role) not in stacks:
                stacks[item.lang, role] = stack_for(families, item.lang, role)
                plain[item.lang, role] = _plain(stacks[item.lang, role])
            if plain[item.lang, role].issuperset(item.text):
                continue
            for gap in uncovered(item.text, stacks[item.lang, role], item.lang):
                gaps.setdefault((item.place, item.what), {}).setdefault(gap, set()).add(role)
    found = []
    for (place, what), by_gap in gaps.items():
        for missing in (True, False):
            kind = {gap: roles for gap, roles in by_gap.items() if bool(gap.missing) == missing}
            if kind:
                roles = tuple(sorted(set().union(*kind.values())))
                where = _line_of(place, tuple(kind), files)
                found.append(_finding(where, what, tuple(kind), _ROLE_NAMES.get(roles, '')))
    return tuple(found)


def _line_of(place: Place, gaps: Sequence[Gap], files: Mapping[str, bytes]) -> Place:
    """Return where the first of these letters stands, if the place says no more than the file."""
    text = files.get(place.path, b'').decode('utf-8', 'replace') if not place.line else ''
    for number, line in enumerate(text.splitlines(), 1):
        column = unicodedata.normalize('NFC', line).find(gaps[0].cluster)
        if column >= 0:
            return Place(place.path, number, column + 1)
    return place


def _finding(place: Place, what: str, gaps: Sequence[Gap], role: str) -> Finding:
    if gaps[0].missing:
        lacking = tuple(dict.fromkeys(c for gap in gaps for c in gap.missing))
        characters = ', '.join(map(described, lacking[:_NAMED]))
        characters += f' and {len(lacking) - _NAMED} more' if len(lacking) > _NAMED else ''
        return Finding(
            place,
            'LP430',
            f'{what}: no typeface{role} in fonts/ has {characters}',
            'write it with other characters, or add a typeface that has them (fonts/README.md)',
        )
    clusters = ', '.join(
        f'{gap.cluster} ({" + ".join(map(_code, gap.cluster))})' for gap in gaps[:_NAMED]
    )
    clusters += f' and {len(gaps) - _NAMED} more' if len(gaps) > _NAMED else ''
    return Finding(
        place,
        'LP431',
        f'{what}: the accent would not stand on its letter in {clusters}, because no '
        f'typeface{role} in fonts/ has both',
        'write it with other characters, or add a typeface that has '
        'letter and accent (fonts/README.md)',
    )


def _code(character: str) -> str:
    return f'U+{ord(character):04X}'


def described(character: str) -> str:
    """Return a character as a reader can look it up: '漢 (U+6F22 CJK UNIFIED IDEOGRAPH-6F22)'."""
    shown = f'\u25cc{character}' if unicodedata.combining(character) else character
    name = unicodedata.name(character, '')
    return f'{shown} ({_code(character)}{" " + name if name else ""})'


# ---- the rule ------------------------------------------------------------------------------------


@lru_cache(maxsize=65536)
def uncovered(text: str, stack: tuple[Family, ...], lang: str = '') -> tuple[Gap, ...]:
    """Return what a stack cannot set in a text, each letter with its marks once, in order.

    The text is taken as NFC. Markup and placeholders are text like any other.
    """
    text = unicodedata.normalize('NFC', text)
    plain = _plain(stack)
    if plain.issuperset(text):
        return ()
    gaps: dict[Gap, None] = {}
    for word in text.split():
        if not plain.issuperset(word):
            gaps.update(dict.fromkeys(_in_word(word, stack, lang)))
    return tuple(gaps)


def letters(family: Family) -> frozenset[str]:
    """Return the characters that every printed face of a family has."""
    return _has(family)


@lru_cache(maxsize=64)
def _has(family: Family) -> frozenset[str]:
    """Return what every printed face of a family has: bold must not fail where roman does not."""
    return frozenset(
        map(chr, frozenset.intersection(*(glyphs.characters(face.data) for face in family.faces)))
    )


@lru_cache(maxsize=64)
def _plain(stack: tuple[Family, ...]) -> frozenset[str]:
    """Return what needs no second look: some family has it and it stands alone, or it is blank."""
    union = frozenset().union(*map(_has, stack)) if stack else frozenset()
    return frozenset(c for c in union if unicodedata.category(c)[0] != 'M') | frozenset(
        '\t\n\r \u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u202f\u2060\u2066\u2067\u2068\u2069'
    )


def _follows(character: str) -> bool:
    """Say whether Pango sets a character in the face of what stands before it.

    Pango 1.50, itemize.c: consider_as_space.
    """
    if '\ufe00' <= character <= '\ufe0f' or '\U000e0100' <= character <= '\U000e01ef':
        return True  # a variation selector
    blank_or_invisible = unicodedata.category(character) in ('Cc', 'Cf', 'Cs', 'Zl', 'Zp', 'Zs')
    return blank_or_invisible and character != '\u1680'


@lru_cache(maxsize=4096)
def _in_word(word: str, stack: tuple[Family, ...], lang: str) -> tuple[Gap, ...]:
    return tuple(_word(word, stack, lang))


def _word(word: str, stack: tuple[Family, ...], lang: str) -> Iterator[Gap]:
    """Set one word as Pango would; give each cluster that fails."""
    if not stack:
        yield from (Gap(character, (character,)) for character in word)
        return
    has = [_has(family) for family in stack]
    chosen = _chosen(word, has)
    start = 0
    missing: set[int] = set()
    apart: set[int] = set()
    for end in range(1, len(word) + 1):
        if end < len(word) and chosen[end] == chosen[start]:
            continue
        for face in stack[chosen[start]].faces:
            for index, unknown in _failures(face, word[start:end], lang):
                (missing if unknown else apart).add(start + index)
        if start and unicodedata.category(word[start])[0] == 'M':
            apart.add(start)
        start = end
    for cluster_start, cluster_end in _clusters(word):
        inside = range(cluster_start, cluster_end)
        if not missing.isdisjoint(inside):
            lacking = tuple(word[n] for n in inside if n in missing)
            yield Gap(word[cluster_start:cluster_end], lacking)
        elif not apart.isdisjoint(inside):
            yield Gap(word[cluster_start:cluster_end], ())


def _chosen(word: str, has: Sequence[frozenset[str]]) -> list[int]:
    """Return for each character of a word the family, by its place in the stack, that sets it."""
    found: list[int | None] = []
    for character in word:
        if _follows(character):
            found.append(found[-1] if found else None)
        else:
            own = (n for n, characters in enumerate(has) if character in characters)
            found.append(next(own, 0))
    first = next((n for n in found if n is not None), 0)
    return [first if n is None else n for n in found]


def _failures(face: Face, run: str, lang: str) -> Iterator[tuple[int, bool]]:
    """Yield where a face has no glyph (True), or has one but an accent misses its letter (False).

    A face may hold letter and accent and yet not know where the one stands on the other; the accent
    then falls behind the letter: it was not moved, and the middle of its ink is not over the
    letter. Right-to-left runs come back reversed, marks first, so there only a dotted circle,
    HarfBuzz's sign for a mark without a letter, is looked for.
    """
    circle = 0
    if chr(glyphs.DOTTED_CIRCLE) not in run:
        circle = glyphs.number(face.data, glyphs.DOTTED_CIRCLE)
    if glyphs.plainly(face.data, run, lang, circle):
        return
    letter: glyphs.Glyph | None = None
    for glyph in glyphs.shape(face.data, run, lang):
        if glyph.number == 0:
            yield _lacking(face, run, glyph.index), True
        elif circle and glyph.number == circle:
            yield glyph.index, False
        elif not glyph.mark:
            letter = glyph
        elif letter and letter.index == glyph.index and not glyph.moved:
            centred = any(
                unicodedata.combining(character) in _CENTRED for character in _marks(run, glyph)
            )
            if centred and glyph.middle > letter.origin + _OVER * letter.advance:
                yield glyph.index, False


def _lacking(face: Face, run: str, start: int) -> int:
    """Return which character of the cluster that begins at `start` the face really lacks."""
    has = glyphs.characters(face.data)
    for index in range(start, len(run)):
        if ord(run[index]) not in has and not _follows(run[index]):
            return index
    return start


def _marks(run: str, glyph: glyphs.Glyph) -> Iterator[str]:
    """Give the marks of the cluster that a glyph belongs to."""
    for character in run[glyph.index + 1 :]:
        if unicodedata.category(character)[0] != 'M':
            return
        yield character


def _clusters(word: str) -> Iterator[tuple[int, int]]:
    """Give start and end of each letter with the marks and joiners after it."""
    start = 0
    for n in range(1, len(word) + 1):
        if n == len(word) or not (
            unicodedata.category(word[n])[0] == 'M' or word[n] in '\u200c\u200d'
        ):
            yield start, n
            start = n
