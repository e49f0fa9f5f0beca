"""letterpress groups: local groups, their events, and what each wants printed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from letterpress import console
from letterpress.base.visible import visible
from letterpress.cli import shared
from letterpress.cli.intake import review as shown
from letterpress.findings import Exit

if TYPE_CHECKING:
    from letterpress.commands.groups.imports import Review


@click.group(cls=shared.Group)
def groups() -> None:
    """Take local groups over from a list, and say who calls for what."""


@groups.command('import')
@click.argument('file', shell_complete=shared.files)
@click.option(
    '--column',
    'columns',
    multiple=True,
    metavar='FIELD=HEADING',
    help='What a column is taken for: event.place="Treffpunkt"; HEADING may be #3.',
)
@click.option(
    '--let-go', multiple=True, metavar='HEADING', help='A column that nothing is taken from.'
)
@click.option(
    '--set',
    'settings',
    multiple=True,
    metavar='KEY=VALUE',
    help='What holds for all groups of FILE: country=DE, language=de.',
)
@click.option(
    '--dates',
    'order',
    type=click.Choice(['day-first', 'month-first']),
    help='How FILE writes dates such as 03/04/2026, where it does not show itself.',
)
@click.option('--sheet', default='', metavar='NAME', help='Sheet of a spreadsheet.')
@click.option('--encoding', default='', metavar='NAME', help='Encoding, where the guess is wrong.')
@click.option('--yes', is_flag=True, help='Ask nothing: take over a list without doubts.')
@click.option(
    '--without-doubtful', is_flag=True, help='Take over what is clear, and leave out the rest.'
)
@shared.JSON
def groups_import(
    file: str, yes: bool, without_doubtful: bool, as_json: bool, **asked: Any
) -> None:
    """Write a file in content/groups/ for each group of FILE: XLSX, ODS or CSV.

    First it shows what each column was taken for, the first groups, and what is doubtful. You
    answer on the terminal; without one a list in which nothing is doubtful is taken over, and any
    other is left alone (exit code 1). FILE - is standard input. Twice changes nothing. No group is
    listed in the press room unless a column clearly says that it may be.
    """
    from letterpress.commands.groups import imports
    from letterpress.commands.lists import imports as lists

    base, source = shared.here(), Path(file)
    found = imports.review(
        base,
        source,
        imports.Asked(
            asked['columns'],
            asked['let_go'],
            asked['settings'],
            asked['order'] or '',
            asked['encoding'],
            asked['sheet'],
        ),
    )
    if not as_json:
        _show(found)
    asking = not yes and not as_json and str(source) != '-'
    taken = bool(found.changes) and (
        without_doubtful
        or (
            click.confirm(_question(found), default=False, err=True)
            if asking and sys.stdin.isatty() and sys.stderr.isatty()
            else not found.doubtful
        )
    )
    paths = lists.put(base, found.changes, source) if taken else []
    if as_json:
        console.answer(_as_json(found, paths))
    else:
        console.say(_outcome(found, bool(paths)))
        console.paths(paths)
    left = found.changes or (found.doubtful and not without_doubtful)
    if left and not taken:
        raise click.exceptions.Exit(Exit.FINDINGS)


def _show(found: Review) -> None:
    imported = found.imported
    how = [f'{imported.rows:,} row{"s" * (imported.rows != 1)}']
    how += [visible(imported.read_as)] if imported.read_as else []
    console.say(f'{visible(found.name)}: {", ".join(how)}')
    shown.table([(shown.short(heading), taken) for heading, taken in found.columns()])
    if sample := found.sample():
        console.say('The first of those that are new:' if len(found.changes) > 1 else 'New:')
        shown.table([(shown.short(name), visible(called)) for name, called in sample])
    console.tell(found.findings)
    console.say(found.counts())


def _question(found: Review) -> str:
    rest = ' and leave out what is doubtful' if found.doubtful else ''
    return f'Take this over{rest}?'


def _outcome(found: Review, taken: bool) -> str:
    if taken:
        number = len(found.changes)
        many = 's' * (number != 1)
        return f'Taken over: {number} group{many}. What they lack still: letterpress check'
    if not found.changes and found.imported.known and not found.doubtful:
        return 'Nothing to do: content/groups/ has all of them.'
    if found.doubtful and found.changes:
        return (
            'Nothing was taken over. Mend what is doubtful and import the list again, or take over '
            'the rest: --without-doubtful.'
        )
    return 'Nothing was taken over.'


def _as_json(found: Review, paths: list[str]) -> dict[str, Any]:
    return {
        'ok': bool(paths) or not (found.doubtful or found.changes),
        'taken_over': bool(paths),
        'added': [one.name for one in found.imported.groups],
        'known': found.imported.known,
        'listed': sum(one.public for one in found.imported.groups),
        'columns': dict(found.columns()),
        'read_as': found.imported.read_as,
        'ambiguous': [console.as_json(one) for one in found.findings],
        'paths': paths,
    }


@groups.command('list')
@shared.JSON
def groups_list(as_json: bool) -> None:
    """Print who calls for what, where and when: the groups that may be listed."""
    from letterpress.commands.groups import listing

    found, hidden = listing.listed(shared.here())
    if as_json:
        console.answer([listing.as_json(one) for one in found])
        return
    rows = [
        (
            one.name,
            one.language,
            f'{one.event.day.isoformat()}'
            + (f' {one.event.starts:%H:%M}' if one.event.starts is not None else ''),
            ', '.join(filter(None, (one.event.place, one.event.address))),
        )
        for one in found
    ]
    widths = [max((len(row[n]) for row in rows), default=0) for n in range(3)]
    console.paths(
        '  '.join((*(f'{cell:<{width}}' for cell, width in zip(row, widths, strict=False)), row[3]))
        for row in rows
    )
    rest = f', {hidden} more that may not be listed' if hidden else ''
    console.say(f'{len(found)} group{"s" * (len(found) != 1)}{rest}')
