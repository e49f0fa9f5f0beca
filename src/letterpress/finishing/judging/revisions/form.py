"""The form of a sealed PDF: which fields and seals a revision may add to it.

At most one field is new, and holds a time stamp that nobody sees; or one that was prepared is
filled by the next signer's seal. ISO 32000-2, 12.7 and 12.8.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from letterpress.finishing.judging.revisions.ledger import Ledger, Wrong, differing, number
from letterpress.finishing.syntax import objects
from letterpress.finishing.syntax.objects import NULL, Name, Object, Ref, Stream
from letterpress.finishing.syntax.places import Seal
from letterpress.finishing.syntax.states import State

FIELD = set('Type Subtype FT T TU V F Rect P AP Border'.split())
SIGNATURE = set(
    'Type Filter SubFilter ByteRange Contents M Name Location Reason ContactInfo Reference '
    'Prop_Build Cert R V'.split()
)
NOTHING_DRAWN = set('Length Type Subtype BBox FormType Matrix Resources'.split())


def check(ledger: Ledger, data: bytes, seal: Seal | None) -> None:
    """Account for form, fields and seal of a revision; `seal` is the one that its bytes show.

    Raises Wrong.
    """
    rules = _Rules(ledger, data, seal)
    rules.check()
    if seal and not rules.placed:
        raise Wrong('holds a seal or a time stamp that stands in no field')


def is_at(data: bytes, one: Object, held: Mapping[str, Any], seal: Seal) -> bool:
    """Tell whether a signature dictionary in this object is the seal that the bytes show there."""
    digits = data[seal.gap + 1 : seal.rest - 1].decode('latin-1')
    return (
        one.start < seal.gap
        and seal.rest < one.end
        and held.get('ByteRange') == [0, seal.gap, seal.rest, seal.end - seal.rest]
        and held.get('Contents') == bytes.fromhex(digits)
        and (held.get('Type') == Name('DocTimeStamp')) is seal.stamp
    )


class _Rules:
    def __init__(self, ledger: Ledger, data: bytes, seal: Seal | None):
        self.ledger, self.data, self.seal = ledger, data, seal
        self.old, self.new = ledger.old, ledger.new
        self.placed = False  # the seal or time stamp stands in its field

    def check(self) -> None:
        """See that the form has the same fields, and at most one more or one that is filled."""
        self.ledger.container(self.old.root, self.new.root, 'AcroForm')
        one = self.old.dictionary(self.old.root.get('AcroForm'))
        other = self.new.dictionary(self.new.root.get('AcroForm'))
        changed = differing(one, other)
        flags = 'SigFlags' in changed and other.get('SigFlags') != 3
        if changed - {'Fields', 'SigFlags'} or flags:
            raise Wrong('changes the form', number(self.new.root['AcroForm']))
        self.ledger.container(one, other, 'Fields')
        before, after = self.old.array(one.get('Fields')), self.new.array(other.get('Fields'))
        more = after[len(before) :]
        may_grow = 1 if self.seal and self.seal.stamp else 0
        if after[: len(before)] != before or len(more) > may_grow:
            raise Wrong('changes the fields of the form', number(other.get('Fields')))
        for field in before:
            if isinstance(field, Ref):
                self._old_field(field)
        for field in more:
            _check_fields(self.old, before)
            self._new_field(field)

    def _new_field(self, name: Any) -> None:
        field = self.new.dictionary(name)
        if not self._is_new(name) or not self._is_unseen(field):
            raise Wrong('adds a field that is no time stamp', number(name))
        self.ledger.accounted.add(name.number)
        self._signature(field.get('V'))
        if 'AP' in field:
            self._appearance(field['AP'])
        self._page(field.get('P'), name)

    def _is_new(self, name: Any) -> bool:
        if not isinstance(name, Ref) or self.old.exists(name):
            return False
        return name.number in self.ledger.written

    def _is_unseen(self, field: Mapping[str, Any]) -> bool:
        """Tell whether a field is one of a signature and takes no room on its page."""
        box = self.new.array(field.get('Rect'))
        empty = (
            isinstance(field.get('Rect'), list)
            and len(box) == 4
            and all(isinstance(one, (int, float)) for one in box)
            and box[0] == box[2]
            and box[1] == box[3]
        )
        plain = FIELD - {'V', 'P', 'AP'}
        return (
            empty
            and field.get('FT') == Name('Sig')
            and field.get('Subtype') == Name('Widget')
            and not field.keys() - FIELD
            and not any(isinstance(field.get(key), (Ref, dict)) for key in plain)
            and bool(field.get('Border', [0, 0, 0]) == [0, 0, 0])
        )

    def _appearance(self, given: Any) -> None:
        """See that a time stamp is not seen: where it has an appearance, that is empty."""
        held = self.new.dictionary(given)
        drawn = self.new.get(held.get('N'))
        empty = (
            set(held) == {'N'}
            and isinstance(drawn, Stream)
            and not drawn.raw
            and not drawn.entries.keys() - NOTHING_DRAWN
            and not list(objects.refs(drawn))
        )
        if not empty:
            raise Wrong('gives a time stamp a face', number(held.get('N')))
        self.ledger.part(given)
        self.ledger.part(held['N'])

    def _page(self, page: Any, field: Ref) -> None:
        """See that the page of a time stamp names it, last of all, and is otherwise the same."""
        old, new = self.old.dictionary(page), self.new.dictionary(page)
        if old.get('Type') != Name('Page') or not isinstance(page, Ref):
            raise Wrong('changes a page', number(page))
        if differing(old, new) - {'Annots'}:
            raise Wrong('changes a page', page.number)
        self.ledger.accounted.add(page.number)
        one, other = old.get('Annots', NULL), new.get('Annots', NULL)
        before, after = self.old.array(one), self.new.array(other)
        if after != [*before, field]:
            raise Wrong('puts something on a page', page.number)
        _check_fields(self.old, before)
        if isinstance(other, Ref) and one == other:
            self.ledger.accounted.add(other.number)
        else:
            self.ledger.part(other)

    def _old_field(self, name: Ref) -> None:
        old, new = self.old.dictionary(name), self.new.dictionary(name)
        changed = differing(old, new)
        if not changed:
            self.ledger.accounted.add(name.number)
            return
        prepared = changed == {'V'} and 'V' not in old and old.get('FT') == Name('Sig')
        sealing = self.seal and not self.seal.stamp and not self.placed
        if not prepared or not sealing or self._is_closed():
            raise Wrong('changes a field', name.number)
        self.ledger.accounted.add(name.number)
        self._signature(new['V'])

    def _is_closed(self) -> bool:
        """Tell whether the first signer permitted no further seal: /P 1 is no change. 12.8.2.2."""
        held: Any = self.old.at(self.old.root, 'Perms')
        held = self.old.at(held, 'DocMDP') if isinstance(held, dict) else NULL
        terms = self.old.at(held, 'Reference') if isinstance(held, dict) else NULL
        for one in terms if isinstance(terms, list) else ():
            term = self.old.get(one)
            if not isinstance(term, dict) or term.get('TransformMethod') != Name('DocMDP'):
                continue
            parms = self.old.at(term, 'TransformParams')
            if isinstance(parms, dict) and self.old.at(parms, 'P') == 1:
                return True
        return False

    def _signature(self, name: Any) -> None:
        """Account for the signature dictionary of the revision.

        It is the one whose gap the bytes show, and nothing besides.
        """
        one = None
        if isinstance(name, Ref) and not self.old.exists(name):
            one = self.ledger.written.get(name.number)
        if one is None or self.seal is None or not _is_signature(one.value):
            raise Wrong('holds a seal of another form', number(name))
        if not is_at(self.data, one, one.value, self.seal):
            raise Wrong('holds another seal than its bytes show', one.ref.number)
        self.ledger.accounted.add(one.ref.number)
        self.placed = True


def _is_signature(value: Any) -> bool:
    """Tell whether a value has the entries of a signature and refers to nothing."""
    return (
        isinstance(value, dict) and not value.keys() - SIGNATURE and not list(objects.refs(value))
    )


def _check_fields(state: State, items: list[Any]) -> None:
    """See that a list which grows is one of fields and notes.

    And not pages or contents under a second name.
    """
    for one in items:
        held = state.get(one)
        is_field = isinstance(held, dict) and held.keys() & {'Subtype', 'FT', 'T', 'Kids'}
        if not is_field or held.get('Type', 'Annot') != Name('Annot'):
            raise Wrong('adds a field where no fields are', number(one))
