"""Tidy the finished tree of tags.

One element for a block that goes on over the page, none for what holds nothing, none
for a line that says no more than its block does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Protocol

import pydyf
from weasyprint.formatting_structure import boxes

from letterpress.press.reaches.boxes import Box, attribute
from letterpress.press.tags.seal_field import number

if TYPE_CHECKING:
    from letterpress.layout.composition import Composition


class Tagged(Protocol):
    """What is known of a document's tags (tagging.Tagger): which element was made of which box."""

    made_of: dict[int, Box]  # by the object number of the structure element

    @property
    def pages(self) -> int:
        """How many pages the document will have."""


_HEADINGS = {'/H1', '/H2', '/H3', '/H4', '/H5', '/H6'}
_GROUPS = {'/Div', '/Sect', '/Part', '/Art', '/BlockQuote', '/NonStruct'}
_TABLES = {'/Table', '/TBody', '/TFoot', '/TR', '/TH', '/TD'}  # a repeated head is an artifact
_TEXTS = {'/P', '/L', '/LI', '/LBody'} | _GROUPS | _HEADINGS
_JOINED = _TEXTS | _TABLES
_PRUNED = _TEXTS | {'/Span', '/Caption'}
_BLOCKS = (boxes.BlockLevelBox, boxes.TableRowGroupBox, boxes.TableRowBox, boxes.TableCellBox)
_HOLD_TEXT = {
    *('/P', '/Span', '/LBody', '/Lbl', '/TH', '/TD', '/Caption', '/Link', '/Note', '/Reference'),
    *_HEADINGS,
}


def elements(pdf: pydyf.PDF) -> Iterator[pydyf.Dictionary]:
    """Yield all structure elements of the document."""
    for one in pdf.objects:
        if isinstance(one, pydyf.Dictionary) and one.get('Type') == '/StructElem':
            yield one


def root_of(pdf: pydyf.PDF) -> pydyf.Dictionary:
    """Return the root of the tree of tags."""
    return pdf.objects[number(pdf.catalog['StructTreeRoot'])]


def document_of(pdf: pydyf.PDF) -> pydyf.Dictionary:
    """Return the structure element that holds all others: the root's first."""
    return pdf.objects[number(root_of(pdf)['K'][0])]


def number_tree(pdf: pydyf.PDF) -> list[Any]:
    """Return the entries of the parent tree, keys and values in turn (ISO 32000-1, 14.7.4.4)."""
    entries: list[Any] = pdf.objects[number(root_of(pdf)['ParentTree'])]['Nums']
    return entries


def join_fragments(tagger: Tagged, composition: Composition, document: Any, pdf: pydyf.PDF) -> None:
    """Make one element of a block that goes on over the page."""
    _join_kids(tagger, pdf, document_of(pdf))


def _same_block(tagger: Tagged, element: pydyf.Dictionary) -> tuple[int, str, str] | None:
    """Return what fragments of one block have in common; None: it does not go on over the page."""
    box = tagger.made_of.get(element.number)
    if box is None or box.element is None or box.element_tag in ('html', 'body'):
        return None
    if element['S'] not in _JOINED or not isinstance(box, _BLOCKS):
        return None
    if box.style['position'] == 'fixed':  # it is repeated on each page, it does not go on
        return None
    return id(box.element), box.element_tag, element['S']


def _join_kids(tagger: Tagged, pdf: pydyf.PDF, parent: pydyf.Dictionary) -> None:
    own = tagger.made_of.get(parent.number)
    begun: dict[tuple[int, str, str], pydyf.Dictionary] = {}
    reached: dict[int, bytes] = {}  # a begun element (object number): the page of its last fragment
    kept, before = [], None
    for kid in parent['K']:
        element = _element(pdf, kid)
        key = _same_block(tagger, element) if element is not None else None
        if element is not None and key is not None:
            first = begun.get(key)
            # Anonymous boxes share their parent's HTML element: of these only neighbours can be
            # parts of one.
            anonymous = own is not None and key[0] == id(own.element)
            goes_on = (
                first is not None
                and reached[first.number] != element['Pg']
                and not _has_marks(element)  # these count on the element's own page
                and (first is before or not anonymous)
            )
            if first is not None and goes_on:
                reached[first.number] = element['Pg']
                _take_over(pdf, first, element)
                continue
            begun[key], reached[element.number] = element, element['Pg']
        kept.append(kid)
        before = element
    parent['K'][:] = kept
    for kid in kept:
        element = _element(pdf, kid)
        if element is not None:
            _join_kids(tagger, pdf, element)


