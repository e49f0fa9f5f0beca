"""Finish the tags that WeasyPrint 70 writes, and the claims that PDF/A and PDF/UA ask for.

What it leaves undone and this module does (each seen in its output, most of it unnoticed by
veraPDF): page numbers and decoration stand outside or clutter the tree: they become artifacts; the
`lang` of an inner element is lost; a block over two pages is two elements, and each of its lines
one more; the blank at a line's end is not there; a figure's box is in CSS pixels from the top; a
right-to-left line is stored in visual order and a hyphenated line holds a hyphen that is not in the
text: both get their words as /ActualText; there is no reading direction, and no way to claim PDF/A
and PDF/UA together.

This works on private functions of one version of the engine (base/reaches).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

import pydyf
import weasyprint.pdf
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import tags
from weasyprint.pdf.stream import Stream

from letterpress.press.reaches.boxes import Box, attribute, children, descend, real
from letterpress.press.reaches.hyphenation import inserted_hyphen
from letterpress.press.tags import blanks, seal_field, spelling
from letterpress.press.tags.seal_field import number
from letterpress.press.tags.tree import (
    elements,
    join_fragments,
    label_entries,
    name_anonymous,
    name_inline,
    pair_terms,
    prune,
    unwrap_lines,
)

if TYPE_CHECKING:
    from letterpress.layout.composition import Composition


SVG = '{http://www.w3.org/2000/svg}svg'
RIGHT_TO_LEFT = re.compile('[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]')
# Places to break, marks of direction:
_UNHEARD = dict.fromkeys(map(ord, '\u200b\u2066\u2067\u2068\u2069'))
_PARTS_OF_A_TABLE = ('table', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td', 'caption')

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


class Guest(Protocol):
    """Whoever has something to add to a document while it is written (press/merge)."""

    def draw(self, document: Any, pdf: pydyf.PDF) -> None:
        """All pages are drawn; fonts are not yet embedded, glyphs may still be added to them."""

    def finish(self, pdf: pydyf.PDF) -> None:
        """Everything else is finished."""


def write(
    document: Any, composition: Composition, options: dict[str, Any], guest: Guest | None = None
) -> bytes:
    """Return the document as a PDF with finished tags.

    Raises LookupError when the seal's anchor is on no page.
    """
    tagger = Tagger(document, guest)
    with tagger.at_work():
        finisher = partial(_finish, tagger, composition)
        pdf: bytes = document.write_pdf(finisher=finisher, **options)
        return pdf


# ---- while the engine draws ----------------------------------------------------------------------


def decorative(box: Box) -> bool:
    """Say whether a box is decoration: aria-hidden, a picture with an empty alt or such a role."""
    tag = getattr(box.element, 'tag', None)
    if not isinstance(tag, str) or tag in _PARTS_OF_A_TABLE:
        return False
    if attribute(box, 'aria-hidden') == 'true':
        return True
    if tag == 'img' and attribute(box, 'alt') == '':
        return True
    return tag in ('img', SVG) and attribute(box, 'role') in ('presentation', 'none')


class Tagger:
    """The finishing of one document: what is an artifact, and what was made of which box."""

    def __init__(self, document: Any, guest: Guest | None = None):
        self.document = document
        self.guest = guest
        self.made_of: dict[int, Box] = {}  # structure element (object number): its box
        self._artifacts: dict[int, str] = {}  # id of a box: the type of artifact it is
        self._blanks = blanks.Blanks(document.fonts)
        # Characters that the page says as others: of one glyph with them.
        self._lost: frozenset[str] = frozenset()
        for page in document.pages:
            self._sort(page._page_box, '')
            blanks.note_ends(page._page_box)

    def _sort(self, box: Box, kind: str) -> None:
        if not kind and isinstance(box, boxes.MarginBox):
            kind = '/Pagination'
        elif not kind and decorative(box):
            kind = '/Layout'
        if kind:
            self._artifacts[id(box)] = kind
        for child in children(box):
            self._sort(child, kind)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Stand in for four functions of the engine as long as this document is written."""
        with (
            _in_place_of(Stream, 'marked', self._marked),
            _in_place_of(tags, '_build_box_tree', self._tree),
            _in_place_of(weasyprint.pdf, 'add_tags', self._add_tags),
            _in_place_of(weasyprint.pdf, 'build_fonts_dictionary', self._fonts),
        ):
            yield

    def _marked(self, marked: Callable[..., Any]) -> Callable[..., Any]:
        @contextmanager
        def instead(stream: Any, box: Box, tag: str) -> Iterator[None]:
            kind = self._artifacts.get(id(box))
            if kind is None:
                with marked(stream, box, tag):
                    yield
                    if blanks.stands_after(box) and not _respelt(box):
                        self._blanks.ask(stream, box)
            else:
                stream.begin_marked_content('Artifact', pydyf.Dictionary({'Type': kind}))
                yield
                stream.end_marked_content()

        return instead

    def _tree(self, tree: Callable[..., Any]) -> Callable[..., Any]:
        def instead(box: Box, *arguments: Any) -> Iterator[pydyf.Dictionary]:
            box = real(box)
            if id(box) in self._artifacts:
                return
            inner = box.element is not None and box.element_tag not in ('html', 'body')
            language = attribute(box, 'lang') if inner else None
            for element in tree(box, *arguments):
                self.made_of.setdefault(element.number, box)
                if language:
                    element['Lang'] = pydyf.String(language)
                yield element

        return instead

    def _fonts(self, build: Callable[..., Any]) -> Callable[..., Any]:
        def instead(pdf: pydyf.PDF, fonts: dict[Any, Any], *arguments: Any) -> Any:
            if self.guest:
                self.guest.draw(self.document, pdf)
            self._lost = spelling.settle(fonts.values(), self._texts())
            return build(pdf, fonts, *arguments)

        return instead

    def _texts(self) -> Iterator[str]:
        return (
            box.text
            for page in self.document.pages
            for box in descend(page._page_box)
            if isinstance(box, boxes.TextBox)
        )

    def _add_tags(self, add_tags: Callable[..., None]) -> Callable[..., None]:
        def instead(pdf: pydyf.PDF, document: Any, version: Any, streams: Any) -> None:
            # WeasyPrint empties its tables while it builds the tree: the words must be read before.
            words = [_marked_texts(stream) for stream in streams]
            given = self._blanks.write()
            add_tags(pdf, document, version, streams)
            pages = {reference: index for index, reference in enumerate(pdf.page_references)}
            for element in elements(pdf):
                marks = [kid for kid in element['K'] if isinstance(kid, int)]
                there = words[pages[element['Pg']]] if marks else {}
                texts = [there[mark] for mark in marks if mark in there]
                if any(self._must_be_spoken(box, given) for box in texts):
                    element['ActualText'] = pydyf.String(''.join(map(_spoken, texts)))

        return instead

    def _must_be_spoken(self, box: Box, given: Collection[Box]) -> bool:
        """Say whether the glyphs of a text do not say what it is; `given` have got their blank."""
        if _respelt(box) or not self._lost.isdisjoint(box.text):
            return True
        return blanks.stands_after(box) and box not in given


