"""The evidence that may be added to a sealed PDF: its document security store.

ISO 32000-2, 12.8.4.3. Each piece is a stream of one value in DER; what that says is for the chain
to judge.
"""

from __future__ import annotations

from typing import Any

from letterpress.finishing.cms import der
from letterpress.finishing.judging.revisions.ledger import Ledger, Wrong, number
from letterpress.finishing.syntax import objects
from letterpress.finishing.syntax.objects import NULL, Name, Ref, Stream, Unreadable

# the lists of the store, and of what one seal needs
LISTS = {'Certs': 'Cert', 'OCSPs': 'OCSP', 'CRLs': 'CRL'}
OF_ONE_SEAL = {'Type', 'TU', 'TS', *LISTS.values()}
STREAM = {'Length', 'Filter', 'DecodeParms'}
ELSE = 'keeps something else among the evidence'


def check(ledger: Ledger, inflated: objects.Inflated) -> None:
    """Account for the evidence of a revision. Raises Wrong."""
    old, new = ledger.old.root.get('DSS', NULL), ledger.new.root.get('DSS', NULL)
    if new == NULL:
        if old != NULL:
            raise Wrong('removes the evidence', ledger.new.name.number)
        return
    store = ledger.new.get(new)
    _check_store(store, new)
    if isinstance(new, Ref) and new == old and new.number in ledger.written:
        _check_store(ledger.old.get(old), new)
        ledger.accounted.add(new.number)
    else:
        ledger.part(new)
    for key in LISTS:
        _pieces(ledger, store.get(key, NULL), inflated)
    each = store.get('VRI', NULL)
    ledger.part(each)
    for entry in ledger.new.dictionary(each).values() if each != NULL else ():
        _of_one_seal(ledger, entry, inflated)


def _of_one_seal(ledger: Ledger, entry: Any, inflated: objects.Inflated) -> None:
    """Account for the evidence that is kept under the name of one seal (/VRI)."""
    ledger.part(entry)
    held = ledger.new.dictionary(entry)
    if held.keys() - OF_ONE_SEAL or held.get('Type', 'VRI') != Name('VRI'):
        raise Wrong(ELSE, number(entry))
    for key in LISTS.values():
        _pieces(ledger, held.get(key, NULL), inflated)
    if 'TS' in held:
        _pieces(ledger, [held['TS']], inflated)


def _check_store(store: Any, name: Any) -> None:
    if not isinstance(store, dict) or store.keys() - {'Type', 'VRI', *LISTS}:
        raise Wrong(ELSE, number(name))
    if store.get('Type', 'DSS') != Name('DSS'):
        raise Wrong(ELSE, number(name))


def _pieces(ledger: Ledger, array: Any, inflated: objects.Inflated) -> None:
    """Account for a list of evidence: streams of one value in DER each."""
    ledger.part(array)
    for one in ledger.new.array(array):
        held = ledger.new.get(one)
        if not isinstance(one, Ref) or not isinstance(held, Stream):
            raise Wrong(ELSE, number(one))
        if one.number in ledger.written and not _is_der(held, inflated):
            raise Wrong(ELSE, one.number)
        ledger.part(one)


def _is_der(stream: Stream, inflated: objects.Inflated) -> bool:
    """Tell whether a stream holds one value in DER and nothing else."""
    try:
        data = inflated(stream)
        value = der.only(data, der.SEQUENCE)
    except (Unreadable, der.Malformed):
        return False
    return not stream.entries.keys() - STREAM and len(value.raw) == len(data)
