"""letterpress fonts: typefaces of the campaign's own."""

from __future__ import annotations

from pathlib import Path

import click

from letterpress import console
from letterpress.base.visible import visible
from letterpress.cli import shared


@click.group(cls=shared.Group)
def fonts() -> None:
    """Typefaces of your own: take their files and licence into fonts/."""


@fonts.command('add')
@click.argument('files', nargs=-1, required=True, metavar='FILE…', shell_complete=shared.files)
@click.option(
    '--licence',
    metavar='FILE',
    shell_complete=shared.files,
    help='The text of the licence, if it lies elsewhere.',
)
@click.option(
    '--for',
    'role',
    type=click.Choice(['display', 'text']),
    help='What it is for: headlines and labels, or what is read.',
)
@click.option('--folder', metavar='NAME', default='', help='The folder in fonts/.')
def fonts_add(files: tuple[str, ...], licence: str | None, role: str | None, folder: str) -> None:
    """Take font files (.ttf, .otf) of one or more families into fonts/, with their licence.

    Writes a family.yaml with their fingerprints. The files stay as they are.
    """
    from letterpress.commands import fonts as typefaces

    made = typefaces.add(
        shared.here(),
        [Path(file) for file in files],
        Path(licence) if licence else None,
        {'display': 'wood', 'text': 'book'}.get(role or '', ''),
        folder,
    )
    for one in made:
        console.paths(str(path) for path in one.files)
        key = 'display' if one.role == 'wood' else 'text'
        console.say(f'{visible(one.family)} ({visible(one.licence)}) lies in fonts/{one.folder}.')
        console.say('To set with it, write into content/brand.yaml:')
        console.say(f'  faces:\n    {key}: {one.folder}')
