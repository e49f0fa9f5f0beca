"""A paragraph as the engine holds it, read once: every place where a line of it may end.

The text of a paragraph is shaped by Pango in one piece for each of its styles, in one line; what
all lines of all measures are made of is then arithmetic (layout/type/total_fit). Where a line may
end is asked of Pango (Unicode, UAX 14), of pyphen inside words, and of manuscript/text/addresses
inside addresses. Not read is what is placed by other rules: text with line ends of its own, beside
floats, with pictures or boxes of unknown width in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text import line_break

from letterpress.layout.type.total_fit import BLANK, HYPHEN, LETTER, SIGN, Places
from letterpress.press.reaches.boxes import Box
from letterpress.press.reaches.lines import address_breaks, patterns, widths
from letterpress.values import dataclass

WIDER = 0.01  # px: no wider than the measure, for sums of the same widths differ
UNBROKEN = '\u2060'  # stands for what has a width and no text: no line ends beside it
SOFT = '\u00ad'
OWN_HYPHENS = '-\u2010'
BLANKS = (
    ' ',
    '\u00a0',
)  # what justifying widens (inline.count_expandable_spaces)

_TOKEN = re.compile(r'[^ \u00a0\u202f]+')
_COMPOUND = re.compile(r'\w[-\u2010\u2011\u2013/\u00ad]\w')
_LETTERS = re.compile(r'[^\W\d_]+')

Stack = dict[int, Any]  # where the engine begins its next line (weasyprint: skip_stack)


@dataclass(frozen=True)
class Piece:
    """A text of a paragraph, or what has a width and no text: the way to it from the line box."""

    box: Box
    path: tuple[int, ...]
    text: str
    whole: int = 0  # not 0: no line ends inside the element of this number
    left: float = 0.0  # what stands before it and behind it: edges of elements
    right: float = 0.0
    width: float = 0.0  # of what has no text


@dataclass(frozen=True)
class Place:
    """Where a line ends in the engine's boxes: the text, its byte, and whether with a hyphen."""

    piece: int
    byte: int
    hyphen: bool
    resume: Stack | None


@dataclass(frozen=True)
class Paragraph:
    """What is known of a paragraph: where its lines may end, in px and in its boxes."""

    pieces: tuple[Piece, ...]
    text: str
    starts: tuple[int, ...]  # of each piece: its first character
    places: Places
    characters: tuple[tuple[int, int], ...]  # of each place: where its line ends, the next begins

    def at(self, number: int) -> Place:
        """Return a place as the engine needs it."""
        end, begin = self.characters[number]
        piece = self._piece(end - 1)
        byte = len(self.text[self.starts[piece] : end].encode())
        resume = None
        if number < self.places.last:
            next_piece = self._piece(begin)
            skip = len(self.text[self.starts[next_piece] : begin].encode())
            resume = _stack(self.pieces[next_piece].path, skip)
        return Place(piece, byte, self.places.kinds[number] == HYPHEN, resume)

    def find(self, stack: Stack | None) -> int | None:
        """Return the place after which the engine's next line begins, None where it is none."""
        if stack is None:
            return 0
        for number in range(1, self.places.last):
            if self.at(number).resume == stack:
                return number
        return None

    def _piece(self, character: int) -> int:
        number = len(self.starts) - 1
        while self.starts[number] > character:
            number -= 1
        return number


def _stack(path: tuple[int, ...], byte: int) -> Stack:
    stack: Any = {byte: None} if byte else None
    for index in reversed(path):
        stack = {index: stack}
    return stack  # type: ignore[no-any-return]  # the way to a text is never empty


def level_lines(linebox: Box, paragraph: Paragraph) -> bool:
    """Tell whether all lines of a paragraph are as high as one that is empty, and mere text.

    The strut of what is in them is theirs, on the same baseline, and nothing hangs beside them.
    """
    strut = line_break.strut(linebox.style)

    def even(box: Box) -> bool:
        return all(
            isinstance(child, boxes.TextBox | boxes.InlineBox)
            and child.is_in_normal_flow()
            and child.style['vertical_align'] == 'baseline'
            and line_break.strut(child.style) == strut
            and even(child)
            for child in getattr(box, 'children', ())
        )

    return even(linebox) and all(
        widths.level(piece.text, piece.box.style)
        and widths.level(piece.box.style['hyphenate_character'], piece.box.style)
        for piece in paragraph.pieces
    )


# ---- the boxes -----------------------------------------------------------------------------------


class _NotRead(Exception):
    """Something in a paragraph is placed by other rules."""


