"""letterpress key: a seal key of one’s own."""

from __future__ import annotations

from pathlib import Path

import click

from letterpress import console
from letterpress.base.visible import visible
from letterpress.cli import shared


@click.group(cls=shared.Group)
def key() -> None:
    """Make a seal key of your own."""


@key.command('new')
@click.argument('output', metavar='OUT.p12', shell_complete=shared.files)
@click.option(
    '--name',
    default=None,
    help='Whose seal it is, as readers will see it (default: the publisher in campaign.yaml).',
)
@click.option(
    '--years',
    type=click.IntRange(1, 20),
    default=5,
    show_default=True,
    help='How long the certificate is valid.',
)
@shared.PASS
def key_new(output: str, name: str | None, years: int, pass_file: str | None) -> None:
    """Make a self-signed seal key: OUT.p12 (secret), and its certificate OUT.pem (to publish)."""
    from letterpress.world import keyring

    secret, certificate, fingerprint = keyring.new(Path(output), name, years, pass_file, Path.cwd())
    console.paths([str(secret), str(certificate)])
    console.say(
        keyring.GOOD_FOR.format(
            secret=visible(str(secret)),
            certificate=visible(str(certificate)),
            fingerprint=fingerprint,
        )
    )
