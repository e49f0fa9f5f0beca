"""Prepare the empty signature field that the seal will fill, within PDF/A and PDF/UA.

ISO 32000-1, 12.7.4.5 (signature fields); ISO 14289-1, 7.18.4 (a widget is inside a Form structure
element) and 7.18.1 (a field has a name to read out: /TU). What the seal says stands on the page as
HTML, so the field's own appearance is an empty form: a signer that draws one of its own would bring
fonts that are not embedded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pydyf

from letterpress.press.reaches.boxes import Rectangle

if TYPE_CHECKING:
    from letterpress.layout.composition import SealField

PX = 0.75  # points in a CSS pixel
PRINT_LOCKED = 4 + 128  # annotation flags: it is printed, and the reader cannot move it


def number(reference: bytes | str) -> int:
    """Return the object number of a reference ('12 0 R')."""
    return int(reference.split()[0])


def find(document: Any, anchor: str) -> tuple[int, Rectangle] | None:
    """Return the index of the element's page, and its rectangle in points from the lower left."""
    for index, page in enumerate(document.pages):
        if anchor in page.anchors:
            return index, in_points(page.anchors[anchor], page.height)
    return None


def in_points(box: Rectangle, height: float) -> Rectangle:
    """Return a rectangle of CSS px from the top of a page as one of points from its foot.

    Takes (left, top, right, bottom) and the page's height in px, gives (left, bottom, right, top).
    """
    left, top, right, bottom = box
    return left * PX, (height - bottom) * PX, right * PX, (height - top) * PX


def prepare(
    document: Any,
    pdf: pydyf.PDF,
    seal: SealField,
    parent: pydyf.Dictionary | None,
    locks: bool = False,
) -> None:
    """Add the field, its widget and its structure element (in `parent`, else at the end).

    `locks`: whoever seals in it is the last of several, and closes the document (ISO 32000-2,
    12.7.5.5: /Lock). Raises LookupError when no page has the anchor.
    """
    found = find(document, seal.anchor)
    if found is None:
        raise LookupError(seal.anchor)
    index, rectangle = found
    reference = pdf.page_references[index]
    page = pdf.objects[number(reference)]

    appearance = pydyf.Stream(
        [],
        pydyf.Dictionary(
            {
                'Type': '/XObject',
                'Subtype': '/Form',
                'Resources': pydyf.Dictionary({}),
                'BBox': pydyf.Array(
                    [0, 0, rectangle[2] - rectangle[0], rectangle[3] - rectangle[1]]
                ),
            }
        ),
    )
    pdf.add_object(appearance)
    widget = pydyf.Dictionary(
        {
            'Type': '/Annot',
            'Subtype': '/Widget',
            'FT': '/Sig',
            'T': pydyf.String(seal.name),
            'F': PRINT_LOCKED,
            'Rect': pydyf.Array(rectangle),
            'P': reference,
            'AP': pydyf.Dictionary({'N': appearance.reference}),
        }
    )
    if seal.tooltip:
        widget['TU'] = pydyf.String(seal.tooltip)
    if locks:
        widget['Lock'] = pydyf.Dictionary({'Type': '/SigFieldLock', 'Action': '/All', 'P': 1})
    pdf.add_object(widget)
    page.setdefault('Annots', pydyf.Array()).append(widget.reference)
    page['Tabs'] = '/S'
    form = pdf.catalog.setdefault(
        'AcroForm', pydyf.Dictionary({'Fields': pydyf.Array(), 'SigFlags': 0})
    )
    form['Fields'].append(widget.reference)

    root = pdf.objects[number(pdf.catalog['StructTreeRoot'])]
    if parent is None:
        parent = pdf.objects[number(root['K'][0])]
    holder = pydyf.Dictionary({'Type': '/OBJR', 'Obj': widget.reference, 'Pg': reference})
    pdf.add_object(holder)
    element = pydyf.Dictionary(
        {
            'Type': '/StructElem',
            'S': '/Form',
            'K': pydyf.Array([holder.reference]),
            'Pg': reference,
            'P': parent.reference,
        }
    )
    if seal.tooltip:
        element['Alt'] = pydyf.String(seal.tooltip)
    pdf.add_object(element)
    parent['K'].append(element.reference)
    parents = pdf.objects[number(root['ParentTree'])]['Nums']
    key = parents[-2] + 1  # a number tree is sorted by key
    parents.extend([key, element.reference])
    widget['StructParent'] = key
