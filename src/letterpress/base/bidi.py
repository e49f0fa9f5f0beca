"""Directions: which stretches of a text run against it, and the marks that hold each together.

The bidirectional algorithm (UAX #9) orders a line by its letters; what has no direction of its own
(signs, brackets, blanks, groups of figures) goes with the paragraph. In Arabic "C++" becomes "++C",
a telephone number is read backwards, "Big Brother Watch (UK)" loses its bracket to the wrong end.
So what belongs together is isolated: U+2066 (left to right) or U+2067 (right to left) before it,
U+2069 after it. No other character is added, none is taken away.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from letterpress.base import bidi_runs
from letterpress.base.bidi_runs import has_ltr, has_rtl

LRI, RLI, FSI, PDI = '\u2066', '\u2067', '\u2068', '\u2069'
_MARKS = re.compile('[\u2066-\u2069]')


def plain(text: str) -> str:
    """Return a text without the marks of isolation."""
    return _MARKS.sub('', text)


def isolate(text: str, direction: str) -> str:
    """Return a text in which every stretch against its direction ('rtl' or 'ltr') is isolated.

    What its author has isolated already is left alone, so that isolating twice changes nothing. A
    paragraph that is all letters of the other direction from its first to its last reads right by
    itself: an address that stands alone is copied without marks.
    """
    mark, made, end = LRI if direction == 'rtl' else RLI, [], 0
    for start, stop in spans(text, direction):
        alone = text[start - 1 : start] in ('', '\n') and text[stop : stop + 1] in ('', '\n')
        if alone and bidi_runs.kind(text[start]) == bidi_runs.kind(text[stop - 1]) == (
            'l' if direction == 'rtl' else 'r'
        ):
            continue
        made += [
            text[end:start],
            mark,
            apart(text[start:stop]) if direction == 'rtl' else text[start:stop],
            PDI,
        ]
        end = stop
    return ''.join([*made, text[end:]])


def whole(text: str, direction: str) -> str:
    """Return a value for a sentence, isolated as a whole where none of its letters runs with it."""
    if direction == 'rtl' and not _MARKS.search(text) and not has_rtl(text) and has_ltr(text):
        return f'{LRI}{text}{PDI}'
    return text


def apart(stretch: str) -> str:
    """Isolate Arabic-Indic numbers in a row.

    Even from left to right the algorithm turns their order (rules N1, L2).
    """
    if not any(unicodedata.bidirectional(character) == 'AN' for character in stretch) or has_ltr(
        stretch
    ):
        return stretch
    numbers = re.findall(r'\d(?:[\d.,/:]*\d)?', stretch)
    return (
        re.sub(r'\d(?:[\d.,/:]*\d)?', rf'{LRI}\g<0>{PDI}', stretch) if len(numbers) > 1 else stretch
    )


def isolated(text: str) -> list[tuple[int, int]]:
    """Return (first, past-the-last) of each stretch that its author isolated, with its marks."""
    found, depth, start = [], 0, 0
    for mark in _MARKS.finditer(text):
        if mark[0] != PDI:
            start = mark.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                found.append((start, mark.end()))
    return found


def spans(text: str, direction: str) -> list[tuple[int, int]]:
    """Return (first, past-the-last) of every stretch to isolate, in order.

    Those that are isolated already are not among them.
    """
    if direction == 'ltr' and not has_rtl(text):
        return []
    return [
        (start + first, start + last)
        for start, part in _free(text)
        for first, last in bidi_runs.find(part, direction)
    ]


def _free(text: str) -> Iterator[tuple[int, str]]:
    """Yield the parts of a text that nobody isolated, and paragraphs apart, each with its place."""
    depth = start = 0
    for found in re.finditer('[\u2066-\u2069\n]', text):
        if depth == 0:
            yield start, text[start : found.start()]
        depth = 0 if found[0] == '\n' else max(depth - 1, 0) if found[0] == PDI else depth + 1
        start = found.end()
    if depth == 0:
        yield start, text[start:]
