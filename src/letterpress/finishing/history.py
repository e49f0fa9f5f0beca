"""The revisions of a sealed PDF, one by one: which seal or time stamp each carries, and that it changes nothing else.

After a seal only three things may come: evidence for later judges (a DSS), a document time stamp, the next signer's seal
in a field that was prepared. This is held twice: by pyHanko's analysis of differences, and by the rules here, which know
those three shapes and refuse whatever else a revision touches, adds or leaves lying about.
"""
from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from letterpress.finishing import revisions
from letterpress.finishing.chain import Evidence
from letterpress.finishing.revisions import Altered

FIELD_KEYS = {'/Type', '/Subtype', '/FT', '/T', '/TU', '/V', '/F', '/Rect', '/P', '/AP', '/Border', '/Parent'}
END = re.compile(rb'startxref\s+\d+\s+%%EOF')
MOST = 64               # revisions that are looked at: an archive adds two in ten years


@dataclass(frozen=True)
class Mark:
    """A seal or a document time stamp, by its places; `cms` of a time stamp is its token."""

    seal: revisions.Seal
    stamp: bool
    field: str


@dataclass(frozen=True)
class History:
    """What was put on a PDF, oldest first; the evidence in it, and how much of that the last time stamp covers."""

    marks: tuple[Mark, ...]
    evidence: Evidence
    covered: Evidence
    empty: tuple[str, ...]      # prepared fields that nobody has sealed
    since: bool                 # evidence was added after the last seal

    @property
    def seals(self) -> tuple[Mark, ...]:
        return tuple(one for one in self.marks if not one.stamp)

    @property
    def stamps(self) -> tuple[Mark, ...]:
        return tuple(one for one in self.marks if one.stamp)


def read(data: bytes) -> History:
    """Return the history of a PDF. Raises the exceptions of `revisions`: Altered for any revision that does more than it may."""
    places = revisions.locate_all(data)
    from pyhanko.pdf_utils.reader import PdfFileReader
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=True)
        return _read(data, reader, places)
    except Altered:
        raise
    except Exception as error:      # pyHanko meets hostile structure with nearly any of them
        raise Altered(f'its structure does not hold ({(str(error) or type(error).__name__).splitlines()[0][:120]})',
                      places[0]) from None


def _read(data: bytes, reader, places: tuple[revisions.Seal, ...]) -> History:
    found = reader.embedded_signatures
    if len(found) != len(places) or reader.xrefs.total_revisions > MOST:
        raise Altered('it has other seals than its bytes show', places[0])
    marks = []
    for one, place in zip(sorted(found, key=lambda one: one.signed_revision), places, strict=True):
        stamp = str(_at(one.sig_object, '/Type', '')) == '/DocTimeStamp'
        if tuple(one.byte_range) != (0, place.gap, place.rest, place.end - place.rest) or stamp is not place.stamp:
            raise Altered('it has other seals than its bytes show', places[0])
        marks.append(Mark(place, stamp, one.field_name))
    if marks[0].stamp:
        raise Altered('a time stamp came before its seal', places[0])
    by_revision = {one.signed_revision: mark for one, mark in zip(
        sorted(found, key=lambda one: one.signed_revision), marks, strict=True)}
    first = min(by_revision)
    for number in range(first + 1, reader.xrefs.total_revisions):
        _check_revision(reader, number, by_revision.get(number), places[0])
    _check_ends(data, reader, places, sorted(by_revision))
    _ask_pyhanko(found, marks)
    last = max((number for number, mark in by_revision.items() if mark.stamp), default=None)
    covered = _evidence(reader.get_historical_resolver(last).root) if last is not None else Evidence()
    empty = tuple(sorted(str(field.get_object()['/T']) for field in reader.root['/AcroForm']['/Fields']
                         if _at(field.get_object(), '/FT') == '/Sig' and '/V' not in field.get_object()))
    sealed = max(number for number, mark in by_revision.items() if not mark.stamp)
    since = any(_store(reader, number) != _store(reader, number - 1) or _rewritten(reader, number)
                for number in range(sealed + 1, reader.xrefs.total_revisions))
    return History(tuple(marks), _evidence(reader.root), covered, empty, since)


