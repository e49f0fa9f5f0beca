"""Who stands on the roll twice, or seems to.

The signatories come in, findings go out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from letterpress.findings import Finding
from letterpress.manuscript.model import Signatory
from letterpress.manuscript.roll import names


def findings(roll: Iterable[Signatory]) -> list[Finding]:
    """Find entries that seem to be one signatory.

    Namesakes among persons, and names that look alike, are warnings.

    Codes: LP210 same id, LP211 same name, LP212 nearly the same name, LP213 persons of the same
    name.
    """
    ids: dict[str, Signatory] = {}
    exact: dict[str, Signatory] = {}
    alike: dict[str, Signatory] = {}
    found = []
    for entry in roll:
        key, shape = names.same(entry.name), names.skeleton(entry.name)
        first = ids.get(entry.id)
        # a whole entry pasted twice is one mistake, not two
        pasted = exact.get(key) is first and entry.kind != 'person'
        if first and not pasted:
            found.append(
                Finding(
                    entry.place,
                    'LP210',
                    f'the id {entry.id} is taken, {_by(first, entry)}',
                    'if it is the same signatory, remove one entry; else give one a new id',
                )
            )
        if first := exact.get(key):
            if first.kind == entry.kind == 'person':
                found.append(
                    Finding(
                        entry.place,
                        'LP213',
                        f'another person is called {entry.name}, {_by(first, entry)}',
                        'check that they are two people; if not, remove one entry',
                    )
                )
            else:
                found.append(
                    Finding(
                        entry.place,
                        'LP211',
                        f'{entry.name} stands twice, {_by(first, entry)}',
                        'remove one of the two entries',
                    )
                )
        elif first := alike.get(shape):
            found.append(
                Finding(
                    entry.place,
                    'LP212',
                    f'{entry.name} is nearly the same name as {first.name}, {_by(first, entry)}',
                    'if it is the same signatory, remove one entry',
                )
            )
        ids.setdefault(entry.id, entry)
        exact.setdefault(key, entry)
        alike.setdefault(shape, entry)
    return found


def stand_twice(roll: Sequence[Signatory]) -> bool:
    """Say whether `findings` has an error, in a tenth of the time.

    That is an id given twice, and an organisation that has the name of another entry.
    """
    if len({entry.id for entry in roll}) < len(roll):
        return True
    organisations = [entry for entry in roll if entry.kind != 'person']
    called = {names.same(entry.name) for entry in organisations}
    if len(called) < len(organisations):
        return True
    return bool(called) and any(
        entry.kind == 'person' and names.same(entry.name) in called for entry in roll
    )


def _by(first: Signatory, entry: Signatory) -> str:
    other_file = f' of {first.place.path}' if first.place.path != entry.place.path else ''
    return f'first on line {first.place.line}{other_file}'
