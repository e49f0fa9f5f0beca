"""The revisions of a sealed PDF, one by one: the seal or time stamp of each, and nothing else changed.

After a seal only three things may come: evidence for later judges (a DSS), a document time stamp,
the next signer's seal in a field that was prepared. Every appended byte is read (`grammar`), and
every object must belong to one of the three (`additions`). No library reads here: each repairs
something, and what one repairs another shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from letterpress.finishing.judging.additions import STORE, check_revision, is_at
from letterpress.finishing.judging.chain import Evidence
from letterpress.finishing.syntax import grammar, objects
from letterpress.finishing.syntax import places as revisions
from letterpress.finishing.syntax.grammar import Before, Revision, Unaccounted
from letterpress.finishing.syntax.objects import NULL, Name, Ref, Stream, Unreadable
from letterpress.finishing.syntax.places import Altered
from letterpress.finishing.syntax.states import Sealed, State

LARGEST = (
    32 << 20
)  # bytes of all streams that are read, inflated: a letter of 100,000 names has half as many
FIELDS = 10_000  # of a form that are looked at


@dataclass(frozen=True)
class Mark:
    """A seal or a document time stamp, by its places; `cms` of a time stamp is its token."""

    seal: revisions.Seal
    stamp: bool
    field: str = ''


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
        return tuple(one for one in self.marks if not one.stamp)

    @property
    def stamps(self) -> tuple[Mark, ...]:
        return tuple(one for one in self.marks if one.stamp)


def read(data: bytes) -> History:
    """Return the history of a PDF.

    Raises the exceptions of `revisions`: Altered for any revision that does more than it may.
    """
    places = revisions.locate_all(data)
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


def _read(data: bytes, places: tuple[revisions.Seal, ...]) -> History:
    first = places[0]
    if first.stamp:
        raise Altered('a time stamp came before its seal', first)
    inflated = objects.Inflated(LARGEST)
    sealed = Sealed(data, first.end, inflated)
    before = Before(sealed.startxref, sealed.state.trailer, sealed.highest)
    appended = grammar.read(data, first.end, before, inflated)
    by_end = _by_revision(appended, places)
    states, known = [sealed.state], set()
    for one, place in zip(appended, by_end, strict=True):
        known |= {number for number, held in one.objects.items() if not states[-1].exists(held.ref)}
        states.append(states[-1].then(one.objects, one.section.trailer))
        check_revision(
            data, states[-2], states[-1], one, place and Mark(place, place.stamp), first, inflated
        )
    if (named := sealed.names(known)) is not None:
        holder = next(one.objects[named] for one in appended if named in one.objects)
        raise Altered(
            'a later revision fills in what the sealed file had left open',
            first,
            'changed-revision',
            span=(holder.start, holder.end),
            number=named,
        )
    marks = [Mark(first, False, _field(data, sealed, first))]
    marks += [
        Mark(place, place.stamp, _sealed_in(state, place, data))
        for state, place in zip(states[1:], by_end, strict=True)
        if place
    ]
    return _told(marks, states, [None, *by_end], appended, inflated)


def _by_revision(
    appended: tuple[Revision, ...], places: tuple[revisions.Seal, ...]
) -> list[revisions.Seal | None]:
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
    places: list[revisions.Seal | None],
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
    empty = tuple(
        sorted(
            _text(field.get('T'))
            for field, _ in _fields(states[-1])
            if field.get('FT') == Name('Sig') and 'V' not in field
        )
    )
    return History(
        tuple(marks), held[-1], Evidence() if stamped is None else held[stamped], empty, since
    )


def _rewritten(state: State, revision: Revision) -> bool:
    """Tell whether a revision wrote the store again, with the same evidence in it."""
    name = state.root.get('DSS')
    return isinstance(name, Ref) and name.number in revision.objects


def _evidence(state: State, inflated: objects.Inflated) -> Evidence:
    """Return what the document's security store holds. ISO 32000-2, 12.8.4.3."""
    store = state.at(state.root, 'DSS')
    found: list[tuple[bytes, ...]] = []
    for name in STORE:
        pieces = []
        for one in state.array(store.get(name, NULL)) if isinstance(store, dict) else ():
            stream = state.get(one)
            if not isinstance(stream, Stream):
                raise Unreadable('evidence is missing', 0)
            pieces.append(inflated(stream))
        found.append(tuple(pieces))
    return Evidence(*found)


# ---- fields ---------------------------------------------------------------------------------------------------------


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


def _field(data: bytes, sealed: Sealed, first: revisions.Seal) -> str:
    """Return the name of the field that holds the first seal.

    It is the one that its bytes show, and the only one that is filled.
    """
    found = []
    for field, name in _fields(sealed.state):
        if field.get('FT') != Name('Sig') or 'V' not in field:
            continue
        held = field['V'] if isinstance(field['V'], Ref) else name
        one = sealed.object(held) if held else None
        if (
            one is None
            or not isinstance(sealed.state.get(field['V']), dict)
            or not is_at(data, one, sealed.state.get(field['V']), Mark(first, False))
        ):
            raise Altered('it has other seals than its bytes show', first)
        found.append(_text(field.get('T')))
    if len(found) != 1:
        raise Altered('it has other seals than its bytes show', first)
    return found[0]


def _sealed_in(state: State, place: revisions.Seal, data: bytes) -> str:
    """Return the name of the field that a later seal or time stamp stands in.

    That it does was seen before.
    """
    for field, _ in _fields(state):
        held = state.at(field, 'V')
        if isinstance(held, dict) and held.get('ByteRange') == [
            0,
            place.gap,
            place.rest,
            place.end - place.rest,
        ]:
            return _text(field.get('T'))
    raise Unreadable('a seal stands in no field', 0)


def _text(value: Any) -> str:
    """Return a text string. ISO 32000-2, 7.9.2.2."""
    held = value if isinstance(value, bytes) else b''
    for mark, name in ((b'\xfe\xff', 'utf-16-be'), (b'\xef\xbb\xbf', 'utf-8')):
        if held.startswith(mark):
            return held[len(mark) :].decode(name, 'replace')
    return held.decode('latin-1')
