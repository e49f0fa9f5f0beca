"""letterpress doctor, explain, schema, completion, clean: this machine, and what is left on it."""

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


def _codes(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    return [code for code in catalogue() if code.startswith(begun.upper())]


def _files(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    from letterpress.manuscript import schemas

    return [name for name in schemas.FILES if name.startswith(begun)]


@click.command()
@click.argument('code', required=False, shell_complete=_codes)
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
@click.argument('name', metavar='[FILE]', required=False, shell_complete=_files)
@click.option(
    '--write',
    'written',
    is_flag=True,
    help='Write all of them into .schema/ of this letter, where its files look for them.',
)
def schema(name: str | None, written: bool) -> None:
    """Print the JSON Schema of a file, for editors, or list the files.

    The first line of a YAML file leads an editor there: letterpress init writes it, and --write
    prints it for the files of a letter that is older.
    """
    from letterpress.base.nearest import did_you_mean
    from letterpress.manuscript import schemas

    if written:
        if name is not None:
            raise click.UsageError('--write takes all files: leave the name out.')
        _write_schemas(shared.here())
        return
    if name is None:
        for known, file in schemas.FILES.items():
            console.out(f'{known:<12} {file.path}')
        return
    if name not in schemas.FILES:
        raise click.UsageError(f'there is no file “{name}”: {did_you_mean(name, schemas.FILES)}')
    console.answer(schemas.json_schema(name))


def _write_schemas(base: Path) -> None:
    """Write the schemas, and say which files do not lead to theirs yet."""
    from letterpress.manuscript import schemas
    from letterpress.world.files import inside, writing

    for path, data in schemas.files().items():
        writing.write(base / path, data)
    console.paths(sorted(schemas.files()))
    content = inside.read_tree(base, 'content')
    bare = {
        path: line
        for path, data in content.items()
        if (line := schemas.line(path)) and line.encode() not in data
    }
    if bare:
        console.say('So that an editor looks there, write as the first line of')
        for path, line in bare.items():
            console.say(f'  {visible(path)}:\n    {line}')


SHELLS = ('bash', 'fish', 'zsh')


@click.command()
@click.argument('shell', type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print what makes SHELL complete the words of letterpress.

    \b
    bash: letterpress completion bash > ~/.local/share/bash-completion/completions/letterpress
    fish: letterpress completion fish > ~/.config/fish/completions/letterpress.fish
    zsh:  letterpress completion zsh > ~/.zfunc/_letterpress
          (with fpath+=~/.zfunc before compinit in ~/.zshrc)
    """  # noqa: D301  click asks for the character itself, not for its two signs
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None  # Choice knows these three
    one = kind(click.get_current_context().find_root().command, {}, 'letterpress', COMPLETE)
    # not source(): it asks the bash of this machine for its version, and none need be there
    console.out(one.source_template % one.source_vars())


COMPLETE = '_LETTERPRESS_COMPLETE'  # by this variable a shell asks which words fit


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
