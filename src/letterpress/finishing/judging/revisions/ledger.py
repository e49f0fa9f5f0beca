"""The ledger of one revision: the objects that it writes, and which of them are accounted for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from letterpress.finishing.syntax.grammar import Revision
from letterpress.finishing.syntax.objects import Object, Ref
from letterpress.finishing.syntax.states import State


class Wrong(Exception):
    """Raised for what a revision may not do; `number` of the object that does it."""

    def __init__(self, reason: str, number: int | None = None, code: str = 'changed-revision'):
        super().__init__(reason)
        self.number, self.code = number, code


class Ledger:
    """One revision against the state before it.

    `accounted` are the objects that may be written as they are.
    """

    def __init__(self, old: State, new: State, revision: Revision):
        self.old, self.new = old, new
        self.written: Mapping[int, Object] = revision.objects
        self.accounted = set(revision.machinery)

    def part(self, value: Any) -> None:
        """Account for an object: a new one, or one that is written again as it was."""
        if not isinstance(value, Ref) or value.number not in self.written:
            return
        if value.number in self.accounted:
            return
        if self.old.exists(value) and self.old.get(value) != self.new.get(value):
            raise Wrong('changes what was sealed', value.number)
        self.accounted.add(value.number)

    def container(self, old: Mapping[str, Any], new: Mapping[str, Any], key: str) -> None:
        """Account for an entry that is an object of its own: it stays that object.

        What is in it is compared elsewhere.
        """
        one, other = old.get(key), new.get(key)
        if isinstance(one, Ref) or isinstance(other, Ref):
            if one != other:
                raise Wrong('replaces the form', number(other))
            self.accounted.add(number(one) or 0)


def number(value: Any) -> int | None:
    """Return the number of the object that a value refers to, None when it refers to none."""
    return value.number if isinstance(value, Ref) else None


def differing(old: Mapping[str, Any], new: Mapping[str, Any]) -> set[str]:
    """Return the keys of two dictionaries whose values are not the same."""
    return {
        key
        for key in old.keys() | new.keys()
        if key not in old or key not in new or old[key] != new[key]
    }
