"""Tidy the finished tree of tags: one element for a block that goes on over the page, none for what holds nothing, none
for a line that says no more than its block does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes

from letterpress.press.reaches.boxes import attribute
from letterpress.press.tags.seal_field import number

_JOINED = {
    '/P',
    '/Div',
    '/Sect',
    '/Part',
    '/Art',
    '/BlockQuote',
    '/NonStruct',
    '/L',
    '/LI',
    '/LBody',
    '/H1',
    '/H2',
    '/H3',
    '/H4',
    '/H5',
    '/H6',
}  # not tables: a repeated header would stand twice in one
_PRUNED = _JOINED | {'/Span', '/Caption'}
_HOLD_TEXT = {
    '/P',
    '/H1',
    '/H2',
    '/H3',
    '/H4',
    '/H5',
    '/H6',
    '/Span',
    '/LBody',
    '/Lbl',
    '/TH',
    '/TD',
    '/Caption',
    '/Link',
}


def elements(pdf: pydyf.PDF) -> Iterator[pydyf.Dictionary]:
    """Yield all structure elements of the document."""
    return (
        o for o in pdf.objects if isinstance(o, pydyf.Dictionary) and o.get('Type') == '/StructElem'
    )


def join_fragments(tagger: Any, composition: Any, document: Any, pdf: pydyf.PDF) -> None:
    """Make one element of a block that goes on over the page."""
    root = pdf.objects[number(pdf.catalog['StructTreeRoot'])]
    _join_kids(tagger, pdf, pdf.objects[number(root['K'][0])])


def _same_block(tagger: Any, element: pydyf.Dictionary) -> tuple[int, str, str] | None:
    """Return what fragments of one block have in common, or None when it is nothing that goes on over the page."""
    box = tagger.made_of.get(element.number)
    if (
        box is None
        or box.element is None
        or box.element_tag in ('html', 'body')
        or element['S'] not in _JOINED
        or not isinstance(box, boxes.BlockLevelBox)
        or box.style['position'] == 'fixed'
    ):  # it is repeated on each page, it does not go on
        return None
    return id(box.element), box.element_tag, element['S']


def _join_kids(tagger: Any, pdf: pydyf.PDF, parent: pydyf.Dictionary) -> None:
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
            own_marks = any(
                isinstance(k, int) for k in element['K']
            )  # these count on the element's own page
            if (
                first is not None
                and reached[first.number] != element['Pg']
                and not own_marks
                and (first is before or not anonymous)
            ):
                for moved in filter(None, (_element(pdf, k) for k in element['K'])):
                    moved['P'] = first.reference
                first['K'].extend(element['K'])
                reached[first.number] = element['Pg']
                element.clear()
                continue
            begun[key], reached[element.number] = element, element['Pg']
        kept.append(kid)
        before = element
    parent['K'][:] = kept
    for kid in kept:
        element = _element(pdf, kid)
        if element is not None:
            _join_kids(tagger, pdf, element)


def _element(pdf: pydyf.PDF, kid: object) -> pydyf.Dictionary | None:
    """Return the structure element that an entry of /K refers to; None for marked content and annotations."""
    if not isinstance(kid, bytes):
        return None
    target = pdf.objects[number(kid)]
    return target if target.get('Type') == '/StructElem' else None


def prune(tagger: Any, composition: Any, document: Any, pdf: pydyf.PDF) -> None:
    """Take elements without content out of the tree: rules, grounds and frames are no structure."""
    root = pdf.objects[number(pdf.catalog['StructTreeRoot'])]
    _prune_kids(pdf, pdf.objects[number(root['K'][0])])


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


def name_inline(tagger: Any, composition: Any, document: Any, pdf: pydyf.PDF) -> None:
    """Call emphasis and other words inside a line a Span (ISO 32000-1, 14.8.4.4), not an element without a meaning."""
    for element in elements(pdf):
        box = tagger.made_of.get(element.number)
        if element['S'] == '/NonStruct' and isinstance(box, boxes.InlineBox):
            element['S'] = '/Span'


def name_anonymous(tagger: Any, composition: Any, document: Any, pdf: pydyf.PDF) -> None:
    """Take the anonymous boxes out of a heading or paragraph that they repeat; elsewhere call one with text a paragraph."""
    for parent in list(elements(pdf)):
        own = tagger.made_of.get(parent.number)
        kids: list[Any] = []
        for kid in parent.get('K', ()):
            element = _element(pdf, kid)
            box = tagger.made_of.get(element.number) if element is not None else None
            anonymous = (
                own is not None
                and box is not None
                and own.element is not None
                and box.element is own.element
            )
            if (
                element is None
                or not anonymous
                or not isinstance(box, boxes.BlockLevelBox)
                or element['S'] != parent['S']
            ):
                kids.append(kid)
            elif parent['S'] in _HOLD_TEXT and not any(
                isinstance(one, int) for one in element['K']
            ):
                for one in element['K']:
                    _element(pdf, one)['P'] = parent.reference
                kids += element['K']
                element.clear()
            else:
                if parent['S'] == '/Div' and all(
                    _element(pdf, one) and _plain(tagger, _element(pdf, one))
                    for one in element['K']
                ):
                    element['S'] = '/P'
                kids.append(kid)
        if 'K' in parent:
            parent['K'][:] = kids


def unwrap_lines(tagger: Any, composition: Any, document: Any, pdf: pydyf.PDF) -> None:
    """Put the content of lines right into their block where the line's own element says nothing more than the block."""
    pages = {reference: index for index, reference in enumerate(pdf.page_references)}
    numbers = pdf.objects[number(pdf.objects[number(pdf.catalog['StructTreeRoot'])]['ParentTree'])][
        'Nums'
    ]
    table = dict(zip(numbers[::2], numbers[1::2]))
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
                kids.append(
                    mark
                    if line['Pg'] == parent['Pg']
                    else pydyf.Dictionary({'Type': '/MCR', 'Pg': line['Pg'], 'MCID': mark})
                )
            line.clear()
        parent['K'][:] = kids


