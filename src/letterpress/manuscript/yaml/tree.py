"""Strict YAML with positions: text in, a tree of nodes out, every scalar still text.

YAML as most readers take it is full of surprises for people who are no programmers: `no` turns into
false, 12:30 into 750, the second of two equal keys wins in silence, and nine lines of aliases fill
the memory. So this module builds its own tree from the parser's events and admits mappings, lists
and text only; `schema` types the text. What is refused: duplicate keys, anchors and aliases, tags,
merge keys, several documents, keys that are no text, unprintable and direction-changing characters.
Errors are collected: after a fault of syntax reading goes on at the next line that starts a key in
the first column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import yaml

from letterpress.base import characters
from letterpress.findings import Finding, Place, Rejected
from letterpress.manuscript.yaml import faults, plain_lists
from letterpress.manuscript.yaml.nodes import Mapping, Node, Scalar, Sequence
from letterpress.remembered import remembered

__all__ = ['Mapping', 'Node', 'Scalar', 'Sequence', 'faultless', 'front_matter', 'parse']

MAX_DEPTH = 16  # no shape of ours is deeper than 6
MOST = 1000  # faults of one file that are looked for

# libyaml reads about eight times as fast; the Python parser gives the same events where it is
# missing
PARSER = getattr(yaml, 'CSafeLoader', yaml.SafeLoader)


@remembered
def parse(text: str, path: str, line: int = 1) -> Node:
    """Return the tree of a YAML text that starts at `line` of the file `path`.

    An empty text is an empty mapping.

    Raises Rejected with every finding of the text: LP102, LP103, LP105 to LP110, LP112, LP113.
    """
    reader = _Reader(path, line)
    root = None
    try:
        for found in characters.stray_directions(text, path, line, paragraphs=False):
            reader.found(found)
        root = plain_lists.read(text, path, line, faultless(path)) or reader.read(text)
    except _Enough:
        reader.findings.append(
            Finding(
                Place(path),
                'LP149',
                f'this file has more than {MOST:,} faults: the rest of it was not read',
                'mend the first ones: most likely one of them causes the others',
            )
        )
    if reader.findings:
        raise Rejected(reader.findings)
    return root or Mapping((), Place(path, line, 1))


def faultless(path: str) -> Callable[[str, int], Node | None]:
    """Return what reads a text of a file from a line on: its tree, None where it has a fault."""

    def read(text: str, line: int) -> Node | None:
        reader = _Reader(path, line)
        try:
            root = reader.read(text)
        except _Enough:
            return None
        return None if reader.findings else root

    return read


def front_matter(text: str, path: str) -> tuple[Mapping | None, str, int]:
    """Split a Markdown file into the mapping between two lines `---`, the body, and its first line.

    A text that does not start with `---` has no front matter: (None, text, 1). Raises Rejected:
    LP111 where the second `---` is missing, and whatever `parse` finds.
    """
    lines = text.split('\n')
    if lines[0].rstrip() != '---':
        return None, text, 1
    end = next((n for n, content in enumerate(lines[1:], 1) if content.rstrip() == '---'), 0)
    if not end:
        raise Rejected(
            Finding(
                Place(path, 1),
                'LP111',
                'the line --- that ends the front matter is missing',
                'write --- alone on a line after the last key, before the text begins',
            )
        )
    node = parse('\n'.join(lines[1:end]), path, 2)
    if not isinstance(node, Mapping):
        raise Rejected(
            Finding(
                node.place,
                'LP111',
                'the front matter is no list of keys and values',
                'write one "key: value" on each line between the two ---',
            )
        )
    return node, '\n'.join(lines[end + 1 :]), end + 2


class _Reader:
    """One reading of one text: turns events into nodes, not recursively, and collects faults."""

    def __init__(self, path: str, line: int):
        self.path = path
        self.first = line
        self.findings: list[Finding] = []
        # the lists and mappings not yet closed
        self.open: list[tuple[type[Sequence | Mapping], list[Node], Place]] = []
        self.last: yaml.Event | None = None  # the last thing that could be read before a fault

    def read(self, text: str) -> Node | None:
        """Return the tree of a text, None where it has a fault of syntax."""
        lines, escapes = text.split('\n'), '\\' in text
        start, faulty = 0, False
        while True:
            events = yaml.parse(_Rest(lines, start), Loader=PARSER)
            try:
                root = self._compose(events, self.first + start, escapes)
                return None if faulty else root
            except yaml.error.MarkedYAMLError as fault:
                # go on where a key starts, to find what else is wrong
                faulty = True
                for shape, items, place in self.open:  # their keys were read: they may stand twice
                    if shape is Mapping:
                        self._mapping(items, place)
                self._say(*faults.explain(fault, self.last, lines, self.path, self.first, start))
                after = _next_key(lines, start + faults.mark_of(fault).line + 1)
                if after is None:
                    return None
                start = after

    def _compose(self, events: Iterator[yaml.Event], first: int, escapes: bool) -> Node | None:
        root: Node | None = None
        documents = 0
        stack = self.open = []
        node: Node
        for event in events:
            self.last = event
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents == 2:
                    self._say(
                        self._place(event, first),
                        'LP110',
                        'a second document starts here',
                        'keep one document in a file: remove this line ---',
                    )
            if documents > 1 or isinstance(event, _FRAME):
                continue
            if isinstance(event, yaml.NodeEvent):
                place = self._place(event, first)
                self._refuse(event, place)
                if isinstance(event, yaml.ScalarEvent):
                    value = event.value
                    # "\u202e" is not in the raw text, so look again
                    if escapes and event.style == '"':
                        for one in characters.hidden(value, place):
                            self.found(one)
                        value = characters.settled(value)
                    node = Scalar(value, place, event.style in ('"', "'", '|', '>'))
                elif isinstance(event, yaml.AliasEvent):
                    node = Scalar('', place)
                else:
                    if len(stack) == MAX_DEPTH:
                        self._say(
                            place,
                            'LP113',
                            f'lists and keys are nested more than {MAX_DEPTH} deep',
                            'no file of ours needs that: check the indentation and the brackets',
                        )
                        return None
                    starts_list = isinstance(event, yaml.SequenceStartEvent)
                    stack.append((Sequence if starts_list else Mapping, [], place))
                    continue
            else:  # the end of a list or a mapping
                shape, items, place = stack.pop()
                if shape is Sequence:
                    node = Sequence(tuple(items), place)
                else:
                    node = self._mapping(items, place)
            if stack:
                stack[-1][1].append(node)
            else:
                root = node
        return root

    def _place(self, event: yaml.Event, first: int) -> Place:
        mark = event.start_mark
        assert mark is not None  # every event of a parser has one
        return Place(self.path, mark.line + first, mark.column + 1)

    def _say(self, place: Place, code: str, message: str, hint: str) -> None:
        self.found(Finding(place, code, message, hint))

    def found(self, finding: Finding) -> None:
        """Keep a finding. Raises _Enough where there are as many as anybody reads."""
        if len(self.findings) >= MOST:
            raise _Enough
        self.findings.append(finding)

    def _refuse(self, event: yaml.NodeEvent, place: Place) -> None:
        """Note anchors, aliases and tags: they say what a reader cannot see on the line."""
        if event.anchor is not None:
            alias = isinstance(event, yaml.AliasEvent)
            sign = ('*' if alias else '&') + event.anchor
            self._say(
                place,
                'LP107',
                f'{sign} is {"an alias" if alias else "an anchor"}, which is not allowed',
                f'write the text out in full; if it begins with {sign[0]}, put it in quotes: '
                f'"{sign}"',
            )
            return
        tag = getattr(event, 'tag', None)  # an alias has none
        if tag is not None:
            self._say(
                place,
                'LP108',
                f'the tag {_short(tag.replace("tag:yaml.org,2002:", "!!"))} is not allowed',
                'remove it; a text that begins with ! belongs in quotes',
            )

    def _mapping(self, items: list[Node], place: Place) -> Mapping:
        entries: list[tuple[Scalar, Node]] = []
        seen: dict[str, int] = {}
        if len(items) > 2 * MOST:
            self._say(
                place,
                'LP149',
                f'more than {MOST:,} keys stand here: no file of ours has so many',
                'put back the file as it was; a list begins each entry with a hyphen',
            )
            items = items[: 2 * MOST]
        # without its last value where a fault ended the reading after a key
        for key, value in zip(items[::2], items[1::2], strict=False):
            if not isinstance(key, Scalar):
                self._say(
                    key.place,
                    'LP112',
                    'a key must be text, not a list or a mapping',
                    'a text that begins with [ or { belongs in quotes',
                )
            elif key.value == '<<' and not key.quoted:
                self._say(
                    key.place,
                    'LP109',
                    'the merge key << is not allowed',
                    'write the keys out in full',
                )
            elif key.value in seen:
                self._say(
                    key.place,
                    'LP106',
                    f'the key {_short(key.value)} stands twice, first on line {seen[key.value]}',
                    'remove one of the two, or rename it',
                )
            else:
                seen[key.value] = key.place.line
                entries.append((key, value))
        return Mapping(tuple(entries), place)


class _Enough(Exception):
    """Raised when a file has more faults than anybody will read."""


class _Rest:
    """The lines of a text from one on, as a stream.

    A parser that stops at a fault has read little more than that far.
    """

    def __init__(self, lines: list[str], start: int):
        self._lines, self._at, self._portion = lines, start, 4

    def read(self, size: int = -1) -> str:
        """Return some lines more, '' at the end; more of them each time, whatever `size` says."""
        part = self._lines[self._at : self._at + self._portion]
        self._at += len(part)
        self._portion = min(2 * self._portion, 4096)
        end = '\n' if self._at < len(self._lines) else ''
        return '\n'.join(part) + end


_FRAME = (
    yaml.StreamStartEvent,
    yaml.StreamEndEvent,
    yaml.DocumentStartEvent,
    yaml.DocumentEndEvent,
)
_KEY = re.compile(r'[^\s#\-\[\]{}"\'][^:\n]*:(\s|$)')


def _next_key(lines: list[str], after: int) -> int | None:
    """Return the index of the first line from index `after` on that starts a key in column one."""
    return next((n for n in range(after, len(lines)) if _KEY.match(lines[n])), None)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + '…'
