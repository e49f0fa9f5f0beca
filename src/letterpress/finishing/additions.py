"""What a revision may add to a sealed PDF: evidence, a time stamp, the next signer's seal; whatever else it touches is a change.

Known are exactly these three shapes. Each object that a revision writes must belong to one of them: those that were there
before may differ in the named entries only, and new ones must be reached from there.
"""
from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from letterpress.finishing import revisions
from letterpress.finishing.revisions import Altered

if TYPE_CHECKING:
    from letterpress.finishing.history import Mark

FIELD_KEYS = {'/Type', '/Subtype', '/FT', '/T', '/TU', '/V', '/F', '/Rect', '/P', '/AP', '/Border', '/Parent'}


def check_revision(reader, number: int, mark: Mark | None, first: revisions.Seal) -> None:
    """Hold one revision against the three shapes that may follow a seal. Raises Altered."""
    old, new = _Revision(reader, number - 1), _Revision(reader, number)
    touched = {key_of(one) for one in reader.xrefs.explicit_refs_in_revision(number)}
    if reader.xrefs.refs_freed_in_revision(number):
        raise Altered('a later revision removes something', first)
    rules = _Rules(old, new, mark)
    rules.check()
    if rules.wrong:
        raise Altered(f'a later revision {rules.wrong[0]}', first)
    before = {one for one in touched if old.knows(one)}
    if before - rules.examined:
        raise Altered('a later revision changes what was sealed', first)
    containers = {one for one in touched if _is_machinery(new, one)}
    if (touched - before) - rules.added - containers:
        raise Altered('a later revision holds something that belongs to nothing', first)


class _Revision:
    """A PDF as it was at the end of one revision, and which objects it had then."""

    def __init__(self, reader, number: int):
        self._resolver = reader.get_historical_resolver(number)
        self.root, self.name = self._resolver.root, key_of(self._resolver.trailer_view.raw_get('/Root'))
        self._known = {key_of(one) for n in range(number + 1) for one in reader.xrefs.explicit_refs_in_revision(n)}

    def object(self, key: tuple[int, int]):
        from pyhanko.pdf_utils.generic import Reference
        return self._resolver.get_object(Reference(*key, self._resolver))

    def knows(self, key: tuple[int, int]) -> bool:
        return key in self._known


