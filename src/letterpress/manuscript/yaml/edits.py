"""Add a language to a YAML file as somebody wrote it: lines are added, all else stays as it was.

A text that may differ by language (`Local` in the declarations) becomes, or already is, a mapping
of language codes. What was said before is said after, in the same words and with the same comments;
`added` reads the result and refuses to give one that says anything else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import yaml

from letterpress.findings import Finding, Place, Rejected
from letterpress.manuscript.yaml import tree
from letterpress.manuscript.yaml.shapes import Field, Local, Record, Shape

Path = tuple[str, ...]


class _Change(NamedTuple):
    """Characters to put in place of those between two offsets of the text."""

    start: int
    end: int
    new: str


# letters and blanks, with signs that mean nothing to YAML: never a number, a date or a single word
# such as yes and null
_BARE = re.compile(r'[^\W\d_][\w’.,;()-]*( [\w’.,;()-]+)+')


def scalar(text: str) -> str:
    """Return a text as a YAML scalar on one line, in double quotes where it needs them."""
    return text if _BARE.fullmatch(text) else quoted(text)


def quoted(text: str) -> str:
    """Return a text as a YAML scalar in double quotes, on one line."""
    return json.dumps(text, ensure_ascii=False)


def added(
    text: str,
    path: str,
    shape: Record,
    source: str,
    code: str,
    words: Callable[[Path, str], str],
    listed: str,
) -> str:
    """Return the text with a language more: its code in the list `listed`, its words in each Local.

    `words` is asked for the words of a field, by its path and by what it says in the language
    `source`. A language that stands there already is left as it is.

    Raises Rejected (LP744) where the file is written in a way that cannot be added to without
    changing what it says, and what `tree.parse` finds.
    """
    before = tree.parse(text, path)
    root = yaml.compose(text, Loader=tree.PARSER)
    if not isinstance(root, yaml.MappingNode):
        raise Rejected(_not_added(path, code))
    changes = [
        change
        for name, node in _locals(root, shape, ())
        if (change := _in_local(text, node, source, code, name, words)) is not None
    ]
    if (listing := _value(root, listed)) is not None:
        changes += _in_list(text, listing, code)
    result = text
    for change in sorted(changes, reverse=True):
        result = result[: change.start] + change.new + result[change.end :]
    try:
        after = tree.parse(result, path)
    except Rejected:
        raise Rejected(_not_added(path, code)) from None
    if _without(after, code, listed) != _as_mappings(before, shape, source, code, listed):
        raise Rejected(_not_added(path, code))
    return result


def _not_added(path: str, code: str) -> Finding:
    return Finding(
        Place(path),
        'LP744',
        f'{code} cannot be added to this file without changing what it says',
        f'add {code} to languages yourself, and a line "{code}: …" to each text that differs by '
        'language',
    )


def _value(node: yaml.MappingNode, key: str) -> yaml.Node | None:
    return next((value for name, value in node.value if name.value == key), None)


def _locals(node: yaml.Node, shape: Shape, name: Path) -> Iterator[tuple[Path, yaml.Node]]:
    """Yield each value that may differ by language, with its path."""
    if isinstance(shape, Local):
        yield name, node
    elif isinstance(shape, Record) and isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = shape.fields.get(key.value)
            if inner is not None:
                inner = inner.shape if isinstance(inner, Field) else inner
                yield from _locals(value, inner, (*name, key.value))


def _in_local(
    text: str,
    node: yaml.Node,
    source: str,
    code: str,
    name: Path,
    words: Callable[[Path, str], str],
) -> _Change | None:
    if isinstance(node, yaml.ScalarNode):
        return _of_scalar(text, node, source, f'{code}: {scalar(words(name, node.value))}')
    if not isinstance(node, yaml.MappingNode) or _value(node, code) is not None or not node.value:
        return None
    said = _value(node, source) or node.value[0][1]
    entry = f'{code}: {scalar(words(name, said.value))}'
    last = node.value[-1][1]
    if node.flow_style:
        return _Change(last.end_mark.index, last.end_mark.index, f', {entry}')
    column = node.value[0][0].start_mark.column
    return _line_after(text, last, ' ' * column + entry)


def _of_scalar(text: str, node: yaml.ScalarNode, source: str, entry: str) -> _Change:
    """Return the change that makes one text a mapping of the source's text and another."""
    start, end = node.start_mark, node.end_mark
    raw = text[start.index : end.index]
    if '\n' in raw or node.style in ('|', '>'):  # as one line: continued ones would need an indent
        raw, tail = quoted(node.value), '\n' if raw.endswith('\n') else ''
    else:
        tail = text[end.index : _line_end(text, end.index)]
    line = text[text.rfind('\n', 0, start.index) + 1 : start.index]
    if '{' in line:  # in braces: what follows on the line is no comment of this text alone
        return _Change(start.index, end.index, f'{{{source}: {raw}, {entry}}}')
    indent = ' ' * (len(line) - len(line.lstrip(' ')) + 2)
    blanks = len(line) - len(line.rstrip(' '))
    rest = '' if tail == '\n' else tail
    until = end.index + len(rest)
    return _Change(
        start.index - blanks,
        until,
        f'\n{indent}{source}: {raw}{rest}\n{indent}{entry}' + ('\n' if tail == '\n' else ''),
    )


