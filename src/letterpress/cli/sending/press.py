"""letterpress press: what goes to newsrooms."""

from __future__ import annotations

import click

from letterpress import console
from letterpress.cli import shared


@click.group(cls=shared.Group)
def press() -> None:
    """What goes to newsrooms: the release as a message, ready to be sent."""


@press.command('mail')
@click.option(
    '--lang',
    'languages',
    multiple=True,
    metavar='CODE',
    shell_complete=shared.languages,
    help='Only this language (may be given again).',
)
@click.option(
    '--links', is_flag=True, help='Link to the kit (site_url of campaign.yaml), attach nothing.'
)
@click.option(
    '--released', is_flag=True, help='As it is said when the embargo is over: no word of it.'
)
@shared.JSON
def press_mail(languages: tuple[str, ...], links: bool, released: bool, as_json: bool) -> None:
    """Write the release of each language as a message (.eml) into build/mail.

    Text and HTML, from the press contact to nobody yet, with release (PDF and DOCX) and a poster's
    picture of the kit attached, 10 MB at most. Nothing is sent: open it, say to whom, send it.
    """
    from letterpress.commands.sending import mail

    done = mail.mail(shared.here(), sorted(set(languages)), links, released)
    if as_json:
        findings = [console.as_json(one) for one in done.findings]
        console.answer({'ok': True, 'paths': done.paths, 'findings': findings})
        return
    console.tell(done.findings)
    console.paths(done.paths)