def _has_marks(element: pydyf.Dictionary) -> bool:
    """Say whether an element holds marked content itself."""
    return any(isinstance(kid, int) for kid in element['K'])


def _take_over(pdf: pydyf.PDF, first: pydyf.Dictionary, element: pydyf.Dictionary) -> None:
    """Give all that an element holds to the one it goes on from, and empty it."""
    for moved in filter(None, (_element(pdf, kid) for kid in element['K'])):
        moved['P'] = first.reference
    first['K'].extend(element['K'])
    element.clear()


def _element(pdf: pydyf.PDF, kid: object) -> pydyf.Dictionary | None:
    """Return the structure element an entry of /K refers to; None for marks and annotations."""
    if not isinstance(kid, bytes):
        return None
    target = pdf.objects[number(kid)]
    return target if target.get('Type') == '/StructElem' else None


def prune(tagger: Tagged, composition: Composition, document: Any, pdf: pydyf.PDF) -> None:
    """Take elements without content out of the tree: rules, grounds and frames are no structure."""
    _prune_kids(pdf, document_of(pdf))


def _prune_kids(pdf: pydyf.PDF, parent: pydyf.Dictionary) -> None:
    kept = []
    for kid in parent['K']:
        element = _element(pdf, kid)
        if element is not None:
            _prune_kids(pdf, element)
            if not element['K'] and element['S'] in _PRUNED:
                element.clear()
                continue
        kept.append(kid)
    parent['K'][:] = kept


def name_inline(tagger: Tagged, composition: Composition, document: Any, pdf: pydyf.PDF) -> None:
    """Call emphasis and other words in a line a Span (ISO 32000-1, 14.8.4.4), not a NonStruct."""
    for element in elements(pdf):
        box = tagger.made_of.get(element.number)
        if element['S'] == '/NonStruct' and isinstance(box, boxes.InlineBox):
            element['S'] = '/Span'


def name_anonymous(tagger: Tagged, composition: Composition, document: Any, pdf: pydyf.PDF) -> None:
    """Take anonymous boxes out of the heading or paragraph that they repeat.

    Elsewhere one that holds text is called a paragraph.
    """
    for parent in list(elements(pdf)):
        kids: list[Any] = []
        for kid in parent.get('K', ()):
            element = _element(pdf, kid)
            if element is None or not _repeats(tagger, element, parent):
                kids.append(kid)
            elif parent['S'] in _HOLD_TEXT and not _has_marks(element):
                for one in filter(None, (_element(pdf, inner) for inner in element['K'])):
                    one['P'] = parent.reference
                kids += element['K']
                element.clear()
            else:
                inside = [_element(pdf, inner) for inner in element['K']]
                if parent['S'] == '/Div' and all(one and _plain(tagger, one) for one in inside):
                    element['S'] = '/P'
                kids.append(kid)
        if 'K' in parent:
            parent['K'][:] = kids


def _repeats(tagger: Tagged, element: pydyf.Dictionary, parent: pydyf.Dictionary) -> bool:
    """Say whether an element is of an anonymous block that the engine made inside its parent's."""
    outer, box = tagger.made_of.get(parent.number), tagger.made_of.get(element.number)
    if outer is None or box is None or outer.element is None or box.element is not outer.element:
        return False
    return isinstance(box, boxes.BlockLevelBox) and bool(element['S'] == parent['S'])