def _in_list(text: str, node: yaml.Node, code: str) -> list[_Change]:
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        return []
    if any(item.value == code for item in node.value):
        return []
    last = node.value[-1]
    if node.flow_style:
        return [_Change(last.end_mark.index, last.end_mark.index, f', {code}')]
    return [_line_after(text, last, ' ' * node.start_mark.column + f'- {code}')]


def _line_after(text: str, node: yaml.Node, line: str) -> _Change:
    """Return the change that adds a line below the one in which a value ends."""
    end = node.end_mark.index
    if text[:end].endswith('\n'):  # a block of lines ends where the next line begins
        return _Change(end, end, f'{line}\n')
    end = _line_end(text, end)
    return _Change(end, end, f'\n{line}')


def _line_end(text: str, at: int) -> int:
    end = text.find('\n', at)
    return len(text) if end < 0 else end


# ---- what it says, before and after -------------------------------------------------------------


def _plain(node: tree.Node) -> object:
    if isinstance(node, tree.Scalar):
        return node.value
    if isinstance(node, tree.Sequence):
        return [_plain(item) for item in node.items]
    return {key.value: _plain(value) for key, value in node.entries}


def _without(node: tree.Node, code: str, listed: str) -> object:
    """Return what a file says, without what it says of one language."""
    if isinstance(node, tree.Mapping):
        return {
            key.value: [one for one in said if one != code]
            if key.value == listed and isinstance(said := _plain(value), list)
            else _without(value, code, listed)
            for key, value in node.entries
            if key.value != code
        }
    if isinstance(node, tree.Sequence):
        return [_without(item, code, listed) for item in node.items]
    return node.value


def _as_mappings(node: tree.Node, shape: Shape, source: str, code: str, listed: str) -> object:
    """Return what a file says, each text that may differ by language as a mapping."""
    if isinstance(shape, Local):
        if isinstance(node, tree.Scalar):
            return {source: node.value}
        return _without(node, code, listed)
    if isinstance(shape, Record) and isinstance(node, tree.Mapping):
        said: dict[str, object] = {}
        for key, value in node.entries:
            inner = shape.fields.get(key.value)
            inner = inner.shape if isinstance(inner, Field) else inner
            if key.value == listed or inner is None:
                one = _without(tree.Mapping(((key, value),), key.place), code, listed)
                said.update(one if isinstance(one, dict) else {})
            else:
                said[key.value] = _as_mappings(value, inner, source, code, listed)
        return said
    return _without(node, code, listed)
