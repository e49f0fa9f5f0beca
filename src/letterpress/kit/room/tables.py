"""The files of a page as dense tables: a text by its formats, a poster by its papers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from letterpress.base.lengths import PAPERS
from letterpress.kit.cards import Card, File
from letterpress.values import dataclass

FORMATS = 'HTML', 'PDF', 'DOCX', 'TXT', 'CSV', 'ICS', 'ZIP'


@dataclass(frozen=True)
class Line:
    """A row: what it is, and its files in each column."""

    title: str
    what: str
    cells: tuple[tuple[File, ...], ...]


@dataclass(frozen=True)
class Table:
    """A table of files; columns without any file are not there."""

    heading: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    papers: bool = False  # its columns are papers


def tables(
    shelved: Sequence[tuple[str, Sequence[Card]]], together: Collection[str] = ()
) -> list[Table]:
    """Return a table for each shelf, and one for those `together`: a text in several formats."""
    made = list[Table]()
    texts = list[tuple[str, Card]]()
    for heading, cards in shelved:
        if heading in together:
            texts += [(heading, card) for card in cards]
        elif any(one.paper and len(card.files) > 1 for card in cards for one in card.files):
            made.append(_of_papers(heading, cards))
        else:
            made.append(_of_formats(heading, cards))
    if texts:
        made.insert(0, _of_formats(texts[0][0], [card for _, card in texts]))
    return made


def _of_papers(heading: str, cards: Iterable[Card]) -> Table:
    cards = list(cards)
    found = {_column(one) for card in cards for one in card.files}
    papers = sorted((one for one in found if one.lower() in PAPERS), key=_area)
    columns = (*papers, *sorted(found - set(papers)))

    def cell(card: Card, column: str) -> tuple[File, ...]:
        return tuple(one for one in card.files if _column(one) == column)

    lines = [
        Line(card.title, card.what, tuple(cell(card, column) for column in columns))
        for card in cards
    ]
    return Table(heading, columns, tuple(lines), papers=True)


def _column(one: File) -> str:
    """Return where a file stands: under its paper, a picture or a text under its format."""
    return one.paper if one.paper.lower() in PAPERS else one.media


def _area(paper: str) -> float:
    size = PAPERS[paper.lower()]
    return size.width * size.height


def _of_formats(heading: str, cards: Iterable[Card]) -> Table:
    """Return a table with the formats of a text beside each other; its PDF gives the title."""
    texts: dict[str, list[tuple[Card, File]]] = {}
    for card in cards:
        for one in card.files:
            stem = one.name.partition('.')[0]
            texts.setdefault(stem, []).append((card, one))
    media = {one.media for found in texts.values() for _, one in found}
    columns = tuple(one for one in FORMATS if one in media)
    columns += tuple(sorted(media - set(columns)))
    lines = []
    for found in texts.values():
        card = next((card for card, one in found if one.media == 'PDF'), found[0][0])
        cells = tuple(
            tuple(replace(one, which='') for _, one in found if one.media == column)
            for column in columns
        )
        lines.append(Line(card.title, card.what, cells))
    return Table(heading, columns, tuple(lines))
