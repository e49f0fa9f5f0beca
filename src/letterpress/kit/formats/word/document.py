"""The body of a press text as DOCX, from the embargo line to the contact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from docx.opc.part import Part

from letterpress.kit.formats.documents import Document
from letterpress.kit.formats.word import package, text
from letterpress.kit.formats.word.text import element
from letterpress.layout.brand.look import Look
from letterpress.manuscript.model import Block, Edition, Run
from letterpress.manuscript.text.structure import outline

_ALIGN = {'center': 'center', 'end': 'end'}


def write(document: Document, edition: Edition, seen: Look) -> bytes:
    """Return a press text as the bytes of a DOCX file, the same for the same text."""
    return _Writer(document, edition, seen).bytes()


class _Writer:
    """One file: the body, and the notes that it refers to."""

    def __init__(self, document: Document, edition: Edition, seen: Look):
        self.document, self.edition = document, edition
        self.language = edition.language
        self.office = package.begin(edition, seen)
        self.part: Part = self.office.part
        self.notes = package.Notes(self.office)
        self.body: Any = self.office.element.body
        self.end = self.body.sectPr  # the page stands behind all that is written

    def bytes(self) -> bytes:
        """Return the file."""
        told = self.document
        self._line('Until', told.embargo)
        if told.label != told.title:
            self._line('Kind', told.label)
        self._line('Title', told.title)
        self._line('Subtitle', told.standfirst)
        self._line('Caption', told.status)
        self._blocks(told.blocks)
        self._line('EndMark', told.end)
        for section in told.sections:
            self._line('Heading1', section.heading)
            self._blocks(section.blocks)
        self._line('Heading1', told.contact_heading)
        name, email, phone = told.contact
        self._line('Normal', name)
        self._paragraph('Normal', (Run(email, href=f'mailto:{email}'),))
        self._line('Normal', phone)
        self._furniture()
        return package.close(self.office, told, self.edition)

    # ---- paragraphs ------------------------------------------------------------------------------

    def _line(self, style: str, words: str) -> None:
        if words:
            self._paragraph(style, (Run(words),))

    def _paragraph(self, style: str, runs: Iterable[Run]) -> Any:
        made = self._made(style, runs)
        self.end.addprevious(made)
        return made

    def _made(self, style: str, runs: Iterable[Run], part: Part | None = None) -> Any:
        made, said = element('p'), element('pPr')
        if style != 'Normal':
            said.append(element('pStyle', val=style))
        made.append(said)
        text.fill(made, runs, self.language, part or self.part, self._refer)
        return made

    def _refer(self, note: Block) -> Any:
        """Write a note, and return the reference to it."""
        held = element('footnote', id=str(note.number))
        paragraph = self._made('FootnoteText', (), self.notes)
        paragraph.append(_reference('footnoteRef'))
        text.fill(paragraph, (Run(' '), *note.runs), self.language, self.notes, self._refer)
        held.append(paragraph)
        self.notes.root.append(held)
        return _reference('footnoteReference', id=str(note.number))

    # ---- blocks ----------------------------------------------------------------------------------

    def _blocks(self, blocks: Iterable[Block]) -> None:
        for part in outline.outline(blocks):
            if isinstance(part, outline.Heading):
                self._paragraph(f'Heading{part.rank}', part.block.runs)
            elif isinstance(part, outline.Listing):
                self._list(part, 0)
            elif isinstance(part, outline.Quotation):
                self._quotation(part)
            elif isinstance(part, outline.Table):
                self._table(part)
            else:
                self._paragraph('Normal', part.runs)

    def _quotation(self, part: outline.Quotation) -> None:
        for block in part.blocks:
            self._paragraph('Quote', block.runs).pPr.append(element('keepNext'))
        if by := part.blocks[-1].by:
            self._line('Attribution', by)

    def _list(self, part: outline.Listing, level: int) -> None:
        kind = ('ListNumber' if part.numbered else 'ListBullet') + ('2' if level else '')
        first = part.entries[0].block
        number = package.numbered(self.office, first.point, first.number) if part.numbered else ''
        for entry in part.entries:
            made = self._paragraph(kind, entry.block.runs)
            if number:
                of = element('numPr')
                # a list of its own counts from its own number, on the first level of its kind
                of.append(element('ilvl', val=str(level)))
                of.append(element('numId', val=number))
                made.pPr.append(of)
            for inner in entry.inner:
                self._list(inner, 1)

    def _table(self, part: outline.Table) -> None:
        rows = (part.head, *part.rows)
        self.office.add_table(len(rows), len(part.head), style='Table Grid')
        made: Any = self.end.getprevious()
        if self.edition.direction == 'rtl':
            made.tblPr.insert(1, element('bidiVisual'))
        for row, cells in zip(made.tr_lst, rows, strict=True):
            if cells is part.head:
                row.get_or_add_trPr().append(element('tblHeader'))
            row.get_or_add_trPr().append(element('cantSplit'))
            self._row(row, cells, cells is part.head)
        self._line('Normal', '\u00a0')  # a table ends where a paragraph begins

    def _row(self, row: Any, cells: Sequence[Block], head: bool) -> None:
        for held, cell in zip(row.tc_lst, cells, strict=True):
            runs = (replace(run, strong=True) for run in cell.runs) if head else cell.runs
            paragraph = self._made('Normal', runs)
            if cell.align in _ALIGN:
                paragraph.pPr.append(element('jc', val=_ALIGN[cell.align]))
            for old in held.p_lst:
                held.remove(old)
            held.append(paragraph)

    # ---- every page ------------------------------------------------------------------------------

    def _furniture(self) -> None:
        """Say on each page what it is of, and on those behind the first until when it is held."""
        section = self.office.sections[0]
        section.different_first_page_header_footer = True
        for footer in (section.footer, section.first_page_footer):
            footer.paragraphs[0].style = 'footer'
            self._first(footer.part, self.document.label)
            foot: Any = footer.part.element
            tab = element('r')
            tab.append(element('tab'))
            foot.p_lst[0].extend((tab, _field('PAGE'), *_said(' / '), _field('NUMPAGES')))
        section.header.paragraphs[0].style = 'header'
        held = self.document.embargo if self.edition.facts.embargo is not None else ''
        self._first(section.header.part, held)

    def _first(self, part: Any, words: str) -> None:
        """Write into the first paragraph of a part that stands on every page."""
        runs = (Run(words),) if words else ()
        text.fill(part.element.p_lst[0], runs, self.language, part, self._refer)


def _said(words: str) -> Any:
    made, shown = element('r'), element('t')
    shown.text = words
    shown.set(text.SPACE, 'preserve')
    made.append(shown)
    return (made,)


def _reference(tag: str, **values: str) -> Any:
    made, said = element('r'), element('rPr')
    said.append(element('rStyle', val='FootnoteReference'))
    made.append(said)
    made.append(element(tag, **values))
    return made


def _field(name: str) -> Any:
    made, run, shown = element('fldSimple', instr=f' {name} '), element('r'), element('t')
    shown.text = '1'
    run.append(shown)
    made.append(run)
    return made
