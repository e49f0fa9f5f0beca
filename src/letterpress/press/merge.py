"""Merge: a letter for many addressees is laid out once; only each one's own words are drawn anew.

These are the lines of the address, in an <address> that is set absolutely, so that nothing on its
pages depends on it, and the formulas: paragraphs with the attribute `data-own`. The document is
made with probes for an address and with one addressee's formulas. While it is written, the words of
every other are broken and drawn by the engine's own functions, with the boxes that are there: same
type, same places, same tags, and their glyphs get into the embedded fonts. The content of a page is
cut around them, with gaps of a fixed length, and a letter is made by filling these.

Whoever cannot be proven to fit the mould (another number of lines, a line that would be broken or
hyphenated, a second typeface, another direction) is not in it: that letter has to be laid out
otherwise. Private functions of WeasyPrint 70, as in tagging.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pydyf

from letterpress.findings import Finding
from letterpress.press import engine, slots
from letterpress.press.proof import Proof
from letterpress.press.slots import END, Line, Pen
from letterpress.press.tags.seal_field import number
from letterpress.press.tags.tagging import Guest
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.layout.composition import Composition

Address = tuple[str, ...]
Formulas = tuple[str, ...]

_IDENTIFIER = re.compile(rb'/ID \[\(([0-9a-f]{32})\) ?\(([0-9a-f]{32})\)\]')
_STREAM = b'stream\n'
_BLANK = re.compile(rb'(<[0-9a-f]{4}>)?')


def probes(lines: int) -> Address:
    """Return the shortest address of so many lines: its type is what the number alone decides."""
    return tuple(str(line) for line in range(1, lines + 1))


@dataclass(frozen=True)
class Mould:
    """A finished document with gaps of fixed length for what is an addressee's own.

    `proof` is that of the document with probes; `pieces` are the bytes around the gaps, `gaps` says
    of each, in the order of the file, which words it holds (0: the address, then the formulas) and
    how many bytes it has.
    """

    proof: Proof
    pieces: tuple[bytes, ...]
    gaps: tuple[tuple[int, int], ...]
    addresses: Mapping[Address, bytes]
    formulas: Mapping[Formulas, tuple[bytes, ...]]

    def fits(self, address: Address, formulas: Formulas) -> bool:
        """Say whether a letter can be made for an addressee."""
        return address in self.addresses and formulas in self.formulas

    def letter(self, address: Address, formulas: Formulas) -> bytes:
        """Return the PDF for an addressee, with a file identifier of its own.

        Raises KeyError for one that does not fit.
        """
        own = (self.addresses[address], *self.formulas[formulas])
        filled = [own[words].ljust(room) for words, room in self.gaps]
        *before, last = self.pieces
        pairs = zip(before, filled, strict=True)
        whole = b''.join((*(part for pair in pairs for part in pair), last))
        start = whole.rindex(b'/ID [')
        held = _IDENTIFIER.match(whole, start)
        assert held is not None
        mark = hashlib.md5(b'\n'.join((held[1], *own)), usedforsecurity=False).hexdigest().encode()
        head, middle = whole[: held.start(1)], whole[held.end(1) : held.start(2)]
        return head + mark + middle + mark + whole[held.end(2) :]


def mould(
    composition: Composition,
    addresses: Sequence[Address],
    formulas: Sequence[Formulas],
    files: Mapping[str, bytes] | None = None,
    families: Collection[str] = (),
) -> tuple[Mould | None, tuple[Finding, ...]]:
    """Return the mould of a composition that has `probes` for an address, and its findings.

    `formulas` are the texts of the paragraphs with `data-own`, in their order; the first are those
    of the composition itself. Who fits is said by the mould; without one nobody does. The other
    arguments are those of `engine.render`.
    """
    drawn = _Drawn(addresses, formulas)
    proof, found = engine.make(composition, files, families, drawn)
    if proof is None or not drawn.gaps:
        return None, found
    return Mould(proof, *drawn.around(proof.pdf), drawn.addresses, drawn.formulas), found


@dataclass(frozen=True)
class _Span:
    """Where a slot stands in the operations of its page, and how many bytes its gap has."""

    slot: int
    start: int
    stop: int
    room: int


class _Drawn(Guest):
    """Draws everybody's own words while the document is written, and cuts the pages around them."""

    def __init__(self, addresses: Sequence[Address], formulas: Sequence[Formulas]):
        super().__init__()
        self._addresses = tuple(dict.fromkeys(addresses))
        self._formulas = tuple(dict.fromkeys(formulas))
        self._contents: list[Any] = []  # of the page of each slot
        self._probes: list[tuple[Line, ...]] = []
        self._own_addresses: dict[Address, tuple[Line, ...]] = {}
        self._own_formulas: dict[Formulas, tuple[tuple[Line, ...], ...]] = {}
        self.addresses: dict[Address, bytes] = {}
        self.formulas: dict[Formulas, tuple[bytes, ...]] = {}
        self.gaps: dict[int, Any] = {}  # of each slot: the stream to be filled

    # ---- as tagging.Guest ----

    def draw(self, document: Any, pdf: pydyf.PDF) -> None:
        """Draw everybody's words with the boxes of the probes; keep those that fit."""
        address = slots.address(document.pages)
        if address is None:
            return
        formulas = slots.formulas(document.pages)
        if any(len(texts) != len(formulas) for texts in self._formulas):
            formulas = []
        pens = [Pen(_content(pdf, slot.page), slot) for slot in (address, *formulas)]
        probes = [pen.drawn([text.text for _, text in pen.slot.lines]) for pen in pens]
        own = slots.broken(pens[1:], self._formulas[0]) if formulas else []
        # Else we would not break the lines of these formulas as the engine did.
        if own != probes[1:] or None in own:
            pens, probes = pens[:1], probes[:1]
        if None in probes:
            return
        self._contents = [_content(pdf, pen.slot.page) for pen in pens]
        self._probes = [lines for lines in probes if lines is not None]
        for lines in self._addresses:
            drawn = pens[0].drawn(lines)
            if slots.alike(drawn, self._probes[0]):
                self._own_addresses[lines] = drawn
        if len(pens) == 1:
            self._own_formulas[self._formulas[0]] = ()
            return
        for texts in self._formulas:
            found = slots.broken(pens[1:], texts)
            if all(map(slots.alike, found, self._probes[1:])):
                self._own_formulas[texts] = tuple(filter(None, found))

    def finish(self, pdf: pydyf.PDF) -> None:
        """Fill in everybody's words as bytes, and leave gaps in the pages where they stand."""
        if not self._probes or not self._own_addresses:
            return
        drawn = list(zip(self._contents, self._probes, strict=True))
        places = [_places(content.stream, lines) for content, lines in drawn]
        if not all(places) or _overlap(self._contents, places):
            return

        def filled(slot: int, lines: Sequence[Line]) -> bytes:
            stream, at = self._contents[slot].stream, places[slot]
            middle = list(stream[at[0] : at[-1] + 1])
            for place, line, probe in zip(at, lines, self._probes[slot], strict=True):
                shown = line.shown.removesuffix(END) + _blank(stream[place], probe)
                middle[place - at[0]] = shown + END
            return b'\n'.join(map(_bytes, middle))

        self.addresses = {words: filled(0, lines) for words, lines in self._own_addresses.items()}
        self.formulas = {
            words: tuple(filled(n, lines) for n, lines in enumerate(drawn, 1))
            for words, drawn in self._own_formulas.items()
        }
        own = [list(self.addresses.values()), *map(list, zip(*self.formulas.values(), strict=True))]
        for content in dict.fromkeys(self._contents):
            spans = [
                _Span(slot, at[0], at[-1] + 1, max(map(len, own[slot])))
                for slot, at in enumerate(places)
                if self._contents[slot] is content
            ]
            self._cut(pdf, content, sorted(spans, key=lambda span: span.start))

    def _cut(self, pdf: pydyf.PDF, content: Any, spans: Sequence[_Span]) -> None:
        """Put a gap where each span stands in the content of a page; they are in its order."""
        stream, parts = list(content.stream), [content.reference]
        ends = [span.start for span in spans[1:]] + [len(stream)]
        for span, end in zip(spans, ends, strict=True):
            gap = pydyf.Stream([b' ' * span.room])
            rest = pydyf.Stream(stream[span.stop : end], compress=content.compress)
            self.gaps[span.slot] = gap
            for part in (gap, rest):
                pdf.add_object(part)
                parts.append(part.reference)
        del content.stream[spans[0].start :]
        pages = (pdf.objects[number(reference)] for reference in pdf.page_references)
        page = next(page for page in pages if page['Contents'] == content.reference)
        page['Contents'] = pydyf.Array(parts)

    def around(self, pdf: bytes) -> tuple[tuple[bytes, ...], tuple[tuple[int, int], ...]]:
        """Return the bytes around the gaps, and of each gap its slot and how many bytes it has."""
        found = []
        for slot, gap in self.gaps.items():
            start = pdf.index(_STREAM, pdf.index(b'\n%d 0 obj\n' % gap.number))
            found.append((start + len(_STREAM), slot, len(gap.stream[0])))
        pieces, end = [], 0
        for start, _, room in sorted(found):
            assert pdf[start : start + room].isspace()
            pieces.append(pdf[end:start])
            end = start + room
        return (*pieces, pdf[end:]), tuple((slot, room) for _, slot, room in sorted(found))


