"""The states of a PDF: as it was sealed, and after each revision that was appended.

Linear, and nothing is repaired. A state answers one question: what is the object of this name. The
sealed one reads it where the cross-reference says that it lies, a later one knows the objects that
its revisions wrote (`grammar`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from letterpress.finishing.syntax import crossref, objects
from letterpress.finishing.syntax.crossref import FREE, PACKED, Entry, Section
from letterpress.finishing.syntax.objects import NULL, Name, Object, Ref, Stream, Unreadable

MOST = 64  # revisions: an archive adds two in ten years
ROWS = 16 << 20  # bytes of all cross-references, inflated: a million and a half of objects
FEW = 500  # numbers that are looked for by one expression
_LAST = re.compile(rb'startxref[\r\n ]{1,4}(\d{1,10})[\r\n ]{1,4}%%EOF[\r\n ]{0,4}\Z')
_HEADER = re.compile(rb'%PDF-[12]\.\d')
_SPACE = rb'(?:[\0\t\n\f\r ]|%[^\r\n]{0,200}[\r\n])+'
_REFERENCE = rb'(%b)%b\d{1,5}%bR(?![A-Za-z])'
_PAIRS = re.compile(rb'(?:[\0\t\n\f\r ]*\d{1,8}[\0\t\n\f\r ]+\d{1,10}(?=[\0\t\n\f\r ]|\Z))*')


class State:
    """A PDF at the end of one revision."""

    def __init__(self, find: Callable[[Ref], Any], trailer: Mapping[str, Any]):
        self._find, self.trailer = find, trailer
        self.name: Ref = trailer['Root']  # of the catalogue
        self.root: dict[str, Any] = self.dictionary(self.name)

    def get(self, value: Any) -> Any:
        """Return a value, a reference followed; of an object that does not exist, NULL.

        Raises Unreadable.
        """
        for _ in range(objects.DEEP):
            if not isinstance(value, Ref):
                return value
            value = self._find(value)
        raise Unreadable('references that lead in a circle', 0)

    def at(self, holder: Mapping[str, Any], key: str) -> Any:
        """Return what stands under a key, followed; NULL when nothing does."""
        return self.get(holder.get(key, NULL))

    def dictionary(self, value: Any) -> dict[str, Any]:
        """Return a dictionary, followed; raise Unreadable for anything else."""
        found = self.get(value)
        if not isinstance(found, dict):
            raise Unreadable('a dictionary is missing', 0)
        return found

    def array(self, value: Any) -> list[Any]:
        """Return an array, followed; [] for NULL; raise Unreadable for anything else."""
        found = self.get(value)
        if found != NULL and not isinstance(found, list):
            raise Unreadable('an array is missing', 0)
        return found if isinstance(found, list) else []

    def exists(self, ref: Ref) -> bool:
        """Tell whether there is an object of this name."""
        return bool(self._find(ref) != NULL)

    def then(self, written: Mapping[int, Object], trailer: Mapping[str, Any]) -> State:
        """Return the state after a revision that wrote these objects, by number."""

        def find(ref: Ref) -> Any:
            if ref.number not in written:
                return self._find(ref)
            return written[ref.number].value if written[ref.number].ref == ref else NULL

        return State(find, trailer)


class Sealed:
    """A PDF as it was sealed, read by its cross-references alone: bytes [0, end) of the file."""

    def __init__(self, data: bytes, end: int, inflated: objects.Inflated):
        self._data, self._inflated = data[:end], inflated
        if not _HEADER.match(self._data):
            raise Unreadable('something else than the beginning of a PDF', 0)
        last = _LAST.search(self._data, max(0, end - 64))
        if not last:
            raise Unreadable('something else than startxref and %%EOF', end)
        self.startxref = int(last[1])
        self.sections = self._chain()
        self.highest = max(section.highest for section in self.sections)
        self._packed: dict[
            int, tuple[bytes, dict[int, int]]
        ] = {}  # object stream -> its data, number -> place in it
        self._found: dict[Ref, Any] = {}
        trailer = self.sections[0].trailer
        encrypts = any('Encrypt' in section.trailer for section in self.sections)
        if encrypts or not isinstance(trailer.get('Root'), Ref):
            wrong = 'a cross-reference that encrypts, or names no document'
            raise Unreadable(wrong, self.startxref)
        self.state = State(self.find, trailer)

    def _chain(self) -> list[Section]:
        """Read the cross-references from the newest back: each names the one before it. 7.5.6."""
        sections: list[Section] = []
        seen: set[int] = set()
        place, left = self.startxref, ROWS
        while True:
            if place in seen or len(seen) == MOST:
                raise Unreadable('a cross-reference that was read before, or one too many', place)
            seen.add(place)
            sections.append(crossref.read(self._data, place, left))
            left -= len(sections[-1].rows)
            place = sections[-1].trailer.get('Prev', NULL)
            if place == NULL:
                return sections
            if type(place) is not int or not 0 < place < len(self._data):
                wrong = 'a cross-reference that names no other before it'
                raise Unreadable(wrong, sections[-1].start)

    def entry(self, number: int) -> Entry | None:
        """Return where an object lies, None when no cross-reference lists it."""
        return next((found for section in self.sections if (found := section.get(number))), None)

    def object(self, ref: Ref) -> Object | None:
        """Return an object that lies in the file itself (not in an object stream), with its bytes.

        Raises Unreadable.
        """
        entry = self.entry(ref.number)
        if entry is None or entry.kind != crossref.PLAIN or entry.more != ref.generation:
            return None
        found = objects.indirect(self._data, entry.place, self._length)
        if found.ref != ref:
            raise Unreadable('another object than its cross-reference says', entry.place)
        return found

    def find(self, ref: Ref) -> Any:
        """Return an object's value, NULL when there is none. Raises Unreadable."""
        if ref not in self._found:
            entry = self.entry(ref.number)
            if entry is not None and entry.kind == PACKED:
                self._found[ref] = (
                    NULL if ref.generation else self._unpacked(ref.number, entry.place)
                )
            elif entry is None or entry.kind == FREE:
                self._found[ref] = NULL
            else:
                found = self.object(ref)
                self._found[ref] = found.value if found else NULL
        return self._found[ref]

    def _length(self, given: Any) -> Any:
        """Follow a /Length: to a number that lies in the file itself."""
        entry = self.entry(given.number) if isinstance(given, Ref) else None
        if entry is None or entry.kind != crossref.PLAIN:
            return None if isinstance(given, Ref) else given
        found = objects.indirect(self._data, entry.place)
        return found.value if found.ref == given else None

    def _unpacked(self, number: int, container: int) -> Any:
        data, places = self._container(container)
        if number not in places:
            raise Unreadable('an object stream without an object that it should hold', 0)
        return objects.value(data, places[number])[0]

    def _container(self, number: int) -> tuple[bytes, dict[int, int]]:
        """Return the data of an object stream, and where in it each object lies."""
        if number not in self._packed:
            found = self.object(Ref(number, 0))
            if not found or not isinstance(found.value, Stream):
                raise Unreadable('an object stream is missing', 0)
            data = self._inflated(found.value)
            self._packed[number] = data, packed(found.value.entries, data)
        return self._packed[number]

    def names(self, numbers: Iterable[int]) -> int | None:
        """Return the first of these numbers that the file refers to, though nothing had it then.

        None where there is no such number.

        What a file prepared for a later revision to fill in is no evidence. Streams are searched as
        they are written, object streams inflated; a name that only looks like a reference is one to
        readers that rebuild the file.
        """
        wanted = set(numbers)
        if not wanted:
            return None
        either = (
            b'|'.join(b'%d' % one for one in sorted(wanted)) if len(wanted) <= FEW else rb'\d{1,7}'
        )
        reference = re.compile(_REFERENCE % (either, _SPACE, _SPACE))
        containers = {
            entry.place
            for section in self.sections
            if section.widths
            for _, entry in section.entries()
            if entry.kind == PACKED
        }
        for text in (self._data, *(self._container(one)[0] for one in sorted(containers))):
            for found in reference.finditer(text):
                if (
                    int(found[1]) in wanted
                    and not text[found.start() - 1 : found.start()].isdigit()
                ):
                    return int(found[1])
        return None


def packed(entries: Mapping[str, Any], data: bytes) -> dict[int, int]:
    """Return by number where in the data of an object stream each object begins. 7.5.7.

    Raises Unreadable.
    """
    many, first = entries.get('N'), entries.get('First')
    if (
        entries.get('Type') != Name('ObjStm')
        or type(many) is not int
        or type(first) is not int
        or not 0 <= first <= len(data)
    ):
        raise Unreadable('an object stream of another form', 0)
    found = _PAIRS.match(data[:first])
    pairs = [int(one) for one in found[0].split()] if found else []
    if (
        len(pairs) != 2 * many
        or (found and data[found.end() : first].strip(b'\0\t\n\f\r '))
        or len(set(pairs[::2])) != many
    ):
        raise Unreadable('an object stream of another form', 0)
    return {number: first + place for number, place in zip(pairs[::2], pairs[1::2], strict=True)}
