"""Long lists of simple entries, read without YAML's whole grammar.

A roll of a hundred thousand names takes a fifth of the time.

A list as letterpress writes it (`- key: value`, further keys indented by two blanks, those of a
mapping within by four) means to every reader of YAML what its lines say. An entry of any other form
is left to the whole grammar, by itself; where that finds a fault, all of the text is.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from letterpress.findings import Place
from letterpress.manuscript.yaml.nodes import Mapping, Node, Scalar, Sequence

# A value in double quotes without escapes, or a plain one: it begins with a letter or figure, holds
# neither ": " nor " #" and no blank at its end, and is followed by no line that continues it, since
# that line would not match.
_UNSEEN = '\x00-\x1f\x7f-\xa0\u2028-\u202e\u2066-\u2069\ufeff'
_LINE = re.compile(
    rf'(- |  |    )([a-z_]+):(?: (?:"([^"\\{_UNSEEN}]*)"|(\w(?:[^#:"{_UNSEEN}]+|:(?! |$)|(?<! '
    ')#)*(?<! ))))?'
)
_MARKER = re.compile(r'^(?:---|\.\.\.|%)', re.MULTILINE)  # of YAML's documents


def read(
    text: str, path: str, first: int, whole: Callable[[str, int], Node | None]
) -> Sequence | None:
    """Return the list that a text from line `first` of `path` on holds.

    None where it must be read by the whole grammar. `whole` reads the lines of an entry, the first
    of which has the number given, and returns None for one with faults.
    """
    lines = text.split('\n')
    starts = [n for n, line in enumerate(lines) if line.startswith('- ')]
    if (
        not starts
        or _MARKER.search(text)
        or any(line and line[0] != '#' for line in lines[: starts[0]])
    ):
        return None
    items: list[Node] = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        entry = _entry(lines[start:end], path, first + start)
        if entry is not None:
            items.append(entry)
            continue
        rest = [''] if end < len(lines) else []
        node = whole('\n'.join([*lines[start:end], *rest]), first + start)
        if not isinstance(node, Sequence):
            return None
        items += node.items
    return Sequence(tuple(items), Place(path, first + starts[0], 1))


def _entry(lines: list[str], path: str, first: int) -> Mapping | None:
    """Return a simple entry, None for any other."""
    entries: list[tuple[Scalar, Node]] = []
    # of the mapping that was opened last, as long as it goes on
    inner: list[tuple[Scalar, Node]] | None = None
    seen: set[tuple[bool, str]] = set()
    for number, line in enumerate(lines, first):
        if not line or line[0] == '#':
            continue
        found = _LINE.fullmatch(line)
        if found is None or (found[1] == '- ') != (number == first):
            return None
        indent, key, quoted, plain = found.groups()
        deep = indent == '    '
        if (deep, key) in seen or (deep and inner is None):
            return None
        seen.add((deep, key))
        name = Scalar(key, Place(path, number, 5 if deep else 3))
        if quoted is None and plain is None:
            if deep or _closed(entries, inner):
                return None
            inner = []
            seen = {one for one in seen if not one[0]}
            entries.append((name, Mapping((), Place(path, number, 1))))
            continue
        column = (7 if deep else 5) + len(key)
        value = Scalar(
            plain if quoted is None else quoted, Place(path, number, column), quoted is not None
        )
        if deep:
            assert inner is not None
            inner.append((name, value))
            entries[-1] = entries[-1][0], Mapping(tuple(inner), inner[0][0].place)
        else:
            if _closed(entries, inner):
                return None
            inner = None
            entries.append((name, value))
    return None if _closed(entries, inner) else Mapping(tuple(entries), Place(path, first, 3))


def _closed(entries: list[tuple[Scalar, Node]], inner: list[tuple[Scalar, Node]] | None) -> bool:
    """Say whether the mapping that was opened last has ended without a key.

    That is an empty value to YAML.
    """
    return inner is not None and not inner
