"""The group of all commands, and the one way in and out: `run` answers with an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from letterpress import __version__, console
from letterpress.base.visible import visible
from letterpress.cli import (
    build,
    check,
    editions,
    house,
    init,
    key,
    preflight,
    seal,
    shared,
    tile,
    verify,
)
from letterpress.cli.intake import fonts, groups, letter, recipients, signatories
from letterpress.cli.looking import preview
from letterpress.cli.sending import press
from letterpress.findings import Exit, Finding, Place, Rejected


@click.group(
    cls=shared.Group,
    context_settings={'help_option_names': ['-h', '--help'], 'max_content_width': 100},
)
@click.version_option(__version__, message='letterpress %(version)s')
def cli() -> None:
    """Publish an open letter from one folder.

    It makes the sealed letter, posters and a press kit, in every language.

    letterpress works in the folder that holds content/. Start with `letterpress init my-letter`.
    """
    console.quieten()


COMMANDS: tuple[click.Command, ...] = (
    init.init,
    init.language,
    check.check,
    build.build,
    preview.preview,
    seal.seal,
    verify.verify,
    editions.diff,
    press.press,
    editions.publish,
    preflight.preflight,
    tile.tile,
    key.key,
    letter.letter,
    fonts.fonts,
    signatories.signatories,
    groups.groups,
    recipients.recipients,
    house.doctor,
    house.explain,
    house.schema,
    house.completion,
    house.clean,
)
for command in COMMANDS:
    cli.add_command(command)


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return the exit code (see findings.Exit).

    Never lets a user's mistake be a traceback.
    """
    from letterpress.world import passphrases

    console.prepare()
    passphrases.take()
    code: int = Exit.GOOD
    try:
        code = _answer(list(arguments))
        sys.stdout.flush()
    except (
        BrokenPipeError
    ):  # the reader of our output went away (`| head`); what was to be done is done
        console.hush()
    except OSError as error:  # our output cannot be written: a full disk behind `>`
        console.hush()
        return _refused(error, [])
    return code


def _answer(arguments: list[str]) -> int:
    if instruction := os.environ.get(house.COMPLETE):
        from click.shell_completion import shell_complete

        return shell_complete(cli, {}, 'letterpress', house.COMPLETE, instruction)
    try:
        with cli.make_context(
            'letterpress', arguments
        ) as context:  # cli.main would give a closed pipe a code of its own
            cli.invoke(context)
        return Exit.GOOD
    except click.exceptions.Exit as early:
        return early.exit_code
    except Rejected as rejected:
        if '--json' in arguments:
            console.answer(
                {'ok': False, 'findings': [console.as_json(f) for f in rejected.findings]}
            )
        console.tell(rejected.findings)
        return rejected.exit_code
    except click.ClickException as mistake:
        # it may quote an argument, and that may be the name of a stranger's file
        mistake.message = visible(mistake.message)  # type: ignore[misc]  # final to subclasses only
        mistake.show()
        return Exit.USAGE
    except (click.Abort, KeyboardInterrupt, EOFError):  # EOF: Ctrl-D at a prompt
        console.say('interrupted')
        return Exit.INTERRUPTED
    except BrokenPipeError:
        raise
    except OSError as error:
        if os.environ.get('LETTERPRESS_DEBUG'):
            raise
        return _refused(error, arguments)


def _refused(error: OSError, arguments: Sequence[str]) -> int:
    """Tell what the system would not do."""
    finding = Finding(
        Place(str(error.filename or '')),
        'LP706',
        f'the system refused: {error.strerror or error}',
        'check the free space and your rights on the folder: letterpress doctor',
    )
    if '--json' in arguments:
        console.answer({'ok': False, 'findings': [console.as_json(finding)]})
    console.tell([finding])
    return Exit.FINDINGS
