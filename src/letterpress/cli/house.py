"""letterpress doctor, explain, schema, clean: this machine, and what letterpress leaves on it."""

from __future__ import annotations

import os
from pathlib import Path

import click

from letterpress import console
from letterpress.base.visible import visible
from letterpress.cli import shared
from letterpress.findings import Exit, catalogue, errors


@click.command()
@shared.JSON
def doctor(as_json: bool) -> None:
    """Look at this machine and project: libraries, typefaces, key, folders.

    Each complaint names the command that mends it.
    """
    from letterpress.commands import doctor as surgery

    report = surgery.examine(Path.cwd(), os.environ.get('LETTERPRESS_KEY') or None)
    if as_json:
        console.answer(
            {
                'ok': not errors(report.findings),
                'facts': report.facts,
                'findings': [console.as_json(f) for f in report.findings],
            }
        )
    else:
        for name, value in report.facts.items():
            console.out(f'{name:<20} {visible(value)}')
        console.tell(report.findings)
    if errors(report.findings):
        raise click.exceptions.Exit(Exit.MISSING)


@click.command()
@click.argument('code', required=False)
def explain(code: str | None) -> None:
    """Explain a finding's code, or list all codes."""
    from letterpress.base.nearest import did_you_mean

    known = catalogue()
    if code is None:
        for entry in known.values():
            console.out(f'{entry.code}  {entry.severity:<7}  {entry.title}')
        return
    item = known.get(code.upper())
    if item is None:
        raise click.UsageError(f'there is no code “{code}”: {did_you_mean(code.upper(), known)}')
    console.out(f'{item.code} ({item.severity}): {item.title}\n\n{item.explanation}')


@click.command()
@click.argument('name', metavar='[FILE]', required=False)
def schema(name: str | None) -> None:
    """Print the JSON Schema of a file, for editors, or list the files."""
    from letterpress.base.nearest import did_you_mean
    from letterpress.manuscript import schemas

    if name is None:
        for known, file in schemas.FILES.items():
            console.out(f'{known:<12} {file.path}')
        return
    if name not in schemas.FILES:
        raise click.UsageError(f'there is no file “{name}”: {did_you_mean(name, schemas.FILES)}')
    console.answer(schemas.json_schema(name))


@click.command()
@click.option(
    '--all',
    'everything',
    is_flag=True,
    help='The cache too: the next build makes everything again.',
)
def clean(everything: bool) -> None:
    """Remove build/. Keeps the cache unless --all is given."""
    from letterpress.build import clean as cleaning

    console.paths(str(path) for path in cleaning.clean(shared.here(), everything))
