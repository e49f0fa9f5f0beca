"""What a YAML text is read to: text, lists and mappings, each with its place."""

from __future__ import annotations

from letterpress.findings import Place
from letterpress.values import dataclass


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text.

    `quoted` is false for a plain scalar, so that an empty value can be told from a quoted ''.
    """

    value: str
    place: Place
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order of the file; no key stands twice."""

    entries: tuple[tuple[Scalar, Node], ...]
    place: Place

    def get(self, key: str) -> Node | None:
        """Return the value of a key, or None where it is not there."""
        return next((value for name, value in self.entries if name.value == key), None)


Node = Scalar | Sequence | Mapping
