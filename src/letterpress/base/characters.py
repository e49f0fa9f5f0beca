"""Characters that are not what they seem: which a text may hold, and where the wrong ones stand.

Control characters, noncharacters, zero-width blanks and tag characters have no meaning in print and
are refused everywhere (LP102). The characters that turn the writing direction (U+202A to U+202E,
U+2066 to U+2069) make a line read otherwise than it is stored ("Trojan Source", CVE-2021-42574):
they are allowed in texts only where every one that opens is closed in the same paragraph (LP103).
Names have stricter rules: see `names`.

A letter has one code: texts are taken as NFC, ligatures as their letters, without soft hyphens
(`settled`), or a search would not find what the page shows. Letters in disguise, such as 𝐛𝐨𝐥𝐝 ones
that are symbols of mathematics, may mean something, and are left to a person (LP156).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from letterpress.findings import Finding, Place

# C0 without tab and line feed, delete, C1 (so NEL too), zero-width space, line and paragraph
# separators, byte order mark, interlinear annotation, noncharacters of every plane, tag characters
_UNPRINTABLE = re.compile(
    '[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff\ufff9-\ufffb\ufdd0-\ufdef\U000e0000-\U000e007f'
    + ''.join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + '\ud800-\udfff]'
)

MOST = 1000  # characters of one kind that are told of a file

_EMBEDS = '\u202a\u202b\u202d\u202e'  # closed by PDF, U+202C
_ISOLATES = '\u2066\u2067\u2068'  # closed by PDI, U+2069
_DIRECTIONS = re.compile('[\u202a-\u202e\u2066-\u2069]')


# Latin and Armenian ligatures and the soft hyphen: the same text however they were pasted
_SETTLED = {
    code: unicodedata.normalize('NFKC', chr(code))
    for code in (*range(0xFB00, 0xFB07), *range(0xFB13, 0xFB18))
} | {0xAD: ''}
_UNSETTLED = re.compile('[\ufb00-\ufb06\ufb13-\ufb17\u00ad]')

# Forms of letters that text does not need: of mathematics, of full or half width, of Arabic letters
# in their places
_DISGUISED = re.compile(
    '[\u2102-\u2138\u2145-\u2149\ufb20-\ufb29\ufb50-\ufbff\ufc00-\ufdcf'
    '\ufe70-\ufefc\uff01-\uffdc\U0001d400-\U0001d7ff\U0001ee00-\U0001eeff\U0001f110-\U0001f189]'
)
_EAST_ASIAN = re.compile('[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]')


def settled(text: str) -> str:
    """Return a text with one code for each letter.

    It is NFC, ligatures are undone, soft hyphens taken out.
    """
    if text.isascii():
        return text
    if _UNSETTLED.search(text):
        text = text.translate(_SETTLED)
    return text if unicodedata.is_normalized('NFC', text) else unicodedata.normalize('NFC', text)


def bare(text: str) -> str:
    """Return a text with blanks for the characters that no text may hold.

    For what is kept and never printed: a pasted control character must not cost it.
    """
    if text.isprintable():  # nearly every one
        return text
    return _DIRECTIONS.sub('', _UNPRINTABLE.sub(' ', text)).strip()


def disguises(text: str) -> list[int]:
    """Return where letters in disguise stand in a text.

    Wide and narrow forms belong to Chinese, Japanese and Korean texts and are left alone beside
    their letters.
    """
    if not _DISGUISED.search(text):
        return []
    eastern = bool(_EAST_ASIAN.search(text))
    return [
        match.start()
        for match in _DISGUISED.finditer(text)
        if plain(match[0]) != match[0] and not (eastern and '\uff01' <= match[0] <= '\uffdc')
    ]


def plain(character: str) -> str:
    """Return the letter that a character is a form of, or the character itself."""
    form = unicodedata.decomposition(character).partition('>')[0]
    if not _DISGUISED.match(character) or form.lstrip('<') not in (
        'font',
        'wide',
        'narrow',
        'circle',
        'square',
        'initial',
        'medial',
        'final',
        'isolated',
    ):
        return character
    return unicodedata.normalize('NFKC', character)


def disguised(text: str, path: str, line: int = 1) -> Iterator[Finding]:
    """Find letters in disguise, the first of each line. Codes: LP156."""
    before, where = None, _Places(text, path, line)
    for at in disguises(text):
        place = where.at(at)
        if place.line != before:
            yield Finding(
                place,
                'LP156',
                f'the character {named(text[at])} is a letter in disguise, which searches, voices '
                f'and typefaces do not know as {plain(text[at])}',
                'type the text again; for emphasis write *stars*',
            )
        before = place.line


def two_apostrophes(text: str, path: str, line: int = 1) -> Iterator[Finding]:
    """Find the modifier letter U+02BC in a text that has the apostrophe U+2019 too.

    They look alike. Code: LP157.
    """
    if '\u02bc' in text and '\u2019' in text:
        yield Finding(
            _Places(text, path, line).at(text.index('\u02bc')),
            'LP157',
            f'two characters stand for the apostrophe: {named(chr(0x2BC))} here, '
            f'{named(chr(0x2019))} elsewhere in this text',
            'write the same one everywhere: U+2019, or U+02BC where it is a letter, as in '
            'Ukrainian',
        )


def named(character: str) -> str:
    """Return a character as people can look it up: 'U+202E RIGHT-TO-LEFT OVERRIDE'."""
    return f'U+{ord(character):04X} {unicodedata.name(character, "")}'.rstrip()


def unprintable(text: str, path: str, line: int = 1) -> Iterator[Finding]:
    """Find every character that no text may hold, at its line and column. Codes: LP102."""
    where = _Places(text, path, line)
    for told, match in enumerate(found := _without_meaning(text)):
        if told == MOST:
            more = 1 + sum(1 for _ in found)
            yield Finding(
                Place(path),
                'LP149',
                f'{more:,} more characters of this file cannot be printed',
                'this is most likely no text at all: put back the file as it was',
            )
            return
        yield _no_meaning(match[0], where.at(match.start()))


def _without_meaning(text: str) -> Iterator[re.Match[str]]:
    """Yield every character that no text may hold.

    Python calls each of them not printable, and looks through a line in a fiftieth of the time.
    """
    if text.replace('\n', '').isprintable():  # nearly every one
        return
    begins = 0
    for line in text.split('\n'):
        if not line.isprintable():
            yield from _UNPRINTABLE.finditer(text, begins, begins + len(line))
        begins += len(line) + 1


def stray_directions(
    text: str, path: str, line: int = 1, paragraphs: bool = True
) -> Iterator[Finding]:
    """Find the direction marks that are not closed, or close nothing, in their paragraph (LP103).

    A paragraph ends at an empty line, or, with `paragraphs` false, at every line end.
    """
    if not _DIRECTIONS.search(text):
        return
    start, where = 0, _Places(text, path, line)
    for part in re.split('(\n[ \t]*\n)' if paragraphs else '(\n)', text):
        for offset in _unbalanced(part):
            yield _turned(text[start + offset], where.at(start + offset))
        start += len(part)


def hidden(value: str, place: Place) -> Iterator[Finding]:
    r"""Find what an escape like "\u202e" brought into a value, at the value's own place.

    Codes: LP102, LP103.
    """
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


class _Places:
    """Lines and columns in a text of offsets that only grow: each part of it is counted once."""

    def __init__(self, text: str, path: str, line: int):
        self._text, self._path, self._line = text, path, line
        self._counted, self._begins = (
            0,
            0,
        )  # up to where lines are counted, and where the last of them begins

    def at(self, offset: int) -> Place:
        if ends := self._text.count('\n', self._counted, offset):
            self._line += ends
            self._begins = self._text.rindex('\n', self._counted, offset) + 1
        self._counted = offset
        return Place(self._path, self._line, offset - self._begins + 1)


def _no_meaning(character: str, place: Place) -> Finding:
    return Finding(
        place,
        'LP102',
        f'the character {named(character)} cannot be printed',
        'delete it and type the text again: it often comes with text pasted from elsewhere',
    )


def _turned(character: str, place: Place) -> Finding:
    return Finding(
        place,
        'LP103',
        f'the character {named(character)} turns the writing direction and is not closed '
        'in its paragraph',
        'delete it; where it is meant, U+2068 before and U+2069 after the words will do',
    )