def _store(reader, number: int) -> Evidence:
    return _evidence(reader.get_historical_resolver(number).root)


def _rewritten(reader, number: int) -> bool:
    """Tell whether a revision wrote the store again, with the same evidence in it."""
    root = reader.get_historical_resolver(number).root
    held = root.raw_get('/DSS') if '/DSS' in root else None
    return isinstance(held, _indirect()) and _key(held) in {_key(one) for one in reader.xrefs.explicit_refs_in_revision(number)}


def _ask_pyhanko(found: list, marks: list[Mark]) -> None:
    """Have pyHanko judge what came after each seal and stamp, by its own rules."""
    from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
    last_seal = max(one.seal.end for one in marks if not one.stamp)
    for one in found:
        one.compute_integrity_info(skip_diff=True)
        judged = one.evaluate_modifications(policy())
        end = one.byte_range[2] + one.byte_range[3]
        allowed = ModificationLevel.LTA_UPDATES if end >= last_seal else ModificationLevel.FORM_FILLING
        if not isinstance(judged, DiffResult) or judged.modification_level > allowed:
            raise Altered('a later revision changes what was sealed', marks[0].seal)


@cache
def policy():
    """Return pyHanko's policy of differences, with one more rule: a field that is sealed may be named by the tags.

    pyHanko vets a changed field where form and page name it. In a tagged PDF the structure tree names it as well (ISO
    14289-1, 7.18.4), which it does not know; that nothing but /V of the field changed, the rules here have seen before.
    """
    from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, ModificationLevel, StandardDiffPolicy
    from pyhanko.sign.diff_analysis.rules_api import Context, ReferenceUpdate, WhitelistRule

    class Tagged(WhitelistRule):
        def apply(self, old, new):
            for reference in new.explicit_refs_in_revision():
                for path in old._get_usages_of_ref(reference):
                    names = list(path.path)
                    if names[:2] == ['/Root', '/StructTreeRoot'] and names[-1] == '/Obj' and _at(old(reference), '/FT') == '/Sig':
                        yield ReferenceUpdate(reference, Context.from_absolute(old, path))
    return StandardDiffPolicy([*DEFAULT_DIFF_POLICY.global_rules, Tagged().as_qualified(ModificationLevel.FORM_FILLING)],
                              DEFAULT_DIFF_POLICY.form_rule)


def _check_ends(data: bytes, reader, places: tuple[revisions.Seal, ...], numbers: list[int]) -> None:
    """Hold the bytes between two seals, and behind the last, against the revisions that are read there: no end is left over."""
    ends = [*(place.end for place in places), len(data)]
    for (number, following), (start, end) in zip(pairwise([*numbers, reader.xrefs.total_revisions - 1]), pairwise(ends), strict=True):
        if len(END.findall(data, start, end)) != following - number or (following == number and start != end):
            raise Altered('something was written behind its end', places[0])


