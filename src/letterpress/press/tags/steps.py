"""The steps that finish a tagged PDF when its tree stands: the tree's own, figures, claims, seal.

Each takes what is known of the tags, the composition, the engine's document (weasyprint.Document)
and its PDF, and changes the PDF.
"""

from __future__ import annotations

from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import pydyf

from letterpress.press.reaches.boxes import attribute
from letterpress.press.tags import seal_field
from letterpress.press.tags.notes import place_notes
from letterpress.press.tags.seal_field import number
from letterpress.press.tags.tree import (
    Tagged,
    elements,
    join_fragments,
    label_entries,
    name_anonymous,
    name_inline,
    pair_terms,
    prune,
    root_of,
    unwrap_lines,
)

if TYPE_CHECKING:
    from letterpress.layout.composition import Composition

# The claim goes into the packet's one rdf:RDF: WeasyPrint's option xmp_metadata would add a second
# root. PDF/A (ISO 19005-3, 6.6.2.3) wants a schema that it does not know described beside it.
_UA_CLAIM = (
    b'<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about=""'
    b' pdfuaid:part="1"/>'
    b'<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    b' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    b' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">'
    b'<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    b'<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>'
    b'<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>'
    b'<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>'
    b'<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    b'<pdfaProperty:name>part</pdfaProperty:name>'
    b'<pdfaProperty:valueType>Integer</pdfaProperty:valueType>'
    b'<pdfaProperty:category>internal</pdfaProperty:category>'
    b'<pdfaProperty:description>the part of ISO 14289 that the file follows'
    b'</pdfaProperty:description>'
    b'</rdf:li></rdf:Seq></pdfaSchema:property>'
    b'</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>'
)


def index_ids(tagger: Tagged, composition: Composition, document: Any, pdf: pydyf.PDF) -> None:
    """List the elements that have an /ID, as their tree needs then (ISO 32000-1, table 322).

    They are notes, and the heads of tables, which the cells below name by it.
    """
    found = ((one['ID'].string, one) for one in elements(pdf) if 'ID' in one)
    named = sorted(found, key=itemgetter(0))
    if named:
        pairs = ((one['ID'], one.reference) for _, one in named)
        names = pydyf.Array(chain.from_iterable(pairs))
        root_of(pdf)['IDTree'] = pydyf.Dictionary({'Names': names})


def place_figures(tagger: Tagged, composition: Composition, document: Any, pdf: pydyf.PDF) -> None:
    """Give figures their box in points from the page's lower left (ISO 32000-1, 14.8.5.4.3)."""
    pages = dict(zip(pdf.page_references, document.pages, strict=True))
    for element in elements(pdf):
        if element['S'] == '/Figure' and 'A' in element:
            height = pages[element['Pg']].height
            element['A']['BBox'] = pydyf.Array(seal_field.in_points(element['A']['BBox'], height))


def set_direction(tagger: Tagged, composition: Composition, document: Any, pdf: pydyf.PDF) -> None:
    """Say that a document reads from right to left: viewers put its first page at the right."""
    if document.pages[0]._page_box.style['direction'] == 'rtl':
        pdf.catalog['ViewerPreferences']['Direction'] = '/R2L'


def claim_ua(tagger: Tagged, composition: Composition, document: Any, pdf: pydyf.PDF) -> None:
    """Say in the metadata that the file follows PDF/UA-1, beside what it says of PDF/A."""
    if not composition.ua:
        return
    packet = pdf.objects[number(pdf.catalog['Metadata'])].stream
    if b'pdfuaid:part' not in packet[0]:
        packet[0] = packet[0].replace(b'</rdf:RDF>', _UA_CLAIM + b'</rdf:RDF>')


def name_once(tagger: Tagged, composition: Composition, document: Any, pdf: pydyf.PDF) -> None:
    """Name each file inside once among the associated ones (ISO 19005-3, 6.8), not twice."""
    if 'AF' in pdf.catalog:
        pdf.catalog['AF'] = pydyf.Array(dict.fromkeys(pdf.catalog['AF']))


def sharpen(tagger: Tagged, composition: Composition, document: Any, pdf: pydyf.PDF) -> None:
    """Forbid the smoothing of pictures in an archivable file (ISO 19005-3, 6.2.8)."""
    if composition.variant.startswith('pdf/a'):
        for stream in pdf.objects:
            if isinstance(stream, pydyf.Stream) and stream.extra.get('Subtype') == '/Image':
                stream.extra['Interpolate'] = 'false'


def add_seal_field(tagger: Tagged, composition: Composition, document: Any, pdf: pydyf.PDF) -> None:
    """Put the empty signature fields over the layout's seals, each in its element of the tree."""
    if composition.seal is None:
        return
    fields = (composition.seal, *composition.co_seals)
    for field in fields:
        holder = _element_with_id(tagger, pdf, field.anchor)
        locks = len(fields) > 1 and field is fields[-1]
        seal_field.prepare(document, pdf, field, holder, locks)


def _element_with_id(tagger: Tagged, pdf: pydyf.PDF, name: str) -> pydyf.Dictionary | None:
    """Return the first element of the tree that was made of the HTML element with an id."""
    for element in elements(pdf):
        box = tagger.made_of.get(element.number)
        if box is not None and attribute(box, 'id') == name:
            return element
    return None


def fill_sheet(tagger: Tagged, composition: Composition, document: Any, pdf: pydyf.PDF) -> None:
    """Add an empty page to an odd number of them: what is printed next begins on a fresh sheet."""
    if composition.duplex and tagger.pages % 2:
        last = pdf.objects[number(pdf.page_references[-1])]
        empty = pydyf.Stream()
        pdf.add_object(empty)
        boxes_of_it = {key: last[key] for key in ('MediaBox', 'TrimBox', 'BleedBox', 'Resources')}
        pdf.add_page(
            pydyf.Dictionary(
                {
                    'Type': '/Page',
                    'Parent': pdf.pages.reference,
                    **boxes_of_it,
                    'Tabs': '/S',
                    'Contents': empty.reference,
                }
            )
        )


STEPS = (
    place_notes,
    join_fragments,
    prune,
    name_inline,
    name_anonymous,
    unwrap_lines,
    label_entries,
    pair_terms,
    index_ids,
    place_figures,
    set_direction,
    claim_ua,
    name_once,
    sharpen,
    add_seal_field,
    fill_sheet,
)