def _plain(tagger: Any, line: pydyf.Dictionary) -> bool:
    """Say whether an element is a mere stretch of text: marks only, no attribute, no HTML element of its own."""
    return (
        line['S'] == '/Span'
        and line.keys() == {'Type', 'S', 'K', 'Pg', 'P'}
        and line.number not in tagger.made_of
        and all(isinstance(mark, int) for mark in line['K'])
    )


def label_entries(tagger: Any, composition: Any, document: Any, pdf: pydyf.PDF) -> None:
    """Make the number or dash of a list's entry (class "n") its label, beside its body: ISO 32000-1, 14.8.4.3.3."""
    for mark in list(elements(pdf)):
        box = tagger.made_of.get(mark.number)
        if (
            box is None
            or attribute(box, 'class') != 'n'
            or isinstance(box, boxes.TextBox | boxes.LineBox)
        ):
            continue
        body = mark
        while body is not None and body['S'] != '/LBody':
            body = (
                pdf.objects[number(body['P'])]
                if body['S'] in ('/Span', '/NonStruct', '/P', '/Link')
                else None
            )
        if body is None:
            continue
        holder, item = pdf.objects[number(mark['P'])], pdf.objects[number(body['P'])]
        holder['K'].remove(mark.reference)
        item['K'].insert(item['K'].index(body.reference), mark.reference)
        mark['S'], mark['P'] = '/Lbl', item.reference


def pair_terms(tagger: Any, composition: Any, document: Any, pdf: pydyf.PDF) -> None:
    """Make a term and its description (dt, dd) one item of the list, label and body: ISO 32000-1, 14.8.4.3.3."""
    for items in list(elements(pdf)):
        if items.get('S') != '/L':
            continue
        kept: list[Any] = []
        for kid in items['K']:
            item = _element(pdf, kid)
            body = (
                _element(pdf, item['K'][0])
                if item is not None and item['S'] == '/LI' and item['K']
                else None
            )
            box = tagger.made_of.get(body.number) if body is not None else None
            tag = box.element_tag if box is not None and box.element is not None else ''
            before = _element(pdf, kept[-1]) if kept else None
            if tag == 'dt':
                body['S'] = '/Lbl'
            elif tag == 'dd' and before is not None and len(before['K']) == 1:
                before['K'].append(body.reference)
                body['P'] = before.reference
                item.clear()
                continue
            kept.append(kid)
        items['K'][:] = kept