def _check_revision(reader, number: int, mark: Mark | None, first: revisions.Seal) -> None:
    """Hold one revision against the three shapes that may follow a seal. Raises Altered."""
    old, new = _Revision(reader, number - 1), _Revision(reader, number)
    touched = {_key(one) for one in reader.xrefs.explicit_refs_in_revision(number)}
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
        self.root, self.name = self._resolver.root, _key(self._resolver.trailer_view.raw_get('/Root'))
        self._known = {_key(one) for n in range(number + 1) for one in reader.xrefs.explicit_refs_in_revision(n)}

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
        if _differing(one, other) - {'/Fields', '/SigFlags'} or _at(other, '/SigFlags') != 3:
            self.wrong.append('changes the form')
        self._container(one, other, '/Fields')
        before, after = ([_key(item) for item in _items(form['/Fields'])] for form in (one, other))
        if after[:len(before)] != before or len(after) - len(before) > (1 if self.mark else 0):
            self.wrong.append('changes the fields of the form')
            return
        for key in after[len(before):]:
            self._new_field(key)
        for key in before:
            self._old_field(key)

    def _new_field(self, key: tuple[int, int]) -> None:
        field = self.new.object(key)
        box = [float(number) for number in _at(field, '/Rect', ())]
        if (self.mark is None or not self.mark.stamp or _at(field, '/FT') != '/Sig' or set(field) - FIELD_KEYS
                or len(box) != 4 or box[0] != box[2] or box[1] != box[3]):
            self.wrong.append('adds a field that is no time stamp')
            return
        self.added.add(key)
        for part in ('/V', '/AP'):
            self._reach(part in field and field.raw_get(part), self.added)
        page = field.raw_get('/P')
        old, new = self.old.object(_key(page)), self.new.object(_key(page))
        self.examined.add(_key(page))
        if _differing(old, new) - {'/Annots'}:
            self.wrong.append('changes a page')
        if isinstance(old.raw_get('/Annots') if '/Annots' in old else None, _indirect()):
            self.examined.add(_key(old.raw_get('/Annots')))
        before, after = ([_key(item) for item in _items(_at(one, '/Annots', ()))] for one in (old, new))
        if after != [*before, key]:
            self.wrong.append('puts something on a page')

    def _old_field(self, key: tuple[int, int]) -> None:
        old, new = self.old.object(key), self.new.object(key)
        differing = _differing(old, new)
        if not differing:
            self.examined.add(key)
        elif (differing == {'/V'} and '/V' not in old and _at(old, '/FT') == '/Sig' and self.mark and not self.mark.stamp
                and _at(new, '/T') == self.mark.field):
            self.examined.add(key)
            self._reach(new.raw_get('/V'), self.added)
        else:
            self.wrong.append('changes a field')

    def _container(self, old, new, name: str) -> None:
        """Note that an entry, where it is an object of its own, stays that object: what is in it is compared elsewhere."""
        one, other = old.raw_get(name), new.raw_get(name)
        if isinstance(one, _indirect()) or isinstance(other, _indirect()):
            if not isinstance(one, _indirect()) or not isinstance(other, _indirect()) or _key(one) != _key(other):
                self.wrong.append('replaces the form')
            else:
                self.examined.add(_key(one))

    def _reach(self, start, into: set[tuple[int, int]], revision: _Revision | None = None) -> None:
        """Collect every object that can be reached from here."""
        revision = revision or self.new
        waiting = [start] if start not in (None, False) else []
        while waiting:
            item = waiting.pop()
            if isinstance(item, _indirect()):
                key = _key(item)
                if key in into:
                    continue
                into.add(key)
                if revision.knows(key):
                    waiting.append(revision.object(key))
            elif hasattr(item, 'raw_get') and hasattr(item, 'keys'):
                waiting += [item.raw_get(name) for name in item]
            elif isinstance(item, list):
                waiting += list.__iter__(item)


def _evidence(root) -> Evidence:
    """Return what the document's security store holds. ISO 32000-2, 12.8.4.3."""
    if '/DSS' not in root:
        return Evidence()
    store = root['/DSS']
    return Evidence(*(tuple(bytes(one.get_object().data) for one in _items(_at(store, name, ())))
                      for name in ('/Certs', '/OCSPs', '/CRLs')))


def _items(array) -> Iterator:
    """Yield the items of an array as they stand in it: references stay references."""
    return list.__iter__(array) if isinstance(array, list) else iter(array)


def _at(dictionary, key: str, otherwise=None):
    """Return what stands in a dictionary, a reference followed (`get` would not)."""
    return dictionary[key] if key in dictionary else otherwise


def _indirect():
    from pyhanko.pdf_utils.generic import IndirectObject
    return IndirectObject


def _key(reference) -> tuple[int, int]:
    return reference.idnum, reference.generation


def _is_machinery(revision: _Revision, key: tuple[int, int]) -> bool:
    """Tell whether an object is part of how the file is written: a cross-reference stream, a container of objects."""
    held = revision.object(key)
    return hasattr(held, 'raw_get') and hasattr(held, 'keys') and str(_at(held, '/Type', '')) in ('/XRef', '/ObjStm')


def _differing(old, new) -> set[str]:
    """Return the keys of two dictionaries whose values are not written alike."""
    return {str(key) for key in {*old, *new}
            if key not in old or key not in new or _written(old.raw_get(key)) != _written(new.raw_get(key))}


def _written(value) -> bytes:
    out = io.BytesIO()
    value.write_to_stream(out, None)
    return out.getvalue()