def read(linebox: Box, measure: float) -> Paragraph | None:
    """Return a paragraph that the engine is about to break, None where it is not for us."""
    try:
        pieces = tuple(_pieces(linebox))
    except _NotRead:
        return None
    if not any(isinstance(piece.box, boxes.TextBox) for piece in pieces):
        return None
    text = ''.join(piece.text for piece in pieces)
    starts = tuple(accumulate((len(piece.text) for piece in pieces), initial=0))[:-1]
    found = _found(pieces, text, starts, measure)
    return Paragraph(pieces, text, starts, *found)


def _pieces(box: Box, path: tuple[int, ...] = (), whole: int = 0) -> Iterator[Piece]:
    """Yield the texts inside a box in their order."""
    pending = 0.0
    for index, child in enumerate(box.children):
        way = (*path, index)
        if not child.is_in_normal_flow():
            if child.is_floated():
                raise _NotRead
            continue  # placed elsewhere: a note, a label
        if isinstance(child, boxes.TextBox):
            if not child.text or not child.style['font_size']:
                continue
            yield Piece(child, way, _read_text(child), whole, pending)
            pending = 0.0
        elif isinstance(child, boxes.InlineBox):
            if child.is_leader or child.style['position'] == 'relative':
                raise _NotRead
            left, right = _edges(child)
            if (left or right) and not child.children:
                raise _NotRead
            inner = whole
            if not inner and child.style['white_space'] == 'nowrap':
                inner = hash(way) or 1
            parts = list(_pieces(child, way, inner))
            if (left or right) and not parts:
                raise _NotRead
            for number, part in enumerate(parts):
                yield Piece(
                    part.box,
                    part.path,
                    part.text,
                    part.whole,
                    part.left + (left if not number else 0) + pending,
                    part.right + (right if number == len(parts) - 1 else 0),
                    part.width,
                )
                pending = 0.0
        elif isinstance(child, boxes.InlineBlockBox):
            yield Piece(child, way, UNBROKEN, whole, pending, width=_outer_width(child))
            pending = 0.0
        else:
            raise _NotRead


def _read_text(box: Box) -> str:
    text: str = box.text
    if '\n' in text or '\t' in text or box.style['white_space'] not in ('normal', 'nowrap'):
        raise _NotRead
    if box.style['word_break'] != 'normal':
        raise _NotRead
    return text


def _edges(box: Box) -> tuple[float, float]:
    """Return the width of what an element has before and after its text, in reading order."""
    style = box.style
    left, right = (
        _px(style[f'margin_{side}'])
        + _px(style[f'padding_{side}'])
        + float(style[f'border_{side}_width'])
        for side in ('left', 'right')
    )
    return (left, right) if style['direction'] == 'ltr' else (right, left)


def _outer_width(box: Box) -> float:
    style = box.style
    return _px(style['width']) + sum(_edges(box))


def _px(value: Any) -> float:
    """Return a length that is known before the layout."""
    if isinstance(value, int | float):
        return float(value)
    if getattr(value, 'unit', '').lower() != 'px':
        raise _NotRead  # a part of something, or auto
    return float(value.value)


# ---- places --------------------------------------------------------------------------------------


