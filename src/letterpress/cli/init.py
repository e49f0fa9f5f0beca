"""letterpress init: a new letter."""

from __future__ import annotations

from pathlib import Path

import click

from letterpress import console
from letterpress.base.visible import visible


@click.command()
@click.argument('folder')
@click.option('--sample', is_flag=True, help='Copy the sample campaign instead of an empty one.')
def init(folder: str, sample: bool) -> None:
    """Start a new letter in FOLDER. Asks nothing, overwrites nothing."""
    import shlex

    from letterpress.commands import init as scaffold

    made = scaffold.init(Path(folder), sample)
    console.paths(str(path) for path in made)
    console.say(f'Your letter starts in {visible(folder)}. Next:')
    console.say(f'  cd {visible(shlex.quote(folder))}\n  letterpress build')
