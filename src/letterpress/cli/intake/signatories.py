"""letterpress signatories: the roll."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from letterpress import console
from letterpress.base.visible import visible
from letterpress.cli import shared
from letterpress.findings import Exit

# what no search of words finds
_DRAWN = (
    'Pictures, and type that became shapes, show what the poster shows of which they were made: '
    'no search reads them.'
)


@click.group(cls=shared.Group)
def signatories() -> None:
    """Read, list and hand out the roll."""


@signatories.command('import')
@click.argument('file', shell_complete=shared.files)
@click.option(
    '--kind',
    type=click.Choice(['organisation', 'person']),
    help='What those are of whom FILE does not say it.',
)
@click.option(
    '--column',
    'columns',
    multiple=True,
    metavar='FIELD=HEADING',
    help='What a column is taken for: name="Nom de l’organisation"; HEADING may be #3.',
)
@click.option(
    '--let-go', multiple=True, metavar='HEADING', help='A column that nothing is taken from.'
)
@click.option('--form', default='', metavar='NAME', help='Read FILE as content/imports/NAME.yaml.')
@click.option('--save', default='', metavar='NAME', help='Keep how FILE was read under NAME.')
@click.option(
    '--consent-basis',
    default='',
    metavar='TEXT',
    help='How persons agreed to be printed whom no column asks; kept in content/imports/.',
)
@click.option('--sheet', default='', metavar='NAME', help='Sheet of a spreadsheet.')
@click.option('--encoding', default='', metavar='NAME', help='Encoding, where the guess is wrong.')
@click.option('--yes', is_flag=True, help='Ask nothing: take over a list without doubts.')
@click.option(
    '--without-doubtful', is_flag=True, help='Take over what is clear, and leave out the rest.'
)
@shared.JSON
def signatories_import(
    file: str, yes: bool, without_doubtful: bool, as_json: bool, **asked: Any
) -> None:
    """Add the names of FILE to the roll: XLSX, ODS, CSV, a list of names, or YAML.

    First it shows what each column was taken for, how many there are, and what is doubtful. You
    answer on the terminal; without one a list in which nothing is doubtful is taken over, and any
    other is left alone (exit code 1). FILE - is standard input. Twice changes nothing.
    """
    from letterpress.cli.intake import review
    from letterpress.commands.lists import imports

    base, source = shared.here(), Path(file)
    wanted = imports.Asked(
        asked['kind'] or '',
        asked['encoding'],
        asked['sheet'],
        asked['columns'],
        asked['let_go'],
        asked['form'],
        asked['consent_basis'].strip(),
        asked['save'],
    )
    found = imports.review(base, source, wanted, shared.comparing)
    if not as_json:
        review.show(found)
    taken = bool(found.changes) and review.agreed(found, source, yes, without_doubtful, as_json)
    paths = imports.take(base, found, source) if taken else []
    if as_json:
        console.answer(review.as_json(found, paths))
    else:
        console.say(review.outcome(found, bool(paths)))
        console.paths(paths)
    left = found.changes or (found.doubtful and not without_doubtful)
    if left and not taken:
        raise click.exceptions.Exit(Exit.FINDINGS)


@signatories.command('withdraw')
@click.argument('ident', metavar='ID')
@shared.LOOK_IN
@shared.JSON
def signatories_withdraw(ident: str, folders: tuple[Path, ...], as_json: bool) -> None:
    """Take the signatory ID out of the roll and keep the name out.

    Prints the files that carry it still.
    """
    import shlex

    from letterpress.commands import withdraw

    def told(done: withdraw.Withdrawal) -> None:
        console.say(
            f'{visible(ident)} is out of the roll, and the cache holds nothing any more. '
            f'A fingerprint in {done.changed[0]} keeps the name out.'
        )
        again = shlex.join(
            (
                'letterpress',
                'signatories',
                'trace',
                done.name,
                *(part for one in folders for part in ('--look-in', str(one))),
            )
        )
        console.say(
            'Looking for files that carry the name; a thousand letters take minutes. '
            'You may stop it and ask again:\n  ' + visible(again)
        )

    done = withdraw.withdraw(shared.here(), ident, folders, told, shared.comparing)
    if as_json:
        console.answer(
            {
                'ok': not done.unread,
                'changed': done.changed,
                'cache_emptied': done.emptied,
                'carriers': done.carriers,
                'findings': [console.as_json(f) for f in done.unread],
            }
        )
    else:
        if done.carriers:
            console.say(
                'These files carry the name still. Build again what is in build/; '
                'what was published must be replaced by you:'
            )
        console.paths(done.carriers)
        console.tell(done.unread)
        console.say(
            f'{_DRAWN} What you keep elsewhere (a backup, the history of a version control) '
            'was not looked at.'
        )
    if done.unread:
        raise click.exceptions.Exit(Exit.FINDINGS)


@signatories.command('trace')
@click.argument('name', metavar='NAME')
@shared.LOOK_IN
@shared.JSON
def signatories_trace(name: str, folders: tuple[Path, ...], as_json: bool) -> None:
    """Print the files that carry NAME, and change nothing.

    Exit code 1 when there are any, or one could not be looked into.
    """
    from letterpress.commands import withdraw

    console.say('Looking for files that carry the name; a thousand letters take minutes …')
    found = withdraw.carrying(shared.here(), name, folders)
    if as_json:
        console.answer(
            {
                'ok': not (found.files or found.unread),
                'carriers': found.files,
                'findings': [console.as_json(f) for f in found.unread],
            }
        )
    else:
        console.paths(found.files)
        console.tell(found.unread)
        console.say(
            f'{len(found.files)} {"file carries" if len(found.files) == 1 else "files carry"} '
            f'the name. {_DRAWN}'
        )
    if found.files or found.unread:
        raise click.exceptions.Exit(Exit.FINDINGS)


@signatories.command('list')
@shared.JSON
def signatories_list(as_json: bool) -> None:
    """Print the public names in printing order."""
    from letterpress.commands import signatories as rolls

    public = rolls.public(shared.here())
    if as_json:
        from dataclasses import asdict

        console.answer([asdict(signatory) for signatory in public])
    else:
        console.paths(signatory.name for signatory in public)
        console.say(f'{len(public)} public signatories')


@signatories.command('export')
@click.argument('file', required=False, shell_complete=shared.files)
def signatories_export(file: str | None) -> None:
    """Write the public roll as CSV to FILE, or to stdout."""
    from letterpress.commands import signatories as rolls
    from letterpress.world.files import apart, writing

    if file:
        apart.refuse(Path(file), (), shared.here())
    data = rolls.export(shared.here())
    if file:
        writing.write(Path(file), data)
        console.paths([file])
    else:
        sys.stdout.buffer.write(data)