def _marked_texts(stream: Any) -> dict[int, Box]:
    """Return the texts of a page's stream by the number of their marked content."""
    return {
        mark['mcid']: box for box, mark in stream._tags.items() if isinstance(box, boxes.TextBox)
    }


def _respelt(box: Box) -> bool:
    """Say whether a stretch of text is not written in the page as it is to be read.

    What is set from right to left is drawn in the order of sight, signs and figures without a
    letter too. Of blanks between two elements the engine draws nothing.
    """
    return bool(
        box.style['direction'] == 'rtl'
        or inserted_hyphen(box)
        or not box.text.strip()
        or RIGHT_TO_LEFT.search(box.text)
    )


def _spoken(box: Box) -> str:
    """Return the words of a text, a soft hyphen where the line's end made one, and its blank."""
    text: str = box.text
    if hyphen := inserted_hyphen(box):
        text = text.removesuffix(hyphen) + '\u00ad'
    text = text.translate(_UNHEARD)
    return text + ' ' if blanks.stands_after(box) else text


@contextmanager
def _in_place_of(owner: Any, name: str, make: Callable[[Any], Any]) -> Iterator[None]:
    original = getattr(owner, name)
    setattr(owner, name, make(original))
    try:
        yield
    finally:
        setattr(owner, name, original)


