"""letterpress diff: what is different between two editions."""

from __future__ import annotations

from pathlib import Path

import click

from letterpress import console
from letterpress.base.visible import visible
from letterpress.cli import shared

MANY = 20  # documents that take so long to draw that a person wonders


@click.command()
@click.argument('before', shell_complete=shared.files)
@click.argument('after', shell_complete=shared.files)
@click.option(
    '--html',
    metavar='FILE.html',
    shell_complete=shared.files,
    default=None,
    help='Write it as a page, with pictures of what looks different.',
)
@click.option(
    '--trust',
    'trust',
    multiple=True,
    metavar='CERT',
    shell_complete=shared.files,
    help='Certificate (PEM or DER) you trust; may be given again.',
)
@shared.JSON
def diff(before: str, after: str, html: str | None, trust: tuple[str, ...], as_json: bool) -> None:
    """Say what is different between two kits: names, words, and pages that look otherwise.

    BEFORE and AFTER are folders (build/kit) or press-kit ZIPs. Writes nothing but the page.
    """
    from letterpress.commands.editions import diff as comparing
    from letterpress.world.files import apart, writing

    paths = [Path(before), Path(after)]
    if html:
        apart.refuse(Path(html), [*paths, *map(Path, trust)], Path.cwd())
        apart.refuse_other(Path(html))

    def told(count: int) -> None:
        if count > MANY and not as_json:
            console.say(f'Drawing {count} documents of both kits to see which look different.')

    done = comparing.diff(paths[0], paths[1], [Path(name) for name in trust], told)
    if html:
        writing.write(Path(html), comparing.report(done))
        console.say(visible(html))
    if as_json:
        findings = [console.as_json(one) for one in done.findings]
        console.answer({'ok': True, **comparing.as_json(done), 'findings': findings})
    else:
        console.out('\n'.join(comparing.in_words(done)))
    console.tell(done.findings)
