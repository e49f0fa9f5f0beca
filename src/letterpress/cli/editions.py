"""letterpress diff, publish: what is different between two editions, and which one is out."""

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


@click.command()
@click.option(
    '--to',
    metavar='FOLDER',
    shell_complete=shared.folders,
    default=None,
    help='Where the kit is published: a folder of nothing else (default: public).',
)
@shared.JSON
def publish(to: str | None, as_json: bool) -> None:
    """Put the finished kit in its place, whole or not at all, once its embargo is over.

    Before that it refuses, as it does a draft and a kit that does not verify. Freezes the edition
    in editions/, and says there what changed since the one before.
    """
    from letterpress.commands.editions import publish as publishing

    base = shared.here()

    def told(count: int) -> None:
        if count > MANY and not as_json:
            console.say(f'Drawing {count} documents of both editions to see which look different.')

    done = publishing.publish(base, Path(to) if to else None, told)
    record = done.record
    if as_json:
        console.answer(
            {
                'ok': True,
                'to': str(done.to),
                'placed': done.placed,
                'frozen': done.frozen,
                'record': record.folder,
                'edition': record.edition,
                'published': record.published.isoformat(),
                'changes': [str(path) for path in done.changes],
                'findings': [],
            }
        )
        return
    of = f'Edition {record.edition}, record {record.folder}'
    if done.placed:
        console.say(f'{of}, is published{"" if done.frozen else ": it was before"}.')
    else:
        console.say(f'{of}, was published already: nothing was changed.')
    for path in done.changes if done.frozen else ():
        console.say(f'What changed since the edition before: {visible(str(path))}')
    console.paths([str(done.to)])