def unwrap_lines(tagger: Tagged, composition: Composition, document: Any, pdf: pydyf.PDF) -> None:
    """Put the content of lines into their block where the line says no more than the block."""
    pages = {reference: index for index, reference in enumerate(pdf.page_references)}
    entries = number_tree(pdf)
    table = dict(zip(entries[::2], entries[1::2], strict=True))
    for parent in list(elements(pdf)):
        if parent.get('S') not in _HOLD_TEXT:
            continue
        kids: list[Any] = []
        for kid in parent['K']:
            line = _element(pdf, kid)
            if line is None or not _plain(tagger, line):
                kids.append(kid)
                continue
            for mark in line['K']:
                table[pages[line['Pg']]][mark] = parent.reference
                kids.append(mark if line['Pg'] == parent['Pg'] else _mark_of(line['Pg'], mark))
            line.clear()
        parent['K'][:] = kids


def _mark_of(page: bytes, mark: int) -> pydyf.Dictionary:
    """Return a reference to marked content on another page than the element's own."""
    return pydyf.Dictionary({'Type': '/MCR', 'Pg': page, 'MCID': mark})


def _plain(tagger: Tagged, line: pydyf.Dictionary) -> bool:
    """Say whether an element is mere text: marks only, no attribute, no HTML element of its own."""
    return (
        line['S'] == '/Span'
        and line.keys() == {'Type', 'S', 'K', 'Pg', 'P'}
        and line.number not in tagger.made_of
        and all(isinstance(mark, int) for mark in line['K'])
    )


def label_entries(tagger: Tagged, composition: Composition, document: Any, pdf: pydyf.PDF) -> None:
    """Make the number or dash of a list's entry (class "n") its label: ISO 32000-1, 14.8.4.3.3."""
    for mark in list(elements(pdf)):
        box = tagger.made_of.get(mark.number)
        if box is None or attribute(box, 'class') != 'n':
            continue
        if isinstance(box, boxes.TextBox | boxes.LineBox):
            continue
        body = _body_around(pdf, mark)
        if body is None:
            continue
        holder, item = pdf.objects[number(mark['P'])], pdf.objects[number(body['P'])]
        holder['K'].remove(mark.reference)
        item['K'].insert(item['K'].index(body.reference), mark.reference)
        mark['S'], mark['P'] = '/Lbl', item.reference


def _body_around(pdf: pydyf.PDF, element: pydyf.Dictionary) -> pydyf.Dictionary | None:
    """Return the body of the list's entry that an element is in, with nothing but text between."""
    while element['S'] != '/LBody':
        if element['S'] not in ('/Span', '/NonStruct', '/P', '/Link'):
            return None
        element = pdf.objects[number(element['P'])]
    return element


def pair_terms(tagger: Tagged, composition: Composition, document: Any, pdf: pydyf.PDF) -> None:
    """Make a term and its description (dt, dd) one item of a list: ISO 32000-1, 14.8.4.3.3."""
    for items in list(elements(pdf)):
        if items.get('S') != '/L':
            continue
        kept: list[Any] = []
        for kid in items['K']:
            item = _element(pdf, kid)
            body = _body_of(pdf, item)
            before = _element(pdf, kept[-1]) if kept else None
            tag = _tag_of(tagger, body)
            if item is None or body is None or tag not in ('dt', 'dd'):
                kept.append(kid)
            elif tag == 'dt':
                body['S'] = '/Lbl'
                kept.append(kid)
            elif before is not None and len(before['K']) == 1:  # a label that lacks its body
                before['K'].append(body.reference)
                body['P'] = before.reference
                item.clear()
            else:
                kept.append(kid)
        items['K'][:] = kept


def _body_of(pdf: pydyf.PDF, item: pydyf.Dictionary | None) -> pydyf.Dictionary | None:
    """Return the first element of a list's item."""
    if item is None or item['S'] != '/LI' or not item['K']:
        return None
    return _element(pdf, item['K'][0])


def _tag_of(tagger: Tagged, element: pydyf.Dictionary | None) -> str:
    """Return the HTML tag that an element was made of, or ''."""
    box = tagger.made_of.get(element.number) if element is not None else None
    return str(box.element_tag) if box is not None and box.element is not None else ''