def _found(
    pieces: tuple[Piece, ...], text: str, starts: tuple[int, ...], measure: float
) -> tuple[Places, tuple[tuple[int, int], ...]]:
    before, after, blanks = _positions(pieces, text)
    length = len(text)
    owner = [number for number, piece in enumerate(pieces) for _ in piece.text]
    found: dict[int, tuple[int, float]] = {}  # before which character a line may end: kind, hyphen
    attributes = line_break.get_log_attrs(text, pieces[0].box.style['lang'])
    for number in range(1, length):
        if attributes[number].is_line_break and not _held(pieces, owner, number):
            kind, hyphen = BLANK if text[number - 1] == ' ' else SIGN, 0.0
            if text[number - 1] == SOFT:
                style = pieces[owner[number - 1]].box.style
                kind, hyphen = HYPHEN, _hyphen(style)
                if style['hyphens'] == 'none':
                    continue
            found[number] = kind, hyphen
    for first, piece in zip(starts, pieces, strict=True):
        if isinstance(piece.box, boxes.TextBox):
            if piece.box.style['hyphens'] == 'auto' and not piece.whole:
                for number, hyphen in _hyphens(piece.text, piece.box.style):
                    found.setdefault(first + number, (HYPHEN, hyphen))
            _in_addresses(found, piece.text, first)
    first_letter = next((n for n, letter in enumerate(text) if letter != ' '), 0)
    last = length
    while last > 1 and text[last - 1] == ' ':
        last -= 1
    found = {number: way for number, way in found.items() if first_letter < number < last}
    wrapped = pieces[0].box.style['overflow_wrap'] in ('anywhere', 'break-word')

    def made() -> tuple[Places, tuple[tuple[int, int], ...]]:
        characters = [(0, first_letter)]
        kinds, hyphens = [BLANK], [0.0]
        for number in sorted(found):
            end = number
            while text[end - 1] == ' ':
                end -= 1
            characters.append((end, number))
            kinds.append(found[number][0])
            hyphens.append(found[number][1])
        characters.append((last, last))
        torn = [
            kind == HYPHEN or text[end - 1 : end] in (*OWN_HYPHENS,)
            for kind, (end, _) in zip([*kinds, BLANK], characters, strict=True)
        ]
        places = Places(
            [before[end] for end, _ in characters],
            [after[begin] for _, begin in characters],
            [blanks[end] for end, _ in characters],
            [blanks[begin] for _, begin in characters],
            [*kinds, BLANK],
            [*hyphens, 0.0],
            torn,
        )
        return places, tuple(characters)

    places, characters = made()
    if places.widest() > measure + WIDER:
        may = set(range(length)) if wrapped else _addressed(pieces, starts)
        for number in range(places.last):
            if places.natural(number, number + 1) > measure + WIDER:
                begin, end = characters[number][1], characters[number + 1][0]
                for place in may.intersection(range(begin + 1, end)):
                    joined = after[place] == after[place - 1]  # one cluster: letter and accent
                    if not joined and text[place - 1] not in OWN_HYPHENS:
                        found[place] = LETTER, 0.0
        places, characters = made()
    return places, characters


def _positions(
    pieces: tuple[Piece, ...], text: str
) -> tuple[list[float], list[float], list[float]]:
    """Return how far from the start a line ends before each character, and begins with it.

    And how much of the way are blanks that can be widened.
    """
    before, after, x = [0.0], [], 0.0
    for piece in pieces:
        x += piece.left
        if isinstance(piece.box, boxes.TextBox):
            advances = widths.of(piece.text, piece.box.style)
        else:
            advances = (0.0, piece.width)
        after += [x + one for one in advances[:-1]]
        before += [x + one for one in advances[1:]]
        x += advances[-1] + piece.right
    after.append(x)
    reached = [0.0]
    for number, letter in enumerate(text):
        blank = before[number + 1] - after[number] if letter in BLANKS else 0.0
        reached.append(reached[-1] + blank)
    return before, after, reached


def _held(pieces: tuple[Piece, ...], owner: list[int], number: int) -> bool:
    """Say whether both sides of a place stand in one element that is not broken."""
    whole = pieces[owner[number - 1]].whole
    return bool(whole) and whole == pieces[owner[number]].whole


def _hyphen(style: Any) -> float:
    """Return the width of a hyphen."""
    return widths.of(style['hyphenate_character'], style)[-1]


def _hyphens(text: str, style: Any) -> Iterator[tuple[int, float]]:
    """Yield where words of a text may be broken, and the width of the hyphen.

    Not in words with figures, nor in compounds that have a hyphen, nor in capitals alone.
    """
    if not style['lang']:
        return
    total, left, right = style['hyphenate_limit_chars']
    width = None
    for token in _TOKEN.finditer(text):
        said = token[0]
        if len(said) < total or _COMPOUND.search(said) or any(map(str.isdigit, said)):
            continue
        for word in _LETTERS.finditer(said):
            letters = word[0]
            if len(letters) < total or (letters.isupper() and len(letters) < 2 * total):
                continue
            for place in patterns.syllables(letters, style['lang'], left, right):
                if width is None:
                    width = _hyphen(style)
                yield token.start() + word.start() + place, width


def _in_addresses(found: dict[int, tuple[int, float]], text: str, first: int) -> None:
    """Let the addresses of a text be broken after their signs, without a hyphen."""
    for start, stop in address_breaks.spans(text):
        for number in range(first + start + 1, first + stop):
            found.pop(number, None)
        for number in address_breaks.signs(text, start, stop, 0):
            found[first + number] = SIGN, 0.0


def _addressed(pieces: tuple[Piece, ...], starts: tuple[int, ...]) -> set[int]:
    """Return the places inside addresses: these are broken anywhere, where nothing better is."""
    return {
        first + number
        for first, piece in zip(starts, pieces, strict=True)
        for start, stop in address_breaks.spans(piece.text)
        for number in range(start + 1, stop)
    }
