"""Read a PDF as a screen reader does: along the tree of its tags, each text with its language.

The tree, not the page, is what is read aloud (ISO 32000-1, 14.7 and 14.8), and no other program
here can judge it: poppler reads right-to-left lines as they are painted. So the marks are followed
into the pages' content (`marks`), and /ActualText stands for what it replaces.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from letterpress.finishing import marks
from letterpress.finishing.facts import Unreadable
from letterpress.values import dataclass

# elements that are read: ten times those of a roll of a hundred thousand names on paper
MOST = 1_000_000
# elements in elements: deeper than any document, and an end for a tree that turns in a circle
DEEPEST = 60
_BLOCKS = frozenset(
    'P H H1 H2 H3 H4 H5 H6 LBody Lbl TD TH Caption Figure Form BlockQuote Document Part Art Sect '
    'Div L LI Table THead TBody TFoot TR TOC TOCI Note'.split()
)
# direction marks are not read aloud
_UNSEEN = dict.fromkeys(map(ord, '\u2066\u2067\u2068\u2069\u200e\u200f\u061c'))


@dataclass(frozen=True)
class Run:
    """Text in one language (BCP 47, '' where none is said)."""

    text: str
    language: str


@dataclass(frozen=True)
class Passage:
    """What is read in one breath: a paragraph, a heading, an item, a picture's description."""

    tag: str  # of its structure element: 'P', 'H1', 'LBody', 'Figure' …
    page: int  # on which it begins, from 1
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """All of it, in whatever languages."""
        return ''.join(run.text for run in self.runs)


@dataclass(frozen=True)
class Reading:
    """A document as it is read aloud."""

    language: str
    direction: str  # 'rtl' or 'ltr', as viewers are told
    passages: tuple[Passage, ...]
    outline: tuple[tuple[int, str], ...]  # level from 1, and title
    lost: tuple[str, ...]  # text on the pages that is in no element and no artifact


def read(pdf: bytes) -> Reading:
    """Return what a PDF's tags say, in their order.

    Raises Unreadable, also when there are none.
    """
    from pypdf import PdfReader

    try:
        return of(PdfReader(io.BytesIO(pdf)))
    except (Unreadable, MemoryError):
        raise
    except Exception as error:
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise Unreadable(reason) from None


def of(reader: Any) -> Reading:
    """Return what the tags in a pypdf reader say.

    Raises Unreadable where there are none, else anything.
    """
    root = reader.trailer['/Root']
    if '/StructTreeRoot' not in root:
        raise Unreadable('it has no tags')
    tree = _Tree(reader)
    tree.walk(root['/StructTreeRoot'], str(root.get('/Lang', '')), 0)
    direction = 'rtl' if root.get('/ViewerPreferences', {}).get('/Direction') == '/R2L' else 'ltr'
    return Reading(
        str(root.get('/Lang', '')),
        direction,
        tuple(tree.passages()),
        tuple(_outline(reader.outline)),
        tuple(tree.lost()),
    )


def _outline(entries: list[Any], level: int = 1) -> Iterator[tuple[int, str]]:
    for entry in entries:
        if isinstance(entry, list):
            yield from _outline(entry, level + 1)
        else:
            yield level, str(entry.title)


class _Tree:
    """The walk through the tags: pieces of text as they come, each with the block it belongs to."""

    def __init__(self, reader: Any):
        pages = marks.Pages(reader)
        self._pages, self._marks = pages.numbers, pages.texts
        self._pieces: list[
            tuple[int, str, int, str, str]
        ] = []  # block, its tag, page, text, language
        self._blocks = self._walked = 0
        self._read: set[tuple[int, int]] = set()

    def walk(
        self, element: Any, language: str, block: int, tag: str = '', page: int = 0, deep: int = 0
    ) -> None:
        """Follow an element's kids in their order."""
        self._walked += 1
        if (
            deep > DEEPEST or self._walked > MOST
        ):  # elements that share their kids branch without end
            raise Unreadable('its tags lie too deep in each other, or are too many')
        language = str(element.get('/Lang', language))
        page = (
            self._pages.get(getattr(element.raw_get('/Pg'), 'idnum', 0), page)
            if '/Pg' in element
            else page
        )
        own = str(element.get('/S', '')).removeprefix('/')
        if own in _BLOCKS or not block:
            self._blocks += 1
            block, tag = self._blocks, own
        kids = element.get('/K', ())
        kids = kids if isinstance(kids, list) else [kids]
        instead = element.get(
            '/ActualText', element.get('/Alt') if own in ('Figure', 'Form') else None
        )
        if instead is not None:
            self._pieces.append((block, tag, page, str(instead), language))
        for kid in kids:
            kid = kid.get_object()
            if isinstance(kid, int):
                self._mark(page, int(kid), instead is None, block, tag, language)
            elif kid.get('/Type') == '/MCR':
                at = (
                    self._pages.get(getattr(kid.raw_get('/Pg'), 'idnum', 0), page)
                    if '/Pg' in kid
                    else page
                )
                self._mark(at, int(kid['/MCID']), instead is None, block, tag, language)
            elif kid.get('/Type') != '/OBJR':
                before = self._blocks
                self.walk(kid, language, block, tag, page, deep + 1)
                if self._blocks != before:  # what follows a block inside this one is another breath
                    self._blocks += 1
                    block = self._blocks

    def _mark(self, page: int, mark: int, told: bool, block: int, tag: str, language: str) -> None:
        self._read.add((page, mark))
        if told:
            self._pieces.append((block, tag, page, self._marks[page].get(mark, ''), language))

    def passages(self) -> Iterator[Passage]:
        """Yield the blocks that have something to say.

        A word that was broken at a line's end is whole again.
        """
        blocks: dict[int, list[tuple[int, str, int, str, str]]] = {}
        for piece in self._pieces:
            blocks.setdefault(piece[0], []).append(piece)
        for pieces in blocks.values():
            said: list[tuple[list[str], str]] = []
            for _, _, _, text, language in pieces:
                text = text.translate(_UNSEEN).replace('\u00ad', '')
                if said and (said[-1][1] == language or not text.strip()):
                    said[-1][0].append(text)
                elif text:
                    said.append(([text], language))
            runs = [Run(''.join(texts), language) for texts, language in said]
            if any(run.text.strip() for run in runs):
                yield Passage(pieces[0][1], pieces[0][2], tuple(_trimmed(runs)))

    def lost(self) -> Iterator[str]:
        """Yield the text that no element reads and that is no artifact."""
        for page, content in self._marks.items():
            yield from (
                text
                for mark, text in content.items()
                if text.strip() and (page, mark) not in self._read
            )


def _trimmed(runs: list[Run]) -> Iterator[Run]:
    for index, run in enumerate(runs):
        text = re.sub(r'[ \t\n]+', ' ', run.text)
        yield Run(
            text.lstrip()
            if index == 0 and len(runs) > 1
            else text.strip()
            if len(runs) == 1
            else text.rstrip()
            if index == len(runs) - 1
            else text,
            run.language,
        )
