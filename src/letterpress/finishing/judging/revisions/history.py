"""The revisions of a sealed PDF, one by one: the seal or time stamp of each, nothing else changed.

After a seal only three things may come: evidence for later judges (a DSS), a document time stamp,
the next signer's seal in a field that was prepared. Every appended byte is read (`grammar`), and
every object must belong to one of the three (`additions`). No library reads here: each repairs
something, and what one repairs another shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from letterpress.finishing.judging.chain import Evidence
from letterpress.finishing.judging.revisions.additions import check_revision
from letterpress.finishing.judging.revisions.form import is_at
from letterpress.finishing.judging.revisions.store import LISTS
from letterpress.finishing.syntax import grammar, objects
from letterpress.finishing.syntax.grammar import Before, Revision, Unaccounted
from letterpress.finishing.syntax.objects import NULL, Name, Ref, Stream, Unreadable
from letterpress.finishing.syntax.places import Altered, Seal, locate_all
from letterpress.finishing.syntax.states import Sealed, State
from letterpress.values import dataclass

# bytes of all streams that are read, inflated: a letter of 100,000 names has half as many
LARGEST = 32 << 20
FIELDS = 10_000  # of a form that are looked at


@dataclass(frozen=True)
class Mark:
    """A seal or a document time stamp, by its places; `cms` of a time stamp is its token."""

    seal: Seal
    field: str

    @property
    def stamp(self) -> bool:
        """Whether it is a document time stamp."""
        return self.seal.stamp


@dataclass(frozen=True)
class History:
    """What was put on a PDF, oldest first; and the evidence in it.

    `covered` is as much of the evidence as the last time stamp covers.
    """

    marks: tuple[Mark, ...]
    evidence: Evidence
    covered: Evidence
    empty: tuple[str, ...]  # prepared fields that nobody has sealed
    since: bool  # evidence was added after the last seal

    @property
    def seals(self) -> tuple[Mark, ...]:
        """The signers' seals."""
        return tuple(one for one in self.marks if not one.stamp)

    @property
    def stamps(self) -> tuple[Mark, ...]:
        """The document time stamps."""
        return tuple(one for one in self.marks if one.stamp)


def read(data: bytes) -> History:
    """Return the history of a PDF.

    Raises the exceptions of `places`: Altered for any revision that does more than it may.
    """
    places = locate_all(data)
    try:
        return _read(data, places)
    except Unaccounted as wrong:
        raise Altered(
            str(wrong),
            places[0],
            'changed-unaccounted',
            number=wrong.number,
            span=(wrong.start, wrong.end),
        ) from None
    except Unreadable as wrong:
        raise Altered(f'its structure does not hold ({wrong})', places[0]) from None


def _read(data: bytes, places: tuple[Seal, ...]) -> History:
    first = places[0]
    if first.stamp:
        raise Altered('a time stamp came before its seal', first)
    inflated = objects.Inflated(LARGEST)
    sealed = Sealed(data, first.end, inflated)
    before = Before(sealed.startxref, sealed.state.trailer, sealed.highest)
    appended = grammar.read(data, first.end, before, inflated)
    by_end = _by_revision(appended, places)
    states = [sealed.state]
    known: set[int] = set()  # numbers that nothing had when the file was sealed
    for one, place in zip(appended, by_end, strict=True):
        old, new = states[-1], states[-1].then(one.objects, one.section.trailer)
        known |= {number for number, held in one.objects.items() if not old.exists(held.ref)}
        states.append(new)
        check_revision(data, old, new, one, place, first, inflated)
    if (named := sealed.names(known)) is not None:
        holder = next(one.objects[named] for one in appended if named in one.objects)
        raise Altered(
            'a later revision fills in what the sealed file had left open',
            first,
            'changed-revision',
            span=(holder.start, holder.end),
            number=named,
        )
    marks = [Mark(first, _field(data, sealed, first))]
    for state, place in zip(states[1:], by_end, strict=True):
        if place:
            marks.append(Mark(place, _sealed_in(state, place)))
    return _told(marks, states, [None, *by_end], appended, inflated)


