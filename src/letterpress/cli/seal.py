"""letterpress seal: seal a letter that was made unsealed, or renew a seal."""

from __future__ import annotations

from pathlib import Path

import click

from letterpress import console
from letterpress.cli import shared


@click.command()
@click.argument('file', shell_complete=shared.files)
@click.option(
    '--output',
    metavar='FILE',
    shell_complete=shared.files,
    default=None,
    help='Where to write (default: beside, ending in .sealed.pdf or .renewed.pdf).',
)
@click.option(
    '--field',
    metavar='NAME',
    default='',
    help='The prepared field to fill, where there are several signers (default: Seal).',
)
@click.option(
    '--renew',
    is_flag=True,
    help='FILE is sealed: add what later judges need, and the next archive time stamp.',
)
@click.option('--in-place', is_flag=True, help='With --renew: write over FILE.')
@shared.KEY
@shared.PASS
@shared.PROFILE
@shared.UNSTAMPED
def seal(
    file: str,
    output: str | None,
    field: str,
    renew: bool,
    in_place: bool,
    key_file: str | None,
    pass_file: str | None,
    profile: str | None,
    without_timestamp: bool,
) -> None:
    """Seal an unsealed letter (made with `build --unsealed`).

    Writes a new file beside it; the old one stays.
    """
    from letterpress.commands import seal as sealing
    from letterpress.world import profiles

    target = Path(output) if output else None
    if in_place and (not renew or output):
        raise click.UsageError('--in-place belongs to --renew, and takes no --output.')
    if renew:
        if profile is None or field or without_timestamp or key_file:
            raise click.UsageError(
                '--renew takes a --profile, which names the authorities, '
                'and neither a key nor a field.'
            )
        console.paths(
            [
                str(
                    sealing.renew_file(
                        Path(file), profiles.terms(Path.cwd(), profile), target, in_place
                    )
                )
            ]
        )
        return
    by = shared.sealing(Path.cwd(), profile, key_file, pass_file, without_timestamp)
    console.paths(
        [str(sealing.seal_file(Path(file), by.signer, target, by.terms, field or by.field))]
    )
    if by.signer.draft:
        console.say(
            'Sealed with the public draft key, which says nothing about who: '
            'name your own with --key.'
        )
    if by.lowered:
        console.say(
            f'Sealed at level B-B instead of {by.lowered}: nothing proves the time, '
            'as you asked for.'
        )
