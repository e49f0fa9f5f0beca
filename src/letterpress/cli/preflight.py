"""letterpress preflight: look at a finished PDF."""

from __future__ import annotations

from pathlib import Path

import click

from letterpress import console
from letterpress.base.visible import visible
from letterpress.cli import shared
from letterpress.findings import Exit, errors


@click.command()
@click.argument('file', shell_complete=shared.files)
@click.option(
    '--read',
    'aloud',
    is_flag=True,
    help='Print the text as a screen reader gets it: page, tag, language, words.',
)
@click.option(
    '--print-shop',
    'shop',
    metavar='NAME',
    help='Judge it by what this print shop asks (content/print-shops/NAME.yaml).',
)
@shared.JSON
def preflight(file: str, aloud: bool, shop: str | None, as_json: bool) -> None:
    """Look at a finished PDF: pages, fonts, tags, claims, and what is wrong with them.

    Writes nothing.
    """
    from letterpress.commands import preflight as preflighting

    facts, found, reading = preflighting.examine(Path(file))
    asked = None
    if shop is not None:
        asked, more = preflighting.for_shop(Path(file), shop, Path())
        found = (*found, *more)
    if as_json:
        console.answer(
            {
                'ok': not errors(found),
                **preflighting.as_json(facts, reading),
                **({'print_shop': asked.slug} if asked else {}),
                'findings': [console.as_json(f) for f in found],
            }
        )
    elif aloud and reading is not None:
        console.paths(preflighting.dump(reading))
    else:
        for name, value in preflighting.in_words(facts):
            console.out(f'{name:<10} {visible(value)}')
        if asked is not None:
            good = 'nothing speaks against it' if not found else 'not as it is'
            console.out(f'{"print shop":<10} {visible(asked.name)}: {good}')
    console.tell(found)
    if errors(found):
        raise click.exceptions.Exit(Exit.FINDINGS)
