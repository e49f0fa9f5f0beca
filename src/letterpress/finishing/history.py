"""The revisions of a sealed PDF, one by one: which seal or time stamp each carries, and that it changes nothing else.

After a seal only three things may come: evidence for later judges (a DSS), a document time stamp, the next signer's seal
in a field that was prepared. This is held twice: by pyHanko's analysis of differences, and by the rules in `additions`.
"""
from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from letterpress.finishing import revisions
from letterpress.finishing.additions import at, check_revision, indirect, items, key_of
from letterpress.finishing.chain import Evidence
from letterpress.finishing.revisions import Altered

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
        stamp = str(at(one.sig_object, '/Type', '')) == '/DocTimeStamp'
        if tuple(one.byte_range) != (0, place.gap, place.rest, place.end - place.rest) or stamp is not place.stamp:
            raise Altered('it has other seals than its bytes show', places[0])
        marks.append(Mark(place, stamp, one.field_name))
    if marks[0].stamp:
        raise Altered('a time stamp came before its seal', places[0])
    by_revision = {one.signed_revision: mark for one, mark in zip(
        sorted(found, key=lambda one: one.signed_revision), marks, strict=True)}
    first = min(by_revision)
    for number in range(first + 1, reader.xrefs.total_revisions):
        check_revision(reader, number, by_revision.get(number), places[0])
    _check_ends(data, reader, places, sorted(by_revision))
    _ask_pyhanko(found, marks)
    last = max((number for number, mark in by_revision.items() if mark.stamp), default=None)
    covered = _evidence(reader.get_historical_resolver(last).root) if last is not None else Evidence()
    empty = tuple(sorted(str(field.get_object()['/T']) for field in reader.root['/AcroForm']['/Fields']
                         if at(field.get_object(), '/FT') == '/Sig' and '/V' not in field.get_object()))
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
    return isinstance(held, indirect()) and key_of(held) in {key_of(one) for one in reader.xrefs.explicit_refs_in_revision(number)}


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
    14289-1, 7.18.4), which it does not know; that nothing but /V of the field changed, `additions` has seen before.
    """
    from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, ModificationLevel, StandardDiffPolicy
    from pyhanko.sign.diff_analysis.rules_api import Context, ReferenceUpdate, WhitelistRule

    class Tagged(WhitelistRule):
        def apply(self, old, new):
            for reference in new.explicit_refs_in_revision():
                for path in old._get_usages_of_ref(reference):
                    names = list(path.path)
                    if names[:2] == ['/Root', '/StructTreeRoot'] and names[-1] == '/Obj' and at(old(reference), '/FT') == '/Sig':
                        yield ReferenceUpdate(reference, Context.from_absolute(old, path))
    return StandardDiffPolicy([*DEFAULT_DIFF_POLICY.global_rules, Tagged().as_qualified(ModificationLevel.FORM_FILLING)],
                              DEFAULT_DIFF_POLICY.form_rule)


def _check_ends(data: bytes, reader, places: tuple[revisions.Seal, ...], numbers: list[int]) -> None:
    """Hold the bytes between two seals, and behind the last, against the revisions that are read there: no end is left over."""
    ends = [*(place.end for place in places), len(data)]
    for (number, following), (start, end) in zip(pairwise([*numbers, reader.xrefs.total_revisions - 1]), pairwise(ends), strict=True):
        if len(END.findall(data, start, end)) != following - number or (following == number and start != end):
            raise Altered('something was written behind its end', places[0], 'changed-behind')


def _evidence(root) -> Evidence:
    """Return what the document's security store holds. ISO 32000-2, 12.8.4.3."""
    if '/DSS' not in root:
        return Evidence()
    store = root['/DSS']
    return Evidence(*(tuple(bytes(one.get_object().data) for one in items(at(store, name, ())))
                      for name in ('/Certs', '/OCSPs', '/CRLs')))