def _by_revision(appended: tuple[Revision, ...], places: tuple[Seal, ...]) -> list[Seal | None]:
    """Return for each revision the seal or time stamp that covers the file to its end.

    Every one must have such a revision.
    """
    waiting = {place.end: place for place in places[1:]}
    found = [
        next((waiting.pop(end) for end in range(one.eof, one.end + 1) if end in waiting), None)
        for one in appended
    ]
    if waiting:
        raise Altered('one of its seals does not cover what it should', places[0])
    return found


def _told(
    marks: list[Mark],
    states: list[State],
    places: list[Seal | None],
    appended: tuple[Revision, ...],
    inflated: objects.Inflated,
) -> History:
    """Sum up; `states` and `places` begin with the sealed file."""
    held = [_evidence(state, inflated) for state in states]
    stamped = max((n for n, place in enumerate(places) if place and place.stamp), default=None)
    last_seal = max((n for n, place in enumerate(places) if place and not place.stamp), default=0)
    since = any(
        held[n] != held[n - 1] or _rewritten(states[n], appended[n - 1])
        for n in range(last_seal + 1, len(states))
    )
    empty = sorted(
        _text(field.get('T'))
        for field, _ in _fields(states[-1])
        if field.get('FT') == Name('Sig') and 'V' not in field
    )
    covered = Evidence() if stamped is None else held[stamped]
    return History(tuple(marks), held[-1], covered, tuple(empty), since)


def _rewritten(state: State, revision: Revision) -> bool:
    """Tell whether a revision wrote the store again, with the same evidence in it."""
    name = state.root.get('DSS')
    return isinstance(name, Ref) and name.number in revision.objects


def _evidence(state: State, inflated: objects.Inflated) -> Evidence:
    """Return what the document's security store holds. ISO 32000-2, 12.8.4.3."""
    store = state.at(state.root, 'DSS')
    found: list[tuple[bytes, ...]] = []
    for name in LISTS:
        pieces = []
        for one in state.array(store.get(name, NULL)) if isinstance(store, dict) else ():
            stream = state.get(one)
            if not isinstance(stream, Stream):
                raise Unreadable('evidence is missing', 0)
            pieces.append(inflated(stream))
        found.append(tuple(pieces))
    return Evidence(*found)


# ---- fields


def _fields(state: State) -> Iterator[tuple[dict[str, Any], Ref | None]]:
    """Yield the fields of the form, those below others too, with their names as objects."""
    form = state.at(state.root, 'AcroForm')
    waiting = list(state.array(form.get('Fields', NULL))) if isinstance(form, dict) else []
    for _ in range(FIELDS):
        if not waiting:
            return
        name = waiting.pop(0)
        field = state.get(name)
        if isinstance(field, dict):
            yield field, name if isinstance(name, Ref) else None
            waiting += state.array(field.get('Kids', NULL))
    raise Unreadable('too many fields', 0)


def _field(data: bytes, sealed: Sealed, first: Seal) -> str:
    """Return the name of the field that holds the first seal.

    It is the one that its bytes show, and the only one that is filled.
    """
    found = []
    for field, name in _fields(sealed.state):
        if field.get('FT') != Name('Sig') or 'V' not in field:
            continue
        value = sealed.state.get(field['V'])
        where = field['V'] if isinstance(field['V'], Ref) else name
        one = sealed.object(where) if where else None
        if one is None or not isinstance(value, dict) or not is_at(data, one, value, first):
            raise Altered('it has other seals than its bytes show', first)
        found.append(_text(field.get('T')))
    if len(found) != 1:
        raise Altered('it has other seals than its bytes show', first)
    return found[0]


def _sealed_in(state: State, place: Seal) -> str:
    """Return the name of the field that a later seal or time stamp stands in.

    That it does was seen before.
    """
    span = [0, place.gap, place.rest, place.end - place.rest]
    for field, _ in _fields(state):
        held = state.at(field, 'V')
        if isinstance(held, dict) and held.get('ByteRange') == span:
            return _text(field.get('T'))
    raise Unreadable('a seal stands in no field', 0)


def _text(value: Any) -> str:
    """Return a text string. ISO 32000-2, 7.9.2.2."""
    held = value if isinstance(value, bytes) else b''
    for mark, name in ((b'\xfe\xff', 'utf-16-be'), (b'\xef\xbb\xbf', 'utf-8')):
        if held.startswith(mark):
            return held[len(mark) :].decode(name, 'replace')
    return held.decode('latin-1')
