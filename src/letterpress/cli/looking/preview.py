"""letterpress preview: see what you write, renewed at each save."""

from __future__ import annotations

import click

from letterpress import console
from letterpress.cli import shared


@click.command()
@click.option(
    '--port',
    type=click.IntRange(1, 65535),
    default=None,
    help='Listen there. Without it: 8417, or the next one that is free.',
)
@click.option(
    '--lang',
    'languages',
    multiple=True,
    metavar='CODE',
    shell_complete=shared.languages,
    help='Only this language (may be given again).',
)
@click.option('--no-open', is_flag=True, help='Open no browser.')
def preview(port: int | None, languages: tuple[str, ...], no_open: bool) -> None:
    """Show press room and documents in your browser, renewed at each save.

    They are made as `letterpress build` makes them, what you look at first, unsealed; build/ stays
    as it is. What is wrong in a text is shown over the last good page, with file and line. Only
    this machine can see it. Ctrl-C ends it.
    """
    from letterpress.build.bench import Bench
    from letterpress.preview import doors
    from letterpress.world import keyring, machine

    doors.require()
    from letterpress.preview import run

    base = shared.here()

    def told(address: str) -> None:
        console.out(address)
        console.say('The preview is there until you press Ctrl-C. Save a text, and look.')
        if not no_open:
            machine.show(address)

    run.preview(Bench(base, keyring.signer(None, None)), tuple(sorted(set(languages))), port, told)
