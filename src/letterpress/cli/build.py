"""letterpress build: make what is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from letterpress import console
from letterpress.base.visible import visible
from letterpress.cli import shared
from letterpress.findings import Exit, Finding, Place, Rejected

if TYPE_CHECKING:
    from letterpress.build.bench import Bench

GROUPS = 'groups'  # the target that is made alone: what local groups get


class Targets(click.Argument):
    """The targets, shown as the layouts of this project and of the house declare them."""

    def make_metavar(self, ctx: click.Context) -> str:
        """Return what stands for them in the line of usage."""
        from letterpress.build import plan
        from letterpress.layout import manifest
        from letterpress.world.files import inside

        try:
            layouts, _ = manifest.discover(inside.read_house(Path.cwd(), 'layouts'))
        except (Rejected, OSError):  # what is wrong with the folder is not asked for here
            return '[TARGET]…'
        return f'[{"|".join((*plan.targets(layouts), GROUPS))}]…'


@click.command()
@click.argument('targets', nargs=-1, cls=Targets)
@click.option(
    '--lang',
    'languages',
    multiple=True,
    metavar='CODE',
    shell_complete=shared.languages,
    help='Only this language (may be given again).',
)
@click.option(
    '--layout',
    'layouts',
    multiple=True,
    metavar='NAME',
    help='Only this layout (may be given again).',
)
@click.option(
    '--group',
    'groups',
    multiple=True,
    metavar='NAME',
    help='With groups: only this local group, by its id (may be given again).',
)
@click.option(
    '--set',
    'settings',
    multiple=True,
    metavar='KEY=VALUE',
    help='With groups: what one group says, as event.place=Marktplatz (may be given again).',
)
@click.option(
    '--jobs',
    type=click.IntRange(1, 64),
    default=None,
    help='Worker processes (default: one a core).',
)
@click.option(
    '--release', is_flag=True, help='For publication: real key, no placeholder, nothing stale.'
)
@click.option(
    '--unsealed',
    is_flag=True,
    help='Letters only, with the empty prepared signature field, for `letterpress seal`.',
)
@click.option(
    '--strict',
    is_flag=True,
    help='Stop when a text does not fit its sheet, instead of leaving that sheet out.',
)
@click.option(
    '--size',
    'sizes',
    multiple=True,
    metavar='PAPER',
    help='Only sheets of this size: a0 to a6, 40x60, 60x80, letter, tabloid. Repeatable.',
)
@click.option(
    '--print-shop',
    'shop',
    default='',
    metavar='NAME',
    help='The posters as this print shop takes them (content/print-shops), and nothing else.',
)
@click.option(
    '--duplex',
    is_flag=True,
    help='Letters and packets get an even number of pages, for printing many on both sides.',
)
@click.option(
    '--executor',
    default='local',
    metavar='WHERE',
    help='Who sets and prints: local, or the Dask cluster at dask://HOST:PORT.',
)
@shared.KEY
@shared.PASS
@shared.PROFILE
@shared.UNSTAMPED
@shared.JSON
def build(
    targets: tuple[str, ...],
    languages: tuple[str, ...],
    layouts: tuple[str, ...],
    groups: tuple[str, ...],
    settings: tuple[str, ...],
    jobs: int | None,
    release: bool,
    unsealed: bool,
    strict: bool,
    sizes: tuple[str, ...],
    shop: str,
    duplex: bool,
    executor: str,
    key_file: str | None,
    pass_file: str | None,
    profile: str | None,
    without_timestamp: bool,
    as_json: bool,
) -> None:
    """Make what is asked for, or everything, into build/.

    That is letters, posters, press releases and the press kit. Each layout names the word that
    makes it; kit is all that belongs into the press kit. groups makes the posters of local groups
    (content/groups), each in a folder of its own in build/groups.
    """
    from letterpress.build import plan
    from letterpress.build import run as building
    from letterpress.build.bench import Bench
    from letterpress.build.workers import executor as executors
    from letterpress.world.files import inside

    executors.address(executor)
    started = console.clock()
    listener = console.listener(as_json)
    if unsealed and targets:
        wanted = plan.Wishes(tuple(sorted(set(targets))), unsealed=True)
        plan.refuse_targets(wanted, inside.read_house(shared.here(), 'layouts'))
    sealing = shared.sealing(shared.here(), profile, key_file, pass_file, without_timestamp)
    bench = Bench(
        shared.here(),
        sealing.signer,
        jobs or 0,
        listener=listener,
        terms=sealing.terms,
        field=sealing.field or 'Seal',
        executor=executor,
    )
    if groups or settings or GROUPS in targets:
        others = (set(targets) - {GROUPS}) | {*languages, *layouts, *sizes, shop} - {''}
        more = bool(others or unsealed or duplex or strict)
        try:
            _groups(bench, (groups, settings), more, release, as_json)
        finally:
            listener.end()
        return
    wishes = plan.Wishes(
        tuple(sorted(set(targets))),
        tuple(sorted(set(languages))),
        tuple(sorted(set(layouts))),
        release,
        unsealed,
        duplex,
        strict,
        tuple(sorted(set(sizes))),
        shop,
    )
    try:
        built = building.build(bench, wishes)
    finally:
        listener.end()
    console.tell(built.findings)
    seconds = console.clock() - started
    if as_json:
        console.answer(
            {
                'ok': True,
                'changed': built.changed,
                'seconds': round(seconds, 2),
                'notes': built.notes,
                'level': sealing.terms.level,
                'documents': [
                    {'path': f'build/{r.path}', 'pages': r.pages, 'bytes': r.bytes, 'made': r.fresh}
                    for r in built.rows
                ],
                'findings': [console.as_json(f) for f in built.findings],
            }
        )
    elif built.changed:
        console.closing(built.rows, seconds)
    else:
        console.say(
            'Nothing to do, all is as it should be: '
            f'{console.count(len(built.rows), "document")}; {seconds:.1f} s'
        )
    for note in built.notes:
        console.say(visible(note))
    if sealing.lowered:
        console.say(
            f'Sealed at level B-B instead of {sealing.lowered}: nothing proves the time, '
            'as you asked for.'
        )
    if not as_json:
        console.paths(built.paths)


def _groups(
    bench: Bench,
    wanted: tuple[tuple[str, ...], tuple[str, ...]],
    more: bool,
    release: bool,
    as_json: bool,
) -> None:
    """Make the folders of local groups; nothing else goes with that.

    `wanted` are ids and settings; `more`: something else was asked for.
    """
    from letterpress.build.groups import run as building

    if more:
        raise Rejected(
            Finding(
                Place(),
                'LP717',
                'groups are made alone: each has its language, its posters and its printers in '
                'content/groups',
                'leave the other words out; --group NAME makes one of them',
            ),
            Exit.USAGE,
        )
    started = console.clock()
    built = building.build(bench, *wanted, release)
    console.tell(built.findings)
    seconds = console.clock() - started
    if as_json:
        console.answer(
            {
                'ok': True,
                'changed': built.changed,
                'seconds': round(seconds, 2),
                'groups': [
                    {'path': f'build/{r.path}', 'files': r.pages, 'bytes': r.bytes, 'made': r.fresh}
                    for r in built.rows
                ],
                'findings': [console.as_json(f) for f in built.findings],
            }
        )
        return
    if built.changed:
        fresh = sum(row.fresh for row in built.rows)
        console.say(
            f'{console.count(len(built.rows), "group")}, {fresh} of them made anew; {seconds:.1f} s'
        )
    else:
        count = console.count(len(built.rows), 'group')
        console.say(f'Nothing to do, all is as it should be: {count}; {seconds:.1f} s')
    console.paths(built.paths)
