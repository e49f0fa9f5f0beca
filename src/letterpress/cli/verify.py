"""letterpress verify: whether a file is whole, and who sealed it."""

from __future__ import annotations

import os
from pathlib import Path

import click

from letterpress import console
from letterpress.base.visible import visible
from letterpress.cli import shared
from letterpress.findings import Exit


@click.command()
@click.argument('path', shell_complete=shared.files)
@click.option(
    '--trust',
    'trust',
    multiple=True,
    metavar='CERT',
    shell_complete=shared.files,
    help='Certificate (PEM or DER) you trust; may be given again.',
)
@click.option(
    '--at-least',
    'at_least',
    type=click.IntRange(1),
    metavar='EDITION',
    default=None,
    help='The edition you know of: an older one is told, exit code 4.',
)
@click.option(
    '--editions',
    metavar='FOLDER',
    shell_complete=shared.folders,
    default=None,
    help='Records of published editions: a kit that is not the last of them is told, exit code 4.',
)
@click.option('--details', is_flag=True, help='Say more: certificate, time, what was looked at.')
@click.option(
    '--lang',
    'language',
    metavar='CODE',
    default='',
    help='Language of the answer (default: that of your system).',
)
@click.option(
    '--report',
    metavar='FILE.html',
    shell_complete=shared.files,
    default=None,
    help='Write the answer as a page to keep beside the file.',
)
@shared.JSON
def verify(
    path: str,
    trust: tuple[str, ...],
    at_least: int | None,
    editions: str | None,
    details: bool,
    language: str,
    report: str | None,
    as_json: bool,
) -> None:
    """Judge a sealed PDF, a kit's folder or a press-kit ZIP: is it whole, and whose is the seal.

    Writes nothing but the report.
    """
    from letterpress.base.nearest import did_you_mean
    from letterpress.commands import verify as verification
    from letterpress.commands.editions import frozen
    from letterpress.commands.verdicts import answers
    from letterpress.world.files import apart, writing

    if not path:
        raise click.UsageError('the path is empty.')
    if language and language not in answers.LANGUAGES:
        raise click.UsageError(
            f'verify does not speak “{language}”: {did_you_mean(language, answers.LANGUAGES)}'
        )
    language = language or answers.language_of(os.environ)
    if report:
        apart.refuse(Path(report), [Path(path), *map(Path, trust)], Path.cwd())
        apart.refuse_other(Path(report))
    if editions is not None and not (Path(editions).is_dir() and Path(path).is_dir()):
        raise click.UsageError(
            '--editions takes a folder of records and judges the folder of a kit.'
        )
    checked = verification.verify(Path(path), [Path(name) for name in trust], at_least or 0)
    misplaced = frozen.misplaced(Path(path), Path(editions)) if editions is not None else ()
    if report:
        writing.write(Path(report), verification.report(checked, language))
        console.say(visible(report))
    if as_json:
        console.answer(
            {
                **verification.as_json(checked),
                **({'good': False} if misplaced else {}),
                'findings': [console.as_json(f) for f in (*checked.faults, *misplaced)],
            }
        )
    else:
        console.out(answers.in_words(checked, path, language, details))
    console.tell((*checked.faults, *misplaced))
    if misplaced or not checked.good:
        raise click.exceptions.Exit(Exit.SEAL)