class _Rules:
    """One revision against the one before. `wrong` is filled; `examined` and `added` are the objects that are accounted for."""

    def __init__(self, old: _Revision, new: _Revision, mark: Mark | None):
        self.old, self.new, self.mark = old, new, mark
        self.wrong: list[str] = []
        self.examined: set[tuple[int, int]] = set()
        self.added: set[tuple[int, int]] = set()

    def check(self) -> None:
        old, new = self.old.root, self.new.root
        self.examined.add(self.new.name)
        if self.old.name != self.new.name:
            self.wrong.append('names another document')
        if _differing(old, new) - {'/DSS', '/AcroForm', '/Extensions'}:
            self.wrong.append('changes the document')
        if '/DSS' in old and '/DSS' not in new:
            self.wrong.append('removes the evidence')
        self._reach('/DSS' in old and old.raw_get('/DSS'), self.examined)
        self._reach('/DSS' in new and new.raw_get('/DSS'), self.added)
        self._reach('/Extensions' in new and new.raw_get('/Extensions'), self.added)
        self.examined -= self._outside_evidence()
        self._form(old, new)

    def _outside_evidence(self) -> set[tuple[int, int]]:
        """Return what the old document shows by other ways than its evidence: that evidence must not be a back door."""
        reached: set[tuple[int, int]] = set()
        for key in self.old.root:
            if key not in ('/DSS', '/Extensions'):
                self._reach(self.old.root.raw_get(key), reached, self.old)
        reached.discard(self.new.name)
        return reached

    def _form(self, old, new) -> None:
        """The form: the same fields, and at most one that is new and invisible, or one that was prepared and is now sealed."""
        self._container(old, new, '/AcroForm')
        one, other = old['/AcroForm'], new['/AcroForm']
        if _differing(one, other) - {'/Fields', '/SigFlags'} or at(other, '/SigFlags') != 3:
            self.wrong.append('changes the form')
        self._container(one, other, '/Fields')
        before, after = ([key_of(item) for item in items(form['/Fields'])] for form in (one, other))
        if after[:len(before)] != before or len(after) - len(before) > (1 if self.mark else 0):
            self.wrong.append('changes the fields of the form')
            return
        for key in after[len(before):]:
            self._new_field(key)
        for key in before:
            self._old_field(key)

    def _new_field(self, key: tuple[int, int]) -> None:
        field = self.new.object(key)
        box = [float(number) for number in at(field, '/Rect', ())]
        if (self.mark is None or not self.mark.stamp or at(field, '/FT') != '/Sig' or set(field) - FIELD_KEYS
                or len(box) != 4 or box[0] != box[2] or box[1] != box[3]):
            self.wrong.append('adds a field that is no time stamp')
            return
        self.added.add(key)
        for part in ('/V', '/AP'):
            self._reach(part in field and field.raw_get(part), self.added)
        page = field.raw_get('/P')
        old, new = self.old.object(key_of(page)), self.new.object(key_of(page))
        self.examined.add(key_of(page))
        if _differing(old, new) - {'/Annots'}:
            self.wrong.append('changes a page')
        if isinstance(old.raw_get('/Annots') if '/Annots' in old else None, indirect()):
            self.examined.add(key_of(old.raw_get('/Annots')))
        before, after = ([key_of(item) for item in items(at(one, '/Annots', ()))] for one in (old, new))
        if after != [*before, key]:
            self.wrong.append('puts something on a page')

    def _old_field(self, key: tuple[int, int]) -> None:
        old, new = self.old.object(key), self.new.object(key)
        differing = _differing(old, new)
        if not differing:
            self.examined.add(key)
        elif (differing == {'/V'} and '/V' not in old and at(old, '/FT') == '/Sig' and self.mark and not self.mark.stamp
                and at(new, '/T') == self.mark.field):
            self.examined.add(key)
            self._reach(new.raw_get('/V'), self.added)
        else:
            self.wrong.append('changes a field')

    def _container(self, old, new, name: str) -> None:
        """Note that an entry, where it is an object of its own, stays that object: what is in it is compared elsewhere."""
        one, other = old.raw_get(name), new.raw_get(name)
        if isinstance(one, indirect()) or isinstance(other, indirect()):
            if not isinstance(one, indirect()) or not isinstance(other, indirect()) or key_of(one) != key_of(other):
                self.wrong.append('replaces the form')
            else:
                self.examined.add(key_of(one))

    def _reach(self, start, into: set[tuple[int, int]], revision: _Revision | None = None) -> None:
        """Collect every object that can be reached from here."""
        revision = revision or self.new
        waiting = [start] if start not in (None, False) else []
        while waiting:
            item = waiting.pop()
            if isinstance(item, indirect()):
                key = key_of(item)
                if key in into:
                    continue
                into.add(key)
                if revision.knows(key):
                    waiting.append(revision.object(key))
            elif hasattr(item, 'raw_get') and hasattr(item, 'keys'):
                waiting += [item.raw_get(name) for name in item]
            elif isinstance(item, list):
                waiting += list.__iter__(item)


def items(array) -> Iterator:
    """Yield the items of an array as they stand in it: references stay references."""
    return list.__iter__(array) if isinstance(array, list) else iter(array)


def at(dictionary, key: str, otherwise=None):
    """Return what stands in a dictionary, a reference followed (`get` would not)."""
    return dictionary[key] if key in dictionary else otherwise


def indirect():
    """Return the type of a reference."""
    from pyhanko.pdf_utils.generic import IndirectObject
    return IndirectObject


def key_of(reference) -> tuple[int, int]:
    """Return number and generation of a reference."""
    return reference.idnum, reference.generation


def _is_machinery(revision: _Revision, key: tuple[int, int]) -> bool:
    """Tell whether an object is part of how the file is written: a cross-reference stream, a container of objects."""
    held = revision.object(key)
    return hasattr(held, 'raw_get') and hasattr(held, 'keys') and str(at(held, '/Type', '')) in ('/XRef', '/ObjStm')


def _differing(old, new) -> set[str]:
    """Return the keys of two dictionaries whose values are not written alike."""
    return {str(key) for key in {*old, *new}
            if key not in old or key not in new or _written(old.raw_get(key)) != _written(new.raw_get(key))}


def _written(value) -> bytes:
    out = io.BytesIO()
    value.write_to_stream(out, None)
    return out.getvalue()
