"""Write the names of a long roll into the pages, and the pages that stand once in the markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pydyf

from letterpress.findings import Finding, Rejected
from letterpress.layout.rolls.leaves import Leaves, Row
from letterpress.press.leaves import aside, drawing, model, structure
from letterpress.press.leaves.bulk import Bulk
from letterpress.press.leaves.model import Place
from letterpress.press.leaves.pens import Pens, as_bytes, joined, text_of
from letterpress.press.reaches.boxes import Box
from letterpress.press.records import Sources
from letterpress.press.tags.seal_field import number
from letterpress.press.tags.tagging import Guest
from letterpress.press.tags.tree import number_tree
from letterpress.values import dataclass


@dataclass
class _Repeat:
    """A page that is made of another: what it draws, its texts, its tags."""

    content: bytes
    groups: list[structure.Group]
    texts: dict[int, list[Any]]  # by the box of the model: what draws its text here
    head: str


@dataclass
class _Written:
    """A place with what was drawn there: the stream of its page up to the names, the first mark."""

    place: Place
    stream: Any
    length: int
    marks: int
    groups: list[structure.Group]
    repeats: list[_Repeat]


class Writer(Guest):
    """Writes the names of one document."""

    def __init__(self, leaves: Leaves, document: Any, root: Any, sources: Sources, jail: Any):
        """Measure the model and take it out. Raises Rejected LP375: a place is on no page."""
        super().__init__()
        self._leaves, self._jail = leaves, jail
        self._places = model.places(document)
        found = sorted(place.number for place in self._places)
        if found != list(range(len(leaves.places))):
            raise Rejected(_no_place(sources, found, len(leaves.places)))
        by_number = {place.number: place for place in self._places}
        self._model = model.measured(by_number[leaves.model], root)
        self._heads = {
            place.number: model.running_head(place, document.pages[place.page]._page_box)
            for place in self._places
            if len(leaves.places[place.number]) > 1
        }
        self._folios = {
            number: getattr(document.pages[by_number[number].page]._page_box, 'folios', [])
            for number in self._heads
        }
        # of every text that is another on each page: where in its page's stream it is drawn
        self.spans = {id(box): (0, 0) for place in self._heads for box in self._varying(place)}
        self._written: list[_Written] = []
        self._elements: dict[int, Any] = {}
        self._made_of: dict[int, Box] = {}
        self._lost: frozenset[str] = frozenset()
        self._bulk: Bulk | None = None
        self.more = leaves.more

    def _varying(self, number: int) -> list[Box]:
        head = self._heads[number]
        return [*([head] if head is not None else []), *(one.box for one in self._folios[number])]

    def texts(self) -> Iterator[str]:
        """Yield every line that is written here."""
        for leaves in self._leaves.places:
            for leaf in leaves:
                for row in leaf.rows():
                    yield from row

    # ---- while the engine draws ----

    def draw(self, document: Any, pdf: pydyf.PDF) -> None:
        """Draw all names; the glyphs they need get into the fonts."""
        pens: Pens | None = None
        for place in self._places:
            page = pdf.objects[number(pdf.page_references[place.page])]
            stream = pdf.objects[number(page['Contents'])]
            if pens is None:
                pens = Pens(self._model, stream)
                pens.aside = self._aside(document, pens)
            first, *others = self._leaves.places[place.number]
            length, marks = len(stream.stream), self._marks_on(stream, place)
            content, groups = pens.drawn(first, place, marks)
            written = _Written(place, stream, length, marks, groups, [])
            stream.stream.append(content)
            own = getattr(document.pages[place.page]._page_box, 'number_in_document', 0)
            for turn, leaf in enumerate(others, 1):
                content, groups = pens.drawn(leaf, place, marks)
                texts = {}
                head = self._heads[place.number]
                if head is not None:
                    box = drawing.another(head, leaf.range)
                    texts[id(head)] = drawing.operations(stream, box)
                for folio in self._folios[place.number]:
                    box = drawing.another(folio.box, folio.text(own + turn))
                    texts[id(folio.box)] = drawing.operations(stream, box)
                written.repeats.append(_Repeat(content, groups, texts, leaf.range))
            self._written.append(written)
        if pens is not None:
            pens.settle()

    def _marks_on(self, stream: Any, place: Place) -> int:
        """Return the next mark of a page: behind the engine's, and those of a place before."""
        drawn: int = len(stream._tags)
        for written in self._written:
            if written.stream is stream:
                drawn += sum(
                    (group.heading >= 0) + sum(1 + (one.label >= 0) for one in group.entries)
                    for group in written.groups
                )
        return drawn

    def _aside(self, document: Any, pens: Pens) -> dict[Row, Box]:
        """Return the blocks of the names that the engine sets."""
        names = dict.fromkeys(
            row
            for leaves in self._leaves.places
            for leaf in leaves
            for row in leaf.rows()
            if not pens.takes(row)
        )
        wide = document.pages[self._places[0].page].width
        made = aside.blocks(
            [text_of(row) for row in names], self._model, wide, self._jail, document.font_config
        )
        return dict(zip(names, made, strict=True))

    def keep(self, tagger: Any, pdf: pydyf.PDF) -> None:
        """Keep the elements of the places in the tree, though they hold nothing yet."""
        wanted = {id(place.box): place.number for place in self._places}
        self._made_of = tagger.made_of
        for element_number, box in tagger.made_of.items():
            if id(box) in wanted:
                element = pdf.objects[element_number]
                self._elements[wanted[id(box)]] = element
                element['K'] = pydyf.Array([-1])

    def settled(self, lost: frozenset[str]) -> None:
        """Take note of the characters for which another one's glyph stands."""
        self._lost = lost

    # ---- when the tree stands ----

    def finish(self, pdf: pydyf.PDF) -> None:
        """Make the pages that are repeated, and the tags of all names."""
        bulk = self._bulk = Bulk(pdf)
        entries = number_tree(pdf)
        parents = dict(zip(entries[::2], entries[1::2], strict=True))
        key = max((one for one in parents), default=-1) + 1
        kids: dict[int, list[int]] = {}  # pages that follow one, by its number
        for written in self._written:
            page = pdf.objects[number(pdf.page_references[written.place.page])]
            element = self._elements[written.place.number]
            if written.repeats:
                made = self._repeated(pdf, written, page, element, parents, key)
                for one, array in made:
                    kids.setdefault(page.number, []).append(one)
                    entries.extend([key, array])
                    key += 1
            below, objects, owners = structure.objects(
                bulk,
                written.groups,
                element.reference,
                page.reference,
                self._model.heading,
                self._lost,
            )
            element['K'] = pydyf.Array(below)
            parents[page['StructParents']].extend(owners)
            bulk.pack(objects)
        pages = pdf.pages['Kids'][::3]
        pdf.pages['Kids'] = pydyf.Array(
            part
            for one in pages
            for page_number in (one, *kids.get(one, ()))
            for part in (page_number, 0, 'R')
        )
        pdf.pages['Count'] = len(pdf.pages['Kids']) // 3

    def written(self, data: bytes) -> bytes:
        """Return the file with all that was made here."""
        return self._bulk.appended(data) if self._bulk is not None else data

    def _repeated(
        self, pdf: pydyf.PDF, written: _Written, page: Any, element: Any, parents: Any, key: int
    ) -> list[tuple[int, bytes]]:
        """Return the pages made of one: the number of each, and its array of the parent tree."""
        bulk = self._bulk
        assert bulk is not None
        section = self._section(pdf, element)
        below = list(_below(pdf, section))
        element['K'] = pydyf.Array([structure.KIDS])
        said = self._spoken_head(written, below)
        copied = structure.Copied(below, page.reference)
        if said is not None:
            said['ActualText'] = pydyf.String(self._leaves.places[written.place.number][0].range)
        owners_here = list(parents[page['StructParents']])[: written.marks]
        pieces = self._pieces(written)
        parent = pdf.objects[number(section['P'])]
        at = parent['K'].index(section.reference)
        made: list[tuple[int, bytes]] = []
        for turn, repeat in enumerate(written.repeats):
            ours = bulk.number()
            reference = b'%d 0 R' % ours
            content = b'\n'.join(
                joined(repeat.texts[piece]) if isinstance(piece, int) else piece for piece in pieces
            )
            stream = bulk.stream(content + b'\n' + repeat.content)
            own = {structure.SAID: pydyf.String(repeat.head).data, structure.KIDS: structure.KIDS}
            renamed, elements = copied.copies(bulk, reference, own)
            below_it, objects, owners = structure.objects(
                bulk,
                repeat.groups,
                renamed[element.reference],
                reference,
                self._model.heading,
                self._lost,
            )
            inside = b' '.join(below_it)
            elements = [(one, body.replace(structure.KIDS, inside)) for one, body in elements]
            array = bulk.number()
            marks = [renamed.get(owner, owner) for owner in map(as_bytes, owners_here)] + owners
            own_page = pydyf.Dictionary(
                {**page, 'Contents': b'%d 0 R' % stream, 'StructParents': key + turn}
            )
            bulk.pack(
                [
                    (ours, own_page.data),
                    (array, b'[%s]' % b' '.join(marks)),
                    *elements,
                    *objects,
                ]
            )
            at += 1
            parent['K'].insert(at, renamed[section.reference])
            made.append((ours, b'%d 0 R' % array))
        return made

    def _section(self, pdf: pydyf.PDF, element: Any) -> Any:
        """Return the element of a page: the nearest section around the place."""
        one = element
        while True:
            box = self._made_of.get(one.number)
            if box is not None and box.element_tag == 'section':
                return one
            above = pdf.objects[number(one['P'])]
            if above.get('Type') != '/StructElem' or above['S'] in ('/Document', '/Part'):
                return element
            one = above

    def _spoken_head(self, written: _Written, below: Iterable[Any]) -> Any:
        """Return the element whose words are the running head's, made ready to be copied."""
        head = self._heads[written.place.number]
        words = head.text if head is not None else ''
        for one in below:
            if words and 'ActualText' in one and one['ActualText'].string == words:
                one['ActualText'] = structure.SAID
                return one
        return None

    def _pieces(self, written: _Written) -> list[bytes | int]:
        """Return what a page draws before its names; numbers for texts that differ by page."""
        items = written.stream.stream
        spans = sorted(
            (*self.spans[id(box)], id(box)) for box in self._varying(written.place.number)
        )
        pieces: list[bytes | int] = []
        at = 0
        for start, stop, box in spans:
            pieces += [joined(items[at : start + 3]), box]
            at = stop - 1
        pieces.append(joined(items[at : written.length]))
        return pieces


def _below(pdf: pydyf.PDF, element: Any) -> Iterator[Any]:
    """Yield an element and all below it."""
    yield element
    for kid in element['K']:
        if isinstance(kid, bytes) and kid.endswith(b' R'):
            one = pdf.objects[number(kid)]
            if one.get('Type') == '/StructElem':
                yield from _below(pdf, one)


def _no_place(sources: Sources, found: list[int], wanted: int) -> Finding:
    return Finding(
        sources.page(),
        'LP375',
        f'the names of a long roll have {wanted} places in this layout, and {len(found)} of them '
        'are on its pages',
        'let every element that holds columns of names have the attribute data-leaf, as '
        'layouts/_shared/furniture.html does it (columns_of, place_of)',
    )
