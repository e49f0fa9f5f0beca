"""letterpress recipients: whom the letter goes to."""

from __future__ import annotations

from pathlib import Path

import click

from letterpress import console
from letterpress.base.visible import visible
from letterpress.cli import shared


@click.group(cls=shared.Group)
def recipients() -> None:
    """Whom the letter goes to: list them, and take over who sits in a parliament."""


@recipients.command('import')
@click.argument('file', shell_complete=shared.files)
@click.option(
    '--replace', is_flag=True, help='Where the table says otherwise, take the word of FILE.'
)
@shared.JSON
def recipients_import(file: str, replace: bool, as_json: bool) -> None:
    """Fill the names of FILE, a chamber's list of its members (CSV), into its seats.

    What you wrote stays as it is.
    """
    from letterpress.commands import recipients as addressees

    result = addressees.import_file(shared.here(), Path(file), replace)
    if as_json:
        console.answer(
            {
                'ok': True,
                'body': result.body,
                'changed': result.changed,
                'known': result.known,
                'doubts': [console.as_json(f) for f in result.doubts],
                'paths': result.paths,
            }
        )
        return
    console.tell(result.doubts)
    console.say(
        f'{result.body}: {result.changed} filled or changed, {result.known} right already, '
        f'{len(result.doubts)} for a person to look at'
    )
    console.paths(result.paths)


@recipients.command('list')
@click.option(
    '--body', 'bodies', multiple=True, metavar='NAME', help='Only this body (may be given again).'
)
@shared.JSON
def recipients_list(bodies: tuple[str, ...], as_json: bool) -> None:
    """Print the addressees: id, language, delivery, address."""
    from letterpress.commands import recipients as addressees
    from letterpress.kit import mailing

    found = addressees.listed(shared.here(), bodies)
    if as_json:
        console.answer([mailing.plain(one) for one in found])
    else:
        for one in found:
            console.out(
                '\t'.join(map(visible, (one.id, one.language, one.delivery, ' · '.join(one.lines))))
            )
        console.tell(mailing.portals(found))
        console.say(f'{len(found)} addressees')