def _content(pdf: pydyf.PDF, page: int) -> Any:
    return pdf.objects[number(pdf.objects[number(pdf.page_references[page])]['Contents'])]


def _overlap(contents: Sequence[Any], places: Sequence[Sequence[int]]) -> bool:
    """Say whether two slots of one page stand one in the other; each has its operations' places."""
    spans = sorted(
        (id(content), at[0], at[-1]) for content, at in zip(contents, places, strict=True)
    )
    return any(
        page == other and stop >= start for (page, _, stop), (other, start, _) in pairwise(spans)
    )


def _places(stream: Sequence[Any], probes: Sequence[Line]) -> list[int]:
    """Return where in a page's content the probes are shown.

    Each must be there once, and in order; nothing where they are not.
    """
    places = []
    for probe in probes:
        found = [n for n, operation in enumerate(stream) if operation == probe.matrix]
        if len(found) != 1:
            return []
        shown = found[0] + (2 if stream[found[0] + 1] == probe.font else 1)
        if not stream[shown].startswith(probe.shown.removesuffix(END)):
            return []
        if not _BLANK.fullmatch(_blank(stream[shown], probe)):
            return []
        places.append(shown)
    return places if places == sorted(places) else []


def _blank(shown: bytes, probe: Line) -> bytes:
    """Return what was written after a line that was drawn: a blank (tags/blanks), or nothing."""
    return shown.removeprefix(probe.shown.removesuffix(END)).removesuffix(END)


def _bytes(operation: Any) -> bytes:
    if isinstance(operation, str):
        return operation.encode()
    data: bytes = getattr(operation, 'data', operation)
    return data
