"""The grammar of what runs against a text: which letters, figures and signs belong together.

For a text that runs from right to left:

    stretch  = words | figures
    words    = atom { gap atom }       the first or the last may be figures that belong to the words
    atom     = [sign] alnum { inner alnum } [sign]   C++ · #tag · .NET · a/b_c.pdf · l’eau · 20/679
             | address                               https://…, www.…: up to the next blank
    gap      = blanks and marks without direction; brackets and quotation marks only in pairs,
               and none that is Arabic
    figures  = number { blank number }               +33 1 23 45 67 89 · 10 000 · 50% · 12/05/2026

Marks at the end of a stretch are the sentence's, unless quotation marks or brackets hold the
stretch and them alone («Stop!»). A sum (50 % + 10 % = 60 %) and a range (10–20) run with the text:
the algorithm does that itself. A text without a letter of its own direction is one stretch as a
whole.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

# Letters and marks that run from right to left (classes R and AL), by their blocks.
_RTL = (
    '\u0590-\u05ff\u0600-\u0605\u0608\u060b\u060d\u061b-\u065f\u066d-\u066f\u0671-\u06ef\u06fa-\u08ff'
    '\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff'
)
_ANY_RTL = re.compile(f'[{_RTL}]')
_ANY_ISOLABLE = re.compile(r'[^\W\d_]|\d')

_OPENING = {'(': ')', '[': ']', '{': '}', '«': '»', '‹': '›', '“': '”', '„': '“', '‘': '’'}
_CLOSING = frozenset(_OPENING.values())
_OPENS = {closing: opening for opening, closing in _OPENING.items()}
_INNER = frozenset(".,:;'’_/\\@&+#=?%~-\u2010\u2011–*|^$€£!<>·°")
_ALWAYS_BEFORE = frozenset('#@$€£¥°¿¡')  # belong to what follows them, whatever stands before
_BEFORE = {
    'd': frozenset('+-−±~<>≈≤≥'),
    'l': frozenset('+-−~./\\_*^&'),
}  # the same at the beginning of a number, of a word
_AFTER = frozenset('+#%‰°™®©*_$€£¥')  # belong to what stands before them
_SIGNED = frozenset('#+-−±$€£¥~<>≈≤≥')
_CLITIC = re.compile(
    r'(?:^|[\s(\[«“"])(?:[وفبكل]|ال)+ـ?$'
)  # what Arabic writes together with the word after it
_SUM = re.compile(r'[ \u00a0]?[%‰٪+−×÷=]')
_BLANKS = frozenset(' \u00a0\u202f\u2009')
_STOPS = frozenset('.!?…')
_ADDRESS = re.compile(r'(?:(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{1,15}://|www\.|mailto:)\S+')
_ABBREVIATION = re.compile(r'(?:[^\W\d_]\.)+[^\W\d_]')
_SHORTENED = re.compile(
    r'(?:.*[^\w])?(?:\w|\w{0,3}[a-z])'
)  # art. 9, p. 12, L. 111; TAJ. 50 is no such thing
_YEAR = re.compile(r'(?:19|20)\d\d')


class _Atom(NamedTuple):
    """A word or a number with its signs, from `start` up to `stop`."""

    start: int
    stop: int
    word: bool


@lru_cache(maxsize=4096)
def kind(character: str) -> str:
    """Return 'r' or 'l' for a letter, 'd' for a digit, 'm' for an accent, '' for all else."""
    way = unicodedata.bidirectional(character)
    if character.isdigit() and way in ('EN', 'AN'):
        return 'd'
    return {'L': 'l', 'R': 'r', 'AL': 'r', 'NSM': 'm', 'AN': 'r'}.get(way, '')


def has_rtl(text: str) -> bool:
    """Say whether a text holds a letter that is written from right to left."""
    return bool(_ANY_RTL.search(text))


def has_ltr(text: str) -> bool:
    """Say whether a text holds a letter that is written from left to right."""
    return any(kind(character) == 'l' for character in text)


def find(paragraph: str, direction: str) -> Iterator[tuple[int, int]]:
    """Yield (first, past-the-last) of what runs against `direction`, which is 'rtl' or 'ltr'."""
    if _ANY_ISOLABLE.search(paragraph):
        kinds = list(map(kind, paragraph))
        yield from (
            _left_to_right(paragraph, kinds)
            if direction == 'rtl'
            else _right_to_left(paragraph, kinds)
        )


# ---- right to left within left to right ----------------------------------------------------------


def _right_to_left(text: str, kinds: list[str]) -> Iterator[tuple[int, int]]:
    run: list[_Atom] = []
    for found in re.finditer(f'[{_RTL}][{_RTL}\u0300-\u036f\u200c\u200d]*', text):
        if run and 'l' in kinds[run[-1].stop : found.start()]:
            yield from _paired(text, run)
            run = []
        run.append(_Atom(*found.span(), True))
    if run:
        yield from _paired(text, run)


# ---- left to right within right to left ----------------------------------------------------------


def _left_to_right(text: str, kinds: list[str]) -> Iterator[tuple[int, int]]:
    if 'l' in kinds and 'r' not in kinds:
        inside = text.strip()
        yield text.index(inside), text.index(inside) + len(inside)
        return
    for run in _runs(text, kinds):
        for start, stop in _paired(text, run):
            if run[0].word or run[-1].word or any(atom.word for atom in run):
                yield _grown(text, start, stop)
            elif _needs_order(text[start:stop]):
                yield start, stop


def _atoms(text: str, kinds: list[str]) -> Iterator[_Atom]:
    index = end = 0
    addresses = {found.start(): len(_trimmed(found[0])) for found in _ADDRESS.finditer(text)}
    while index < len(text):
        if index in addresses:
            end = index + addresses[index]
            yield _Atom(index, end, True)
            index = end
        elif kinds[index] not in ('l', 'd'):
            index += 1
        else:
            start = _with_signs_before(text, kinds, index, end)
            index = _end_of_word(text, kinds, index, addresses)
            word = 'l' in kinds[start:index]
            index = end = _with_signs_after(text, kinds, start, index, word)
            yield _Atom(start, end, word)


def _end_of_word(text: str, kinds: list[str], index: int, addresses: dict[int, int]) -> int:
    """Return where letters and figures end that only signs without blanks stand between."""
    while index < len(text) and index not in addresses:
        if kinds[index] in ('l', 'd', 'm'):
            index += 1
            continue
        ahead = index
        while ahead < len(text) and text[ahead] in _INNER:
            ahead += 1
        if ahead in (index, len(text)) or kinds[ahead] not in ('l', 'd'):
            break
        index = ahead
    return index


def _with_signs_before(text: str, kinds: list[str], start: int, least: int) -> int:
    """Return where an atom begins with the signs before it, none of which stands before `least`."""
    while start > least and text[start - 1] in _ALWAYS_BEFORE:
        start -= 1
    first = start
    while first > least and text[first - 1] in _BEFORE[kinds[start] or 'l']:
        first -= 1
    if first == start:
        return start
    before = text[max(first - 8, 0) : first]
    if not before or before[-1] in _BLANKS or before[-1] in _OPENING or before[-1] in '"\'\n':
        return first
    clitic = _CLITIC.search(before)  # "و.NET", "و-5"; the hyphen of "الـ-CNIL" is Arabic
    return (
        first
        if clitic and ((kinds[start] == 'd' and 'ـ' not in before) or text[first:start] == '.')
        else start
    )


def _with_signs_after(text: str, kinds: list[str], start: int, index: int, word: bool) -> int:
    """Return where an atom ends with the signs after it."""
    while index < len(text) and text[index] in _AFTER:
        index += 1
    if (
        word
        and text[index : index + 1] in ('/', '\\')
        and not (index + 1 < len(text) and kinds[index + 1])
    ):
        return index + 1
    if (
        word
        and text[index : index + 1] == '.'
        and index + 1 < len(text)
        and _ABBREVIATION.fullmatch(text[start:index])
    ):
        return index + 1
    return index


def _trimmed(address: str) -> str:
    """Return an address without the marks of the sentence and the brackets that close behind it."""
    end = len(address)
    open_in = {
        closing: address.count(_OPENS[closing]) - address.count(closing) for closing in ')]}'
    }
    while end and (address[end - 1] in '.,;:!?…،؛؟"\'’”»›' or open_in.get(address[end - 1], 0) < 0):
        if address[end - 1] in open_in:
            open_in[address[end - 1]] += 1
        end -= 1
    return address[:end]


def _runs(text: str, kinds: list[str]) -> Iterator[list[_Atom]]:
    """Yield atoms that belong together, numbers only where they belong to the words beside them."""
    run: list[_Atom] = []
    for atom in _atoms(text, kinds):
        if run:
            start, stop = run[-1].stop, atom.start
            if 'r' in kinds[start:stop] or any(
                '\u0600' <= character <= '\u08ff' for character in text[start:stop]
            ):
                yield from _sorted_out(text, kinds, run)
                run = []
        run.append(atom)
    if run:
        yield from _sorted_out(text, kinds, run)


def _sorted_out(text: str, kinds: list[str], run: list[_Atom]) -> Iterator[list[_Atom]]:
    words = [number for number, atom in enumerate(run) if atom.word]
    if not words:
        yield from _numbers(text, run)
        return
    first, last = words[0], words[-1]
    if _held(text, run):
        yield run
        return
    while first and _leads(text, kinds, run[first - 1], run[first]):
        first -= 1
    while last + 1 < len(run) and _follows(text, run[last], run[last + 1]):
        last += 1
    yield from _numbers(text, run[:first])
    yield run[first : last + 1]
    yield from _numbers(text, run[last + 1 :])


def _held(text: str, run: list[_Atom]) -> bool:
    """Say whether quotes or brackets hold a run and nothing else: «2001: A Space Odyssey»."""
    before, after = text[run[0].start - 1 : run[0].start], text[run[-1].stop : run[-1].stop + 1]
    return bool(after) and (_OPENING.get(before) == after or before == after == '"')


def _numbers(text: str, atoms: Sequence[_Atom]) -> Iterator[list[_Atom]]:
    """Yield numbers, the groups of one together: 10 000, +33 (0)1 23."""
    run: list[_Atom] = []
    for atom in atoms:
        if run and text[run[-1].stop : atom.start] not in (*_BLANKS, ' (', ') ', ')', '('):
            yield run
            run = []
        run.append(atom)
    if run:
        yield run


def _leads(text: str, kinds: list[str], figure: _Atom, word: _Atom) -> bool:
    """Say whether a number belongs to the word after it.

    12 rue, 5 °C, 10 EUR do; a year before a name does not.
    """
    if text[figure.stop : word.start] not in _BLANKS:
        return False
    before = figure.start - 1
    while before >= 0 and text[before] in _BLANKS:
        before -= 1
    after = text[word.start : word.stop]
    if before < 0 or kinds[before] not in ('r', 'm') or after[0].islower() or after[0] == '°':
        return True
    return len(after) <= 3 and not _YEAR.fullmatch(text[figure.start : figure.stop])


def _follows(text: str, word: _Atom, figure: _Atom) -> bool:
    """Say whether a number belongs to the word before it.

    Article 9 (2) does; in "TAJ 50 % + 10 %" it begins a sum.
    """
    gap = text[word.stop : figure.start].lstrip(')')
    if gap == '. ' and _SHORTENED.fullmatch(text[word.start : word.stop]):
        return True
    return (gap in _BLANKS and not _SUM.match(text, figure.stop)) or (
        gap in (' (', '(') and text[figure.stop : figure.stop + 1] == ')'
    )


def _needs_order(figures: str) -> bool:
    """Say whether the algorithm alone would turn a number.

    Signs before it, groups, a date, a code with hyphens make it do so.
    """
    if figures[0] in _SIGNED or not _BLANKS.isdisjoint(figures) or '/' in figures:
        return True
    return (
        (figures[0].isascii() and figures[-1] in _AFTER)
        or figures.count('-') > 1
        or figures.count('.') > 1
    )


def _paired(text: str, run: Sequence[_Atom]) -> Iterator[tuple[int, int]]:
    """Yield a run as stretches, cut at brackets and quotation marks whose partner is outside."""
    start, end = run[0].start, run[-1].stop
    while end < len(text) and (
        text[end] in _CLOSING or text[end] in _STOPS
    ):  # these may close what the run opens
        end += 1
    between = [*itertools.pairwise(run), (run[-1], _Atom(end, end, False))]
    partner: dict[int, int] = {}  # of a closing mark: its opening one
    opened: list[tuple[int, str]] = []
    waiting: dict[str, int] = {}  # closing marks that opened ones wait for
    loose: set[int] = set()
    for before, after in between:
        for place in range(before.stop, after.start):
            mark = text[place]
            if (mark in _CLOSING and waiting.get(mark)) or (mark == '"' and waiting.get('"')):
                while opened[-1][1] != mark:
                    loose.add(opened[-1][0])
                    waiting[opened.pop()[1]] -= 1
                partner[place] = opened.pop()[0]
                waiting[mark] -= 1
            elif mark in _OPENING or mark == '"':
                opened.append((place, _OPENING.get(mark, mark)))
                waiting[opened[-1][1]] = waiting.get(opened[-1][1], 0) + 1
            elif (
                mark in ')]}'
                and place < run[-1].stop
                and start
                and text[start - 1] == _OPENS[mark]
                and not partner
                and not loose
                and not (run[0].word and _ANY_RTL.search(text[: start - 1].rstrip()[-1:]))
            ):
                start -= 1  # "(UK) Big Brother Watch" begins with its bracket
                partner[place] = start
            elif mark in _CLOSING and mark != '’':
                loose.add(place)
    loose.update(place for place, mark in opened if mark != '’')
    first, holding = start, set(partner.values())
    for before, after in between:
        if after.start == end or any(place in loose for place in range(before.stop, after.start)):
            stop = before.stop
            while (closing := _past_stops(text, stop)) in partner and partner[closing] >= first:
                stop = closing + 1
            yield first, stop
            first = after.start
            while first - 1 in holding and first > before.stop:
                first -= 1


def _past_stops(text: str, place: int) -> int:
    while place < len(text) and text[place] in _STOPS:
        place += 1
    return place


def _grown(text: str, start: int, stop: int) -> tuple[int, int]:
    """Take in marks at the end of words that quotation marks or brackets hold alone: «Stop!»."""
    end, opening = _past_stops(text, stop), text[start - 1 : start]
    closing = _OPENING.get(opening) or ('"' if opening == '"' else '')
    if (
        end > stop
        and closing
        and text[end : end + 1] == closing
        and closing not in text[start:stop]
    ):
        return start, end
    return start, stop