# ---- when the tree stands ------------------------------------------------------------------------


def _finish(tagger: Tagger, composition: Composition, document: Any, pdf: pydyf.PDF) -> None:
    for step in STEPS:
        step(tagger, composition, document, pdf)
    if tagger.guest:
        tagger.guest.finish(pdf)


def place_figures(tagger: Tagger, composition: Composition, document: Any, pdf: pydyf.PDF) -> None:
    """Give figures their box in points from the page's lower left (ISO 32000-1, 14.8.5.4.3)."""
    pages = dict(zip(pdf.page_references, document.pages, strict=True))
    for element in elements(pdf):
        if element['S'] == '/Figure' and 'A' in element:
            height = pages[element['Pg']].height
            element['A']['BBox'] = pydyf.Array(seal_field.in_points(element['A']['BBox'], height))


def set_direction(tagger: Tagger, composition: Composition, document: Any, pdf: pydyf.PDF) -> None:
    """Say that a document reads from right to left: viewers put its first page at the right."""
    if document.pages[0]._page_box.style['direction'] == 'rtl':
        pdf.catalog['ViewerPreferences']['Direction'] = '/R2L'


def claim_ua(tagger: Tagger, composition: Composition, document: Any, pdf: pydyf.PDF) -> None:
    """Say in the metadata that the file follows PDF/UA-1, beside what it says of PDF/A."""
    if not composition.ua:
        return
    packet = pdf.objects[number(pdf.catalog['Metadata'])].stream
    if b'pdfuaid:part' not in packet[0]:
        packet[0] = packet[0].replace(b'</rdf:RDF>', _UA_CLAIM + b'</rdf:RDF>')


def name_once(tagger: Tagger, composition: Composition, document: Any, pdf: pydyf.PDF) -> None:
    """Name each file inside once among the associated ones (ISO 19005-3, 6.8), not twice."""
    if 'AF' in pdf.catalog:
        pdf.catalog['AF'] = pydyf.Array(dict.fromkeys(pdf.catalog['AF']))


def sharpen(tagger: Tagger, composition: Composition, document: Any, pdf: pydyf.PDF) -> None:
    """Forbid the smoothing of pictures in an archivable file (ISO 19005-3, 6.2.8)."""
    if composition.variant.startswith('pdf/a'):
        for stream in pdf.objects:
            if isinstance(stream, pydyf.Stream) and stream.extra.get('Subtype') == '/Image':
                stream.extra['Interpolate'] = 'false'


def add_seal_field(tagger: Tagger, composition: Composition, document: Any, pdf: pydyf.PDF) -> None:
    """Put the empty signature fields over the layout's seals, each in its element of the tree."""
    if composition.seal is None:
        return
    fields = (composition.seal, *composition.co_seals)
    for field in fields:
        holder = _element_with_id(tagger, pdf, field.anchor)
        locks = len(fields) > 1 and field is fields[-1]
        seal_field.prepare(document, pdf, field, holder, locks)


def _element_with_id(tagger: Tagger, pdf: pydyf.PDF, name: str) -> pydyf.Dictionary | None:
    """Return the first element of the tree that was made of the HTML element with an id."""
    for element in elements(pdf):
        box = tagger.made_of.get(element.number)
        if box is not None and attribute(box, 'id') == name:
            return element
    return None


def fill_sheet(tagger: Tagger, composition: Composition, document: Any, pdf: pydyf.PDF) -> None:
    """Add an empty page to an odd number of them: what is printed next begins on a fresh sheet."""
    if composition.duplex and len(document.pages) % 2:
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
    join_fragments,
    prune,
    name_inline,
    name_anonymous,
    unwrap_lines,
    label_entries,
    pair_terms,
    place_figures,
    set_direction,
    claim_ua,
    name_once,
    sharpen,
    add_seal_field,
    fill_sheet,
)
