"""letterpress signatories: the roll."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from letterpress import console
from letterpress.base.visible import visible
from letterpress.cli import shared
from letterpress.findings import Exit, errors


@click.group(cls=shared.Group)
def signatories() -> None:
    """Read, list and hand out the roll."""


@signatories.command('import')
@click.argument('file')
@click.option(
    '--kind',
    type=click.Choice(['organisation', 'person']),
    help='What those are of whom FILE does not say it.',
)
@click.option('--encoding', default='', help='Encoding of a text, where the guess is wrong.')
@click.option('--sheet', default='', help='Sheet of a spreadsheet that has several.')
@shared.JSON
def signatories_import(
    file: str, kind: str | None, encoding: str, sheet: str, as_json: bool
) -> None:
    """Add the names of FILE to the roll: XLSX, ODS, CSV, a list of names, or YAML.

    FILE - is standard input. Twice changes nothing.
    """
    from letterpress.commands import signatories as rolls

    asked = rolls.Asked(kind, encoding, sheet)
    result = rolls.import_file(shared.here(), Path(file), asked)
    if as_json:
        console.answer(
            {
                'ok': not result.doubts,
                'added': [s.name for s in result.added],
                'known': result.known,
                'public': result.public,
                'private': dict(result.private),
                'columns': dict(result.columns),
                'ambiguous': [console.as_json(f) for f in result.doubts],
                'path': result.path,
            }
        )
    else:
        for heading, taken in result.columns:
            console.say(f'{visible(heading)}: {taken}')
        console.tell(result.doubts)
        console.say(result.summary())
        console.paths([result.path] if result.added else [])
    if errors(result.doubts):
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

    done = withdraw.withdraw(shared.here(), ident, folders, told)
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
            'What you keep elsewhere (a backup, the history of a version control) '
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
            'the name.'
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
@click.argument('file', required=False)
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
