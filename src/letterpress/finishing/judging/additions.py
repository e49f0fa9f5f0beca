"""What a revision may add to a sealed PDF: evidence, a time stamp, the next signer's seal.

Whatever else it touches is a change. Known are exactly these three shapes. Each object that a
revision writes must belong to one of them: those that were there before may differ in the named
entries only, and new ones must be reached from there and be what they should be.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from letterpress.finishing.cms import der
from letterpress.finishing.syntax import objects, places
from letterpress.finishing.syntax.grammar import Revision
from letterpress.finishing.syntax.objects import NULL, Name, Object, Ref, Stream, Unreadable
from letterpress.finishing.syntax.places import Altered
from letterpress.finishing.syntax.states import State

if TYPE_CHECKING:
    from letterpress.finishing.judging.history import Mark

FIELD = {'Type', 'Subtype', 'FT', 'T', 'TU', 'V', 'F', 'Rect', 'P', 'AP', 'Border'}
SIGNATURE = {
    'Type',
    'Filter',
    'SubFilter',
    'ByteRange',
    'Contents',
    'M',
    'Name',
    'Location',
    'Reason',
    'ContactInfo',
    'Reference',
    'Prop_Build',
    'Cert',
    'R',
    'V',
}
STORE = {
    'Certs': 'Cert',
    'OCSPs': 'OCSP',
    'CRLs': 'CRL',
}  # the lists of the store, and of what one seal needs
EXTENSION = {'Type', 'BaseVersion', 'ExtensionLevel', 'ExtensionRevision', 'URL'}
NOTHING_DRAWN = {'Length', 'Type', 'Subtype', 'BBox', 'FormType', 'Matrix', 'Resources'}


def check_revision(
    data: bytes,
    old: State,
    new: State,
    revision: Revision,
    mark: Mark | None,
    first: places.Seal,
    inflated: objects.Inflated,
) -> None:
    """Hold one revision against the three shapes that may follow a seal. Raises Altered."""
    rules = _Rules(data, old, new, revision, mark, inflated)
    try:
        rules.check()
    except _Wrong as wrong:
        one = revision.objects.get(wrong.number or 0, revision)
        raise Altered(
            f'a later revision {wrong}',
            first,
            wrong.code,
            span=(one.start, one.end),
            number=wrong.number if isinstance(one, Object) else None,
        ) from None


class _Wrong(Exception):
    """Raised for what a revision may not do; `number` of the object that does it."""

    def __init__(self, reason: str, number: int | None = None, code: str = 'changed-revision'):
        super().__init__(reason)
        self.number, self.code = number, code


class _Rules:
    """One revision against the state before it.

    `accounted` are the objects that may be written as they are.
    """

    def __init__(
        self,
        data: bytes,
        old: State,
        new: State,
        revision: Revision,
        mark: Mark | None,
        inflated: objects.Inflated,
    ):
        self.data, self.old, self.new, self.mark, self.inflated = data, old, new, mark, inflated
        self.written: Mapping[int, Object] = revision.objects
        self.accounted = set(revision.machinery)
        self.placed = False  # the seal or time stamp stands in its field

    def check(self) -> None:
        old, new, name = self.old.root, self.new.root, self.new.name.number
        for number, one in self.written.items():
            if (number in self.accounted) if self.old.exists(one.ref) else one.ref.generation:
                raise _Wrong('puts another object in the place of one that was sealed', number)
        self.accounted.add(name)
        changed = _differing(old, new)
        if changed - {'DSS', 'AcroForm', 'Extensions', 'Metadata'}:
            raise _Wrong('changes the document', name)
        self._evidence()
        if 'Extensions' in changed:
            self._extensions()
        self._form()
        if self.mark and not self.placed:
            raise _Wrong('holds a seal or a time stamp that stands in no field')
        describing = {
            _number(where)
            for state in (self.old, self.new)
            for where in (state.trailer.get('Info'), state.root.get('Metadata'))
        }
        left = [number for number in self.written if number not in self.accounted]
        for number in left:
            if number not in describing:
                known = self.old.exists(self.written[number].ref)
                raise _Wrong(
                    'changes what was sealed'
                    if known
                    else 'holds something that belongs to nothing',
                    number,
                )
        if (
            left
            or 'Metadata' in changed
            or self.new.trailer.get('Info') != self.old.trailer.get('Info')
        ):  # and does nothing besides
            raise _Wrong(
                'rewrites what the file says of itself (Info, XMP)',
                left[0] if left else name,
                'changed-information',
            )

    # ---- evidence: ISO 32000-2, 12.8.4.3

    def _evidence(self) -> None:
        old, new = self.old.root.get('DSS', NULL), self.new.root.get('DSS', NULL)
        if new == NULL:
            if old != NULL:
                raise _Wrong('removes the evidence', self.new.name.number)
            return
        store = self.new.get(new)
        self._is_store(store, new)
        if isinstance(new, Ref) and new == old and new.number in self.written:
            self._is_store(self.old.get(old), new)
            self.accounted.add(new.number)
        else:
            self._part(new)
        for key in STORE:
            self._pieces(store.get(key, NULL))
        each = store.get('VRI', NULL)
        self._part(each)
        for entry in self.new.dictionary(each).values() if each != NULL else ():
            self._part(entry)
            held = self.new.dictionary(entry)
            if held.keys() - {'Type', 'TU', 'TS', *STORE.values()} or held.get(
                'Type', 'VRI'
            ) != Name('VRI'):
                raise _Wrong('keeps something else among the evidence', _number(entry))
            for key in STORE.values():
                self._pieces(held.get(key, NULL))
            if 'TS' in held:
                self._pieces([held['TS']])

    def _is_store(self, store: Any, name: Any) -> None:
        if (
            not isinstance(store, dict)
            or store.keys() - {'Type', 'VRI', *STORE}
            or store.get('Type', 'DSS') != Name('DSS')
        ):
            raise _Wrong('keeps something else among the evidence', _number(name))

    def _pieces(self, array: Any) -> None:
        """Account for a list of evidence: streams of one value in DER each."""
        self._part(array)
        for one in self.new.array(array):
            held = self.new.get(one)
            if not isinstance(one, Ref) or not isinstance(held, Stream):
                raise _Wrong('keeps something else among the evidence', _number(one))
            if one.number in self.written and not _is_der(held, self.inflated):
                raise _Wrong('keeps something else among the evidence', one.number)
            self._part(one)

    def _part(self, value: Any) -> None:
        """Account for an object: a new one, or one that is written again as it was."""
        if (
            isinstance(value, Ref)
            and value.number in self.written
            and value.number not in self.accounted
        ):
            if self.old.exists(value) and self.old.get(value) != self.new.get(value):
                raise _Wrong('changes what was sealed', value.number)
            self.accounted.add(value.number)

    def _extensions(self) -> None:
        """See that new extensions are nothing but names of the standards that the file uses. 7.12."""
        given = self.new.root['Extensions']
        self._part(given)
        for key, entry in self.new.dictionary(given).items():
            for one in entry if isinstance(entry, list) else [entry]:
                if key != 'Type' and (
                    not isinstance(one, dict)
                    or one.keys() - EXTENSION
                    or any(isinstance(part, (dict, list, Ref)) for part in one.values())
                ):
                    raise _Wrong('changes the document', self.new.name.number)

    # ---- the form

    def _form(self) -> None:
        """See that the form has the same fields, and at most one more or one that is filled.

        The one more is new and invisible; the one that is filled was prepared and is now sealed.
        """
        self._container(self.old.root, self.new.root, 'AcroForm')
        one, other = (
            state.dictionary(state.root.get('AcroForm')) for state in (self.old, self.new)
        )
        changed = _differing(one, other)
        if changed - {'Fields', 'SigFlags'} or (
            'SigFlags' in changed and other.get('SigFlags') != 3
        ):
            raise _Wrong('changes the form', _number(self.new.root['AcroForm']))
        self._container(one, other, 'Fields')
        before, after = self.old.array(one.get('Fields')), self.new.array(other.get('Fields'))
        if after[: len(before)] != before or len(after) - len(before) > (
            1 if self.mark and self.mark.stamp else 0
        ):
            raise _Wrong('changes the fields of the form', _number(other.get('Fields')))
        for field in before:
            if isinstance(field, Ref):
                self._old_field(field)
        for field in after[len(before) :]:
            self._are_fields(self.old, before)
            self._new_field(field)

    def _container(self, old: Mapping[str, Any], new: Mapping[str, Any], key: str) -> None:
        """Account for an entry that is an object of its own: it stays that object.

        What is in it is compared elsewhere.
        """
        one, other = old.get(key), new.get(key)
        if isinstance(one, Ref) or isinstance(other, Ref):
            if one != other:
                raise _Wrong('replaces the form', _number(other))
            self.accounted.add(_number(one) or 0)

    def _are_fields(self, state: State, items: list) -> None:
        """See that a list which grows is one of fields and notes.

        And not pages or contents under a second name.
        """
        for one in items:
            held = state.get(one)
            if (
                not isinstance(held, dict)
                or not held.keys() & {'Subtype', 'FT', 'T', 'Kids'}
                or held.get('Type', 'Annot') != Name('Annot')
            ):
                raise _Wrong('adds a field where no fields are', _number(one))

    def _new_field(self, name: Any) -> None:
        field = self.new.dictionary(name)
        box = self.new.array(field.get('Rect'))
        if (
            not isinstance(name, Ref)
            or self.old.exists(name)
            or name.number not in self.written
            or field.get('FT') != Name('Sig')
            or field.keys() - FIELD
            or field.get('Subtype') != Name('Widget')
            or len(box) != 4
            or not all(map(_is_number, box))
            or box[0] != box[2]
            or box[1] != box[3]
            or not isinstance(field.get('Rect'), list)
            or any(isinstance(field.get(key), (Ref, dict)) for key in FIELD - {'V', 'P', 'AP'})
            or field.get('Border', [0, 0, 0]) != [0, 0, 0]
        ):
            raise _Wrong('adds a field that is no time stamp', _number(name))
        self.accounted.add(name.number)
        self._signature(field.get('V'))
        if 'AP' in field:
            self._appearance(field['AP'])
        self._page(field.get('P'), name)

    def _appearance(self, given: Any) -> None:
        """See that a time stamp is not seen: where it has an appearance, that is an empty stream."""
        held = self.new.dictionary(given)
        drawn = self.new.get(held.get('N'))
        if (
            set(held) != {'N'}
            or not isinstance(drawn, Stream)
            or drawn.raw
            or drawn.entries.keys() - NOTHING_DRAWN
            or list(objects.refs(drawn))
        ):
            raise _Wrong('gives a time stamp a face', _number(held.get('N')))
        self._part(given)
        self._part(held['N'])

    def _page(self, page: Any, field: Ref) -> None:
        """See that the page of a time stamp names it, last of all, and is otherwise the same."""
        old, new = self.old.dictionary(page), self.new.dictionary(page)
        if (
            old.get('Type') != Name('Page')
            or not isinstance(page, Ref)
            or _differing(old, new) - {'Annots'}
        ):
            raise _Wrong('changes a page', _number(page))
        self.accounted.add(page.number)
        one, other = old.get('Annots', NULL), new.get('Annots', NULL)
        before, after = self.old.array(one), self.new.array(other)
        if after != [*before, field]:
            raise _Wrong('puts something on a page', page.number)
        self._are_fields(self.old, before)
        if isinstance(other, Ref):
            if one == other:
                self.accounted.add(other.number)
            else:
                self._part(other)

    def _old_field(self, name: Ref) -> None:
        old, new = self.old.dictionary(name), self.new.dictionary(name)
        changed = _differing(old, new)
        if not changed:
            self.accounted.add(name.number)
        elif (
            changed == {'V'}
            and 'V' not in old
            and old.get('FT') == Name('Sig')
            and self.mark
            and not self.mark.stamp
            and not self.placed
            and not self._is_closed()
        ):
            self.accounted.add(name.number)
            self._signature(new['V'])
        else:
            raise _Wrong('changes a field', name.number)

    def _is_closed(self) -> bool:
        """Tell whether the first signer permitted no further seal.

        12.8.2.2: /P 1 permits no change.
        """
        held: Any = self.old.at(self.old.root, 'Perms')
        held = self.old.at(held, 'DocMDP') if isinstance(held, dict) else NULL
        terms = self.old.at(held, 'Reference') if isinstance(held, dict) else NULL
        for one in terms if isinstance(terms, list) else ():
            term = self.old.get(one)
            parms = (
                self.old.at(term, 'TransformParams')
                if isinstance(term, dict) and term.get('TransformMethod') == Name('DocMDP')
                else NULL
            )
            if isinstance(parms, dict) and self.old.at(parms, 'P') == 1:
                return True
        return False

    def _signature(self, name: Any) -> None:
        """Account for the signature dictionary of the revision.

        It is the one whose gap the bytes show, and nothing besides.
        """
        one = (
            self.written.get(name.number)
            if isinstance(name, Ref) and not self.old.exists(name)
            else None
        )
        if (
            one is None
            or self.mark is None
            or not isinstance(one.value, dict)
            or one.value.keys() - SIGNATURE
            or list(objects.refs(one.value))
        ):
            raise _Wrong('holds a seal of another form', _number(name))
        if not is_at(self.data, one, one.value, self.mark):
            raise _Wrong('holds another seal than its bytes show', one.ref.number)
        self.accounted.add(one.ref.number)
        self.placed = True


def is_at(data: bytes, one: Object, held: Mapping[str, Any], mark: Mark) -> bool:
    """Tell whether a signature dictionary in this object is the seal that the bytes show at this place."""
    seal = mark.seal
    return (
        one.start < seal.gap
        and seal.rest < one.end
        and held.get('ByteRange') == [0, seal.gap, seal.rest, seal.end - seal.rest]
        and held.get('Contents')
        == bytes.fromhex(data[seal.gap + 1 : seal.rest - 1].decode('latin-1'))
        and (held.get('Type') == Name('DocTimeStamp')) is mark.stamp
    )


def _is_der(stream: Stream, inflated: objects.Inflated) -> bool:
    """Tell whether a stream holds one value in DER and nothing else.

    What it says is for the chain to judge.
    """
    try:
        data = inflated(stream)
        return not stream.entries.keys() - {'Length', 'Filter', 'DecodeParms'} and len(
            der.only(data, der.SEQUENCE).raw
        ) == len(data)
    except (Unreadable, der.Malformed):
        return False


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float))


def _number(value: Any) -> int | None:
    return value.number if isinstance(value, Ref) else None


def _differing(old: Mapping[str, Any], new: Mapping[str, Any]) -> set[str]:
    """Return the keys of two dictionaries whose values are not the same."""
    return {
        key
        for key in old.keys() | new.keys()
        if key not in old or key not in new or old[key] != new[key]
    }
