"""Faults of YAML syntax, said in plain words: what is written, where it starts, how to write it.

The parser speaks of tokens, nodes and flow contexts. Both of its builds (libyaml and Python) word
that differently, so a fault is told by the few words they share and by the text at the place
itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import yaml

from letterpress.findings import Place


class Mark(Protocol):
    """A position in a text, from 0: each parser has a class of its own for it."""

    @property
    def line(self) -> int:
        """The line."""

    @property
    def column(self) -> int:
        """The column."""


def mark_of(fault: yaml.error.MarkedYAMLError) -> Mark:
    """Return where a fault was met. Both parsers say it of every one."""
    assert fault.problem_mark is not None
    return fault.problem_mark


def _quoted(event: yaml.Event | None) -> tuple[Mark, Mark] | None:
    """Return where a text in quotation marks begins and ends, None for anything else."""
    if not isinstance(event, yaml.ScalarEvent) or event.style not in ('"', "'"):
        return None
    assert event.start_mark is not None and event.end_mark is not None  # every event has them
    return event.start_mark, event.end_mark


def explain(
    fault: yaml.error.MarkedYAMLError,
    last: yaml.Event | None,
    lines: Sequence[str],
    path: str,
    number: int,
    start: int,
) -> tuple[Place, str, str, str]:
    """Return place, code, message and hint of a syntax fault.

    The first of the lines is line `number` of `path`.

    Reading began at the line with index `start`; `last` is the last event before the fault.
    """
    problem, context = fault.problem or '', fault.context or ''
    first = number + start
    mark = mark_of(fault)
    content = lines[start + mark.line] if start + mark.line < len(lines) else ''
    character = content[mark.column : mark.column + 1]
    here = Place(path, mark.line + first, mark.column + 1)
    began = here
    if fault.context_mark:
        began = Place(path, fault.context_mark.line + first, fault.context_mark.column + 1)

    def say(message: str, hint: str, place: Place = here) -> tuple[Place, str, str, str]:
        return place, 'LP105', message, hint

    if 'quoted scalar' in context and (
        'end of stream' in problem or 'document separator' in problem
    ):
        return say(
            'the quotation mark that opens here is never closed',
            'close it with the same mark at the end of the text',
            began,
        )
    quoted = _quoted(last)
    if quoted is not None and quoted[1].line == mark.line:
        opened, closed = quoted
        if opened.line < closed.line:
            return say(
                f'the quotation mark that opens here closes only on line {closed.line + first}',
                'close it at the end of its own text',
                Place(path, opened.line + first, opened.column + 1),
            )
        return say(
            'the text goes on after its quotation mark was closed',
            "put the whole text in one pair of quotes; inside '…' write '' for an apostrophe",
        )
    bracket = content[: mark.column].rstrip()[-1:]
    if isinstance(last, (yaml.MappingEndEvent, yaml.SequenceEndEvent)) and bracket in (']', '}'):
        return say(
            f'the text goes on after the bracket {bracket}',
            'a text that begins with [ or { belongs in quotes: key: "{name}, …"',
        )
    if 'escape' in problem or 'hexdecimal' in problem:
        return say(
            'a backslash in double quotes must be followed by a known letter',
            'write \\\\ for a backslash, or use single quotes',
            began,
        )
    if 'flow sequence' in context or 'flow mapping' in context:
        bracket, closing = ('[', ']') if 'sequence' in context else ('{', '}')
        return say(
            f'the bracket {bracket} that opens here is not closed, or a comma is missing in it',
            f'close it with {closing}, and put a comma between two entries',
            began,
        )
    if 'simple key' in context:
        return say(
            'this line is neither a key with a value nor part of the text above it',
            'write "key: value"; a text over several lines is indented under its key',
            began,
        )
    if 'mapping values are not allowed' in problem:
        before = content[: mark.column]
        if ':' in before:
            return say(
                'a second ": " stands in this line',
                'put the text after the first colon in quotes: key: "a: b"',
            )
        return say(
            'a key with a value is not expected here',
            'check the indentation of this line, and that the line above ends as it should (a '
            'blank belongs after each "key:")',
        )
    if 'entries are not allowed' in problem:
        return say(
            'a list cannot start on the line of its key', 'start a new line for each "- entry"'
        )
    if character == '\t' or '\\t' in problem:
        return say(
            'a tab stands where the indentation should be', 'indent with blanks, never with tabs'
        )
    if 'cannot start any token' in problem:
        return say(f'a text may not begin with {character}', 'put the whole text in quotes')
    if 'block scalar' in context:
        return say(
            'the text after | or > must start on the next line',
            'start a new line, indented by two blanks',
        )
    if 'document start' in problem:
        return say(
            'this line is indented less than the lines above it belong',
            'start all keys of one level in the same column',
        )
    if 'anchor' in context or 'alias' in context or 'tag' in context:
        return say(
            'a text may not begin with '
            f'{lines[began.line - number][began.column - 1 : began.column]}',
            'put the whole text in quotes',
            began,
        )
    if 'directive' in context or 'YAML document' in problem:
        return say('a line may not begin with %', 'remove it, or put the text in quotes')
    if character in (']', '}', ','):
        return say(
            f'the sign {character} closes nothing', 'remove it, or put the whole text in quotes'
        )
    if character == '-':
        return say(
            'a list entry stands where a key is expected',
            'indent the list under its key, or give it a key',
        )
    return say(
        'this cannot be read as YAML',
        'check the indentation, the colons and the quotation marks of this line and the one above',
    )
