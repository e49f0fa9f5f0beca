"""Tidy the finished tree of tags: one element for a block that goes on over the page, none for what holds nothing."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes

from letterpress.press.seal_field import number

_JOINED = {'/P', '/Div', '/Sect', '/Part', '/Art', '/BlockQuote', '/NonStruct', '/L', '/LI', '/LBody',
           '/H1', '/H2', '/H3', '/H4', '/H5', '/H6'}       # not tables: a repeated header would stand twice in one
_PRUNED = _JOINED | {'/Span', '/Caption'}


def elements(pdf: pydyf.PDF) -> Iterator[pydyf.Dictionary]:
    """Yield all structure elements of the document."""
    return (o for o in pdf.objects if isinstance(o, pydyf.Dictionary) and o.get('Type') == '/StructElem')


def join_fragments(tagger: Any, composition: Any, document: Any, pdf: pydyf.PDF) -> None:
    """Make one element of a block that goes on over the page."""
    root = pdf.objects[number(pdf.catalog['StructTreeRoot'])]
    _join_kids(tagger, pdf, pdf.objects[number(root['K'][0])])


def _same_block(tagger: Any, element: pydyf.Dictionary) -> tuple[int, str, str] | None:
    """Return what fragments of one block have in common, or None when it is nothing that goes on over the page."""
    box = tagger.made_of.get(element.number)
    if (box is None or box.element is None or box.element_tag in ('html', 'body') or element['S'] not in _JOINED
            or not isinstance(box, boxes.BlockLevelBox)
            or box.style['position'] == 'fixed'):       # it is repeated on each page, it does not go on
        return None
    return id(box.element), box.element_tag, element['S']


def _join_kids(tagger: Any, pdf: pydyf.PDF, parent: pydyf.Dictionary) -> None:
    own = tagger.made_of.get(parent.number)
    begun: dict[tuple[int, str, str], pydyf.Dictionary] = {}
    reached: dict[int, bytes] = {}      # a begun element (object number): the page of its last fragment
    kept, before = [], None
    for kid in parent['K']:
        element = _element(pdf, kid)
        key = _same_block(tagger, element) if element is not None else None
        if element is not None and key is not None:
            first = begun.get(key)
            # Anonymous boxes share their parent's HTML element: of these only neighbours can be parts of one.
            anonymous = own is not None and key[0] == id(own.element)
            own_marks = any(isinstance(k, int) for k in element['K'])       # these count on the element's own page
            if (first is not None and reached[first.number] != element['Pg'] and not own_marks
                    and (first is before or not anonymous)):
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
