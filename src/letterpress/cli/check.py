"""letterpress check: what is wrong, before anything is made."""

from __future__ import annotations

from dataclasses import replace

import click

from letterpress import console
from letterpress.cli import shared
from letterpress.findings import Exit, ordered


@click.command()
@click.option(
    '--release',
    is_flag=True,
    help='Judge as for publication: placeholders and stale translations are errors.',
)
@shared.JSON
def check(release: bool, as_json: bool) -> None:
    """Check the manuscript, the layouts, and whether the typefaces have every letter.

    Writes nothing but what it remembers in build/.cache.
    """
    from letterpress.build import project

    base = shared.here()
    sources = project.gather(base)
    found = project.judged(
        project.read(sources, release=release, base=base, editions=False, told=shared.comparing)
    )
    if found.sound and found.campaign and found.campaign.groups:
        from letterpress.build.groups import fitting

        said = (*found.findings, *fitting.judged(found, base))
        found = replace(found, findings=ordered(said))
    if as_json:
        console.answer(
            {'ok': found.sound, 'findings': [console.as_json(f) for f in found.findings]}
        )
    console.tell(found.findings)
    if not found.sound:
        raise click.exceptions.Exit(Exit.FINDINGS)
    assert found.campaign is not None
    if not as_json:
        facts = found.campaign.facts
        counted = (
            console.count(len(facts.languages), 'language'),
            console.count(len(found.campaign.roll), 'signatory', 'signatories'),
            console.count(len(found.layouts), 'layout'),
        )
        verdict = 'good, with the warnings above' if found.findings else 'all good'
        console.say(f'{", ".join(counted)}: {verdict}')
