"""letterpress letter: the text of the letter."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from letterpress import console
from letterpress.base.visible import visible
from letterpress.cli import shared
from letterpress.findings import Exit

SHOWN = 10  # paragraphs of a letter that a review shows


@click.group(cls=shared.Group)
def letter() -> None:
    """Take over the text of the letter."""


@letter.command('import')
@click.argument('file', shell_complete=shared.files)
@click.option(
    '--lang',
    metavar='CODE',
    default='',
    shell_complete=shared.languages,
    help='Its language; else that of the source.',
)
@click.option('--title', default='', help='Its title, where the document does not say it.')
@click.option('--translator', default='', help='Who translated it, of a translation.')
@click.option('--encoding', default='', help='Of a text that is not UTF-8: windows-1250 …')
@click.option('--replace', is_flag=True, help='Take the place of the letter that is there.')
@click.option('--yes', is_flag=True, help='Do not ask where nothing is in doubt.')
@shared.JSON
def letter_import(
    file: str,
    lang: str,
    title: str,
    translator: str,
    encoding: str,
    replace: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Take over FILE (.docx, .odt, .md or .txt) as the letter of one language.

    First it shows what it understood. What a letter cannot hold is listed and left to you; tracked
    changes and comments are refused with their place. Without a terminal nothing is taken over
    that is in doubt.
    """
    from letterpress.commands import letter as letters

    base, source = shared.here(), Path(file)
    asked = letters.Asked(lang, title, translator, encoding, replace)
    seen = letters.review(base, source, asked)
    if not as_json:
        _show(seen.title, seen.outline)
        console.tell(seen.doubts)
    taken = (yes and not seen.asks) or (not as_json and not yes and _agreed(seen.asks))
    if taken:
        letters.take(base, source, seen)
    if as_json:
        console.answer(
            {
                'ok': taken,
                'path': seen.path if taken else '',
                'title': seen.title,
                'paragraphs': list(seen.outline),
                'findings': [console.as_json(one) for one in seen.doubts],
            }
        )
    elif taken:
        console.paths([seen.path])
    else:
        console.say('Nothing was taken over, content/ is as it was.')
    if not taken:
        raise click.exceptions.Exit(Exit.FINDINGS)


def _show(title: str, outline: tuple[str, ...]) -> None:
    console.say(f'title: {visible(title)}')
    for number, begins in enumerate(outline[:SHOWN], 1):
        console.say(f'{number:>3}  {visible(begins)}')
    if len(outline) > SHOWN:
        console.say(f'     and {len(outline) - SHOWN} more')


def _agreed(asks: int) -> bool:
    """Ask a person whether to take it over; without one, say whether nothing is in doubt."""
    if not sys.stdin.isatty():
        return not asks
    return click.confirm('Take it over?', default=not asks, err=True)
