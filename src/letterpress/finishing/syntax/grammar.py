"""The grammar of what may follow a seal: every appended byte belongs to something, or is named.

A reader that finds a file's cross-reference wanting rebuilds it from whatever looks like an object,
the last one first. So nothing may look like one that is none. A revision has one form, that of
known writers (ours; EU DSS 6.4, which is PDFBox):

    blank lines, objects one behind the other, one cross-reference that lists these and no other,
    startxref, %%EOF

Each object lies where the table says and under its generation; only number 0 is free; /Size is the
highest number and one; /Prev is the cross-reference before; nothing in a string or a stream looks
like a piece of a file. PDFBox does not list its cross-reference stream and gives its number away
again in the next revision: that is let pass.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from letterpress.finishing.syntax import crossref, objects
from letterpress.finishing.syntax.crossref import FREE, PACKED, PLAIN, Section
from letterpress.finishing.syntax.objects import NULL, Object, Ref, Stream, Unreadable
from letterpress.finishing.syntax.states import MOST, packed
from letterpress.values import dataclass

_BETWEEN = re.compile(rb'[\r\n]{0,4}')
_LAST = re.compile(rb'startxref(?:\r\n|\n|\r)(\d{1,10})(?:\r\n|\n|\r)%%EOF')
_END = re.compile(rb'\r\n|\n|\r|')
_SPACE = rb'(?:[\0\t\n\f\r ]|%[^\r\n]{0,200}[\r\n])'
# what a reader that rebuilds a file goes by
_SIGNS = re.compile(
    rb'(?<!\d)\d{1,10}%b+\d{1,10}%b*obj|endobj|endstream|startxref|trailer%b*<<|xref%b+\d|%%%%EOF|%%PDF-'
    % ((_SPACE,) * 4)
)
_TRAILER = {'Size', 'Prev', 'Root', 'Info', 'ID'}
_STREAM = {'Type', 'W', 'Index', 'Length', 'Filter', 'DecodeParms'}


class Unaccounted(ValueError):
    """Raised for appended bytes [start, end) that belong to nothing which the form allows.

    `number` says which object they are, where they are one.
    """

    def __init__(self, reason: str, start: int, end: int, number: int | None = None):
        super().__init__(reason)
        self.start, self.end, self.number = start, end, number


@dataclass(frozen=True)
class Revision:
    """One appended revision: bytes [start, end) of the file, `eof` behind its %%EOF.

    `objects` are by number; `machinery` are those of them that hold it together: the
    cross-reference stream and object streams.
    """

    start: int
    eof: int
    end: int
    section: Section
    objects: Mapping[int, Object]
    machinery: frozenset[int]


@dataclass(frozen=True)
class Before:
    """What a revision goes on from: the cross-reference before it, trailer, highest number."""

    startxref: int
    trailer: Mapping[str, Any]
    highest: int


def read(
    data: bytes, start: int, before: Before, inflated: objects.Inflated
) -> tuple[Revision, ...]:
    """Return the revisions that follow byte `start`, every byte read. Raises Unaccounted."""
    found: list[Revision] = []
    while start < len(data):
        if len(found) == MOST:
            raise Unaccounted('there are too many revisions', start, len(data))
        try:
            revision = _revision(data, start)
        except Unreadable as wrong:
            reason = f'at byte {wrong.place + 1:,} stands {wrong}'
            raise Unaccounted(reason, start, len(data)) from None
        try:
            revision = _checked(data, revision, before, inflated)
        except Unreadable as wrong:
            raise Unaccounted(str(wrong), revision.start, revision.end) from None
        found.append(revision)
        # a cross-reference stream that is not listed has no number
        highest = max(before.highest, revision.section.highest)
        before = Before(revision.section.start, revision.section.trailer, highest)
        start = revision.end
    return tuple(found)


def _revision(data: bytes, start: int) -> Revision:
    """Read one revision from its first byte to its last, in the order in which it must stand."""
    held: list[Object] = []
    section = None
    place = _past(_BETWEEN, data, start)
    while section is None:
        if data.startswith(b'xref', place):
            section = crossref.read(data, place)
            place = section.end
        else:
            held.append(objects.indirect(data, place))
            place = held[-1].end
            if _type(held[-1]) == 'XRef':
                section = crossref.read(data, held[-1].start)
        place = _past(_BETWEEN, data, place)
    last = _LAST.match(data, place)
    if not last:
        raise Unreadable('something else than startxref and %%EOF', place)
    if int(last[1]) != section.start:
        wrong = 'a startxref that names another place than that of the cross-reference'
        raise Unreadable(wrong, place)
    end = _past(_END, data, last.end())
    by_number = {one.ref.number: one for one in held}
    if len(by_number) != len(held):
        raise Unreadable('an object that is written twice', start)
    machinery = frozenset(n for n, one in by_number.items() if _type(one) == 'XRef')
    return Revision(start, last.end(), end, section, by_number, machinery)


def _past(blanks: re.Pattern[bytes], data: bytes, place: int) -> int:
    """Return the place behind the blanks that stand at a place."""
    found = blanks.match(data, place)
    return found.end() if found else place


def _type(one: Object) -> Any:
    return one.value.entries.get('Type') if isinstance(one.value, Stream) else None


def _checked(
    data: bytes, revision: Revision, before: Before, inflated: objects.Inflated
) -> Revision:
    """Hold objects, cross-reference and trailer against each other; open the object streams."""
    section, written = revision.section, revision.objects
    containers = {
        n: _contents(one, inflated) for n, one in written.items() if _type(one) == 'ObjStm'
    }
    packed_ones = sum(map(len, containers.values()))
    if sum(many for _, many, _ in section.ranges) > 1 + len(written) + packed_ones:
        raise Unreadable('its cross-reference lists what was not appended', section.start)
    if section.widths and not section.widths[0]:
        wrong = 'its cross-reference does not say of what kind its entries are'
        raise Unreadable(wrong, section.start)
    if section.own and section.own.ref.number <= before.highest:
        wrong = 'its cross-reference takes the place of another object'
        raise Unaccounted(wrong, section.start, section.end, section.own.ref.number)
    listed = {number for number, _ in section.entries()}
    unpacked = _unpacked(revision, containers)
    for number, one in written.items():
        if number not in listed and one.start != section.start:
            wrong = f'object {number} is in no cross-reference'
            raise Unaccounted(wrong, one.start, one.end, number)
    if packed_ones != len(unpacked):
        wrong = 'an object stream holds objects that are in no cross-reference'
        raise Unreadable(wrong, section.start)
    _check_signs(data, revision)
    _check_trailer(section, before, max(*listed, *written, 0))
    if not (listed | set(written)) - {0} - revision.machinery:
        raise Unreadable('a revision that holds nothing', section.start)
    kept = {number: one for number, one in written.items() if number in listed}
    return replace(
        revision,
        objects={**kept, **unpacked},
        machinery=revision.machinery | frozenset(containers),
    )


def _unpacked(revision: Revision, containers: Mapping[int, list[Object]]) -> dict[int, Object]:
    """Return the objects of the object streams that the cross-reference lists, by number.

    Each of its rows must say what is so: of an object in the file, or in one of the `containers`.
    """
    section, found = revision.section, {}
    for number, entry in section.entries():
        one = revision.objects.get(number)
        if number == 0:
            if entry.kind != FREE or entry.place or entry.more not in (0, 65535):
                raise Unreadable('object 0 is not free', section.start)
            continue
        if entry.kind == FREE:
            raise Unreadable(f'object {number} is removed', section.start)
        if entry.kind == PLAIN and one:
            is_so = (entry.place, entry.more) == (one.start, one.ref.generation)
        else:
            held = containers.get(entry.place, [])
            is_so = entry.kind == PACKED and not one and _holds(held, number, entry.more)
            if is_so:
                found[number] = held[entry.more]
        if not is_so:
            wrong = f'its cross-reference says of object {number} what is not so'
            raise Unreadable(wrong, section.start)
    return found


def _holds(contents: list[Object], number: int, index: int) -> bool:
    return index < len(contents) and contents[index].ref.number == number


def _contents(container: Object, inflated: objects.Inflated) -> list[Object]:
    """Read the objects of an object stream, one behind the other to its end.

    They lie where their container does.
    """
    entries = container.value.entries
    if 'Extends' in entries:
        raise Unreadable('an object stream that goes on another', container.start)
    data = inflated(container.value)
    found, places = [], packed(entries, data)
    place = entries['First']
    for number, start in places.items():
        if start < place or data[place:start].strip(b'\0\t\n\f\r '):
            raise Unreadable('an object stream of another form', container.start)
        held, place = objects.value(data, start)
        found.append(Object(Ref(number, 0), held, container.start, container.end))
    if data[place:].strip(b'\0\t\n\f\r '):
        raise Unreadable('an object stream holds more than its objects', container.start)
    return found


def _check_signs(data: bytes, revision: Revision) -> None:
    """See that nothing but the revision's own pieces looks like a piece of a file.

    No string, no stream, no name.
    """
    own = {
        data.rindex(b'startxref', revision.section.end, revision.eof),
        revision.eof - len(b'%%EOF'),
    }
    for one in revision.objects.values():
        own |= {one.start, one.end - len(b'endobj')}
        if isinstance(one.value, Stream):
            own.add(data.rindex(b'endstream', one.start, one.end))
    if revision.section.own is None:
        start, end = revision.section.start, revision.section.end
        own |= {start, data.rindex(b'trailer', start, end)}
    for found in _SIGNS.finditer(data, revision.start, revision.eof):
        if found.start() not in own:
            raise Unaccounted('a piece of a file stands where none belongs', *found.span())


def _check_trailer(section: Section, before: Before, highest: int) -> None:
    """Hold a trailer against the one before it.

    It is of the same document, and nothing in it makes readers read that another way.
    """
    trailer, old = section.trailer, before.trailer
    if type(trailer.get('Prev')) is not int or trailer['Prev'] != before.startxref:
        raise Unreadable('it does not go on from what was sealed', section.start)
    if trailer.get('Root') != old.get('Root'):
        raise Unreadable('it names another document', section.start)
    least = max(highest, before.highest) + 1
    sizes = (least, max(least, old['Size']) if type(old.get('Size')) is int else least)
    size = trailer.get('Size')
    if type(size) is not int or size not in sizes or size > crossref.NUMBERS:
        raise Unreadable('its /Size is not that of the file', section.start)
    if not _same_id(trailer.get('ID', NULL), old.get('ID', NULL)):
        raise Unreadable('it has the name of another file (/ID)', section.start)
    for key in trailer.keys() - _TRAILER - (_STREAM if section.own else set()):
        if key not in old or trailer[key] != old[key] or key in ('Encrypt', 'XRefStm'):
            raise Unreadable(f'its trailer holds /{key}', section.start)


def _same_id(new: Any, old: Any) -> bool:
    """Tell whether two /ID agree in the first part, which stays for the file's life. 14.4."""
    if new == NULL:
        return bool(old == NULL)
    first, *others = new if isinstance(new, list) else [NULL]
    known = first if old == NULL else old[0] if isinstance(old, list) and old else NULL
    return (
        isinstance(first, bytes)
        and len(others) == 1
        and isinstance(others[0], bytes)
        and first == known
    )
