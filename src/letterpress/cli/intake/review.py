"""The review of a list: what a person sees before anything is taken over, and the question."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from letterpress import console
from letterpress.base.visible import visible

if TYPE_CHECKING:
    from letterpress.commands.lists.imports import Review

_SHORT = 60  # characters of a heading or name that are shown


def show(found: Review) -> None:
    """Tell what each column was taken for, ten signatories, every doubt, and the counts."""
    imported = found.imported
    what = 'row' if imported.columns else 'name'
    how = [f'{imported.rows:,} {what}{"s" * (imported.rows != 1)}']
    how += [visible(imported.read_as)] if imported.read_as else []
    how += [f'as {imported.form.title} exports it'] if imported.form else []
    console.say(f'{visible(found.name)}: {", ".join(how)}')
    table([(short(heading), taken) for heading, taken in found.columns()])
    if found.sample:
        console.say('The first of those that are new:' if len(found.merged.added) > 1 else 'New:')
        table(
            [
                (
                    short(', '.join(filter(None, (one.name, one.role, one.affiliation)))),
                    ', '.join(filter(None, (one.kind, one.country, why or 'public'))),
                )
                for one, why in found.sample
            ]
        )
    if found.merged.filled:
        console.say('Filled in, where the roll had nothing:')
        shown = found.merged.filled[:10]
        table([(short(one.entry.name), ', '.join(one.keys)) for one in shown])
        if more := len(found.merged.filled) - len(shown):
            console.say(f'  … and {more:,} more')
    console.tell(found.doubts)
    console.say(found.counts())
    if found.examples:
        console.say(
            f'The {found.examples} examples that letterpress init wrote into the roll give way to '
            'this list.'
            if found.examples > 1
            else 'The example that letterpress init wrote into the roll gives way to this list.'
        )


def table(rows: Sequence[tuple[str, str]]) -> None:
    """Tell rows of two columns."""
    width = max((len(left) for left, _ in rows), default=0)
    for left, right in rows:
        console.say(f'  {left:<{width}}  {right}')


def short(text: str) -> str:
    """Return a heading or a name on one line, its end left out where it is long."""
    text = visible(' '.join(text.split()))
    return text if len(text) <= _SHORT else text[: _SHORT - 1] + '…'


def agreed(found: Review, source: Path, yes: bool, without_doubtful: bool, as_json: bool) -> bool:
    """Return whether the list is to be taken over: by an answer on the terminal, else by itself.

    Without somebody to ask, a list in which something is doubtful is left alone.
    """
    if without_doubtful:
        return True
    asked = (
        not yes
        and not as_json
        and str(source) != '-'
        and sys.stdin.isatty()
        and sys.stderr.isatty()
    )
    if not asked:
        return not found.doubtful
    rest = ' and leave out what is doubtful' if found.doubtful else ''
    return click.confirm(f'Take this over{rest}?', default=False, err=True)


def outcome(found: Review, taken: bool) -> str:
    """Return what became of the list, in a line."""
    if taken:
        merged = found.merged
        filled = f', {len(merged.filled)} filled in' if merged.filled else ''
        return f'Taken over: {len(merged.added)} added{filled}.'
    if not found.changes and found.merged.known and not found.doubtful:
        return 'Nothing to do: the roll has all of it.'
    if found.doubtful and found.changes:
        return (
            'Nothing was taken over. Mend what is doubtful and import the list again, or take over '
            'the rest: --without-doubtful.'
        )
    return 'Nothing was taken over.'


def as_json(found: Review, paths: Sequence[str]) -> dict[str, Any]:
    """Return the review as machines read it, and what was written."""
    merged = found.merged
    return {
        'ok': bool(paths) or not (found.doubtful or found.changes),
        'taken_over': bool(paths),
        'added': [entry.name for entry in merged.added],
        'known': merged.known,
        'filled': {one.entry.name: list(one.keys) for one in merged.filled},
        'public': found.public,
        'private': dict(merged.private),
        'columns': dict(found.columns()),
        'form': found.imported.form.title if found.imported.form else None,
        'read_as': found.imported.read_as,
        'ambiguous': [console.as_json(one) for one in found.doubts],
        'paths': list(paths),
    }
