"""Runs of text in their direction: a paragraph cut where it turns, and into words, and joined.

A paragraph's runs come in, `Stretch`es go out: runs that are set in one direction. Whoever breaks
lines by himself takes the words of the stretches, each in its pieces, and joins those of a line
again. The characters stay what they are; only `marked` adds marks (U+2066 to U+2069).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import NamedTuple

from letterpress.base import bidi
from letterpress.base.bidi import FSI, LRI, PDI, RLI
from letterpress.base.bidi_runs import has_ltr, has_rtl
from letterpress.manuscript import locales
from letterpress.manuscript.model import Run

WHOLE = 24  # letters: a longer group of figures, or word with a hyphen, may be broken

LATIN, LATIN_FIGURES, FIGURES, RTL = 'la', 'latin-figures', 'figures', 'rtl'
UNBROKEN = (LATIN_FIGURES, FIGURES)
NEUTRAL = '\ufffc'  # stands for what has no direction of its own

Span = tuple[int, int]  # of characters: the first and the past-the-last


class Stretch(NamedTuple):
    """Runs that are set in one direction. `kind` is '' where it is the text's own.

    Else it is LATIN (Latin, Greek … letters in right-to-left text), LATIN_FIGURES or FIGURES (a
    short number there, on one line) or RTL (in left-to-right text).
    """

    kind: str
    runs: tuple[Run, ...]


class Piece(NamedTuple):
    """A part of a word in one style: of the stretch of this number, which is of this kind."""

    run: Run
    stretch: int = 0
    kind: str = ''


Word = tuple[Piece, ...]


# ---- notes ---------------------------------------------------------------------------------------


def referred(runs: Iterable[Run], language: str) -> tuple[Run, ...]:
    """Return runs in which each reference to a note has its number as its text."""
    return tuple(
        run
        if run.note is None
        else replace(run, text=locales.digits(str(run.note.number), language))
        for run in runs
    )


# ---- stretches -----------------------------------------------------------------------------------


def stretches(runs: Sequence[Run], direction: str) -> tuple[Stretch, ...]:
    """Return a paragraph's runs by their direction, cut where it turns.

    Words of another language whose direction is the other one are a stretch as they are. A link is
    never cut: where a part of it runs against the text, that part gets the marks of isolation
    inside it (bidi).
    """
    # the number of a note has no direction, else it would go with a word beside it
    text = ''.join(NEUTRAL * len(run.text) if run.note else run.text for run in runs)
    places = list(pairwise(accumulate((len(run.text) for run in runs), initial=0)))
    turned = [*bidi.spans(text, direction), *bidi.isolated(text)]
    turned += [
        place
        for run, place in zip(runs, places, strict=True)
        if run.lang and run.text and locales.direction(run.lang) != direction
    ]
    if not turned:
        return (Stretch('', tuple(runs)),)
    links = [place for run, place in zip(runs, places, strict=True) if run.href]
    turned = [part for span in _merged(turned) for part in _outside(span, links)]
    parts = [
        (_marked_inside(run, place, turned, direction), place)
        for run, place in zip(runs, places, strict=True)
    ]
    made, done = [], 0
    for first, last in turned:
        made.append(Stretch('', _cut(parts, (done, first))))
        made.append(Stretch(_kind(text[first:last], direction), _cut(parts, (first, last))))
        done = last
    made.append(Stretch('', _cut(parts, (done, len(text)))))
    return tuple(stretch for stretch in made if stretch.runs)


def marked(stretch: Stretch) -> tuple[Run, ...]:
    """Return the runs of a stretch, isolated if it runs against the text and is not yet."""
    runs = stretch.runs
    if not stretch.kind:
        return runs
    if runs[0].text[:1] in (LRI, RLI, FSI) and runs[-1].text[-1:] == PDI:
        return runs
    mark = RLI if stretch.kind == RTL else LRI
    if len(runs) == 1:
        return (replace(runs[0], text=f'{mark}{bidi.apart(runs[0].text)}{PDI}'),)
    first = replace(runs[0], text=mark + runs[0].text)
    last = replace(runs[-1], text=runs[-1].text + PDI)
    return (first, *runs[1:-1], last)


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for first, last in sorted(spans):
        if merged and first < merged[-1][1]:
            merged[-1] = merged[-1][0], max(last, merged[-1][1])
        else:
            merged.append((first, last))
    return merged


def _outside(span: Span, links: Iterable[Span]) -> Iterator[Span]:
    """Yield a span without those links of which it covers only a part."""
    first, last = span
    for start, stop in links:
        if start < last and first < stop and not (first <= start and stop <= last):
            if first < start:
                yield first, start
            first = max(first, stop)
    if first < last:
        yield first, last


def _marked_inside(run: Run, place: Span, turned: Iterable[Span], direction: str) -> Run:
    """Return a link that does not turn as a whole with the marks inside it, any other run as is."""
    whole = any(first <= place[0] and place[1] <= last for first, last in turned)
    return replace(run, text=bidi.isolate(run.text, direction)) if run.href and not whole else run


def _kind(text: str, direction: str) -> str:
    if text[0] in (FSI, RLI) and has_rtl(text):  # its author's own
        return RTL if direction == 'ltr' else ''
    if direction == 'ltr':
        return '' if text[0] == LRI else RTL
    if has_ltr(text) or len(text) > WHOLE:
        return LATIN
    return LATIN_FIGURES if text.isascii() else FIGURES


def _cut(parts: Iterable[tuple[Run, Span]], span: Span) -> tuple[Run, ...]:
    """Return what of the runs lies in a span; a link, which has grown by marks, as it is."""
    found = []
    first, last = span
    for run, (start, stop) in parts:
        if start < last and first < stop:
            inside = first <= start and stop <= last
            text = run.text[max(first - start, 0) : last - start]
            found.append(run if inside else replace(run, text=text))
    return tuple(found)


# ---- words ---------------------------------------------------------------------------------------


def words(found: Iterable[Stretch]) -> list[Word]:
    """Return the words of stretches, each in its pieces: a word may change its style inside.

    A number stays whole with its blanks.
    """
    made: list[list[Piece]] = [[]]
    for number, (kind, runs) in enumerate(found):
        for run in runs:
            text = run.text.replace('\n', ' ')
            for blanks, part in enumerate([text] if kind in UNBROKEN else text.split(' ')):
                if blanks:
                    made.append([])
                if part:
                    made[-1].append(Piece(replace(run, text=part), number, kind))
    return [tuple(word) for word in made if word]


def join(line: Iterable[tuple[Word, str]]) -> tuple[Stretch, ...]:
    """Return words, each with what stands before it (a blank or nothing), as stretches again.

    Neighbours in one style are one run. A blank between two styles belongs to the plain one of
    them, or is a run of its own: it is neither underlined nor turned.
    """
    made: list[tuple[int, str, list[Run]]] = []  # a stretch's number, its kind, its runs
    for word, blank in line:
        _add(made, word[0], blank if made else '')
        for piece in word[1:]:
            _add(made, piece, '')
    return tuple(Stretch(kind, tuple(runs)) for _, kind, runs in made)


def _add(made: list[tuple[int, str, list[Run]]], piece: Piece, blank: str) -> None:
    run, number, kind = piece
    if not made:
        made.append((number, kind, [run]))
        return
    before, kind_before, runs = made[-1]
    same = before == number
    if same and replace(runs[-1], text='') == replace(run, text=''):
        runs[-1] = replace(run, text=runs[-1].text + blank + run.text)
        return
    if blank:
        if _plain(runs[-1]) and (same or not kind_before):
            runs[-1] = Run(runs[-1].text + blank)
        elif _plain(run) and (same or not kind):
            run = Run(blank + run.text)
        elif same:
            runs.append(Run(blank))
        else:
            made.append((-1, '', [Run(blank)]))
    if same:
        runs.append(run)
    else:
        made.append((number, kind, [run]))


def _plain(run: Run) -> bool:
    return run == Run(run.text)
