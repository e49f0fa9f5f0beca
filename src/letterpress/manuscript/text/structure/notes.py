"""Notes: a reference [^name] in a paragraph, and the note itself in one of its own: [^name]: words.

Notes are numbered as they are referred to. A note is referred to once and holds one paragraph; one
that nothing refers to, or that is not there, is found: it would be lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from letterpress.findings import Finding, Place
from letterpress.manuscript.model import Block, Run
from letterpress.values import dataclass

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_REFERENCE = re.compile(r'\[\^([^\]\[\s]+)\]')
_DEFINITION = re.compile(r'\[\^([^\]\[\s]+)\]:[ \t]*')
_INDENTED = 3  # blanks: a line that is indented further begins no block of its own


# ---- how they are written ------------------------------------------------------------------------


def reference(state: StateInline, silent: bool) -> bool:
    """Read a reference to a note: a rule of markdown-it."""
    found = _REFERENCE.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        token = state.push('note', '', 0)
        token.content, token.info = found[0], found[1]
        token.meta['end'] = found.end()
    state.pos = found.end()
    return True


def definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a note: a rule of markdown-it. It ends like a paragraph, or where another note begins.

    Codes: none; whatever is wrong with it is found by `Notes`.
    """
    first = state.bMarks[start] + state.tShift[start]
    found = _DEFINITION.match(state.src, first, state.eMarks[start])
    if found is None or state.is_code_block(start):
        return False
    if silent:
        return True
    after = start + 1
    rules = state.md.block.ruler.getRules('paragraph')
    while after < end and not state.isEmpty(after):
        indented = state.sCount[after] - state.blkIndent > _INDENTED or state.sCount[after] < 0
        if not indented and any(rule(state, after, end, True) for rule in rules):
            break
        after += 1
    lines = state.getLines(start, after, state.blkIndent, False)
    token = state.push('note_open', '', 1)
    token.map, token.info = [start, after], found[1]
    token = state.push('inline', '', 0)
    token.content = lines.lstrip()[len(found[0].rstrip()) :].strip()
    token.map = [start, after]
    token.children = []
    state.push('note_close', '', -1)
    state.line = after
    return True


# ---- what they are -------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Reference:
    name: str
    number: int
    place: Place


class Notes:
    """The notes of one text: each is referred to, and told, in whatever order."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self._references: dict[str, _Reference] = {}
        self._told: dict[str, Block] = {}

    def refer(self, name: str, place: Place) -> Run:
        """Return the reference to a note, which is tied to the note's words at the end (`tie`).

        Codes: LP116 (a second one), LP119 (its name is a number, and another one is printed).
        """
        known = self._references.get(name)
        if known is not None:
            self._say(
                place,
                'LP116',
                f'the note [^{name}] is referred to twice, first in line {known.place.line}',
                'a note stands at the foot of one page: refer to it once, or write a second note '
                'that names the first',
            )
            return Run('')
        number = len(self._references) + 1
        self._references[name] = _Reference(name, number, place)
        if name.isdecimal() and int(name) != number:
            self._say(
                place,
                'LP119',
                f'the note [^{name}] will have the number {number}',
                f'notes are numbered as they are referred to: write [^{number}], or give them '
                'names, as in [^report]',
            )
        return Run('', note=Block('note', (), number=number))

    def tell(self, name: str, runs: tuple[Run, ...], place: Place) -> None:
        """Take the words of a note. Code: LP116 (told twice)."""
        known = self._told.get(name)
        if known is not None:
            self._say(
                place,
                'LP116',
                f'the note [^{name}] stands here a second time, first in line {known.place.line}',
                'give one of the two another name',
            )
        else:
            self._told[name] = Block('note', runs, place=place)

    def blocks(self) -> Iterator[Block]:
        """Yield the notes in order, and find what refers to nothing (LP114, LP115)."""
        for name, told in self._told.items():
            if name not in self._references:
                self._say(
                    told.place,
                    'LP115',
                    f'nothing refers to the note [^{name}]: it would not be printed',
                    f'write [^{name}] in the text where the note belongs, or remove it',
                )
        for one in self._references.values():
            if one.name in self._told:
                yield replace(self._told[one.name], number=one.number)
            else:
                self._say(
                    one.place,
                    'LP114',
                    f'there is no note [^{one.name}]',
                    f'write it below the text, in a paragraph of its own: [^{one.name}]: …; to '
                    f'print the brackets, write \\[^{one.name}]',
                )

    def _say(self, place: Place, code: str, message: str, hint: str) -> None:
        self.findings.append(Finding(place, code, message, hint))


def tie(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks of a text with each note in the run that refers to it.

    blocks: of the text, and its notes. A note that is not there is left out: it was found.
    """
    blocks = tuple(blocks)
    notes = {block.number: block for block in blocks if block.kind == 'note'}
    return tuple(_tied(block, notes) for block in blocks if block.kind != 'note')


def _tied(block: Block, notes: dict[int, Block]) -> Block:
    if not block.notes:
        return block
    runs = [
        run if run.note is None else replace(run, note=notes[run.note.number])
        for run in block.runs
        if run.note is None or run.note.number in notes
    ]
    return replace(block, runs=tuple(runs))
