"""letterpress init, language: a new letter, and one language more for it."""

from __future__ import annotations

import re
from pathlib import Path

import click

from letterpress import console
from letterpress.base.visible import visible
from letterpress.cli import shared


def _codes(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    from letterpress.manuscript import locales

    return [code for code in sorted(locales.SUPPORTED) if code.startswith(begun)]


@click.command()
@click.argument('folder', shell_complete=shared.folders)
@click.option(
    '--lang',
    'languages',
    multiple=True,
    metavar='CODE',
    shell_complete=_codes,
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


@click.group(cls=shared.Group)
def language() -> None:
    """Add a language to the letter; list what its translators have still to do."""


@language.command('add')
@click.argument('code', shell_complete=_codes)
def add(code: str) -> None:
    """Add the language CODE: its files, with every text that is to be translated marked.

    Texts that wait stand between ⟦ and ⟧. While one of them is left, nothing is made of the
    language, and all else is made as before.
    """
    from letterpress.commands import language as languages
    from letterpress.manuscript import locales
    from letterpress.manuscript.yaml.scalars import LANGUAGE

    if not re.fullmatch(LANGUAGE, code) or not locales.known(code):
        raise click.UsageError(
            f'“{code}” is not the code of a known language: write one such as fr, pt-BR or zh-Hant.'
        )
    added = languages.add(shared.here(), code)
    console.paths(added.paths)
    name = locales.language_name(code, 'en')
    if added.needs:
        console.say(f'letterpress brings nothing in {name}. What it takes:')
        for need in added.needs:
            console.say(f'  - {need}')
    if added.waiting:
        console.say(
            f'{len(added.waiting)} texts wait for a translation into {name}, between ⟦ and ⟧. '
            f'Until the last is done nothing is made in {name}. What is left:\n'
            f'  letterpress language list {code}'
        )


@language.command('list')
@click.argument('code', required=False)
@shared.JSON
def listing(code: str | None, as_json: bool) -> None:
    """List the languages of the letter, or the texts that wait in the language CODE."""
    from letterpress.base.nearest import did_you_mean
    from letterpress.commands import language as languages

    known = {one.code: one for one in languages.listed(shared.here())}
    if code is not None and code not in known:
        raise click.UsageError(f'this letter is not in “{code}”: {did_you_mean(code, known)}')
    if as_json:
        console.answer(
            [
                {
                    'code': one.code,
                    'source': one.source,
                    'waiting': [
                        {'path': place.path, 'line': place.line, 'column': place.column}
                        for place in one.waiting
                    ],
                }
                for one in known.values()
                if code in (None, one.code)
            ]
        )
    elif code is not None:
        for place in known[code].waiting:
            console.out(str(place))
        console.say(f'{len(known[code].waiting)} texts of {code} wait.')
    else:
        for one in known.values():
            waits = f'{len(one.waiting)} texts wait: nothing is made of it' if one.waiting else ''
            console.out(f'{one.code:<8} {"source" if one.source else waits or "translated"}')
