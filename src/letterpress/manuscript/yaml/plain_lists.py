"""Long lists of simple entries, read without YAML's whole grammar.

A roll of a hundred thousand names takes a fifth of the time.

A list as letterpress writes it (`- key: value`, further keys indented by two blanks, those of a
mapping within by four) means to every reader of YAML what its lines say. An entry of any other form
is left to the whole grammar, by itself; where that finds a fault, all of the text is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from collections.abc import Mapping as Mapping_
from collections.abc import Sequence as Sequence_

from letterpress.findings import Place
from letterpress.manuscript.yaml.nodes import Mapping, Node, Scalar, Sequence

Texts = dict[str, 'str | Texts']  # what an entry says: its values by key, those of a mapping within

# A value in double quotes without escapes, or a plain one: it begins with a letter or figure, holds
# neither ": " nor " #" and no blank at its end, and is followed by no line that continues it, since
# that line would not match.
_UNSEEN = '\x00-\x1f\x7f-\xa0\u2028-\u202e\u2066-\u2069\ufeff'
_LINE = re.compile(
    rf'^(- |  |    )([a-z_]+):(?: (?:"([^"\\{_UNSEEN}]*)"|(\w(?:[^#:"{_UNSEEN}]+|:(?! |$)|(?<! '
    ')#)*(?<! ))))?$',
    re.MULTILINE,
)
_VALUE = rf'"[^"\\{_UNSEEN}]+"|\w[^#:"{_UNSEEN}]*(?<! )'  # one of `_LINE`, the colon left out
_MARKERS = ('---', '...', '%')  # of YAML's documents, where a line begins with one


def read(
    text: str, path: str, first: int, whole: Callable[[str, int], Node | None]
) -> Sequence | None:
    """Return the list that a text from line `first` of `path` on holds.

    None where it must be read by the whole grammar. `whole` reads the lines of an entry, the first
    of which has the number given, and returns None for one with faults.
    """
    items: list[Node] = []
    begins = 0
    for number, part in parts(text, first):
        found = nodes(part, path, number, whole)
        if found is None:
            return None
        begins = begins or number
        items += found
    return Sequence(tuple(items), Place(path, begins, 1)) if begins else None


def parts(text: str, first: int = 1) -> Iterator[tuple[int, str]]:
    """Yield the entries of a list as they stand, each with the number of its first line.

    None at all where the text is no list whose entries begin in the first column.
    """
    start = begin(text)
    if start is None:
        return
    number = first + text.count('\n', 0, start)
    while start < len(text):
        part = text[start : end(text, start)]
        yield number, part
        number += part.count('\n')
        start += len(part)


def begin(text: str) -> int | None:
    """Return where the first entry of a list begins.

    None where the text is no list whose entries begin in the first column.
    """
    start = 0 if text.startswith('- ') else text.find('\n- ') + 1
    if not (start or text.startswith('- ')):
        return None
    if text.startswith(_MARKERS) or any(f'\n{marker}' in text for marker in _MARKERS):
        return None
    if any(line and line[0] != '#' for line in text[:start].split('\n')):
        return None
    return start


def end(text: str, start: int) -> int:
    """Return where the entry that begins at `start` ends: at the next one, or with the text."""
    return text.find('\n- ', start) + 1 or len(text)


def nodes(
    part: str, path: str, number: int, whole: Callable[[str, int], Node | None]
) -> tuple[Node, ...] | None:
    """Return an entry as nodes, None where it has faults; `whole` is as in `read`."""
    entry = _entry(part.split('\n'), path, number)
    if entry is not None:
        return (entry,)
    node = whole(part, number)
    return node.items if isinstance(node, Sequence) else None


def written(keys: Mapping_[str, Sequence_[str]]) -> re.Pattern[str]:
    """Return the pattern of a simple entry whose keys stand in the order given.

    A group has the value of each key as it stands, in quotes or bare. A key that has keys within is
    the head of a mapping, and the groups of these follow; the first key must be there.
    """
    lines = []
    for number, (key, within) in enumerate(keys.items()):
        if within:
            inner = ''.join(rf'(?:    {one}: ({_VALUE})\n)?' for one in within)
            line = rf'  {key}:\n(?=    ){inner}'
        else:
            line = rf'{"  " if number else "- "}{key}: ({_VALUE})\n'
        lines.append(f'(?:{line})?' if number else line)
    return re.compile(''.join(lines))


def texts(part: str) -> Texts | None:
    """Return what a simple entry says, without places; None for any other."""
    lines = part.rstrip('\n')
    found = _LINE.findall(lines)
    if len(found) != lines.count('\n') + 1 or found[0][0] != '- ':
        return None
    values: Texts = {}
    inner: Texts | None = None
    for number, (indent, key, quoted, plain) in enumerate(found):
        if indent == '    ':
            if inner is None or key in inner or not (quoted or plain):
                return None
            inner[key] = quoted or plain
            continue
        if key in values or (indent == '- ') != (number == 0) or inner == {}:
            return None
        if quoted or plain:
            values[key] = quoted or plain
            inner = None
        else:  # a mapping begins, or there is an empty text: which, is not seen here
            values[key] = inner = {}
    return None if inner == {} else values


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
