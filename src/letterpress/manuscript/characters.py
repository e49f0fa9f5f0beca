"""Characters that nobody can see: which ones a text may hold, and where the wrong ones stand.

Control characters, noncharacters, zero-width blanks and tag characters have no meaning in print and are refused
everywhere (LP102). The characters that turn the writing direction (U+202A to U+202E, U+2066 to U+2069) make a line read
otherwise than it is stored ("Trojan Source", CVE-2021-42574): they are allowed in texts only where every one that opens
is closed in the same paragraph (LP103). Names have stricter rules: see `roll`.
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from letterpress.findings import Finding, Place

# C0 without tab and line feed, delete, C1 (so NEL too), zero-width space, line and paragraph separators, byte order
# mark, interlinear annotation, noncharacters of every plane, tag characters
_UNPRINTABLE = re.compile(
    '[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff\ufff9-\ufffb\ufdd0-\ufdef\U000e0000-\U000e007f'
    + ''.join(chr(plane << 16 | low) for plane in range(17) for low in (0xfffe, 0xffff)) + '\ud800-\udfff]')

_EMBEDS = '\u202a\u202b\u202d\u202e'        # closed by PDF, U+202C
_ISOLATES = '\u2066\u2067\u2068'            # closed by PDI, U+2069
_DIRECTIONS = re.compile('[\u202a-\u202e\u2066-\u2069]')


def named(character: str) -> str:
    """Return a character as people can look it up: 'U+202E RIGHT-TO-LEFT OVERRIDE'."""
    return f'U+{ord(character):04X} {unicodedata.name(character, "")}'.rstrip()


def unprintable(text: str, path: str, line: int = 1) -> Iterator[Finding]:
    """Find every character that no text may hold, at its line and column. Codes: LP102."""
    for match in _UNPRINTABLE.finditer(text):
        yield _no_meaning(match[0], _at(text, match.start(), path, line))


def stray_directions(text: str, path: str, line: int = 1, paragraphs: bool = True) -> Iterator[Finding]:
    """Find the direction marks that are not closed, or close nothing, within their paragraph. Codes: LP103.

    A paragraph ends at an empty line, or, with `paragraphs` false, at every line end.
    """
    if not _DIRECTIONS.search(text):
        return
    start = 0
    for part in re.split('(\n[ \t]*\n)' if paragraphs else '(\n)', text):
        for offset in _unbalanced(part):
            yield _turned(text[start + offset], _at(text, start + offset, path, line))
        start += len(part)


def hidden(value: str, place: Place) -> Iterator[Finding]:
    """Find what an escape like "\\u202e" brought into a value: at the value's own place. Codes: LP102, LP103."""
    for match in _UNPRINTABLE.finditer(value):
        yield _no_meaning(match[0], place)
    for offset in _unbalanced(value):
        yield _turned(value[offset], place)


def _unbalanced(text: str) -> list[int]:
    opened: list[int] = []
    wrong: list[int] = []
    for match in _DIRECTIONS.finditer(text):
        if match[0] in _EMBEDS or match[0] in _ISOLATES:
            opened.append(match.start())
            continue
        family = _EMBEDS if match[0] == '\u202c' else _ISOLATES
        if opened and text[opened[-1]] in family:
            opened.pop()
        else:
            wrong.append(match.start())
    return sorted(wrong + opened)


def _at(text: str, offset: int, path: str, line: int) -> Place:
    return Place(path, text.count('\n', 0, offset) + line, offset - text.rfind('\n', 0, offset))


def _no_meaning(character: str, place: Place) -> Finding:
    return Finding(place, 'LP102', f'the character {named(character)} cannot be printed',
                   'delete it and type the text again: it often comes with text pasted from elsewhere')


def _turned(character: str, place: Place) -> Finding:
    return Finding(place, 'LP103', f'the character {named(character)} turns the writing direction and is not closed '
                   'in its paragraph', 'delete it; where it is meant, U+2068 before and U+2069 after the words will do')
