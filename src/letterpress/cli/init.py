"""letterpress init: a new letter."""

from __future__ import annotations

from pathlib import Path

import click

from letterpress import console
from letterpress.base.visible import visible


@click.command()
@click.argument('folder')
@click.option(
    '--lang',
    'languages',
    multiple=True,
    metavar='CODE',
    help='The language of the letter (default: en); given again, a translation of it.',
)
@click.option('--sample', is_flag=True, help='Copy the sample campaign instead of an empty one.')
def init(folder: str, languages: tuple[str, ...], sample: bool) -> None:
    """Start a new letter in FOLDER. Asks nothing, overwrites nothing.

    It starts in any language that letterpress brings, with words that wait to be replaced:

      letterpress init my-letter --lang de --lang en
    """
    import shlex

    from letterpress.commands import init as scaffold

    if sample and languages:
        raise click.UsageError('--sample comes in its own languages: leave --lang out.')
    made = scaffold.init(Path(folder), sample, _shipped(languages) or ('en',))
    console.paths(str(path) for path in made)
    console.say(f'Your letter starts in {visible(folder)}. Next:')
    console.say(f'  cd {visible(shlex.quote(folder))}\n  letterpress build')


def _shipped(languages: tuple[str, ...]) -> tuple[str, ...]:
    """Return the languages, each once. Raises UsageError for one that does not ship."""
    from letterpress.manuscript import locales

    for code in languages:
        if code not in locales.SUPPORTED:
            known = ', '.join(sorted(locales.SUPPORTED))
            raise click.UsageError(
                f'letterpress brings no texts in “{code}”, only in {known}. Start in one of these; '
                f'then `letterpress language add {code}` says what it takes.'
                if locales.known(code)
                else f'“{code}” is not the code of a known language: letterpress starts in {known}.'
            )
    return tuple(dict.fromkeys(languages))
