"""What a revision may add to a sealed PDF: evidence, a time stamp, the next signer's seal.

Whatever else it touches is a change. Known are exactly these three shapes. Each object that a
revision writes must belong to one of them: those that were there before may differ in the named
entries only, and new ones must be reached from there and be what they should be.
"""

from __future__ import annotations

from typing import Any

from letterpress.finishing.judging.revisions import form, store
from letterpress.finishing.judging.revisions.ledger import Ledger, Wrong, differing, number
from letterpress.finishing.syntax import objects
from letterpress.finishing.syntax.grammar import Revision
from letterpress.finishing.syntax.objects import Object, Ref
from letterpress.finishing.syntax.places import Altered, Seal
from letterpress.finishing.syntax.states import State

CATALOGUE = {'DSS', 'AcroForm', 'Extensions', 'Metadata'}  # its entries that may differ
EXTENSION = {'Type', 'BaseVersion', 'ExtensionLevel', 'ExtensionRevision', 'URL'}


def check_revision(
    data: bytes,
    old: State,
    new: State,
    revision: Revision,
    seal: Seal | None,
    first: Seal,
    inflated: objects.Inflated,
) -> None:
    """Hold one revision against the three shapes that may follow the `first` seal.

    `seal` is the seal or time stamp that the bytes of the revision show. Raises Altered.
    """
    ledger = Ledger(old, new, revision)
    try:
        changed = _check_catalogue(ledger)
        store.check(ledger, inflated)
        if 'Extensions' in changed:
            _check_extensions(ledger)
        form.check(ledger, data, seal)
        _check_rest(ledger, changed)
    except Wrong as wrong:
        one = revision.objects.get(wrong.number or 0, revision)
        raise Altered(
            f'a later revision {wrong}',
            first,
            wrong.code,
            span=(one.start, one.end),
            number=wrong.number if isinstance(one, Object) else None,
        ) from None


def _check_catalogue(ledger: Ledger) -> set[str]:
    """Account for the catalogue; return its entries that differ."""
    for one_number, one in ledger.written.items():
        known = ledger.old.exists(one.ref)
        if (one_number in ledger.accounted) if known else one.ref.generation:
            raise Wrong('puts another object in the place of one that was sealed', one_number)
    name = ledger.new.name.number
    ledger.accounted.add(name)
    changed = differing(ledger.old.root, ledger.new.root)
    if changed - CATALOGUE:
        raise Wrong('changes the document', name)
    return changed


def _check_extensions(ledger: Ledger) -> None:
    """See that new extensions are but names of the standards that the file uses. 7.12."""
    given = ledger.new.root['Extensions']
    ledger.part(given)
    for key, entry in ledger.new.dictionary(given).items():
        for one in entry if isinstance(entry, list) else [entry]:
            if key != 'Type' and not _is_extension(one):
                raise Wrong('changes the document', ledger.new.name.number)


def _is_extension(value: Any) -> bool:
    if not isinstance(value, dict) or value.keys() - EXTENSION:
        return False
    return not any(isinstance(part, (dict, list, Ref)) for part in value.values())


def _check_rest(ledger: Ledger, changed: set[str]) -> None:
    """Refuse what is not accounted for; what only describes the file by a name of its own."""
    old, new = ledger.old, ledger.new
    describing = {
        number(where)
        for state in (old, new)
        for where in (state.trailer.get('Info'), state.root.get('Metadata'))
    }
    left = [one for one in ledger.written if one not in ledger.accounted]
    for one in left:
        if one not in describing:
            known = old.exists(ledger.written[one].ref)
            reason = (
                'changes what was sealed' if known else 'holds something that belongs to nothing'
            )
            raise Wrong(reason, one)
    # it does nothing besides
    if left or 'Metadata' in changed or new.trailer.get('Info') != old.trailer.get('Info'):
        where = left[0] if left else new.name.number
        raise Wrong(
            'rewrites what the file says of itself (Info, XMP)', where, 'changed-information'
        )
