"""What several commands share: options, the folder they work in, the key that seals."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from letterpress.world.profiles import Sealing

from letterpress import console
from letterpress.base.visible import visible


def files(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    """Tell a shell that completes words to look for files: it knows best what lies there."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(begun, type='file')]


def folders(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    """Tell a shell that completes words to look for folders."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(begun, type='dir')]


def comparing(count: int) -> None:
    """Tell a person that so many names are compared with those who withdrew, which takes long."""
    from letterpress.build.cache import compared  # late: it reads names

    console.say(compared.words(count))


JSON = click.option(
    '--json', 'as_json', is_flag=True, help='Answer on stdout as JSON, for machines.'
)


LOOK_IN = click.option(
    '--look-in',
    'folders',
    multiple=True,
    metavar='FOLDER',
    shell_complete=folders,
    callback=lambda *given: _folders(given[-1]),
    help='Where earlier files may lie (may be given again); build/ always is looked into.',
)


KEY = click.option(
    '--key',
    'key_file',
    metavar='FILE',
    shell_complete=files,
    default=None,
    help='Seal key: PKCS#12 or PEM, readable by you alone. Also LETTERPRESS_KEY. '
    'Without one: the public draft key.',
)


PASS = click.option(
    '--pass-file',
    metavar='FILE',
    shell_complete=files,
    default=None,
    help='File whose first line is the pass phrase. '
    'Also LETTERPRESS_PASSPHRASE; else you are asked.',
)


PROFILE = click.option(
    '--profile',
    metavar='NAME',
    default=None,
    help='Seal as this profile of seal.toml says: key, level, authorities.',
)


UNSTAMPED = click.option(
    '--without-timestamp',
    is_flag=True,
    help='Seal at level B-B though the profile asks for more; asks no authority.',
)


def languages(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    """Return the languages of the letter that begin so, for shells that complete words."""
    found = (path.stem for path in Path('content/letter').glob('*.md'))
    return sorted(code for code in found if code.startswith(begun))


class Group(click.Group):
    """A group that offers the nearest command for one it does not know."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the words name. Raises UsageError with the nearest one."""
        from letterpress.base.nearest import did_you_mean

        name = args[0] if args else ''
        if self.get_command(ctx, name) is None and not name.startswith('-'):
            raise click.UsageError(
                f'there is no command “{name}”: {did_you_mean(name, self.list_commands(ctx))}', ctx
            )
        return super().resolve_command(ctx, args)


def here() -> Path:
    """Return the project to work in; what a killed run left in it half written is removed."""
    from letterpress.world.files import inside, leftovers

    base = inside.project(Path.cwd())
    _swept(leftovers.sweep(base, deep=False), base)
    _swept(leftovers.sweep(base / 'content'), base)
    return base


def _swept(gone: Sequence[Path], base: Path) -> None:
    for path in gone:
        console.say(
            f'Removed {visible(path.relative_to(base).as_posix())}: '
            'a run that was killed had left it half written.'
        )


def sealing(
    base: Path, profile: str | None, key_file: str | None, pass_file: str | None, unstamped: bool
) -> Sealing:
    """Return who seals and how, by a profile of seal.toml or a key that was named."""
    from letterpress.world import profiles

    if unstamped and profile is None:
        raise click.UsageError(
            '--without-timestamp belongs to --profile: without one no authority is asked.'
        )
    return profiles.sealing(
        base, profile, key_file or os.environ.get('LETTERPRESS_KEY') or None, pass_file, unstamped
    )


def _folders(names: tuple[str, ...]) -> tuple[Path, ...]:
    for name in names:
        if not Path(name).is_dir():
            raise click.UsageError(f'there is no folder {name}.')
    return tuple(map(Path, names))
