"""Notes in the tree of tags: each where it is referred to, as ISO 32000-1, 14.8.4.4 has them.

The engine puts what stands at the foot of a page at the end of the page's tags, without a name. A
reader who listens would hear the notes after the roll. Here the number in the text becomes a
Reference, and right behind it stands the Note, with the number as its label and an /ID of its own
(ISO 14289-1, 7.9); the parts of a long one, on whatever pages, are one Note.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pydyf

from letterpress.press.reaches.boxes import attribute
from letterpress.press.tags.seal_field import number
from letterpress.press.tags.tree import elements

if TYPE_CHECKING:
    from letterpress.layout.composition import Composition
    from letterpress.press.tags.tree import Tagged

NOTE = 'data-note'  # of an element: the number of the note that it is, or refers to
REFERENCE, LABEL = 'ref', 'n'  # classes
CALL = '::footnote-call'  # what the engine leaves in the text for a note


def place_notes(tagger: Tagged, composition: Composition, document: Any, pdf: pydyf.PDF) -> None:
    """Put each note behind its reference."""
    references: dict[str, pydyf.Dictionary] = {}
    parts: dict[str, list[pydyf.Dictionary]] = {}
    for element in elements(pdf):
        box = tagger.made_of.get(element.number)
        name = attribute(box, NOTE) if box is not None else None
        if box is None or not name or not hasattr(box, 'children'):
            continue
        if str(box.element_tag).endswith(CALL):
            continue
        if REFERENCE in (attribute(box, 'class') or '').split():
            references.setdefault(name, element)
        elif _outermost(tagger, pdf, element, name):
            parts.setdefault(name, []).append(element)
    for name, reference in references.items():
        reference['S'] = '/Reference'
        if name in parts:
            _place(tagger, pdf, name, reference, parts[name])


def _outermost(tagger: Tagged, pdf: pydyf.PDF, element: pydyf.Dictionary, name: str) -> bool:
    """Say whether an element is no anonymous box inside the one of the same note."""
    parent = tagger.made_of.get(number(element['P']))
    return parent is None or attribute(parent, NOTE) != name


def _place(
    tagger: Tagged,
    pdf: pydyf.PDF,
    name: str,
    reference: pydyf.Dictionary,
    parts: list[pydyf.Dictionary],
) -> None:
    note, *rest = parts
    holder = pdf.objects[number(reference['P'])]
    for part in parts:
        above = pdf.objects[number(part['P'])]
        above['K'].remove(part.reference)
    for part in rest:
        part['S'], part['P'] = '/Span', note.reference
        note['K'].append(part.reference)
    holder['K'].insert(holder['K'].index(reference.reference) + 1, note.reference)
    note['S'], note['P'], note['ID'] = '/Note', holder.reference, pydyf.String(f'note-{name}')
    _label(tagger, pdf, note, note)


def _label(
    tagger: Tagged, pdf: pydyf.PDF, note: pydyf.Dictionary, element: pydyf.Dictionary
) -> bool:
    """Make the number of a note its label, its first child; say whether it was found."""
    for kid in [kid for kid in element['K'] if isinstance(kid, bytes)]:
        inner = pdf.objects[number(kid)]
        if inner.get('Type') != '/StructElem':
            continue
        box = tagger.made_of.get(inner.number)
        if box is not None and hasattr(box, 'children') and attribute(box, 'class') == LABEL:
            element['K'].remove(kid)
            note['K'].insert(0, kid)
            inner['S'], inner['P'] = '/Lbl', note.reference
            return True
        if _label(tagger, pdf, note, inner):
            return True
    return False
